"""How complaints are handled whatever their stage (section 5 of the 2024 edition)."""

from collections.abc import Iterable, Iterator

from putright.policy.check.judging import (
    Grade,
    Judgement,
    Look,
    departure,
    listed,
    met,
    not_stated,
    says,
    several,
    warning,
)
from putright.policy.model import PreStage
from putright.policy.vocabulary import PreStageKind

__all__ = [
    "adjustments",
    "at_most_three_stages",
    "behaviour",
    "behaviour_equality",
    "complaint_definition",
    "extra_stages",
    "fairness",
    "full_record",
    "remedy_at_any_stage",
    "responsibility",
    "single_policy",
    "third_parties",
    "two_stages",
    "updates",
]


def single_policy(look: Look) -> Iterable[Judgement]:
    """One policy, and no worse treatment for those who complain."""
    handling = look.policy.handling
    return several(
        look,
        {
            "that one policy covers all complaints under the Code": handling.single_policy,
            "that nobody is treated differently for complaining": handling.no_worse_treatment,
        },
    )


def extra_stages(look: Look) -> Iterator[Judgement]:
    """Nothing stands in front of stage 1."""
    steps = look.policy.pre_stage
    for step in steps:
        yield _judged_step(look, step)
    if steps:
        return
    if look.policy.stage and look.whole:
        yield met(f"{look.document} names no step in front of stage 1.", *look.policy.stage[:1])
    else:
        yield not_stated(
            f"{look.document} does not say whether anything comes before stage 1.",
            "Say that every complaint starts at stage 1.",
        )


def _judged_step(look: Look, step: PreStage) -> Judgement:
    within = f" of {step.working_days} working days" if step.working_days else ""
    note = f" {step.note}" if step.note else ""
    ending = " The landlord may end the complaint there." if step.may_end_the_complaint else ""
    if step.kind is PreStageKind.NAMED_STAGE or step.may_end_the_complaint:
        return departure(
            look,
            f'{says(step, verb="put")} a step in front of stage 1: "{step.name}"{within}.{ending}{note}',
            "Log every complaint at stage 1 when it comes in; settle it as early as you can, as the stage 1 answer.",
            step,
        )
    if step.instead_of_investigation:
        return warning(
            f'{says(step, verb="let")} a complaint be settled by "{step.name}" without the whole of stage 1, which may be a '
            f"stage in front of it.{note}",
            "Say that the complaint is logged and acknowledged at stage 1 all the same, and that an early settlement is "
            "its stage 1 answer, with every part of that letter.",
            step,
        )
    if step.right_to_go_on and not step.working_days:
        return met(f'{says(step, verb="try")} "{step.name}" first, and the resident may go on.{note}', step)
    return warning(
        f'{says(step, verb="have")} "{step.name}"{within} in front of stage 1, and does not say that it delays nothing.{note}',
        "Say that the complaint is logged at stage 1 meanwhile, and that the resident may go on at any time.",
        step,
    )


def two_stages(look: Look) -> Iterator[Judgement]:
    """Never more than two stages, nor fewer."""
    yield from _stages(look, most=len([rule for rule in look.rulebook.stages if not rule.optional]))


def at_most_three_stages(look: Look) -> Iterator[Judgement]:
    """Two are ideal; a third has to be justified (2022)."""
    most = len(look.rulebook.stages)
    usual = len([rule for rule in look.rulebook.stages if not rule.optional])
    count = len(look.policy.stage)
    if usual < count <= most:
        yield warning(
            f"{says(*look.policy.stage)} that there are {count} stages; {usual} are ideal.",
            "Give the reasons for the last one in the self-assessment.",
            *look.policy.stage,
        )
        return
    yield from _stages(look, most=most)


def _stages(look: Look, *, most: int) -> Iterator[Judgement]:
    stages = look.policy.stage
    least = len([rule for rule in look.rulebook.stages if not rule.optional])
    if not stages:
        yield not_stated(f"{look.document} does not say how many stages there are.", f"Say: {least} stages.")
    elif len(stages) > most:
        yield departure(
            look,
            f"{says(*stages)} that there are {len(stages)} stages; {most} are the most there may be.",
            f"Make it {least} stages.",
            *stages,
        )
    elif len(stages) < least:
        yield not_stated(
            f"{says(*stages, verb='describe')} {len(stages)} stage; the Code has {least}.", "Describe both.", *stages
        )
    else:
        yield met(f"{says(*stages, verb='describe')} {len(stages)} stages.", *stages)


