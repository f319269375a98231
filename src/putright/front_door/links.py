"""Private links: made with a complaint, opened with a code and a second fact, run out, withdrawn.

A code that is wrong, has run out, was withdrawn or is another landlord's gets one answer, the same as a wrong second fact, after
the same work. What opens the pages afterwards is a pass in their address: signed, an hour long, renewed with each page, and worth
nothing once the link is withdrawn. So the code itself stands in no address that is left behind.
"""

import hmac
import re
from datetime import UTC, datetime, timedelta
from uuid import UUID

from putright.actions.contacts_people import key_of
from putright.front_door.codes import code_of, digest_of
from putright.front_door.drafts import facts_in, same
from putright.front_door.models import Link
from putright.people.finding import one
from putright.people.models import Home, Landlord, Representative, Resident
from putright.records.models import Summary, new_id
from putright.sign_in.sealing import digest

__all__ = ["LASTS", "PASS_LASTS", "admit", "code_to", "make", "pass_for", "passed", "withdraw"]

LASTS = timedelta(days=730)
"""How long a link can be used: both stages, the promises after them, and the year in which the Ombudsman can be asked."""
PASS_LASTS = timedelta(hours=1)
_PASS = re.compile(r"([0-9a-f]{32})-([0-9a-f]{8,10})-([0-9a-f]{40})")


def make(landlord: Landlord, complaint: UUID, *, by: str, at: datetime, representative: str = "") -> Link:
    """A private link to a complaint for the resident, or for a representative by their id. `code_to` says its code."""
    key = new_id()
    return Link.objects.create(
        id=key,
        landlord=landlord,
        complaint=complaint,
        representative=representative,
        code=digest_of("follow", code_of("follow", key)),
        made_at=at,
        made_by=by,
        until=at + LASTS,
    )


def code_to(link: Link) -> str:
    """The code of a link, to be printed."""
    return code_of("follow", link.pk)


def withdraw(landlord: Landlord, complaint: UUID, *, by: str, at: datetime, representative: str | None = None) -> int:
    """Make the links of a complaint open nothing from now: all, or those of one representative. How many."""
    rows = Link.objects.filter(landlord=landlord, complaint=complaint, withdrawn_at=None)
    if representative is not None:
        rows = rows.filter(representative=representative)
    return rows.update(withdrawn_at=at, withdrawn_by=by)


def admit(landlord: Landlord, code: str, typed: str, at: datetime) -> Link | None:
    """The link that a code and a second fact open; None where they open nothing, and nobody can tell why."""
    link = Link.objects.filter(landlord=landlord, code=digest_of("follow", code)).first()
    live = link if link is not None and _lives(link, at) else None
    right = same(typed, _facts(landlord, live) if live is not None else set())
    if live is None or not right:
        return None
    live.used_at = at
    live.save(update_fields=["used_at"])
    return live


def _lives(link: Link, at: datetime) -> bool:
    return link.withdrawn_at is None and at < link.until


def _facts(landlord: Landlord, link: Link) -> set[str]:
    """The home's postcode, and the name of who follows it: as they stand on file now."""
    row = Summary.objects.filter(landlord=landlord.pk, complaint=link.complaint).first()
    if row is None:
        return set()
    home, told = key_of(row.home), []
    if home is not None:
        there = one(Home, landlord, home)
        told.append(there.postcode if there else "")
    told.append(_name(landlord, link, row))
    return {even for each in told for even in facts_in(each)}


def _name(landlord: Landlord, link: Link, row: Summary) -> str:
    if link.representative:
        speaks = key_of(link.representative)
        found = one(Representative, landlord, speaks) if speaks else None
        return found.name if found else ""
    person = key_of(row.person)
    if person is None:
        return row.person
    resident = one(Resident, landlord, person)
    return resident.name if resident else ""


def pass_for(link: Link, at: datetime) -> str:
    """What stands in the address of the pages of one complaint, from this moment for an hour."""
    when = f"{int(at.timestamp()):08x}"
    return f"{link.pk.hex}-{when}-{_signed(link.pk.hex, when)}"


def _signed(key: str, when: str) -> str:
    return digest("front_door.pass", f"{key}-{when}")[:40]


def passed(landlord: Landlord, given: str, at: datetime) -> Link | None:
    """The link of a pass that opens something now; None for any other."""
    found = _PASS.fullmatch(given)
    if found is None or not hmac.compare_digest(found[3], _signed(found[1], found[2])):
        return None
    made = datetime.fromtimestamp(int(found[2], 16), tz=UTC)
    if not made <= at + timedelta(seconds=1) or at >= made + PASS_LASTS:
        return None
    link = Link.objects.filter(landlord=landlord, pk=UUID(found[1])).first()
    return link if link is not None and _lives(link, at) else None
