"""A confidential complaint is there for the people named and for nobody else: in lists, counts, search and by its id."""

from datetime import UTC, date, datetime

import pytest
from django.db.models import Sum

from putright.complaint import events as e
from putright.complaint.evolve import fold
from putright.people import finding
from putright.people.changing import add
from putright.people.looking import authorised, looked, open_one, visible, visible_through
from putright.people.models import Look, RoleHeld, Team, TeamMember
from putright.people.roles import Role
from putright.people.staffing import end_role, give_role, leave, settle_roles
from putright.records.models import StageSummary, Summary

AT = datetime(2026, 4, 2, 9, 30, tzinfo=UTC)
ON = date(2026, 4, 2)  # a Thursday
LATER = date(2026, 6, 1)  # a Monday


def confidential(record, *named):
    done = record.received()
    mark = e.MarkedConfidential(ON, tuple(str(each.pk) for each in named))
    record.done(mark, complaint=done.complaint)
    return done.complaint


def seen(staff, today=ON):
    return set(visible(Summary.objects.all(), staff, today).values_list("complaint", flat=True))


def test_only_the_people_named_see_it(record):
    ordinary = record.received().complaint
    secret = confidential(record, record.dilys)
    manager = record.staff("Manon", Role.MANAGER)
    auditor = record.staff("Aled", Role.AUDITOR)
    assert seen(record.dilys) == {ordinary, secret}
    assert seen(record.callum) == seen(manager) == seen(auditor) == {ordinary}


def test_an_auditor_who_is_named_sees_it(record):
    auditor = record.staff("Aled", Role.AUDITOR)
    assert seen(auditor) == set()
    secret = confidential(record, record.callum, auditor)
    assert seen(auditor) == {secret}


def test_being_named_does_not_help_somebody_whose_role_sees_no_complaints(record):
    contributor, admin = record.staff("Gwen", Role.CONTRIBUTOR), record.staff("Ida", Role.ADMINISTRATOR)
    confidential(record, record.ezra, contributor, admin)
    assert seen(record.ezra) == seen(contributor) == seen(admin) == set()


def test_one_that_names_nobody_is_seen_by_nobody(record):
    confidential(record)
    assert Summary.objects.get().confidential_to == ",,"
    assert seen(record.callum) == seen(record.dilys) == set()


def test_an_id_that_is_part_of_another_is_not_named(record):
    secret = confidential(record, record.dilys)
    Summary.objects.filter(complaint=secret).update(confidential_to=f",{record.callum.pk}9,")
    assert seen(record.callum) == set()


def test_counts_and_sums_leave_it_out(record):
    confidential(record, record.dilys)
    record.received()
    mine = visible(Summary.objects.all(), record.callum, ON)
    assert (mine.count(), mine.exists(), mine.aggregate(Sum("stage"))["stage__sum"]) == (1, True, 1)
    assert visible(Summary.objects.filter(state="open"), record.dilys, ON).count() == 2


def test_rows_that_only_name_their_complaint_are_left_out_too(record):
    secret = confidential(record, record.dilys)
    rows = StageSummary.objects.all()
    assert visible_through(rows, Summary.objects.all(), record.callum, ON).count() == 0
    assert visible_through(rows, Summary.objects.all(), record.dilys, ON).get().complaint == secret
    assert visible_through(rows, Summary.objects.all(), record.femi, ON).count() == 0


def test_looking_is_noted_and_so_is_trying_to(record):
    secret, ordinary = confidential(record, record.dilys), record.received().complaint
    rows = Summary.objects.all()
    assert open_one(rows, secret, record.dilys, ON, at=AT, why="the review").complaint == secret
    assert open_one(rows, secret, record.callum, ON, at=AT, why="the list") is None
    assert open_one(rows, ordinary, record.callum, ON, at=AT, why="the list").complaint == ordinary
    assert open_one(rows, secret, record.femi, ON, at=AT, why="curious") is None
    told = [(each.staff, each.why, each.seen) for each in finding.looks_at(record.landlord, secret)]
    assert told == [(str(record.dilys.pk), "the review", True), (str(record.callum.pk), "the list", False)]
    assert Look.objects.count() == 2
    assert finding.looks_at(record.other, secret) == []


def test_a_look_says_who_at_what_when_and_why(record):
    secret = confidential(record, record.dilys)
    look = looked(record.dilys, secret, AT, "the review")
    assert (look.landlord, look.subject, look.at, look.what) == (record.landlord, secret, AT, "complaint")


