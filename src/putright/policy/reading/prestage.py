"""What stands before stage 1: a named informal step, or an attempt to settle early in its place."""

import re
from collections.abc import Sequence

from putright.policy.procedure import PreStage
from putright.policy.reading.durations import as_days, durations_in
from putright.policy.reading.limits import Role, Timing
from putright.policy.reading.prose import Prose, Sentence
from putright.policy.reading.stages import StageMap, Told
from putright.policy.vocabulary import DayKind, PreStageKind, Sure

__all__ = ["pre_stages"]

_NAMED = re.compile(
    r"\b(?P<name>stage\s*(?:0|zero)|(?:the\s+)?(?:informal|pre[\s-]?complaint|pre)[\s-]+(?:stage|step|process|procedure|complaints?\s+stage)"
    r"|informal(?:\s+complaints?)?\s+resolution|informal\s+complaints?|first[\s-](?:point\s+of\s+)?contact\s+resolution|quick\s+fix(?:es)?"
    r"|local\s+resolution|early\s+resolution\s+(?:stage|process|step)|frontline\s+fix)\b",
    re.IGNORECASE,
)
_SETTLES = re.compile(
    r"\bearly\s+(?:resolution|settlement|solution)\b|\b(?:resolve|sort|settle|deal|fix|handle)\w*\b[^.;]{0,50}\binformally\b|\binformally\b[^.;]{0,40}\b(?:resolve|sort|settle|deal|fix|handle)|\bwithout\s+(?:(?:the\s+|a\s+)?need\s+(?:for|to)|needing)\b[^.;]{0,60}\b(?:full|formal|stage\s*(?:1|one)|investigat\w*)",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"\b(?:no|not|\w{1,8}n['\u2019]t|never|without|do not have|removed|does not|isn't|rather than|instead of)\b[^.;]{0,50}(?:stage\s*(?:0|zero)|informal|pre[\s-]?complaint|pre[\s-]?stage|early resolution (?:stage|process)|quick fix)",
    re.IGNORECASE,
)
_ENDS = re.compile(
    r"\b(?:process|procedure)\s+(?:has been|is|will be)\s+exhausted|\bescalation\b[^.;]{0,60}\bno purpose|\bno (?:further|formal) (?:action|investigation|contact)"
    r"|\bconsidered (?:resolved|closed)|\b(?:will be|is) closed\b|\bnot (?:be )?(?:recorded|logged|treated|registered|counted) as (?:a )?(?:formal )?complaint",
    re.IGNORECASE,
)
_INSTEAD = re.compile(
    r"\bwithout\s+(?:the\s+|a\s+)?need\s+(?:for|to)\b|\brather than\b[^.;]{0,40}\b(?:formal|stage|investigat)|\bnot (?:be )?(?:recorded|logged|treated|registered|counted) as (?:a )?(?:formal )?complaint",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"\b(?:not\s+(?:prevent|delay|stop|affect)|can|may|right|able to|option|will be)\b[^.;]{0,90}\b(?:escalat\w+|formal|stage\s*(?:1|one|2|two)|go on|progress)"
    r"|\b(?:escalat\w+|moved?|progress\w*|pass\w*|raised?|log\w*)\b[^.;]{0,40}\b(?:to|at|as a)\s+(?:the\s+)?(?:stage\s*(?:1|one)|formal)|\brequest\b[^.;]{0,60}\b(?:formal|stage\s*(?:1|one)|investigated)",
    re.IGNORECASE,
)
_UNSETTLED = re.compile(
    r"\b(?:not|cannot|unable|\w{1,8}n['\u2019]t)\b[^.;]{0,20}\b(?:resolve|settle|sort)\w*\b[^.;]{0,40}$", re.IGNORECASE
)
_LOGS_STAGE_1 = re.compile(
    r"\b(?:record|log|raise|register|escalate|open)\w*\b[^.;]{0,50}\b(?:formal|stage (?:1|one))", re.IGNORECASE
)
_REFUSES = re.compile(r"\bescalation to stage\b[^.;]{0,40}\bno purpose|\brefus\w+", re.IGNORECASE)


def pre_stages(prose: Prose, stages: StageMap, read: Sequence[Timing]) -> tuple[PreStage, ...]:
    """The steps before stage 1: one named stage at most, and one early settlement at most."""
    named = _named(prose, stages, read)
    settled = None if named else _settled(prose, read)
    return tuple(step for step in (named, settled) if step)


