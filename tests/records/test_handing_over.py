"""Somebody leaves: no complaint is left to nobody, and no confidential one is closed to everybody."""

from datetime import date

import pytest
from cast import RECEIVED, at

from putright.actions.handing_over import (
    HandOver,
    StillTheirs,
    complaints_handled_by,
    end_role,
    hand_over,
    leave,
)
from putright.complaint import events as e
from putright.complaint.history import complaint_from
from putright.people.models import Staff
from putright.people.roles import Role
from putright.records import store
from putright.records.models import Entry, Summary

NOTE = "She is deaf in one ear: write, and ring only after six."


@pytest.fixture
def house(record):
    """With Gwen, the manager; Hana, a handler who leaves; and Adil, the administrator who lets her."""
    record.gwen = record.staff("Gwen", Role.MANAGER)
    record.hana = record.staff("Hana", Role.HANDLER)
    record.adil = record.staff("Adil", Role.ADMINISTRATOR)
    return record


def handled(house, *, by="hana", confidential=()):
    person = getattr(house, by)
    complaint = house.received().complaint
    house.done(e.HandlerAssigned(RECEIVED, str(person.id)), complaint=complaint)
    if confidential:
        named = tuple(str(each.id) for each in confidential)
        house.done(e.MarkedConfidential(RECEIVED, named, "About staff."), complaint=complaint)
    return complaint


def stands(house, complaint):
    return complaint_from(store.read(house.landlord.id, complaint))


def ask(house, *pairs, unseen_to=None, **more):
    return HandOver(
        house.landlord.id,
        house.hana.id,
        tuple((complaint, person.id) for complaint, person in pairs),
        unseen_to.id if unseen_to else None,
        NOTE,
        **more,
    )


def test_what_somebody_handles_is_found_by_landlord_and_only_what_is_owed(house):
    mine = handled(house)
    handled(house, by="dilys")
    closed = handled(house)
    house.done(e.ComplaintWithdrawn(RECEIVED, e.Asker.RESIDENT), complaint=closed)
    found = complaints_handled_by(house.hana, house.gwen, RECEIVED)
    assert [row.complaint for row in found.open] == [mine]
    assert found.number == 1
    assert complaints_handled_by(house.hana, house.femi, RECEIVED).number == 0


def test_nobody_leaves_with_complaints_and_then_they_do(house):
    complaint = handled(house)
    with pytest.raises(StillTheirs, match="Hana still has 1 complaint: hand over first") as no:
        leave(house.hana, left_on=RECEIVED, by=house.adil, at=at(1))
    assert no.value.handled.number == 1
    assert Staff.objects.get(pk=house.hana.pk).left_on is None
    (done,) = hand_over(ask(house, (complaint, house.callum)), house.gwen, at(2))
    assert (done.complaint, done.done, done.says) == (complaint, True, "")
    last = stands(house, complaint).stages[1].handlers[-1]
    assert (last.person, last.handover_note) == (str(house.callum.id), NOTE)
    assert leave(house.hana, left_on=RECEIVED, by=house.adil, at=at(3)).left_on == RECEIVED
    assert house.faults() == []


def test_a_role_that_ends_is_the_same_unless_another_goes_on(house):
    complaint = handled(house)
    with pytest.raises(StillTheirs):
        end_role(house.hana, Role.HANDLER, last_on=RECEIVED, by=house.adil, at=at(1))
    assert house.hana.roles_on(date(2026, 5, 1)) == {Role.HANDLER}
    both = house.staff("Ida", Role.HANDLER, Role.MANAGER)
    house.done(e.HandlerAssigned(RECEIVED, str(both.id)), complaint=complaint)
    end_role(both, Role.HANDLER, last_on=RECEIVED, by=house.adil, at=at(2))
    assert both.roles_on(date(2026, 5, 1)) == {Role.MANAGER}


