"""Working days: the test vectors, the ends of the table, the conventions, closures, and the sentences."""

from datetime import date

import pytest

from putright.workdays import Convention, Nation, YearNotKnown, calendar_for

EW, SCOTLAND, NI = Nation.ENGLAND_AND_WALES, Nation.SCOTLAND, Nation.NORTHERN_IRELAND
DAY_0, DAY_1 = Convention.DAY_OF_RECEIPT_IS_DAY_0, Convention.DAY_OF_RECEIPT_IS_DAY_1

VECTORS = [
    # Easter Monday is not a bank holiday in Scotland: from Fri 22 Mar 2024, five working days
    (date(2024, 3, 22), 5, EW, date(2024, 4, 2)),  # Tue 2 Apr
    (date(2024, 3, 22), 5, SCOTLAND, date(2024, 4, 1)),  # Mon 1 Apr
    (date(2024, 3, 22), 5, NI, date(2024, 4, 2)),  # Tue 2 Apr
    # Easter: from Wed 1 Apr 2026
    (date(2026, 4, 1), 5, EW, date(2026, 4, 10)),  # Fri 10 Apr
    (date(2026, 4, 1), 5, SCOTLAND, date(2026, 4, 9)),  # Thu 9 Apr
    (date(2026, 4, 1), 5, NI, date(2026, 4, 10)),  # Fri 10 Apr
    (date(2026, 4, 1), 10, EW, date(2026, 4, 17)),  # Fri 17 Apr
    (date(2026, 4, 1), 10, SCOTLAND, date(2026, 4, 16)),  # Thu 16 Apr
    (date(2026, 4, 1), 10, NI, date(2026, 4, 17)),  # Fri 17 Apr
    # the World Cup, in Scotland only: from Fri 12 Jun 2026
    (date(2026, 6, 12), 5, EW, date(2026, 6, 19)),  # Fri 19 Jun
    (date(2026, 6, 12), 5, SCOTLAND, date(2026, 6, 22)),  # Mon 22 Jun
    (date(2026, 6, 12), 5, NI, date(2026, 6, 19)),  # Fri 19 Jun
    # 12 July is a Sunday, so Monday stands in: from Fri 10 Jul 2026
    (date(2026, 7, 10), 5, EW, date(2026, 7, 17)),  # Fri 17 Jul
    (date(2026, 7, 10), 5, SCOTLAND, date(2026, 7, 17)),  # Fri 17 Jul
    (date(2026, 7, 10), 5, NI, date(2026, 7, 20)),  # Mon 20 Jul
    # St Andrew's Day, Mon 30 Nov: from Fri 20 Nov 2026
    (date(2026, 11, 20), 20, EW, date(2026, 12, 18)),  # Fri 18 Dec
    (date(2026, 11, 20), 20, SCOTLAND, date(2026, 12, 21)),  # Mon 21 Dec
    (date(2026, 11, 20), 20, NI, date(2026, 12, 18)),  # Fri 18 Dec
    # a start that is no working day: Sat 28 Nov 2026
    (date(2026, 11, 28), 5, EW, date(2026, 12, 4)),  # Fri 4 Dec
    (date(2026, 11, 28), 5, SCOTLAND, date(2026, 12, 7)),  # Mon 7 Dec
    (date(2026, 11, 28), 5, NI, date(2026, 12, 4)),  # Fri 4 Dec
    # Christmas, and Mon 4 Jan in place of 2 January in Scotland: from Mon 21 Dec 2026
    (date(2026, 12, 21), 10, EW, date(2027, 1, 7)),  # Thu 7 Jan
    (date(2026, 12, 21), 10, SCOTLAND, date(2027, 1, 8)),  # Fri 8 Jan
    (date(2026, 12, 21), 10, NI, date(2027, 1, 7)),  # Thu 7 Jan
]


@pytest.mark.parametrize(("start", "working_days", "nation", "due"), VECTORS)
def test_the_vectors_of_the_fact_sheet(start, working_days, nation, due):
    calendar = calendar_for(nation)
    assert calendar.add(start, working_days) == due
    assert calendar.count(start, due) == working_days
    assert calendar.add_many([start], [working_days]) == [due]
    assert calendar.explain(start, working_days).due_on == due


@pytest.mark.parametrize(
    ("start", "working_days", "due"),
    [
        (date(2026, 4, 1), 5, date(2026, 4, 9)),  # Wed: itself day 1, so Thu 9 Apr
        (date(2026, 4, 1), 1, date(2026, 4, 1)),  # Wed: a limit of one day ends the day it starts
        (date(2026, 11, 28), 5, date(2026, 12, 4)),  # Sat: Mon 30 Nov is day 1, so Fri 4 Dec
        (date(2026, 11, 29), 1, date(2026, 11, 30)),  # Sun: Mon 30 Nov is day 1
        (date(2026, 4, 3), 1, date(2026, 4, 7)),  # Good Friday: Tue 7 Apr is day 1
        (date(2015, 1, 1), 1, date(2015, 1, 2)),  # the first day of the table, a bank holiday: Fri 2 Jan
    ],
)
def test_where_the_day_of_receipt_is_day_1(start, working_days, due):
    calendar = calendar_for(EW)
    assert calendar.add(start, working_days, convention=DAY_1) == due
    assert calendar.count(start, due, convention=DAY_1) == working_days
    assert calendar.add_many([start], [working_days], convention=DAY_1) == [due]


