"""The landlord of the demonstration: every story holds, the quick way writes what the one door writes, nothing is ahead of time."""

import json
import re
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from django.contrib.auth.hashers import check_password

from putright.complaint import events as e
from putright.complaint.history import as_corrected, complaint_from
from putright.demo import bulk, cast, homes
from putright.demo.deciding import Desk, decided
from putright.demo.loading import load, world_of
from putright.demo.performing import put_on_record
from putright.demo.plan import Plan
from putright.demo.stories import season
from putright.demo.stories.season import PATHS
from putright.people.models import Adjustment, Authority, Change, Group, Home, Landlord, Resident, Restriction, Staff
from putright.people.roles import Role
from putright.records import projection, store
from putright.records.integrity import verify
from putright.records.models import Content, Entry, PromiseSummary, Request, StageSummary, Summary
from putright.records.models import Counter as Numbers
from putright.records.requests_models import RequestSummary
from putright.records.search_models import SearchRow

TODAY = date(2026, 11, 21)  # a Saturday
AT = datetime(2026, 11, 21, 7, 0, tzinfo=UTC)
SIZE = len(PATHS) + 27

pytestmark = pytest.mark.usefixtures("record", "few_homes")
on_one_engine = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
"""For what is about the stories: the database has no say in it."""


@pytest.fixture
def few_homes(monkeypatch):
    """As many homes as a street, so that a test is quick; the high buildings come first."""
    monkeypatch.setattr(homes, "HOMES", 400)


def plan(size=SIZE, **more):
    values = {"name": "Alder Homes", "code": "AL", "policy": "thrive-2026", "size": size, "seed": 1, "today": TODAY}
    return Plan(**{**values, **more})


def told(landlord):
    """Every complaint: its summary, its entries and what is true of it."""
    for row in Summary.objects.filter(landlord=landlord.pk).order_by("reference"):
        entries = store.read(landlord.pk, row.complaint)
        yield row, entries, complaint_from(entries)


def test_every_way_a_complaint_can_go_is_there_and_the_record_verifies():
    loaded = load(plan(), AT)
    assert set(loaded.paths) == {path.name for path in PATHS}
    assert loaded.complaints == SIZE == Summary.objects.filter(landlord=loaded.landlord.pk).count()
    assert [fault.what for fault in verify(loaded.landlord.pk)] == []
    mine = Entry.objects.filter(landlord=loaded.landlord.pk)
    assert mine.exclude(type__startswith="request_").count() == loaded.entries
    raised = mine.filter(type="request_became_complaint").count()
    assert raised == loaded.paths["from_request"]
    assert RequestSummary.objects.filter(landlord=loaded.landlord.pk).count() == loaded.requests + raised
    complaints = [complaint for _, _, complaint in told(loaded.landlord)]
    assert {finding.outcome for c in complaints if c.determination for finding in c.determination.findings} == set(
        e.Outcome
    )
    assert {remedy.offered.kind for c in complaints for remedy in c.remedies.values()} >= {
        e.RemedyKind.APOLOGY,
        e.RemedyKind.MONEY,
    }
    assert sum(c.refused for c in complaints) >= 4
    assert sum(c.stage == 2 for c in complaints) >= 12
    assert any(c.group is not None and len(c.signed_members) == len(c.group.members) - 1 for c in complaints)
    assert Adjustment.objects.filter(landlord=loaded.landlord).exists()
    assert Authority.objects.filter(landlord=loaded.landlord).exists()
    assert Group.objects.filter(landlord=loaded.landlord).exists()
    assert Restriction.objects.filter(landlord=loaded.landlord).exists()


@on_one_engine
def test_the_stories_make_sense():
    loaded = load(plan(), AT)
    staff = {str(each.pk): each for each in loaded.crew.staff.values()}
    for row, entries, complaint in told(loaded.landlord):
        moments = [entry.recorded_at for entry in entries]
        assert moments == sorted(moments), row.reference
        assert moments[-1].date() < TODAY, row.reference
        assert all(entry.event.on is None or entry.event.on <= entry.recorded_at.date() for entry in entries)
        for entry in entries:
            person = staff[entry.recorded_by]
            assert person.left_on is None or entry.recorded_at.date() < person.left_on
        received = complaint.received_on
        first = complaint.stages[1]
        for stage in complaint.stages.values():
            response = stage.response
            if response is None:
                continue
            assert stage.acknowledged.on <= response.on, row.reference
            assert set(stage.decisions), row.reference
        if 2 in complaint.stages:
            assert first.response.on <= complaint.stages[2].requested.on, row.reference
        assert received <= min(entry.recorded_at.date() for entry in entries)


@on_one_engine
def test_a_confidential_complaint_is_for_two_people_and_nobody_else_wrote_on_it():
    loaded = load(plan(), AT)
    rows = [(row, entries) for row, entries, c in told(loaded.landlord) if c.confidential is not None]
    assert rows
    for row, entries in rows:
        named = row.confidential_to.strip(",").split(",")
        assert len(named) == 2
        assert {entry.recorded_by for entry in entries} <= set(named)


def test_the_quick_way_writes_what_the_one_door_writes():
    """The same stories both ways, beside each other: every row the same but for ids, salts and what is made of them."""
    stories = [[], []]
    made = []
    for number, code in enumerate(("AL", "BL")):
        at = plan(code=code, name=f"{code} Homes")
        chance = Random(at.seed)
        landlord = cast.make_landlord(at.name, at.code, at.policy, AT)
        crew = cast.make_crew(landlord, TODAY, AT, chance)
        places = homes.make_homes(landlord, chance, TODAY, AT)
        world = world_of(at.policy, landlord, crew, places)
        stories[number] = list(season(world, at.size, TODAY, at.seed))
        made.append((landlord, crew))
    assert [each.path for each in stories[0]] == [each.path for each in stories[1]]
    (quick, crew), (slow, other) = made
    desk = Desk.of(quick, crew.staff, TODAY)
    assert len(list(bulk.write((decided(story, desk) for story in stories[0]), desk))) == SIZE
    for story in stories[1]:
        put_on_record(story, slow.pk, other.staff)
    assert everything(quick) == everything(slow)
    assert [fault.what for fault in verify(quick.pk)] == []
    assert [fault.what for fault in verify(slow.pk)] == []


