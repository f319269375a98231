"""What comes in: kept as it came, decided once by a person, and then a complaint, a request, a part of one, or nothing."""

import dataclasses
import json
import uuid
from datetime import UTC, date, datetime, timedelta

import pytest

from putright.actions import AskRequest, NotDone, Recorded, perform_request
from putright.actions import contacts_becoming as becoming
from putright.actions.contacts import (
    ContactDone,
    Contacted,
    Danger,
    acknowledge_by,
    decide_contact,
    take_and_decide,
    take_contact,
)
from putright.actions.contacts_becoming import Became, Decided, Joining
from putright.actions.contacts_erasing import contacts_due, erase_contact
from putright.actions.contacts_people import postcode_in
from putright.actions.erased_again import erase_again
from putright.actions.erasing import Erase, Erased, erase
from putright.actions.erasures_listed import keep_list
from putright.actions.exporting import export
from putright.actions.subject_access import as_text, gather, given
from putright.complaint import events as e
from putright.complaint.decide import RefusedBecause
from putright.complaint.requests import RequestAsked, RequestDissatisfied, RequestPromised, RequestReviewed
from putright.people.changing import add
from putright.people.models import Building, HeldAs, Home, Representative, Residency, Resident
from putright.people.roles import Role
from putright.records import store
from putright.records.contacts_models import Contact
from putright.records.models import Entry, Summary
from putright.records.requests_models import RequestSummary
from putright.records.retention_models import Disposal

ARRIVED = date(2026, 4, 2)  # Maundy Thursday: Good Friday and Easter Monday come next
AT = datetime(2026, 4, 8, 9, 30, tzinfo=UTC)  # the Wednesday after
TODAY = date(2026, 4, 8)
CALL = Contacted(
    ARRIVED,
    "I have rung three times about the damp.",
    e.Channel.TELEPHONE,
    e.Receiver.COMPLAINTS_TEAM,
    unhappy=True,
    choice_offered=True,
    choice_taken=True,
)


def asha(record, **more):
    resident = add(Resident(landlord=record.landlord, name="Asha Begum", **more), by="test", at=AT)
    building = add(Building(landlord=record.landlord, name="Larch", storeys=9, metres=27, homes=40), by="test", at=AT)
    home = add(
        Home(landlord=record.landlord, address="9 Larch Court", postcode="AL1 1AA", building=building), by="test", at=AT
    )
    add(HeldAs(landlord=record.landlord, home=home, tenure=e.Tenure.LOW_COST_RENTAL), by="test", at=AT)
    add(Residency(landlord=record.landlord, resident=resident, home=home), by="test", at=AT)
    return resident, home


def taken(record, contacted=CALL, decided=None, *, by=None, key=None, at=AT):
    done = take_and_decide(contacted, decided, by or record.callum, at, key=key or uuid.uuid4())
    assert isinstance(done, ContactDone), done
    return done


def events(record, stream):
    return [each.event for each in store.read(record.landlord.pk, stream)]


def of(record, stream, shape):
    return [each for each in events(record, stream) if isinstance(each, shape)]


def test_a_call_becomes_a_complaint_with_everything_that_was_said(record):
    resident, home = asha(record)
    called = dataclasses.replace(
        CALL,
        person=str(resident.pk),
        home=str(home.pk),
        began_on=date(2025, 11, 3),
        since="since early November",
        spoken_to="Jo at the office",
        wanted="Somebody who stays until it is dry",
        dangers=(Danger.DAMP_MOULD, Danger.DANGER),
        adjustment="Ring after four",
        needs="She works nights",
        prefers="telephone",
        telephone="01632 960 001",
    )
    done = taken(record, called, Decided(Became.COMPLAINT, handler=str(record.dilys.pk)))
    assert done.outcome.reference == "AH-2604-0001"
    assert events(record, done.outcome.stream) == [
        e.ComplaintReceived(
            ARRIVED,
            e.Channel.TELEPHONE,
            e.Receiver.COMPLAINTS_TEAM,
            e.Complainant.RESIDENT,
            str(resident.pk),
            str(home.pk),
            e.Tenure.LOW_COST_RENTAL,
            True,
            "I have rung three times about the damp.",
        ),
        e.ChoiceToComplainOffered(TODAY, taken=True),
        e.TakenAsComplaint(TODAY, "complaint", ("unhappy", "told_somebody_before", "asked_before", "reports_a_fault")),
        e.MatterDated(TODAY, began_on=date(2025, 11, 3)),
        e.CorrespondenceRecorded(
            ARRIVED,
            e.Correspondent.RESIDENT,
            e.Direction.IN,
            e.Channel.TELEPHONE,
            what="Since when: since early November\nHas spoken to: Jo at the office\n"
            "What would put it right: Somebody who stays until it is dry\n"
            "What makes dealing with us harder: She works nights\nHow to hear from us: telephone\n"
            "How to reach whoever got in touch: 01632 960 001",
        ),
        e.AdjustmentAgreed(TODAY, "Ring after four", name="first_contact"),
        e.Triaged(
            TODAY,
            risk=e.Level.HIGH,
            vulnerable=True,
            lane=e.Lane.HAZARD,
            why="Told at first contact: damp or mould, danger to somebody.",
        ),
        e.HandlerAssigned(TODAY, str(record.dilys.pk)),
    ]
    assert record.faults() == []
    assert Resident.objects.get().telephone == "01632 960 001"
    assert Resident.objects.get().prefers == "telephone"


