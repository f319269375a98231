"""Pages of a list that begin behind a row and not behind a number of rows: nothing is lost or repeated by what is written meanwhile."""

from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from uuid import UUID

from django.db import models
from django.db.models import Q, QuerySet

__all__ = ["Order", "Place", "page", "place_in"]

_M = TypeVar("_M", bound=models.Model)


@dataclass(frozen=True, slots=True)
class Place:
    """Behind which row a page begins: its day, its id, its name within that."""

    on: date | None
    key: UUID
    name: str = ""

    def __str__(self) -> str:
        return f"{self.on or ''}.{self.key}.{self.name}"


@dataclass(frozen=True, slots=True)
class Order:
    """By which columns a list is ordered: a day that may be missing, an id, and a name where the id is not enough."""

    on: str
    key: str = "pk"
    name: str = ""
    newest: bool = False
    """The last day first; else the first."""
    undated_first: bool = False
    """Rows without a day before the others; else behind them."""

    @property
    def ties(self) -> tuple[str, ...]:
        """The columns that decide between rows of one day."""
        return (self.key, self.name) if self.name else (self.key,)


def place_in(text: str) -> Place | None:
    """A place out of an address; None where it cannot be read, which is the first page."""
    on, _, rest = text.partition(".")
    key, _, name = rest.partition(".")
    try:
        return Place(date.fromisoformat(on) if on else None, UUID(key), name.replace("\0", "")[:80])
    except ValueError:
        return None


def page(rows: QuerySet[_M], order: Order, after: Place | None, size: int) -> tuple[list[_M], Place | None]:
    """Some rows behind a place, and the place behind the last of them where there are more."""
    parts = [_undated, _dated] if order.undated_first else [_dated, _undated]
    if after is not None and (after.on is None) != order.undated_first:
        parts = parts[1:]
    found: list[_M] = []
    for part in parts:
        within = after is not None and (after.on is None) == (part is _undated)
        found += part(rows, order, after if within else None)[: size + 1 - len(found)]
        if len(found) > size:
            break
    shown = found[:size]
    if len(found) <= size:
        return shown, None
    last = shown[-1]
    return shown, Place(getattr(last, order.on), getattr(last, order.key), getattr(last, order.name, ""))


def _dated(rows: QuerySet[_M], order: Order, after: Place | None) -> QuerySet[_M]:
    found = rows.filter(**{f"{order.on}__isnull": False})
    if after is not None:
        beyond, from_there = ("lt", "lte") if order.newest else ("gt", "gte")
        same = Q(**{order.on: after.on}) & _behind(order, after)
        found = found.filter(Q(**{f"{order.on}__{beyond}": after.on}) | same, **{f"{order.on}__{from_there}": after.on})
    return found.order_by(*_signed(order, (order.on, *order.ties)))


def _undated(rows: QuerySet[_M], order: Order, after: Place | None) -> QuerySet[_M]:
    found = rows.filter(**{order.on: None})
    if after is not None:
        found = found.filter(_behind(order, after))
    return found.order_by(*_signed(order, order.ties))


def _behind(order: Order, after: Place) -> Q:
    beyond = "lt" if order.newest else "gt"
    behind = Q(**{f"{order.key}__{beyond}": after.key})
    if order.name:
        behind |= Q(**{order.key: after.key, f"{order.name}__{beyond}": after.name})
    return behind


def _signed(order: Order, names: tuple[str, ...]) -> list[str]:
    return [f"-{name}" if order.newest else name for name in names]