def third_parties(look: Look) -> Iterator[Judgement]:
    """An answer by a contractor or adjudicator is one of the two stages."""
    stated = look.policy.handling.third_parties
    if stated is None:
        yield not_stated(
            f"{look.document} does not say whether contractors or others answer complaints.",
            "Say that nobody else does, or that their answer is one of the two stages.",
        )
    else:
        yield met(f"{says(stated)}: {stated.value}", stated)


def complaint_definition(look: Look) -> Iterable[Judgement]:
    """What the complaint is, and what the resident wants, written down; what is unclear is asked."""
    handling = look.policy.handling
    return several(
        look,
        {
            "that the landlord sets out what it understands the complaint to be": handling.complaint_definition,
            "that it sets out what the resident wants": handling.outcomes_sought,
            "that it asks where something is unclear": handling.clarification_asked,
        },
    )


def responsibility(look: Look) -> Iterable[Judgement]:
    """The acknowledgement says what the landlord is and is not responsible for."""
    clause = "that the acknowledgement tells which parts the landlord answers for"
    return several(look, {clause: look.policy.handling.responsibility_said})


def fairness(look: Look) -> Iterable[Judgement]:
    """On the merits, a fair say, no conflict of interest, all the evidence."""
    handling = look.policy.handling
    asked = {
        "that complaints are dealt with on their merits, independently": handling.merits,
        "that the resident has a fair chance to put their side": handling.fair_chance,
        "that conflicts of interest are dealt with": handling.conflicts_dealt_with,
        "that all the evidence is considered": handling.evidence_considered,
    }
    if look.also_in("comment_not_invited"):
        asked["that adverse findings can be commented on first"] = look.policy.people.comment_on_adverse_findings
    return several(look, asked)


def updates(look: Look) -> Iterator[Judgement]:
    """When an answer will be late, how often updates come is agreed with the resident."""
    notices = look.policy.extension_notices
    if notices.updates_agreed is None and notices.updates is not None and notices.updates.value:
        yield warning(
            f"{says(notices.updates)} that the resident is told when the next update comes, not that it is agreed.",
            "Agree with the resident how often updates come.",
            notices.updates,
        )
        return
    yield from several(look, {"that the intervals of updates are agreed with the resident": notices.updates_agreed})


def adjustments(look: Look) -> Iterable[Judgement]:
    """Adjustments are made, kept on record with disabilities told of, and reviewed."""
    people = look.policy.people
    return several(
        look,
        {
            "that reasonable adjustments are made": people.adjustments_made,
            "that they are recorded": people.adjustments_recorded,
            "that disabilities told of are recorded": people.disabilities_recorded,
            "that the adjustments are reviewed": people.adjustments_reviewed,
        },
    )


def full_record(look: Look) -> Iterable[Judgement]:
    """The whole file is kept."""
    return several(look, {"that a full record is kept": look.policy.handling.full_record})


def remedy_at_any_stage(look: Look) -> Iterable[Judgement]:
    """The right remedy can be given at any stage."""
    return several(look, {"that things can be put right at any stage": look.policy.remedies.at_any_stage})


def behaviour(look: Look) -> Iterator[Judgement]:
    """Rules on behaviour, with evidence for any restriction and a review of it."""
    rules = look.policy.restrictions
    suspended = rules.complaint_may_be_suspended
    if suspended is not None and suspended.value:
        yield departure(
            look,
            f"{says(suspended)} that a complaint may be suspended for behaviour.",
            "Limit the contact, with a review, and go on with the complaint.",
            suspended,
        )
    missing = {
        "that the reasons for a restriction are kept as evidence": rules.evidence,
        "that restrictions are reviewed": rules.reviewed,
    }
    if rules.policy is not None and rules.evidence is None and rules.reviewed is None:
        name = f'"{rules.policy.value}"'
        yield not_stated(
            f"{says(rules.policy, verb='name')} {name}; {look.document.lower()} does not say {listed(missing, 'nor')}.",
            f"Check that {name} holds both, and say so.",
            rules.policy,
        )
        return
    yield from several(look, {"where the rules on behaviour are": rules.policy, **missing})


def behaviour_equality(look: Look) -> Iterator[Judgement]:
    """Restrictions are proportionate and take the Equality Act into account."""
    rules = look.policy.restrictions
    found = list(
        several(
            look,
            {
                "that restrictions are proportionate": rules.proportionate,
                "that the Equality Act is taken into account": rules.equality,
            },
        )
    )
    for judgement in found:
        if judgement.grade is Grade.NOT_STATED and rules.policy is not None:
            yield not_stated(
                judgement.observation, f"Check the {rules.policy.value.removeprefix('a ')}, and say so.", rules.policy
            )
        else:
            yield judgement