def test_its_words_stand_on_the_complaint_and_nowhere_else(record):
    done = taken(record, dataclasses.replace(CALL, spoken_to="Jo"), Decided(Became.COMPLAINT))
    row = Contact.objects.get(pk=done.contact)
    assert [getattr(row, name) for name in Contact.MOVED] == [""] * len(Contact.MOVED)
    assert (row.became, row.reference, row.suggested, row.decided_by) == (
        "complaint",
        done.outcome.reference,
        "complaint",
        str(record.callum.pk),
    )


def test_the_date_it_truly_arrived_counts_and_not_the_day_it_was_typed(record):
    done = taken(record, CALL, Decided(Became.COMPLAINT))
    row = Summary.objects.get(complaint=done.outcome.stream)
    # Day 0 is Thu 2 April; Good Friday and Easter Monday are skipped: 7, 8, 9, 10 and 13 April.
    assert row.received_on == ARRIVED
    assert row.next_due_on == date(2026, 4, 13)


def test_in_triage_the_acknowledgement_runs_from_the_day_it_arrived(record):
    found = acknowledge_by(record.landlord, ARRIVED, TODAY)
    assert found.due_on == date(2026, 4, 13)
    assert found.place == "Code 6.2"
    assert acknowledge_by(record.landlord, date(1970, 1, 1), TODAY) is None  # a year whose holidays nobody knows


def test_what_waits_is_kept_as_it_came_and_decided_once(record):
    done = taken(record)
    assert done.outcome is None
    assert Entry.objects.count() == 0
    row = Contact.objects.get()
    assert (row.words, row.arrived_on, row.suggested, row.became) == (CALL.words, ARRIVED, "complaint", "")
    first = decide_contact(row.pk, CALL, Decided(Became.COMPLAINT), record.callum, AT)
    again = decide_contact(row.pk, CALL, Decided(Became.COMPLAINT), record.callum, AT)
    assert (again.again, again.outcome.reference) == (True, first.outcome.reference)
    late = decide_contact(row.pk, CALL, Decided(Became.SERVICE_REQUEST), record.dilys, AT)
    assert late.refused.because is RefusedBecause.STALE
    assert Summary.objects.count() == 1


def test_the_same_request_sent_twice_changes_nothing(record):
    key = uuid.uuid4()
    first = taken(record, CALL, Decided(Became.COMPLAINT), key=key)
    again = taken(record, CALL, Decided(Became.COMPLAINT), key=key)
    assert (again.contact, again.outcome.reference, again.again) == (first.contact, first.outcome.reference, True)
    assert (Contact.objects.count(), Summary.objects.count()) == (1, 1)
    other = take_contact(dataclasses.replace(CALL, words="Other"), record.callum, AT, key=key)
    assert other.refused.because is RefusedBecause.IMPOSSIBLE


