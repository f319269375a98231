"""Following a complaint: what it says, what can be done about it, and who sees what of it."""

import re
from datetime import timedelta

import pytest
from at_the_front_door import (
    DAY,
    HOUR,
    code_in,
    complain,
    do,
    enter,
    follow,
    hidden_in,
    later,
    link_of,
    picture,
    record,
)
from front import browser, text_of
from strict_html import faults

from putright import clock
from putright.actions.filing import Upload, file_document
from putright.complaint import events as e
from putright.complaint.history import complaint_from
from putright.front_door import links
from putright.front_door.codes import spoken
from putright.front_door.models import Link
from putright.people.models import Authority
from putright.records import store
from putright.records.models import Entry

TODAY = clock.today()


@pytest.fixture
def client(house):  # noqa: ARG001  a fixture that only sets
    return browser()


@pytest.fixture
def mine(client):
    """Asha's complaint: her link, and the address of its page."""
    receipt = complain(client)
    return link_of(receipt), follow(client, receipt)


def now_of(link):
    return complaint_from(store.read(link.landlord_id, link.complaint))


def answered(house, link, stage=1):
    by = house.callum
    record(
        by,
        link,
        e.Acknowledged(TODAY, stage, parts=()),
        e.DefinitionSet(TODAY, (e.Point("1", "No call back."),), stage=stage),
    )
    record(
        by,
        link,
        e.PointDecided(TODAY, "1", e.Decision.UPHELD, "We did not call.", stage=stage),
        e.ResponseIssued(TODAY, stage),
    )


@pytest.mark.usefixtures("either")
def test_it_says_where_it_stands_and_the_next_date_with_its_reason():
    client = browser()
    receipt = complain(client)
    answer = client.get(follow(client, receipt))
    said = text_of(answer)
    assert "We have your complaint." in said
    assert "5 working days after" in said
    assert "The bathroom has been black with mould" in said
    assert "Ombudsman" in said
    assert faults(answer.content.decode()) == []
    assert not answer.cookies
    assert answer["Cache-Control"] == "no-store"


def test_it_says_sorry_where_we_are_late_and_who_has_it(house, client, mine, monkeypatch):
    link, page = mine
    record(house.callum, link, e.HandlerAssigned(TODAY, str(house.callum.pk)))
    code = spoken(links.code_to(link))
    later(monkeypatch, 12 * DAY)
    page = enter(client, code)["Location"]
    said = text_of(client.get(page))
    assert "We have not written to you by the date we should have. We are sorry." in said
    assert "Complaints_Officer has it." in said
    assert "It was due by" in said


def test_what_we_understood_can_be_said_to_be_wrong(house, client, mine):
    link, page = mine
    record(
        house.callum,
        link,
        e.Acknowledged(TODAY, parts=()),
        e.DefinitionSet(TODAY, (e.Point("1", "The <b>fan</b> is loud."),)),
    )
    shown = client.get(page)
    assert "The <b>fan</b> is loud." in text_of(shown).replace("&lt;", "<").replace("&gt;", ">")
    assert "<b>fan</b>" not in shown.content.decode()
    answer = do(client, page, "not-right", what="It is the mould.")
    assert answer.status_code == 302
    assert now_of(link).stages[1].definition_disputed.what == "It is the mould."
    assert "We look at it again" in text_of(client.get(answer["Location"]))


@pytest.mark.usefixtures("either")
def test_a_message_with_a_photo_reaches_the_record_in_the_resident_s_name():
    client = browser()
    receipt = complain(client)
    link, page = link_of(receipt), follow(client, receipt)
    answer = do(client, page, "tell", words="It is worse now.", files=[picture("worse.png")])
    assert answer.status_code == 302, text_of(answer)
    complaint = now_of(link)
    last = complaint.correspondence[-1]
    assert (last.what, last.direction, last.with_whom) == ("It is worse now.", e.Direction.IN, e.Correspondent.RESIDENT)
    assert any("worse.png" in each.what for each in complaint.evidence)
    entry = Entry.objects.filter(complaint=link.complaint, type="correspondence_recorded").last()
    assert entry.on_behalf_of.startswith("resident ")
    assert "It is worse now." in text_of(client.get(page))


