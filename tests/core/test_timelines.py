"""A spreadsheet of dates as people really keep them: nothing guessed, nothing lost."""

from datetime import date, datetime

import pytest

from putright.complaint.assess import assess, governing
from putright.complaint.timelines import TimelineError, read_timelines
from putright.workdays import Nation, calendar_for

TODAY = date(2026, 11, 20)
HEADINGS = ("complaint", "event", "on")


def read(*rows, headings=HEADINGS, today=TODAY):
    return read_timelines(enumerate([headings, *rows], start=1), today=today)


def assessed(timelines, name, nation=Nation.ENGLAND_AND_WALES):
    complaint = timelines.complaints[name]
    return assess(complaint, governing(complaint, today=TODAY), calendar_for(nation), today=TODAY)


def due(timelines, name, what, stage=1):
    [deadline] = [d for d in assessed(timelines, name).deadlines if (d.what, d.stage) == (what, stage)]
    return deadline


@pytest.mark.parametrize(
    "written",
    [
        "2026-04-01",
        "01/04/2026",
        "1/4/26",
        "1 April 2026",
        "1st Apr 2026",
        "Wed 1 April 2026",
        "01.04.2026",
        "46113",  # the serial number of Excel
        46113,
        46113.0,
        date(2026, 4, 1),
        datetime(2026, 4, 1, 14, 30),
        "2026-03-31T23:30:00Z",  # half past midnight in London
    ],
)
def test_a_date_is_read_however_it_comes(written):
    timelines = read(("C1", "received", written))
    assert timelines.rejected == []
    assert timelines.complaints["C1"].received_on == date(2026, 4, 1)


def test_after_escalated_the_rest_belongs_to_stage_2_unless_it_says_otherwise():
    timelines = read(
        ("C1", "received", "2026-04-01", ""),  # Wednesday
        ("C1", "acknowledged", "2026-04-08", ""),
        ("C1", "escalated", "2026-05-05", ""),  # Tuesday after the bank holiday
        ("C1", "acknowledged", "2026-05-12", ""),  # Tuesday, five working days
        ("C1", "responded", "2026-04-22", "1"),
        ("C1", "responded", "2026-06-10", ""),  # 20 working days after 12 May, without Mon 25 May
        headings=(*HEADINGS, "stage"),
    )
    assert timelines.rejected == []
    first, second = timelines.complaints["C1"].stages[1], timelines.complaints["C1"].stages[2]
    assert (first.acknowledged.on, first.response.on) == (date(2026, 4, 8), date(2026, 4, 22))
    assert (second.acknowledged.on, second.response.on) == (date(2026, 5, 12), date(2026, 6, 10))
    assert due(timelines, "C1", "acknowledge", 2).due_on == date(2026, 5, 12)
    assert due(timelines, "C1", "respond", 2).due_on == date(2026, 6, 10)
    assert due(timelines, "C1", "respond", 2).late_by_working_days == 0


def test_rows_in_any_order_make_the_same_complaint():
    rows = [
        ("C1", "responded", "2026-06-10"),
        ("C1", "escalated", "2026-05-05"),
        ("C1", "acknowledged", "2026-05-12"),
        ("C1", "responded", "2026-04-22"),
        ("C1", "acknowledged", "2026-04-08"),
        ("C1", "received", "2026-04-01"),
    ]
    assert read(*rows).complaints == read(*reversed(rows)).complaints


def test_an_answer_and_a_request_on_one_day_keep_the_order_of_their_rows():
    timelines = read(
        ("C1", "received", "2026-04-01"),
        ("C1", "responded", "2026-04-07"),
        ("C1", "escalated", "2026-04-07"),
        ("C1", "acknowledged", "2026-04-07"),
    )
    assert timelines.complaints["C1"].stages[1].response is not None
    assert timelines.complaints["C1"].stages[2].acknowledged is not None


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (("", "received", "2026-04-01"), "names no complaint"),
        (("C1", "", "2026-04-01"), "names no event"),
        (("C1", "posted", "2026-04-01"), "“posted” is not an event"),
        (("C1", "responded", ""), "write “unknown”"),
        (("C1", "responded", "2027-04-01"), "in the future"),
        (("C1", "responded", "31/02/2026"), "31/02/2026"),
        (("C1", "responded", "04/13/2026"), "day first"),
        (("C1", "responded", "2026-03-31"), "before it was received on Wed 1 Apr 2026 (line 2)"),
        (("C1", "received", "2026-04-03"), "received already (line 2)"),
    ],
)
def test_a_bad_row_is_named_by_its_line_and_the_rest_still_runs(row, says):
    timelines = read(
        ("C1", "received", "2026-04-01"), ("C1", "acknowledged", "2026-04-10"), row, ("C2", "received", "2026-05-01")
    )
    [rejected] = timelines.rejected
    assert rejected.line == 4
    assert says in rejected.message
    assert timelines.complaints["C2"].received_on == date(2026, 5, 1)
    assert due(timelines, "C1", "acknowledge").late_by_working_days == 0


def test_an_unreadable_date_is_an_unknown_day_and_never_a_missing_event():
    timelines = read(
        ("C1", "received", "2026-04-01"), ("C1", "acknowledged", "soon after"), ("C1", "responded", "2026-04-20")
    )
    names = {finding.name: finding.grade for finding in assessed(timelines, "C1").findings}
    assert "stage_1.not_acknowledged" not in names
    assert names["stage_1.acknowledged_late"] == "cannot_tell"


def test_nobody_knows_is_a_date_too():
    timelines = read(
        ("C1", "received", "unknown"), ("C1", "acknowledged", "2026-04-10"), ("C1", "responded", "2026-04-24")
    )
    assert timelines.rejected == []
    assert due(timelines, "C1", "acknowledge").due_on is None
    assert due(timelines, "C1", "respond").due_on == date(2026, 4, 24)


