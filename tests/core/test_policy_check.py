"""The five landlords against the editions: what must be found, in the four columns."""

from datetime import date

import pytest

from putright.policy import Stated, parse_policy, shipped_policy
from putright.policy.check import CHECKS, Grade, check, edition_for, in_order
from putright.policy.check.definition import difference
from putright.policy.check.judging import where
from putright.rulebook import PlaceKind, all_rulebooks, rulebook


def findings(name, edition=""):
    policy = shipped_policy(name)
    return check(policy, edition_for(policy, edition).rulebook)


def graded(name, grade, edition=""):
    return {finding.provision for finding in findings(name, edition) if finding.grade is grade}


def about(name, provision, grade, edition=""):
    return [one for one in findings(name, edition) if one.provision == provision and one.grade is grade]


def test_together_breaks_the_code_of_2024_where_expected():
    breaches = graded("together-2021", Grade.BREACH, "2024")
    assert breaches == {"1.2", "1.3", "2.3", "3.7", "5.2", "5.11", "5.14", "6.12"}


@pytest.mark.parametrize(
    ("provision", "words", "source"),
    [
        ("2.3", "more than 6 months old; the limit is 12 months", "policy section 2.4"),
        ("5.2", '"Get It Sorted" of 5 working days', "policy section 5.4"),
        ("5.11", "serve no purpose", "policy section 5.4"),
        ("5.11", "abusive", "policy section 8.4"),
        ("6.12", "requires the resident to say why", "policy section 5.6"),
        ("3.7", "8 weeks", "policy section 7.3"),
        ("3.7", "designated person", "policy sections 7.1, 7.3"),
        ("1.2", 'adds "organisation"', "policy section 2.2"),
    ],
)
def test_each_breach_cites_its_section_and_says_what_stands_there(provision, words, source):
    found = [one for one in about("together-2021", provision, Grade.BREACH, "2024") if words in one.observation]
    assert [one.source for one in found] == [source]
    assert found[0].recommendation
    assert found[0].requirement == rulebook("2024").provision(provision).summary


def test_a_stage_2_of_fifteen_days_is_stricter_and_met():
    for edition, provision in (("2024", "6.14"), ("2020", "T3")):
        found = about("together-2021", provision, Grade.MET, edition)
        assert "15 working days" in found[0].observation
        assert "stricter than 20 working days" in found[0].observation


def test_together_under_its_own_edition_has_no_breach_and_the_eight_weeks_are_lawful():
    policy = shipped_policy("together-2021")
    choice = edition_for(policy)
    assert choice.rulebook.edition == "2020"
    assert "Mon 1 Feb 2021" in choice.because
    found = check(policy, choice.rulebook)
    assert not [one for one in found if one.grade is Grade.BREACH]
    assert not [one for one in found if "weeks" in one.observation or "designated" in one.observation]


def test_the_eight_weeks_become_a_breach_on_1_october_2022():
    policy = shipped_policy("together-2021")
    day_before, day = (check(policy, rulebook("2020"), on=on) for on in (date(2022, 9, 30), date(2022, 10, 1)))
    assert not [one for one in day_before if "weeks" in one.observation]
    assert [one.provision for one in day if "weeks" in one.observation] == ["Q3.6"]


def test_thrive_2026_has_lost_the_single_resident():
    assert graded("thrive-2026", Grade.BREACH) == {"1.2"}
    (found,) = about("thrive-2026", "1.2", Grade.BREACH)
    assert 'leaves out "resident or" (after "affecting a")' in found.observation
    assert "the single resident is missing" in found.observation
    assert found.source == "policy section 4.1"
    assert "affecting a resident or group of residents" in found.recommendation


def test_thrive_2026_contradicts_itself_about_late_complaints():
    first, second = about("thrive-2026", "2.3", Grade.WARNING)
    assert (
        "Section 3 says that nothing is taken after 12 months, while section 4.6 allows discretion" in first.observation
    )
    assert "from the event" in second.observation
    (blanket,) = about("thrive-2026", "2.5", Grade.WARNING)
    assert blanket.source == "policy section 3; policy section 4.6"