def test_nothing_is_left_behind_when_the_answer_is_no(record):
    called = dataclasses.replace(CALL, person="Bea", home="4 Elm Road\nAL1 2BB")
    answer = take_and_decide(called, Decided(Became.NOTHING), record.callum, AT, key=uuid.uuid4())
    assert isinstance(answer, NotDone)
    ahead = dataclasses.replace(called, arrived_on=TODAY + timedelta(days=1))
    assert "today is" in take_contact(ahead, record.callum, AT, key=uuid.uuid4()).refused.message
    bad = dataclasses.replace(called, email="not an address")
    answer = take_and_decide(bad, Decided(Became.COMPLAINT), record.callum, AT, key=uuid.uuid4())
    assert isinstance(answer, NotDone)
    assert (Contact.objects.count(), Resident.objects.count(), Home.objects.count(), Entry.objects.count()) == (
        0,
        0,
        0,
        0,
    )


def test_who_is_not_on_file_is_put_there_so_that_entries_hold_ids(record):
    called = dataclasses.replace(
        CALL,
        person="Ngozi",
        home="4 Elm Road\nAldertown AL12BB",
        representative="Cllr Bea Lowe",
        representative_kind="councillor_or_mp",
        representative_reach="bea@council.example",
        telephone="01632 960 009",
    )
    done = taken(record, called, Decided(Became.COMPLAINT))
    resident, home, speaker = Resident.objects.get(), Home.objects.get(), Representative.objects.get()
    assert (resident.name, resident.telephone) == ("Ngozi", "")  # the number is the councillor's
    assert (home.address, home.postcode) == ("4 Elm Road\nAldertown", "AL1 2BB")
    assert (speaker.name, speaker.kind, speaker.email) == ("Cllr Bea Lowe", "councillor_or_mp", "bea@council.example")
    assert Residency.objects.get().home_id == home.pk
    receipt = of(record, done.outcome.stream, e.ComplaintReceived)[0]
    assert (receipt.person, receipt.home, receipt.complainant) == (
        str(resident.pk),
        str(home.pk),
        e.Complainant.REPRESENTATIVE,
    )
    assert of(record, done.outcome.stream, e.RepresentativeNamed)[0].representative == str(speaker.pk)
    bodies = "".join(Entry.objects.values_list("body", flat=True))
    assert "Ngozi" not in bodies
    assert "Bea Lowe" not in bodies


def test_who_prefers_not_to_say_is_taken_all_the_same(record):
    done = taken(record, dataclasses.replace(CALL, anonymous=True), Decided(Became.COMPLAINT))
    receipt = of(record, done.outcome.stream, e.ComplaintReceived)[0]
    assert (receipt.person, receipt.complainant) == ("", e.Complainant.ANONYMOUS)
    assert Resident.objects.count() == 0


def test_another_landlords_resident_is_nobody_here(record):
    theirs = add(Resident(landlord=record.other, name="Theirs"), by="test", at=AT)
    called = dataclasses.replace(CALL, person=str(theirs.pk))
    answer = take_and_decide(called, Decided(Became.COMPLAINT), record.callum, AT, key=uuid.uuid4())
    assert answer.refused.message == "There is no such resident."
    assert Entry.objects.count() == 0


def test_what_was_heard_by_somebody_else_was_passed_on(record):
    called = dataclasses.replace(CALL, receiver=e.Receiver.CONTRACTOR)
    done = taken(record, called, Decided(Became.COMPLAINT))
    assert of(record, done.outcome.stream, e.PassedToComplaintsTeam) == [e.PassedToComplaintsTeam(TODAY)]


def test_a_service_request_keeps_what_was_said_and_promised(record):
    asked = Contacted(ARRIVED, "The tap drips.", e.Channel.TELEPHONE, wanted="A new washer", unhappy=False)
    decided = Decided(
        Became.SERVICE_REQUEST, review_on=date(2026, 4, 15), promised_on=date(2026, 4, 20), team="repairs"
    )
    done = taken(record, asked, decided)
    assert done.outcome.reference == "AH-S-2604-0001"
    assert events(record, done.outcome.stream) == [
        RequestAsked(
            ARRIVED,
            e.Channel.TELEPHONE,
            what="The tap drips.\n\nWhat would put it right: A new washer",
            review_on=date(2026, 4, 15),
        ),
        RequestPromised(TODAY, date(2026, 4, 20), "repairs"),
    ]
    assert record.faults() == []