def test_a_confidential_complaint_of_hers_alone_is_handed_on_by_somebody_who_sees_nothing_of_it(house):
    complaint = handled(house, confidential=[house.hana])
    found = complaints_handled_by(house.hana, house.gwen, RECEIVED)
    assert (found.open, found.to_open, found.unseen) == ((), (), 1)
    with pytest.raises(StillTheirs, match="Hana still has 1 complaint: "):
        leave(house.hana, left_on=RECEIVED, by=house.adil, at=at(1))
    # Not by naming it, and not to herself: it may be about her.
    (no,) = hand_over(ask(house, (complaint, house.gwen)), house.gwen, at(2))
    assert (no.done, no.says) == (False, "Hana does not have it any more.")
    (no,) = hand_over(ask(house, unseen_to=house.gwen), house.gwen, at(2))
    assert (no.complaint, no.done) == (None, False)
    assert "to themselves" in no.says
    (done,) = hand_over(ask(house, unseen_to=house.dilys), house.gwen, at(3))
    assert (done.complaint, done.done) == (None, True)
    now = stands(house, complaint)
    assert now.confidential.visible_to == (str(house.dilys.id),)
    assert now.stages[1].handlers[-1].person == str(house.dilys.id)
    assert Summary.objects.get(complaint=complaint).confidential_to == f",{house.dilys.id},"
    assert Entry.objects.filter(complaint=complaint).last().recorded_by == str(house.gwen.id)
    leave(house.hana, left_on=RECEIVED, by=house.adil, at=at(4))
    assert house.faults() == []


def test_a_confidential_complaint_that_has_ended_is_not_closed_to_everybody_either(house):
    complaint = handled(house, confidential=[house.hana])
    house.done(e.ComplaintWithdrawn(RECEIVED, e.Asker.RESIDENT), complaint=complaint, by=house.hana)
    with pytest.raises(StillTheirs):
        leave(house.hana, left_on=RECEIVED, by=house.adil, at=at(1))
    assert [each.done for each in hand_over(ask(house, unseen_to=house.dilys), house.gwen, at(2))] == [True]
    assert stands(house, complaint).confidential.visible_to == (str(house.dilys.id),)


def test_where_another_named_person_works_here_still_only_the_handling_is_handed_over(house):
    complaint = handled(house, by="dilys", confidential=[house.hana, house.dilys])
    assert complaints_handled_by(house.hana, house.gwen, RECEIVED).number == 0
    leave(house.hana, left_on=RECEIVED, by=house.adil, at=at(1))
    # Now Dilys is the last: Hana's name does not count any more.
    assert complaints_handled_by(house.dilys, house.gwen, RECEIVED).unseen == 1
    assert complaint


def test_each_complaint_by_itself_and_nothing_of_it_where_it_cannot_be(house):
    first, second = handled(house), handled(house)
    away = house.staff("Jo", Role.HANDLER, left_on=date(2026, 1, 1))
    done = hand_over(ask(house, (first, away), (second, house.callum)), house.gwen, at(1))
    assert [(each.complaint, each.done) for each in done] == [(first, False), (second, True)]
    assert done[0].says == "Jo cannot take it over: it takes somebody who works here and handles complaints."
    again = hand_over(ask(house, (second, house.callum)), house.gwen, at(2))
    assert [each.done for each in again] == [False]
    assert stands(house, first).stages[1].handlers[-1].person == str(house.hana.id)


@pytest.mark.parametrize("who", ["hana", "adil", "ezra", "femi"])
def test_handing_over_is_for_officers_and_managers_of_the_landlord(house, who):
    complaint = handled(house)
    hidden = handled(house, confidential=[house.hana])
    done = hand_over(ask(house, (complaint, house.callum), unseen_to=house.dilys), getattr(house, who), at(1))
    assert [each.done for each in done] == [False]
    assert stands(house, hidden).confidential.visible_to == (str(house.hana.id),)


def test_in_the_place_of_somebody_else_nothing_is_done_but_handing_over(house):
    complaint = handled(house, confidential=[house.hana])
    no = house.ask(e.Acknowledged(RECEIVED), complaint=complaint, by=house.gwen, in_place_of=house.hana.id)
    assert no.refused.message == "There is no such complaint, or it is not yours to work on."
