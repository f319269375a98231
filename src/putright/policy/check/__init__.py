"""Checking a landlord's policy against an edition of the Code, in the four columns that the Ombudsman uses.

Provision, what it asks for, what the policy says (by its own section), and a way out. An edition says which of its
provisions a policy can be checked for; the others are not the policy's matter and have no finding here.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from putright.policy.check.judging import Grade, Judgement, Look
from putright.policy.check.registry import CHECKS
from putright.policy.model import Policy
from putright.policy.vocabulary import ContactBody, Jurisdiction
from putright.rulebook import PlaceKind, Rulebook, RulebookError, all_rulebooks, choose, rulebook
from putright.workdays import in_words

__all__ = ["CHECKS", "EditionChoice", "Grade", "PolicyFinding", "check", "edition_for", "in_order"]

_LATEST = "housing-ombudsman 2024"
_ELSEWHERE = {ContactBody.SPSO: "Scotland", ContactBody.PSOW: "Wales", ContactBody.NIPSO: "Northern Ireland"}


@dataclass(frozen=True, slots=True)
class PolicyFinding:
    """How a policy stands to one provision."""

    provision: str
    grade: Grade
    requirement: str
    """What the provision asks for, in our words."""
    observation: str
    """What the policy says, by its section."""
    recommendation: str
    """A way out; empty where there is nothing to do."""
    source: str
    """The sections of the policy; empty where it says nothing."""


@dataclass(frozen=True, slots=True)
class EditionChoice:
    """The edition to check against, and in one sentence why."""

    rulebook: Rulebook
    because: str


def edition_for(policy: Policy, named: str = "") -> EditionChoice:
    """The edition that was named; otherwise that in force when the policy took effect; otherwise the one it follows.

    Raises RulebookError for a name that is not known.
    """
    if named:
        return EditionChoice(rulebook(named), "It was asked for.")
    follows = policy.about.follows
    start = policy.about.effective_from
    families = {edition.family for edition in all_rulebooks()}
    family = follows.value.split()[0] if follows and follows.value.split()[0] in families else "housing-ombudsman"
    if start is not None:
        edition = choose(start.value, family).rulebook
        return EditionChoice(
            edition, f"It was the edition in force on {in_words(start.value)}, when the policy took effect."
        )
    if follows is not None:
        try:
            return EditionChoice(
                rulebook(follows.value), "The policy has no date, and says that it follows this edition."
            )
        except RulebookError:
            pass  # the family alone was named: the latest stands in
    return EditionChoice(rulebook(_LATEST), "The policy has no date and names no edition, so the latest was taken.")


def check(policy: Policy, edition: Rulebook, *, on: date | None = None) -> list[PolicyFinding]:
    """Every finding, in the edition's order.

    Contact details and rules that changed inside an edition are judged on the day `on`; where none is given, on the day
    the policy took effect or, if that was before the edition, on the edition's first day. A policy under another
    nation's rules gets "not applicable" throughout, with the reason.
    """
    day = on or _day(policy, edition)
    elsewhere = _elsewhere(policy)
    found = []
    for provision in edition.assessed:
        for name in [place.name for place in provision.places if place.kind is PlaceKind.POLICY_CHECK]:
            look = Look(policy, edition, provision, day)
            judgements = [_not_ours(policy, edition, elsewhere)] if elsewhere else _judged(look, name)
            found += [
                PolicyFinding(
                    provision.id,
                    judgement.grade,
                    provision.summary,
                    judgement.observation,
                    judgement.recommendation,
                    "; ".join(_cited(section) for section in judgement.sections),
                )
                for judgement in judgements
            ]
    return list(dict.fromkeys(found))


def in_order(findings: Iterable[PolicyFinding]) -> list[PolicyFinding]:
    """Breaches first, then warnings, what is not stated, what is met, what does not apply."""
    grades = list(Grade)
    return sorted(findings, key=lambda finding: grades.index(finding.grade))


def _judged(look: Look, name: str) -> Iterator[Judgement]:
    known = CHECKS.get(name)
    if known is not None:  # an edition may name a place that is still to be built
        yield from known(look)


def _day(policy: Policy, edition: Rulebook) -> date:
    start = policy.about.effective_from
    return max(start.value, edition.governs_complaints_made_from) if start else edition.governs_complaints_made_from


def _cited(section: str) -> str:
    if not section[:1].isdigit():
        return section
    several = ", " in section and all(part[:1].isdigit() for part in section.split(", "))
    return f"policy section{'s' * several} {section}"


def _elsewhere(policy: Policy) -> str:
    """The nation whose rules the landlord answers to instead, if it is not England."""
    jurisdiction = policy.about.jurisdiction
    if jurisdiction is not None:
        england = jurisdiction.value is Jurisdiction.ENGLAND
        return "" if england else jurisdiction.value.replace("_", " ").title()
    bodies = {contact.body for contact in policy.contact}
    if ContactBody.HOUSING_OMBUDSMAN in bodies:
        return ""
    return next((nation for body, nation in _ELSEWHERE.items() if body in bodies), "")


def _not_ours(policy: Policy, edition: Rulebook, nation: str) -> Judgement:
    stated = policy.about.jurisdiction
    return Judgement(
        Grade.NOT_APPLICABLE,
        f"The landlord answers to the rules of {nation}; the {edition.title} of the {edition.body} binds landlords in "
        "England only.",
        "",
        (stated.section,) if stated else (),
    )
