"""What a complaints team does at the desk, from beginning to end, in a real browser and on the real program."""

import re

from playwright.sync_api import expect
from stepping import at, back_on, choose, day, press, record_of, step, stopped, tick_all

from putright import clock
from putright.workdays import Nation, calendar_for

CALENDAR = calendar_for(Nation.ENGLAND_AND_WALES)
NOBODY_CAME = "It was reported in March, and our own log shows that nobody came."


def phoned(page, words):
    """A contact by telephone of Asha's, who is unhappy and wants to complain. Gives the address of the complaint."""
    page.goto("/desk/")
    page.get_by_role("link", name="New contact").click()
    page.get_by_label("Find them").fill("Asha")
    page.locator("button[name=find]").click()
    page.get_by_role("radio", name="Asha Begum").first.check()
    page.get_by_label("What do they say?").fill(words)
    choose(page, "Is the resident unhappy", "Yes")
    choose(page, "Were they offered the choice", "Yes")
    page.get_by_label("They want to complain").check()
    page.get_by_label("A complaint", exact=True).check()
    page.get_by_label("Who handles it?").select_option(label="Callum Reid")
    press(page, "Record it")
    page.wait_for_url("**/desk/complaints/AH-*/")
    return re.search(r"/desk/complaints/AH-\d{4}-\d{4}/", page.url)[0]


def decided(page, address):
    """The one point upheld, with its reasons."""
    step(page, address, "decide")
    choose(page, "What is decided?", "Upheld")
    page.get_by_label("Why?", exact=True).fill(NOBODY_CAME)
    press(page, "Record the decision")
    back_on(page, address)


def acknowledged(page, address):
    step(page, address, "acknowledge")
    page.get_by_label("How was it sent?").select_option(label="E-mail")
    tick_all(page, "What does it hold?")
    press(page, "Record the acknowledgement")
    back_on(page, address)


def test_a_complaint_by_telephone_goes_all_the_way_to_the_answer_at_stage_2(at_desk, axe):
    callum = at_desk("callum")
    address = phoned(callum, "The kitchen ceiling has come down and nobody rang me back.")
    axe(callum)
    expect(callum.get_by_role("heading", name="Next: Acknowledge stage 1")).to_be_visible()
    due = CALENDAR.add(clock.today(), 5)
    expect(callum.locator("section.next")).to_contain_text(f"{due:%a} {due.day} {due:%B} {due.year}")

    step(callum, address, "define")
    callum.get_by_label("Point 1", exact=True).fill("The ceiling of the kitchen has come down")
    callum.get_by_label("What does the resident want?").fill("A new ceiling, and a call")
    choose(callum, "Has the resident agreed", "Yes")
    press(callum, "Set out the complaint")
    back_on(callum, address)
    acknowledged(callum, address)
    decided(callum, address)
    step(callum, address, "respond")
    tick_all(callum, "What does it hold?")
    press(callum, "Record that it was sent")
    if callum.locator("#stopped").is_visible():
        stopped(callum, "The resident was heard on the telephone.")
    back_on(callum, address)
    expect(callum.get_by_text("stage 1, answered")).to_be_visible()
    axe(callum)

    step(callum, address, "escalate")
    expect(callum.locator("#effect")).to_contain_text("The stage 2 answer will be due")
    press(callum, "Open the next stage")
    back_on(callum, address)
    step(callum, address, "assign")
    callum.locator("main select").first.select_option(label="Dilys Pryce")
    callum.locator("main form button[type=submit]:not([name])").first.click()
    back_on(callum, address)

    dilys = at_desk("dilys")
    dilys.goto("/desk/")
    dilys.locator(f"a[href='{address}']").first.click()
    acknowledged(dilys, address)
    decided(dilys, address)
    step(dilys, address, "respond")
    tick_all(dilys, "What does it hold?")
    press(dilys, "Record that it was sent")
    if dilys.locator("#stopped").is_visible():
        stopped(dilys, "Nothing more was to be heard.")
    back_on(dilys, address)
    expect(dilys.get_by_text("stage 2, answered")).to_be_visible()
    told = record_of(dilys)
    assert "The stage 1 answer was sent, decided by Callum Reid" in told
    assert "The stage 2 answer was sent, decided by Dilys Pryce" in told
    axe(dilys)


