"""Letters by e-mail: handed to the mail server once, and never a second time without a person having said so.

A mail server that takes a message has it once it has answered the end of it. Whoever dies between the last byte and that
answer cannot know. So the moment before the bytes go is written down: a delivery that was begun and never answered is not
tried again by itself, and waits for a person, who can look into the mail server's log. Everything before that moment, such
as a server that is down, is tried again for as long as the queue does.
"""

import contextlib
import json
import os
import smtplib
from collections.abc import Callable
from datetime import datetime
from email.message import Message
from email.utils import format_datetime, parseaddr
from urllib.parse import parse_qsl, unquote, urlsplit
from uuid import UUID

from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.smtp import EmailBackend

from putright import clock
from putright.actions.perform import Ask, perform
from putright.background.kinds import LONDON, Hopeless
from putright.background.outbox import deliver
from putright.complaint import events as e
from putright.people.models import Landlord, Staff
from putright.people.row_security import theirs
from putright.records.filing import kept_bytes
from putright.records.filing_models import Filing
from putright.records.letters_models import LetterDraft, LetterMail
from putright.records.models import Outbox, Summary
from putright.records.storage import Missing

__all__ = ["SETTING", "MailSettingError", "message_of", "server_at"]

SETTING = "PUTRIGHT_SMTP_URL"
"""smtp://user:password@host:587?starttls=1, or smtps://user:password@host:465. Without it no letter goes by e-mail."""
_TIMEOUT_SECONDS = 30
_PORTS = {"smtp": 587, "smtps": 465}
_GO_AHEAD, _TAKEN = 354, 250
_PERMANENT = 500


class MailSettingError(Exception):
    """The setting cannot be read. The message says what it should be."""


def server_at(url: str) -> EmailBackend:
    """The mail server at an address, through Django's own back end; nothing is opened yet. Raises MailSettingError."""
    parts = urlsplit(url)
    more = dict(parse_qsl(parts.query))
    if parts.scheme not in _PORTS or not parts.hostname or set(more) - {"starttls"}:
        raise MailSettingError(
            f"{SETTING} cannot be read: give smtp://user:password@host:587?starttls=1 or smtps://user:password@host:465."
        )
    starttls = more.get("starttls", "1" if parts.username else "0") == "1"
    return EmailBackend(
        host=parts.hostname,
        port=parts.port or _PORTS[parts.scheme],
        username=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        use_tls=parts.scheme == "smtp" and starttls,
        use_ssl=parts.scheme == "smtps",
        timeout=_TIMEOUT_SECONDS,
    )


@deliver("mail")
def _mail(row: Outbox) -> None:
    """One letter to the mail server."""
    key = UUID(json.loads(row.body)["mail"])
    found = _found(row.landlord, key)
    if found is None:
        return
    mail, message = found
    if mail.begun_at is not None:
        raise Hopeless(
            "The mail server broke off before it answered, so it is not known whether the letter left: look at the letter "
            "and say so there."
        )
    url = os.environ.get(SETTING, "")
    if not url:
        raise LookupError(SETTING)  # tried again: somebody may be about to set it
    server = server_at(url)
    server.open()
    try:
        connection = server.connection
        assert isinstance(connection, smtplib.SMTP)
        _hand_over(connection, mail, message)
    finally:
        server.close()


def _found(landlord: UUID, key: UUID) -> tuple[LetterMail, Message] | None:
    """The row and its message; None where it was taken already, or is not wanted any more."""
    with theirs(landlord):
        mail = LetterMail.objects.filter(landlord=landlord, pk=key).first()
        if mail is None or mail.accepted_at is not None or mail.refused_at is not None or not mail.to:
            return None
        filing = Filing.objects.filter(landlord=landlord, complaint=mail.complaint, document=mail.letter).first()
        if filing is None or filing.erased_at is not None:
            return None
        whose = Landlord.objects.get(pk=landlord)
    try:
        return mail, message_of(mail, filing, kept_bytes(filing), whose)
    except Missing:
        raise Hopeless("The bytes of the letter are not on the disk: put them back from a backup.") from None


