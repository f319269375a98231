"""The people of the tests, and a few words for what they do.

Asha complains; Bea speaks for her. Callum is the complaints officer, Dilys reviews stage 2, Ezra is the Member
Responsible; Femi works for another landlord and must see nothing.
"""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from django.db import connection

from putright.actions import Ask, Done, perform
from putright.complaint import events as e
from putright.people.models import Landlord, Staff
from putright.people.roles import Role
from putright.records.integrity import verify
from putright.records.models import Entry

RECEIVED = date(2026, 4, 2)  # a Thursday
ASKED = datetime(2026, 4, 2, 9, 30, tzinfo=UTC)


class House:
    """Two landlords and their people on one record."""

    def __init__(self, engine, url, home):
        self.engine, self.url, self.home = engine, url, home
        self.landlord = Landlord.objects.create(name="Ash Homes", code="AH")
        self.other = Landlord.objects.create(name="Fen Homes", code="FH")
        self.callum = self.staff("Callum", Role.COMPLAINTS_OFFICER)
        self.dilys = self.staff("Dilys", Role.STAGE_2_REVIEWER)
        self.ezra = self.staff("Ezra", Role.MEMBER_RESPONSIBLE)
        self.femi = self.staff("Femi", Role.COMPLAINTS_OFFICER, landlord=self.other)

    def staff(self, name, *roles, landlord=None, **more):
        at = landlord or self.landlord
        return Staff.objects.create_staff(at, f"{name.lower()}@{at.code.lower()}.example", name, list(roles), **more)

    def ask(self, *facts, by=None, at=ASKED, **more):
        """What `perform` answers; by Callum unless somebody else is named."""
        landlord = more.pop("landlord", self.landlord.id)
        return perform(Ask(landlord, tuple(facts), **more), by or self.callum, at)

    def done(self, *facts, **more):
        """The same, where it has to be done."""
        answer = self.ask(*facts, **more)
        assert isinstance(answer, Done), answer
        return answer

    def received(self, **more):
        """A complaint of Asha's."""
        return self.done(e.ComplaintReceived(RECEIVED, person="Asha", in_their_words="The damp is back."), **more)

    def faults(self, landlord=None):
        return [fault.what for fault in verify(landlord)]

    def entries(self, complaint=None):
        rows = Entry.objects.order_by("landlord", "complaint", "number")
        return list(rows.filter(complaint=complaint) if complaint else rows)


def at(minutes):
    """A moment some minutes after the first."""
    return ASKED + timedelta(minutes=minutes)


def sql(statement, *values):
    """A statement straight to the database, as somebody behind the system's back would send it."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else cursor.rowcount


def as_stored(value):
    """A value as the engine in use keeps it."""
    return value.hex if isinstance(value, UUID) and connection.vendor == "sqlite" else value


def without_guards():
    """Take the triggers away, as anybody can who owns the database."""
    if connection.vendor == "sqlite":
        for name in ("entry_not_updated", "entry_not_deleted", "entry_not_replaced"):
            sql(f"DROP TRIGGER {name}")
    else:
        sql("ALTER TABLE entry DISABLE TRIGGER ALL")
