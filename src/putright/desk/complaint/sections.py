"""The parts of the page below the next step: points, promises, remedies, letters, people, documents."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from putright.complaint import events as e
from putright.complaint.state import Promise, StageRecord
from putright.desk.opened import Opened
from putright.records.filing_models import Filing

__all__ = [
    "Document",
    "Message",
    "Part",
    "Pledge",
    "PointRow",
    "documents",
    "messages",
    "part_in_it",
    "pledges",
    "points",
]


@dataclass(frozen=True, slots=True)
class PointRow:
    """One point of the definition, with what became of it at each stage."""

    id: str
    text: str
    responsible: str
    """ours, not_ours, unclear, or empty where nobody has said."""
    who: str
    decisions: list[tuple[int, str, str, str, str]]
    """Stage, decision, reasons, what it refers to, who decided."""
    remedies: list[tuple[str, int | None, date | None, str]]
    """What, pence, by when, how it stands."""
    escalated: bool


@dataclass(frozen=True, slots=True)
class Pledge:
    """One promise."""

    id: str
    what: str
    owner: str
    due_on: date | None
    first_due_on: date | None
    """The day that was given at first, where it has moved since."""
    state: str
    """open, late, kept, kept late, or given up."""
    done_on: date | None
    told: bool
    last: str
    """The last that is known of it."""


@dataclass(frozen=True, slots=True)
class Message:
    """A letter, message or call."""

    on: date | None
    what: str
    way: str
    """in or out."""
    state: str
    document: str
    letter: bool = False
    """Whether it is a letter of ours, whose bytes are on file."""


@dataclass(frozen=True, slots=True)
class Part:
    """Somebody who has a part in it."""

    name: str
    part: str


@dataclass(frozen=True, slots=True)
class Document:
    """A document on file."""

    document: str
    name: str
    what: str
    media_type: str
    size: int
    on: date
    erased: bool


def points(opened: Opened) -> list[PointRow]:
    """Every point of the complaint as defined, in order."""
    complaint = opened.complaint
    further = {each for record in complaint.stages.values() if record.requested for each in record.requested.points}
    return [
        PointRow(
            id=point.id,
            text=opened.named(point.text) or point.id,
            responsible=point.responsible.value if point.responsible else "",
            who=opened.named(point.who),
            decisions=list(_decisions(opened, point.id)),
            remedies=list(_remedies(opened, point.id)),
            escalated=point.id in further,
        )
        for point in complaint.points.values()
    ]


def _decisions(opened: Opened, point: str) -> Iterator[tuple[int, str, str, str, str]]:
    for number, record in sorted(opened.complaint.stages.items()):
        each = record.decisions.get(point)
        if each is not None:
            said = each.decision.value.replace("_", " ")
            yield number, said, opened.named(each.reasons), each.referring_to, opened.named(each.by)


def _remedies(opened: Opened, point: str) -> Iterator[tuple[str, int | None, date | None, str]]:
    for remedy in opened.complaint.remedies.values():
        offered = remedy.offered
        if point not in offered.points:
            continue
        what = offered.what or offered.kind.value.replace("_", " ")
        if remedy.delivered is not None:
            state = "given"
        elif remedy.answered is not None:
            state = remedy.answered.answer.value.replace("_", " ")
        else:
            state = "offered"
        yield opened.named(what), offered.amount_pence, offered.due_on, state


def pledges(opened: Opened) -> list[Pledge]:
    """Every promise: what is still to be done first, by its day."""
    rows = [_pledge(opened, name, each) for name, each in opened.complaint.promises.items()]
    return sorted(rows, key=lambda row: (row.state not in {"open", "late"}, row.due_on or date.max))


def _pledge(opened: Opened, name: str, promise: Promise) -> Pledge:
    made, due = promise.made, promise.due_on
    if promise.dropped is not None:
        state = "given up"
    elif promise.done is not None:
        late = due is not None and promise.done.on is not None and promise.done.on > due
        state = "kept late" if late else "kept"
    else:
        state = "late" if due is not None and due < opened.who.today else "open"
    return Pledge(
        id=name,
        what=opened.named(made.what) or name,
        owner=opened.named(made.owner),
        due_on=due,
        first_due_on=made.due_on if made.due_on != due else None,
        state=state,
        done_on=promise.done.on if promise.done else None,
        told=promise.resident_knows,
        last=opened.named(promise.progress[-1].note) if promise.progress else "",
    )


def messages(opened: Opened) -> list[Message]:
    """Letters and messages both ways, the latest first."""
    found = [*_letters(opened), *_correspondence(opened)]
    return sorted(found, key=lambda each: each.on or date.min, reverse=True)


def _letters(opened: Opened) -> Iterator[Message]:
    for letter in opened.complaint.letters.values():
        sent = letter.sent
        state = "came back" if letter.returned else "arrived" if letter.delivered else "sent"
        what = f"{sent.kind.replace('_', ' ')}, by {_channel(sent.channel)}"
        yield Message(sent.on, what[:1].upper() + what[1:], "out", state, sent.letter, letter=bool(sent.digest))


def _correspondence(opened: Opened) -> Iterator[Message]:
    for each in opened.complaint.correspondence:
        who = each.with_whom.value.replace("_", " ")
        way = "From" if each.direction is e.Direction.IN else "To"
        how = "" if each.channel is e.Channel.NOT_KNOWN else f", by {_channel(each.channel)}"
        what = f": {opened.named(each.what)}" if each.what else ""
        yield Message(each.on, f"{way} the {who}{how}{what}", each.direction.value, "", each.document)


def _channel(channel: e.Channel) -> str:
    return "e-mail" if channel is e.Channel.EMAIL else channel.value.replace("_", " ")


def part_in_it(opened: Opened) -> list[Part]:
    """The landlord's people who have a part in it, each once, with every part they have."""
    complaint = opened.complaint
    found: list[Part] = []
    for number, record in sorted(complaint.stages.items()):
        found += [Part(opened.named(each), what) for each, what in _at_stage(number, record) if each]
    for contribution in complaint.contributions.values():
        found.append(Part(opened.named(contribution.asked.team), "was asked to contribute"))
    for person, declared in complaint.conflicts.items():
        settled = ", dealt with" if person in complaint.conflicts_settled else ", not dealt with yet"
        said = f": {opened.named(declared.nature)}" if declared.nature else ""
        found.append(Part(opened.named(person), f"declared a conflict of interest{settled}{said}"))
    parts: dict[str, list[str]] = {}
    for each in dict.fromkeys(found):
        parts.setdefault(each.name, []).append(each.part)
    return [Part(name, "; ".join(said)) for name, said in parts.items()]


def _at_stage(number: int, record: StageRecord) -> Iterator[tuple[str, str]]:
    for position, each in enumerate(record.handlers, start=1):
        now = position == len(record.handlers)
        yield each.person, f"handles stage {number}" if now else f"handled stage {number} before"
    if record.approval is not None:
        yield record.approval.by, f"approved the stage {number} answer"
    if record.response is not None:
        yield record.response.decided_by, f"decided stage {number}"


def documents(opened: Opened) -> list[Document]:
    """Every document on file, the latest first, with what the record says of it."""
    said = {each.document: each.what for each in opened.complaint.evidence}
    rows = Filing.objects.filter(landlord=opened.who.landlord.pk, complaint=opened.row.complaint).order_by("-filed_at")
    return [
        Document(
            document=each.document,
            name=each.name or each.document,
            what=opened.named(said.get(each.document, "")),
            media_type=each.media_type,
            size=each.size,
            on=each.filed_at.date(),
            erased=each.erased_at is not None,
        )
        for each in rows
        if each.number <= opened.number
    ]
