"""Nothing of one landlord is visible to another: through no question, no row, no search, and not by raw SQL either."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.db.models import ForeignKey
from django.db.utils import ProgrammingError

from putright.complaint import events as e
from putright.people import disclosing, finding, looking
from putright.people import models as m
from putright.people.changing import KEPT_AS, NotYours, OtherLandlord, add, change
from putright.people.ids import new_id
from putright.people.registers import REGISTERS, Known, due_reviews, register_rows
from putright.people.roles import Lesson, Limit, Post, Reach, Role, Speaker
from putright.people.row_security import only, signing_in
from putright.records.models import Summary

AT = datetime(2026, 4, 2, 9, 30, tzinfo=UTC)
ON = date(2026, 4, 2)  # a Thursday
MODELS = [
    model
    for model in apps.get_app_config("people").get_models()
    if any(isinstance(field, ForeignKey) and field.related_model is m.Landlord for field in model._meta.concrete_fields)
]


def stored(landlord, tag=""):
    """A row of every table, all of one landlord, by model. The words to search are in each of them."""
    rows = {}

    def put(model, **values):
        rows[model] = add(model(landlord=landlord, **values), by="test", at=AT)
        return rows[model]

    put(m.LandlordSize, on=ON, tenure="low_cost_rental", homes=5_000)
    put(m.LandlordLogo, digest="0" * 64, kind="image/png", image=b"a picture", width=10, height=10)
    building = put(m.Building, name="Ash Tower", storeys=9, metres=Decimal(27), homes=40)
    home = put(m.Home, reference="H1", address="1 Ash Tower", postcode="SW1A 1AA", uprn="100", building=building)
    put(m.HeldAs, home=home, tenure="low_cost_rental")
    asha = put(m.Resident, name="Asha", email="asha@example.org")
    put(m.Residency, resident=asha, home=home)
    bea = put(m.Representative, name="Bea", kind=Speaker.FAMILY_OR_FRIEND)
    put(m.Authority, resident=asha, representative=bea, reach=Reach.EVERYTHING, given_on=ON)
    group = put(m.Group, name="Ash Tower residents", lead=asha)
    put(m.GroupMember, group=group, resident=asha, signed_on=ON)
    put(m.Disclosure, resident=asha, what="A hearing loss", means="Write, do not ring", review_on=ON)
    put(m.Adjustment, resident=asha, what="Large print", agreed_on=ON, review_on=ON)
    put(m.Restriction, resident=asha, limit=Limit.IN_WRITING_ONLY, from_on=ON, review_on=ON)
    contractor = put(m.Contractor, name="Gasworks Ltd")
    team = put(m.Team, name="Gas", contractor=contractor)
    staff = rows[m.Staff] = m.Staff.objects.create_staff(
        landlord, f"gwen{tag}@example.org", "Gwen", [Role.HANDLER], started_on=ON
    )
    rows[m.RoleHeld] = staff.held.get()
    put(m.TeamMember, team=team, staff=staff)
    put(m.Training, staff=staff, on=ON, lesson=Lesson.INDUCTION)
    put(m.NamedRole, post=Post.MEMBER_RESPONSIBLE, name="Ezra", from_on=ON)
    put(m.SurveyTemplate, name="Repairs survey", text="How did we do?")
    rows[m.Look] = looking.looked(staff, asha.pk, AT, "a test")
    rows[m.Change] = m.Change.objects.filter(landlord=landlord).first()
    return rows


def test_every_table_with_a_landlord_is_in_the_walk(record):
    assert set(stored(record.landlord)) == set(MODELS)
    assert set(KEPT_AS) == (set(MODELS) - {m.Look, m.Change}) | {m.Landlord}


def test_another_landlord_finds_nothing_through_any_question(record):
    rows, femi = stored(record.landlord), record.femi
    theirs = record.other
    for model, row in rows.items():
        assert finding.one(model, record.landlord, row.pk) == row
        assert finding.one(model, theirs, row.pk) is None, model
        mine = {held.pk for held in femi.held.all()}
        assert {each.pk for each in finding.of(model, theirs)} - {femi.pk} - mine == set(), model
    home, asha, bea = rows[m.Home].pk, rows[m.Resident].pk, rows[m.Representative].pk
    assert [*finding.find_homes(theirs, "ash"), *finding.find_residents(theirs, "asha")] == []
    assert finding.living_at(theirs, home, ON) == finding.homes_of(theirs, asha, ON) == []
    assert finding.at_receipt(theirs, home, ON) is None
    assert finding.may_disclose(theirs, bea, asha, ON).told is False
    assert finding.bound_by(theirs, rows[m.Group].pk, ON) == []
    assert rows[m.Staff] not in finding.staff_on(theirs, ON)
    assert finding.holding(theirs, [Role.HANDLER], ON) == []
    assert finding.named_for(theirs, Post.MEMBER_RESPONSIBLE, ON) == []
    assert finding.changes_of(theirs, "resident", asha) == finding.looks_at(theirs, asha) == []
    assert disclosing.disclosures_of(femi, asha, at=AT, why="curious") == disclosing.means_for(femi, asha, ON) == []
    assert {each.register for each in due_reviews(theirs, ON)} == {"posts"}  # its own: nobody is named there


def test_the_same_questions_find_it_all_for_the_landlord_itself(record):
    rows, own = stored(record.landlord), record.landlord
    home, asha, bea = rows[m.Home].pk, rows[m.Resident].pk, rows[m.Representative].pk
    assert list(finding.find_homes(own, "ash sw1a")) == [rows[m.Home]]
    assert list(finding.find_residents(own, "asha")) == finding.living_at(own, home, ON) == [rows[m.Resident]]
    assert finding.homes_of(own, asha, ON) == [rows[m.Home]]
    assert finding.at_receipt(own, home, ON) is not None
    assert finding.may_disclose(own, bea, asha, ON).told
    assert finding.bound_by(own, rows[m.Group].pk, ON) == [rows[m.Resident]]
    assert finding.holding(own, [Role.HANDLER], ON) == [rows[m.Staff]]
    assert finding.named_for(own, Post.MEMBER_RESPONSIBLE, ON) == [rows[m.NamedRole]]
    assert finding.changes_of(own, "resident", asha)
    assert finding.looks_at(own, asha)
    assert {each.register for each in due_reviews(own, ON)} >= {"adjustments", "disclosures", "restrictions", "surveys"}


@pytest.mark.parametrize("register", REGISTERS)
def test_another_landlords_officer_reads_no_register(record, register):
    stored(record.landlord)
    with pytest.raises(NotYours):
        register_rows(register, record.landlord, record.femi, at=AT, today=ON, why="curious")


def test_another_landlords_complaints_stand_in_no_register(record):
    done = record.received()
    stored(record.landlord)
    known = Known(record.landlord.pk, done.complaint, done.reference, _state(e.NotAccepted(ON, "too_old")))
    theirs = register_rows("refusals", record.other, record.femi, at=AT, today=ON, complaints=[known])
    own = register_rows("refusals", record.landlord, record.callum, at=AT, today=ON, complaints=[known])
    assert (theirs, len(own)) == ([], 1)
    assert due_reviews(record.landlord, ON, complaints=[known], staff=record.femi) == []


def _state(*facts):
    from putright.complaint.evolve import fold

    return fold([e.ComplaintReceived(ON), *facts])


def test_another_landlords_officer_changes_nothing_and_is_told_nothing(record):
    rows = stored(record.landlord)
    for model, row in rows.items():
        if model in KEPT_AS:
            with pytest.raises(OtherLandlord):
                change(row, by=record.femi, at=AT)


def test_no_row_refers_to_another_landlords(record):
    rows = stored(record.landlord)
    for wrong in (
        m.Residency(landlord=record.other, resident=rows[m.Resident], home=rows[m.Home]),
        m.Home(landlord=record.other, address="2 Fen Road", building=rows[m.Building]),
        m.TeamMember(landlord=record.other, team=rows[m.Team], staff=record.femi),
    ):
        with pytest.raises(OtherLandlord):
            add(wrong, by="test", at=AT)


def test_another_landlord_sees_no_complaint(record):
    record.received()
    assert looking.visible(Summary.objects.all(), record.callum, ON).count() == 1
    assert looking.visible(Summary.objects.all(), record.femi, ON).count() == 0


def test_questions_to_the_tables_name_the_landlord():
    """In this room a query that begins at all rows is a mistake; the few that do are a manager's own."""
    room = Path(m.__file__).parents[1]
    allowed = re.compile(
        r"\.objects\.(?:create|create_staff|bulk_create|using|select_for_update)\(|landlord|def |\.get\(pk="
    )
    asked = re.compile(r"\.objects\.\w+\(")
    wrong = [
        f"{path.name}: {line.strip()}"
        for path in sorted(room.rglob("*.py"))
        if "migrations" not in path.parts
        for line in path.read_text(encoding="utf-8").splitlines()
        if asked.search(line) and not allowed.search(line)
    ]
    assert wrong == []


