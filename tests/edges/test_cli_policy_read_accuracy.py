"""Policies of many styles, all of our own making, with what a careful person reads in each.

A wrong value is far worse than one that is not found: none may be wrong, and hardly any may be missing.
"""

import tomllib
from datetime import date
from pathlib import Path

import pytest

from putright.documents import read_document
from putright.policy.reading import read_prose

INPUTS = Path(__file__).parent / "inputs" / "policies"
TRUTHS = sorted(INPUTS.glob("*.truth.toml"))
MOST_MISSING = 0.05


def said(path):
    """What a person reads there: field -> value, flat."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


def read(truth):
    name = truth.name.removesuffix(".truth.toml")
    [source] = [path for path in INPUTS.glob(f"{name}.*") if path.suffix != ".toml"]
    return flat(read_prose(read_document(source)))


def flat(reading):
    """The reading in the words of the truth files."""
    policy = reading.policy
    values = {found.field: plain(found.value) for found in reading.found}
    for stage in policy.stage:
        for step in ("acknowledge", "respond"):
            limit = getattr(stage, step)
            if limit:
                start = limit.value.counted_from
                words = [str(limit.value.days), limit.value.day_kind.value, *([start.value] if start else [])]
                values[f"stage {stage.number} {step}"] = " ".join(words)
        if stage.extension:
            values[f"stage {stage.number} extension"] = stage.extension.value.days
            agreement = stage.extension.value.agreement
            values[f"stage {stage.number} agreement"] = agreement.value if agreement else None
        if stage.ask_within:
            asked = stage.ask_within.value
            values[f"stage {stage.number} ask within"] = f"{asked.number} {asked.unit.value}"
    values["stages"] = len(policy.stage)
    values["definition"] = policy.definitions.complaint.value if policy.definitions.complaint else None
    values["ways"] = {way.kind.value for way in policy.channels.ways}
    values["exclusions"] = {exclusion_words(one) for one in policy.acceptance.exclusions}
    values["contacts"] = {f"{one.body.value} {one.kind.value} {one.value}" for one in policy.contact}
    values["pre_stage"] = " ".join(
        f"{one.kind.value} {one.working_days}" if one.working_days else one.kind.value for one in policy.pre_stage
    )
    values["unsure"] = {found.field for found in reading.unsure}
    return values


def exclusion_words(one):
    parts = [one.ground.value, str(one.months or ""), one.proceedings.value if one.proceedings else ""]
    return " ".join(filter(None, parts))


def plain(value):
    return value.isoformat() if isinstance(value, date) else getattr(value, "value", value)


def differences(wanted, read_as):
    """Every value as right, missing or wrong: what is only less than the truth is missing, not wrong."""
    for field, want in wanted.items():
        got = read_as.get(field)
        if isinstance(want, list):
            yield from ((field, "right" if one in got else "missing", one) for one in want)
            yield from ((field, "wrong", one) for one in got - set(want))
        elif got == want or (want == "" and not got):
            yield field, "right", want
        elif got in {None, ""} or (isinstance(got, str) and isinstance(want, str) and want.startswith(got)):
            yield field, "missing", want
        else:
            yield field, "wrong", f"{got}, not {want}"


def test_there_are_policies_of_many_styles():
    assert len(TRUTHS) >= 15


@pytest.mark.parametrize("truth", TRUTHS, ids=lambda path: path.name.removesuffix(".truth.toml"))
def test_nothing_is_read_wrongly(truth):
    assert [one for one in differences(said(truth), read(truth)) if one[1] == "wrong"] == []


def test_hardly_anything_is_missed():
    found = [one for truth in TRUTHS for one in differences(said(truth), read(truth))]
    missing = [one for one in found if one[1] == "missing"]
    assert len(missing) <= MOST_MISSING * len(found), missing
