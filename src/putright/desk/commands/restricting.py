"""Behaviour: a warning first, then a limit on how somebody is in touch, looked at again, and lifted. It never stops a complaint."""

from collections.abc import Iterable
from typing import ClassVar
from uuid import UUID

from django import forms
from django.db.models import Q, QuerySet

from putright.complaint import events as e
from putright.desk.commands.beside import WithRows, is_id
from putright.desk.commands.choosing import YES_NO, resident_of, words_of, yes
from putright.desk.commands.registry import DeskCommand, Kind, command
from putright.desk.opened import Opened
from putright.pages.fields import DateField
from putright.pages.shown import Shown
from putright.people.finding import of
from putright.people.models import Restriction
from putright.people.roles import Limit

__all__ = ["LiftRestriction", "RestrictContact", "ReviewRestriction", "WarnBehaviour"]


@command
class WarnBehaviour(DeskCommand):
    """The resident or representative was warned about their behaviour before any restriction (5.14)."""

    slug = "warn-behaviour"
    label = "Warn somebody about their behaviour"
    kind = Kind.GATES
    shapes = (e.BehaviourWarned,)
    about = "What they did, what we ask of them, and what may follow. The complaint itself goes on as before."
    button = "Record the warning"
    SHOWN: ClassVar[dict[str, Shown]] = {"warning_why": Shown(rows=4)}

    warning_why = forms.CharField(
        label="What were they warned about?",
        help_text="What was said or done, and when. Not what sort of person they are.",
        widget=forms.Textarea,
    )
    on = DateField(label="When were they warned?")

    def prepare(self) -> None:
        """Today."""
        self.happened()

    @classmethod
    def fits(cls, opened: Opened) -> bool:
        """While anything is to be done on it."""
        return not opened.complaint.over

    def facts(self) -> Iterable[e.Event]:
        """The warning."""
        given = self.cleaned_data
        yield e.BehaviourWarned(given["on"], given["warning_why"])


@command
class RestrictContact(WithRows):
    """Contact was restricted because of behaviour; never a bar to logging a complaint (5.14, 5.15)."""

    slug = "restrict-contact"
    label = "Limit how somebody is in touch with us"
    kind = Kind.GATES
    shapes = (e.ContactRestricted,)
    about = "In proportion, for a time, and reviewed. Whatever is limited, they can still complain, and this complaint goes on."
    button = "Record the limit"
    SHOWN: ClassVar[dict[str, Shown]] = {
        "terms": Shown(rows=2),
        "limiting_why": Shown(rows=3),
        "evidence": Shown(rows=3),
        "equality": Shown(inline=True, reveals={"yes": ("regard",)}),
        "regard": Shown(rows=3),
        "review_on": Shown(called="the day of the review"),
    }

    whom = forms.ChoiceField(label="Whose contact is limited?", widget=forms.RadioSelect)
    limit = forms.ChoiceField(label="How?", widget=forms.RadioSelect, choices=words_of(Limit))
    terms = forms.CharField(
        label="What exactly?",
        help_text="Such as: by letter, to one named person, answered weekly.",
        widget=forms.Textarea,
    )
    limiting_why = forms.CharField(label="Why?", widget=forms.Textarea)
    evidence = forms.CharField(
        label="What shows it?",
        help_text="Dates, calls, letters: what somebody else could check.",
        widget=forms.Textarea,
    )
    equality = forms.ChoiceField(
        label="Was regard had to the Equality Act?",
        help_text="Whether a disability or a need of theirs is part of what happened, and what would be fair then.",
        widget=forms.RadioSelect,
        choices=YES_NO,
    )
    regard = forms.CharField(label="What was considered?", widget=forms.Textarea, required=False)
    review_on = DateField(label="When is it looked at again?", help_text="No limit is for ever.")
    on = DateField(label="From when?")

    def prepare(self) -> None:
        """Who it may be about; a warning that is missing is said."""
        self.happened()
        self.ahead("review_on")
        self.choose("whom", _whom(self.opened))
        self.initial.setdefault("whom", _whom(self.opened)[0][0])
        if self.opened.complaint.behaviour_warned is None:
            self.fields[
                "limit"
            ].help_text = "No warning is on record yet. A warning comes first: record it before this."

    def facts(self) -> Iterable[e.Event]:
        """The limit."""
        given = self.cleaned_data
        yield e.ContactRestricted(
            given["on"],
            given["limit"],
            f"{given['terms']}\n\n{given['limiting_why']}",
            given["evidence"],
            yes(given["equality"]),
            given["review_on"],
        )

    def keep(self) -> None:
        """The row in the register of restrictions, where it is on somebody on file."""
        given, warned = self.cleaned_data, self.opened.complaint.behaviour_warned
        resident = resident_of(self.opened) if given["whom"] == _RESIDENT else None
        representative = UUID(given["whom"]) if is_id(given["whom"]) else None
        if resident is None and representative is None:
            return
        considered = yes(given["equality"])
        self.put(
            Restriction(
                id=self.row_id("restriction"),
                landlord=self.opened.who.landlord,
                resident=resident,
                representative_id=representative,
                limit=given["limit"],
                terms=given["terms"],
                reason=given["limiting_why"],
                warned_on=warned.on if warned is not None else None,
                evidence=given["evidence"],
                equality_considered_on=given["on"] if considered else None,
                equality=given["regard"],
                decided_by=self.opened.who.key,
                from_on=given["on"],
                review_on=given["review_on"],
            )
        )


