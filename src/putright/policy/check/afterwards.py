"""Putting things right, who answers for it, reports and learning (sections 4 and 7 to 9 of the 2024 edition)."""

from collections.abc import Iterable, Iterator

from putright.policy.check.judging import (
    Judgement,
    Look,
    departure,
    listed,
    met,
    not_stated,
    says,
    several,
)
from putright.policy.vocabulary import StatedWordsList

__all__ = [
    "annual_report",
    "compensation",
    "complaints_officer",
    "governing_body_reports",
    "governing_body_response",
    "learning",
    "learning_shared",
    "member_responsible",
    "promises",
    "remedies",
    "remedies_guidance",
    "remedy_fits_impact",
    "satisfaction",
    "self_assessment_triggers",
    "senior_lead",
    "standard_objective",
    "training",
]

_ANNUAL_PARTS = {
    "self_assessment": "the self-assessment",
    "analysis": "an analysis in numbers and words",
    "refusals": "the kinds of complaint refused",
    "non_compliance": "findings that the Code was not kept",
    "improvements": "improvements made",
    "ombudsman_report": "the Ombudsman's report on the landlord",
    "ombudsman_publications": "the Ombudsman's other publications about it",
}
_RECEIVED = {
    "volumes": "volumes, categories, outcomes and performance",
    "trends": "issues and trends",
    "ombudsman_outcomes": "the Ombudsman's outcomes and orders",
    "annual_report": "the annual report",
}
_TRIGGERS = {
    "restructure": "a restructure",
    "merger": "a merger",
    "change_of_procedures": "a change of procedures",
}
_ON_REQUEST = {"ombudsman_investigation": "an investigation by the Ombudsman"}


def complaints_officer(look: Look) -> Iterable[Judgement]:
    """A person or team in charge."""
    stated = look.policy.roles.complaints_officer
    clause = f"who is in charge of complaints ({stated.value})" if stated else "who is in charge of complaints"
    return several(look, {clause: stated})


def training(look: Look) -> Iterable[Judgement]:
    """Relevant staff are trained."""
    return several(look, {"that staff are trained to handle complaints": look.policy.roles.trained})


def remedies(look: Look) -> Iterable[Judgement]:
    """What went wrong is says, with what is done about it."""
    right = look.policy.remedies
    return several(
        look,
        {
            "that what went wrong is acknowledged": right.acknowledged,
            "what can be done to put it right": right.kinds,
        },
    )


def remedy_fits_impact(look: Look) -> Iterable[Judgement]:
    """The remedy fits the effect on the resident."""
    return several(look, {"that a remedy reflects the effect on the resident": look.policy.remedies.fit_impact})


def promises(look: Look) -> Iterable[Judgement]:
    """What will be done and by when, carried through."""
    right = look.policy.remedies
    return several(
        look,
        {
            "that what will be done, and by when, is settled with the resident": right.by_when_agreed,
            "that it is carried through": right.promises_monitored,
        },
    )


def remedies_guidance(look: Look) -> Iterator[Judgement]:
    """The Ombudsman's guidance is used."""
    stated = look.policy.remedies.guidance
    advice = "Say that the Ombudsman's guidance on remedies is used."
    if stated is None:
        yield not_stated(f"{look.document} does not say whose guidance on remedies is used.", advice)
    elif "ombudsman" in stated.value.lower():
        yield met(f"{says(stated)} that the Ombudsman's guidance on remedies is used.", stated)
    else:
        yield departure(look, f"{says(stated, verb='name')} other guidance: {stated.value}.", advice, stated)


def compensation(look: Look) -> Iterable[Judgement]:
    """Rules for money."""
    return several(look, {"by what rules money is offered": look.policy.remedies.compensation})


def satisfaction(look: Look) -> Iterable[Judgement]:
    """Residents are asked how the handling went."""
    return several(look, {"how residents are asked about the handling": look.policy.remedies.satisfaction})


