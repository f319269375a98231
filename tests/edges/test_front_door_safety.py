"""What nobody may do at the residents' pages: forge, flood, break, guess, or send what should not be kept."""

import random
import re
import socketserver
import threading

import pytest
from at_the_front_door import (
    ANSWERS,
    DAY,
    begin,
    complain,
    do,
    fill,
    follow,
    link_of,
    picture,
)
from django.db import connection
from engines import in_use
from front import House, browser, signed_in, text_of
from test_scanning import EICAR, Clamd

from putright import clock
from putright.actions.filing import file_put_aside
from putright.front_door import drafts, files, limits
from putright.front_door.clerk import clerk_of
from putright.front_door.models import Draft, DraftFile, Link, Mark
from putright.front_door.whose import MOST_BYTES
from putright.people.ids import new_id
from putright.people.models import Staff
from putright.people.row_security import theirs
from putright.records.filing_models import Filing
from putright.records.models import Summary


@pytest.fixture
def client(house):  # noqa: ARG001  a fixture that only sets
    return browser(enforce_csrf_checks=True)


# ---- forged and flooded


@pytest.mark.parametrize(
    "more",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
    ],
)
@pytest.mark.usefixtures("house")
def test_a_form_from_another_site_is_refused_before_it_is_read(more):
    client = browser(enforce_csrf_checks=True)
    assert client.post("/ah/complain/", headers=more).status_code == 403
    assert Draft.objects.count() == 0
    base = fill(client, begin(client))
    assert client.post(f"{base}check/", headers=more).status_code == 403
    assert Summary.objects.count() == 0


def test_being_signed_in_as_staff_opens_nothing_here_and_gives_nothing(house):
    client = signed_in(house.callum, enforce_csrf_checks=False)
    receipt = complain(browser())
    link = link_of(receipt)
    assert client.get(f"/ah/complaint/{link.pk}/").status_code == 404
    assert house.callum.name not in text_of(client.get("/ah/"))


def test_a_secret_in_an_address_goes_to_no_other_site_no_cache_and_no_log(client, caplog):
    caplog.set_level("INFO")
    base = begin(client)
    answer = client.get(f"{base}what/")
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cache-Control"] == "no-store"
    assert 'content="noindex"' in answer.content.decode()
    assert base.split("/")[-2] not in caplog.text


