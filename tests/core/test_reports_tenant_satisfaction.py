"""Tenant Satisfaction Measures CH01 and CH02, worked by hand for a year to 31 March 2026."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from putright.reports.rows import Place, StageRow
from putright.reports.tenant_satisfaction import Choices, Homes, tenant_satisfaction
from putright.reports.yearly.loading import YearlyError, parsed, settings_read, version_for

YEAR_END, LATER = date(2026, 3, 31), date(2026, 6, 1)
RENT, SHARED = "low_cost_rental", "low_cost_home_ownership"


def row(name, received, due, answered, *, stage=1, tenure=RENT, **more):
    more = {"base_due_on": due, **more}
    return StageRow(name, stage, received_on=received, due_on=due, answered_on=answered, tenure=tenure, **more)


# Low-cost rental, stage 1: A in time, B late, C by an extension, D due in April and answered in time then, E of the year
# before, F not accepted, G received on the last day of the year. Stage 2: A again. Shared ownership: H, never answered.
ROWS = [
    row("A", date(2025, 5, 1), date(2025, 5, 20), date(2025, 5, 20)),
    row("B", date(2025, 6, 2), date(2025, 6, 20), date(2025, 6, 23)),
    row("C", date(2025, 7, 1), date(2025, 7, 31), date(2025, 7, 30), base_due_on=date(2025, 7, 17)),
    row("D", date(2026, 3, 20), date(2026, 4, 10), date(2026, 4, 9)),
    row("E", date(2025, 3, 31), date(2025, 4, 15), date(2025, 4, 15)),
    row("F", date(2025, 8, 1), None, None, not_accepted=True),
    row("G", date(2026, 3, 31), date(2026, 4, 22), None),
    row("A", date(2025, 6, 2), date(2025, 7, 1), date(2025, 7, 1), stage=2),
    row("H", date(2025, 9, 1), date(2025, 9, 22), None, tenure=SHARED),
    row("L", date(2025, 9, 1), date(2025, 9, 22), None, tenure="leasehold"),
    row("N", date(2025, 9, 1), date(2025, 9, 22), None, tenure="not_known"),
]
HOMES = [
    Homes(date(2025, 3, 31), RENT, 900), Homes(YEAR_END, RENT, 800), Homes(date(2026, 4, 30), RENT, 1),
    Homes(date(2025, 3, 31), SHARED, 150),
]  # fmt: skip


def measured(choices=None, today=LATER):
    found = tenant_satisfaction(ROWS, HOMES, YEAR_END, today, choices)
    return found, {(each.tenure, each.stage): each for each in found.figures}


def test_each_tenure_and_stage_stands_by_itself():
    found, by = measured()
    assert set(by) == {(RENT, 1), (RENT, 2), (SHARED, 1), (SHARED, 2)}
    assert [each.complaint for each in by[RENT, 1].received] == list("ABCDG")
    assert by[RENT, 1].ch01 == Fraction(5000, 800)
    assert by[RENT, 1].shown[0] == Decimal("6.3")  # 6.25, half up
    assert by[RENT, 2].ch01 == Fraction(1000, 800)
    assert by[SHARED, 1].ch01 == Fraction(1000, 150)
    assert by[SHARED, 1].shown == (Decimal("6.7"), Decimal("0.0"))
    assert by[SHARED, 2].shown == (Decimal("0.0"), None)
    assert found.other_tenures == (Place("L", 1),)
    assert found.tenure_not_known == (Place("N", 1),)


def test_homes_are_those_of_the_year_end_and_never_of_a_later_day():
    _, by = measured()
    assert by[RENT, 1].homes == Homes(YEAR_END, RENT, 800)
    assert by[SHARED, 1].homes == Homes(date(2025, 3, 31), SHARED, 150)  # the latest there is
    alone = tenant_satisfaction(ROWS, [], YEAR_END, LATER).figures[0]
    assert (alone.homes, alone.ch01, alone.shown[0]) == (None, None, None)


def test_followed_until_due_those_of_the_year_count_by_how_they_ended():
    _, by = measured()
    assert [each.complaint for each in by[RENT, 1].of] == list("ABCDG")
    assert [each.complaint for each in by[RENT, 1].in_time] == list("ACD")
    assert by[RENT, 1].shown[1] == Decimal("60.0")


def test_what_is_not_due_on_the_day_the_figures_are_made_stands_apart():
    _, by = measured(today=date(2026, 4, 22))
    assert [each.complaint for each in by[RENT, 1].not_yet_due] == ["G"]
    assert [each.complaint for each in by[RENT, 1].of] == list("ABCD")


def test_cut_off_at_the_year_end_leaves_out_what_was_not_due_by_then():
    _, by = measured(Choices(cut_off="year_end"))
    assert [each.complaint for each in by[RENT, 1].not_yet_due] == list("DG")
    assert [each.complaint for each in by[RENT, 1].of] == list("ABC")
    assert by[RENT, 1].shown[1] == Decimal("66.7")


def test_as_a_share_of_those_answered_in_the_year():
    _, by = measured(Choices(ch02_of="answered"))
    assert [each.complaint for each in by[RENT, 1].of] == list("ABCE")
    assert by[RENT, 1].ch02 == 75
    assert by[SHARED, 1].ch02 is None


def test_without_extensions_what_was_in_time_by_one_is_late():
    _, by = measured(Choices(extensions="not_counted"))
    assert [each.complaint for each in by[RENT, 1].in_time] == list("AD")


def test_the_rules_of_the_year_and_what_they_do_not_settle_come_with_the_figures():
    found, _ = measured()
    assert found.version.name == "2024"
    assert version_for(date(2024, 3, 31)).name == "2023"
    with pytest.raises(YearlyError, match="31 March 2024"):
        version_for(date(2023, 3, 31))
    doubts = {each.about: each for each in settings_read().doubts}
    defaults = Choices()
    for about in ("ch02_of", "cut_off", "extensions"):
        assert getattr(defaults, about) == doubts[about].default


GOOD = """
[[version]]
name = "a"
from_year_ending = 2024-03-31
timescales = "t"
source = "s"
[settings]
per_homes = 1000
places = 1
tenures = ["x"]
stages = [1]
[[doubt]]
about = "d"
choices = ["one"]
default = "one"
says = "so"
"""


@pytest.mark.parametrize(
    ("wrong", "right", "says"),
    [
        ('source = "s"', 'source = ""', "has no source"),
        ('name = "a"', 'name = "a"\nsize = 1', "'size'"),
        ('default = "one"', 'default = "two"', "none of its choices"),
        ("places = 1", "", "'places'"),
        ("stages = [1]", "stages = [1", "not TOML"),
        ("[settings]", '[[version]]\nname = "b"\nfrom_year_ending = 2024-03-31\ntimescales = "t"\nsource = "s"\n[settings]', "same year"),
    ],
)  # fmt: skip
def test_a_mistake_in_the_rules_is_refused_with_its_reason(wrong, right, says):
    assert parsed(GOOD, "rules.toml").per_homes == 1000
    with pytest.raises(YearlyError, match=says):
        parsed(GOOD.replace(wrong, right), "rules.toml")
