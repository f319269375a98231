"""Reading files: text, HTML, DOCX and PDF into passages, CSV and XLSX into rows. The only room that knows formats.

Nothing from a file is executed or fetched. Every reader works within the bounds named in `bounds`, and everything that
cannot be read is a `DocumentError` whose one sentence says what, where, why and the way out.
"""

from putright.documents.bounds import DocumentError
from putright.documents.reading import read_document
from putright.documents.tables import Row, read_rows

__all__ = ["DocumentError", "Row", "read_document", "read_rows"]
