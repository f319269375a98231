"""The shipped table against two independent lists, what was known when, and one broken file for each mistake."""

from datetime import date, timedelta

import holidays
import pytest
from govuk_bank_holidays.bank_holidays import BankHolidays as OfficialFeed

from putright.workdays import BankHolidayError, Nation, bank_holidays, calendar_for, read_bank_holidays, read_nation
from putright.workdays.bank_holidays import SHIPPED
from putright.workdays.bank_holidays_file import parse, save, write

EW, SCOTLAND, NI = Nation.ENGLAND_AND_WALES, Nation.SCOTLAND, Nation.NORTHERN_IRELAND
SUBDIVISIONS = {EW: "ENG", SCOTLAND: "SCT", NI: "NIR"}
EVERY_DAY = [date(2015, 1, 1) + timedelta(days=n) for n in range((date(2029, 1, 1) - date(2015, 1, 1)).days)]

NOT_IN_THE_HOLIDAYS_PACKAGE = {EW: set(), SCOTLAND: set(), NI: set()}
NOT_IN_THE_FEED_OF_FEBRUARY_2026 = {
    EW: set(),
    # Mon 15 Jun 2026, the World Cup: proclaimed on 4 February 2026, after that copy of the feed was taken or
    # before the feed was brought up to date. The other list has it.
    SCOTLAND: {date(2026, 6, 15)},
    NI: set(),
}


@pytest.mark.parametrize("nation", Nation)
def test_every_day_agrees_with_the_holidays_package(nation):
    theirs = holidays.country_holidays("GB", subdiv=SUBDIVISIONS[nation], years=range(2015, 2029))
    # It names Christmas Day at a weekend beside its substitute: only weekdays are compared.
    off = {day for day in theirs if day.isoweekday() < 6}
    ours = calendar_for(nation)
    differ = {day for day in EVERY_DAY if ours.is_working_day(day) != (day.isoweekday() < 6 and day not in off)}
    assert differ == NOT_IN_THE_HOLIDAYS_PACKAGE[nation]


@pytest.mark.parametrize("nation", Nation)
def test_every_day_agrees_with_the_official_feed(nation):
    feed = OfficialFeed(use_cached_holidays=True)
    off = {event["date"] for event in feed.get_holidays(division=nation.value)}
    ours = calendar_for(nation)
    differ = {day for day in EVERY_DAY if ours.is_working_day(day) != (day.isoweekday() < 6 and day not in off)}
    assert differ == NOT_IN_THE_FEED_OF_FEBRUARY_2026[nation]


@pytest.mark.parametrize(
    ("on", "nations", "announced_on"),
    [
        (date(2020, 5, 8), {EW, NI}, date(2019, 6, 7)),  # VE Day, Fri; announced Fri
        (date(2020, 5, 8), {SCOTLAND}, date(2019, 6, 14)),
        (date(2022, 6, 2), set(Nation), date(2020, 11, 12)),  # Jubilee, Thu; announced Thu
        (date(2022, 6, 3), set(Nation), date(2020, 11, 12)),  # Jubilee, Fri
        (date(2022, 9, 19), set(Nation), date(2022, 9, 10)),  # State Funeral, Mon; proclaimed Sat
        (date(2023, 5, 8), set(Nation), date(2022, 11, 6)),  # Coronation, Mon; announced Sun
        (date(2026, 6, 15), {SCOTLAND}, date(2026, 2, 4)),  # World Cup, Mon; announced Wed
    ],
)
def test_the_days_proclaimed_late(on, nations, announced_on):
    for nation in nations:
        assert bank_holidays().days_of(nation)[on].announced_on == announced_on
        eve = announced_on - timedelta(days=1)
        assert on not in bank_holidays().days_of(nation, known_on=eve)
        assert on in bank_holidays().days_of(nation, known_on=announced_on)


def test_no_other_day_was_proclaimed_late():
    late = {day.on for day in bank_holidays().holidays if day.announced_on}
    assert late == {
        date(2020, 5, 8), date(2022, 6, 2), date(2022, 6, 3), date(2022, 9, 19), date(2023, 5, 8), date(2026, 6, 15),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("expected_on", "to", "nation", "announced_on"),
    [
        (date(2020, 5, 4), date(2020, 5, 8), EW, date(2019, 6, 7)),  # Mon to Fri
        (date(2020, 5, 4), date(2020, 5, 8), SCOTLAND, date(2019, 6, 14)),
        (date(2022, 5, 30), date(2022, 6, 2), NI, date(2020, 11, 12)),  # Mon to Thu
    ],
)
def test_a_day_that_was_moved_was_still_expected_before_the_announcement(expected_on, to, nation, announced_on):
    eve = announced_on - timedelta(days=1)
    before, after = calendar_for(nation, known_on=eve), calendar_for(nation, known_on=announced_on)
    assert not before.is_working_day(expected_on)
    assert before.is_working_day(to)
    assert after.is_working_day(expected_on)
    assert not after.is_working_day(to)
    assert before.holidays[expected_on].name in after.holidays[to].name


