"""What all pages share, in a real browser: whom it shuts out, what it needs, what it does without."""

import pytest

GALLERY = ["/gallery/", "/gallery/?errors", "/not-there/"]
FOCUS = """() => {
  const is = document.activeElement, style = getComputedStyle(is);
  const box = is.getBoundingClientRect();
  return {
    what: is.outerHTML.slice(0, 120), tag: is.tagName,
    outline: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    seen: box.width > 0 && box.bottom > 0 && box.top < innerHeight,
  };
}"""


@pytest.mark.parametrize("address", GALLERY)
@pytest.mark.parametrize("screen", ["page", "phone"])
def test_axe_finds_nothing(address, screen, request, axe):
    page = request.getfixturevalue(screen)
    page.goto(address)
    axe(page)


@pytest.mark.parametrize("who", ["callum", "mona"])
def test_axe_finds_nothing_for_somebody_signed_in(who, open_page, axe):
    page = open_page(who=who)
    page.goto("/desk/not-there/")
    assert page.get_by_role("button", name="Sign out").is_visible()
    axe(page)


def test_axe_would_find_a_fault(page, axe):
    page.goto("/gallery/")
    page.evaluate("document.querySelector('label[for=id_name]').remove()")
    with pytest.raises(AssertionError, match="label"):
        axe(page)


@pytest.mark.parametrize("address", GALLERY)
def test_a_screen_of_320_pixels_is_scrolled_one_way_only(address, phone, fits):
    phone.goto(address)
    fits(phone)
    phone.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    fits(phone)


def test_letters_twice_as_large_lose_nothing(phone, fits):
    phone.goto("/gallery/?errors")
    phone.evaluate("document.documentElement.style.setProperty('font-size', '200%')")
    phone.set_viewport_size({"width": 640, "height": 900})
    fits(phone)


def test_with_the_keyboard_alone_every_stop_is_seen_and_marked(page):
    page.goto("/gallery/")
    stops = []
    for _ in range(60):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUS)
        if stop["tag"] == "BODY":
            break
        stops.append(stop)
    assert len(stops) > 25
    assert [stop["what"] for stop in stops if not (stop["outline"] and stop["seen"])] == []


def test_the_first_stop_leads_past_everything_to_the_content(page):
    page.goto("/gallery/")
    page.keyboard.press("Tab")
    link = page.get_by_role("link", name="Skip to main content")
    assert link.evaluate("is => is === document.activeElement")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_the_list_of_what_to_put_right_is_read_first_and_leads_to_each_box(page):
    page.goto("/gallery/?errors")
    assert "govuk-error-summary" in page.evaluate("document.activeElement.className")
    assert page.title().startswith("Error: ")
    page.get_by_role("link", name="Enter the day it was received").click()
    assert page.evaluate("document.activeElement.id") == "id_received_on_day"
    page.get_by_role("link", name="Choose how it reached us").click()
    assert page.evaluate("document.activeElement.id") == "id_how"


@pytest.mark.parametrize("screen", ["page", "no_script"])
def test_a_choice_opens_what_it_asks_for_with_and_without_javascript(screen, request):
    page = request.getfixturevalue(screen)
    page.goto("/gallery/")
    assert not page.get_by_label("Which contractor?").is_visible()
    page.get_by_label("Through a contractor").check()
    assert page.get_by_label("Which contractor?").is_visible()


def test_without_javascript_the_working_of_a_date_still_opens_and_the_form_is_sent(no_script):
    no_script.goto("/gallery/")
    why = no_script.locator("details.why").first
    why.locator("summary").click()
    assert "Good Friday" in why.inner_text()
    no_script.get_by_label("Your name").fill("Asha")
    no_script.get_by_role("button", name="Record it").click()
    assert no_script.get_by_text("There is something to put right").is_visible()
    assert no_script.get_by_label("Your name").input_value() == "Asha"


