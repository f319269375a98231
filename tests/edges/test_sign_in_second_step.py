"""The second step: codes from an app, recovery codes, being made to set it up, and having it taken away."""

import base64
from datetime import UTC, datetime, timedelta

import pytest
from front import OWN, PASSWORD, browser, code_now, code_shown, inside, knock, signed_in, text_of

from putright import clock
from putright.people.changing import NotYours
from putright.people.models import Change
from putright.people.staffing import make_one_time_password
from putright.sign_in import totp
from putright.sign_in.factors import add_app, forget_all, new_recovery_codes
from putright.sign_in.models import Factor, OpenSession, RecoveryCode, SignIn
from putright.sign_in.sealing import Broken, opened, sealed

# RFC 6238, appendix B: the secret is the ASCII text "12345678901234567890", eight digits, SHA-1.
RFC_SECRET = base64.b32encode(b"12345678901234567890").decode()
RFC = [
    (59, "94287082"), (1111111109, "07081804"), (1111111111, "14050471"), (1234567890, "89005924"),
    (2000000000, "69279037"), (20000000000, "65353130"),
]  # fmt: skip


@pytest.mark.parametrize(("seconds", "code"), RFC)
def test_the_codes_are_those_of_the_standard(seconds, code):
    at = datetime.fromtimestamp(seconds, UTC)
    assert totp.code_at(RFC_SECRET, totp.step_of(at), digits=8) == code
    assert totp.steps_matching(RFC_SECRET, code[-6:], at, after=0) == seconds // 30


def test_a_clock_may_be_half_a_minute_wrong_and_no_more():
    at = datetime.fromtimestamp(1_111_111_111, UTC)
    for away, fits in ((-2, False), (-1, True), (0, True), (1, True), (2, False)):
        code = totp.code_at(RFC_SECRET, totp.step_of(at) + away)
        assert (totp.steps_matching(RFC_SECRET, code, at, after=0) is not None) is fits


def with_app(person):
    """Give somebody an app; its secret."""
    secret = totp.new_secret()
    add_app(person, secret, 0, clock.now())
    return secret


def test_a_password_alone_does_not_do_where_there_is_an_app(either):
    secret = with_app(either.callum)
    client = browser()
    assert knock(client, either.callum)["Location"] == "/sign-in/second-step/"
    assert not inside(client)
    wrong = client.post("/sign-in/second-step/", {"code": "000000"})
    assert wrong.status_code == 403
    assert "not right, or has been used" in text_of(wrong)
    assert client.post("/sign-in/second-step/", {"code": code_now(secret)}).status_code == 302
    assert inside(client)
    said = [(each.how, each.outcome) for each in SignIn.objects.order_by("at")]
    assert said == [("password_app", "wrong_second"), ("password_app", "came_in")]


def test_a_code_opens_the_door_once(either):
    secret = with_app(either.callum)
    code = code_now(secret)
    first, second = browser(), browser()
    for client in (first, second):
        knock(client, either.callum)
    assert first.post("/sign-in/second-step/", {"code": code}).status_code == 302
    assert second.post("/sign-in/second-step/", {"code": code}).status_code == 403
    assert not inside(second)


def test_six_digits_cannot_be_guessed_from_anywhere(either):
    secret = with_app(either.callum)
    codes = []
    for number in range(6):  # each from another place, each with the right password
        client = browser(address=f"198.51.100.{number + 1}")
        knock(client, either.callum)
        codes.append(client.post("/sign-in/second-step/", {"code": "000000"}).status_code)
    assert codes == [403] * 5 + [429]
    client = browser(address="192.0.2.1")
    knock(client, either.callum)
    assert client.post("/sign-in/second-step/", {"code": code_now(secret)}).status_code == 429


