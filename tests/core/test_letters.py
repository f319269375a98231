"""Letters composed from complaints: what is in them under each edition, and exactly what is missing when it is."""

import tomllib
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from putright.blocks import Letterhead, Paragraph, Tone
from putright.complaint import events as e
from putright.complaint.assess import Governing, assess
from putright.complaint.comparing import governing_example
from putright.complaint.examples import read_example, read_examples
from putright.complaint.history import complaint_from
from putright.complaint.terms import terms_of
from putright.letters import (
    LandlordFacts,
    Person,
    Setting,
    Source,
    Written,
    all_kinds,
    check,
    compose,
    kind_named,
    required,
)
from putright.letters.check import may_go
from putright.letters.fields import Shape, all_fields
from putright.letters.kinds import all_parts
from putright.letters.templates import template_from
from putright.policy import shipped_policy
from putright.rulebook import all_rulebooks, rulebook
from putright.workdays import Nation, calendar_for

ROOT = Path(__file__).parents[2]
WHOLE = read_example(Path(__file__).parent / "letters" / "whole.toml")
CALENDAR = calendar_for(Nation.ENGLAND_AND_WALES)
LANDLORD = LandlordFacts(
    "Harbour Row Homes",
    Letterhead("Harbour Row Homes", ("2 Quay Street", "Northport NP1 4AB"), ("020 7946 0100",)),
    telephone="020 7946 0100",
    email="complaints@harbourrow.example",
    web="www.harbourrow.example",
    post="2 Quay Street, Northport NP1 4AB",
)
ASHA = Person("Asha Rahman", "Ms Rahman", ("14 Tern Court", "Northport NP1 6XY"))
PEOPLE = {
    "Callum": Person("Callum Reid", role="Complaints officer", telephone="020 7946 0123"),
    "Dilys": Person("Dilys Owen", role="Head of homes", telephone="020 7946 0124"),
    "Ezra": Person("Ezra Cole", role="Member Responsible for Complaints", telephone="020 7946 0125"),
    "Bea": Person("Bea Rahman", "Bea", ("9 Mill Lane", "Northport NP2 7QQ")),
}
SLOTS = {name: f"Written for {name}." for name, field in all_fields().items() if field.shape is Shape.SLOT}
EDITIONS = [edition.name for edition in all_rulebooks()]
FILES = {path.stem.replace("-", " "): path for path in (ROOT / "src/putright/rulebook/editions").glob("*.toml")}


@cache
def written_down(edition, letter):
    """The parts of a letter as the edition's own file lists them, read without the rulebook room."""
    content = tomllib.loads(FILES[edition.replace("-", " ")].read_text(encoding="utf-8"))
    found = [each for each in content.get("letter", []) if each["kind"] == letter]
    return {part["name"]: part["provision"] for each in found for part in each["part"]}


def letter_for(
    kind,
    *,
    edition="2024",
    slots=None,
    without=(),
    on=date(2026, 5, 5),
    policy=None,
    example=WHOLE,
    resident=ASHA,
    **chosen,
):
    entries = [entry for entry in example.entries if not isinstance(entry.event, tuple(without))]
    complaint = complaint_from(entries)
    chosen = {"stage": 1, **chosen}  # for the kinds that may be written at any stage
    terms = terms_of(shipped_policy(policy), rulebook(edition)) if policy else None
    assessment = assess(complaint, Governing(rulebook(edition), "", terms), CALENDAR, today=on)
    setting = Setting(on, CALENDAR, terms, PEOPLE, resident, "HR-2041")
    letter = compose(kind_named(kind), complaint, assessment, LANDLORD, Written(slots or {}, **chosen), setting)
    return letter, check(letter, complaint, terms)


def musts(missing):
    return {each.part for each in missing if each.must}


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("kind", all_kinds())
def test_a_letter_with_everything_in_it_lacks_nothing(kind, edition):
    letter, missing = letter_for(kind, edition=edition, slots=SLOTS)
    assert [each for each in missing if each.must] == []
    assert may_go(missing)
    assert "To write" not in letter.text
    assert not [each for each in letter.paper.blocks if isinstance(each, Paragraph) and each.tone is Tone.TO_WRITE]


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("kind", [kind.name for kind in all_kinds().values() if kind.rulebook_letter])
def test_the_parts_asked_for_are_those_of_the_editions_own_file(kind, edition):
    asked = required(kind_named(kind), rulebook(edition))
    code = {each.part: each.provision for each in asked if each.source is Source.CODE}
    assert code == written_down(edition, kind)


