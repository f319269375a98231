"""The pages on which letters are written, read by somebody else, sent and posted, as those who do it see them."""

import hashlib
from datetime import date

import pytest
from django.test.utils import CaptureQueriesContext
from seen import Page, page

from putright.complaint import events as e
from putright.records.letters_models import LetterDraft, LetterWaiting, PrintRun

SLOTS = {
    "slot_what_we_did": "I read the reports of both visits and rang the surveyor.",
    "slot_apology": "We are sorry that the mould came back.",
    "slot_learning": "We will ring before each visit.",
    "slot_remedy": "We will pay you £45.",
}


@pytest.fixture
def ready(house):
    """A complaint whose points are decided: the answer can be written."""
    me, ago = str(house.people["callum"].pk), house.ago
    house.complaints.pop("ready", None)  # another test's, in another database
    point = e.Point("p1", "The mould came back", e.Responsibility.OURS)
    house.do(
        "ready",
        house.received(),
        e.ComplaintLogged(ago(3)),
        e.HandlerAssigned(ago(3), str(house.people["hana"].pk)),
        e.DefinitionSet(ago(2), (point,), "A cure."),
        e.Acknowledged(ago(2), 1),
        e.PointDecided(ago(1), "p1", e.Decision.UPHELD, "The first repair did not last.", "", 1, me),
        e.RemedyOffered(ago(1), "r1", e.RemedyKind.MONEY, ("p1",), "For the visits.", amount_pence=4500),
    )
    house.grace.email = "grace@example.org"
    house.grace.save()
    return house


def letter_at(house, name, kind):
    return house.address(name, f"letters/{kind}")


def version_of(kind):
    return str(LetterDraft.objects.filter(kind=kind).latest("made_at").version)


def sent_back_as(answer, client):
    """The page that a form led to."""
    assert answer.status_code == 302, Page(answer).words
    return page(client, answer.url)


def written(house, client, name="ready", kind="response_1", **more):
    """The draft of a letter, saved."""
    decided = {"choice_decided_by": str(house.people["callum"].pk)} if kind.startswith("response") else {}
    return client.post(letter_at(house, name, kind), {**SLOTS, **decided, "version": "0", "save": "1", **more})


def test_the_list_has_what_the_complaint_has_a_use_for_and_nothing_else(house):
    shown = page(house.browser("hana"), house.address("open", "letters"))
    assert shown.headings == ["Letters"]
    assert "The stage 1 answer" in shown.words
    assert "Acknowledgement of a complaint" not in shown.words.split("Sent")[0]
    assert "The stage 2 answer" not in shown.words


def test_what_is_written_stands_in_the_letter_beside_it_and_what_is_missing_above_it(ready):
    hana = ready.browser("hana")
    first = page(hana, letter_at(ready, "ready", "response_1"))
    assert first.headings == ["The stage 1 answer"]
    assert "Before it can leave" in first.words
    assert "The policy asks for approval" in first.words
    shown = Page(written(ready, hana, look="1", save=""))
    paper = shown.tree.xpath("//div[@class='letter-paper']")[0].text_content()
    assert "rang the surveyor" in paper
    assert "£45" in paper
    assert not LetterDraft.objects.filter(complaint=ready.complaints["ready"]).exists()  # only shown


def test_the_part_of_the_page_beside_the_form_is_the_same_letter_and_keeps_nothing(ready):
    address = letter_at(ready, "ready", "response_1") + "preview/"
    who = {"choice_decided_by": str(ready.people["callum"].pk)}
    answer = ready.browser("hana").post(address, {**SLOTS, **who})
    assert "rang the surveyor" in answer.content.decode()
    assert "<html" not in answer.content.decode()
    assert not LetterDraft.objects.filter(complaint=ready.complaints["ready"]).exists()


