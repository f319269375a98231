"""The door: who gets in with a password, who does not, for how long, and what nobody can find out by knocking."""

import statistics
import time
from datetime import timedelta

import pytest
from django.urls import get_resolver
from front import OWN, PASSWORD, browser, inside, knock, signed_in, text_of

from putright import clock
from putright.people.models import Change, RoleHeld, Staff
from putright.people.roles import Role
from putright.people.staffing import leave, make_one_time_password, set_own_password
from putright.sign_in.models import DoorRules, Knock, OpenSession, SignIn
from putright.sign_in.words import End


def test_somebody_signs_in_and_out_and_it_is_written_down(either):
    client = signed_in(either.callum)
    assert client.post("/sign-in/out/").status_code == 302
    assert not inside(client)
    row = OpenSession.objects.get()
    assert (row.staff_id, row.ended, row.place) == (either.callum.pk, "signed_out", "203.0.113.0/24")
    assert [(each.outcome, each.how, each.place) for each in SignIn.objects.all()] == [
        ("came_in", "password", "203.0.113.0/24")
    ]


def test_a_wrong_password_is_written_down_for_the_person_and_lets_nobody_in(either):
    client = browser()
    answer = knock(client, either.callum, "wrong")
    assert answer.status_code == 403
    assert "do not go together" in text_of(answer)
    assert not inside(client)
    assert [each.outcome for each in SignIn.objects.filter(staff=either.callum)] == ["wrong_password"]


@pytest.mark.usefixtures("house")
def test_the_address_may_be_typed_in_any_case():
    assert knock(browser(), "COMPLAINTS_OFFICER@ah.example ").status_code == 302


def test_nothing_can_be_found_out_about_who_has_an_address(house):
    known, unknown = (knock(browser(), who, "wrong") for who in (house.callum, "nobody@ah.example"))
    assert known.status_code == unknown.status_code
    assert text_of(known) == text_of(unknown)


