"""How a policy sends residents to the Ombudsman, beside the dated contacts of the rulebook (3.7)."""

import re
from collections.abc import Iterator

from putright.policy.check.judging import (
    Basis,
    Judgement,
    Look,
    departure,
    listed,
    met,
    not_stated,
    says,
    warning,
    where,
)
from putright.policy.model import PrintedContact
from putright.policy.vocabulary import ContactKind
from putright.rulebook import StalePhrase, contacts, stale_phrases

__all__ = ["ombudsman_contacts"]

_DESIGNATED_PERSON = "designated person"


def ombudsman_contacts(look: Look) -> Iterator[Judgement]:
    """The right to the Ombudsman is told, with ways of reaching it that work."""
    printed = [one for one in look.policy.contact if one.body == _body(look)]
    troubles = [*_old_way_there(look), *_stale(look, printed), *_two_addresses(look, printed), *_unknown(look, printed)]
    yield from troubles
    if not troubles:
        yield _told(look, printed)


def _stale(look: Look, printed: list[PrintedContact]) -> Iterator[Judgement]:
    phrases = [phrase for phrase in stale_phrases(look.on) if phrase.contact is not None]
    current = [one for one in printed if not _phrase_in(one, phrases)]
    for one in printed:
        phrase = _phrase_in(one, phrases)
        if phrase is None:
            continue
        text = f"{says(one, verb='print')} {one.value} for the Ombudsman. {phrase.why}"
        advice = f"Print instead: {_now(look, one.kind)}."
        yield warning(text, advice, one) if current else departure(look, text, advice, one)


def _phrase_in(one: PrintedContact, phrases: list[StalePhrase]) -> StalePhrase | None:
    return next((phrase for phrase in phrases if _bare(phrase.text) in _bare(one.value)), None)


def _two_addresses(look: Look, printed: list[PrintedContact]) -> Iterator[Judgement]:
    posts = [one for one in printed if one.kind is ContactKind.POST]
    if len({_bare(one.value) for one in posts}) > 1:
        both = listed(f"{one.value} ({where(one).lower()})" for one in posts)
        advice = f"Keep one, in one place, and point to it: {_now(look, ContactKind.POST)}."
        yield warning(
            f"The Ombudsman's postal address is given in {len(posts)} different ways: {both}.", advice, *posts
        )


def _unknown(look: Look, printed: list[PrintedContact]) -> Iterator[Judgement]:
    known = [_bare(contact.value) for contact in contacts(_body(look), on=look.on)]
    stale = [_bare(phrase.text) for phrase in stale_phrases(look.on)]
    for one in printed:
        bare = _bare(one.value)
        if one.kind in (ContactKind.WEB, ContactKind.FORM) and "housingombudsmanorguk" in bare:
            continue
        if any(way in bare or bare in way for way in known) or any(phrase in bare for phrase in stale):
            continue
        advice = f"Check it, or print: {_now(look, one.kind)}."
        yield warning(
            f"{says(one, verb='print')} {one.value} for the Ombudsman, which is not among the known contacts.",
            advice,
            one,
        )


def _now(look: Look, kind: ContactKind) -> str:
    """The ways that work on the day: of the same kind if there is one, otherwise all of them."""
    ways = [contact for contact in contacts(_body(look), on=look.on) if contact.new_cases]
    same = [contact.value for contact in ways if contact.kind == kind]
    return listed(same or [contact.value for contact in ways], "or")


def _body(look: Look) -> str:
    """Whose Code it is: the contacts are kept under the same name."""
    return look.rulebook.family.replace("-", "_")


def _bare(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.lower())


def _old_way_there(look: Look) -> Iterator[Judgement]:
    """The designated person and the wait: lawful until the day that the data gives."""
    access = look.policy.ombudsman
    rules = {phrase.text: phrase for phrase in stale_phrases(look.on) if phrase.contact is None}
    person, wait = access.designated_person, access.weeks_to_wait
    if person is not None and person.value and _DESIGNATED_PERSON in rules:
        yield departure(
            look,
            f"{says(person)} that the way to the Ombudsman leads through a designated person. "
            f"{rules[_DESIGNATED_PERSON].why}",
            "Say that residents can go to the Ombudsman themselves; an MP, councillor or panel may help if they wish.",
            person,
        )
    waits = [phrase for text, phrase in rules.items() if text.endswith(" weeks")]
    if wait is not None and waits:
        yield departure(
            look,
            f"{says(wait)} that a resident has to wait {wait.value} weeks after the final response. {waits[0].why}",
            "Take the wait out: residents can go to the Ombudsman as soon as they have the final response.",
            wait,
        )


def _told(look: Look, printed: list[PrintedContact]) -> Judgement:
    access = look.policy.ombudsman
    told = [
        (access.at_any_time, "that the Ombudsman can be asked at any time"),
        (access.in_acknowledgements, "that acknowledgements tell of the Ombudsman"),
        (access.in_responses, "that answers tell of the Ombudsman"),
        (access.after_final_response, "how a complaint can go to the Ombudsman after the final response"),
    ]
    there = [(stated, clause) for stated, clause in told if stated is not None and stated.value]
    basis: list[Basis] = [*printed, *(stated for stated, _ in there)]
    if not basis:
        return not_stated(
            f"{look.document} does not tell residents how to reach the Ombudsman.",
            f"Print: {listed(contact.value for contact in contacts(_body(look), on=look.on) if contact.new_cases)}.",
        )
    ways = f"{len({one.kind for one in printed})} ways to reach the Ombudsman" if printed else ""
    clauses = listed([ways, *(clause for _, clause in there)])
    advice = "" if printed else "Print the Ombudsman's contact details in the policy too."
    return met(f"{says(*basis)} {clauses}.", *basis, advice=advice)
