"""Everything held on one person, across complaints: as data and as text, with other people's words marked.

A person looks at every mark before anything leaves. What nobody has said may be shown is left out of what is given, and
the place says that something was. Nothing is left out silently.
"""

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from putright.actions.letters_held import as_lines as letters_as_lines
from putright.actions.letters_held import drafts_held
from putright.actions.subject_access_people import lines as lines_of
from putright.actions.subject_access_people import marked, people_of
from putright.complaint import events as e
from putright.complaint.authors import Author, author_of
from putright.complaint.codec import StreamKind, kind_of
from putright.complaint.narrate import narrate
from putright.complaint.requests import narrate_request
from putright.people.models import Staff
from putright.people.permissions import may_see
from putright.people.roles import Role
from putright.people.row_security import theirs
from putright.records import store
from putright.records.filing_models import Filing
from putright.records.models import Content, Entry, Summary
from putright.records.requests_models import RequestSummary
from putright.records.sealing import ERASED, person_fields, personal_fields, places, unseal
from putright.workdays import in_words

__all__ = ["Held", "NotYours", "as_text", "gather", "given"]

FORMAT = "putright subject access 1"
_LONDON = ZoneInfo("Europe/London")
_MAY_GATHER = frozenset({Role.COMPLAINTS_OFFICER, Role.MANAGER})
_AUTHORS = {
    Author.COMPLAINANT: "the complainant",
    Author.REPRESENTATIVE: "the representative",
    Author.LANDLORD: "the landlord",
    Author.SOMEBODY_ELSE: "somebody else",
}


class NotYours(Exception):  # noqa: N818  it is an answer
    """Somebody may not gather this. The message says who may."""


@dataclass(frozen=True, slots=True)
class Held:
    """What is held on one person, for whoever prepares it: all of it, with the marks still to be looked at."""

    data: dict[str, Any]
    marks: tuple[str, ...]
    """The names of the places that a person has to look at."""


def gather(landlord: UUID, person: str, by: Staff, at: datetime) -> Held:
    """Everything held on a person, by the id that entries use: on file and in the record. Raises NotYours.

    Complaints that the one who gathers may not see are not in it: whoever is named on them gathers those.
    """
    with theirs(by.landlord_id):
        return _gather(landlord, person, by, at)


def _gather(landlord: UUID, person: str, by: Staff, at: datetime) -> Held:
    today = at.astimezone(_LONDON).date()
    roles = by.roles_on(today)
    if by.landlord_id != landlord or not roles & _MAY_GATHER:
        raise NotYours("That is not yours to gather: it takes a complaints officer or manager.")
    found = [
        (summary, _held(summary, person, rows))
        for summary, rows in _about(landlord, person)
        if may_see(roles, str(by.id), _named(summary))
    ]
    complaints = [each for summary, each in found if isinstance(summary, Summary)]
    requests = [each for summary, each in found if isinstance(summary, RequestSummary)]
    data = {
        "format": FORMAT,
        "person": person,
        "gathered_on": today.isoformat(),
        "people": people_of(by.landlord, person, by, at),
        "complaints": sorted(complaints, key=lambda each: str(each["reference"])),
        "requests": sorted(requests, key=lambda each: str(each["reference"])),
    }
    marks = tuple(place["mark"] for place in _marked(data))
    return Held(data, marks)


def given(held: Held, shown: Collection[str]) -> dict[str, Any]:
    """What is given to the person: the marked words that may be shown as they are, the others left out where they stood.

    Raises ValueError for a mark that there is not.
    """
    if unknown := sorted(set(shown) - set(held.marks)):
        raise ValueError(f"There is no mark “{unknown[0]}”: look at the list again.")
    data: dict[str, Any] = json.loads(json.dumps(held.data))
    for place in _marked(data):
        if place["mark"] not in shown:
            place["text" if "text" in place else "name"] = _left_out(place)
    for each in (*data["complaints"], *data["requests"]):
        for entry in each["entries"]:
            entry["says"] = _says(entry, kind_of(each["entries"][0]["event"]))
    return data


def as_text(data: Mapping[str, Any]) -> str:
    """What is given, to be read: one after the other, what happened on which day, then the documents."""
    lines = [f"What is held on {data['person']}, gathered on {data['gathered_on']}.", "", *lines_of(data["people"])]
    if not data["complaints"]:
        lines.append("No complaint.")
    for name, streams in (("Complaint", data["complaints"]), ("Service request", data["requests"])):
        for each in streams:
            lines += [f"{name} {each['reference']}", f"Held as: {', '.join(each['held_as'])}.", ""]
            for entry in each["entries"]:
                lines.append(f"{entry['number']}. {entry['on_in_words']}: {entry['says']}")
            lines += letters_as_lines(each["letters"])
            for document in each["documents"]:
                lines.append(f"Document {document['document']}: {document['name']} ({document['media_type']})")
            lines.append("")
    return "\n".join(lines)


def _about(landlord: UUID, person: str) -> Iterator[tuple[Summary | RequestSummary, list[Entry]]]:
    """The complaints and requests with the person's id anywhere in them: every entry of the landlord is looked through."""
    if not person:
        return
    quoted = json.dumps(person, ensure_ascii=False)
    likely = Entry.objects.filter(landlord=landlord, body__contains=quoted).order_by().distinct()
    by_name = Content.objects.filter(landlord=landlord, text=person).order_by().distinct()  # no id: kept as words are
    streams = {*likely.values_list("complaint", flat=True), *by_name.values_list("complaint", flat=True)}
    for complaint in sorted(streams):
        rows = store.rows(landlord, complaint)
        listed = Summary.objects.filter(landlord=landlord, complaint=complaint).first()
        summary = listed or RequestSummary.objects.filter(landlord=landlord, request=complaint).first()
        if summary is not None and _held_as(rows, person):
            yield summary, rows


