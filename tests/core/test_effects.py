"""What a command would change, said before it is done."""

from datetime import date

from putright.complaint import events as e
from putright.complaint.assess import assess, governing
from putright.complaint.effects import effects
from putright.complaint.evolve import fold
from putright.workdays import Nation, calendar_for

RECEIVED = e.ComplaintReceived(date(2026, 4, 2))  # Thursday before Easter
CALENDAR = calendar_for(Nation.ENGLAND_AND_WALES)


def changed(before, added, today):
    def at(facts):
        complaint = fold(facts)
        return assess(complaint, governing(complaint, today=today), CALENDAR, today=today)

    return effects(at(before), at([*before, *added]))


def test_an_acknowledgement_starts_the_time_for_the_answer():
    said = changed([RECEIVED], [e.Acknowledged(date(2026, 4, 9))], date(2026, 4, 9))
    # ten working days from Thu 9 April; until then it was counted from the last day for it, Mon 13 April
    assert said.dates == (
        "The stage 1 acknowledgement is done in time.",
        "The stage 1 answer will be due Thu 23 Apr 2026 instead of Mon 27 Apr 2026 (Code 6.3).",
    )
    assert said.next == "Next will be: Set the complaint definition and answer stage 1, by Thu 23 Apr 2026."


def test_a_late_acknowledgement_says_by_how_much():
    said = changed([RECEIVED], [e.Acknowledged(date(2026, 4, 15))], date(2026, 4, 15))
    # the last day was Mon 13 April: Good Friday and Easter Monday do not count
    assert said.dates[0] == "The stage 1 acknowledgement is done, 2 working days late (Code 6.2)."


def test_an_extension_moves_the_date():
    acknowledged = e.Acknowledged(date(2026, 4, 9))
    longer = e.Extended(date(2026, 4, 20), new_due_on=date(2026, 5, 8), reason="the survey", parts=("reason",))
    said = changed([RECEIVED, acknowledged], [longer], date(2026, 4, 20))
    # ten more working days at most: Fri 8 May, the early May holiday left out
    assert "The stage 1 answer will be due Fri 8 May 2026 instead of Thu 23 Apr 2026 (Code 6.3)." in said.dates


def test_what_it_breaks_is_told_beforehand_and_once():
    acknowledged = e.Acknowledged(date(2026, 4, 9))
    defined = e.DefinitionSet(date(2026, 4, 9), (e.Point("p1", "damp", e.Responsibility.OURS),))
    answered = e.ResponseIssued(date(2026, 4, 20), decided_by="Callum")
    said = changed([RECEIVED, acknowledged, defined], [answered], date(2026, 4, 20))
    assert any(finding.provision == "6.7" for finding in said.breaks)


def test_what_it_mends_is_told_too():
    said = changed([RECEIVED], [e.Acknowledged(date(2026, 4, 15))], date(2026, 4, 15))
    assert "stage_1.not_acknowledged" in {finding.name for finding in said.settles}


def test_a_note_changes_nothing():
    note = e.EvidenceRecorded(date(2026, 4, 7), "d1", what="a photograph")
    assert changed([RECEIVED], [note], date(2026, 4, 7)).nothing
