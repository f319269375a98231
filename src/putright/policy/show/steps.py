"""What happens to a complaint, stage by stage, for residents."""

from collections.abc import Iterator

from putright.policy.check.excluding import in_period
from putright.policy.check.judging import listed
from putright.policy.model import Policy, Stage
from putright.policy.show.blocks import Block, Bullets, Paragraph, Subheading
from putright.policy.vocabulary import CountedFrom, DayKind, ExtensionLimit, Stated, StatedFlag, TimeLimit
from putright.rulebook import Anchor, Limit, Rulebook, StageRule

__all__ = ["procedure", "sentence"]

_FIRST = 1
_FROM = {
    CountedFrom.RECEIVED: "of the day we get it",
    CountedFrom.LOGGED: "of the day we log it",
    CountedFrom.ACKNOWLEDGED: "of the day we write to say that we have it",
    CountedFrom.ESCALATION_REQUESTED: "of the day you ask",
    CountedFrom.INVESTIGATION_STARTED: "of the day we start to look into it",
    CountedFrom.PREVIOUS_RESPONSE: "of our answer before",
}
_ANCHOR_FROM = {
    Anchor.RECEIVED: _FROM[CountedFrom.RECEIVED],
    Anchor.LOGGED: _FROM[CountedFrom.LOGGED],
    Anchor.ACKNOWLEDGED: _FROM[CountedFrom.ACKNOWLEDGED],
    Anchor.ACKNOWLEDGE_DUE: _FROM[CountedFrom.ACKNOWLEDGED],
    Anchor.ESCALATION_REQUESTED: _FROM[CountedFrom.ESCALATION_REQUESTED],
}
_PARTS = {
    "stage": "which stage it is",
    "complaint_definition": "what your complaint is about",
    "decision": "what we decided",
    "reasons": "why",
    "remedy": "what we do to put it right",
    "learning": "what we have learnt",
    "outstanding_actions": "what we still have to do",
    "how_to_escalate": "how to take it further",
    "ombudsman_details": "how to go to the Ombudsman",
}


def sentence(text: str) -> str:
    """`text` with a capital letter and a full stop, and no other change."""
    words = text.strip()
    return words[:1].upper() + words[1:] + ("" if words.endswith((".", "?", "!")) else ".")


def procedure(policy: Policy, edition: Rulebook) -> Iterator[Block]:
    """Every step, with its limits; where the policy has none, the Code's, and the page says so."""
    numbers = [rule.number for rule in edition.stages if not rule.optional]
    numbers += [stage.number for stage in policy.stage if stage.number not in numbers]
    yield Paragraph(f"We have {len(numbers)} stages. You can ask the {edition.body} for advice at any of them.")
    yield from _before(policy)
    for number in sorted(numbers):
        stage = next((one for one in policy.stage if one.number == number), None)
        yield from _stage(policy, number, stage, edition.stage(number))
    yield from _more_time(policy, edition)
    if policy.handling.mediation is not None:
        yield Subheading("Mediation")
        yield Paragraph(sentence(policy.handling.mediation.value))


def _before(policy: Policy) -> Iterator[Block]:
    for step in policy.pre_stage:
        yield Subheading(sentence(step.name).rstrip("."))
        text = "We first try to settle your complaint."
        if step.working_days:
            text = f"We first try to settle your complaint, within {step.working_days} working days."
        if step.right_to_go_on:
            text += " If you are not happy with that, you can take it further."
        yield Paragraph(text)


def _stage(policy: Policy, number: int, stage: Stage | None, rule: StageRule | None) -> Iterator[Block]:
    yield Subheading(f"Stage {number}" + (f": {stage.name}" if stage and stage.name else ""))
    if number > _FIRST:
        yield Paragraph(_asking(number, stage))
    lines = [
        *_acknowledging(policy, stage, rule),
        *_deciding(stage, number),
        *_answering(stage, rule),
    ]
    yield Bullets(tuple(lines))
    if stage is not None and stage.response_parts is not None:
        yield Paragraph("Our answer tells you:")
        yield Bullets(tuple(_PARTS.get(part, part.replace("_", " ")) for part in stage.response_parts.value))


