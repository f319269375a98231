"""Spreadsheets as they are laid out and worded in real offices: titles, wide layouts, doubles, slips, words for nothing."""

from datetime import date

import pytest

from putright.complaint.assess import assess, governing
from putright.complaint.timeline_words import event_of
from putright.complaint.timelines import TimelineError, read_timelines
from putright.workdays import Nation, calendar_for

TODAY = date(2026, 11, 20)
HEADINGS = ("complaint", "event", "on")


def read(*rows, headings=HEADINGS):
    return read_timelines(enumerate([headings, *rows], start=1), today=TODAY)


def due(timelines, name, what, stage=1):
    complaint, calendar = timelines.complaints[name], calendar_for(Nation.ENGLAND_AND_WALES)
    found = assess(complaint, governing(complaint, today=TODAY), calendar, today=TODAY).deadlines
    [deadline] = [d for d in found if (d.what, d.stage) == (what, stage)]
    return deadline


@pytest.mark.parametrize(
    "above",
    [
        [("Complaints log 2026", "", "")],
        [("Exported on 20/11/2026 by Callum", "", ""), ("Confidential", "Housing", "")],
    ],
    ids=["a title", "two lines"],
)
def test_headings_are_found_below_a_title(above):
    timelines = read_timelines(enumerate([*above, HEADINGS, ("C1", "received", "2026-04-01")], start=1), today=TODAY)
    assert timelines.rejected == []
    assert timelines.complaints["C1"].received_on == date(2026, 4, 1)


def test_headings_that_do_not_do_are_named_by_their_line():
    rows = [("Complaints log",), ("Ref", "Colour", "Weather"), ("C1", "red", "wet")]
    with pytest.raises(TimelineError, match=r"^line 2: There is no column “event”"):
        read_timelines(enumerate(rows, start=1), today=TODAY)


@pytest.mark.parametrize(
    ("written", "means"),
    [
        ("Acknowledgement letter sent", ("acknowledged", None)),
        ("Date of stage 1 response", ("responded", 1)),
        ("Date escalated to stage 2", ("escalated", 2)),
        ("2nd stage reply", ("responded", 2)),
        ("Stage 2 requested", ("escalated", 2)),
        ("Stage 2 received", ("escalated", 2)),  # what is received at stage 2 is the request
        ("Stage 2 final response issued", ("responded", 2)),
        ("ackd", ("acknowledged", None)),
    ],
)
def test_an_event_is_known_by_the_words_that_count(written, means):
    assert event_of(written) == means


@pytest.mark.parametrize(
    "written", ["Stage 1 due", "Response due date", "Responded by", "Response target", "Closed", "stage 2"]
)
def test_a_word_too_many_is_another_event(written):
    assert event_of(written)[0] == ""


def test_a_column_for_each_event_as_logs_really_head_them():
    timelines = read(
        ("C1", "01/04/2026", "08/04/2026", "22/04/2026", "05/05/2026", "12/05/2026", "10/06/2026", "repairs"),
        headings=(
            "Ref No",
            "Date complaint received",
            "Date acknowledged",
            "Date of stage 1 response",
            "Stage 2 received",
            "Date stage 2 acknowledged",
            "Date of stage 2 response",
            "Type",
        ),
    )
    assert timelines.rejected == []
    first, second = timelines.complaints["C1"].stages[1], timelines.complaints["C1"].stages[2]
    assert (first.acknowledged.on, first.response.on) == (date(2026, 4, 8), date(2026, 4, 22))
    assert (second.requested.on, second.response.on) == (date(2026, 5, 5), date(2026, 6, 10))


def test_a_heading_over_several_columns_gives_their_stage():
    above = ("", "Stage 1", "", "", "Stage 2", "", "")
    names = ("Ref", "Received", "Acknowledged", "Responded", "Received", "Acknowledged", "Responded")
    row = ("C1", "01/04/2026", "08/04/2026", "22/04/2026", "05/05/2026", "12/05/2026", "10/06/2026")
    timelines = read_timelines(enumerate([above, names, row], start=1), today=TODAY)
    assert timelines.rejected == []
    assert timelines.complaints["C1"].stages[2].requested.on == date(2026, 5, 5)
    assert timelines.complaints["C1"].stages[2].response.on == date(2026, 6, 10)


def test_one_row_for_each_stage_of_a_complaint():
    timelines = read(
        ("C1", "1", "01/04/2026", "08/04/2026", "22/04/2026"),
        ("C1", "2", "05/05/2026", "12/05/2026", "10/06/2026"),
        headings=("Ref", "Stage", "Received", "Acknowledged", "Responded"),
    )
    assert timelines.rejected == []
    assert due(timelines, "C1", "acknowledge", 2).due_on == date(2026, 5, 12)
    assert len(timelines.complaints["C1"].stages[1].responses) == 1


