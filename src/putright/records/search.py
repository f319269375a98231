"""Finding complaints by the words on them, with the database's own full-text engine.

What is found is decided here and nowhere else: one landlord's complaints, and of those only the ones the person may see.
A confidential complaint does not exist for anybody who is not named on it, neither in the matches nor in whether there
are more of them.

A word finds every word that begins with it ("leak" finds "leaking"); words in quotation marks are found as they stand,
next to each other. All the words have to be on the complaint, not in one place of it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import connection, transaction

from putright.people.permissions import may_see
from putright.people.roles import Role
from putright.records import plain
from putright.records.filing_models import Filing
from putright.records.folding import folded
from putright.records.models import Content, Summary
from putright.records.requests_models import RequestSummary
from putright.records.search_models import SearchRow
from putright.records.search_terms import Term, snippet_of, terms_of

__all__ = [
    "Found",
    "Match",
    "find",
    "find_requests",
    "forget",
    "index",
    "index_again",
    "index_document",
    "index_person",
    "index_text",
]

_BATCH = 1000


@dataclass(frozen=True, slots=True)
class Match:
    """One complaint that was found, with the newest place the words are in."""

    complaint: UUID
    reference: str
    kind: str
    """reference, words, document (its name, or what is written in it) or person."""
    number: int
    """The entry; 0 where it is not in one."""
    place: str
    """The field of the entry, or the document's name in it."""
    snippet: str
    marks: tuple[tuple[int, int], ...]
    """Where in the snippet the words are, as positions from and to."""


@dataclass(frozen=True, slots=True)
class Found:
    """What was found, newest first."""

    matches: tuple[Match, ...]
    more: bool
    """Whether the person could see more than the limit."""


@dataclass(frozen=True, slots=True)
class _Among:
    """The list that what is found has to be in."""

    table: str
    key: str
    model: type[Summary | RequestSummary]
    confidential: bool


_COMPLAINTS = _Among("summary", "complaint", Summary, confidential=True)
_REQUESTS = _Among("request_summary", "request", RequestSummary, confidential=False)


def find(landlord: UUID, text: str, *, who: str, roles: frozenset[Role], limit: int = 20) -> Found:
    """The complaints of a landlord with these words on them, as far as this person may see them."""
    return _find(_COMPLAINTS, landlord, text, who, roles, limit)


def find_requests(landlord: UUID, text: str, *, who: str, roles: frozenset[Role], limit: int = 20) -> Found:
    """The same among service requests; a match's `complaint` is the request."""
    return _find(_REQUESTS, landlord, text, who, roles, limit)


def _find(among: _Among, landlord: UUID, text: str, who: str, roles: frozenset[Role], limit: int) -> Found:
    terms = terms_of(text)
    if not terms or limit < 1 or not may_see(roles, who, None):
        return Found((), more=False)
    rows = _visible(among, landlord, terms, text, who, limit + 1)
    shown = rows[:limit]
    texts = _texts(row for _, row in shown)
    return Found(tuple(_match(ref, row, texts, terms) for ref, row in shown), more=len(rows) > limit)


def _visible(
    among: _Among, landlord: UUID, terms: list[Term], text: str, who: str, wanted: int
) -> list[tuple[str, SearchRow]]:
    """One row for each complaint, the newest; the complaint whose reference was typed comes first."""
    if len(terms) > 1 and connection.vendor == "sqlite":
        terms = sorted(terms, key=_frequency)
        near = _near(among, landlord, terms, who, wanted)
        newest = _all(among, landlord, terms, who, wanted) if near is None else near
    else:
        newest = _all(among, landlord, terms, who, wanted)
    named = _by_reference(among, landlord, text, who)
    if named is not None:
        newest = {named[1].complaint: named} | {key: each for key, each in newest.items() if key != named[1].complaint}
    return list(newest.values())[:wanted]


def _all(among: _Among, landlord: UUID, terms: list[Term], who: str, wanted: int) -> dict[UUID, tuple[str, SearchRow]]:
    """The newest complaints with all the terms, as many as wanted, whatever it takes."""
    batch = wanted * 8
    while True:
        rows = _rows(among, landlord, terms, who, batch)
        newest = _newest(rows)
        if len(newest) >= wanted or len(rows) < batch:
            return newest
        batch *= 8  # many places on few complaints


def _newest(rows: list[tuple[str, SearchRow]]) -> dict[UUID, tuple[str, SearchRow]]:
    found: dict[UUID, tuple[str, SearchRow]] = {}
    for reference, row in rows:
        found.setdefault(row.complaint, (reference, row))
    return found


# SQLite works out every complaint with a second word before it looks at the first, which takes seconds where both are in
# every tenth complaint. So the newest places with the rarest word are looked through here first: usually that is enough.

_NEAR = 200
"""Places with the rarest word that are looked through."""
_COUNTED = 2000
"""How far hits are counted to tell which word is rarest, and how many of the newest rows say whether one is common."""
_COMMON = 20
"""So many among the newest rows, and a word is common."""


