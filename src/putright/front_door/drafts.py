"""A draft: begun with nothing, saved page by page, left and found again, and gone when it was sent or after four weeks.

What stands in the address while somebody writes is one secret; it opens the draft for two hours after the last page. The code
they come back with is another, and takes a second fact: their postcode or their name, whichever they have told. Coming back makes
a new secret, so that an address left behind on a borrowed telephone opens nothing.
"""

import hmac
import json
import secrets
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from putright.background.queue import enqueue
from putright.front_door.codes import code_of, digest_of
from putright.front_door.models import Draft
from putright.people.models import Landlord
from putright.people.names import folded
from putright.sign_in.sealing import Broken, digest, opened, sealed

__all__ = [
    "KEPT", "OPEN_FOR", "Answers", "answers_of", "begin", "come_back", "expire", "fact_of",
    "facts_in", "found", "keep", "leave", "same", "sent_as",
]  # fmt: skip

OPEN_FOR = timedelta(hours=2)
"""How long the address opens it after the last page: long enough to look for a letter, and for a slow typist."""
KEPT = timedelta(days=28)
"""How long a draft waits to be sent after the last change."""
_TO_WRITE_IT_DOWN = timedelta(minutes=10)
"""How long the page with the code can be looked at again."""
RECEIPT_FOR = timedelta(days=1)
"""How long the address shows the receipt."""

Answers = dict[str, dict[str, Any]]


def begin(landlord: Landlord, kind: str, at: datetime) -> str:
    """A new draft; its secret, which is kept nowhere."""
    secret = secrets.token_urlsafe(24)
    Draft.objects.create(
        landlord=landlord,
        kind=kind,
        secret=digest("front_door.draft", secret),
        open_until=at + OPEN_FOR,
        made_at=at,
        changed_at=at,
    )
    due = (at + KEPT + timedelta(days=1)).replace(hour=2, minute=0, second=0, microsecond=0)
    enqueue("front_door_drafts", landlord=landlord.pk, due_at=due)  # the same night is one job
    return secret


def found(landlord: Landlord, secret: str, at: datetime) -> Draft | None:
    """The draft that a secret opens now; None where there is none, whatever the reason."""
    row = Draft.objects.filter(landlord=landlord, secret=digest("front_door.draft", secret[:200])).first()
    if row is None:
        return None
    if row.sent_at is not None:
        return row if at < row.sent_at + RECEIPT_FOR else None
    return row if at < row.open_until else None


def answers_of(draft: Draft) -> Answers:
    """What was told so far, page by page."""
    try:
        told: Answers = json.loads(opened(draft.answers)) if draft.answers else {}
    except Broken:  # the installation has another key now: what cannot be read is asked again
        return {}
    return told


def keep(draft: Draft, page: str, told: dict[str, Any], at: datetime) -> None:
    """Save what one page told, and keep the address open."""
    answers = answers_of(draft)
    answers[page] = told
    draft.answers = sealed(json.dumps(answers))
    draft.changed_at, draft.open_until = at, at + OPEN_FOR
    draft.save(update_fields=["answers", "changed_at", "open_until"])


def leave(draft: Draft, at: datetime) -> str:
    """Shut the address in a few minutes; the code to come back with."""
    code = code_of("back", draft.pk)
    draft.way_back, draft.open_until, draft.changed_at = digest_of("back", code), at + _TO_WRITE_IT_DOWN, at
    draft.save(update_fields=["way_back", "open_until", "changed_at"])
    return code


def fact_of(answers: Answers) -> set[str]:
    """The second facts that open a draft again: the postcode and the names it has, made even. Empty where it has none."""
    you, home, who = (answers.get(page, {}) for page in ("you", "home", "who"))
    told = [home.get("postcode", ""), you.get("name", ""), who.get("your_name", "")]
    return {even for each in told for even in facts_in(each)}


def facts_in(told: str) -> set[str]:
    """A postcode or a name as it may be typed again: the whole of it, or its last word."""
    words = folded(told).split()
    return {"".join(words), words[-1]} if words else set()


def same(typed: str, facts: set[str]) -> bool:
    """Whether what was typed is one of the facts. Every one is looked at, in the same time whether it is right or not."""
    given = "".join(folded(typed[:200]).split()).encode()
    right = [hmac.compare_digest(given, each.encode()) for each in sorted(facts) or ["\0nothing"]]
    return any(right)


def come_back(landlord: Landlord, code: str, typed: str, at: datetime) -> str | None:
    """A new secret for the draft that a code and a second fact open; None where they open nothing."""
    row = Draft.objects.filter(landlord=landlord, way_back=digest_of("back", code), sent_at=None).first()
    there = row if row is not None and at < row.changed_at + KEPT else None
    right = same(typed, fact_of(answers_of(there)) if there is not None else set())
    if there is None or not right:
        return None
    secret = secrets.token_urlsafe(24)
    there.secret, there.open_until, there.changed_at = digest("front_door.draft", secret), at + OPEN_FOR, at
    there.save(update_fields=["secret", "open_until", "changed_at"])
    return secret


def expire(landlord: Landlord, at: datetime) -> int:
    """Remove the drafts that nobody sent within four weeks, and the rows of those that were sent. How many."""
    waiting = Draft.objects.filter(landlord=landlord, complaint__isnull=False, files__isnull=False).values("pk")
    old = Draft.objects.filter(landlord=landlord, changed_at__lt=at - KEPT).exclude(pk__in=waiting)
    number, _ = old.delete()
    return number


def sent_as(
    draft: Draft, complaint: UUID | None, reference: str, link: UUID | None, receipt: str, at: datetime
) -> None:
    """It was sent: what it said is on record now and no longer here."""
    draft.complaint, draft.reference, draft.link, draft.receipt = complaint, reference, link, receipt
    draft.sent_at, draft.changed_at, draft.answers, draft.way_back = at, at, "", ""
    draft.save()
