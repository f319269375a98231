"""Measures out of the record on both engines: the tables and the histories say the same, and last year's say it again."""

from datetime import date, datetime, time, timedelta
from random import Random

from cast import at
from stories import RECEIVED, tell

from putright.actions.measuring import Wanted, behind, by_category, counts, durations_in, from_tables
from putright.actions.measuring_histories import homes_on_file, rows_on
from putright.actions.terms import calendar_of
from putright.clock import LONDON
from putright.complaint import events as e
from putright.people.models import HeldAs, Home, LandlordSize
from putright.reports.durations import durations
from putright.reports.figures import figure
from putright.reports.measures import MEASURES, measure
from putright.reports.periods import Period, months_in, period_from, quarter_of
from putright.reports.reconciling import reconciled
from putright.reports.rows import MadePromise, OfferedRemedy

ON = date(2026, 4, 2)  # a Thursday
APRIL = period_from("2026-04/2026-04")


def test_what_the_tables_count_is_what_the_histories_say(record):
    chance = Random(7)
    for _ in range(14):
        tell(record, chance, 14)
    day = date(2027, 6, 1)
    rows = list(rows_on(record.landlord, datetime.combine(day, time(12), LONDON)))
    assert len(rows) > 14
    whole = Period(date(RECEIVED.year, 1, 1), date(RECEIVED.year + 1, 12, 31))
    for today in (RECEIVED + timedelta(days=30), day):
        counted = counts(record.landlord.pk, whole, today)
        for each in filter(from_tables, MEASURES):
            for stage in each.stages:
                for period in (*months_in(whole)[::4], quarter_of(RECEIVED), whole):
                    by_hand = figure(each, rows, period, today, stage)
                    found = counted.of(each.name, stage, period)
                    assert (found.met, found.of) == (by_hand.numerator, by_hand.denominator), (each.name, stage, period)
                    assert {name: found.apart.get(name, 0) for name, _ in by_hand.apart} == {
                        name: len(places) for name, places in by_hand.apart
                    }
                compared(record, each, stage, whole, today, rows)
    for stage in (1, 2):
        first, second = (
            durations(rows, whole, stage),
            durations_in(record.landlord.pk, whole, stage, calendar_of(record.landlord)),
        )
        assert (first.mean, first.median, first.nine_in_ten) == (second.mean, second.median, second.nine_in_ten)
    assert reconciled(rows, quarter_of(RECEIVED)).adds_up


def compared(record, each, stage, period, today, rows):
    """The lists behind a figure, in pages of three, are the places the figure is made of."""
    by_hand = figure(each, rows, period, today, stage)
    lists = {"met": by_hand.met, **dict(by_hand.apart)}
    if each.met is not None:
        lists |= {"of": by_hand.of, "not_met": by_hand.not_met}
    for part, places in lists.items():
        found, after = [], ""
        while True:
            one = behind(record.landlord.pk, Wanted(each, stage, period, part), today, "nobody", after=after, size=3)
            found += [str(row.complaint) for row in one.rows]
            after = one.after
            assert one.number == len(places)
            if not after:
                break
        assert len(found) == len(set(found)) == one.number - one.kept_back
        assert set(found) <= {place.complaint for place in places}


def test_what_is_confidential_is_counted_and_only_listed_for_those_named(record):
    named, other = str(record.callum.pk), str(record.dilys.pk)
    complaint = record.received().complaint
    record.done(e.MarkedConfidential(ON, (named,)), complaint=complaint, reason="It had to be.", at=at(60))
    received = Wanted(measure("received"), 1, APRIL, "met")
    for who, listed in ((named, 1), (other, 0)):
        found = behind(record.landlord.pk, received, ON, who)
        assert (found.number, found.kept_back, len(found.rows)) == (1, 1 - listed, listed)
    assert counts(record.landlord.pk, APRIL, ON).of("received", 1, APRIL).met == 1


def test_another_landlords_complaints_are_in_no_figure(record):
    record.received()
    other = record.other.pk
    assert counts(other, APRIL, ON).by_month == {}
    assert behind(other, Wanted(measure("received"), 1, APRIL, "met"), ON, "x").number == 0
    assert by_category(other, 1, APRIL) == []
    assert list(rows_on(record.other, at(60))) == []