@pytest.mark.parametrize(("offered", "taken_", "wants"), [(None, None, None), (True, False, False), (True, None, None)])
def test_an_unhappy_resident_stays_in_sight_on_the_request(record, offered, taken_, wants):
    called = dataclasses.replace(CALL, choice_offered=offered, choice_taken=taken_)
    done = taken(
        record, called, Decided(Became.SERVICE_REQUEST, review_on=date(2026, 4, 20), why="They want it mended.")
    )
    assert of(record, done.outcome.stream, RequestDissatisfied) == [RequestDissatisfied(TODAY, wants_to_complain=wants)]
    row = RequestSummary.objects.get()
    assert row.next_on == (date(2026, 4, 20) if wants is False else TODAY)
    assert Contact.objects.get().why == "They want it mended."


def test_new_points_join_a_complaint_that_is_not_answered(record):
    held = record.received(at=AT)
    decided = Decided(Became.JOINED, held.complaint, Joining.NEW_POINTS)
    done = taken(record, dataclasses.replace(CALL, words="And the heating."), decided)
    assert (done.outcome.reference, done.outcome.new) == (held.reference, False)
    assert of(record, held.complaint, e.NewPointsRaised) == [
        e.NewPointsRaised(ARRIVED, (e.Point("1", "And the heating."),), related=True, joined=True, stage=1)
    ]
    assert Summary.objects.count() == 1
    assert record.faults() == []


def test_after_the_answer_new_points_make_a_complaint_of_their_own_and_each_names_the_other(record):
    held = record.received(at=AT)
    record.done(
        e.ResponseIssued(TODAY, stage=1),
        complaint=held.complaint,
        at=AT,
        reason="It was sent before it was written down.",
    )
    decided = Decided(Became.JOINED, held.complaint, Joining.NEW_POINTS)
    done = taken(record, dataclasses.replace(CALL, arrived_on=TODAY, words="And the heating."), decided)
    assert done.outcome.new
    assert done.outcome.reference != held.reference
    assert of(record, done.outcome.stream, e.ComplaintLinked)[0].other == held.reference
    raised = of(record, held.complaint, e.NewPointsRaised)[0]
    assert (raised.joined, raised.new_complaint, raised.related) == (False, done.outcome.reference, True)
    assert record.faults() == []


def test_what_arrived_before_the_answer_and_was_left_out_stops_once(record):
    held = record.received(at=AT)
    record.done(e.ResponseIssued(TODAY, stage=1), complaint=held.complaint, at=AT, reason="Late in the record.")
    decided = Decided(Became.JOINED, held.complaint, Joining.NEW_POINTS)
    stopped = take_and_decide(CALL, decided, record.callum, AT, key=uuid.uuid4())
    assert stopped.refused.because is RefusedBecause.AGAINST_THE_CODE
    assert [each.provision for each in stopped.refused.stops] == ["6.8"]
    assert Contact.objects.count() == 0
    gone_on = dataclasses.replace(decided, reason="It lay in another team's inbox.")
    assert taken(record, CALL, gone_on).outcome.new


def test_a_message_about_a_complaint_is_kept_on_it(record):
    held = record.received(at=AT)
    taken(record, dataclasses.replace(CALL, words="Any news?"), Decided(Became.JOINED, held.complaint))
    assert of(record, held.complaint, e.CorrespondenceRecorded)[0].what == "Any news?"


def test_who_is_not_content_with_the_answer_goes_on_to_stage_2(record):
    held = record.received(at=AT)
    record.done(e.ResponseIssued(TODAY, stage=1), complaint=held.complaint, at=AT, reason="Late in the record.")
    decided = Decided(Became.JOINED, held.complaint, Joining.FURTHER)
    called = dataclasses.replace(CALL, arrived_on=TODAY, words="That is not what happened.")
    taken(record, called, decided)
    asked = of(record, held.complaint, e.EscalationRequested)[0]
    assert (asked.stage, asked.on, asked.reasons) == (2, TODAY, "That is not what happened.")


def test_the_rule_of_joining_is_said_in_one_sentence(record):
    held = record.received(at=AT)
    from putright.complaint.history import complaint_from

    open_ = becoming.joining_rule(complaint_from(store.read(record.landlord.pk, held.complaint)))
    assert (open_.joins, "6.8" in open_.said) == (True, True)
    record.done(e.ResponseIssued(TODAY, stage=1), complaint=held.complaint, at=AT, reason="Late in the record.")
    shut = becoming.joining_rule(complaint_from(store.read(record.landlord.pk, held.complaint)))
    assert shut.joins is False
    assert "answered on Wed 8 Apr 2026" in shut.said