def test_every_row_names_a_source_and_every_source_is_used():
    table = bank_holidays()
    assert {row.source for row in [*table.holidays, *table.moved]} == set(table.sources)
    assert all(table.source_of(row) for row in table.holidays)


def test_the_days_on_which_what_was_known_changed():
    assert bank_holidays().announcements() == (
        date(2019, 6, 7), date(2019, 6, 14), date(2020, 11, 12), date(2022, 9, 10), date(2022, 11, 6),
        date(2026, 2, 4),
    )  # fmt: skip


def test_the_shipped_file_is_as_it_would_be_written(tmp_path):
    table = bank_holidays()
    assert SHIPPED.read_text(encoding="utf-8") == write(table)
    save(table, tmp_path / "copy.toml")
    assert (tmp_path / "copy.toml").read_text(encoding="utf-8") == write(table)
    assert [path.name for path in tmp_path.iterdir()] == ["copy.toml"]


def test_another_file_can_be_used_instead(tmp_path, monkeypatch):
    other = tmp_path / "other.toml"
    other.write_text(changed('on = 2026-12-25, day = "Fri"', 'on = 2026-12-24, day = "Thu"'), encoding="utf-8")
    assert not calendar_for(EW).is_working_day(date(2026, 12, 25))
    monkeypatch.setenv("PUTRIGHT_BANK_HOLIDAYS", str(other))
    assert calendar_for(EW).is_working_day(date(2026, 12, 25))
    monkeypatch.delenv("PUTRIGHT_BANK_HOLIDAYS")
    assert not calendar_for(EW).is_working_day(date(2026, 12, 25))


def test_a_name_may_hold_anything(tmp_path):
    odd = 'The "King\'s" \\ day\n\t\x7f\x01 \N{SNOWMAN}'
    text = changed('name = "Good Friday"', f"name = {_toml(odd)}", times=1)
    table = parse(text, named="odd.toml")
    save(table, tmp_path / "odd.toml")
    assert odd in {day.name for day in read_bank_holidays(tmp_path / "odd.toml").holidays}


# --- one broken file for each mistake -------------------------------------------------------------------------


def changed(old, new, *, times=1):
    """The shipped file with one thing wrong."""
    text = SHIPPED.read_text(encoding="utf-8")
    assert old in text
    return text.replace(old, new, times)


def _toml(text):
    return '"' + "".join(f"\\u{ord(c):04x}" for c in text) + '"'


