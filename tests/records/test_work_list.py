"""The work list: every complaint in its group, counts that agree with rows, pages without loss, and nobody else's."""

import random
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from cast import ASKED, RECEIVED
from django.db import connection
from django.test.utils import CaptureQueriesContext

from putright.complaint import events as e
from putright.people.models import Team, TeamMember
from putright.people.roles import Role
from putright.records.models import Summary
from putright.records.work_list import DATED, Asked, Days, Group, Place, counts, loads, page, team_mates

TODAY = date(2026, 4, 2)  # a Thursday
DAYS = Days(TODAY, date(2026, 4, 13))  # Good Friday and Easter Monday are skipped
HANDLES = frozenset({Role.HANDLER})
ME, OTHER = str(UUID(int=1)), str(UUID(int=2))


def row(landlord, **more):
    """A row of the list as it is projected."""
    key = uuid4()
    given = {
        "complaint": key, "landlord": landlord, "reference": f"AH-{key}", "last_number": 1, "last_digest": "0" * 64,
        "received_on": RECEIVED, "edition": "2024", "stage": 1, "state": "open", "owed": True, "next_due_on": TODAY,
        "assessed_on": TODAY,
    }  # fmt: skip
    return Summary(**given | more)


def many(record, number=400, seed=11):
    """Rows with every mixture of what the list looks at, of two landlords."""
    chance = random.Random(seed)
    days = [None, *(TODAY + timedelta(days=n) for n in (-30, -2, -1, 0, 0, 1, 5, 10, 11, 12, 40))]
    named = ["", "", "", "", f",{ME},", f",{OTHER},", f",{OTHER},{ME},"]
    rows = [
        row(
            chance.choice([record.landlord.id] * 4 + [record.other.id]),
            owed=chance.random() < 0.8,
            next_due_on=chance.choice(days),
            update_due_on=chance.choice(days),
            waiting_for=chance.choice(["", "", "Repairs"]),
            handler=chance.choice(["", ME, OTHER, "Somebody of an old file"]),
            confidential_to=chance.choice(named),
            stage=chance.choice([1, 2]),
            category=chance.choice(["", "repairs"]),
            area=chance.choice(["", "north"]),
        )
        for _ in range(number)
    ]
    Summary.objects.bulk_create(rows)
    return rows


def asked(record, **more):
    return Asked(record.landlord.id, ME, HANDLES, **more)


def the_group_of(each):
    """The rule once more, in the order in which a person would ask."""
    if each.next_due_on is not None and each.next_due_on < TODAY:
        return Group.LATE
    if each.next_due_on == TODAY:
        return Group.TODAY
    if each.waiting_for:
        return Group.WAITING
    if each.next_due_on is not None and each.next_due_on <= DAYS.until:
        return Group.NEXT
    return Group.LATER


def seen(record, rows):
    """What Asha's handler may see of what is owed."""
    mine = [each for each in rows if each.landlord == record.landlord.id and each.owed]
    return [each for each in mine if not each.confidential_to or ME in each.confidential_to.split(",")]


def pages(question, group, size):
    """Every page of a group."""
    found, after = [], None
    while True:
        one = page(question, group, DAYS, after=after, size=size)
        assert len(one.rows) <= size
        found.append(one.rows)
        if one.after is None:
            return found
        after = one.after


def test_each_complaint_is_in_one_group_and_counts_agree_with_rows(record):
    rows = many(record)
    expected = {group: set() for group in Group}
    for each in seen(record, rows):
        expected[the_group_of(each)].add(each.complaint)
        if each.update_due_on is not None and each.update_due_on <= DAYS.until:
            expected[Group.UPDATES].add(each.complaint)
    assert all(expected.values())
    found = {group: {each.complaint for some in pages(asked(record), group, 7) for each in some} for group in Group}
    assert found == expected
    assert counts(asked(record), DAYS) == {group: len(keys) for group, keys in expected.items()}
    assert sum(len(found[group]) for group in DATED) == len(seen(record, rows))


