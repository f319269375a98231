"""Service requests in the record: the same door, chain, seals and lists as complaints, on both engines."""

import json
import subprocess
import sys
import uuid
from datetime import date, timedelta
from pathlib import Path

import pytest
from cast import ASKED as NOW
from cast import at, sql, without_guards

from putright.actions import (
    Ask,
    AskRequest,
    NotDone,
    RaiseComplaint,
    Raised,
    Recorded,
    perform,
    perform_request,
    raise_complaint,
)
from putright.actions import requests as acting
from putright.actions.erasing import Erase, Erased, erase, place_hold
from putright.actions.exporting import export
from putright.actions.rebuild import rebuild
from putright.actions.subject_access import as_text, gather, given
from putright.complaint import events as e
from putright.complaint import requests as r
from putright.complaint.decide import RefusedBecause
from putright.complaint.history import as_it_stood
from putright.people.permissions import REQUEST_NOT_THERE
from putright.people.roles import Role
from putright.records import retention, search, store
from putright.records.integrity import check_signature, checkpoint
from putright.records.models import Content, Counter, Entry, Request, Summary
from putright.records.requests_list import requests_listed, requests_to_look_at
from putright.records.requests_models import RequestSummary
from putright.records.search_models import SearchRow

DAY = date(2026, 4, 2)  # a Thursday
TAP = r.RequestAsked(DAY, person="Asha", home="h1", what="The kitchen tap drips.", review_on=date(2026, 4, 16))
OFFICER = frozenset({Role.COMPLAINTS_OFFICER})


@pytest.fixture
def house(record):
    return record


def ask(house, *facts, by=None, when=NOW, **more):
    landlord = more.pop("landlord", house.landlord.id)
    return perform_request(AskRequest(landlord, tuple(facts), **more), by or house.callum, when)


def done(house, *facts, **more):
    answer = ask(house, *facts, **more)
    assert isinstance(answer, Recorded), answer
    return answer


def row(request):
    return RequestSummary.objects.get(request=request)


def raised(house, request, when, **more):
    answer = raise_complaint(
        RaiseComplaint(house.landlord.id, request, when.date(), **more), more.pop("by", house.callum), when
    )
    assert isinstance(answer, Raised), answer
    return answer


def test_a_request_is_recorded_listed_and_verified_beside_complaints(house):
    house.received()
    tap = done(house, TAP)
    assert (tap.reference, tap.first_number, tap.last_number, tap.again) == ("AH-S-2604-0001", 1, 1, False)
    assert house.received().reference == "AH-2604-0002"
    assert done(house, TAP).reference == "AH-S-2604-0002"
    done(house, r.RequestPromised(DAY, date(2026, 4, 9), "repairs"), request=tap.request, expected_number=1)
    listed = row(tap.request)
    assert (listed.person, listed.home, listed.what, listed.state) == ("Asha", "h1", "The kitchen tap drips.", "open")
    assert (listed.asked_on, listed.promised_on, listed.review_on) == (DAY, date(2026, 4, 9), date(2026, 4, 16))
    assert (listed.live, listed.next_on, listed.last_number) == (True, date(2026, 4, 10), 2)
    assert not Summary.objects.filter(complaint=tap.request).exists()
    assert house.faults() == []
    assert list(sql("SELECT count(*) FROM entry WHERE body LIKE %s", "%drips%")) == [(0,)]
    assert store.read(house.landlord.id, tap.request)[0].event == TAP


def test_the_end_of_it(house):
    tap = done(house, TAP)
    done(house, r.RequestAnswered(DAY, "Soon."), request=tap.request)
    assert row(tap.request).state == "answered"
    done(house, r.RequestDone(DAY, "A washer."), request=tap.request)
    assert (row(tap.request).state, row(tap.request).live, row(tap.request).next_on) == ("done", False, None)


def test_the_same_command_again_is_answered_and_the_same_key_for_something_else_is_not(house):
    key = uuid.uuid4()
    first = done(house, TAP, key=key)
    again = done(house, TAP, key=key)
    assert again == Recorded(first.request, first.reference, 1, 1, again=True)
    assert Entry.objects.count() == 1
    other = ask(house, r.RequestAsked(DAY, what="The door."), key=key)
    assert other.refused.message == "This request was used before for something else: send it as a new one."
    complaint = perform(Ask(house.landlord.id, (e.ComplaintReceived(DAY),), key=key), house.callum, NOW)
    assert isinstance(complaint, NotDone)