def asked_for(record):
    ask = AskRequest(record.landlord.pk, (RequestAsked(ARRIVED, what="The tap.", review_on=date(2026, 4, 30)),))
    done = perform_request(ask, record.callum, AT)
    assert isinstance(done, Recorded)
    return done


def test_more_about_a_service_request_is_a_look_at_it(record):
    held = asked_for(record)
    calm = dataclasses.replace(CALL, words="When will it be?", unhappy=False, choice_offered=None, choice_taken=None)
    done = taken(record, calm, Decided(Became.JOINED, held.request))
    assert done.outcome.reference == held.reference
    assert of(record, held.request, RequestReviewed)[0].note == "When will it be?"


def test_unhappiness_with_a_request_raises_the_complaint_they_want(record):
    held = asked_for(record)
    done = taken(record, CALL, Decided(Became.JOINED, held.request))
    assert done.outcome.new
    assert of(record, done.outcome.stream, e.RaisedFromServiceRequest)[0].request == held.reference
    assert RequestSummary.objects.get().complaints == 1
    assert record.faults() == []


def test_nothing_is_joined_to_what_somebody_may_not_see(record):
    held = record.received(at=AT)
    record.done(e.MarkedConfidential(TODAY, (str(record.callum.pk),)), complaint=held.complaint, at=AT)
    answer = take_and_decide(CALL, Decided(Became.JOINED, held.complaint), record.dilys, AT, key=uuid.uuid4())
    assert answer.refused.because is RefusedBecause.NOT_YOURS
    theirs = take_and_decide(CALL, Decided(Became.JOINED, held.complaint), record.femi, AT, key=uuid.uuid4())
    assert theirs.refused.message == answer.refused.message
    assert Contact.objects.count() == 0


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.CONTRIBUTOR, Role.MEMBER_RESPONSIBLE, Role.ADMINISTRATOR])
def test_who_takes_no_complaints_takes_no_contacts(record, role):
    other = record.staff("Other", role)
    answer = take_contact(CALL, other, AT, key=uuid.uuid4())
    assert answer.refused.because is RefusedBecause.NOT_YOURS


def test_another_landlords_contact_is_not_there(record):
    done = taken(record)
    answer = decide_contact(done.contact, CALL, Decided(Became.COMPLAINT), record.femi, AT)
    assert answer.refused.because is RefusedBecause.NOT_YOURS
    missing = decide_contact(uuid.uuid4(), CALL, Decided(Became.COMPLAINT), record.callum, AT)
    assert missing.refused.message == answer.refused.message


def test_nothing_to_do_needs_a_reason_and_keeps_the_words(record):
    done = taken(record, CALL, Decided(Became.NOTHING, why="Sent to us by mistake: it is another landlord's home."))
    row = Contact.objects.get(pk=done.contact)
    assert (row.became, row.words) == ("nothing", CALL.words)
    assert row.why.startswith("Sent to us by mistake")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("4 Elm Road, Aldertown AL1 2BB", ("4 Elm Road, Aldertown", "AL1 2BB")),
        ("4 Elm Road\nal12bb", ("4 Elm Road", "AL1 2BB")),
        ("Flat 2, The Larches", ("Flat 2, The Larches", "")),
        ("SW1A 1AA", ("", "SW1A 1AA")),
    ],
)
def test_the_postcode_is_found_at_the_end_of_an_address(written, expected):
    assert postcode_in(written) == expected


def nothing(record, **more):
    called = dataclasses.replace(CALL, **more)
    return taken(record, called, Decided(Became.NOTHING, why="Another landlord's home."))


def test_what_became_nothing_is_erased_by_a_persons_decision_once_its_time_is_over(record, settings, tmp_path):
    settings.HOME = tmp_path
    done = nothing(record, person="Asha", home="9 Larch Court", spoken_to="Jo")
    early = erase_contact(done.contact, e.ErasureBasis.TIME_OVER, record.callum, AT)
    assert "It is kept until 8 Apr 2032" in early.refused.message  # six years, as for complaints
    assert list(contacts_due(record.callum, AT)) == []
    later = AT.replace(year=2032)
    assert [row.pk for row in contacts_due(record.callum, later)] == [done.contact]
    assert list(contacts_due(record.femi, later)) == list(contacts_due(record.dilys, later)) == []
    assert isinstance(erase_contact(done.contact, e.ErasureBasis.TIME_OVER, record.dilys, later), NotDone)
    assert isinstance(erase_contact(done.contact, e.ErasureBasis.TIME_OVER, record.femi, later), NotDone)
    logged = erase_contact(done.contact, e.ErasureBasis.TIME_OVER, record.callum, later)
    assert (logged.words, logged.due_on, logged.rule) == (5, date(2032, 4, 8), "complaint")
    row = Contact.objects.get()
    assert {getattr(row, name) for name in Contact.PERSONAL} == {""}
    assert (row.became, row.arrived_on, row.erased_at) == ("nothing", ARRIVED, later)
    assert list(contacts_due(record.callum, later)) == []


