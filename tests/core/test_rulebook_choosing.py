"""Which edition governs a complaint, on the days where it changes."""

from datetime import date

import pytest

from putright.rulebook import RulebookError, choose


@pytest.mark.parametrize(
    ("made_on", "edition"),
    [
        (date(2024, 4, 1), "2024"),  # a Monday, Easter Monday at that
        (date(2024, 3, 31), "2022"),
        (date(2022, 4, 1), "2022"),
        (date(2022, 3, 31), "2020"),
        (date(2020, 7, 1), "2020"),
        (date(2031, 1, 6), "2024"),
    ],
)
def test_the_day_the_complaint_was_made_decides(made_on, edition):
    assert choose(made_on).rulebook.name == f"housing-ombudsman {edition}"


def test_the_reason_gives_the_date_its_bounds_and_whose_word_it_is():
    assert choose(date(2024, 3, 31)).because == (
        "The complaint was made on Sun 31 Mar 2024, on or after 1 Apr 2022 and before 1 Apr 2024, so the 2022 edition "
        "governs it, by the Ombudsman's page on the 2022 Code."
    )
    assert choose(date(2024, 4, 2)).because == (
        "The complaint was made on Tue 2 Apr 2024, on or after 1 Apr 2024, so the 2024 edition governs it, by the "
        "Ombudsman's page on the 2024 Code."
    )


def test_before_any_edition_the_first_is_for_comparison_only():
    choice = choose(date(2019, 5, 7))
    assert choice.rulebook.edition == "2020"
    assert "no edition was yet in force" in choice.because
    assert "comparison only" in choice.because


def test_another_familys_code_is_chosen_by_its_own_dates():
    assert choose(date(2026, 4, 1), "lgsco").rulebook.name == "lgsco 2024"
    assert "comparison only" in choose(date(2026, 3, 31), "lgsco").because


def test_an_unknown_family_is_told_which_there_are():
    with pytest.raises(RulebookError, match="choose one of housing-ombudsman, lgsco"):
        choose(date(2026, 4, 1), "spso")
