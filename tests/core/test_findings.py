"""The names of findings: everything placed exists, everything that exists is placed, and what no example can show."""

from datetime import date

import pytest

from putright.complaint import events as e
from putright.complaint.assess import Governing, assess, governing
from putright.complaint.evolve import fold
from putright.complaint.findings import DESCRIPTIONS, Grade
from putright.complaint.findings.acceptance import months_after
from putright.complaint.findings.dates import missed_updates
from putright.complaint.findings.names import STAGED, WHOLE
from putright.complaint.state import StageRecord
from putright.rulebook import PlaceKind, all_rulebooks, rulebook
from putright.workdays import Nation, calendar_for

CALENDAR = calendar_for(Nation.ENGLAND_AND_WALES)
RECEIVED = e.ComplaintReceived(date(2026, 5, 11))  # Monday
ACKNOWLEDGED = e.Acknowledged(date(2026, 5, 13))  # Wednesday; the answer is due on Thursday 28 May
EDITIONS = {edition.name: edition for edition in all_rulebooks()}


def placed(edition):
    return {
        place.name for provision in edition.provisions for place in provision.places if place.kind is PlaceKind.FINDING
    }


def found(*facts, today=date(2026, 11, 20), edition=None):
    complaint = fold(facts)
    under = Governing(rulebook(edition), "asked for") if edition else governing(complaint, today=today)
    return {finding.name: finding for finding in assess(complaint, under, CALENDAR, today=today).findings}


@pytest.mark.parametrize("name", EDITIONS)
def test_every_finding_an_edition_places_is_one_that_can_be_found(name):
    assert placed(EDITIONS[name]) - set(DESCRIPTIONS) == set()


def test_every_finding_that_can_be_found_is_placed_by_some_edition():
    assert set(DESCRIPTIONS) - set().union(*(placed(edition) for edition in EDITIONS.values())) == set()


def test_no_finding_is_named_that_cannot_be():
    never = [
        "stage_1.same_person_decided",
        "stage_1.reasons_demanded",
        "stage_2.stage_not_in_code",
        "stage_3.defined_late",
    ]
    assert [name for name in never if name in DESCRIPTIONS] == []
    assert not STAGED.keys() & WHOLE.keys()


@pytest.mark.parametrize("name", DESCRIPTIONS)
def test_a_finding_is_described_in_a_phrase(name):
    said = DESCRIPTIONS[name]
    assert said[0].islower()
    assert not said.endswith(".")


def test_a_fourth_stage_is_found_as_what_no_edition_allows():
    facts = [RECEIVED, e.EscalationRequested(date(2026, 6, 8), stage=4), e.ResponseIssued(date(2026, 6, 15), stage=4)]
    finding = found(*facts)["stage_3.stage_not_in_code"]
    assert (finding.provision, finding.stage) == ("5.3", 4)


def test_a_breach_of_a_must_is_a_warning_where_it_was_a_should():
    late = [RECEIVED, e.Acknowledged(date(2026, 5, 20)), e.ResponseIssued(date(2026, 5, 29))]
    assert found(*late)["stage_1.acknowledged_late"].grade is Grade.BREACH
    assert found(*late, edition="2020")["stage_1.acknowledged_late"].grade is Grade.WARNING


@pytest.mark.parametrize(
    ("end", "today", "owed"),
    [
        (e.ComplaintWithdrawn(date(2026, 5, 28)), date(2026, 11, 20), False),  # the last day for the answer
        (e.ComplaintWithdrawn(date(2026, 5, 29)), date(2026, 11, 20), True),
        (e.ComplaintWithdrawn(date(2026, 5, 20), by=e.Asker.LANDLORD), date(2026, 11, 20), True),
        (e.ComplaintClosed(date(2026, 5, 20)), date(2026, 11, 20), True),
        (e.ComplaintClosed(date(2026, 5, 20)), date(2026, 5, 28), False),
    ],
)
def test_only_the_residents_own_wish_ends_what_is_owed(end, today, owed):
    assert ("stage_1.not_answered" in found(RECEIVED, ACKNOWLEDGED, end, today=today)) is owed


def test_a_complaint_not_accepted_owes_no_answer_and_a_stage_refused_none_either():
    listed = e.NotAccepted(
        date(2026, 5, 12), "legal_proceedings", "At court.", "The claim form.", circumstances_considered=True
    )
    assert found(RECEIVED, listed) == {}
    answered = [RECEIVED, ACKNOWLEDGED, e.ResponseIssued(date(2026, 5, 20))]
    asked = e.EscalationRequested(date(2026, 6, 1))
    refused = e.EscalationRefused(date(2026, 6, 3), ground="legal_proceedings", reason="At court since Monday.")
    assert found(*answered, asked, refused) == {}
    overturned = found(*answered, asked, refused, e.RefusalWithdrawn(date(2026, 6, 5)))
    assert set(overturned) == {"stage_2.not_acknowledged", "stage_2.not_answered", "stage_2.updates_not_agreed"}


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2025, 5, 11), 12, date(2026, 5, 11)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2025, 8, 31), 6, date(2026, 2, 28)),
        (date(2025, 12, 31), 2, date(2026, 2, 28)),
        (date(2023, 8, 31), 6, date(2024, 2, 29)),
        (date(2025, 1, 31), 12, date(2026, 1, 31)),
    ],
)
def test_months_are_calendar_months(start, months, end):
    assert months_after(start, months) == end


def stage(*events):
    record = StageRecord(1)
    for happened in events:
        (record.updates_agreed if isinstance(happened, e.UpdatesAgreed) else record.updates).append(happened)
    return record


@pytest.mark.parametrize(
    ("events", "missed"),
    [
        ([e.UpdatesAgreed(date(2026, 6, 1), every_days=7)], [8, 15, 22]),
        ([e.UpdatesAgreed(date(2026, 6, 1), every_days=7), e.UpdateGiven(date(2026, 6, 5))], [12, 19, 26]),
        ([e.UpdatesAgreed(date(2026, 6, 1), every_days=7), e.UpdatesAgreed(date(2026, 6, 10), every_days=30)], [8]),
        ([e.UpdatesAgreed(date(2026, 6, 1), next_on=date(2026, 6, 10))], [10]),
        (
            [
                e.UpdatesAgreed(date(2026, 6, 1), next_on=date(2026, 6, 10)),
                e.UpdateGiven(date(2026, 6, 9), next_on=date(2026, 6, 20)),
            ],
            [20],
        ),
        ([e.UpdatesAgreed(None, every_days=7)], []),
        ([e.UpdatesAgreed(date(2026, 6, 1), every_days=0)], []),
        ([e.UpdatesAgreed(date(2026, 6, 1), every_days=-2)], []),
    ],
)
def test_which_updates_were_owed_and_not_given(events, missed):
    days = missed_updates(stage(*events), date(2026, 6, 29))
    assert [day.day for day in days] == missed


def test_a_departure_stands_beside_its_finding_and_does_not_remove_it():
    late = e.Acknowledged(date(2026, 5, 20))
    reason = e.DepartureRecorded(date(2026, 5, 20), "stage_1.acknowledged_late", "6.2", "The office was flooded.")
    finding = found(RECEIVED, late, reason)["stage_1.acknowledged_late"]
    assert (finding.grade, finding.departure) == (Grade.BREACH, "The office was flooded.")
