"""Headers, files, a landlord's colours, and the pages for when there is none to show."""

import hashlib
import re
from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.test import Client, RequestFactory, override_settings

from putright.pages import errors
from putright.pages.headers import headers
from putright.pages.lost_session import keep
from putright.pages.static_files import collected
from putright.people.models import Landlord, LandlordLogo

PNG = b"\x89PNG\r\n\x1a\n-a-picture"
pytestmark = pytest.mark.django_db


@pytest.fixture
def client():
    return Client(SERVER_NAME="localhost", raise_request_exception=False, enforce_csrf_checks=True)


@pytest.fixture
def landlord():
    return Landlord.objects.create(name="Alder Homes", code="AH", accent="#ffd400")


@pytest.fixture
def gallery():
    with override_settings(PAGES_GALLERY=True):
        yield


@pytest.mark.usefixtures("gallery")
def test_every_page_forbids_what_it_does_not_use(client):
    said = client.get("/gallery/").headers
    policy = dict(part.strip().split(" ", 1) for part in said["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["form-action"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert "unsafe" not in said["Content-Security-Policy"]
    assert said["X-Frame-Options"] == "DENY"
    assert said["X-Content-Type-Options"] == "nosniff"
    assert said["Referrer-Policy"] == "same-origin"
    assert said["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in said["Permissions-Policy"]


def test_what_somebody_signed_in_sees_is_kept_nowhere():
    session = {"who": "callum"}

    class Kept(dict):
        accessed = True

        def is_empty(self):
            return not self

    request = RequestFactory().get("/")
    request.session = Kept(session)
    assert headers(lambda _: HttpResponse())(request)["Cache-Control"] == "no-store"
    request.session = Kept()
    assert headers(lambda _: HttpResponse())(request)["Cache-Control"] == "private, no-cache"


@pytest.mark.usefixtures("gallery")
def test_the_files_of_a_page_are_named_by_what_is_in_them_and_kept_for_ever(client):
    page = client.get("/gallery/").content.decode()
    found = re.findall(r'(?:href|src)="(/static/[^"]+)"', page)
    assert len(found) >= 3
    for address in found:
        answer = client.get(address, headers={"accept-encoding": "br"})
        assert answer.status_code == 200, address
        assert "immutable" in answer["Cache-Control"]
        assert answer.get("Content-Encoding") == "br" or address.endswith(".svg")
        b"".join(answer.streaming_content)


def test_files_are_collected_once_into_a_folder_named_by_what_is_in_them():
    folder = collected()
    assert collected() is folder
    assert (folder / "staticfiles.json").exists()
    assert list(folder.parent.glob(".being-collected-*")) == []


def test_the_gallery_is_not_there_where_residents_data_is(client):
    with override_settings(PAGES_GALLERY=False):
        assert client.get("/gallery/").status_code == 404


def test_a_landlords_colour_is_served_readable_and_kept_until_it_changes(client, landlord):
    from putright.pages.appearance import address_of

    first = address_of(landlord)
    answer = client.get(first)
    assert answer["Content-Type"].startswith("text/css")
    assert "immutable" in answer["Cache-Control"]
    assert "--accent:#ffd400" not in answer.content.decode()  # too light: darkened
    landlord.accent = "#1d5c63"
    landlord.save()
    assert address_of(landlord) != first
    assert "--accent:#1d5c63" in client.get(first).content.decode()
    assert "immutable" not in client.get(first)["Cache-Control"]  # the old address no longer says what it serves


def test_a_landlords_logo_is_served_as_what_it_is(client, landlord):
    digest = hashlib.sha256(PNG).hexdigest()
    LandlordLogo.objects.create(landlord=landlord, digest=digest, kind="image/png", image=PNG, width=80, height=40)
    assert client.get(f"/appearance/{landlord.pk}/logo").status_code == 404  # not in use
    landlord.logo = digest
    landlord.save()
    answer = client.get(f"/appearance/{landlord.pk}/logo")
    assert (answer["Content-Type"], answer.content) == ("image/png", PNG)
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_a_landlord_that_is_not_there_has_no_colours(client):
    assert client.get(f"/appearance/{uuid4()}.css").status_code == 404


def asked(method="get", path="/desk/x/", **more):
    request = getattr(RequestFactory(SERVER_NAME="localhost"), method)(path, **more)
    request.user = AnonymousUser()
    request._messages = []
    return request


def test_what_is_not_there_and_what_is_not_yours_get_the_same_answer_to_the_letter():
    strip = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"')
    one = errors.not_there(asked(), Exception("No such complaint"))
    other = errors.not_there(asked(), Exception("It is another landlord's"))
    assert strip.sub(b"", one.content) == strip.sub(b"", other.content)
    assert b"another landlord" not in one.content


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        (lambda: errors.not_there(asked(), Exception("x")), 404),
        (lambda: errors.not_yours(asked(), PermissionDenied("It takes a manager.")), 403),
        (lambda: errors.not_understood(asked(), Exception("x")), 400),
        (lambda: errors.our_fault(asked()), 500),
    ],
)
def test_every_page_for_when_there_is_none_has_a_heading_and_a_way_out(answer, status):
    given = answer()
    page = given.content.decode()
    assert given.status_code == status
    assert page.count("<h1>") == 1
    assert re.search(r'<main.*<a [^>]*href="/[^"]*"', page, re.DOTALL)


def test_the_page_for_our_own_fault_asks_the_database_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        errors.our_fault(asked())


WROTE = {"name": "Asha <Khan>", "what_happened": "one\r\n\r\ntwo", "mention": ["damp", "fire"], "sent_once": "abc"}
HERE = {"HTTP_ORIGIN": "http://localhost"}


def test_what_was_written_is_all_in_the_page_that_keeps_it():
    page = keep(asked("post", "/desk/new/?from=list", data=WROTE, **HERE)).content.decode()
    assert 'action="/desk/new/?from=list"' in page
    for part in ("Asha &lt;Khan&gt;", 'value="damp"', 'value="fire"', 'name="sent_once" value="abc"', "one\r\n\r\ntwo"):
        assert part in page
    assert "<Khan>" not in page
    assert "Sign in (opens a new tab)" in page


def test_a_password_is_never_given_back():
    page = keep(asked("post", data={"email": "a@b.example", "password": "very secret"}, **HERE)).content.decode()
    assert "very secret" not in page
    assert "Open it again" in page


@pytest.mark.parametrize(
    "whence",
    [
        {"HTTP_ORIGIN": "https://elsewhere.example"},
        {"HTTP_ORIGIN": "null"},
        {"HTTP_ORIGIN": "http://localhost", "HTTP_SEC_FETCH_SITE": "cross-site"},
        {"HTTP_REFERER": "https://elsewhere.example/localhost"},
        {},
    ],
)
def test_what_another_site_sent_is_never_offered_for_sending(whence):
    answer = keep(asked("post", data=WROTE, **whence))
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "Khan" not in page
    assert "Send it again" not in page


@pytest.mark.usefixtures("gallery")
def test_a_form_without_its_token_is_kept_and_not_lost(client):
    answer = client.post("/gallery/", WROTE, **HERE)
    assert answer.status_code == 403
    assert "Nothing you wrote is lost" in answer.content.decode()
