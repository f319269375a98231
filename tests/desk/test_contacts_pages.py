"""A new contact and triage, as somebody at the desk meets them."""

import uuid
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from selectolax.lexbor import LexborHTMLParser

from putright.actions.contacts import Contacted, take_contact
from putright.complaint import events as e
from putright.complaint.requests import RequestAsked, RequestDissatisfied
from putright.people.models import Home, Representative, Residency, Resident
from putright.records import store
from putright.records.contacts_models import Contact
from putright.records.models import Entry, Summary
from putright.records.requests_models import RequestSummary

NEW = "/desk/new-contact/"
NASTY = "<script>alert(1)</script>\"'><b>x"


def seen(answer):
    return LexborHTMLParser(answer.content.decode())


def words(answer, selector="main"):
    return " ".join(seen(answer).css_first(selector).text(separator=" ").split())


def day_fields(name, day):
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year} if day else {}


def call(house, **more):
    given = {
        "sent_once": str(uuid.uuid4()), "person": f"{house.grace.pk}:{house.home.pk}", "channel": "telephone",
        "receiver": "complaints_team", "words": "I have rung three times about the damp.", "unhappy": "yes",
        "choice_offered": "yes", "choice_taken": "yes", "became": "complaint",
        **day_fields("arrived_on", house.today), **more,
    }  # fmt: skip
    return {name: value for name, value in given.items() if value is not None}


def came(house, contacted="The tap drips.", by="callum", arrived=None, **more):
    row = Contacted(arrived or house.today, contacted, e.Channel.EMAIL, e.Receiver.COMPLAINTS_TEAM, **more)
    at = datetime.combine(house.today, datetime.min.time(), UTC)
    return take_contact(row, house.people[by], at, key=uuid.uuid4()).contact


def told(house, stream):
    return [each.event for each in store.read(house.landlord.pk, stream)]


def test_a_call_is_taken_in_one_go_and_ends_on_the_complaint_with_its_dates(house):
    client = house.browser("callum")
    answer = client.post(NEW, call(house, dangers=["damp_mould"], handler=str(house.people["hana"].pk)))
    assert answer.status_code == 302
    page = client.get(answer.url)
    row = Summary.objects.filter(landlord=house.landlord.pk).order_by("-reference").first()
    assert answer.url == f"/desk/complaints/{row.reference}/"
    assert f"{row.reference} is open. Next: acknowledge" in words(page)
    assert "by " in words(page, ".said")
    assert "Hana Qureshi" in words(page)
    assert (row.person, row.home, row.risk) == (str(house.grace.pk), str(house.home.pk), "urgent")


def test_a_service_request_ends_on_its_page_with_its_dates(house):
    client = house.browser("callum")
    given = call(
        house, words="The tap drips.", unhappy="no", choice_offered=None, choice_taken=None, became="service_request",
        team=str(house.repairs.pk), **day_fields("review_on", house.ahead(7)), **day_fields("promised_on", house.ahead(3)),
    )  # fmt: skip
    answer = client.post(NEW, given)
    row = RequestSummary.objects.get()
    assert answer.url == f"/desk/requests/{row.reference}/"
    page = client.get(answer.url)
    assert f"{row.reference} is logged. Look at it by" in words(page)
    assert "The tap drips." in words(page, "blockquote")
    assert (row.review_on, row.promised_on) == (house.ahead(7), house.ahead(3))


def test_what_is_left_in_triage_waits_with_the_date_that_runs(house):
    client = house.browser("callum")
    given = call(house, became="triage", **day_fields("arrived_on", house.ago(3)))
    assert client.post(NEW, given).url == "/desk/triage/"
    page = words(client.get("/desk/triage/"))
    assert "1 contact to decide" in page
    assert "Grace Okafor, 14 Larch Court" in page
    assert "I have rung three times" in page
    assert "Looks like a complaint" in page
    assert Contact.objects.get().arrived_on == house.ago(3)


@pytest.mark.parametrize("typed", ["okaf", "larch", "zz1 1aa", "R1"])
def test_people_and_homes_are_found_while_typing_with_what_is_open(house, typed):
    answer = house.browser("hana").get(f"{NEW}find/", {"q": typed})
    found = words(answer, "body")
    assert "Grace Okafor" in found
    assert "14 Larch Court" in found
    assert house.references["open"] in found
    assert house.references["closed"] not in found
    assert house.references["secret"] not in found  # confidential to Callum
    assert house.references["secret"] in words(house.browser("callum").get(f"{NEW}find/", {"q": typed}), "body")
    values = [each.attributes["value"] for each in seen(answer).css("input[name=person]")]
    assert f"{house.grace.pk}:{house.home.pk}" in values


