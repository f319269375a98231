"""Readings that are often got wrong, one small policy at a time, against the edition of 2024."""

import pytest

from putright.policy import parse_policy
from putright.policy.check import Grade, check
from putright.rulebook import rulebook

HEAD = """
[about]
landlord = { value = "Elm Homes", section = "1" }
title = { value = "Complaints policy", section = "1" }
effective_from = { value = 2025-06-02, section = "1" }
"""


def found(text, provision, edition="2024"):
    policy = parse_policy(HEAD + text, "elm.toml")
    return [one for one in check(policy, rulebook(edition)) if one.provision == provision]


def stage(number, body):
    return f'[[stage]]\nnumber = {number}\nsection = "6"\n{body}'


def limit(days, counted_from="", kind="working"):
    counted = f', counted_from = "{counted_from}"' if counted_from else ""
    return f'{{ value = {{ days = {days}, day_kind = "{kind}"{counted} }}, section = "6.1" }}'


@pytest.mark.parametrize(
    ("body", "grade", "words"),
    [
        (limit(10, "acknowledged"), Grade.MET, "the same as the limit"),
        (limit(10, "received"), Grade.MET, "stricter"),
        (limit(10, "logged"), Grade.MET, "stricter"),
        (limit(10, "investigation_started"), Grade.BREACH, "from the start of the investigation"),
        (limit(10), Grade.MET, "does not say from which day"),
        (limit(11, "received"), Grade.BREACH, "11 working days"),
        (limit(10, "acknowledged", "calendar"), Grade.MET, "stricter"),
        (limit(14, "acknowledged", "calendar"), Grade.WARNING, "may end later"),
        (limit(15, "acknowledged", "calendar"), Grade.BREACH, "15 calendar days"),
        (limit(10, "acknowledged", "not_said"), Grade.MET, "either way"),
        (limit(14, "acknowledged", "not_said"), Grade.WARNING, "may end later"),
    ],
)
def test_the_answer_at_stage_1(body, grade, words):
    (one,) = found(stage(1, f"respond = {body}"), "6.3")
    assert one.grade is grade
    assert words in one.observation


def test_an_acknowledgement_within_five_calendar_days_is_stricter():
    (one,) = found(stage(1, f"acknowledge = {limit(5, 'received', 'calendar')}"), "6.2")
    assert one.grade is Grade.MET
    assert "never a breach for that" in one.observation


def test_days_without_working_are_met_with_advice():
    (one,) = found(stage(1, f"acknowledge = {limit(5, 'received', 'not_said')}"), "6.2")
    assert (one.grade, one.recommendation) == (Grade.MET, "Say that working days are meant.")


@pytest.mark.parametrize(
    ("days", "extra", "grade"),
    [(10, "", Grade.MET), (20, "", Grade.MET), (25, "", Grade.BREACH), (28, ', day_kind = "calendar"', Grade.WARNING)],
)
def test_the_extension_at_stage_2(days, extra, grade):
    text = stage(2, f'extension = {{ value = {{ days = {days}{extra} }}, section = "6.4" }}')
    notices = '\n[extension_notices]\nreason = { value = true, section = "6.4" }'
    assert [one.grade for one in found(text + notices, "6.15")] == [grade]


def test_an_extension_without_a_length_is_for_a_person():
    text = stage(1, 'extension = { value = { agreement = "needed" }, section = "6.4" }')
    length, reason = found(text, "6.4")
    assert (length.grade, reason.grade) == (Grade.WARNING, Grade.NOT_STATED)
    assert "does not say by how much" in length.observation


def test_agreement_is_not_a_good_reason_in_2024_and_is_asked_for_in_2022():
    text = stage(1, 'extension = { value = { days = 10, agreement = "needed_beyond_limit" }, section = "6.4" }')
    notices = '\n[extension_notices]\nreason = { value = true, section = "6.4" }'
    assert [one.grade for one in found(text + notices, "6.4")] == [Grade.MET, Grade.WARNING]
    assert Grade.WARNING not in [one.grade for one in found(text + notices, "5.1", "2022")]


@pytest.mark.parametrize(
    ("number", "unit", "words"),
    [
        (14, "days", "14 days"),
        (20, "working_days", "20 working days"),
        (28, "days", "28 days"),
        (1, "months", "one month"),
    ],
)
def test_a_time_limit_for_escalating_is_a_breach_twice_over(number, unit, words):
    text = stage(2, f'ask_within = {{ value = {{ number = {number}, unit = "{unit}" }}, section = "6.5" }}')
    for provision in ("5.11", "6.10"):
        (one,) = found(text, provision)
        assert one.grade is Grade.BREACH
        assert words in one.observation


def test_escalating_in_writing_with_reasons():
    text = stage(
        2,
        'writing_required = { value = true, section = "6.5" }\n'
        'reasons_required = { value = true, section = "6.5", passage = "You must tell us why.", sure = "low" }',
    )
    (writing,) = found(text, "6.10")
    assert writing.grade is Grade.BREACH
    assert "in writing" in writing.observation
    (reasons,) = found(text, "6.12")
    assert reasons.grade is Grade.BREACH
    assert 'It reads: "You must tell us why" (read without certainty: look at the document).' in reasons.observation


def test_three_stages_are_one_too_many_now_and_for_a_person_in_2022():
    text = "\n".join(stage(number, "") for number in (1, 2, 3))
    assert [one.grade for one in found(text, "5.3")] == [Grade.BREACH]
    assert [one.grade for one in found(text, "5.17", "2022")] == [Grade.WARNING]


