"""The residents' pages: what they say, and a complaint made without an account."""

import re

import pytest
from at_the_front_door import (
    ANSWERS,
    CODE,
    DAY,
    HOUR,
    begin,
    code_in,
    complain,
    fill,
    later,
    link_of,
    picture,
)
from front import browser, text_of
from strict_html import faults

from putright import clock
from putright.complaint import events as e
from putright.front_door import drafts
from putright.front_door.models import Draft, DraftFile
from putright.letters.plain_english import reading_age
from putright.people.changing import add
from putright.people.models import Home, Landlord, Residency, Resident, Staff
from putright.records import store
from putright.records.contacts_models import Contact
from putright.records.filing_models import Filing
from putright.records.models import Content, Entry, Summary
from putright.workdays import calendar_for

OPEN = [
    "", "complain/", "ask/", "complain/back/", "follow/", "help/", "help/how/", "help/which/", "help/cannot/", "help/policy/",
    "help/leaflet/", "help/easy/", "help/ombudsman/", "help/working-days/", "help/what-we-keep/",
]  # fmt: skip


@pytest.fixture
def client(house):  # noqa: ARG001  a fixture that only sets
    return browser()


def facts(row):
    return [entry.event for entry in store.read(row.landlord, row.complaint)]


# ---- what everybody may read


@pytest.mark.parametrize("address", OPEN)
def test_every_page_is_whole_and_puts_nothing_on_the_reader_s_machine(client, address):
    answer = client.get(f"/ah/{address}")
    assert answer.status_code == 200
    assert faults(answer.content.decode()) == []
    assert not answer.cookies
    assert "Ash Homes" in text_of(answer)
    assert "0300 111 3000" in text_of(answer)


@pytest.mark.parametrize("policy", ["", "thrive-2026", "longhurst-2022", "progress-2024", "together-2021"])
def test_the_pages_can_be_made_of_every_policy_and_of_none(client, policy):
    Landlord.objects.filter(code="AH").update(policy=policy)
    for address in OPEN:
        assert client.get(f"/ah/{address}").status_code == 200


def test_every_way_of_the_policy_stands_on_the_first_page(client):
    Landlord.objects.filter(code="AH").update(policy="thrive-2026")
    said, leaflet = text_of(client.get("/ah/")), text_of(client.get("/ah/help/leaflet/"))
    for way in (
        "complaints@thrivehomes.org.uk",
        "0800 917 6077",
        "thrivehomes.org.uk/talktous",
        "myThrive hub",
        "HP3 9TD",
    ):
        assert way in said
        assert way in leaflet


def test_no_page_tells_a_new_complaint_to_go_to_the_ombudsman_by_e_mail(client):
    said = text_of(client.get("/ah/help/ombudsman/"))
    assert "cannot be sent to them by e-mail" in said
    assert "info@housing-ombudsman.org.uk" not in said
    assert "L33 7WQ" not in said
    assert "PR2 0ET" in said
    assert "Building Safety Regulator" in said


def test_the_pages_give_the_dates_for_somebody_who_complains_today(client):
    calendar = calendar_for(Landlord.objects.get(code="AH").nation)
    today = clock.today()
    first = calendar.add(today, 5)
    for day in (first, calendar.add(first, 10), calendar.add(first, 20)):
        assert f"{day:%a} {day.day} {day:%B %Y}" in text_of(client.get("/ah/help/how/"))


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        ((1, 4, 2026), 5, "Fri 10 April 2026"),
        ((18, 12, 2026), 10, "Wed 6 January 2027"),
        ((22, 11, 2026), 5, "Fri 27 November 2026"),
    ],
)
def test_working_days_are_counted_with_the_reason(client, start, days, due):
    day, month, year = start
    asked = {"start_day": day, "start_month": month, "start_year": year, "days": days}
    said = text_of(client.get("/ah/help/working-days/", asked))
    assert due in said
    assert "working days after" in said


def test_working_days_say_so_where_nobody_knows_the_bank_holidays(client):
    said = text_of(
        client.get("/ah/help/working-days/", {"start_day": 1, "start_month": 1, "start_year": 1807, "days": 5})
    )
    assert "1807" in said


