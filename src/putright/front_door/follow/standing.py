"""Where a complaint stands, in one sentence to the person it belongs to; the next date; and what is on its page."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from putright.complaint import events as e
from putright.complaint.state import Promise
from putright.front_door.expected import Expected, expected
from putright.front_door.follow.opened import Followed
from putright.front_door.saying import said
from putright.letters import kind_named
from putright.records.filing_models import Filing
from putright.records.projection import state_of

__all__ = [
    "LetterShown",
    "Message",
    "PromiseShown",
    "RemedyShown",
    "Standing",
    "letters",
    "messages",
    "promises",
    "remedies",
    "standing",
]


@dataclass(frozen=True, slots=True)
class Standing:
    """The first thing on the page."""

    sentence: str
    next: Expected | None
    late: bool
    extended: e.Extended | None
    """The last time we asked for more, where the answer is still to come."""
    can_go_further: bool
    to_the_ombudsman: bool
    """Whether our process is over, so that the Ombudsman can look into it."""


def standing(followed: Followed) -> Standing:
    """Where it stands today."""
    complaint, here = followed.complaint, followed.here
    record = complaint.stages.get(complaint.stage)
    ahead = [each for each in expected(here.landlord, complaint, here.today) if each.stage == complaint.stage]
    answered = record.response if record is not None else None
    next_ = None if answered is not None or complaint.over else next(iter(ahead), None)
    last = complaint.stage >= followed.last_stage
    over = state_of(complaint) in {"withdrawn", "refused"}
    return Standing(
        sentence=_sentence(followed, next_),
        next=next_,
        late=next_ is not None and next_.on < here.today,
        extended=record.extensions[-1] if record and record.extensions and answered is None else None,
        can_go_further=not over and not last and answered is not None,
        to_the_ombudsman=(answered is not None and last) or state_of(complaint) == "refused",
    )


def _sentence(followed: Followed, step: Expected | None) -> str:
    complaint = followed.complaint
    who = followed.handler
    record = complaint.stages.get(complaint.stage)
    match state_of(complaint):
        case "withdrawn":
            return said("You asked us to stop, and we did.")
        case "refused":
            return said(
                "We did not take this as a complaint. Our letter says why. You can ask the Ombudsman to look at that."
            )
        case "struck_out":
            return said("This was put into our list by mistake. Call us if you think that is wrong.")
        case _:
            pass
    if record is not None and record.response is not None:
        on = _day(record.response.on)
        if complaint.stage >= followed.last_stage:
            return said("We gave you our last answer{on}.", on=on)
        return said("We answered{on}. If you are not happy with it, you can take it further.", on=on)
    if complaint.closed is not None:
        return said("We closed this without an answer. Tell us if you still want one.")
    if step is not None and step.on < followed.here.today:
        return _late(step, who)
    if record is None or record.acknowledged is None:
        return said("We have your complaint. Next we write to you, to say what we understood.")
    return said("{who} is looking into it.", who=who) if who else said("We are looking into it.")


def _late(step: Expected, who: str) -> str:
    what = (
        said("We have not written to you by the date we should have. We are sorry.")
        if step.what == "acknowledge"
        else said("We have not answered your complaint by the date we gave. We are sorry.")
    )
    return said("{what} {who} has it.", what=what, who=who) if who else what


def _day(on: date | None) -> str:
    return f" on {on:%a} {on.day} {on:%B %Y}" if on else ""


class PromiseShown(NamedTuple):
    """A promise, and what became of it."""

    what: str
    due_on: date | None
    became: str
    """kept, dropped, late or open."""
    on: date | None
    why: str


def promises(followed: Followed) -> list[PromiseShown]:
    """Everything that was promised, what is open first."""
    found = [_promise(each, followed.here.today) for each in followed.complaint.promises.values()]
    return sorted(found, key=lambda each: (each.became in {"kept", "dropped"}, each.due_on or date.max))


def _promise(each: Promise, today: date) -> PromiseShown:
    what = each.made.what or said("Something we said we would do")
    if each.done is not None:
        return PromiseShown(what, each.due_on, "kept", each.done.on, "")
    if each.dropped is not None:
        return PromiseShown(what, each.due_on, "dropped", each.dropped.on, each.dropped.reason)
    late = each.due_on is not None and each.due_on < today
    moved = each.moved[-1].reason if each.moved else ""
    return PromiseShown(what, each.due_on, "late" if late else "open", None, moved)


class RemedyShown(NamedTuple):
    """Something we offered."""

    name: str
    what: str
    pence: int | None
    answer: str
    given_on: date | None


def remedies(followed: Followed) -> list[RemedyShown]:
    """Everything that was offered, and what they said to it."""
    return [
        RemedyShown(
            name,
            each.offered.what or each.offered.kind.value.replace("_", " ").capitalize(),
            each.offered.amount_pence,
            each.answered.answer.value if each.answered else "",
            each.delivered.on if each.delivered else None,
        )
        for name, each in followed.complaint.remedies.items()
    ]


class LetterShown(NamedTuple):
    """A letter of ours that they can read again."""

    document: str
    title: str
    on: date | None


def letters(followed: Followed) -> list[LetterShown]:
    """The letters to the resident whose bytes are on file, the newest first. One to anybody else is not theirs."""
    rows = Filing.objects.filter(landlord=followed.here.landlord.pk, complaint=followed.row.complaint, erased_at=None)
    filed = set(rows.values_list("document", flat=True))
    found = []
    for name, each in followed.complaint.letters.items():
        title = _title(each.sent.kind)
        if name in filed and title:
            found.append(LetterShown(name, title, each.sent.on))
    return sorted(found, key=lambda each: each.on or date.min, reverse=True)


def _title(kind: str) -> str:
    """What a kind of letter is called; "" for one that is not to the resident, or of a kind nobody knows."""
    try:
        known = kind_named(kind)
    except (KeyError, ValueError, LookupError):
        return ""
    return known.title if known.to == "resident" else ""


class Message(NamedTuple):
    """Something that was said, by them or by us."""

    ours: bool
    on: date | None
    words: str


_WRITTEN = frozenset(
    {e.Channel.EMAIL, e.Channel.ONLINE_FORM, e.Channel.PORTAL, e.Channel.TEXT_MESSAGE, e.Channel.LIVE_CHAT}
)
_THEIRS = frozenset({e.Correspondent.RESIDENT, e.Correspondent.REPRESENTATIVE})


def messages(followed: Followed) -> list[Message]:
    """What was written between us, the newest first. A note somebody here made of a call is not a message to them."""
    found = [
        Message(each.direction is e.Direction.OUT, each.on, each.what if each.channel in _WRITTEN else "")
        for each in followed.complaint.correspondence
        if each.with_whom in _THEIRS
    ]
    return [each for each in reversed(found) if each.words]
