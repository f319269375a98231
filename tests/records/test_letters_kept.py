"""Letters that leave: on file, on record and on their way in one step; by post only once they were posted; nothing twice."""

import hashlib
import io
import json
import uuid
from datetime import UTC, date, datetime

import pypdfium2
import pytest
from cast import RECEIVED

from putright.actions import NotDone
from putright.actions.erasing import Erase, Erased, erase
from putright.actions.letters import Save, save_draft
from putright.actions.letters_approval import Judge, approve, ask_approval, send_back
from putright.actions.letters_out import Issue, Issued, issue
from putright.actions.letters_post import make_run, posted, print_file, take_back, waiting_for
from putright.actions.subject_access import as_text, gather, given
from putright.complaint import events as e
from putright.complaint.decide import RefusedBecause
from putright.complaint.history import complaint_from
from putright.people.models import Home, Residency, Resident
from putright.people.roles import Role
from putright.records import store
from putright.records.filing import kept_bytes, verify_documents
from putright.records.filing_models import Filing
from putright.records.letters_models import LetterDraft, LetterMail, LetterWaiting
from putright.records.models import Entry, Outbox

FRIDAY = datetime(2026, 4, 10, 14, 0, tzinfo=UTC)
MONDAY = datetime(2026, 4, 13, 9, 0, tzinfo=UTC)
TUESDAY = datetime(2026, 4, 14, 9, 0, tzinfo=UTC)


@pytest.fixture
def house(record, settings, tmp_path):
    settings.DOCUMENTS = tmp_path / "documents"
    landlord = record.landlord
    landlord.telephone, landlord.email, landlord.address = (
        "020 7946 0100",
        "complaints@ash.example",
        "1 Elm Court\nAshton AS1 1AA",
    )
    landlord.save()
    record.asha = Resident.objects.create(
        landlord=landlord,
        name="Asha Rahman",
        addressed_as="Ms Rahman",
        email="asha@example.org",
        formats="Large print, 18 point",
    )
    home = Home.objects.create(landlord=landlord, address="14 Tern Court\nAshton", postcode="AS1 6XY")
    Residency.objects.create(landlord=landlord, resident=record.asha, home=home, from_on=date(2019, 5, 1))
    record.nia = record.staff("Nia", Role.HANDLER)
    return record


def complaint(house, *more):
    """A complaint of Asha's that is understood: one point, which is ours."""
    facts = (
        e.ComplaintReceived(RECEIVED, person=str(house.asha.pk), in_their_words="The damp is back."),
        e.HandlerAssigned(RECEIVED, person=str(house.callum.pk)),
        e.DefinitionSet(
            RECEIVED,
            (e.Point("p1", "The damp in the bedroom came back.", responsible=e.Responsibility.OURS),),
            "A dry bedroom.",
        ),
        *more,
    )
    return house.done(*facts, at=datetime(2026, 4, 10, 9, 0, tzinfo=UTC), reason="For the test.").complaint


def draft(house, key, kind="acknowledgement_1", *, slots=None, choices=None, by=None, at=FRIDAY, version=0, stage=1):
    kept = save_draft(Save(key, kind, stage, slots or {}, choices or {}, version=version), by or house.callum, at)
    assert isinstance(kept, LetterDraft), kept
    return kept


def send(house, letter, *, channel=e.Channel.EMAIL, by=None, at=FRIDAY, key=None, **more):
    return issue(Issue(letter.pk, letter.version, channel, key or uuid.uuid4(), **more), by or house.callum, at)


def events(house, key):
    return [each.event for each in store.read(house.landlord.pk, key)]


