"""What a person at the desk waits for: the work list, one complaint, a search; beside bare statements in the same run."""

from collections.abc import Callable
from uuid import UUID

import many
from record import bare, identity, say, side_by_side

ON = "2026-11-20"


def reading(landlord: UUID, some: list[UUID]) -> None:
    """Each of them, at whatever size the record is."""
    _work_list(landlord)
    _one(landlord, some)
    _search(landlord)


def _work_list(landlord: UUID) -> None:
    from putright.people.roles import Role
    from putright.records.work_list import Asked, Days, Group, counts, loads, page

    days = Days(many.TODAY, many.CALENDAR.add(many.TODAY, 5))
    me, roles, owner = many.HANDLERS[3], frozenset({Role.COMPLAINTS_OFFICER}), identity(landlord)
    mine = Asked(landlord, me, roles, handlers=frozenset({me}))
    every = Asked(landlord, me, roles)

    def counted(where: str, *values: object) -> Callable[[], object]:
        statement = f"SELECT count(*) FROM summary WHERE landlord = %s AND owed{where}"
        return lambda: bare(statement, owner, *values)

    def rows(where: str, *values: object) -> Callable[[], object]:
        statement = (
            f"SELECT * FROM summary WHERE landlord = %s AND owed{where} ORDER BY next_due_on, complaint LIMIT 51"
        )
        return lambda: bare(statement, owner, *values)

    say("my counts, by group", *side_by_side(lambda: counts(mine, days), counted(" AND handler = %s", me)))
    say("everybody's counts, by group", *side_by_side(lambda: counts(every, days), counted("")))
    late = " AND next_due_on < %s"
    say("my first page of what is late", *side_by_side(lambda: page(mine, Group.LATE, days), rows(f"{late} AND handler = %s", ON, me)))  # fmt: skip
    say("everybody's first page of what is late", *side_by_side(lambda: page(every, Group.LATE, days), rows(late, ON)))
    grouped = "SELECT handler, count(*) FROM summary WHERE landlord = %s AND owed GROUP BY handler"
    say("what each of 40 handlers has", *side_by_side(lambda: loads(every, days), lambda: bare(grouped, owner)))


def _one(landlord: UUID, some: list[UUID]) -> None:
    from itertools import cycle

    from putright.actions.naming import names_behind
    from putright.complaint.assess import assess, governing
    from putright.complaint.history import complaint_from
    from putright.people.models import Landlord
    from putright.records import store
    from putright.records.models import Summary

    whose, ours, theirs = Landlord.objects.get(pk=landlord), cycle(some), cycle(some)

    def opened() -> None:
        key = next(ours)
        row = Summary.objects.get(landlord=landlord, complaint=key)
        complaint = complaint_from(store.read(landlord, key))
        assess(complaint, governing(complaint, today=many.TODAY), many.CALENDAR, today=many.TODAY)
        names_behind(whose, [row.person, row.home, row.handler])

    def floor() -> None:
        key = identity(next(theirs))
        for table in ("summary", "entry", "content"):
            bare(f"SELECT * FROM {table} WHERE landlord = %s AND complaint = %s", identity(landlord), key)

    say("one complaint with its whole record, assessed", *side_by_side(opened, floor))


def _search(landlord: UUID) -> None:
    from django.db import connection

    from putright.people.roles import Role
    from putright.records.search import find

    roles = frozenset({Role.COMPLAINTS_OFFICER})
    matches = {
        "sqlite": "SELECT r.* FROM search_words w JOIN search_row r ON r.id = w.rowid WHERE w.search_words MATCH %s"
        " AND r.landlord = %s ORDER BY w.rowid DESC LIMIT 20",
        "postgresql": "SELECT r.* FROM search_row r WHERE r.found @@ to_tsquery('simple', %s) AND r.landlord = %s"
        " ORDER BY r.id DESC LIMIT 20",
    }[connection.vendor]
    for what, text in (("a rare word", many.RARE), ("a common word", "boiler"), ("two common words", "boiler gutter")):
        first = text.split()[0]
        say(
            f"the first 20 with {what}",
            *side_by_side(
                lambda text=text: find(landlord, text, who=many.HANDLERS[3], roles=roles),
                lambda first=first: bare(matches, first, identity(landlord)),
                times=60,
            ),
        )
