"""What is not accepted, and what is not escalated (section 2 and 5.11 of the 2024 edition)."""

from collections.abc import Iterable, Iterator, Sequence

from putright.policy.check.judging import (
    Judgement,
    Look,
    departure,
    listed,
    met,
    not_stated,
    says,
    several,
    warning,
    where,
)
from putright.policy.model import Exclusion
from putright.policy.vocabulary import AskWithin, GroundKind, PeriodUnit, Proceedings
from putright.rulebook import Ground

__all__ = [
    "escalation_refusal",
    "escalation_time_limit",
    "exclusions",
    "in_period",
    "no_blanket_exclusion",
    "own_merits",
    "refusal_explained",
    "time_limit",
]

_SHARED = (GroundKind.TOO_OLD, GroundKind.LEGAL_PROCEEDINGS, GroundKind.PREVIOUSLY_CONSIDERED)
"""The kinds of ground that the editions themselves give as examples."""
_UNFAIR = {
    GroundKind.NO_SERVICE_FAILURE: "whether there was a failure is what a complaint finds out",
    GroundKind.NO_PURPOSE: "whether it is worth going on is for the resident to say",
    GroundKind.STAFF_CONDUCT: "what the landlord's own staff do is part of what a complaint is",
    GroundKind.UNREASONABLE_BEHAVIOUR: "behaviour may limit contact, with a review; it does not end a complaint",
    GroundKind.NO_REASONS_GIVEN: "nobody has to give reasons",
    GroundKind.ASKED_TOO_LATE: "a time limit for asking is not one of the grounds for not accepting a complaint",
}
_ADVICE = {
    GroundKind.ANTI_SOCIAL_BEHAVIOUR: (
        "Anti-social behaviour: send a first report to the team that deals with it, but take a complaint about how "
        "the landlord handled a report."
    ),
    GroundKind.INSURANCE: (
        "Insurance: the insurer may settle the claim, but take a complaint about the service that led to it or about "
        "how the claim was passed on."
    ),
    GroundKind.COUNCILLORS_AND_MPS: (
        "Councillors and MPs: a letter that brings a resident's dissatisfaction is a complaint by a representative."
    ),
    GroundKind.APPEALS: "Appeals: name which, and take a complaint about how one was handled.",
    GroundKind.EXTERNAL_APPEALS: "Outside appeals: limit it to what a tribunal or court has been asked to decide.",
    GroundKind.ENFORCEMENT_NOTICES: "Notices: take a complaint about the repair or the delay behind a notice.",
    GroundKind.LETTINGS: "Lettings: limit it to what the local authority decides; take what the landlord did itself.",
    GroundKind.LEASEHOLDER_CONSULTATION: "Consultation: take a complaint about how the consultation was run.",
    GroundKind.CRIMINAL: "Criminal matters: take what the landlord did or did not do about them.",
    GroundKind.DATA_PROTECTION: "Data protection: take what went wrong, and tell of the Information Commissioner too.",
    GroundKind.SENIOR_OFFICERS: "Directors: they are the landlord's own staff; the same stages and rights apply.",
    GroundKind.ONGOING_INVESTIGATION: "Investigations: say which, and take the complaint up when one is over.",
    GroundKind.ANONYMOUS: "Anonymous complaints: look into what can be looked into.",
    GroundKind.POLICY_DISAGREEMENT: "Disagreement with a policy: take it; the effect on the resident is the complaint.",
}


def own_merits(look: Look) -> Iterable[Judgement]:
    """Each complaint is looked at by itself."""
    clause = "that each complaint is considered on its own merits"
    return several(look, {clause: look.policy.acceptance.own_merits})


def refusal_explained(look: Look) -> Iterable[Judgement]:
    """A refusal is explained, with the right to go to the Ombudsman."""
    acceptance = look.policy.acceptance
    return several(
        look,
        {
            "that a refusal is explained to the resident": acceptance.refusal_explained,
            "that the resident may take a refusal to the Ombudsman": acceptance.refusal_right_to_ombudsman,
        },
    )


