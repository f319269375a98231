"""A complaint made and followed in a real browser: on a small telephone, without JavaScript, with the keyboard, on paper."""

import re

import pypdfium2
import pytest

TELLS = {
    "You": {"Name": "Asha Okafor"},
    "Home": {"Address": "12 Larch Court", "Postcode, if you know it": "AL1 1AB"},
}
OPEN = ["", "complain/", "ask/", "follow/", "complain/back/", "help/", "help/how/", "help/which/", "help/cannot/", "help/policy/", "help/leaflet/", "help/easy/", "help/ombudsman/", "help/working-days/", "help/what-we-keep/"]  # fmt: skip
CODE = re.compile(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}")


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def through(page, look):
    """From the first page to the receipt; `look` at each page on the way."""
    page.goto("/ah/")
    look(page)
    page.get_by_role("button", name="Make a complaint").click()
    look(page)
    press(page, "Begin")
    look(page)
    page.get_by_label("Somebody else").check()
    look(page)
    page.get_by_label("Me, or my household").check()
    press(page, "Continue")
    look(page)
    press(page, "Continue")
    look(page)
    assert page.get_by_text("Enter a name.").first.is_visible()
    page.get_by_label("Name", exact=True).fill("Asha Okafor")
    press(page, "Continue")
    look(page)
    page.get_by_label("Address").fill("12 Larch Court\nAldertown")
    page.get_by_label("Postcode").fill("AL1 1AB")
    press(page, "Continue")
    look(page)
    page.get_by_label("Tell us in your own words").fill("The bathroom is black with mould.")
    page.get_by_label("There is damp or mould").check()
    press(page, "Continue")
    look(page)
    page.get_by_label("No, this is the first time").check()
    press(page, "Continue")
    look(page)
    press(page, "Go on with my complaint")
    look(page)
    press(page, "Continue")
    look(page)
    press(page, "Continue")
    look(page)
    page.set_input_files(
        "#files", [{"name": "mould.png", "mimeType": "image/png", "buffer": b"\x89PNG\r\n\x1a\n" + b"\0" * 500}]
    )
    press(page, "Add these files")
    assert page.get_by_text("mould.png").first.is_visible()
    look(page)
    press(page, "Continue")
    look(page)
    press(page, "Send")
    assert page.get_by_role("heading", level=1).inner_text() == "We have your complaint"
    look(page)
    return CODE.search(page.locator(".code").inner_text())[0]


def inside(page, code, look):
    page.goto("/ah/follow/")
    page.get_by_label("Your code").fill(code)
    page.get_by_label("The postcode").fill("wrong")
    press(page, "Continue")
    look(page)
    assert page.get_by_text("do not go together").first.is_visible()
    page.get_by_label("The postcode").fill("AL1 1AB")
    press(page, "Continue")
    assert page.get_by_role("heading", level=1).inner_text() == "Your complaint"
    look(page)


def test_a_complaint_is_made_and_followed_on_a_small_telephone(phone, axe, fits):
    def look(page):
        axe(page)
        fits(page)

    code = through(phone, look)
    inside(phone, code, look)
    phone.get_by_role("link", name="Write to us, or add something").first.click()
    look(phone)
    phone.get_by_label("What do you want to tell us?").fill("It smells too.")
    press(phone, "Send")
    look(phone)
    assert phone.get_by_text("It smells too.").is_visible()
    phone.get_by_role("link", name="Stop this complaint").click()
    look(phone)
    press(phone, "Stop it")
    assert phone.get_by_text("You asked us to stop").is_visible()
    assert phone.context.cookies() == []


def test_all_of_it_works_without_javascript_and_without_cookies(no_script, fits):
    code = through(no_script, lambda _page: None)
    inside(no_script, code, lambda _page: None)
    fits(no_script)
    assert no_script.context.cookies() == []


