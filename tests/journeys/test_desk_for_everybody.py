"""The desk for whoever has no mouse, no JavaScript, a small screen, a printer or another way of reading; for every role."""

import io
import re

import pypdfium2
import pytest
from playwright.sync_api import expect
from stepping import at, back_on, press, record_of, step

PHONE = {"width": 320, "height": 640}
PEOPLE = ["callum", "nia", "dilys", "mona", "owen", "rashid", "ezra", "audrey", "ada"]
"""One of each role."""
COMPLAINT_PAGES = (
    "",
    "acknowledge/",
    "define/",
    "extend/",
    "not-accept/",
    "mend/?entry=1",
    "offer-remedy/",
    "promise/",
)
OUT = re.compile(r"/sign-in/(?!mine)|/sign-out/|/static/|/gallery/|^https?:|#|download|/health")
AT_ONCE = """async addresses => {
  const found = [];
  for (const address of addresses) {
    const answer = await fetch(address, {redirect: "follow"});
    found.push([address, answer.status]);
  }
  return found;
}"""


def navigated(page):
    """The addresses of the navigation, as somebody is shown it."""
    page.goto("/desk/")
    hrefs = page.locator("header a, nav a").evaluate_all("all => all.map(each => each.getAttribute('href'))")
    return list(
        dict.fromkeys(each.split("#")[0] for each in hrefs if each and each.startswith("/") and not OUT.search(each))
    )


@pytest.mark.parametrize("who", PEOPLE)
def test_every_page_that_a_role_is_led_to_answers_passes_axe_and_fits_a_telephone(who, at_desk, axe, fits):
    page = at_desk(who, viewport=PHONE)
    places = navigated(page)
    assert places
    for address in places:
        answer = page.goto(address)
        assert answer.status == 200, address
        assert page.locator("h1").count() == 1, address
        axe(page)
        fits(page)


@pytest.mark.parametrize("who", PEOPLE)
def test_nobody_is_shown_a_link_that_leads_nowhere(who, at_desk):
    page = at_desk(who)
    links = []
    for address in navigated(page)[:6]:
        page.goto(address)
        hrefs = page.locator("main a[href]").evaluate_all("all => all.map(each => each.getAttribute('href'))")
        links += [each for each in hrefs if each.startswith("/") and not OUT.search(each)][:12]
    answers = page.evaluate(AT_ONCE, list(dict.fromkeys(links))[:30])
    assert [each for each in answers if each[1] >= 400] == []


@pytest.mark.parametrize("name", ["whole", "extended", "hostile", "arabic"])
def test_the_pages_of_a_complaint_pass_axe_and_fit_a_telephone(name, at_desk, desk, axe, fits):
    page = at_desk("callum", viewport=PHONE)
    for part in COMPLAINT_PAGES if name == "extended" else ("",):
        answer = page.goto(f"{at(desk, name)}{part}")
        assert answer.status == 200, part
        axe(page)
        fits(page)
        page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        fits(page)
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(at(desk, name))
    axe(page)


@pytest.mark.parametrize("name", ["long", "mononym", "welsh", "arabic", "hostile"])
def test_names_of_all_kinds_stand_whole_in_the_list_and_on_the_page(name, at_desk, desk, fits):
    page = at_desk("callum", viewport=PHONE)
    called = {
        "long": "N" * 199 + "x", "mononym": "Suresh", "welsh": "Siân ŵyr Llŷr Ffrŵd-y-Môr", "arabic": "محمد العلي",
        "hostile": '<script>alert("name")</script>',
    }[name]  # fmt: skip
    page.goto("/desk/")
    fits(page)
    expect(page.locator(f"a[href='{at(desk, name)}']").first).to_contain_text(called)
    page.goto(at(desk, name))
    expect(page.get_by_role("heading", level=1)).to_contain_text(called)
    fits(page)