def test_a_count_backwards_is_negative():
    calendar = calendar_for(EW)
    assert calendar.count(date(2026, 4, 10), date(2026, 4, 1)) == -5  # Fri back to Wed, over Easter
    assert calendar.count(date(2026, 4, 1), date(2026, 4, 1)) == 0


@pytest.mark.parametrize("working_days", [0, -1])
def test_a_limit_is_one_day_or_more(working_days):
    calendar = calendar_for(EW)
    with pytest.raises(ValueError, match=f"one working day or more, not {working_days}"):
        calendar.add(date(2026, 4, 1), working_days)
    with pytest.raises(ValueError, match=f"one working day or more, not {working_days}"):
        calendar.add_many([date(2026, 4, 1), date(2026, 4, 1)], [5, working_days])


@pytest.mark.parametrize(
    ("ask", "year"),
    [
        (lambda c: c.add(date(2028, 12, 22), 5), 2029),  # Fri; four working days are left after it
        (lambda c: c.add(date(2028, 12, 29), 1), 2029),  # Fri, the last working day of the table
        (lambda c: c.add(date(2028, 12, 31), 1), 2029),  # Sun, the last day of the table
        (lambda c: c.add(date(2028, 12, 31), 1, convention=DAY_1), 2029),
        (lambda c: c.explain(date(2028, 12, 22), 5), 2029),
        (lambda c: c.add(date(2020, 1, 1), 10**9), 2029),
        (lambda c: c.add(date(2029, 1, 2), 1), 2029),
        (lambda c: c.add(date(2031, 1, 2), 1), 2031),
        (lambda c: c.add(date(2014, 12, 31), 1), 2014),
        (lambda c: c.add(date(2014, 12, 31), 1, convention=DAY_1), 2014),
        (lambda c: c.is_working_day(date(2014, 12, 31)), 2014),
        (lambda c: c.is_working_day(date(2014, 12, 28)), 2014),  # Sun: still not known to be in the table
        (lambda c: c.is_working_day(date(2029, 1, 1)), 2029),
        (lambda c: c.count(date(2028, 12, 1), date(2029, 1, 5)), 2029),
        (lambda c: c.count(date(2014, 12, 1), date(2015, 1, 5)), 2014),
        (lambda c: c.add(date.max, 1), 9999),
        (lambda c: c.add(date.min, 1), 1),
    ],
)
def test_outside_the_table_the_answer_is_which_year_is_missing(ask, year):
    with pytest.raises(YearNotKnown, match=f"The bank holidays of {year} are not known") as found:
        ask(calendar_for(EW))
    assert found.value.year == year
    assert ("--refresh" in str(found.value)) is (year > 2028)


def test_the_last_answers_inside_the_table():
    calendar = calendar_for(EW)
    assert calendar.add(date(2028, 12, 22), 3) == date(2028, 12, 29)  # Fri 22: 27, 28, Fri 29 Dec
    assert calendar.add(date(2028, 12, 29), 1, convention=DAY_1) == date(2028, 12, 29)
    assert calendar.count(date(2028, 12, 22), date(2028, 12, 31)) == 3
    assert calendar.is_working_day(date(2028, 12, 29))
    assert not calendar.is_working_day(date(2028, 12, 31))
    assert not calendar.is_working_day(date(2015, 1, 1))
    assert calendar.is_working_day(date(2015, 1, 2))


def test_the_closures_of_a_landlord_never_extend_a_statutory_limit():
    closures = [date(2026, 12, 29), date(2026, 12, 30), date(2026, 12, 31)]  # Tue, Wed, Thu
    own = calendar_for(EW).with_closures(closures)
    assert own.add(date(2026, 12, 21), 10) == date(2027, 1, 12)  # Mon 21 Dec to Tue 12 Jan
    assert own.statutory.add(date(2026, 12, 21), 10) == date(2027, 1, 7)  # Thu 7 Jan
    assert own.statutory == calendar_for(EW)
    assert calendar_for(EW).statutory is calendar_for(EW)
    assert own.explain(date(2026, 12, 21), 10).sentence == (
        "Mon 21 Dec 2026 is day 0; skipped Christmas Day 25 Dec, Boxing Day (substitute day) 28 Dec, "
        "New Year's Day 1 Jan, the landlord's closure 29 Dec to 31 Dec, three weekends; day 10 is Tue 12 Jan 2027"
    )


def test_statutory_keeps_what_was_known_that_day():
    before = calendar_for(EW, known_on=date(2022, 9, 9))  # Fri, the day before the proclamation
    own = before.with_closures([date(2022, 9, 12)])
    assert own.statutory == before
    assert own.statutory.add(date(2022, 9, 5), 10) == date(2022, 9, 19)  # Mon to Mon


