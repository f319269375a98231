"""Oversight in a real browser: axe finds nothing on a wide screen or a telephone, and nothing has to be scrolled two ways."""

import pytest
from serving import Site

from putright import clock
from putright.reports.periods import quarter_of

WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 320, "height": 640}
QUARTER = quarter_of(clock.today()).written
PAGES = [
    "",
    f"?quarter={quarter_of(clock.today()).before.written}",
    f"list/?measure=received&stage=1&period={QUARTER}",
    f"list/?measure=answered_in_time&stage=1&period={QUARTER}&part=of",
]


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A site of this module's own, with something to count."""
    running = Site(tmp_path_factory.mktemp("oversight"))
    try:
        running.start()
        running.run("filling_lists.py")
        yield running
    finally:
        running.stop()


@pytest.mark.parametrize("who", ["ezra", "mona"])
@pytest.mark.parametrize("address", PAGES)
def test_axe_finds_nothing_and_a_telephone_shows_all_of_it(address, who, open_page, axe, fits):
    page = open_page(viewport=WIDE, who=who)
    assert page.goto(f"/desk/oversight/{address}").status == 200
    assert page.locator("h1").count() == 1
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    axe(page)
    fits(page)
    page.set_viewport_size(PHONE)
    axe(page)
    fits(page)


def test_by_keyboard_and_without_scripts_a_figure_opens_what_is_behind_it_and_leads_back(open_page):
    page = open_page(who="ezra", java_script_enabled=False)
    page.goto("/desk/")
    figure = page.locator("#stage-1 a.figure").first
    number = figure.inner_text().split(":")[0]
    figure.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/oversight/list/**")
    assert page.locator("tbody tr").count() == int(number)
    page.get_by_role("link", name="Oversight").last.click()
    page.wait_for_url("**/oversight/?quarter=*")