def test_another_landlords_residents_are_not_found(house):
    answer = house.browser("femi").get(f"{NEW}find/", {"q": "okafor"})
    assert "Nobody is found" in words(answer, "body")
    stolen = call(house, person=f"{house.grace.pk}:{house.home.pk}")
    house.browser("femi").post(NEW, stolen)
    row = Summary.objects.filter(landlord=house.other.pk).order_by("-reference").first()
    assert (row.person, row.home) == ("", "")


def test_finding_asks_no_more_questions_for_many_than_for_few(house):
    client = house.browser("callum")
    client.get(f"{NEW}find/", {"q": "grace"})
    with CaptureQueriesContext(connection) as few:
        client.get(f"{NEW}find/", {"q": "grace"})
    for number in range(12):
        resident = Resident(landlord=house.landlord, name=f"Grace {number}")
        resident.full_clean()
        resident.save()
        Residency.objects.create(landlord=house.landlord, resident=resident, home=house.home)
    with CaptureQueriesContext(connection) as many:
        client.get(f"{NEW}find/", {"q": "grace"})
    assert len(many) <= len(few) <= 16


def test_find_without_a_script_is_a_round_trip_that_keeps_everything(house):
    given = call(
        house,
        q="okafor",
        find="1",
        person="",
        since="3 2 2026",
        wanted="A cure",
        dangers=["danger"],
        behalf="on",
        representative="Bea",
    )
    answer = house.browser("callum").post(NEW, given)
    assert answer.status_code == 200
    page = seen(answer)
    assert page.css_first("#id_words").text() == given["words"]
    assert page.css_first("#id_wanted").text() == "A cure"
    assert page.css_first("#id_since").attributes["value"] == "3 2 2026"
    assert page.css_first("#id_representative").attributes["value"] == "Bea"
    assert page.css_first("input[name=dangers][value=danger]").attributes.get("checked", "no") != "no"
    assert page.css_first("input[name=sent_once]").attributes["value"] == given["sent_once"]
    assert page.css_first("input[name=unhappy][value=yes]").attributes.get("checked", "no") != "no"
    assert page.css_first(f"input[value='{house.grace.pk}:{house.home.pk}']") is not None
    assert page.css_first(".govuk-error-summary") is None
    assert Contact.objects.count() == 0


def test_the_suggestion_is_shown_with_its_reasons_and_what_is_open(house):
    client = house.browser("callum")
    for address, more in ((NEW, {"look": "1"}), (f"{NEW}weigh/", {})):
        page = words(client.post(address, call(house, **more)), "body")
        assert "It looks like a complaint" in page
        assert "It is not the first time that they ask about it." in page
        assert f"{house.references['open']}" in page
        assert "new points about the same matter join it (Code 6.8)" in page
        assert "new points make a new complaint, linked to it (Code 6.8)" in page  # of the answered one
    page = words(client.post(f"{NEW}weigh/", call(house, words="The tap drips.", unhappy="")), "body")
    assert "It looks like a service request" in page


def test_it_is_the_person_who_decides_and_both_are_recorded(house):
    given = call(house, words="The tap drips.", unhappy="", choice_offered=None, choice_taken=None)
    house.browser("callum").post(NEW, given)
    row = Contact.objects.get()
    assert (row.suggested, row.became) == ("service_request", "complaint")
    taken = next(each for each in told(house, row.stream) if isinstance(each, e.TakenAsComplaint))
    assert (taken.suggested, taken.because) == ("service_request", ("reports_a_fault",))


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"words": ""}, "Enter what they say."),
        ({"became": ""}, "Say what it is, or leave it in triage."),
        ({"person": "new"}, "Enter the name they give, or choose that they prefer not to say."),
        ({"behalf": "on"}, "Enter who speaks for them."),
        ({"became": "nothing", "unhappy": "no"}, "Say why there is nothing for us to do"),
        ({"became": "joined"}, "Choose which one under “Open already”"),
        ({"arrived_on_year": "2190"}, "Nothing has arrived on a day that is still to come."),
        ({"arrived_on_month": "13"}, "“13” is not a month."),
        ({"became": "service_request"}, "They want to complain, so it is a complaint (Code 1.2)."),
        ({"became": "service_request", "choice_taken": "no"}, "Offer them the choice to complain (Code 1.3)"),
        ({"email": "not one"}, "Enter an e-mail address"),
    ],
)
def test_what_is_missing_is_said_and_nothing_typed_is_lost(house, more, said):
    given = call(house, wanted=NASTY, spoken_to="Jo, on Tuesday", **more)
    before = house.entries()
    answer = house.browser("callum").post(NEW, given)
    assert answer.status_code == 422
    assert said in words(answer, ".govuk-error-summary")
    page = seen(answer)
    assert page.css_first("#id_wanted").text() == NASTY
    assert page.css_first("#id_spoken_to").text() == "Jo, on Tuesday"
    assert page.css_first(f"input[name=person][value='{given['person']}']").attributes.get("checked", "no") != "no"
    for link in page.css(".govuk-error-summary a"):
        assert page.css_first(link.attributes["href"]) is not None, link.attributes["href"]
    assert (house.entries(), Contact.objects.count()) == (before, 0)


