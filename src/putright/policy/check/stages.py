"""The two stages: limits, extensions, answers, and going on (section 6 of the 2024 edition)."""

from collections.abc import Iterable, Iterator

from putright.policy.check import limits
from putright.policy.check.excluding import in_period
from putright.policy.check.judging import (
    Check,
    Judgement,
    Look,
    departure,
    listed,
    met,
    not_stated,
    says,
    several,
)
from putright.policy.model import Stage

__all__ = [
    "acknowledge",
    "all_points",
    "answer_parts",
    "answer_when_known",
    "early_answers",
    "extend",
    "extension_contacts",
    "new_points",
    "reasons_to_escalate",
    "respond",
    "stage_2_final",
    "stage_2_other_person",
    "unsettled_goes_to_stage_2",
]


def early_answers(look: Look) -> Iterable[Judgement]:
    """What can be answered early is sorted out from what needs investigation."""
    handling = look.policy.handling
    return several(
        look,
        {
            "that complaints are sorted by what can be answered early": handling.triage,
            "that vulnerability and risk are weighed in that": handling.vulnerability_considered,
        },
    )


def acknowledge(number: int) -> Check:
    """The limit for acknowledging at a stage."""

    def check(look: Look) -> Iterable[Judgement]:
        stage, rule = limits.stage_of(look, number), look.rulebook.stage(number)
        stated = stage.acknowledge if stage else None
        return limits.time_limit(look, number, "acknowledged", stated, rule.acknowledge if rule else None)

    return check


def respond(number: int) -> Check:
    """The limit for answering at a stage."""

    def check(look: Look) -> Iterable[Judgement]:
        stage, rule = limits.stage_of(look, number), look.rulebook.stage(number)
        return limits.time_limit(
            look, number, "answered", stage.respond if stage else None, rule.respond if rule else None
        )

    return check


def extend(number: int) -> Check:
    """The extension at a stage."""

    def check(look: Look) -> Iterable[Judgement]:
        stage, rule = limits.stage_of(look, number), look.rulebook.stage(number)
        return limits.extension(look, number, stage.extension if stage else None, rule.extension if rule else None)

    return check


def extension_contacts(look: Look) -> Iterable[Judgement]:
    """A notice of extension tells how to reach the Ombudsman."""
    clause = "that a notice of extension gives the Ombudsman's contact details"
    return several(look, {clause: look.policy.extension_notices.ombudsman_details})


def answer_when_known(look: Look) -> Iterable[Judgement]:
    """The answer does not wait for the work; open actions are watched and the resident updated."""
    remedies = look.policy.remedies
    return several(
        look,
        {
            "that the answer is sent when it is known, not when the work is done": look.policy.handling.answer_when_known,
            "that open actions are watched": remedies.promises_monitored,
            "that the resident is kept up to date on them": remedies.resident_updated,
        },
    )


def all_points(look: Look) -> Iterable[Judgement]:
    """Every point is answered, with reasons."""
    handling = look.policy.handling
    return several(
        look, {"that every point is answered": handling.all_points, "that reasons are given": handling.reasons_given}
    )


def new_points(look: Look) -> Iterable[Judgement]:
    """New points join stage 1, or become a new complaint."""
    clause = "that related new points join the open complaint, and others become a new one"
    return several(look, {clause: look.policy.handling.new_points_join})


def answer_parts(number: int) -> Check:
    """What the answer at a stage holds."""

    def check(look: Look) -> Iterator[Judgement]:
        rule = look.rulebook.stage(number)
        letter = look.rulebook.letter(rule.response_letter) if rule else None
        if letter is None:
            return
        wanted = {part.name: part.name.replace("_", " ") for part in letter.parts}
        stage = limits.stage_of(look, number)
        stated = stage.response_parts if stage else None
        missing = [words for name, words in wanted.items() if stated is None or name not in stated.value]
        if stated is None:
            yield not_stated(f"{look.document} does not list what an answer at stage {number} holds.", _list(wanted))
        elif missing:
            told = f"{says(stated, verb='list')} {len(wanted) - len(missing)} of the {len(wanted)} parts of the stage {number} answer"
            yield not_stated(f"{told}; it does not mention {listed(missing, 'nor')}.", _list(wanted), stated)
        else:
            yield met(f"{says(stated, verb='list')} all {len(wanted)} parts of the stage {number} answer.", stated)

    return check


def _list(wanted: dict[str, str]) -> str:
    return f"List the parts: {listed(wanted.values())}."


def unsettled_goes_to_stage_2(look: Look) -> Iterator[Judgement]:
    """What is not settled goes to stage 2, without a hurdle."""
    stage = limits.stage_of(look, 2)
    hurdles = list(_hurdles(look, stage)) if stage else []
    yield from hurdles
    if not hurdles:
        clause = "that whatever is not settled at stage 1 goes to stage 2"
        yield from several(look, {clause: stage.open_if_unsettled if stage else None})


def _hurdles(look: Look, stage: Stage) -> Iterator[Judgement]:
    if stage.ask_within is not None and not look.edition_has("escalation_time_limit"):
        yield departure(
            look,
            f"{says(stage.ask_within, verb='give')} the resident {in_period(stage.ask_within.value)} to ask for stage 2; the "
            "Code sets no limit.",
            "Take the time limit out.",
            stage.ask_within,
        )
    if stage.writing_required is not None and stage.writing_required.value:
        yield departure(
            look,
            f"{says(stage.writing_required)} that the resident has to ask for stage 2 in writing.",
            "Take the request however it is made.",
            stage.writing_required,
        )


def reasons_to_escalate(look: Look) -> Iterator[Judgement]:
    """Nobody has to give reasons; the landlord still tries to find out."""
    stage = limits.stage_of(look, 2)
    required = stage.reasons_required if stage else None
    sought = stage.reasons_sought if stage else None
    advice = "Say that no reasons are needed, and that you will try to find out why the resident is unhappy."
    if required is None:
        text = f"{look.document} does not say that no reasons are needed for asking for stage 2."
        if sought is not None and sought.value:
            text += f" {says(sought)} that the landlord asks where something is unclear."
        yield not_stated(text, advice, sought)
    elif required.value:
        note = f" {required.note}" if required.note else ""
        yield departure(
            look,
            f"{says(required, verb='require')} the resident to say why when asking for stage 2.{note}",
            advice,
            required,
        )
    else:
        finds_out = (
            " and that the landlord asks where something is unclear" if sought is not None and sought.value else ""
        )
        yield met(f"{says(required)} that no reasons are needed{finds_out}.", required, sought)


def stage_2_other_person(look: Look) -> Iterator[Judgement]:
    """Stage 2 is decided by somebody else."""
    stage = limits.stage_of(look, 2)
    stated = stage.other_person if stage else None
    decided_by = stage.decided_by if stage else None
    if stated is None and decided_by is not None:
        yield not_stated(
            f"{says(decided_by)} that stage 2 is decided by {decided_by.value}; it does not say that "
            "this is never the person who decided stage 1.",
            "Say that it is always somebody else.",
            decided_by,
        )
        return
    yield from several(look, {"that stage 2 is decided by somebody else than stage 1": stated})


def stage_2_final(look: Look) -> Iterable[Judgement]:
    """Stage 2 is the last word, and brings in whoever is needed."""
    stage = limits.stage_of(look, 2)
    staff = look.policy.handling.final_stage_staff or look.policy.roles.access_to_all_staff
    return several(
        look,
        {
            "that the stage 2 answer is the final one": stage.final if stage else None,
            "that staff at every level are brought in": staff,
        },
    )
