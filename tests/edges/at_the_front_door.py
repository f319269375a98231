"""Somebody at the residents' pages: what they fill in, page by page, and what a page says to them."""

import re
import sys
from datetime import timedelta
from html.parser import HTMLParser

from django.core.files.uploadedfile import SimpleUploadedFile
from front import browser, text_of

from putright import clock
from putright.actions.perform import Ask, Done, perform
from putright.front_door import codes
from putright.front_door.models import Link

ANSWERS = {
    "who": {"whose": "me"},
    "you": {"name": "Asha Okafor", "telephone": "01632 960 555", "prefers": "telephone"},
    "home": {"address": "12 Larch Court\nAldertown", "postcode": "AL1 1AB"},
    "what": {"words": "The bathroom has been black with mould since March. Nobody came.", "dangers": ["damp_mould"]},
    "before": {"since": "3 March 2026", "known": "yes", "spoken_to": "I rang twice."},
    "right": {"wanted": "Mend the fan."},
    "easier": {"needs": "I do not hear well.", "formats": ["large print"], "language": "Urdu"},
}
CODE = re.compile(r"[0-9A-HJKMNP-TV-Z]{4}(?:-[0-9A-HJKMNP-TV-Z]{4}){3}")
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 200


def picture(name="mould.png", held=PNG):
    return SimpleUploadedFile(name, held)


def begin(client, where="/ah/", kind="complain"):
    """A new draft; the address its pages are behind."""
    answer = client.post(f"{where}{kind}/")
    assert answer.status_code == 302, text_of(answer)
    return answer["Location"].rsplit("/", 2)[0] + "/"


def fill(client, base, **changed):
    """Every page, in order."""
    for page, told in ANSWERS.items():
        answer = client.post(f"{base}{page}/", changed.get(page, told))
        assert answer.status_code == 302, text_of(answer)
    return base


def complain(client=None, where="/ah/", **changed):
    """A complaint that is sent: its receipt."""
    client = client or browser()
    base = fill(client, begin(client, where), **changed)
    answer = client.post(f"{base}check/")
    assert answer.status_code == 302, text_of(answer)
    receipt = client.get(answer["Location"])
    assert receipt.status_code == 200, text_of(receipt)
    return receipt


def code_in(receipt):
    return CODE.search(text_of(receipt))[0]


def link_of(receipt):
    return Link.objects.get(code=codes.digest_of("follow", codes.tidy(code_in(receipt))))


def enter(client, code, fact="AL1 1AB", where="/ah/"):
    return client.post(f"{where}follow/", {"code": code, "fact": fact})


def follow(client, receipt, fact="AL1 1AB", where="/ah/"):
    """Inside: the address of the complaint's page."""
    answer = enter(client, code_in(receipt), fact, where)
    assert answer.status_code == 302, text_of(answer)
    return answer["Location"]


def record(by, link, *facts, on=None):
    """What staff records on it."""
    at = clock.now() if on is None else on
    done = perform(Ask(link.landlord_id, facts, link.complaint, reason="A trial.", again=True), by, at)
    assert isinstance(done, Done), done
    return done


def later(monkeypatch, by):
    """Let the clock say a later moment."""
    now = clock.now() + by
    monkeypatch.setattr(clock, "now", lambda: now)
    monkeypatch.setattr(clock, "today", lambda: now.astimezone(clock.LONDON).date())
    return now


HOUR, DAY = timedelta(hours=1), timedelta(days=1)


class _Fields(HTMLParser):
    def __init__(self):
        super().__init__()
        self.hidden = {}

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        if tag == "input" and told.get("type") == "hidden":
            self.hidden[told["name"]] = told.get("value", "")


def hidden_in(answer):
    """The hidden fields of a page, which a browser sends back."""
    reader = _Fields()
    reader.feed(answer.content.decode())
    return reader.hidden


def do(client, page, slug, **told):
    """Open the form of an act and send it, as a browser does."""
    shown = client.get(f"{page}{slug}/")
    assert shown.status_code == 200, text_of(shown)
    return client.post(f"{page}{slug}/", hidden_in(shown) | told)


__all__ = [name for name in vars(sys.modules[__name__]) if not name.startswith("_")]
