"""The door and the administration in a real browser: with a passkey, on a telephone, without JavaScript, checked by axe."""

import re

import pytest

from putright import clock
from putright.sign_in import totp

PASSWORD = "Grey heron, seven steps 1"
ADMINISTRATION = [
    "", "landlord/", "homes/", "policy/", "categories/", "retention/", "people/", "people/add/", "teams/", "contractors/",
    "posts/", "training/", "sign-in/", "sign-ins/", "connection/", "state/",
]  # fmt: skip


def authenticator(page):
    """A passkey's holder, in the browser itself."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    held = session.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]
    return session, held


def sign_in(page, base, who="dilys"):
    page.goto(f"{base}/sign-in/")
    page.get_by_label("E-mail address").fill(f"{who}@alder.example")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def test_a_passkey_is_made_at_the_first_sign_in_and_opens_the_door_at_the_next(open_page, site, axe):
    base = site.url.replace("127.0.0.1", "localhost")  # a passkey belongs to a name
    page = open_page()
    session, held = authenticator(page)
    sign_in(page, base)
    page.get_by_role("heading", name="Set up a second step").wait_for()
    axe(page)
    page.get_by_role("button", name="Make a passkey").click()
    page.get_by_role("heading", name="Your recovery codes").wait_for()
    axe(page)
    assert len(page.locator(".recovery-codes code").all()) == 10
    page.get_by_role("button", name="I have them safe").click()
    page.goto(f"{base}/sign-in/mine/")
    page.get_by_role("button", name="Sign out").click()
    sign_in(page, base)
    page.get_by_role("heading", name="Second step").wait_for()
    axe(page)
    page.get_by_role("button", name="Use your passkey").click()
    page.wait_for_url(lambda url: "/sign-in/second-step" not in url)
    page.goto(f"{base}/sign-in/mine/")
    assert "password and passkey" in page.locator("main").inner_text()
    axe(page)
    # Somebody else's passkey for this site does not open it.
    page.get_by_role("button", name="Sign out").click()
    session.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": held})
    authenticator(page)
    sign_in(page, base)
    page.get_by_role("button", name="Use your passkey").click()
    page.get_by_text("The passkey was not used").wait_for()
    assert page.url.endswith("/sign-in/second-step/")


def test_without_javascript_an_app_does_it(open_page, site):
    page = open_page(java_script_enabled=False)
    sign_in(page, site.url, "ezra")
    page.get_by_role("heading", name="Set up a second step").wait_for()
    assert not page.get_by_role("button", name="Make a passkey").is_visible()
    secret = re.sub(r"\s", "", page.locator("main code").inner_text())
    page.get_by_label("Six-digit code").fill(totp.code_at(secret, totp.step_of(clock.now())))
    page.get_by_role("button", name="Add the app").click()
    page.get_by_role("heading", name="Your recovery codes").wait_for()


def test_what_is_wrong_is_said_where_it_can_be_put_right(open_page, site, axe, fits):
    page = open_page(viewport={"width": 320, "height": 640})
    page.goto(f"{site.url}/sign-in/")
    axe(page)
    fits(page)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("link", name="Enter your e-mail address.").click()
    assert page.evaluate("document.activeElement.name") == "email"
    axe(page)
    fits(page)


@pytest.mark.parametrize("part", ADMINISTRATION)
def test_the_administration_can_be_used_by_everybody_and_on_a_telephone(open_page, site, axe, fits, part):
    page = open_page(viewport={"width": 320, "height": 640}, who="ada")
    page.goto(f"{site.url}/desk/administration/{part}")
    assert page.locator("h1").count() == 1
    axe(page)
    fits(page)


def test_somebody_is_added_given_a_role_and_leaves(open_page, site, axe, fits):
    page = open_page(who="ada")
    page.goto(f"{site.url}/desk/administration/people/")
    page.get_by_role("button", name="Add somebody").click()
    page.get_by_role("button", name="Add them").click()
    axe(page)
    page.get_by_label("Name", exact=True).fill("Grace Okafor")
    page.get_by_label("E-mail address").fill("grace@alder.example")
    page.get_by_label("Handler").check()
    page.get_by_role("button", name="Add them").click()
    page.get_by_role("heading", name="A password for Grace Okafor").wait_for()
    axe(page)
    page.get_by_role("link", name="To Grace Okafor").click()
    axe(page)
    page.set_viewport_size({"width": 320, "height": 640})
    fits(page)
    page.get_by_role("button", name="They leave").click()
    page.get_by_role("button", name="Write it down").click()
    page.get_by_text("Gone from").first.wait_for()
