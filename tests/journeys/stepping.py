"""What journeys at the desk do again and again, in the words that stand on the pages."""

import re

from playwright.sync_api import expect


def at(desk, name):
    """The address of a complaint of `desk_seeding.py`."""
    return f"/desk/complaints/{desk['complaints'][name]}/"


def choose(page, group, answer):
    """One answer of a group of answers."""
    page.get_by_role("group", name=group).get_by_label(answer, exact=True).check()


def press(page, name):
    """A button by its words."""
    page.get_by_role("main").get_by_role("button", name=name, exact=True).click()


def day(page, group, when):
    """A day into the three boxes of a date."""
    boxes = page.get_by_role("group", name=group)
    for label, value in (("Day", when.day), ("Month", when.month), ("Year", when.year)):
        boxes.get_by_label(label).fill(str(value))


def tick_all(page, group):
    """Every box of a group."""
    for box in page.get_by_role("group", name=group).get_by_role("checkbox").all():
        box.check()


def said(page):
    """The banner after something was recorded."""
    expect(page.locator(".said--done, .govuk-notification-banner, [role=status]").first).to_be_visible()


def step(page, address, slug):
    """The page of one command."""
    page.goto(f"{address}{slug}/")


def stopped(page, reason):
    """Stopped once, with a provision in words; then it goes on with a reason."""
    box = page.locator("#stopped")
    expect(box).to_contain_text(re.compile(r"The Code, \d+\.\d+"))
    page.get_by_label("Why it is done all the same").fill(reason)
    press(page, "Go on all the same")


def back_on(page, address):
    """Recorded: the page of the complaint is shown again."""
    page.wait_for_url(f"**{address}")


def record_of(page):
    """The words of the whole record."""
    return page.locator("#record").inner_text()
