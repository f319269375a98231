"""OpenID Connect as far as it is needed: a directory says who somebody is. Authorisation code with PKCE, signed tokens.

Everything a directory says is checked: who issued it, for whom, when, for this very request, and with which key.
"""

import base64
import hashlib
import json
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode, urlsplit

import jwt
import requests

__all__ = ["Asked", "NotBelieved", "Told", "ask", "discover", "tell"]

_SECONDS = 10
_ALGORITHMS = ("RS256", "PS256", "ES256", "RS384", "RS512", "ES384")
"""Keys of a directory's own. Never "none", and none with a shared secret."""
_LEEWAY = 120
_LONGEST_ANSWER = 1_000_000


class NotBelieved(Exception):  # noqa: N818  it is an answer: this proves nothing
    """What the directory said, or was said to have said, cannot be believed. The message says why, for the log."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked, to be compared with the answer. Waits in the browser's session."""

    state: str
    nonce: str
    verifier: str
    address: str
    """Where the browser is sent."""


@dataclass(frozen=True, slots=True)
class Told:
    """Who somebody is, in the directory's words."""

    issuer: str
    subject: str
    email: str
    email_verified: bool


def discover(issuer: str) -> dict[str, Any]:
    """What a directory says of itself. Raises NotBelieved where it cannot be had, or is another's."""
    parts = urlsplit(issuer)
    if parts.scheme != "https" and parts.hostname not in {"localhost", "127.0.0.1"}:
        raise NotBelieved(f"{issuer} is not reached by https")
    found = _json(requests.Request("GET", issuer.rstrip("/") + "/.well-known/openid-configuration"))
    if found.get("issuer") != issuer:
        raise NotBelieved(f"{issuer} calls itself {found.get('issuer')!r}")
    for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
        if not isinstance(found.get(name), str):
            raise NotBelieved(f"{issuer} names no {name}")
    return found


def ask(about: dict[str, Any], client: str, back: str, *, hint: str = "") -> Asked:
    """Where to send a browser, with what has to come back."""
    state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    asked = {
        "response_type": "code",
        "client_id": client,
        "redirect_uri": back,
        "scope": "openid email profile",
        "state": state,
        "nonce": nonce,
        "code_challenge": challenge,
        "code_challenge_method": "S256",
        **({"login_hint": hint} if hint else {}),
    }
    address = about["authorization_endpoint"]
    return Asked(state, nonce, verifier, f"{address}{'&' if '?' in address else '?'}{urlencode(asked)}")


def tell(  # noqa: PLR0913  each is one part of the protocol
    about: dict[str, Any], client: str, secret: str, back: str, code: str, *, verifier: str, nonce: str, at: datetime
) -> Told:
    """Who the directory says it is. Raises NotBelieved."""
    posted = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": back,
        "client_id": client,
        "code_verifier": verifier,
        **({"client_secret": secret} if secret else {}),
    }
    answer = _json(requests.Request("POST", about["token_endpoint"], data=posted))
    token = answer.get("id_token")
    if not isinstance(token, str):
        raise NotBelieved("there is no id_token")
    claims = _claims(about, client, token, at)
    if not secrets.compare_digest(str(claims.get("nonce", "")).encode(), nonce.encode()):
        raise NotBelieved("the token was made for another request")
    return Told(
        issuer=claims["iss"],
        subject=str(claims["sub"]),
        email=str(claims.get("email") or claims.get("preferred_username") or "").strip().lower(),
        email_verified=claims.get("email_verified") is True and bool(claims.get("email")),
    )


def _claims(about: dict[str, Any], client: str, token: str, at: datetime) -> dict[str, Any]:
    try:
        key = _key(about["jwks_uri"], token)
        claims: dict[str, Any] = jwt.decode(
            token,
            key,
            algorithms=list(_ALGORITHMS),
            audience=client,
            issuer=about["issuer"],
            leeway=_LEEWAY,
            options={"require": ["iss", "sub", "aud", "exp", "iat"]},
        )
    except (jwt.PyJWTError, ValueError, TypeError, KeyError) as error:
        raise NotBelieved(f"the token does not hold: {error}") from error
    if isinstance(claims["aud"], list) and len(claims["aud"]) > 1 and claims.get("azp") != client:
        raise NotBelieved("the token was made for somebody else as well")
    if not at.timestamp() + _LEEWAY - float(claims["iat"]) >= 0:
        raise NotBelieved("the token is from the future")
    return claims


def _key(address: str, token: str) -> Any:  # noqa: ANN401  a public key of cryptography
    named = jwt.get_unverified_header(token).get("kid")
    keys = jwt.PyJWKSet.from_dict(_json(requests.Request("GET", address))).keys
    fitting = [each for each in keys if each.key_id == named] if named else keys
    if len(fitting) != 1:
        raise NotBelieved("the token is signed with a key that the directory does not show")
    return fitting[0].key


def _json(asked: requests.Request) -> dict[str, Any]:
    try:
        with requests.Session() as session:
            session.trust_env = False  # no password from a .netrc goes anywhere
            answer = session.send(asked.prepare(), timeout=_SECONDS, allow_redirects=False, stream=True)
            body = answer.raw.read(_LONGEST_ANSWER + 1, decode_content=True)
        if answer.status_code != requests.codes.ok or len(body) > _LONGEST_ANSWER:
            raise NotBelieved(f"{urlsplit(str(asked.url)).netloc} answers {answer.status_code}")
        found = json.loads(body)
    except (requests.RequestException, ValueError, OSError) as error:
        raise NotBelieved(f"{urlsplit(str(asked.url)).netloc} cannot be asked: {error}") from error
    if not isinstance(found, dict):
        raise NotBelieved("the answer is no object")
    return found
