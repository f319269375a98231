"""What each field of a template says for one complaint: one function for each name, all in one table."""

from collections.abc import Callable
from datetime import date
from functools import cache

from putright.blocks import Bullets, Numbered, blocks_from
from putright.complaint import events as e
from putright.complaint.state import Promise
from putright.letters import point_fields, ways_on
from putright.letters.fields import Shape, field_named
from putright.letters.matter import Matter, Value

__all__ = ["slot_text", "value_of"]

_A_WEEK = 7


def value_of(matter: Matter, name: str) -> Value:
    """What a field says. The name is one of `fields.all_fields`."""
    field = field_named(name)
    assert field is not None, name
    if field.shape is Shape.SLOT:
        text, _ = slot_text(matter, name)
        left_out = name in matter.written.slots and not text
        return Value(" ".join(text.split()), blocks_from(text), left_out=left_out)
    return _table()[name](matter)


def _said(words: str, lacks: str = "") -> Value:
    return Value(words, lacks="" if words else lacks)


def _yes(holds: bool) -> Value:  # noqa: FBT001  the one thing it says
    return Value("yes" if holds else "")


def _day(matter: Matter, on: date | None, lacks: str) -> Value:
    return Value(matter.say.day(on)) if on else Value(lacks=lacks)


def _fixed(name: str) -> Callable[[Matter], Value]:
    return lambda matter: Value(matter.say.say(f"fixed.{name}"))


@cache
def _table() -> dict[str, Callable[[Matter], Value]]:
    fixed = {name: _fixed(name) for name in ("complaint_goes_on", "not_done_right", "still_open", "appeal")}
    return {
        "landlord": lambda matter: _said(matter.landlord.name),
        "reference": lambda matter: _said(matter.setting.reference, "The complaint has no reference yet."),
        "received_on": lambda matter: _day(
            matter,
            matter.complaint.received_on,
            "The day it was received is not known: find it out, or take it out here.",
        ),
        "asked_on": _asked_on,
        "stage": lambda matter: _said(matter.say.say("letter.stage", number=matter.stage)),
        "next_stage": lambda matter: _said(matter.say.say("letter.stage", number=matter.stage + 1)),
        "answer_due": lambda matter: _day(
            matter,
            matter.answer_due.due_on if matter.answer_due else None,
            "The day for the answer cannot be worked out yet.",
        ),
        "new_date": _new_date,
        "old_date": _old_date,
        "updates": _updates,
        "next_update": _next_update,
        "outcome": point_fields.outcome,
        "handler": lambda matter: _said(matter.signer.name, "Nobody is named who handles it: assign a handler."),
        "resident": lambda matter: _said(matter.resident.name, "The resident's name is not known here: add it."),
        "representative": _representative,
        "ombudsman_name": lambda matter: _said(matter.ombudsman_name),
        "ombudsman_reference": _ombudsman_reference,
        "review_on": _review_on,
        "promised": _promised,
        "done_on": _done_on,
        "final_answer": lambda matter: _said(matter.say.say("fixed.final_answer") if matter.last_stage else ""),
        "points": point_fields.points,
        "responsibility": point_fields.responsibility,
        "decisions": point_fields.decisions,
        "remedies": point_fields.remedies,
        "actions": point_fields.actions,
        "how_to_go_on": ways_on.how_to_go_on,
        "ombudsman": ways_on.ombudsman,
        "ombudsman_on_refusal": ways_on.ombudsman_on_refusal,
        "regulator": ways_on.regulator,
        "reach": ways_on.reach,
        "adjustments": ways_on.adjustments,
        "ways_to_reply": ways_on.ways_to_reply,
        "authority_how": _authority_how,
        "survey_questions": lambda matter: Value(blocks=(Numbered(matter.say.group("survey")),)),
        "upheld": lambda matter: _yes(matter.upheld),
        "final": lambda matter: _yes(matter.last_stage),
        "one_point": lambda matter: _yes(len(matter.points) == 1),
        "represented": lambda matter: _yes(matter.representative is not None),
        "group": lambda matter: _yes(matter.complaint.group is not None),
        "customer": lambda matter: _yes(matter.customer),
        "early": lambda matter: _yes(matter.record.early_resolution is not None),
        "resident_asked": _resident_asked,
        **fixed,
    }


def _asked_on(matter: Matter) -> Value:
    asked = matter.record.requested
    return _day(matter, asked.on if asked else None, "The day the resident asked for this stage is not recorded.")


def _new_date(matter: Matter) -> Value:
    extended = matter.record.extensions[-1] if matter.record.extensions else None
    return _day(
        matter,
        extended.new_due_on if extended else None,
        "The new day for the answer is not recorded: record the extension.",
    )


def _old_date(matter: Matter) -> Value:
    """The day that stood before the last extension."""
    extensions = matter.record.extensions
    if len(extensions) > 1 and extensions[-2].new_due_on is not None:
        return Value(matter.say.day(extensions[-2].new_due_on))
    due = matter.answer_due
    return _day(matter, due.base_due_on if due else None, "The day that stood before cannot be worked out.")


