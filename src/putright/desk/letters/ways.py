"""Which letter stands behind a step: so that the page of a complaint leads to writing it, and not to recording it later."""

from putright.actions.letters_facts import of_use, shapes_of
from putright.complaint import events as e
from putright.desk.opened import Opened
from putright.letters import Kind, all_kinds
from putright.records.letters_models import LetterDraft

__all__ = ["WORDS", "letter_behind", "letters_of_use"]

WORDS = {
    "acknowledgement": "Write the acknowledgement",
    "clarification": "Write to ask what is unclear",
    "extension": "Write that we need more time",
    "progress": "Write an update",
    "not": "Write why we cannot take it",
    "escalation": "Write why it goes no further",
    "response": "Write the answer",
    "early": "Write down what was agreed",
    "promise": "Write that a promise was kept",
    "restriction": "Write about contact",
    "representative": "Write to ask for authority",
    "ombudsman": "Write to the Ombudsman",
    "survey": "Write to ask how we handled it",
}
"""By the first word of the kind's name: what the button says."""

_BEHIND = {
    "acknowledge": "acknowledgement",
    "ask-the-resident": "clarification",
    "extend": "extension",
    "update": "progress",
    "not-accept": "not",
    "refuse-escalation": "escalation",
    "ask-approval": "response",
    "respond": "response",
}
"""The slug of a step, and the first word of the letter that does it."""


def letters_of_use(opened: Opened) -> list[Kind]:
    """The letters that the complaint has a use for now, in the order of the list of kinds."""
    return [kind for kind in all_kinds().values() if of_use(kind, opened.complaint)]


def letter_behind(opened: Opened, slug: str) -> tuple[str, str] | None:
    """The words and the kind of the letter behind a step; None where there is none, or it is not theirs to send.

    For the likely steps of a complaint: where there is one, the button leads to `desk:letter` with the kind.
    """
    if slug == "approve":
        return _to_be_read(opened)
    first = _BEHIND.get(slug, "")
    for kind in letters_of_use(opened) if first else ():
        if kind.name.split("_", maxsplit=1)[0] == first and opened.may(*shapes_of(kind)):
            return WORDS[first], kind.name
    return None


def _to_be_read(opened: Opened) -> tuple[str, str] | None:
    """The draft that waits for an approval: nobody approves what they have not had before them."""
    if not opened.may(e.ApprovalGiven):
        return None
    waiting = LetterDraft.objects.filter(
        landlord=opened.who.landlord.pk, complaint=opened.row.complaint, state="asked"
    ).first()
    return ("Read the answer and approve it", waiting.kind) if waiting is not None else None
