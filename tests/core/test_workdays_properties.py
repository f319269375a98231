"""Properties of the sums, against a plain loop that knows only the list of bank holidays."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from putright.workdays import Convention, Nation, YearNotKnown, bank_holidays, calendar_for

FIRST, LAST = date(2015, 1, 1), date(2028, 12, 31)
OFF = {nation: frozenset(bank_holidays().days_of(nation)) for nation in Nation}

nations = st.sampled_from(list(Nation))
conventions = st.sampled_from(list(Convention))
days = st.dates(FIRST, date(2026, 12, 31))
limits = st.integers(1, 90)


def works(nation, day):
    return day.isoweekday() < 6 and day not in OFF[nation]


def due_by_walking(nation, start, limit, convention):
    """What a person with a wall calendar does."""
    day, left = start, limit
    if convention is Convention.DAY_OF_RECEIPT_IS_DAY_1 and works(nation, start):
        left -= 1
    while left:
        day += timedelta(days=1)
        left -= works(nation, day)
    return day


@given(nations, days, limits, conventions)
def test_a_due_date_is_where_walking_day_by_day_ends(nation, start, limit, convention):
    calendar = calendar_for(nation)
    assert calendar.add(start, limit, convention=convention) == due_by_walking(nation, start, limit, convention)


@given(nations, days, limits, conventions)
def test_counting_to_the_due_date_gives_the_limit(nation, start, limit, convention):
    calendar = calendar_for(nation)
    due = calendar.add(start, limit, convention=convention)
    assert calendar.count(start, due, convention=convention) == limit


@given(nations, days, limits, conventions)
def test_a_due_date_is_a_working_day(nation, start, limit, convention):
    due = calendar_for(nation).add(start, limit, convention=convention)
    assert works(nation, due)
    assert calendar_for(nation).is_working_day(due)


@given(nations, days, limits, conventions)
def test_later_starts_and_longer_limits_never_end_earlier(nation, start, limit, convention):
    calendar = calendar_for(nation)
    due = calendar.add(start, limit, convention=convention)
    assert calendar.add(start + timedelta(days=1), limit, convention=convention) >= due
    assert calendar.add(start, limit + 1, convention=convention) > due


@given(nations, days, limits, limits)
def test_two_limits_one_after_the_other_are_their_sum(nation, start, first, second):
    calendar = calendar_for(nation)
    assert calendar.add(calendar.add(start, first), second) == calendar.add(start, first + second)


@given(nations, days, days)
def test_a_count_is_the_number_of_working_days_walked_over(nation, one, other):
    start, end = sorted((one, other))
    walked = sum(works(nation, start + timedelta(days=n)) for n in range(1, (end - start).days + 1))
    assert calendar_for(nation).count(start, end) == walked
    assert calendar_for(nation).count(end, start) == -walked


@given(nations, days, limits, conventions)
def test_the_working_accounts_for_every_day(nation, start, limit, convention):
    working = calendar_for(nation).explain(start, limit, convention=convention)
    span = [start + timedelta(days=n) for n in range(1, (working.due_on - start).days + 1)]
    at_start = convention is Convention.DAY_OF_RECEIPT_IS_DAY_1 and works(nation, start)
    weekend_days = sum(day.isoweekday() > 5 for day in span)
    assert limit - at_start + len(working.skipped) + weekend_days == len(span)
    assert working.weekends == sum(day.isoweekday() == 6 for day in span)


@given(nations, conventions, st.data())
@settings(max_examples=30)
def test_many_at_once_agree_with_one_at_a_time(nation, convention, data):
    calendar = calendar_for(nation)
    some = data.draw(st.lists(st.tuples(days, st.sampled_from([5, 10, 20])), min_size=1, max_size=20))
    # Small batches and large ones take different ways: both must come to the same.
    for times in (1, 16_000 // len(some)):
        starts, of = [day for day, _ in some] * times, [n for _, n in some] * times
        one_at_a_time = [calendar.add(day, n, convention=convention) for day, n in some] * times
        assert calendar.add_many(starts, of, convention=convention) == one_at_a_time


@pytest.mark.parametrize("times", [1, 20_000])
@pytest.mark.parametrize(
    ("start", "limit", "year"),
    [
        (date(2014, 12, 31), 5, 2014),
        (date(2029, 1, 1), 5, 2029),
        (date(2028, 12, 22), 5, 2029),  # Fri: the sum runs out of the table
        (date(2028, 12, 31), 10, 2029),
    ],
)
def test_many_at_once_name_the_missing_year(start, limit, year, times):
    good = [date(2026, 4, 1)] * times
    with pytest.raises(YearNotKnown) as found:
        calendar_for(Nation.SCOTLAND).add_many([*good, start], [*[10] * times, limit])
    assert found.value.year == year


def test_many_at_once_need_a_limit_each():
    with pytest.raises(ValueError, match="2 starts but 1 limits"):
        calendar_for(Nation.SCOTLAND).add_many([FIRST, LAST], [5])
    assert calendar_for(Nation.SCOTLAND).add_many([], []) == []