def test_the_steps_cannot_be_left_out_or_taken_in_another_order(house):
    with_app(house.callum)
    for page in ("second-step", "choose-password", "set-up"):
        assert browser().get(f"/sign-in/{page}/")["Location"] == "/sign-in/"
    client = browser()
    knock(client, house.callum)
    for page in ("choose-password", "set-up"):
        assert client.get(f"/sign-in/{page}/")["Location"] == "/sign-in/second-step/"
        assert client.post(f"/sign-in/{page}/", {"password": OWN, "again": OWN}).status_code == 302
    house.callum.refresh_from_db()
    assert house.callum.check_password(PASSWORD)


def test_ten_minutes_at_the_door_are_enough(house):
    with_app(house.callum)
    client = browser()
    knock(client, house.callum)
    session = client.session
    held = session["at_the_door"]
    held["since"] = (clock.now() - timedelta(minutes=11)).isoformat()
    session["at_the_door"] = held
    session.save()
    assert client.get("/sign-in/second-step/")["Location"] == "/sign-in/"


def test_where_the_landlord_asks_for_one_it_is_set_up_at_the_first_sign_in(either):
    either.require()
    client = browser()
    assert knock(client, either.callum, next="/desk/administration/")["Location"] == "/sign-in/set-up/"
    assert not inside(client)
    page = client.get("/sign-in/set-up/").content.decode()
    assert "<svg" in page
    assert "style=" not in page.split("<svg")[1].split("</svg>")[0]
    secret = code_shown(client)
    assert code_shown(client) == secret  # the same when the page is loaded again
    wrong = client.post("/sign-in/set-up/", {"code": "000000"})
    assert wrong.status_code == 400
    assert not inside(client)
    done = client.post("/sign-in/set-up/", {"code": code_now(secret)})
    assert done["Location"] == "/sign-in/codes/"
    codes = text_of(client.get("/sign-in/codes/"))
    assert codes.count("-") >= 10
    assert client.get("/sign-in/codes/").status_code == 302  # shown once
    assert inside(client)
    assert SignIn.objects.get(outcome="came_in").how == "password_app"


def test_a_made_password_and_a_second_step_that_is_asked_for_come_one_after_the_other(house):
    house.require()
    password = make_one_time_password(house.callum, by=house.ada, at=clock.now())
    client = browser()
    assert knock(client, house.callum, password)["Location"] == "/sign-in/choose-password/"
    done = client.post("/sign-in/choose-password/", {"password": OWN, "again": OWN})
    assert done["Location"] == "/sign-in/set-up/"
    assert client.post("/sign-in/set-up/", {"code": code_now(code_shown(client))})["Location"] == "/sign-in/codes/"
    assert inside(client)


def test_a_made_password_does_not_get_past_a_second_step(house):
    """Or whoever makes passwords could make themselves anybody."""
    with_app(house.callum)
    password = make_one_time_password(house.callum, by=house.ada, at=clock.now())
    client = browser()
    assert knock(client, house.callum, password)["Location"] == "/sign-in/second-step/"
    assert client.post("/sign-in/choose-password/", {"password": OWN, "again": OWN})["Location"] == (
        "/sign-in/second-step/"
    )
    house.callum.refresh_from_db()
    assert not house.callum.check_password(OWN)


def test_a_recovery_code_opens_the_door_once(either):
    with_app(either.callum)
    codes = new_recovery_codes(either.callum, clock.now())
    assert len(set(codes)) == 10
    client = browser()
    knock(client, either.callum)
    typed = codes[3].upper().replace("-", " ")  # as people copy it from paper
    assert client.post("/sign-in/second-step/", {"recovery": typed}).status_code == 302
    assert inside(client)
    again = browser()
    knock(again, either.callum)
    assert again.post("/sign-in/second-step/", {"recovery": codes[3]}).status_code == 403
    assert RecoveryCode.objects.count() == 9
    assert not inside(again)