def test_thrive_2026_excludes_more_than_the_examples():
    filed, extra = about("thrive-2026", "2.2", Grade.WARNING)
    assert "does not say that a claim has to have been filed" in filed.observation
    for words in (
        "insurance",
        "councillors",
        "appeals",
        "lettings",
        "anti-social",
        "notices",
        "consultation",
        "criminal",
    ):
        assert words in extra.observation
    assert "Anti-social behaviour: send a first report" in extra.recommendation
    assert "Insurance: the insurer may settle the claim" in extra.recommendation


def test_thrive_2026_prints_an_old_address_beside_the_new_one_and_a_closed_mailbox():
    email, post, both = about("thrive-2026", "3.7", Grade.WARNING)
    assert "info@housing-ombudsman.org.uk takes no new cases" in email.observation
    assert "L33 7WQ is no longer in use" in post.observation
    assert "PR2 0ET" in post.recommendation
    assert "2 different ways" in both.observation
    assert both.source == "policy section 4.6; policy section 5.3"


def test_contacts_are_judged_on_a_day():
    policy = shipped_policy("thrive-2026")
    early = check(policy, rulebook("2024"), on=date(2026, 1, 12))
    assert not [one for one in early if "takes no new cases" in one.observation]


def test_thrive_2026_may_have_a_hidden_stage_and_holds_up_representatives():
    (hidden,) = about("thrive-2026", "5.2", Grade.WARNING)
    assert "early resolution" in hidden.observation
    assert hidden.source == "policy section 6.3"
    (form,) = about("thrive-2026", "3.6", Grade.WARNING)
    assert "before a representative can act" in form.observation


@pytest.mark.parametrize(
    "provision", ["6.2", "6.3", "6.4", "6.5", "6.11", "6.12", "6.13", "6.14", "6.15", "6.16", "6.9", "6.19"]
)
def test_thrive_2026_meets_the_stages(provision):
    assert {one.grade for one in findings("thrive-2026") if one.provision == provision} == {Grade.MET}


def test_longhurst_may_limit_the_time_to_escalate_in_2022_and_not_in_2024():
    assert about("longhurst-2022", "4.13", Grade.MET)[0].observation == (
        "Row 4.13 of the self-assessment gives one month to ask for stage 2."
    )
    assert not graded("longhurst-2022", Grade.BREACH)
    assert {"5.11", "6.10"} <= graded("longhurst-2022", Grade.BREACH, "2024")


def test_longhurst_has_appointed_nobody_and_progress_two():
    assert graded("longhurst-2022", Grade.WARNING) == {
        "1.5",
        "4.1",
        "7.3",
        "7.6",
    }  # what it says itself is not yet done
    (two,) = about("progress-2024", "9.5", Grade.MET)
    assert "2 members have the lead responsibility: two non-executive directors" in two.observation


def test_a_yes_without_words_is_not_taken_for_a_statement():
    assert "6.12" in graded("progress-2024", Grade.NOT_STATED)
    assert not graded("progress-2024", Grade.BREACH)
    assert graded("progress-2024", Grade.WARNING) == {"1.4"}


def test_an_undated_policy_is_checked_against_the_edition_it_follows():
    choice = edition_for(shipped_policy("progress-2024"))
    assert (choice.rulebook.edition, choice.because) == (
        "2024",
        "The policy has no date, and says that it follows this edition.",
    )


def test_thrive_2024_printed_the_definition_in_full():
    assert about("thrive-2024", "1.2", Grade.MET)
    assert not graded("thrive-2024", Grade.BREACH)


SCOTTISH = """
[about]
landlord = { value = "Glen Homes", section = "1" }
title = { value = "Complaints handling procedure", section = "1" }
effective_from = { value = 2024-05-01, section = "1" }
"""