def _named(summary: Summary | RequestSummary) -> list[str] | None:
    if isinstance(summary, RequestSummary):
        return None
    return [each for each in summary.confidential_to.split(",") if each] if summary.confidential_to else None


def _held_as(rows: list[Entry], person: str) -> list[str]:
    """The fields of the entries that hold the person, by id or by name."""
    words = store.words_of(rows[0].landlord, rows[0].complaint)
    kind = kind_of(rows[0].type)
    found = set()
    for row in rows:
        happened = unseal(row.type, json.loads(row.body), words, kind)
        found |= {f"{row.type}.{field}" for field in _fields_with(happened, person)}
    return sorted(found)


def _fields_with(value: Any, person: str, where: str = "") -> Iterator[str]:  # noqa: ANN401
    """Fields for somebody, and texts that are nothing but the id; a word in a text that equals a name is not the person."""
    if value == person:
        yield where
    elif isinstance(value, tuple):
        for each in value:
            yield from _fields_with(each, person, where)
    elif is_dataclass(value) and not isinstance(value, type):
        words = personal_fields(type(value))
        for field in fields(value):
            if field.name not in words:
                inner = f"{where}.{field.name}" if where else field.name
                yield from _fields_with(getattr(value, field.name), person, inner)


def _held(summary: Summary | RequestSummary, person: str, rows: list[Entry]) -> dict[str, Any]:
    held_as = _held_as(rows, person)
    own = _own(held_as)
    stream, kind = rows[0].complaint, kind_of(rows[0].type)
    words = store.words_of(summary.landlord, stream)
    entries = [_entry(summary.reference, row, words, own, kind, person) for row in rows]
    filings = Filing.objects.filter(landlord=summary.landlord, complaint=stream).order_by("number")
    documents = [_document(summary.reference, row) for row in filings]
    drafts = drafts_held(summary.landlord, stream)
    return {
        "reference": summary.reference,
        "held_as": held_as,
        "entries": entries,
        "documents": documents,
        "letters": drafts,
    }


def _own(held_as: Collection[str]) -> frozenset[Author]:
    """Whose words the person may have without anybody looking: ours, and their own by what they are on the complaint."""
    own = {Author.LANDLORD}
    if any(each.rpartition(asked)[2] in ("person", "home") for each in held_as for asked in ("received.", "asked.")):
        own.add(Author.COMPLAINANT)
    if any(each.endswith(".representative") for each in held_as):
        own.add(Author.REPRESENTATIVE)
    return frozenset(own)


def _entry(
    reference: str, row: Entry, words: Mapping[str, str], own: Collection[Author], kind: StreamKind, person: str
) -> dict[str, Any]:
    body = json.loads(row.body)
    happened = unseal(row.type, body, words, kind)
    told = []
    for field, content, _ in places(body):
        text = words.get(content, ERASED)
        author = _named_in(happened, field, text, person) or author_of(happened, field)
        told.append(
            {
                "field": field,
                "content": content,
                "author": author.value,
                "text": text,
                "look": author not in own and text != ERASED,
                "mark": f"{reference}/{row.number}/{field}",
            }
        )
    entry = {
        "number": row.number,
        "event": row.type,
        "on_in_words": in_words(happened.on) if happened.on else "on a day not known",
        "written_down_at": row.recorded_at.isoformat(),
        "facts": body,
        "words": told,
    }
    return {**entry, "says": _says(entry, kind)}


def _named_in(happened: e.Event, field: str, text: str, person: str) -> Author | None:
    """For a field that names somebody: the complainant's own where it is the person, else somebody else to be looked at."""
    while isinstance(happened, e.EntryCorrected):
        happened, field = happened.replacement, field.removeprefix("replacement.")
    name = field.partition(".")[0]
    if name not in person_fields(type(happened)):
        return None
    return Author.LANDLORD if text == person or name == "home" else Author.SOMEBODY_ELSE


def _says(entry: Mapping[str, Any], kind: StreamKind) -> str:
    """The entry as a sentence, with the words as they now stand in it."""
    words = {each["content"]: each["text"] for each in entry["words"]}
    happened: e.Event = unseal(entry["event"], entry["facts"], words, kind)
    return narrate_request(happened) if kind is StreamKind.REQUEST else narrate(happened)


def _document(reference: str, filing: Filing) -> dict[str, Any]:
    """A document is always looked at: only a person can see who is in it."""
    erased = filing.erased_at is not None
    return {
        "document": filing.document,
        "name": ERASED if erased else filing.name,
        "media_type": filing.media_type,
        "size": filing.size,
        "filed_at": filing.filed_at.isoformat(),
        "look": not erased,
        "mark": f"{reference}/document/{filing.document}",
    }


def _marked(data: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    yield from marked(data["people"])
    for stream in (*data["complaints"], *data["requests"]):
        for entry in stream["entries"]:
            yield from (each for each in entry["words"] if each["look"])
        yield from (each for each in stream["documents"] if each["look"])


def _left_out(place: Mapping[str, Any]) -> str:
    if "document" in place:
        return "[a document, left out]"
    return f"[left out: words of {_AUTHORS[Author(place['author'])]}]"
