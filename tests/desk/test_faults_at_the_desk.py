"""Faults that come from outside, at every address of the desk at once: another landlord's ids, a session that is gone, old pages."""

import re
from uuid import uuid4

import pytest
from django.urls import NoReverseMatch, get_resolver, reverse
from seen import page
from steps import steps

from putright.desk.commands import COMMANDS
from putright.people.models import Home, Landlord, Resident, Staff, Team

SLUGS = list(COMMANDS)
NO = {403, 404, 405}
"""Not theirs to do whoever it belongs to, not there, not a page to be sent to."""
TYPED = "Typed by hand, once and never again."


def places(resolver=None, before=""):
    """Name and arguments of every address of the desk that needs something."""
    for each in (resolver or get_resolver()).url_patterns:
        if hasattr(each, "url_patterns"):
            yield from places(each, f"{before}{each.namespace}:" if each.namespace else before)
        elif each.name and f"{before}{each.name}".startswith("desk:"):
            converters = each.pattern.converters
            if converters:
                yield f"{before}{each.name}", converters


PLACES = dict(places())


def theirs(house):
    """What belongs to Fen Homes, in turn into every place of an address that takes an id or a reference."""
    fen = Landlord.objects.get(code="FH")
    team = Team.objects.create(landlord=fen, name="Fen repairs")
    resident = Resident.objects.create(landlord=fen, name="Ola Fen")
    home = Home.objects.create(landlord=fen, address="1 Fen Lane", postcode="ZZ9 9ZZ")
    femi = Staff.objects.get(email__startswith="femi@")
    return [each.pk for each in (team, resident, home, femi)], house.references["theirs"]


def addresses(name, converters, keys, reference):
    """The address with another landlord's id in each place that takes one."""
    for key in keys:
        words = {
            each: key
            if type(kind).__name__ == "UUIDConverter"
            else 1
            if type(kind).__name__ == "IntConverter"
            else reference
            for each, kind in converters.items()
        }
        words |= {each: "acknowledge" for each in ("slug",) if each in words}
        try:
            yield reverse(name, kwargs=words)
        except NoReverseMatch:
            continue


@pytest.mark.parametrize("name", PLACES)
def test_another_landlords_ids_lead_nowhere_and_change_nothing(house, name):
    keys, reference = theirs(house)
    before = house.entries()
    for who in ("callum", "mona", "ada"):
        client = house.browser(who)
        for address in addresses(name, PLACES[name], keys, reference):
            for answer in (client.get(address), client.post(address, {"on": "1", "what": "x"})):
                assert answer.status_code in NO, (who, address, answer.status_code)
                assert b"Ola Fen" not in answer.content
                assert b"Another landlord" not in answer.content
    assert house.entries() == before


@pytest.mark.parametrize("slug", SLUGS)
def test_another_landlords_ids_in_a_form_are_no_answer_and_a_lost_session_keeps_what_was_typed(house, slug):
    keys, reference = theirs(house)
    name, who, filled, _ = steps(house)[slug]
    client = house.browser(who)
    address = house.address(name, slug, "?entry=1" if slug == "mend" else "?entry=2" if slug == "strike-out" else "")
    shown = page(client, address)
    choosing = [
        each for each in shown.form.xpath(".//select/@name|.//input[@type='radio' or @type='checkbox']/@name")
        if re.search(r"^[0-9a-f-]{36}$", " ".join(map(str, _values(shown, each))), re.MULTILINE) or _has_ids(shown, each)
    ]  # fmt: skip
    before = house.entries()
    for field in dict.fromkeys(choosing):
        for key in (*map(str, keys), reference):
            answer = client.post(address, {**shown.filled(**filled), field: key, "reason": "all the same"})
            assert answer.status_code == 422, (field, answer.status_code)
    assert house.entries() == before
    boxes = shown.form.xpath(".//textarea/@name")
    if boxes:
        client.logout()
        client.cookies.clear()
        answer = client.post(
            address, {**shown.filled(**filled), boxes[0]: TYPED}, headers={"origin": "http://testserver"}
        )
        assert answer.status_code in {401, 403}
        assert TYPED in answer.content.decode()
        assert house.entries() == before


def _values(shown, field):
    return shown.form.xpath(f".//select[@name='{field}']/option/@value|.//input[@name='{field}']/@value")


def _has_ids(shown, field):
    return any(re.fullmatch(r"[0-9a-f]{8}-[0-9a-f-]{27}", str(each)) for each in _values(shown, field))


def test_a_stale_page_sent_twice_is_told_both_times_and_recorded_once_it_is_looked_at(house):
    hana, callum = house.browser("hana"), house.browser("callum")
    address = house.address("open", "message")
    filled = {"direction": "in", "with_whom": "resident", "channel": "email"}
    old = page(hana, address).filled(**filled, what="From the old page.")
    callum.post(address, page(callum, address).filled(**filled, what="In the meantime."))
    before = house.entries()
    for _ in range(2):
        answer = hana.post(address, old)
        assert answer.status_code == 200
        assert "It has changed since you opened it" in answer.content.decode()
        assert "From the old page." in answer.content.decode()
    assert house.entries() == before
    again = {**old, "expected_number": [re.search(r'name="expected_number" value="(\d+)"', answer.content.decode())[1]]}
    for _ in range(2):  # the second time it is recognised
        assert hana.post(address, again).status_code == 302
    assert house.entries() == before + 1


def test_a_reference_that_was_never_given_answers_like_one_that_is_not_theirs(house):
    client = house.browser("callum")
    answers = [
        client.get(f"/desk/complaints/{reference}/").content.decode()
        for reference in (house.references["theirs"], "AH-9999-0001", str(uuid4()))
    ]
    plain = [re.sub(r'(value|href|action)="[^"]*"', "", each) for each in answers]
    assert plain[0] == plain[1] == plain[2]
