"""The lists across complaints: promises, the Ombudsman, questions to teams, search. What each person sees, and does not."""

import re
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from seen import Page, page

from putright import clock
from putright.actions.erasing import Erase, Erased, erase
from putright.complaint import events as e
from putright.people.models import TeamMember
from putright.records.models import PromiseSummary

HOSTILE = "<script>alert(1)</script>\u202e\U0001f3da \u0645\u0631\u062d\u0628\u0627 \"'&"


def rows(shown, section=""):
    """What each row of a list says."""
    within = f"//section[@id='{section}']" if section else ""
    return [" ".join(each.text_content().split()) for each in shown.tree.xpath(f"{within}//tbody/tr")]


def links(shown):
    return shown.tree.xpath("//main//a/@href")


def queries(client, address):
    with CaptureQueriesContext(connection) as counted:
        assert client.get(address).status_code == 200
    return len(counted)


# Promises.


def promise(house, name, number, due, owner=""):
    house.do(name, e.ActionPromised(house.ago(0), f"n{number}", f"Promise number {number}", owner, due))


def test_the_tracker_says_what_was_promised_by_whom_and_by_when(house):
    promise(house, "open", 1, house.ago(3), str(house.people["hana"].pk))
    shown = page(house.browser("callum"), "/desk/promises/?whose=all")
    (late,) = rows(shown, "late")
    assert "Promise number 1" in late
    assert "Hana Qureshi" in late
    assert "late" in late
    assert "1 promise is late" in shown.words or "One promise is late" in shown.words
    assert any("Ring on Friday" in row and "Done" in row for row in rows(shown, "untold"))
    assert f"{house.address('open', 'promise-kept')}?promise=n1" in links(shown)
    assert f"{house.address('open', 'promise-told')}?promise=a2" in links(shown)


def test_a_promise_stays_in_sight_after_the_complaint_is_closed(house):
    promise(house, "closed", 1, house.ago(3))
    (late,) = rows(page(house.browser("mona"), "/desk/promises/?whose=all"), "late")
    assert "closed" in late


def test_the_counts_of_the_tracker_are_the_rows_of_all_its_pages(house):
    for number in range(130):
        promise(house, "open", number, house.ago(1 + number % 7))
    client = house.browser("callum")
    address, seen = "/desk/promises/?whose=all&group=late", []
    while address:
        shown = page(client, address)
        assert shown.tree.xpath("string(//section[@id='late']//*[@class='count'])") == "130"
        seen += [re.search(r"Promise number \d+", row)[0] for row in rows(shown, "late")]
        further = [each for each in links(shown) if "after=" in each]
        address = f"/desk/promises/{further[0]}" if further else ""
    assert len(seen) == 130
    assert len(set(seen)) == 130


def test_what_is_written_between_two_pages_neither_repeats_nor_loses_a_promise(house):
    for number in range(110):
        promise(house, "open", number, house.ago(5))
    client = house.browser("callum")
    first = page(client, "/desk/promises/?whose=all&group=late")
    promise(house, "open", 500, house.ago(9))  # comes before everything that was shown
    house.do("open", e.ActionDone(house.ago(0), "n0", "Done.", resident_told=True))
    (further,) = [each for each in links(first) if "after=" in each]
    both = rows(first, "late") + rows(page(client, f"/desk/promises/{further}"), "late")
    names = [re.search(r"Promise number \d+", row)[0] for row in both]
    assert len(names) == len(set(names))
    assert {f"Promise number {n}" for n in range(1, 110)} <= set(names)


def test_mine_are_those_somebody_owns_or_whose_complaint_they_handle(house):
    promise(house, "open", 1, house.ago(2), str(house.people["hana"].pk))
    mine = page(house.browser("hana"), "/desk/promises/?whose=mine")
    assert [row[:16] for row in rows(mine, "late")] == ["Promise number 1"]
    handled = rows(page(house.browser("callum"), "/desk/promises/?whose=mine"), "late")
    assert any("Promise number 1" in row for row in handled)  # he handles that complaint
    assert rows(page(house.browser("dilys"), "/desk/promises/?whose=mine"), "late") == []


