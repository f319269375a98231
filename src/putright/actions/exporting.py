# ruff: noqa: SLF001  Django's documented names begin with a line
"""Everything there is of one landlord, in an open format: JSON Lines, one file a table, with documents and digests.

The format is described in docs/how-to/record.md. Passwords and other secrets of signing in are left out; the words of
residents are in, because without them it would not be everything.
"""

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any
from uuid import UUID

from django.apps import apps
from django.db import models

from putright.complaint.codec import StreamKind, write_event
from putright.people.models import Landlord
from putright.people.row_security import across
from putright.records import store
from putright.records.chain import moment
from putright.records.filing_models import Filing
from putright.records.models import Summary
from putright.records.requests_models import RequestSummary
from putright.records.storage import Missing, storage

__all__ = ["FORMAT", "Export", "export"]

FORMAT = "putright export 1"
_APPS = ("people", "records")
_DERIVED = frozenset({"search_row"})
"""Made from the other tables, in a shape for one engine."""
_SECRET = re.compile(r"password|secret|token|otp|recovery|credential|passkey")
_ABOUT = (
    "This export holds personal data: residents' own words, names of staff, documents. Keep it as you keep the complaints "
    "themselves, give it to nobody who may not see them, and delete it when it has served."
)


@dataclass(slots=True)
class Export:
    """What was written: each file with its rows and its digest."""

    files: dict[str, dict[str, Any]] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    """Documents that are filed and whose bytes are not there."""


def export(landlord: Landlord, folder: Path, at: datetime) -> Iterator[str]:
    """Write everything of a landlord into an empty folder, naming each file before it is written. The manifest is last.

    Raises HeldApart: an export that leaves out what the role is not shown would not be everything.
    """
    across()
    made = Export()
    for model in _models():
        how = _of(model, landlord)
        if how is None:
            made.left_out.append(model._meta.db_table)
            continue
        name = f"tables/{model._meta.db_table}.jsonl"
        yield name
        _write(folder, name, _rows(model, how), made)
    yield "complaints.jsonl"
    _write(folder, "complaints.jsonl", _streams(landlord, StreamKind.COMPLAINT), made)
    yield "requests.jsonl"
    _write(folder, "requests.jsonl", _streams(landlord, StreamKind.REQUEST), made)
    kept = storage()
    for digest in _documents(landlord):
        yield f"documents/{digest}"
        try:
            with kept.open(digest) as source:
                _copy(source, folder / "documents" / digest, f"documents/{digest}", made)
        except Missing:
            made.missing.append(digest)
    manifest = {
        "format": FORMAT,
        "landlord": {"id": str(landlord.id), "name": landlord.name, "code": landlord.code},
        "at": moment(at),
        "about": _ABOUT,
        "files": made.files,
        "tables_left_out": made.left_out,
        "documents_missing": made.missing,
    }
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _models() -> list[type[models.Model]]:
    return sorted(
        (model for name in _APPS for model in apps.get_app_config(name).get_models()),
        key=lambda each: each._meta.db_table,
    )


def _of(model: type[models.Model], landlord: Landlord) -> dict[str, Any] | None:
    """How the rows of a landlord are found in a table; None where nothing in it belongs to one."""
    if model._meta.db_table in _DERIVED:
        return None
    if model is Landlord:
        return {"pk": landlord.pk}
    names = {each.name for each in model._meta.concrete_fields}
    return {"landlord": landlord.pk} if "landlord" in names else None


def _rows(model: type[models.Model], how: dict[str, Any]) -> Iterator[dict[str, Any]]:
    columns = [each.attname for each in model._meta.concrete_fields if not _SECRET.search(each.attname)]
    found = model._default_manager.filter(**how).order_by(*(_order(model)))
    for values in found.values_list(*columns).iterator(2000):
        yield dict(zip(columns, values, strict=True))


def _order(model: type[models.Model]) -> tuple[str, ...]:
    names = {each.name for each in model._meta.concrete_fields}
    return ("complaint", "number") if {"complaint", "number"} <= names else ("pk",)


def _streams(landlord: Landlord, kind: StreamKind) -> Iterator[dict[str, Any]]:
    """Each complaint or service request in one line, its words put in again: for reading, where `tables/` is for proving."""
    name = "request" if kind is StreamKind.REQUEST else "complaint"
    listed = RequestSummary.objects if kind is StreamKind.REQUEST else Summary.objects
    references = dict(listed.filter(landlord=landlord.id).values_list(name, "reference"))
    for stream, entries in store.read_all(landlord.id, kind):
        yield {
            "reference": references.get(stream, ""),
            name: stream,
            "entries": [
                {
                    "number": entry.number,
                    "recorded_at": entry.recorded_at,
                    "recorded_by": entry.recorded_by,
                    **write_event(entry.event),
                }
                for entry in entries
            ],
        }


def _documents(landlord: Landlord) -> list[str]:
    """The digests of a landlord's documents that have not been erased: each is kept once, however often it was filed."""
    filed = Filing.objects.filter(landlord=landlord.id).exclude(digest="").order_by("digest")
    return list(filed.values_list("digest", flat=True).distinct())


def _write(folder: Path, name: str, rows: Iterator[dict[str, Any]], made: Export) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    digest, number, size = hashlib.sha256(), 0, 0
    with path.open("wb") as file:
        for row in rows:
            line = json.dumps(row, ensure_ascii=False, sort_keys=True, default=_plain).encode() + b"\n"
            digest.update(line)
            file.write(line)
            number, size = number + 1, size + len(line)
    made.files[name] = {"sha256": digest.hexdigest(), "bytes": size, "rows": number}


def _copy(source: IO[bytes], to: Path, name: str, made: Export) -> None:
    to.parent.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    with to.open("wb") as file:
        while part := source.read(1 << 20):
            digest.update(part)
            file.write(part)
            size += len(part)
    made.files[name] = {"sha256": digest.hexdigest(), "bytes": size}


def _plain(value: Any) -> str:  # noqa: ANN401  what a column holds
    match value:
        case datetime():
            return moment(value)
        case date():
            return value.isoformat()
        case UUID():
            return str(value)
        case bytes() | memoryview():
            return bytes(value).hex()
        case _:
            return str(value)