def test_an_unknown_address_takes_as_long_as_a_known_one(house, settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
    house.callum.set_password(PASSWORD)
    house.callum.save()
    took = {"known": [], "unknown": []}
    for number in range(4):
        for kind, email in (("known", house.callum.email), ("unknown", f"nobody{number}@ah.example")):
            start = time.perf_counter()
            knock(browser(address=f"198.51.100.{number + 1}"), email, "wrong")
            took[kind].append(time.perf_counter() - start)
    known, unknown = (statistics.median(each) for each in took.values())
    assert 0.4 < known / unknown < 2.5, took


def test_five_wrong_tries_shut_the_door_for_this_address_from_this_place(either):
    client = browser()
    answers = [knock(client, either.callum, "wrong") for _ in range(6)]
    assert [each.status_code for each in answers] == [403] * 5 + [429]
    shut = knock(client, either.callum)  # the right one does not open it either
    assert shut.status_code == 429
    assert 0 < int(shut["Retry-After"]) <= 900
    assert "You can try again from" in text_of(shut)
    elsewhere = browser(address="198.51.100.9")
    assert knock(elsewhere, either.callum).status_code == 302  # nobody is locked out of their own office from afar
    assert [each.outcome for each in SignIn.objects.order_by("at")] == ["wrong_password"] * 5 + ["locked", "came_in"]


def test_the_door_opens_again_after_a_quarter_of_an_hour(house):
    client = browser()
    for _ in range(6):
        knock(client, house.callum, "wrong")
    Knock.objects.update(at=clock.now() - timedelta(minutes=15, seconds=1))
    assert knock(client, house.callum).status_code == 302


def test_one_place_cannot_try_everybody_in_turn(house):
    client = browser()
    codes = [knock(client, f"n{number}@ah.example", "wrong").status_code for number in range(52)]
    assert codes == [403] * 50 + [429] * 2
    assert knock(client, house.callum).status_code == 429


def test_what_is_counted_at_the_door_holds_no_address(house):
    knock(browser(), house.callum, "wrong")
    row = Knock.objects.get()
    assert len(row.whom) == len(row.whence) == 64
    assert "example" not in row.whom + row.whence
    assert "203" not in (row.whom, row.whence)


def test_a_session_that_somebody_planted_is_not_the_one_that_is_signed_in(house):
    client = browser()
    client.get("/sign-in/")
    client.session["planted"] = "yes"
    client.cookies[_cookie()] = "planted0planted0planted0planted0"
    knock(client, house.callum)
    assert client.cookies[_cookie()].value != "planted0planted0planted0planted0"
    planted = browser()
    planted.cookies[_cookie()] = "planted0planted0planted0planted0"
    assert not inside(planted)


def test_the_key_of_a_session_changes_when_somebody_signs_in(house):
    client = browser()
    client.get("/sign-in/?next=/x")
    session = client.session
    session["something"] = 1
    session.save()
    before = session.session_key
    client.cookies[_cookie()] = before
    knock(client, house.callum)
    assert client.cookies[_cookie()].value != before
    assert not type(session)(before).exists(before)


def _cookie():
    from django.conf import settings

    return settings.SESSION_COOKIE_NAME


@pytest.mark.parametrize(
    "onward",
    [
        "https://evil.example/", "//evil.example/", "/\\evil.example/", "http:evil.example", "javascript:alert(1)",
        "\thttps://evil.example", "https://testserver@evil.example/", "/sign-in/out/", "evil.example",
    ],
)  # fmt: skip
def test_nobody_is_sent_anywhere_else_after_signing_in(house, onward):
    answer = knock(browser(), house.callum, next=onward)
    assert answer.status_code == 302
    assert answer["Location"] in {"/desk/", "/sign-in/mine/"}


def test_somebody_goes_where_they_wanted_to_go(house):
    client = browser()
    turned = client.get("/desk/administration/people/?words=ada")
    assert turned["Location"] == "/sign-in/?next=%2Fdesk%2Fadministration%2Fpeople%2F%3Fwords%3Dada"
    page = client.get(turned["Location"])
    assert 'value="/desk/administration/people/?words=ada"' in page.content.decode()
    answer = knock(client, house.callum, next="/desk/administration/people/?words=ada")
    assert answer["Location"] == "/desk/administration/people/?words=ada"


def test_a_form_without_its_token_signs_nobody_in_or_out(house):
    client = browser(enforce_csrf_checks=True)
    assert knock(client, house.callum).status_code == 403
    assert not inside(client)
    inside_already = signed_in(house.callum)
    inside_already.handler.enforce_csrf_checks = True
    assert inside_already.post("/sign-in/out/").status_code == 403
    assert inside(inside_already)


def test_signing_out_is_not_a_link(house):
    client = signed_in(house.callum)
    assert client.get("/sign-in/out/").status_code == 405
    assert inside(client)


@pytest.mark.usefixtures("house")
def test_every_page_is_shut_unless_it_says_otherwise():
    """Every address of the program, asked by nobody: the ones that answer are written out here."""
    open_ones = set()
    for route in _routes(get_resolver()):
        answer = browser().get(route)
        if not (answer.status_code == 302 and answer["Location"].startswith("/sign-in/")):
            open_ones.add(route)
    ours = {each for each in open_ones if each.startswith(("/sign-in/", "/desk/", "/api/"))}
    assert ours == {
        "/sign-in/", "/sign-in/out/", "/sign-in/forgotten/", "/sign-in/back/",
        "/sign-in/with/00000000-0000-7000-8000-000000000000/",
    }  # fmt: skip
    assert not any("administration" in each for each in open_ones)


def _routes(resolver, prefix="/"):
    import re

    stand_in = {"uuid": "00000000-0000-7000-8000-000000000000", "int": "1", "slug": "a", "str": "a", "path": "a"}
    for each in resolver.url_patterns:
        route = re.sub(r"<(?:(\w+):)?\w+>", lambda found: stand_in[found[1] or "str"], str(each.pattern))
        if hasattr(each, "url_patterns"):
            yield from _routes(each, prefix + route)
        else:
            yield prefix + route


def test_whoever_has_left_does_not_come_in(house):
    house.person("gone", Role.HANDLER, left_on=clock.today())
    answer = knock(browser(), "gone@ah.example")
    assert answer.status_code == 403
    assert "no role here today" in text_of(answer)


def test_whoever_leaves_is_out_with_their_next_request(either):
    client = signed_in(either.callum)
    leave(either.callum, left_on=clock.today(), by=either.ada, at=clock.now())
    assert not inside(client)
    assert OpenSession.objects.get().ended == "not_here"
    assert not inside(client)


def test_whoever_loses_their_last_role_is_out_and_comes_back_with_a_new_one(house):
    client = signed_in(house.callum)
    held = RoleHeld.objects.filter(staff=house.callum)
    held.update(until_on=clock.today() - timedelta(days=1))
    assert not inside(client)
    assert knock(browser(), house.callum).status_code == 403
    held.update(until_on=None)
    assert knock(browser(), house.callum).status_code == 302


def test_a_password_that_was_made_opens_only_the_page_to_choose_ones_own(either):
    password = make_one_time_password(either.callum, by=either.ada, at=clock.now())
    client = browser()
    assert knock(client, either.callum, password)["Location"] == "/sign-in/choose-password/"
    assert not inside(client)
    assert client.get("/desk/").status_code == 302
    same = client.post("/sign-in/choose-password/", {"password": password, "again": password})
    assert "only you know" in text_of(same)
    done = client.post("/sign-in/choose-password/", {"password": OWN, "again": OWN})
    assert done.status_code == 302
    assert inside(client)
    assert knock(browser(), either.callum, password).status_code == 403
    assert knock(browser(), either.callum, OWN).status_code == 302


def test_a_password_that_was_made_runs_out_after_a_day(house):
    password = make_one_time_password(house.callum, by=house.ada, at=clock.now() - timedelta(hours=24, minutes=1))
    answer = knock(browser(), house.callum, password)
    assert answer.status_code == 403
    assert "more than a day ago" in text_of(answer)


@pytest.mark.parametrize(
    ("password", "says"),
    [
        ("short", "That has 5 characters. Use 12 or more."),
        ("qwertyuiop123", "tried first everywhere"),
        ("complaints_officer", "too much like your name"),
    ],
)
def test_a_password_that_is_easily_guessed_is_not_taken(house, password, says):
    made_one = make_one_time_password(house.callum, by=house.ada, at=clock.now())
    client = browser()
    knock(client, house.callum, made_one)
    answer = client.post("/sign-in/choose-password/", {"password": password, "again": password})
    assert answer.status_code == 400
    assert says in text_of(answer)
    assert not inside(client)


@pytest.mark.usefixtures("house")
def test_there_is_no_link_that_sets_a_password():
    """Nothing is sent by e-mail, so there is nothing to steal, to guess or to use twice."""
    page = text_of(browser().get("/sign-in/forgotten/"))
    assert "No password or link is ever sent by e-mail" in page
    assert [route for route in _routes(get_resolver()) if "reset" in route or "token" in route] == []


def test_changing_ones_password_ends_every_other_session(either):
    here, there = signed_in(either.callum), signed_in(either.callum, address="198.51.100.4")
    wrong = here.post("/sign-in/mine/password/", {"current": "wrong", "password": OWN, "again": OWN})
    assert "not the password you have now" in text_of(wrong)
    done = here.post("/sign-in/mine/password/", {"current": PASSWORD, "password": OWN, "again": OWN})
    assert done.status_code == 302
    assert inside(here)
    assert not inside(there)
    assert {each.ended for each in OpenSession.objects.all()} == {"", "password"}


def test_a_password_set_by_other_means_ends_the_sessions_too(house):
    client = signed_in(house.callum)
    set_own_password(house.callum, OWN, clock.now())
    assert not inside(client)


def test_doing_nothing_for_too_long_signs_out(house):
    client = signed_in(house.callum)
    OpenSession.objects.update(seen_at=clock.now() - timedelta(minutes=29))
    assert inside(client)
    OpenSession.objects.update(seen_at=clock.now() - timedelta(minutes=31))
    assert not inside(client)
    assert OpenSession.objects.get().ended == End.IDLE
    assert "You were signed out" in text_of(client.get("/sign-in/"))


def test_twelve_hours_are_enough_for_a_day(house):
    client = signed_in(house.callum)
    OpenSession.objects.update(started_at=clock.now() - timedelta(hours=12, minutes=1))
    assert not inside(client)
    assert OpenSession.objects.get().ended == End.TOO_LONG


def test_the_landlord_sets_how_long(house):
    DoorRules.objects.filter(landlord=house.landlord).update(idle_minutes=60)
    client = signed_in(house.callum)
    OpenSession.objects.update(seen_at=clock.now() - timedelta(minutes=59))
    assert inside(client)


def test_somebody_sees_their_sessions_and_ends_one(house):
    here, there = signed_in(house.callum), signed_in(house.callum, address="198.51.100.4")
    page = text_of(here.get("/sign-in/mine/"))
    assert "198.51.100.0/24" in page
    assert "this one" in page
    other = OpenSession.objects.get(place="198.51.100.0/24")
    assert here.post(f"/sign-in/mine/session/{other.pk}/end/").status_code == 302
    assert not inside(there)
    assert inside(here)


def test_nobody_ends_somebody_elses_session_by_its_id(house):
    here, there = signed_in(house.callum), signed_in(house.ada)
    row = OpenSession.objects.get(staff=house.ada)
    assert here.post(f"/sign-in/mine/session/{row.pk}/end/").status_code == 404
    assert inside(there)


def test_what_was_typed_in_a_session_that_ended_is_kept(house):
    client = signed_in(house.ada)
    OpenSession.objects.update(ended_at=clock.now())
    typed = {"name": "Grace Okafor", "email": "grace@ah.example"}
    answer = client.post("/desk/administration/people/add/", typed, headers={"origin": "http://testserver"})
    assert "Grace Okafor" in answer.content.decode()
    assert not Staff.objects.filter(email="grace@ah.example").exists()


def test_the_address_behind_a_proxy_is_the_one_the_proxy_saw(house, settings):
    settings.PROXIES = 1
    client = browser(address="10.0.0.1", headers={"X-Forwarded-For": "1.2.3.4, 198.51.100.77"})
    knock(client, house.callum)
    assert SignIn.objects.get().place == "198.51.100.0/24"


def test_without_a_proxy_nobody_chooses_their_own_address(house):
    client = browser(headers={"X-Forwarded-For": "1.2.3.4"})
    knock(client, house.callum)
    assert SignIn.objects.get().place == "203.0.113.0/24"


def test_passwords_leave_a_line_of_history_without_the_password(house):
    make_one_time_password(house.callum, by=house.ada, at=clock.now())
    line = Change.objects.get(row=house.callum.pk, table="staff")
    assert (line.values, line.by) == ({"password": []}, str(house.ada.pk))


def test_a_body_of_a_megabyte_is_not_hashed(house):
    assert knock(browser(), house.callum, "x" * 1001).status_code == 400
    assert not Knock.objects.exists()
