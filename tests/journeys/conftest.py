"""A real browser in front of the real program."""

import os
from pathlib import Path

import pytest
from serving import ARGUMENTS, Site, chromium

# The browser's own loop stays running in this thread between tests, and Django would take any question to a database in
# this process for one asked inside it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

HERE = Path(__file__).parent
WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 320, "height": 640}
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The program, running: `site.url`, `site.cookies("callum")`."""
    running = Site(tmp_path_factory.mktemp("site"))
    try:
        yield running.start()
    finally:
        running.stop()


@pytest.fixture(scope="session")
def browser():
    """One browser for all."""
    path = chromium()
    if path is None:
        words = "There is no Chromium here: install it (Debian: apt-get install chromium), or name one in PUTRIGHT_CHROMIUM."
        if os.environ.get("CI") == "true":
            pytest.fail(words)  # a build that leaves the journeys out has proved nothing
        pytest.skip(words)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture
def open_page(browser, site):
    """Makes pages: `open_page(viewport=..., who="callum", java_script_enabled=False)`. None may break the policy or throw."""
    opened, wrong = [], []

    def open_one(*, viewport=None, who=None, **more):
        context = browser.new_context(base_url=site.url, viewport=viewport or WIDE, locale="en-GB", **more)
        if who:
            context.add_cookies(site.cookies(who))
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: wrong.append(f"{page.url}: {error}"))
        page.on("console", lambda said: wrong.append(said.text) if "Content Security Policy" in said.text else None)
        opened.append(context)
        return page

    yield open_one
    for context in opened:
        context.close()
    assert wrong == []


@pytest.fixture
def page(open_page):
    """A wide screen, nobody signed in."""
    return open_page()


@pytest.fixture
def phone(open_page):
    """A small telephone; also a wide screen at 400 %, which is as many letters across."""
    return open_page(viewport=PHONE)


@pytest.fixture
def no_script(open_page):
    """Without JavaScript."""
    return open_page(java_script_enabled=False)


@pytest.fixture(scope="session")
def axe_source():
    return (HERE / "axe" / "axe.min.js").read_text(encoding="utf-8")


@pytest.fixture
def axe(axe_source):
    """`axe(page)`: no fault that axe-core can find, by WCAG 2.2 AA and by its own advice. The page needs JavaScript."""

    def look(page, *, but=()):
        page.evaluate(axe_source)
        options = {"runOnly": {"type": "tag", "values": TAGS}, "rules": {name: {"enabled": False} for name in but}}
        answer = page.evaluate("options => axe.run(document, options)", options)
        found = [
            f"{each['id']}: {each['help']} ({', '.join(str(node['target'][0]) for node in each['nodes'][:4])})"
            for each in answer["violations"]
        ]
        assert found == [], f"{page.url}: " + "; ".join(found)
        assert len(answer["passes"]) > 10  # it did look

    return look


@pytest.fixture
def fits():
    """`fits(page)`: nothing makes the page wider than the screen, so that nobody has to scroll two ways to read."""

    def look(page):
        wide, screen = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
        assert wide <= screen, f"{page.url} is {wide} wide on a screen of {screen}"

    return look


@pytest.fixture(scope="session")
def desk(site):
    """What `desk_seeding.py` put on record: references of complaints, ids of people, and a session of each."""
    return site.run("desk_seeding.py")


@pytest.fixture
def at_desk(open_page, site, desk):
    """`at_desk("callum", viewport=...)`: a page of somebody who is signed in, on the record of the journeys."""

    def open_one(who, **more):
        page = open_page(**more)
        value = desk["sessions"][who]
        page.context.add_cookies(
            [{"name": "putright", "value": value, "url": site.url, "httpOnly": True, "sameSite": "Lax"}]
        )
        return page

    return open_one