def test_my_teams_are_those_that_a_team_of_mine_was_given(house):
    promise(house, "open", 1, house.ago(2), str(house.repairs.pk))
    assert rows(page(house.browser("dilys"), "/desk/promises/?whose=team"), "late") == []
    TeamMember.objects.create(landlord=house.landlord, team=house.repairs, staff=house.people["dilys"])
    assert len(rows(page(house.browser("dilys"), "/desk/promises/?whose=team"), "late")) == 1


def test_a_promise_of_a_confidential_complaint_is_in_no_row_and_no_count_for_others(house):
    promise(house, "secret", 1, house.ago(2))
    assert len(rows(page(house.browser("callum"), "/desk/promises/?whose=all"), "late")) == 1
    for other in ("mona", "hana", "audrey", "dilys"):
        shown = page(house.browser(other), "/desk/promises/?whose=all")
        assert rows(shown, "late") == []
        assert "No promise is late" in shown.words


def test_erased_words_leave_the_tracker_too(house):
    promise(house, "open", 1, house.ago(2))
    number = next(n for n, fact in enumerate(house.facts("open"), 1) if getattr(fact, "promise", "") == "n1")
    assert PromiseSummary.objects.get(promise="n1").what == "Promise number 1"
    ask = Erase(house.landlord.pk, house.complaints["open"], e.ErasureBasis.NOT_OURS, (number,))
    assert isinstance(erase(ask, house.people["mona"], clock.now()), Erased)
    assert PromiseSummary.objects.get(promise="n1").what == "(erased)"
    (late,) = rows(page(house.browser("callum"), "/desk/promises/?whose=all"), "late")
    assert "Promise number 1" not in late


def test_the_tracker_asks_as_many_questions_of_many_promises_as_of_few(house):
    client = house.browser("callum")
    promise(house, "open", 1, house.ago(2))
    few = queries(client, "/desk/promises/?whose=all")
    for number in range(2, 20):
        promise(house, ("open", "second", "closed", "limited")[number % 4], number, house.ago(2))
    assert queries(client, "/desk/promises/?whose=all") == few


# The Ombudsman.


def test_what_the_ombudsman_waits_for_is_listed_late_first_with_where_to_record_it(house):
    house.do("open", e.OrderMade(house.ago(3), "o9", "Write and say sorry", house.ago(2)))
    shown = page(house.browser("callum"), "/desk/ombudsman/")
    found = rows(shown)
    assert len(found) == 4  # one late order, and evidence, an order and a failure order of the other complaint
    assert "Write and say sorry" in found[0]
    assert "late" in found[0]
    assert "4 things are owed to the Ombudsman, 1 of them late." in shown.words
    assert f"{house.address('open', 'order-done')}?order=o9" in links(shown)
    assert f"{house.address('ordered', 'evidence-sent')}?order=e1" in links(shown)
    assert "£50" in " ".join(found)


def test_an_order_that_was_met_is_shown_with_its_proof_and_owed_no_more(house):
    house.do("ordered", e.OrderComplied(house.ago(0), "o1", "BACS receipt 7"))
    client = house.browser("callum")
    assert len(rows(page(client, "/desk/ombudsman/"))) == 2
    (order,) = rows(page(client, "/desk/ombudsman/?show=orders"))
    assert "BACS receipt 7" in order


def test_what_the_ombudsman_asked_of_a_confidential_complaint_is_not_there_for_others(house):
    house.do("secret", e.OrderMade(house.ago(1), "o1", "Something secret", house.ago(1)))
    assert "Something secret" in page(house.browser("callum"), "/desk/ombudsman/").words
    other = page(house.browser("mona"), "/desk/ombudsman/")
    assert "Something secret" not in other.words
    assert "3 things are owed" in other.words


@pytest.mark.parametrize("show", ["due", "orders", "failure_orders", "evidence", "determinations", "enquiries"])
def test_every_view_of_the_ombudsmans_page_opens_with_as_many_questions_however_long(house, show):
    client, address = house.browser("audrey"), f"/desk/ombudsman/?show={show}"
    house.do("ordered", e.Determined(house.ago(0), "HO-7", (e.PointFinding("p1", e.Outcome.MALADMINISTRATION),)))
    few = queries(client, address)
    for name in ("open", "second", "answered"):
        house.do(
            name,
            e.OmbudsmanEnquired(house.ago(0), f"HO-{name}"),
            e.OrderMade(house.ago(0), "o1", "Pay", house.ahead(3)),
        )
        house.do(name, e.OmbudsmanEvidenceRequested(house.ago(0), "e1", house.ahead(3)))
        house.do(name, e.FailureOrderMade(house.ago(0), "f1", e.FailureOrderType.DELAY_IN_INFORMATION, house.ahead(9)))
        house.do(name, e.Determined(house.ago(0), "HO-7", (e.PointFinding("p1", e.Outcome.MALADMINISTRATION),)))
    assert queries(client, address) <= few + 1  # one more table of names, where a list was empty before
    if show == "determinations":
        assert "Maladministration" in page(client, address).words


