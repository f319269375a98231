"""Policies as data: the shipped ones, and one mistake at a time, each refused in a sentence that says where."""

import json
from dataclasses import fields, is_dataclass
from datetime import date
from pathlib import Path

import pytest

import putright.policy
from putright.policy import (
    PolicyError,
    Stated,
    Sure,
    as_toml,
    parse_policy,
    read_policy,
    shipped_policies,
    shipped_policy,
)
from putright.policy.vocabulary import CountedFrom, DayKind, TimeLimit
from putright.policy.written import schema

NAMES = ["longhurst-2022", "progress-2024", "thrive-2024", "thrive-2026", "together-2021"]

RIGHT = """
[about]
landlord = { value = "Elm Homes", section = "1" }
title = { value = "Complaints policy", section = "1" }

[[stage]]
number = 1
section = "4"
respond = { value = { days = 10, counted_from = "acknowledged" }, section = "4.2" }
"""

LATE_START = """
effective_from = { value = 2024-05-01, section = "1" }
effective_until = { value = 2024-04-01, section = "1" }
"""


def test_the_five_landlords_are_shipped():
    assert list(shipped_policies()) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_every_policy_reads_back_as_it_is_written(name):
    policy = shipped_policy(name)
    assert parse_policy(as_toml(policy, heading="A heading"), name) == policy


@pytest.mark.parametrize("name", NAMES)
def test_every_statement_names_its_section_and_none_has_a_passage(name):
    statements = list(_statements(shipped_policy(name)))
    assert len(statements) > 40
    assert all(one.section for one in statements)
    assert not any(one.passage or one.sure for one in statements)


@pytest.mark.parametrize("name", ["longhurst-2022", "progress-2024", "thrive-2024"])
def test_what_comes_from_a_self_assessment_cites_its_rows(name):
    assert all(one.section.startswith("self-assessment") for one in _statements(shipped_policy(name)))


def _statements(value):
    if isinstance(value, tuple):
        for one in value:
            yield from _statements(one)
    elif is_dataclass(value):
        if hasattr(value, "section"):
            yield value
        for entry in fields(value):
            yield from _statements(getattr(value, entry.name))


def test_what_a_document_does_not_say_is_none():
    policy = parse_policy(RIGHT, "elm.toml")
    assert policy.definitions.complaint is None
    assert policy.stage[0].extension is None
    assert policy.stage[0].respond == Stated(TimeLimit(10, DayKind.WORKING, CountedFrom.ACKNOWLEDGED), "4.2")


def test_the_dates_of_the_shipped_policies():
    assert shipped_policy("together-2021").about.effective_until.value == date(2024, 2, 29)
    assert shipped_policy("thrive-2026").about.effective_from.value == date(2026, 4, 1)
    assert shipped_policy("progress-2024").about.effective_from is None


def test_a_draft_keeps_its_passages_through_writing():
    text = RIGHT.replace(
        'section = "4.2"', 'section = "4.2", passage = "within \\"ten\\" days\\nof it \\\\", sure = "medium"'
    )
    policy = parse_policy(text, "elm.toml")
    assert policy.stage[0].respond.sure is Sure.MEDIUM
    assert parse_policy(as_toml(policy), "again") == policy


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("number = 1", "number = 1\nnmae = 'x'", "elm.toml, stage 1 nmae: this key is not known"),
        ("title =", "titel =", "elm.toml, about title: this key is missing"),
        ("days = 10", "days = 0", "0 cannot be right; a number here is at least 1"),
        ("days = 10", "days = 'ten'", "elm.toml, stage 1 respond value days:"),
        ('section = "4.2"', 'section = ""', "its section is empty; say where the document says so"),
        ('"acknowledged"', '"some_day"', "elm.toml, stage 1 respond value counted_from:"),
        ('value = "Elm Homes"', 'value = " "', "its value is empty; leave the statement out"),
        (
            'title = { value = "Complaints policy", section = "1" }',
            'title = "x"',
            "elm.toml, about title: this is not a table",
        ),
        ("number = 1", "number = 1\nnumber = 2", "elm.toml is not TOML"),
        ("[[stage]]", '[[stage]]\nnumber = 1\nsection = "3"\n[[stage]]', "it stands there 2 times; keep one"),
        (
            "[[stage]]",
            LATE_START + "[[stage]]",
            "elm.toml, about effective_until: it is before effective_from",
        ),
    ],
)
def test_one_mistake_at_a_time_is_refused_with_its_place(old, new, says):
    assert old in RIGHT
    with pytest.raises(PolicyError) as refused:
        parse_policy(RIGHT.replace(old, new), "elm.toml")
    assert says in str(refused.value)
    assert "\n" not in str(refused.value)


def test_files_that_are_not_policies_are_refused(tmp_path):
    picture = tmp_path / "policy.toml"
    picture.write_bytes(b"\x89PNG\xff\xfe")
    with pytest.raises(PolicyError, match="is not UTF-8 text"):
        read_policy(picture)
    with pytest.raises(PolicyError, match="cannot be read"):
        read_policy(tmp_path / "none.toml")
    big = tmp_path / "big.toml"
    big.write_text("#" * 2_000_001)
    with pytest.raises(PolicyError, match="too large"):
        read_policy(big)
    with pytest.raises(PolicyError, match=r"nested too deeply|not TOML"):
        parse_policy("a = " + "[" * 100_000, "deep.toml")


def test_an_unknown_name_lists_those_there_are():
    with pytest.raises(PolicyError, match="choose one of longhurst-2022, progress-2024"):
        shipped_policy("elm-2026")


def test_the_published_schema_is_current():
    published = Path(putright.policy.__file__).with_name("policy.schema.json")
    assert json.loads(published.read_text(encoding="utf-8")) == schema()


def test_a_file_broken_off_anywhere_is_read_or_refused_in_one_sentence():
    text = as_toml(shipped_policy("together-2021"))
    refused = []
    for end in range(0, len(text), 41):
        try:
            parse_policy(text[:end], "broken.toml")
        except PolicyError as no:
            refused.append(str(no))
    assert len(refused) > 100
    assert all(sentence.startswith("broken.toml") and "\n" not in sentence for sentence in refused)