def test_the_same_message_sent_twice_is_one_and_two_of_the_same_words_are_two(client, mine):
    link, page = mine
    shown = client.get(f"{page}tell/")
    before = len(now_of(link).correspondence)
    for _ in range(2):
        client.post(f"{page}tell/", hidden_in(shown) | {"words": "Please answer."})
    assert len(now_of(link).correspondence) == before + 1
    do(client, page, "tell", words="Please answer.")
    assert len(now_of(link).correspondence) == before + 2


def test_it_goes_further_with_one_button_and_no_reason(house, client, mine):
    link, page = mine
    assert client.get(f"{page}further/").status_code == 302
    answered(house, link)
    assert "Take it further" in text_of(client.get(page))
    assert do(client, page, "further", reasons="").status_code == 302
    complaint = now_of(link)
    assert complaint.stages[2].requested.on == TODAY
    assert complaint.stages[2].requested.reasons == ""
    said = text_of(client.get(page))
    assert "We have your complaint." in said
    assert "Take it further" not in said


def test_after_the_last_answer_the_way_is_to_the_ombudsman(house, client, mine):
    link, page = mine
    answered(house, link)
    do(client, page, "further", reasons="")
    answered(house, link, stage=2)
    said = text_of(client.get(page))
    assert "We gave you our last answer" in said
    assert "You can now ask the Housing Ombudsman" in said
    assert client.get(f"{page}further/").status_code == 302


def test_an_offer_can_be_declined_and_a_promise_is_followed(house, client, mine):
    link, page = mine
    record(
        house.callum,
        link,
        e.RemedyOffered(TODAY, "r1", e.RemedyKind.MONEY, what="For the delay", amount_pence=15000),
        e.ActionPromised(TODAY, "fan", "Put in a fan", due_on=TODAY + timedelta(days=3)),
    )
    said = text_of(client.get(page))
    assert "For the delay, £150: we wait for your answer" in said
    assert "Put in a fan: by" in said
    assert do(client, page, "offer", remedy="r1", answer="declined").status_code == 302
    assert now_of(link).remedies["r1"].answered.answer is e.RemedyAnswer.DECLINED
    record(house.callum, link, e.ActionDone(TODAY, "fan", resident_told=True))
    assert "Put in a fan: done" in text_of(client.get(page))


def test_how_often_we_write_is_agreed_and_it_can_be_stopped_and_praised(house, client, mine):
    link, page = mine
    assert do(client, page, "updates", every="7", how="letter").status_code == 302
    assert now_of(link).stages[1].updates_agreed[-1].every_days == 7
    answered(house, link)
    assert do(client, page, "handled", satisfied="no", what="Be quicker.").status_code == 302
    assert now_of(link).satisfaction[-1].satisfied is False
    assert do(client, page, "stop", reason="").status_code == 302
    assert now_of(link).withdrawn.by is e.Asker.RESIDENT
    assert "You asked us to stop" in text_of(client.get(page))
    assert do(client, page, "tell", words="One more thing.").status_code == 302


