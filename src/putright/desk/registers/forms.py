"""The short forms by which the registers' own tables are kept."""

from typing import Any, ClassVar
from uuid import UUID

from django import forms

from putright.desk.opened import Who
from putright.pages.fields import DateField
from putright.pages.forms import PageForm
from putright.pages.shown import Shown
from putright.people.changing import add, change
from putright.people.finding import one, staff_on
from putright.people.models import Adjustment, NamedRole, Restriction, Staff, SurveyTemplate, Training
from putright.people.roles import Lesson, Post

__all__ = ["ADDING", "CHANGING", "RowForm"]

_YES_NO = [("yes", "Yes"), ("no", "No")]


class RowForm(PageForm):
    """A form about one row, or a new one. `title` and `button` are its words; `store` keeps what was filled in."""

    title: ClassVar[str] = ""
    button: ClassVar[str] = "Save"
    said: ClassVar[str] = "It is saved."

    def __init__(self, by: Who, row: Any, *args: Any, **more: Any) -> None:  # noqa: ANN401  Django's own
        """For somebody; `row` is None where it is to be a new one."""
        super().__init__(*args, **more)
        self.by, self.row = by, row
        self.prepare()

    def prepare(self) -> None:
        """Give the fields their choices, bounds and first values."""

    def store(self, given: dict[str, Any]) -> object:
        """Keep it. Raises what `putright.people.changing` raises."""
        raise NotImplementedError

    def heading(self) -> str:
        """The heading of the page."""
        return self.title

    def put(self, **values: Any) -> object:  # noqa: ANN401  whatever the row holds
        """The row with new values."""
        return change(self.row, by=self.by.staff, at=self.by.now, **values)


class ReviewAdjustment(RowForm):
    """An adjustment is looked at again: it stays with another day, or ends."""

    button = "Record the review"
    said = "The review is recorded."
    SHOWN: ClassVar[dict[str, Shown]] = {
        "stays": Shown(reveals={"yes": ("review_on",)}),
        "review_on": Shown(called="the day to look at it again"),
    }
    reviewed_on = DateField(label="When was it looked at, with the resident?")
    stays = forms.ChoiceField(
        label="Does it stay?",
        widget=forms.RadioSelect,
        choices=[("yes", "Yes, it is still needed"), ("no", "No, it ends")],
    )
    review_on = DateField(label="When is it looked at again?", required=False)

    def prepare(self) -> None:
        """Today, and a next day that lies ahead."""
        self.set_bounds("reviewed_on", not_after=self.by.today, why="Record it once it has been done.")
        self.set_bounds("review_on", not_before=self.by.today)
        self.initial.setdefault("reviewed_on", self.by.today)

    def heading(self) -> str:
        """What the adjustment is, and whose."""
        return f"Look at it again: {self.row.what}"

    def clean(self) -> dict[str, Any]:
        """One that stays has a next day."""
        given = super().clean() or self.cleaned_data
        if given.get("stays") == "yes" and not given.get("review_on") and "review_on" not in self.errors:
            self.add_error(
                "review_on", "Enter the day to look at it again: an adjustment is kept under review (Code 5.10)."
            )
        return given

    def store(self, given: dict[str, Any]) -> object:
        """The review, and what follows from it."""
        if given["stays"] == "no":
            return self.put(reviewed_on=given["reviewed_on"], ended_on=given["reviewed_on"])
        return self.put(reviewed_on=given["reviewed_on"], review_on=given["review_on"])


class ReviewRestriction(ReviewAdjustment):
    """A restriction is looked at again: it goes on until another day, or is lifted."""

    SHOWN: ClassVar[dict[str, Shown]] = {
        "stays": Shown(reveals={"yes": ("review_on",)}),
        "review_on": Shown(called="the day to look at it again"),
    }

    def prepare(self) -> None:
        """The words of a restriction."""
        super().prepare()
        self.fields["reviewed_on"].label = "When was it looked at?"
        self.fields["stays"].label = "Does it go on?"
        self.set_choices("stays", [("yes", "Yes, and the reason still holds"), ("no", "No, it is lifted")])

    def heading(self) -> str:
        """Whose it is."""
        person = self.row.resident or self.row.representative
        return f"Look at the restriction on {person.name} again"

    def store(self, given: dict[str, Any]) -> object:
        """The review, and what follows from it."""
        if given["stays"] == "no":
            return self.put(reviewed_on=given["reviewed_on"], lifted_on=given["reviewed_on"])
        return self.put(reviewed_on=given["reviewed_on"], review_on=given["review_on"])


