"""What is searched, compared with the record: mended by `rebuild` a batch of complaints at a time, and what is still unread."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import CharField, Exists, OuterRef, Value
from django.db.models.functions import Cast, Concat, Substr

from putright.records import search
from putright.records.filing_models import Filing
from putright.records.folding import folded
from putright.records.models import Summary
from putright.records.requests_models import RequestSummary
from putright.records.search_models import SearchRow
from putright.records.store import Sheaf

__all__ = ["mend_search", "unread"]

_KEPT = ("person", "text")
"""Not made from entries: names that were linked, and what was read in documents."""


def mend_search(landlord: UUID, batch: Sequence[Sheaf]) -> set[UUID]:
    """Write what is searched of these complaints anew where it is not what they say, and return which they were."""
    streams = [sheaf.complaint for sheaf in batch]
    filed: dict[UUID, list[Filing]] = {}
    for filing in Filing.objects.filter(landlord=landlord, complaint__in=streams, erased_at=None):
        filed.setdefault(filing.complaint, []).append(filing)
    stored: dict[UUID, dict[tuple[str, str], str]] = {}
    kept = SearchRow.objects.filter(landlord=landlord, complaint__in=streams).exclude(kind__in=_KEPT)
    for complaint, kind, source, words in kept.values_list("complaint", "kind", "source", "words"):
        stored.setdefault(complaint, {})[kind, source] = words
    wrong = set()
    for sheaf in (each for each in batch if each.entries):
        wanted = {(row.kind, row.source): row for row in _wanted(landlord, sheaf, filed.get(sheaf.complaint, []))}
        if {key: row.words for key, row in wanted.items()} != stored.get(sheaf.complaint, {}):
            wrong.add(sheaf.complaint)
            _again(landlord, sheaf)
    return wrong


def _again(landlord: UUID, sheaf: Sheaf) -> None:
    """Made from what is there now and under the lock that commands take, because one may have come in between."""
    mine = {"landlord": landlord, "complaint": sheaf.complaint}
    with transaction.atomic():
        Summary.objects.select_for_update().filter(**mine).first()
        RequestSummary.objects.select_for_update().filter(landlord=landlord, request=sheaf.complaint).first()
        SearchRow.objects.filter(**mine).exclude(kind__in=_KEPT).delete()
        search.index(landlord, sheaf.complaint, reference=sheaf.entries[0].reference)
        for filing in Filing.objects.filter(**mine, erased_at=None):
            search.index_document(filing)


def _wanted(landlord: UUID, sheaf: Sheaf, filings: Sequence[Filing]) -> list[SearchRow]:
    def row(kind: str, number: int, source: Any, text: str) -> SearchRow:  # noqa: ANN401  an id or a reference
        words = folded(text)
        return SearchRow(
            landlord=landlord, complaint=sheaf.complaint, kind=kind, number=number, source=str(source)[:80], words=words
        )

    reference = sheaf.entries[0].reference
    made = [row("reference", 0, reference, reference)]
    made += [
        row("words", each.number, each.id, each.text)
        for each in sheaf.contents
        if each.erased_at is None and each.field.rpartition(".")[2] != "digest"
    ]
    made += [row("document", each.number, each.pk, each.name) for each in filings]
    return [each for each in made if each.words]


def unread(landlord: UUID, limit: int) -> list[Filing]:
    """Documents that were filed and whose text nobody has read for searching yet, the oldest first."""
    key = Cast(OuterRef("pk"), CharField())
    if connection.vendor == "sqlite":  # ids are kept there without their dashes
        key = _dashed(key)
    read = SearchRow.objects.filter(landlord=landlord, complaint=OuterRef("complaint"), kind="text", source=key)
    return list(Filing.objects.filter(~Exists(read), landlord=landlord, erased_at=None).order_by("pk")[:limit])


def _dashed(key: Any) -> Any:  # noqa: ANN401  expressions of a query
    parts = [Substr(key, start, length) for start, length in ((1, 8), (9, 4), (13, 4), (17, 4), (21, 12))]
    dashed: Any = parts[0]
    for part in parts[1:]:
        dashed = Concat(dashed, Value("-"), part)
    return dashed
