"""How days, moments, money and colours are written and judged: worked by hand, not by the program."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError

from putright.pages import says
from putright.pages.colour import NotAColour, accent, contrast, mixed
from putright.pages.fields import written


def test_a_day_is_written_with_its_weekday_and_its_month_in_full():
    assert says.day(date(2026, 4, 10)) == "Fri 10 April 2026"
    assert says.day(date(2024, 2, 29)) == "Thu 29 February 2024"


def test_a_moment_late_in_the_evening_in_summer_is_the_next_day_in_london():
    assert says.moment(datetime(2026, 6, 30, 23, 30, tzinfo=UTC)) == "Wed 1 July 2026, 00:30"
    assert says.day(datetime(2026, 6, 30, 23, 30, tzinfo=UTC)) == "Wed 1 July 2026"


@pytest.mark.parametrize(
    ("pence", "words"), [(4500, "£45"), (125050, "£1,250.50"), (5, "£0.05"), (0, "£0"), (-300, "-£3")]
)
def test_money_is_written_without_empty_pence(pence, words):
    assert says.money(pence) == words


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "today"),
        (1, "1 working day"),
        (3, "3 working days"),
        (-1, "1 working day late"),
        (-12, "12 working days late"),
    ],
)
def test_what_is_left_is_said_in_working_days(number, words):
    assert says.working_days(number) == words


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("3 4 2026", date(2026, 4, 3)),
        ("03/04/2026", date(2026, 4, 3)),
        ("3.4.26", date(2026, 4, 3)),
        ("3 apr 2026", date(2026, 4, 3)),
        ("3rd April 2026", date(2026, 4, 3)),
        ("Fri 3 April 2026", date(2026, 4, 3)),
        ("2026-04-03", date(2026, 4, 3)),
        ("29 2 2024", date(2024, 2, 29)),
        ("1 Sept 2026", date(2026, 9, 1)),
    ],
)
def test_a_day_is_read_as_people_write_it_day_before_month(words, day):
    assert written(words) == day


@pytest.mark.parametrize(
    ("words", "says_so"),
    [
        ("31 4 2026", "There is no 31 April 2026"),
        ("29 2 2026", "There is no 29 February 2026"),
        ("4 13 2026", "“13” is not a month"),
        ("4 ju 2026", "“ju” is not a month"),  # June or July
        ("yesterday", "is not a day that can be read"),
        ("3 4 226", "is not a day that can be read"),
        ("٣ 4 2026", "is not a day that can be read"),  # figures of another script
    ],
)
def test_a_day_that_cannot_be_is_given_back_with_what_is_wrong(words, says_so):
    with pytest.raises(ValidationError) as no:
        written(words)
    assert says_so in str(no.value.messages[0])


# The ratios are from WCAG's own formula, worked on paper for these: #767676 is the lightest grey that passes on white.
@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#767676", "#ffffff", 4.54),
        ("#777777", "#ffffff", 4.48),
    ],
)
def test_the_contrast_of_two_colours(one, other, ratio):
    assert contrast(one, other) == pytest.approx(ratio, abs=0.005)
    assert contrast(other, one) == contrast(one, other)


def test_a_colour_that_can_be_read_is_used_as_it_was_given():
    used = accent("#1d5c63")
    assert (used.colour, used.said) == ("#1d5c63", "")


@pytest.mark.parametrize("given", ["#ffd400", "#7fb800", "#ffffff", "#00aeef", "#f80"])
def test_a_colour_too_light_for_text_is_darkened_and_it_is_said(given):
    used = accent(given)
    assert contrast(used.colour, "#ffffff") >= 4.5
    assert contrast(used.on_it, used.colour) >= 4.5
    assert contrast(used.colour, used.wash) >= 4.0  # links on the wash, which is all but white
    assert used.colour in used.said
    assert "4.5" in used.said


def test_a_darkened_colour_is_only_as_dark_as_it_must_be():
    lighter = accent("#00aeef").colour
    assert contrast(lighter, "#ffffff") < 4.8


@pytest.mark.parametrize("words", ["", "red", "#12345", "#gggggg", "1d5c63;}", "url(x)"])
def test_what_is_no_colour_is_refused_with_an_example(words):
    with pytest.raises(NotAColour, match="#1d5c63"):
        accent(words)


def test_colours_are_mixed_in_shares():
    assert mixed("#000000", "#ffffff", 0.5) == "#808080"
