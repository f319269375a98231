"""Measures over rows, against figures worked out by hand on the small tables below."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from putright.reports.durations import durations
from putright.reports.figures import broken_down, figure
from putright.reports.fractions_told import decimal_of, mean, median, percent, percentile, rounded
from putright.reports.measures import MEASURES, measure
from putright.reports.outcomes import (
    decisions,
    extensions_by_judgement,
    promises_kept_in_time,
    refusals_by_ground,
    remedies,
    satisfaction,
    two_way,
    updates_given,
)
from putright.reports.periods import Period, month_of, months_in, period_from, quarter_of, twelve_months_to, year_ending
from putright.reports.reconciling import reconciled
from putright.reports.rows import DecidedPoint, GivenExtension, MadePromise, OfferedRemedy, Place, StageRow, UpdateOwed
from putright.reports.suppressing import suppressed
from putright.rulebook import rulebook

APRIL = Period(date(2026, 4, 1), date(2026, 4, 30))
TODAY = date(2026, 4, 20)  # a Monday


def on(day):
    """A day of April 2026."""
    return date(2026, 4, day)


# The table. Received, acknowledgement due and sent, answer due before and after extension, strictly due, answered.
#
#   A  in time                                       ack due 9, sent 9;   due 16, answered 16
#   B  a day late                                    ack due 9, sent 10;  due 17, strictly 16, answered 20
#   C  in time literally, not strictly               ack due 9, sent 13;  due 20, strictly 16, answered 17
#   D  in time only because of its extension         ack due 9, sent 8;   due 15, extended to 28, answered 20
#   E  never answered, and the date has passed       ack due 9, never;    due 16
#   F  not answered, due today: not yet due          ack due 13, sent 13; due 20
#   G  withdrawn before any answer                   ack due 13, sent 13; due 17
#   H  not accepted                                  nothing is due
#   I  of March, though answered in April            due in March
STAGE_1 = [
    StageRow("A", 1, received_on=on(1), acknowledge_due_on=on(9), acknowledged_on=on(9), base_due_on=on(16), due_on=on(16),
             strict_due_on=on(16), answered_on=on(16), state="answered", reached=2, took_working_days=9, category="damp"),
    StageRow("B", 1, received_on=on(1), acknowledge_due_on=on(9), acknowledged_on=on(10), base_due_on=on(17), due_on=on(17),
             strict_due_on=on(16), answered_on=on(20), state="answered", took_working_days=11, category="damp"),
    StageRow("C", 1, received_on=on(1), acknowledge_due_on=on(9), acknowledged_on=on(13), base_due_on=on(20), due_on=on(20),
             strict_due_on=on(16), answered_on=on(17), state="closed", took_working_days=10, category="repairs"),
    StageRow("D", 1, received_on=on(1), acknowledge_due_on=on(9), acknowledged_on=on(8), base_due_on=on(15), due_on=on(28),
             strict_due_on=on(28), answered_on=on(20), state="answered", took_working_days=11, category="repairs",
             extensions=(GivenExtension(on(14), counts=True, reason_given=True),)),
    StageRow("E", 1, received_on=on(1), acknowledge_due_on=on(9), base_due_on=on(16), due_on=on(16), strict_due_on=on(16)),
    StageRow("F", 1, received_on=on(2), acknowledge_due_on=on(13), acknowledged_on=on(13), base_due_on=on(20), due_on=on(20),
             strict_due_on=on(20)),
    StageRow("G", 1, received_on=on(2), acknowledge_due_on=on(13), acknowledged_on=on(13), base_due_on=on(17), due_on=on(17),
             strict_due_on=on(17), state="withdrawn"),
    StageRow("H", 1, received_on=on(3), state="refused", not_accepted=True, refused_on=on(7), ground="legal_proceedings"),
    StageRow("I", 1, received_on=date(2026, 3, 9), acknowledge_due_on=date(2026, 3, 16), acknowledged_on=date(2026, 3, 16),
             base_due_on=date(2026, 3, 30), due_on=date(2026, 3, 30), strict_due_on=date(2026, 3, 30), answered_on=on(1),
             state="answered", took_working_days=17),
]  # fmt: skip
STAGE_2 = [StageRow("A", 2, received_on=on(20), acknowledge_due_on=on(27), base_due_on=None, due_on=None, reached=2)]
ROWS = [*STAGE_1, *STAGE_2]

BY_HAND = {
    ("received", 1): ("ABCDEFG", "ABCDEFG"),
    ("received", 2): ("A", "A"),
    ("not_accepted", 1): ("H", "H"),
    ("acknowledged_in_time", 1): ("ADFG", "ABCDEFG"),
    ("answered_in_time", 1): ("ACD", "ABCDE"),
    ("answered_in_time_strict", 1): ("AD", "ABCDE"),
    ("answered_in_time_unextended", 1): ("AC", "ABCDE"),
    ("extended", 1): ("D", "ABCDEFG"),
    ("answers_in_time", 1): ("ACD", "ABCDI"),
    ("taken_further", 1): ("A", "ABCDI"),
}


def places(letters, stage=1):
    return {Place(each, stage) for each in letters}


@pytest.mark.parametrize(("name", "stage"), BY_HAND)
def test_a_figure_is_what_the_table_gives_by_hand(name, stage):
    met, of = BY_HAND[name, stage]
    found = figure(measure(name), ROWS, APRIL, TODAY, stage)
    assert set(found.met) == places(met, stage)
    assert set(found.of) == places(of, stage)
    assert (found.numerator, found.denominator) == (len(met), len(of))


def test_what_is_not_yet_due_and_what_was_withdrawn_stands_apart_with_its_complaints():
    found = figure(measure("answered_in_time"), ROWS, APRIL, TODAY, 1)
    assert dict(found.apart) == {"withdrawn": (Place("G", 1),), "not_yet_due": (Place("F", 1),)}
    assert set(found.not_met) == places("BE")
    assert found.percent == "60.0%"
    assert found.share == Fraction(3, 5)


def test_what_was_not_yet_due_counts_as_late_once_its_day_has_passed():
    found = figure(measure("answered_in_time"), ROWS, APRIL, date(2026, 4, 21), 1)
    assert Place("F", 1) in found.not_met


def test_a_breakdown_adds_up_to_the_whole():
    parts = broken_down(measure("answered_in_time"), ROWS, APRIL, TODAY, by=lambda row: row.category, stage=1)
    assert {name: (each.numerator, each.denominator) for name, each in parts.items()} == {
        "": (0, 1), "damp": (1, 2), "repairs": (2, 2),
    }  # fmt: skip
    whole = figure(measure("answered_in_time"), ROWS, APRIL, TODAY, 1)
    assert sum(each.denominator for each in parts.values()) == whole.denominator


def test_every_measure_says_what_it_counts_and_by_which_date():
    for each in MEASURES:
        assert each.says.endswith(".")
        assert each.basis.words.endswith("in the period")


def test_how_long_answers_took_is_of_those_given_in_the_period():
    # A 9, B 11, C 10, D 11, I 17: sum 58 of 5; in order 9 10 11 11 17; nine in ten of five is the fifth.
    found = durations(ROWS, APRIL, 1)
    assert (found.mean, found.median, found.nine_in_ten, found.number) == (Fraction(58, 5), 11, 17, 5)
    assert decimal_of(found.mean) == "11.6"


# Numbers.


@pytest.mark.parametrize(
    ("value", "shown"),
    [(Fraction(1, 20), "0.1"), (Fraction(1, 21), "0.0"), (Fraction(76_85, 100), "76.9"), (Fraction(-1, 20), "-0.1"), (5, "5.0"), (Fraction(249, 1000), "0.2")],
)  # fmt: skip
def test_rounding_is_half_up_and_exact(value, shown):
    assert decimal_of(Fraction(value)) == shown


def test_a_share_that_is_not_whole_never_reads_as_all_or_nothing():
    assert percent(1999, 2000) == "99.9%"
    assert percent(1, 5000) == "0.1%"
    assert (percent(2000, 2000), percent(0, 7), percent(0, 0)) == ("100%", "0%", "")
    assert percent(2, 3) == "66.7%"


def test_average_middle_and_nine_in_ten_by_hand():
    assert mean([1, 2, 4]) == Fraction(7, 3)
    assert median([4, 1, 3, 2]) == Fraction(5, 2)
    assert median([9, 1, 3]) == 3
    assert percentile(range(1, 11), 90) == 9
    assert percentile(range(1, 12), 90) == 10
    assert percentile([7], 90) == 7
    assert (mean([]), median([]), percentile([], 90)) == (None, None, None)
    assert rounded(Fraction(25, 2), 0) == Decimal(13)


# Periods.


def test_periods_are_whole_months_and_know_their_quarter_and_year():
    assert quarter_of(date(2026, 11, 22)) == Period(date(2026, 10, 1), date(2026, 12, 31))
    assert quarter_of(date(2026, 11, 22)).before == Period(date(2026, 7, 1), date(2026, 9, 30))
    assert quarter_of(date(2026, 2, 1)).before == Period(date(2025, 10, 1), date(2025, 12, 31))
    assert twelve_months_to(date(2026, 2, 14)) == Period(date(2025, 3, 1), date(2026, 2, 28))
    assert year_ending(date(2026, 3, 31)) == Period(date(2025, 4, 1), date(2026, 3, 31))
    assert month_of(date(2028, 2, 9)).last == date(2028, 2, 29)
    assert [each.first.month for each in months_in(quarter_of(date(2026, 1, 1)))] == [1, 2, 3]
    assert quarter_of(date(2026, 11, 22)).words == "October to December 2026"
    assert twelve_months_to(date(2026, 11, 1)).words == "December 2025 to November 2026"


@pytest.mark.parametrize("text", ["", "2026", "2026-13/2026-14", "2026-12/2026-10", "2016-01/2026-01", "0000-01/0000-02", "2026-01/2026-01'--"])  # fmt: skip
def test_an_address_without_a_period_in_it_is_none(text):
    assert period_from(text) is None


def test_a_period_comes_back_out_of_its_address():
    for each in (APRIL, quarter_of(TODAY), twelve_months_to(TODAY)):
        assert period_from(each.written) == each


# What came of it.

ANSWERED = StageRow(
    "K", 1, received_on=on(1), answered_on=on(15), answered=True, state="answered", satisfied=True,
    decisions=(DecidedPoint("p1", "upheld"), DecidedPoint("p2", "partly_upheld"), DecidedPoint("p3", "not_upheld")),
    remedies=(OfferedRemedy("money", 5000, on(15), delivered=True), OfferedRemedy("money", 2550, on(15)), OfferedRemedy("apology", None, on(15))),
    promises=(
        MadePromise("kept", on(15), on(17), done=True, done_on=on(17)),
        MadePromise("late", on(15), on(16), done=True, done_on=on(17)),
        MadePromise("never", on(15), on(17)),
        MadePromise("dropped", on(15), on(29), dropped=True),
        MadePromise("ahead", on(15), on(29)),
        MadePromise("undated", on(15), None),
    ),
    updates=(UpdateOwed(on(8), on(8)), UpdateOwed(on(10), on(13)), UpdateOwed(on(14)), UpdateOwed(on(27))),
    extensions=(GivenExtension(on(9), counts=False, problem="after_due"), GivenExtension(on(7), counts=True)),
)  # fmt: skip
UNSATISFIED = StageRow("L", 1, answered_on=on(17), satisfied=False, decisions=(DecidedPoint("p1", "not_upheld"),))
SILENT = StageRow("M", 2, answered_on=date(2026, 5, 1), decisions=(DecidedPoint("p1", "upheld"),))
CAME = [ANSWERED, UNSATISFIED, SILENT]


def test_decisions_are_counted_by_point_and_seen_two_ways():
    found = decisions(CAME, APRIL)
    assert {name: len(each) for name, each in found.items()} == {"upheld": 1, "partly_upheld": 1, "not_upheld": 2}
    assert {name: len(each) for name, each in two_way(found).items()} == {"upheld": 2, "not_upheld": 2}


def test_remedies_add_up_their_money_and_what_reached_the_resident():
    found = remedies(CAME, APRIL)
    money = found["money"]
    assert (money.offered, money.offered_pence, money.delivered, money.delivered_pence) == (2, 7550, 1, 5000)
    assert (found["apology"].offered, found["apology"].offered_pence, found["apology"].delivered) == (1, 0, 0)


def test_promises_count_by_the_day_first_told_and_only_once_that_has_come():
    # kept, late, never (17 April has passed by the 20th) and dropped are decided; one is ahead, one has no day.
    found = promises_kept_in_time(CAME, APRIL, TODAY)
    assert (found.numerator, found.denominator) == (1, 4)


def test_updates_satisfaction_refusals_and_extensions_by_hand():
    assert (updates_given(CAME, APRIL, TODAY).numerator, updates_given(CAME, APRIL, TODAY).denominator) == (1, 3)
    assert (satisfaction(CAME, APRIL).numerator, satisfaction(CAME, APRIL).denominator) == (1, 2)
    assert refusals_by_ground(ROWS, APRIL) == {"legal_proceedings": (Place("H", 1),)}
    assert {name: len(each) for name, each in extensions_by_judgement(CAME, APRIL).items()} == {"": 1, "after_due": 1}


# Adding up.


def test_what_was_open_and_came_less_what_was_finished_is_what_is_open():
    some = [
        StageRow("a", 1, received_on=date(2026, 3, 1)),  # open throughout
        StageRow("b", 1, received_on=date(2026, 3, 1), finished=True, finished_on=on(1)),  # open at the start
        StageRow("c", 1, received_on=on(5), finished=True, finished_on=on(30)),  # came and went
        StageRow("d", 1, received_on=on(30)),  # open at the end
        StageRow("e", 1, received_on=date(2026, 3, 1), finished=True, finished_on=date(2026, 3, 31)),  # over before
        StageRow("f", 1, received_on=None),
        StageRow("g", 1, received_on=on(2), finished=True),  # over, on a day nobody knows
    ]
    found = reconciled(some, APRIL)
    named = ["".join(sorted(place.complaint for place in each)) for each in (found.open_at_start, found.received, found.finished, found.open_at_end, found.undated)]  # fmt: skip
    assert named == ["ab", "cd", "bc", "ad", "fg"]
    assert found.adds_up


# Small numbers.


def test_small_numbers_are_hidden_and_cannot_be_worked_out_from_the_total():
    assert suppressed({"a": 20, "b": 3, "c": 9}) == {"a": 20, "b": None, "c": None}
    assert suppressed({"a": 20, "b": 3, "c": 4}) == {"a": 20, "b": None, "c": None}
    assert suppressed({"a": 20, "b": 1, "c": 1, "d": 7}) == {"a": 20, "b": None, "c": None, "d": None}
    assert suppressed({"a": 20, "b": 0, "c": 9}) == {"a": 20, "b": 0, "c": 9}
    assert suppressed({"a": 3}) == {"a": None}


def test_every_provision_named_beside_a_measure_is_one_of_the_2024_edition():
    known = {each.id for each in rulebook("2024").provisions}
    assert {place for each in MEASURES for place in each.provisions} <= known
