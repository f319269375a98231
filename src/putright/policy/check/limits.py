"""Time limits and extensions: a policy's days beside the edition's. Stricter than the Code is never a breach."""

from collections.abc import Iterable, Iterator

from putright.policy.check.judging import Judgement, Look, departure, met, not_stated, says, warning
from putright.policy.model import Stage
from putright.policy.vocabulary import Agreement, CountedFrom, DayKind, ExtensionLimit, Stated, TimeLimit
from putright.rulebook import Anchor, Duty, Extension, Limit

__all__ = ["extension", "in_days", "stage_of", "time_limit"]

_DAYS_IN_A_WEEK, _WORKING_DAYS_IN_A_WEEK = 7, 5

_RANK = {
    CountedFrom.PREVIOUS_RESPONSE: 0,
    CountedFrom.RECEIVED: 1,
    CountedFrom.ESCALATION_REQUESTED: 1,
    CountedFrom.LOGGED: 2,
    CountedFrom.ACKNOWLEDGED: 3,
    CountedFrom.INVESTIGATION_STARTED: 4,
}
"""In which order the events of a stage happen: counting from an earlier one is stricter."""

_ANCHOR_RANK = {
    Anchor.RECEIVED: 1,
    Anchor.ESCALATION_REQUESTED: 1,
    Anchor.LOGGED: 2,
    Anchor.ACKNOWLEDGED: 3,
    Anchor.ACKNOWLEDGE_DUE: 3,
}

_FROM = {
    CountedFrom.RECEIVED: "from receipt",
    CountedFrom.LOGGED: "from logging",
    CountedFrom.ACKNOWLEDGED: "from the acknowledgement",
    CountedFrom.ESCALATION_REQUESTED: "from the request to go on",
    CountedFrom.INVESTIGATION_STARTED: "from the start of the investigation",
    CountedFrom.PREVIOUS_RESPONSE: "from the answer before",
    CountedFrom.ORIGINAL_DUE: "beyond the original date",
}
_ANCHOR_FROM = {
    Anchor.RECEIVED: "from receipt",
    Anchor.LOGGED: "from logging",
    Anchor.ACKNOWLEDGED: "from the acknowledgement",
    Anchor.ACKNOWLEDGE_DUE: "from the last day for the acknowledgement",
    Anchor.ESCALATION_REQUESTED: "from the request to go on",
}


def stage_of(look: Look, number: int) -> Stage | None:
    """That stage as the policy describes it."""
    return next((stage for stage in look.policy.stage if stage.number == number), None)


def in_days(limit: TimeLimit | ExtensionLimit) -> str:
    """In words: "10 working days from receipt"."""
    kind = {DayKind.WORKING: "working days", DayKind.CALENDAR: "calendar days", DayKind.NOT_SAID: "days"}
    unit = kind[limit.day_kind]
    counted = f" {_FROM[limit.counted_from]}" if limit.counted_from else ""
    return f"{limit.days} {unit[:-1] if limit.days == 1 else unit}{counted}"


def time_limit(
    look: Look, number: int, act: str, stated: Stated[TimeLimit] | None, rule: Limit | None
) -> Iterator[Judgement]:
    """The limit for acknowledging or answering (`act`) at one stage, beside the edition's."""
    if rule is None:
        return
    allowed = f"{rule.working_days} working days {_ANCHOR_FROM[rule.counted_from[0]]}"
    if stated is None:
        yield not_stated(
            f"{look.document} does not say within how long a complaint is {act} at stage {number}.",
            f"Say: within {allowed}.",
        )
        return
    limit = stated.value
    gives = f"{says(stated, verb='give')} {in_days(limit)} for stage {number} to be {act}"
    too_long = _too_long(limit.days, limit.day_kind, rule.working_days)
    later = limit.counted_from is not None and _RANK.get(limit.counted_from, 0) > _ANCHOR_RANK[rule.counted_from[0]]
    advice = f"Make it {allowed}, or less."
    note = f" {stated.note}" if stated.note else ""
    if too_long is True or (later and limit.counted_from is CountedFrom.INVESTIGATION_STARTED):
        yield departure(look, f"{gives}; the limit is {allowed}.{note}", advice, stated)
    elif later or too_long is None:
        yield warning(f"{gives}, which may end later than {allowed}.{note}", advice, stated)
    else:
        yield met(f"{gives}{_beside(limit, rule, allowed)}{note}", stated, advice=_from_when(limit))


