"""Oversight: who has it, that every figure is its list, and that the Member Responsible reads numbers and no names."""

import re
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from seen import page

from putright.complaint import events as e
from putright.reports.periods import quarter_of

OVERSIGHT = "/desk/oversight/"


def listed(shown):
    """The references in a list."""
    rows = shown.tree.xpath("//table//tbody//th")
    return [re.match(r"[A-Z]+-\d{4}-\d{4}", each.text_content().strip())[0] for each in rows]


def figures(shown):
    """Every figure that opens something, by address."""
    found = shown.tree.xpath("//main//a[contains(@href, '/desk/oversight/list/')]")
    return {each.get("href"): " ".join(each.xpath("text()")) for each in found}


def quarter(house):
    return quarter_of(house.today).written


def queries(client, address):
    with CaptureQueriesContext(connection) as counted:
        assert client.get(address).status_code == 200
    return len(counted)


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("ezra", 200), ("mona", 200), ("callum", 200), ("audrey", 200),
        ("hana", 404), ("dilys", 404), ("bertram", 404), ("rashid", 404), ("ada", 404),
    ],
)  # fmt: skip
def test_oversight_is_for_those_who_oversee(house, who, status):
    for address in (OVERSIGHT, f"{OVERSIGHT}list/?measure=received&stage=1&period={quarter(house)}"):
        assert house.browser(who).get(address).status_code == status


def test_the_member_responsible_starts_at_the_numbers_and_a_contributor_at_their_questions(house):
    assert house.browser("ezra").get("/desk/").headers["Location"] == OVERSIGHT
    assert house.browser("rashid").get("/desk/").headers["Location"] == "/desk/contributions/"
    links = page(house.browser("rashid"), "/desk/contributions/").tree.xpath("//header//nav//a|//nav//a")
    words = [each.text_content().strip() for each in links]
    assert "Questions to you" in words
    assert "My work" not in words


def test_every_figure_is_as_long_as_the_list_it_opens(house):
    client = house.browser("callum")
    shown = page(client, OVERSIGHT)
    assert shown.headings == ["Oversight"]
    opened = 0
    for address, words in figures(shown).items():
        behind = page(client, address)
        number = re.match(r"([\d,]+)", words.strip())
        base = re.search(r"(\d[\d,]*) complaints?,", behind.words)
        if "part=met" in address or "part=not_yet_due" in address or "part=withdrawn" in address:
            assert base[1] == number[1], address
            opened += 1
        assert int(base[1]) == len(listed(behind)), address
    assert opened


def test_a_share_is_what_stands_under_it(house):
    house.do("late", house.received(days=60), e.ComplaintLogged(house.ago(60)), e.Acknowledged(house.ago(40)))
    client, month = house.browser("ezra"), quarter_of(house.ago(55)).written
    asked = f"{OVERSIGHT}list/?measure=acknowledged_in_time&stage=1&period={month}"
    assert house.references["late"] in listed(page(client, f"{asked}&part=not_met"))
    assert house.references["late"] not in listed(page(client, f"{asked}&part=met"))
    cells = [each.text_content() for each in page(client, f"{OVERSIGHT}?quarter={month}").tree.xpath("//td")]
    shares = [re.search(r"([\d.]+)%.*?([\d,]+) of ([\d,]+)", each, re.DOTALL) for each in cells]
    assert any(shares)
    for each in filter(None, shares):
        assert abs(float(each[1]) - 100 * int(each[2]) / int(each[3])) <= 0.1


def test_the_member_responsible_reads_no_name_no_home_no_words_and_is_led_to_no_complaint(house):
    client = house.browser("ezra")
    first = client.get(OVERSIGHT)
    addresses = [OVERSIGHT, *figures(page(client, OVERSIGHT))]
    secrets = [
        "Grace", "Okafor", "Tomos", "Noor", "Rahman", "Larch", "ZZ1", "mould is back", "came back", "Callum", "Hana", "Dilys",
        "Bea ", str(house.grace.pk), str(house.home.pk), str(house.people["callum"].pk), "/desk/complaints/", "/desk/people/",
    ]  # fmt: skip
    assert first.status_code == 200
    assert len(addresses) > 5
    for address in addresses:
        said = client.get(address).content.decode()
        assert [each for each in secrets if each in said] == [], address
    assert listed(page(client, f"{OVERSIGHT}list/?measure=received&stage=1&period={quarter_of(house.ago(4)).written}"))