@pytest.mark.parametrize(
    ("nation", "start", "working_days", "convention", "sentence"),
    [
        (EW, date(2026, 4, 1), 5, DAY_0,
         ("Wed 1 Apr 2026 is day 0; skipped Good Friday 3 Apr, Easter Monday 6 Apr, one weekend; "
         "day 5 is Fri 10 Apr 2026")),
        (SCOTLAND, date(2026, 4, 1), 5, DAY_0,
         "Wed 1 Apr 2026 is day 0; skipped Good Friday 3 Apr, one weekend; day 5 is Thu 9 Apr 2026"),
        (EW, date(2026, 4, 1), 1, DAY_0, "Wed 1 Apr 2026 is day 0; day 1 is Thu 2 Apr 2026"),
        (EW, date(2026, 4, 1), 1, DAY_1, "Wed 1 Apr 2026 is day 1 and the last day"),
        (EW, date(2026, 4, 1), 5, DAY_1,
         ("Wed 1 Apr 2026 is day 1; skipped Good Friday 3 Apr, Easter Monday 6 Apr, one weekend; "
         "day 5 is Thu 9 Apr 2026")),
        (EW, date(2026, 11, 28), 5, DAY_0,
         "Sat 28 Nov 2026 is day 0, though it is not a working day; day 5 is Fri 4 Dec 2026"),
        (EW, date(2026, 11, 28), 5, DAY_1,
         "Sat 28 Nov 2026 is not a working day, so Mon 30 Nov is day 1; day 5 is Fri 4 Dec 2026"),
        (EW, date(2026, 4, 3), 5, DAY_0,
         ("Fri 3 Apr 2026 is day 0, though it is Good Friday; skipped Easter Monday 6 Apr, two weekends; "
         "day 5 is Mon 13 Apr 2026")),
        (SCOTLAND, date(2027, 1, 1), 1, DAY_1,
         ("Fri 1 Jan 2027 is New Year's Day, so Tue 5 Jan is day 1; skipped 2nd January (substitute day) 4 Jan, "
         "one weekend; day 1 is Tue 5 Jan 2027")),
        (EW, date(2026, 12, 31), 1, DAY_0,
         "Thu 31 Dec 2026 is day 0; skipped New Year's Day 1 Jan, one weekend; day 1 is Mon 4 Jan 2027"),
    ],
)  # fmt: skip
def test_the_sentence(nation, start, working_days, convention, sentence):
    assert calendar_for(nation).explain(start, working_days, convention=convention).sentence == sentence


def test_a_long_span_names_the_years_of_what_it_skipped():
    sentence = calendar_for(EW).explain(date(2025, 1, 6), 260).sentence  # Mon 6 Jan 2025
    assert "Good Friday 18 Apr 2025" in sentence
    assert "New Year's Day 1 Jan 2026" in sentence
    assert "53 weekends" in sentence


def test_a_holiday_announced_after_the_count_began_is_mentioned():
    # Thu 8 Sep 2022: the Queen died; the proclamation came on Sat 10 Sep.
    working = calendar_for(EW).explain(date(2022, 9, 8), 10)
    assert working.due_on == date(2022, 9, 23)  # Fri
    assert working.announced == ((date(2022, 9, 19), date(2022, 9, 10)),)
    assert working.late_announcements == (
        "Mon 19 Sep 2022 became a bank holiday only by the announcement of Sat 10 Sep 2022.",
    )
    after = calendar_for(EW).explain(date(2022, 9, 12), 5)  # Mon, when everyone knew
    assert after.announced == ((date(2022, 9, 19), date(2022, 9, 10)),)
    assert after.late_announcements == ()


def test_a_day_moved_after_the_count_began_is_mentioned():
    # A year-long count from Fri 31 May 2019, when Mon 4 May 2020 was still to be the bank holiday.
    working = calendar_for(EW).explain(date(2019, 5, 31), 240)
    assert (
        "Mon 4 May 2020 was to be a bank holiday (Early May bank holiday) until the announcement of Fri 7 Jun 2019."
        in working.late_announcements
    )


@pytest.mark.parametrize(
    ("known_on", "due"),
    [
        (date(2022, 9, 9), date(2022, 9, 22)),  # Fri, the day before: Thu 22 Sep was promised
        (date(2022, 9, 10), date(2022, 9, 23)),  # Sat, the proclamation: Fri 23 Sep
        (None, date(2022, 9, 23)),
    ],
)
def test_a_date_promised_before_the_announcement_keeps_its_reason(known_on, due):
    assert calendar_for(EW, known_on=known_on).add(date(2022, 9, 8), 10) == due


def test_calendars_can_be_kept_in_a_set_and_are_made_once():
    assert calendar_for(EW) is calendar_for(EW)
    assert len({calendar_for(nation) for nation in Nation}) == 3
