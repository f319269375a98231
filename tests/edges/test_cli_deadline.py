"""`putright deadline` and `putright bank-holidays` as typed, and what they answer."""

import json
from datetime import date

import pytest

from putright import clock
from putright.cli import main
from putright.workdays import Nation, bank_holidays, read_bank_holidays


@pytest.fixture(autouse=True)
def _narrow_terminal(monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")


@pytest.fixture
def answer(capsys):
    """Run a command; what it printed, once it has said yes."""

    def run(*arguments):
        assert main(arguments) == 0
        printed = capsys.readouterr()
        assert printed.err == ""
        return printed.out

    return run


@pytest.fixture
def refusal(capsys):
    """Run a command; the one sentence it refused with."""

    def run(*arguments):
        assert main(arguments) == 2
        printed = capsys.readouterr().err
        assert printed.startswith("putright: ")
        assert printed.count("\n") == 1
        return printed.removeprefix("putright: ").strip()

    return run


def test_a_date_with_its_working(answer):
    assert answer("deadline", "--from", "2026-04-01", "--working-days", "5") == (
        "Fri 10 April 2026\n"
        "\n"
        "  Wed 1 Apr 2026 is day 0; skipped Good Friday 3 Apr, Easter Monday 6 Apr, one\n"
        "  weekend; day 5 is Fri 10 Apr 2026.\n"
        "\n"
        "  limit       5 working days\n"
        "  nation      England and Wales\n"
        "  convention  the day of the event is day 0\n"
    )


@pytest.mark.parametrize("written", ["2026-04-01", "01/04/2026", "1 April 2026", "Wed 1st April 2026"])
def test_dates_as_they_come(answer, written):
    assert answer("deadline", "--from", written, "--working-days", "5").startswith("Fri 10 April 2026\n")


@pytest.mark.parametrize(
    ("arguments", "first_line"),
    [
        (("--nation", "scotland"), "Thu 9 April 2026"),
        (("--nation", "NI"), "Fri 10 April 2026"),
        (("--nation", "Wales"), "Fri 10 April 2026"),
        (("--convention", "day-1"), "Thu 9 April 2026"),
        (("--convention", "day-0"), "Fri 10 April 2026"),
    ],
)
def test_nations_and_conventions(answer, arguments, first_line):
    printed = answer("deadline", "--from", "2026-04-01", "--working-days", "5", *arguments)
    assert printed.splitlines()[0] == first_line


def test_a_date_as_json(answer):
    printed = answer("deadline", "--from", "1/4/2026", "--working-days", "5", "--nation", "england", "--json")
    assert json.loads(printed) == {
        "from": "2026-04-01",
        "working_days": 5,
        "nation": "england-and-wales",
        "convention": "day-0",
        "due_on": "2026-04-10",
        "explanation": "Wed 1 Apr 2026 is day 0; skipped Good Friday 3 Apr, Easter Monday 6 Apr, one weekend; "
        "day 5 is Fri 10 Apr 2026",
        "skipped": [{"on": "2026-04-03", "name": "Good Friday"}, {"on": "2026-04-06", "name": "Easter Monday"}],
    }


def test_a_holiday_announced_meanwhile_is_mentioned(answer):
    printed = " ".join(answer("deadline", "--from", "2022-09-08", "--working-days", "10").split())
    assert "Mon 19 Sep 2022 became a bank holiday only by the announcement of Sat 10 Sep 2022." in printed


def test_a_count(answer):
    assert answer("deadline", "--from", "8/1/2026", "--to", "12/2/2026") == (
        "25 working days\n"
        "\n"
        "  from    Thu 8 January 2026, day 0\n"
        "  to      Thu 12 February 2026\n"
        "  nation  England and Wales\n"
    )


def test_a_count_that_differs_is_explained(answer):
    printed = answer("deadline", "--from", "8/1/2026", "--to", "12/2/2026", "--count", "26")
    assert printed.endswith("\n  26 comes out where\n    - the day of receipt is counted as day 1\n")


def test_a_count_that_agrees_and_one_that_nothing_explains(answer):
    asked = ("deadline", "--from", "8/1/2026", "--to", "12/2/2026", "--count")
    assert answer(*asked, "25").endswith("\n  25 agrees.\n")
    assert answer(*asked, "99").endswith("\n  No one or two ways of counting known here give 99.\n")


def test_a_count_as_json(answer):
    asked = ("deadline", "--from", "8/1/2026", "--to", "12/2/2026", "--json")
    count = {
        "from": "2026-01-08",
        "to": "2026-02-12",
        "nation": "england-and-wales",
        "convention": "day-0",
        "working_days": 25,
    }
    assert json.loads(answer(*asked)) == count
    explained = json.loads(answer(*asked, "--count", "26"))
    assert explained.items() >= count.items()
    assert explained["given"] == 26
    assert explained["ways"] == [
        {
            "departures": ["day_of_receipt_is_day_1"],
            "nation": "england-and-wales",
            "explanation": "the day of receipt is counted as day 1",
        }
    ]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--from", "31/02/2026", "--working-days", "5"), "'31/02/2026' is not a date: February 2026 has 28 days."),
        (
            ("--from", "04/13/2026", "--working-days", "5"),
            "'04/13/2026' is not a date: there is no month 13: dates are read day first, then the month.",
        ),
        (("--working-days", "5"), "Say when the event was, with --from DATE."),
        (
            ("--from", "2026-04-01"),
            "Say how long the limit is, with --working-days N, or count to a day, with --to DATE.",
        ),
        (("--from", "2026-04-01", "--working-days", "five"), "--working-days takes a whole number, not 'five'."),
        (("--from", "2026-04-01", "--working-days", "0"), "A limit is one working day or more, not 0."),
        (
            ("--from", "2026-04-01", "--working-days", "5", "--nation", "UK"),
            "'UK' has no bank-holiday calendar: say england-and-wales, scotland or northern-ireland.",
        ),
        (
            ("--from", "2026-04-01", "--working-days", "5", "--convention", "day-2"),
            "'day-2' is not a convention: say day-0 or day-1.",
        ),
        (("--from", "2026-04-01", "--count", "5"), "--count needs the other end of the count: add --to DATE."),
        (
            ("--from", "2026-04-01", "--to", "2026-04-10", "--working-days", "5"),
            "Give --working-days to have the date, or --to to have the count, but not both.",
        ),
        (
            ("--from", "2026-04-10", "--to", "2026-04-01"),
            "Wed 1 April 2026 is before Fri 10 April 2026: a count runs forward.",
        ),
    ],
)
def test_what_is_refused(refusal, arguments, sentence):
    assert refusal("deadline", *arguments) == sentence


