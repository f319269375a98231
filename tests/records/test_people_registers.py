"""The registers the Code asks for: what is in them, what is missing, and what has to be looked at again by when."""

import csv
import io
from datetime import UTC, date, datetime, timedelta

import pytest

from putright.complaint import events as e
from putright.complaint.evolve import fold
from putright.people import models as m
from putright.people.changing import NotYours, add, change
from putright.people.registers import REGISTERS, Known, due_reviews, register_rows
from putright.people.registers.complaints import refusals, refusals_by_ground
from putright.people.registers.training import promise_of
from putright.people.roles import Lesson, Limit, Post, Role
from putright.records import store

AT = datetime(2026, 4, 2, 9, 30, tzinfo=UTC)
ON = date(2026, 4, 2)  # a Thursday
SOON, FAR = date(2026, 4, 20), date(2026, 9, 1)


@pytest.fixture
def keep(record):
    return lambda model, **values: add(model(landlord=record.landlord, **values), by="test", at=AT)


@pytest.fixture
def asha(keep):
    return keep(m.Resident, name="Asha")


def due(record, register, today=ON, **more):
    return [
        (each.on, each.what, each.whom, each.provision)
        for each in due_reviews(record.landlord, today, **more)
        if each.register == register
    ]


def known(record, *facts, reference="AH-2604-0001"):
    return Known(
        record.landlord.pk, m.landlord.new_id(), reference, fold([e.ComplaintReceived(ON, person="Asha"), *facts])
    )


def rows(record, register, *complaints, by=None, **more):
    return register_rows(register, record.landlord, by or record.callum, at=AT, today=ON, complaints=complaints, **more)


# 5.10.


def test_adjustments_are_reviewed_and_one_without_a_day_comes_first(record, keep, asha):
    keep(m.Adjustment, resident=asha, what="Large print", agreed_on=ON, review_on=SOON)
    keep(m.Adjustment, resident=asha, what="Ring twice", agreed_on=ON)
    keep(m.Adjustment, resident=asha, what="Braille", agreed_on=ON, review_on=FAR)
    keep(m.Adjustment, resident=asha, what="Ended", agreed_on=ON, review_on=SOON, ended_on=ON)
    assert due(record, "adjustments") == [
        (None, "Review the adjustment “Ring twice”", "Asha", "5.10"),
        (SOON, "Review the adjustment “Large print”", "Asha", "5.10"),
    ]
    assert len(due(record, "adjustments", ahead=timedelta(days=365))) == 3


def test_what_is_overdue_says_so(record, keep, asha):
    keep(m.Adjustment, resident=asha, what="Large print", review_on=ON)
    (item,) = [each for each in due_reviews(record.landlord, ON) if each.register == "adjustments"]
    assert (item.overdue(ON), item.overdue(date(2026, 4, 3))) == (False, True)


def test_an_adjustment_agreed_in_a_complaint_is_in_the_register_once(record, keep, asha):
    complaint = known(record, e.AdjustmentAgreed(ON, "Large print", SOON), e.AdjustmentAgreed(ON, "Braille", SOON))
    keep(m.Adjustment, resident=asha, what="Large print", complaint=complaint.complaint, review_on=SOON)
    assert [(each["what"], each["reference"]) for each in rows(record, "adjustments", complaint)] == [
        ("Large print", ""),
        ("Braille", "AH-2604-0001"),
    ]
    assert (SOON, "Review the adjustment “Braille”", "AH-2604-0001", "5.10") in due(
        record, "adjustments", complaints=[complaint]
    )


def test_the_work_list_does_not_say_what_was_disclosed(record, keep, asha):
    keep(m.Disclosure, resident=asha, what="A hearing loss", review_on=SOON)
    assert due(record, "disclosures") == [
        (SOON, "Ask whether what they told about disability still holds", "Asha", "5.10")
    ]


def test_the_register_of_disclosures_is_read_with_a_reason_and_noted(record, keep, asha):
    keep(m.Disclosure, resident=asha, what="A hearing loss", review_on=SOON)
    with pytest.raises(NotYours, match="Say why"):
        rows(record, "disclosures")
    (row,) = rows(record, "disclosures", why="the yearly review")
    assert (row["whom"], row["what"]) == ("Asha", "A hearing loss")
    assert m.Look.objects.get().why == "the yearly review"


# 5.14 and 5.15.