def test_pages_carry_the_policy_that_lets_nothing_foreign_in(client):
    policy = client.get("/ah/")["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    html = client.get("/ah/").content.decode()
    assert not re.search(r"\son\w+=|style=|<script(?![^>]*src=)", html)


def test_the_box_that_stays_empty_stops_a_program_and_loses_nobody_s_words(client):
    base = fill(client, begin(client))
    answer = client.post(f"{base}check/", {"website": "http://buy.example"})
    assert answer.status_code == 400
    assert "Clear it, and send again" in text_of(answer)
    assert "http://buy.example" in answer.content.decode()
    assert Summary.objects.count() == 0
    assert client.post(f"{base}check/", {"website": ""}).status_code == 302


def test_often_is_often_enough_and_says_until_when(client):
    for _ in range(limits.BEGIN.most):
        begin(client)
    answer = client.post("/ah/complain/")
    assert answer.status_code == 429
    assert "You can try again at" in text_of(answer)
    assert browser(address="198.51.100.20").post("/ah/complain/").status_code == 302
    assert client.post("/fh/complain/").status_code == 302


def test_who_knocked_is_kept_for_a_day_and_not_by_address(house, client):
    begin(client)
    assert "203.0.113.7" not in str(list(Mark.objects.values()))
    limits.count(house.landlord, limits.BEGIN, "x", clock.now() + 2 * DAY)
    assert Mark.objects.count() == 1


def test_more_than_is_taken_at_once_is_not_read(client):
    base = begin(client)
    answer = client.post(
        f"{base}files/", b"", content_type="multipart/form-data; boundary=x", CONTENT_LENGTH=str(MOST_BYTES + 1)
    )
    assert answer.status_code == 413
    assert "fewer files at a time" in text_of(answer)


# ---- no 500, ever

_BITS = [
    "", " ", "\0", "a", "é" * 300, "😀" * 50, "\u202e\u0000\ufffe", "<script>alert(1)</script>", "{{ 7 * 7 }}", "{% load x %}", "%s %d",
    "' OR 1=1 --", "../../etc/passwd", "x" * 25_000, "\ud800", "-1", "9" * 40, "1e309", "31", "2", "99999", "me", "other", "yes",
    "save", "check", "\r\nSet-Cookie: a=b", "{name}", "{0.__class__}", "٣", "NaN", "request", "complaint",
]  # fmt: skip
_NAMES = [
    "whose", "your_name", "speaker", "your_email", "name", "email", "telephone", "prefers", "address", "postcode", "words", "dangers",
    "since", "known", "spoken_to", "wanted", "needs", "formats", "language", "then", "website", "away", "way", "code", "fact", "files",
    "sent_once", "expected_number", "what", "every", "how", "remedy", "answer", "reasons", "reason", "who", "may", "satisfied",
    "start_day", "start_month", "start_year", "days", "survey", "done",
]  # fmt: skip


def _odd(chance):
    told = {}
    for name in chance.sample(_NAMES, chance.randint(1, 16)):
        told[name] = [chance.choice(_BITS) for _ in range(chance.randint(1, 3))]
    return told


def _safe(told):
    return {
        name: [each.encode("utf-8", "surrogatepass") if "\ud800" in each else each for each in values]
        for name, values in told.items()
    }


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.usefixtures("house")
def test_nothing_that_is_sent_breaks_a_page(seed):
    chance = random.Random(seed)
    client = browser(raise_request_exception=False)
    base = begin(client)
    page = follow(client, complain(client))
    where = [
        "/ah/", "/ah/complain/", "/ah/ask/", "/ah/complain/back/", "/ah/follow/", "/ah/help/working-days/",
        *(f"{base}{name}/" for name in (*ANSWERS, "files", "check", "saved", "known", "sent", "nothing")),
        *(f"{page}{name}/" for name in ("tell", "not-right", "updates", "offer", "further", "speaker", "handled", "nothing")), page,
    ]  # fmt: skip
    for _ in range(70):
        address, told = chance.choice(where), _odd(chance)
        if chance.random() < 0.2:
            told["files"] = [
                picture(chance.choice(["a.png", "\0.png", "..a", "x" * 400, "é😀.pdf"]), bytes(chance.randbytes(40)))
            ]
        answer = client.get(address, _safe(told)) if chance.random() < 0.3 else client.post(address, _safe(told))
        assert answer.status_code < 500, (address, told, answer.status_code)
        Mark.objects.all().delete()


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"--x",
        b'--x\r\nContent-Disposition: form-data; name="words"\r\n\r\n\xff\xfe\r\n--x--',
        b"--x\r\n\r\n--x--",
        b"\0" * 100,
    ],
)
@pytest.mark.parametrize(
    "kind",
    [
        "multipart/form-data; boundary=x",
        "multipart/form-data",
        "application/json",
        "application/x-www-form-urlencoded; charset=nonsense",
        "text/plain",
    ],
)
@pytest.mark.usefixtures("house")
def test_no_body_breaks_a_page(body, kind):
    client = browser(raise_request_exception=False)
    base = begin(client)
    for address in (f"{base}what/", f"{base}files/", "/ah/follow/", "/ah/complain/"):
        assert client.generic("POST", address, body, content_type=kind).status_code < 500


@pytest.mark.parametrize("address", [
    "/ah/complain/%00/what/", "/ah/complain/" + "x" * 3000 + "/what/", "/ah/follow/%F0%9F%98%80/", "/ah/follow/" + "9" * 900 + "/",
    "/ah/complaint/%2e%2e/", "/ah/complaint/00000000000000000000000000000000-00000000-" + "0" * 40 + "/", "/ah/complaint/x/letters/%00/",
    "/ah/complaint/" + "f" * 32 + "-ffffffffff-" + "0" * 40 + "/", "/ah/help/%00/", "/%C3%A9/", "/ah/help/nothing/",
])  # fmt: skip
@pytest.mark.usefixtures("house")
def test_no_address_breaks_a_page(address):
    assert browser(raise_request_exception=False).get(address).status_code in {200, 404}


def test_words_of_residents_are_never_markup(client):
    evil = "<img src=x onerror=alert(1)>{{ 7|add:7 }}{% now 'Y' %}"
    base = fill(
        client, begin(client), what={"words": evil}, you={"name": evil}, home={"address": evil, "postcode": "AL1 1AB"}
    )
    for address in (f"{base}check/", f"{base}what/", f"{base}you/"):
        assert "<img" not in client.get(address).content.decode()
    receipt = client.get(client.post(f"{base}check/")["Location"])
    assert "<img" not in client.get(follow(client, receipt)).content.decode()