def test_words_on_several_lines_come_back_as_they_were(page):
    page.goto("/gallery/")
    page.get_by_label("What happened?").fill("The damp\n\n  is back")
    page.get_by_role("button", name="Record it").click()
    assert page.get_by_label("What happened?").input_value() == "The damp\n\n  is back"


def test_the_needs_of_the_person_stay_in_sight_on_a_wide_screen(page):
    page.goto("/gallery/")
    page.evaluate("window.scrollTo(0, 1200)")
    box = page.get_by_role("region", name="Always in sight").bounding_box()
    assert 0 <= box["y"] < 60


def test_on_a_telephone_the_needs_come_before_the_page(phone):
    phone.goto("/gallery/")
    needs = phone.get_by_role("region", name="Always in sight").bounding_box()
    step = phone.get_by_role("heading", name="Next: send the stage 1 answer").bounding_box()
    assert needs["y"] < step["y"]


def test_on_paper_there_are_the_facts_and_no_buttons(page):
    page.goto("/gallery/")
    page.emulate_media(media="print")
    assert not page.get_by_role("button", name="Record it").is_visible()
    assert not page.get_by_role("navigation", name="On this page").is_visible()
    assert page.get_by_text("Daughter has asthma").is_visible()
    assert len(page.pdf(format="A4", print_background=False)) > 10_000


@pytest.mark.parametrize("setting", [{"forced_colors": "active"}, {"contrast": "more"}, {"reduced_motion": "reduce"}])
def test_whoever_has_set_their_own_colours_or_movement_can_use_it(setting, page, axe):
    page.emulate_media(**setting)
    page.goto("/gallery/?errors")
    axe(page, but=("color-contrast",) if "forced_colors" in setting else ())
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUS)["outline"]


def test_a_landlords_own_colour_is_on_the_page(open_page):
    page = open_page(who="femi")
    page.goto("/desk/not-there/")
    assert page.locator(".top").evaluate("is => getComputedStyle(is).borderTopColor") == "rgb(122, 31, 92)"


def test_nothing_is_fetched_from_anywhere_else(page, site):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/gallery/", wait_until="networkidle")
    assert len(asked) >= 3
    assert [url for url in asked if not url.startswith(site.url)] == []


def test_a_page_is_light(page):
    weights = {}
    page.on("response", lambda answer: weights.__setitem__(answer.url, answer))
    page.goto("/gallery/", wait_until="networkidle")
    assert sum(len(answer.body()) for answer in weights.values()) < 160_000  # unpacked
    assert sum(answer.request.sizes()["responseBodySize"] for answer in weights.values()) < 45_000  # as it travels


def test_who_was_signed_out_while_writing_signs_in_beside_it_and_sends_it_again(open_page, site):
    page = open_page()
    page.goto("/gallery/")
    page.get_by_label("Your name").fill("Asha <Khan>")
    page.get_by_label("What happened?").fill("The damp\n\nis back")
    page.context.clear_cookies()  # the session and its token are gone
    page.get_by_role("button", name="Record it").click()
    assert page.get_by_role("heading", name="Nothing you wrote is lost").is_visible()
    assert page.get_by_text("Asha <Khan>").is_visible()
    page.context.add_cookies(site.cookies("callum"))  # signed in, in the other tab
    page.get_by_role("button", name="Send it again").click()
    if page.get_by_role("button", name="Send it again").is_visible():  # the token is a new one
        page.get_by_role("button", name="Send it again").click()
    assert page.get_by_label("Your name").input_value() == "Asha <Khan>"
    assert page.get_by_label("What happened?").input_value() == "The damp\n\nis back"


def test_the_page_that_keeps_what_was_written_can_be_used_by_everybody(page, axe, fits):
    page.goto("/gallery/")
    page.get_by_label("Your name").fill("Asha")
    page.context.clear_cookies()
    page.get_by_role("button", name="Record it").click()
    axe(page)
    page.set_viewport_size({"width": 320, "height": 640})
    fits(page)