class ChangeRestriction(RowForm):
    """What a restriction has to have and may lack: warning, evidence, regard to equality, the way to appeal."""

    _NAMES = ("terms", "reason", "evidence", "warned_on", "equality_considered_on", "equality", "told_of_appeal_on",
              "appealed_on", "appeal_answered_on")  # fmt: skip
    SHOWN: ClassVar[dict[str, Shown]] = {
        name: Shown(rows=3) for name in ("terms", "reason", "evidence", "equality")
    } | {"appeal_upheld": Shown(inline=True)}
    terms = forms.CharField(label="What is limited, in words", widget=forms.Textarea, required=False, max_length=2000)
    reason = forms.CharField(label="Why", widget=forms.Textarea, required=False, max_length=4000)
    evidence = forms.CharField(label="What on file shows it", widget=forms.Textarea, required=False, max_length=4000)
    warned_on = DateField(label="When were they warned?", required=False)
    equality_considered_on = DateField(label="When was the Equality Act considered?", required=False)
    equality = forms.CharField(label="What was considered", widget=forms.Textarea, required=False, max_length=4000)
    told_of_appeal_on = DateField(label="When were they told how to appeal?", required=False)
    appealed_on = DateField(label="When did they appeal?", required=False)
    appeal_answered_on = DateField(label="When was the appeal answered?", required=False)
    appeal_upheld = forms.ChoiceField(
        label="Was the appeal upheld?", widget=forms.RadioSelect, choices=_YES_NO, required=False
    )

    def prepare(self) -> None:
        """What is there already; nothing of it lies ahead."""
        for name in self._NAMES:
            self.initial.setdefault(name, getattr(self.row, name))
            if isinstance(self.fields[name], DateField):
                self.set_bounds(name, not_after=self.by.today)
        self.initial.setdefault("appeal_upheld", {True: "yes", False: "no", None: ""}[self.row.appeal_upheld])

    def heading(self) -> str:
        """Whose it is."""
        person = self.row.resident or self.row.representative
        return f"The restriction on {person.name}"

    def store(self, given: dict[str, Any]) -> object:
        """All of it as it now stands."""
        upheld = {"yes": True, "no": False}.get(given["appeal_upheld"])
        return self.put(appeal_upheld=upheld, **{name: given[name] for name in self._NAMES})


class AddTraining(RowForm):
    """Training that somebody had."""

    title, button, said = "Training somebody had", "Add it", "The training is added."
    staff = forms.ChoiceField(label="Who")
    on = DateField(label="When")
    lesson = forms.ChoiceField(
        label="What kind",
        widget=forms.RadioSelect,
        choices=[(Lesson.INDUCTION.value, "Induction"), (Lesson.REFRESHER.value, "Refresher")],
    )
    about = forms.CharField(label="What it was about", required=False, max_length=200)

    def prepare(self) -> None:
        """Everybody who works here."""
        self.set_choices("staff", [("", "Choose"), *_everybody(self.by)])
        self.set_bounds("on", not_after=self.by.today, why="Add it once it has been held.")
        self.initial.setdefault("on", self.by.today)

    def store(self, given: dict[str, Any]) -> object:
        """The training."""
        staff = one(Staff, self.by.landlord, UUID(given["staff"]))
        row = Training(
            landlord=self.by.landlord, staff=staff, on=given["on"], lesson=given["lesson"], about=given["about"]
        )
        return add(row, by=self.by.staff, at=self.by.now)


