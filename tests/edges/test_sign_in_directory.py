"""Single sign-on against a directory that speaks OpenID Connect over real HTTP, with real signatures.

The directory is the tests' own: small, and strict about what it is sent (PKCE, redirect address, one use of a code). It can
be told to lie, each time in one way.
"""

import base64
import hashlib
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from front import browser, inside, signed_in, text_of

from putright import clock
from putright.people.models import Staff
from putright.sign_in.keeping import set_directory
from putright.sign_in.models import Identity, SignIn, SingleSignOn

CLIENT, SECRET = "putright-client", "a secret & more"


class Directory:
    """One directory that is running."""

    def __init__(self):
        self.key, self.other_key = (rsa.generate_private_key(public_exponent=65537, key_size=2048) for _ in range(2))
        self.codes, self.lie, self.person = {}, {}, {"sub": "s-1", "email": "x", "email_verified": True}
        directory = self

        class Answers(BaseHTTPRequestHandler):
            def do_GET(self):
                self._send(directory.get(urlsplit(self.path)))

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                self._send(directory.token({name: values[0] for name, values in parse_qs(body).items()}))

            def _send(self, answer):
                status, told = answer
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.end_headers()
                self.wfile.write(json.dumps(told).encode())

            def log_message(self, *args):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
        self.issuer = f"http://127.0.0.1:{self.server.server_port}/tenant/v2.0"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def get(self, address):
        if address.path == "/tenant/v2.0/.well-known/openid-configuration":
            base = self.issuer
            return 200, {
                "issuer": self.lie.get("issuer_told", base), "authorization_endpoint": f"{base}/authorize",
                "token_endpoint": f"{base}/token", "jwks_uri": f"{base}/keys",
            }  # fmt: skip
        if address.path.endswith("/keys"):
            key = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
            return 200, {"keys": [{**key, "kid": "k1", "use": "sig", "alg": "RS256"}]}
        return 404, {}

    def agree(self, address):
        """What the directory's own sign-in page would do: check what is asked, and give a code."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        assert asked["client_id"] == CLIENT
        assert asked["response_type"] == "code"
        assert "openid" in asked["scope"].split()
        assert asked["code_challenge_method"] == "S256"
        code = f"code-{len(self.codes)}"
        self.codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def token(self, posted):
        asked = self.codes.pop(posted["code"], None)
        challenge = base64.urlsafe_b64encode(hashlib.sha256(posted["code_verifier"].encode()).digest())
        right = (
            asked is not None
            and posted["grant_type"] == "authorization_code"
            and posted["redirect_uri"] == asked["redirect_uri"]
            and posted["client_secret"] == SECRET
            and challenge.rstrip(b"=").decode() == asked["code_challenge"]
        )
        if not right:
            return 400, {"error": "invalid_grant"}
        now = int(clock.now().timestamp())
        claims = {
            "iss": self.issuer,
            "aud": CLIENT,
            "iat": now,
            "exp": now + 300,
            "nonce": asked["nonce"],
            **self.person,
        }
        claims |= self.lie.get("claims", {})
        claims = {name: value for name, value in claims.items() if value is not None}
        match self.lie.get("signed"):
            case "other key":
                token = jwt.encode(claims, self.other_key, "RS256", headers={"kid": "k1"})
            case "none":
                token = jwt.encode(claims, None, "none", headers={"kid": "k1"})
            case "shared secret":
                token = jwt.encode(claims, SECRET * 3, "HS256", headers={"kid": "k1"})
            case "unknown key":
                token = jwt.encode(claims, self.key, "RS256", headers={"kid": "k2"})
            case _:
                token = jwt.encode(claims, self.key, "RS256", headers={"kid": "k1"})
        return 200, {"id_token": token, "access_token": "a", "token_type": "Bearer"}


@pytest.fixture
def directory():
    running = Directory()
    yield running
    running.server.shutdown()
    running.server.server_close()


def connect(house, directory, **more):
    given = {
        "label": "Ash Homes", "issuer": directory.issuer, "client": CLIENT, "secret": SECRET,
        "addresses_are_checked": False, "second_factor_there": True, "in_use": True,
    }  # fmt: skip
    return set_directory(house.landlord, given | more, by=house.ada, at=clock.now())


def through(house, directory, onward="", client=None):
    """Press the button, agree at the directory, come back. The browser and the last answer."""
    client = client or browser()
    sent = client.post(f"/sign-in/with/{house.landlord.pk}/", {"next": onward})
    assert sent.status_code == 302, text_of(sent)
    back = directory.agree(sent["Location"])
    return client, client.get(back.removeprefix("http://testserver"))


def test_somebody_comes_in_by_their_landlords_directory(either, directory):
    connect(either, directory)
    directory.person["email"] = either.callum.email.upper()
    assert "Sign in with Ash Homes" in text_of(browser().get("/sign-in/"))
    client, answer = through(either, directory, "/desk/administration/")
    assert answer["Location"] == "/desk/administration/"
    assert inside(client)
    assert [(each.how, each.outcome) for each in SignIn.objects.all()] == [("single_sign_on", "came_in")]


def test_from_then_on_the_number_counts_and_not_the_address(house, directory):
    connect(house, directory)
    directory.person["email"] = house.callum.email
    through(house, directory)
    directory.person |= {"email": house.ada.email}  # somebody has written another address into the directory
    _, _ = through(house, directory)
    assert SignIn.objects.filter(staff=house.callum).count() == 2
    assert not SignIn.objects.filter(staff=house.ada).exists()


def test_an_address_that_is_given_to_somebody_new_does_not_open_the_old_ones_door(house, directory):
    connect(house, directory)
    directory.person["email"] = house.callum.email
    through(house, directory)
    directory.person["sub"] = "s-2"
    _, answer = through(house, directory)
    assert answer.status_code == 403
    assert Identity.objects.count() == 1


def test_an_address_nobody_checked_is_not_believed(house, directory):
    connect(house, directory)
    directory.person |= {"email": house.callum.email, "email_verified": None}
    client, answer = through(house, directory)
    assert answer.status_code == 403
    assert not inside(client)
    connect(house, directory, addresses_are_checked=True)  # as with Entra ID, where the tenant gives them out
    directory.person |= {"email": None, "preferred_username": house.callum.email}
    client, answer = through(house, directory)
    assert inside(client)


def test_nobody_is_made_a_member_of_staff(house, directory):
    connect(house, directory)
    directory.person["email"] = "stranger@ah.example"
    before = Staff.objects.count()
    client, answer = through(house, directory)
    assert answer.status_code == 403
    assert "nobody with that address works here" in text_of(answer)
    assert Staff.objects.count() == before
    assert not inside(client)


def test_a_directory_knows_only_its_own_landlords_people(house, directory):
    connect(house, directory)
    directory.person["email"] = house.femi.email
    client, answer = through(house, directory)
    assert answer.status_code == 403
    assert not inside(client)


def test_whoever_has_left_does_not_come_in_this_way_either(house, directory):
    connect(house, directory)
    Staff.objects.filter(pk=house.callum.pk).update(left_on=clock.today())
    directory.person["email"] = house.callum.email
    client, answer = through(house, directory)
    assert answer.status_code == 403
    assert not inside(client)


def test_the_second_step_is_asked_for_here_where_the_directory_does_not(house, directory):
    house.require()
    connect(house, directory, second_factor_there=False)
    directory.person["email"] = house.callum.email
    client, answer = through(house, directory)
    assert answer["Location"] == "/sign-in/set-up/"
    assert not inside(client)


LIES = {
    "another key": {"signed": "other key"},
    "no signature": {"signed": "none"},
    "a shared secret": {"signed": "shared secret"},
    "an unknown key": {"signed": "unknown key"},
    "another client's": {"claims": {"aud": "somebody-else"}},
    "another issuer's": {"claims": {"iss": "https://evil.example"}},
    "for another request": {"claims": {"nonce": "x"}},
    "without a nonce": {"claims": {"nonce": None}},
    "out of date": {"claims": {"exp": 1_000_000_000, "iat": 999_999_000}},
    "from the future": {"claims": {"iat": 4_000_000_000, "exp": 4_000_000_300}},
    "without a subject": {"claims": {"sub": None}},
    "for two, and not for us": {"claims": {"aud": [CLIENT, "other"], "azp": "other"}},
    "under another name": {"issuer_told": "https://evil.example"},
}


@pytest.mark.parametrize("lie", LIES)
def test_a_token_that_does_not_hold_opens_nothing(house, directory, lie):
    connect(house, directory)
    directory.person["email"] = house.callum.email
    client = browser()
    sent = client.post(f"/sign-in/with/{house.landlord.pk}/")
    back = directory.agree(sent["Location"])
    directory.lie = LIES[lie]
    answer = client.get(back.removeprefix("http://testserver"))
    assert answer.status_code == 502
    assert not inside(client)
    assert "did not answer as it should" in text_of(answer)
    assert "evil" not in text_of(answer)


def test_what_was_asked_is_answered_once_and_in_the_same_browser(house, directory):
    connect(house, directory)
    directory.person["email"] = house.callum.email
    client = browser()
    sent = client.post(f"/sign-in/with/{house.landlord.pk}/")
    back = directory.agree(sent["Location"]).removeprefix("http://testserver")
    assert browser().get(back).status_code == 400  # somebody else's browser, lured there
    assert client.get(back).status_code == 302
    assert client.get(back).status_code == 400


def test_it_is_not_begun_from_another_page(house, directory):
    connect(house, directory)
    client = browser(enforce_csrf_checks=True)
    assert client.get(f"/sign-in/with/{house.landlord.pk}/").status_code == 405
    assert client.post(f"/sign-in/with/{house.landlord.pk}/").status_code == 403


def test_a_directory_that_is_not_in_use_or_not_there_is_not_asked(house, directory):
    connect(house, directory, in_use=False)
    assert browser().post(f"/sign-in/with/{house.landlord.pk}/").status_code == 404
    assert browser().post(f"/sign-in/with/{house.other.pk}/").status_code == 404
    assert "Sign in with Ash" not in text_of(browser().get("/sign-in/"))


def test_a_directory_that_does_not_answer_is_said_in_a_sentence(house, directory):
    connect(house, directory, issuer="http://127.0.0.1:9/nobody")
    answer = browser().post(f"/sign-in/with/{house.landlord.pk}/")
    assert answer.status_code == 502
    assert "or sign in with your password" in text_of(answer)


def test_the_secret_is_sealed_and_not_in_the_history(house, directory):
    from putright.people.models import Change

    connect(house, directory)
    assert SECRET not in SingleSignOn.objects.get().sealed_secret
    line = Change.objects.filter(table="landlord", why="single sign-on").get()
    assert SECRET not in json.dumps(line.values)
    assert line.values["secret"] == []


def test_the_administrator_connects_it_and_is_told_what_is_wrong(house, directory):
    client = signed_in(house.ada)
    page = "/desk/administration/connection/"
    form = {"label": "Ash", "issuer": directory.issuer, "client": CLIENT, "secret": SECRET, "in_use": "on"}
    wrong = client.post(page, form | {"issuer": "https://login.microsoftonline.com/common/v2.0"})
    assert "every organisation in" in text_of(wrong)
    wrong = client.post(page, form | {"issuer": "http://directory.example/x"})
    assert "by https" in text_of(wrong)
    wrong = client.post(page, form | {"issuer": directory.issuer + "/nowhere"})
    assert "does not answer as it should" in text_of(wrong)
    assert client.post(page, form).status_code == 302
    assert SECRET not in client.get(page).content.decode()
    kept = SingleSignOn.objects.get().sealed_secret
    assert client.post(page, form | {"secret": "", "label": "Ash Homes"}).status_code == 302
    assert SingleSignOn.objects.get().sealed_secret == kept