# Questions to a team.


@pytest.fixture
def rashid(house):
    """A contributor, in the team that was asked."""
    TeamMember.objects.create(landlord=house.landlord, team=house.repairs, staff=house.people["rashid"])
    return house.browser("rashid")


def question_at(house, name="open", question="q1"):
    return f"/desk/contributions/{house.complaints[name]}/{question}/"


def test_a_contributor_sees_the_question_and_nothing_else_of_the_complaint(house, rashid):
    shown = page(rashid, "/desk/contributions/")
    (row,) = rows(shown)
    assert "When were the visits?" in row
    assert links(shown)[-1] == question_at(house)
    one = page(rashid, question_at(house))
    assert "When were the visits?" in one.words
    assert "Callum Reid" in one.words  # who asked
    for secret in ("Grace", "Larch Court", "The mould", house.references["open"], "Large print", "Survey the wall"):
        assert secret not in shown.words
        assert secret not in one.words


def test_an_answer_is_put_on_record_once_and_can_be_read_again(house, rashid):
    shown = page(rashid, question_at(house))
    sent = dict(shown.tree.xpath("//main//form")[0].form_values()) | {"answer": f"On Monday. {HOSTILE}"}
    for _ in range(2):
        answer = rashid.post(question_at(house), sent)
    received = [fact for fact in house.facts("open") if isinstance(fact, e.ContributionReceived)]
    assert [fact.answer for fact in received] == [f"On Monday. {HOSTILE}"]
    assert answer.status_code in {302, 422}
    again = page(rashid, question_at(house))
    assert "On Monday." in again.words
    assert not again.tree.xpath("//main//textarea")
    assert rows(page(rashid, "/desk/contributions/")) == []
    assert len(rows(page(rashid, "/desk/contributions/?show=answered"))) == 1


def test_an_empty_answer_is_not_recorded(house, rashid):
    answer = Page(rashid.post(question_at(house), {"answer": "  "}))
    assert answer.status == 422
    assert "Enter your answer." in answer.problems


def test_a_question_to_another_team_or_of_a_confidential_complaint_is_not_there(house, rashid):
    house.do("second", e.ContributionAsked(house.ago(1), "q1", "Surveying", "Secret of another team", house.ahead(2)))
    house.do(
        "secret", e.ContributionAsked(house.ago(1), "q1", str(house.repairs.pk), "Secret question", house.ahead(2))
    )
    assert len(rows(page(rashid, "/desk/contributions/"))) == 1
    said = set()
    for address in (
        question_at(house, "second"),
        question_at(house, "secret"),
        question_at(house, "open", "q2"),
        f"/desk/contributions/{uuid4()}/q1/",
        f"/desk/contributions/{house.complaints['theirs']}/q1/",
    ):
        answer = rashid.get(address)
        assert answer.status_code == 404, address
        assert rashid.post(address, {"answer": "Guessed."}).status_code == 404
        said.add(Page(answer).words)
    assert len(said) == 1


@pytest.mark.parametrize(
    "address",
    ["promises/", "registers/", "registers/adjustments/", "ombudsman/", "search/?q=mould", "notices/"],
)
@pytest.mark.usefixtures("rashid")
@pytest.mark.parametrize("name", ["rashid", "ezra", "ada"])
def test_who_sees_no_complaints_finds_no_such_page(house, name, address):
    allowed = name != "rashid" and address == "registers/"  # who is named for which post; training and surveys for Ada
    assert house.browser(name).get(f"/desk/{address}").status_code == (200 if allowed else 404)


@pytest.mark.parametrize("slug", ["", "promise-kept", "add-document", "team-answered"])
def test_a_contributor_finds_no_complaint(house, rashid, slug):
    assert rashid.get(house.address("open", slug)).status_code == 404