@pytest.mark.parametrize(
    "address", ["", "complain/", "help/how/", "help/which/", "help/ombudsman/", "help/what-we-keep/", "help/easy/"]
)
def test_a_child_of_eleven_can_read_it(client, address):
    html = client.get(f"/ah/{address}").content.decode()
    main = html[html.index("<main") : html.index("</main>")]
    lines = re.sub(r"</?(?:p|li|h\d|dt|dd|br|div|button)[^>]*>", "\n", main)
    lines = re.sub(r"www\.\S+|\S+@\S+|\d[\d ]+", "", re.sub(r"<[^>]+>", "", lines))
    sentences = "\n".join(line.strip() for line in lines.splitlines() if len(line.split()) > 4)
    found = reading_age(sentences)
    assert found is None or found.years <= 11.5, (found, sentences)


def test_each_landlord_has_its_own_door_and_there_is_none_without_letters(client):
    assert "Ash Homes" in text_of(client.get("/ah/"))
    assert "Fen Homes" in text_of(client.get("/fh/"))
    neutral = text_of(client.get("/"))
    assert "Ash" not in neutral
    assert "Fen" not in neutral
    for address in ("/AH/", "/zz/", "/complain/", "/help/how/"):
        assert client.get(address).status_code == 404


@pytest.mark.usefixtures("house")
def test_a_name_of_the_site_can_be_one_landlord_s(settings):
    settings.FRONT_DOORS = {"complaints.ash.example": "AH"}
    settings.ALLOWED_HOSTS = ["*"]
    client = browser(headers={"host": "complaints.ash.example"})
    assert "Ash Homes" in text_of(client.get("/"))
    assert client.get("/help/how/").status_code == 200
    assert client.get("/fh/").status_code == 404


def test_the_only_landlord_needs_no_letters(house, client):
    Staff.objects.filter(landlord=house.other).update(left_on=None)
    from putright.front_door import whose

    only = {"ah": house.landlord.pk}
    kept, whose.doors = whose.doors, lambda: only
    try:
        assert "Ash Homes" in text_of(client.get("/"))
        assert begin(client, "/").startswith("/complain/")
    finally:
        whose.doors = kept


# ---- making a complaint


def test_a_complaint_is_made_received_today_with_its_number_and_dates(either):
    client = browser()
    receipt = complain(client)
    said = text_of(receipt)
    row = Summary.objects.get()
    today, calendar = clock.today(), calendar_for(either.landlord.nation)
    acknowledge = calendar.add(today, 5)
    answer = calendar.add(acknowledge, 10)
    assert row.reference in said
    assert row.received_on == today
    for day in (acknowledge, answer):
        assert f"{day:%a} {day.day} {day:%B %Y}" in said
    assert not client.cookies
    received = facts(row)[0]
    assert isinstance(received, e.ComplaintReceived)
    assert received.in_their_words == ANSWERS["what"]["words"]
    assert received.channel == e.Channel.ONLINE_FORM
    by = Staff.objects.get(pk=Entry.objects.filter(number=1).get().recorded_by)
    assert by.name == "Residents' pages"
    assert by.roles == ""


def test_everything_that_was_told_is_on_record(client):
    complain(client)
    row = Summary.objects.get()
    words = " ".join(Content.objects.filter(complaint=row.complaint).values_list("text", flat=True))
    for told in ("I rang twice.", "Mend the fan.", "I do not hear well.", "Urdu", "large print", "01632 960 555"):
        assert told in words
    assert Resident.objects.get().formats == "large print"
    assert Home.objects.get().postcode == "AL1 1AB"
    assert row.risk == "urgent"


def test_a_resident_and_home_on_file_are_not_made_twice_and_nobody_is_told(house, client):
    by, at = house.callum, clock.now()
    home = add(Home(landlord=house.landlord, address="12, Larch  Court\nAldertown", postcode="AL1 1AB"), by=by, at=at)
    asha = add(Resident(landlord=house.landlord, name="Asha  OKAFOR"), by=by, at=at)
    add(Residency(landlord=house.landlord, resident=asha, home=home), by=by, at=at)
    known = text_of(complain(client))
    row = Summary.objects.get()
    assert (row.person, row.home) == (str(asha.pk), str(home.pk))
    other = text_of(
        complain(browser(), you={"name": "Nobody Known"}, home={"address": "9 Nowhere", "postcode": "ZZ1 1ZZ"})
    )
    even = re.compile(r"AH-\d{4}-\d{4}|" + CODE.pattern)
    assert even.sub("", known) == even.sub("", other)