def test_a_letter_by_email_is_on_file_on_record_and_in_the_outbox_at_once(house):
    key = complaint(house)
    answer = send(house, draft(house, key))
    assert answer == Issued("L1")
    acknowledged, sent = events(house, key)[-2:]
    assert (acknowledged.on, acknowledged.stage, acknowledged.channel) == (date(2026, 4, 10), 1, e.Channel.EMAIL)
    assert acknowledged.answer_due_told_on == date(2026, 4, 24)  # ten working days from Fri 10 April
    assert {"complaint_definition", "outcomes_sought", "responsibility", "answer_due"} <= set(acknowledged.parts)
    assert (sent.letter, sent.kind, sent.on) == ("L1", "acknowledgement_1", date(2026, 4, 10))
    filing = Filing.objects.get(complaint=key)
    content = kept_bytes(filing)
    assert hashlib.sha256(content).hexdigest() == sent.digest == filing.digest
    assert content.startswith(b"%PDF")
    row = Outbox.objects.get(complaint=key)
    mail = LetterMail.objects.get(pk=json.loads(row.body)["mail"])
    assert (row.kind, row.done_at, mail.to) == ("mail", None, "asha@example.org")
    assert "damp in the bedroom" in mail.words
    assert "asha@" not in row.body
    kept = LetterDraft.objects.get(complaint=key)
    assert (kept.state, kept.letter, kept.issued_by) == ("issued", "L1", str(house.callum.pk))
    assert kept.template == "acknowledgement_1 1 en"
    assert house.faults() == []
    assert list(verify_documents()) == []


def test_the_same_request_again_sends_nothing(house):
    key = complaint(house)
    letter, request = draft(house, key), uuid.uuid4()
    first = send(house, letter, key=request)
    again = send(house, letter, key=request)
    assert (first, again) == (Issued("L1"), Issued("L1", again=True))
    assert Outbox.objects.filter(complaint=key).count() == Filing.objects.filter(complaint=key).count() == 1
    other = send(house, letter)
    assert isinstance(other, NotDone)
    assert other.refused.because is RefusedBecause.STALE


def test_a_letter_that_lacks_a_part_of_the_code_cannot_leave_and_nothing_is_recorded(house):
    key = complaint(house)
    before = Entry.objects.count()
    answer = send(house, draft(house, key, "response_1", slots={"what_we_did": "I read the reports."}))
    assert isinstance(answer, NotDone)
    assert "Code 6.9" in answer.refused.message
    assert "decision" in answer.refused.message
    assert (Entry.objects.count(), Filing.objects.count(), Outbox.objects.count()) == (before, 0, 0)


def unheard_of(house, key):
    """A refusal on a ground that neither the Code nor a policy has."""
    slots = {"reason_for_refusal": "We have no time.", "circumstances": "We thought about her health."}
    return draft(house, key, "not_accepted", slots=slots, choices={"ground": "no_time"})


def test_a_letter_that_departs_from_the_code_stops_once_and_goes_with_a_reason(house):
    key = complaint(house)
    letter = unheard_of(house, key)
    stopped = send(house, letter)
    assert isinstance(stopped, NotDone)
    assert stopped.refused.because is RefusedBecause.AGAINST_THE_CODE
    assert Filing.objects.count() == Outbox.objects.count() == 0
    assert send(house, letter, reason="The board has decided it.") == Issued("L1")
    told = events(house, key)
    assert any(isinstance(each, e.DepartureRecorded) and each.reason == "The board has decided it." for each in told)
    place = next(n for n, each in enumerate(told, start=1) if isinstance(each, e.LetterSent))
    assert Filing.objects.get().number == place  # and not that of the departures, which come after it
    assert list(verify_documents()) == []


def decided(house):
    return complaint(
        house,
        e.Acknowledged(date(2026, 4, 10)),
        e.PointDecided(
            date(2026, 4, 10), "p1", e.Decision.NOT_UPHELD, "The wall is dry.", "Our damp policy", 1, "Callum"
        ),
    )


SLOTS = {
    "what_we_did": "I read the reports of both visits.",
    "learning": "We will keep the reports of both visits together.",
}


@pytest.fixture
def strict(house):
    """A landlord whose policy wants answers approved."""
    house.landlord.policy = "thrive-2026"
    house.landlord.save()
    house.callum.landlord.refresh_from_db()
    house.callum = type(house.callum).objects.get(pk=house.callum.pk)
    house.mona = house.staff("Mona", Role.MANAGER)
    return house


