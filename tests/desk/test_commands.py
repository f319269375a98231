"""Every command of the desk: shown, carried out, not carried out by accident, not twice, not by those whose work it is not."""

import pytest
from desk_house import PEOPLE
from seen import Page, page
from steps import ENTRY, steps

from putright.complaint.codec import name_of
from putright.desk.commands import COMMANDS

SLUGS = list(COMMANDS)
DEPARTS = {"respond", "representative-refused"}
"""Those whose filled-in form stops once, because what it says departs from the Code."""
HOSTILE = "<script>alert(1)</script>\u202e\U0001f3da \u0645\u0631\u062d\u0628\u0627 \"'&"


def opened(house, slug, who=None):
    """The page of a step, for somebody whose work it is, and what is filled in."""
    name, by, filled, facts = steps(house)[slug]
    client = house.browser(who or by)
    query = f"?entry={ENTRY[slug]}" if slug in ENTRY else ""
    return client, house.address(name, slug, query), name, filled, facts


def added(house, name, before):
    """The names of the facts that came after the first so many, departures aside."""
    return [each for each in map(name_of, house.facts(name)[before:]) if each != "departure_recorded"]


def test_every_command_is_tried(house):
    assert set(steps(house)) == set(COMMANDS)


@pytest.mark.parametrize("slug", SLUGS)
def test_the_page_has_one_heading_and_every_box_says_what_it_is_for(house, slug):
    client, address, *_ = opened(house, slug)
    shown = page(client, address)
    assert shown.headings == [COMMANDS[slug].label]
    assert shown.unlabelled() == []


@pytest.mark.parametrize("slug", SLUGS)
def test_filled_in_it_puts_its_facts_on_record_and_goes_back(house, slug):
    client, address, name, filled, facts = opened(house, slug)
    before = len(house.facts(name))
    shown = page(client, address)
    answer = client.post(address, shown.filled(**filled))
    if answer.status_code != 302:
        stopped = Page(answer)
        assert slug in DEPARTS, stopped.words
        assert len(house.facts(name)) == before
        answer = client.post(address, {**shown.filled(**filled), "reason": "It has to be."})
    assert answer.status_code == 302, Page(answer).words
    assert added(house, name, before) == facts


@pytest.mark.parametrize("slug", SLUGS)
def test_left_empty_it_says_what_is_missing_and_records_nothing(house, slug):
    client, address, *_ = opened(house, slug)
    before = house.entries()
    shown = Page(client.post(address, page(client, address).emptied()))
    assert shown.status == 422
    assert shown.problems
    assert house.entries() == before


@pytest.mark.parametrize("slug", SLUGS)
def test_hostile_words_are_kept_as_words_or_refused_in_a_sentence(house, slug):
    client, address, name, filled, _ = opened(house, slug)
    words = {
        each.get("name"): HOSTILE
        for each in page(client, address).form.xpath(".//textarea|.//input[@type='text' and not(@inputmode)]")
        if each.get("name") not in {"lead", "members", "other"}
    }
    for extra in ({}, {"reason": HOSTILE}):
        answer = client.post(address, {**page(client, address).filled(**{**filled, **words}), **extra})
        assert answer.status_code in {200, 302, 422}
        assert b"<script>alert" not in answer.content
        for each in (client.get(house.address(name)),):
            assert each.status_code in {200, 404}
            assert b"<script>alert" not in each.content


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("words", ["\x00", "w" * 1_000_000], ids=["nul", "a million letters"])
def test_what_cannot_be_kept_is_refused_in_a_sentence(house, slug, words):
    client, address, _, filled, _ = opened(house, slug)
    boxes = page(client, address).form.xpath(".//textarea")
    if not boxes:
        return
    sent = page(client, address).filled(**filled) | {boxes[0].get("name"): [words]}
    answer = client.post(address, sent)
    assert answer.status_code in {200, 302, 422}
    if answer.status_code == 422:
        assert Page(answer).problems


@pytest.mark.parametrize("slug", SLUGS)
def test_another_landlords_complaint_is_not_there(house, slug):
    query = "?entry=1" if slug in ENTRY else ""
    client = house.browser("callum")
    address = house.address("theirs", slug, query)
    assert client.get(address).status_code == client.post(address, {"entry": "1"}).status_code == 404