@pytest.mark.parametrize(
    "sign",
    [
        'jurisdiction = { value = "scotland", section = "1" }',
        '[[contact]]\nbody = "spso"\nkind = "telephone"\nvalue = "0800 377 7330"\nsection = "9"',
    ],
)
def test_another_nations_policy_is_not_applicable_and_no_failure(sign):
    policy = parse_policy(SCOTTISH + sign, "glen.toml")
    found = check(policy, edition_for(policy).rulebook)
    assert len(found) > 60
    assert {one.grade for one in found} == {Grade.NOT_APPLICABLE}
    (reason,) = {one.observation for one in found}
    assert reason.startswith("The landlord answers to the rules of Scotland; the Complaint Handling Code (2024)")
    assert reason.endswith("binds landlords in England only.")


def test_a_policy_that_says_nothing_is_only_not_stated():
    policy = parse_policy(SCOTTISH, "bare.toml")
    found = check(policy, rulebook("2024"))
    assert {one.grade for one in found} == {Grade.NOT_STATED}
    assert all(one.recommendation and one.source == "" for one in found)


def test_every_provision_that_a_policy_can_be_checked_for_has_a_finding():
    for name in ("thrive-2026", "together-2021", "longhurst-2022"):
        for edition in all_rulebooks():
            wanted = {one.id for one in edition.assessed if any(p.kind is PlaceKind.POLICY_CHECK for p in one.places)}
            assert {one.provision for one in check(shipped_policy(name), edition)} == wanted


def test_every_name_that_an_edition_uses_has_its_check():
    named = {
        place.name
        for edition in all_rulebooks()
        for provision in edition.provisions
        for place in provision.places
        if place.kind is PlaceKind.POLICY_CHECK
    }
    assert named <= set(CHECKS)
    assert len(named) > 50


def test_breaches_come_first_and_every_departure_has_a_way_out():
    found = in_order(findings("together-2021", "2024"))
    grades = [list(Grade).index(one.grade) for one in found]
    assert grades == sorted(grades)
    assert all(one.recommendation for one in found if one.grade in (Grade.BREACH, Grade.WARNING, Grade.NOT_STATED))


@pytest.mark.parametrize(
    ("printed", "same"),
    [
        ("A complaint is defined as: 'An expression  of dissatisfaction, HOWEVER made", True),
        ("an expression of dissatisfaction however made", True),
        ("an expression of dissatisfaction, however it is made", False),
    ],
)
def test_quotes_spacing_capitals_and_the_lead_in_make_no_difference(printed, same):
    assert difference("an expression of dissatisfaction, however made", printed).none is same


def test_the_words_that_differ_are_named():
    differs = difference("an expression of anger by a resident", "an expression of any anger by the resident")
    assert differs.left_out == (("a", "anger by"),)
    assert differs.added == (("any", "expression of"), ("the", "anger by"))


@pytest.mark.parametrize(
    ("sections", "place"),
    [
        (("4.6",), "Section 4.6"),
        (("5.4, 6.3", "6.3"), "Sections 5.4 and 6.3"),
        (("self-assessment 6.6, 7.3", "self-assessment 7.3"), "Rows 6.6 and 7.3 of the self-assessment"),
        (("self-assessment, title",), "The self-assessment"),
        (("cover",), "The cover"),
        (("Accessibility, and awareness",), 'The part "Accessibility, and awareness"'),
        (("line 12", "4.1"), "Line 12 and section 4.1"),
    ],
)
def test_places_are_named_as_a_person_would(sections, place):
    assert where(*(Stated(True, section) for section in sections)) == place


def test_a_list_left_to_the_policy_is_not_taken_for_a_whole_one():
    assert (
        "leaves the list of what is not taken to the policy"
        in about("thrive-2024", "2.2", Grade.NOT_STATED)[0].observation
    )