def test_an_answer_leaves_only_with_the_words_that_were_approved(strict):
    key = decided(strict)
    letter = draft(strict, key, "response_1", slots=SLOTS)
    unapproved = send(strict, letter)
    assert isinstance(unapproved, NotDone)
    assert "approv" in unapproved.refused.message
    asked = ask_approval(Judge(letter.pk, letter.version, of=str(strict.mona.pk)), strict.callum, FRIDAY)
    assert isinstance(asked, LetterDraft), asked
    read = approve(Judge(letter.pk, asked.version), strict.mona, FRIDAY)
    assert isinstance(read, LetterDraft), read
    assert [type(each) for each in events(strict, key)[-2:]] == [e.ApprovalAsked, e.ApprovalGiven]
    changed = draft(strict, key, "response_1", slots={**SLOTS, "what_we_did": "I asked nobody."}, version=read.version)
    assert changed.state == "draft"
    no = send(strict, changed)
    assert isinstance(no, NotDone)
    assert "changed after it was approved" in no.refused.message
    asked = ask_approval(Judge(letter.pk, changed.version, of=str(strict.mona.pk)), strict.callum, FRIDAY)
    read = approve(Judge(letter.pk, asked.version), strict.mona, FRIDAY)
    assert send(strict, read, at=MONDAY) == Issued("L1")  # another day changes dates, and not what was read
    answer, _ = events(strict, key)[-2:]
    assert isinstance(answer, e.ResponseIssued)
    assert answer.document == "L1"
    assert {"decision", "reasons"} <= set(answer.parts)


def test_what_is_sent_back_says_what_has_to_change_and_is_a_draft_again(strict):
    key = decided(strict)
    letter = draft(strict, key, "response_1", slots=SLOTS)
    asked = ask_approval(Judge(letter.pk, letter.version, of=str(strict.mona.pk)), strict.callum, FRIDAY)
    back = send_back(Judge(letter.pk, asked.version, why="Name the surveyor."), strict.mona, FRIDAY)
    assert (back.state, back.sent_back) == ("draft", "Name the surveyor.")
    assert events(strict, key)[-1] == e.ApprovalRefused(date(2026, 4, 10), 1, str(strict.mona.pk), "Name the surveyor.")


def test_a_handler_cannot_approve_and_is_told_nothing(strict):
    key = decided(strict)
    letter = draft(strict, key, "response_1", slots=SLOTS)
    asked = ask_approval(Judge(letter.pk, letter.version, of=str(strict.mona.pk)), strict.callum, FRIDAY)
    no = approve(Judge(letter.pk, asked.version), strict.nia, FRIDAY)
    assert isinstance(no, NotDone)
    assert no.refused.because is RefusedBecause.NOT_YOURS


def test_by_post_nothing_is_sent_until_somebody_says_that_it_was_posted(house):
    key = complaint(house)
    before = len(events(house, key))
    assert send(house, draft(house, key), channel=e.Channel.LETTER) == Issued("", waiting=True)
    assert len(events(house, key)) == before
    assert Filing.objects.count() == 0
    (row,) = waiting_for(house.callum, date(2026, 4, 10))
    printed = bytes(LetterWaiting.objects.get().pdf)
    (answer,) = posted([row.pk], date(2026, 4, 13), "", house.callum, MONDAY)  # it lay over the weekend
    assert answer.answer == Issued("L1")
    acknowledged, sent = events(house, key)[-2:]
    assert acknowledged.on == sent.on == date(2026, 4, 13)
    assert acknowledged.answer_due_told_on == date(2026, 4, 24)  # what the letter says, which was written on the Friday
    assert sent.channel is e.Channel.LETTER
    assert kept_bytes(Filing.objects.get()) == printed
    assert not LetterWaiting.objects.exists()
    assert posted([row.pk], date(2026, 4, 13), "", house.callum, MONDAY) == []  # a second click
    assert house.faults() == []
    assert list(verify_documents()) == []


