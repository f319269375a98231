"""Retention and erasure: time puts it on a list, a person decides, the chain still verifies, nothing is judged otherwise."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from cast import at, sql
from django.db import connection

from putright.actions import NotDone
from putright.actions.erasing import Erase, Erased, erase, lift_hold, place_hold
from putright.actions.filing import Upload, file_document
from putright.actions.rebuild import rebuild
from putright.actions.terms import assessed
from putright.complaint import events as e
from putright.complaint.assess import assess, governing, under_policy
from putright.complaint.examples import read_examples
from putright.complaint.history import Entry, complaint_from
from putright.complaint.narrate import narrate
from putright.people.roles import Role
from putright.policy import shipped_policies, shipped_policy
from putright.records import retention, search, store
from putright.records.filing import verify_documents
from putright.records.filing_models import Filing
from putright.records.models import Content, Outbox
from putright.records.retention_models import Disposal, LegalHold, RetentionSetting
from putright.records.retention_rules import keeping, read_rules, rules_from
from putright.records.sealing import ERASED, seal, unseal
from putright.records.search_models import SearchRow
from putright.workdays import calendar_for

RECEIVED = date(2021, 4, 1)  # a Thursday
CLOSED = date(2021, 5, 1)
EARLIER = datetime(2027, 4, 30, 9, tzinfo=UTC)
LATER = datetime(2027, 5, 1, 9, tzinfo=UTC)  # six years after
OVER = e.ErasureBasis.TIME_OVER
ASKED_FOR = e.ErasureBasis.ASKED
NOT_OURS = e.ErasureBasis.NOT_OURS
MAY = datetime(2021, 5, 2, 9, tzinfo=UTC)


@pytest.fixture
def house(record, settings, tmp_path):
    settings.DOCUMENTS = record.documents = tmp_path / "documents"
    return record


def closed(house, *facts, received=None, close=True, on=CLOSED):
    """A complaint with words, a document, more facts, and its end."""
    first = house.done(
        received or e.ComplaintReceived(RECEIVED, person="Asha", in_their_words="unmistakable mould"),
        at=MAY,
        reason="late",
    )
    upload = Upload(
        house.landlord.id, first.complaint, e.EvidenceRecorded(RECEIVED, "", "a photograph"), "asha.png", (PNG,)
    )
    file_document(upload, house.callum, MAY)
    if facts:
        house.done(*facts, complaint=first.complaint, at=MAY, reason="because")
    if close:
        house.done(e.ComplaintClosed(on, "settled"), complaint=first.complaint, at=MAY, reason="because")
    search.index(house.landlord.id, first.complaint, reference=first.reference)
    return first


PNG = b"\x89PNG\r\n\x1a\n" + b"mould" * 10


def ask(house, complaint, basis=OVER, *, by=None, when=LATER, **more):
    return erase(Erase(house.landlord.id, complaint, basis, **more), by or house.callum, when)


def due(house, today, who=None):
    mine = str((who or house.callum).id)
    roles = frozenset({Role.COMPLAINTS_OFFICER})
    return [each.reference for each in retention.due_for_review(house.landlord.id, today, who=mine, roles=roles)]


def read(house, complaint):
    return store.read(house.landlord.id, complaint)


def test_erasing_takes_words_documents_and_search_and_leaves_the_record_whole(house):
    done = closed(house)
    before = complaint_from(read(house, done.complaint))
    stood = assessed(house.landlord, before, LATER.date())
    erased = ask(house, done.complaint)
    assert isinstance(erased, Erased), erased
    assert (erased.number, erased.documents) == (len(house.entries(done.complaint)), 1)
    assert erased.words == Content.objects.filter(complaint=done.complaint).count()
    assert not Content.objects.exclude(text="", salt="").filter(complaint=done.complaint).exists()
    after = complaint_from(read(house, done.complaint))
    assert after.received.in_their_words == ERASED
    stands = assessed(house.landlord, after, LATER.date())
    assert (stands.findings, stands.deadlines, stands.next_step) == (stood.findings, stood.deadlines, stood.next_step)
    assert house.faults() == []
    assert list(verify_documents()) == []
    assert [each.differed for each in rebuild(house.landlord, LATER.date())] == [False]
    assert list(SearchRow.objects.filter(complaint=done.complaint).values_list("kind", flat=True)) == ["reference"]
    filing = Filing.objects.get()
    assert (filing.digest, filing.name, filing.erased_at) == ("", "", LATER)
    assert [path for path in (house.documents).rglob("*") if path.is_file()] == []
    said = narrate(read(house, done.complaint)[-1].event)
    assert said == (
        "What people had written was erased, with 1 document, because the time for keeping it was over (complaint)."
    )


def test_the_disposal_log_says_what_why_and_by_whom_and_holds_no_words(house):
    done = closed(house)
    erased = ask(house, done.complaint)
    row = Disposal.objects.get()
    assert (row.reference, row.number, row.basis, row.rule) == (done.reference, erased.number, "time_over", "complaint")
    assert (row.due_on, row.decided_by, row.decided_at) == (LATER.date(), str(house.callum.id), LATER)
    assert (row.words, row.documents) == (erased.words, 1)
    assert "1980" in row.source


def test_a_document_that_another_complaint_refers_to_stays(house):
    first, second = closed(house), closed(house)
    ask(house, first.complaint)
    assert list(verify_documents()) == []
    assert len([path for path in (house.documents).rglob("*") if path.is_file()]) == 1
    ask(house, second.complaint)
    assert [path for path in (house.documents).rglob("*") if path.is_file()] == []


def test_before_its_time_it_is_kept_and_the_sentence_says_until_when_and_why(house):
    done = closed(house)
    no = ask(house, done.complaint, when=EARLIER)
    assert no.refused.message.startswith(
        "It is kept until 1 May 2027: 6 years for all other complaints, counted from 1 May 2021 (National Housing"
    )
    assert Content.objects.filter(complaint=done.complaint, erased_at=None).exists()
    assert Disposal.objects.count() == 0


def test_what_is_not_over_is_not_due_however_old(house):
    done = closed(house, close=False)
    assert "It is not over" in ask(house, done.complaint).refused.message
    assert due(house, date(2060, 1, 1)) == []


@pytest.mark.parametrize(
    "facts",
    [
        (e.Triaged(RECEIVED, lane=e.Lane.BUILDING_SAFETY),),
        (e.ReferredToRegulator(RECEIVED),),
        (e.OccurrenceDecided(RECEIVED, is_occurrence=False),),
    ],
)
def test_building_safety_is_kept_seven_years_even_when_erasure_is_asked_for(house, facts):
    done = closed(house, *facts)
    for basis in (OVER, ASKED_FOR):
        assert "It is kept until 1 May 2028: 7 years" in ask(house, done.complaint, basis).refused.message
    assert isinstance(ask(house, done.complaint, when=datetime(2028, 5, 1, tzinfo=UTC)), Erased)


def test_a_higher_risk_building_counts_as_building_safety(house):
    done = closed(house, received=e.ComplaintReceived(RECEIVED, higher_risk_building=True, in_their_words="smoke"))
    assert "7 years" in ask(house, done.complaint).refused.message


def test_the_time_runs_from_the_last_thing_that_happened(house):
    done = closed(house)
    house.done(
        e.CorrespondenceRecorded(date(2021, 9, 1), e.Correspondent.RESIDENT, e.Direction.IN),
        complaint=done.complaint,
        at=datetime(2021, 9, 2, tzinfo=UTC),
    )
    assert "It is kept until 1 Sep 2027" in ask(house, done.complaint).refused.message


def test_the_ombudsman_holds_it_until_it_is_determined_and_complied_with(house):
    done = closed(house, e.OmbudsmanEnquired(RECEIVED, "OM-1"))
    assert "has not determined it" in ask(house, done.complaint).refused.message
    assert "has not determined it" in ask(house, done.complaint, ASKED_FOR).refused.message
    house.done(e.Determined(CLOSED), e.OrderMade(CLOSED, "o1", due_on=CLOSED), complaint=done.complaint, at=MAY)
    assert "order o1 has not been complied with" in ask(house, done.complaint).refused.message
    house.done(e.OrderComplied(CLOSED, "o1"), complaint=done.complaint, at=MAY, reason="because")
    assert isinstance(ask(house, done.complaint), Erased)


def test_a_hold_blocks_every_basis_until_it_is_lifted_with_a_reason(house):
    done = closed(house)
    hold = place_hold(house.landlord.id, done.complaint, "Claim 7BH00412 in the county court.", house.callum, MAY)
    for basis, entries in ((OVER, ()), (ASKED_FOR, ()), (NOT_OURS, (1,))):
        no = ask(house, done.complaint, basis, entries=entries)
        assert "because it is held: Claim 7BH00412 in the county court." in no.refused.message
    assert isinstance(lift_hold(house.landlord.id, hold.id, " ", house.callum, LATER), NotDone)
    lifted = lift_hold(house.landlord.id, hold.id, "The claim was settled.", house.callum, LATER)
    assert (lifted.lifted_by, lifted.lifted_because) == (str(house.callum.id), "The claim was settled.")
    assert isinstance(lift_hold(house.landlord.id, hold.id, "again", house.callum, LATER), NotDone)
    assert isinstance(ask(house, done.complaint), Erased)
    assert LegalHold.objects.count() == 1


def test_who_may_not_may_not(house):
    done = closed(house)
    hana = house.staff("Hana", Role.HANDLER)
    assert "it takes a complaints officer or manager" in ask(house, done.complaint, by=hana).refused.message
    assert "There is no such complaint" in ask(house, done.complaint, by=house.femi).refused.message
    assert "There is no such complaint" in ask(house, uuid4()).refused.message
    theirs = erase(Erase(house.other.id, done.complaint, OVER), house.femi, LATER)
    assert "There is no such complaint" in theirs.refused.message
    for by in (hana, house.femi, house.ezra):
        assert isinstance(place_hold(house.landlord.id, done.complaint, "court", by, MAY), NotDone)
    hold = place_hold(house.landlord.id, done.complaint, "court", house.callum, MAY)
    assert isinstance(lift_hold(house.other.id, hold.id, "x", house.femi, MAY), NotDone)
    assert Disposal.objects.count() == 0


def test_a_confidential_complaint_is_due_only_to_those_named(house):
    done = closed(house, e.MarkedConfidential(RECEIVED, (str(house.dilys.id), str(house.callum.id))))
    assert due(house, LATER.date()) == [done.reference]
    assert due(house, LATER.date(), who=house.femi) == []
    other = house.staff("Omar", Role.MANAGER)
    assert due(house, LATER.date(), who=other) == []
    assert "There is no such complaint" in ask(house, done.complaint, by=other).refused.message


def test_the_list_of_what_is_due_says_what_is_held_and_drops_what_is_erased(house):
    first, second = closed(house), closed(house)
    closed(house, on=date(2021, 5, 2))
    place_hold(house.landlord.id, second.complaint, "A claim.", house.callum, MAY)
    listed = list(
        retention.due_for_review(
            house.landlord.id, LATER.date(), who=str(house.callum.id), roles=frozenset({Role.MANAGER})
        )
    )
    assert [(each.reference, bool(each.held)) for each in listed] == [
        (first.reference, False),
        (second.reference, True),
    ]
    assert due(house, EARLIER.date()) == []
    ask(house, first.complaint)
    assert due(house, LATER.date()) == [second.reference]
    none = retention.due_for_review(house.landlord.id, LATER.date(), who="x", roles=frozenset({Role.ADMINISTRATOR}))
    assert list(none) == []


def test_some_entries_can_be_erased_by_themselves_with_what_corrects_them(house):
    done = closed(
        house, e.CorrespondenceRecorded(RECEIVED, e.Correspondent.OTHER, e.Direction.IN, what="a neighbour's bank")
    )
    number = len(house.entries(done.complaint))
    wrong = next(row.number for row in house.entries(done.complaint) if row.type == "correspondence_recorded")
    replacement = e.CorrespondenceRecorded(RECEIVED, e.Correspondent.OTHER, e.Direction.IN, what="a neighbour's banker")
    house.done(e.EntryCorrected(CLOSED, wrong, replacement, "a slip"), complaint=done.complaint, at=MAY)
    assert "Say which entries" in ask(house, done.complaint, NOT_OURS).refused.message
    assert "There is no entry 99" in ask(house, done.complaint, NOT_OURS, entries=(99,)).refused.message
    erased = ask(house, done.complaint, NOT_OURS, entries=(wrong,), when=MAY)
    assert (erased.words, erased.documents) == (3, 0)
    entries = read(house, done.complaint)
    assert entries[-1].event.entries == (wrong, number + 1)
    assert entries[wrong - 1].event.what == ERASED
    assert entries[number].event.replacement.what == ERASED
    assert entries[0].event.in_their_words == "unmistakable mould"
    assert house.faults() == []
    assert Filing.objects.get().erased_at is None
    assert isinstance(ask(house, done.complaint), Erased)
    assert house.faults() == []


def test_one_document_can_be_erased_by_its_entry(house):
    done = closed(house)
    erased = ask(house, done.complaint, NOT_OURS, entries=(2,), when=MAY)
    assert (erased.words, erased.documents) == (2, 1)
    assert [path for path in (house.documents).rglob("*") if path.is_file()] == []
    assert house.faults() == []


def test_a_person_who_asks_is_not_kept_waiting_for_the_years(house):
    done = closed(house)
    assert isinstance(ask(house, done.complaint, ASKED_FOR, when=MAY), Erased)


def test_the_same_request_erases_once(house):
    done, key = closed(house), uuid4()
    first = ask(house, done.complaint, key=key)
    again = ask(house, done.complaint, key=key)
    assert again == Erased(first.number, first.words, first.documents, again=True)
    assert Disposal.objects.count() == 1


def test_a_stale_screen_erases_nothing(house):
    done = closed(house)
    no = ask(house, done.complaint, expected_number=1)
    assert isinstance(no, NotDone)
    assert Content.objects.filter(complaint=done.complaint, erased_at=None).exists()


def test_what_was_erased_cannot_be_said_not_to_have_been(house):
    done = closed(house)
    erased = ask(house, done.complaint)
    no = house.ask(e.EntryStruckOut(LATER.date(), erased.number), complaint=done.complaint, at=LATER)
    assert "cannot be taken back" in no.refused.message


def test_what_was_sent_goes_and_what_waits_stays(house):
    done = closed(house)
    for key, sent in (("a", MAY), ("b", None)):
        Outbox.objects.create(
            landlord=house.landlord.id,
            complaint=done.complaint,
            kind="mail",
            body="x",
            key=key,
            due_at=MAY,
            done_at=sent,
        )
    ask(house, done.complaint)
    assert list(Outbox.objects.values_list("key", flat=True)) == ["b"]


def test_words_erased_behind_the_systems_back_are_found(house):
    done = closed(house)
    Content.objects.filter(complaint=done.complaint, number=1).update(text="", salt="", erased_at=LATER)
    said = "the words “{}” that the entry refers to were erased, and no entry says so"
    assert sorted(house.faults()) == [said.format(each) for each in ("in_their_words", "person")]


def test_nothing_erased_is_left_in_the_database_file(house):
    if connection.vendor != "sqlite":
        pytest.skip("on PostgreSQL the next VACUUM does it")
    done = closed(house)
    ask(house, done.complaint)
    sql("PRAGMA wal_checkpoint(TRUNCATE)")
    held = Path(connection.settings_dict["NAME"]).read_bytes()
    assert b"unmistakable" not in held
    assert done.reference.encode() in held
    assert sql("PRAGMA secure_delete") == [(0,)]


def test_a_landlord_sets_its_own_years_with_a_source_and_the_law_is_the_least(house):
    landlord = house.landlord.id

    def years(kind, number, source="Our schedule, 2025"):
        retention.set_years(
            landlord, kind, number, source, by=str(house.callum.id), at=at(len(RetentionSetting.objects.all()))
        )

    years("complaint", 3)
    assert retention.rules_of(landlord)["complaint"].years == 3
    years("complaint", 2)
    years("building_safety", 10)
    rules = retention.rules_of(landlord)
    assert (rules["complaint"].years, rules["complaint"].source, rules["complaint"].doubt) == (
        2,
        "Our schedule, 2025",
        "",
    )
    assert rules["building_safety"].years == 10
    assert retention.rules_of(house.other.id)["complaint"].years == 6
    for kind, number, source, says in (
        ("building_safety", 6, "x", "7 years is the law's number"),
        ("complaint", 0, "x", "a whole number of years"),
        ("complaint", 5, " ", "a number without a source is no rule"),
        ("letters", 5, "x", "is not a kind of record"),
    ):
        with pytest.raises(ValueError, match=says):
            years(kind, number, source)
    done = closed(house)
    assert isinstance(ask(house, done.complaint, when=datetime(2023, 5, 1, tzinfo=UTC)), Erased)


def test_the_rules_that_ship_have_their_source_and_own_up_to_doubt():
    rules = read_rules()
    assert {kind: (rule.years, rule.law) for kind, rule in rules.items()} == {
        "building_safety": (7, True),
        "complaint": (6, False),
    }
    assert all(rule.source and rule.doubt for rule in rules.values())


GOOD = {"kind": "complaint", "what": "x", "years": 6, "law": False, "source": "y"}
SAFETY = {**GOOD, "kind": "building_safety"}


@pytest.mark.parametrize(
    ("tables", "says"),
    [
        ([{**GOOD, "yaers": 6}], "no field “yaers”"),
        ([{key: value for key, value in GOOD.items() if key != "source"}], "“source” is missing"),
        ([GOOD, GOOD], "or is there twice"),
        ([{**GOOD, "kind": "letters"}], "not a kind of record"),
        ([{**GOOD, "years": "six"}], "a whole number of years"),
        ([{**GOOD, "source": ""}], "a whole number of years and where it stands"),
        ([GOOD], "no rule for “building_safety”"),
    ],
)
def test_rules_that_are_none_are_refused_with_their_place(tables, says):
    with pytest.raises(ValueError, match=says):
        rules_from(tables)


def test_years_from_a_leap_day_and_from_a_day_nobody_knows():
    written = datetime(2024, 2, 29, 12, tzinfo=UTC)
    leap = [Entry(1, e.ComplaintReceived(date(2024, 2, 1)), written), Entry(2, e.ComplaintClosed(None), written)]
    kept = keeping(
        leap, {**read_rules(), "complaint": rules_from([{**GOOD, "years": 5}, SAFETY])["complaint"]}, owed=False
    )
    assert (kept.over_on, kept.until) == (date(2024, 2, 29), date(2029, 3, 1))
    answered = [leap[0], Entry(2, e.ResponseIssued(date(2024, 2, 29)), written)]
    assert keeping(answered, read_rules(), owed=True).until is None
    assert keeping(answered, read_rules(), owed=False).until == date(2030, 3, 1)
    assert keeping(leap, read_rules(), owed=True).until == date(2030, 3, 1)


EXAMPLES = [pytest.param(each, id=each.path.stem) for each in read_examples(Path(__file__).parents[2] / "examples")]


@pytest.mark.parametrize("example", EXAMPLES)
def test_no_worked_example_is_judged_otherwise_without_its_words(example):
    bare = [replace(entry, event=_without_words(entry.event)) for entry in example.entries]
    assert [type(entry.event) for entry in bare] == [type(entry.event) for entry in example.entries]
    assert _judged(example, bare) == _judged(example, example.entries)


def _without_words(happened):
    name, _, body, _ = seal(happened)
    return unseal(name, body, {})


def _judged(example, entries):
    complaint = complaint_from(entries)
    under = governing(complaint, family=example.family, today=example.today)
    if example.policy:
        under = under_policy(under, shipped_policy(example.policy), shipped_policies().values(), complaint.received_on)
    found = assess(complaint, under, calendar_for(example.nation), today=example.today)
    return (
        [(each.key, each.grade, bool(each.departure)) for each in found.findings],
        [(each.stage, each.what, each.source, each.due_on, each.met_on) for each in found.deadlines],
        found.next_step and found.next_step.due_on,
    )