def _resident_asked(matter: Matter) -> Value:
    extensions = matter.record.extensions
    return _yes(bool(extensions) and extensions[-1].asked_by is e.Asker.RESIDENT)


def _updates(matter: Matter) -> Value:
    agreed = matter.record.updates_agreed
    every = agreed[-1].every_days if agreed else None
    if every is None:
        return Value(lacks="How often the resident hears in the meantime is not agreed: ask them, and record it.")
    weeks, left = divmod(every, _A_WEEK)
    if every == _A_WEEK:
        return Value(matter.say.say("update.every_week"))
    if left == 0 and weeks:
        return Value(matter.say.say("update.every_weeks", count=weeks))
    return Value(matter.say.say("update.every_days", count=every))


def _next_update(matter: Matter) -> Value:
    given, agreed = matter.record.updates, matter.record.updates_agreed
    days = [*(each.next_on for each in agreed), *(each.next_on for each in given)]
    told = [on for on in days if on is not None and on >= matter.setting.on]
    if told:
        return Value(matter.say.day(max(told)))
    due = matter.answer_due
    if due is not None and due.due_on is not None and due.due_on >= matter.setting.on and not due.done:
        return Value(matter.say.day(due.due_on))
    return Value(lacks="The day of the next update is not recorded: agree it with the resident.")


def _representative(matter: Matter) -> Value:
    name = matter.representative[0] if matter.representative else matter.asked_to_represent
    return _said(matter.person(name).name if name else "", "Nobody is named who acts for the resident.")


def _authority_how(matter: Matter) -> Value:
    """The ways in which a resident can say that somebody acts for them."""
    name = _representative(matter).words
    if not name:
        return Value(lacks="Nobody is named who acts for the resident.")
    say = matter.say.say
    return Value(
        blocks=(Bullets((say("authority.call"), say("authority.message", name=name), say("authority.paper"))),)
    )


def _ombudsman_reference(matter: Matter) -> Value:
    enquiry, determination = matter.complaint.ombudsman_enquiry, matter.complaint.determination
    found = (enquiry.reference if enquiry else "") or (determination.reference if determination else "")
    return _said(found, "The Ombudsman's reference is not recorded: it stands on its letter.")


def _review_on(matter: Matter) -> Value:
    review, restriction = matter.complaint.restriction_review, matter.complaint.restriction
    on = (review.review_on if review else None) or (restriction.review_on if restriction else None)
    return _day(matter, on, "The restriction has no day on which it is looked at again: set one.")


def _kept(matter: Matter) -> Promise | None:
    promises = matter.complaint.promises
    if matter.written.promise:
        return promises.get(matter.written.promise)
    done = [each for each in promises.values() if each.done is not None]
    return done[-1] if done else None


def _promised(matter: Matter) -> Value:
    kept = _kept(matter)
    what = (kept.made.what or kept.made.promise) if kept else ""
    return _said(what.rstrip(".") + "." if what else "", "No promise is recorded as kept: record that it was done.")


def _done_on(matter: Matter) -> Value:
    kept = _kept(matter)
    return Value(matter.say.day(kept.done.on)) if kept and kept.done and kept.done.on else Value()


def slot_text(matter: Matter, name: str) -> tuple[str, bool]:
    """What stands in a slot, and whether it is from the record because nobody has written it for this letter."""
    if name in matter.written.slots:
        return matter.written.slots[name].strip(), False
    found = _from_record(matter, name).strip()
    return found, bool(found)


def _from_record(matter: Matter, name: str) -> str:
    """What the record already holds for a slot: a start, to be looked at."""
    complaint, record = matter.complaint, matter.record
    match name:
        case "reason_for_extension":
            return record.extensions[-1].reason if record.extensions else ""
        case "reason_for_refusal" if matter.kind.rulebook_letter == "escalation_refused":
            return record.refused.reason if record.refused else ""
        case "reason_for_refusal":
            return complaint.refusal.reason if complaint.refusal else ""
        case "question":
            return record.clarification_asked.question if record.clarification_asked else ""
        case "agreed":
            return record.early_resolution.what if record.early_resolution else ""
        case _:
            return _of_the_whole(matter, name)


def _of_the_whole(matter: Matter, name: str) -> str:
    """The same for slots that are about no one stage."""
    complaint = matter.complaint
    match name:
        case "progress":
            return matter.record.updates[-1].what if matter.record.updates else ""
        case "behaviour":
            told = complaint.restriction if matter.kind.name == "restriction_decision" else complaint.behaviour_warned
            return told.reason if told else ""
        case "learning":
            return "\n\n".join(each.what for each in complaint.learning if each.what and not each.nothing)
        case "what_was_done":
            kept = _kept(matter)
            return kept.done.evidence if kept and kept.done else ""
        case _:
            return ""