def everything(landlord):
    """All rows of a landlord's record in an order and with names that do not hang on ids."""
    names = {}

    def plain(value):
        text = json.dumps(value, default=str, sort_keys=True, ensure_ascii=False)
        return re.sub(
            r"[0-9a-f]{64}|[0-9a-f]{32}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
            lambda found: names.setdefault(found[0], "id"),
            text,
        ).replace(f"{landlord.code}-", "XX-")

    found = []
    for row in Summary.objects.filter(landlord=landlord.pk).order_by("reference"):
        of = {"landlord": landlord.pk, "complaint": row.complaint}
        words = {each.pk: (each.number, each.field, each.text) for each in Content.objects.filter(**of)}
        entries = Entry.objects.filter(**of).order_by("number")
        found.append(
            plain(
                [
                    row.reference,
                    [
                        (each.number, each.type, each.version, each.body, each.recorded_at, each.reference)
                        for each in entries
                    ],
                    sorted(words.values()),
                    [
                        (
                            each.first_number,
                            each.last_number,
                            len(each.asked),
                            each.last_digest == entries[each.last_number - 1].digest,
                        )
                        for each in Request.objects.filter(**of).order_by("first_number")
                    ],
                    row.last_number,
                    row.last_digest == list(entries)[-1].digest,
                    row.assessed_on,
                    projection.stored(landlord.pk, row.complaint).summary,
                    list(
                        StageSummary.objects.filter(**of)
                        .order_by("stage")
                        .values("stage", "due_on", "responded_on", "late_by")
                    ),
                    sorted(PromiseSummary.objects.filter(**of).values_list("promise", "due_on", "state")),
                    sorted(
                        (each.kind, each.number, each.words if each.kind != "reference" else each.words[2:])
                        for each in SearchRow.objects.filter(**of).exclude(kind="person")
                    ),
                ]
            )
        )
    found.append(plain(sorted(Numbers.objects.filter(landlord=landlord.pk).values_list("month", "last"))))
    return found


@on_one_engine
def test_the_same_seed_and_day_tell_the_same():
    first, second = load(plan(40), AT), load(plan(40, code="BL", name="Beech Homes"), AT)
    assert everything(first.landlord) == everything(second.landlord)


@on_one_engine
def test_another_seed_tells_something_else():
    first, second = load(plan(40), AT), load(plan(40, code="BL", name="Beech Homes", seed=2), AT)
    assert everything(first.landlord) != everything(second.landlord)


def test_somebody_is_there_for_every_role_and_signs_in_with_the_one_password():
    loaded = load(plan(4), AT)
    staff = list(Staff.objects.filter(landlord=loaded.landlord))
    assert {role for each in staff if each.left_on is None for role in each.roles_on(TODAY)} == set(Role)
    assert {each.password for each in staff} == {staff[0].password}
    assert check_password(cast.password(), staff[0].password)
    assert all(each.one_time_until is None and each.email.endswith(".example") for each in staff)
    lines = Change.objects.filter(landlord=loaded.landlord, table="landlord")
    assert "nobody of this name exists" in lines.get().why


@on_one_engine
def test_a_larger_one_is_told_again_of_others_and_verifies(monkeypatch):
    monkeypatch.setattr("putright.demo.loading.DISTINCT", 60)
    loaded = load(plan(160), AT)
    assert loaded.complaints == 160
    assert [fault.what for fault in verify(loaded.landlord.pk)] == []
    words = Counter(c.received.in_their_words for _, _, c in told(loaded.landlord))
    assert words.most_common(1)[0][1] <= 3


@on_one_engine
def test_the_other_policies_can_be_chosen():
    for code, policy in (("TO", "together-2021"), ("LO", "longhurst-2022"), ("PR", "progress-2024"), ("NO", "")):
        loaded = load(plan(80, code=code, name=f"{code} Homes", policy=policy), AT)
        assert Landlord.objects.get(code=code).policy == policy
        assert loaded.complaints == 80


@on_one_engine
def test_work_falls_due_around_the_day():
    loaded = load(plan(300), AT)
    due = [row.next_due_on for row in Summary.objects.filter(landlord=loaded.landlord.pk, owed=True) if row.next_due_on]
    assert any(day < TODAY for day in due)
    assert any(TODAY <= day <= TODAY + timedelta(days=7) for day in due)


@on_one_engine
def test_homes_are_in_no_real_place():
    loaded = load(plan(4), AT)
    rows = Home.objects.filter(landlord=loaded.landlord)
    assert rows.count() == loaded.homes == 400
    assert all(home.postcode.startswith("ZA") for home in rows)
    names = set(Resident.objects.filter(landlord=loaded.landlord).values_list("name", flat=True))
    assert any(re.search("[\u0600-\u06ff]", name) for name in names)


@on_one_engine
def test_nothing_is_struck_out_or_corrected_that_should_stand():
    loaded = load(plan(), AT)
    for row, entries, complaint in told(loaded.landlord):
        standing = as_corrected(entries)
        assert sum(isinstance(each, e.ComplaintReceived) for each in standing) == 1, row.reference
        assert complaint.received.in_their_words