@pytest.mark.parametrize("slug", SLUGS)
def test_a_confidential_complaint_is_not_there_for_those_not_named(house, slug):
    query = "?entry=1" if slug in ENTRY else ""
    client = house.browser("mona")
    address = house.address("secret", slug, query)
    assert client.get(address).status_code == client.post(address, {"entry": "1"}).status_code == 404


@pytest.mark.parametrize("slug", SLUGS)
def test_who_may_not_do_it_finds_no_page_for_it(house, slug):
    _, address, name, *_ = opened(house, slug)
    before = len(house.facts(name))
    for who in ("audrey", "ada", "ezra", "rashid"):
        client = house.browser(who)
        if slug == "team-answered" and who == "rashid":
            continue
        assert client.get(address).status_code == 404, who
        assert client.post(address, {"entry": "1"}).status_code == 404, who
    assert len(house.facts(name)) == before


@pytest.mark.parametrize("slug", SLUGS)
def test_sent_twice_it_is_done_once_and_says_so_both_times(house, slug):
    client, address, name, filled, facts = opened(house, slug)
    before = len(house.facts(name))
    sent = {**page(client, address).filled(**filled), "reason": "It has to be."}
    assert client.post(address, sent).status_code == 302
    for each in filled.get("papers", []):
        each.seek(0)
    again = client.post(address, sent)
    if slug == "confidential":
        assert again.status_code == 302
    assert again.status_code == 302, Page(again).words
    assert added(house, name, before) == facts


@pytest.mark.parametrize("slug", [each for each in SLUGS if each != "add-document"])
def test_a_page_that_is_out_of_date_says_what_changed_and_keeps_what_was_typed(house, slug):
    client, address, name, filled, facts = opened(house, slug)
    sent = {**page(client, address).filled(**filled), "reason": "It has to be."}
    house.do(name, *_note(house))
    before = len(house.facts(name))
    for _ in range(2):  # however often it is sent as it is
        stale = Page(client.post(address, sent))
        assert "It has changed since you opened it" in stale.words
        assert "Callum Reid" in stale.words
        assert len(house.facts(name)) == before
    typed = {key: value for key, value in filled.items() if isinstance(value, str)}
    kept = stale.filled()
    assert {key: kept.get(key) for key in typed} == {key: [value] for key, value in typed.items()}
    assert client.post(address, {**kept, "reason": "It has to be."}).status_code == 302
    assert added(house, name, before) == facts


def _note(house):
    from putright.complaint import events as e

    return (e.CorrespondenceRecorded(house.today, e.Correspondent.RESIDENT, e.Direction.IN, what="She rang."),)


@pytest.mark.parametrize(
    "name", ["new", "open", "draft", "answered", "second", "closed", "refused", "limited", "ordered"]
)
def test_the_auditor_is_offered_nothing(house, name):
    shown = page(house.browser("audrey"), house.address(name))
    offered = shown.tree.xpath(f"//a[starts-with(@href, '{house.address(name)}')]/@href")
    assert [each for each in offered if each.split("?")[0].strip("/").rsplit("/", 1)[-1] in COMMANDS] == []


@pytest.mark.parametrize("who", sorted(PEOPLE))
@pytest.mark.parametrize("name", ["new", "open", "answered", "refused", "ordered"])
def test_every_step_that_is_offered_opens(house, who, name):
    client = house.browser(who)
    answer = client.get(house.address(name))
    if answer.status_code == 404:
        return
    links = Page(answer).tree.xpath(f"//a[starts-with(@href, '{house.address(name)}')]/@href")
    steps_offered = {each for each in links if each.split("?")[0].strip("/").rsplit("/", 1)[-1] in COMMANDS}
    assert who in {"audrey", "bertram"} or len(steps_offered) > 10
    for each in steps_offered:
        assert client.get(each).status_code == 200, each


QUERIES = 25


@pytest.mark.parametrize("slug", SLUGS)
def test_the_page_asks_the_database_so_many_questions_and_no_more(house, slug, django_assert_max_num_queries):
    client, address, *_ = opened(house, slug)
    client.get(address)
    with django_assert_max_num_queries(QUERIES):
        client.get(address)
