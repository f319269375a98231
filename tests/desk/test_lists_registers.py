"""Registers, residents and homes, handing over, notices: what each person sees, may change, and does not find."""

import csv
import io
import re
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from seen import Page, page

from putright import clock
from putright.background.notices import notice_deadlines
from putright.complaint import events as e
from putright.people.finding import looks_at
from putright.people.models import (
    Adjustment,
    Authority,
    Building,
    Disclosure,
    HeldAs,
    NamedRole,
    Residency,
    Restriction,
    SurveyTemplate,
    Training,
)
from putright.people.registers.due import due_reviews
from putright.records.lines import reviews_due
from putright.records.models import Summary

HOSTILE = "<script>alert(1)</script>\u202e\U0001f3da \u0645\u0631\u062d\u0628\u0627 \"'&"
REGISTERS = [
    "adjustments", "restrictions", "refusals", "extensions", "conflicts", "training", "posts", "surveys", "disclosures",
]  # fmt: skip


def rows(shown, section=""):
    within = f"//section[@id='{section}']" if section else ""
    return [" ".join(each.text_content().split()) for each in shown.tree.xpath(f"{within}//tbody/tr")]


def links(shown):
    return shown.tree.xpath("//main//a/@href")


def queries(client, address):
    with CaptureQueriesContext(connection) as counted:
        assert client.get(address).status_code == 200
    return len(counted)


def day(name, value):
    return {f"{name}_{part}": getattr(value, part) for part in ("day", "month", "year")}


# Registers.


@pytest.mark.parametrize(
    ("who", "read"),
    [
        ("callum", set(REGISTERS)),
        ("mona", set(REGISTERS)),
        ("audrey", set(REGISTERS)),
        ("hana", {"adjustments", "restrictions", "refusals", "extensions", "conflicts", "posts", "disclosures"}),
        ("ada", {"training", "posts", "surveys"}),
        ("bertram", {"posts"}),
    ],
)
def test_each_role_finds_its_own_registers(house, who, read):
    client = house.browser(who)
    for name in REGISTERS:
        assert client.get(f"/desk/registers/{name}/").status_code == (200 if name in read else 404), name
    listed = {
        each.split("/")[3] for each in links(page(client, "/desk/registers/")) if each.startswith("/desk/registers/")
    }
    assert listed == read


def test_an_adjustment_says_when_it_is_looked_at_again_and_that_it_was_not(house):
    for what, review_on in (
        ("Large print", house.ago(3)),
        (f"Ring twice {HOSTILE}", None),
        ("Braille", house.ahead(60)),
    ):
        Adjustment.objects.create(landlord=house.landlord, resident=house.grace, what=what, review_on=review_on)
    kept = rows(page(house.browser("hana"), "/desk/registers/adjustments/"), "kept")
    assert [row.split()[0] for row in kept] == ["Ring", "Large", "Braille"]  # without a day first, then by day
    assert "No day was set for looking at it again (Code 5.10)." in kept[0]
    assert "<script>" in kept[0]
    assert "It was to be looked at again by" in kept[1]
    assert "Code 5.10" not in kept[2]
    (complaint,) = rows(page(house.browser("hana"), "/desk/registers/adjustments/"), "complaints")
    assert "Large print" in complaint
    assert house.references["open"] in complaint


def test_a_restriction_says_what_it_lacks(house):
    Restriction.objects.create(
        landlord=house.landlord, resident=house.tomos, limit="set_times", from_on=house.ago(5), review_on=house.ahead(9)
    )
    (kept,) = rows(page(house.browser("hana"), "/desk/registers/restrictions/"), "kept")
    for sentence in (
        "Contact was restricted and no warning came first (Code 5.14).",
        "Nothing on file evidences the reason for the restriction (Code 5.14).",
        "Nothing shows regard to the Equality Act (Code 5.15).",
        "They were not told how to appeal (Code 5.14).",
    ):
        assert sentence in kept
    assert "Tomos ap Rhys" in kept


