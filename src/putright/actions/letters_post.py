"""The post: what waits for the printer, the file of a run with its list, and the day it was truly posted.

For the clock a letter is sent on the day it is posted. Until then it is on record nowhere, and its deadline goes on: a
letter that was written on a Friday and lay in the tray until Monday was sent on Monday.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid5

import pypdfium2

from putright.actions.letters import LONDON, no, standing_of
from putright.actions.letters_facts import Making, facts_of
from putright.actions.letters_out import Issued, Record, free_name, put_on_record
from putright.actions.perform import NotDone
from putright.blocks import Paper, Paragraph, Table
from putright.complaint import events as e
from putright.complaint.decide import RefusedBecause
from putright.documents.writing import write_pdf
from putright.letters import kind_named
from putright.people.looking import visible, visible_through
from putright.people.models import Staff
from putright.people.permissions import NOT_THERE, kinds_open_to
from putright.people.row_security import theirs
from putright.records.letters_models import LetterDraft, LetterWaiting, PrintRun
from putright.records.models import Summary
from putright.workdays import in_words

__all__ = ["Posted", "make_run", "posted", "print_file", "take_back", "waiting_for"]


@dataclass(frozen=True, slots=True)
class Posted:
    """What became of one letter of a run."""

    waiting: LetterWaiting
    answer: Issued | NotDone


def waiting_for(by: Staff, today: date) -> list[LetterWaiting]:
    """The letters that wait for the post, as far as somebody may see them, the oldest first; without their bytes."""
    rows = visible_through(LetterWaiting.objects.all(), Summary.objects.all(), by, today)
    return list(rows.defer("pdf").order_by("at", "pk"))


def make_run(by: Staff, at: datetime) -> PrintRun | NotDone:
    """Put all that waits and is in no run yet into one, for one file."""
    today = at.astimezone(LONDON).date()
    if not kinds_open_to(by.roles_on(today), [e.LetterSent]):
        return no(NOT_THERE, RefusedBecause.NOT_YOURS)
    with theirs(by.landlord_id):
        keys = [each.pk for each in waiting_for(by, today) if each.run is None]
        rows = LetterWaiting.objects.select_for_update().filter(landlord=by.landlord_id, pk__in=keys, run=None)
        if not rows.exists():
            return no("No letter waits for the printer.")
        run = PrintRun.objects.create(landlord=by.landlord_id, on=today, made_by=str(by.pk), made_at=at)
        rows.update(run=run.pk)
    return run


def print_file(run: PrintRun, letters: Sequence[LetterWaiting], landlord: str) -> bytes:
    """One PDF for the printer: the list first, then every letter, each beginning on the front of a sheet.

    The pages are those of the letters; only the one that is filed is tagged for screen readers.
    """
    whole = pypdfium2.PdfDocument.new()
    parts = [_list_of(run, letters, landlord), *(bytes(each.pdf) for each in letters)]
    try:
        for number, part in enumerate(parts, start=1):
            source = pypdfium2.PdfDocument(io.BytesIO(part))
            whole.import_pages(source)
            if len(source) % 2 and number < len(parts):
                whole.new_page(*source[0].get_size())
            source.close()
        out = io.BytesIO()
        whole.save(out)
    finally:
        whole.close()
    return out.getvalue()


def _list_of(run: PrintRun, letters: Sequence[LetterWaiting], landlord: str) -> bytes:
    rows = tuple(
        (str(number), each.reference, each.to, _kinds(each), str(each.pages))
        for number, each in enumerate(letters, start=1)
    )
    pages = sum(each.pages for each in letters)
    one = len(letters) == 1
    lead = f"{len(letters)} {'letter' if one else 'letters'}, {pages} {'page' if pages == 1 else 'pages'}. Print on both sides; each letter begins on a new sheet."
    paper = Paper(
        f"Letters to post, {in_words(run.on)}",
        (
            Paragraph(lead),
            Table(("No.", "Reference", "To", "Letter", "Pages"), rows),
            Paragraph(
                "Tick each letter off as it goes into its envelope. Then say in the print queue on which day they were posted: that is the day they count as sent."
            ),
        ),
        author=landlord,
        running=landlord,
    )
    return write_pdf(paper, on=run.on)


def _kinds(waiting: LetterWaiting) -> str:
    kind = LetterDraft.objects.filter(pk=waiting.draft).values_list("kind", flat=True).first()
    return kind_named(kind).title if kind else "Letter"


def posted(waiting: Sequence[UUID], on: date, reason: str, by: Staff, at: datetime) -> list[Posted]:
    """Record that letters were posted on a day. Each by itself: what is refused stays in the queue with its sentence."""
    today = at.astimezone(LONDON).date()
    with theirs(by.landlord_id):
        there = [each.pk for each in waiting_for(by, today) if each.pk in set(waiting)]
    return [each for key in there if (each := _posted(key, on, reason, by, at)) is not None]


def _posted(key: UUID, on: date, reason: str, by: Staff, at: datetime) -> Posted | None:
    with theirs(by.landlord_id):
        row = LetterWaiting.objects.filter(landlord=by.landlord_id, pk=key).first()
        if row is None:
            return None
        draft = LetterDraft.objects.get(pk=row.draft)
        standing = standing_of(by.landlord, row.complaint, row.reference)
    written_on = row.at.astimezone(LONDON).date()
    if not written_on <= on <= at.astimezone(LONDON).date():
        said = f"It was written on {in_words(written_on)}: give that day or a later one, and none that has not come."
        return Posted(row, no(said))
    making = Making(
        kind_named(draft.kind),
        draft.stage,
        standing.complaint,
        draft.slots,
        draft.choices,
        on,
        draft.signer or row.by,
        e.Channel.LETTER,
        free_name(standing),
        row.told_on,
    )
    facts, pdf = facts_of(making), bytes(row.pdf)
    record = Record(
        draft,
        standing,
        facts,
        tuple(row.parts),
        e.Channel.LETTER,
        on,
        uuid5(row.pk, "posted"),
        reason or row.reason,
        pdf,
    )
    with theirs(by.landlord_id):  # on record and out of the queue, or neither
        answer = put_on_record(record, by, at)
        if isinstance(answer, Issued):
            LetterWaiting.objects.filter(pk=row.pk).delete()
    return Posted(row, answer)


def take_back(waiting: UUID, by: Staff, at: datetime) -> LetterDraft | NotDone:
    """Take a letter out of the post before it was posted: it is a draft again."""
    today = at.astimezone(LONDON).date()
    with theirs(by.landlord_id):
        row = LetterWaiting.objects.select_for_update().filter(landlord=by.landlord_id, pk=waiting).first()
        seen = row is not None and visible(Summary.objects.filter(complaint=row.complaint), by, today).exists()
        if row is None or not seen or not kinds_open_to(by.roles_on(today), [e.LetterSent]):
            return no("It is not in the post any more.", RefusedBecause.NOT_YOURS)
        draft = LetterDraft.objects.select_for_update().get(pk=row.draft)
        draft.state = "approved" if draft.approved_digest else "draft"
        draft.version, draft.key = draft.version + 1, None
        draft.issued_by, draft.issued_at = "", None
        draft.save()
        row.delete()
    return draft