@pytest.mark.parametrize(
    "filters",
    [
        {"handlers": frozenset({ME})},
        {"handlers": frozenset({ME, OTHER})},
        {"handlers": frozenset({""})},
        {"handlers": frozenset()},
        {"stage": 2},
        {"category": "repairs"},
        {"area": "north"},
        {"handlers": frozenset({ME}), "stage": 1, "category": "repairs", "area": "north"},
    ],
    ids=["mine", "two", "nobodys", "none", "stage", "category", "area", "all-of-them"],
)
def test_a_filter_leaves_out_the_others_from_rows_and_counts_alike(record, filters):
    wanted = [
        each
        for each in seen(record, many(record))
        if all(
            each.handler in value if name == "handlers" else getattr(each, name) == value
            for name, value in filters.items()
        )
    ]
    question = asked(record, **filters)
    for group in DATED:
        expected = {each.complaint for each in wanted if the_group_of(each) is group}
        assert {each.complaint for some in pages(question, group, 20) for each in some} == expected
        assert counts(question, DAYS)[group] == len(expected)


def test_pages_follow_the_date_and_neither_lose_nor_repeat_a_row(record):
    many(record)
    for group in Group:
        on = "update_due_on" if group is Group.UPDATES else "next_due_on"
        whole = [each.complaint for each in page(asked(record), group, DAYS, size=1000).rows]
        for size in (1, 3, 50):
            told = pages(asked(record), group, size)
            assert [each.complaint for some in told for each in some] == whole
            assert all(len(some) == size for some in told[:-1])
        dates = [getattr(each, on) or date.max for some in told for each in some]
        assert dates == sorted(dates)


def test_a_page_begins_behind_a_row_also_when_that_row_has_gone_meanwhile(record):
    rows = [row(record.landlord.id, next_due_on=TODAY - timedelta(days=9 - n)) for n in range(6)]
    Summary.objects.bulk_create(rows)
    first = page(asked(record), Group.LATE, DAYS, size=3)
    Summary.objects.filter(complaint=first.rows[-1].complaint).delete()
    Summary.objects.bulk_create([row(record.landlord.id, next_due_on=TODAY - timedelta(days=30))])
    second = page(asked(record), Group.LATE, DAYS, size=3, after=first.after)
    assert [each.complaint for each in second.rows] == [each.complaint for each in rows[3:]]


def test_a_confidential_complaint_does_not_exist_for_those_not_named(record):
    Summary.objects.bulk_create(
        [row(record.landlord.id, confidential_to=f",{OTHER},", handler=ME, update_due_on=TODAY)]
    )
    for question in (asked(record), asked(record, handlers=frozenset({ME}))):
        assert set(counts(question, DAYS).values()) == {0}
        assert all(page(question, group, DAYS).rows == [] for group in Group)
        assert loads(question, DAYS) == []
    theirs = Asked(record.landlord.id, OTHER, HANDLES)
    assert counts(theirs, DAYS)[Group.TODAY] == 1
    assert [load.handler for load in loads(theirs, DAYS)] == [ME]


def test_nobody_is_named_by_a_part_of_an_id_or_by_a_sign_that_stands_for_any(record):
    Summary.objects.bulk_create([row(record.landlord.id, confidential_to=f",{OTHER},")])
    for who in ("%", "_", OTHER[:-1], OTHER[1:], ""):
        question = Asked(record.landlord.id, who, HANDLES)
        assert (counts(question, DAYS)[Group.TODAY], page(question, Group.TODAY, DAYS).rows) == (0, [])


def test_another_landlord_and_a_role_that_sees_no_complaints_are_shown_nothing(record):
    many(record)
    strange = Asked(UUID(int=77), ME, HANDLES)
    numbers_only = Asked(record.landlord.id, ME, frozenset({Role.MEMBER_RESPONSIBLE}))
    for question in (strange, numbers_only):
        assert set(counts(question, DAYS).values()) == {0}
        assert all(page(question, group, DAYS).rows == [] for group in Group)
        assert loads(question, DAYS) == []


