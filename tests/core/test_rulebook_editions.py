"""What the shipped editions say: the numbers that decide dates and letters, written out."""

import re
from datetime import date
from pathlib import Path

import pytest

from putright.rulebook import Anchor, Duty, PlaceKind, Rulebook, all_rulebooks, rulebook

RECEIVED, LOGGED, ACKNOWLEDGED = Anchor.RECEIVED, Anchor.LOGGED, Anchor.ACKNOWLEDGED
ACKNOWLEDGE_DUE, ESCALATED = Anchor.ACKNOWLEDGE_DUE, Anchor.ESCALATION_REQUESTED
SHARED = Path(__file__).parents[3] / "shared"

EDITIONS = [edition.name for edition in all_rulebooks()]


def limits(edition: Rulebook) -> dict[str, tuple[int, tuple[Anchor, ...], str]]:
    found = {}
    for stage in edition.stages:
        for act, limit in (("acknowledge", stage.acknowledge), ("respond", stage.respond)):
            if limit:
                found[f"{act} {stage.number}"] = (limit.working_days, limit.counted_from, limit.provision)
    return found


def parts(edition: Rulebook, kind: str) -> dict[str, str]:
    letter = edition.letter(kind)
    assert letter is not None
    return {part.name: part.provision for part in letter.parts}


def test_the_four_editions_are_there_by_short_and_by_full_name():
    assert EDITIONS == ["housing-ombudsman 2020", "housing-ombudsman 2022", "housing-ombudsman 2024", "lgsco 2024"]
    assert rulebook("2024") is rulebook("housing-ombudsman 2024") is rulebook("housing-ombudsman-2024")
    assert rulebook("lgsco 2024") is not rulebook("2024")


def test_2024_counts_both_answers_from_the_acknowledgement():
    assert limits(rulebook("2024")) == {
        "acknowledge 1": (5, (RECEIVED,), "6.2"),
        "respond 1": (10, (ACKNOWLEDGED, ACKNOWLEDGE_DUE), "6.3"),
        "acknowledge 2": (5, (ESCALATED,), "6.11"),
        "respond 2": (20, (ACKNOWLEDGED, ACKNOWLEDGE_DUE), "6.14"),
    }


def test_2022_counts_stage_1_from_logging_and_stage_2_from_the_request_which_it_does_not_acknowledge():
    assert limits(rulebook("2022")) == {
        "acknowledge 1": (5, (RECEIVED,), "4.1"),
        "respond 1": (10, (LOGGED, ACKNOWLEDGED, ACKNOWLEDGE_DUE), "5.1"),
        "respond 2": (20, (ESCALATED,), "5.13"),
        "respond 3": (20, (ESCALATED,), "5.18"),
    }


def test_2020_says_of_its_stage_1_that_the_start_is_not_certain():
    edition = rulebook("2020")
    assert limits(edition) == {
        "acknowledge 1": (5, (RECEIVED,), "T1"),
        "respond 1": (10, (LOGGED, RECEIVED), "T2"),
        "respond 2": (20, (ESCALATED,), "T3"),
        "respond 3": (20, (ESCALATED,), "T4"),
    }
    assert "receipt or from logging is not confirmed" in edition.stages[0].respond.doubt


@pytest.mark.parametrize(
    ("name", "stage", "expected"),
    [
        ("2024", 1, (10, "6.4", "6.5", None, None)),
        ("2024", 2, (20, "6.15", "6.16", None, None)),
        ("2022", 1, (10, "5.1", "5.3", 20, "5.2")),
        ("2022", 2, (10, "5.13", "5.15", 30, "5.14")),
        ("2020", 1, (10, "T2", None, None, None)),
        ("2020", 2, (10, "T3", None, None, None)),
        ("lgsco 2024", 1, (10, "6.4", "6.5", None, None)),
    ],
)
def test_how_far_an_answer_may_be_put_off(name, stage, expected):
    rules = rulebook(name).stage(stage)
    assert rules is not None
    assert rules.extension is not None
    days, provision, details, beyond, agreed_by = expected
    assert (rules.extension.working_days, rules.extension.provision) == (days, provision)
    assert rules.extension.details_provision == details
    assert rules.extension.agreement_beyond_working_days == beyond
    assert rules.extension.agreement_provision == agreed_by


def test_a_third_stage_is_optional_and_only_before_2024():
    thirds = {name: rulebook(name).stage(3) for name in EDITIONS}
    assert [name for name, stage in thirds.items() if stage] == ["housing-ombudsman 2020", "housing-ombudsman 2022"]
    assert all(stage.optional and stage.extension is None for stage in thirds.values() if stage)


def test_somebody_else_decides_stage_2():
    others = {name: rulebook(name).stages[1].other_person_provision for name in EDITIONS}
    assert others["housing-ombudsman 2024"] == "6.13"
    assert others["housing-ombudsman 2022"] == "5.12"
    assert others["housing-ombudsman 2020"] is None


def test_2024_letters_hold_what_6_9_and_6_19_list():
    edition = rulebook("2024")
    common = ["stage", "complaint_definition", "decision", "reasons", "remedy", "outstanding_actions"]
    assert list(parts(edition, "response_1")) == [*common, "how_to_escalate"]
    assert list(parts(edition, "response_2")) == [*common, "ombudsman_details"]
    for kind in ("acknowledgement_1", "acknowledgement_2"):
        assert parts(edition, kind) == {
            "complaint_definition": "5.6",
            "outcomes_sought": "5.6",
            "responsibility": "5.7",
            "ombudsman_details": "3.7",
        }
    assert parts(edition, "extension_2") == {
        "reason_for_extension": "6.15",
        "new_date": "6.15",
        "ombudsman_details": "6.16",
        "update_intervals": "5.9",
    }
    assert {"reason_for_refusal", "right_to_ombudsman"} <= parts(edition, "not_accepted").keys()
    assert parts(edition, "escalation_refused")["reason_for_refusal"] == "5.11"


