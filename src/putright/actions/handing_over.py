"""When somebody leaves, or a role ends: nothing may be left that nobody handles, or that nobody may open any more.

A confidential complaint is there for the people named on it and for nobody else. If they all left it would be there for
nobody at all, so a manager hands it to somebody else without seeing it: told how many there are, and nothing about them.
Nobody hands one to themselves, because it may be about them. Who was named, by whom and when, stays in the record.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from putright.actions.carrying_out import LONDON, Done, NotDone, no
from putright.actions.perform import Ask, perform
from putright.complaint import events as e
from putright.complaint.decide import RefusedBecause
from putright.people import staffing
from putright.people.models import Staff
from putright.people.permissions import MAY, NOT_THERE, SEES, may_see
from putright.people.roles import Role
from putright.people.row_security import theirs
from putright.records.models import PromiseSummary, Summary

__all__ = [
    "HandOver",
    "HandedOver",
    "Handled",
    "StillTheirs",
    "complaints_handled_by",
    "end_role",
    "hand_over",
    "leave",
]

_HANDLES = frozenset(role for role, groups in MAY.items() if {"handling", "deciding"} <= groups)
"""Who can have a complaint to handle."""
_HANDS_OVER = frozenset(role for role, groups in MAY.items() if "gatekeeping" in groups)
_CANNOT_TAKE = "{name} cannot take it over: it takes somebody who works here and handles complaints."
_NOT_TO_THEM = "A confidential complaint could not be handed to {name}: name somebody else, or ask whoever is named on it to do it."


class StillTheirs(Exception):  # noqa: N818  an answer: what has to be done first
    """Complaints would be left to nobody. The message says how many, and `handled` which."""

    def __init__(self, message: str, handled: "Handled") -> None:
        super().__init__(message)
        self.handled = handled


@dataclass(frozen=True, slots=True)
class Handled:
    """What somebody has, as far as whoever asks may see it."""

    open: tuple[Summary, ...]
    """The complaints they handle on which anything is owed, the first due first."""
    to_open: tuple[Summary, ...]
    """Confidential complaints that nobody else who works here could open, and that are not among the others."""
    unseen: int
    """How many more there are of either that the one who asks may not see."""
    promises: int
    """How many open promises they own; these stand in the promises tracker."""

    @property
    def number(self) -> int:
        """How many complaints have to be handed over."""
        return len(self.open) + len(self.to_open) + self.unseen


@dataclass(frozen=True, slots=True)
class HandOver:
    """Give the complaints of somebody who leaves to others."""

    landlord: UUID
    leaver: UUID
    to: tuple[tuple[UUID, UUID], ...] = ()
    """Pairs of a complaint and the person who takes it."""
    unseen_to: UUID | None = None
    """Who takes the confidential ones that whoever hands over may not see."""
    note: str = ""
    """What whoever takes over should know; the same on each. Erased with the complaint's other words."""
    reason: str = ""
    """Why it is done in spite of what the Code says, after being stopped."""


@dataclass(frozen=True, slots=True)
class HandedOver:
    """What became of one complaint."""

    complaint: UUID | None
    """None for one that whoever hands over may not see."""
    done: bool
    says: str = ""
    """Why not, in one sentence."""


def complaints_handled_by(person: Staff, by: Staff, today: date) -> Handled:
    """What has to be handed over before somebody can leave, for whoever asks."""
    with theirs(by.landlord_id):
        if person.landlord_id != by.landlord_id:
            return Handled((), (), 0, 0)
        roles = by.roles_on(today)
        open_ones = list(_open(person).order_by("next_due_on", "reference"))
        others = {row.complaint for row in open_ones}
        locked = [row for row in _without_others(person, today) if row.complaint not in others]
        seen, to_open = ([row for row in rows if _sees(by, roles, row)] for rows in (open_ones, locked))
        promises = PromiseSummary.objects.filter(landlord=person.landlord_id, owner__in=_names(person), state="open")
        unseen = len(open_ones) + len(locked) - len(seen) - len(to_open)
        return Handled(tuple(seen), tuple(to_open), unseen, promises.count())


def hand_over(ask: HandOver, by: Staff, at: datetime) -> list[HandedOver]:
    """Hand over complaint by complaint, each through `perform`: all of it for one complaint or none, and a result for each.

    A request that is sent again finds nothing left to hand over, so it does nothing twice.
    """
    today = at.astimezone(LONDON).date()
    with theirs(by.landlord_id):
        leaver = Staff.objects.filter(landlord=by.landlord_id, pk=ask.leaver).first()
        allowed = by.landlord_id == ask.landlord and by.roles_on(today) & _HANDS_OVER
        if leaver is None or not allowed:
            return [HandedOver(complaint, done=False, says=NOT_THERE) for complaint, _ in ask.to]
    return [*_seen_ones(ask, leaver, by, at), *_unseen_ones(ask, leaver, by, at)]


def leave(person: Staff, *, left_on: date, by: Staff, at: datetime) -> Staff:
    """Somebody leaves, once nothing is left to them. Raises StillTheirs, and as `people.staffing.leave` does."""
    with theirs(by.landlord_id):
        _nothing_left(person, by, at.astimezone(LONDON).date())
        return staffing.leave(person, left_on=left_on, by=by, at=at)