def exclusions(look: Look) -> Iterator[Judgement]:
    """The list of what is not taken is there, and fair."""
    found = look.policy.acceptance.exclusions
    if not found:
        yield not_stated(
            f"{look.document} does not list what is not taken as a complaint.",
            f"List the grounds: {listed(ground.summary.rstrip('.') for ground in look.rulebook.grounds)}.",
        )
        return
    if not look.whole and all(one.ground is GroundKind.TOO_OLD for one in found):
        yield not_stated(
            f"{look.document} leaves the list of what is not taken to the policy, but for this: "
            f"{listed(one.name for one in found)}.",
            "Check the list in the policy itself.",
            *found,
        )
        return
    troubles = [*_unfair(look, found), *_proceedings(look, found), *_extra(found)]
    if not look.edition_has("time_limit"):
        troubles += _ages(look)
    yield from troubles
    if all(judgement.grade == "met" for judgement in troubles):
        names = listed(one.name for one in found)
        yield met(f"{says(*found)} what is not taken: {names}.", *found)


def _unfair(look: Look, found: Sequence[Exclusion]) -> Iterator[Judgement]:
    for one in found:
        if one.ground in _UNFAIR:
            yield departure(
                look,
                f"{says(one, verb='do not take')} this as a complaint: {one.name}. But {_UNFAIR[one.ground]}.",
                "Take this ground out.",
                one,
            )


def _proceedings(look: Look, found: Sequence[Exclusion]) -> Iterator[Judgement]:
    ground = next((one for one in look.rulebook.grounds if one.name == GroundKind.LEGAL_PROCEEDINGS), None)
    if ground is None:
        return
    # The edition's own words say whether a claim has to have been filed.
    has_to_be_filed = "filed" in ground.summary
    for one in found:
        if one.ground is not GroundKind.LEGAL_PROCEEDINGS or one.proceedings is Proceedings.FILED:
            continue
        advice = f"Say when: {ground.summary}"
        if one.proceedings in (Proceedings.SOLICITOR, Proceedings.CONTEMPLATED):
            what = (
                "a solicitor is involved" if one.proceedings is Proceedings.SOLICITOR else "proceedings are thought of"
            )
            yield departure(look, f"{says(one, verb='stop taking')} complaints as soon as {what}.", advice, one)
        elif has_to_be_filed:
            yield warning(
                f"{says(one, verb='do not take')} what is before a court ({one.name}), and does not say that a claim has to "
                "have been filed.",
                advice,
                one,
            )


def _extra(found: Sequence[Exclusion]) -> Iterator[Judgement]:
    extra = [
        one
        for one in found
        if one.ground not in _SHARED and one.ground not in _UNFAIR and one.ground is not GroundKind.FIRST_REQUEST
    ]
    if not extra:
        return
    advice = [_ADVICE[one.ground] for one in extra if one.ground in _ADVICE]
    yield warning(
        f"{says(*extra, verb='do not take')} these as complaints, beyond the examples in the Code: "
        f"{listed(one.name for one in extra)}.",
        " ".join(["Check that each is fair, and that dissatisfaction with the landlord's own part is taken.", *advice]),
        *extra,
    )


def time_limit(look: Look) -> Iterator[Judgement]:
    """How long after an event a complaint is taken (2.3)."""
    found = list(_ages(look))
    if found:
        yield from found
        return
    ground = _age_ground(look)
    if ground is not None:
        yield not_stated(
            f"{look.document} does not say how long after an event a complaint is taken.",
            f"Say: {ground.months} months from the event or from learning of it, and later with good reason.",
        )


def _age_ground(look: Look) -> Ground | None:
    return next((ground for ground in look.rulebook.grounds if ground.months), None)


def _ages(look: Look) -> Iterator[Judgement]:
    ground = _age_ground(look)
    ages = [one for one in look.policy.acceptance.exclusions if one.ground is GroundKind.TOO_OLD and one.months]
    if ground is None or ground.months is None or not ages:
        return
    short = [one for one in ages if (one.months or 0) < ground.months]
    for one in short:
        instead = f" Later ones are considered only for {one.discretion_for}." if one.discretion_for else ""
        yield departure(
            look,
            f"{says(one, verb='do not take')} what is more than {one.months} months old; the limit is {ground.months} "
            f"months.{instead}",
            f"Take complaints for {ground.months} months from the event or from learning of it, and consider later ones.",
            one,
        )
    if look.edition_has("time_limit"):
        troubles = list(_discretion(look, ages, ground))
        yield from troubles
        if short or troubles:
            return
    if not short:
        yield met(f"{says(*ages, verb='take')} complaints for {ages[0].months} months.{_notes(ages)}", *ages)