def test_a_restriction_says_what_it_lacks_and_when_it_is_reviewed(record, keep, asha):
    kept = keep(m.Restriction, resident=asha, limit=Limit.IN_WRITING_ONLY, from_on=ON, review_on=SOON)
    assert due(record, "restrictions") == [
        (None, "Contact was restricted and no warning came first", "Asha", "5.14"),
        (None, "Nothing on file evidences the reason for the restriction", "Asha", "5.14"),
        (None, "Nothing shows regard to the Equality Act", "Asha", "5.15"),
        (None, "They were not told how to appeal", "Asha", "5.14"),
        (SOON, "Review the contact restriction", "Asha", "5.14"),
    ]
    change(
        kept, by=record.callum, at=AT, warned_on=date(2026, 3, 2), evidence="Calls of 1 and 9 March", told_of_appeal_on=ON,
        equality_considered_on=ON, equality="No disability is known; she was asked.", appealed_on=ON,
    )  # fmt: skip
    assert [what for _, what, _, _ in due(record, "restrictions")] == [
        "Answer the appeal",
        "Review the contact restriction",
    ]
    change(kept, by=record.callum, at=AT, appeal_answered_on=ON, appeal_upheld=True, lifted_on=ON)
    assert due(record, "restrictions") == []
    assert rows(record, "restrictions")[0]["missing"] == ""


def test_a_warning_after_the_beginning_is_no_warning(record, keep, asha):
    keep(m.Restriction, resident=asha, limit=Limit.OTHER, from_on=ON, review_on=SOON, warned_on=date(2026, 4, 3))
    assert "no warning came first" in rows(record, "restrictions")[0]["missing"]


@pytest.mark.parametrize("values", [{"review_on": date(2026, 4, 1)}, {"review_on": None}, {"resident": None}])
def test_a_restriction_always_has_a_review_after_it_begins_and_somebody_it_is_about(keep, asha, values):
    from django.core.exceptions import ValidationError

    with pytest.raises(ValidationError):
        keep(m.Restriction, **{"resident": asha, "limit": Limit.OTHER, "from_on": ON, "review_on": SOON, **values})


def test_a_restriction_never_stops_a_complaint_being_logged(record, keep, asha):
    for limit in Limit:
        keep(m.Restriction, resident=asha, limit=limit, from_on=date(2026, 1, 5), review_on=SOON)
    done = record.done(e.ComplaintReceived(ON, person=str(asha.pk)), e.ComplaintLogged(ON))
    record.done(e.ContactRestricted(ON, "in_writing_only"), complaint=done.complaint, reason="recorded late")
    record.done(e.EscalationRequested(ON), complaint=done.complaint)
    assert record.done(e.ComplaintReceived(ON, person=str(asha.pk)))


def test_a_restriction_recorded_in_a_complaint_is_in_the_register(record):
    complaint = known(record, e.BehaviourWarned(ON), e.ContactRestricted(ON, "set_times", review_on=SOON))
    (row,) = rows(record, "restrictions", complaint)
    assert (row["limit"], row["review_on"], row["missing"]) == (
        "set_times", SOON, "Nothing on file evidences the reason for the restriction; Nothing shows regard to the Equality Act",
    )  # fmt: skip
    assert len(due(record, "restrictions", complaints=[complaint])) == 1
    lifted = known(record, e.ContactRestricted(ON, "set_times", review_on=SOON), e.RestrictionLifted(ON))
    assert due(record, "restrictions", complaints=[lifted]) == []


# Out of complaints.


def test_refusals_with_their_grounds_and_what_became_of_them(record):
    kept = known(record, e.NotAccepted(ON, "too_old", "Two years old", circumstances_considered=True))
    undone = known(record, e.NotAccepted(ON, "too_old"), e.AcceptedOnOmbudsmansOrder(SOON), reference="AH-2604-0002")
    stage = known(
        record, e.EscalationRequested(ON), e.EscalationRefused(SOON, 2, "no_purpose"), reference="AH-2604-0003"
    )
    found = refusals([kept, undone, stage])
    assert [
        (each["reference"], each["provision"], each["stage"], each["ground"], each["overturned"]) for each in found
    ] == [
        ("AH-2604-0001", "2.1", 1, "too_old", ""),
        ("AH-2604-0002", "2.1", 1, "too_old", "on the Ombudsman's order"),
        ("AH-2604-0003", "5.11", 2, "no_purpose", ""),
    ]
    assert refusals_by_ground(found) == {"too_old": 2, "no_purpose": 1}


