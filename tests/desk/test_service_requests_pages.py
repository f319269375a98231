"""The log of service requests, the page of one, and what is recorded of it."""

import uuid
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from selectolax.lexbor import LexborHTMLParser

from putright.actions import AskRequest, RaiseComplaint, Raised, Recorded, perform_request, raise_complaint
from putright.complaint import events as e
from putright.complaint.requests import (
    RequestAnswered,
    RequestAsked,
    RequestBecameComplaint,
    RequestDissatisfied,
    RequestDone,
    RequestPromised,
    RequestReviewed,
)
from putright.records import store
from putright.records.models import Summary
from putright.records.requests_models import RequestSummary

LOG = "/desk/requests/"
NASTY = "<script>alert(1)</script>\"'><b>x"


def seen(answer):
    return LexborHTMLParser(answer.content.decode())


def words(answer, selector="main"):
    return " ".join(seen(answer).css_first(selector).text(separator=" ").split())


def asked(house, what="The tap drips.", *more, days=5, review=7, by="callum"):
    fact = RequestAsked(
        house.ago(days), e.Channel.TELEPHONE, str(house.grace.pk), str(house.home.pk), what,
        house.ahead(review) if review is not None else None,
    )  # fmt: skip
    person = house.people[by]
    at = datetime.combine(house.today, datetime.min.time(), UTC)
    done = perform_request(AskRequest(person.landlord_id, (fact, *more)), person, at)
    assert isinstance(done, Recorded), done
    return done


def happened(house, done):
    return [each.event for each in store.read(house.landlord.pk, done.request)]


def day_fields(name, day):
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def step(house, done, slug, *, who="callum", number=None, **given):
    given = {
        "sent_once": str(uuid.uuid4()),
        "expected_number": number or done.last_number,
        **day_fields("on", house.today),
        **given,
    }
    return house.browser(who).post(f"{LOG}{done.reference}/{slug}/", given)


def test_an_empty_log_says_so(house):
    page = house.browser("callum").get(LOG)
    assert "There is none of these." in words(page)


def test_late_and_to_be_looked_at_come_first_with_the_reason(house):
    fine = asked(house, "Fine.")
    late = asked(house, "Late.", RequestPromised(house.ago(5), house.ago(2)))
    unhappy = asked(house, "Unhappy.", RequestDissatisfied(house.ago(1), "No.", wants_to_complain=True))
    over = asked(house, "Over.", RequestDone(house.ago(1)))
    client = house.browser("callum")
    page = client.get(LOG)  # what is to be looked at, as there is something
    assert [each.text() for each in seen(page).css("tbody a")] == ["Late.", "Unhappy."]
    assert "The resident was told it would be done by" in words(page)
    assert "raise the complaint now. Code 1.5" in words(page)
    listed = {
        show: [each.text() for each in seen(client.get(f"{LOG}?show={show}")).css("tbody a")]
        for show in ("late", "open", "done")
    }
    assert listed == {"late": ["Late."], "open": ["Late.", "Unhappy.", "Fine."], "done": ["Over."]}
    assert {fine.reference, late.reference, unhappy.reference, over.reference} <= {
        row.reference for row in RequestSummary.objects.all()
    }


def test_counts_agree_with_the_rows_of_all_pages_and_questions_stay_few(house):
    asked(house, "0", RequestPromised(house.ago(5), house.ago(2)))
    client = house.browser("callum")
    client.get(LOG)
    with CaptureQueriesContext(connection) as one:
        client.get(f"{LOG}?show=open")
    for number in range(1, 60):
        asked(
            house,
            str(number),
            *([RequestPromised(house.ago(5), house.ago(2))] if number % 3 else []),
            review=number % 5,
        )
    with CaptureQueriesContext(connection) as many:
        client.get(f"{LOG}?show=open")
    assert len(many) <= len(one) <= 18
    for show, expected in (("open", 60), ("late", 41), ("due", 44)):
        found, address = [], f"{LOG}?show={show}"
        while address:
            answer = client.get(address)
            found += [each.attributes["href"] for each in seen(answer).css("tbody a")]
            more = [each.attributes["href"] for each in seen(answer).css("main p a") if "The next" in each.text()]
            address = LOG + more[0] if more else ""
        assert len(found) == len(set(found)) == expected
        assert str(expected) in words(client.get(f"{LOG}?show={show}"), "caption .count")


def test_the_page_of_a_request_says_how_it_stands_and_everything_that_happened(house):
    done = asked(house, "The tap drips.", RequestPromised(house.ago(4), house.ahead(3), str(house.repairs.pk)))
    page = house.browser("hana").get(f"{LOG}{done.reference}/")
    said = words(page)
    assert "Grace Okafor" in said
    assert "14 Larch Court" in said
    assert "In hand" in said
    assert "Repairs" in said
    assert "The tap drips." in words(page, "blockquote")
    assert len(seen(page).css("ol.record > li")) == 2
    assert "recorded" in words(page, "ol.record")
    assert "by Callum Reid" in words(page, "ol.record")


