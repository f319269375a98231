"""The administration: every page by every role, other landlords' ids in every address, and what each page does."""

import re

import pytest
from django.urls import get_resolver
from front import PASSWORD, browser, inside, knock, signed_in, text_of

from putright import clock
from putright.people.changing import add
from putright.people.models import Change, Contractor, NamedRole, RoleHeld, Staff, Team, TeamMember
from putright.people.roles import Role
from putright.sign_in.models import DoorRules, OpenSession

# Who reads and who changes what, by hand, from section 1 of the design: r reads, w changes too, "." is not told it is there.
PAGES = ("index", "landlord", "homes", "policy", "categories", "retention", "people", "people/add", "teams", "contractors",
         "posts", "training", "sign-in", "sign-ins", "connection", "state")  # fmt: skip
MATRIX = """
                   index landlord homes policy categories retention people people/add teams contractors posts training sign-in sign-ins connection state
administrator        r      w       w     w        r         w        r       w         w        w        w      w        w       r         w        r
auditor              r      r       r     r        r         r        r       x         r        r        r      r        r       r         r        r
manager              r      r       r     r        r         r        r       x         r        r        w      w        r       r         r        r
complaints_officer   r      r       r     r        r         r        r       x         r        r        w      w        r       r         r        r
handler              .      .       .     .        .         .        .       .         .        .        r      .        .       .         .        .
stage_2_reviewer     .      .       .     .        .         .        .       .         .        .        r      .        .       .         .        .
business_reviewer    .      .       .     .        .         .        .       .         .        .        r      .        .       .         .        .
contributor          .      .       .     .        .         .        .       .         .        .        r      .        .       .         .        .
member_responsible   .      .       .     .        .         .        .       .         .        .        r      .        .       .         .        .
"""


def cells():
    names = MATRIX.split("\n")[1].split()
    assert tuple(names) == PAGES
    for line in MATRIX.strip("\n").splitlines()[1:]:
        role, *marks = line.split()
        assert len(marks) == len(PAGES), role
        yield Role(role), dict(zip(PAGES, marks, strict=True))


ROWS = dict(cells())


def address(page):
    return "/desk/administration/" + ("" if page == "index" else f"{page}/")


@pytest.mark.parametrize("role", Role)
def test_who_reads_and_who_changes_which_page(house, role):
    client = signed_in(house.by_role[role])
    for page, mark in ROWS[role].items():
        got = client.get(address(page)).status_code
        assert got == {".": 404, "x": 403}.get(mark, 200), (role, page, got)
        posted = client.post(address(page), {}).status_code
        expected = {".": {404, 405}, "x": {403}, "r": {403, 405}, "w": {400, 302}}[mark]
        assert posted in expected, (role, page, posted)
    before = Change.objects.count()
    if role is not Role.ADMINISTRATOR:
        client.post(address("landlord"), {"name": "Taken over", "nation": "scotland", "family": "housing-ombudsman"})
        assert Change.objects.count() == before
        house.landlord.refresh_from_db()
        assert house.landlord.name == "Ash Homes"


def of_the_other(house):
    """A row of every kind of the other landlord, by the address that names it."""
    at = clock.now()
    contractor = add(Contractor(landlord=house.other, name="Gasworks"), by="test", at=at)
    team = add(Team(landlord=house.other, name="Gas"), by="test", at=at)
    member = add(TeamMember(landlord=house.other, team=team, staff=house.femi), by="test", at=at)
    post = add(NamedRole(landlord=house.other, post="senior_lead", name="X", from_on=clock.today()), by="test", at=at)
    held = RoleHeld.objects.get(staff=house.femi)
    return {
        "people": house.femi.pk, "teams": team.pk, "teams/member": member.pk, "contractors": contractor.pk,
        "posts": post.pk, "state/job": house.femi.pk, "held": held.pk,
    }  # fmt: skip


