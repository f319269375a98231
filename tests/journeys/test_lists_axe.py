"""The lists of the desk in a real browser: axe finds nothing, nothing has to be scrolled two ways, and it works by keyboard."""

import pytest
from serving import Site

PAGES = [
    "", "promises/?whose=all", "promises/?whose=all&group=late", "registers/", "registers/adjustments/",
    "registers/restrictions/", "registers/refusals/", "registers/extensions/", "registers/conflicts/",
    "registers/training/", "registers/posts/", "registers/surveys/", "registers/disclosures/", "registers/training/add/",
    "registers/posts/add/", "registers/surveys/add/", "registers/restrictions/{limit}/review/",
    "registers/restrictions/{limit}/change/", "ombudsman/", "ombudsman/?show=determinations", "search/",
    "search/?q=mould", "search/?q=larch", "notices/", "people/{grace}/", "people/{grace}/needs/",
    "people/{grace}/representative/", "people/{grace}/restriction/", "people/{grace}/disclosures/", "homes/{home}/",
    "handover/{callum}/",
]  # fmt: skip
WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 320, "height": 640}


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A site of this module's own, with something in every list."""
    running = Site(tmp_path_factory.mktemp("lists"))
    try:
        running.start()
        running.ids = running.run("filling_lists.py")
        yield running
    finally:
        running.stop()


@pytest.mark.parametrize("address", PAGES)
def test_axe_finds_nothing_and_a_telephone_shows_all_of_it(address, site, open_page, axe, fits):
    page = open_page(viewport=WIDE, who="mona")
    answer = page.goto(f"/desk/{address.format(**site.ids)}")
    assert answer.status == 200
    assert page.locator("h1").count() == 1
    axe(page)
    page.set_viewport_size(PHONE)
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    fits(page)
    axe(page)


@pytest.mark.parametrize("address", ["contributions/", "contributions/{complaint}/q1/"])
def test_axe_finds_nothing_on_a_contributors_pages(address, site, open_page, axe, fits):
    page = open_page(viewport=PHONE, who="rashid")
    assert page.goto(f"/desk/{address.format(**site.ids)}").status == 200
    axe(page)
    fits(page)


def test_the_box_in_the_header_searches_from_every_page(open_page):
    page = open_page(who="callum", java_script_enabled=False)
    page.goto("/desk/promises/")
    page.get_by_role("searchbox", name="Search").fill("nothing of the kind")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/**")
    assert page.get_by_role("heading", name="Found for “nothing of the kind”").is_visible()
    assert page.get_by_text("Nothing was found.").is_visible()
    assert page.get_by_role("searchbox", name="Look for").input_value() == "nothing of the kind"


def test_a_contributor_starts_at_the_question_answers_it_and_is_done(open_page):
    page = open_page(who="rashid", java_script_enabled=False)
    page.goto("/desk/")
    assert page.get_by_role("heading", name="Questions to you").is_visible()
    assert not page.get_by_role("searchbox").count()
    page.get_by_role("link", name="When were the visits?").click()
    page.get_by_label("Your answer").fill("On Monday and on Thursday.")
    page.get_by_role("button", name="Send the answer").click()
    assert page.get_by_text("Your answer is recorded.").is_visible()
    assert page.get_by_text("Nothing waits for an answer from you or your team.").is_visible()