def test_a_letter_that_departs_from_the_code_stays_in_the_queue_until_somebody_says_why(house):
    key = complaint(house)
    send(house, unheard_of(house, key), channel=e.Channel.LETTER)
    (row,) = waiting_for(house.callum, date(2026, 4, 10))
    (stopped,) = posted([row.pk], date(2026, 4, 13), "", house.callum, MONDAY)
    assert stopped.answer.refused.because is RefusedBecause.AGAINST_THE_CODE
    assert LetterWaiting.objects.count() == 1
    assert Filing.objects.count() == 0
    (done,) = posted([row.pk], date(2026, 4, 13), "The board has decided it.", house.callum, MONDAY)
    assert done.answer == Issued("L1")


@pytest.mark.parametrize("on", [date(2026, 4, 9), date(2026, 4, 15)])
def test_a_letter_was_not_posted_before_it_was_written_nor_on_a_day_to_come(house, on):
    key = complaint(house)
    send(house, draft(house, key), channel=e.Channel.LETTER)
    (row,) = waiting_for(house.callum, date(2026, 4, 10))
    (no,) = posted([row.pk], on, "", house.callum, TUESDAY)
    assert isinstance(no.answer, NotDone)
    assert LetterWaiting.objects.count() == 1


def test_one_file_for_the_printer_has_a_list_and_each_letter_on_a_sheet_of_its_own(house):
    for _ in range(2):
        send(house, draft(house, complaint(house)), channel=e.Channel.LETTER)
    run = make_run(house.callum, MONDAY)
    rows = list(LetterWaiting.objects.filter(run=run.pk).order_by("at", "pk"))
    document = pypdfium2.PdfDocument(io.BytesIO(print_file(run, rows, "Ash Homes")))
    texts = [page.get_textpage().get_text_bounded() for page in document]
    listed = " ".join(texts[0].split())
    assert all(row.reference in listed for row in rows)
    assert "Asha Rahman" in listed
    starts = [number for number, text in enumerate(texts) if "Dear Ms Rahman" in text]
    assert len(starts) == 2
    assert all(number % 2 == 0 for number in starts)  # the front of a sheet
    document.close()
    later = make_run(house.callum, MONDAY)
    assert isinstance(later, NotDone)  # nothing is printed twice


def test_what_is_taken_out_of_the_post_is_a_draft_again(house):
    key = complaint(house)
    send(house, draft(house, key), channel=e.Channel.LETTER)
    (row,) = waiting_for(house.callum, date(2026, 4, 10))
    back = take_back(row.pk, house.callum, FRIDAY)
    assert back.state == "draft"
    assert not LetterWaiting.objects.exists()
    assert send(house, back) == Issued("L1")


def test_a_letter_handed_over_counts_from_the_day_it_was_handed_over(house):
    key = complaint(house)
    letter = draft(house, key, at=MONDAY)
    assert send(house, letter, channel=e.Channel.IN_PERSON, at=TUESDAY, on=date(2026, 4, 13)) == Issued("L1")
    acknowledged, sent = events(house, key)[-2:]
    assert (acknowledged.on, sent.channel) == (date(2026, 4, 13), e.Channel.IN_PERSON)
    assert not Outbox.objects.exists()


def test_an_extension_and_its_letter_are_one_step_and_the_letter_names_the_new_day(house):
    key = complaint(house, e.Acknowledged(date(2026, 4, 10)))
    letter = draft(
        house,
        key,
        "extension_1",
        slots={"apology": "We are sorry for the wait.", "reason_for_extension": "The surveyor is ill until 27 April."},
        choices={"new_due_on": "2026-05-08", "every_days": "7"},
    )
    assert send(house, letter) == Issued("L1")
    extended, agreed, _ = events(house, key)[-3:]
    assert (extended.new_due_on, extended.reason) == (date(2026, 5, 8), "The surveyor is ill until 27 April.")
    assert {"reason_for_extension", "new_date", "ombudsman_details"} <= set(extended.parts)
    assert agreed.every_days == 7
    assert "8 May 2026" in LetterMail.objects.get().words