def test_another_landlords_ids_are_not_there_in_any_address(house):
    ids = of_the_other(house)
    client = signed_in(house.ada)
    routes = [each for each in _routes(get_resolver()) if "desk/administration" in each and "<uuid" in each]
    assert len(routes) >= 13
    before = Change.objects.count()
    for route in routes:
        kind = next(
            kind for kind in ("teams/member", "state/job", "people", "teams", "contractors", "posts")
            if route.startswith(f"desk/administration/{kind}/")
        )  # fmt: skip
        named = route.replace("<uuid:key>", str(ids[kind])).replace("<uuid:held>", str(ids["held"]))
        for send in (client.get, client.post):
            assert send(f"/{named}").status_code in {404, 405}, named
    assert Change.objects.count() == before
    own = f"/desk/administration/people/{house.callum.pk}/role/{ids['held']}/end/"
    assert client.get(own).status_code == 404


def _routes(resolver, prefix=""):
    for each in resolver.url_patterns:
        route = prefix + str(each.pattern)
        if hasattr(each, "url_patterns"):
            yield from _routes(each, route)
        else:
            yield route


def test_another_landlords_people_are_not_to_be_chosen(house):
    client = signed_in(house.ada)
    team = add(Team(landlord=house.landlord, name="Repairs"), by="test", at=clock.now())
    day = clock.today()
    given = {"from_on_day": day.day, "from_on_month": day.month, "from_on_year": day.year}
    answer = client.post(f"/desk/administration/teams/{team.pk}/", {"staff": str(house.femi.pk), **given})
    assert answer.status_code == 400
    assert not TeamMember.objects.exists()
    assert "femi" not in client.get(f"/desk/administration/teams/{team.pk}/").content.decode().lower()


def test_somebody_is_added_and_their_password_is_shown_once(either):
    client = signed_in(either.ada)
    form = {"name": "Grace Okafor", "email": "Grace@ah.example", "roles": ["handler", "auditor"]}
    answer = client.post("/desk/administration/people/add/", form)
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    password = re.search(r'class="secret">([^<]+)<', answer.content.decode())[1]
    grace = Staff.objects.get(email="grace@ah.example")
    assert password not in client.get(f"/desk/administration/people/{grace.pk}/").content.decode()
    assert knock(browser(), "grace@ah.example", password)["Location"] == "/sign-in/choose-password/"
    again = client.post("/desk/administration/people/add/", form)
    assert "has the address grace@ah.example already" in text_of(again)


def a_day(name, day):
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def test_a_role_is_given_and_ended_and_it_is_in_the_history(either):
    client = signed_in(either.ada)
    page = f"/desk/administration/people/{either.callum.pk}/"
    form = {"role": "manager", "why": "Cover for Mona", **a_day("from_on", clock.today())}
    assert client.post(f"{page}role/", form).status_code == 302
    held = RoleHeld.objects.get(staff=either.callum, role="manager")
    assert (held.from_on, held.until_on) == (clock.today(), None)
    assert "Cover for Mona" in text_of(client.get(page))
    form = {"why": "Mona is back", **a_day("last_on", clock.today())}
    assert client.post(f"{page}role/{held.pk}/end/", form).status_code == 302
    held.refresh_from_db()
    assert held.until_on == clock.today()


def test_nobody_gives_themselves_a_role(house):
    client = signed_in(house.ada)
    page = f"/desk/administration/people/{house.ada.pk}/role/"
    answer = client.post(page, {"role": "manager", **a_day("from_on", clock.today())})
    assert answer.status_code == 400
    assert "Nobody gives themselves a role" in text_of(answer)
    assert not RoleHeld.objects.filter(staff=house.ada, role="manager").exists()


def test_the_last_administrator_stays(house):
    client = signed_in(house.ada)
    page = f"/desk/administration/people/{house.ada.pk}/leave/"
    answer = client.post(page, a_day("left_on", clock.today()))
    assert "only administrator" in text_of(answer)
    house.ada.refresh_from_db()
    assert house.ada.left_on is None


def test_whoever_leaves_is_signed_out_at_once(either):
    theirs, client = signed_in(either.callum), signed_in(either.ada)
    page = f"/desk/administration/people/{either.callum.pk}/leave/"
    assert client.post(page, a_day("left_on", clock.today())).status_code == 302
    assert OpenSession.objects.get(staff=either.callum).ended == "not_here"
    assert not inside(theirs)
    assert knock(browser(), either.callum).status_code == 403


