"""The residents' page: everything that 1.4, 3.4, 3.5 and 3.7 ask for, from the data, as text and as a web page."""

from datetime import date
from html.parser import HTMLParser

import pytest

from putright.policy import parse_policy, shipped_policies, shipped_policy
from putright.policy.check import edition_for
from putright.policy.show import as_html, as_text, residents_page

ON = date(2026, 11, 20)
VOID = {"meta", "br"}


def page(name, on=ON):
    policy = shipped_policy(name)
    return residents_page(policy, edition_for(policy).rulebook, on=on)


@pytest.mark.parametrize("name", list(shipped_policies()))
def test_text_keeps_to_80_columns(name):
    assert max(map(len, as_text(page(name)).splitlines())) <= 80


@pytest.mark.parametrize(
    "words",
    [
        "that is a service request. It is not a complaint.",
        "we open a complaint. We go on working on your request.",
        "within 5 working days of the day we get it",
        "within 10 working days of the day we write to say that we have it",
        "within 5 working days of the day you ask",
        "within 20 working days of the day we write to say that we have it",
        "At stage 1: up to 10 working days more.",
        "At stage 2: up to 20 working days more.",
        "You do not have to say why.",
        "Social media. Taken out of public view",
        "Tell anybody who works for us.",
        "Somebody else can complain for you.",
        "We make reasonable adjustments.",
        "large print and braille",
        "Lettings decisions. Instead: the local authority.",
        "we tell you why. You can ask the Housing Ombudsman to look at that.",
        "You can ask the Housing Ombudsman for advice at any time.",
        "Phone: 0300 111 3000",
        "Post: Housing Ombudsman Service, PO Box 1484, Unit D, Preston PR2 0ET",
        "We also tell people about it in newsletters",
        "we tell them about the Housing Ombudsman and its Complaint Handling Code too",
        "In force from 1 Apr 2026.",
    ],
)
def test_what_thrives_residents_read(words):
    assert words in " ".join(as_text(page("thrive-2026")).split())


def test_the_stale_contacts_of_the_document_are_never_shown():
    text = as_text(page("thrive-2026"))
    assert "L33 7WQ" not in text
    assert "info@housing-ombudsman" not in text


def test_the_contacts_are_those_of_the_day():
    assert "L33 7WQ" in as_text(page("thrive-2024", on=date(2024, 6, 3)))


def test_a_silent_policy_gives_the_codes_limits_and_says_whose_they_are():
    policy = parse_policy(
        '[about]\nlandlord = { value = "Elm", section = "1" }\ntitle = { value = "Policy", section = "1" }', "elm.toml"
    )
    text = " ".join(as_text(residents_page(policy, edition_for(policy).rulebook, on=ON)).split())
    assert "within 10 working days of the day we write to say that we have it, as the Code says" in text
    assert "up to 20 working days more, as the Code says" in text


def test_together_shows_its_own_step_its_hurdles_and_its_days():
    text = " ".join(as_text(page("together-2021")).split())
    for words in ("Get It Sorted", "within 15 working days", "You have to say why.", "Mediation", "serve no purpose"):
        assert words in text
    assert "8 weeks" not in text


class Strict(HTMLParser):
    """Every tag closed in order; what it holds is counted."""

    def __init__(self):
        super().__init__()
        self.open, self.seen, self.ids, self.labels = [], [], [], []

    def handle_starttag(self, tag, attrs):
        self.seen.append(tag)
        attributes = dict(attrs)
        self.ids += [attributes["id"]] if "id" in attributes else []
        self.labels += [attributes["aria-labelledby"]] if "aria-labelledby" in attributes else []
        assert "style" not in attributes
        assert not any(name.startswith("on") for name in attributes)
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@pytest.mark.parametrize("name", list(shipped_policies()))
def test_the_web_page_is_whole_and_accessible(name):
    html = as_html(page(name))
    parser = Strict()
    parser.feed(html)
    parser.close()
    assert parser.open == []
    assert (parser.seen.count("h1"), parser.seen.count("title"), parser.seen.count("main")) == (1, 1, 1)
    assert "script" not in parser.seen
    assert parser.labels == parser.ids
    assert len(set(parser.ids)) == len(parser.ids)
    assert html.startswith('<!doctype html>\n<html lang="en-GB">')
    assert '<a href="tel:03001113000">0300 111 3000</a>' in html


def test_whatever_a_policy_holds_is_escaped():
    policy = parse_policy(
        '[about]\nlandlord = { value = "<script>alert(1)</script>", section = "1" }\n'
        'title = { value = "a & b", section = "1" }\n'
        '[[channels.ways]]\nkind = "other"\ndetail = "<img src=x onerror=y>"\nsection = "1"',
        "elm.toml",
    )
    html = as_html(residents_page(policy, edition_for(policy).rulebook, on=ON))
    assert "<script" not in html
    assert "<img" not in html
    assert "a &amp; b" in html