def test_our_letters_are_given_out_byte_for_byte_and_others_are_not(house, client, mine):
    link, page = mine
    by, at = house.callum, clock.now()
    held = b"%PDF-1.7 the very letter"
    for letter, kind in (("l1", "acknowledgement_1"), ("l2", "ombudsman_cover"), ("l3", "made_up")):
        fact = e.LetterSent(TODAY, letter, kind, e.Channel.EMAIL)
        file_document(
            Upload(house.landlord.pk, link.complaint, fact, f"{letter}.pdf", [held + letter.encode()]), by, at
        )
    fact = e.EvidenceRecorded(TODAY, "d9", what="A note for us")
    file_document(Upload(house.landlord.pk, link.complaint, fact, "note.pdf", [b"%PDF-1.7 inside"]), by, at)
    answer = client.get(f"{page}letters/l1/")
    assert b"".join(answer.streaming_content) == held + b"l1"
    assert "attachment" in answer["Content-Disposition"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    for other in ("l2", "l3", "d9", "..", "l1%2e"):
        assert client.get(f"{page}letters/{other}/").status_code == 404
    said = text_of(client.get(page))
    assert "A note for us" not in said


def test_what_staff_noted_of_a_call_is_not_shown(house, client, mine):
    link, page = mine
    record(
        house.callum,
        link,
        e.CorrespondenceRecorded(
            TODAY, e.Correspondent.RESIDENT, e.Direction.OUT, e.Channel.TELEPHONE, what="Sounded cross."
        ),
        e.CorrespondenceRecorded(
            TODAY, e.Correspondent.CONTRACTOR, e.Direction.IN, e.Channel.EMAIL, what="Blames her."
        ),
        e.CorrespondenceRecorded(
            TODAY, e.Correspondent.RESIDENT, e.Direction.OUT, e.Channel.EMAIL, what="We come on Tuesday."
        ),
    )
    said = text_of(client.get(page))
    assert "We come on Tuesday." in said
    assert "Sounded cross" not in said
    assert "Blames her" not in said


# ---- somebody who speaks for the resident


@pytest.fixture
def for_her(house, client):
    """Bea's complaint for Asha: Bea's link, her page, and a page for Asha."""
    who = {"whose": "other", "your_name": "Bea Cole", "speaker": "family_or_friend"}
    receipt = complain(client, who=who)
    link = link_of(receipt)
    own = links.make(house.landlord, link.complaint, by="a trial", at=clock.now())
    asha = browser()
    return link, follow(client, receipt, fact="Cole"), asha, enter(asha, links.code_to(own), "Okafor")["Location"]


def test_who_speaks_for_somebody_sees_nothing_until_they_agree(client, for_her):
    link, page, _asha, _hers = for_her
    said = text_of(client.get(page))
    assert "until the person it is about has agreed" in said
    assert "mould" not in said
    for slug in ("further", "stop", "updates", "speaker", "handled", "offer", "not-right"):
        assert client.get(f"{page}{slug}/").status_code == 302
        client.post(f"{page}{slug}/", {"who": link.representative, "may": "yes", "reason": ""})
    complaint = now_of(link)
    assert complaint.withdrawn is None
    assert not complaint.representatives[link.representative].authorised
    assert client.get(f"{page}letters/l1/").status_code == 404


def test_they_can_add_something_all_the_same(client, for_her):
    link, page, _asha, _hers = for_her
    assert do(client, page, "tell", words="She is in hospital.").status_code == 302
    assert now_of(link).correspondence[-1].with_whom is e.Correspondent.REPRESENTATIVE
    assert "in hospital" not in text_of(client.get(page))


def test_the_resident_agrees_and_takes_it_back(client, for_her):
    link, page, asha, hers = for_her
    assert "Bea Cole: you have not agreed to this yet" in text_of(asha.get(hers))
    assert do(asha, hers, "speaker", who=link.representative, may="yes").status_code == 302
    assert Authority.objects.get().complaint == link.complaint
    assert "mould" in text_of(client.get(page))
    assert client.get(f"{page}speaker/").status_code == 302
    assert do(asha, hers, "speaker", who=link.representative, may="no").status_code == 302
    assert Authority.objects.get().revoked_on == TODAY
    assert client.get(page).status_code == 404
    assert enter(browser(), links.code_to(link), "Cole").status_code == 403
    assert "mould" in text_of(asha.get(hers))


# ---- the way in


def test_a_code_takes_the_postcode_or_the_name_however_they_are_typed(mine):
    code = links.code_to(mine[0])
    for typed, fact in (
        (spoken(code), "AL1 1AB"),
        (code.lower(), "al11ab"),
        (code.replace("0", "O").replace("1", "l"), "OKAFOR"),
        (code, "asha  okafor"),
    ):
        assert enter(browser(), typed, fact).status_code == 302, (typed, fact)


def words_for(answer):
    return re.sub(r'value="[^"]*"', "", answer.content.decode())


def test_everything_that_is_wrong_gets_the_same_answer(house, mine):
    link, _page = mine
    code = links.code_to(link)
    right = "AL1 1AB"
    answers = [
        enter(browser(address="198.51.100.1"), code, "AL1 9ZZ"),
        enter(browser(address="198.51.100.2"), "0" * 16, right),
        enter(browser(address="198.51.100.3"), code, right, where="/fh/"),
        enter(browser(address="198.51.100.4"), "AH-2611-0001", right),
    ]
    links.withdraw(house.landlord, link.complaint, by="a trial", at=clock.now())
    answers.append(enter(browser(address="198.51.100.5"), code, right))
    Link.objects.update(withdrawn_at=None, until=clock.now())
    answers.append(enter(browser(address="198.51.100.6"), code, right))
    assert {each.status_code for each in answers} == {403}
    said = {words_for(each).replace("Fen Homes", "Ash Homes").replace("/fh/", "/ah/") for each in answers}
    assert len(said) == 1


def test_after_five_wrong_tries_the_right_one_waits_too(mine, monkeypatch):
    code = links.code_to(mine[0])
    for number in range(5):
        assert enter(browser(address=f"198.51.100.{number}"), code, "wrong").status_code == 403
    assert enter(browser(address="198.51.100.99"), code).status_code == 429
    later(monkeypatch, timedelta(minutes=16))
    assert enter(browser(), code).status_code == 302


def test_from_one_place_nobody_tries_many_codes(mine):
    client = browser(address="198.51.100.7")
    found = {enter(client, f"{number:016d}", "AL1 1AB").status_code for number in range(30)}
    assert found == {403}
    assert enter(client, links.code_to(mine[0])).status_code == 429


def test_a_page_closes_after_an_hour_and_gives_back_what_was_typed(client, mine, monkeypatch):
    _link, page = mine
    later(monkeypatch, HOUR)
    assert client.get(page).status_code == 404
    answer = client.post(f"{page}tell/", {"words": "A long letter."})
    assert answer.status_code == 404
    assert "A long letter." in text_of(answer)


def test_each_page_carries_a_new_pass(client, mine, monkeypatch):
    _link, page = mine
    later(monkeypatch, timedelta(minutes=50))
    newer = re.search(r'href="(/ah/complaint/[^/"]+/)', client.get(page).content.decode())[1]
    later(monkeypatch, timedelta(minutes=50))
    assert client.get(page).status_code == 404
    assert client.get(newer).status_code == 200


def test_a_link_that_was_withdrawn_shuts_the_page_at_once(house, client, mine):
    link, page = mine
    assert client.get(page).status_code == 200
    assert links.withdraw(house.landlord, link.complaint, by="a trial", at=clock.now()) == 1
    assert client.get(page).status_code == 404
    assert client.post(f"{page}stop/", {"reason": ""}).status_code == 404


def test_a_pass_opens_nothing_at_another_landlord_s_door_and_cannot_be_changed(client, mine):
    _link, page = mine
    given = page.split("/")[-2]
    other = complain(browser(), where="/fh/")
    theirs = link_of(other)
    key, when, signed = given.split("-")
    for wrong in (
        f"/fh/complaint/{given}/",
        f"/ah/complaint/{theirs.pk.hex}-{when}-{signed}/",
        f"/ah/complaint/{key}-{int(when, 16) + 60:08x}-{signed}/",
        f"/ah/complaint/{key}-{when}-{'0' * 40}/",
        f"/ah/complaint/{links.pass_for(theirs, clock.now())}/",
        "/ah/complaint/AH-2611-0001/",
    ):
        assert client.get(wrong).status_code == 404
    assert client.get(page).status_code == 200


def test_no_code_is_kept_in_the_database(client):
    code = code_in(complain(client)).replace("-", "")
    assert code not in str(list(Link.objects.values()))


def test_who_follows_it_is_told_so_where_only_named_people_may_write(house, client, mine):
    link, page = mine
    record(house.callum, link, e.MarkedConfidential(TODAY, (str(house.callum.pk),)))
    assert client.get(page).status_code == 200
    answer = do(client, page, "tell", words="It is about him.")
    assert answer.status_code == 400
    assert "Call us, and we do it with you." in text_of(answer)
    assert "It is about him." in answer.content.decode()
