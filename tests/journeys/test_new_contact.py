"""Somebody rings: found while typing, heard, decided, and on record in under two minutes; without a script as well."""

import time

import pytest


@pytest.fixture
def resident(site, tmp_path):
    """A resident in a home, in the database of the running program; a name of their own for each test."""
    name = f"Asha Begum {time.time_ns() % 10**8}"
    script = tmp_path / "resident.py"
    script.write_text(
        "import django, sys\n"
        "django.setup()\n"
        "from putright import clock\n"
        "from putright.people.changing import add\n"
        "from putright.people.models import Home, Landlord, Residency, Resident\n"
        "landlord = Landlord.objects.get(code='AH')\n"
        "who = add(Resident(landlord=landlord, name=sys.argv[1]), by='test', at=clock.now())\n"
        "home = add(Home(landlord=landlord, address='9 Larch Court', postcode='AL1 1AB'), by='test', at=clock.now())\n"
        "add(Residency(landlord=landlord, resident=who, home=home), by='test', at=clock.now())\n",
        encoding="utf-8",
    )
    site.run(str(script), name)
    return name


def heard(page, said):
    page.get_by_label("What do they say? In their words").fill(said)
    page.get_by_label("Since when?").fill("3 2 2026")
    page.get_by_label("Whom have they spoken to about it?").fill("Jo at the office")
    page.get_by_label("What would put it right?").fill("Somebody who comes when they say")
    page.get_by_label("Damp or mould").check()


def answer(page, question, words):
    page.get_by_role("group", name=question).get_by_label(words, exact=True).check()


def test_a_telephone_call_becomes_a_complaint(open_page, resident, axe, fits):
    page = open_page(who="callum")
    began = time.monotonic()
    page.goto("/desk/new-contact/")
    axe(page)
    page.get_by_label("Find them").press_sequentially(resident[-8:], delay=20)
    page.get_by_label(resident).check()
    heard(page, "I have rung three times about the damp and nobody came.")
    answer(page, "Is the resident unhappy with something we did or did not do?", "Yes")
    page.get_by_text("It looks like a complaint").wait_for()
    assert page.get_by_text("It is not the first time that they ask about it.").is_visible()
    answer(page, "Were they offered the choice to complain?", "Yes")
    answer(page, "What did they say?", "They want to complain")
    answer(page, "What is it?", "A complaint")
    page.get_by_label("Who handles it?").select_option(label="Callum Reid")
    axe(page)
    fits(page)
    page.get_by_role("button", name="Record it").click()
    page.wait_for_url("**/desk/complaints/AH-*/")
    assert time.monotonic() - began < 60
    assert "is open. Next: acknowledge" in page.locator(".said").inner_text()
    assert resident in page.locator("h1").inner_text()
    assert page.get_by_text("Handler: Callum Reid").is_visible()


def test_a_telephone_call_without_a_script_loses_nothing_on_the_way(open_page, resident):
    page = open_page(who="callum", java_script_enabled=False)
    page.goto("/desk/new-contact/")
    heard(page, "The kitchen tap drips.")
    page.get_by_label("Find them").fill(resident[-8:])
    page.get_by_label("Find them").press("Enter")
    page.get_by_label(resident).check()
    assert page.get_by_label("What do they say? In their words").input_value() == "The kitchen tap drips."
    assert page.get_by_label("Damp or mould").is_checked()
    answer(page, "Is the resident unhappy with something we did or did not do?", "No")
    page.get_by_role("button", name="See the suggestion").click()
    assert page.get_by_label(resident).is_checked()
    assert page.get_by_label("Since when?").input_value() == "3 2 2026"
    answer(page, "What is it?", "A service request")
    page.get_by_role("button", name="Record it").click()
    page.wait_for_url("**/desk/requests/AH-S-*/")
    assert "is logged. Look at it by" in page.locator(".said").inner_text()


def test_who_is_found_has_their_open_complaint_beside_them_and_more_joins_it(open_page, resident):
    page = open_page(who="callum")
    for words, what in (
        ("Nobody came about the damp.", "A complaint"),
        ("And the heating is off.", "Part of one that is open already"),
    ):
        page.goto("/desk/new-contact/")
        page.get_by_label("Find them").press_sequentially(resident[-8:], delay=20)
        page.get_by_label(resident).check()
        page.get_by_label("What do they say? In their words").fill(words)
        answer(page, "What is it?", what)
        if what != "A complaint":
            page.locator("#open-ones input").first.check()
            assert page.get_by_text("new points about the same matter join it (Code 6.8)").first.is_visible()
            answer(page, "What is it to that one?", "Something more that they want answered")
        page.get_by_role("button", name="Record it").click()
        page.wait_for_url("**/desk/complaints/AH-*/")
    assert page.locator("#points").get_by_text("And the heating is off").is_visible()


def test_it_is_taken_with_the_keyboard_alone_in_the_order_of_the_page(open_page, resident):
    page = open_page(who="callum")
    page.goto("/desk/new-contact/")
    page.get_by_label("Find them").focus()
    page.keyboard.type(resident[-8:], delay=20)
    page.get_by_label(resident).wait_for()
    page.keyboard.press("Tab")  # the button
    page.keyboard.press("Tab")  # who was found
    page.keyboard.press("Space")
    assert page.get_by_label(resident).is_checked()
    reached = []
    for _ in range(40):
        page.keyboard.press("Tab")
        name = page.evaluate("document.activeElement.name || document.activeElement.textContent.trim()")
        reached.append(name)
        if name == "words":
            page.keyboard.type("They shouted at me.")
        if name == "became":
            page.keyboard.press("Space")
        if name == "Record it":
            page.keyboard.press("Enter")
            break
    page.wait_for_url("**/desk/complaints/AH-*/")
    order = [
        name
        for name in reached
        if name in {"words", "since", "spoken_to", "wanted", "dangers", "arrived_on_day", "unhappy", "became"}
    ]
    assert list(dict.fromkeys(order)) == [
        "words",
        "since",
        "spoken_to",
        "wanted",
        "dangers",
        "arrived_on_day",
        "unhappy",
        "became",
    ]


@pytest.mark.parametrize(
    "address", ["/desk/new-contact/", "/desk/triage/", "/desk/requests/", "/desk/requests/?show=open"]
)
def test_the_pages_fit_a_small_screen_and_axe_finds_nothing(open_page, address, axe, fits):
    page = open_page(who="callum", viewport={"width": 320, "height": 640})
    page.goto(address)
    axe(page)
    fits(page)


def test_what_waits_in_triage_is_decided(open_page, axe, fits):
    page = open_page(who="callum", viewport={"width": 320, "height": 640})
    page.goto("/desk/new-contact/")
    page.get_by_label("They prefer not to say").check()
    words = f"The caretaker shouted at me. {time.time_ns()}"
    page.get_by_label("What do they say? In their words").fill(words)
    answer(page, "What is it?", "Leave it in triage")
    page.get_by_role("button", name="Record it").click()
    page.wait_for_url("**/desk/triage/")
    row = page.locator("tbody tr", has_text=words)
    axe(page)
    fits(page)
    row.locator("a").first.click()
    assert page.get_by_text("It looks like a complaint").is_visible()
    axe(page)
    fits(page)
    answer(page, "What is it?", "A complaint")
    page.get_by_role("button", name="Decide").click()
    page.wait_for_url("**/desk/complaints/AH-*/")
