"""The shape of a policy's TOML file, taken from the model itself, and the checks that no shape can say.

Unknown keys are refused: a misspelt key would otherwise be a statement of the landlord's that nobody reads.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict

from putright.policy.model import Policy
from putright.policy.vocabulary import Stated

__all__ = ["PolicyFile", "mistakes", "schema"]

_LEAST: dict[tuple[str, ...], int] = {("members_responsible", "value"): 0}
"""Nobody may have been appointed; every other number is at least 1."""


class PolicyFile(BaseModel):
    """A whole file: the frozen values themselves, with nothing beside them."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    policy: Policy


def schema() -> dict[str, Any]:
    """The JSON Schema of a policy file."""
    whole = PolicyFile.model_json_schema()
    definitions = whole["$defs"]
    top = definitions.pop("Policy")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A landlord's complaints policy, as putright reads it from TOML",
        **{key: value for key, value in top.items() if key != "title"},
        "$defs": definitions,
    }


def mistakes(policy: Policy) -> Iterator[tuple[str, str]]:
    """What is wrong in a file that has the right shape: where, and why with the way out."""
    yield from _dates(policy)
    yield from _stages(policy)
    yield from _values(policy, ())


def _dates(policy: Policy) -> Iterator[tuple[str, str]]:
    about = policy.about
    if about.effective_from and about.effective_until and about.effective_until.value < about.effective_from.value:
        yield "about effective_until", "it is before effective_from; correct one of the two."


def _stages(policy: Policy) -> Iterator[tuple[str, str]]:
    for number, times in Counter(stage.number for stage in policy.stage).items():
        if times > 1:
            yield f"stage {number}", f"it stands there {times} times; keep one."
    numbers = [stage.number for stage in policy.stage]
    if numbers != sorted(numbers):
        yield "stage", "the stages are not in order; number them 1, 2 and on."


def _values(value: object, where: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Every number at least 1, and every statement with its section and something said."""
    if isinstance(value, tuple):
        for position, entry in enumerate(value, 1):
            yield from _values(entry, (*where, f"number {position}"))
    elif is_dataclass(value) and not isinstance(value, type):
        if getattr(value, "section", "something") == "":
            yield " ".join(where), "its section is empty; say where the document says so."
        if isinstance(value, Stated) and value.value in ("", ()):
            yield " ".join(where), "its value is empty; leave the statement out where the document does not say."
        for entry in fields(value):
            yield from _values(getattr(value, entry.name), (*where, entry.name))
    elif isinstance(value, int) and not isinstance(value, bool) and value < _LEAST.get(where[-2:], 1):
        yield " ".join(where), f"{value} cannot be right; a number here is at least {_LEAST.get(where[-2:], 1)}."