def test_an_answer_is_read_by_somebody_else_and_then_leaves_as_it_was_read(ready):
    hana, bertram = ready.browser("hana"), ready.browser("bertram")
    address = letter_at(ready, "ready", "response_1")
    shown = sent_back_as(written(ready, hana), hana)
    assert "Have it read before it leaves" in shown.words
    reader = str(ready.people["bertram"].pk)
    asked = sent_back_as(hana.post(address, {"ask": "1", "of": reader, "version": version_of("response_1")}), hana)
    assert "Hana Qureshi asked Bertram Shaw to read it" in asked.words
    assert "Hana Qureshi asked you" in page(bertram, "/desk/letters/").words
    assert "asked you" not in page(hana, "/desk/letters/").words
    assert address in page(bertram, "/desk/").tree.xpath("//section[@aria-labelledby='to-read']//a/@href")
    assert not page(hana, "/desk/").tree.xpath("//section[@aria-labelledby='to-read']")
    complaint = address.partition("letters/")[0]
    (read,) = [each for each in page(bertram, complaint).tree.xpath("//a[@role='button']") if "Read" in each.text]
    assert read.get("href") == address
    his = page(bertram, address)
    assert "rang the surveyor" in his.words
    assert his.tree.xpath("//textarea[starts-with(@name, 'slot_')]") == []  # he reads, and does not write
    version = version_of("response_1")
    back = Page(bertram.post(address, {"send_back": "1", "why": "", "version": version}))
    assert "Say what has to change" in back.words
    sent_back_as(bertram.post(address, {"send_back": "1", "why": "Name the surveyor.", "version": version}), bertram)
    assert "Name the surveyor." in page(hana, address).words
    mended = {"slot_what_we_did": "I rang the surveyor, Mr Lake.", "version": version_of("response_1")}
    sent_back_as(written(ready, hana, **mended), hana)
    hana.post(address, {"ask": "1", "of": reader, "version": version_of("response_1")})
    approved = bertram.post(address, {"approve": "1", "version": version_of("response_1")})
    assert "Bertram Shaw approved it" in sent_back_as(approved, bertram).words

    sending = page(hana, f"{address}send/")
    assert sending.unlabelled() == []
    sent = sent_back_as(hana.post(f"{address}send/", sending.filled(channel="in_person")), hana)
    assert sent.headings == ["The stage 1 answer"]
    assert "Approved by" in sent.words
    answer, letter = ready.facts("ready")[-2:]
    assert isinstance(answer, e.ResponseIssued)
    assert {"decision", "reasons", "remedy"} <= set(answer.parts)
    (link,) = sent.tree.xpath("//dl[@class='facts']//a/@href")
    content = b"".join(hana.get(link).streaming_content)
    assert hashlib.sha256(content).hexdigest() == letter.digest


def test_an_answer_that_nobody_has_read_has_no_way_to_the_sending(ready):
    hana = ready.browser("hana")
    written(ready, hana)
    answer = hana.get(f"{letter_at(ready, 'ready', 'response_1')}send/")
    assert (answer.status_code, answer.url) == (302, letter_at(ready, "ready", "response_1"))


def test_a_refusal_goes_out_with_its_parts(house):
    callum = house.browser("callum")
    written_form = page(callum, letter_at(house, "new", "not_accepted"))
    assert "The Ombudsman" in written_form.words or "Ombudsman" in written_form.words
    answer = callum.post(
        letter_at(house, "new", "not_accepted"),
        {
            "choice_ground": "legal_proceedings",
            "choice_evidence": "The claim form of 2 March.",
            "choice_discretion": "yes",
            "slot_reason_for_refusal": "The court has the same matter.",
            "slot_circumstances": "We thought about her health and her children.",
            "version": "0",
            "on": "1",
        },
    )
    sending = sent_back_as(answer, callum)
    assert "What this changes" in sending.words
    gone = callum.post(
        f"{letter_at(house, 'new', 'not_accepted')}send/", sending.filled(channel="email", address="grace@example.org")
    )
    assert "waits to be handed to the mail server" in sent_back_as(gone, callum).words
    assert "Waits for the mail server" in page(callum, "/desk/letters/").words
    assert house.references["new"] not in page(house.browser("femi"), "/desk/letters/").words
    refused = next(each for each in house.facts("new") if isinstance(each, e.NotAccepted))
    assert {"reason_for_refusal", "right_to_ombudsman"} <= set(refused.parts)
    assert refused.reason == "The court has the same matter."


def test_without_an_address_it_does_not_go_by_email_and_the_page_says_so(house):
    callum = house.browser("callum")
    callum.post(letter_at(house, "open", "progress_update"), {"slot_progress": "We rang.", "version": "0", "save": "1",
                "choice_next_on_day": "1", "choice_next_on_month": "1", "choice_next_on_year": str(house.today.year + 1)})  # fmt: skip
    sending = page(callum, f"{letter_at(house, 'open', 'progress_update')}send/")
    answer = Page(callum.post(f"{letter_at(house, 'open', 'progress_update')}send/", sending.filled(channel="email")))
    assert "No e-mail address is known for them" in answer.words


def test_whoever_saves_over_somebody_else_is_told_and_keeps_what_was_typed(ready):
    hana, callum = ready.browser("hana"), ready.browser("callum")
    written(ready, hana)
    old = version_of("response_1")
    written(ready, callum, slot_what_we_did="I read everything.", version=old)
    late = Page(written(ready, hana, slot_what_we_did="I rang the surveyor twice.", version=old))
    assert "Callum Reid changed this draft" in late.words
    assert "I rang the surveyor twice." in late.tree.xpath("//textarea[@name='slot_what_we_did']")[0].text
    assert LetterDraft.objects.get(complaint=ready.complaints["ready"]).slots["what_we_did"] == "I read everything."