# Search.


def search(house, who, words, more=""):
    return page(house.browser(who), f"/desk/search/?q={words}{more}")


def test_a_whole_reference_leads_straight_to_the_complaint(house):
    answer = house.browser("hana").get(f"/desk/search/?q={house.references['open'].lower()}")
    assert (answer.status_code, answer["Location"]) == (302, house.address("open"))


def test_a_result_says_where_the_words_are_and_marks_them(house):
    house.do(
        "second",
        e.CorrespondenceRecorded(
            house.ago(0), e.Correspondent.RESIDENT, e.Direction.IN, what=f"The zebra {HOSTILE} came"
        ),
    )
    shown = search(house, "hana", "zebra")
    (hit,) = shown.tree.xpath("//ul[@class='found']/li")
    said = " ".join(hit.text_content().split())
    assert "Grace Okafor" in said
    assert house.references["second"] in said
    assert re.search(r"Entry \d+ of its record: The zebra <script>alert\(1\)</script>", said)
    assert hit.xpath(".//mark/text()") == ["zebra"]
    assert not shown.tree.xpath("//main//script")


def test_people_and_homes_are_found_beside_complaints(house):
    shown = search(house, "hana", "larch")
    assert [each.text_content().split("1")[0].strip() for each in shown.tree.xpath("//main//h2")] == ["Homes"]
    assert f"/desk/homes/{house.home.pk}/" in links(shown)
    people = search(house, "hana", "okafor")
    assert f"/desk/people/{house.grace.pk}/" in links(people)


def test_a_confidential_complaint_is_not_found_by_others_whatever_they_type(house):
    house.do(
        "secret", e.CorrespondenceRecorded(house.ago(0), e.Correspondent.RESIDENT, e.Direction.IN, what="unmistakable")
    )
    assert house.references["secret"] in search(house, "callum", "unmistakable").words
    for other in ("mona", "hana", "audrey"):
        assert "Nothing was found." in search(house, other, "unmistakable").words
        assert house.references["secret"] not in search(house, other, "mould").words
        shown = search(house, other, house.references["secret"])
        assert f"/complaints/{house.references['secret']}" not in " ".join(links(shown))


def test_twenty_are_shown_first_and_the_rest_when_asked_for(house):
    for number in range(23):
        house.do(f"w{number} {uuid4()}", house.received(in_their_words="wallaby in the loft"))
    shown = search(house, "hana", "wallaby")
    assert len(shown.tree.xpath("//section[@id='complaints']//li")) == 20
    assert "20 and more" in shown.words
    rest = search(house, "hana", "wallaby", "&only=complaints")
    assert len(rest.tree.xpath("//section[@id='complaints']//li")) == 23


@pytest.mark.parametrize(
    "words", ["", "%00", "%25", "'; DROP TABLE summary", '"', "*", "x" * 500, "AND OR NOT", "مرحبا"]
)
def test_whatever_is_typed_is_no_error(house, words):
    assert search(house, "hana", words).status == 200


def test_every_page_of_the_desk_has_the_box_for_those_who_may_search(house, rashid):
    for address in ("/desk/", "/desk/promises/", house.address("open")):
        assert page(house.browser("hana"), address).tree.xpath("//form[@role='search']//input[@name='q']")
    assert not page(rashid, "/desk/contributions/").tree.xpath("//form[@role='search']")


def test_another_landlords_officer_finds_nothing_of_ours(house):
    femi = house.browser("femi")
    assert rows(page(femi, "/desk/promises/?whose=all")) == []
    assert rows(page(femi, "/desk/ombudsman/")) == []
    assert "Nothing was found." in page(femi, "/desk/search/?q=mould").words
    assert "Nothing was found." in page(femi, f"/desk/search/?q={house.references['open']}").words
    for address in (f"people/{house.grace.pk}/", f"homes/{house.home.pk}/", f"handover/{house.people['hana'].pk}/"):
        assert femi.get(f"/desk/{address}").status_code == 404


@pytest.mark.usefixtures("house")
def test_nobody_is_let_in_who_is_not_signed_in(client):
    for address in ("promises/", "registers/", "ombudsman/", "search/", "contributions/", "notices/"):
        assert client.get(f"/desk/{address}").status_code == 302
