"""Letters in a real browser: written beside the page as it will leave, read by somebody else, sent, and on file."""

import hashlib
import re

import pytest
from playwright.sync_api import expect
from stepping import choose, press


@pytest.fixture(scope="session")
def elm(site):
    """A landlord that wants answers read before they leave."""
    return site.run("letters_seeding.py")


@pytest.fixture
def at_elm(open_page, site, elm):
    def open_one(who, **more):
        page = open_page(**more)
        value = elm["sessions"][who]
        page.context.add_cookies(
            [{"name": "putright", "value": value, "url": site.url, "httpOnly": True, "sameSite": "Lax"}]
        )
        return page

    return open_one


def filed(page):
    """The bytes on file of the letter whose page is open, and the digest that stands there."""
    link = page.locator("dl.facts a").first
    with page.expect_download() as coming:
        link.click()
    content = coming.value.path().read_bytes()
    return content, page.locator(".digest").inner_text()


def test_an_answer_is_written_read_by_somebody_else_printed_posted_and_on_file(at_elm, elm, axe, fits):
    una, rhys = at_elm("una"), at_elm("rhys")
    address = f"/desk/complaints/{elm['complaints']['answer']}/letters/"
    una.goto(address)
    axe(una)
    una.get_by_role("link", name="The stage 1 answer", exact=True).click()
    axe(una)
    una.get_by_label("What we did", exact=True).fill("I read the reports of both visits and rang the surveyor.")
    expect(una.locator("#preview")).to_contain_text("rang the surveyor")  # beside it, without a button
    una.get_by_label("Apology").fill("We are sorry that the mould came back.")
    una.get_by_label("Learning").fill("We will look at each repair again after a month.")
    press(una, "Save the draft")
    una.get_by_label("Who reads it?").select_option(label="Rhys Parry")
    press(una, "Ask them to approve it")
    expect(una.get_by_text("Una Byrne asked Rhys Parry to read it")).to_be_visible()

    rhys.goto(f"{address}response_1/")
    axe(rhys)
    expect(rhys.locator(".letter-paper")).to_contain_text("rang the surveyor")
    press(rhys, "Approve it")
    expect(rhys.get_by_text("Rhys Parry approved it")).to_be_visible()

    una.goto(f"{address}response_1/")
    press(una, "Save, and go on to sending")
    axe(una)
    una.get_by_label("By post").check()
    press(una, "Send it")
    expect(una.get_by_text("It counts as sent on the day it is posted.")).to_be_visible()
    una.goto("/desk/printing/")
    axe(una)
    press(una, "Make one file for the printer")
    axe(una)
    una.set_viewport_size({"width": 320, "height": 640})
    fits(una)
    with una.expect_download() as coming:
        una.get_by_role("link", name="Get the file for the printer").click()
    assert coming.value.path().read_bytes().startswith(b"%PDF")
    press(una, "Record that they were posted")
    una.goto(f"{address}sent/L1/")
    axe(una)
    fits(una)
    content, digest = filed(una)
    assert content.startswith(b"%PDF")
    assert hashlib.sha256(content).hexdigest() == digest


def test_a_refusal_leaves_with_its_parts_on_a_telephone_without_javascript(at_elm, elm, fits):
    una = at_elm("una", viewport={"width": 320, "height": 640}, java_script_enabled=False)
    address = f"/desk/complaints/{elm['complaints']['refusal']}/letters/not_accepted/"
    una.goto(address)
    fits(una)
    una.get_by_label(re.compile("Legal proceedings have begun")).check()
    una.get_by_label("What shows it?").fill("The claim form of 2 March.")
    choose(una, "Was it thought about", "Yes")
    una.get_by_label("Reason for refusal").fill("The court is looking at the same matter.")
    press(una, "Show the letter")
    missing = una.locator(".letter-missing, .letter-beside .govuk-details")
    expect(missing.first).to_be_visible()
    una.get_by_label("Circumstances", exact=True).fill("We thought about your health and your children.")
    press(una, "Show the letter")
    paper = una.locator(".letter-paper")
    expect(paper).to_contain_text("The court is looking at the same matter.")
    expect(paper).to_contain_text("Ombudsman")
    press(una, "Save, and go on to sending")
    fits(una)
    una.get_by_label("By hand").check()
    press(una, "Send it")
    expect(una.get_by_role("heading", name="Why we cannot take this as a complaint")).to_be_visible()
    fits(una)
    content, digest = filed(una)
    assert hashlib.sha256(content).hexdigest() == digest
