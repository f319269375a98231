"""The whole reading: a policy with a passage behind every value, what was not found, and what is not sure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, get_args

from putright.passages import Document
from putright.policy.intake import Channels
from putright.policy.model import Policy
from putright.policy.procedure import Stage
from putright.policy.reading.about import NOT_FOUND, about_of
from putright.policy.reading.acceptance import acceptance_of
from putright.policy.reading.channels import channels_of
from putright.policy.reading.contacts import contacts_of
from putright.policy.reading.definition import definitions_of
from putright.policy.reading.handling import escalation_of, extension_notices_of, handling_of, ombudsman_of
from putright.policy.reading.limits import timings
from putright.policy.reading.people import people_of, representatives_of, restrictions_of
from putright.policy.reading.prestage import pre_stages
from putright.policy.reading.prose import Prose
from putright.policy.reading.remedies import remedies_of
from putright.policy.reading.roles import publicity_of, reports_of, roles_of
from putright.policy.reading.rules import Rule, stated_by
from putright.policy.reading.sections import prose_of
from putright.policy.reading.stages import stage_map
from putright.policy.reading.steps import stages_of
from putright.policy.vocabulary import Stated, Sure

__all__ = ["Found", "Reading", "read_prose"]

_COMPLAINT = re.compile(r"\bcomplain", re.IGNORECASE)
_SELF_ASSESSMENT = re.compile(r"\bself[\s-]assessment\b", re.IGNORECASE)
_ANSWER = re.compile(r"\b(?:compl(?:y|ies|iance)\s*[?:]|comply: yes/no)|^(?:yes|no|n/?a)$", re.IGNORECASE)
_MANY_ANSWERS = 12
_STAGES_EXPECTED = 2
_CHANNEL_RULES = (
    Rule("must_be_in_writing", r"\b(?:complaints?|you|residents?|customers?)\b[^.;]{0,40}\b(?:must|need to|has to|have to|should only)\b[^.;]{0,30}\bin writing\b", unless=r"stage (?:2|two)|escalat|review|appeal|not (?:need|have)|represent|consent"),
    Rule("must_be_in_writing", r"\b(?:not|\w{1,8}n['\u2019]t)\b[^.;]{0,30}\b(?:need|have|has) to\b[^.;]{0,40}\bin writing\b", False, may_deny=True, unless=r"stage (?:2|two)|escalat|review|appeal"),
)  # fmt: skip
_PARTS = tuple(entry.name.replace("_", " ") for entry in fields(Policy))
_LATER_STAGES = frozenset(
    {
        "other person",
        "ask within",
        "reasons required",
        "writing required",
        "reasons sought",
        "open if unsettled",
    }
)
"""What no policy says of the first stage: nobody decided before, and nobody asks for it a second time."""


@dataclass(frozen=True, slots=True)
class Found:
    """One value that was read: where it stands in the draft, and what it was read from."""

    field: str
    """As a person would look it up in the draft: "stage 1 respond"."""
    value: Any
    section: str
    sure: Sure
    passage: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What came out of one document."""

    policy: Policy
    found: tuple[Found, ...]
    not_found: tuple[str, ...]
    """The fields nothing was found for, as `Found.field` names them, in the order of the model."""
    notes: tuple[str, ...]
    """What a person has to know before trusting the draft, each a sentence."""

    @property
    def not_found_by_part(self) -> dict[str, tuple[str, ...]]:
        """The same by part of the policy: "stage 2" -> ("acknowledge", "extension")."""
        parts: dict[str, list[str]] = {}
        for name in self.not_found:
            part = next((known for known in _PARTS if name.startswith(f"{known} ")), name)
            part = " ".join(name.split()[:2]) if part == "stage" else part
            parts.setdefault(part, []).append(name.removeprefix(part).strip() or "none")
        return {part: tuple(names) for part, names in parts.items()}

    @property
    def unsure(self) -> tuple[Found, ...]:
        """The values to look at first: weakly said, or disputed by another passage."""
        return tuple(found for found in self.found if found.sure is Sure.LOW)


