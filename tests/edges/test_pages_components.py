"""Fields, components and tags: what comes out is markup of ours with other people's words in it, never their markup."""

from datetime import date
from types import SimpleNamespace
from typing import ClassVar

import pytest
from django import forms
from django.template import Context, Template
from django.utils.safestring import SafeString
from lxml import html

from putright.pages.components import component
from putright.pages.fields import DateField
from putright.pages.forms import CommandForm, PageForm
from putright.pages.gallery import Gallery
from putright.pages.shown import Shown

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"


def render(source, **context):
    return Template(source).render(Context(context))


def parsed(markup):
    return html.fromstring(f"<div>{markup}</div>")


@pytest.mark.parametrize("name", ["button", "inset-text", "tag", "hint", "error-message", "back-link", "warning-text"])
@pytest.mark.parametrize("option", ["text", "html"])
def test_hostile_words_come_out_as_words_in_whichever_option(name, option):
    shown = parsed(component(name, {option: HOSTILE, "href": "#"}))
    assert shown.xpath("//script | //img | //@onerror") == []
    assert "alert(1)" in shown.text_content()


def test_hostile_words_are_words_also_deep_inside():
    rows = [
        {"key": {"text": HOSTILE}, "value": {"html": HOSTILE}, "actions": {"items": [{"href": "#", "text": HOSTILE}]}}
    ]
    shown = parsed(component("summary-list", {"rows": rows}))
    assert shown.xpath("//script | //img") == []
    assert shown.text_content().count("alert(1)") == 3


def test_hostile_attributes_stay_in_their_quotes():
    shown = parsed(component("button", {"text": "Send", "attributes": {"data-x": HOSTILE}, "classes": HOSTILE}))
    assert shown.xpath("//script | //img | //@onerror") == []


def test_markup_that_django_vouches_for_stays_markup():
    assert "<b>now</b>" in component("inset-text", {"html": SafeString("<b>now</b>")})


@pytest.mark.parametrize(
    "source",
    [
        '{% mark "risk" words %}', "{% why words %}", "{% day none words %}", "{% lines words %}", "{% nothing words words words %}",
        "{% facts pairs %}", "{% anchors items %}", "{% choices views words %}", "{% more newer=words older=words %}", "{{ words }}",
    ],
)  # fmt: skip
def test_every_tag_escapes_what_it_is_given(source):
    items = {"pairs": [(HOSTILE, HOSTILE)], "items": [(HOSTILE, HOSTILE)], "views": [(HOSTILE, HOSTILE, False)]}
    shown = parsed(render(source, words=HOSTILE, none=None, **items))
    assert shown.xpath("//script | //img | //@onerror") == []


def test_a_form_sent_with_hostile_words_gives_them_back_as_words():
    sent = {
        "name": HOSTILE,
        "what_happened": f"one\r\n  two {HOSTILE}</textarea>",
        "received_on_day": HOSTILE,
        "how": HOSTILE,
    }
    shown = parsed(render("{% error_summary form %}{% fields form %}", form=Gallery(sent)))
    assert shown.xpath("//script | //img | //@onerror") == []
    assert shown.xpath("//input[@name='name']/@value") == [HOSTILE]
    assert shown.xpath("string(//textarea)") == f"one\n  two {HOSTILE}</textarea>"


class Asked(CommandForm):
    SHOWN: ClassVar = {"how": Shown(reveals={"other": ("words",)}), "on": Shown(called="the day it arrived")}
    on = DateField(label="When did it arrive?")
    how = forms.ChoiceField(label="How?", choices=[("letter", "Letter"), ("other", "Other")], widget=forms.RadioSelect)
    words = forms.CharField(label="Which other way?", widget=forms.Textarea, required=False, max_length=20)
    address = forms.EmailField(label="E-mail address")


def asked(**sent):
    return Asked(sent)


def test_words_in_a_box_inside_a_choice_come_back_as_they_were_however_often():
    words = "one\n  two\n\nthree"
    for _ in range(3):
        shown = parsed(render("{% field form.how %}", form=asked(how="other", words=words)))
        words = shown.xpath("string(//textarea)")
    assert words == "one\n  two\n\nthree"


def test_a_field_that_a_choice_opens_stands_under_it_and_only_there():
    shown = parsed(render("{% fields form %}", form=Asked()))
    [box] = shown.xpath("//textarea[@name='words']")
    assert box.xpath("ancestor::div[contains(@class, 'govuk-radios__conditional')]")


def test_a_day_is_three_boxes_in_one_group_with_one_name_for_all():
    shown = parsed(render("{% field form.on %}", form=asked(on_day="31", on_month="4", on_year="2026")))
    assert shown.xpath("//input/@name") == ["on_day", "on_month", "on_year"]
    assert shown.xpath("//input/@value") == ["31", "4", "2026"]
    assert shown.xpath("normalize-space(//fieldset/legend)") == "When did it arrive?"
    [described] = shown.xpath("//fieldset/@aria-describedby")
    assert "There is no 31 April 2026" in shown.xpath(f"string(//*[@id='{described}'])")


