"""Corrections are entries: as corrected, as it stood, and that folding never depends on luck."""

import dataclasses
import typing
from copy import deepcopy
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from types import UnionType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from putright.complaint import events as e
from putright.complaint.assess import assess, governing
from putright.complaint.events.registry import EVENTS
from putright.complaint.evolve import evolve, fold
from putright.complaint.history import Entry, HistoryError, as_corrected, as_it_stood, complaint_from
from putright.complaint.narrate import narrate
from putright.complaint.state import Complaint
from putright.workdays import Nation, calendar_for

CALENDAR = calendar_for(Nation.ENGLAND_AND_WALES)
MONDAY, TUESDAY, WEDNESDAY = date(2026, 5, 11), date(2026, 5, 12), date(2026, 5, 13)
RECEIVED, ACKNOWLEDGED = e.ComplaintReceived(MONDAY), e.Acknowledged(WEDNESDAY)
EARLIER, LATER = e.ComplaintReceived(date(2026, 5, 6)), e.ComplaintReceived(TUESDAY)


def corrected(entry, replacement):
    return e.EntryCorrected(WEDNESDAY, entry, replacement)


def struck_out(entry):
    return e.EntryStruckOut(WEDNESDAY, entry)


def record(*facts):
    return [Entry(n, fact, datetime(2026, 5, 13, 9, n, tzinfo=UTC), "Callum") for n, fact in enumerate(facts, start=1)]


@pytest.mark.parametrize(
    ("facts", "stands"),
    [
        ([], []),
        ([RECEIVED, ACKNOWLEDGED], [RECEIVED, ACKNOWLEDGED]),
        ([RECEIVED, ACKNOWLEDGED, corrected(1, EARLIER)], [EARLIER, ACKNOWLEDGED]),
        ([RECEIVED, ACKNOWLEDGED, corrected(1, EARLIER), corrected(1, LATER)], [LATER, ACKNOWLEDGED]),
        ([RECEIVED, ACKNOWLEDGED, corrected(1, EARLIER), corrected(3, LATER)], [LATER, ACKNOWLEDGED]),
        ([RECEIVED, ACKNOWLEDGED, struck_out(2)], [RECEIVED]),
        ([RECEIVED, ACKNOWLEDGED, struck_out(2), corrected(2, ACKNOWLEDGED)], [RECEIVED, ACKNOWLEDGED]),
        ([RECEIVED, ACKNOWLEDGED, struck_out(2), struck_out(3)], [RECEIVED, ACKNOWLEDGED]),
        ([RECEIVED, ACKNOWLEDGED, struck_out(2), struck_out(3), struck_out(4)], [RECEIVED]),
        ([RECEIVED, ACKNOWLEDGED, corrected(1, EARLIER), struck_out(3)], [RECEIVED, ACKNOWLEDGED]),
        ([RECEIVED, ACKNOWLEDGED, corrected(1, EARLIER), struck_out(3), struck_out(4)], [EARLIER, ACKNOWLEDGED]),
        ([RECEIVED, ACKNOWLEDGED, corrected(1, EARLIER), corrected(3, LATER), struck_out(4)], [EARLIER, ACKNOWLEDGED]),
        ([RECEIVED, ACKNOWLEDGED, corrected(1, EARLIER), corrected(3, LATER), struck_out(3)], [RECEIVED, ACKNOWLEDGED]),
        ([RECEIVED, ACKNOWLEDGED, corrected(1, EARLIER), struck_out(3), corrected(1, LATER)], [LATER, ACKNOWLEDGED]),
        ([RECEIVED, ACKNOWLEDGED, corrected(2, e.ComplaintLogged(TUESDAY))], [RECEIVED, e.ComplaintLogged(TUESDAY)]),
    ],
)
def test_the_record_as_corrected(facts, stands):
    assert as_corrected(record(*facts)) == stands


def test_a_correction_keeps_the_place_of_what_it_corrects():
    first, second = e.Acknowledged(MONDAY, by="Callum"), e.Acknowledged(WEDNESDAY, by="Dilys")
    entries = record(RECEIVED, first, second, corrected(2, e.Acknowledged(TUESDAY, by="Callum")))
    assert complaint_from(entries).stages[1].acknowledged == e.Acknowledged(TUESDAY, by="Callum")


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ([RECEIVED, corrected(2, EARLIER)], "Entry 2 refers to entry 2, which is not an earlier entry"),
        ([RECEIVED, corrected(3, EARLIER), ACKNOWLEDGED], "Entry 2 refers to entry 3"),
        ([RECEIVED, struck_out(9)], "Entry 2 refers to entry 9"),
        ([struck_out(0)], "Entry 1 refers to entry 0"),
        ([RECEIVED, struck_out(1), struck_out(-1)], "name the number of an entry above it"),
    ],
)
def test_a_bad_reference_is_said_in_a_sentence(facts, says):
    with pytest.raises(HistoryError) as no:
        as_corrected(record(*facts))
    assert says in str(no.value)


def test_as_it_stood_goes_by_when_it_was_written_down_not_by_when_it_happened():
    entries = record(RECEIVED, ACKNOWLEDGED, corrected(1, EARLIER))
    before = as_it_stood(entries, datetime(2026, 5, 13, 9, 2, tzinfo=UTC))
    assert before == entries[:2]
    assert complaint_from(before).received_on == MONDAY
    assert complaint_from(entries).received_on == date(2026, 5, 6)
    assert as_it_stood(entries, datetime(2026, 5, 13, 9, 0, tzinfo=UTC)) == []