def test_a_column_for_an_event_that_is_not_understood_is_told():
    timelines = read(
        ("C1", "01/04/2026", "08/04/2026", "22/04/2026", "22/04/2026", "Femi"),
        headings=("Ref", "Received", "Acknowledged", "Reply posted second class", "Response due", "Responded by"),
    )
    [unread] = timelines.rejected
    assert unread.line == 1
    assert "“Reply posted second class” is left out" in unread.message


@pytest.mark.parametrize("nothing", ["N/A", "-", "pending", "none", "not yet"])
def test_a_cell_that_says_there_is_nothing_is_no_event(nothing):
    timelines = read(("C1", "01/04/2026", nothing, nothing), headings=("Ref", "Received", "Acknowledged", "Escalated"))
    assert timelines.rejected == []
    assert timelines.complaints["C1"].stages[1].acknowledged is None
    assert 2 not in timelines.complaints["C1"].stages
    long = read(("C1", "received", "01/04/2026"), ("C1", "responded", nothing))
    assert [(each.line, "has not happened" in each.message) for each in long.rejected] == [(3, True)]
    assert not long.complaints["C1"].stages[1].responses


def test_a_row_without_any_date_is_not_lost():
    timelines = read(("C1", "01/04/2026", ""), ("C2", "", "N/A"), headings=("Ref", "Received", "Acknowledged"))
    assert [(each.line, each.message) for each in timelines.rejected] == [(3, "C2: the row holds no date.")]


def test_a_row_that_says_the_same_again_is_counted_once():
    rows = [("C1", "received", "2026-04-01"), ("C1", "responded", "2026-04-09"), ("C1", "escalated", "2026-05-05")]
    timelines = read(*rows, *rows)
    assert [each.line for each in timelines.rejected] == [5, 6, 7]
    assert len(timelines.complaints["C1"].stages[1].responses) == 1
    assert 3 not in timelines.complaints["C1"].stages


def test_asking_twice_for_stage_2_does_not_open_a_third():
    timelines = read(
        ("C1", "received", "2026-04-01"),
        ("C1", "responded", "2026-04-09"),
        ("C1", "escalated", "2026-05-05"),
        ("C1", "escalated", "2026-05-08"),
        ("C1", "responded", "2026-06-02"),
    )
    [again] = timelines.rejected
    assert (again.line, "line 4" in again.message) == (5, True)
    assert sorted(timelines.complaints["C1"].stages) == [1, 2]
    assert timelines.complaints["C1"].stages[2].requested.on == date(2026, 5, 5)
    assert timelines.complaints["C1"].stages[2].response.on == date(2026, 6, 2)


def test_a_third_stage_that_followed_an_answer_is_one():
    timelines = read(
        ("C1", "received", "2023-04-03"),
        ("C1", "responded", "2023-04-12"),
        ("C1", "escalated", "2023-05-02"),
        ("C1", "responded", "2023-05-25"),
        ("C1", "escalated", "2023-06-01"),
    )
    assert timelines.rejected == []
    assert 3 in timelines.complaints["C1"].stages


def test_references_differ_by_more_than_their_case():
    timelines = read(
        ("CMP-1", "received", "2026-04-01"),
        ("cmp-1 ", "acknowledged", "2026-04-08"),
        ("'CMP-1", "responded", "2026-04-09"),
    )
    assert list(timelines.complaints) == ["CMP-1"]
    assert list(read(("0012", "received", "2026-04-01"), ("12", "received", "2026-04-01")).complaints) == ["0012", "12"]


def test_a_date_that_can_only_be_american_throws_doubt_on_the_others():
    timelines = read(
        ("C1", "received", "4/3/2026"), ("C1", "acknowledged", "04/13/2026"), ("C1", "responded", "04/20/2026")
    )
    assert ["month before day" in each.message for each in timelines.rejected] == [True, False]


def test_an_extension_to_a_day_before_it_was_given_is_a_slip():
    timelines = read(
        ("C1", "received", "2026-04-01", ""),
        ("C1", "acknowledged", "2026-04-08", ""),
        ("C1", "extended", "2026-04-20", "2026-04-15"),
        headings=(*HEADINGS, "new_due_on"),
    )
    [slip] = timelines.rejected
    assert "extends nothing" in slip.message
    assert due(timelines, "C1", "respond").due_on == date(2026, 4, 22)


def test_what_is_quoted_from_a_cell_stays_short_and_harmless():
    timelines = read(("C\x1b[31m1", "x" * 500, "2026-04-01"), ("C2", "received", "y" * 500))
    assert all(len(each.message) < 250 and "\x1b" not in each.message for each in timelines.rejected)