_RESIDENT = "resident"


def _whom(opened: Opened) -> list[tuple[str, str]]:
    speaking = [(name, each) for name, each in opened.complaint.representatives.items() if each.ended is None]
    return [
        (_RESIDENT, "The resident's"),
        *((name, f"{opened.named(name)}, who speaks for them") for name, _ in speaking),
    ]


def _rows(opened: Opened) -> QuerySet[Restriction]:
    """The rows of the register that this complaint's restriction is: on whom, from which day, of which kind."""
    made = opened.complaint.restriction
    rows = of(Restriction, opened.who.landlord).filter(lifted_on=None)
    if made is None or made.on is None:
        return rows.none()
    resident = resident_of(opened)
    speaking = [name for name in opened.complaint.representatives if is_id(name)]
    about = Q(representative__in=speaking) | (Q(resident=resident) if resident else Q(pk=None))
    return rows.filter(about, from_on=made.on, limit=made.kind)


def _stands(opened: Opened) -> bool:
    complaint = opened.complaint
    review = complaint.restriction_review
    ended = complaint.restriction_lifted is not None or (review is not None and not review.kept)
    return complaint.restriction is not None and not ended


@command
class ReviewRestriction(WithRows):
    """A restriction was looked at again."""

    slug = "review-restriction"
    label = "Look at a limit on contact again"
    kind = Kind.GATES
    shapes = (e.RestrictionReviewed,)
    about = "Whether it is still needed, and still in proportion."
    button = "Record the review"
    SHOWN: ClassVar[dict[str, Shown]] = {
        "kept": Shown(inline=True, reveals={"yes": ("review_on",)}),
        "review_on": Shown(called="the day of the next review"),
        "keeping_why": Shown(rows=3),
    }

    kept = forms.ChoiceField(
        label="Does it stay?", widget=forms.RadioSelect, choices=[("yes", "Yes"), ("no", "No, it ends")]
    )
    review_on = DateField(label="When is it looked at next?", required=False)
    keeping_why = forms.CharField(label="Why?", widget=forms.Textarea)
    on = DateField(label="When was it looked at?")

    def prepare(self) -> None:
        """Today, and a day that lies ahead."""
        self.happened()
        self.ahead("review_on")

    @classmethod
    def fits(cls, opened: Opened) -> bool:
        """While one stands."""
        return _stands(opened)

    def clean(self) -> dict[str, object]:
        """What stays is looked at again."""
        given = super().clean() or self.cleaned_data
        if given.get("kept") == "yes" and not given.get("review_on") and "review_on" not in self.errors:
            self.add_error("review_on", "Enter the day of the next review: no limit is for ever.")
        return given

    def facts(self) -> Iterable[e.Event]:
        """What came of the review."""
        given = self.cleaned_data
        kept = given["kept"] == "yes"
        yield e.RestrictionReviewed(given["on"], kept, given["review_on"] if kept else None, given["keeping_why"])

    def keep(self) -> None:
        """The row in the register."""
        given = self.cleaned_data
        for row in _rows(self.opened):
            if given["kept"] == "yes":
                self.alter(row, reviewed_on=given["on"], review_on=given["review_on"])
            else:
                self.alter(row, reviewed_on=given["on"], lifted_on=given["on"])


@command
class LiftRestriction(WithRows):
    """A restriction ended."""

    slug = "lift-restriction"
    label = "End a limit on contact"
    kind = Kind.GATES
    shapes = (e.RestrictionLifted,)
    about = "From this day they can be in touch like everybody else."
    button = "End it"
    SHOWN: ClassVar[dict[str, Shown]] = {"ending_why": Shown(rows=3)}

    ending_why = forms.CharField(label="Why?", widget=forms.Textarea)
    on = DateField(label="From when?")

    def prepare(self) -> None:
        """Today."""
        self.happened()

    @classmethod
    def fits(cls, opened: Opened) -> bool:
        """While one stands."""
        return _stands(opened)

    def facts(self) -> Iterable[e.Event]:
        """It ended."""
        given = self.cleaned_data
        yield e.RestrictionLifted(given["on"], given["ending_why"])

    def keep(self) -> None:
        """The row in the register."""
        for row in _rows(self.opened):
            self.alter(row, lifted_on=self.cleaned_data["on"])
