"""The landlord's policy beside the Code: stricter dates, its own promises, and which version governs."""

from dataclasses import replace
from datetime import date

import pytest

from putright.complaint import events as e
from putright.complaint.assess import assess, governing, under_policy
from putright.complaint.evolve import fold
from putright.complaint.terms import policy_governing
from putright.policy import shipped_policies, shipped_policy
from putright.workdays import Nation, calendar_for

CALENDAR = calendar_for(Nation.ENGLAND_AND_WALES)
TODAY = date(2026, 11, 20)


def assessed(policy, *facts, today=TODAY):
    complaint = fold(facts)
    under = governing(complaint, today=today)
    named = under_policy(under, shipped_policy(policy), shipped_policies().values(), complaint.received_on)
    return assess(complaint, named, CALENDAR, today=today)


def by_policy(assessment):
    return {(f.name, f.provision) for f in assessment.findings if f.source == "policy section"}


RECEIVED = e.ComplaintReceived(date(2026, 5, 11))  # Monday
ANSWERED = (e.Acknowledged(date(2026, 5, 13)), e.ApprovalGiven(date(2026, 5, 28)), e.ResponseIssued(date(2026, 5, 28)))


def test_an_extension_longer_than_the_policy_allows():
    long = e.Extended(date(2026, 5, 20), 1, date(2026, 6, 19), "the survey")  # Wed 27 May was due: 17 working days
    found = by_policy(assessed("thrive-2026", RECEIVED, ANSWERED[0], long))
    assert ("stage_1.extension_beyond_limit", "6.3") in found
    asked = e.Extended(date(2026, 5, 20), 1, date(2026, 6, 19), "a holiday", asked_by=e.Asker.RESIDENT)
    assert by_policy(assessed("thrive-2026", RECEIVED, ANSWERED[0], asked)) == set()


def test_members_of_a_group_sign_for_their_lead():
    group = e.GroupFormed(date(2026, 5, 11), "Asha", ("Asha", "Bea", "Joan"))
    signed = (e.GroupMemberSigned(date(2026, 5, 12), "Bea"), e.GroupMemberSigned(date(2026, 5, 12), "Joan"))
    assert by_policy(assessed("thrive-2026", RECEIVED, group, *ANSWERED)) == {("group_not_signed", "5.5")}
    assert by_policy(assessed("thrive-2026", RECEIVED, group, *signed, *ANSWERED)) == set()


def test_a_warning_that_the_policy_promises_comes_before_a_restriction():
    received = e.ComplaintReceived(date(2021, 7, 5))
    restricted = e.ContactRestricted(date(2021, 8, 2), "letters only", "threats", "call log", True, date(2022, 8, 2))
    found = by_policy(assessed("together-2021", received, restricted, today=date(2021, 9, 1)))
    assert ("restriction_without_warning", "8.3") in found


def test_longhurst_promises_a_comment_before_a_finding():
    facts = (
        e.ComplaintReceived(date(2022, 11, 7)),
        e.MarkedConfidential(date(2022, 11, 7), ("Callum",)),
        e.Acknowledged(date(2022, 11, 8)),
        e.PointDecided(date(2022, 11, 16), "p1", e.Decision.UPHELD, "he shouted"),
        e.ResponseIssued(date(2022, 11, 17)),
    )
    found = by_policy(assessed("longhurst-2022", *facts, today=date(2022, 12, 30)))
    assert ("stage_1.comment_not_invited", "self-assessment 4.12") in found


def test_a_policy_as_strict_as_the_code_adds_no_second_date():
    assessment = assessed("thrive-2026", RECEIVED, *ANSWERED)
    assert [d.source for d in assessment.deadlines] == ["Code", "Code"]


def test_a_stricter_policy_stands_beside_the_code_with_its_own_date():
    facts = (
        e.ComplaintReceived(date(2021, 7, 5)),
        e.Acknowledged(date(2021, 7, 6)),
        e.ResponseIssued(date(2021, 7, 20)),
        e.EscalationRequested(date(2021, 8, 2)),  # Monday
    )
    dates = {
        (d.source, d.what): d.due_on
        for d in assessed("together-2021", *facts, today=date(2021, 8, 3)).deadlines
        if d.stage == 2
    }
    assert dates == {
        ("policy section", "acknowledge"): date(2021, 8, 9),  # 2020 set no day for it
        ("policy section", "respond"): date(2021, 8, 23),  # 15 working days
        ("Code", "respond"): date(2021, 8, 31),  # 20, Mon 30 August a bank holiday
    }


@pytest.mark.parametrize(
    ("received", "version"),
    [(date(2026, 5, 11), "V3"), (date(2026, 4, 1), "V3"), (date(2026, 3, 31), None), (date(2024, 3, 31), False)],
)
def test_the_version_in_force_on_the_day_of_receipt_governs(received, version):
    policy, why = policy_governing(shipped_policy("thrive-2026"), shipped_policies().values(), received)
    if version is False:
        assert policy is None
        assert "does not reach back" in why
    else:
        assert policy is not None
        assert (policy.about.version.value if policy.about.version else None) == version


def test_another_landlords_version_is_never_taken():
    policy, _ = policy_governing(shipped_policy("together-2021"), shipped_policies().values(), date(2026, 5, 11))
    assert policy is None


def test_whether_a_late_notice_counts_is_data_of_the_edition():
    facts = (RECEIVED, ANSWERED[0], e.Extended(date(2026, 5, 29), 1, date(2026, 6, 5), "the survey"))  # due Thu 28 May
    under = governing(fold(facts), today=TODAY)
    lenient = replace(under, rulebook=replace(under.rulebook, extensions_needing_notice_in_time=False))
    dates = [assess(fold(facts), each, CALENDAR, today=TODAY).deadlines[1].due_on for each in (under, lenient)]
    assert dates == [date(2026, 5, 28), date(2026, 6, 5)]