def test_after_a_clock_was_set_back_no_entry_is_shown_without_the_ones_before_it():
    nine = datetime(2026, 5, 13, 9, 0, tzinfo=UTC)
    hour = timedelta(hours=1)
    stamped = [nine, nine + 2 * hour, nine + hour, nine + 3 * hour]  # after the second the clock was set back
    facts = (RECEIVED, ACKNOWLEDGED, corrected(2, e.Acknowledged(TUESDAY)), struck_out(3))
    entries = [Entry(n, fact, at) for n, (fact, at) in enumerate(zip(facts, stamped, strict=True), start=1)]
    shown = [[entry.number for entry in as_it_stood(entries, nine + n * hour / 2)] for n in range(-1, 7)]
    assert shown == [[], [1], [1], [1, 2, 3], [1, 2, 3], [1, 2, 3], [1, 2, 3], [1, 2, 3, 4]]
    for n in range(-1, 7):
        complaint_from(as_it_stood(entries, nine + n * hour / 2))  # a correction never lacks what it corrects


def test_an_entry_stamped_by_a_clock_that_was_a_year_fast_hides_nothing():
    nine = datetime(2026, 5, 13, 9, 0, tzinfo=UTC)
    entries = [Entry(1, RECEIVED, nine), Entry(2, ACKNOWLEDGED, nine.replace(year=2027)), Entry(3, struck_out(2), nine)]
    assert as_it_stood(entries, nine) == entries


def test_striking_out_a_correction_of_the_receipt_does_not_lose_the_complaint():
    complaint = complaint_from(record(RECEIVED, corrected(1, EARLIER), struck_out(2)))
    assert complaint.received_on == MONDAY


# Any event, filled in at random, with few different names so that they refer to one another.
DAYS = st.dates(date(2019, 1, 1), date(2026, 11, 20))
NAMES = st.sampled_from(["a", "b", ""])


def of(hint, name):
    """Values for a field, from its type."""
    if typing.get_origin(hint) is typing.Annotated:
        hint = typing.get_args(hint)[0]
    if typing.get_origin(hint) in (UnionType, typing.Union):
        one = next(each for each in typing.get_args(hint) if each is not type(None))
        return st.none() | of(one, name)
    if typing.get_origin(hint) is tuple:
        return st.lists(of(typing.get_args(hint)[0], name), max_size=2).map(tuple)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return st.sampled_from(list(hint))
    if dataclasses.is_dataclass(hint):
        return filled(hint)
    return {bool: st.booleans(), date: DAYS, int: st.integers(1, 4) if name == "stage" else st.integers(-3, 40)}.get(
        hint, NAMES
    )


def filled(shape):
    hints = typing.get_type_hints(shape, include_extras=True)
    return st.builds(shape, **{f.name: of(hints[f.name], f.name) for f in dataclasses.fields(shape)})


FACTS = st.one_of([filled(shape) for shape in EVENTS.values() if shape not in (e.EntryCorrected, e.EntryStruckOut)])
HISTORIES = st.lists(FACTS, max_size=25)


@settings(max_examples=60, deadline=None)
@given(HISTORIES)
def test_any_history_can_be_folded_assessed_and_told(facts):
    complaint = fold(facts)
    today = date(2026, 11, 20)
    assessment = assess(complaint, governing(complaint, today=today), CALENDAR, today=today)
    assert all(finding.message.endswith(".") for finding in assessment.findings)
    assert all(deadline.explanation.endswith(".") for deadline in assessment.deadlines)
    assert all(narrate(fact).endswith(".") for fact in facts)


@settings(max_examples=30, deadline=None)
@given(st.lists(FACTS, max_size=12))
def test_step_by_step_is_the_same_as_all_at_once(facts):
    complaint = Complaint()
    for fact in facts:
        complaint = evolve(complaint, fact)
    assert complaint == fold(facts)


@settings(max_examples=30, deadline=None)
@given(st.lists(FACTS, max_size=8), FACTS)
def test_evolve_leaves_what_it_is_given_as_it_was(facts, more):
    complaint = fold(facts)
    before = deepcopy(complaint)
    evolve(complaint, more)
    assert complaint == before


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_corrections_leave_a_record_that_can_be_read(data):
    facts = data.draw(st.lists(FACTS, min_size=1, max_size=6))
    for _ in range(data.draw(st.integers(0, 6))):
        wrong = data.draw(st.integers(1, len(facts)))
        facts.append(data.draw(st.one_of(st.builds(corrected, st.just(wrong), FACTS), st.just(struck_out(wrong)))))
    entries = record(*facts)
    stands = as_corrected(entries)
    assert len(stands) <= sum(not isinstance(fact, e.EntryCorrected | e.EntryStruckOut) for fact in facts)
    undone = as_corrected([*entries, Entry(len(entries) + 1, struck_out(1), entries[-1].recorded_at)])
    again = record(*facts, struck_out(1), struck_out(len(facts) + 1))
    assert len(undone) <= len(stands)
    assert as_corrected(again) == stands