def test_refusals_extensions_and_conflicts_come_out_of_the_complaints(house):
    house.do("open", e.Extended(house.ago(0), 1, house.ahead(20), "A surveyor has to come."))
    client = house.browser("audrey")
    (refusal,) = rows(page(client, "/desk/registers/refusals/"))
    assert "The complaint was not accepted" in refusal
    assert "In court." in refusal
    assert "Legal proceedings" in refusal
    (extension,) = rows(page(client, "/desk/registers/extensions/"))
    assert "A surveyor has to come." in extension
    (conflict,) = rows(page(client, "/desk/registers/conflicts/"))
    assert "Hana Qureshi" in conflict
    assert "Nobody has settled it (Code 5.8)." in conflict
    house.do("open", e.ConflictSettled(house.ago(0), str(house.people["hana"].pk), "Callum has it."))
    assert rows(page(client, "/desk/registers/conflicts/")) == []
    assert "Callum has it." in rows(page(client, "/desk/registers/conflicts/?show=past"))[0]


@pytest.mark.parametrize("register", ["refusals", "extensions", "conflicts", "adjustments", "restrictions"])
def test_a_register_shows_nothing_of_a_confidential_complaint_to_others(house, register):
    house.do(
        "secret",
        e.Extended(house.ago(0), 1, house.ahead(9), "Unmistakable."),
        e.ConflictDeclared(house.ago(0), "X", "Unmistakable."),
        e.AdjustmentAgreed(house.ago(0), "Unmistakable.", house.ago(0)),
        e.BehaviourWarned(house.ago(0), "Unmistakable."),
        e.ContactRestricted(house.ago(0), "other", "Unmistakable.", "Unmistakable.", True, house.ago(0)),
        e.NotAccepted(house.ago(0), "other", "Unmistakable."),
    )
    secret = house.references["secret"]
    past = "?show=past" if register == "adjustments" else ""  # it was not accepted, so nothing is to be looked at again
    assert secret in page(house.browser("callum"), f"/desk/registers/{register}/{past}").words
    for other in ("mona", "audrey"):
        client = house.browser(other)
        for address in (f"/desk/registers/{register}/{past}", f"/desk/registers/{register}/file/{past}"):
            said = client.get(address).content.decode()
            assert "Unmistakable" not in said
            assert secret not in said
    due = reviews_due(house.people["mona"], house.today, house.ahead(28), reads=frozenset(REGISTERS), most=50)
    assert secret not in {each.whom for each in due}


def test_a_page_of_a_register_neither_loses_nor_repeats_a_row(house):
    wanted = set()
    for number in range(115):
        house.do("open", e.Extended(house.ago(number % 3), 1, house.ahead(9), f"Reason number {number}."))
        wanted.add(f"Reason number {number}.")
    client, address, seen = house.browser("audrey"), "/desk/registers/extensions/", []
    while address:
        shown = page(client, address)
        assert shown.tree.xpath("string(//caption/*[@class='count'])") == "115"
        seen += [re.search(r"Reason number \d+\.", row)[0] for row in rows(shown)]
        further = [each for each in links(shown) if "behind=" in each]
        address = f"/desk/registers/extensions/{further[0]}" if further else ""
    assert len(seen) == 115
    assert set(seen) == wanted


@pytest.mark.parametrize("register", ["refusals", "extensions", "conflicts", "adjustments", "restrictions"])
def test_a_register_asks_as_many_questions_of_many_rows_as_of_few(house, register):
    client, address = house.browser("callum"), f"/desk/registers/{register}/"

    def more(name, number):
        house.do(
            name,
            e.Extended(house.ago(0), 1, house.ahead(9), "Why."),
            e.ConflictDeclared(house.ago(0), str(house.people["dilys"].pk), "Hers."),
            e.AdjustmentAgreed(house.ago(0), f"Adjustment {number}", house.ago(0)),
            e.ContactRestricted(house.ago(0), "other", "Why.", "What.", True, house.ago(0)),
            e.NotAccepted(house.ago(0), "other", "Why."),
        )

    more("new", 0)
    few = queries(client, address)
    for number in range(1, 7):
        name = f"more {uuid4()}"
        house.do(name, house.received(), e.ComplaintLogged(house.ago(3)))
        more(name, number)
    assert queries(client, address) == few