def test_a_refusal_names_its_ground_its_reason_and_what_the_letter_holds(at_desk, desk, axe):
    page, address = at_desk("callum"), at(desk, "refused")
    step(page, address, "not-accept")
    axe(page)
    press(page, "Record that it is not accepted")
    expect(page.get_by_role("alert")).to_contain_text("There is something to put right")
    axe(page)
    page.get_by_label("Legal proceedings have begun").check()
    page.get_by_label("Why does it apply here?").fill("Papers were filed at the county court in May.")
    page.get_by_label("What shows that it applies?").fill("The claim form.")
    choose(page, "Were the resident's own circumstances considered?", "Yes")
    choose(page, "Was it considered to take it on all the same?", "Yes")
    press(page, "Record that it is not accepted")
    stop = page.locator("#stopped")
    expect(stop).to_contain_text("The Code, 2.4")  # the letter leaves out where the resident can go with it
    axe(page)
    tick_all(page, "What does the letter hold?")
    press(page, "Go on all the same")
    if stop.is_visible():
        stopped(page, "The letter holds it.")
    back_on(page, address)
    expect(page.get_by_text("not accepted").first).to_be_visible()
    assert "Papers were filed at the county court in May" in record_of(page)


def test_an_extension_keeps_the_date_it_replaces_and_says_why(at_desk, desk, axe):
    page, address = at_desk("callum"), at(desk, "extended")
    page.goto(address)
    before = page.locator("section.next time").first.inner_text()
    step(page, address, "extend")
    new = CALENDAR.add(clock.today(), 8)
    day(page, "By which day will we answer now?", new)
    page.get_by_label("Why is more time needed?").fill("The part for the lift comes from Denmark.")
    choose(page, "Did the resident agree?", "Yes")
    tick_all(page, "What does the letter hold?")
    press(page, "See what this changes")
    expect(page.locator("#effect")).to_contain_text(f"{new.day} {new:%b} {new.year}")
    axe(page)
    press(page, "Record the extension")
    if page.locator("#stopped").is_visible():
        stopped(page, "The part is on its way.")
    back_on(page, address)
    expect(page.locator("section.next time").first).to_have_text(f"{new:%a} {new.day} {new:%B} {new.year}")
    assert before != page.locator("section.next time").first.inner_text()
    told = record_of(page)
    assert "The part for the lift comes from Denmark" in told


def test_a_departure_is_stopped_once_with_its_provision_and_its_reason_stays(at_desk, desk, axe):
    page, address = at_desk("callum"), at(desk, "late")
    step(page, address, "close")
    page.locator("main form button[type=submit]:not([name])").first.click()
    if page.get_by_role("alert").get_by_text("There is something to put right").is_visible():
        for box in page.locator("main textarea").all():
            box.fill("It was put right on the day.")
        page.locator("main form button[type=submit]:not([name])").first.click()
    expect(page.locator("#stopped")).to_be_visible()
    axe(page)
    press(page, "Go on all the same")
    expect(page.locator("#stopped")).to_be_visible()  # without a reason it does not go on
    stopped(page, "The resident asked us in writing to leave it.")
    back_on(page, address)
    told = record_of(page)
    assert "although it departs from" in told
    assert "The resident asked us in writing to leave it" in told
    page.goto(f"{address}?kind=record")
    assert "although it departs from" in record_of(page)