def test_the_stage_1_answer_has_six_parts_in_2022_and_seven_in_2024():
    numbers = {}
    for edition in ("2022", "2024"):
        asked = required(kind_named("response_1"), rulebook(edition))
        numbers[edition] = len([each for each in asked if each.source is Source.CODE])
    assert numbers == {"2022": 6, "2024": 7}


TAKEN_AWAY = [
    # the letter, the events that were never recorded, the parts of the Code that then lack
    ("acknowledgement_1", (e.DefinitionSet,), {"complaint_definition", "outcomes_sought", "responsibility"}),
    ("response_1", (e.DefinitionSet,), {"complaint_definition", "decision", "reasons"}),
    ("response_1", (e.PointDecided,), {"decision", "reasons"}),
    ("response_1", (e.RemedyOffered, e.ActionPromised, e.ActionDone), {"remedy"}),
    ("extension_1", (e.Extended,), {"new_date", "reason_for_extension"}),
    ("extension_2", (e.UpdatesAgreed,), {"update_intervals"}),
    ("not_accepted", (), {"reason_for_refusal"}),
    ("escalation_refused", (), {"reason_for_refusal"}),
]


@pytest.mark.parametrize(("kind", "without", "lacking"), TAKEN_AWAY)
def test_exactly_the_parts_that_the_complaint_does_not_hold_are_named(kind, without, lacking):
    slots = {
        name: text
        for name, text in SLOTS.items()
        if name not in ("reason_for_extension", "reason_for_refusal", "remedy")
    }
    _, missing = letter_for(kind, slots=slots, without=without)
    code = {each.part for each in missing if each.source is Source.CODE}
    assert code == lacking
    provisions = written_down("housing-ombudsman 2024", kind)
    assert {each.place for each in missing if each.part in lacking} == {f"Code {provisions[part]}" for part in lacking}
    assert all(each.sentence.endswith(".") for each in missing)


def test_a_point_without_a_decision_is_named_by_its_number():
    entries = [entry for entry in WHOLE.entries if getattr(entry.event, "point", "") != "p2"]
    _, missing = letter_for("response_1", slots=SLOTS, example=replace(WHOLE, entries=tuple(entries)))
    assert [each.sentence for each in missing if each.part == "decision"] == [
        "Point 2 has no decision recorded: decide it."
    ]


def test_what_only_a_person_can_write_is_asked_for_and_may_be_left_out_on_purpose():
    _, missing = letter_for("response_1")
    assert {"what_we_did", "apology"} <= musts(missing)
    _, missing = letter_for("response_1", slots={"what_we_did": "", "apology": ""})
    assert musts(missing) == set()
    assert {"what_we_did", "apology"} <= {each.part for each in missing}


def test_the_acknowledgement_works_out_the_day_of_the_answer_past_easter():
    """Facts, test vectors: ten working days from Wed 1 Apr 2026 end on Fri 17 Apr 2026 in England and Wales."""
    letter, _ = letter_for("acknowledgement_1", without=(e.Extended,), on=date(2026, 4, 1))
    assert "We will answer you by Friday 17 April 2026." in letter.text


def test_an_extension_says_the_old_day_and_the_new_one():
    letter, _ = letter_for("extension_1", slots=SLOTS)
    assert "by Wednesday 22 April 2026." in letter.text  # ten working days from the last day to acknowledge, Wed 8 Apr
    assert "We will answer you by Friday 1 May 2026." in letter.text
    assert "you will hear from us every week" in letter.text
    assert "The surveyor cannot come before 20 April." in letter_for("extension_1")[0].text


def test_points_are_told_apart_by_whose_they_are_to_answer():
    text = letter_for("acknowledgement_1")[0].text
    assert "Point 1: this is for us to answer." in text
    assert "Point 2: this is not for us to answer. It belongs to the building's owner, Quay Estates." in text