def test_a_complaint_without_its_receipt_is_assessed_as_far_as_it_goes():
    timelines = read(("C1", "acknowledged", "2026-04-10"), ("C1", "responded", "2026-04-27"))
    assert due(timelines, "C1", "respond").late_by_working_days == 1
    assert {"5.12", "6.2"} <= {f.provision for f in assessed(timelines, "C1").findings if f.grade == "cannot_tell"}


def test_words_that_people_use_for_the_same_things():
    timelines = read(
        ("C1", "Complaint received", "01/04/2026", ""),
        ("C1", "Stage 1 Acknowledgement", "08/04/2026", ""),
        ("C1", "Stage 1 response", "22/04/2026", ""),
        ("C1", "Escalation request", "05/05/2026", ""),
        ("C1", "Acknowledgement", "12/05/2026", "Stage 2"),
        ("C1", "Final response", "10/06/2026", "S2"),
        headings=("Case Ref", "Event", "Date", "Stage"),
    )
    assert timelines.rejected == []
    assert timelines.complaints["C1"].stages[2].response.on == date(2026, 6, 10)


def test_one_row_a_complaint_with_a_column_for_each_event():
    timelines = read(
        ("C1", "01/04/2026", "08/04/2026", "", "22/04/2026", "05/05/2026", "12/05/2026", "10/06/2026"),
        ("C2", "01/05/2026", "", "", "", "", "", ""),
        headings=(
            "Reference",
            "Date received",
            "Acknowledged",
            "Extended to",
            "Responded",
            "Escalated",
            "Stage 2 acknowledged",
            "Stage 2 response",
        ),
    )
    assert timelines.rejected == []
    assert timelines.complaints["C1"].stages[1].response.on == date(2026, 4, 22)
    assert timelines.complaints["C1"].stages[2].response.on == date(2026, 6, 10)
    assert timelines.complaints["C2"].stages[1].acknowledged is None


def test_an_extension_is_judged_from_the_original_date():
    headings = (*HEADINGS, "new_due_on", "reason")
    timelines = read(
        ("C1", "received", "2026-04-01", "", ""),
        ("C1", "acknowledged", "2026-04-08", "", ""),  # answer due Wed 22 Apr
        ("C1", "extended", "2026-04-20", "2026-05-07", "a survey is awaited"),  # Thu 7 May: ten beyond, 4 May left out
        ("C1", "responded", "2026-05-07", "", ""),
        headings=headings,
    )
    answer = due(timelines, "C1", "respond")
    assert (answer.base_due_on, answer.due_on, answer.late_by_working_days) == (date(2026, 4, 22), date(2026, 5, 7), 0)
    assert not any(f.name.startswith("stage_1.extension") for f in assessed(timelines, "C1").findings)


def test_a_file_without_a_column_for_reasons_does_not_prove_that_there_was_none():
    timelines = read(
        ("C1", "received", "2026-04-01", ""),
        ("C1", "acknowledged", "2026-04-08", ""),
        ("C1", "extended", "2026-04-20", "2026-05-07"),
        headings=(*HEADINGS, "new_due_on"),
    )
    [reason] = [f for f in assessed(timelines, "C1").findings if f.name == "stage_1.extension_without_reason"]
    assert reason.grade == "cannot_tell"


@pytest.mark.parametrize(
    ("headings", "says"),
    [
        (("event", "on"), "“complaint”"),
        (("complaint", "colour"), "no column “event”"),
        (("complaint", "event"), "no column “on”"),
    ],
)
def test_headings_that_do_not_do_are_answered_with_the_ones_that_do(headings, says):
    with pytest.raises(TimelineError, match=says):
        read(headings=headings)


def test_an_empty_file_says_so():
    with pytest.raises(TimelineError, match="empty"):
        read_timelines([], today=TODAY)


def test_a_stage_that_is_not_one():
    timelines = read(
        ("C1", "received", "2026-04-01", ""), ("C1", "responded", "2026-04-03", "final"), headings=(*HEADINGS, "stage")
    )
    assert [r.message for r in timelines.rejected] == [
        "“final” is not a stage: use 1 or 2. The row is read as if no stage were given."
    ]
    assert timelines.complaints["C1"].stages[1].response.on == date(2026, 4, 3)  # what is there is not called missing


def test_taking_it_to_the_ombudsman_is_no_third_stage():
    rows = (
        ("C1", "received", "2026-04-01", ""),
        ("C1", "responded", "2026-04-08", ""),
        ("C1", "escalated", "2026-04-13", ""),
        ("C1", "responded", "2026-05-05", ""),
    )
    headings = (*HEADINGS, "stage")
    timelines = read(*rows, ("C1", "escalated", "2026-05-11", ""), headings=headings)
    assert "taken as going to the Ombudsman" in timelines.rejected[0].message
    assert set(timelines.complaints["C1"].stages) == {1, 2}
    asked = read(*rows, ("C1", "escalated", "2026-05-11", "3"), headings=headings)
    assert set(asked.complaints["C1"].stages) == {1, 2, 3}


def test_an_extension_without_a_new_date_in_a_spreadsheet_accuses_nobody():
    timelines = read(
        ("C1", "received", "2026-04-01"), ("C1", "acknowledged", "2026-04-08"), ("C1", "extended", "2026-04-20")
    )
    [found] = [f for f in assessed(timelines, "C1").findings if f.name == "stage_1.extension_without_new_date"]
    assert found.grade == "cannot_tell"


def test_what_is_to_be_confirmed_has_not_happened():
    timelines = read(("C1", "received", "2026-04-01"), ("C1", "acknowledged", "TBC"))
    assert timelines.complaints["C1"].stages[1].acknowledged is None
