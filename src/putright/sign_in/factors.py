"""Second factors of somebody: adding, checking, taking away. Each leaves a line in the history of people."""

import json
import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from putright.people.changing import NotYours, record_change
from putright.people.models import Landlord, Staff
from putright.sign_in import totp
from putright.sign_in.models import DoorRules, Factor, RecoveryCode
from putright.sign_in.sealing import digest, opened, sealed
from putright.sign_in.words import FactorKind

__all__ = [
    "add_app",
    "add_passkey",
    "codes_left",
    "factors_of",
    "forget_all",
    "new_recovery_codes",
    "passkeys_of",
    "remove",
    "required",
    "rules_of",
    "use_app_code",
    "use_recovery_code",
    "used_passkey",
]

_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
"""Without those that look alike on paper."""
_CODES = 10


def rules_of(landlord: Landlord) -> DoorRules:
    """How this landlord wants its door kept; what ships, where it has not said."""
    return DoorRules.objects.filter(landlord=landlord).first() or DoorRules(landlord=landlord)


def required(landlord: Landlord) -> bool:
    """Whether this landlord's people need a second factor."""
    return rules_of(landlord).second_factor_required


def factors_of(person: Staff) -> list[Factor]:
    """What somebody has set up, the oldest first."""
    return list(Factor.objects.filter(landlord=person.landlord_id, staff=person).order_by("added_at"))


def add_app(person: Staff, secret: str, step: int, at: datetime) -> Factor:
    """An authenticator app that has just shown a right code of this half-minute."""
    return _add(person, FactorKind.APP, "Authenticator app", secret, step, at)


def add_passkey(person: Staff, name: str, credential: dict[str, Any], at: datetime) -> Factor:
    """A passkey that a browser has just made."""
    return _add(person, FactorKind.PASSKEY, name, json.dumps(credential), 0, at)


def _add(person: Staff, kind: FactorKind, name: str, secret: str, step: int, at: datetime) -> Factor:
    with transaction.atomic():
        made = Factor.objects.create(
            landlord_id=person.landlord_id,
            staff=person,
            kind=kind,
            name=name[:80],
            sealed_secret=sealed(secret),
            last_step=step,
            added_at=at,
        )
        record_change(person, "changed", {"second_factor": [None, kind.value]}, by=person, at=at)
    return made


def remove(person: Staff, factor: UUID, at: datetime) -> bool:
    """Somebody takes one of their own away. The last one stays where the landlord requires one: False."""
    with transaction.atomic():
        Staff.objects.select_for_update().get(pk=person.pk)
        own = factors_of(person)
        if all(each.pk != factor for each in own):
            return False
        if len(own) == 1 and required(Landlord.objects.get(pk=person.landlord_id)):
            return False
        gone = next(each for each in own if each.pk == factor)
        gone.delete()
        record_change(person, "changed", {"second_factor": [gone.kind, None]}, by=person, at=at)
    return True


def forget_all(person: Staff, *, by: Staff | str, at: datetime, why: str) -> None:
    """An administrator takes somebody's second factors away, so that they set up new ones. Raises NotYours for one's own.

    Whether `by` may is asked before, by the page: the history says who did it and why.
    """
    if isinstance(by, Staff) and by.pk == person.pk:
        raise NotYours("Change your own second factor on your own page.")
    with transaction.atomic():
        Factor.objects.filter(landlord=person.landlord_id, staff=person).delete()
        RecoveryCode.objects.filter(landlord=person.landlord_id, staff=person).delete()
        record_change(person, "changed", {"second_factor": []}, by=by, at=at, why=why)


def use_app_code(person: Staff, code: str, at: datetime) -> bool:
    """Whether a code from an app is right now. Each opens the door once, also when it is sent twice at the same moment."""
    for factor in factors_of(person):
        if factor.kind != FactorKind.APP:
            continue
        step = totp.steps_matching(opened(factor.sealed_secret), code, at, after=factor.last_step)
        if step is not None:
            unused = Factor.objects.filter(landlord=person.landlord_id, pk=factor.pk, last_step__lt=step)
            return unused.update(last_step=step, used_at=at) == 1
    return False


def passkeys_of(person: Staff) -> list[tuple[Factor, dict[str, Any]]]:
    """Each passkey of somebody with what was kept of it."""
    return [
        (each, json.loads(opened(each.sealed_secret))) for each in factors_of(person) if each.kind == FactorKind.PASSKEY
    ]


def used_passkey(factor: Factor, count: int, at: datetime) -> bool:
    """Note that a passkey was used. False where it counts and its count went back: then there is a copy of it."""
    if count and count <= factor.last_step:
        return False
    Factor.objects.filter(landlord=factor.landlord_id, pk=factor.pk).update(last_step=count, used_at=at)
    return True


def new_recovery_codes(person: Staff, at: datetime) -> Sequence[str]:
    """Ten new codes, each good once; the earlier ones are good no more. Shown once and kept only as digests."""
    codes = ["-".join("".join(secrets.choice(_LETTERS) for _ in range(5)) for _ in range(2)) for _ in range(_CODES)]
    with transaction.atomic():
        RecoveryCode.objects.filter(landlord=person.landlord_id, staff=person).delete()
        RecoveryCode.objects.bulk_create(
            RecoveryCode(landlord_id=person.landlord_id, staff=person, digest=_digest(person, code), made_at=at)
            for code in codes
        )
        record_change(person, "changed", {"recovery_codes": []}, by=person, at=at)
    return codes


def use_recovery_code(person: Staff, code: str) -> bool:
    """Whether a recovery code is one of those left. It is gone afterwards."""
    gone, _ = RecoveryCode.objects.filter(
        landlord=person.landlord_id, staff=person, digest=_digest(person, code)
    ).delete()
    return gone == 1


def codes_left(person: Staff) -> int:
    """How many recovery codes are left."""
    return RecoveryCode.objects.filter(landlord=person.landlord_id, staff=person).count()


def _digest(person: Staff, code: str) -> str:
    typed = "".join(letter for letter in code.lower() if letter.isalnum())
    return digest("recovery", f"{person.pk}:{typed}")
