"""How a complaint comes in, who gets it, and the letter that says so; and the ways of not taking it on."""

from datetime import date, timedelta

from putright.complaint import events as e
from putright.demo.stories.telling import MANAGER, OFFICER, Telling
from putright.demo.wording import general, people, town_of

_WAYS = (
    (e.Channel.TELEPHONE, e.Receiver.COMPLAINTS_TEAM, 28),
    (e.Channel.EMAIL, e.Receiver.COMPLAINTS_TEAM, 27),
    (e.Channel.ONLINE_FORM, e.Receiver.COMPLAINTS_TEAM, 16),
    (e.Channel.PORTAL, e.Receiver.COMPLAINTS_TEAM, 9),
    (e.Channel.LETTER, e.Receiver.COMPLAINTS_TEAM, 6),
    (e.Channel.IN_PERSON, e.Receiver.STAFF, 6),
    (e.Channel.IN_PERSON, e.Receiver.CONTRACTOR, 3),
    (e.Channel.SOCIAL_MEDIA, e.Receiver.STAFF, 3),
    (e.Channel.LETTER, e.Receiver.COUNCILLOR_OR_MP, 2),
)
_BY_DAY_ONLY = {e.Channel.TELEPHONE: e.Channel.EMAIL, e.Channel.IN_PERSON: e.Channel.ONLINE_FORM, e.Channel.LETTER: e.Channel.ONLINE_FORM}  # fmt: skip
"""At a weekend nobody is at the desk: what would have been a call comes another way."""
_OVERDUE = "It is late already: two of us were away. The letter says sorry for it."
_LANES = {"hazard": e.Lane.HAZARD, "building_safety": e.Lane.BUILDING_SAFETY}


def opening(t: Telling) -> str:
    """What the resident wrote, in their words."""
    text = t.say(t.one_of(t.theme.openings))
    if t.likely(0.45):
        text += " " + t.some("tails")
    if t.likely(0.2):
        text += f"\n\n{t.one_of(('Regards', 'Yours', 'Thank you', 'Kind regards'))}, {t.place.resident.name}"
    return text


def receive(t: Telling, *first: e.Event, complainant: e.Complainant = e.Complainant.RESIDENT) -> None:
    """The day it arrived, who heard it, who has it now."""
    channel, receiver, _ = t.chance.choices(_WAYS, [weight for *_, weight in _WAYS])[0]
    if not t.world.calendar.is_working_day(t.received):
        channel, receiver = _BY_DAY_ONLY.get(channel, channel), e.Receiver.COMPLAINTS_TEAM
    day = t.day(t.received if receiver is e.Receiver.COMPLAINTS_TEAM else t.add(t.received, 1))
    received = e.ComplaintReceived(
        t.received,
        channel=channel,
        received_by=receiver,
        complainant=complainant,
        person=t.place.resident.id,
        home=t.place.id,
        tenure=t.place.tenure,
        higher_risk_building=True if t.place.tall else None,
        in_their_words=opening(t),
        original_kept=True,
    )
    passed = () if receiver is e.Receiver.COMPLAINTS_TEAM else (e.PassedToComplaintsTeam(day),)
    heard = () if channel is not e.Channel.TELEPHONE else (e.ChoiceToComplainOffered(t.received, taken=True),)
    began = t.received - timedelta(days=t.chance.randint(12, 200))
    dated = (e.MatterDated(day, began_on=began),) if t.likely(0.6) else ()
    t.do(day, OFFICER, received, *passed, *heard, *dated, *first, e.HandlerAssigned(day, t.who(t.handler)))


def points(t: Telling) -> tuple[e.Point, ...]:
    """The points of the definition."""
    return tuple(
        e.Point(str(number), t.say(each.text), e.Responsibility.OURS) for number, each in enumerate(t.matters, start=1)
    )


def letter_parts(t: Telling, kind: str, *, but: str = "") -> tuple[str, ...]:
    """The parts that the edition wants in a letter, less one where the story leaves it out."""
    letter = t.edition.letter(kind)
    assert letter is not None
    return tuple(part.name for part in letter.parts if part.name != but)