def test_who_may_see_complaints_is_led_to_them(house):
    shown = page(
        house.browser("mona"), f"{OVERSIGHT}list/?measure=received&stage=1&period={quarter_of(house.ago(4)).written}"
    )
    assert house.address("open") in shown.tree.xpath("//table//a/@href")


def test_what_is_confidential_is_counted_and_kept_back_from_those_not_named(house):
    address = f"{OVERSIGHT}list/?measure=received&stage=1&period={quarter_of(house.ago(4)).written}"
    secret, named = house.references["secret"], page(house.browser("callum"), address)
    assert secret in listed(named)
    assert "confidential" not in named.words.lower()
    for other in ("mona", "audrey", "ezra"):
        shown = page(house.browser(other), address)
        assert secret not in shown.answer.content.decode()
        assert "One of them is confidential: it is counted and not listed here." in shown.words
        assert re.search(r"(\d+) complaints,", shown.words)[1] == re.search(r"(\d+) complaints,", named.words)[1]
        assert len(listed(shown)) == len(listed(named)) - 1


def test_another_landlords_complaints_are_nowhere(house):
    theirs = house.references["theirs"]
    client = house.browser("mona")
    for address in (OVERSIGHT, *figures(page(client, OVERSIGHT))):
        assert theirs not in client.get(address).content.decode()
    shown = page(house.browser("femi"), OVERSIGHT)
    assert "1 complaint was received" in shown.words


def test_a_complaint_more_asks_no_question_more(house):
    client = house.browser("ezra")
    address = f"{OVERSIGHT}list/?measure=received&stage=1&period={quarter_of(house.ago(4)).written}"
    queries(client, OVERSIGHT)
    before = queries(client, OVERSIGHT), queries(client, address)
    for number in range(4):
        house.do(f"more{number}", house.received(), e.Categorised(house.ago(2), f"category_{number}"))
    assert (queries(client, OVERSIGHT), queries(client, address)) == before
    assert before[0] <= 20
    assert before[1] <= 10


@pytest.mark.parametrize(
    "query",
    [
        "", "measure=received", "measure=nothing&stage=1&period=2026-10/2026-12", "measure=received&stage=3&period=2026-10/2026-12",
        "measure=received&stage=1&period=2026-12/2026-10", "measure=received&stage=1&period=%00", "measure=taken_further&stage=2&period=2026-10/2026-12",
        "measure=received&stage=1&period=2026-10/2026-12&part=not_met", "measure=answered_in_time_unextended&stage=1&period=2026-10/2026-12",
    ],
)  # fmt: skip
def test_an_address_that_asks_for_no_figure_finds_nothing(house, query):
    assert house.browser("ezra").get(f"{OVERSIGHT}list/?{query}").status_code == 404


@pytest.mark.parametrize("query", ["quarter=x", "quarter=2026-11/2026-12", "quarter=2090-01/2090-03", "quarter=%00", "quarter=0000-01/0000-03"])  # fmt: skip
def test_a_quarter_that_is_none_or_has_not_begun_is_the_one_we_are_in(house, query):
    shown = page(house.browser("ezra"), f"{OVERSIGHT}?{query}")
    assert f"So far in {quarter_of(house.today).words}" in shown.words


def test_hostile_words_in_an_address_and_a_category_are_only_words(house):
    house.do("hostile", house.received(), e.Categorised(house.ago(2), "<script>alert(1)</script>"))
    client, period = house.browser("ezra"), quarter_of(house.ago(4)).written
    for address in (
        f"{OVERSIGHT}?quarter={period}",
        f"{OVERSIGHT}list/?measure=received&stage=1&period={period}&category=<script>alert(1)</script>",
        f"{OVERSIGHT}list/?measure=received&stage=1&period={period}&after=x'--.{uuid4()}",
        f"{OVERSIGHT}list/?measure=received&stage=1&period={period}&after=2026-01-01.%00<b>",
    ):
        answer = client.get(address)
        assert answer.status_code == 200
        assert b"<script>alert" not in answer.content


def test_a_landlord_without_a_complaint_gets_a_calm_page(house):
    early = quarter_of(house.ago(800)).written
    shown = page(house.browser("ezra"), f"{OVERSIGHT}?quarter={early}")
    assert "no complaint was received, and no stage 1 answer was due." in shown.words
    assert "No complaint was received in this quarter." in shown.words