def test_the_summary_leads_to_the_box_that_is_wrong():
    form = asked(on_day="31", on_year="2026", how="", address="nobody")
    shown = parsed(render("{% error_summary form %}{% fields form %}", form=form))
    links = shown.xpath("//div[contains(@class, 'govuk-error-summary')]//a/@href")
    assert links == ["#id_on_month", "#id_how", "#id_address"]
    for link in links:
        assert len(shown.xpath(f"//*[@id='{link[1:]}']")) == 1


@pytest.mark.parametrize(
    ("sent", "name", "words"),
    [
        ({}, "on", "Enter the day it arrived, for example 27 3 2026."),
        ({"on_day": "3", "on_year": "2026"}, "on", "The day it arrived needs a month as well."),
        ({"on_day": "3"}, "on", "The day it arrived needs a month and a year as well."),
        ({}, "how", "Answer the question: How?"),
        ({"how": "by owl"}, "how", "Choose one of the answers on the page."),
        ({}, "address", "Enter the e-mail address."),
        ({"address": "nobody"}, "address", "Enter an e-mail address with an @ in it, for example asha@example.org."),
        ({"words": "x" * 21}, "words", "Your answer can be 20 characters long at most: this is 21."),
    ],
)
def test_every_error_says_what_and_the_way_out(sent, name, words):
    assert asked(**sent).errors[name] == [words]


def test_a_day_in_one_box_is_read_as_well():
    form = asked(on_day="Fri 3 April 2026", how="letter", address="asha@example.org")
    assert form.is_valid(), form.errors
    assert form.cleaned_data["on"] == date(2026, 4, 3)


def test_a_day_outside_its_bounds_is_told_why():
    form = asked(on_day="10", on_month="apr", on_year="2026")
    form.set_bounds("on", not_after=date(2026, 4, 9), why="It cannot have arrived before it was sent.")
    assert form.errors["on"] == [
        "The day it arrived cannot be after Thu 9 April 2026. It cannot have arrived before it was sent."
    ]


def test_a_sending_has_an_id_that_travels_with_it_and_what_the_person_saw():
    page = parsed(render("{% hidden_fields form %}", form=Asked(expected_number=7)))
    once, seen = (
        page.xpath("//input[@name='sent_once']/@value")[0],
        page.xpath("//input[@name='expected_number']/@value"),
    )
    assert seen == ["7"]
    form = asked(on_day="3 4 2026", how="letter", address="a@example.org", sent_once=once, expected_number="7")
    assert form.is_valid(), form.errors
    assert str(form.key) == once
    assert form.cleaned_data["expected_number"] == 7
    again = parsed(render("{% hidden_fields form %}", form=asked(sent_once=once, expected_number="7")))
    assert again.xpath("//input[@name='sent_once']/@value") == [once]  # shown again with errors, it is still the same


def test_two_pages_have_two_ids():
    assert Asked().initial["sent_once"] != Asked().initial["sent_once"]


def test_no_sentence_of_the_framework_is_left():
    class All(PageForm):
        a = forms.CharField(max_length=2)
        b = forms.IntegerField(min_value=1, max_value=3)
        c = forms.MultipleChoiceField(choices=[("1", "One")])
        d = forms.FileField()
        e = forms.BooleanField()
        f = forms.UUIDField()
        g = forms.DecimalField()
        h = forms.URLField(assume_scheme="https")

    said = [
        words
        for sent in ({}, {"a": "xyz", "b": "9", "c": ["2"], "f": "x", "g": "x", "h": "x"}, {"b": "x"}, {"b": "0"})
        for errors in All(sent).errors.values()
        for words in errors
    ]
    theirs = ("valid", "This field", "Ensure", "Select a", "lease")
    assert [words for words in said if any(each in words for each in theirs)] == []


def test_why_shows_the_working_of_a_deadline_or_of_a_sentence():
    deadline = SimpleNamespace(explanation="Received Thu 2 April is day 0.")
    for given in (deadline, deadline.explanation):
        shown = parsed(render("{% why it %}", it=given))
        assert shown.xpath("string(//details/p)") == "Received Thu 2 April is day 0."
    assert render("{% why it %}", it=None) == ""


@pytest.mark.parametrize(("left", "kind"), [(-1, "due due--late"), (0, "due due--soon"), (4, "due"), (None, "due")])
def test_a_due_date_is_marked_only_when_it_is_late_or_today(left, kind):
    shown = parsed(render("{% due on left %}", on=date(2026, 4, 10), left=left))
    assert shown.xpath("//span[1]/@class")[0] == kind
    assert shown.xpath("//time/@datetime") == ["2026-04-10"]


def test_words_keep_their_paragraphs_and_lines():
    assert render("{% lines words %}", words="one\r\ntwo\n\nthree") == "<p>one<br>two</p>\n<p>three</p>"