def test_an_answer_gives_each_point_its_decision_and_the_promises_their_days():
    text = letter_for("response_1", slots=SLOTS)[0].text
    assert (
        "We uphold this point. You were right to complain. Our reasons: Three visits were booked and none was kept."
        in text
    )
    assert "We do not uphold this point." in text
    assert "£250.50 for the room you could not use, by Friday 15 May 2026." in text
    assert "Treat the damp and fit a fan\nRepairs team\nFriday 22 May 2026" in text
    assert "report" not in text.split("What is still to be done")[1]  # that promise was kept


def test_only_the_last_stage_says_that_it_is_final():
    final = "This is our final answer."
    assert final not in letter_for("response_1", slots=SLOTS)[0].text
    assert final in letter_for("response_2", slots=SLOTS)[0].text
    assert (
        final in letter_for("response_2", slots=SLOTS, edition="2022")[0].text
    )  # a third stage only where the policy has one
    assert final in letter_for("response_3", slots=SLOTS, edition="2022")[0].text


def test_stage_1_shows_the_way_to_stage_2_with_the_editions_limits_and_asks_no_reason():
    text = letter_for("response_1", slots=SLOTS)[0].text
    assert "within 5 working days of your asking, and answer you within 20 working days after that" in text
    assert "You do not have to give a reason" in text
    assert "We will answer you within 20 working days." in letter_for("response_1", slots=SLOTS, edition="2022")[0].text


def test_the_ombudsmans_contacts_are_those_of_the_day():
    old = letter_for("acknowledgement_1", on=date(2024, 6, 3))[0].text
    now = letter_for("acknowledgement_1")[0].text
    assert "L33 7WQ" in old
    assert "info@housing-ombudsman.org.uk" in old
    assert "PR2 0ET" in now
    assert "@housing-ombudsman" not in now  # no new complaints by e-mail since January 2026
    assert "takes no new complaints by e-mail" in now


def test_a_councils_letter_names_its_own_ombudsman():
    text = letter_for("response_2", slots=SLOTS, edition="lgsco 2024")[0].text
    assert "Local Government and Social Care Ombudsman" in text
    assert "Housing Ombudsman" not in text.replace("Local Government and Social Care Ombudsman", "")


def test_the_building_safety_regulator_is_shown_after_the_final_answer_only():
    assert "Building Safety Regulator" in letter_for("response_2", slots=SLOTS)[0].text
    assert "Building Safety Regulator" not in letter_for("response_1", slots=SLOTS)[0].text
    assert "Building Safety Regulator" not in letter_for("response_2", slots=SLOTS, without=(e.Triaged,))[0].text


def test_somebody_who_has_no_home_from_the_landlord_is_not_promised_the_ombudsman():
    example = read_example(ROOT / "examples/landlords/thrive/somebody-who-is-not-a-customer.toml")
    for kind in ("acknowledgement_1", "response_2", "not_accepted"):
        text = letter_for(kind, slots=SLOTS, example=example)[0].text
        assert "may not be able to look at yours" in text
        assert "you can ask the Housing Ombudsman to look" not in text.lower()


def test_a_letter_goes_to_whoever_acts_with_authority_and_to_the_resident_until_then():
    assert letter_for("acknowledgement_1")[0].paper.envelope.to[0] == "Asha Rahman"  # Bea has no authority yet
    authorised = replace(
        WHOLE,
        entries=(
            *WHOLE.entries,
            replace(
                WHOLE.entries[-1],
                number=len(WHOLE.entries) + 1,
                event=e.RepresentativeAuthorised(date(2026, 5, 5), "Bea"),
            ),
        ),
    )
    letter, _ = letter_for("acknowledgement_1", example=authorised)
    assert letter.paper.envelope.to == ("Bea Rahman", "9 Mill Lane", "Northport NP2 7QQ")
    assert letter.paper.blocks[0] == Paragraph("Dear Bea,")
    assert letter.paper.envelope.references[-1][1] == "Asha Rahman"
    letter, _ = letter_for("representative_authority", example=authorised, to_resident=True)
    assert letter.paper.envelope.to[0] == "Asha Rahman"