def test_a_refusal_holds_its_parts_and_only_who_keeps_the_gate_sends_it(house):
    key = complaint(house)
    letter = draft(
        house,
        key,
        "not_accepted",
        slots={"reason_for_refusal": "The court has the claim.", "circumstances": "We thought about her health."},
        choices={"ground": "legal_proceedings", "evidence": "The claim form."},
        by=house.nia,
    )
    no = send(house, letter, by=house.nia)
    assert no.refused.because is RefusedBecause.NOT_YOURS
    assert Filing.objects.count() == 0
    assert send(house, letter) == Issued("L1")
    refused, _ = events(house, key)[-2:]
    assert isinstance(refused, e.NotAccepted)
    assert refused.ground == "legal_proceedings"
    assert {"reason_for_refusal", "right_to_ombudsman"} <= set(refused.parts)
    assert refused.circumstances_considered is True


def test_the_format_the_resident_chose_is_the_format_it_leaves_in(house):
    key = complaint(house)
    send(house, draft(house, key), channel=e.Channel.LETTER)
    large = LetterWaiting.objects.get()
    other = complaint(house)
    send(house, draft(house, other), channel=e.Channel.LETTER, layout="standard")
    ordinary = LetterWaiting.objects.exclude(pk=large.pk).get()
    assert large.pages > ordinary.pages
    assert LetterDraft.objects.get(complaint=key).layout == "large_18"


def test_whoever_saves_an_older_draft_is_told_and_loses_nothing_of_the_other(house):
    key = complaint(house)
    first = draft(house, key, slots={"opening": "Thank you for ringing."})
    draft(house, key, slots={"opening": "Thank you."}, by=house.nia, version=first.version)
    late = save_draft(
        Save(key, "acknowledgement_1", 1, {"opening": "Hello."}, version=first.version), house.callum, FRIDAY
    )
    assert isinstance(late, NotDone)
    assert "Nia" in late.refused.message
    assert LetterDraft.objects.get().slots == {"opening": "Thank you."}


def test_somebody_of_another_landlord_can_neither_write_nor_send(house):
    key = complaint(house)
    no = save_draft(Save(key, "acknowledgement_1", 1, {}), house.femi, FRIDAY)
    assert no.refused.because is RefusedBecause.NOT_YOURS
    letter = draft(house, key)
    assert send(house, letter, by=house.femi).refused.because is RefusedBecause.NOT_YOURS
    send(house, letter, channel=e.Channel.LETTER)
    assert waiting_for(house.femi, date(2026, 4, 10)) == []
    row = LetterWaiting.objects.get()
    assert posted([row.pk], date(2026, 4, 10), "", house.femi, FRIDAY) == []


def test_a_confidential_letter_waits_for_those_who_are_named_only(house):
    key = complaint(house)
    send(house, draft(house, key), channel=e.Channel.LETTER)
    house.done(e.MarkedConfidential(date(2026, 4, 10), (str(house.callum.pk),)), complaint=key, at=FRIDAY)
    assert waiting_for(house.nia, date(2026, 4, 10)) == []
    assert len(waiting_for(house.callum, date(2026, 4, 10))) == 1


def test_words_of_letters_are_erased_with_the_words_of_the_complaint(house):
    key = complaint(house, e.ComplaintWithdrawn(date(2026, 4, 9)))
    draft(house, key, "survey", slots={"note": "Asha has asthma."})
    late = datetime(2046, 4, 10, 9, 0, tzinfo=UTC)
    done = erase(Erase(house.landlord.pk, key, e.ErasureBasis.TIME_OVER), house.callum, late)
    assert isinstance(done, Erased), done
    kept = LetterDraft.objects.get(complaint=key)
    assert (kept.slots, kept.state) == ({}, "abandoned")
    assert kept.erased_at is not None


def test_what_was_written_and_not_sent_is_among_what_is_held_on_somebody(house):
    key = complaint(house)
    draft(house, key, slots={"opening": "We know that the wait was hard."})
    held = gather(house.landlord.pk, str(house.asha.pk), house.callum, FRIDAY)
    assert "We know that the wait was hard." in as_text(given(held, ()))
    assert complaint_from(store.read(house.landlord.pk, key)).letters == {}
