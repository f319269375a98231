"""Replay equals projection: the lists say what the entries say, and are made anew from them without a difference."""

from datetime import date, timedelta
from random import Random

import pytest
from cast import RECEIVED, sql
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from stories import tell

from putright.actions.rebuild import rebuild
from putright.actions.terms import assessed
from putright.complaint import events as e
from putright.complaint.history import complaint_from
from putright.records import projection, store
from putright.records.lines_models import ListedLine
from putright.records.models import PromiseSummary, StageSummary, Summary

LATER = date(2026, 11, 20)


def lists():
    """All that is projected, without the ids that the database gave and the days it was worked out on."""
    found = []
    for model in (Summary, StageSummary, PromiseSummary, ListedLine):
        names = [f.name for f in model._meta.concrete_fields if f.name not in ("id", "assessed_on")]
        found.append(sorted(map(str, model.objects.values_list(*names))))
    return found


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(chance=st.randoms(use_true_random=False), length=st.integers(0, 14))
def test_whatever_happened_the_lists_say_what_the_entries_say(record, chance, length):
    complaint = tell(record, chance, length)
    told = complaint_from(store.read(record.landlord.id, complaint))
    row = Summary.objects.get(complaint=complaint)
    wanted = projection.project(told, assessed(record.landlord, told, row.assessed_on))
    assert projection.stored(record.landlord.id, complaint) == wanted
    before = lists()
    assert [each for each in rebuild(record.landlord, row.assessed_on) if each.differed or each.left] == []
    if Summary.objects.count() == 1:
        assert lists() == before


@pytest.fixture
def told(record):
    """Some complaints with a past, and one with a promise that is open."""
    promised = record.received().complaint
    record.done(e.ActionPromised(RECEIVED, "a1", "mend the gutter", due_on=RECEIVED), complaint=promised)
    record.done(e.ContributionAsked(RECEIVED, "q1", "Repairs", "Who was there?", RECEIVED), complaint=promised)
    return [promised, *(tell(record, Random(seed), 8) for seed in range(6))]


def test_lists_that_are_lost_are_made_anew_word_for_word(record, told):
    list(rebuild(record.landlord, LATER))
    before = lists()
    for table in ("summary", "stage_summary", "promise_summary", "listed_line"):
        sql(f"DELETE FROM {table}")
    done = list(rebuild(record.landlord, LATER))
    assert {each.complaint for each in done if each.differed and not each.left} == set(told)
    assert lists() == before
    assert record.faults() == []


def test_a_complaint_keeps_its_reference_when_every_list_is_lost(record, told):
    references = dict(Summary.objects.values_list("complaint", "reference"))
    for table in ("summary", "stage_summary", "promise_summary", "counter"):
        sql(f"DELETE FROM {table}")
    assert all(each.differed for each in rebuild(record.landlord, LATER))
    assert dict(Summary.objects.values_list("complaint", "reference")) == references
    fresh = record.done(e.ComplaintReceived(RECEIVED), reason="Late.").reference
    assert fresh not in references.values()
    assert record.faults() == []
    assert len(told) == len(references)


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("summary", "breaches = breaches + 1"),
        ("summary", "next_due_on = NULL, owed = NOT owed"),
        ("summary", "handler = 'Femi'"),
        ("summary", "confidential_to = 'x'"),
        ("summary", "state = 'closed', stage = 7"),
        ("summary", "reference = 'AH-0000-' || last_digest"),
        ("stage_summary", "late_by = 99"),
        ("stage_summary", "stage = stage + 5"),
        ("promise_summary", "state = 'kept'"),
        ("promise_summary", "promise = promise || 'x'"),
        ("promise_summary", "what = 'nothing at all'"),
        ("listed_line", "waits = NOT waits"),
        ("listed_line", "name = name || 'x'"),
    ],
)
def test_a_list_that_was_tampered_with_is_found_and_mended(record, told, table, change):
    list(rebuild(record.landlord, LATER))
    right = lists()
    if table == "summary" and "reference" in change:
        change = "reference = 'AH-' || substr(last_digest, 1, 30)"
    sql(f"UPDATE {table} SET {change}")
    done = list(rebuild(record.landlord, LATER))
    assert any(each.differed for each in done)
    assert not any(each.left for each in done)
    assert lists() == right
    assert not any(each.differed for each in rebuild(record.landlord, LATER))
    assert len(done) == len(told)


def test_time_passing_is_no_difference_but_the_lists_are_brought_up_to_date(record):
    record.received()
    assert Summary.objects.get().breaches == 0
    (done,) = rebuild(record.landlord, RECEIVED + timedelta(days=60))
    assert not done.differed
    row = Summary.objects.get()
    assert row.breaches > 0
    assert row.assessed_on == RECEIVED + timedelta(days=60)
    assert not any(each.differed for each in rebuild(record.landlord, RECEIVED + timedelta(days=60)))


def test_what_a_correction_takes_away_leaves_the_lists(record):
    complaint = record.received().complaint
    record.done(
        e.EscalationRequested(RECEIVED, 2),
        e.ActionPromised(RECEIVED, "a1", "mend it", due_on=RECEIVED),
        complaint=complaint,
        reason="-",
    )
    assert (StageSummary.objects.count(), PromiseSummary.objects.count()) == (2, 1)
    struck = [
        told.number
        for told in store.read(record.landlord.id, complaint)
        if isinstance(told.event, e.EscalationRequested | e.ActionPromised)
    ]
    record.done(*(e.EntryStruckOut(RECEIVED, number) for number in struck), complaint=complaint)
    assert (StageSummary.objects.count(), PromiseSummary.objects.count()) == (1, 0)
    assert not any(each.differed for each in rebuild(record.landlord, RECEIVED))


def test_rebuild_says_what_it_did_only_when_that_is_permanent(record, told):
    sql("UPDATE summary SET handler = 'Femi'")
    for done in rebuild(record.landlord, LATER):
        assert not connection.in_atomic_block
        assert Summary.objects.get(complaint=done.complaint).handler != "Femi"
    assert told
