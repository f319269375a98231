"""Long work that people ask for: imports, exports, the lists made anew. The same actions as the terminal's, in the queue.

Asked for with `ask_for`, which writes the job and the row that shows how far it is. Each can be stopped, and begun again:
an import leaves what it has done, an export appears whole or not at all.
"""

import json
import shutil
import tempfile
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction

from putright.actions.exporting import export
from putright.actions.importing import MapError, carry_out, plan
from putright.actions.rebuild import rebuild
from putright.background import progress
from putright.background.kinds import Hopeless, Work, job
from putright.background.models import Progress
from putright.background.queue import enqueue
from putright.complaint.timelines import TimelineError
from putright.documents.bounds import DocumentError
from putright.people.models import Staff
from putright.records.models import Entry

__all__ = ["KINDS", "ask_for", "exports_folder"]

KINDS = {"import": "Import", "export": "Export", "rebuild": "Making the lists anew"}
"""What can be asked for, in words for a screen."""
_SILENT = timedelta(minutes=30)
"""How long such work may be silent before it is taken for lost."""


def ask_for(
    kind: str, *, landlord: UUID, by: str, at: datetime, subject: str, arguments: dict[str, Any] | None = None
) -> Progress:
    """Ask for long work, and return the row to be shown while it is done. `subject` makes asking twice one request."""
    with transaction.atomic():
        asked = enqueue(kind, landlord=landlord, due_at=at, subject=subject, arguments=arguments)
        there = Progress.objects.filter(job=asked).first()
        return there or progress.begin(KINDS[kind], landlord=landlord, at=at, job=asked, asked_by=by)


def exports_folder() -> Path:
    """Where exports are put, readable by the program's user only."""
    folder = Path(settings.HOME) / "exports"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def _result(work: Work, **told: object) -> None:
    Progress.objects.filter(job=work.job).update(result=told)


@job("rebuild", queue="long", limit=_SILENT, tries=3)
def _rebuild(work: Work) -> None:
    landlord = work.whose()
    total = Entry.objects.filter(landlord=landlord.pk, number=1).count()
    differed = left = 0
    for done, each in enumerate(rebuild(landlord, work.today), start=1):
        differed, left = differed + each.differed, left + bool(each.left)
        work.told(done, total)
    _result(work, differed=differed, left=left)


@job("export", queue="long", limit=_SILENT, tries=3)
def _export(work: Work) -> None:
    """Everything of a landlord as one archive. Made beside its place and moved there when it is whole."""
    landlord = work.whose()
    folder = exports_folder()
    to = folder / f"{landlord.code}-{work.due_at:%Y-%m-%dT%H%M%S}.zip"
    if not to.exists():
        with tempfile.TemporaryDirectory(dir=folder) as near:
            made = Path(near) / "export"
            made.mkdir(mode=0o700)
            for number, _ in enumerate(export(landlord, made, work.at), start=1):
                work.told(number, 0)
            packed = Path(shutil.make_archive(str(Path(near) / "packed"), "zip", made))
            packed.chmod(0o600)
            packed.replace(to)
    _result(work, file=to.name, bytes=to.stat().st_size)


@job("import", queue="long", limit=_SILENT, tries=3)
def _import(work: Work) -> None:
    """A spreadsheet that lies in a file, by somebody with the right to it; the arguments say which.

    file: its path; by: the id of the member of staff; mapping: headings and meanings; as_read: whether doubtful rows are
    read as a timeline would.
    """
    asked = work.arguments
    landlord = work.whose()
    by = Staff.objects.select_related("landlord").filter(landlord=landlord, pk=asked["by"]).first()
    if by is None:
        raise Hopeless("Whoever asked for the import does not work here any more.")
    try:
        made = plan(
            Path(asked["file"]), asked.get("mapping", {}), landlord, by, work.today, as_read=bool(asked.get("as_read"))
        )
    except (DocumentError, TimelineError, MapError) as error:
        raise Hopeless(str(error)) from None
    done = again = 0
    refused: list[str] = []
    for number, each in enumerate(carry_out(made, landlord, by, work.now), start=1):
        again += each.again
        done += not each.refused
        refused += [each.refused] if each.refused else []
        work.told(number, len(made.planned))
    waiting = [[line, why] for line, why in sorted(made.waiting.items())]
    _result(work, batch=made.batch, imported=done, again=again, already=len(made.already), refused=len(refused),
            waiting=json.loads(json.dumps(waiting[:1000])))  # fmt: skip