def test_a_stale_number_is_told_what_changed_by_whom_and_when(house):
    tap = done(house, TAP)
    done(house, r.RequestAnswered(DAY, "Soon."), request=tap.request, by=house.dilys, when=at(5))
    no = ask(house, r.RequestDone(DAY), request=tap.request, expected_number=1)
    assert no.refused.because is RefusedBecause.STALE
    assert no.refused.message == (
        "The service request has changed since you opened it. Dilys, Thu 2 Apr 2026 at 10:35: The resident was given an "
        "answer: “Soon”. Look at it again; what you wrote is not lost."
    )
    assert Entry.objects.count() == 2


def test_another_landlords_request_is_not_there(house):
    tap = done(house, TAP)
    for answer in (
        ask(house, r.RequestDone(DAY), request=tap.request, by=house.femi),
        ask(house, r.RequestDone(DAY), request=tap.request, by=house.femi, landlord=house.other.id),
        ask(house, r.RequestDone(DAY), request=uuid.uuid4()),
        ask(house, r.RequestDone(DAY), request=house.received().complaint),
        raise_complaint(RaiseComplaint(house.other.id, tap.request, DAY), house.femi, NOW),
        raise_complaint(RaiseComplaint(house.landlord.id, tap.request, DAY), house.femi, NOW),
    ):
        assert (answer.refused.because, answer.refused.message) == (RefusedBecause.NOT_YOURS, REQUEST_NOT_THERE)
    assert requests_listed(house.other.id, roles=OFFICER) == []
    assert search.find_requests(house.other.id, "tap", who=str(house.femi.id), roles=OFFICER).matches == ()
    assert isinstance(house.ask(e.ComplaintLogged(DAY), complaint=tap.request), NotDone)


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.MEMBER_RESPONSIBLE, Role.AUDITOR, Role.BUSINESS_REVIEWER])
def test_whose_work_it_is_not_is_told_so(house, role):
    somebody = house.staff("Gita", role)
    tap = done(house, TAP)
    assert ask(house, r.RequestDone(DAY), request=tap.request, by=somebody).refused.because is RefusedBecause.NOT_YOURS
    assert ask(house, TAP, by=somebody).refused.message.startswith("That is not yours to record: it takes a ")
    seen = bool(requests_listed(house.landlord.id, roles=frozenset({role})))
    assert seen is (role in {Role.AUDITOR, Role.BUSINESS_REVIEWER})


@pytest.mark.parametrize(
    ("fact", "says"),
    [
        (e.ComplaintClosed(DAY), "“closed” is not something that happens to a service request"),
        (e.WordsErased(DAY, e.ErasureBasis.ASKED), "erased by the command that erases them"),
        (r.RequestBecameComplaint(DAY, "AH-2604-0009"), "raised by the command that raises it"),
        (r.RequestAnswered(DAY, "x\x00y"), "holds a character"),
        (r.RequestAnswered(DAY + timedelta(days=9)), "because today is Thu 2 Apr 2026"),
        (TAP, "asked for already"),
    ],
)
def test_what_is_refused_leaves_nothing(house, fact, says):
    tap = done(house, TAP)
    no = ask(house, fact, request=tap.request)
    assert says in no.refused.message
    assert Entry.objects.count() == 1
    assert says == "asked for already" or isinstance(ask(house, fact), NotDone)
    assert Entry.objects.count() == 1


def test_a_request_event_cannot_be_put_on_a_complaint(house):
    complaint = house.received().complaint
    no = house.ask(r.RequestDone(DAY), complaint=complaint)
    assert "it happens to a service request" in no.refused.message
    no = house.ask(e.EntryCorrected(DAY, 1, TAP), complaint=complaint)
    assert "it happens to a service request" in no.refused.message