def test_extensions_and_conflicts(record):
    complaint = known(
        record, e.Extended(ON, 1, SOON, "A survey is needed", agreed_by_resident=True, approved_by="Callum"),
        e.ConflictDeclared(ON, "Hana", "Her sister lives there"), e.ConflictDeclared(ON, "Ifor"),
        e.ConflictSettled(SOON, "Hana", "Gwen handles it"),
    )  # fmt: skip
    (extended,) = rows(record, "extensions", complaint)
    assert (extended["new_due_on"], extended["approved_by"], extended["provision"]) == (SOON, "Callum", "6.4")
    assert [(each["person"], each["settled"]) for each in rows(record, "conflicts", complaint)] == [
        ("Hana", True),
        ("Ifor", False),
    ]
    assert due(record, "conflicts", complaints=[complaint]) == [
        (ON, "Settle the conflict of interest declared by Ifor", "AH-2604-0001", "5.8")
    ]


def test_a_confidential_complaint_is_in_a_register_only_for_those_named(record):
    secret = known(record, e.MarkedConfidential(ON, (str(record.dilys.pk),)), e.NotAccepted(ON, "too_old"),
                   e.ConflictDeclared(ON, "Hana"))  # fmt: skip
    assert rows(record, "refusals", secret) == rows(record, "conflicts", secret) == []
    assert len(rows(record, "refusals", secret, by=record.dilys)) == 1
    assert due(record, "conflicts", complaints=[secret]) == []
    assert due(record, "conflicts", complaints=[secret], staff=record.callum) == []
    assert len(due(record, "conflicts", complaints=[secret], staff=record.dilys)) == 1


def test_the_registers_are_made_from_the_record(record):
    from putright.complaint.history import complaint_from

    done = record.received()
    record.done(e.Extended(ON, 1, date(2026, 4, 24), "A survey is needed"), complaint=done.complaint, reason="to test")
    state = complaint_from(store.read(record.landlord.pk, done.complaint))
    found = rows(record, "extensions", Known(record.landlord.pk, done.complaint, done.reference, state))
    assert [(each["reference"], each["reason"]) for each in found] == [(done.reference, "A survey is needed")]


# 4.3.


def test_training_is_due_by_the_landlords_own_interval(record, keep):
    change(record.landlord, by="test", at=AT, policy="thrive-2026")
    record.landlord.refresh_from_db()
    hana = record.staff("Hana", Role.HANDLER, started_on=date(2026, 3, 2))
    ifor = record.staff("Ifor", Role.HANDLER, started_on=date(2025, 3, 3))
    gone = record.staff("Gwen", Role.HANDLER, started_on=date(2025, 3, 3), left_on=date(2026, 1, 5))
    keep(m.Training, staff=ifor, on=date(2025, 3, 4), lesson=Lesson.INDUCTION)
    keep(m.Training, staff=ifor, on=date(2025, 8, 31), lesson=Lesson.REFRESHER)
    found = {(whom, what): (on, where) for on, what, whom, where in due(record, "training")}
    assert found[hana.name, "Training at induction"] == (date(2026, 3, 2), "4.3; policy 6.1")
    assert found[ifor.name, "Training in handling complaints"] == (date(2026, 2, 28), "4.3; policy 6.1")
    assert (ifor.name, "Training at induction") not in found
    assert not any(whom == gone.name for whom, _ in found)
    keep(m.Training, staff=ifor, on=ON, lesson=Lesson.REFRESHER)
    assert not any(whom == ifor.name for _, _, whom, _ in due(record, "training"))
    assert (date(2026, 10, 2), "Training in handling complaints", "Ifor", "4.3; policy 6.1") in due(
        record, "training", ahead=timedelta(days=365)
    )


def test_a_policy_that_gives_no_interval_makes_none_up(record):
    assert promise_of(record.landlord, ON) is None
    assert due(record, "training") == []
    change(record.landlord, by="test", at=AT, policy="longhurst-2022")
    record.landlord.refresh_from_db()
    assert promise_of(record.landlord, ON).times_a_year is None


# 4.1, 9.4, 9.5.


def test_a_post_nobody_is_named_for_and_a_term_that_ends(record, keep):
    assert [(what, where) for _, what, _, where in due(record, "posts")] == [
        ("Name a complaints officer", "4.1"),
        ("Name a Member Responsible for Complaints", "9.5"),
        ("Name a senior lead for complaints", "9.4"),
    ]
    keep(m.NamedRole, post=Post.COMPLAINTS_OFFICER, name="Complaints team", from_on=ON)
    keep(m.NamedRole, post=Post.SENIOR_LEAD, name="Gwen", from_on=date(2025, 4, 1), until_on=SOON)
    ezra = keep(m.NamedRole, post=Post.MEMBER_RESPONSIBLE, name="Ezra", from_on=date(2025, 4, 1), until_on=SOON)
    assert due(record, "posts") == [
        (SOON, "Name a Member Responsible for Complaints: the present term ends", "member responsible", "9.5"),
        (SOON, "Name a senior lead for complaints: the present term ends", "senior lead", "9.4"),
    ]
    keep(m.NamedRole, post=Post.SENIOR_LEAD, name="Manon", from_on=date(2026, 4, 21))
    change(ezra, by="test", at=AT, until_on=None)
    assert due(record, "posts") == []
    assert [(each["whom"], each["now"]) for each in rows(record, "posts") if each["provision"] == "9.4"] == [
        ("Gwen", True),
        ("Manon", False),
    ]


