"""Why somebody else's count differs: each way of counting, alone and two together."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from putright.workdays import Convention, Departure, Nation, YearNotKnown, calendar_for, explain_count

EW, SCOTLAND, NI = Nation.ENGLAND_AND_WALES, Nation.SCOTLAND, Nation.NORTHERN_IRELAND
RECEIPT, ORDINARY = Departure.DAY_OF_RECEIPT_IS_DAY_1, Departure.BANK_HOLIDAYS_COUNTED
OTHER, CALENDAR = Departure.OTHER_NATION, Departure.CALENDAR_DAYS
LAST, MOVED = Departure.LAST_DAY_LEFT_OUT, Departure.START_MOVED_TO_NEXT_WORKING_DAY


def ways(found):
    return [(set(candidate.departures), candidate.nation) for candidate in found.candidates]


def test_twenty_six_against_twenty_five():
    # Thu 8 Jan 2026 to Thu 12 Feb 2026: no bank holiday lies between, so only the first day is in question.
    found = explain_count(date(2026, 1, 8), date(2026, 2, 12), 26, EW)
    assert found.counted == 25
    assert ways(found) == [({RECEIPT}, EW)]
    assert found.sentence == (
        "From Thu 8 Jan 2026 (day 0) to Thu 12 Feb 2026 is 25 working days in England and Wales; "
        "26 comes out where the day of receipt is counted as day 1."
    )


@pytest.mark.parametrize(
    ("start", "end", "counted", "given", "expected"),
    [
        # Wed 1 Apr to Fri 8 May 2026 takes in Good Friday, Easter Monday and Mon 4 May.
        (date(2026, 4, 1), date(2026, 5, 8), 24, 25, [({RECEIPT}, EW), ({OTHER}, SCOTLAND)]),
        (date(2026, 4, 1), date(2026, 5, 8), 24, 27, [({ORDINARY}, EW)]),
        (date(2026, 4, 1), date(2026, 5, 8), 24, 28, [({RECEIPT, ORDINARY}, EW)]),
        (date(2026, 4, 1), date(2026, 5, 8), 24, 23, [({LAST}, EW)]),
        (date(2026, 4, 1), date(2026, 5, 8), 24, 37, [({CALENDAR}, EW)]),
        (date(2026, 4, 1), date(2026, 5, 8), 24, 38, [({RECEIPT, CALENDAR}, EW)]),
        (date(2026, 4, 1), date(2026, 5, 8), 24, 36, [({CALENDAR, LAST}, EW)]),
        (date(2026, 4, 1), date(2026, 5, 8), 24, 26, [({RECEIPT, OTHER}, SCOTLAND), ({ORDINARY, LAST}, EW)]),
        # 12 July: Fri 10 to Fri 17 Jul 2026, where only Northern Ireland has the Monday off
        (date(2026, 7, 10), date(2026, 7, 17), 5, 4, [({OTHER}, NI), ({LAST}, EW)]),
        # Sat 10 to Fri 16 Jan 2026: the count that first moves to Monday calls Monday day 0
        (date(2026, 1, 10), date(2026, 1, 16), 5, 4, [({LAST}, EW), ({MOVED}, EW)]),
        (date(2026, 1, 10), date(2026, 1, 16), 5, 3, [({LAST, MOVED}, EW)]),
    ],
)
def test_each_way_of_counting(start, end, counted, given, expected):
    found = explain_count(start, end, given, EW)
    assert found.counted == counted
    assert ways(found) == expected


def test_a_count_that_agrees_needs_no_reason():
    found = explain_count(date(2026, 4, 1), date(2026, 4, 10), 5, EW)
    assert found.candidates == ()
    assert found.sentence.endswith("is 5 working days in England and Wales, as given.")


def test_a_count_that_nothing_explains():
    found = explain_count(date(2026, 4, 1), date(2026, 4, 10), 99, EW)
    assert found.candidates == ()
    assert found.sentence.endswith("no one or two ways of counting differently that are known here give 99.")


def test_where_day_1_is_the_convention_day_0_is_the_departure():
    # Wed 14 to Wed 21 Jan 2026
    found = explain_count(date(2026, 1, 14), date(2026, 1, 21), 5, EW, convention=Convention.DAY_OF_RECEIPT_IS_DAY_1)
    assert found.counted == 6
    assert ways(found)[0] == ({Departure.DAY_OF_RECEIPT_IS_DAY_0}, EW)
    assert "the day of receipt is not counted" in found.sentence
    assert "(day 1)" in found.sentence


def test_it_runs_forward_and_inside_the_table():
    with pytest.raises(ValueError, match="a count runs forward"):
        explain_count(date(2026, 4, 10), date(2026, 4, 1), 5, EW)
    with pytest.raises(YearNotKnown, match="2029"):
        explain_count(date(2028, 12, 1), date(2029, 1, 5), 5, EW)
    # Sun 31 Dec 2028: there is no next working day in the table to move the start to, and none is needed.
    with pytest.raises(YearNotKnown, match="2029"):
        explain_count(date(2028, 12, 30), date(2029, 1, 1), 5, EW)
    assert explain_count(date(2028, 12, 30), date(2028, 12, 31), 1, EW).counted == 0


@given(
    st.sampled_from(list(Nation)),
    st.dates(date(2015, 1, 1), date(2028, 10, 1)),
    st.integers(0, 90),
    st.integers(-5, 12),
)
def test_no_answer_is_a_longer_form_of_another(nation, start, length, off):
    end = start + timedelta(days=length)
    found = explain_count(start, end, calendar_for(nation).count(start, end) + off, nation)
    for one in found.candidates:
        assert 1 <= len(one.departures) <= 2
        for other in found.candidates:
            assert not (set(one.departures) < set(other.departures) and one.nation is other.nation)


@given(st.sampled_from(list(Nation)), st.dates(date(2015, 1, 1), date(2028, 10, 1)), st.integers(0, 90))
def test_counting_the_first_day_too_is_always_recognised(nation, start, length):
    end = start + timedelta(days=length)
    calendar = calendar_for(nation)
    theirs = calendar.count(start, end, convention=Convention.DAY_OF_RECEIPT_IS_DAY_1)
    found = explain_count(start, end, theirs, nation)
    if theirs == found.counted:
        assert not calendar.is_working_day(start)
    else:
        assert found.candidates[0].departures == (RECEIPT,)