def test_cover_for_somebodys_leave_ends_by_itself(record):
    record.received()
    admin = record.staff("Ida", Role.ADMINISTRATOR)
    gwen = record.staff("Gwen", Role.CONTRIBUTOR)
    give_role(gwen, Role.HANDLER, from_on=ON, until_on=date(2026, 5, 1), by=admin, at=AT, why="Callum's leave")
    assert seen(gwen, date(2026, 4, 1)) == set()
    assert len(seen(gwen, ON)) == len(seen(gwen, date(2026, 5, 1))) == 1
    assert seen(gwen, date(2026, 5, 2)) == set()


def test_who_leaves_sees_nothing_from_that_day(record):
    record.received()
    admin = record.staff("Ida", Role.ADMINISTRATOR)
    leave(record.callum, left_on=LATER, by=admin, at=AT)
    record.callum.refresh_from_db()
    assert len(seen(record.callum, date(2026, 5, 31))) == 1
    assert seen(record.callum, LATER) == set()
    assert authorised(record.callum, record.landlord.pk, [e.Acknowledged(LATER)], fold([]), [], LATER)


def test_a_role_that_ended_records_no_more(record):
    admin = record.staff("Ida", Role.ADMINISTRATOR)
    end_role(record.callum, Role.COMPLAINTS_OFFICER, last_on=ON, by=admin, at=AT)
    complaint = fold([e.ComplaintReceived(ON)])
    ask = [e.Acknowledged(ON)]
    assert authorised(record.callum, record.landlord.pk, ask, complaint, [], ON) == ""
    assert authorised(record.callum, record.landlord.pk, ask, complaint, [], date(2026, 4, 3)) != ""
    settle_roles(record.landlord, date(2026, 4, 3))
    record.callum.refresh_from_db()
    assert record.callum.has_roles == frozenset()


def test_a_contributor_is_asked_by_the_team_they_are_in_that_day(record):
    gwen = record.staff("Gwen", Role.CONTRIBUTOR)
    gas = add(Team(landlord=record.landlord, name="Gas"), by="test", at=AT)
    add(TeamMember(landlord=record.landlord, team=gas, staff=gwen, from_on=ON, until_on=LATER), by="test", at=AT)
    complaint = fold(
        [
            e.ComplaintReceived(ON),
            e.ContributionAsked(ON, "by-id", str(gas.pk)),
            e.ContributionAsked(ON, "by-name", "Gas"),
            e.ContributionAsked(ON, "other", "Damp"),
        ]
    )

    def no(name, today=ON, landlord=record.landlord):
        return authorised(gwen, landlord.pk, [e.ContributionReceived(ON, name)], complaint, [], today)

    assert no("by-id") == no("by-name") == ""
    assert no("other") == no("by-id", date(2026, 6, 2)) == no("by-id", date(2026, 4, 1)) != ""
    assert no("by-id", landlord=record.other) != ""


def test_through_the_one_door_a_contributor_answers_and_does_nothing_else(record):
    gwen = record.staff("Gwen", Role.CONTRIBUTOR)
    gas = add(Team(landlord=record.landlord, name="Gas"), by="test", at=AT)
    add(TeamMember(landlord=record.landlord, team=gas, staff=gwen), by="test", at=AT)
    done = record.received()
    record.done(
        e.ContributionAsked(ON, "q1", str(gas.pk)), e.ContributionAsked(ON, "q2", "Damp"), complaint=done.complaint
    )
    assert record.ask(e.ContributionReceived(ON, "q2"), complaint=done.complaint, by=gwen).refused.message.startswith(
        "That was not asked"
    )
    assert record.ask(e.Acknowledged(ON), complaint=done.complaint, by=gwen).refused
    record.done(e.ContributionReceived(ON, "q1", "We called twice."), complaint=done.complaint, by=gwen)


def test_through_the_one_door_a_correction_is_no_way_round(record):
    hana = record.staff("Hana", Role.HANDLER)
    done = record.received()
    record.done(e.HandlerAssigned(ON, str(hana.pk)), complaint=done.complaint)
    refused = record.ask(e.EntryStruckOut(ON, 2), complaint=done.complaint, by=hana).refused
    assert refused.message == "That is not yours to record: it takes a complaints officer or manager."


@pytest.mark.parametrize("role", Role)
def test_what_lists_say_of_roles_agrees_with_the_dates(record, role):
    person = record.staff("Gwen", role)
    assert person.has_roles == person.roles_on(ON) == frozenset({role})
    admin = record.staff("Ida", Role.ADMINISTRATOR)
    end_role(person, role, last_on=ON, by=admin, at=AT)
    assert person.has_roles == person.roles_on(ON) == frozenset({role})  # to the end of its last day
    settle_roles(record.landlord, date(2026, 4, 3))
    person.refresh_from_db()
    assert person.has_roles == person.roles_on(date(2026, 4, 3)) == frozenset()
    assert RoleHeld.objects.get(staff=person).until_on == ON
