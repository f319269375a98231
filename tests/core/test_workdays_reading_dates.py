"""Dates as people and spreadsheets write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from putright.workdays import read_date

WED_1_APRIL = [
    "2026-04-01", "2026/04/01", "2026.4.1", "2026-4-1", "20260401",
    "01/04/2026", "1/4/2026", "1/4/26", "01-04-2026", "01.04.2026", "1.4.26", "01 04 2026", "1 / 4 / 2026",
    "1 April 2026", "01 April 2026", "1 Apr 2026", "1 apr 26", "1 APRIL 2026", "1st April 2026", "1st of April 2026",
    "the 1st of April, 2026", "1-Apr-26", "1-Apr-2026", "01/Apr/2026", "1Apr2026", "01APR26", "1 Apr. 2026",
    "1 April '26", "1 April, 2026", "April 1, 2026", "Apr 1 2026", "April 1st, 2026",
    "Wed 1 April 2026", "Wednesday 1 April 2026", "Wednesday, 1st April 2026", "Wed, 01 Apr 2026", "weds 1/4/26",
    "Wed 01/04/2026", "wednesday the 1st of April 2026", "Wed Apr 1 2026", "Wed. 2026-04-01",
    "2026-04-01T09:30:00", "2026-04-01 00:00:00", "2026-04-01T09:30", "2026-04-01T09:30:00Z", "2026-04-01 09:30:00Z",
    "2026-04-01T09:30:00.123456+01:00", "2026-04-01T09:30:00+0100", "2026-04-01T09:30:00 +01:00",
    "01/04/2026 00:00:00", "01/04/2026 14:30", "1/4/2026, 2:30 PM", "1 April 2026 at 14:30", "1 Apr 2026 9.05am",
    "01/04/2026T14:30", "01/04/2026 14:30:15.250", "01/04/2026 11:59:59 p.m.",
    "46113", "46113.0", "46113.604166",
    "  01/04/2026\t", "\N{NO-BREAK SPACE}1\N{NO-BREAK SPACE}April 2026", "01\N{EN DASH}04\N{EN DASH}2026",
    "\N{BYTE ORDER MARK}2026-04-01", "'01/04/2026", "01/04/2026,", "1 April \N{RIGHT SINGLE QUOTATION MARK}26",
]  # fmt: skip


@pytest.mark.parametrize("text", WED_1_APRIL)
def test_all_these_say_wednesday_1_april_2026(text):
    assert read_date(text) == date(2026, 4, 1)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-03-31T23:30:00Z", date(2026, 4, 1)),  # summer time: half past midnight in London, Wed
        ("2026-01-31T23:30:00Z", date(2026, 1, 31)),  # winter: the same day, Sat
        ("2026-04-02T00:30:00+05:00", date(2026, 4, 1)),  # Wed evening in London
        ("2026-03-31T23:30:00", date(2026, 3, 31)),  # no zone: the date as it stands, Tue
        ("29/02/2024", date(2024, 2, 29)),  # Thu
        ("04/03/2026", date(2026, 3, 4)),  # Wed 4 March, never 3 April
        ("3 Sept 2024", date(2024, 9, 3)),  # Tue
        ("31.12.69", date(2069, 12, 31)),
        ("1.1.70", date(1970, 1, 1)),
        ("20000", date(1954, 10, 3)),
        ("60000", date(2064, 4, 8)),
        ("2 May 2026", date(2026, 5, 2)),
        ("Tues 3 March 2026", date(2026, 3, 3)),
        ("Thurs 5 March 2026", date(2026, 3, 5)),
        ("Monday 2nd March 2026", date(2026, 3, 2)),
        ("March 3 2026", date(2026, 3, 3)),
        ("23rd March 2026", date(2026, 3, 23)),
    ],
)
def test_the_ones_that_could_be_read_otherwise(text, day):
    assert read_date(text) == day


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "the text is empty"),
        ("   ", "the text is empty"),
        ("31/02/2026", "February 2026 has 28 days"),
        ("29/02/2026", "February 2026 has 28 days"),
        ("2026-04-31", "April 2026 has 30 days"),
        ("31 April 2026", "April 2026 has 30 days"),
        ("0/4/2026", "April 2026 has 30 days"),
        ("04/13/2026", "there is no month 13: dates are read day first"),
        ("4/13/2026 10:00 AM", "there is no month 13: dates are read day first"),
        ("1/0/2026", "there is no month 0"),
        ("2026-13-01", "there is no month 13."),
        ("2026-13-01T00:00:00", "there is no month 13."),
        ("2026-02-30T09:00:00", "February 2026 has 28 days"),
        ("2026-04-01T25:00:00", "time of day that does not exist"),
        ("01/04/2026 25:00", "time of day that does not exist"),
        ("01/04/2026 12:61", "time of day that does not exist"),
        ("01/04/2026 13:00 pm", "time of day that does not exist"),
        ("Thu 1 April 2026", "1 April 2026 is a Wednesday, not a Thursday"),
        ("1 Foo 2026", "'Foo' is not one"),
        ("1/4/0026", "the year 26 is outside 1900 to 2199"),
        ("1/4/2999", "the year 2999 is outside 1900 to 2199"),
        ("19999", "outside 20000 to 60000"),
        ("60001", "outside 20000 to 60000"),
        ("1/4", "is not a date: write"),
        ("1/4/026", "is not a date: write"),
        ("1/4/20266", "is not a date: write"),
        ("1/4-2026", "is not a date: write"),
        ("2026", "is not a date: write"),
        ("April 2026", "is not a date: write"),
        ("Wednesday", "is not a date: write"),
        ("tomorrow", "is not a date: write"),
        ("n/a", "is not a date: write"),
        ("1234567", "is not a date: write"),
        ("-46113", "is not a date: write"),
        ("1e5", "is not a date: write"),
        ("\N{ARABIC-INDIC DIGIT ONE}/04/2026", "is not a date: write"),
        ("01/04/2026 or 02/04/2026", "is not a date: write"),
    ],
)
def test_what_is_refused_and_why(text, why):
    with pytest.raises(ValueError, match=r"\.$") as found:
        read_date(text)
    assert why in str(found.value)
    assert "\n" not in str(found.value)


@given(st.dates(date(1954, 10, 3), date(2064, 4, 8)))
def test_every_way_of_writing_a_date_reads_back(day):
    assert read_date(day.isoformat()) == day
    assert read_date(f"{day:%d/%m/%Y}") == day
    assert read_date(f"{day:%A %d %B %Y}") == day
    assert read_date(f"{day:%b} {day.day}, {day.year}") == day
    assert read_date(str((day - date(1899, 12, 30)).days)) == day


@given(st.text(max_size=30))
def test_any_other_text_is_refused_in_one_sentence(text):
    try:
        assert isinstance(read_date(text), date)
    except ValueError as refusal:
        assert str(refusal).endswith(".")  # noqa: PT017  most texts are refused, some are dates