@pytest.mark.parametrize(
    ("slug", "given", "expected"),
    [
        ("promise", {"due": 6}, lambda h: RequestPromised(h.today, h.ahead(6), str(h.repairs.pk))),
        ("answer", {"what": "A plumber comes."}, lambda h: RequestAnswered(h.today, "A plumber comes.")),
        ("review", {"note": "In hand.", "review": 9}, lambda h: RequestReviewed(h.today, h.ahead(9), "In hand.")),
        ("unhappy", {"what": "Too slow.", "wants": "no"}, lambda h: RequestDissatisfied(h.today, "Too slow.", wants_to_complain=False)),
        ("unhappy", {"what": "Too slow.", "wants": "unasked"}, lambda h: RequestDissatisfied(h.today, "Too slow.")),
        ("done", {"evidence": "She rang."}, lambda h: RequestDone(h.today, "She rang.")),
    ],
)  # fmt: skip
def test_each_step_records_its_fact(house, slug, given, expected):
    done = asked(house)
    given = dict(given)
    if "due" in given:
        given |= {**day_fields("due_on", house.ahead(given.pop("due"))), "by": str(house.repairs.pk)}
    if "review" in given:
        given |= day_fields("review_on", house.ahead(given.pop("review")))
    assert house.browser("callum").get(f"{LOG}{done.reference}/{slug}/").status_code == 200
    answer = step(house, done, slug, **given)
    assert answer.status_code == 302, words(answer)
    assert answer.url == f"{LOG}{done.reference}/"
    assert happened(house, done)[-1] == expected(house)


def test_a_complaint_is_raised_and_the_request_stays_open(house):
    done = asked(house, "The tap drips.", RequestDissatisfied(house.ago(3), "Nobody came.", wants_to_complain=True))
    page = seen(house.browser("callum").get(f"{LOG}{done.reference}/raise/"))
    assert page.css_first("#id_on_day").attributes["value"] == str(house.ago(3).day)
    answer = step(house, done, "raise", channel="telephone")
    raised = happened(house, done)[-1]
    assert isinstance(raised, RequestBecameComplaint)
    assert answer.url == f"/desk/complaints/{raised.complaint}/"
    assert Summary.objects.get(reference=raised.complaint).received_on == house.ago(3)
    assert RequestSummary.objects.get().state == "open"
    after = words(house.browser("callum").get(f"{LOG}{done.reference}/"))
    assert f"Complaint {raised.complaint} was raised from it. The work goes on beside it." in after


def test_a_complaint_that_is_confidential_to_others_is_not_named(house):
    done = asked(house)
    at = datetime.combine(house.today, datetime.min.time(), UTC)
    made = raise_complaint(RaiseComplaint(house.landlord.pk, done.request, house.today), house.people["callum"], at)
    assert isinstance(made, Raised)
    house.complaints["raised"] = made.complaint.complaint
    house.do("raised", e.MarkedConfidential(house.today, (str(house.people["callum"].pk),)))
    page = words(house.browser("hana").get(f"{LOG}{done.reference}/"))
    assert made.complaint.reference not in page
    assert "1 complaint raised from it is not yours to see." in page


def test_sent_twice_is_done_once_and_a_stale_page_is_told_what_changed(house):
    done = asked(house)
    key = str(uuid.uuid4())
    for _ in range(2):
        assert step(house, done, "answer", what="Soon.", sent_once=key).status_code == 302
    assert sum(isinstance(each, RequestAnswered) for each in happened(house, done)) == 1
    stale = step(house, done, "done", who="hana", evidence=NASTY)
    assert "It has changed since you opened it" in words(stale)
    assert "Soon" in words(stale)
    page = seen(stale)
    assert page.css_first("#id_evidence").text() == NASTY
    assert page.css_first("input[name=expected_number]").attributes["value"] == "2"


@pytest.mark.parametrize(
    ("slug", "given", "said"),
    [
        ("promise", {}, "Enter the day they were told"),
        ("answer", {}, "Answer the question: What were they told?"),
        ("unhappy", {}, "Answer the question: Were they offered the choice to complain?"),
        ("done", {"on_year": "2190"}, "Record it once it has happened."),
    ],
)
def test_what_is_missing_is_said(house, slug, given, said):
    done = asked(house)
    answer = step(house, done, slug, **given)
    assert answer.status_code == 422
    assert said in words(answer, ".govuk-error-summary")
    assert len(happened(house, done)) == 1


def test_what_cannot_be_is_said_in_a_sentence(house):
    done = asked(house)
    answer = step(house, done, "done", **day_fields("on", house.ago(30)))
    assert answer.status_code == 422
    assert "before it was asked for" in words(answer, ".govuk-error-summary")


@pytest.mark.parametrize("name", ["audrey", "bertram"])
def test_who_only_reads_sees_the_log_and_is_offered_no_step(house, name):
    done = asked(house)
    client = house.browser(name)
    assert client.get(LOG).status_code == 200
    page = client.get(f"{LOG}{done.reference}/")
    assert page.status_code == 200
    assert seen(page).css(".next .govuk-button") == []
    assert client.get(f"{LOG}{done.reference}/done/").status_code == 404
    assert step(house, done, "done", who=name).status_code == 404


@pytest.mark.parametrize("name", ["ezra", "rashid", "ada"])
def test_who_sees_no_complaints_sees_no_requests(house, name):
    done = asked(house)
    client = house.browser(name)
    assert client.get(LOG).status_code == client.get(f"{LOG}{done.reference}/").status_code == 404


def test_another_landlords_request_is_not_there_in_the_same_words(house):
    done = asked(house)
    client = house.browser("femi")
    theirs, missing = client.get(f"{LOG}{done.reference}/"), client.get(f"{LOG}AH-S-2001-0001/")
    assert theirs.status_code == missing.status_code == 404
    assert words(theirs) == words(missing)
    assert step(house, done, "done", who="femi").status_code == 404
    assert "There is none" in words(client.get(LOG))


def test_hostile_text_is_only_text(house):
    done = asked(house, NASTY)
    client = house.browser("callum")
    for address in (LOG + "?show=open", f"{LOG}{done.reference}/"):
        page = client.get(address)
        assert seen(page).css_first("main b b, main script, main a b") is None
        assert NASTY in words(page)
    for query in ("?show=nonsense", "?after=x", "?after=2026-99-99.x", "?show=done&after='"):
        assert client.get(LOG + query).status_code == 200