def test_somebody_elses_recovery_code_opens_nothing(house):
    with_app(house.callum)
    codes = new_recovery_codes(house.ada, clock.now())
    client = browser()
    knock(client, house.callum)
    assert client.post("/sign-in/second-step/", {"recovery": codes[0]}).status_code == 403


def test_what_is_kept_of_a_factor_opens_nothing_without_the_key(house, settings):
    secret = with_app(house.callum)
    codes = new_recovery_codes(house.callum, clock.now())
    kept = Factor.objects.get().sealed_secret
    assert secret not in kept
    assert opened(kept) == secret
    assert not any(code.replace("-", "") in row.digest for code in codes for row in RecoveryCode.objects.all())
    settings.SECRET_KEY = "another"
    with pytest.raises(Broken, match="another key"):
        opened(kept)
    settings.SECRET_KEY_FALLBACKS = []
    assert opened(sealed("x")) == "x"


def test_the_last_factor_stays_where_one_is_asked_for(house):
    with_app(house.callum)
    client = browser()
    knock(client, house.callum)
    client.post("/sign-in/second-step/", {"code": code_now(opened(Factor.objects.get().sealed_secret))})
    house.require()
    row = Factor.objects.get()
    answer = client.post(f"/sign-in/mine/factor/{row.pk}/remove/", follow=True)
    assert "It stays" in text_of(answer)
    house.require(second=False)
    client.post(f"/sign-in/mine/factor/{row.pk}/remove/")
    assert not Factor.objects.exists()


def test_nobody_removes_somebody_elses_factor_by_its_id(house):
    with_app(house.ada)
    client = signed_in(house.callum)
    client.post(f"/sign-in/mine/factor/{Factor.objects.get().pk}/remove/")
    assert Factor.objects.count() == 1


def test_a_screen_left_open_does_not_change_what_opens_the_door(house):
    client = signed_in(house.callum)
    OpenSession.objects.update(started_at=clock.now() - timedelta(minutes=16))
    for page in ("app", "passkey"):
        assert client.get(f"/sign-in/mine/{page}/").status_code == 403
    assert client.post("/sign-in/mine/codes/").status_code == 403
    assert inside(client)


def test_an_administrator_takes_a_second_step_away_and_it_is_in_the_history(either):
    with_app(either.callum)
    new_recovery_codes(either.callum, clock.now())
    client = signed_in(either.ada)
    page = f"/desk/administration/people/{either.callum.pk}/second-step/"
    assert client.post(page, {"why": ""}).status_code == 400
    assert client.post(page, {"why": "Lost his telephone"}).status_code == 302
    assert not Factor.objects.exists()
    assert not RecoveryCode.objects.exists()
    line = Change.objects.filter(row=either.callum.pk).order_by("at").last()
    assert (line.values, line.why, line.by) == ({"second_factor": []}, "Lost his telephone", str(either.ada.pk))


def test_nobody_takes_away_their_own_through_the_administration(house):
    with_app(house.ada)
    with pytest.raises(NotYours):
        forget_all(house.ada, by=house.ada, at=clock.now(), why="x")


def test_an_app_is_added_from_ones_own_page_and_codes_are_shown_once(house):
    client = signed_in(house.callum)
    secret = code_shown(client, "/sign-in/mine/app/")
    done = client.post("/sign-in/mine/app/", {"code": code_now(secret)})
    assert done["Location"] == "/sign-in/codes/"
    assert "recovery codes" in text_of(client.get("/sign-in/codes/"))
    assert Factor.objects.get().staff_id == house.callum.pk


def test_something_that_is_no_passkey_is_not_accepted(house):
    client = signed_in(house.callum)
    client.get("/sign-in/mine/passkey/")
    for junk in ("", "{}", "[1]", '{"id": "x", "rawId": "x", "response": {}, "type": "public-key"}', "\x00"):
        assert client.post("/sign-in/mine/passkey/", {"passkey": junk, "name": "x"}).status_code == 400
    assert not Factor.objects.exists()