def end_role(person: Staff, role: Role, *, last_on: date, by: Staff, at: datetime, why: str = "") -> None:
    """A role ends, once nothing is left to somebody who could not go on with it. Raises as `leave` does."""
    today = at.astimezone(LONDON).date()
    with theirs(by.landlord_id):
        staffing.end_role(person, role, last_on=last_on, by=by, at=at, why=why)
        after = person.roles_on(max(today, last_on) + timedelta(days=1))
        if not after & _HANDLES or not after & SEES:
            _nothing_left(person, by, today)  # raised, it takes the end of the role back with it


def _nothing_left(person: Staff, by: Staff, today: date) -> None:
    handled = complaints_handled_by(person, by, today)
    if handled.number:
        many = "1 complaint" if handled.number == 1 else f"{handled.number} complaints"
        message = f"{person.name} still has {many}: hand over first, so that none is left to nobody."
        raise StillTheirs(message, handled)


def _open(person: Staff) -> QuerySet[Summary]:
    return Summary.objects.filter(landlord=person.landlord_id, handler__in=_names(person), owed=True)


def _names(person: Staff) -> list[str]:
    """How entries may name somebody: by id, or in an old file by name."""
    return [str(person.pk), person.name]


def _without_others(person: Staff, today: date) -> list[Summary]:
    """The confidential complaints, ended ones too, on which nobody else is named who could open it today."""
    named = Summary.objects.filter(landlord=person.landlord_id, confidential_to__contains=f",{person.pk},")
    found = list(named.order_by("reference"))
    others = {who for row in found for who in _named(row)} - {str(person.pk)}
    working = {
        str(each.pk)
        for each in Staff.objects.filter(landlord=person.landlord_id, pk__in=[who for who in others if _is_id(who)])
        if each.roles_on(today) & SEES
    }
    return [row for row in found if not working & set(_named(row))]


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _named(row: Summary) -> list[str]:
    return [each for each in row.confidential_to.split(",") if each]


def _sees(by: Staff, roles: frozenset[Role], row: Summary) -> bool:
    return may_see(roles, str(by.pk), _named(row) if row.confidential_to else None)


def _seen_ones(ask: HandOver, leaver: Staff, by: Staff, at: datetime) -> Iterable[HandedOver]:
    today = at.astimezone(LONDON).date()
    for complaint, to in ask.to:
        with theirs(by.landlord_id):
            handled = complaints_handled_by(leaver, by, today)
            row = next((each for each in (*handled.open, *handled.to_open) if each.complaint == complaint), None)
            taker = Staff.objects.filter(landlord=by.landlord_id, pk=to).first()
        if row is None:
            yield HandedOver(complaint, done=False, says=f"{leaver.name} does not have it any more.")
            continue
        done = _one(ask, row, leaver, taker, by, at)
        yield HandedOver(
            complaint, done=isinstance(done, Done), says="" if isinstance(done, Done) else done.refused.message
        )


def _unseen_ones(ask: HandOver, leaver: Staff, by: Staff, at: datetime) -> Iterable[HandedOver]:
    """The ones nobody else could open or that are handled unseen. What goes wrong is said without a word of them."""
    if ask.unseen_to is None:
        return
    today = at.astimezone(LONDON).date()
    with theirs(by.landlord_id):
        taker = Staff.objects.filter(landlord=by.landlord_id, pk=ask.unseen_to).first()
        roles = by.roles_on(today)
        both = {row.complaint: row for row in (*_open(leaver), *_without_others(leaver, today))}
        rows = [row for row in both.values() if not _sees(by, roles, row)]
    for row in rows:
        if taker is not None and taker.pk == by.pk:
            yield HandedOver(
                None, done=False, says="Name somebody else: nobody opens a confidential complaint to themselves."
            )
            continue
        done = _one(ask, row, leaver, taker, by, at, unseen=True)
        name = taker.name if taker is not None else "them"
        yield HandedOver(
            None, done=isinstance(done, Done), says="" if isinstance(done, Done) else _NOT_TO_THEM.format(name=name)
        )


def _one(
    ask: HandOver, row: Summary, leaver: Staff, taker: Staff | None, by: Staff, at: datetime, *, unseen: bool = False
) -> Done | NotDone:
    today = at.astimezone(LONDON).date()
    with theirs(by.landlord_id):
        able = taker is not None and taker.pk != leaver.pk and taker.roles_on(today) & _HANDLES
    if taker is None or not able:
        return no(RefusedBecause.IMPOSSIBLE, _CANNOT_TAKE.format(name=taker.name if taker else "That person"))
    facts: list[e.Event] = []
    if row.owed and row.handler in _names(leaver):
        facts.append(e.HandlerAssigned(today, str(taker.pk), max(row.stage, 1), ask.note))
    if row.confidential_to:
        still = [who for who in _named(row) if who not in {str(leaver.pk), str(taker.pk)}]
        facts.append(
            e.MarkedConfidential(today, (*still, str(taker.pk)), "It was handed over, and with it who may see it.")
        )
    place = leaver.pk if unseen else None
    asked = Ask(ask.landlord, tuple(facts), row.complaint, reason=ask.reason, in_place_of=place)
    return perform(asked, by, at)
