"""Service requests: recorded, monitored and reviewed; becoming a complaint at once and without closing."""

from datetime import date

import pytest

from putright.complaint import events as e
from putright.complaint.requests import (
    REQUEST_EVENTS,
    RequestAnswered,
    RequestAsked,
    RequestBecameComplaint,
    RequestDissatisfied,
    RequestDone,
    RequestPromised,
    RequestReviewed,
    attention,
    fold_request,
    impossible_for,
    narrate_request,
    raise_complaint,
)

ASKED = RequestAsked(date(2026, 4, 2), person="Asha", home="h1", what="The tap drips.", review_on=date(2026, 4, 16))
PROMISED = RequestPromised(date(2026, 4, 2), date(2026, 4, 9), "repairs")
UNHAPPY = RequestDissatisfied(date(2026, 4, 10), "Nobody came.", wants_to_complain=True)


def names(*happened, on):
    return [(each.name, each.provision) for each in attention(fold_request(happened), on)]


def test_a_request_is_monitored_and_reviewed():
    assert names(ASKED, PROMISED, on=date(2026, 4, 9)) == []
    assert names(ASKED, PROMISED, on=date(2026, 4, 17)) == [("review_overdue", "1.4"), ("promise_missed", "1.4")]
    seen = RequestReviewed(date(2026, 4, 16), date(2026, 5, 1))
    later = RequestPromised(date(2026, 4, 16), date(2026, 4, 30))
    assert names(ASKED, PROMISED, seen, later, on=date(2026, 4, 17)) == []
    assert names(RequestAsked(None), on=date(2026, 4, 17)) == [("no_review_set", "1.4")]
    assert names(ASKED, PROMISED, RequestDone(date(2026, 5, 1)), on=date(2026, 6, 1)) == []


def test_whoever_is_unhappy_is_offered_the_choice_and_heard_at_once():
    unasked = RequestDissatisfied(date(2026, 4, 10))
    assert names(ASKED, unasked, on=date(2026, 4, 10)) == [("choice_not_offered", "1.3")]
    assert names(ASKED, UNHAPPY, on=date(2026, 4, 10)) == [("complaint_not_raised", "1.5")]
    declined = RequestDissatisfied(date(2026, 4, 10), wants_to_complain=False)
    assert names(ASKED, declined, on=date(2026, 4, 10)) == []
    raised = RequestBecameComplaint(date(2026, 4, 10), "AH-2604-0001")
    assert names(ASKED, UNHAPPY, raised, on=date(2026, 4, 10)) == []
    again = RequestDissatisfied(date(2026, 4, 14), wants_to_complain=True)
    assert names(ASKED, UNHAPPY, raised, again, on=date(2026, 4, 14)) == [("complaint_not_raised", "1.5")]
    assert names(ASKED, RequestDone(date(2026, 4, 9)), UNHAPPY, on=date(2026, 4, 10)) == [
        ("complaint_not_raised", "1.5")
    ]


def test_becoming_a_complaint_leaves_the_request_open_and_dates_the_complaint_from_the_dissatisfaction():
    request = fold_request([ASKED, PROMISED, UNHAPPY])
    (receipt, raised), told = raise_complaint(request, "SR-7", "AH-2604-0001", date(2026, 4, 14))
    assert (receipt.on, receipt.person, receipt.home) == (date(2026, 4, 10), "Asha", "h1")
    assert receipt.in_their_words == "Nobody came."
    assert raised == e.RaisedFromServiceRequest(date(2026, 4, 10), "SR-7", work_continues=True)
    after = fold_request([ASKED, PROMISED, UNHAPPY, told])
    assert after.open
    assert after.review_on == date(2026, 4, 16)
    assert after.complaints == [told]


@pytest.mark.parametrize(
    ("before", "happened", "says"),
    [
        ((), PROMISED, "begins with the day it was asked for"),
        ((ASKED,), ASKED, "asked for already"),
        ((ASKED,), RequestAnswered(date(2026, 4, 1)), "before it was asked for on Thu 2 Apr 2026"),
        ((ASKED,), RequestAnswered(date(2027, 1, 1)), "because today is"),
        ((ASKED, RequestDone(date(2026, 4, 9))), UNHAPPY, ""),
        ((ASKED,), RequestAnswered(None), ""),
    ],
)
def test_what_cannot_be(before, happened, says):
    no = impossible_for(fold_request(before), happened, date(2026, 4, 20))
    assert says in no
    assert bool(no) is bool(says)


def test_every_event_can_be_folded_and_said():
    whole = (
        ASKED,
        PROMISED,
        RequestAnswered(None, "Soon."),
        UNHAPPY,
        RequestBecameComplaint(None, "AH-1"),
        RequestReviewed(None, date(2026, 5, 1), "In hand."),
        RequestDone(None, "Washer changed."),
    )
    assert {type(each) for each in whole} == set(REQUEST_EVENTS.values())
    assert not fold_request(whole).open
    said = [narrate_request(each) for each in whole]
    assert all(each.endswith(".") and not each.endswith("..") and "None" not in each for each in said)
    assert said[0] == "A resident asked for something to be put right: “The tap drips”."
    assert said[5] == "It was looked at and will be again on Fri 1 May 2026: “In hand”."