def test_an_administrator_signs_somebody_out_everywhere(house):
    theirs, client = signed_in(house.callum), signed_in(house.ada)
    client.post(f"/desk/administration/people/{house.callum.pk}/sessions/end/")
    assert not inside(theirs)
    assert inside(client)


def test_a_new_password_ends_the_old_one_and_its_sessions(house):
    theirs, client = signed_in(house.callum), signed_in(house.ada)
    page = f"/desk/administration/people/{house.callum.pk}/password/"
    assert "opens nothing any more" in text_of(client.get(page))
    assert "only time it is shown" in text_of(client.post(page))
    assert not inside(theirs)
    assert knock(browser(), house.callum, PASSWORD).status_code == 403


def test_the_door_is_kept_as_the_landlord_says(house):
    client = signed_in(house.ada)
    page = "/desk/administration/sign-in/"
    wrong = client.post(page, {"idle_minutes": "1", "longest_hours": "12"})
    assert "Enter 5 or more." in text_of(wrong)
    form = {"second_factor_required": "on", "idle_minutes": "45", "longest_hours": "10"}
    assert client.post(page, form).status_code == 302
    row = DoorRules.objects.get(landlord=house.landlord)
    assert (row.second_factor_required, row.idle_minutes, row.longest_hours) == (True, 45, 10)
    line = Change.objects.get(why="how the door is kept")
    assert line.values["idle_minutes"] == [30, 45]
    assert DoorRules.objects.get(landlord=house.other).idle_minutes == 30


def test_a_policy_is_chosen_and_its_check_is_shown(house):
    client = signed_in(house.ada)
    assert client.post("/desk/administration/policy/", {"policy": "together-2021"}).status_code == 302
    house.landlord.refresh_from_db()
    assert house.landlord.policy == "together-2021"
    page = text_of(client.get("/desk/administration/policy/"))
    assert "How it stands to the" in page
    assert "in force" in page
    assert client.post("/desk/administration/policy/", {"policy": "../../etc/passwd"}).status_code == 400


def test_years_below_the_laws_are_refused_and_others_are_set(house):
    client = signed_in(house.ada)
    page = "/desk/administration/retention/"
    wrong = client.post(page, {"kind": "building_safety", "years": "1", "source": "Schedule 4"})
    assert "it can be more, not less" in text_of(wrong)
    assert client.post(page, {"kind": "complaint", "years": "9", "source": "Our schedule, line 4"}).status_code == 302
    assert "Our schedule, line 4" in text_of(client.get(page))


def test_a_logo_is_what_it_really_is(house):
    from django.core.files.uploadedfile import SimpleUploadedFile

    client = signed_in(house.ada)
    page = "/desk/administration/landlord/"
    form = {"name": "Ash Homes", "nation": "england-and-wales", "family": "housing-ombudsman"}
    lie = SimpleUploadedFile("logo.png", b"<svg onload=alert(1)>", "image/png")
    assert "not a PNG or JPEG" in text_of(client.post(page, form | {"new_logo": lie}))
    png = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + (40).to_bytes(4, "big") + (20).to_bytes(4, "big") + b"\x08\x06\0\0\0"
    assert client.post(page, form | {"new_logo": SimpleUploadedFile("x.png", png)}).status_code == 302
    house.landlord.refresh_from_db()
    assert len(house.landlord.logo) == 64


def test_the_state_of_the_system_says_what_is_missing(either):
    page = text_of(signed_in(either.ada).get("/desk/administration/state/"))
    assert "up to date" in page
    assert "none alive" in page
    assert re.search(r"SQLite 3\.|PostgreSQL 1\d", page)


def test_lists_ask_the_database_as_often_for_many_as_for_few(house):
    client = signed_in(house.ada)
    client.get("/desk/administration/people/")
    for number in range(40):
        house.person(f"n{number}", Role.HANDLER)
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        assert client.get("/desk/administration/people/").status_code == 200
    assert len(asked) <= 12, [each["sql"][:90] for each in asked]
