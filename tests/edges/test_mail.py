"""Letters by e-mail, to a real mail server: handed over once; tried again while it is down; never twice after a crash."""

import email
import email.policy
import hashlib
import os
import signal
import socket
import subprocess
import sys
import time
import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
from aiosmtpd.controller import Controller

from putright.actions import Ask, Done, NotDone, perform
from putright.actions.letters import Save, save_draft
from putright.actions.letters_out import Issue, Issued, issue
from putright.actions.letters_sent import mark_left, send_again
from putright.background.mail import SETTING, MailSettingError, server_at
from putright.background.queue import dead
from putright.background.working import Working
from putright.complaint import events as e
from putright.people.models import Resident
from putright.records import store
from putright.records.filing_models import Filing
from putright.records.letters_models import LetterMail
from putright.records.models import Outbox

AT = datetime(2026, 4, 2, 9, 30, tzinfo=UTC)


class Clock:
    """A clock that is set by hand."""

    def __init__(self):
        self.at = AT

    def __call__(self):
        return self.at

    def on(self, **more):
        self.at += timedelta(**more)


class Postbox:
    """What a mail server takes, and what it says instead."""

    def __init__(self):
        self.taken, self.answers, self.reader = [], [], ""

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: ARG002, N802  aiosmtpd's own
        if self.reader:
            return self.reader
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802  aiosmtpd's own
        answer = self.answers.pop(0) if self.answers else "250 taken"
        if answer == "hang up":
            self.taken.append(envelope)
            session.transport = None
            server.transport.abort()
            return "421 gone"
        if answer.startswith("250"):
            self.taken.append(envelope)
        return answer


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@pytest.fixture
def postbox(monkeypatch):
    box = Postbox()
    controller = Controller(box, hostname="127.0.0.1", port=free_port())
    controller.start()
    monkeypatch.setenv(SETTING, f"smtp://127.0.0.1:{controller.port}")
    yield box
    controller.stop()


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def letter(house, settings, tmp_path):
    """An acknowledgement that was just sent to Asha."""
    settings.DOCUMENTS = tmp_path / "documents"
    house.landlord.email, house.landlord.telephone = "complaints@ash.example", "020 7946 0100"
    house.landlord.save()
    house.callum = type(house.callum).objects.get(pk=house.callum.pk)
    asha = Resident.objects.create(landlord=house.landlord, name="Asha Rahman", email="asha@example.org")
    point = e.Point("p1", "The damp is back. £45 was promised.", responsible=e.Responsibility.OURS)
    facts = (
        e.ComplaintReceived(date(2026, 4, 2), person=str(asha.pk)),
        e.HandlerAssigned(date(2026, 4, 2), person=str(house.callum.pk)),
        e.DefinitionSet(date(2026, 4, 2), (point,), "A dry room."),
    )
    done = perform(Ask(house.landlord.pk, facts), house.callum, AT)
    assert isinstance(done, Done)
    draft = save_draft(
        Save(done.complaint, "acknowledgement_1", 1, {"opening": ".A line that begins with a dot."}), house.callum, AT
    )
    sent = issue(Issue(draft.pk, draft.version, e.Channel.EMAIL, uuid.uuid4()), house.callum, AT)
    assert isinstance(sent, Issued), sent
    return LetterMail.objects.get(complaint=done.complaint)


def deliver(clock):
    """What a worker does in a moment."""
    Working(now=clock, name="Wren").once()


def again(mail):
    return LetterMail.objects.get(pk=mail.pk)


def test_a_letter_arrives_with_its_words_and_the_very_bytes_on_file(letter, postbox, clock):
    deliver(clock)
    (envelope,) = postbox.taken
    assert (envelope.mail_from, envelope.rcpt_tos) == ("complaints@ash.example", ["asha@example.org"])
    message = email.message_from_bytes(envelope.content, policy=email.policy.default)
    assert message["To"] == "asha@example.org"
    assert "Ash Homes" in message["From"]
    assert Filing.objects.get().name.startswith("AH-2604-0001")
    assert "(AH-2604-0001)" in message["Subject"]
    words = message.get_body(("plain",)).get_content()
    assert "£45 was promised" in words
    assert "\n.A line that begins with a dot." in f"\n{words}"
    (attached,) = message.iter_attachments()
    assert attached.get_content_type() == "application/pdf"
    assert hashlib.sha256(attached.get_content()).hexdigest() == Filing.objects.get().digest
    assert again(letter).accepted_at is not None
    assert Outbox.objects.get(kind="mail").done_at == AT


def test_it_is_handed_over_once_however_often_the_worker_looks(letter, postbox, clock):
    for _ in range(4):
        deliver(clock)
        clock.on(hours=2)
    assert len(postbox.taken) == 1
    assert again(letter).said.startswith("250")


def test_while_the_server_is_down_the_letter_waits_and_then_leaves_once(letter, clock, monkeypatch):
    port = free_port()
    monkeypatch.setenv(SETTING, f"smtp://127.0.0.1:{port}")
    for tries in (1, 2, 3):
        deliver(clock)
        row = Outbox.objects.get(kind="mail")
        assert (row.tries, row.problem, row.done_at) == (tries, "ConnectionRefusedError", None)
        clock.on(hours=8)
    box = Postbox()
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        deliver(clock)
        deliver(clock)
    finally:
        controller.stop()
    assert len(box.taken) == 1
    assert again(letter).accepted_at is not None