def test_2022_stage_1_letter_has_six_parts_and_the_later_ones_seven():
    edition = rulebook("2022")
    assert len(parts(edition, "response_1")) == 6
    assert "complaint_definition" not in parts(edition, "response_1")
    assert len(parts(edition, "response_2")) == len(parts(edition, "response_3")) == 7


def test_2022_asks_for_the_ombudsman_in_an_extension_only_where_it_was_not_agreed():
    letter = rulebook("2022").letter("extension_1")
    assert letter is not None
    assert {part.name: part.when for part in letter.parts if part.when} == {
        "ombudsman_details": "the longer time was not agreed"
    }


@pytest.mark.parametrize(("name", "must", "should", "all_rows"), [("2024", 72, 0, 73), ("2022", 45, 27, 75)])
def test_each_form_has_72_rows(name, must, should, all_rows):
    edition = rulebook(name)
    duties = [provision.duty for provision in edition.provisions]
    assert (duties.count(Duty.MUST), duties.count(Duty.SHOULD), len(duties)) == (must, should, all_rows)
    assert len(edition.assessed) == 72


def test_2024_runs_from_1_2_to_9_8_with_nothing_left_out():
    last = {"1": 6, "2": 5, "3": 7, "4": 3, "5": 15, "6": 20, "7": 4, "8": 5, "9": 8}
    expected = [f"{section}.{n}" for section, end in last.items() for n in range(1, end + 1)]
    assert [provision.id for provision in rulebook("2024").provisions] == expected


def test_the_definition_is_the_prescribed_one_to_the_letter():
    assert rulebook("2024").definition_of_a_complaint == (
        "an expression of dissatisfaction, however made, about the standard of service, actions or lack of action by "
        "the landlord, its own staff, or those acting on its behalf, affecting a resident or group of residents."
    )
    assert "by the organisation, its own staff" in rulebook("2022").definition_of_a_complaint
    assert "an individual resident or group" in rulebook("2022").definition_of_a_complaint
    assert "not mandatory" in rulebook("2020").definition_doubt
    assert not rulebook("lgsco 2024").definition_of_a_complaint


def test_the_examples_of_grounds():
    grounds = {ground.name: ground for ground in rulebook("2024").grounds}
    assert grounds.keys() == {"over_twelve_months", "legal_proceedings", "previously_considered"}
    assert grounds["over_twelve_months"].months == 12
    assert "claim form" in grounds["legal_proceedings"].summary
    earlier = rulebook("2022").grounds[0]
    assert (earlier.months, bool(earlier.doubt)) == (6, True)


def test_when_each_edition_begins():
    begins = {name: rulebook(name).governs_complaints_made_from for name in EDITIONS}
    assert begins["housing-ombudsman 2022"] == date(2022, 4, 1)
    assert begins["housing-ombudsman 2024"] == date(2024, 4, 1)
    assert begins["lgsco 2024"] == date(2026, 4, 1)
    assert rulebook("2020").in_force_from is None
    assert rulebook("2020").published_doubt


@pytest.mark.parametrize("name", EDITIONS)
def test_every_number_has_its_source(name):
    edition = rulebook(name)
    sourced = [*edition.provisions, *edition.grounds, *edition.letters]
    for stage in edition.stages:
        sourced += [rule for rule in (stage.acknowledge, stage.respond, stage.extension) if rule]
    assert all(one.source.strip() for one in sourced)
    assert edition.convention_source
    assert edition.governs_source


def test_what_was_not_seen_is_in_doubt():
    assert "not confirmed" in rulebook("2022").provision("5.13").doubt
    assert "general knowledge" in rulebook("2022").provision("4.9").doubt
    unseen = [provision for provision in rulebook("lgsco 2024").provisions if provision.id.startswith("S")]
    assert unseen
    assert all("number is ours" in provision.doubt for provision in unseen)


def test_a_provision_that_is_not_there_is_named_with_its_edition():
    with pytest.raises(KeyError, match=r"2024 edition of housing-ombudsman has no provision 6\.21"):
        rulebook("2024").provision("6.21")


def test_a_place_leads_back_to_its_provisions():
    for edition in all_rulebooks():
        for provision in edition.provisions:
            for place in provision.places:
                assert provision in edition.placed(place.kind, place.name)
    assert rulebook("2024").placed(PlaceKind.FINDING, "there_is_no_such_finding") == ()


def _shingles(text: str, size: int) -> set[tuple[str, ...]]:
    words = re.findall(r"[a-z0-9]+", text.lower())
    return {tuple(words[n : n + size]) for n in range(len(words) - size + 1)}


def test_no_sentence_of_the_code_or_of_a_landlord_is_shipped():
    folder = SHARED / "documents"
    if not folder.is_dir():
        pytest.skip("the landlords' documents are not beside this checkout")
    official = {run for path in folder.glob("*.txt") for run in _shingles(path.read_text(encoding="utf-8"), 9)}
    for edition in all_rulebooks():
        for provision in edition.provisions:
            copied = _shingles(provision.summary, 9) & official
            assert not copied, f"{edition.name} {provision.id} repeats {copied}"