def test_only_the_methods_of_a_page_are_taken(client):
    for method in (client.put, client.delete, client.patch, client.options, client.trace):
        assert method("/ah/complain/").status_code == 405
    assert client.post("/ah/help/how/").status_code == 405


# ---- the scanner


@pytest.fixture
def clamd():
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Clamd) as server:
        server.daemon_threads, server.heard, server.says = True, [], b""
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def test_a_virus_is_refused_with_its_name_at_once(client, settings, clamd):
    settings.CLAMD = f"127.0.0.1:{clamd.server_address[1]}"
    base = begin(client)
    answer = client.post(f"{base}files/", {"files": [picture(), picture("note.txt", EICAR)], "then": "check"})
    assert answer.status_code == 400
    assert "note.txt" in text_of(answer)
    assert DraftFile.objects.count() == 1


def test_while_no_scanner_answers_files_wait_sealed_and_are_filed_later(house, client, settings, clamd):
    settings.CLAMD = "127.0.0.1:9"
    base = fill(client, begin(client))
    client.post(f"{base}files/", {"files": [picture(), picture("note.txt", EICAR)], "then": "more"})
    receipt = client.get(client.post(f"{base}check/")["Location"])
    assert "still checking 2 of your files" in text_of(receipt)
    page = follow(client, receipt)
    assert do(client, page, "tell", words="And this.", files=[picture("late.png")]).status_code == 302
    assert Filing.objects.count() == 0
    at = clock.now()
    assert drafts.expire(house.landlord, at + 40 * DAY) == 0
    settings.CLAMD = f"127.0.0.1:{clamd.server_address[1]}"
    assert files.file_waiting(house.landlord, clerk_of(house.landlord, at), at) == 2
    assert sorted(Filing.objects.values_list("name", flat=True)) == ["late.png", "mould.png"]
    assert file_put_aside(house.landlord, at) == 0
    assert [each.name for each in files.names(Draft.objects.get(files__isnull=False))] == ["note.txt"]


# ---- who writes


def test_who_writes_for_residents_can_never_sign_in_and_is_offered_nowhere(house):
    clerk = clerk_of(house.landlord, clock.now())
    assert clerk_of(house.landlord, clock.now()).pk == clerk.pk
    plain = Staff.objects.get(pk=clerk.pk)
    assert not plain.has_usable_password()
    assert plain.roles_on(clock.today()) == frozenset()
    from putright.desk.commands.choosing import handlers

    assert str(clerk.pk) not in dict(handlers(house.landlord))


# ---- the second lock


@pytest.fixture
def held(made, tmp_path, django_db_blocker, quick):  # noqa: ARG001  a fixture that only sets
    """Two landlords, and the program connected as a role that owns nothing."""
    name = f"front_{new_id().hex}"
    with django_db_blocker.unblock(), made("postgresql").one(tmp_path) as (url, home), in_use(url, home):
        made_house = House()
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE ROLE {name} NOLOGIN")
            cursor.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {name}")
            cursor.execute(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {name}")
            cursor.execute(f"SET ROLE {name}")
        yield made_house
        with connection.cursor() as cursor:
            cursor.execute("RESET ROLE")
            cursor.execute(f"DROP OWNED BY {name}")
            cursor.execute(f"DROP ROLE {name}")


def test_the_whole_way_works_as_a_role_that_is_shown_one_landlord_at_a_time(held):
    client = browser()
    base = fill(client, begin(client))
    client.post(f"{base}files/", {"files": picture(), "then": "more"})
    receipt = client.get(client.post(f"{base}check/")["Location"])
    page = follow(client, receipt)
    assert do(client, page, "tell", words="More.").status_code == 302
    assert browser().post("/fh/complain/").status_code == 302
    for table in (Draft, DraftFile, Link, Mark):
        assert table.objects.count() == 0
    with theirs(held.landlord.pk):
        assert (Draft.objects.count(), Link.objects.count(), Filing.objects.count()) == (1, 1, 1)
    with theirs(held.other.pk):
        assert (Draft.objects.count(), Link.objects.count()) == (1, 0)


@pytest.mark.usefixtures("held")
def test_wrong_tries_are_counted_there_too():
    client = browser()
    for _ in range(5):
        assert client.post("/ah/follow/", {"code": "0" * 16, "fact": "x"}).status_code == 403
    assert client.post("/ah/follow/", {"code": "0" * 16, "fact": "x"}).status_code == 429
