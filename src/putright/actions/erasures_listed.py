"""A list of every erasure, kept beside the record: a file for each landlord, without a word of what was erased.

Keep it off the machine as the secret key is kept: with the machine gone, it is all that knows what must not come back.
"""

import json
import os
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings

from putright.people.row_security import theirs
from putright.records.chain import moment
from putright.records.models import Entry
from putright.records.retention_models import Disposal

__all__ = ["FIELDS", "FORMAT", "erasures_kept", "keep_list"]

FORMAT = "putright erasures 1"
FIELDS = ("reference", "basis", "rule", "source", "decided_by")
"""What of a row is in the list as it stands."""


def erasures_kept() -> Path:
    """The folder of the lists."""
    return Path(settings.HOME) / "erasures"


def keep_list(landlord: UUID) -> Path | None:
    """Write a landlord's list anew, whole or not at all. None where it cannot be written: the next time mends it."""
    with theirs(landlord):
        rows = list(Disposal.objects.filter(landlord=landlord).order_by("decided_at", "id"))
        lines = [json.dumps(_line(row), ensure_ascii=False, sort_keys=True) for row in rows]
    folder = erasures_kept()
    path = folder / f"{landlord}.jsonl"
    new = folder / f".{landlord}-{os.getpid()}"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        new.write_text("".join(f"{line}\n" for line in (json.dumps({"format": FORMAT}), *lines)), encoding="utf-8")
        new.replace(path)
    except OSError:
        return None
    return path


def _line(row: Disposal) -> dict[str, Any]:
    # A contact has no entries: its line has the number 0.
    entry = Entry.objects.filter(landlord=row.landlord, complaint=row.complaint, number=row.number).first()
    said = json.loads(entry.body) if entry is not None else {}
    return {
        **{name: getattr(row, name) for name in FIELDS},
        "landlord": str(row.landlord),
        "complaint": str(row.complaint),
        "number": row.number,
        "entries": said.get("entries", []),
        "due_on": row.due_on.isoformat() if row.due_on else None,
        "decided_at": moment(row.decided_at),
    }