def test_letters_by_post_go_through_the_print_queue_and_count_on_the_day_they_were_posted(ready):
    hana = ready.browser("hana")
    next_on = {"choice_next_on_day": "1", "choice_next_on_month": "1", "choice_next_on_year": str(ready.today.year + 1)}
    address = letter_at(ready, "ready", "progress_update")
    hana.post(address, {"slot_progress": "We have booked the wall.", "version": "0", "save": "1", **next_on})
    sending = page(hana, f"{address}send/")
    listed = sent_back_as(hana.post(f"{address}send/", sending.filled(channel="letter")), hana)
    assert "Waits for the post" in listed.words
    assert not any(isinstance(each, e.LetterSent) for each in ready.facts("ready"))
    queue = page(hana, "/desk/printing/")
    assert "Grace Okafor" in queue.words
    run = sent_back_as(hana.post("/desk/printing/"), hana)
    printed = hana.get(f"/desk/printing/{PrintRun.objects.get().pk}/letters.pdf")
    assert printed.content.startswith(b"%PDF")
    fields = dict(run.tree.xpath("//form[.//input[@name='letter']]")[0].form_values())
    nothing = Page(hana.post(f"/desk/printing/{PrintRun.objects.get().pk}/", {**fields, "letter": []}))
    assert "Tick the letters that were posted." in nothing.words
    done = sent_back_as(hana.post(f"/desk/printing/{PrintRun.objects.get().pk}/", fields), hana)
    assert "No letter waits for the printer." in done.words
    update, letter = ready.facts("ready")[-2:]
    assert isinstance(update, e.UpdateGiven)
    assert letter.channel is e.Channel.LETTER
    assert letter.on == ready.today
    assert not LetterWaiting.objects.exists()


@pytest.mark.parametrize("who", ["femi", "rashid", "ezra", "ada"])
def test_a_complaint_that_is_not_theirs_has_no_letters(ready, who):
    client = ready.browser(who)
    for slug in ("letters", "letters/response_1", "letters/response_1/send", "letters/sent/w1"):
        assert client.get(ready.address("ready", slug)).status_code == 404
    assert client.post(ready.address("ready", "letters/response_1"), {"save": "1"}).status_code == 404
    assert client.get("/desk/printing/").status_code == (200 if who == "femi" else 404)  # the queue of her own landlord
    assert not LetterDraft.objects.filter(complaint=ready.complaints["ready"]).exists()


def test_a_confidential_complaint_has_no_letters_for_who_is_not_named(house):
    hana = house.browser("hana")
    assert hana.get(house.address("secret", "letters")).status_code == 404
    assert hana.get(house.address("secret", "letters/progress_update")).status_code == 404
    assert house.browser("callum").get(house.address("secret", "letters")).status_code == 200


def test_a_run_of_another_landlord_is_not_there(ready):
    run = PrintRun.objects.create(
        landlord=ready.other.pk, on=date(2026, 4, 10), made_by="x", made_at="2026-04-10T09:00:00Z"
    )
    assert ready.browser("hana").get(f"/desk/printing/{run.pk}/").status_code == 404
    assert ready.browser("hana").get(f"/desk/printing/{run.pk}/letters.pdf").status_code == 404


def test_words_that_look_like_markup_stay_words(ready):
    hostile = "<script>alert('x')</script>{{ 7|add:7 }}{reference}"
    shown = Page(written(ready, ready.browser("hana"), slot_what_we_did=hostile, look="1", save=""))
    assert (
        "<script>alert('x')</script>{{ 7|add:7 }}{reference}"
        in shown.tree.xpath("//div[@class='letter-paper']")[0].text_content()
    )
    assert shown.tree.xpath("//div[@class='letter-paper']//script") == []


def test_the_draft_can_be_had_as_pdf_and_for_word(ready):
    hana = ready.browser("hana")
    written(ready, hana)
    address = letter_at(ready, "ready", "response_1")
    assert hana.get(f"{address}letter.pdf").content.startswith(b"%PDF")
    assert hana.get(f"{address}letter.docx").content.startswith(b"PK")


def test_a_draft_that_is_put_aside_is_gone_from_the_list_and_another_can_be_begun(ready):
    hana = ready.browser("hana")
    written(ready, hana)
    listed = sent_back_as(hana.post(letter_at(ready, "ready", "response_1"), {"aside": "1", "version": "1"}), hana)
    assert "Being written" not in listed.words
    assert written(ready, hana).status_code == 302


def test_the_print_queue_asks_as_much_for_ten_letters_as_for_one(ready, django_assert_max_num_queries):
    def waiting(number):
        LetterWaiting.objects.all().delete()
        for n in range(number):
            draft = LetterDraft.objects.create(
                landlord=ready.landlord.pk, complaint=ready.complaints["ready"], kind="survey", stage=1, state="issued",
                made_by="x", made_at="2026-04-10T09:00:00Z", changed_by="x", changed_at="2026-04-10T09:00:00Z",
            )  # fmt: skip
            LetterWaiting.objects.create(
                landlord=ready.landlord.pk, complaint=ready.complaints["ready"], draft=draft.pk, reference=f"AH-{n}", pdf=b"x",
                digest="x", pages=1, to="Grace", by=str(ready.people["hana"].pk), at="2026-04-10T09:00:00Z",
            )  # fmt: skip

    from django.db import connection

    counted = []
    for number in (1, 10):
        waiting(number)
        with CaptureQueriesContext(connection) as asked:
            page(ready.browser("hana"), "/desk/printing/")
        counted.append(len(asked))
    assert counted[0] == counted[1]
    with django_assert_max_num_queries(20):
        page(ready.browser("hana"), "/desk/printing/")
