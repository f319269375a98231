"""What a letter does to the record: the facts that are true once it has left, by its kind.

A fact that is on record already is not recorded a second time; the letter is then the paper of it. What the letter holds
goes into the fact's `parts`, so that what the Code asks of it is answered by the letter itself.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from putright.complaint import events as e
from putright.complaint.state import Complaint, StageRecord
from putright.letters import Kind

__all__ = ["Making", "facts_of", "of_use", "shapes_of", "with_parts"]


@dataclass(frozen=True, slots=True)
class Making:
    """What the facts of a letter are made of."""

    kind: Kind
    stage: int
    complaint: Complaint
    slots: Mapping[str, str]
    choices: Mapping[str, str]
    on: date
    by: str
    channel: e.Channel = e.Channel.NOT_KNOWN
    letter: str = ""
    told_on: date | None = None
    """The day that the letter names for the answer."""

    @property
    def record(self) -> StageRecord:
        """What happened at the stage so far."""
        return self.complaint.stages.get(self.stage) or StageRecord(self.stage)

    def text(self, slot: str) -> str:
        """What was written into a slot."""
        return self.slots.get(slot, "").strip()

    def day(self, name: str) -> date | None:
        """A day that was chosen."""
        found = self.choices.get(name, "")
        return date.fromisoformat(found) if found else None

    def yes(self, name: str) -> bool | None:
        """A yes or no that was chosen; None where neither was."""
        return {"yes": True, "no": False}.get(self.choices.get(name, ""))


def facts_of(making: Making) -> tuple[e.Event, ...]:
    """The facts of a letter beside that it was sent, none of them with `parts` yet."""
    make = _MADE.get(making.kind.name)
    return tuple(make(making)) if make is not None else ()


def with_parts(facts: tuple[e.Event, ...], parts: tuple[str, ...]) -> tuple[e.Event, ...]:
    """The same with what the letter holds."""
    return tuple(_held(fact, parts) for fact in facts)


def _held(fact: e.Event, parts: tuple[str, ...]) -> e.Event:
    if isinstance(fact, e.Acknowledged | e.ResponseIssued | e.Extended | e.NotAccepted | e.EscalationRefused):
        return replace(fact, parts=parts)
    return fact


def _acknowledged(making: Making) -> Iterator[e.Event]:
    if making.record.acknowledged is None:
        yield e.Acknowledged(
            making.on, making.stage, answer_due_told_on=making.told_on, channel=making.channel, by=making.by
        )


def _clarification(making: Making) -> Iterator[e.Event]:
    asked = making.record.clarification_asked
    question = making.text("question")
    if question and (asked is None or asked.question.strip() != question):
        yield e.ClarificationAsked(making.on, question, making.stage)


def _extended(making: Making) -> Iterator[e.Event]:
    new_due_on, said = making.day("new_due_on"), making.record.extensions
    if new_due_on is not None and not any(each.new_due_on == new_due_on for each in said):
        yield e.Extended(
            making.on,
            making.stage,
            new_due_on,
            making.text("reason_for_extension"),
            good_reason_beyond_limit=making.choices.get("beyond", ""),
            asked_by=e.Asker(making.choices.get("asked_by") or e.Asker.LANDLORD),
            agreed_by_resident=making.yes("agreed"),
            approved_by=making.by,
        )
    every = making.choices.get("every_days", "")
    agreed = making.record.updates_agreed
    if every.isdigit() and (not agreed or agreed[-1].every_days != int(every)):
        yield e.UpdatesAgreed(making.on, making.stage, int(every), how=making.channel)


def _update(making: Making) -> Iterator[e.Event]:
    yield e.UpdateGiven(making.on, making.stage, making.day("next_on"), making.text("progress"))


def _not_accepted(making: Making) -> Iterator[e.Event]:
    if making.complaint.refusal is None:
        yield e.NotAccepted(
            making.on,
            making.choices.get("ground", ""),
            making.text("reason_for_refusal"),
            making.choices.get("evidence", ""),
            circumstances_considered=True if making.text("circumstances") else None,
            discretion_considered=making.yes("discretion"),
        )


def _escalation_refused(making: Making) -> Iterator[e.Event]:
    if making.record.refused is None:
        yield e.EscalationRefused(
            making.on,
            making.stage,
            making.choices.get("ground", ""),
            making.text("reason_for_refusal"),
            circumstances_considered=True if making.text("circumstances") else None,
        )


def _response(making: Making) -> Iterator[e.Event]:
    decided_by = making.choices.get("decided_by") or making.record.decided_by or making.by
    yield e.ResponseIssued(making.on, making.stage, decided_by, document=making.letter)


def _early(making: Making) -> Iterator[e.Event]:
    if making.record.early_resolution is None and making.text("agreed"):
        yield e.EarlyResolutionAgreed(making.on, making.text("agreed"), making.stage)


def _told(making: Making) -> Iterator[e.Event]:
    promise = making.choices.get("promise", "")
    found = making.complaint.promises.get(promise)
    if found is not None and not found.resident_knows:
        yield e.ResidentTold(making.on, promise)


def _warned(making: Making) -> Iterator[e.Event]:
    if making.text("behaviour"):
        yield e.BehaviourWarned(making.on, making.text("behaviour"))


def _to_ombudsman(making: Making) -> Iterator[e.Event]:
    request = making.choices.get("request", "")
    asked = making.complaint.orders.get(request)
    if asked is not None and asked.met is None:
        yield e.OmbudsmanEvidenceSent(making.on, request)


_MADE: dict[str, Callable[[Making], Iterator[e.Event]]] = {
    "acknowledgement_1": _acknowledged,
    "acknowledgement_2": _acknowledged,
    "clarification": _clarification,
    "extension_1": _extended,
    "extension_2": _extended,
    "progress_update": _update,
    "not_accepted": _not_accepted,
    "escalation_refused": _escalation_refused,
    "response_1": _response,
    "response_2": _response,
    "response_3": _response,
    "early_resolution": _early,
    "promise_kept": _told,
    "restriction_warning": _warned,
    "ombudsman_cover": _to_ombudsman,
}

_SHAPES: dict[str, tuple[type[Any], ...]] = {
    "acknowledgement": (e.Acknowledged,),
    "clarification": (e.ClarificationAsked,),
    "extension": (e.Extended,),
    "progress": (e.UpdateGiven,),
    "not": (e.NotAccepted,),
    "escalation": (e.EscalationRefused,),
    "response": (e.ResponseIssued,),
    "early": (e.EarlyResolutionAgreed,),
    "promise": (e.ResidentTold,),
    "ombudsman": (e.OmbudsmanEvidenceSent,),
    "restriction": (e.BehaviourWarned,),
}


def shapes_of(kind: Kind) -> tuple[type[Any], ...]:
    """The kinds of facts that sending such a letter records: who may record them may send it."""
    return (e.LetterSent, *_SHAPES.get(kind.name.split("_", maxsplit=1)[0], ()))


def of_use(kind: Kind, complaint: Complaint) -> bool:
    """Whether a complaint has a use for such a letter as it stands."""
    record = complaint.stages.get(complaint.stage)
    if record is None or kind.stage not in (None, complaint.stage):
        return False
    if kind.name == "restriction_decision":
        return complaint.restriction is not None
    wanted = _WANTED.get(kind.name.split("_", maxsplit=1)[0])
    return wanted is None or wanted(complaint, record)


def _unanswered(c: Complaint, record: StageRecord) -> bool:
    return not record.responses and not c.over and not record.shut


_WANTED: dict[str, Callable[[Complaint, StageRecord], bool]] = {
    "acknowledgement": lambda c, record: _unanswered(c, record) and record.acknowledged is None,
    "clarification": _unanswered,
    "extension": _unanswered,
    "early": _unanswered,
    "progress": lambda c, _: not c.over,
    "response": lambda c, record: bool(c.points) and not c.over and not record.shut,
    "not": lambda c, record: not record.responses and (not c.over or c.refused),
    "escalation": lambda c, record: (
        record.requested is not None and record.acknowledged is None and not record.responses and not c.over
    ),
    "promise": lambda c, _: any(each.done is not None for each in c.promises.values()),
    "ombudsman": lambda c, _: bool(c.orders) or c.ombudsman_enquiry is not None,
    "representative": lambda c, _: any(
        not each.authorised and each.ended is None for each in c.representatives.values()
    ),
    "survey": lambda _, record: bool(record.responses),
}
"""By the first word of the kind's name. A kind that is not here, such as a warning, is of use at any time."""
