"""`read`: a document into a self-assessment, a row for every provision of its edition's form."""

import re
from collections.abc import Iterator
from itertools import groupby

from putright.passages import Document, Passage, PassageKind
from putright.rulebook import Rulebook, rulebook
from putright.self_assessment.form import NOWHERE, Form
from putright.self_assessment.found import Found
from putright.self_assessment.grid import Grid, is_label_and_value
from putright.self_assessment.landlord import landlord_of
from putright.self_assessment.lines import as_lines, read_lines
from putright.self_assessment.model import Answer, SelfAssessment
from putright.self_assessment.ordering import in_order
from putright.self_assessment.settling import settled
from putright.self_assessment.telling import FORMS
from putright.self_assessment.years import year_hint

__all__ = ["read"]

_FEWEST_ANSWERS = 3
"""Fewer than this is a document that speaks about the Code, not a self-assessment."""
_A_PAGES_EDGE = 2
"""Lines between two tables that may only be the end of a page: its number and title."""
_CLEARLY = 5.0
_NUMBER_ALONE = 0.25
"""What a number is worth for telling the edition: both editions have most numbers, so its words count more."""


def read(document: Document, edition: str | None = None) -> SelfAssessment:
    """What a published self-assessment answers, evidences and promises, provision by provision.

    `edition` is the name of a rulebook ("2024", "2022"); without it the one whose form the document fits best is taken.
    A document in which no form is recognised gives no rows, and a note that says so. Raises RulebookError for an
    unknown edition and ValueError for one whose form has no numbered provisions.
    """
    forms = [Form(_with_form(rulebook(edition)))] if edition else [Form(rulebook(name)) for name in FORMS]
    tried = [(form, *_matched(document, form)) for form in forms]
    form, matched, _ = max(tried, key=lambda one: one[2])
    landlord = landlord_of(document)
    answered = sum(1 for block, number in matched if number and block.answer not in {None, Answer.NOT_STATED})
    if answered < _FEWEST_ANSWERS:
        return SelfAssessment(form.edition.edition if edition else "", landlord, (), (_nothing(document),))
    rows, notes = settled(matched, form)
    if len(tried) > 1:
        scores = sorted((score for _, _, score in tried), reverse=True)
        if scores[0] - scores[1] < _CLEARLY:
            notes.insert(0, f"The document fits more than one edition; the {form.edition.edition} form was taken.")
    return SelfAssessment(form.edition.edition, landlord, rows, (*document.notes, *notes))


def _with_form(edition: Rulebook) -> Rulebook:
    if not all(re.fullmatch(r"\d+\.\d+", provision.id) for provision in edition.assessed):
        raise ValueError(
            f"The {edition.edition} edition has no form with numbered provisions to read answers against: choose "
            f"{' or '.join(FORMS)}."
        )
    return edition


def _nothing(document: Document) -> str:
    return (
        f"No self-assessment was recognised in {document.name}: no provisions of the Code with answers such as "
        "'Comply: Yes' stand in it; check that it is the right document."
    )


def _matched(document: Document, form: Form) -> tuple[list[tuple[Found, str | None]], float]:
    """What the document says when it is read as this form, and how well it fits."""
    found = list(_found(document, form))
    if all(block.number for block in found):
        matched: list[tuple[Found, str | None]] = [(block, block.number) for block in found]
    else:
        matched, _ = in_order(found, form)
    fit = sum(
        _NUMBER_ALONE * (block.number is not None) + 2 * form.words.likeness(block.asks, number) if number else -1.0
        for block, number in matched
    )
    return matched, fit + year_hint(document, form.edition.edition)


def _found(document: Document, form: Form) -> Iterator[Found]:
    """The blocks and rows in the order they stand: runs of table rows, and runs of lines between them."""
    grid, place = Grid(form), NOWHERE
    held: list[Passage] = []
    for is_row, run in groupby(document.passages, key=lambda passage: passage.kind is PassageKind.ROW):
        passages = list(run)
        if (
            not is_row
            or is_label_and_value(passages)
            or not grid.reads(passages, straight_on=len(held) <= _A_PAGES_EDGE)
        ):
            held += passages
            continue
        if held:
            lines, ahead = as_lines(held, form, place)
            yield from read_lines(lines, form, place)
            if any(line.leads_to for line in lines):
                grid.close()
            place, held = ahead, []
        rows, place = grid.read(passages, place)
        yield from rows
    lines, _ = as_lines(held, form, place)
    yield from read_lines(lines, form, place)
