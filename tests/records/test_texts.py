"""What people write comes back letter for letter; what no text can be kept with is refused in a sentence, alike on both."""

from datetime import date

import pytest
from cast import RECEIVED
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from putright.actions import Done, NotDone
from putright.complaint import events as e
from putright.complaint.decide import RefusedBecause
from putright.records import store
from putright.records.models import Entry, Summary

WELSH = "Mae'r lleithder yn ôl; ŵyr neb pam. Ŷ ŵ ô â ŷ"
ARABIC = "عادت الرطوبة إلى غرفة النوم، والطفل مريض."
SCRIPTS = {
    "Welsh": WELSH,
    "Arabic": ARABIC,
    "an emoji family": "👩‍👩‍👧‍👦 cannot sleep 😷",
    "combining marks": "e\u0301 is not é, and both stay",
    "right to left marks": "\u202eab\u202c \u200f\u200e",
    "lines and tabs": "one\ntwo\r\nthree\tfour",
    "quotes and backslashes": '"it\'s" \\ \\u0041 {"content": 1} %s \' ; DROP TABLE entry; --',
    "a byte order mark and a non-character": "\ufeff\ufffe\U0010ffff",
    "only spaces": "   ",
    "beyond the basic plane": "𝔄𠮷" * 20,
}


@pytest.mark.parametrize("text", SCRIPTS.values(), ids=SCRIPTS)
def test_words_come_back_letter_for_letter(record, text):
    complaint = record.done(e.ComplaintReceived(RECEIVED, person="Asha", in_their_words=text)).complaint
    record.done(
        e.MarkedConfidential(RECEIVED, (str(record.callum.id),), reason=text), complaint=complaint, on_behalf_of="Bea"
    )
    first, second = store.read(record.landlord.id, complaint)
    assert (first.event.in_their_words, second.event.reason) == (text, text)
    assert record.faults() == []


def test_a_long_story_is_kept_whole(record):
    story = (WELSH + ARABIC + "\n") * 11_000
    complaint = record.done(e.ComplaintReceived(RECEIVED, in_their_words=story[:1_000_000])).complaint
    assert store.read(record.landlord.id, complaint)[0].event.in_their_words == story[:1_000_000]
    assert record.faults() == []


UNKEEPABLE = {
    "NUL": "a\x00b",
    "a bell": "a\x07b",
    "escape": "\x1b[31mred",
    "delete": "a\x7f",
    "half a character": "a\ud83d",
    "the other half": "\udc00b",
}


@pytest.mark.parametrize("text", UNKEEPABLE.values(), ids=UNKEEPABLE)
@pytest.mark.parametrize("place", ["words", "name", "inside", "correction", "reason", "on_behalf_of"])
def test_what_no_text_can_be_kept_with_is_refused_with_its_place(record, text, place):
    complaint = record.received().complaint
    facts, more = [e.Acknowledged(RECEIVED)], {}
    match place:
        case "words":
            facts = [e.EvidenceRecorded(RECEIVED, "d1", what=text)]
        case "name":
            facts = [e.HandlerAssigned(RECEIVED, text)]
        case "inside":
            facts = [e.DefinitionSet(RECEIVED, (e.Point("p1", text),), "the damp cured")]
        case "correction":
            facts = [e.EntryCorrected(RECEIVED, 1, e.ComplaintReceived(RECEIVED, in_their_words=text))]
        case _:
            more = {place: text}
    answer = record.ask(*facts, complaint=complaint, **more)
    assert isinstance(answer, NotDone)
    assert answer.refused.because is RefusedBecause.IMPOSSIBLE
    assert "take it out" in answer.refused.message
    answer.refused.message.encode()
    assert Entry.objects.count() == 1


TOO_LARGE = {
    "a handler's name": (e.HandlerAssigned(RECEIVED, "x" * 81), "shorten it"),
    "a promise's name": (e.ActionPromised(RECEIVED, "x" * 81), "shorten it"),
    "a promise's owner": (e.ActionPromised(RECEIVED, "p1", "mend it", "x" * 81), "shorten it"),
    "a team": (e.ContributionAsked(RECEIVED, "c1", "x" * 201), "shorten it"),
    "words": (e.EvidenceRecorded(RECEIVED, "d1", what="x" * 1_000_001), "file it as a document"),
    "a stage": (e.EscalationRequested(RECEIVED, 40_000), "no stage 40000"),
    "a sum of money": (e.RemedyOffered(RECEIVED, "r1", e.RemedyKind.MONEY, amount_pence=2**53 + 1), "larger"),
    "a name with a comma": (e.MarkedConfidential(RECEIVED, ("a,b",)), "one by one"),
}


@pytest.mark.parametrize(("fact", "says"), TOO_LARGE.values(), ids=TOO_LARGE)
def test_what_does_not_fit_is_refused_with_the_way_out(record, fact, says):
    complaint = record.received().complaint
    answer = record.ask(fact, complaint=complaint, reason="It has to be.")
    assert isinstance(answer, NotDone)
    assert says in answer.refused.message


def test_what_just_fits_is_kept(record):
    complaint = record.received().complaint
    record.done(
        e.HandlerAssigned(RECEIVED, "ŵ" * 80),
        e.ActionPromised(RECEIVED, "p" * 80, "ŷ" * 5000, "o" * 80, date(2026, 5, 1)),
        complaint=complaint,
        on_behalf_of="B" * 80,
    )
    row = Summary.objects.get()
    assert row.handler == "ŵ" * 80
    assert len(row.next_step) <= 300
    assert record.faults() == []


def test_a_fact_of_the_wrong_kind_is_refused_and_not_stored(record):
    complaint = record.received().complaint
    for fact in (
        e.Acknowledged("Tuesday"),
        e.EscalationRequested(RECEIVED, "two"),
        e.RemedyOffered(RECEIVED, "r1", "gold"),
    ):
        answer = record.ask(fact, complaint=complaint)
        assert isinstance(answer, NotDone), fact
        assert "field" in answer.refused.message
    assert Entry.objects.count() == 1


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.characters(), max_size=60))
def test_whatever_is_typed_is_either_kept_as_it_is_or_refused_in_a_sentence(record, text):
    answer = record.ask(e.ComplaintReceived(RECEIVED, person="Asha", in_their_words=text))
    if isinstance(answer, Done):
        assert store.read(record.landlord.id, answer.complaint)[0].event.in_their_words == text
    else:
        assert "take it out" in answer.refused.message