def read_prose(document: Document) -> Reading:
    """Read a complaints policy. A document that never speaks of complaints gives an empty reading, not a guess."""
    prose = prose_of(document)
    if not any(_COMPLAINT.search(sentence.text) for sentence in prose.sentences):
        prose = Prose(prose.name, (), (), prose.cut)
    policy = _policy(prose)
    found = tuple(_found(policy))
    notes = (*document.notes, *_notes(prose, policy))
    return Reading(policy, found, tuple(_missing(policy)), notes)


def _policy(prose: Prose) -> Policy:
    stages = stage_map(prose)
    read = list(timings(prose, stages))
    return Policy(
        about=about_of(prose),
        definitions=definitions_of(prose),
        channels=Channels(ways=channels_of(prose), **stated_by(_CHANNEL_RULES, prose)),
        acceptance=acceptance_of(prose),
        pre_stage=pre_stages(prose, stages, read),
        stage=stages_of(prose, stages, read),
        extension_notices=extension_notices_of(prose),
        escalation=escalation_of(prose),
        handling=handling_of(prose),
        representatives=representatives_of(prose),
        people=people_of(prose),
        restrictions=restrictions_of(prose),
        remedies=remedies_of(prose, read),
        roles=roles_of(prose),
        reports=reports_of(prose),
        ombudsman=ombudsman_of(prose),
        publicity=publicity_of(prose),
        contact=contacts_of(prose),
    )


def _notes(prose: Prose, policy: Policy) -> Iterator[str]:
    answers = sum(1 for sentence in prose.sentences if _ANSWER.search(sentence.text))
    if answers >= _MANY_ANSWERS and any(_SELF_ASSESSMENT.search(sentence.text) for sentence in prose.sentences[:40]):
        yield "This looks like a self-assessment, not a policy: much of it is the Code's own wording, so trust nothing here."
    elif not policy.stage and policy.definitions.complaint is None and not policy.channels.ways:
        yield "This may not be a complaints policy: no stage, no definition of a complaint and no way to complain was found."
    if prose.cut:
        yield "The document is longer than is read: the end of it was left out."


def _found(policy: Policy) -> Iterator[Found]:
    for name, value in _values(policy, ""):
        if isinstance(value, Stated):
            if value.value != NOT_FOUND:
                yield Found(name, value.value, value.section, value.sure or Sure.LOW, value.passage, value.note)
        elif value is not None:
            shown = getattr(value, "ground", None) or getattr(value, "kind", None)
            yield Found(name, shown, value.section, value.sure or Sure.LOW, value.passage, getattr(value, "note", ""))


def _values(part: Any, name: str) -> Iterator[tuple[str, Any]]:  # noqa: ANN401  any part of the model
    """Every statement of the model with its name, those that are missing among them; lists by their entries."""
    for entry in fields(part):
        value = getattr(part, entry.name)
        label = f"{name} {entry.name.replace('_', ' ')}".strip()
        if isinstance(value, Stated) or (value is None and _may_be_stated(entry.type)):
            yield label, value
        elif isinstance(value, tuple):
            yield from _entries(value, label)
        elif is_dataclass(value) and not isinstance(value, type):
            yield from _values(value, label)


def _entries(values: tuple[Any, ...], label: str) -> Iterator[tuple[str, Any]]:
    if not values:
        yield label, None
    for value in values:
        if isinstance(value, Stage):
            yield from _values(value, f"stage {value.number}")
        elif is_dataclass(value):
            detail = getattr(value, "ground", None) or getattr(value, "kind", None)
            yield f"{label} {str(detail).replace('_', ' ')}" if detail else label, value


def _may_be_stated(kind: object) -> bool:
    """Whether a field's type is a statement or None."""
    return any(getattr(option, "__origin__", None) is Stated for option in get_args(kind))


def _missing(policy: Policy) -> Iterator[str]:
    last = max((stage.number for stage in policy.stage), default=0)
    for name, value in _values(policy, ""):
        if name.removeprefix("stage 1 ") in _LATER_STAGES or (
            name.endswith(" final") and name != f"stage {last} final"
        ):
            continue
        if value is None or (isinstance(value, Stated) and value.value == NOT_FOUND):
            yield name
    if len(policy.stage) < _STAGES_EXPECTED:
        yield f"stage {len(policy.stage) + 1}"