def exclusion(body):
    return f'[[acceptance.exclusions]]\nsection = "4"\n{body}\n'


@pytest.mark.parametrize(
    ("proceedings", "grade"),
    [("filed", Grade.MET), ("begun", Grade.WARNING), ("solicitor", Grade.BREACH), ("contemplated", Grade.BREACH)],
)
def test_legal_proceedings_count_once_filed(proceedings, grade):
    body = f'ground = "legal_proceedings"\nname = "court"\nproceedings = "{proceedings}"'
    assert [one.grade for one in found(exclusion(body), "2.2")] == [grade]


@pytest.mark.parametrize("ground", ["staff_conduct", "no_service_failure", "no_purpose", "unreasonable_behaviour"])
def test_grounds_that_cannot_be_fair(ground):
    (one,) = found(exclusion(f'ground = "{ground}"\nname = "this"'), "2.2")
    assert one.grade is Grade.BREACH


@pytest.mark.parametrize(
    ("months", "discretion", "grade"),
    [
        (12, "discretion = true", Grade.MET),
        (24, "discretion = true", Grade.MET),
        (6, "discretion = true", Grade.BREACH),
        (12, "discretion = false", Grade.BREACH),
        (12, "", Grade.NOT_STATED),
    ],
)
def test_how_long_a_complaint_is_taken(months, discretion, grade):
    text = exclusion(f'ground = "too_old"\nname = "old"\nmonths = {months}\n{discretion}')
    assert [one.grade for one in found(text, "2.3")] == [grade]


def test_six_months_were_usual_in_2022():
    text = exclusion('ground = "too_old"\nname = "old"\nmonths = 6')
    assert next(one.grade for one in found(text, "1.8", "2022")) is Grade.MET
    text = exclusion('ground = "too_old"\nname = "old"\nmonths = 3')
    assert next(one.grade for one in found(text, "1.8", "2022")) is Grade.BREACH


def test_blanket_words_without_any_individual_consideration():
    text = exclusion('ground = "insurance"\nname = "claims"\ndiscretion = false')
    assert [one.grade for one in found(text, "2.5")] == [Grade.BREACH]


@pytest.mark.parametrize(
    ("body", "grade"),
    [
        ('kind = "named_stage"', Grade.BREACH),
        ('kind = "early_settlement"\nmay_end_the_complaint = true', Grade.BREACH),
        ('kind = "early_settlement"\ninstead_of_investigation = true\nright_to_go_on = true', Grade.WARNING),
        ('kind = "early_settlement"\nworking_days = 3\nright_to_go_on = true', Grade.WARNING),
        ('kind = "early_settlement"\nright_to_go_on = true', Grade.MET),
    ],
)
def test_what_stands_in_front_of_stage_1(body, grade):
    assert [one.grade for one in found(f'[[pre_stage]]\nname = "x"\nsection = "5"\n{body}', "5.2")] == [grade]


def test_no_step_in_front_is_met_only_where_the_whole_policy_was_read():
    assert [one.grade for one in found(stage(1, ""), "5.2")] == [Grade.MET]
    policy = parse_policy(HEAD.replace("[about]", '[about]\nread_from = "self_assessment"') + stage(1, ""), "elm.toml")
    (one,) = [one for one in check(policy, rulebook("2024")) if one.provision == "5.2"]
    assert one.grade is Grade.NOT_STATED
    assert one.observation.startswith("The self-assessment does not say")


@pytest.mark.parametrize(
    ("value", "kind", "words"),
    [
        ("PO Box 152, Liverpool L33 7WQ", "post", "no longer in use"),
        ("Exchange Tower, London", "post", "no longer in use"),
        ("0300 999 9999", "telephone", "not among the known contacts"),
    ],
)
def test_wrong_contacts(value, kind, words):
    text = f'[[contact]]\nbody = "housing_ombudsman"\nkind = "{kind}"\nvalue = "{value}"\nsection = "9"'
    (one,) = found(text, "3.7")
    assert one.grade in (Grade.BREACH, Grade.WARNING)
    assert words in one.observation
    assert "Preston" in one.recommendation or "0300 111 3000" in one.recommendation


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("telephone", "0300 111 3000"),
        ("telephone", "03001113000"),
        ("web", "https://www.housing-ombudsman.org.uk"),
        ("post", "PO Box 1484, Unit D, Preston, PR2 0ET"),
    ],
)
def test_right_contacts(kind, value):
    text = f'[[contact]]\nbody = "housing_ombudsman"\nkind = "{kind}"\nvalue = "{value}"\nsection = "9"'
    assert [one.grade for one in found(text, "3.7")] == [Grade.MET]


def test_one_way_in_and_only_in_writing():
    text = '[channels]\nmust_be_in_writing = { value = true, section = "5" }\n[[channels.ways]]\nkind = "post"\nsection = "5"'
    assert [one.grade for one in found(text, "3.1")] == [Grade.BREACH, Grade.BREACH]


def test_a_member_of_the_governing_body_is_missing():
    assert [one.grade for one in found("", "9.5")] == [Grade.NOT_STATED]
    assert [one.grade for one in found('[roles]\nmembers_responsible = { value = 0, section = "7" }', "9.5")] == [
        Grade.BREACH
    ]


def test_many_passages_are_not_all_quoted():
    text = "".join(exclusion(f'ground = "other"\nname = "thing {n}"\npassage = "Thing {n}."') for n in range(9))
    (one,) = found(text, "2.2")
    assert one.observation.count("It reads:") == 4
    assert one.observation.endswith('It reads: "Thing 3". And 5 more passages.')