def test_the_adjustments_agreed_stand_in_the_letter_and_the_format_goes_with_it():
    letter, _ = letter_for("acknowledgement_1", resident=replace(ASHA, layout="large_18"))
    assert "We ring you before we write." in letter.text
    assert letter.layout == "large_18"


def test_a_language_that_we_have_no_sentences_in_is_answered_in_english_as_a_whole():
    letter, _ = letter_for("acknowledgement_1", resident=replace(ASHA, language="cy"))
    assert letter.paper.language == "en-GB"
    own = template_from("acknowledgement_1", "Annwyl, {reference}", subject="Eich cwyn", version="2", language="cy")
    letter, _ = letter_for("acknowledgement_1", template=own)
    assert (letter.paper.language, letter.paper.title, letter.template) == ("cy", "Eich cwyn", "acknowledgement_1 2 cy")
    assert "Annwyl, HR-2041" in letter.text


def test_nothing_goes_out_unapproved_where_the_policy_asks_for_approval():
    _, missing = letter_for("response_1", slots=SLOTS, policy="thrive-2026")
    approval = [each for each in missing if each.part == "approval"]
    assert [each.place for each in approval] == ["policy section 6.4"]
    assert not may_go(missing)
    approved = (
        *WHOLE.entries,
        replace(WHOLE.entries[-1], number=len(WHOLE.entries) + 1, event=e.ApprovalGiven(date(2026, 5, 5))),
    )
    _, missing = letter_for("response_1", slots=SLOTS, policy="thrive-2026", example=replace(WHOLE, entries=approved))
    assert "approval" not in {each.part for each in missing}


def test_a_policy_can_ask_for_a_part_that_the_code_does_not():
    asked = required(kind_named("response_1"), rulebook("2024"), shipped_policy("thrive-2026"))
    learning = next(each for each in asked if each.part == "learning")
    assert (learning.source, learning.place, learning.must) == (Source.POLICY, "policy section 6.4", True)


def test_the_details_may_be_left_out_of_a_2022_extension_that_was_agreed():
    entries = [
        replace(entry, event=replace(entry.event, agreed_by_resident=True))
        if isinstance(entry.event, e.Extended)
        else entry
        for entry in WHOLE.entries
    ]
    letter, _ = letter_for("extension_1", slots=SLOTS, edition="2022", example=replace(WHOLE, entries=tuple(entries)))
    assert "ombudsman_details" not in {each.part for each in letter.required}
    assert "ombudsman_details" in {each.part for each in letter_for("extension_1", edition="2022")[0].required}


def test_what_a_resident_wrote_is_words_and_never_a_template():
    hostile = "{apology} {if upheld} ## no\n- a {end} {unknown}"
    letter, _ = letter_for("response_1", slots={**SLOTS, "what_we_did": hostile})
    assert "{apology} {if upheld} ## no" in letter.text
    assert "a {end} {unknown}" in letter.text


def test_every_part_that_an_edition_or_a_kind_names_has_words_for_whoever_writes():
    named = {part for edition in EDITIONS for kind in all_kinds() for part in written_down(edition, kind)}
    named |= {own.part for kind in all_kinds().values() for own in kind.own}
    assert named <= set(all_parts())
    carried = {part for field in all_fields().values() for part in field.carries}
    assert named <= carried


@pytest.mark.parametrize("example", read_examples(ROOT / "examples"), ids=lambda each: each.path.stem)
def test_every_worked_example_makes_every_kind_of_letter_and_no_gap_ever_may_go(example):
    complaint = complaint_from(example.entries)
    under = governing_example(example, complaint)
    calendar = calendar_for(example.nation)
    assessment = assess(complaint, under, calendar, today=example.today)
    setting = Setting(example.today, calendar, under.terms, PEOPLE, ASHA, "HR-1")
    for kind in all_kinds().values():
        letter = compose(kind, complaint, assessment, LANDLORD, Written(SLOTS), setting)
        missing = check(letter, complaint, under.terms)
        gap = "To write" in letter.text or any(
            isinstance(block, Paragraph) and block.tone is Tone.TO_WRITE for block in letter.paper.blocks
        )
        assert not (gap and may_go(missing)), kind.name
        if may_go(missing):
            assert {each.part for each in letter.required if each.must} <= letter.carried
