"""Everything held on one person, with other people's words marked and left out until somebody looked."""

import json
from datetime import date

import pytest
from cast import RECEIVED, at

from putright.actions.erasing import Erase, erase
from putright.actions.filing import Upload, file_document
from putright.actions.subject_access import NotYours, as_text, gather, given
from putright.complaint import events as e
from putright.complaint.authors import Author, author_of
from putright.people import models as m
from putright.people.changing import add
from putright.people.roles import Limit, Role
from putright.records.sealing import ERASED

PNG = b"\x89PNG\r\n\x1a\n" + b"mould" * 10


ASHA, BEA, CY, ASHA_10 = (f"01a20058-0f03-740e-9935-869a8a8ff{n}" for n in ("6c3", "6c4", "6c5", "6c6"))


@pytest.fixture
def house(record, settings, tmp_path):
    settings.DOCUMENTS = tmp_path / "documents"
    return record


def complaint_of(house, person=ASHA, **more):
    done = house.done(e.ComplaintReceived(RECEIVED, person=person, in_their_words="The damp is back."), **more)
    house.done(
        e.RepresentativeNamed(RECEIVED, BEA, authority_given=True, scope="Everything."),
        e.CorrespondenceRecorded(
            RECEIVED, e.Correspondent.OTHER, e.Direction.IN, what="I am next door and I hear them shout."
        ),
        e.CorrespondenceRecorded(
            RECEIVED, e.Correspondent.REPRESENTATIVE, e.Direction.IN, what="I write for my sister."
        ),
        e.ContributionAsked(RECEIVED, "q1", "repairs", "When were you there?"),
        complaint=done.complaint,
    )
    return done


def held_on(house, person=ASHA, by=None):
    return gather(house.landlord.id, person, by or house.callum, at(9))


def test_everything_on_a_person_comes_with_marks_where_others_speak(house):
    done = complaint_of(house)
    complaint_of(house, CY)
    file_document(
        Upload(house.landlord.id, done.complaint, e.EvidenceRecorded(RECEIVED, ""), "wall.png", (PNG,)),
        house.callum,
        at(2),
    )
    held = held_on(house)
    (complaint,) = held.data["complaints"]
    assert (complaint["reference"], complaint["held_as"]) == (done.reference, ["received.person"])
    assert len(complaint["entries"]) == len(house.entries(done.complaint))
    assert held.marks == (
        f"{done.reference}/3/what",
        f"{done.reference}/4/what",
        f"{done.reference}/document/d1",
    )
    assert complaint["entries"][0]["words"][0]["text"] == "The damp is back."
    assert complaint["documents"][0]["name"] == "wall.png"
    assert json.loads(json.dumps(held.data)) == held.data


def test_what_nobody_said_may_be_shown_is_left_out_and_says_so(house):
    done = complaint_of(house)
    held = held_on(house)
    closed = given(held, ())
    text = as_text(closed)
    for left in ("next door", "sister"):
        assert left not in json.dumps(closed)
        assert left not in text
    assert "We heard from somebody else: “[left out: words of somebody else]”." in text
    assert "A resident complained: “The damp is back”." in text
    assert f"Complaint {done.reference}" in text
    shown = as_text(given(held, [f"{done.reference}/4/what"]))
    assert "sister" in shown
    assert "next door" not in shown
    assert "next door" in json.dumps(held.data)  # what is gathered stays as it was
    with pytest.raises(ValueError, match="There is no mark “x”"):
        given(held, ["x"])


def test_a_representative_has_their_own_words_and_not_the_complainants(house):
    done = complaint_of(house)
    held = held_on(house, BEA)
    assert held.data["complaints"][0]["held_as"] == ["representative_named.representative"]
    assert f"{done.reference}/1/in_their_words" in held.marks
    assert f"{done.reference}/4/what" not in held.marks


def test_a_corrected_entry_is_marked_as_the_one_it_corrects(house):
    done = complaint_of(house)
    theirs = e.CorrespondenceRecorded(RECEIVED, e.Correspondent.OTHER, e.Direction.IN, what="I am at number 9.")
    house.done(e.EntryCorrected(RECEIVED, 3, theirs, "a slip"), complaint=done.complaint)
    assert f"{done.reference}/6/replacement.what" in held_on(house).marks
    assert "number 9" not in as_text(given(held_on(house), ()))


def test_an_id_inside_another_or_in_words_is_nobody(house):
    complaint_of(house, ASHA_10)
    house.received()
    assert held_on(house).data["complaints"] == []
    assert "No complaint." in as_text(given(held_on(house), ()))
    assert held_on(house, "").data["complaints"] == []
    assert held_on(house, '"').data["complaints"] == []
    assert held_on(house, "%").data["complaints"] == []


def test_what_was_erased_is_said_to_be_erased(house):
    done = complaint_of(house)
    erase(Erase(house.landlord.id, done.complaint, e.ErasureBasis.ASKED), house.callum, at(5))
    held = held_on(house)
    assert held.marks == ()
    assert held.data["complaints"][0]["entries"][0]["words"][0]["text"] == ERASED


def test_nobody_gathers_another_landlords_or_a_confidential_one_they_are_not_on(house):
    done = complaint_of(house)
    with pytest.raises(NotYours):
        held_on(house, by=house.femi)
    with pytest.raises(NotYours):
        held_on(house, by=house.staff("Hana", Role.HANDLER))
    assert gather(house.other.id, ASHA, house.femi, at(9)).data["complaints"] == []
    omar = house.staff("Omar", Role.MANAGER)
    house.done(e.MarkedConfidential(RECEIVED, (str(house.callum.id),)), complaint=done.complaint)
    assert held_on(house, by=omar).data["complaints"] == []
    assert len(held_on(house).data["complaints"]) == 1


