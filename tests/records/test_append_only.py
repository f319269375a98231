"""An entry is never changed or deleted, by whichever way somebody comes; and the tables hold what the program says."""

import pytest
from cast import RECEIVED, as_stored, sql
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, transaction

from putright.complaint import events as e
from putright.records.models import Entry, new_id

REFUSED = "never changed or deleted|there is such an entry already"


@pytest.fixture
def complaint(record):
    found = record.received().complaint
    record.done(e.Acknowledged(RECEIVED), complaint=found)
    yield found
    assert [entry.number for entry in record.entries(found)] == [1, 2]
    assert record.faults() == []


def refused():
    return pytest.raises(DatabaseError, match=REFUSED)


def test_an_entry_cannot_be_changed_through_the_program(complaint):
    row = Entry.objects.get(complaint=complaint, number=1)
    row.body = "{}"
    for change in (
        row.save,
        lambda: Entry.objects.filter(pk=row.pk).update(body="{}"),
        lambda: Entry.objects.bulk_update([row], ["body"]),
    ):
        with refused(), transaction.atomic():
            change()


def test_an_entry_cannot_be_deleted_through_the_program(complaint):
    for rows in (Entry.objects.filter(complaint=complaint), Entry.objects.all()):
        with refused(), transaction.atomic():
            rows.delete()
        with refused(), transaction.atomic():
            rows._raw_delete("default")


@pytest.mark.parametrize(
    "column", ["id", "landlord", "complaint", "number", "type", "version", "body", "recorded_at", "recorded_by", "on_behalf_of", "key", "reference", "digest"]
)  # fmt: skip
def test_no_column_of_an_entry_can_be_changed_by_a_statement(complaint, column):
    with refused(), transaction.atomic():
        sql(f"UPDATE entry SET {column} = {column} WHERE complaint = %s", as_stored(complaint))


def test_the_columns_tried_are_all_there_are():
    tried = test_no_column_of_an_entry_can_be_changed_by_a_statement.pytestmark[0].args[1]
    assert sorted(tried) == sorted(field.column for field in Entry._meta.concrete_fields)


@pytest.mark.parametrize(
    "statement", ["DELETE FROM entry", "DELETE FROM entry WHERE number = 2", "UPDATE entry SET number = number + 10"]
)
@pytest.mark.usefixtures("complaint")
def test_no_statement_takes_an_entry_away_or_moves_it(statement):
    with refused(), transaction.atomic():
        sql(statement)


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
@pytest.mark.usefixtures("complaint")
def test_truncate_is_refused():
    for statement in ("TRUNCATE entry", "TRUNCATE entry CASCADE"):
        with refused(), transaction.atomic():
            sql(statement)


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
@pytest.mark.parametrize("guarded", [True, False], ids=["our connections", "somebody else's connection"])
@pytest.mark.usefixtures("complaint")
def test_insert_or_replace_is_refused(guarded):
    sql(f"PRAGMA recursive_triggers={'ON' if guarded else 'OFF'}")
    columns = [field.column for field in Entry._meta.concrete_fields]
    same_number = ", ".join({"id": f"'{new_id().hex}'", "body": "'{}'"}.get(name, name) for name in columns)
    same_id = ", ".join({"number": "3", "body": "'{}'"}.get(name, name) for name in columns)
    for values in (same_number, same_id):
        with refused(), transaction.atomic():
            sql(f"INSERT OR REPLACE INTO entry ({', '.join(columns)}) SELECT {values} FROM entry WHERE number = 2")


@pytest.mark.usefixtures("complaint")
def test_insert_on_conflict_is_refused():
    columns = ", ".join(field.column for field in Entry._meta.concrete_fields)
    with refused(), transaction.atomic():
        sql(
            f"INSERT INTO entry ({columns}) SELECT {columns} FROM entry WHERE number = 2 "
            "ON CONFLICT (id) DO UPDATE SET body = '{}'"
        )


def test_a_number_is_given_once_in_a_stream(complaint):
    row = Entry.objects.get(complaint=complaint, number=2)
    row.pk, row._state.adding = new_id(), True
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


@pytest.mark.usefixtures("record")
def test_the_tables_are_those_of_the_models():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