def test_somebody_else_can_complain_for_a_resident_and_authority_is_no_bar(client):
    who = {"whose": "other", "your_name": "Bea Okafor", "speaker": "family_or_friend", "your_email": "bea@example.org"}
    said = text_of(complain(client, who=who))
    assert "We ask the person it is for" in said
    named = [fact for fact in facts(Summary.objects.get()) if isinstance(fact, e.RepresentativeNamed)]
    assert len(named) == 1
    assert named[0].authority_given is False


def test_only_name_address_and_words_are_needed(client):
    bare = {
        "before": {},
        "right": {},
        "easier": {},
        "you": {"name": "Asha"},
        "home": {"address": "1 Fir Way"},
        "what": {"words": "Help."},
    }
    complain(client, **bare)
    assert Summary.objects.count() == 1


def test_what_is_missing_is_said_and_what_was_typed_stays(client):
    base = begin(client)
    answer = client.post(f"{base}you/", {"name": "", "email": "not one", "telephone": "0123"})
    assert answer.status_code == 200
    assert "Enter a name." in text_of(answer)
    assert "with an @ in it" in text_of(answer)
    assert 'value="0123"' in answer.content.decode()


def test_nothing_is_sent_while_a_page_is_missing(client):
    base = begin(client)
    answer = client.post(f"{base}check/")
    assert "Something is still missing" in text_of(answer)
    assert Summary.objects.count() == 0


@pytest.mark.usefixtures("either")
def test_it_is_sent_once_however_often_the_button_is_pressed():
    client = browser()
    base = fill(client, begin(client))
    first, second = client.post(f"{base}check/"), client.post(f"{base}check/")
    assert first["Location"] == second["Location"]
    assert Summary.objects.count() == 1
    assert text_of(client.get(first["Location"])) == text_of(client.get(second["Location"]))


def test_what_was_written_is_nowhere_but_on_record_once_it_was_sent(client):
    complain(client)
    assert Draft.objects.get().answers == ""
    assert Contact.objects.get().words == ""


def test_a_draft_is_not_readable_in_the_database(client):
    base = fill(client, begin(client))
    client.post(f"{base}files/", {"files": picture("asha-okafor.png"), "then": "more"})
    kept = str(Draft.objects.values().get()) + str(DraftFile.objects.values().get())
    for told in ("Asha", "mould", "AL1 1AB", "okafor", base.split("/")[-2]):
        assert told not in kept


def test_the_first_we_hear_of_it_is_pointed_to_a_request_without_closing_the_door(client):
    base = begin(client)
    for page in ("who", "you", "home", "what"):
        client.post(f"{base}{page}/", ANSWERS[page])
    answer = client.post(f"{base}before/", {"known": "no"})
    assert answer["Location"] == f"{base}known/"
    said = text_of(client.get(answer["Location"]))
    assert "Go on with my complaint" in said
    assert client.post(f"{base}known/", {"way": "complaint"})["Location"] == f"{base}right/"
    client.post(f"{base}check/")
    assert Summary.objects.count() == 1


def test_a_request_waits_in_triage_with_its_true_day(client):
    base = begin(client, kind="ask")
    for page in ("you", "home", "what", "easier"):
        client.post(f"{base}{page}/", ANSWERS[page])
    receipt = client.get(client.post(f"{base}check/")["Location"])
    assert "make a complaint" in text_of(receipt)
    waiting = Contact.objects.get()
    assert (waiting.became, waiting.arrived_on, waiting.words) == ("", clock.today(), ANSWERS["what"]["words"])
    assert Summary.objects.count() == 0


def test_a_survey_can_lead_here_with_one_link(client):
    answer = client.post("/ah/complain/?survey=repairs-2026")
    base = answer["Location"].rsplit("/", 2)[0] + "/"
    fill(client, base)
    client.post(f"{base}check/")
    assert Contact.objects.get().source == "survey repairs-2026"


# ---- photos and papers


