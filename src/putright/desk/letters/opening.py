"""A letter as somebody has it before them: the complaint, the kind, the draft, and the letter composed of them."""

import re
from dataclasses import dataclass, field
from typing import Any

from django.http import Http404, HttpRequest
from django.utils.safestring import SafeString

from putright.actions.letters import Composed, Standing, compose_for, living
from putright.actions.letters_facts import shapes_of
from putright.actions.letters_out import missing_of
from putright.blocks import Layout
from putright.complaint import events as e
from putright.desk.letters.form import called
from putright.desk.opened import Opened, open_complaint
from putright.documents.writing import WritingError, write_html_fragment
from putright.documents.writing.coverage import without_a_shape
from putright.letters import Kind, Missing, all_kinds
from putright.letters.check import may_go
from putright.letters.plain_english import Note, notes_on, reading_age
from putright.people.permissions import NOT_THERE
from putright.records.letters_models import LetterDraft
from putright.workdays import YearNotKnown

__all__ = ["OpenLetter", "Preview", "open_letter", "preview_of"]

_HEADING = re.compile(r"<(/?)h([1-4])(?=[\s>])")
_MOST_NOTES = 12


@dataclass(frozen=True, slots=True)
class OpenLetter:
    """One letter of a complaint. The draft is one that was saved, or a new one that was not."""

    opened: Opened
    kind: Kind
    stage: int
    draft: LetterDraft

    @property
    def standing(self) -> Standing:
        """The complaint as letters are composed from it."""
        opened = self.opened
        return Standing(opened.who.landlord, opened.row.complaint, opened.reference, opened.entries, opened.complaint)

    @property
    def saved(self) -> bool:
        """Whether anybody has saved it."""
        return not self.draft._state.adding  # noqa: SLF001  Django's documented name

    @property
    def writes(self) -> bool:
        """Whether whoever looks may write letters."""
        return self.opened.may(e.LetterSent)

    @property
    def approves(self) -> bool:
        """Whether whoever looks may approve letters."""
        return self.opened.may(e.ApprovalGiven)

    @property
    def sends(self) -> bool:
        """Whether whoever looks may send this one."""
        return self.opened.may(*shapes_of(self.kind))


def open_letter(request: HttpRequest, reference: str, name: str) -> OpenLetter:
    """A letter that is being written, or a new one. Raises Http404 where it is not there or not theirs."""
    kind = all_kinds().get(name)
    if kind is None:
        raise Http404("There is no such letter.")
    opened = open_complaint(request, reference, f"the desk, letter {name}")
    if not opened.may(e.LetterSent) and not opened.may(e.ApprovalGiven):
        raise Http404(NOT_THERE)
    stage = kind.stage or max(opened.complaint.stage, 1)
    found = [each for each in living(opened.who.landlord.pk, opened.row.complaint) if each.kind == name]
    draft = next((each for each in found if each.stage == stage), found[0] if found else None)
    if draft is None:
        by, now = opened.who.key, opened.who.now
        draft = LetterDraft(
            landlord=opened.who.landlord.pk,
            complaint=opened.row.complaint,
            kind=name,
            stage=stage,
            made_by=by,
            made_at=now,
            changed_by=by,
            changed_at=now,
        )
    return OpenLetter(opened, kind, draft.stage, draft)


@dataclass(slots=True)
class Preview:
    """The letter as it would leave today, with what it lacks and what could be plainer."""

    html: SafeString = SafeString("")  # noqa: RUF009  it is a text
    problem: str = ""
    missing: list[Missing] = field(default_factory=list)
    better: list[Missing] = field(default_factory=list)
    notes: list[tuple[str, Note]] = field(default_factory=list)
    more_notes: int = 0
    age: str = ""
    lost: str = ""
    """Characters that no font of ours has."""
    composed: Composed | None = None

    @property
    def ready(self) -> bool:
        """Whether nothing is missing that has to be there."""
        return self.composed is not None and may_go(self.missing)


def preview_of(letter: OpenLetter) -> Preview:
    """Composed on what the draft holds now, saved or not."""
    shown = Preview()
    standing = letter.standing
    try:
        composed = compose_for(standing, letter.draft, letter.opened.who.today)
        made = composed.letter
        layout = made.layout if made.layout is Layout.EASY else Layout.STANDARD
        shown.html = _under(write_html_fragment(made.paper, layout=layout))
    except (YearNotKnown, WritingError) as error:
        shown.problem = str(error)
        return shown
    missing = {each.sentence: each for each in reversed(missing_of(standing, letter.draft, composed))}  # each said once
    shown.composed = composed
    ordered = list(missing.values())[::-1]
    shown.missing = [each for each in ordered if each.must]
    shown.better = [each for each in ordered if not each.must]
    shown.lost = " ".join(without_a_shape(made.text))
    _notes(letter, made.paper.language, shown)
    return shown


def _notes(letter: OpenLetter, language: str, shown: Preview) -> None:
    """Only about what a person wrote: our own sentences are nobody's to mend here."""
    written = {name: text for name, text in letter.draft.slots.items() if text}
    found = [
        (called(name), note) for name, text in written.items() for note in notes_on(text, language) if note.passage
    ]
    shown.notes, shown.more_notes = found[:_MOST_NOTES], max(0, len(found) - _MOST_NOTES)
    if language.startswith("en"):
        age = reading_age("\n\n".join(written.values()))
        shown.age = age.sentence if age is not None else ""


def _under(html: str) -> SafeString:
    """The headings of a letter two levels down, so that the page keeps one first heading. Every word is escaped already."""
    lowered = _HEADING.sub(lambda found: f"<{found[1]}h{int(found[2]) + 2}", html)
    return SafeString(lowered)


def params(letter: OpenLetter) -> dict[str, Any]:
    """What every page of a letter shows at its top."""
    person = letter.opened.complaint.received.person if letter.opened.complaint.received else ""
    return {
        "opened": letter.opened,
        "letter": letter,
        "kind": letter.kind,
        "draft": letter.draft,
        "reference": letter.opened.reference,
        "name": letter.opened.named(person),
    }