def test_with_the_keyboard_alone_a_complaint_is_found_and_acknowledged(at_desk, desk):
    page, address = at_desk("callum"), at(desk, "keyboard")
    page.goto("/desk/")
    tab_to(page, f"a[href='{address}']")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{address}")
    tab_to(page, "a[href$='/message/'], details.other-steps > summary")
    page.keyboard.press("Enter")
    tab_to(page, "a[href$='/message/']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/message/")
    tab_to(page, "input[name=direction]")
    page.keyboard.press("Space")
    tab_to(page, "textarea[name=what]")
    page.keyboard.type("Written without a mouse.")
    tab_to(page, "form.command button[type=submit]:not([name])")
    page.keyboard.press("Enter")
    back_on(page, address)
    assert "Written without a mouse" in record_of(page)


def tab_to(page, selector):
    """Press Tab until the place is reached; every stop on the way can be seen."""
    for _ in range(200):
        page.keyboard.press("Tab")
        here, seen = page.evaluate(
            """selector => {
              const is = document.activeElement, box = is.getBoundingClientRect();
              return [is.matches(selector), is === document.body || (box.width > 0 && box.height > 0)];
            }""",
            selector,
        )
        assert seen, page.evaluate("document.activeElement.outerHTML")
        if here:
            return
    raise AssertionError(f"{selector} is not reached with Tab on {page.url}")


def test_without_javascript_a_contact_is_taken_and_a_command_carried_out(at_desk, desk):
    page, address = at_desk("nia", java_script_enabled=False), at(desk, "no_script")
    page.goto("/desk/new-contact/")
    page.get_by_label("Find them").fill("Una Moss")
    page.locator("button[name=find]").click()
    page.get_by_role("radio", name="Una Moss").first.check()
    page.get_by_label("What do they say?").fill("The bin store is full and nobody has come for three weeks.")
    page.get_by_role("group", name="Is the resident unhappy").get_by_label("Yes").check()
    page.get_by_role("group", name="Were they offered the choice").get_by_label("Yes").check()
    page.get_by_label("They want to complain").check()
    page.get_by_label("A complaint", exact=True).check()
    press(page, "Record it")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Una Moss: The bin store is full")
    step(page, address, "message")
    page.get_by_role("radio", name="They to us").check()
    page.get_by_label("What was said?").fill("Sent without any script.")
    press(page, "See what this changes")
    expect(page.locator("#effect")).to_contain_text("What this changes")
    press(page, "Put it on the record")
    back_on(page, address)
    assert "Sent without any script" in record_of(page)
    page.locator("details.other-steps summary").click()
    expect(page.locator("details.other-steps a").first).to_be_visible()


def test_on_paper_the_complaint_is_whole_and_the_furniture_stays_off(at_desk, desk):
    page = at_desk("callum")
    page.goto(at(desk, "whole"))
    page.emulate_media(media="print")
    for furniture in ("Other steps", "Sign out"):
        expect(page.get_by_text(furniture, exact=True).first).to_be_hidden()
    paper = pypdfium2.PdfDocument(io.BytesIO(page.pdf(format="A4")))
    told = " ".join("\n".join(each.get_textpage().get_text_range() for each in paper).split())
    for words in (
        "Asha Begum",
        desk["complaints"]["whole"],
        "It was reported in March and nobody came",
        "Entry 1, recorded",
    ):
        assert words in told, words
    assert 1 <= len(paper) <= 4
    page.goto("/desk/")
    paper = pypdfium2.PdfDocument(io.BytesIO(page.pdf(format="A4")))
    assert "My work" in paper[0].get_textpage().get_text_range()


def test_what_was_typed_stays_when_the_session_ends_in_the_middle(at_desk, desk, site):
    address = at(desk, "lost")
    page = at_desk("callum")
    step(page, address, "message")
    page.get_by_role("radio", name="They to us").check()
    page.get_by_label("What was said?").fill("A long account that nobody wants to type twice.")
    page.context.clear_cookies()
    press(page, "Put it on the record")
    expect(page.get_by_role("main")).to_contain_text("A long account that nobody wants to type twice.")
    page.context.add_cookies(site.cookies("callum"))
    for _ in range(2):  # signing in gave the browser a new token, so the first "Send" may ask once more
        if page.url.endswith(address):
            break
        page.get_by_role("main").get_by_role("button", name=re.compile("Send")).click()
        page.wait_for_load_state()
    back_on(page, address)
    assert record_of(page).count("A long account that nobody wants to type twice") == 1