def test_of_two_at_one_complaint_the_second_is_told_what_changed_and_loses_nothing(at_desk, desk, axe):
    address = at(desk, "stale")
    callum, nia = at_desk("callum"), at_desk("nia")
    step(callum, address, "message")
    step(nia, address, "message")
    for page, way, words in (
        (callum, "They to us", "She will be at home on Tuesday."),
        (nia, "We to them", "We rang about the gate as well."),
    ):
        choose(page, "Which way?", way)
        page.get_by_label("What was said?").fill(words)
    press(callum, "Put it on the record")
    back_on(callum, address)
    press(nia, "Put it on the record")
    warned = nia.get_by_role("alert")
    expect(warned).to_contain_text("It has changed since you opened it")
    expect(warned).to_contain_text("Callum Reid")
    axe(nia)
    expect(nia.get_by_label("What was said?")).to_have_value("We rang about the gate as well.")
    press(nia, "Put it on the record")
    back_on(nia, address)
    told = record_of(nia)
    assert "She will be at home on Tuesday" in told
    assert "We rang about the gate as well" in told


def sent(page):
    """The button that records, whatever its words."""
    page.locator("main form button[type=submit]:not([name])").first.click()


def test_a_confidential_complaint_is_nowhere_for_those_who_are_not_named(at_desk, desk):
    address, reference = at(desk, "confidential"), desk["complaints"]["confidential"]
    callum = at_desk("callum")
    callum.goto(address)
    expect(callum.get_by_role("heading", level=1)).to_contain_text("Rhodri Kaur")
    callum.goto(f"/desk/search/?q={reference}")
    assert reference in callum.get_by_role("main").inner_text()
    for who in ("mona", "nia", "dilys", "audrey"):
        page = at_desk(who)
        there, never = (without_numbers(page, each) for each in (address, "/desk/complaints/AH-2611-9999/"))
        assert there == never
        assert there[0] == 404
        page.goto("/desk/?whose=all")
        assert reference not in page.get_by_role("main").inner_text()
        for words in (reference, "Zephyrine", "Rhodri Kaur"):
            page.goto(f"/desk/search/?q={words}")
            expect(page.locator(f"main a[href*='{reference}']")).to_have_count(0)
    numbers = {who: every_count(at_desk(who)) for who in ("callum", "mona")}
    assert numbers["callum"] == numbers["mona"] + 1


def every_count(page):
    """How many complaints of everybody's a person is told of."""
    page.goto("/desk/?whose=all")
    return int(re.search(r"All\s+(\d+)", page.get_by_role("navigation", name="Whose work").inner_text())[1])


def without_numbers(page, address):
    """The answer at an address: its status, and the page without its own tokens and addresses."""
    answer = page.goto(address)
    return answer.status, re.sub(r'(value|href|action|content)="[^"]*"|AH-2611-\d{4}', "", answer.text())


def test_what_somebody_who_leaves_had_is_handed_over_with_a_note_and_nothing_is_left_behind(at_desk, desk, axe):
    lena = desk["staff"]["lena"]
    admin = at_desk("ada")
    admin.goto(f"/desk/administration/people/{lena}/leave/")
    sent(admin)
    expect(admin.get_by_role("main")).to_contain_text("A complaints officer or manager does that")
    page = at_desk("mona")
    page.goto(f"/desk/administration/people/{lena}/hand-over/")
    axe(page)
    theirs = [desk["complaints"][f"leaver_{n}"] for n in range(3)]
    for reference in theirs:
        page.get_by_label(re.compile(reference)).select_option(label="Nia Bowen")
    page.get_by_label("What whoever takes over should know").fill("The gate needs a new lock.")
    press(page, "Hand over")
    expect(page.get_by_text("It is handed over.")).to_be_visible()
    for reference in theirs:
        page.goto(f"/desk/complaints/{reference}/")
        expect(page.locator("section.next")).to_contain_text("Handler: Nia Bowen")
        assert "The gate needs a new lock" in record_of(page)
    admin.goto(f"/desk/administration/people/{lena}/leave/")
    sent(admin)
    expect(admin.get_by_text("It is written down that Lena Marsh leaves.")).to_be_visible()