def test_a_sum_that_runs_past_the_table_names_the_year(refusal):
    assert refusal("deadline", "--from", "22/12/2028", "--working-days", "5").startswith(
        "The bank holidays of 2029 are not known: the table runs from 2015 to 2028."
    )


# --- bank-holidays --------------------------------------------------------------------------------------------


def test_the_list(answer):
    assert answer("bank-holidays", "--nation", "england", "--from", "2022", "--to", "2022") == (
        "Bank holidays in England and Wales, 2022\n"
        "\n"
        "  Mon  3 Jan 2022  New Year's Day (substitute day)\n"
        "  Fri 15 Apr 2022  Good Friday\n"
        "  Mon 18 Apr 2022  Easter Monday\n"
        "  Mon  2 May 2022  Early May bank holiday\n"
        "  Mon 30 May 2022  was to be Spring bank holiday: moved to Thu 2 Jun 2022,\n"
        "                   announced Thu 12 Nov 2020\n"
        "  Thu  2 Jun 2022  Spring bank holiday, announced Thu 12 Nov 2020\n"
        "  Fri  3 Jun 2022  Platinum Jubilee bank holiday, announced Thu 12 Nov 2020\n"
        "  Mon 29 Aug 2022  Summer bank holiday\n"
        "  Mon 19 Sep 2022  Bank Holiday for the State Funeral of Queen Elizabeth II,\n"
        "                   announced Sat 10 Sep 2022\n"
        "  Mon 26 Dec 2022  Boxing Day\n"
        "  Tue 27 Dec 2022  Christmas Day (substitute day)\n"
    )


def test_the_list_says_what_is_doubtful(answer):
    printed = answer("bank-holidays", "--nation", "scotland", "--from", "2026", "--to", "2026")
    assert "Mon 15 Jun 2026  World Cup bank holiday, announced Wed 4 Feb 2026\n" in printed
    assert "Doubtful, Mon 15 Jun 2026: One copy of the official feed" in printed


def test_the_list_starts_this_year_unless_told(answer, monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: date(2027, 3, 1))
    assert answer("bank-holidays").startswith("Bank holidays in England and Wales, 2027 to 2028\n")