def test_a_file_of_a_register_holds_what_the_page_shows_and_no_formula(house):
    for what in ("=HYPERLINK(1)", "+441632", "-2", "@SUM(1)", " =1+1", "Large print"):
        Adjustment.objects.create(landlord=house.landlord, resident=house.grace, what=what, review_on=house.ago(1))
    answer = house.browser("hana").get("/desk/registers/adjustments/file/")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert "attachment" in answer["Content-Disposition"]
    table = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert table[0][:2] == ["What", "Complaint"]
    assert len(table) == 1 + 6 + 1  # with the one that was agreed in a complaint
    assert not [cell for row in table for cell in row if cell.lstrip()[:1] in {"=", "+", "@"} or cell.startswith("-")]
    assert "'=HYPERLINK(1)" in {row[0] for row in table}


def test_reviewing_an_adjustment_sets_its_next_day_or_ends_it(house):
    row = Adjustment.objects.create(
        landlord=house.landlord, resident=house.grace, what="Large print", review_on=house.ago(3)
    )
    client, address = house.browser("hana"), f"/desk/registers/adjustments/{row.pk}/review/"
    shown = page(client, address)
    assert shown.headings == ["Look at it again: Large print"]
    without = Page(client.post(address, {**day("reviewed_on", house.today), "stays": "yes"}))
    assert any("Code 5.10" in each for each in without.problems)
    assert (
        client.post(
            address, {**day("reviewed_on", house.today), "stays": "yes", **day("review_on", house.ahead(90))}
        ).status_code
        == 302
    )
    row.refresh_from_db()
    assert (row.reviewed_on, row.review_on, row.ended_on) == (house.today, house.ahead(90), None)
    assert client.post(address, {**day("reviewed_on", house.today), "stays": "no"}).status_code == 302
    row.refresh_from_db()
    assert row.ended_on == house.today
    assert rows(page(client, "/desk/registers/adjustments/"), "kept") == []
    assert len(rows(page(client, "/desk/registers/adjustments/?show=past"), "kept")) == 1


def test_training_posts_and_surveys_are_added_by_those_who_keep_them(house):
    mona = house.browser("mona")
    assert (
        mona.post(
            "/desk/registers/training/add/",
            {"staff": str(house.people["hana"].pk), **day("on", house.today), "lesson": "refresher", "about": HOSTILE},
        ).status_code
        == 302
    )
    assert (
        mona.post(
            "/desk/registers/posts/add/",
            {"post": "member_responsible", "name": "Ezra Cole", **day("from_on", house.ago(9))},
        ).status_code
        == 302
    )
    assert (
        mona.post(
            "/desk/registers/surveys/add/", {"name": "After a repair", "text": "How was it?", "wider": "yes"}
        ).status_code
        == 302
    )
    assert Training.objects.get().staff == house.people["hana"]
    post = NamedRole.objects.get()
    assert post.staff == house.people["ezra"]
    assert "It does not say how to complain (Code 1.6)." in rows(page(mona, "/desk/registers/surveys/"))[0]
    assert "<script>" in rows(page(mona, "/desk/registers/training/"))[0]
    assert mona.post(f"/desk/registers/posts/{post.pk}/end/", day("until_on", house.ago(1))).status_code == 302
    assert rows(page(mona, "/desk/registers/posts/")) == []
    survey = SurveyTemplate.objects.get()
    changed = {
        "name": "After a repair",
        "text": "How was it? To complain ring us.",
        "signpost": "To complain ring us.",
        "wider": "yes",
    }
    assert mona.post(f"/desk/registers/surveys/{survey.pk}/change/", changed).status_code == 302
    assert "Code 1.6" not in rows(page(mona, "/desk/registers/surveys/"))[0]


