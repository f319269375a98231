"""Bringing the table up to date from a saved copy of the official feed."""

import json
from datetime import date

import pytest

from putright.workdays import BankHolidayError, Nation, bank_holidays
from putright.workdays.bank_holidays_file import parse, write
from putright.workdays.refreshing import compare, merged, read_feed

EW, SCOTLAND, NI = Nation.ENGLAND_AND_WALES, Nation.SCOTLAND, Nation.NORTHERN_IRELAND


@pytest.fixture
def feed():
    """The feed as it would be if it said what the table says, from 2020: it drops old years."""
    return {
        nation.value: {
            "division": nation.value,
            "events": [
                {
                    "title": day.name.replace("'", "\N{RIGHT SINGLE QUOTATION MARK}"),
                    "date": day.on.isoformat(),
                    "notes": "Substitute day" if day.substitute else "",
                    "bunting": True,
                }
                for day in bank_holidays().days_of(nation).values()
                if day.on.year >= 2020
            ],
        }
        for nation in Nation
    }


def difference(feed):
    return compare(bank_holidays(), read_feed(json.dumps(feed), named="feed.json"))


def refreshed(feed, announced_on=None):
    table = merged(bank_holidays(), difference(feed), announced_on=announced_on, source="a copy of the feed")
    assert write(parse(write(table), named="written")) == write(table)
    return table


def add(feed, nation, on, title, notes=""):
    feed[nation.value]["events"].append({"title": title, "date": on, "notes": notes, "bunting": True})


def drop(feed, nation, on):
    events = feed[nation.value]["events"]
    events[:] = [event for event in events if event["date"] != on]


def add_2029(feed, nations=tuple(Nation)):
    for nation in nations:
        for on, title in [
            ("2029-01-01", "New Year\N{RIGHT SINGLE QUOTATION MARK}s Day"),  # Mon
            ("2029-03-30", "Good Friday"),  # Fri
            ("2029-04-02", "Easter Monday"),  # Mon
            ("2029-05-07", "Early May bank holiday"),  # Mon
            ("2029-05-28", "Spring bank holiday"),  # Mon
            ("2029-08-27", "Summer bank holiday"),  # Mon
            ("2029-12-25", "Christmas Day"),  # Tue
            ("2029-12-26", "Boxing Day"),  # Wed
        ]:
            add(feed, nation, on, title)


def test_a_feed_that_says_the_same_changes_nothing(feed):
    assert not difference(feed)
    table = refreshed(feed)
    assert write(table) == write(bank_holidays())  # the years before 2020, which the feed no longer has, are kept


def test_weekend_events_are_left_out(feed):
    add(feed, EW, "2026-12-26", "Boxing Day")  # Sat
    assert not difference(feed)


def test_new_years_extend_the_table(feed):
    add_2029(feed)
    found = difference(feed)
    assert found.new_years == (2029,)
    assert not found.needs_announcement
    table = refreshed(feed)
    assert (table.first_year, table.last_year) == (2015, 2029)
    good_friday = table.days_of(EW)[date(2029, 3, 30)]
    assert good_friday.nations == tuple(Nation)
    assert good_friday.announced_on is None
    assert table.source_of(good_friday) == "a copy of the feed"
    assert table.days_of(EW)[date(2029, 1, 1)].name == "New Year's Day"


def test_a_new_year_needs_all_nations_and_no_hole(feed):
    add_2029(feed, [EW, NI])
    with pytest.raises(BankHolidayError, match="carries 2029, but not for scotland"):
        difference(feed)
    add_2029(feed, [SCOTLAND])
    for nation in Nation:
        add(feed, nation, "2031-01-01", "New Year's Day")  # Wed
    with pytest.raises(BankHolidayError, match="carries 2031 but not 2030, so the table would have a hole"):
        difference(feed)


def test_a_year_published_in_part_is_refused_when_written(feed):
    add_2029(feed)
    drop(feed, SCOTLAND, "2029-12-25")
    table = merged(bank_holidays(), difference(feed), announced_on=None, source="a copy of the feed")
    with pytest.raises(BankHolidayError, match="scotland has 7 bank holidays in 2029"):
        parse(write(table), named="written")


def test_a_new_day_in_a_year_already_covered_needs_its_announcement(feed):
    for nation in Nation:
        add(feed, nation, "2027-06-04", "Bank holiday for a great occasion")  # Fri
    with pytest.raises(BankHolidayError, match=r"on Fri 4 Jun 2027 in England and Wales is new.*--announced-on DATE"):
        refreshed(feed)
    with pytest.raises(BankHolidayError, match="cannot have been announced on Sat 5 Jun 2027"):
        refreshed(feed, date(2027, 6, 5))
    table = refreshed(feed, date(2027, 2, 1))
    day = table.days_of(EW)[date(2027, 6, 4)]
    assert (day.announced_on, day.nations) == (date(2027, 2, 1), tuple(Nation))
    assert date(2027, 6, 4) not in table.days_of(EW, known_on=date(2027, 1, 31))