def test_becoming_a_complaint_is_one_command_and_the_request_stays_open(house):
    tap = done(house, TAP)
    unhappy = r.RequestDissatisfied(date(2026, 4, 10), "Nobody came.", wants_to_complain=True)
    later = NOW + timedelta(days=12)  # Tue 14 April
    done(house, unhappy, request=tap.request, when=later)
    both = raised(house, tap.request, later, expected_number=2, channel=e.Channel.TELEPHONE, reason="It was seen late.")
    assert both.complaint.reference == "AH-2604-0001"
    receipt, from_request, *_ = [each.event for each in store.read(house.landlord.id, both.complaint.complaint)]
    assert receipt == e.ComplaintReceived(
        date(2026, 4, 10), e.Channel.TELEPHONE, person="Asha", home="h1", in_their_words="Nobody came."
    )
    assert from_request == e.RaisedFromServiceRequest(date(2026, 4, 10), tap.reference, work_continues=True)
    said = [each.event for each in store.read(house.landlord.id, tap.request)]
    assert said == [TAP, unhappy, r.RequestBecameComplaint(date(2026, 4, 14), "AH-2604-0001")]
    listed = row(tap.request)
    assert (listed.state, listed.complaints, listed.live, listed.next_on) == ("open", 1, True, date(2026, 4, 16))
    assert Summary.objects.get(complaint=both.complaint.complaint).received_on == date(2026, 4, 10)
    done(house, r.RequestDone(date(2026, 4, 14)), request=tap.request, when=later)
    assert row(tap.request).state == "done"
    assert house.faults() == []


def test_a_dissatisfaction_first_heard_with_the_complaint_is_recorded_with_it(house):
    tap = done(house, TAP)
    both = raised(house, tap.request, NOW + timedelta(days=1), words="It still drips.")
    said = [each.event for each in store.read(house.landlord.id, tap.request)][1:]
    friday = date(2026, 4, 3)
    assert said == [
        r.RequestDissatisfied(friday, wants_to_complain=True),
        r.RequestBecameComplaint(friday, both.complaint.reference),
    ]
    assert both.request.first_number == 2
    receipt = store.read(house.landlord.id, both.complaint.complaint)[0].event
    assert (receipt.on, receipt.in_their_words) == (friday, "It still drips.")


def test_raising_it_again_with_the_same_key_is_answered_with_the_same_complaint(house):
    tap, key = done(house, TAP), uuid.uuid4()
    first = raised(house, tap.request, NOW, words="It still drips.", key=key)
    again = raised(house, tap.request, NOW, words="It still drips.", key=key)
    assert (again.complaint.complaint, again.complaint.reference) == (
        first.complaint.complaint,
        first.complaint.reference,
    )
    assert (again.complaint.again, again.request.again, again.request.last_number) == (True, True, 3)
    assert Entry.objects.count() == 5
    other = raise_complaint(RaiseComplaint(house.landlord.id, tap.request, DAY, "Else.", key=key), house.callum, NOW)
    assert "used before for something else" in other.refused.message


def test_a_no_from_the_complaint_leaves_neither_half(house):
    tap = done(house, r.RequestAsked(DAY, what="The tap."))
    future = raise_complaint(
        RaiseComplaint(house.landlord.id, tap.request, DAY + timedelta(days=60)), house.callum, NOW
    )
    assert future.refused.because is RefusedBecause.IMPOSSIBLE
    stale = raise_complaint(RaiseComplaint(house.landlord.id, tap.request, DAY, expected_number=7), house.callum, NOW)
    assert stale.refused.because is RefusedBecause.STALE
    auditor = house.staff("Hal", Role.AUDITOR)
    assert isinstance(raise_complaint(RaiseComplaint(house.landlord.id, tap.request, DAY), auditor, NOW), NotDone)
    assert (Summary.objects.count(), Entry.objects.count(), Request.objects.count()) == (0, 1, 1)
    assert house.faults() == []


@pytest.mark.parametrize("half", ["write_request", "_write"])
def test_a_fault_between_the_halves_leaves_neither(house, monkeypatch, half):
    tap = done(house, TAP)

    def fails(*_, **__):
        raise RuntimeError("the power is cut")

    with monkeypatch.context() as broken:
        broken.setattr(acting, half, fails)
        with pytest.raises(RuntimeError, match="the power is cut"):
            raised(house, tap.request, NOW)
    assert Entry.objects.count() == 1
    assert Summary.objects.count() == 0
    assert Request.objects.count() == 1
    assert not Counter.objects.filter(month="2604").exists()
    assert house.faults() == []
    assert raised(house, tap.request, NOW).complaint.reference == "AH-2604-0001"


