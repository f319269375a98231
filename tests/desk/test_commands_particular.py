"""What single commands do beside recording a fact: documents, a second complaint, registers, corrections; and how a no is said."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from seen import Page, page
from steps import PDF, PNG, steps

from putright.complaint import events as e
from putright.people.models import Adjustment, Authority, Group, GroupMember, Look, Representative, Restriction
from putright.records.filing_models import Filing


def send(house, complaint, slug, who="callum", /, **filled):
    """Fill in a step and send it; given the reason where it is stopped."""
    client, address = house.browser(who), house.address(complaint, slug)
    return client.post(address, page(client, address).filled(**filled))


def papers(*files):
    return [SimpleUploadedFile(name, content) for name, content in files]


def test_what_is_taken_is_said_before_anything_is_sent(house):
    words = page(house.browser("hana"), house.address("open", "add-document")).words
    assert "each up to 100 MB" in words
    assert "PDF, PNG picture, JPEG picture" in words


def test_a_document_can_be_saved_as_it_came(house):
    assert send(house, "open", "add-document", what="The wall.", papers=papers(("wall.png", PNG))).status_code == 302
    listed = page(house.browser("audrey"), house.address("open")).tree.xpath("//section[@id='documents']//a/@href")
    assert listed == [house.address("open", "documents") + "d1/"]
    answer = house.browser("audrey").get(listed[0])
    assert b"".join(answer.streaming_content) == PNG
    assert answer["Content-Type"] == "image/png"
    assert answer["Content-Disposition"] == 'attachment; filename="wall.png"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    for who in ("ezra", "rashid", "ada", "femi"):
        assert house.browser(who).get(listed[0]).status_code == 404, who
    assert house.browser("callum").get(house.address("new", "documents") + "d1/").status_code == 404


def test_one_file_that_is_not_taken_does_not_keep_the_others_out(house):
    both = papers(
        ("wall.png", PNG), ("page.html", b"<html><script>alert(1)</script></html>"), ("empty.pdf", b"%PDF-1.7\n")
    )
    shown = Page(send(house, "open", "add-document", what="The wall.", papers=both[:2]))
    assert shown.status == 422
    (said,) = {each for each in shown.problems if "page.html" in each}
    assert "On file now: wall.png" in said
    assert [each.name for each in Filing.objects.all()] == ["wall.png"]


def test_a_document_that_was_damaged_is_not_given_out(house, settings):
    send(house, "open", "add-document", what="The wall.", papers=papers(("wall.png", PNG)))
    (path,) = (each for each in settings.DOCUMENTS.rglob("*") if each.is_file())
    path.chmod(0o600)
    path.write_bytes(PNG[:-1] + b"X")
    client = house.browser("callum")
    answer = client.get(house.address("open", "documents") + "d1/")
    assert answer.status_code == 302
    assert "damaged or no longer there" in page(client, house.address("open")).words


def test_a_look_at_a_document_of_a_confidential_complaint_is_noted(house):
    send(house, "secret", "add-document", what="The note.", papers=papers(("note.pdf", PDF)))
    house.browser("callum").get(house.address("secret", "documents") + "d1/").close()
    assert house.browser("mona").get(house.address("secret", "documents") + "d1/").status_code == 404
    noted = Look.objects.filter(subject=house.complaints["secret"], why__contains="document d1")
    assert {(each.staff, each.seen) for each in noted} == {
        (str(house.people["callum"].pk), True),
        (str(house.people["mona"].pk), False),
    }


def test_points_that_become_a_complaint_of_their_own_open_it_and_link_both(house):
    client, address = house.browser("hana"), house.address("open", "new-points")
    filled = {"point_1": "The lift", "channel": "email", "related": "no", "would_delay": "no", "where": "new"}
    sent = page(client, address).filled(**filled)
    looked = Page(client.post(address, {**sent, "look": "1"}))
    assert "A new complaint is opened, received on" in looked.words
    assert client.post(address, sent).status_code == 302
    assert client.post(address, sent).status_code == 302  # a second press opens no third complaint
    raised, linked = house.facts("open")[-2:]
    assert (raised.joined, raised.related, raised.new_complaint) == (False, False, linked.other)
    new = house.summary(linked.other)
    house.complaints["beside"] = new.complaint
    receipt, logged, back = house.facts("beside")
    assert (receipt.on, receipt.person, receipt.in_their_words) == (house.today, str(house.grace.pk), "The lift")
    assert isinstance(logged, e.ComplaintLogged)
    assert back.other == house.references["open"]


def test_a_handler_cannot_open_a_complaint_beside_a_confidential_one_in_the_clear(house):
    own = tuple(str(house.people[name].pk) for name in ("callum", "hana"))
    house.do("secret", e.MarkedConfidential(house.today, own, "With Hana."))
    filled = {"point_1": "More", "channel": "email", "related": "no", "would_delay": "no", "where": "new"}
    shown = Page(send(house, "secret", "new-points", "hana", **filled))
    assert shown.status == 422
    assert any("so would the new one be" in each for each in shown.problems)
    assert send(house, "secret", "new-points", "callum", **filled).status_code == 302
    other = house.facts("secret")[-1].other
    assert house.browser("mona").get(f"/desk/complaints/{other}/").status_code == 404
    assert house.browser("hana").get(f"/desk/complaints/{other}/").status_code == 200


def test_a_link_is_made_from_both_sides_and_only_to_what_somebody_may_see(house):
    assert send(house, "open", "link", other=house.references["new"].lower(), relation="Same wall").status_code == 302
    assert house.facts("open")[-1].other == house.references["new"]
    assert house.facts("new")[-1].other == house.references["open"]
    hidden = Page(send(house, "open", "link", "mona", other=house.references["secret"], relation="x"))
    nowhere = Page(send(house, "open", "link", "mona", other="AH-0000-0000", relation="x"))
    told = [
        each.problems[0].replace(house.references["secret"], "X").replace("AH-0000-0000", "X")
        for each in (hidden, nowhere)
    ]
    assert told[0] == told[1]


def test_the_registers_are_kept_with_the_record(house):
    send(house, "open", "representative", who="new", name="Cllr Adeyemi", speaker="councillor_or_mp", authority="yes")
    speaks = Representative.objects.get(name="Cllr Adeyemi")
    assert house.facts("open")[-1].representative == str(speaks.pk)
    authority = Authority.objects.get(representative=speaks)
    assert (authority.complaint, authority.given_on) == (house.complaints["open"], house.today)
    send(house, "open", "representative-ended", representative=str(speaks.pk))
    assert Authority.objects.get(representative=speaks).revoked_on == house.today
    send(house, "open", "adjustment", adjustment="Ring first", review_on=house.ahead(30))
    assert Adjustment.objects.get(what="Ring first").resident_id == house.grace.pk
    send(house, "new", "group", lead="R1", members="R2\nNoor Rahman")
    assert GroupMember.objects.filter(group=Group.objects.get(complaint=house.complaints["new"])).count() == 2
    filled = steps(house)["restrict-contact"][2]
    send(house, "limited", "restrict-contact", **filled)
    row = Restriction.objects.get()
    assert (row.resident_id, row.warned_on, row.review_on) == (house.grace.pk, house.ago(3), house.ahead(60))
    send(house, "limited", "lift-restriction", ending_why="Calm")
    assert Restriction.objects.get().lifted_on == house.today


def test_a_name_that_is_nobody_on_file_is_said_and_nothing_is_kept(house):
    shown = Page(send(house, "new", "group", lead="R1", members="Nobody Atall"))
    assert shown.status == 422
    assert any("Nobody called “Nobody Atall” is on file" in each for each in shown.problems)
    assert Group.objects.count() == 0


def test_a_departure_stops_once_with_the_provision_in_words_and_goes_on_with_a_reason(house):
    client, address = house.browser("hana"), house.address("open", "close")
    sent = page(client, address).filled(closing_why="She moved.")
    stopped = Page(client.post(address, sent))
    said = " ".join(" ".join(each.text_content().split()) for each in stopped.tree.xpath("//*[@id='stopped']"))
    assert "The Code, 6.3:" in said
    assert "without an answer at stage 1" in said
    assert "Nothing is recorded yet" in said
    assert stopped.filled()["closing_why"] == ["She moved."]
    before = len(house.facts("open"))
    assert client.post(address, stopped.filled(reason="Her own wish.")).status_code == 302
    closed, *departures = house.facts("open")[before:]
    assert closed.reason == "She moved."
    assert {each.reason for each in departures} == {"Her own wish."}


def test_what_is_on_record_already_is_asked_about_once(house):
    fact = e.CorrespondenceRecorded(
        house.today, e.Correspondent.RESIDENT, e.Direction.IN, e.Channel.TELEPHONE, what="She rang."
    )
    house.do("open", fact)
    client, address = house.browser("callum"), house.address("open", "message")
    asked = Page(
        client.post(address, page(client, address).filled(direction="in", with_whom="resident", what="She rang."))
    )
    assert "This is on record already" in asked.words
    assert "It happened twice: record it again" in asked.words
    assert client.post(address, asked.filled()).status_code == 302
    assert house.facts("open").count(fact) == 2


def test_the_effect_is_said_before_the_button_and_by_itself_while_it_is_filled_in(house):
    client, address = house.browser("hana"), house.address("answered", "escalate")
    shown = page(client, address)
    effect = " ".join(shown.tree.xpath("//*[@id='effect']")[0].text_content().split())
    assert "The stage 2 acknowledgement will be due" in effect
    live = client.post(address, {**shown.filled(), "look": "1"}, headers={"HX-Request": "true"})
    assert live.status_code == 200
    assert "<h1" not in live.content.decode()
    assert "The stage 2 acknowledgement will be due" in live.content.decode()
    empty = client.post(address, {"look": "1"}, headers={"HX-Request": "true"})
    assert "error" not in empty.content.decode()
    assert not any(isinstance(each, e.EscalationRequested) for each in house.facts("answered"))


def test_an_entry_is_corrected_in_its_place_and_the_first_words_stay(house):
    client, address = house.browser("hana"), house.address("open", "mend", "?entry=1")
    shown = page(client, address)
    assert shown.filled()["in_their_words"] == ["The mould is back."]
    sent = shown.filled(on=house.ago(6), person="Tomos ap Rhys", mending_why="She had told the caretaker before.")
    assert client.post(address, sent).status_code == 302
    fact = house.facts("open")[-1]
    assert (fact.entry, fact.replacement.on, fact.replacement.person) == (1, house.ago(6), str(house.tomos.pk))
    assert fact.replacement.home == str(house.home.pk)
    words = page(client, house.address("open")).words
    assert "Corrected by entry" in words


@pytest.mark.parametrize("name", ["open", "draft", "second", "closed", "refused", "limited", "ordered"])
def test_every_entry_can_be_opened_to_be_corrected_and_left_as_it_is_stays_the_same(house, name):
    client = house.browser("callum")
    for number, fact in enumerate(house.facts(name), start=1):
        address = house.address(name, "mend", f"?entry={number}")
        shown = page(client, address)
        assert shown.unlabelled() == []
        if not shown.form.xpath(".//textarea"):
            assert isinstance(fact, e.DepartureRecorded)
            continue
        answer = client.post(address, shown.filled(mending_why="To see."))
        assert answer.status_code == 302, (number, type(fact).__name__, Page(answer).problems)
        assert house.facts(name)[-1].replacement == fact
        break_out = house.address(name, "strike-out", f"?entry={len(house.facts(name))}")
        assert client.post(break_out, page(client, break_out).filled(mending_why="Back.")).status_code == 302


def test_an_entry_that_is_not_there_and_one_of_somebody_elses_work(house):
    client = house.browser("hana")
    for number in ("0", "999", "-1", "x", "", "9" * 40):
        assert client.get(house.address("open", "mend", f"?entry={number}")).status_code == 404
    numbered = next(n for n, each in enumerate(house.facts("limited"), 1) if isinstance(each, e.ContactRestricted))
    before = house.entries()
    shown = page(client, house.address("limited", "mend", f"?entry={numbered}"))
    assert "Somebody may change only what they might have recorded" in shown.words
    assert (
        client.post(house.address("limited", "strike-out"), {"entry": numbered, "mending_why": "x"}).status_code == 422
    )
    assert house.entries() == before


@pytest.mark.parametrize(
    "query", ["?on=x&point=%00", "?due_on=32+13+1", "?sent_once=x&expected_number=x&room=x", "?parts=a&parts=b"]
)
@pytest.mark.parametrize("slug", ["define", "promise", "decide", "acknowledge"])
def test_an_address_with_nonsense_in_it_shows_the_form(house, slug, query):
    assert house.browser("hana").get(house.address("open", slug, query)).status_code == 200


LIKELY = {
    "new": ["Give it to a handler", "Write the acknowledgement", "Set out the complaint"],
    "open": ["The resident was told about a promise", "A promise was kept", "Decide a point"],
    "draft": ["Approve the answer", "Send the answer back", "Decide a point"],
    "answered": [
        "The resident takes it further",
        "What the resident thought of how it was handled",
        "What we learn from it",
    ],
    "refused": ["Take it on after all", "The Ombudsman tells us to take it on", "What we learn from it"],
}


@pytest.mark.parametrize("name", LIKELY)
def test_the_likely_steps_come_first(house, name):
    buttons = page(house.browser("callum"), house.address(name)).tree.xpath(
        "//section[@aria-labelledby='next-step']//a[@role='button']"
    )
    assert [" ".join(each.text_content().split()) for each in buttons] == LIKELY[name]