@pytest.mark.parametrize(
    ("happened", "field", "author"),
    [
        (e.ComplaintReceived(None, complainant=e.Complainant.GROUP), "in_their_words", Author.SOMEBODY_ELSE),
        (e.ComplaintReceived(None, complainant=e.Complainant.REPRESENTATIVE), "in_their_words", Author.REPRESENTATIVE),
        (e.CommentReceived(None, e.Correspondent.STAFF_MEMBER), "comment", Author.SOMEBODY_ELSE),
        (e.CorrespondenceRecorded(None, e.Correspondent.OTHER, e.Direction.OUT), "what", Author.SOMEBODY_ELSE),
        (e.CorrespondenceRecorded(None, e.Correspondent.RESIDENT, e.Direction.OUT), "what", Author.LANDLORD),
        (e.NewPointsRaised(None, ()), "points.0.text", Author.COMPLAINANT),
        (e.NewPointsRaised(None, ()), "reason", Author.LANDLORD),
        (e.ContributionReceived(None, "q1"), "answer", Author.SOMEBODY_ELSE),
        (e.EscalationRequested(None), "reasons", Author.COMPLAINANT),
        (e.ComplaintClosed(None), "reason", Author.LANDLORD),
    ],
)
def test_whose_words_they_are(happened, field, author):
    assert author_of(happened, field) is author


# What the tables of people hold.


def resident_of(house, landlord=None):
    owner, who = landlord or house.landlord, {"by": "the tests", "at": at(0)}
    home = add(m.Home(landlord=owner, address="3 Mill Street", postcode="AB1 2CD"), **who)
    asha = add(
        m.Resident(landlord=owner, name="Asha Patel", email="asha@post.example", needs="Her son Ravi rings."), **who
    )
    add(m.Residency(landlord=owner, resident=asha, home=home, from_on=date(2019, 5, 1)), **who)
    bea = add(
        m.Representative(landlord=owner, name="Bea Lund", kind="family_or_friend", telephone="01632 960001"), **who
    )
    add(m.Authority(landlord=owner, resident=asha, representative=bea, reach="everything", given_on=RECEIVED), **who)
    add(
        m.Adjustment(
            landlord=owner, resident=asha, what="Large print.", agreed_on=RECEIVED, review_on=date(2027, 4, 2)
        ),
        **who,
    )
    add(m.Disclosure(landlord=owner, resident=asha, what="She has asthma.", told_on=RECEIVED), **who)
    add(
        m.Restriction(
            landlord=owner, resident=asha, limit=Limit.IN_WRITING_ONLY.value, reason="She rang Tom forty times.", warned_on=RECEIVED,
            evidence="Tom's log.", from_on=RECEIVED, review_on=date(2026, 10, 2), equality_considered_on=RECEIVED,
            equality="Her asthma was weighed.",
        ), **who,
    )  # fmt: skip
    return asha


def test_what_is_on_file_about_a_resident_comes_too_and_reading_it_is_noted(house):
    asha = resident_of(house)
    done = complaint_of(house, str(asha.pk))
    held = held_on(house, str(asha.pk))
    people = held.data["people"]
    assert people["resident"][0]["email"] == "asha@post.example"
    assert (people["residency"][0]["home"], people["residency"][0]["from_on"]) == ("3 Mill Street", "2019-05-01")
    assert people["adjustment"][0]["what"] == "Large print."
    assert people["disclosure"][0]["what"] == "She has asthma."
    assert [line["did"] for line in people["people_change"]] == ["added"]
    (look,) = m.Look.objects.filter(subject=asha.pk)
    assert (look.staff, look.what) == (str(house.callum.id), "disclosures")
    assert people["look"][0]["by"] == "Callum"  # it stands in the answer itself
    assert held.data["complaints"][0]["reference"] == done.reference
    assert json.loads(json.dumps(held.data)) == held.data


def test_what_names_others_is_left_out_until_somebody_looked(house):
    asha = resident_of(house)
    held = held_on(house, str(asha.pk))
    assert {mark for mark in held.marks if mark.startswith("people/")} == {
        "people/resident/1/needs", "people/authority/1/representative", "people/restriction/1/reason",
        "people/restriction/1/evidence", "people/restriction/1/equality",
    }  # fmt: skip
    text = as_text(given(held, ()))
    for theirs in ("Ravi", "Bea", "Tom", "01632 960001"):
        assert theirs not in text
    assert "reason: [left out: words of somebody else]" in text
    assert "from on: Wed 1 May 2019" in text
    shown = as_text(given(held, ["people/authority/1/representative"]))
    assert "Bea Lund, 01632 960001" in shown


def test_another_landlords_resident_is_nobody_here(house):
    theirs = resident_of(house, house.other)
    assert held_on(house, str(theirs.pk)).data["people"] == {}
    assert not m.Look.objects.exists()


def test_whoever_speaks_for_somebody_has_their_own_row_and_not_the_residents(house):
    asha = resident_of(house)
    bea = m.Representative.objects.get()
    held = held_on(house, str(bea.pk))
    assert held.data["people"]["representative"][0]["telephone"] == "01632 960001"
    assert "Asha" not in as_text(given(held, ()))
    assert str(asha.pk) not in json.dumps(given(held, ()))


def test_somebody_known_by_name_alone_is_found_by_it_and_the_name_stands_in_no_entry(house):
    done = complaint_of(house, "Mrs Patel of number 9")
    assert all("Patel" not in entry.body for entry in house.entries())
    (complaint,) = held_on(house, "Mrs Patel of number 9").data["complaints"]
    assert (complaint["reference"], complaint["held_as"]) == (done.reference, ["received.person"])
    assert held_on(house, "The damp is back.").data["complaints"] == []
    assert house.faults() == []