def test_who_may_only_read_a_register_cannot_change_it(house):
    row = Adjustment.objects.create(landlord=house.landlord, resident=house.grace, what="Large print")
    for who, address in (
        ("audrey", f"adjustments/{row.pk}/review/"),
        ("audrey", "training/add/"),
        ("hana", "posts/add/"),
        ("femi", f"adjustments/{row.pk}/review/"),
    ):
        client = house.browser(who)
        assert client.get(f"/desk/registers/{address}").status_code == 404
        assert (
            client.post(f"/desk/registers/{address}", {"stays": "no", **day("reviewed_on", house.today)}).status_code
            == 404
        )
    assert house.browser("hana").get(f"/desk/registers/adjustments/{uuid4()}/review/").status_code == 404
    row.refresh_from_db()
    assert row.ended_on is None


def test_disclosures_are_shown_only_for_a_reason_and_the_look_is_kept(house):
    Disclosure.objects.create(landlord=house.landlord, resident=house.grace, what="Has epilepsy.", means="Ring first.")
    client = house.browser("hana")
    assert "epilepsy" not in page(client, "/desk/registers/disclosures/").words
    for address in ("/desk/registers/disclosures/read/", f"/desk/people/{house.grace.pk}/disclosures/"):
        refused = client.post(address, {"why": "  "})
        assert refused.status_code == 422
        assert "epilepsy" not in Page(refused).words
        assert "epilepsy" in Page(client.post(address, {"why": "To plan the visit"})).words
    assert [(each.why, each.staff) for each in looks_at(house.landlord, house.grace.pk)] == [
        ("To plan the visit", str(house.people["hana"].pk))
    ] * 2
    assert house.browser("bertram").post("/desk/registers/disclosures/read/", {"why": "x"}).status_code == 404


def test_reviews_that_are_due_are_found_in_the_database_and_not_more_than_asked_for(house):
    for number in range(30):
        Adjustment.objects.create(
            landlord=house.landlord, resident=house.grace, what=f"A{number:02}", review_on=house.ahead(number * 5)
        )
    found = due_reviews(house.landlord, house.today, staff=house.people["hana"])
    mine = [each.what for each in found if each.register == "adjustments"]
    assert mine == [f"Review the adjustment “A{number:02}”" for number in range(6)]  # up to 28 days ahead
    first = due_reviews(house.landlord, house.today, staff=house.people["hana"], most=3)
    assert [each.on for each in first] == [each.on for each in found[:3]]
    with CaptureQueriesContext(connection) as asked:
        due_reviews(house.landlord, house.today, staff=house.people["hana"], most=3)
    assert any("LIMIT 3" in each["sql"] and "adjustment" in each["sql"] for each in asked)


def test_my_work_shows_what_complaints_ask_to_be_looked_at_again(house):
    house.do("second", e.AdjustmentAgreed(house.ago(0), "Ring twice"))
    shown = page(house.browser("hana"), "/desk/")
    reviews = [" ".join(each.text_content().split()) for each in shown.tree.xpath("//table[@id='reviews']//tbody/tr")]
    assert any("Review an adjustment" in row and house.references["second"] in row for row in reviews)


# Residents and homes.


def test_a_residents_page_shows_all_that_is_known_of_them(house):
    Adjustment.objects.create(landlord=house.landlord, resident=house.grace, what="Large print", review_on=house.ago(3))
    shown = page(house.browser("hana"), f"/desk/people/{house.grace.pk}/")
    assert shown.headings == ["Grace Okafor"]
    for said in ("Bea Okafor", "may be told everything", "Large print", "14 Larch Court", house.references["open"]):
        assert said in shown.words.replace("May be", "may be")
    assert house.references["secret"] not in shown.words
    assert house.references["secret"] in page(house.browser("callum"), f"/desk/people/{house.grace.pk}/").words