def test_sent_twice_is_done_once(house):
    client, given = house.browser("callum"), call(house)
    first, second = client.post(NEW, given), client.post(NEW, given)
    assert first.url == second.url
    assert Contact.objects.count() == 1


def test_a_lost_session_keeps_what_was_typed(house):
    client = house.browser("callum")
    client.cookies.clear()
    answer = client.post(NEW, call(house, wanted="A cure"), headers={"origin": "http://testserver"})
    assert answer.status_code == 403
    fields = {each.attributes["name"]: each.attributes["value"] for each in seen(answer).css("input[type=hidden]")}
    assert fields["wanted"] == "A cure"
    assert fields["words"] == "I have rung three times about the damp."
    assert Contact.objects.count() == 0


def test_every_name_of_a_field_survives_a_lost_session(house):
    """What looks like a secret is not kept; no field of this page may look like one."""
    page = seen(house.browser("callum").get(NEW))
    names = {each.attributes["name"] for each in page.css("input, textarea, select") if each.attributes.get("name")}
    secret = ("password", "code", "otp", "token", "credential")
    assert [name for name in names if name != "csrfmiddlewaretoken" and any(word in name for word in secret)] == []


def test_a_new_person_home_and_representative_are_put_on_file_on_the_way(house):
    given = call(
        house, person="new", name="Siân " + "Ẁ" * 190, new_home="Tŷ Gwyn\nHeol Fawr ZZ9 9ZZ", behalf="on", representative="مريم",
        representative_kind="advice_or_support", representative_reach="01632 960 003", authority_given="on",
    )  # fmt: skip
    answer = house.browser("callum").post(NEW, given)
    assert answer.status_code == 302, words(answer)
    made = Resident.objects.get(name__startswith="Siân")
    assert Home.objects.get(postcode="ZZ9 9ZZ").address == "Tŷ Gwyn\nHeol Fawr"
    assert Representative.objects.get(name="مريم").telephone == "01632 960 003"
    row = Summary.objects.get(person=str(made.pk))
    named = next(each for each in told(house, row.complaint) if isinstance(each, e.RepresentativeNamed))
    assert named.authority_given


def test_who_prefers_not_to_say_needs_no_name(house):
    house.browser("callum").post(NEW, call(house, person="nobody"))
    receipt = told(house, Contact.objects.get().stream)[0]
    assert (receipt.person, receipt.complainant) == ("", e.Complainant.ANONYMOUS)


def test_hostile_text_in_every_field_is_only_text(house):
    given = call(house, person="new", became="triage", **dict.fromkeys(
        ("name", "new_home", "words", "since", "spoken_to", "wanted", "needs", "adjustment", "representative", "q"), NASTY
    ), behalf="on", harder="on")  # fmt: skip
    client = house.browser("callum")
    assert client.post(NEW, given).status_code == 302
    contact = Contact.objects.get()
    for answer in (
        client.get("/desk/triage/"),
        client.get(f"/desk/triage/{contact.pk}/"),
        client.post(NEW, {**given, "look": "1"}),
    ):
        page = seen(answer)
        assert page.css_first("main b b, main script") is None
        assert NASTY in words(answer) or page.css_first("#id_words").text() == NASTY


