"""Our pages, read strictly; and the strict reader itself, on pages that are wrong."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client, RequestFactory, override_settings
from strict_html import faults

from putright.pages.lost_session import keep

RIGHT = "<!doctype html><html><body><h1>A</h1><label for='x'>X</label><input id='x'></body></html>"


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/gallery/", "/gallery/?errors", "/not-there/"])
def test_our_pages_are_written_as_they_should_be(address):
    with override_settings(PAGES_GALLERY=True):
        page = Client(SERVER_NAME="localhost").get(address).content.decode()
    # The links of the gallery lead nowhere on purpose; those of its error summary and its sections must not.
    assert [
        fault
        for fault in faults(page)
        if not any(f"href='{each}'" in fault for each in ("n", "o", "mine", "team", "all"))
    ] == []


@pytest.mark.django_db
def test_the_page_that_keeps_what_was_written_is_too():
    request = RequestFactory(SERVER_NAME="localhost").post("/x/", {"a": "<b>\n2"}, HTTP_ORIGIN="http://localhost")
    request.user = AnonymousUser()
    assert faults(keep(request).content.decode()) == []


def test_a_page_that_is_right_has_no_fault():
    assert faults(RIGHT) == []


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (RIGHT.replace("</label>", ""), "while"),
        (RIGHT.replace("</body></html>", "<div>"), "never closed"),
        (RIGHT.replace("</h1>", "</h1><p id='x'></p>"), "2 times"),
        (RIGHT.replace("for='x'", "for='y'"), "no label"),
        (RIGHT.replace("<input ", "<input aria-describedby='z' "), "refers to nothing"),
        (RIGHT.replace("<h1>A</h1>", ""), "<h1>"),
        (RIGHT.replace("</h1>", "</h1><h3>B</h3>"), "<h3> after <h1>"),
        (RIGHT.replace("</h1>", "</h1><img src='a'>"), "without words"),
        (RIGHT.replace("</h1>", "</h1><div/>"), "closes nothing"),
        (RIGHT.removeprefix("<!doctype html>"), "does not say"),
    ],
)
def test_a_page_that_is_wrong_is_told_how(wrong, says):
    assert any(says in each for each in faults(wrong)), faults(wrong)
