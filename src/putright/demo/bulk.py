"""Many decided stories written at once: the rows that `perform` would write, two hundred complaints to a transaction.

`perform` costs some milliseconds a command, most of it in statements: right for a person, slow for a hundred thousand
complaints. Here the same entries are sealed and chained by the same functions, and each table is written in large
batches. Only for a landlord that nobody else is working on: no row is locked, and numbers of references are counted in
memory and put into the counter at the end.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import models, transaction

from putright.actions.carrying_out import digest_of
from putright.actions.references import count_again
from putright.demo.deciding import Decided, DecidedStep, Desk
from putright.people.models import Landlord
from putright.records import chain
from putright.records.folding import folded
from putright.records.lines_models import ListedLine
from putright.records.models import Content, Entry, PromiseSummary, Request, StageSummary, Summary, new_id
from putright.records.sealing import seal
from putright.records.search_models import SearchRow
from putright.records.store import envelope

__all__ = ["Written", "write"]

_CHUNK = 200
_ROWS = 2000
"""Rows to a statement."""


@dataclass(frozen=True, slots=True)
class Written:
    """One complaint that is on record."""

    complaint: UUID
    reference: str
    decided: Decided


@dataclass(slots=True)
class _Rows:
    """Rows of one chunk, by table."""

    entries: list[Entry] = field(default_factory=list)
    contents: list[Content] = field(default_factory=list)
    requests: list[Request] = field(default_factory=list)
    summaries: list[Summary] = field(default_factory=list)
    stages: list[StageSummary] = field(default_factory=list)
    promises: list[PromiseSummary] = field(default_factory=list)
    lines: list[ListedLine] = field(default_factory=list)
    search: list[SearchRow] = field(default_factory=list)


def write(stories: Iterable[Decided], desk: Desk) -> Iterator[Written]:
    """Put decided stories of a new landlord on record, and say of each what it became, once it is there."""
    landlord = desk.landlord
    last: dict[str, int] = {}
    waiting = iter(stories)
    while chunk := list(islice(waiting, _CHUNK)):
        rows = _Rows()
        written = [_complaint(rows, each, desk, last) for each in chunk]
        with transaction.atomic():
            for table in (rows.entries, rows.requests, rows.contents, rows.summaries, rows.stages, rows.promises):
                _keep(table)
            _keep(rows.lines)
            _keep([row for row in rows.search if row.words])
            count_again(landlord, [f"{landlord.code}-{month}-{number:04d}" for month, number in last.items()])
        yield from written


def _keep(rows: list[Any]) -> None:
    if rows:
        shape: type[models.Model] = type(rows[0])
        shape._default_manager.bulk_create(rows, batch_size=_ROWS)  # noqa: SLF001  Django's documented name


def _complaint(rows: _Rows, decided: Decided, desk: Desk, last: dict[str, int]) -> Written:
    landlord, complaint = desk.landlord, new_id()
    month = f"{decided.projected.summary['received_on']:%y%m}"
    last[month] = last.get(month, 0) + 1
    reference = f"{landlord.code}-{month}-{last[month]:04d}"
    rows.search.append(_found(landlord, complaint, "reference", 0, reference, reference))
    number, previous = 0, chain.START
    for step in decided.steps:
        number, previous = _append(rows, step, desk, complaint, (number, previous, reference))
    rows.summaries.append(
        Summary(
            complaint=complaint,
            landlord=landlord.pk,
            reference=reference,
            last_number=number,
            last_digest=previous,
            assessed_on=decided.on,
            **decided.projected.summary,
        )
    )
    of = {"landlord": landlord.pk, "complaint": complaint}
    rows.stages += [StageSummary(**of, **each) for each in decided.projected.stages]
    rows.promises += [PromiseSummary(**of, **each) for each in decided.projected.promises]
    rows.lines += [ListedLine(**of, **each) for each in decided.projected.lines]
    person = decided.story.place.resident
    rows.search.append(_found(landlord, complaint, "person", 0, person.id, person.name))
    return Written(complaint, reference, decided)


def _append(rows: _Rows, step: DecidedStep, desk: Desk, complaint: UUID, end: tuple[int, str, str]) -> tuple[int, str]:
    """The entries of one command behind the end of the stream (number, digest, reference); the new end."""
    number, previous, reference = end
    landlord, key, first = desk.landlord, new_id(), end[0] + 1
    for happening in step.events:
        number += 1
        name, version, body, kept = seal(happening)
        entry = Entry(
            id=new_id(),
            landlord=landlord.pk,
            complaint=complaint,
            number=number,
            type=name,
            version=version,
            body=chain.canonical(body),
            recorded_at=step.step.at,
            recorded_by=step.by,
            key=key,
            reference=reference if number == 1 else "",
        )
        entry.digest = previous = chain.digest_of(previous, envelope(entry), entry.body)
        rows.entries.append(entry)
        for words in kept:
            rows.contents.append(_content(landlord, complaint, number, words))
            if words.field.rpartition(".")[2] != "digest":
                rows.search.append(_found(landlord, complaint, "words", number, str(words.id), words.text))
    there = str(complaint) if first > 1 else ""
    asked = digest_of(step.step.facts, desk.staff[step.step.by], there, step.step.reason, "")
    rows.requests.append(
        Request(
            key=key,
            landlord=landlord.pk,
            complaint=complaint,
            first_number=first,
            last_number=number,
            last_digest=previous,
            asked=asked,
        )
    )
    return number, previous


def _content(landlord: Landlord, complaint: UUID, number: int, words: Any) -> Content:  # noqa: ANN401  what `seal` kept
    return Content(
        id=words.id,
        landlord=landlord.pk,
        complaint=complaint,
        number=number,
        field=words.field,
        text=words.text,
        salt=words.salt,
    )


def _found(landlord: Landlord, complaint: UUID, kind: str, number: int, source: str, text: str) -> SearchRow:
    return SearchRow(
        landlord=landlord.pk, complaint=complaint, kind=kind, number=number, source=source[:80], words=folded(text)
    )
