"""The second lock on the record: on PostgreSQL the database itself shows one landlord's rows, to a role that owns nothing."""

import uuid
from contextlib import contextmanager
from datetime import timedelta

import pytest
from cast import ASKED, RECEIVED, at, sql
from django.apps import apps
from django.db import ProgrammingError, connection, transaction

from putright.actions import Done
from putright.actions.erasing import Erase, Erased, erase, lift_hold, place_hold
from putright.actions.filing import Filed, Upload, file_document
from putright.actions.rebuild import rebuild
from putright.actions.subject_access import gather
from putright.complaint import events as e
from putright.people.row_security import HeldApart, held_apart, only, theirs
from putright.records import search
from putright.records.filing import verify_documents
from putright.records.integrity import verify
from putright.records.models import Entry, Summary
from putright.records.storage import storage

PLAIN = b"The damp is in the bedroom, behind the wardrobe.\n"
pytestmark = pytest.mark.parametrize("engine", ["postgresql"], indirect=True)


@pytest.fixture
def program(record, settings, tmp_path):  # noqa: ARG001  the role is made in its database
    """Inside, this connection is a role like the program's own: neither a superuser nor the owner of the tables."""
    settings.DOCUMENTS = tmp_path / "documents"
    name = f"app_{uuid.uuid4().hex}"
    sql(f"CREATE ROLE {name} NOLOGIN")
    sql(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {name}")
    sql(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {name}")

    @contextmanager
    def inside():
        sql(f"SET ROLE {name}")
        try:
            yield name
        finally:
            sql("RESET ROLE")

    yield inside
    sql(f"DROP OWNED BY {name}")
    sql(f"DROP ROLE {name}")


def tables():
    """Every table of the record with a landlord in it."""
    return sorted(model._meta.db_table for model in apps.get_app_config("records").get_models())


def test_every_table_of_the_record_has_the_lock(record):
    assert record.engine == "postgresql"
    locked = {name for (name,) in sql("SELECT relname FROM pg_class WHERE relrowsecurity")}
    assert set(tables()) <= locked


def test_by_raw_sql_another_landlords_rows_are_not_there_and_without_a_landlord_none(record, program):
    record.received()
    theirs_too = record.received(by=record.femi, landlord=record.other.id).complaint
    with program():
        for table in tables():
            assert sql(f"SELECT count(*) FROM {table}") == [(0,)], table
        with theirs(record.landlord.id):
            for table in ("entry", "content", "request", "summary", "search_row", "counter", "stage_summary"):
                assert {row[0] for row in sql(f"SELECT landlord FROM {table}")} == {record.landlord.id}, table
            assert sql("SELECT count(*) FROM entry WHERE complaint = %s", theirs_too) == [(0,)]
            assert sql("UPDATE summary SET state = 'closed' WHERE complaint = %s", theirs_too) == 0
            assert sql("DELETE FROM content WHERE complaint = %s", theirs_too) == 0
        assert sql("SELECT count(*) FROM entry") == [(0,)]
    assert sql("SELECT count(*) FROM entry") == [(2,)]


def test_the_database_takes_no_entry_for_another_landlord(record, program):
    done = record.received()
    (row,) = record.entries(done.complaint)
    row.id, row.number, row.landlord = uuid.uuid4(), 2, record.other.id
    refused = pytest.raises(ProgrammingError, match="row-level security")
    with program(), refused, theirs(record.landlord.id):
        row.save(force_insert=True)


def test_everything_a_complaints_team_does_can_be_done_by_such_a_role(record, program):
    with program():
        complaint = record.received(key=uuid.uuid4()).complaint
        record.done(e.Acknowledged(RECEIVED), complaint=complaint)
        filed = file_document(
            Upload(record.landlord.id, complaint, e.EvidenceRecorded(RECEIVED, ""), "a.txt", [PLAIN]),
            record.callum,
            ASKED,
        )
        assert isinstance(filed, Filed), filed
        with theirs(record.landlord.id):
            found = search.find(
                record.landlord.id, "damp", who=str(record.callum.id), roles=record.callum.roles_on(RECEIVED)
            )
        assert [match.complaint for match in found.matches] == [complaint]
        hold = place_hold(record.landlord.id, complaint, "A claim in court.", record.callum, ASKED)
        lift_hold(record.landlord.id, hold.id, "The claim was settled.", record.callum, ASKED)
        assert len(gather(record.landlord.id, "Asha", record.callum, ASKED).data["complaints"]) == 1
        erased = erase(
            Erase(record.landlord.id, complaint, e.ErasureBasis.NOT_OURS, entries=(1,)), record.callum, at(5)
        )
        assert isinstance(erased, Erased), erased
    assert record.faults() == []
    assert list(verify_documents()) == []


def test_another_landlords_complaint_is_answered_as_one_that_is_not_there(record, program):
    complaint = record.received().complaint
    with program():
        answers = [
            record.ask(e.Acknowledged(RECEIVED), complaint=complaint, by=record.femi),
            record.ask(e.Acknowledged(RECEIVED), complaint=complaint, by=record.femi, landlord=record.other.id),
            record.ask(e.Acknowledged(RECEIVED), complaint=uuid.uuid4()),
        ]
    assert {answer.refused.message for answer in answers} == {
        "There is no such complaint, or it is not yours to work on."
    }


def test_bytes_that_another_landlord_has_filed_too_stay_when_one_erases_theirs(record, program):
    mine = record.received().complaint
    other = record.received(by=record.femi, landlord=record.other.id).complaint
    with program():
        for landlord, complaint, by in (
            (record.landlord, mine, record.callum),
            (record.other, other, record.femi),
        ):
            upload = Upload(landlord.id, complaint, e.EvidenceRecorded(RECEIVED, ""), "a.txt", [PLAIN])
            filed = file_document(upload, by, ASKED)
        erase(Erase(record.landlord.id, mine, e.ErasureBasis.NOT_OURS, entries=(2,)), record.callum, at(5))
        assert storage().has(filed.digest)
        erase(Erase(record.other.id, other, e.ErasureBasis.NOT_OURS, entries=(2,)), record.femi, at(5))
        assert not storage().has(filed.digest)


def test_what_is_about_every_landlord_says_that_this_role_cannot_do_it(record, program):
    record.received()
    with program():
        assert held_apart()
        for job in (
            lambda: list(verify()),
            lambda: list(verify_documents()),
            lambda: list(rebuild(record.landlord, RECEIVED)),
        ):
            with pytest.raises(HeldApart, match="naming the owner of the tables"):
                job()
        assert list(verify(record.landlord.id)) == []
    assert not held_apart()
    assert [each.differed for each in rebuild(record.landlord, RECEIVED)] == [False]


def test_a_command_inside_somebody_elses_transaction_is_a_mistake_of_the_program(record, program):
    with program(), theirs(record.landlord.id):
        assert isinstance(record.ask(e.ComplaintReceived(RECEIVED)), Done)
        assert Summary.objects.count() == 1  # the landlord that was set before is set after
        with pytest.raises(RuntimeError, match="another landlord's"), transaction.atomic(), only(record.other.id):
            pass


def test_two_commands_on_one_connection_do_not_leave_the_landlord_behind(record, program):
    with program():
        record.received(at=ASKED + timedelta(minutes=1))
        assert Entry.objects.count() == 0
        record.received(by=record.femi, landlord=record.other.id)
        assert Entry.objects.count() == 0
        assert connection.in_atomic_block is False
