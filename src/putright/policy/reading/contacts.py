"""The contact details that a policy prints, whoever they belong to: the old ones matter as much as the new.

Whose a detail is, is told by the detail itself where that is possible (a domain, a known postcode or number), otherwise
by the body last named above it. A detail that belongs to nobody named is left out.
"""

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from itertools import islice

from putright.policy.reading.printed import EMAIL, PHONE, POSTCODE, WEB, tidy_web
from putright.policy.reading.prose import Prose, Sentence
from putright.policy.standing import PrintedContact
from putright.policy.vocabulary import ContactBody, ContactKind, Sure
from putright.rulebook import contacts, stale_contacts

__all__ = ["body_of_address", "contacts_of"]

_NAMES = (
    (ContactBody.LGSCO, r"local government (?:and social care )?ombudsman|\blgs?co\b|\blgo\b"),
    (ContactBody.SPSO, r"scottish public services ombudsman|\bspso\b"),
    (ContactBody.PSOW, r"public services ombudsman for wales|ombudsman wales|\bpsow\b"),
    (ContactBody.NIPSO, r"northern ireland (?:public services )?ombudsman|\bnipso\b"),
    (ContactBody.BUILDING_SAFETY_REGULATOR, r"building safety regulator|\bbsr\b"),
    (ContactBody.HOUSING_OMBUDSMAN, r"housing ombudsman|\bhos\b|\bombudsman\b"),
    (ContactBody.OTHER, r"information commissioner|\bico\b|regulator of social housing|scottish housing regulator|financial ombudsman|property ombudsman|citizens advice|\bshelter\b|care quality commission|\bcqc\b"),
)  # fmt: skip
_BODIES = tuple((body, re.compile(words, re.IGNORECASE)) for body, words in _NAMES)
_DOMAINS = (
    (ContactBody.HOUSING_OMBUDSMAN, "housing-ombudsman.org.uk"),
    (ContactBody.LGSCO, "lgo.org.uk"),
    (ContactBody.SPSO, "spso.org.uk"),
    (ContactBody.PSOW, "ombudsman.wales"),
    (ContactBody.PSOW, "ombudsman-wales.org.uk"),
    (ContactBody.NIPSO, "nipso.org.uk"),
    (ContactBody.BUILDING_SAFETY_REGULATOR, "building-safety-regulator"),
)
# Addresses of long standing that the rulebook keeps no record of.
_POSTCODES = {"WC2B 4HN": ContactBody.HOUSING_OMBUDSMAN, "EH7 4NS": ContactBody.SPSO, "CF35 5LJ": ContactBody.PSOW}
_MOST_IN_A_SENTENCE = 12
_REACH = 8
"""How many passages below its name a body's details may stand."""
_ADDRESS_LINES = 7
_LINE = 80
_OURS = re.compile(r"\b(?:us|our|we)\b")


_LONGEST_ADDRESS = 200
_NO_ADDRESS = re.compile(r"@|\d{5,}|www\.")
_NAMED_ADDRESS = re.compile(
    r"(?:the\s+)?((?:[A-Z][\w&]+\s+(?:and\s+)?){0,5}Ombudsman(?:\s+Service|\s+for\s+Wales)?,?\s+(?:at\s+)?(?:PO Box|[A-Z0-9]).*)"
)
_BEFORE_AN_ADDRESS = re.compile(r"^.*?\b(?:at|to|address|post)\b:?\s*")
_LEAD_IN = re.compile(r"^(?:the|by post|in writing|write to|address|postal address|post)\b:?\s*", re.IGNORECASE)


def contacts_of(prose: Prose) -> tuple[PrintedContact, ...]:
    """Every way to reach an Ombudsman or regulator that the document prints, once for each section it stands in."""
    found: dict[tuple[ContactBody, ContactKind, str, str], PrintedContact] = {}
    for place, sentence in enumerate(prose.sentences):
        for kind, value in islice(_details(prose, place), _MOST_IN_A_SENTENCE):
            body, sure = _whose(kind, value, prose, place)
            if body is None:
                continue
            contact = PrintedContact(body, _kind(kind, value), value, sentence.cited, sentence.passage, sure)
            found.setdefault((body, contact.kind, value.lower(), sentence.cited), contact)
    return tuple(found.values())


def body_of_address(address: str) -> ContactBody | None:
    """Whose an e-mail address or a page is, when its domain tells."""
    lowered = address.lower()
    return next((body for body, domain in _DOMAINS if domain in lowered), None)


def _kind(kind: ContactKind, value: str) -> ContactKind:
    return (
        ContactKind.FORM
        if kind is ContactKind.WEB and re.search(r"make-a-complaint|complaint-?form|/form", value, re.IGNORECASE)
        else kind
    )