class AddPost(RowForm):
    """Somebody is named for a post."""

    title, button, said = "Name somebody", "Name them", "It is written down who is named."
    SHOWN: ClassVar[dict[str, Shown]] = {"name": Shown(called="who is named")}
    post = forms.ChoiceField(
        label="For what",
        widget=forms.RadioSelect,
        choices=[
            (Post.COMPLAINTS_OFFICER.value, "Complaints officer"),
            (Post.SENIOR_LEAD.value, "Senior lead for complaints"),
            (Post.MEMBER_RESPONSIBLE.value, "Member Responsible for Complaints"),
        ],
    )
    name = forms.CharField(
        label="Who", help_text="A person; for the complaints officer it may be a team.", max_length=200
    )
    from_on = DateField(label="From")
    until_on = DateField(label="Until, where the term has an end", required=False)

    def store(self, given: dict[str, Any]) -> object:
        """The post; somebody who works here is known by their name."""
        named = [each for each in staff_on(self.by.landlord, self.by.today) if each.name == given["name"]]
        row = NamedRole(landlord=self.by.landlord, staff=named[0] if len(named) == 1 else None, **given)
        return add(row, by=self.by.staff, at=self.by.now)


class EndRow(RowForm):
    """A post or a survey ends."""

    button, said = "End it", "It is written down."
    until_on = DateField(label="Which is the last day?")

    def prepare(self) -> None:
        """Today, unless somebody says otherwise."""
        self.initial.setdefault("until_on", self.by.today)
        if self.row.from_on is not None:
            self.set_bounds("until_on", not_before=self.row.from_on)

    def heading(self) -> str:
        """What ends."""
        return f"{self.row.name}: the end"

    def store(self, given: dict[str, Any]) -> object:
        """The last day."""
        return self.put(until_on=given["until_on"])


class AddSurvey(RowForm):
    """A survey as it is sent out."""

    title, button, said = "A survey", "Save it", "The survey is saved."
    SHOWN: ClassVar[dict[str, Shown]] = {
        "text": Shown(rows=8), "signpost": Shown(rows=3), "why_not": Shown(rows=2), "wider": Shown(inline=True),
    }  # fmt: skip
    name = forms.CharField(label="What it is called", max_length=200)
    text = forms.CharField(label="Its text, as it is sent", widget=forms.Textarea, max_length=50_000)
    signpost = forms.CharField(
        label="The words in it that say how to complain", widget=forms.Textarea, required=False, max_length=4000
    )
    wider = forms.ChoiceField(label="Is it a wider feedback exercise?", widget=forms.RadioSelect, choices=_YES_NO)
    why_not = forms.CharField(
        label="Why it cannot say so, where it cannot", widget=forms.Textarea, required=False, max_length=2000
    )
    from_on = DateField(label="Used from", required=False)
    review_on = DateField(label="Look at it again by", required=False)

    def prepare(self) -> None:
        """What is there already."""
        if self.row is not None:
            for name in ("name", "text", "signpost", "why_not", "from_on", "review_on"):
                self.initial.setdefault(name, getattr(self.row, name))
            self.initial.setdefault("wider", "yes" if self.row.wider_feedback else "no")

    def store(self, given: dict[str, Any]) -> object:
        """The survey as it now is."""
        values = {name: value for name, value in given.items() if name != "wider"}
        values["wider_feedback"] = given["wider"] == "yes"
        if self.row is not None:
            return self.put(**values)
        return add(SurveyTemplate(landlord=self.by.landlord, **values), by=self.by.staff, at=self.by.now)


def _everybody(by: Who) -> list[tuple[str, str]]:
    return [(str(each.pk), each.name) for each in staff_on(by.landlord, by.today)]


ADDING: dict[str, type[RowForm]] = {"training": AddTraining, "posts": AddPost, "surveys": AddSurvey}
"""By register: what a new row is asked with."""
CHANGING: dict[tuple[str, str], tuple[type[Any], type[RowForm]]] = {
    ("adjustments", "review"): (Adjustment, ReviewAdjustment),
    ("restrictions", "review"): (Restriction, ReviewRestriction),
    ("restrictions", "change"): (Restriction, ChangeRestriction),
    ("posts", "end"): (NamedRole, EndRow),
    ("surveys", "change"): (SurveyTemplate, AddSurvey),
    ("surveys", "end"): (SurveyTemplate, EndRow),
}
"""By register and act: which row it is about, and what is asked."""