def test_what_is_changed_about_a_resident_is_kept_with_its_history(house):
    client, at = house.browser("hana"), f"/desk/people/{house.grace.pk}/"
    contact = {"name": f"Grace {HOSTILE[:20]}", "telephone": "01632 960 123", "email": "grace@example.org"}
    assert client.post(f"{at}contact/", contact).status_code == 302
    needs = {
        "interpreter": "yes",
        "language": "cy",
        "formats": ["large_print"],
        "not_by": ["telephone"],
        "needs": "After four.",
    }
    assert client.post(f"{at}needs/", needs).status_code == 302
    agreed = {"what": "Ring twice", **day("agreed_on", house.today), **day("review_on", house.ahead(90))}
    assert client.post(f"{at}adjustment/", agreed).status_code == 302
    house.grace.refresh_from_db()
    assert (house.grace.telephone, house.grace.language, house.grace.formats) == ("01632 960 123", "cy", "large_print")
    shown = page(client, at).words
    for said in ("01632 960 123", "After four.", "Ring twice", "large print", "wanted"):
        assert said in shown
    assert "<script>alert" in shown


def test_somebody_is_added_who_speaks_for_a_resident_and_the_authority_taken_back(house):
    client, at = house.browser("hana"), f"/desk/people/{house.tomos.pk}/"
    sent = {"name": "Cllr Adeyemi", "kind": "councillor_or_mp", "reach": "everything"}
    assert client.post(f"{at}representative/", sent).status_code == 302
    authority = Authority.objects.get(resident=house.tomos)
    assert (authority.given_on, authority.asked_on) == (None, house.today)
    assert "authority has not arrived" in page(client, at).words
    matters = Page(client.post(f"{at}representative/", {**sent, "reach": "named_matters"}))
    assert "Say which matters the authority is for." in matters.problems
    assert Authority.objects.filter(resident=house.tomos).count() == 1  # nothing half done
    assert client.post(f"{at}authority/{authority.pk}/end/").status_code == 302
    authority.refresh_from_db()
    assert authority.revoked_on == house.today
    assert client.post(f"/desk/people/{house.grace.pk}/authority/{authority.pk}/end/").status_code == 404


def test_limiting_contact_is_an_officers_work(house):
    at = f"/desk/people/{house.tomos.pk}/restriction/"
    sent = {
        "limit": "set_times", "terms": "Mondays", "reason": "Calls.", "evidence": "The log.", "equality": "His hearing.",
        **day("from_on", house.today), **day("review_on", house.ahead(60)),
    }  # fmt: skip
    assert house.browser("hana").post(at, sent).status_code == 404
    assert house.browser("callum").post(at, {**sent, **day("review_on", house.ago(1))}).status_code == 422
    assert house.browser("callum").post(at, sent).status_code == 302
    assert Restriction.objects.get(resident=house.tomos).decided_by == str(house.people["callum"].pk)
    assert "They were not told how to appeal" in page(house.browser("hana"), f"/desk/people/{house.tomos.pk}/").words


def test_an_auditor_reads_a_residents_page_and_is_offered_nothing_to_change(house):
    client = house.browser("audrey")
    shown = page(client, f"/desk/people/{house.grace.pk}/")
    assert not [
        each for each in links(shown) if each.endswith(("/contact/", "/needs/", "/adjustment/", "/representative/"))
    ]
    assert client.post(f"/desk/people/{house.grace.pk}/contact/", {"name": "X"}).status_code == 404


def test_a_homes_page_shows_who_lives_there_its_building_and_what_comes_back(house):
    tower = Building.objects.create(landlord=house.landlord, name="Larch Court", storeys=9, metres=28, homes=40)
    house.home.building = tower
    house.home.save()
    HeldAs.objects.create(landlord=house.landlord, home=house.home, tenure="low_cost_rental", from_on=house.ago(900))
    for name in ("open", "second", "secret"):
        house.do(name, e.Categorised(house.ago(0), "damp"))
    shown = page(house.browser("hana"), f"/desk/homes/{house.home.pk}/")
    for said in ("Grace Okafor", "higher-risk building", "Low cost rental", "2 complaints about damp", "9 storeys"):
        assert said in shown.words
    assert "3 complaints about damp" in page(house.browser("callum"), f"/desk/homes/{house.home.pk}/").words
    assert house.references["secret"] not in shown.words


