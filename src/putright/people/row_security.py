"""The second lock between landlords, in the database itself: row-level security on PostgreSQL.

The first lock is that every question names its landlord. This one holds when somebody forgets, or writes SQL by hand:
a role that does not own the tables sees the rows of one landlord inside `only(landlord)`, and outside it none at all.

It is switched on and not forced: the owner of the tables, who migrates, verifies and rebuilds across landlords, is not
held by it. An installation that wants the second lock lets the program connect as a role of its own. SQLite has no such
thing; there the first lock is the only one.

What is about every landlord (verify, rebuild, backup, the worker) asks `across` first. A role that is held gets an error
there, in a sentence: it must never take the rows it is shown for all there are.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import connection, transaction
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

__all__ = ["HeldApart", "across", "held_apart", "lay_open", "only", "protect", "signing_in", "theirs"]

_LANDLORD = "putright.landlord"
_SIGNING_IN = "putright.signing_in"
# Empty and not NULL once it has been set in the session before: the empty text is nobody's id.
_CURRENT = f"NULLIF(current_setting('{_LANDLORD}', true), '')::uuid"


class HeldApart(Exception):  # noqa: N818  it is what the person is told
    """Something about every landlord was asked as a role of the database that is shown one landlord at a time."""


def held_apart() -> bool:
    """Whether the database holds the present role to one landlord's rows. Never on SQLite, nor for the tables' owner."""
    if connection.vendor != "postgresql":
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_security_active('staff')")
        return bool(cursor.fetchone()[0])


def across() -> None:
    """See that what comes next is shown the rows of every landlord. Raises HeldApart where it is not."""
    if held_apart():
        raise HeldApart(
            "This is about every landlord on the installation, and the database shows this role one landlord at a time: "
            "run it with PUTRIGHT_DATABASE_URL naming the owner of the tables."
        )


@contextmanager
def theirs(landlord: UUID) -> Iterator[None]:
    """A transaction that is one landlord's: inside, the database shows their rows and nobody else's."""
    alone = not connection.in_atomic_block
    with transaction.atomic(), only(landlord, to_the_end=alone):
        yield


def protect(editor: BaseDatabaseSchemaEditor, table: str, column: str) -> None:
    """Hold the rows of a table apart by the landlord in a column. For migrations; nothing on SQLite."""
    if editor.connection.vendor != "postgresql":
        return
    name, by = editor.quote_name(table), editor.quote_name(column)
    editor.execute(f"ALTER TABLE {name} ENABLE ROW LEVEL SECURITY", params=None)
    editor.execute(
        f"CREATE POLICY one_landlord ON {name} USING ({by} = {_CURRENT}) WITH CHECK ({by} = {_CURRENT})", params=None
    )
    if table == "staff":  # before anybody has signed in, nobody knows their landlord: their own row, and to read only
        editor.execute(
            f"CREATE POLICY signing_in ON {name} FOR SELECT "
            f"USING (email = NULLIF(current_setting('{_SIGNING_IN}', true), ''))",
            params=None,
        )


def lay_open(editor: BaseDatabaseSchemaEditor, table: str) -> None:
    """Take that away again."""
    if editor.connection.vendor != "postgresql":
        return
    name = editor.quote_name(table)
    if table == "staff":
        editor.execute(f"DROP POLICY signing_in ON {name}", params=None)
    editor.execute(f"DROP POLICY one_landlord ON {name}", params=None)
    editor.execute(f"ALTER TABLE {name} DISABLE ROW LEVEL SECURITY", params=None)


@contextmanager
def only(landlord: UUID, *, to_the_end: bool = False) -> Iterator[None]:
    """Inside, and inside this transaction only, the database shows the rows of one landlord.

    `to_the_end`: the transaction ends here, so that nothing has to be set back and one question is saved.

    One transaction is one landlord's: asking for another in the same one is a mistake of the program. What an error
    leaves set goes with the transaction. Raises RuntimeError outside a transaction, where it would hold for nothing.
    """
    with _setting(_LANDLORD, str(landlord), back=not to_the_end):
        yield


@contextmanager
def signing_in(email: str) -> Iterator[None]:
    """Inside, the database shows the one row of staff with this address, so that a password can be looked at."""
    with _setting(_SIGNING_IN, email.lower()):
        yield


@contextmanager
def _setting(name: str, value: str, *, back: bool = True) -> Iterator[None]:
    if not connection.in_atomic_block:
        raise RuntimeError("A landlord's rows are shown for the length of a transaction: open one first.")
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:  # what was set stays where it is another's: one question for both
        cursor.execute(
            "SELECT before, set_config(%s, COALESCE(NULLIF(before, ''), %s), true)"
            " FROM (SELECT current_setting(%s, true) AS before) AS setting",
            [name, value, name],
        )
        before = cursor.fetchone()[0] or ""
    if before not in {"", value}:
        raise RuntimeError("This transaction is another landlord's already: end it first.")
    yield
    if back and before != value:
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config(%s, %s, true)", [name, before])