def _near(
    among: _Among, landlord: UUID, terms: list[Term], who: str, wanted: int
) -> dict[UUID, tuple[str, SearchRow]] | None:
    """The complaints with all the terms among the newest with the first; None where that may not be all there are."""
    rows = _rows(among, landlord, terms[:1], who, _NEAR)
    found = _newest(rows)
    words: dict[UUID, list[list[str]]] = {}
    places = SearchRow.objects.filter(landlord=landlord, complaint__in=list(found))
    for complaint, text in places.values_list("complaint", "words"):
        words.setdefault(complaint, []).append(text.split())
    kept = {key: each for key, each in found.items() if all(_has(words[key], term) for term in terms[1:])}
    return kept if len(kept) >= wanted or len(rows) < _NEAR else None


def _has(places: list[list[str]], term: Term) -> bool:
    length = len(term.words)
    return any(
        term.meets(words[start : start + length]) for words in places for start in range(len(words) - length + 1)
    )


def _frequency(term: Term) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT count(*) FROM (SELECT 1 FROM search_words WHERE search_words MATCH %s LIMIT {_COUNTED:d})",  # noqa: S608
            [term.fts5()],
        )
        return int(cursor.fetchone()[0])


_NAME = "CASE WHEN r.kind = 'person' THEN r.words ELSE '' END"
"""A person's words are the name that is shown; others' are long, and shown from where they are kept."""
_ORDER = {"sqlite": "w.rowid", "postgresql": "r.id"}
"""The same number; FTS5 gives its own in this order without sorting."""
_SORTED = "r.id + 0"
"""The same order, which PostgreSQL cannot get by walking back along the key: it looks the word up and sorts what it finds.

Left the choice, it walks back for any word, in the hope of meeting twenty soon, and for a rare one past every row.
"""
_HITS = {
    "sqlite": ("search_words w JOIN search_row r ON r.id = w.rowid", "w.search_words MATCH %s"),
    "postgresql": ("search_row r", "r.found @@ to_tsquery('simple', %s)"),
}


def _rows(among: _Among, landlord: UUID, terms: list[Term], who: str, limit: int) -> list[tuple[str, SearchRow]]:
    """The newest rows with the first term, of complaints that have the others too and may be seen."""
    sqlite = connection.vendor == "sqlite"
    table, matches = _HITS[connection.vendor]
    owner = landlord.hex if sqlite else landlord
    first, *others = [term.fts5() if sqlite else term.tsquery() for term in terms]
    # Only names of tables and %s are put together here; whatever a person typed goes beside it.
    query = (
        f"SELECT r.id, r.complaint, r.kind, r.number, r.source, {_NAME}, s.reference FROM {table}"  # noqa: S608
        f" JOIN {among.table} s ON s.{among.key} = r.complaint WHERE {matches} AND r.landlord = %s AND s.landlord = %s"
    )
    asked: list[str | UUID] = [first, owner, owner]
    if among.confidential:
        query += " AND (s.confidential_to = '' OR s.confidential_to LIKE %s ESCAPE '!')"
        asked.append(f"%,{_literally(who)},%")
    for other in others:
        query += f" AND r.complaint IN (SELECT r.complaint FROM {table} WHERE {matches} AND r.landlord = %s)"  # noqa: S608
        asked += [other, owner]
    order = _ORDER[connection.vendor] if sqlite or _is_common(owner, first) else _SORTED
    with connection.cursor() as cursor:
        cursor.execute(f"{query} ORDER BY {order} DESC LIMIT {limit:d}", asked)
        return [(reference, _row(landlord, *values)) for *values, reference in cursor.fetchall()]


def _is_common(owner: str | UUID, term: str) -> bool:
    """Whether a word stands so often in the newest rows that walking back along them soon meets enough of it."""
    newest = f"SELECT found FROM search_row WHERE landlord = %s ORDER BY id DESC LIMIT {_COUNTED:d}"  # noqa: S608  a number
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT count(*) FROM ({newest}) AS r WHERE r.found @@ to_tsquery('simple', %s)",  # noqa: S608  the same
            [owner, term],
        )
        return int(cursor.fetchone()[0]) >= _COMMON


def _literally(who: str) -> str:
    """A name inside LIKE, where some signs mean something; nobody at all is a name that is on no list."""
    return who.replace("!", "!!").replace("%", "!%").replace("_", "!_") or "nobody at all"


def _row(landlord: UUID, key: int, complaint: UUID | str, kind: str, number: int, source: str, words: str) -> SearchRow:
    whole = complaint if isinstance(complaint, UUID) else UUID(complaint)
    return SearchRow(key, landlord, whole, kind, number, source, words)