def test_what_each_handler_has_adds_up_to_the_list(record):
    rows = seen(record, many(record))
    found = {load.handler: load for load in loads(asked(record), DAYS)}
    assert found.keys() == {each.handler for each in rows}
    for handler, load in found.items():
        theirs = [each for each in rows if each.handler == handler]
        assert load.total == len(theirs)
        assert {group: load.counted[group] for group in DATED} == {
            group: sum(the_group_of(each) is group for each in theirs) for group in DATED
        }
    late = [load.counted[Group.LATE] for load in loads(asked(record), DAYS)]
    assert late == sorted(late, reverse=True)


def test_a_team_is_everybody_who_is_in_one_with_them_today(record):
    repairs, asb = (Team.objects.create(landlord=record.landlord, name=name) for name in ("Repairs", "Neighbours"))
    gwen = record.staff("Gwen", Role.HANDLER)
    for team, staff, until in (
        (repairs, record.callum, None),
        (repairs, record.dilys, None),
        (repairs, gwen, date(2026, 4, 1)),
        (asb, record.ezra, None),
    ):
        TeamMember.objects.create(landlord=record.landlord, team=team, staff=staff, until_on=until)
    assert team_mates(record.callum, TODAY) == {str(record.callum.id), str(record.dilys.id)}
    assert team_mates(gwen, TODAY) == {str(gwen.id)}


def test_the_list_asks_the_database_little(record):
    many(record)

    def questions(work):
        with CaptureQueriesContext(connection) as held:
            work()
        return len(held)

    assert questions(lambda: counts(asked(record), DAYS)) == 1
    assert questions(lambda: page(asked(record), Group.LATE, DAYS)) == 1
    assert questions(lambda: page(asked(record), Group.LATER, DAYS, size=500)) == 2
    assert questions(lambda: loads(asked(record), DAYS)) == 1
    assert questions(lambda: team_mates(record.callum, TODAY)) == 1


def test_counting_reads_nothing_but_the_indexes(record):
    many(record, 4000)
    Summary.objects.exclude(stage=2, category="repairs", area="north").update(owed=False)  # most are answered
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM (ANALYZE) summary")
        if connection.vendor == "postgresql":  # a table so small is read whole unless it is told not to
            cursor.execute("SET enable_seqscan = off")
            cursor.execute("SET enable_bitmapscan = off")
    with CaptureQueriesContext(connection) as held:
        counts(asked(record), DAYS)
    plan = plan_of(held[0]["sql"])
    only = "COVERING INDEX" if connection.vendor == "sqlite" else "Index Only Scan using"
    assert f"{only} summary_work_list" in plan, plan
    assert "summary_confidential" in plan


def plan_of(statement):
    """How the engine goes about it."""
    with connection.cursor() as cursor:
        cursor.execute(f"{'EXPLAIN QUERY PLAN' if connection.vendor == 'sqlite' else 'EXPLAIN'} {statement}")
        return " ".join(str(line) for line in cursor.fetchall())


def test_what_is_performed_stands_in_the_list(record):
    done = record.received()
    record.done(
        e.HandlerAssigned(RECEIVED, str(record.callum.id)),
        e.ContributionAsked(RECEIVED, "c1", "Repairs", due_on=date(2026, 4, 9)),
        complaint=done.complaint,
    )
    question = Asked(record.landlord.id, str(record.callum.id), HANDLES, handlers=frozenset({str(record.callum.id)}))
    (shown,) = page(question, Group.WAITING, Days(ASKED.date(), DAYS.until)).rows
    assert (shown.reference, shown.waiting_for, shown.next_due_on) == (done.reference, "Repairs", date(2026, 4, 13))
    assert "Repairs" in set(page(question, Group.WAITING, Days(ASKED.date(), DAYS.until)).texts())


def test_a_place_needs_no_date(record):
    Summary.objects.bulk_create([row(record.landlord.id, next_due_on=None, complaint=UUID(int=n)) for n in (5, 6, 7)])
    rows = page(asked(record), Group.LATER, DAYS, after=Place(None, UUID(int=5))).rows
    assert [each.complaint for each in rows] == [UUID(int=6), UUID(int=7)]