def test_a_day_that_is_gone_becomes_a_moved_day(feed):
    for nation in Nation:
        drop(feed, nation, "2028-05-01")  # Mon
        add(feed, nation, "2028-05-05", "Early May bank holiday (moved)")  # Fri
    with pytest.raises(BankHolidayError, match="say when that was announced"):
        refreshed(feed)
    table = refreshed(feed, date(2027, 11, 1))
    moved = table.moved_of(SCOTLAND)[-1]
    assert (moved.expected_on, moved.to, moved.announced_on) == (
        date(2028, 5, 1), date(2028, 5, 5), date(2027, 11, 1),
    )  # fmt: skip
    assert date(2028, 5, 1) in table.days_of(EW, known_on=date(2027, 10, 31))
    assert date(2028, 5, 5) not in table.days_of(EW, known_on=date(2027, 10, 31))
    assert date(2028, 5, 1) not in table.days_of(EW)
    assert date(2028, 5, 5) in table.days_of(EW)


def test_a_day_gone_in_one_nation_stays_in_the_others(feed):
    drop(feed, NI, "2028-08-28")  # Mon
    table = refreshed(feed, date(2028, 1, 10))
    assert date(2028, 8, 28) not in table.days_of(NI)
    assert date(2028, 8, 28) in table.days_of(EW)
    assert table.moved_of(NI)[-1].to is None


def test_an_old_copy_of_the_feed_does_not_take_away_what_was_announced_since(feed):
    drop(feed, SCOTLAND, "2026-06-15")
    with pytest.raises(BankHolidayError, match="use a newer copy of the feed"):
        refreshed(feed)
    with pytest.raises(BankHolidayError, match="is the feed older than the table"):
        refreshed(feed, date(2026, 2, 4))
    table = refreshed(feed, date(2026, 3, 2))  # truly withdrawn, four weeks later
    on = date(2026, 6, 15)
    known = [on in table.days_of(SCOTLAND, known_on=day) for day in (date(2026, 2, 3), date(2026, 2, 4))]
    assert known == [False, True]
    assert on not in table.days_of(SCOTLAND, known_on=date(2026, 3, 2))


def test_the_announcement_of_a_known_day_is_kept_when_it_is_renamed(feed):
    for event in feed[SCOTLAND.value]["events"]:
        if event["date"] == "2026-06-15":
            event["title"] = "Scotland in the World Cup"
    found = difference(feed)
    assert [(day.name, was) for day, was in found.renamed] == [("Scotland in the World Cup", "World Cup bank holiday")]
    day = refreshed(feed).days_of(SCOTLAND)[date(2026, 6, 15)]
    assert (day.name, day.announced_on) == ("Scotland in the World Cup", date(2026, 2, 4))


def test_two_refreshes_keep_their_own_sources(feed):
    add_2029(feed)
    once = refreshed(feed)
    add(feed, EW, "2029-06-01", "Another day")  # Fri
    found = compare(once, read_feed(json.dumps(feed), named="feed.json"))
    twice = merged(once, found, announced_on=date(2029, 1, 5), source="a later copy")
    assert twice.sources["feed-2"] == "a copy of the feed"
    assert twice.sources["feed-3"] == "a later copy"


@pytest.mark.parametrize(
    ("break_it", "says"),
    [
        (lambda _: "{", "feed.json is not JSON"),
        (lambda _: "[]", "it has no divisions"),
        (lambda f: f.pop("scotland") and f, "it has no events for scotland"),
        (lambda f: f | {"scotland": []}, "it has no events for scotland"),
        (lambda f: f | {"scotland": {"events": []}}, "it has no events for scotland"),
        (lambda f: f | {"scotland": {"events": ["Good Friday"]}}, "scotland, event 1 is not a date with a title"),
        (lambda f: f | {"scotland": {"events": [{"date": "2026-04-03"}]}}, "scotland, event 1 has no title"),
        (
            lambda f: f | {"scotland": {"events": [{"title": "Good Friday"}]}},
            "scotland, event 1, Good Friday, has no usable date",
        ),
        (
            lambda f: f | {"scotland": {"events": [{"title": "Good Friday", "date": "3 April"}]}},
            "scotland, event 1, Good Friday, has no usable date: '3 April'",
        ),
        (
            lambda f: f | {"scotland": {"events": [{"title": "Good Friday", "date": "2026-04-03"}] * 2}},
            "scotland has Fri 3 Apr 2026 twice",
        ),
    ],
)
def test_a_malformed_feed_is_refused_in_one_sentence(feed, break_it, says):
    broken = break_it(feed)
    text = broken if isinstance(broken, str) else json.dumps(broken)
    with pytest.raises(BankHolidayError) as found:
        read_feed(text, named="feed.json")
    assert says in str(found.value)
    assert str(found.value).endswith(".")