def annual_report(look: Look) -> Iterator[Judgement]:
    """A yearly report with its parts."""
    reports = look.policy.reports
    yield from _complete(look, reports.annual_parts, _ANNUAL_PARTS, "what the yearly report holds")


def governing_body_response(look: Look) -> Iterable[Judgement]:
    """The report goes to the governing body and is published with its response."""
    reports = look.policy.reports
    return several(
        look,
        {
            "that the report goes to the governing body": reports.to_governing_body,
            "that it is published": reports.published,
            "that the governing body's response is published with it": reports.governing_body_response,
        },
    )


def governing_body_reports(look: Look) -> Iterator[Judgement]:
    """What the governing body receives."""
    yield from _complete(
        look, look.policy.reports.governing_body_receives, _RECEIVED, "what the governing body receives"
    )


def self_assessment_triggers(look: Look) -> Iterator[Judgement]:
    """What makes the landlord assess itself again."""
    on_request = look.provision.parameter == "on request"
    wanted = _ON_REQUEST if on_request else _TRIGGERS
    yield from _complete(look, look.policy.reports.self_assessment_after, wanted, "after what it assesses itself again")


def _complete(look: Look, stated: StatedWordsList, wanted: dict[str, str], clause: str) -> Iterator[Judgement]:
    """A list that has to hold certain things."""
    advice = f"Say: {listed(wanted.values())}."
    if stated is None:
        yield not_stated(f"{look.document} does not say {clause}.", advice)
        return
    missing = [words for name, words in wanted.items() if name not in stated.value]
    note = f" {stated.note}" if stated.note else ""
    if missing:
        yield not_stated(f"{says(stated)} {clause}, without {listed(missing, 'and')}.{note}", advice, stated)
    else:
        yield met(f"{says(stated)} {clause}: {listed(wanted.values())}.{note}", stated)


def learning(look: Look) -> Iterable[Judgement]:
    """Looking past the single complaint."""
    return several(look, {"that lessons are looked for beyond the single complaint": look.policy.reports.learning})


def learning_shared(look: Look) -> Iterator[Judgement]:
    """Lessons are told to residents, staff and committees."""
    stated = look.policy.reports.learning_shared_with
    if stated is None:
        yield not_stated(f"{look.document} does not say with whom lessons are shared.", "Say with whom, and how often.")
    else:
        yield met(f"{says(stated)} that lessons are shared with {listed(stated.value)}.", stated)


def senior_lead(look: Look) -> Iterable[Judgement]:
    """A senior lead who looks for systemic issues."""
    roles = look.policy.roles
    who = f"who the senior lead is ({roles.senior_lead.value})" if roles.senior_lead else "who the senior lead is"
    clause = "that themes and trends are looked at for serious risks"
    return several(look, {who: roles.senior_lead, clause: roles.senior_lead_finds_themes})


def member_responsible(look: Look) -> Iterator[Judgement]:
    """A member of the governing body has the lead responsibility."""
    stated, who = look.policy.roles.members_responsible, look.policy.roles.member_responsible
    advice = "Appoint a member of the governing body, and name the role in the policy."
    if stated is None:
        yield not_stated(f"{look.document} does not say that a Member Responsible for Complaints is appointed.", advice)
    elif stated.value == 0:
        note = f" {stated.note}" if stated.note else ""
        yield departure(look, f"{says(stated)} that nobody has been appointed.{note}", advice, stated)
    else:
        name = f": {who.value}" if who else ""
        number = "one member has" if stated.value == 1 else f"{stated.value} members have"
        more = "" if stated.value == 1 else "Say which of them answers to the governing body."
        yield met(f"{says(stated)} that {number} the lead responsibility{name}.", stated, who, advice=more)


def standard_objective(look: Look) -> Iterable[Judgement]:
    """Staff share an objective on complaints."""
    return several(look, {"that staff have a standard objective on complaints": look.policy.roles.standard_objective})