@pytest.mark.parametrize("name", ["audrey", "ezra", "rashid", "ada", "bertram"])
def test_who_takes_no_complaints_has_no_such_pages(house, name):
    contact = came(house)
    client = house.browser(name)
    for address in (NEW, f"{NEW}find/?q=x", "/desk/triage/", f"/desk/triage/{contact}/"):
        assert client.get(address).status_code == 404
    assert client.post(NEW, call(house)).status_code == 404
    assert client.post(f"/desk/triage/{contact}/", {"became": "complaint"}).status_code == 404


def test_another_landlords_contact_is_not_there_in_the_same_words(house):
    contact = came(house)
    client = house.browser("femi")
    theirs, missing = client.get(f"/desk/triage/{contact}/"), client.get(f"/desk/triage/{uuid.uuid4()}/")
    assert (theirs.status_code, words(theirs)) == (missing.status_code, words(missing))
    assert theirs.status_code == 404
    assert "Nothing waits" in words(client.get("/desk/triage/"))


def test_triage_shows_the_oldest_true_date_first_and_the_date_that_runs(house):
    came(house, "Second.", arrived=house.ago(2))
    came(house, "First.", arrived=house.ago(20), dangers=())
    came(house, "Third.", arrived=house.ago(1))
    page = house.browser("hana").get("/desk/triage/")
    rows = [" ".join(each.text(separator=" ").split()) for each in seen(page).css("tbody tr")]
    assert [next(said for said in ("First.", "Second.", "Third.") if said in row) for row in rows] == [
        "First.",
        "Second.",
        "Third.",
    ]
    assert "late" in rows[0]
    assert "late" not in rows[2]
    assert "e-mail" in rows[0]


def test_the_pages_of_triage_hold_every_contact_once_and_ask_the_same_number_of_questions(house):
    client = house.browser("callum")
    came(house, "0")
    client.get("/desk/triage/")
    with CaptureQueriesContext(connection) as one:
        client.get("/desk/triage/")
    for number in range(1, 60):
        came(house, str(number), arrived=house.ago(number % 7), person=str(house.grace.pk))
    with CaptureQueriesContext(connection) as many:
        answer = client.get("/desk/triage/")
    assert len(many) <= len(one) + 2
    found, pages = [], 0
    address = "/desk/triage/"
    while address:
        answer, pages = client.get(address), pages + 1
        found += [each.attributes["href"] for each in seen(answer).css("tbody a")]
        following = [each.attributes["href"] for each in seen(answer).css("main p a") if "The next" in each.text()]
        address = f"/desk/triage/{following[0]}" if following else ""
    assert (len(found), len(set(found)), pages) == (60, 60, 2)
    assert "60 contacts to decide" in words(client.get("/desk/triage/"))


def test_one_contact_is_decided_from_what_came_in(house):
    contact = came(
        house,
        "I rang twice and nobody came.",
        person=str(house.grace.pk),
        home=str(house.home.pk),
        wanted="A date",
        arrived=house.ago(1),
    )
    client = house.browser("callum")
    page = client.get(f"/desk/triage/{contact}/")
    assert "I rang twice and nobody came." in words(page, "blockquote")
    assert "It looks like a complaint" in words(page)
    assert house.references["open"] in words(page)
    assert "acknowledge it" in words(page, ".next")
    given = {
        "person": f"{house.grace.pk}:{house.home.pk}",
        "unhappy": "yes",
        "choice_offered": "yes",
        "choice_taken": "yes",
        "became": "complaint",
    }
    answer = client.post(f"/desk/triage/{contact}/", given)
    row = Contact.objects.get()
    assert answer.url == f"/desk/complaints/{row.reference}/"
    assert told(house, row.stream)[0].on == house.ago(1)
    assert told(house, row.stream)[0].in_their_words == "I rang twice and nobody came."
    after = client.get(f"/desk/triage/{contact}/")
    assert f"It became a complaint {row.reference}" in words(after)
    assert "1 contact" not in words(client.get("/desk/triage/"))


def test_what_was_found_out_about_who_it_is_counts(house):
    contact = came(house, "Damp again.", person="G. Okafor", home="14 Larch Ct")
    client = house.browser("callum")
    page = seen(client.get(f"/desk/triage/{contact}/"))
    assert page.css_first("#id_name").attributes["value"] == "G. Okafor"
    assert page.css_first("#id_q").attributes["value"] == "G. Okafor"
    client.post(
        f"/desk/triage/{contact}/",
        {"person": f"{house.grace.pk}:{house.home.pk}", "unhappy": "yes", "became": "complaint"},
    )
    receipt = told(house, Contact.objects.get().stream)[0]
    assert (receipt.person, receipt.home) == (str(house.grace.pk), str(house.home.pk))
    assert not Resident.objects.filter(name="G. Okafor").exists()