def _discretion(look: Look, ages: Sequence[Exclusion], ground: Ground) -> Iterator[Judgement]:
    """Later complaints are considered, and the count starts when the resident learns of the matter."""
    closed = [one for one in ages if one.discretion is False]
    opened = [one for one in ages if one.discretion]
    if closed and opened:
        yield warning(
            f"{says(*closed)} that nothing is taken after {closed[0].months} months, while "
            f"{where(*opened)[:1].lower()}{where(*opened)[1:]} allows discretion. The two contradict each other.",
            f"Take the sentence out of {where(*closed).lower()}, or point from there to the discretion.",
            *closed,
            *opened,
        )
    elif closed:
        yield departure(
            look,
            f"{says(*closed)} that nothing is taken after {closed[0].months} months.",
            "Say that later complaints are considered where there is good reason.",
            *closed,
        )
    elif not opened:
        yield not_stated(
            f"{says(*ages, verb='do not say')} whether a later complaint may still be taken.",
            "Say that discretion is considered for later complaints.",
            *ages,
        )
    for one in ages:
        if one.from_awareness is False:
            yield warning(
                f"{says(one, verb='count')} {one.months} months from the event, and takes later complaints only by its own "
                f"choice: {one.discretion_for or 'none is named'}.",
                f"Count the {ground.months} months from the event or from when the resident learnt of it, as of right; "
                "keep discretion for what is later still.",
                one,
            )


def _notes(found: Sequence[Exclusion]) -> str:
    notes = " ".join(dict.fromkeys(one.note for one in found if one.note))
    return f" {notes}" if notes else ""


def no_blanket_exclusion(look: Look) -> Iterator[Judgement]:
    """Nothing is refused without looking at the individual's circumstances."""
    own = look.policy.acceptance.own_merits
    absolute = [one for one in look.policy.acceptance.exclusions if one.discretion is False]
    for one in absolute:
        told = f"{says(one, verb='rule')} this out without exception: {one.name}."
        advice = f"Say in {where(one).lower()} too that individual circumstances are always considered."
        if own is not None and own.value:
            text = f"{told} {says(own)} that each complaint is considered on its own merits, so the two differ."
            yield warning(text, advice, one, own)
        else:
            yield departure(look, told, advice, one)
    if not absolute:
        yield from several(look, {"that individual circumstances are always considered": own})


def escalation_refusal(look: Look) -> Iterator[Judgement]:
    """Going on is refused only for a ground on which a complaint would not be accepted, and with reasons."""
    escalation = look.policy.escalation
    unfair = [one for one in escalation.grounds if one.ground in _UNFAIR]
    for one in unfair:
        yield departure(
            look,
            f"{says(one, verb='refuse')} to let a complaint go on: {one.name}. But {_UNFAIR[one.ground]}.{_notes([one])}",
            "Refuse only on a ground on which a complaint would not be accepted, give the reasons and tell of the Ombudsman.",
            one,
        )
    late = list(_asked_too_late(look))
    yield from late
    if not unfair and not late:
        yield from several(
            look,
            {
                "that going on is refused only on the grounds for not accepting a complaint": (
                    escalation.same_grounds_as_exclusions
                ),
                "that the reasons are given": escalation.explained,
            },
        )


def _asked_too_late(look: Look) -> Iterator[Judgement]:
    """A time limit for asking refuses whoever asks later; an edition that wants one has a check for it."""
    if look.edition_has("escalation_time_limit"):
        return
    for stage in look.policy.stage:
        if stage.ask_within is not None:
            yield departure(
                look,
                f"{says(stage.ask_within, verb='let')} a resident ask for stage {stage.number} only within "
                f"{in_period(stage.ask_within.value)}. But {_UNFAIR[GroundKind.ASKED_TOO_LATE]}.",
                "Take the time limit out; where much time has passed, weigh each complaint by itself under section 2.",
                stage.ask_within,
            )


def escalation_time_limit(look: Look) -> Iterator[Judgement]:
    """The policy gives the time for asking to go on (2022)."""
    limits = [(stage.number, stage.ask_within) for stage in look.policy.stage if stage.ask_within is not None]
    if not limits:
        yield not_stated(
            f"{look.document} does not say within how long a resident may ask to go on.", "Say within how long."
        )
    for number, limit in limits:
        yield met(f"{says(limit, verb='give')} {in_period(limit.value)} to ask for stage {number}.", limit)


def in_period(period: AskWithin) -> str:
    """In words: "one month", "20 working days"."""
    names = {
        PeriodUnit.DAYS: "day",
        PeriodUnit.WORKING_DAYS: "working day",
        PeriodUnit.WEEKS: "week",
        PeriodUnit.MONTHS: "month",
    }
    number = "one" if period.number == 1 else str(period.number)
    return f"{number} {names[period.unit]}{'s' * (period.number != 1)}"