@pytest.mark.usefixtures("either")
def test_files_go_with_the_complaint_and_are_sealed_until_then():
    client = browser()
    base = fill(client, begin(client))
    client.post(f"{base}files/", {"files": [picture(), picture("letter.pdf", b"%PDF-1.7 words")], "then": "more"})
    assert bytes(DraftFile.objects.first().sealed).find(b"PNG") < 0
    client.post(f"{base}check/")
    filed = {each.name: each.media_type for each in Filing.objects.all()}
    assert filed == {"mould.png": "image/png", "letter.pdf": "application/pdf"}
    assert DraftFile.objects.count() == 0


def test_a_file_can_be_taken_away_again(client):
    base = begin(client)
    client.post(f"{base}files/", {"files": picture(), "then": "more"})
    client.post(f"{base}files/", {"away": str(DraftFile.objects.get().pk)})
    assert DraftFile.objects.count() == 0


@pytest.mark.parametrize(
    ("held", "why"),
    [
        (b"<html><script>alert(1)</script>", "cannot hold a program|not a kind|not kept"),
        (b"MZ\x90\0" + b"\0" * 50, "not a kind"),
        (b"", "empty"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not kept"),
    ],
)
def test_a_file_that_is_not_taken_is_named_with_the_reason(client, held, why):
    base = begin(client)
    answer = client.post(f"{base}files/", {"files": picture("holiday.jpg", held), "then": "check"})
    assert answer.status_code == 400
    assert "holiday.jpg" in text_of(answer)
    assert re.search(why, text_of(answer))
    assert DraftFile.objects.count() == 0


def test_files_are_bounded_in_size_and_number_as_was_said_before(client):
    assert "Each can be 10 MB" in text_of(client.get("/ah/complain/"))
    base = begin(client)
    large = picture("large.png", b"\x89PNG\r\n\x1a\n" + b"\0" * (10 * 1024 * 1024))
    assert "larger than 10 MB" in text_of(client.post(f"{base}files/", {"files": large, "then": "more"}))
    many = client.post(f"{base}files/", {"files": [picture(f"{n}.png") for n in range(11)], "then": "more"})
    assert "10 files" in text_of(many)
    assert DraftFile.objects.count() == 10


# ---- save, and come back


@pytest.mark.usefixtures("either")
def test_it_is_kept_and_found_again_with_a_code_and_the_postcode(monkeypatch):
    client = browser()
    base = begin(client)
    for page in ("who", "you", "home"):
        client.post(f"{base}{page}/", ANSWERS[page])
    answer = client.post(f"{base}what/", {"words": "Half a sentence", "then": "save"})
    code = code_in(client.get(answer["Location"]))
    later(monkeypatch, HOUR)
    assert client.get(f"{base}what/").status_code == 404
    back = browser().post("/ah/complain/back/", {"code": code.lower().replace("-", " "), "fact": "al11ab"})
    assert back.status_code == 302
    again = back["Location"].rsplit("/", 2)[0] + "/"
    assert again != base
    assert "Half a sentence" in client.get(f"{again}what/").content.decode()
    assert client.get(f"{base}what/").status_code == 404


def test_a_page_left_open_closes_and_gives_back_what_was_just_typed(client, monkeypatch):
    base = begin(client)
    client.post(f"{base}who/", {"whose": "me"})
    later(monkeypatch, drafts.OPEN_FOR)
    answer = client.post(f"{base}what/", {"words": "I wrote this slowly."})
    assert answer.status_code == 404
    assert "I wrote this slowly." in text_of(answer)


def test_it_asks_for_a_name_before_it_can_be_left(client):
    base = begin(client)
    answer = client.get(client.post(f"{base}who/", {"whose": "me", "then": "save"})["Location"])
    assert "we need your name" in text_of(answer)
    assert not CODE.search(text_of(answer))


def test_a_draft_nobody_sends_is_gone_after_four_weeks(house, client):
    begin(client)
    at = clock.now()
    assert drafts.expire(house.landlord, at + 27 * DAY) == 0
    assert drafts.expire(house.landlord, at + 29 * DAY) == 1
    assert Draft.objects.count() == 0


def test_the_receipt_can_be_seen_for_a_day(client, monkeypatch):
    base = fill(client, begin(client))
    address = client.post(f"{base}check/")["Location"]
    assert client.get(f"{base}what/")["Location"] == address
    later(monkeypatch, 2 * DAY)
    assert client.get(address).status_code == 404


def test_a_link_is_for_one_complaint(client):
    assert link_of(complain(client)).complaint != link_of(complain(browser())).complaint