@pytest.mark.parametrize("kind", ["people", "homes"])
def test_residents_and_homes_ask_as_many_questions_with_many_complaints_as_with_few(house, kind):
    key = house.grace.pk if kind == "people" else house.home.pk
    client, address = house.browser("hana"), f"/desk/{kind}/{key}/"
    few = queries(client, address)
    for number in range(6):
        house.do(f"again {uuid4()}", house.received())
        Residency.objects.create(landlord=house.landlord, resident=house.grace, home=house.home)
        Adjustment.objects.create(landlord=house.landlord, resident=house.grace, what=f"A{number}")
    assert queries(client, address) <= few + 1  # a list that was empty names somebody now


# Handing over.


def test_all_that_somebody_has_is_handed_to_one_person_and_each_says_so(house):
    client, at = house.browser("mona"), f"/desk/handover/{house.people['callum'].pk}/"
    shown = page(client, at)
    assert shown.headings == ["Hand over from Callum Reid"]
    before = rows(shown)
    assert house.references["secret"] not in shown.words  # confidential, and she is not named on it
    assert "confidential and not yours to see" in shown.words
    hana, dilys = (str(house.people[name].pk) for name in ("hana", "dilys"))
    chosen = {f"to-{house.complaints['draft']}": dilys}
    answer = client.post(
        at, {"every": hana, "unseen_to": dilys, "note": f"Ring first. {HOSTILE}", "reason": "Callum leaves.", **chosen}
    )
    assert answer.status_code == 302, Page(answer).words
    assert rows(page(client, at)) == []
    assert "Nothing is left to hand over." in page(client, at).words
    handler = dict(Summary.objects.filter(landlord=house.landlord.pk, owed=True).values_list("complaint", "handler"))
    assert str(house.people["callum"].pk) not in handler.values()
    assert handler[house.complaints["draft"]] == dilys
    assert handler[house.complaints["open"]] == hana
    assert handler[house.complaints["secret"]] == dilys
    (assigned,) = [fact for fact in house.facts("open")[-2:] if isinstance(fact, e.HandlerAssigned)]
    assert assigned.handover_note == f"Ring first. {HOSTILE}"
    assert len(before) == 4


def test_handing_over_to_nobody_is_said_and_nothing_is_done(house):
    client, at = house.browser("mona"), f"/desk/handover/{house.people['callum'].pk}/"
    entries = house.entries()
    answer = Page(client.post(at, {"note": "Something typed"}))
    assert answer.status == 422
    assert "Choose who takes over" in answer.words
    assert "Something typed" in answer.words
    wrong = client.post(at, {"every": str(house.people["femi"].pk)})  # another landlord's
    assert wrong.status_code == 422
    assert house.entries() == entries


@pytest.mark.parametrize("who", ["hana", "audrey", "ada", "ezra", "rashid", "bertram"])
def test_handing_over_is_an_officers_or_managers_work(house, who):
    address = f"/desk/handover/{house.people['callum'].pk}/"
    assert house.browser(who).get(address).status_code == 404
    assert house.browser(who).post(address, {"every": str(house.people["hana"].pk)}).status_code == 404


def test_my_work_says_who_has_how_much_to_those_who_hand_over(house):
    shown = page(house.browser("mona"), "/desk/?whose=all")
    found = [" ".join(each.text_content().split()) for each in shown.tree.xpath("//table[@id='handlers']//tbody/tr")]
    assert any(row.startswith("Callum Reid") for row in found)
    assert f"/desk/handover/{house.people['callum'].pk}/" in links(shown)
    assert not page(house.browser("hana"), "/desk/?whose=all").tree.xpath("//table[@id='handlers']")


# Notices.


def test_notices_are_shown_until_they_are_seen(house):
    notice_deadlines(house.landlord, house.today, clock.now())
    client = house.browser("callum")
    assert "new notice" in page(client, "/desk/").words
    shown = page(client, "/desk/notices/")
    number = len(shown.tree.xpath("//main//ul[@class='found']/li"))
    assert number > 0
    assert client.post("/desk/notices/").status_code == 302
    assert "Nothing is new." in page(client, "/desk/notices/").words
