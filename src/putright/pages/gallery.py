"""Every component on one page, to look at and to test. Shown only while the program is being worked on."""

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from putright.pages.fields import DateField
from putright.pages.forms import CommandForm
from putright.pages.shown import Shown

__all__ = ["Gallery", "gallery"]


class Gallery(CommandForm):
    """One of each kind of field."""

    SHOWN: ClassVar = {
        "name": Shown(called="your name", autocomplete="name", width="20"),
        "received_on": Shown(called="the day it was received"),
        "how": Shown(called="how it reached us", hints={"contractor": "A repair worker, a managing agent."},
                     reveals={"contractor": ("contractor",)}),
        "what_happened": Shown(called="what happened", count=True),
        "offer": Shown(called="the sum", before="£", width="5"),
        "days": Shown(called="the number of days", after="working days"),
        "team": Shown(called="a team"),
        "mention": Shown(divide="none"),
    }  # fmt: skip

    name = forms.CharField(label="Your name", max_length=80)
    email = forms.EmailField(label="E-mail address", required=False)
    received_on = DateField(
        label="When was it received?", help_text="The day it first reached anybody here, such as 27 3 2026."
    )
    how = forms.ChoiceField(
        label="How did it reach us?",
        choices=[("telephone", "By telephone"), ("letter", "By letter"), ("contractor", "Through a contractor")],
        widget=forms.RadioSelect,
    )
    contractor = forms.CharField(label="Which contractor?", required=False, max_length=80)
    mention = forms.MultipleChoiceField(
        label="Does it mention any of these?",
        choices=[("damp", "Damp or mould"), ("fire", "Fire safety"), ("none", "None of these")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    team = forms.ChoiceField(
        label="Team", choices=[("", "Choose a team"), ("repairs", "Repairs"), ("lettings", "Lettings")]
    )
    what_happened = forms.CharField(label="What happened?", widget=forms.Textarea, max_length=400)
    offer = forms.CharField(label="Sum offered", required=False)
    days = forms.IntegerField(label="How much longer?", required=False, min_value=1, max_value=20)
    papers = forms.FileField(label="Photos or papers", required=False)
    agreed = forms.BooleanField(label="The resident was told of the new date")


@login_not_required
def gallery(request: HttpRequest) -> HttpResponse:
    """`/gallery/`; `?errors` shows the form as it comes back with everything missing."""
    if not settings.PAGES_GALLERY:
        raise Http404
    form: Any = (
        Gallery(request.POST or {}, request.FILES) if request.method == "POST" or "errors" in request.GET else Gallery()
    )
    shown = {
        "form": form,
        "today": date(2026, 4, 9),
        "rows": _ROWS,
        "past": _PAST,
        "explanation": _WHY,
        "sections": [("record", "Record", 3), ("facts", "Facts"), ("fields", "Fields")],
        "views": [("#mine", "Mine", True, 23), ("#team", "My team", False, 71), ("#all", "All", False, 212)],
        "pairs": [("Received", "Wed 18 March 2026"), ("How", "Through a contractor"), ("Handler", "Callum Reid")],
    }
    return render(request, "pages/gallery.html", shown)


_WHY = (
    "Counted from the acknowledgement: Mon 23 March 2026 is day 0. Ten working days, not counting Good Friday 3 April and "
    "Easter Monday 6 April, end on Wed 8 April 2026 (Code 6.3)."
)
_ROWS = (
    {"who": "Grace Okafor", "home": "14 Larch Court", "about": "Damp in the children's bedroom, third repair missed",
     "reference": "AH-2604-0117", "stage": 1, "marks": (("risk", "child with asthma"), ("adjustment", "large print")),
     "next": "Answer the complaint", "note": "drafted, waiting for Repairs to approve", "due": date(2026, 4, 8), "left": -1,
     "why": _WHY, "handler": "Callum Reid"},
    {"who": "Moira and Ken Hughes", "home": "22 Elm Rise", "about": "Noise from the flat above, how we handled their reports",
     "reference": "AH-2604-0131", "stage": 1, "marks": (("representative", "representative: Bea Sutton"),),
     "next": "Acknowledge", "note": "", "due": date(2026, 4, 9), "left": 0, "why": _WHY, "handler": "Callum Reid"},
    {"who": "Ruth Lewis", "home": "7 Chapel Walk", "about": "Adaptation refused without reasons",
     "reference": "AH-2602-0288", "stage": 2, "marks": (("confidential", "confidential"),),
     "next": "Final response", "note": "extended once", "due": date(2026, 4, 14), "left": 3, "why": _WHY, "handler": "Dilys Pryce"},
)  # fmt: skip
_PAST = (
    {"on": date(2026, 4, 8), "words": "The answer's date passed without an answer or an extension.",
     "by": "Finding: Code 6.3.", "departure": True},
    {"on": date(2026, 3, 26), "words": "Grace sent four photographs and a letter from the surgery.",
     "by": "By e-mail, filed by Callum Reid on 27 March.", "departure": False},
    {"on": date(2026, 3, 23), "words": "We acknowledged the complaint and set out three points.",
     "by": "Letter in large print, posted.", "departure": False},
)  # fmt: skip
