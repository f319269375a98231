"""The fields that go point by point: the complaint as understood, whose it is to answer, decisions, remedies, promises."""

from collections.abc import Iterator

from putright.blocks import Block, Bullets, Heading, Numbered, Paragraph, Span, Table, blocks_from, text_of
from putright.complaint import events as e
from putright.complaint.state import Promise, Remedy
from putright.letters.matter import Matter, Value

__all__ = ["actions", "decisions", "outcome", "points", "remedies", "responsibility"]

_NOT_SET = "The complaint definition has not been set at this stage: set it, point by point."


def points(matter: Matter) -> Value:
    """The complaint as the landlord understands it."""
    texts = [point.text for point in matter.points]
    if not texts:
        return Value(lacks=_NOT_SET)
    if not all(texts):
        return Value(lacks="A point of the definition has no words: write what the resident complains about.")
    if len(texts) == 1:
        return Value(blocks=blocks_from(_sentence(texts[0])))
    lead = matter.say.say("points.lead", count=len(texts))
    return Value(blocks=(Paragraph(lead), Numbered(tuple(_one_line(_sentence(text)) for text in texts))))


def outcome(matter: Matter) -> Value:
    """What the resident wants to happen."""
    wanted = matter.definition.outcomes_sought if matter.definition else ""
    if not wanted:
        return Value(
            lacks="The outcome that the resident wants is not recorded: ask them, and add it to the definition."
        )
    return Value(_sentence(_one_line(wanted)))


def responsibility(matter: Matter) -> Value:
    """Which points are the landlord's to answer (5.7)."""
    say = matter.say.say
    if not matter.points:
        return Value(lacks=_NOT_SET)
    if any(point.responsible is None for point in matter.points):
        return Value(lacks="Nothing says of every point whether it is ours to answer: add it to the definition.")
    if all(point.responsible is e.Responsibility.OURS for point in matter.points):
        return Value(blocks=(Paragraph(say("points.ours" if len(matter.points) == 1 else "points.all_ours")),))
    if len(matter.points) == 1:
        return Value(blocks=(Paragraph(_whose(matter, matter.points[0], "", 1)),))
    lines = tuple(_whose(matter, point, "point_", number) for number, point in enumerate(matter.points, start=1))
    return Value(blocks=(Bullets(lines),))


def _whose(matter: Matter, point: e.Point, prefix: str, number: int) -> str:
    say = matter.say.say
    match point.responsible:
        case e.Responsibility.OURS:
            return say(f"points.{prefix}ours", number=number)
        case e.Responsibility.NOT_OURS if point.who:
            return say(f"points.{prefix}not_ours", number=number, who=point.who)
        case e.Responsibility.NOT_OURS:
            return say(f"points.{prefix}not_ours_unknown", number=number)
        case _:
            return say(f"points.{prefix}unclear", number=number)


def decisions(matter: Matter) -> Value:
    """Each point with its decision and the reasons for it (6.7, 6.18)."""
    if not matter.points:
        return Value(lacks=_NOT_SET)
    found: list[Block] = []
    undecided, unreasoned = [], []
    for number, point in enumerate(matter.points, start=1):
        decided = matter.record.decisions.get(point.id)
        if len(matter.points) > 1:
            text = matter.say.say("points.point_heading", number=number, text=_short(point.text))
            found.append(Heading(text, level=3))
        if decided is None:
            undecided.append(str(number))
            continue
        if not decided.reasons:
            unreasoned.append(str(number))
        found += _decision(matter, decided)
    carries = frozenset(
        name for name, lacking in (("decision", undecided), ("reasons", [*undecided, *unreasoned])) if not lacking
    )
    lacks = " ".join(_lacking(undecided, "decision", "decide it") + _lacking(unreasoned, "reasons", "write them"))
    return Value(blocks=tuple(found), carries=carries, lacks=lacks)


def _lacking(numbers: list[str], what: str, do: str) -> list[str]:
    if not numbers:
        return []
    many = len(numbers) > 1
    verb = "have" if many else "has"
    return [f"Point{'s' * many} {', '.join(numbers)} {verb} no {what} recorded: {do}."]


def _decision(matter: Matter, decided: e.PointDecided) -> Iterator[Block]:
    """The decision and the first of its reasons in one paragraph, so that no page ends between them."""
    say = matter.say.say
    verdict = Span(say(f"decision.{decided.decision.value}"), strong=True)
    if not decided.reasons:
        yield Paragraph((verdict,))
    else:
        first, *more = blocks_from(say("decision.reasons", reasons=_sentence(decided.reasons)))
        yield Paragraph((verdict, Span(f" {text_of([first])}")))
        yield from more
    if decided.referring_to:
        yield Paragraph(say("decision.referring_to", what=decided.referring_to.rstrip(".")))


