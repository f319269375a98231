"""The stages themselves: limits for acknowledging and answering, who decides, and how a resident gets there."""

import re
from collections.abc import Sequence

from putright.policy.procedure import Stage
from putright.policy.reading.choosing import CLEAR, HINT, LIKELY, Candidate, chosen
from putright.policy.reading.durations import as_days, as_period
from putright.policy.reading.extensions import extension_of
from putright.policy.reading.limits import Role, Timing, anchor_in
from putright.policy.reading.prose import Prose
from putright.policy.reading.reviewing import decided_by, response_parts, stage_flags
from putright.policy.reading.stages import StageMap, Told
from putright.policy.vocabulary import AskWithin, CountedFrom, DayKind, Stated, TimeLimit

__all__ = ["stages_of"]

_LONGEST = {Role.ACKNOWLEDGE: 30, Role.RESPOND: 90}
"""Beyond these a number of days is about something else."""
_STRENGTH = {Told.BY_WORDS: CLEAR, Told.BY_HEADING: CLEAR, Told.BY_NAME: LIKELY, Told.BY_NEIGHBOUR: LIKELY}
_RECEIPT = re.compile(r"\breceipt|\breceiv", re.IGNORECASE)
_CLOCK = re.compile(
    r"(?:time ?(?:scale|limit|frame)s?|clock|days|deadlines?)\b[^.;]{0,40}\b(?:start|count|run|begin|measur|calculat)\w*\s+(?:to run\s+)?(?:from|when|once|on)\s+(?P<what>[^.;,]{3,90})",
    re.IGNORECASE,
)


def stages_of(prose: Prose, stages: StageMap, read: Sequence[Timing]) -> tuple[Stage, ...]:
    """Every stage the document has, with what it says of each; a stage without a limit is there all the same."""
    numbers = stages.numbers or tuple(
        number
        for number in (1, 2)
        if any(number in (timing.stages or (1,)) and timing.role in _LONGEST for timing in read)
    )
    return tuple(_stage(number, prose, stages, read) for number in numbers if number)


def _stage(number: int, prose: Prose, stages: StageMap, read: Sequence[Timing]) -> Stage:
    acknowledge = _limit(number, Role.ACKNOWLEDGE, read)
    respond = _with_clock(_limit(number, Role.RESPOND, read), prose)
    first = stages.first_seen.get(number)
    limit = respond or acknowledge
    headed = first is not None and first.heading
    section = first.cited if first and (headed or not limit) else limit.section if limit else "the document"
    return Stage(
        number=number,
        section=section,
        name=stages.names.get(number, ""),
        acknowledge=acknowledge,
        respond=respond,
        extension=extension_of(number, read, prose, stages),
        decided_by=decided_by(number, prose, stages),
        ask_within=_ask_within(number, read),
        response_parts=response_parts(number, prose, stages),
        **stage_flags(number, prose, stages),
    )


def _limit(number: int, role: Role, read: Sequence[Timing]) -> Stated[TimeLimit] | None:
    return chosen(list(_limits(number, role, read)), agree=_alike, fuller=_fullness)


def _limits(number: int, role: Role, read: Sequence[Timing]) -> list[Candidate[TimeLimit]]:
    found = []
    for timing in read:
        days = as_days(timing.duration)
        if timing.role is not role or days is None or days[0] > _LONGEST[role]:
            continue
        strength = _STRENGTH.get(timing.told, HINT)
        note = days[2]
        if not timing.stages and number == 1 and timing.sentence.section.path.lower().find("ombudsman") < 0:
            strength, note = LIKELY, " ".join(filter(None, [note, "No stage is named; read as stage 1."]))
        elif number not in timing.stages:
            continue
        if timing.conditional:
            strength = HINT
        anchor = timing.anchor
        if (
            number > 1
            and anchor is CountedFrom.RECEIVED
            and _RECEIPT.search(f"{timing.head[-120:]} {timing.tail[:60]}")
        ):
            anchor = CountedFrom.ESCALATION_REQUESTED
            note = " ".join(
                filter(None, [note, "The document says receipt: read as receipt of the request to escalate."])
            )
        if anchor is CountedFrom.PREVIOUS_RESPONSE and role is Role.ACKNOWLEDGE:
            anchor = None
        found.append(Candidate(TimeLimit(days[0], days[1], anchor), timing.sentence, strength, note))
    return found


def _alike(one: TimeLimit, other: TimeLimit) -> bool:
    """Whether two limits can both be true: the same days, and no two different starts or kinds of day."""
    kinds = {one.day_kind, other.day_kind} - {DayKind.NOT_SAID}
    starts = {one.counted_from, other.counted_from} - {None}
    return one.days == other.days and len(kinds) <= 1 and len(starts) <= 1


def _fullness(limit: TimeLimit) -> int:
    return 2 * (limit.counted_from is not None) + (limit.day_kind is not DayKind.NOT_SAID)


def _with_clock(respond: Stated[TimeLimit] | None, prose: Prose) -> Stated[TimeLimit] | None:
    """A limit without a start takes the one that the policy gives for all of them, where it gives one."""
    if respond is None or respond.value.counted_from is not None:
        return respond
    for sentence in prose.sentences:
        match = _CLOCK.search(sentence.text)
        anchor = anchor_in(match["what"]) if match else None
        if anchor is not None:
            limit = TimeLimit(respond.value.days, respond.value.day_kind, anchor)
            note = f"{respond.note} The start is said in section {sentence.cited}: {sentence.passage}".strip()
            return Stated(limit, respond.section, respond.passage, respond.sure, note)
    return respond


def _ask_within(number: int, read: Sequence[Timing]) -> Stated[AskWithin] | None:
    """The resident's time for asking for stage `number`: said of that stage, or of the answer to the one before."""
    if number == 1:
        return None
    found = []
    for timing in read:
        period = as_period(timing.duration)
        if timing.role is not Role.ASK or period is None:
            continue
        strength = _STRENGTH.get(timing.told, LIKELY)
        target = _target(timing)
        if target is None and number == 2:  # noqa: PLR2004  the first stage that is asked for
            target, strength = 2, LIKELY
        if target == number:
            found.append(Candidate(period, timing.sentence, strength))
    return chosen(found)


def _target(timing: Timing) -> int | None:
    """Which stage is asked for: the one named after "to"; the next after the one whose answer starts the time."""
    said = re.search(
        r"\b(?:to|for|request|requesting)\s+(?:a\s+|the\s+)?stage\s*(2|two|3|three)\b",
        timing.head + timing.tail,
        re.IGNORECASE,
    )
    if said:
        return 2 if said[1].lower() in {"2", "two"} else 3
    answered = re.search(
        r"\b(?:stage\s*(?P<n>1|one|2|two)|first stage|second stage)\s+(?:response|decision|reply|outcome|letter)",
        timing.tail + timing.head,
        re.IGNORECASE,
    )
    if answered:
        return 2 if (answered["n"] or answered[0].split()[0]).lower() in {"1", "one", "first"} else 3
    if len(timing.stages) == 1:
        stage = timing.stages[0]
        # Under the heading of a stage that ends in an answer, the time is for asking for the next.
        return stage + 1 if timing.anchor is CountedFrom.PREVIOUS_RESPONSE and stage == 1 else max(stage, 2)
    return None