def test_what_was_observed_then_is_observed_again_whatever_was_written_since(record):
    complaint = record.received().complaint
    record.done(e.Acknowledged(ON), complaint=complaint, at=at(60), reason="for the test")
    then = at(120)
    before = list(rows_on(record.landlord, then))
    late = at(60 * 24 * 60)
    record.done(e.EntryCorrected(ON, 2, e.Acknowledged(ON + timedelta(days=20)), "It was later."), complaint=complaint, at=late, reason="x")  # fmt: skip
    record.done(e.ResponseIssued(ON + timedelta(days=30), 1), complaint=complaint, at=late, reason="for the test")
    record.received(at=late)
    assert list(rows_on(record.landlord, then)) == before
    (row,) = before
    assert (row.acknowledged_on, row.answered, row.state) == (ON, False, "open")
    now = list(rows_on(record.landlord, late + timedelta(days=1)))
    assert {(each.acknowledged_on, each.answered) for each in now} == {(ON + timedelta(days=20), True), (None, False)}


def test_a_row_holds_what_the_tables_do_not(record):
    kept = {"landlord": record.landlord}
    home = Home.objects.create(**kept, address="14 Larch Court")
    HeldAs.objects.create(**kept, home=home, tenure="low_cost_home_ownership")
    HeldAs.objects.create(**kept, home=home, tenure="low_cost_rental", from_on=ON + timedelta(days=1))
    LandlordSize.objects.create(**kept, on=date(2026, 3, 31), tenure="low_cost_rental", homes=4168, source="Return")
    facts = (
        e.ComplaintReceived(ON, home=str(home.pk)),
        e.Categorised(ON, "damp", "north", "repairs", "Bright Roofs"),
        e.DefinitionSet(ON, (e.Point("p1", "Mould"), e.Point("p2", "Visits"))),
        e.UpdatesAgreed(ON, 1, 7),
        e.UpdateGiven(ON + timedelta(days=6), 1, ON + timedelta(days=13)),
        e.Extended(ON + timedelta(days=7), 1, ON + timedelta(days=35), "A surveyor has to come."),
        e.PointDecided(ON + timedelta(days=20), "p1", e.Decision.UPHELD, "So it was."),
        e.PointDecided(ON + timedelta(days=20), "p2", e.Decision.NOT_UPHELD, "They rang."),
        e.RemedyOffered(ON + timedelta(days=20), "r1", e.RemedyKind.MONEY, amount_pence=4500),
        e.ActionPromised(ON + timedelta(days=20), "a1", "Survey", due_on=ON + timedelta(days=25)),
        e.ActionRescheduled(ON + timedelta(days=25), "a1", ON + timedelta(days=40)),
        e.ResponseIssued(ON + timedelta(days=20), 1),
        e.SatisfactionRecorded(ON + timedelta(days=25), 1, satisfied=False),
    )
    record.done(*facts, reason="for the test", at=at(60 * 24 * 60))
    (row,) = rows_on(record.landlord, at(60 * 24 * 61))
    assert row.tenure == "low_cost_home_ownership"  # as it was held on the day of receipt
    assert (row.category, row.area, row.team, row.contractor) == ("damp", "north", "repairs", "Bright Roofs")
    assert {each.point: each.decision for each in row.decisions} == {"p1": "upheld", "p2": "not_upheld"}
    assert row.remedies == (OfferedRemedy("money", 4500, ON + timedelta(days=20)),)
    assert row.promises == (MadePromise("a1", ON + timedelta(days=20), ON + timedelta(days=25)),)
    assert [(each.by_on, each.given_on) for each in row.updates] == [
        (ON + timedelta(days=7), ON + timedelta(days=6)), (ON + timedelta(days=13), None),
    ]  # fmt: skip
    assert row.satisfied is False
    assert (row.extended, row.extensions[0].counts, row.extensions[0].reason_given) == (True, True, True)
    # Thursday 2 April to Wednesday 22 April: 20 days less three weekends, Good Friday and Easter Monday are 12 working days.
    assert row.took_working_days == 12
    assert (row.finished, row.finished_on) == (True, ON + timedelta(days=20))
    assert [(each.on, each.homes) for each in homes_on_file(record.landlord)] == [(date(2026, 3, 31), 4168)]
