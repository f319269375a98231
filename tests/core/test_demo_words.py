"""The words of the demonstration: enough of them, none of the wrong ones, every slot known."""

import string
from random import Random

import pytest

from putright.demo.wording import filled, general, people, slots, themes

_HELD = slots(Random(1), 4, "Larch Court")


def texts(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from texts(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from texts(each)


def spoken():
    for theme in themes():
        yield from theme.openings
        yield from (text for matter in theme.matters for text in (matter.text, matter.upheld, matter.not_upheld))
        yield from (*theme.outcomes, *theme.questions, *theme.answers, *theme.promises, *theme.impacts)
        yield from (each.what for each in theme.learning)
    yield from texts(dict(general()))


def test_there_are_a_hundred_and_fifty_ways_to_begin_and_none_twice():
    openings = [text for theme in themes() for text in theme.openings]
    assert len(openings) >= 150
    assert len(set(openings)) == len(openings)


def test_nobody_says_unfortunately():
    assert [text for text in spoken() if "unfortunately" in text.lower()] == []


def test_every_slot_is_one_that_a_story_fills():
    known = {*_HELD, "upheld"}
    used = {name for text in spoken() for _, name, _, _ in string.Formatter().parse(text) if name}
    assert used <= known


def test_a_slot_at_the_beginning_gets_a_capital():
    assert filled("{child} has asthma.", {"child": "my son"}) == "My son has asthma."
    assert filled("i have {times}", {"times": "twice"}) == "i have twice"


@pytest.mark.parametrize("theme", themes(), ids=lambda theme: theme.key)
def test_a_theme_has_something_for_every_part_of_a_story(theme):
    assert theme.team in people()["teams"]
    assert len(theme.matters) >= 3
    assert all((theme.outcomes, theme.questions, theme.answers, theme.promises, theme.impacts, theme.learning))


def test_the_month_that_is_named_lies_before_the_complaint():
    for month in range(1, 13):
        assert slots(Random(month), month, "Mill Street")["month"] != [
            "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
            "November", "December",
        ][month - 1]  # fmt: skip