def _too_long(days: int, kind: DayKind, working_days: int) -> bool | None:
    """Whether a number of days goes past a number of working days; None where it may."""
    if days <= working_days:
        return False
    if kind is DayKind.WORKING or days * _WORKING_DAYS_IN_A_WEEK > working_days * _DAYS_IN_A_WEEK:
        return True
    return None


def _beside(limit: TimeLimit, rule: Limit, allowed: str) -> str:
    earlier = limit.counted_from is not None and _RANK.get(limit.counted_from, 9) < _ANCHOR_RANK[rule.counted_from[0]]
    if limit.days < rule.working_days or earlier or limit.day_kind is DayKind.CALENDAR:
        return f": stricter than {allowed}, and never a breach for that."
    if limit.counted_from is None:
        return f". It does not say from which day; the limit is {allowed}."
    return ": the same as the limit." if limit.day_kind is DayKind.WORKING else f": within {allowed} either way."


def _from_when(limit: TimeLimit) -> str:
    parts = []
    if limit.counted_from is None:
        parts.append("Say from which day it is counted.")
    if limit.day_kind is DayKind.NOT_SAID:
        parts.append("Say that working days are meant.")
    return " ".join(parts)


def extension(
    look: Look, number: int, stated: Stated[ExtensionLimit] | None, rule: Extension | None
) -> Iterable[Judgement]:
    """By how much an answer may be put off at one stage, and whether the reason is told."""
    if rule is None:
        return
    if stated is None:
        yield not_stated(
            f"{look.document} does not say by how much an answer at stage {number} may be put off.",
            f"Say: by no more than {rule.working_days} working days without good reason, with the reason explained.",
        )
        return
    yield _length(look, number, stated, rule)
    if stated.value.agreement is Agreement.NEEDED_BEYOND_LIMIT and _agreement_is_not_enough(look, rule):
        yield warning(
            f"{says(stated, verb='allow')} more than {stated.value.days} days with the resident's agreement; beyond "
            f"{rule.working_days} working days the test is a good reason, not agreement.",
            f"Say that an extension beyond {rule.working_days} working days needs a good reason, which is explained.",
            stated,
        )
    reason = look.policy.extension_notices.reason
    if reason is None:
        yield not_stated(
            f"{look.document} does not say that the reason for an extension is explained to the resident.",
            "Say that every extension is confirmed with its reason and the new date.",
        )
    elif not reason.value:
        yield departure(look, f"{says(reason)} that no reason is given.", "Give the reason.", reason)


def _agreement_is_not_enough(look: Look, rule: Extension) -> bool:
    """Editions before 2024 asked for agreement to long extensions themselves."""
    return look.provision.duty is Duty.MUST and rule.agreement_provision is None


def _length(look: Look, number: int, stated: Stated[ExtensionLimit], rule: Extension) -> Judgement:
    limit = stated.value
    allowed = f"{rule.working_days} working days without good reason"
    if limit.days is None:
        return warning(
            f"{says(stated, verb='let')} an answer at stage {number} be put off and does not say by how much.",
            f"Say: by no more than {allowed}.",
            stated,
        )
    gives = f"{says(stated, verb='let')} an answer at stage {number} be put off by up to {in_days(limit)}"
    approval = f" {limit.approval[:1].upper()}{limit.approval[1:]} has to approve it." if limit.approval else ""
    note = approval + (f" {stated.note}" if stated.note else "")
    too_long = _too_long(limit.days, limit.day_kind, rule.working_days)
    if too_long:
        advice = f"Make it no more than {allowed}."
        return departure(look, f"{gives}; the limit is {allowed}.{note}", advice, stated)
    if too_long is None:
        return warning(f"{gives}, which may go past {allowed}.{note}", f"Say {allowed}.", stated)
    beside = ": the same as the limit."
    if limit.days < rule.working_days:
        beside = f": stricter than {allowed}, and never a breach for that."
    elif limit.longer_with_good_reason is False:
        beside = ", and never longer: the limit, without its exception for a good reason, which is stricter."
    return met(f"{gives}{beside}{note}", stated)