def test_the_list_as_json(answer):
    printed = json.loads(answer("bank-holidays", "--nation", "ni", "--from", "2020", "--to", "2020", "--json"))
    assert {key: printed[key] for key in ("nation", "from", "to")} == {
        "nation": "northern-ireland",
        "from": 2020,
        "to": 2020,
    }
    assert len(printed["bank_holidays"]) == 10
    ve_day = printed["bank_holidays"][4]
    assert (ve_day["on"], ve_day["announced_on"]) == ("2020-05-08", "2019-06-07")
    assert printed["bank_holidays"][-1]["substitute"] is True
    assert [(day["expected_on"], day["to"]) for day in printed["moved"]] == [("2020-05-04", "2020-05-08")]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--from", "2014"), "The bank holidays of 2014 are not known: the table runs from 2015 to 2028."),
        (("--from", "2027", "--to", "2026"), "2027 is after 2026: --from is the earlier year."),
        (("--from", "26"), "'26' is not a year: write it as 2026."),
        (("--write", "new.toml"), "--write and --announced-on go with --refresh FEED.json."),
        (("--refresh", "nowhere.json"), "The feed nowhere.json cannot be read: No such file or directory."),
    ],
)
def test_what_the_list_refuses(refusal, arguments, sentence):
    assert refusal("bank-holidays", *arguments) == sentence


def test_the_list_refuses_a_year_not_yet_published(refusal):
    assert "2029 are not known" in refusal("bank-holidays", "--to", "2029", "--from", "2028")


@pytest.fixture
def feed_file(tmp_path):
    """Write a feed that says what the table says, and more."""

    def make(**more):
        feed = {
            nation.value: {
                "division": nation.value,
                "events": [
                    {"title": day.name, "date": str(day.on), "notes": "Substitute day" * day.substitute}
                    for day in bank_holidays().days_of(nation).values()
                ]
                + [{"title": title, "date": on, "notes": ""} for on, title in more.items()],
            }
            for nation in Nation
        }
        path = tmp_path / "feed.json"
        path.write_text(json.dumps(feed), encoding="utf-8")
        return str(path)

    return make


def test_a_refresh_with_nothing_new(answer, feed_file):
    assert answer("bank-holidays", "--refresh", feed_file()) == "The table already says what the feed says.\n"


def test_a_new_day_is_shown_without_the_day_it_was_announced_and_not_written(answer, feed_file, capsys, tmp_path):
    feed, new = feed_file(**{"2027-06-04": "A great day"}), tmp_path / "new.toml"
    printed = answer("bank-holidays", "--refresh", feed)
    assert printed.startswith("  new  Fri  4 Jun 2027  A great day: all nations\n")
    assert "--announced-on DATE" in printed
    assert json.loads(answer("bank-holidays", "--refresh", feed, "--json"))["changes"][0]["on"] == "2027-06-04"
    assert main(["bank-holidays", "--refresh", feed, "--write", str(new)]) == 2
    refused = capsys.readouterr()
    assert refused.out == ""
    assert "--announced-on DATE" in refused.err
    assert not new.exists()


def test_a_first_year_not_yet_published_is_named_as_the_one_that_is_missing(refusal):
    assert "2030 are not known" in refusal("bank-holidays", "--from", "2030")


def test_a_refresh_written_and_used(answer, feed_file, tmp_path, monkeypatch):
    new = tmp_path / "new.toml"
    printed = answer(
        "bank-holidays", "--refresh", feed_file(**{"2027-06-04": "A great day"}), "--announced-on", "1 Feb 2027",
        "--write", str(new),
    )  # fmt: skip
    assert f"Written to {new}: 2015 to 2028.\n" in printed
    assert f"PUTRIGHT_BANK_HOLIDAYS={new}" in " ".join(printed.split())
    assert date(2027, 6, 4) in read_bank_holidays(new).days_of(Nation.SCOTLAND)
    monkeypatch.setenv("PUTRIGHT_BANK_HOLIDAYS", str(new))
    listed = answer("bank-holidays", "--from", "2027", "--to", "2027")
    assert "Fri  4 Jun 2027  A great day, announced Mon 1 Feb 2027\n" in listed


def test_a_refresh_as_json(answer, feed_file):
    feed = feed_file(**{"2027-06-04": "A great day"})
    printed = json.loads(answer("bank-holidays", "--refresh", feed, "--announced-on", "2027-02-01", "--json"))
    assert printed["changes"] == [
        {"what": "new", "on": "2027-06-04", "name": "A great day", "nations": [*Nation], "was": None}
    ]


def test_a_broken_file_named_by_the_environment(refusal, tmp_path, monkeypatch):
    (tmp_path / "mine.toml").write_text("first_year = 2015\n", encoding="utf-8")
    monkeypatch.setenv("PUTRIGHT_BANK_HOLIDAYS", str(tmp_path / "mine.toml"))
    sentence = refusal("deadline", "--from", "2026-04-01", "--working-days", "5")
    assert sentence.endswith("mine.toml: 'last_year' is missing (and 2 more).")
