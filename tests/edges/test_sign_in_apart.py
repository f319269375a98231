"""The whole way in as a role of PostgreSQL that is shown one landlord at a time: the second lock holds, and nothing is lost to it."""

import pytest
from django.db import connection, transaction
from engines import in_use
from front import OWN, House, browser, code_now, code_shown, inside, knock, text_of

from putright import clock
from putright.people.ids import new_id
from putright.people.models import Staff
from putright.people.row_security import only
from putright.people.staffing import make_one_time_password
from putright.sign_in.models import (
    DoorRules,
    Factor,
    Identity,
    OpenSession,
    RecoveryCode,
    SignIn,
    SingleSignOn,
)

TABLES = (DoorRules, Factor, Identity, OpenSession, RecoveryCode, SignIn, SingleSignOn)


@pytest.fixture
def held(made, tmp_path, django_db_blocker, quick):  # noqa: ARG001  a fixture that only sets
    """Two landlords, and the program connected as a role that owns nothing."""
    name = f"door_{new_id().hex}"
    with django_db_blocker.unblock(), made("postgresql").one(tmp_path) as (url, home), in_use(url, home):
        made_house = House()
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE ROLE {name} NOLOGIN")
            cursor.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {name}")
            cursor.execute(f"SET ROLE {name}")
        yield made_house
        with connection.cursor() as cursor:
            cursor.execute("RESET ROLE")
            cursor.execute(f"DROP OWNED BY {name}")
            cursor.execute(f"DROP ROLE {name}")


def test_somebody_comes_in_sets_up_their_second_step_and_sees_their_own_page(held):
    with transaction.atomic(), only(held.landlord.pk):
        held.require()
        password = make_one_time_password(held.callum, by=held.ada, at=clock.now())
    client = browser()
    assert knock(client, held.callum, "wrong").status_code == 403
    assert knock(client, held.callum, password)["Location"] == "/sign-in/choose-password/"
    assert client.post("/sign-in/choose-password/", {"password": OWN, "again": OWN})["Location"] == "/sign-in/set-up/"
    assert client.post("/sign-in/set-up/", {"code": code_now(code_shown(client))})["Location"] == "/sign-in/codes/"
    page = client.get("/sign-in/mine/")
    assert page.status_code == 200
    assert "wrong password" in text_of(page)
    assert client.post("/sign-in/out/").status_code == 302
    assert not inside(client)


def test_an_administrator_works_and_sees_only_their_own_landlord(held):
    client = browser()
    knock(client, held.ada)
    page = text_of(client.get("/desk/administration/people/"))
    assert held.callum.email in page
    assert held.femi.email not in page
    done = client.post(
        "/desk/administration/people/add/",
        {"name": "Grace", "email": "grace@ah.example", "roles": ["handler"]},
    )
    assert "only time it is shown" in text_of(done)
    with transaction.atomic(), only(held.landlord.pk):
        assert Staff.objects.filter(email="grace@ah.example").exists()


def test_what_the_door_keeps_is_shown_to_one_landlord_only(held):
    client = browser()
    knock(client, held.ada)
    assert [model for model in TABLES if model.objects.exists()] == []
    with transaction.atomic(), only(held.other.pk):
        assert [model for model in TABLES if model.objects.exists()] == [DoorRules]
        assert DoorRules.objects.get().landlord_id == held.other.pk
