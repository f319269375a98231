"""The 2022 and 2024 editions against each other, in both directions, and against the fact sheets they came from."""

import csv
from pathlib import Path

import pytest

from putright.rulebook import maps_from, maps_to, rulebook

FACTS = Path(__file__).parents[3] / "shared" / "facts"

DROPPED_IN_2024 = {"4.3", "4.9", "4.13", "4.16", "4.17"}
NEW_IN_2024 = {"2.3", "2.5", "3.3", "5.1", "5.4", "5.5", "5.7", "5.13", "6.12", "6.20", "8.4", "8.5"}


def facts(year: str) -> list[dict[str, str]]:
    path = FACTS / f"code-{year}.tsv"
    if not path.exists():
        pytest.skip("the fact sheets are not beside this checkout")
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t"))


def ids(cell: str) -> tuple[str, ...]:
    return tuple(cell.split(";")) if cell else ()


def test_what_2024_dropped_and_what_it_added():
    assert {number for number, carried in maps_to("2022").items() if not carried} == DROPPED_IN_2024
    assert {number for number, older in maps_from("2022").items() if not older} == NEW_IN_2024


@pytest.mark.parametrize(
    ("in_2022", "in_2024"),
    [
        ("4.1", ("5.2", "6.2")),
        ("5.1", ("6.3", "6.4")),
        ("5.13", ("6.14", "6.15")),
        ("1.6", ("1.5", "1.3")),
        ("5.20", ("5.3", "6.19")),
        ("7.3", ("9.5", "9.6")),
    ],
)
def test_forwards(in_2022, in_2024):
    assert maps_to("2022")[in_2022] == in_2024


@pytest.mark.parametrize(
    ("in_2024", "in_2022"),
    [
        ("6.2", ("4.1",)),
        ("6.4", ("5.1", "5.2")),
        ("5.8", ("3.2", "4.6", "4.7", "4.12", "5.4")),
        ("5.3", ("5.17", "5.18", "5.19", "5.20")),
        ("3.7", ("2.7", "2.8")),
        ("6.12", ()),
    ],
)
def test_backwards(in_2024, in_2022):
    assert maps_from("2022")[in_2024] == in_2022


def test_the_numbers_do_not_line_up():
    same = [number for number, carried in maps_to("2022").items() if carried == (number,)]
    assert "5.12" not in same  # another person at stage 2 then, keeping the record now
    assert maps_to("2022")["5.12"] == ("6.13",)


@pytest.mark.parametrize("name", ["2020", "2022", "lgsco 2024"])
def test_both_directions_tell_the_same(name):
    forwards = {(old, new) for old, carried in maps_to(name).items() for new in carried}
    backwards = {(old, new) for new, older in maps_from(name).items() for old in older}
    assert forwards == backwards
    known = {provision.id for provision in rulebook("2024").provisions}
    assert {new for _, new in forwards} <= known


@pytest.mark.parametrize("year", ["2020", "2022"])
def test_forwards_as_in_the_fact_sheet(year):
    assert maps_to(year) == {row["id"]: ids(row["maps_to_2024"]) for row in facts(year)}


def test_backwards_as_in_the_fact_sheet():
    expected = {row["id"]: set(ids(row["from_2022"])) for row in facts("2024")}
    assert {number: set(older) for number, older in maps_from("2022").items()} == expected


@pytest.mark.parametrize("year", ["2020", "2022", "2024"])
def test_every_row_of_the_fact_sheet_is_a_provision_with_its_duty_and_kind(year):
    expected = [(row["id"], row["duty"], tuple(row["kind"].split("+"))) for row in facts(year)]
    assert [(one.id, one.duty.value, one.kind) for one in rulebook(year).provisions] == expected
