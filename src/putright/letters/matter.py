"""Everything that the fields of one letter are worked out from, gathered once."""

from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from putright.blocks import Block
from putright.complaint import events as e
from putright.complaint.assess import Assessment
from putright.complaint.deadlines import Deadline, deadlines
from putright.complaint.state import Complaint, Representative, StageRecord
from putright.letters.facts import LandlordFacts, Person, Setting, Written
from putright.letters.kinds import Kind
from putright.letters.phrases import Phrases
from putright.rulebook import Contact, Rulebook, contacts

__all__ = ["Matter", "Value"]

_OMBUDSMAN = {"housing-ombudsman": "housing_ombudsman", "lgsco": "lgsco"}


@dataclass(frozen=True, slots=True)
class Value:
    """What a field gives: words or blocks, the parts it carries as it is, and what is lacking."""

    words: str = ""
    blocks: tuple[Block, ...] = ()
    carries: frozenset[str] | None = None
    """None where it carries, filled, all that its field can carry."""
    lacks: str = ""
    """A sentence: what the complaint does not hold and this field needs."""

    left_out: bool = False
    """Whether somebody chose to leave it empty, so that no gap is shown."""

    @property
    def filled(self) -> bool:
        """Whether there is anything to say."""
        return bool(self.words or self.blocks)


@dataclass(frozen=True)
class Matter:
    """A complaint, and everything beside it, as one letter needs them. Not slotted: it remembers what it worked out."""

    kind: Kind
    complaint: Complaint
    assessment: Assessment
    landlord: LandlordFacts
    written: Written
    setting: Setting
    say: Phrases

    @cached_property
    def stage(self) -> int:
        """The stage the letter is about; never 0."""
        return self.kind.stage or self.written.stage or max(self.complaint.stage, 1)

    @cached_property
    def record(self) -> StageRecord:
        """What happened at that stage; an empty record where it was not opened."""
        return self.complaint.stages.get(self.stage) or StageRecord(self.stage)

    @property
    def edition(self) -> Rulebook:
        """The edition that governs."""
        return self.assessment.rulebook

    @cached_property
    def definition(self) -> e.DefinitionSet | None:
        """The complaint definition of this stage, else of the stage before."""
        for number in range(self.stage, 0, -1):
            found = self.complaint.stages.get(number)
            if found is not None and found.definition is not None:
                return found.definition
        return None

    @cached_property
    def points(self) -> tuple[e.Point, ...]:
        """The points the letter has to answer: those of the definition, and those joined to this stage later."""
        defined = self.definition.points if self.definition else ()
        if self.definition is not None and self.definition.stage != self.stage and self.record.requested:
            wanted = self.record.requested.points
            defined = tuple(point for point in defined if not wanted or point.id in wanted)
        joined = tuple(point for raised in self.record.new_points if raised.joined for point in raised.points)
        named = {point.id for point in defined}
        return (*defined, *(point for point in joined if point.id not in named))

    @cached_property
    def upheld(self) -> bool:
        """Whether any point was upheld at this stage, wholly or in part."""
        return any(each.decision is not e.Decision.NOT_UPHELD for each in self.record.decisions.values())

    @cached_property
    def last_stage(self) -> bool:
        """Whether this landlord has no stage after this one. An optional stage is one it has only where its policy says so."""
        following = self.edition.stage(self.stage + 1)
        if following is None:
            return True
        if not following.optional:
            return False
        policy = self.setting.terms.policy if self.setting.terms else None
        return policy is None or all(stage.number != following.number for stage in policy.stage)

    @cached_property
    def building_safety(self) -> bool:
        """Whether the safety of a higher-risk building is in it, so that its regulator is a way on too."""
        received, triage = self.complaint.received, self.complaint.triage
        tall = received is not None and bool(received.higher_risk_building)
        return self.complaint.regulator is not None or (
            tall and triage is not None and triage.lane is e.Lane.BUILDING_SAFETY
        )

    @cached_property
    def customer(self) -> bool:
        """Whether the person has, or had, a home from the landlord, as far as is known."""
        received = self.complaint.received
        return received is None or received.complainant is not e.Complainant.NON_CUSTOMER

    @cached_property
    def representative(self) -> tuple[str, Representative] | None:
        """Who acts for the resident with authority that stands on the day of the letter."""
        for name, each in self.complaint.representatives.items():
            if each.authorised and each.ended is None and each.refused is None:
                return name, each
        return None

    @cached_property
    def asked_to_represent(self) -> str:
        """Who was named last to act for the resident, with or without authority; "" where nobody was."""
        return next(reversed(self.complaint.representatives), "")

    def person(self, name: str) -> Person:
        """Somebody by the name the record gives them."""
        return self.setting.people.get(name) or Person(name)

    @cached_property
    def resident(self) -> Person:
        """The resident, or the lead of a group."""
        if self.setting.resident is not None:
            return self.setting.resident
        named = self.complaint.group.lead if self.complaint.group else ""
        received = self.complaint.received
        return self.person(named or (received.person if received else ""))

    @cached_property
    def reader(self) -> Person:
        """Whom the letter goes to: whoever acts for the resident with authority, else the resident."""
        if self.representative is not None and not self.written.to_resident:
            return self.person(self.representative[0])
        return self.resident

    @cached_property
    def signer(self) -> Person:
        """Who signs: whoever is named for it, else who handles this stage, else who decided it."""
        handlers = self.record.handlers
        acknowledged = self.record.acknowledged
        name = (
            self.written.by
            or (handlers[-1].person if handlers else "")
            or self.record.decided_by
            or (acknowledged.by if acknowledged else "")
        )
        return self.person(name)

    @cached_property
    def body(self) -> str:
        """The Ombudsman whose Code governs, by the name its contacts are kept under."""
        return _OMBUDSMAN.get(self.edition.family, "housing_ombudsman")

    @cached_property
    def ombudsman_contacts(self) -> tuple[Contact, ...]:
        """How to reach that Ombudsman on the day of the letter with something new."""
        return tuple(each for each in contacts(self.body, on=self.setting.on) if each.new_cases)

    @property
    def ombudsman_name(self) -> str:
        """What it is called."""
        return self.say.say(f"ombudsman.{self.body}")

    @cached_property
    def answer_due(self) -> Deadline | None:
        """The deadline for this stage's answer, the stricter of Code and policy.

        An acknowledgement is itself what many limits count from, so for one that has not left yet it is worked out as if
        it left on the day of the letter.
        """
        complaint = self.complaint
        if self.kind.rulebook_letter.startswith("acknowledgement") and self.record.acknowledged is None:
            complaint = deepcopy(complaint)
            complaint.at(self.stage).acknowledged = e.Acknowledged(self.setting.on, self.stage)
        found = deadlines(complaint, self.edition.stages, self.setting.calendar)
        if self.setting.terms is not None:
            found += deadlines(complaint, self.setting.terms.stages, self.setting.calendar, source="policy section")
        ours = [each for each in found if each.stage == self.stage and each.what == "respond" and each.due_on]
        return min(ours, key=lambda each: each.due_on or date.max, default=None)
