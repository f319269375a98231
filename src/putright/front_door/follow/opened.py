"""One complaint as it is open to who follows it: read whole from the record, shown as far as it is theirs to see."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass

from putright.actions.contacts_people import key_of
from putright.actions.naming import ids_in, names_behind, with_names
from putright.actions.terms import assessed, calendar_of
from putright.complaint import events as e
from putright.complaint.assess import Assessment
from putright.complaint.history import complaint_from
from putright.complaint.state import Complaint
from putright.front_door.links import pass_for
from putright.front_door.models import Link
from putright.front_door.whose import Doorway
from putright.people.finding import Disclosable, may_disclose
from putright.records import store
from putright.records.models import Summary
from putright.workdays import Calendar

__all__ = ["Followed", "open_followed"]


@dataclass(frozen=True, slots=True)
class Followed:
    """A complaint before the person it belongs to, or before who speaks for them."""

    here: Doorway
    link: Link
    given: str
    """The pass that the links of this page carry."""
    row: Summary
    complaint: Complaint
    assessment: Assessment
    names: dict[str, str]
    told: Disclosable
    """Whether they may be told about it, and why not."""

    @property
    def represents(self) -> bool:
        """Whether it is somebody who speaks for the resident."""
        return bool(self.link.representative)

    @property
    def calendar(self) -> Calendar:
        """The landlord's working days."""
        return calendar_of(self.here.landlord)

    @property
    def last_stage(self) -> int:
        """The highest stage that the edition has."""
        return max(rule.number for rule in self.assessment.rulebook.stages)

    def named(self, text: str) -> str:
        """A text with names in the place of ids."""
        return with_names(text, self.names)

    @property
    def handler(self) -> str:
        """Who has it now; "" where nobody has yet."""
        record = self.complaint.stages.get(self.complaint.stage)
        return self.named(record.handlers[-1].person) if record and record.handlers else ""

    @property
    def channel(self) -> e.Correspondent:
        """Who is writing, as the record calls them."""
        return e.Correspondent.REPRESENTATIVE if self.represents else e.Correspondent.RESIDENT


def open_followed(here: Doorway, link: Link) -> Followed | None:
    """The complaint of a link; None where it is no longer there."""
    landlord = here.landlord
    row = Summary.objects.filter(landlord=landlord.pk, complaint=link.complaint).first()
    if row is None:
        return None
    entries = store.read(landlord.pk, link.complaint)
    complaint = complaint_from(entries)
    names = names_behind(landlord, ids_in(text for entry in entries for text in _strings(entry.event)))
    told = _may_be_told(here, link, complaint)
    assessment = assessed(landlord, complaint, here.today)
    return Followed(here, link, pass_for(link, here.now), row, complaint, assessment, names, told)


def _may_be_told(here: Doorway, link: Link, complaint: Complaint) -> Disclosable:
    if not link.representative:
        return Disclosable(told=True, why="It is their own complaint.")
    speaks, person = key_of(link.representative), key_of(complaint.received.person if complaint.received else "")
    known = complaint.representatives.get(link.representative)
    if known is not None and known.ended is not None:
        return Disclosable(told=False, why="They speak for the resident no longer.")
    if speaks is None or person is None:
        return Disclosable(told=bool(known and known.authorised), why="")
    return may_disclose(here.landlord, speaks, person, here.today, complaint=link.complaint)


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from _strings(each)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from _strings(getattr(value, field.name))