def test_it_is_joined_to_an_open_complaint_or_goes_on_to_stage_2(house):
    client = house.browser("callum")
    who = {"person": f"{house.grace.pk}:{house.home.pk}", "unhappy": "yes", "became": "joined"}
    contact = came(house, "And the heating.", arrived=house.today)
    client.post(f"/desk/triage/{contact}/", {**who, "to": house.complaints["open"], "joining": "new_points"})
    raised = [each for each in house.facts("open") if isinstance(each, e.NewPointsRaised)]
    assert [(each.joined, each.points[0].text) for each in raised] == [(True, "And the heating.")]
    contact = came(house, "Not what happened.", arrived=house.today)
    client.post(f"/desk/triage/{contact}/", {**who, "to": house.complaints["answered"], "joining": "further"})
    assert isinstance(house.facts("answered")[-1], e.EscalationRequested)


def test_nothing_is_joined_to_a_confidential_complaint_of_others(house):
    contact = came(house)
    given = {"person": f"{house.grace.pk}:{house.home.pk}", "became": "joined", "to": house.complaints["secret"]}
    before = house.entries()
    answer = house.browser("hana").post(f"/desk/triage/{contact}/", given)
    assert answer.status_code == 403
    assert "not yours" in words(answer, ".govuk-error-summary")
    assert house.entries() == before
    assert Contact.objects.get().became == ""


def test_a_contact_that_became_a_confidential_complaint_is_not_there_for_others(house):
    client = house.browser("callum")
    client.post(NEW, call(house))
    contact = Contact.objects.get()
    house.complaints["fresh"] = contact.stream
    house.do("fresh", e.MarkedConfidential(house.today, (str(house.people["callum"].pk),)))
    assert client.get(f"/desk/triage/{contact.pk}/").status_code == 200
    assert house.browser("hana").get(f"/desk/triage/{contact.pk}/").status_code == 404


def test_two_who_decide_at_once_are_told(house):
    contact = came(house)
    first, second = house.browser("callum"), house.browser("hana")
    assert first.post(f"/desk/triage/{contact}/", {"became": "complaint"}).status_code == 302
    answer = second.post(f"/desk/triage/{contact}/", {"became": "nothing", "why": "Spam."})
    assert "It became a complaint" in words(answer)
    assert Summary.objects.filter(complaint=Contact.objects.get().stream).count() == 1


def test_an_unhappy_resident_who_does_not_want_to_complain_is_a_request_with_both_on_record(house):
    given = call(
        house,
        became="service_request",
        choice_taken="no",
        why="They only want it mended.",
        **day_fields("review_on", house.ahead(3)),
    )
    assert house.browser("callum").post(NEW, given).status_code == 302
    happened = told(house, RequestSummary.objects.get().request)
    assert isinstance(happened[0], RequestAsked)
    assert [each.wants_to_complain for each in happened if isinstance(each, RequestDissatisfied)] == [False]


def test_a_handler_may_take_a_call_but_is_not_offered_whom_to_give_it_to(house):
    page = seen(house.browser("hana").get(NEW))
    assert [each.attributes["value"] for each in page.css("#id_handler option")] == [""]
    answer = house.browser("hana").post(NEW, call(house, handler=""))
    assert answer.status_code == 302


def test_the_page_can_begin_with_what_an_address_says(house):
    page = seen(house.browser("callum").get(f"{NEW}?person={house.grace.pk}:{house.home.pk}"))
    assert page.css_first("input[name=person][checked]").attributes["value"] == f"{house.grace.pk}:{house.home.pk}"
    assert house.browser("callum").get(f"{NEW}?person=x&q=%00&arrived_on=y&became=z&to=q").status_code == 200


def test_the_date_of_arrival_is_the_one_that_counts(house):
    house.browser("callum").post(NEW, call(house, **day_fields("arrived_on", date(2026, 4, 2))))
    row = Contact.objects.get()
    assert Entry.objects.get(complaint=row.stream, number=1).recorded_at.date() > row.arrived_on
    assert Summary.objects.get(complaint=row.stream).received_on == date(2026, 4, 2)