def _asking(number: int, stage: Stage | None) -> str:
    text = f"If you are not happy with any part of our answer, you can ask for stage {number}."
    if stage is None:
        return text
    if stage.reasons_required is not None:
        text += " You have to say why." if stage.reasons_required.value else " You do not have to say why."
    if _true(stage.reasons_sought):
        text += " If something is not clear, we ask you."
    if _true(stage.writing_required):
        text += " You have to ask in writing."
    if stage.ask_within is not None:
        text += f" You have {in_period(stage.ask_within.value)} to ask."
    return text


def _acknowledging(policy: Policy, stage: Stage | None, rule: StageRule | None) -> Iterator[str]:
    within = _within(stage.acknowledge if stage else None, rule.acknowledge if rule else None)
    if not within:
        return
    yield f"We write to say that we have your complaint {within}."
    handling = policy.handling
    told = []
    if _true(handling.complaint_definition):
        told.append("what we understand your complaint to be")
    if _true(handling.outcomes_sought):
        told.append("what you want us to do")
    if _true(handling.responsibility_said):
        told.append("which parts of it are our job")
    if told:
        yield f"We tell you {listed(told)}."


def _deciding(stage: Stage | None, number: int) -> Iterator[str]:
    if stage is not None and _true(stage.other_person):
        yield "It is decided by somebody who did not decide before."
    elif stage is not None and stage.decided_by is not None:
        yield f"It is decided by {stage.decided_by.value}."
    if number > _FIRST and stage is not None and _true(stage.final):
        yield "This is our final answer."


def _answering(stage: Stage | None, rule: StageRule | None) -> Iterator[str]:
    within = _within(stage.respond if stage else None, rule.respond if rule else None)
    if within:
        yield f"We send you our answer {within}."


def _within(stated: Stated[TimeLimit] | None, rule: Limit | None) -> str:
    """The policy's limit, from its own start or where it has none the Code's; else the Code's limit, named as such."""
    start = f" {_ANCHOR_FROM[rule.counted_from[0]]}" if rule else ""
    if stated is None:
        return f"within {rule.working_days} working days{start}, as the Code says" if rule else ""
    limit = stated.value
    own = f" {_FROM[limit.counted_from]}" if limit.counted_from in _FROM else start
    return f"within {_days(limit)}{own}"


def _days(limit: TimeLimit | ExtensionLimit) -> str:
    unit = {DayKind.WORKING: "working day", DayKind.CALENDAR: "calendar day", DayKind.NOT_SAID: "day"}[limit.day_kind]
    return f"{limit.days} {unit}{'s' * (limit.days != 1)}"


def _more_time(policy: Policy, edition: Rulebook) -> Iterator[Block]:
    lines = []
    for rule in edition.stages:
        stage = next((one for one in policy.stage if one.number == rule.number), None)
        if stage is not None and stage.extension is not None and stage.extension.value.days:
            lines.append(f"At stage {rule.number}: up to {_days(stage.extension.value)} more.")
        elif rule.extension is not None and not rule.optional:
            days = rule.extension.working_days
            lines.append(f"At stage {rule.number}: up to {days} working days more, as the Code says.")
    if not lines:
        return
    yield Subheading("If we need more time")
    yield Bullets(tuple(lines))
    notices = policy.extension_notices
    told = {
        "why": _true(notices.reason),
        "the new date": _true(notices.new_date),
        "how to reach the Ombudsman": _true(notices.ombudsman_details),
        "when you will hear from us next": _true(notices.updates) or _true(notices.updates_agreed),
    }
    if any(told.values()):
        yield Paragraph(f"We tell you {listed(words for words, is_told in told.items() if is_told)}.")
    if _true(notices.resident_may_ask):
        yield Paragraph("You can ask for more time too.")


def _true(stated: StatedFlag) -> bool:
    return stated is not None and stated.value