def message_of(mail: LetterMail, filing: Filing, pdf: bytes, landlord: Landlord) -> Message:
    """The message: the letter as text, and as the PDF that is on file. The same row gives the same Message-ID."""
    host = landlord.email.rpartition("@")[2] or "putright.invalid"
    sender = f"{_quoted(landlord.name)} <{landlord.email}>" if landlord.email else f"no-reply@{host}"
    made = EmailMultiAlternatives(
        mail.subject,
        mail.words,
        sender,
        [mail.to],
        headers={
            "Message-ID": f"<letter.{mail.pk.hex}.{mail.sent_again}@{host}>",
            "Date": format_datetime(mail.asked_at.astimezone(LONDON)),
            "Auto-Submitted": "no",
        },
    )
    made.attach(filing.name, pdf, "application/pdf")
    return made.message()


def _quoted(name: str) -> str:
    plain = name.replace("\\", " ").replace('"', " ")
    return f'"{plain}"'


def _hand_over(connection: smtplib.SMTP, mail: LetterMail, message: Message) -> None:
    """Sender, reader, then the bytes. What the server refuses for good is recorded; for now, it is tried again."""
    sender = str(message["From"]).rpartition("<")[2].rstrip(">")
    connection.ehlo_or_helo_if_needed()
    reader = parseaddr(str(message["To"]))[1]
    steps: tuple[Callable[[], tuple[int, bytes]], ...] = (
        lambda: connection.mail(sender),
        lambda: connection.rcpt(reader),
        lambda: connection.docmd("DATA"),
    )
    for step in steps:
        code, said = step()
        if code >= _PERMANENT:
            _refused(mail, code, said)
            return
        if code != _GO_AHEAD and code // 100 != 2:  # noqa: PLR2004  the hundreds say what kind of answer it is
            raise smtplib.SMTPResponseException(code, said)
    LetterMail.objects.filter(pk=mail.pk).update(begun_at=clock.now())
    connection.send(_dotted(message))
    code, said = connection.getreply()
    if code == _TAKEN:
        LetterMail.objects.filter(pk=mail.pk).update(accepted_at=clock.now(), said=_line(code, said))
        with contextlib.suppress(smtplib.SMTPException):
            connection.quit()
        return
    LetterMail.objects.filter(pk=mail.pk).update(begun_at=None)  # it answered, and did not take it
    if code >= _PERMANENT:
        _refused(mail, code, said)
        return
    raise smtplib.SMTPResponseException(code, said)


def _dotted(message: Message) -> bytes:
    """The message as it travels: lines that end in CR LF, none that begins with a bare dot, the end of it (RFC 5321)."""
    lines = message.as_bytes().replace(b"\r\n", b"\n").split(b"\n")
    body = b"\r\n".join(b"." + line if line.startswith(b".") else line for line in lines)
    return body + (b"" if body.endswith(b"\r\n") else b"\r\n") + b".\r\n"


def _line(code: int, said: bytes | str) -> str:
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return " ".join(f"{code} {text}".split())[:300]


def _refused(mail: LetterMail, code: int, said: bytes | str) -> None:
    """The server will not take it, now or later: the letter came back, on the record, for whoever sent it."""
    at, line = clock.now(), _line(code, said)
    with theirs(mail.landlord):
        LetterMail.objects.filter(pk=mail.pk).update(refused_at=at, said=line)
        sender = (
            LetterDraft.objects.filter(landlord=mail.landlord, complaint=mail.complaint, letter=mail.letter)
            .values_list("issued_by", flat=True)
            .first()
        )
        by = (
            Staff.objects.select_related("landlord").filter(landlord=mail.landlord, pk=sender).first()
            if sender
            else None
        )
        there = Summary.objects.filter(landlord=mail.landlord, complaint=mail.complaint).exists()
        if by is not None and there:
            _came_back(mail, by, at, line)


def _came_back(mail: LetterMail, by: Staff, at: datetime, said: str) -> None:
    """Where whoever sent it may no longer record anything, the letter's own page still says so."""
    fact = e.LetterReturned(at.astimezone(LONDON).date(), mail.letter, f"The mail server did not take it: {said}")
    perform(Ask(mail.landlord, (fact,), mail.complaint, key=mail.pk, on_behalf_of="the mail server"), by, at)
