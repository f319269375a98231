"""The lists across complaints on both engines: pages by key, counts, who sees what, what is due."""

from datetime import date, timedelta
from uuid import UUID

from cast import at

from putright.complaint import events as e
from putright.people.registers.lines import Listing
from putright.records.keyset import Order, Place, page, place_in
from putright.records.lines import asked_of_them, known, reviews_due, seen_lines
from putright.records.lines_models import ListedLine
from putright.records.promises_list import AskedPromises, PromiseGroup, promise_counts, promise_page

ON = date(2026, 4, 2)  # a Thursday
LATER = at(60)


def told(record, *facts, **more):
    """A complaint of Asha's with these facts."""
    complaint = record.received().complaint
    record.done(*facts, complaint=complaint, reason="for the test", at=LATER, **more)
    return complaint


def all_pages(ask, size=3):
    """Every row of a list, page by page, and how many pages there were."""
    found, after, number = [], None, 0
    while number == 0 or after is not None:
        rows, after = ask(after, size)
        after = place_in(str(after)) if after else None  # as it comes out of an address
        found += rows
        number += 1
    return found, number


def test_pages_of_promises_lose_and_repeat_nothing_and_those_without_a_day_come_last(record):
    days = [None, 3, 1, 1, None, 8, 1, 2]
    promised = [
        e.ActionPromised(ON, f"a{n}", f"Promise {n}", due_on=None if day is None else ON + timedelta(days=day))
        for n, day in enumerate(days)
    ]
    for n in range(0, len(promised), 2):
        told(record, *promised[n : n + 2])
    today = ON + timedelta(days=4)
    asked = AskedPromises(record.callum, today, today + timedelta(days=7))
    counted = promise_counts(asked)
    assert {each.value: number for each, number in counted.items()} == {
        "late": 5, "today": 0, "next": 1, "later": 2, "untold": 0,
    }  # fmt: skip
    found, pages = all_pages(lambda after, size: promise_page(asked, PromiseGroup.LATE, after, size), size=2)
    assert sorted(row.promise for row in found) == ["a1", "a2", "a3", "a6", "a7"]
    assert [row.due_on.day for row in found] == [3, 3, 3, 4, 5]
    assert pages == 3
    later, pages = all_pages(lambda after, size: promise_page(asked, PromiseGroup.LATER, after, size), size=1)
    assert (sorted(row.promise for row in later), pages) == (["a0", "a4"], 2)


def test_a_page_of_undated_rows_first_goes_on_to_the_dated_ones(record):
    for n, day in enumerate([2, None, 1, None, 1]):
        review_on = None if day is None else ON + timedelta(days=day)
        told(record, e.AdjustmentAgreed(ON, f"Adjustment {n}", review_on))
    lines = seen_lines(record.callum, ON, Listing.ADJUSTMENTS)
    order = Order("by_on", "complaint", "name", undated_first=True)
    for size in (1, 2, 3, 5):
        found, _ = all_pages(lambda after, size: page(lines, order, after, size), size)
        assert [row.by_on.day if row.by_on else None for row in found] == [None, None, 3, 3, 4]
        assert len({row.complaint for row in found}) == 5
    newest = Order("by_on", "complaint", "name", newest=True)
    found, _ = all_pages(lambda after, size: page(lines, newest, after, size), 2)
    assert [row.by_on.day if row.by_on else None for row in found] == [4, 3, 3, None, None]


def test_a_place_that_cannot_be_read_is_the_first_page():
    for text in (
        "",
        "x",
        "2026-04-02",
        "2026-04-02.x.y",
        "2026-13-01.00000000-0000-0000-0000-000000000000.a",
        ".",
        "\0",
    ):
        assert place_in(text) is None
    place = Place(ON, UUID(int=7), "2.1")
    assert place_in(str(place)) == place


def test_lines_follow_what_is_corrected_and_hold_no_words(record):
    complaint = told(record, e.Extended(ON, 1, ON + timedelta(days=40), "Secret words of the reason."))
    (line,) = ListedLine.objects.all()
    assert (line.listing, line.name, line.by_on) == ("extensions", "1.1", ON + timedelta(days=40))
    assert "Secret" not in str([getattr(line, field.name) for field in ListedLine._meta.concrete_fields])
    state = known(record.landlord.id, [complaint])[complaint]
    assert state.state.stages[1].extensions[0].reason == "Secret words of the reason."
    number = next(each.number for each in record.entries(complaint) if each.type == "extended")
    record.done(e.EntryStruckOut(ON, number), complaint=complaint, at=at(90))
    assert not ListedLine.objects.exists()


def test_reviews_in_complaints_are_for_those_who_read_the_register_and_see_the_complaint(record):
    reads = frozenset({"adjustments", "conflicts"})
    told(record, e.AdjustmentAgreed(ON, "Large print"), e.AdjustmentAgreed(ON, "Braille", ON + timedelta(days=90), "b"))
    secret = told(record, e.ConflictDeclared(ON, "Dilys"), e.MarkedConfidential(ON, (str(record.dilys.id),)))
    until = ON + timedelta(days=28)
    callums = reviews_due(record.callum, ON, until, reads=reads, most=9)
    assert [(each.on, each.register) for each in callums] == [(None, "adjustments")]
    dilys = reviews_due(record.dilys, ON, until, reads=reads, most=9)
    assert [each.register for each in dilys] == ["adjustments", "conflicts"]
    assert reviews_due(record.femi, ON, until, reads=reads, most=9) == []
    assert [each.register for each in reviews_due(record.dilys, ON, until, reads=frozenset({"conflicts"}), most=9)] == [
        "conflicts"
    ]
    assert len(reviews_due(record.dilys, ON, until, reads=reads, most=1)) == 1
    assert secret


def test_what_a_team_was_asked_is_found_by_the_team_and_nobody_else(record):
    told(
        record, e.ContributionAsked(ON, "q1", "Repairs", "When?", ON), e.ContributionAsked(ON, "q2", "Gas", "Who?", ON)
    )
    told(
        record,
        e.ContributionAsked(ON, "q1", "Repairs", "Secret?", ON),
        e.MarkedConfidential(ON, (str(record.dilys.id),)),
    )
    assert [each.name for each in asked_of_them(record.callum, ["Repairs"])] == ["q1"]
    assert asked_of_them(record.dilys, ["Repairs"]).count() == 2
    assert asked_of_them(record.femi, ["Repairs"]).count() == 0
    assert asked_of_them(record.callum, []).count() == 0
