"""A draft becomes a complaint, received today; or a request for something to be done, which waits in triage. Once, however often.

It goes the way of everything that comes in: a contact, decided about at once, because whoever presses "make a complaint" has
decided. Homes and residents that are on file already are found by the whole address and the whole name; nobody is told whether.
"""

import json
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from putright.actions.carrying_out import NotDone
from putright.actions.contacts import Contacted, Danger, take_and_decide, take_contact
from putright.actions.contacts_becoming import Became, Decided
from putright.actions.contacts_people import key_of, postcode_in
from putright.background.queue import enqueue
from putright.complaint import events as e
from putright.front_door import drafts, files, links
from putright.front_door.clerk import clerk_of
from putright.front_door.drafts import Answers
from putright.front_door.models import Draft
from putright.front_door.questions import began_on
from putright.front_door.whose import Doorway
from putright.people.changing import change
from putright.people.finding import living_at, of, one
from putright.people.models import Home, Landlord, Resident
from putright.people.names import folded
from putright.records.models import Summary

__all__ = ["Sent", "send"]

_LATER = timedelta(minutes=10)
_WHY = "They chose to make a complaint, on the residents' pages."
_REASON = "As the resident sent it, on the residents' pages."


@dataclass(frozen=True, slots=True)
class Sent:
    """It is with us."""

    draft: Draft


def send(draft: Draft, here: Doorway) -> Sent | NotDone:
    """Send a draft. Raises RecordUnavailable, with a sentence, where the database cannot take it; nothing is lost then."""
    landlord, at = here.landlord, here.now
    by, told = clerk_of(landlord, at), drafts.answers_of(draft)
    contacted = _contacted(draft, told, here)
    if draft.kind == "request":
        done = take_contact(contacted, by, at, key=draft.pk)
    else:
        decided = Decided(Became.COMPLAINT, why=_WHY, reason=_REASON)
        done = take_and_decide(contacted, decided, by, at, key=draft.pk)
    if isinstance(done, NotDone):
        return done
    outcome = done.outcome
    with transaction.atomic():
        row = Draft.objects.select_for_update().get(pk=draft.pk, landlord=landlord)
        if row.sent_at is None:
            link = None
            if outcome is not None and outcome.stream is not None:
                _remember(landlord, outcome.stream, told, at)
                link = links.make(
                    landlord,
                    outcome.stream,
                    by=str(by.pk),
                    at=at,
                    representative=_speaker_of(landlord, outcome.stream, told),
                ).pk
            stream, reference = (outcome.stream, outcome.reference) if outcome else (None, "")
            drafts.sent_as(row, stream, reference, link, "", at)
    if row.complaint is not None and row.files.exists():
        _, waiting = files.file_all(row, by, at)
        if waiting:
            enqueue("front_door_files", landlord=landlord.pk, due_at=at + _LATER, subject=str(row.pk))
        Draft.objects.filter(pk=row.pk).update(receipt=json.dumps({"waiting": len(waiting)}))
    return Sent(row)


def _contacted(draft: Draft, told: Answers, here: Doorway) -> Contacted:
    who, you, home, what, before, right = (
        told.get(each, {}) for each in ("who", "you", "home", "what", "before", "right")
    )
    speaks = who.get("whose") == "other"
    place = _home(here.landlord, home)
    survey = told.get("from", {}).get("survey", "")
    return Contacted(
        here.today,
        what.get("words", ""),
        e.Channel.ONLINE_FORM,
        e.Receiver.COMPLAINTS_TEAM,
        person=_person(here, you.get("name", ""), place),
        home=place,
        representative=who.get("your_name", "") if speaks else "",
        representative_kind=(who.get("speaker") or "other") if speaks else "",
        representative_reach=_reach(who) if speaks else "",
        telephone=you.get("telephone", ""),
        email=you.get("email", ""),
        since=before.get("since", ""),
        began_on=began_on(before.get("since", ""), here.today),
        spoken_to=_spoken_to(before),
        wanted=right.get("wanted", ""),
        dangers=tuple(Danger(each) for each in what.get("dangers", ())),
        needs=_needs(told.get("easier", {})),
        prefers=you.get("prefers", ""),
        unhappy=True if draft.kind == "complaint" else None,
        choice_offered=True if draft.kind == "complaint" else None,
        choice_taken=True if draft.kind == "complaint" else None,
        source=f"survey {survey}"[:200] if survey else "residents' pages",
    )


def _reach(who: dict[str, Any]) -> str:
    return ", ".join(each for each in (who.get("your_telephone"), who.get("your_email")) if each)[:200]


def _spoken_to(before: dict[str, Any]) -> str:
    if before.get("known") == "no":
        return "Nobody yet: they say that this is the first time."
    return str(before.get("spoken_to", ""))


def _needs(easier: dict[str, Any]) -> str:
    formats, language = easier.get("formats", ()), easier.get("language", "")
    said = [easier.get("needs", "")]
    said += [f"Would help: {', '.join(formats)}."] if formats else []
    said += [f"Language: {language}."] if language else []
    return "\n".join(each for each in said if each)


def _home(landlord: Landlord, home: dict[str, Any]) -> str:
    """The id of the home on file, else the address as it was told."""
    address, postcode = home.get("address", "").strip(), home.get("postcode", "").strip()
    written, found = postcode_in(f"{address}\n{postcode}" if postcode else address)
    if found:
        for each in of(Home, landlord).filter(postcode=found):
            if _even(each.address) == _even(written):
                return str(each.pk)
    return "\n".join(each for each in (written, found or postcode) if each)


def _even(address: str) -> str:
    return re.sub(r"\W+", " ", folded(address)).strip()


def _person(here: Doorway, name: str, place: str) -> str:
    """The id of the resident of that home with that very name, else the name as it was told."""
    home = key_of(place)
    if home is not None:
        for each in living_at(here.landlord, home, here.today):
            if folded(each.name) == folded(name):
                return str(each.pk)
    return name


def _remember(landlord: Landlord, complaint: Any, told: Answers, at: datetime) -> None:  # noqa: ANN401  an id
    """What they asked for in letters, kept with the resident so that the next letter has it."""
    row = Summary.objects.filter(landlord=landlord.pk, complaint=complaint).first()
    key = key_of(row.person) if row is not None else None
    resident = one(Resident, landlord, key) if key else None
    formats = told.get("easier", {}).get("formats", [])
    if resident is None or not formats:
        return
    kept = [each for each in resident.formats.split(",") if each]
    wanted = ",".join(dict.fromkeys([*kept, *(each for each in formats if each != "interpreter")]))[:200]
    change(
        resident,
        by="front door",
        at=at,
        why="They said so on the residents' pages.",
        formats=wanted,
        interpreter=resident.interpreter or "interpreter" in formats,
    )


def _speaker_of(landlord: Landlord, complaint: Any, told: Answers) -> str:  # noqa: ANN401  an id
    """The id of who speaks for the resident, as it stands on the complaint; "" where nobody does."""
    if told.get("who", {}).get("whose") != "other":
        return ""
    from putright.complaint.history import complaint_from
    from putright.records import store

    named = complaint_from(store.read(landlord.pk, complaint)).representatives
    return next(iter(named), "")
