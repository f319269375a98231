"""What a list says of a complaint in one line."""

from datetime import date

from putright.complaint import events as e
from putright.complaint.assess import assess, governing
from putright.complaint.at_a_glance import glance
from putright.complaint.evolve import fold
from putright.workdays import Nation, calendar_for

RECEIVED = date(2026, 4, 2)  # Thursday
TODAY = date(2026, 4, 20)  # Monday


def line(*facts, today=TODAY):
    complaint = fold([e.ComplaintReceived(RECEIVED, person="asha", in_their_words="The damp is back."), *facts])
    return glance(
        complaint,
        assess(complaint, governing(complaint, today=today), calendar_for(Nation.ENGLAND_AND_WALES), today=today),
    )


def defined(*texts):
    return e.DefinitionSet(date(2026, 4, 8), tuple(e.Point(f"p{n}", text) for n, text in enumerate(texts)))


def test_until_it_is_defined_it_is_about_what_the_resident_said():
    assert line().about == "The damp is back"


def test_once_defined_it_is_about_its_points():
    assert line(defined("damp in the bedroom.", "a missed visit. ")).about == "damp in the bedroom; a missed visit"


def test_a_long_matter_is_cut_at_a_word():
    about = line(defined("damp " * 60)).about
    assert len(about) <= 160
    assert about.endswith("damp…")


def test_the_date_says_where_it_is_counted_from_and_by_which_provision():
    said = line(e.Acknowledged(date(2026, 4, 9)))
    assert said.next_provision == "Code 6.3"
    assert "Counted from the acknowledgement" in said.next_because


def test_an_open_question_to_a_team_is_waited_for_until_its_day():
    asked = e.ContributionAsked(date(2026, 4, 9), "q1", "Repairs", due_on=date(2026, 4, 14))
    assert (line(asked).waiting_for, line(asked).waiting_until) == ("Repairs", date(2026, 4, 14))
    assert line(asked, e.ContributionReceived(date(2026, 4, 10), "q1")).waiting_for == ""


def test_of_two_teams_the_one_due_first_is_waited_for():
    later = e.ContributionAsked(date(2026, 4, 9), "q1", "Repairs", due_on=date(2026, 4, 16))
    sooner = e.ContributionAsked(date(2026, 4, 9), "q2", "Estates", due_on=date(2026, 4, 14))
    assert line(later, sooner).waiting_for == "Estates"


def test_an_approval_that_was_asked_is_waited_for():
    assert line(e.ApprovalAsked(date(2026, 4, 15), of="Greta")).waiting_for == "Greta"
    assert line(e.ApprovalAsked(date(2026, 4, 15)), e.ApprovalGiven(date(2026, 4, 16))).waiting_for == ""


def test_a_question_to_the_resident_is_waited_for_until_it_is_answered():
    asked = e.ClarificationAsked(date(2026, 4, 7))
    answered = e.ClarificationReceived(date(2026, 4, 8))
    assert line(asked).waiting_for == "the resident"
    assert line(asked, answered).waiting_for == ""
    assert line(asked, answered, asked).waiting_for == "the resident"


def test_an_update_is_due_on_the_day_the_resident_was_told():
    agreed = e.UpdatesAgreed(date(2026, 4, 9), every_days=7, next_on=date(2026, 4, 15))
    assert line(agreed).update_due_on == date(2026, 4, 15)
    assert line(agreed, e.UpdateGiven(date(2026, 4, 15))).update_due_on == date(2026, 4, 22)
    assert line(agreed, e.UpdateGiven(date(2026, 4, 15), next_on=date(2026, 4, 17))).update_due_on == date(2026, 4, 17)
    assert line(agreed, e.ResponseIssued(date(2026, 4, 15))).update_due_on is None


def test_risk_goes_by_the_lane_where_it_has_one():
    assert line(e.Triaged(RECEIVED, risk=e.Level.HIGH)).risk == "high"
    assert line(e.Triaged(RECEIVED, risk=e.Level.LOW, lane=e.Lane.HAZARD)).risk == "urgent"


def test_needs_are_marked():
    said = line(
        e.AdjustmentAgreed(RECEIVED, "large print"),
        e.RepresentativeNamed(RECEIVED, "bea"),
        e.GroupFormed(RECEIVED, "asha"),
    )
    assert (said.adjusted, said.represented, said.of_a_group) == (True, True, True)
    ended = line(e.RepresentativeNamed(RECEIVED, "bea"), e.RepresentativeEnded(RECEIVED, "bea"))
    assert not ended.represented


def test_the_ombudsman_waits_until_the_order_is_met():
    made = e.OrderMade(date(2026, 4, 10), "o1", due_on=date(2026, 5, 8))
    assert line(made).ombudsman
    assert not line(made, e.OrderComplied(date(2026, 4, 17), "o1")).ombudsman