GOOD_FRIDAY = '{ on = 2026-04-03, day = "Fri", name = "Good Friday", '
WORLD_CUP = 'on = 2026-06-15\nday = "Mon"\nname = "World Cup bank holiday"\nnations = ["scotland"]\n'
MISTAKES = {
    "not TOML": (lambda: "first_year = ", "is not TOML: Invalid value"),
    "an unknown key": (
        lambda: changed(GOOD_FRIDAY, GOOD_FRIDAY + "bunting = true, "),
        "Good Friday 2026-04-03: the key 'bunting' is not known",
    ),
    "an unknown table": (lambda: changed("[sources]", "[notes]\na = 1\n[sources]"), "the key 'notes' is not known"),
    "a missing source": (
        lambda: changed(', source = "feed" }', " }"),
        "holiday 1, New Year's Day 2015-01-01: 'source' is missing",
    ),
    "an empty source": (lambda: changed('source = "feed" }', 'source = "" }'), "'source' is empty"),
    "a source not named": (
        lambda: changed('source = "feed" }', 'source = "hearsay" }'),
        "names the source 'hearsay', which is not under [sources]",
    ),
    "a missing name": (lambda: changed('name = "Good Friday", ', ""), "'name' is missing"),
    "a date that does not exist": (lambda: changed("on = 2026-04-03", "on = 2026-04-33"), "is not TOML"),
    "a date as text": (lambda: changed("on = 2026-04-03", 'on = "Good Friday"'), "'on' is not usable"),
    "a wrong weekday": (
        lambda: changed('on = 2026-04-03, day = "Fri"', 'on = 2026-04-03, day = "Thu"'),
        "Good Friday 2026-04-03 is a Friday, but the row says Thu",
    ),
    "a weekend": (
        lambda: changed('on = 2026-12-28, day = "Mon"', 'on = 2026-12-26, day = "Sat"'),
        "Boxing Day 2026-12-26 is a Saturday: give the substitute weekday",
    ),
    "a row given twice": (
        lambda: changed("\n]\n", f'\n{GOOD_FRIDAY}nations = ["scotland"], source = "feed" }},\n]\n'),
        "Good Friday 2026-04-03 is given twice for scotland",
    ),
    "a day both ordinary and proclaimed": (
        lambda: changed(WORLD_CUP, WORLD_CUP.replace("2026-06-15", "2026-05-25")),
        "is given twice for scotland",
    ),
    "an unknown nation": (
        lambda: changed('nations = ["scotland"]', 'nations = ["cornwall"]'),
        "'nations' is not usable",
    ),
    "no nation": (lambda: changed('nations = ["scotland"]', "nations = []"), "'nations' is empty"),
    "a nation twice": (
        lambda: changed('nations = ["scotland"]', 'nations = ["scotland", "scotland"]'),
        "names a nation twice",
    ),
    "a year outside": (lambda: changed("last_year = 2028", "last_year = 2027"), "lies outside 2015 to 2027"),
    "a year with nothing": (
        lambda: changed("last_year = 2028", "last_year = 2029"),
        "england-and-wales has 0 bank holidays in 2029",
    ),
    "years back to front": (
        lambda: changed("last_year = 2028", "last_year = 2014"),
        "last_year 2014 is before first_year 2015",
    ),
    "a year as text": (lambda: changed("last_year = 2028", 'last_year = "2028"'), "'last_year' is not usable"),
    "a year cut short": (
        lambda: changed(GOOD_FRIDAY + 'nations = ["england-and-wales", ', GOOD_FRIDAY + "nations = ["),
        "england-and-wales has 7 bank holidays in 2026, and a whole year has 8 or more",
    ),
    "announced after the day": (
        lambda: changed(WORLD_CUP + "announced_on = 2026-02-04", WORLD_CUP + "announced_on = 2026-06-16"),
        "was announced on 2026-06-16, after the day itself",
    ),
    "proclaimed, but not when": (
        lambda: changed(WORLD_CUP + "announced_on = 2026-02-04\n", WORLD_CUP),
        "'announced_on' is missing",
    ),
    "an ordinary day with an announcement": (
        lambda: changed(GOOD_FRIDAY, GOOD_FRIDAY + "announced_on = 2026-01-01, "),
        "the key 'announced_on' is not known",
    ),
    "moved to a day that is not one": (
        lambda: changed("to = 2020-05-08", "to = 2020-05-07"),
        "moved to 2020-05-07, which is not a bank holiday in england-and-wales",
    ),
    "moved, but still there": (
        lambda: changed('expected_on = 2020-05-04\nday = "Mon"', 'expected_on = 2020-05-25\nday = "Mon"'),
        "Early May bank holiday 2020-05-25 is still a bank holiday in england-and-wales",
    ),
    "withdrawn before it was announced": (
        lambda: changed("announced_on = 2019-06-07\nto", "expected_from = 2019-06-08\nannounced_on = 2019-06-07\nto"),
        "was withdrawn on 2019-06-07, before it was announced on 2019-06-08",
    ),
}  # fmt: skip


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_in_the_file_is_refused_and_says_where(mistake, tmp_path):
    make, says = MISTAKES[mistake]
    path = tmp_path / "broken.toml"
    path.write_text(make(), encoding="utf-8")
    with pytest.raises(BankHolidayError) as found:
        read_bank_holidays(path)
    assert says in str(found.value)
    assert "broken.toml" in str(found.value)
    assert str(found.value).endswith(".")
    assert "\n" not in str(found.value)


def test_a_file_that_cannot_be_read(tmp_path):
    with pytest.raises(BankHolidayError, match=r"nowhere\.toml cannot be read: No such file"):
        read_bank_holidays(tmp_path / "nowhere.toml")
    (tmp_path / "latin.toml").write_bytes(b"# caf\xe9")
    with pytest.raises(BankHolidayError, match="is not UTF-8 text"):
        read_bank_holidays(tmp_path / "latin.toml")
    with pytest.raises(BankHolidayError, match="cannot be written"):
        save(bank_holidays(), tmp_path / "no" / "such" / "folder.toml")


@pytest.mark.parametrize(
    ("text", "nation"),
    [
        ("england-and-wales", EW), ("England and Wales", EW), ("England & Wales", EW), ("england", EW), ("WALES", EW),
        ("E&W", EW), ("scotland", SCOTLAND), (" Scotland ", SCOTLAND), ("northern-ireland", NI), ("NI", NI),
        ("Northern Ireland", NI), ("northern_ireland", NI), ("N. Ireland", NI),
    ],
)  # fmt: skip
def test_the_ways_a_nation_is_spelled(text, nation):
    assert read_nation(text) is nation


@pytest.mark.parametrize("text", ["", "UK", "Ireland", "Great Britain", "Cornwall"])
def test_a_nation_without_a_calendar(text):
    with pytest.raises(ValueError, match="say england-and-wales, scotland or northern-ireland"):
        read_nation(text)


def test_how_a_nation_is_said():
    assert [nation.spoken for nation in Nation] == ["England and Wales", "Scotland", "Northern Ireland"]