_KILLED = """
import os, sys, uuid
os.environ["DJANGO_SETTINGS_MODULE"] = "putright.config.settings"
import django
django.setup()
from datetime import date
sys.path.insert(0, sys.argv[2])
from cast import ASKED
from putright.actions import RaiseComplaint, raise_complaint, requests
from putright.people.models import Staff
requests.write_request = lambda *a, **k: os._exit(9)
callum = Staff.objects.get(name="Callum")
raise_complaint(RaiseComplaint(callum.landlord_id, uuid.UUID(sys.argv[1]), date(2026, 4, 2)), callum, ASKED)
"""


def test_a_process_killed_between_the_halves_leaves_neither(house):
    import os

    tap = done(house, TAP)
    env = {**os.environ, "PUTRIGHT_HOME": str(house.home), "PUTRIGHT_DATABASE_URL": house.url or ""}
    if not house.url:
        del env["PUTRIGHT_DATABASE_URL"]
    command = [sys.executable, "-c", _KILLED, str(tap.request), str(Path(__file__).parent)]
    killed = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    assert killed.returncode == 9, killed.stderr
    assert [each.type for each in Entry.objects.all()] == ["request_asked"]
    assert house.faults() == []


TAMPERINGS = {
    "body": ('UPDATE entry SET body = \'{"on":"2026-04-01"}\' WHERE number = 1', "the entry is not what was written"),
    "type": ("UPDATE entry SET type = 'received' WHERE number = 1", "the entry is not what was written"),
    "gone": ("DELETE FROM entry WHERE number = 2", "were acknowledged and are gone"),
    "first": ("DELETE FROM entry WHERE number = 1", "entry 1 is missing or out of its place"),
    "words": ("UPDATE content SET text = 'The door.' WHERE field = 'what'", "are not what was written"),
    "blanked": (
        "UPDATE content SET text = '', salt = '', erased_at = '2026-04-02'",
        "were erased, and no entry says so",
    ),
    "asked": ("DELETE FROM request", "the request that entry 1 came by is gone"),
    "list": ("DELETE FROM request_summary", "the service request is in no list: run `putright rebuild`"),
    "digest": ("UPDATE request_summary SET last_digest = '0'", "does not end as the list remembers"),
    "number": ("UPDATE request_summary SET last_number = 7", "and the list knows of 7"),
    "reference": ("UPDATE request_summary SET reference = 'AH-S-2604-0009'", "the list calls it AH-S-2604-0009"),
}


@pytest.mark.parametrize("how", TAMPERINGS)
def test_tampering_with_a_request_is_found(house, how):
    tap = done(house, TAP)
    done(house, r.RequestAnswered(DAY), request=tap.request)
    kept = checkpoint(house.landlord.id, "secret", NOW)
    assert list(check_signature(kept, "secret")) == []
    assert house.faults() == []
    without_guards()
    statement, says = TAMPERINGS[how]
    sql(statement)
    assert any(says in fault for fault in house.faults()), house.faults()


def test_a_request_taken_from_every_table_alike_shows_against_a_checkpoint(house):
    tap = done(house, TAP)
    kept = checkpoint(house.landlord.id, "secret", NOW)
    without_guards()
    for table in ("entry", "content", "request", "request_summary", "search_row"):
        sql(f"DELETE FROM {table}")
    assert house.faults() == []
    (gone,) = check_signature(kept, "secret")
    assert str(tap.request) in gone


def test_entries_are_append_only_for_requests_too(house):
    done(house, TAP)
    from django.db import Error, transaction

    with pytest.raises(Error), transaction.atomic():
        sql("UPDATE entry SET body = '{}'")


def test_a_list_that_is_wrong_is_made_anew_and_one_that_is_evidence_is_left(house):
    tap, door = done(house, TAP), done(house, r.RequestAsked(DAY, what="The door."))
    house.received()
    right = RequestSummary.objects.filter(request=tap.request).values().get()
    RequestSummary.objects.filter(request=tap.request).update(what="Nothing.", next_on=None, live=False)
    RequestSummary.objects.filter(request=door.request).update(last_digest="0" * 64)
    Counter.objects.all().delete()
    told = {each.reference: each for each in rebuild(house.landlord, DAY)}
    assert (told[tap.reference].differed, told[tap.reference].left) == (True, "")
    assert "the list remembers another entry" in told[door.reference].left
    assert RequestSummary.objects.filter(request=tap.request).values().get() == right
    assert not any(
        each.differed for each in rebuild(house.landlord, date(2026, 6, 1)) if each.reference != door.reference
    )
    assert done(house, TAP).reference == "AH-S-2604-0003"
    assert house.received().reference == "AH-2604-0002"


