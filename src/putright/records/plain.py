"""Plain statements for the rows that every command reads and writes.

The shape of a row is its model's: columns and types are asked of the model once, and what is left to do for each
command is to fill them in. An ORM builds every statement anew, which was most of what a command took (see
docs/decisions/0012-speed.md). Everywhere else the ORM is used.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any
from uuid import UUID

from django.db import connection, models

__all__ = ["add", "asked", "insert", "moment", "put", "stored_id", "together"]

_Change = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class _Shape:
    """How the rows of a model are written on one engine."""

    table: str
    names: tuple[str, ...]
    """The model's names of its columns, in order; a number that the database counts is not among those written."""
    columns: str
    kept: tuple[_Change | None, ...]
    """What becomes of each value on its way to the engine; None where it goes as it is."""


@cache
def _shape(model: type[models.Model], vendor: str) -> _Shape:
    fields = [each for each in model._meta.concrete_fields if not isinstance(each, models.AutoField)]  # noqa: SLF001  as Django's own libraries ask
    return _Shape(
        model._meta.db_table,  # noqa: SLF001  the same
        tuple(each.attname for each in fields),
        ", ".join(f'"{each.column}"' for each in fields),
        tuple(_kept(each, vendor) for each in fields),
    )


def _kept(field: Any, vendor: str) -> _Change | None:  # noqa: ANN401  a field of any type
    if vendor != "sqlite":
        return None
    kinds: dict[type[Any], _Change] = {
        models.UUIDField: _hex,
        models.DateTimeField: connection.ops.adapt_datetimefield_value,
    }
    return kinds.get(type(field))


def _hex(value: UUID | None) -> str | None:
    return None if value is None else value.hex


def stored_id(value: UUID) -> UUID | str:
    """An id as the engine in use keeps it."""
    return value.hex if connection.vendor == "sqlite" else value


@cache
def _insertion(model: type[models.Model], vendor: str, number: int, otherwise: str) -> str:
    """One statement for some rows."""
    shape = _shape(model, vendor)
    marks = f"({', '.join(['%s'] * len(shape.names))})"
    return f'INSERT INTO "{shape.table}" ({shape.columns}) VALUES {", ".join([marks] * number)}{otherwise}'  # noqa: S608  names of our own tables


@cache
def _replacing(model: type[models.Model], unique: tuple[str, ...]) -> str:
    columns = {each.attname: f'"{each.column}"' for each in model._meta.concrete_fields}  # noqa: SLF001  as above
    names = [name for name in _shape(model, connection.vendor).names if name not in unique]
    rest = ", ".join(f"{columns[name]} = EXCLUDED.{columns[name]}" for name in names)
    return f" ON CONFLICT ({', '.join(columns[name] for name in unique)}) DO UPDATE SET {rest}"


_AT_ONCE = 100
"""Rows in one statement, so that no engine's limit on values is met."""


def insert(rows: Sequence[models.Model]) -> None:
    """Write new rows of one model. Raises IntegrityError where one is there already."""
    _write(rows, "")


def add(rows: Sequence[models.Model]) -> None:
    """Write those rows of one model that are not there already."""
    _write(rows, " ON CONFLICT DO NOTHING")


def put(rows: Sequence[models.Model], unique: tuple[str, ...]) -> None:
    """Write rows of one model, in the place of those that are the same in the `unique` columns."""
    if rows:
        _write(rows, _replacing(type(rows[0]), unique))


def _write(rows: Sequence[models.Model], otherwise: str) -> None:
    for start in range(0, len(rows), _AT_ONCE):
        some = rows[start : start + _AT_ONCE]
        model, shape = type(some[0]), _shape(type(some[0]), connection.vendor)
        values = [
            value if change is None else change(value)
            for row in some
            for change, value in zip(shape.kept, [getattr(row, name) for name in shape.names], strict=True)
        ]
        with connection.cursor() as cursor:
            cursor.execute(_insertion(model, connection.vendor, len(some), otherwise), values)


def asked(statement: str, landlord: UUID, complaint: UUID) -> list[tuple[Any, ...]]:
    """What a statement about one complaint gives, which ends in the two conditions for it."""
    with connection.cursor() as cursor:
        cursor.execute(statement, (stored_id(landlord), stored_id(complaint)))
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found


def moment(value: datetime) -> datetime:
    """A moment as an engine gave it, in its zone: the embedded one keeps none."""
    return value if value.tzinfo is not None else value.replace(tzinfo=UTC)


@contextmanager
def together() -> Iterator[None]:
    """The statements inside go to PostgreSQL in one journey, and what is wrong with any of them shows at the end.

    Nothing may be read inside. An embedded database is no journey away.
    """
    if connection.vendor != "postgresql":
        yield
        return
    with connection.wrap_database_errors, connection.connection.pipeline():
        yield
