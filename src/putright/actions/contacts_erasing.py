"""Erase what a contact holds that became nothing, or still waits: by a person's decision, with a line in the disposal log.

What became a complaint or a request has its words there, and is erased with it (`putright.actions.erasing`).
"""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from putright.actions.carrying_out import LONDON, NotDone, no
from putright.actions.contacts import CONTACT_NOT_THERE
from putright.actions.erasing import no_traces
from putright.actions.erasures_listed import keep_list
from putright.complaint import events as e
from putright.complaint.decide import RefusedBecause
from putright.people.models import Staff
from putright.people.permissions import kinds_open_to
from putright.people.row_security import theirs
from putright.records.contacts_models import Contact
from putright.records.retention import rules_of
from putright.records.retention_models import Disposal
from putright.records.retention_rules import COMPLAINT, after
from putright.workdays import in_words

__all__ = ["contacts_due", "erase_contact"]


def contacts_due(by: Staff, at: datetime) -> Iterator[Contact]:
    """The contacts that became nothing and have been kept as long as a complaint is, the oldest first."""
    today = at.astimezone(LONDON).date()
    if not kinds_open_to(by.roles_on(today), [e.WordsErased]):
        return
    rule = rules_of(by.landlord_id)[COMPLAINT]
    over = Contact.objects.filter(landlord=by.landlord_id, became="nothing", erased_at=None).order_by(
        "decided_at", "id"
    )
    for row in over:
        if row.decided_at is not None and after(row.decided_at.astimezone(LONDON).date(), rule.years) <= today:
            yield row


def erase_contact(contact: UUID, basis: e.ErasureBasis, by: Staff, at: datetime) -> Disposal | NotDone:
    """Blank everything in it that says something about somebody. That it came, and what was decided, stays."""
    with no_traces(), theirs(by.landlord_id):
        return _erase(contact, basis, by, at)


def _erase(contact: UUID, basis: e.ErasureBasis, by: Staff, at: datetime) -> Disposal | NotDone:
    today = at.astimezone(LONDON).date()
    if not kinds_open_to(by.roles_on(today), [e.WordsErased]):
        return no(RefusedBecause.NOT_YOURS, "That is not yours to do: it takes a complaints officer or manager.")
    mine = Contact.objects.select_for_update().filter(Q(became="") | Q(became="nothing"), landlord=by.landlord_id)
    row = mine.filter(pk=contact, erased_at=None).first()
    if row is None:
        return no(RefusedBecause.NOT_YOURS, CONTACT_NOT_THERE)
    if not row.became:
        return no(RefusedBecause.IMPOSSIBLE, "It still waits in triage: decide first what it is.")
    rule = rules_of(by.landlord_id)[COMPLAINT]
    decided_on = (row.decided_at or row.recorded_at).astimezone(LONDON).date()
    until = after(decided_on, rule.years)
    if basis is e.ErasureBasis.TIME_OVER and today < until:
        said = (
            f"It is kept until {in_words(until, weekday=False)}: {rule.years} years, as for complaints ({rule.source})."
        )
        return no(RefusedBecause.IMPOSSIBLE, said)
    words = sum(1 for name in Contact.PERSONAL if getattr(row, name))
    for name in Contact.PERSONAL:
        setattr(row, name, "")
    row.erased_at = at
    row.save()
    timed = basis is e.ErasureBasis.TIME_OVER
    logged = Disposal.objects.create(
        landlord=row.landlord,
        complaint=row.pk,
        reference=f"contact of {row.arrived_on:%Y-%m-%d}",
        number=0,
        basis=basis.value,
        rule=COMPLAINT if timed else "",
        source=rule.source[:300] if timed else "",
        due_on=until if timed else None,
        decided_by=str(by.pk),
        decided_at=at,
        words=words,
        documents=0,
    )
    transaction.on_commit(lambda: keep_list(row.landlord))
    return logged