def _details(prose: Prose, place: int) -> Iterator[tuple[ContactKind, str]]:
    text = prose.sentences[place].text
    for match in EMAIL.finditer(text):
        yield ContactKind.EMAIL, match[0].rstrip(".")
    for match in PHONE.finditer(text):
        yield ContactKind.TELEPHONE, " ".join(match[0].split())
    without = EMAIL.sub(" ", text)
    for match in WEB.finditer(without):
        yield ContactKind.WEB, tidy_web(match[0])
    for match in POSTCODE.finditer(text):
        yield ContactKind.POST, _address(prose, place, match)


def _address(prose: Prose, place: int, postcode: re.Match[str]) -> str:
    """The lines down to the postcode, from the body's name where it is near."""
    here = prose.sentences[place]
    lines = [here.text[: postcode.end()]]
    at = place - 1
    while at >= 0 and len(lines) < _ADDRESS_LINES and not _begins(lines[0]) and _belongs(prose.sentences[at], here):
        lines.insert(0, prose.sentences[at].text)
        at -= 1
    whole = ", ".join(line.strip(" ,;:") for line in lines if line.strip(" ,;:"))
    return _LEAD_IN.sub("", _from_its_name(whole))[:_LONGEST_ADDRESS]


def _belongs(above: Sentence, here: Sentence) -> bool:
    """Whether a line above may be one of the address."""
    near = above.section == here.section or above.heading
    return near and len(above.text) <= _LINE and not _NO_ADDRESS.search(above.text)


def _from_its_name(whole: str) -> str:
    named = _NAMED_ADDRESS.search(whole)
    if named:
        return named[1]
    starts = [match.start() for _, pattern in _BODIES for match in pattern.finditer(whole)]
    return whole[min(starts) :] if starts else _BEFORE_AN_ADDRESS.sub("", whole)


def _begins(line: str) -> bool:
    """Whether an address can begin in this line: it names a body, or says where to write."""
    return any(pattern.search(line) for _, pattern in _BODIES) or bool(
        re.search(r"\b(?:write|writing|post|address|letter)\b", line, re.IGNORECASE)
    )


def _whose(kind: ContactKind, value: str, prose: Prose, place: int) -> tuple[ContactBody | None, Sure]:
    known = (
        body_of_address(value)
        if kind in {ContactKind.EMAIL, ContactKind.WEB}
        else _known_details().get(_key(kind, value))
    )
    if known is not None:
        return known, Sure.HIGH
    if kind in {ContactKind.EMAIL, ContactKind.WEB}:
        # The landlord's own pages stand among an Ombudsman's details; a domain that is not a known body's is not one's.
        return None, Sure.LOW
    if kind is ContactKind.POST:
        named = _named_in(value)
        return (named, Sure.HIGH) if named and named is not ContactBody.OTHER else (None, Sure.LOW)
    named = _named_near(prose, place)
    return (named, Sure.MEDIUM) if named and named is not ContactBody.OTHER else (None, Sure.LOW)


def _named_in(text: str) -> ContactBody | None:
    return next((body for body, pattern in _BODIES if pattern.search(text)), None)


def _named_near(prose: Prose, place: int) -> ContactBody | None:
    """The body a number stands with: named in its own sentence, or in the lines of a list of details just above."""
    here = prose.sentences[place]
    named = _named_in(here.text)
    if named:
        return named
    if len(here.text) > _LINE or _OURS.search(here.text):
        return None
    for other in reversed(prose.sentences[max(0, place - _REACH) : place]):
        if other.section != here.section and not other.heading:
            return None
        named = _named_in(other.text)
        if named:
            return named
        if _OURS.search(other.text):
            return None
    return None


def _key(kind: ContactKind, value: str) -> str:
    if kind is ContactKind.TELEPHONE:
        return re.sub(r"\D", "", value)
    code = POSTCODE.search(value)
    return " ".join(code[0].split()) if code else value


@lru_cache(maxsize=1)
def _known_details() -> dict[str, ContactBody]:
    """Postcodes and numbers whose owner is on record, those no longer in use among them."""
    known: dict[str, ContactBody] = dict(_POSTCODES)
    records = [
        contact
        for body in ("housing_ombudsman", "building_safety_regulator", "lgsco")
        for contact in contacts(body, on=date.max)
    ]
    for contact in (*records, *stale_contacts(date.max)):
        if contact.kind in {"telephone", "post"}:
            known[_key(ContactKind(contact.kind), contact.value)] = ContactBody(contact.body)
    return known