def test_a_row_in_the_other_list_is_found_and_taken_out(house):
    tap, complaint = done(house, TAP), house.received()
    listed = Summary.objects.get(complaint=complaint.complaint)
    listed.pk, listed.reference = tap.request, "AH-2604-0077"
    listed.save(force_insert=True)
    assert house.faults() == ["it is a service request, and the other list has a row of it too"]
    list(rebuild(house.landlord, DAY))
    assert house.faults() == []
    assert Summary.objects.count() == 1


def test_what_has_to_be_looked_at_is_found_when_it_has_to_be_and_says_why(house):
    tap = done(house, TAP)
    done(house, r.RequestPromised(DAY, date(2026, 4, 9), "repairs"), request=tap.request)
    door = done(house, r.RequestAsked(DAY, what="The door.", review_on=date(2026, 5, 1)))
    done(house, r.RequestDissatisfied(DAY, "It sticks."), request=door.request)
    quiet = done(house, r.RequestAsked(DAY, review_on=date(2026, 5, 1)))

    def found(on, **more):
        listed = requests_to_look_at(house.landlord.id, on, roles=OFFICER, **more)
        return [(each.row.reference, [why.name for why in each.why]) for each in listed]

    assert found(date(2026, 4, 9)) == [(door.reference, ["choice_not_offered"])]
    assert found(date(2026, 4, 10)) == [(door.reference, ["choice_not_offered"]), (tap.reference, ["promise_missed"])]
    assert found(date(2026, 4, 16))[1] == (tap.reference, ["review_due", "promise_missed"])
    assert [name for name, _ in found(date(2026, 5, 1))] == [door.reference, tap.reference, quiet.reference]
    assert len(found(date(2026, 5, 1), limit=1)) == 1
    assert requests_to_look_at(house.landlord.id, date(2026, 5, 1), roles=frozenset({Role.CONTRIBUTOR})) == []
    assert requests_listed(house.landlord.id, roles=OFFICER)[0].reference == door.reference
    done(house, r.RequestDone(DAY), request=quiet.request)
    assert quiet.reference not in {each.reference for each in requests_listed(house.landlord.id, roles=OFFICER)}
    assert len(requests_listed(house.landlord.id, roles=OFFICER, everything=True)) == 3


def test_looking_takes_two_queries_however_many_there_are(house, django_assert_num_queries):
    for _ in range(5):
        done(house, r.RequestAsked(DAY))
    with django_assert_num_queries(2):
        assert len(requests_to_look_at(house.landlord.id, DAY, roles=OFFICER)) == 5


def test_words_of_requests_are_found_apart_from_complaints(house):
    tap = done(house, TAP)
    done(house, r.RequestAnswered(DAY, "A plumber comes to the kitchen."), request=tap.request)
    house.received()
    who = {"who": str(house.callum.id), "roles": OFFICER}
    for words in ("kitchen", "plumb kitchen", "drips plumber", tap.reference.lower(), "“kitchen tap”"):
        (match,) = search.find_requests(house.landlord.id, words, **who).matches
        assert (match.complaint, match.reference) == (tap.request, tap.reference), words
        assert search.find(house.landlord.id, words, **who).matches == ()
    assert search.find_requests(house.landlord.id, "damp", **who).matches == ()
    assert (
        search.find_requests(house.landlord.id, "kitchen", who="x", roles=frozenset({Role.CONTRIBUTOR})).matches == ()
    )
    assert len(search.find(house.landlord.id, "damp", **who).matches) == 1
    before = sorted(SearchRow.objects.values_list("complaint", "kind", "words"))
    search.index_again(house.landlord.id)
    assert sorted(SearchRow.objects.values_list("complaint", "kind", "words")) == before