def acknowledge(t: Telling, *, late_by: int = 0, early: bool = False) -> None:
    """Triage, the definition and the acknowledgement; so many working days late."""
    rule = t.edition.stage(1)
    assert rule is not None
    assert rule.acknowledge is not None
    limit = rule.acknowledge.working_days
    after = limit + late_by if late_by else t.one_of((0, 1, 1, 2, 2, 3, 3, 4, limit))
    day = t.day(t.add(t.received, after))
    risk = e.Level.HIGH if t.theme.lane != "ordinary" else t.one_of((e.Level.LOW, e.Level.LOW, e.Level.MEDIUM))
    triaged = e.Triaged(
        day,
        complexity=t.one_of(tuple(e.Level)),
        risk=risk,
        vulnerable=t.likely(0.3),
        answer_early=early,
        lane=_LANES.get(t.theme.lane, e.Lane.ORDINARY),
        why=t.some("triage"),
    )
    t.acknowledged[1] = day
    definition = e.DefinitionSet(day, points(t), t.say(t.one_of(t.theme.outcomes)))
    letter = e.Acknowledged(
        day,
        parts=letter_parts(t, "acknowledgement_1"),
        answer_due_told_on=t.due(1),
        channel=t.one_of((e.Channel.EMAIL, e.Channel.EMAIL, e.Channel.LETTER)),
        by=t.who(t.handler),
    )
    logged = e.ComplaintLogged(t.steps[0].at.date())
    overdue = day > t.add(t.received, limit)
    t.do(day, t.handler, logged, triaged, _sorted(t, day), definition, letter, reason=_OVERDUE if overdue else "")


def _sorted(t: Telling, day: date) -> e.Categorised:
    """What it is about, where, and whose work it concerns."""
    held = people()
    contractor = held["contractor"]["name"] if t.theme.team == "contractor" else ""
    return e.Categorised(day, t.theme.name, town_of(t.place.street), held["teams"][t.theme.team], contractor)


def clarify(t: Telling) -> None:
    """Something was unclear: asked and answered before the definition."""
    day = t.day(t.received)
    t.do(day, t.handler, e.ClarificationAsked(day, t.some("clarify_questions")))
    day = t.day(t.add(day, 1))
    t.do(day, t.handler, e.ClarificationReceived(day, t.some("clarify_answers")))


def adjust(t: Telling, *, review: timedelta) -> None:
    """A reasonable adjustment is agreed, and stands in the register too."""
    name, what = t.one_of(general()["adjustments"])
    day = t.day(t.received)
    t.do(day, t.handler, e.AdjustmentAgreed(day, what, day + review, name))
    t.beside.append(("adjustment", {"what": what, "asked_on": t.received, "agreed_on": day, "review_on": day + review}))


def represent(t: Telling, *, at_once: bool) -> None:
    """Somebody speaks for the resident; the authority comes with the complaint, or days later."""
    who = t.one_of(t.world.cast.representatives)
    day = t.day(t.received)
    matters = "This complaint and what comes of it."
    t.do(day, t.handler, e.RepresentativeNamed(day, who, authority_given=at_once, scope=matters))
    given: date | None = t.received if at_once else t.add(t.received, t.chance.randint(2, 6))
    if not at_once:
        later = t.day(t.add(t.received, t.chance.randint(2, 6)))
        t.do(later, t.handler, e.RepresentativeAuthorised(later, who, matters))
        given = later
    t.beside.append(
        ("authority", {"representative": who, "asked_on": t.received, "given_on": given, "matters": matters})
    )


def not_accept(t: Telling, ground: str, *, why: str, evidence: str, reason: str = "", began: int = 0) -> date:
    """It is not taken on, for this ground; `began` is how many days ago the matter began."""
    day = t.day(t.add(t.received, t.chance.randint(1, 4)))
    dated = (e.MatterDated(day, t.received - timedelta(days=began)),) if began else ()
    refused = e.NotAccepted(
        day,
        ground,
        why,
        evidence,
        circumstances_considered=True,
        discretion_considered=True if began else None,
        parts=letter_parts(t, "not_accepted"),
    )
    t.do(day, MANAGER, *dated, refused, reason=reason)
    return day
