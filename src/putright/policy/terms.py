"""What a policy says, as the complaint room needs it: stage rules, grounds, and which version governs.

A policy's limits are compared with the edition's, never put in their place.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from putright.policy.model import Exclusion, Policy, Stage
from putright.policy.vocabulary import Agreement, CountedFrom, DayKind, ExtensionLimit, Stated, TimeLimit
from putright.rulebook import Anchor, Extension, Limit, Rulebook, StageRule

__all__ = ["in_force", "policy_grounds", "stage_rules"]

_ANCHORS = {
    CountedFrom.RECEIVED: Anchor.RECEIVED,
    CountedFrom.LOGGED: Anchor.LOGGED,
    CountedFrom.ACKNOWLEDGED: Anchor.ACKNOWLEDGED,
    CountedFrom.ESCALATION_REQUESTED: Anchor.ESCALATION_REQUESTED,
}
_DAYS_IN_A_WEEK, _WORKING_DAYS_IN_A_WEEK = 7, 5
_FIRST = 1
"""The stage that starts with receipt; every later one starts with the resident's request."""


def in_force(policies: Iterable[Policy], on: date) -> Policy | None:
    """The version in force on a day, None where there was none.

    Of several, the one that took effect last; a later version does not reach back, and an ended one does not go on.
    """
    found: Policy | None = None
    latest: date | None = None
    for policy in policies:
        start, end = policy.about.effective_from, policy.about.effective_until
        if start is None or start.value > on or (end is not None and end.value < on):
            continue
        if latest is None or start.value > latest:
            found, latest = policy, start.value
    return found


def policy_grounds(policy: Policy) -> tuple[Exclusion, ...]:
    """The grounds on which the policy does not accept a complaint, in its order."""
    return policy.acceptance.exclusions


def stage_rules(policy: Policy, edition: Rulebook | None = None) -> tuple[StageRule, ...]:
    """The policy's stages with their limits in working days; a stage whose answer has no limit is left out.

    `provision` is the policy's section and `source` its title. Where the policy does not say from which day a limit is
    counted, the edition's own start stands in, or without an edition the receipt or the request; a limit in calendar
    days becomes working days, rounded down; "days" alone are read as working days. Every such reading is in the limit's `doubt`.
    """
    found = []
    for stage in policy.stage:
        rule = edition.stage(stage.number) if edition else None
        if stage.respond is not None:
            found.append(_rule(policy, stage, stage.respond, rule))
    return tuple(found)


def _rule(policy: Policy, stage: Stage, respond: Stated[TimeLimit], rule: StageRule | None) -> StageRule:
    acknowledge = stage.acknowledge
    return StageRule(
        number=stage.number,
        name=stage.name or f"Stage {stage.number}",
        acknowledge=_limit(policy, stage, acknowledge, rule.acknowledge if rule else None) if acknowledge else None,
        respond=_limit(policy, stage, respond, rule.respond if rule else None),
        extension=_extension(policy, stage.extension, respond.value) if stage.extension else None,
        other_person_provision=stage.other_person.section if stage.other_person and stage.other_person.value else None,
        response_letter=rule.response_letter if rule else f"response_{stage.number}",
    )


def _limit(policy: Policy, stage: Stage, stated: Stated[TimeLimit], rule: Limit | None) -> Limit:
    doubts = list(_doubts(stated.value.day_kind))
    anchor = _ANCHORS.get(stated.value.counted_from) if stated.value.counted_from else None
    start = Anchor.RECEIVED if stage.number == _FIRST else Anchor.ESCALATION_REQUESTED
    if anchor is None:
        counted_from = rule.counted_from if rule else (start,)
        doubts.append(_no_start(stated.value, from_edition=rule is not None))
    elif anchor is Anchor.ACKNOWLEDGED and stage.acknowledge is not None:
        counted_from = (anchor, Anchor.ACKNOWLEDGE_DUE)
    elif anchor is Anchor.LOGGED:
        counted_from = (anchor, Anchor.ACKNOWLEDGED)
    elif anchor is Anchor.RECEIVED and stage.number != _FIRST:
        counted_from = (start,)
    else:
        counted_from = (anchor,)
    doubts += [stated.note] if stated.note else []
    days = _working_days(stated.value.days, stated.value.day_kind)
    return Limit(days, counted_from, stated.section, policy.name, " ".join(doubts))


def _no_start(limit: TimeLimit, *, from_edition: bool) -> str:
    stand_in = "the Code's own start" if from_edition else "the receipt, or the resident's request,"
    why = "does not say from which day it is counted"
    if limit.counted_from is not None:
        why = f"counts from {limit.counted_from.replace('_', ' ')}, which is no date on the record"
    return f"The policy {why}: {stand_in} stands in."


def _working_days(days: int, kind: DayKind) -> int:
    """Calendar days as working days, rounded down so that the policy's own promise is never passed."""
    return max(1, days * _WORKING_DAYS_IN_A_WEEK // _DAYS_IN_A_WEEK) if kind is DayKind.CALENDAR else days


def _doubts(kind: DayKind) -> Iterator[str]:
    if kind is DayKind.CALENDAR:
        yield "The policy counts calendar days: read here as five working days for each week, rounded down."
    elif kind is DayKind.NOT_SAID:
        yield "The policy says days; read as working days."


def _extension(policy: Policy, stated: Stated[ExtensionLimit], respond: TimeLimit) -> Extension | None:
    limit = stated.value
    if limit.days is None:
        return None
    agreed = limit.agreement is Agreement.NEEDED_BEYOND_LIMIT
    doubts = [*_doubts(limit.day_kind), *([stated.note] if stated.note else [])]
    days = _working_days(limit.days, limit.day_kind)
    in_all = _working_days(respond.days, respond.day_kind) + days
    return Extension(
        working_days=days,
        provision=stated.section,
        details_provision=_details(policy),
        agreement_beyond_working_days=in_all if agreed else None,
        agreement_provision=stated.section if agreed else None,
        source=policy.name,
        doubt=" ".join(doubts),
    )


def _details(policy: Policy) -> str | None:
    details = policy.extension_notices.ombudsman_details
    return details.section if details is not None and details.value else None