@pytest.mark.parametrize("address", OPEN)
@pytest.mark.parametrize("screen", ["page", "phone"])
def test_axe_finds_nothing_on_what_everybody_may_read(address, screen, request, axe, fits):
    page = request.getfixturevalue(screen)
    page.goto(f"/ah/{address}")
    axe(page)
    fits(page)


def test_it_can_be_kept_and_gone_on_with(phone, axe, fits):
    phone.goto("/ah/complain/")
    press(phone, "Begin")
    phone.get_by_label("Me, or my household").check()
    press(phone, "Continue")
    phone.get_by_label("Name", exact=True).fill("Asha Okafor")
    press(phone, "Continue")
    phone.get_by_label("Address").fill("Half an address")
    press(phone, "Save and come back later")
    axe(phone)
    fits(phone)
    code = CODE.search(phone.locator(".code").inner_text())[0]
    phone.goto("/ah/complain/back/")
    phone.get_by_label("Your code").fill(code.lower())
    phone.get_by_label("The postcode").fill("okafor")
    press(phone, "Continue")
    assert phone.get_by_role("heading", level=1).inner_text() == "What happened?"


def test_the_keyboard_is_enough(page):
    page.goto("/ah/")

    def reach(name):
        for _ in range(40):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.innerText || document.activeElement.id").strip() == name:
                return
        raise AssertionError(name)

    reach("Make a complaint")
    page.keyboard.press("Enter")
    page.wait_for_url("**/complain/")
    reach("Begin")
    page.keyboard.press("Enter")
    page.wait_for_url("**/who/")
    reach("id_whose")
    page.keyboard.press("Space")
    reach("Continue")
    page.keyboard.press("Enter")
    page.wait_for_url("**/you/")
    reach("id_name")
    page.keyboard.type("Asha Okafor")
    page.keyboard.press("Enter")
    page.wait_for_url("**/home/")


def test_the_box_that_stays_empty_is_out_of_sight_and_out_of_the_way(page):
    through(page, lambda _page: None)
    page.goto("/ah/complain/")
    press(page, "Begin")
    base = page.url.rsplit("/", 2)[0]
    for name, told in (
        ("who", {"Me, or my household": None}),
        ("you", {"Name": "Asha"}),
        ("home", {"Address": "1 Fir Way"}),
        ("what", {"Tell us in your own words": "Help."}),
    ):
        page.goto(f"{base}/{name}/")
        for label, words in told.items():
            box = page.get_by_label(label, exact=True)
            box.check() if words is None else box.fill(words)
        press(page, "Continue")
    page.goto(f"{base}/check/")
    box = page.locator("#website").bounding_box()
    assert box["x"] + box["width"] < 0
    assert page.locator("#website").get_attribute("tabindex") == "-1"


@pytest.mark.parametrize("address", ["/ah/", "/ah/complain/", "/ah/help/how/", "/ah/help/policy/"])
def test_a_page_weighs_less_than_100_kb(page, address):
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    weights = []
    session.on("Network.loadingFinished", lambda event: weights.append(event["encodedDataLength"]))
    page.goto(address, wait_until="networkidle")
    assert len(weights) >= 3  # the page, its style sheet, its script
    assert sum(weights) < 100_000, weights


@pytest.mark.parametrize(("address", "most"), [("/ah/help/leaflet/", 1), ("/ah/help/easy/", 3)])
def test_the_leaflet_is_one_sheet_and_in_large_print_few(page, address, most):
    page.goto(address)
    assert len(pypdfium2.PdfDocument(page.pdf(format="A4", prefer_css_page_size=True))) <= most


def test_the_receipt_on_paper_has_number_dates_and_code_and_no_buttons(page):
    code = through(page, lambda _page: None)
    page.emulate_media(media="print")
    said = page.locator("body").inner_text()
    for each in (code, "AH-", "Ombudsman", "we write to you"):
        assert each in said
    assert not page.get_by_role("link", name="Follow your complaint").first.is_visible()
