"""How to reach the Ombudsmen and the Building Safety Regulator on a given day, and the old ways still in print.

Contact details change, and a letter with last year's address fails the Code: so they are dated data, never template
text.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, model_validator

from putright.rulebook.loading import RulebookError, read_toml
from putright.rulebook.model import Contact
from putright.rulebook.written import Sources, Strict, Words

__all__ = ["StalePhrase", "contacts", "read_contacts", "stale_contacts", "stale_phrases"]

_SHIPPED = Path(__file__).parent / "contacts.toml"
_Body = Literal["housing_ombudsman", "building_safety_regulator", "lgsco"]


@dataclass(frozen=True, slots=True)
class StalePhrase:
    """Words that a document should no longer hold, and why."""

    text: str
    why: str
    source: str
    doubt: str = ""
    contact: Contact | None = None
    """The old contact they belong to; None where they describe an old rule."""


class _ContactFile(Strict):
    body: _Body
    kind: Literal["post", "telephone", "web", "form", "email"]
    value: Words
    valid_from: date | None = None
    valid_until: date | None = None
    new_cases: bool = True
    signs: tuple[Words, ...] = ()
    source: Sources
    doubt: str = ""

    @model_validator(mode="after")
    def _in_order(self) -> "_ContactFile":
        if self.valid_from and self.valid_until and self.valid_until < self.valid_from:
            raise ValueError(f"valid_until {self.valid_until} is before valid_from {self.valid_from}")
        return self


class _PhraseFile(Strict):
    text: Words
    stale_from: date
    why: Words
    source: Sources
    doubt: str = ""


class _ContactsFile(Strict):
    sources: dict[str, Words]
    contact: Annotated[tuple[_ContactFile, ...], Field(min_length=1)]
    phrase: tuple[_PhraseFile, ...] = ()


@dataclass(frozen=True, slots=True)
class _Known:
    contacts: tuple[Contact, ...]
    phrases: tuple[tuple[date, StalePhrase], ...]


def contacts(body: str, *, on: date) -> tuple[Contact, ...]:
    """The ways to reach a body that could be used on that day, those that take no new case among them.

    Raises RulebookError for a body that is not known.
    """
    known = _known().contacts
    bodies = dict.fromkeys(contact.body for contact in known)
    if body not in bodies:
        raise RulebookError(f"No contact details are kept for {body!r}: choose one of {', '.join(bodies)}.")
    return tuple(contact for contact in known if contact.body == body and _could_be_used(contact, on))


def stale_contacts(on: date) -> tuple[Contact, ...]:
    """The ways that a document should not offer on that day: those that have ended, and those closed to new cases."""
    known = _known().contacts
    current = {(contact.body, contact.value) for contact in known if _could_be_used(contact, on)}
    return tuple(
        contact
        for contact in known
        if (_could_be_used(contact, on) and not contact.new_cases)
        or (_has_ended(contact, on) and (contact.body, contact.value) not in current)
    )


def stale_phrases(on: date) -> tuple[StalePhrase, ...]:
    """Words to look for in a document in use on that day: signs of old contacts, then old rules."""
    return (
        *(phrase for contact in stale_contacts(on) for phrase in _signs_of(contact)),
        *(phrase for since, phrase in _known().phrases if since <= on),
    )


def _signs_of(contact: Contact) -> Iterator[StalePhrase]:
    why = f"{contact.value} is no longer in use." if contact.new_cases else f"{contact.value} takes no new cases."
    for sign in contact.signs:
        yield StalePhrase(sign, why, contact.source, contact.doubt, contact)


def _could_be_used(contact: Contact, on: date) -> bool:
    return (contact.valid_from is None or contact.valid_from <= on) and not _has_ended(contact, on)


def _has_ended(contact: Contact, on: date) -> bool:
    return contact.valid_until is not None and contact.valid_until < on


@lru_cache(maxsize=1)
def _known() -> _Known:
    return read_contacts(_SHIPPED)


def read_contacts(path: Path) -> _Known:
    """The contacts and the old phrases in a TOML file. Raises RulebookError."""
    written = read_toml(path, _ContactsFile)
    named = [(contact.value, contact.source) for contact in written.contact]
    named += [(phrase.text, phrase.source) for phrase in written.phrase]
    for what, sources in named:
        for name in sources:
            if name not in written.sources:
                raise RulebookError(f"{path.name}, {what}: its source {name!r} is not in [sources]; add it there.")
    return _Known(
        tuple(_contact(written, contact) for contact in written.contact),
        tuple((entry.stale_from, _phrase(written, entry)) for entry in written.phrase),
    )


def _contact(written: _ContactsFile, contact: _ContactFile) -> Contact:
    return Contact(
        body=contact.body,
        kind=contact.kind,
        value=contact.value,
        valid_from=contact.valid_from,
        valid_until=contact.valid_until,
        new_cases=contact.new_cases,
        source=_cited(written, contact.source),
        doubt=contact.doubt,
        signs=contact.signs,
    )


def _phrase(written: _ContactsFile, entry: _PhraseFile) -> StalePhrase:
    return StalePhrase(entry.text, entry.why, _cited(written, entry.source), entry.doubt)


def _cited(written: _ContactsFile, names: tuple[str, ...]) -> str:
    return "; ".join(written.sources[name] for name in names)
