"""Passkeys: a key in the phone, the computer or a small stick that answers for its owner, and for this site only (WebAuthn).

Used as the second step, after the password. The checking is fido2's; here is what is asked and what is kept of it.
"""

import json
import logging
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from fido2.server import Fido2Server
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from putright.people.models import Staff
from putright.sign_in import factors

__all__ = ["added", "answered", "asked", "offered"]

_STATE = "passkey"
_LOG = logging.getLogger(__name__)


def _server(request: HttpRequest) -> Fido2Server:
    host = request.get_host().rsplit(":", 1)[0] if not request.get_host().endswith("]") else request.get_host()
    return Fido2Server(PublicKeyCredentialRpEntity(name="Complaints", id=host))


def offered(request: HttpRequest, person: Staff) -> dict[str, Any]:
    """What the browser is asked to make, for the page as JSON. What was asked waits in the session, once."""
    known = [_credential(kept) for _, kept in factors.passkeys_of(person)]
    options, state = _server(request).register_begin(
        PublicKeyCredentialUserEntity(id=person.pk.bytes, name=person.email, display_name=person.name),
        known,
        resident_key_requirement=ResidentKeyRequirement.DISCOURAGED,
        user_verification=UserVerificationRequirement.PREFERRED,
    )
    request.session[_STATE] = state
    plain: dict[str, Any] = _plain(options)
    return plain


def added(request: HttpRequest, person: Staff, answer: str, name: str, at: datetime) -> bool:
    """Take a new passkey in. False where the answer does not fit what was asked."""
    state = request.session.pop(_STATE, None)
    try:
        found = _server(request).register_complete(state, json.loads(answer)) if state else None
    except Exception as error:  # noqa: BLE001  whatever a browser, or somebody else, sends: it was not accepted
        _LOG.info("A passkey was not accepted: %s", error)
        return False
    if found is None or found.credential_data is None:
        return False
    kept = {"credential": websafe_encode(bytes(found.credential_data))}
    factors.add_passkey(person, " ".join(name.split()) or "Passkey", kept, at)
    return True


def asked(request: HttpRequest, person: Staff) -> dict[str, Any]:
    """What the browser is asked to sign, for the page as JSON."""
    known = [_credential(kept) for _, kept in factors.passkeys_of(person)]
    options, state = _server(request).authenticate_begin(known, user_verification=UserVerificationRequirement.PREFERRED)
    request.session[_STATE] = state
    plain: dict[str, Any] = _plain(options)
    return plain


def answered(request: HttpRequest, person: Staff, answer: str, at: datetime) -> bool:
    """Whether one of somebody's passkeys signed what was asked. What was asked can be answered once."""
    state = request.session.pop(_STATE, None)
    known = [(factor, _credential(kept)) for factor, kept in factors.passkeys_of(person)]
    if state is None or not known:
        return False
    try:
        given: dict[str, Any] = json.loads(answer)
        right = _server(request).authenticate_complete(state, [each for _, each in known], given)
        count = AuthenticationResponse.from_dict(given).response.authenticator_data.counter
    except Exception as error:  # noqa: BLE001  the same
        _LOG.info("A passkey was not accepted: %s", error)
        return False
    factor = next(each for each, credential in known if credential.credential_id == right.credential_id)
    return factors.used_passkey(factor, count, at)


def _credential(kept: dict[str, Any]) -> AttestedCredentialData:
    return AttestedCredentialData(websafe_decode(kept["credential"]))


def _plain(value: Any) -> Any:  # noqa: ANN401  whatever fido2's options are made of
    """As JSON can say it: fido2's options are mappings all the way down."""
    match value:
        case Mapping():
            return {name: _plain(each) for name, each in value.items() if each is not None}
        case list() | tuple():
            return [_plain(each) for each in value]
        case _:
            return value