def test_erasing_blanks_the_words_the_list_and_the_search_and_the_record_still_verifies(house):
    tap = done(house, TAP)
    done(house, r.RequestDone(DAY, "A washer."), request=tap.request)
    early = erase(Erase(house.landlord.id, tap.request, e.ErasureBasis.TIME_OVER), house.callum, NOW)
    assert early.refused.message.startswith(
        "It is kept until 2 Apr 2032: 6 years for service requests, as for complaints"
    )
    assert list(retention.due_for_review(house.landlord.id, date(2032, 4, 1), who="x", roles=OFFICER)) == []
    (due,) = retention.due_for_review(house.landlord.id, date(2032, 4, 2), who="x", roles=OFFICER)
    assert (due.complaint, due.reference, due.held) == (tap.request, tap.reference, "")
    much_later = NOW.replace(year=2032)
    held = place_hold(house.landlord.id, tap.request, "A claim in court.", house.callum, much_later)
    ask_to = Erase(house.landlord.id, tap.request, e.ErasureBasis.TIME_OVER)
    assert "held: A claim in court" in erase(ask_to, house.callum, much_later).refused.message
    held.delete()
    gone = erase(ask_to, house.callum, much_later)
    assert isinstance(gone, Erased)
    assert (gone.number, gone.words) == (3, 4)  # her name and her home as well
    assert not Content.objects.exclude(text="").exists()
    assert row(tap.request).what == "(erased)"
    assert row(tap.request).last_number == 3
    assert search.find_requests(house.landlord.id, "kitchen", who="x", roles=OFFICER).matches == ()
    assert house.faults() == []
    assert not any(each.differed for each in rebuild(house.landlord, DAY))


def test_a_request_is_kept_as_long_as_a_complaint_that_came_from_it(house):
    tap = done(house, TAP)
    both = raised(house, tap.request, NOW)
    done(house, r.RequestDone(DAY), request=tap.request)
    much_later = NOW.replace(year=2034)
    ask_to = Erase(house.landlord.id, tap.request, e.ErasureBasis.TIME_OVER)
    no = erase(ask_to, house.callum, much_later)
    assert no.refused.message == (
        "It must be kept, because a complaint that was raised from it has to be kept: look at that one."
    )
    house.done(e.ComplaintClosed(DAY), complaint=both.complaint.complaint, reason="Settled.")
    assert isinstance(erase(ask_to, house.callum, much_later), Erased)


def test_what_is_held_on_somebody_has_their_requests_and_what_was_answered(house):
    tap = done(house, TAP)
    done(house, r.RequestAnswered(DAY, "Soon."), request=tap.request)
    done(house, r.RequestAsked(DAY, person="Bea", what="The door."))
    house.received()
    held = gather(house.landlord.id, "Asha", house.callum, NOW)
    (request,) = held.data["requests"]
    assert (request["reference"], request["held_as"]) == (tap.reference, ["request_asked.person"])
    authors = {word["field"]: word["author"] for word in request["entries"][0]["words"]}
    assert authors == {"person": "landlord", "home": "landlord", "what": "complainant"}
    assert [word["author"] for word in request["entries"][1]["words"]] == ["landlord"]
    text = as_text(given(held, ()))
    assert f"Service request {tap.reference}" in text
    assert "A resident asked for something to be put right: “The kitchen tap drips”." in text
    assert "The door" not in text
    assert len(held.data["complaints"]) == 1


def test_everything_of_a_landlord_has_the_requests_with_their_words(house, tmp_path):
    tap = done(house, TAP)
    both = raised(house, tap.request, NOW)
    list(export(house.landlord, tmp_path, NOW))
    (line,) = [json.loads(each) for each in (tmp_path / "requests.jsonl").read_text(encoding="utf-8").splitlines()]
    assert (line["reference"], line["request"]) == (tap.reference, str(tap.request))
    assert [each["event"] for each in line["entries"]] == [
        "request_asked", "request_dissatisfied", "request_became_complaint"]  # fmt: skip
    assert line["entries"][0]["what"] == "The kitchen tap drips."
    (complaint,) = [
        json.loads(each) for each in (tmp_path / "complaints.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    assert complaint["reference"] == both.complaint.reference
    assert (tmp_path / "tables" / "request_summary.jsonl").read_text(encoding="utf-8").count("\n") == 1


def test_a_request_as_it_stood(house):
    tap = done(house, TAP)
    done(house, r.RequestDone(DAY), request=tap.request, when=at(60))
    entries = store.read(house.landlord.id, tap.request)
    assert r.request_from(as_it_stood(entries, at(30))).open
    assert not r.request_from(entries).open