def _named(prose: Prose, stages: StageMap, read: Sequence[Timing]) -> PreStage | None:
    spoken = [s for s in prose.sentences if _NAMED.search(s.text) and not _DENIED.search(s.text)]
    if not spoken and any(_INSTEAD.search(s.text) or _ENDS.search(s.text) for s in _about(prose, stages)):
        # Early settlement under a heading of its own, ending there what nobody records: a stage in all but name.
        spoken = [s for s in prose.sentences if s.heading and _SETTLES.search(s.text)]
    if not spoken:
        return None
    about = _about(prose, stages)
    first = next((s for s in spoken if s.heading), spoken[0])
    name = _name(stages, first)
    # A heading with nothing under it, or one mention in passing, is no step of its own.
    told = [s for s in about if not s.heading]
    if not told:
        return None
    heads = any(s.heading for s in spoken)
    numbered = any(re.search(r"stage\s*(?:0|zero)|\bstage\b", s.text, re.IGNORECASE) for s in spoken)
    own = next((s for s in told if _NAMED.search(s.text)), None) or next(
        (s for s in told if s.section == first.section), told[0]
    )
    return PreStage(
        name=name,
        kind=PreStageKind.NAMED_STAGE,
        section=own.cited,
        working_days=_days(read),
        may_end_the_complaint=_found(_ENDS, told),
        instead_of_investigation=_found(_INSTEAD, told),
        right_to_go_on=_found(_GOES_ON, told),
        passage=own.passage,
        sure=Sure.HIGH if heads or stages.informal_names else Sure.MEDIUM if numbered or len(spoken) > 1 else Sure.LOW,
        note=_note(read, told),
    )


def _settled(prose: Prose, read: Sequence[Timing]) -> PreStage | None:
    spoken = [s for s in prose.sentences if _SETTLES.search(s.text) and not _DENIED.search(s.text) and not s.heading]
    if not spoken:
        return None
    first = spoken[0]
    near = [s for s in prose.sentences if s.section == first.section and abs(s.paragraph - first.paragraph) <= 1]
    return PreStage(
        name="early resolution",
        kind=PreStageKind.EARLY_SETTLEMENT,
        section=first.cited,
        working_days=_days(read) or _days_before_stage_1(prose),
        may_end_the_complaint=None,
        instead_of_investigation=_found(_INSTEAD, near),
        right_to_go_on=_found(_GOES_ON, near),
        passage=first.passage,
        sure=Sure.MEDIUM,
        note=_note(read, near),
    )


def _days_before_stage_1(prose: Prose) -> int | None:
    """The days after which a complaint that was not settled is logged: "If we cannot resolve it within 5 working days"."""
    for place, sentence in enumerate(prose.sentences):
        durations = durations_in(sentence.text)
        if len(durations) == 1 and _UNSETTLED.search(sentence.text[: durations[0].start]):
            near = " ".join(s.text for s in prose.sentences[place : place + 2])
            days = as_days(durations[0])
            if days and days[1] is not DayKind.CALENDAR and _LOGS_STAGE_1.search(near):
                return days[0]
    return None


def _about(prose: Prose, stages: StageMap) -> list[Sentence]:
    """The sentences about the step before stage 1: under its heading, or naming it alone."""
    found = []
    for place, sentence in enumerate(prose.sentences):
        context = stages.contexts[place]
        if context.stages == (0,) or (0 in context.stages and context.told is Told.BY_WORDS):
            found.append(sentence)
    return found


def _name(stages: StageMap, first: Sentence) -> str:
    if stages.informal_names:
        return stages.informal_names[-1]
    match = _NAMED.search(first.text)
    words = " ".join(match["name"].split()) if match else first.text
    return re.sub(r"^the\s+", "", words, flags=re.IGNORECASE).lower()


def _days(read: Sequence[Timing]) -> int | None:
    """How many working days it may take: only a number of days that are not said to be calendar days."""
    found = {
        days[0]
        for timing in read
        if timing.stages == (0,)
        and timing.role in {Role.RESPOND, Role.ACKNOWLEDGE, Role.OTHER}
        and (days := as_days(timing.duration))
        and days[1] is not DayKind.CALENDAR
    }
    return max(found) if found else None


def _note(read: Sequence[Timing], told: list[Sentence]) -> str:
    kinds = {timing.duration.kind for timing in read if timing.stages == (0,)}
    notes = []
    if DayKind.NOT_SAID in kinds:
        notes.append("The document says days without saying which; they were read as working days.")
    if any(_REFUSES.search(sentence.text) for sentence in told):
        notes.append("The passage also speaks of not going on to stage 1.")
    return " ".join(notes)


def _found(pattern: re.Pattern[str], sentences: list[Sentence]) -> bool | None:
    return True if any(pattern.search(sentence.text) for sentence in sentences) else None
