"""What a person says about an e-mail whose fate the mail server left open: it did leave, or it is to go again."""

from datetime import datetime
from uuid import UUID

from putright.actions.letters import LONDON, no
from putright.actions.letters_out import enqueue_mail
from putright.actions.perform import NotDone
from putright.complaint import events as e
from putright.complaint.decide import RefusedBecause
from putright.people.looking import visible
from putright.people.models import Staff
from putright.people.permissions import NOT_THERE, kinds_open_to
from putright.people.row_security import theirs
from putright.records.letters_models import LetterMail
from putright.records.models import Outbox, Summary

__all__ = ["mark_left", "send_again"]


def send_again(mail: UUID, by: Staff, at: datetime) -> LetterMail | NotDone:
    """Hand it to the mail server once more: only where it is not known to have left."""
    with theirs(by.landlord_id):
        held = _mine(mail, by, at)
        if held is None:
            return no(NOT_THERE, RefusedBecause.NOT_YOURS)
        if held.accepted_at is not None or held.refused_at is not None:
            return no("The mail server has answered: it is not sent twice. Write a new letter where one is wanted.")
        Outbox.objects.filter(landlord=held.landlord, kind="mail", body__contains=str(held.pk), done_at=None).update(
            done_at=at, problem="A person had it sent again."
        )
        held.begun_at, held.sent_again = None, held.sent_again + 1
        held.save(update_fields=["begun_at", "sent_again"])
        enqueue_mail(held, at)
    return held


def mark_left(mail: UUID, by: Staff, at: datetime) -> LetterMail | NotDone:
    """Somebody has seen that the mail server had taken it."""
    with theirs(by.landlord_id):
        held = _mine(mail, by, at)
        if held is None:
            return no(NOT_THERE, RefusedBecause.NOT_YOURS)
        if held.begun_at is None or held.accepted_at is not None or held.refused_at is not None:
            return no("There is nothing open about this letter: look at it again.")
        held.accepted_at, held.said = held.begun_at, f"{by.name} saw that the mail server had taken it."[:300]
        held.save(update_fields=["accepted_at", "said"])
        Outbox.objects.filter(landlord=held.landlord, kind="mail", body__contains=str(held.pk), done_at=None).update(
            done_at=at
        )
    return held


def _mine(mail: UUID, by: Staff, at: datetime) -> LetterMail | None:
    today = at.astimezone(LONDON).date()
    held = LetterMail.objects.select_for_update().filter(landlord=by.landlord_id, pk=mail).first()
    if held is None or not kinds_open_to(by.roles_on(today), [e.LetterSent]):
        return None
    seen = visible(Summary.objects.filter(complaint=held.complaint), by, today).exists()
    return held if seen else None