def test_a_server_that_is_busy_is_asked_again(letter, postbox, clock):
    postbox.answers = ["451 try later"]
    deliver(clock)
    assert (postbox.taken, again(letter).begun_at) == ([], None)  # it answered, so it is known that it did not leave
    clock.on(hours=8)
    deliver(clock)
    assert len(postbox.taken) == 1


def test_an_address_that_is_refused_is_a_letter_that_came_back_on_the_record(letter, postbox, clock, house):
    postbox.reader = "550 no such person"
    deliver(clock)
    told = store.read(house.landlord.pk, letter.complaint)[-1]
    assert isinstance(told.event, e.LetterReturned)
    assert told.event.letter == "L1"
    assert "550 no such person" in told.event.why
    postbox.reader = ""
    clock.on(hours=8)
    deliver(clock)
    assert postbox.taken == []
    assert (
        sum(isinstance(each.event, e.LetterReturned) for each in store.read(house.landlord.pk, letter.complaint)) == 1
    )


def test_when_the_server_breaks_off_after_the_last_byte_nothing_goes_twice_and_a_person_is_asked(
    letter, postbox, clock, house
):
    postbox.answers = ["hang up"]
    deliver(clock)
    for _ in range(4):
        clock.on(hours=8)
        deliver(clock)
    assert len(postbox.taken) == 1
    held = again(letter)
    assert held.begun_at is not None
    assert held.accepted_at is None
    assert "not known whether the letter left" in Outbox.objects.get(kind="mail").problem
    assert dead(house.landlord.pk)
    assert not isinstance(send_again(letter.pk, house.callum, clock()), NotDone)
    clock.on(minutes=1)
    deliver(clock)
    assert len(postbox.taken) == 2  # because somebody said so
    assert again(letter).accepted_at is not None
    assert isinstance(send_again(letter.pk, house.callum, clock()), NotDone)


def test_somebody_who_saw_that_it_had_left_says_so(letter, postbox, clock, house):
    postbox.answers = ["hang up"]
    deliver(clock)
    clock.on(hours=8)
    deliver(clock)
    assert not isinstance(mark_left(letter.pk, house.callum, clock()), NotDone)
    clock.on(hours=8)
    deliver(clock)
    assert len(postbox.taken) == 1
    assert Outbox.objects.filter(kind="mail", done_at=None).count() == 0


SLOW_SERVER = """
import socket, sys
listening = socket.create_server(("127.0.0.1", int(sys.argv[1])))
print("READY", flush=True)
def talk(connection):
    file = connection.makefile("rwb")
    def say(line):
        file.write(line + b"\\r\\n"); file.flush()
    say(b"220 here")
    while line := file.readline():
        word = line[:4].upper()
        if word == b"DATA":
            say(b"354 go on")
            while file.readline() not in (b".\\r\\n", b""):
                pass
            print("TAKEN", flush=True)
            __import__("time").sleep(60)  # it has it, and has not said so
        else:
            say(b"250 OK")
while True:
    talk(listening.accept()[0])
"""


def test_a_worker_that_is_killed_before_the_answer_does_not_send_it_again(letter, clock, monkeypatch, tmp_path):
    port = free_port()
    monkeypatch.setenv(SETTING, f"smtp://127.0.0.1:{port}")
    given = {
        **os.environ,
        "PUTRIGHT_HOME": str(tmp_path),
        "PUTRIGHT_DATABASE_URL": "",
        "DJANGO_SETTINGS_MODULE": "putright.config.settings",
    }
    server = subprocess.Popen([sys.executable, "-c", SLOW_SERVER, str(port)], stdout=subprocess.PIPE, text=True)
    assert server.stdout.readline() == "READY\n"
    script = (
        "import django; django.setup()\n"
        "from datetime import UTC, datetime\nfrom putright.background.working import Working\n"
        "Working(now=lambda: datetime(2026, 4, 2, 9, 30, tzinfo=UTC), name='Kite').once()\n"
    )
    worker = subprocess.Popen([sys.executable, "-c", script], env=given)
    try:
        assert server.stdout.readline() == "TAKEN\n"
        worker.send_signal(signal.SIGKILL)
        worker.wait(20)
    finally:
        worker.kill()
        server.kill()
        server.communicate()
    assert again(letter).begun_at is not None
    box = Postbox()
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        until = time.monotonic() + 20
        while "not known" not in Outbox.objects.get(kind="mail").problem:
            clock.on(hours=2)
            deliver(clock)
            assert time.monotonic() < until
    finally:
        controller.stop()
    assert box.taken == []


@pytest.mark.parametrize("url", ["mail.example", "http://mail.example", "smtp://", "smtp://mail.example?tls=1"])
def test_a_setting_that_cannot_be_read_says_what_it_should_be(url):
    with pytest.raises(MailSettingError, match="smtp://user:password@host:587"):
        server_at(url)


def test_a_server_that_wants_a_password_is_given_it_only_under_tls_unless_told_otherwise():
    server = server_at("smtp://us%40er:p%2Fw@mail.example")
    assert (server.host, server.port, server.username, server.password, server.use_tls) == (
        "mail.example",
        587,
        "us@er",
        "p/w",
        True,
    )
    assert server_at("smtps://mail.example").use_ssl
    assert not server_at("smtp://localhost:25").use_tls