def _by_reference(among: _Among, landlord: UUID, text: str, who: str) -> tuple[str, SearchRow] | None:
    reference = text.strip().strip('"“”').upper()[:40]
    if "\0" in reference:
        return None
    held = among.model.objects.filter(landlord=landlord, reference=reference).first()
    if held is None:
        return None
    if isinstance(held, Summary) and held.confidential_to and f",{who}," not in held.confidential_to:
        return None
    row = SearchRow(landlord=landlord, complaint=held.pk, kind="reference", source=reference, words=folded(reference))
    return reference, row


def _texts(rows: Iterable[SearchRow]) -> dict[str, tuple[str, str]]:
    """Place and text of each row's source, from where they are kept."""
    by_kind: dict[str, list[str]] = {}
    for row in rows:
        by_kind.setdefault(row.kind, []).append(row.source)
    words = Content.objects.filter(pk__in=by_kind.get("words", []), erased_at=None)
    named = [*by_kind.get("document", []), *by_kind.get("text", [])]
    names = Filing.objects.filter(pk__in=named, erased_at=None)
    found = {str(key): (field, text) for key, field, text in words.values_list("id", "field", "text")}
    return found | {str(key): (document, name) for key, document, name in names.values_list("id", "document", "name")}


def _match(reference: str, row: SearchRow, texts: dict[str, tuple[str, str]], terms: list[Term]) -> Match:
    known = {"reference": ("reference", reference), "person": (row.source, row.words.title())}
    place, text = known.get(row.kind) or texts.get(row.source, ("", ""))
    snippet, marks = snippet_of(text, terms)
    kind = "document" if row.kind == "text" else row.kind  # shown by its name: the text itself is nowhere kept
    return Match(row.complaint, reference, kind, row.number, place, snippet, marks)


# What is kept for searching. Called inside the transaction that writes what it is made of.


def index(
    landlord: UUID, complaint: UUID, *, reference: str, since: int = 1, written: Iterable[Content] | None = None
) -> None:
    """Make the words of the entries from number `since` on searchable; with the first entry, the reference too.

    `written` are those words, where they have just been written and need not be read again.
    """
    rows = [_made(landlord, complaint, "reference", 0, reference, reference)] if since == 1 else []
    if written is None:
        written = Content.objects.filter(landlord=landlord, complaint=complaint, number__gte=since, erased_at=None)
    rows += [
        _made(landlord, complaint, "words", each.number, str(each.id), each.text)
        for each in written
        if each.field.rpartition(".")[2] != "digest"
    ]
    _keep(rows)


def index_document(filing: Filing) -> None:
    """Make a document findable by the name it was given."""
    _keep([_made(filing.landlord, filing.complaint, "document", filing.number, str(filing.pk), filing.name)])


def index_text(filing: Filing, text: str) -> None:
    """Make a document findable by what is written in it; also where that is nothing, so that it is not read again."""
    with transaction.atomic():
        row = _made(filing.landlord, filing.complaint, "text", filing.number, str(filing.pk), text)
        SearchRow.objects.filter(
            landlord=filing.landlord, complaint=filing.complaint, kind="text", source=row.source
        ).delete()
        SearchRow.objects.bulk_create([row], ignore_conflicts=True)


def index_person(landlord: UUID, complaint: UUID, person: str, name: str) -> None:
    """Make a complaint findable by the name of somebody on it, in the place of the name they had before."""
    with transaction.atomic():
        SearchRow.objects.filter(landlord=landlord, complaint=complaint, kind="person", source=person).delete()
        _keep([_made(landlord, complaint, "person", 0, person, name)])


def forget(landlord: UUID, complaint: UUID, numbers: Iterable[int] | None = None) -> int:
    """Take away what is searchable of some entries of a complaint; of all of it but the reference where none is named."""
    rows = SearchRow.objects.filter(landlord=landlord, complaint=complaint).exclude(kind="reference")
    if numbers is not None:
        rows = rows.filter(number__in=list(numbers))
    return rows.delete()[0]


def index_again(landlord: UUID) -> int:
    """Make everything of a landlord searchable anew, from the record; names of people and texts read stay as they are."""
    with transaction.atomic():
        SearchRow.objects.filter(landlord=landlord).exclude(kind__in=("person", "text")).delete()
        for complaint, reference in Summary.objects.filter(landlord=landlord).values_list("complaint", "reference"):
            index(landlord, complaint, reference=reference)
        for request, reference in RequestSummary.objects.filter(landlord=landlord).values_list("request", "reference"):
            index(landlord, request, reference=reference)
        for filing in Filing.objects.filter(landlord=landlord, erased_at=None).iterator(_BATCH):
            index_document(filing)
    return SearchRow.objects.filter(landlord=landlord).count()


def _made(landlord: UUID, complaint: UUID, kind: str, number: int, source: str, text: str) -> SearchRow:
    return SearchRow(
        landlord=landlord, complaint=complaint, kind=kind, number=number, source=source[:80], words=folded(text)
    )


def _keep(rows: Iterable[SearchRow]) -> None:
    plain.add([row for row in rows if row.words])
