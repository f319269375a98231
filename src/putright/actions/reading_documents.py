"""What is written in a filed document, made searchable. In the background: a long PDF takes seconds, and may be hostile."""

import shutil
import tempfile
from datetime import datetime
from pathlib import Path

from django.db import transaction

from putright.documents.bounds import DocumentError
from putright.documents.reading import read_document
from putright.people.models import Landlord
from putright.people.row_security import theirs
from putright.records import search
from putright.records.filing import hold
from putright.records.filing_models import Filing
from putright.records.search_again import unread
from putright.records.storage import Missing, storage

__all__ = ["index_document", "index_unread"]

_READ = {
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "text/html": ".html",
    "text/plain": ".txt",
}
"""The kinds that are read, with the ending the reader knows them by."""
_AT_ONCE = 200
"""How many are read in one go: what is left is read the next time."""


def index_document(filing: Filing) -> bool:
    """Read a document and make its words searchable. Whether any were found in it.

    One that cannot be read (a scan, a protected or damaged file) is left findable by its name, and not tried again.
    """
    text = _text_of(filing)
    with transaction.atomic():
        hold(filing.digest)
        # Erased while it was being read: its words must not come back.
        if Filing.objects.filter(pk=filing.pk, landlord=filing.landlord, erased_at=None).exists():
            search.index_text(filing, text)
    return bool(text)


def _text_of(filing: Filing) -> str:
    ending = _READ.get(filing.media_type)
    if ending is None:
        return ""
    with tempfile.TemporaryDirectory(prefix="putright-reading-") as folder:
        path = Path(folder) / f"document{ending}"
        try:
            with storage().open(filing.digest) as kept, path.open("wb") as copy:
                shutil.copyfileobj(kept, copy)
            return "\n".join(passage.text for passage in read_document(path).passages)
        except (DocumentError, Missing):
            return ""


def index_unread(landlord: Landlord, at: datetime) -> int:
    """Read the documents of a landlord that have not been read yet. How many were. Each in a transaction of its own."""
    del at
    with theirs(landlord.pk):
        waiting = unread(landlord.pk, _AT_ONCE)
    for filing in waiting:
        with theirs(landlord.pk):
            index_document(filing)
    return len(waiting)
