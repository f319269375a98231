"""The fields that show the ways on: the next stage, the Ombudsman, the regulator, and the people to talk to.

Every number is the edition's or the policy's, and every address is a dated contact of the rulebook.
"""

from collections.abc import Iterable

from putright.blocks import Block, Bullets, KeyFacts, Paragraph
from putright.letters.matter import Matter, Value
from putright.rulebook import Anchor, Contact, StageRule, contacts

__all__ = ["adjustments", "how_to_go_on", "ombudsman", "ombudsman_on_refusal", "reach", "regulator", "ways_to_reply"]


def how_to_go_on(matter: Matter) -> Value:
    """How to ask for the next stage; that no reason is needed, and how long it takes."""
    say = matter.say.say
    blocks: list[Block] = []
    if matter.kind.name == "early_resolution":
        blocks.append(Paragraph(say("go_on.settled")))
        return Value(blocks=(*blocks, *_ways(matter)), carries=frozenset({"right_to_go_on"}))
    following = matter.edition.stage(matter.stage + 1)
    if following is None or matter.last_stage:
        return Value()
    ask = say("go_on.ask", next_stage=say("letter.stage", number=following.number))
    who = f" {say('go_on.who')}" if following.other_person_provision else ""
    times = _times(matter, following)
    blocks += [Paragraph(ask + who), Paragraph(times)]
    ways = _ways(matter)
    if ways:
        blocks.append(Paragraph(say("go_on.how")))
    return Value(blocks=(*blocks, *ways))


def _times(matter: Matter, following: StageRule) -> str:
    """How long the next stage takes: the edition's limits, or the policy's own where they are stricter."""
    own = matter.setting.terms.stages if matter.setting.terms else ()
    rules = [following, *(rule for rule in own if rule.number == following.number)]
    respond = min((rule.respond for rule in rules), key=lambda limit: limit.working_days)
    acknowledge = [rule.acknowledge.working_days for rule in rules if rule.acknowledge is not None]
    if not acknowledge:
        return matter.say.say("go_on.times_without", respond=respond.working_days)
    after = respond.counted_from[0] is Anchor.ACKNOWLEDGED
    phrase = "go_on.times" if after else "go_on.times_from_asking"
    return matter.say.say(phrase, acknowledge=min(acknowledge), respond=respond.working_days)


def _ways(matter: Matter) -> tuple[Block, ...]:
    """How to reach the landlord by every way its settings name."""
    facts, say = matter.landlord, matter.say.say
    named = (("telephone", facts.telephone), ("email", facts.email), ("web", facts.web), ("post", facts.post))
    lines = tuple(say(f"reply.{kind}", value=value) for kind, value in named if value)
    return (Bullets(lines),) if lines else ()


def ways_to_reply(matter: Matter) -> Value:
    """How to write or talk to the landlord."""
    ways = _ways(matter)
    if not ways:
        return Value(lacks="The landlord's telephone, e-mail and address are not in its settings: add them.")
    return Value(blocks=ways)


def reach(matter: Matter) -> Value:
    """The person who handles it, with a telephone number and an e-mail address; the landlord's own where they have none."""
    say, person = matter.say.say, matter.signer
    if not person.name:
        return Value(lacks="Nobody is named who handles it: assign a handler, or say who signs.")
    role = f", {person.role}" if person.role else ""
    facts = [(say("role.handler"), f"{person.name}{role}")]
    telephone, email = person.telephone or matter.landlord.telephone, person.email or matter.landlord.email
    facts += [(say(f"role.{kind}"), value) for kind, value in (("telephone", telephone), ("email", email)) if value]
    if len(facts) == 1:  # a name and no way to reach it: worth a note, and no gap in the letter
        return Value(blocks=(KeyFacts(tuple(facts)),), carries=frozenset())
    return Value(blocks=(KeyFacts(tuple(facts)),))


def adjustments(matter: Matter) -> Value:
    """What was agreed to make writing and talking easier, and the offer of more."""
    say = matter.say.say
    agreed = {each.name or each.adjustment: each.adjustment for each in matter.complaint.adjustments}
    lines = tuple(text for text in agreed.values() if text)
    blocks: tuple[Block, ...] = (Paragraph(say("adjust.agreed")), Bullets(lines)) if lines else ()
    return Value(blocks=(*blocks, Paragraph(say("adjust.ask"))))


def ombudsman(matter: Matter) -> Value:
    """The Ombudsman's contacts of the day; after a final answer that it can look into it, before that that it can advise.

    Somebody who has no home from the landlord is told that the Ombudsman may not be able to look at theirs.
    """
    say, name = matter.say.say, matter.ombudsman_name
    if not matter.ombudsman_contacts:
        return Value(lacks=f"No current contact of the {name} is known: check the list of contacts.")
    blocks: list[Block] = []
    if matter.kind.rulebook_letter not in ("not_accepted", "escalation_refused"):
        blocks.append(Paragraph(_lead(matter)))
    blocks.append(_facts(matter, matter.ombudsman_contacts))
    closed = [each for each in contacts(matter.body, on=matter.setting.on) if not each.new_cases]
    if any(each.kind == "email" for each in closed):
        blocks.append(Paragraph(say("ombudsman.no_email")))
    return Value(blocks=tuple(blocks))


def _lead(matter: Matter) -> str:
    name = matter.ombudsman_name
    if not matter.customer:
        return matter.say.say("ombudsman.not_customer", name=name)
    final = matter.kind.answers and matter.last_stage
    return matter.say.say("ombudsman.after" if final else "ombudsman.any_time", name=name)


def ombudsman_on_refusal(matter: Matter) -> Value:
    """That a refusal may be taken to the Ombudsman (2.4); to somebody without a home from the landlord, not a promise."""
    name = matter.ombudsman_name
    if not matter.customer:
        return Value(blocks=(Paragraph(matter.say.say("ombudsman.refusal_not_customer", name=name)),))
    which = "refusal_escalation" if matter.kind.rulebook_letter == "escalation_refused" else "refusal"
    return Value(blocks=(Paragraph(matter.say.say(f"ombudsman.{which}", name=name)),))


def regulator(matter: Matter) -> Value:
    """The Building Safety Regulator, only after the landlord's last answer and only where the building's safety is in it."""
    if not (matter.building_safety and matter.kind.answers and matter.last_stage):
        return Value()
    name = matter.say.say("regulator.name")
    known = contacts("building_safety_regulator", on=matter.setting.on)
    return Value(blocks=(Paragraph(matter.say.say("regulator.lead", name=name)), _facts(matter, known)))


def _facts(matter: Matter, known: Iterable[Contact]) -> KeyFacts:
    """A name for each way, and its value."""
    return KeyFacts(tuple((matter.say.say(f"role.{each.kind}"), each.value) for each in known))