def test_an_erased_contact_that_comes_back_with_a_backup_is_erased_again(record, settings, tmp_path):
    settings.HOME = tmp_path
    done = nothing(record, person="Asha")
    kept = {name: getattr(Contact.objects.get(), name) for name in Contact.PERSONAL}
    erase_contact(done.contact, e.ErasureBasis.ASKED, record.callum, AT)
    path = keep_list(record.landlord.pk)
    Contact.objects.update(erased_at=None, **kept)
    Disposal.objects.all().delete()
    assert [(each.words, each.documents) for each in erase_again([path], AT)] == [(3, 0)]
    assert Contact.objects.get().words == ""
    assert list(erase_again([path], AT)) == []


def test_what_waits_is_decided_before_it_is_erased(record):
    done = taken(record)
    answer = erase_contact(done.contact, e.ErasureBasis.ASKED, record.callum, AT)
    assert "decide first" in answer.refused.message


def test_erasing_a_complaint_erases_what_its_contact_still_says(record, settings, tmp_path):
    settings.HOME = tmp_path
    done = taken(record, dataclasses.replace(CALL, person="Asha"), Decided(Became.COMPLAINT, why="She said so."))
    record.done(e.ResponseIssued(TODAY, stage=1), complaint=done.outcome.stream, at=AT, reason="Late in the record.")
    answer = erase(Erase(record.landlord.pk, done.outcome.stream, e.ErasureBasis.ASKED), record.callum, AT)
    assert isinstance(answer, Erased), answer
    row = Contact.objects.get()
    assert {getattr(row, name) for name in Contact.PERSONAL} == {""}


def test_what_came_in_is_given_to_the_person_it_is_about(record):
    resident, home = asha(record)
    taken(record, dataclasses.replace(CALL, person=str(resident.pk), home=str(home.pk), spoken_to="Jo at the office"))
    held = gather(record.landlord.pk, str(resident.pk), record.callum, AT)
    (row,) = held.data["people"]["contact"]
    assert row["words"][0]["text"] == "Jo at the office"
    assert "people/contact/1/spoken_to" in held.marks
    text = as_text(given(held, held.marks))
    assert "What came in from them" in text
    assert "Jo at the office" in text
    taken(
        record, dataclasses.replace(CALL, person=str(resident.pk), representative="Bea", words="She says it is damp.")
    )
    second = gather(record.landlord.pk, str(resident.pk), record.callum, AT).data["people"]["contact"][1]
    assert {each["field"] for each in second["words"]} == {"representative", "words"}


def test_what_became_a_complaint_confidential_to_others_is_not_given_away(record):
    resident, _ = asha(record)
    done = taken(record, dataclasses.replace(CALL, person=str(resident.pk)), Decided(Became.COMPLAINT))
    mona = record.staff("Mona", Role.MANAGER)
    assert "contact" in gather(record.landlord.pk, str(resident.pk), mona, AT).data["people"]
    record.done(e.MarkedConfidential(TODAY, (str(record.callum.pk),)), complaint=done.outcome.stream, at=AT)
    assert "contact" not in gather(record.landlord.pk, str(resident.pk), mona, AT).data["people"]


def test_contacts_are_in_the_export(record, tmp_path):
    taken(record)
    other = Contacted(ARRIVED, "Theirs.")
    take_contact(other, record.femi, AT, key=uuid.uuid4())
    for _ in export(record.landlord, tmp_path / "out", AT):
        pass
    lines = [json.loads(line) for line in (tmp_path / "out" / "tables" / "contact.jsonl").read_text().splitlines()]
    assert [line["words"] for line in lines] == [CALL.words]