# The second lock.


@pytest.fixture
def held(record):
    """A role that owns nothing, on the engine that can hold it to one landlord."""
    if record.engine != "postgresql":
        pytest.skip("SQLite has no row-level security: there the questions themselves are the lock")
    name = f"app_{new_id().hex}"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE ROLE {name} NOLOGIN")
        cursor.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {name}")
    yield name
    with connection.cursor() as cursor:
        cursor.execute(f"DROP OWNED BY {name}")
        cursor.execute(f"DROP ROLE {name}")


def become(name):
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {name}")


def test_the_database_shows_nothing_until_it_is_told_which_landlord(record, held):
    stored(record.landlord)
    with transaction.atomic():
        become(held)
        assert [model for model in (*MODELS, m.Landlord) if model.objects.exists()] == []


def test_the_database_shows_one_landlords_rows_to_whoever_forgets_to_ask_for_them(record, held):
    rows, others = stored(record.landlord), stored(record.other, tag="2")
    with transaction.atomic():
        become(held)
        with only(record.landlord.pk):
            for model in MODELS:
                owners = set(model.objects.values_list("landlord", flat=True))
                assert owners == {record.landlord.pk}, model
            assert list(m.Landlord.objects.all()) == [record.landlord]
            assert not m.Resident.objects.filter(pk=others[m.Resident].pk).exists()
        assert not m.Resident.objects.filter(pk=rows[m.Resident].pk).exists()


def test_the_database_takes_no_row_for_another_landlord(record, held):
    with transaction.atomic(), only(record.landlord.pk):
        become(held)
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            m.Resident(landlord=record.other, name="Asha").save(force_insert=True)


def test_signing_in_sees_one_row_of_staff_and_changes_none(record, held):
    with transaction.atomic():
        become(held)
        with signing_in(record.femi.email.upper()):
            assert list(m.Staff.objects.all()) == [record.femi]
            assert m.Staff.objects.update(name="Somebody") == 0
        assert not m.Staff.objects.exists()


def test_one_transaction_is_one_landlords(record):
    with pytest.raises(RuntimeError, match="open one first"), only(record.landlord.pk):
        pass
    if record.engine == "postgresql":
        refused = pytest.raises(RuntimeError, match="another landlord's")
        with transaction.atomic(), only(record.landlord.pk), refused, only(record.other.pk):
            pass


def test_every_table_with_a_landlord_has_the_lock(record):
    if record.engine != "postgresql":
        pytest.skip("SQLite has no row-level security")
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relrowsecurity")
        locked = {name for (name,) in cursor.fetchall()}
    assert {model._meta.db_table for model in MODELS} | {"landlord"} <= locked
