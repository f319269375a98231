"""A policy's terms for the complaint room: its stages, its grounds, and which version governs a day."""

from datetime import date

from putright.policy import parse_policy, shipped_policies, shipped_policy
from putright.policy.terms import in_force, policy_grounds, stage_rules
from putright.policy.vocabulary import GroundKind
from putright.rulebook import Anchor, rulebook


def test_togethers_stages_with_its_own_days_and_sections():
    first, second = stage_rules(shipped_policy("together-2021"), rulebook("2020"))
    assert (first.name, first.respond.working_days, first.respond.provision) == (
        "Investigating your complaint",
        10,
        "5.5",
    )
    assert (second.respond.working_days, second.respond.counted_from) == (15, (Anchor.ESCALATION_REQUESTED,))
    assert second.respond.source == "Together Housing Association, Complaints Policy V2"
    assert "does not say from which day" in second.respond.doubt
    assert second.extension.agreement_beyond_working_days == 25
    assert second.acknowledge.working_days == 5


def test_without_an_edition_the_receipt_and_the_request_stand_in():
    first, second = stage_rules(shipped_policy("together-2021"))
    assert first.respond.counted_from == (Anchor.RECEIVED,)
    assert second.respond.counted_from == (Anchor.ESCALATION_REQUESTED,)


def test_thrives_stages_count_from_the_acknowledgement_or_its_last_day():
    first, second = stage_rules(shipped_policy("thrive-2026"))
    assert first.respond.counted_from == second.respond.counted_from == (Anchor.ACKNOWLEDGED, Anchor.ACKNOWLEDGE_DUE)
    assert first.respond.doubt == ""
    assert (second.other_person_provision, second.extension.details_provision) == ("6.1", "6.3")


HEAD = """
[about]
landlord = { value = "Elm Homes", section = "1" }
title = { value = "Complaints policy", section = "1" }
"""


def test_a_stage_without_a_limit_is_left_out_and_other_days_are_read_with_a_doubt():
    policy = parse_policy(
        HEAD
        + """
[[stage]]
number = 1
section = "6"
respond = { value = { days = 14, day_kind = "calendar", counted_from = "investigation_started" }, section = "6.1" }
[[stage]]
number = 2
section = "7"
""",
        "elm.toml",
    )
    (only,) = stage_rules(policy)
    assert only.respond.working_days == 10
    assert "calendar days" in only.respond.doubt
    assert "counts from investigation started, which is no date on the record" in only.respond.doubt


def test_the_grounds_in_the_policys_order():
    grounds = [one.ground for one in policy_grounds(shipped_policy("together-2021"))]
    assert grounds[0] is GroundKind.FIRST_REQUEST
    assert len(grounds) == 10


def test_a_later_version_does_not_reach_back():
    thrive = [policy for name, policy in shipped_policies().items() if name.startswith("thrive")]
    assert in_force(thrive, date(2024, 3, 31)) is None
    assert in_force(thrive, date(2026, 3, 31)) == shipped_policy("thrive-2024")
    assert in_force(thrive, date(2026, 4, 1)) == shipped_policy("thrive-2026")
    assert in_force([shipped_policy("together-2021")], date(2024, 3, 1)) is None
    assert in_force([shipped_policy("progress-2024")], date(2026, 1, 1)) is None