def remedies(matter: Matter) -> Value:
    """What is offered to put things right; said also where there is nothing."""
    offered = [each for each in matter.complaint.remedies.values() if each.offered.stage == matter.stage]
    if not offered:
        if matter.written.slots.get("remedy"):
            return Value(blocks=blocks_from(matter.written.slots["remedy"]))
        promised = any(each.made.stage == matter.stage for each in matter.complaint.promises.values())
        if matter.upheld and not promised:
            return Value(lacks="A point is upheld and nothing is offered to put it right: record what you offer.")
        if matter.upheld:
            return Value(blocks=(Paragraph(matter.say.say("remedy.promises")),))
        return Value(blocks=(Paragraph(matter.say.say("remedy.none")),))
    lines = tuple(_remedy(matter, each) for each in offered)
    return Value(blocks=(Paragraph(matter.say.say("remedy.lead")), Bullets(lines)))


def _remedy(matter: Matter, remedy: Remedy) -> str:
    say, offered = matter.say.say, remedy.offered
    what = _one_line(offered.what).rstrip(".")
    match offered.kind:
        case e.RemedyKind.MONEY if offered.amount_pence is not None:
            line = _money(matter, pounds(offered.amount_pence), what)
        case e.RemedyKind.APOLOGY:
            line = _apology(matter, what)
        case _:
            line = what or say(f"remedy.{offered.kind.value}")
    if offered.due_on is not None:
        line = say("remedy.due", what=line, date=matter.say.day(offered.due_on))
    return _sentence(line)


def _apology(matter: Matter, what: str) -> str:
    """An apology as one of the things offered."""
    if "apolog" in what.lower():  # it says itself what it is
        return what
    if not what:
        return matter.say.say("remedy.apology_bare")
    return matter.say.say("remedy.apology_for" if what.lower().startswith("for ") else "remedy.apology", what=what)


def _money(matter: Matter, amount: str, what: str) -> str:
    """A sum and what it is for."""
    if not what:
        return matter.say.say("remedy.money", amount=amount)
    if f"£{amount}" in what:  # said already, and twice would read as two payments
        return what
    phrase = "remedy.money_for" if what.lower().startswith("for ") else "remedy.money_with"
    return matter.say.say(phrase, amount=amount, what=what)


def pounds(pence: int) -> str:
    """An amount as people write it: "250" or "1,250.50"."""
    whole, part = divmod(pence, 100)
    return f"{whole:,}.{part:02}" if part else f"{whole:,}"


def actions(matter: Matter) -> Value:
    """What is still to be done, by whom and by when; said also where nothing is."""
    say = matter.say.say
    rows = [_promise(matter, each) for each in matter.complaint.promises.values() if each.open]
    rows += [
        _owed(matter, each)
        for each in matter.complaint.remedies.values()
        if each.delivered is None and each.offered.due_on is not None and _still_stands(each)
    ]
    if not rows:
        return Value(blocks=(Paragraph(say("action.none")),))
    undated = any(promise.open and promise.due_on is None for promise in matter.complaint.promises.values())
    head = (say("action.what"), say("action.who"), say("action.when"))
    lacks = "A promise has no day: agree one with whoever does it." if undated else ""
    return Value(
        blocks=(Paragraph(say("action.lead")), Table(head, tuple(rows))),
        carries=frozenset() if undated else None,
        lacks=lacks,
    )


def _still_stands(remedy: Remedy) -> bool:
    return remedy.answered is None or remedy.answered.answer is not e.RemedyAnswer.DECLINED


def _promise(matter: Matter, promise: Promise) -> tuple[str, str, str]:
    owner = matter.person(promise.made.owner).name or matter.landlord.name
    when = matter.say.day(promise.due_on) if promise.due_on else matter.say.say("action.no_date")
    return _capital(_one_line(promise.made.what or promise.made.promise)), _capital(owner), when


def _owed(matter: Matter, remedy: Remedy) -> tuple[str, str, str]:
    offered = remedy.offered
    assert offered.due_on is not None
    what = _one_line(offered.what) or matter.say.say(f"remedy.{offered.kind.value}")
    if offered.kind is e.RemedyKind.MONEY and offered.amount_pence is not None:
        what = matter.say.say("remedy.pay", amount=pounds(offered.amount_pence))
    return _capital(what), matter.landlord.name, matter.say.day(offered.due_on)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _sentence(text: str) -> str:
    """With a capital at the front and a stop at the end, which notes in a record often lack."""
    text = _capital(text.strip())
    return text if not text or text[-1] in ".!?:\u2026\u201d\"'" else f"{text}."


_SHORT = 90


def _short(text: str) -> str:
    """A point as a heading: its first sentence, cut between words where that is too long."""
    text = _one_line(text)
    if len(text) <= _SHORT:
        return _capital(text.rstrip("."))
    return _capital(text[:_SHORT].rsplit(" ", 1)[0]) + "\u2026"