# 1.6.


def test_a_survey_has_to_say_how_to_complain(record, keep):
    sign = "To complain, ring 01632 960000."
    keep(m.SurveyTemplate, name="Good", text=f"How did we do?\n{sign}", signpost=sign)
    keep(m.SurveyTemplate, name="Bad", text="How did we do?", signpost=sign)
    keep(m.SurveyTemplate, name="Old", text="How did we do?", until_on=date(2026, 4, 1))
    keep(m.SurveyTemplate, name="Text message", text="1 to 5?", why_not="160 characters")
    keep(m.SurveyTemplate, name="Wider", text="How do we do?", wider_feedback=True, why_not="no room")
    assert [(on, whom, where) for on, _, whom, where in due(record, "surveys")] == [
        (None, "Bad", "1.6"),
        (None, "Wider", "1.6"),
    ]
    assert [each["name"] for each in rows(record, "surveys") if each["carries_signpost"]] == ["Good"]


# For somebody, and as rows.


def test_each_sees_on_the_work_list_only_what_their_role_reads(record, keep, asha):
    keep(m.Adjustment, resident=asha, what="Large print", review_on=SOON)
    keep(m.SurveyTemplate, name="Bad", text="How did we do?")
    hana, ida = record.staff("Hana", Role.HANDLER), record.staff("Ida", Role.ADMINISTRATOR)
    seen = {who.name: {each.register for each in due_reviews(record.landlord, ON, staff=who)}
            for who in (hana, ida, record.callum, record.ezra)}  # fmt: skip
    assert seen == {
        "Hana": {"adjustments", "posts"}, "Ida": {"posts", "surveys"}, "Callum": {"adjustments", "posts", "surveys"},
        "Ezra": {"posts"},
    }  # fmt: skip
    assert due_reviews(record.landlord, ON, staff=record.femi) == []


@pytest.mark.parametrize("register", REGISTERS)
def test_every_register_is_rows_with_the_same_columns_and_can_be_written_out(record, keep, asha, register):
    keep(m.Adjustment, resident=asha, what="Large print", review_on=SOON)
    keep(m.Disclosure, resident=asha, what="A hearing loss")
    keep(m.Restriction, resident=asha, limit=Limit.OTHER, from_on=ON, review_on=SOON)
    keep(m.Training, staff=record.callum, on=ON, lesson=Lesson.REFRESHER)
    keep(m.NamedRole, post=Post.SENIOR_LEAD, name="Gwen", from_on=ON)
    keep(m.SurveyTemplate, name="Bad", text="How did we do?")
    complaint = known(
        record, e.NotAccepted(ON, "too_old"), e.Extended(ON, 1, SOON), e.ConflictDeclared(ON, "Hana"),
        e.AdjustmentAgreed(ON, "Braille"), e.ContactRestricted(ON, "other"),
    )  # fmt: skip
    found = rows(record, register, complaint, why="the yearly review")
    assert found
    assert len({tuple(each) for each in found}) == 1
    assert all(each["provision"] for each in found)
    writer = csv.DictWriter(io.StringIO(), list(found[0]))
    writer.writerows(found)


def test_there_is_no_register_of_something_else(record):
    with pytest.raises(KeyError, match="There is no register of secrets"):
        rows(record, "secrets")


def test_the_work_list_takes_the_same_questions_however_long_it_is(record, keep, django_assert_max_num_queries):
    residents = [keep(m.Resident, name=f"Resident {n}") for n in range(20)]
    for each in residents:
        keep(m.Adjustment, resident=each, what="Large print", review_on=SOON)
        keep(m.Disclosure, resident=each, what="x", review_on=SOON)
        keep(m.Restriction, resident=each, limit=Limit.OTHER, from_on=ON, review_on=SOON)
    with django_assert_max_num_queries(6):
        assert len(due_reviews(record.landlord, ON)) > 100
