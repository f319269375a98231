"""`read_document`: any document into passages, by what the file holds."""

from pathlib import Path

from putright.documents.bounds import DocumentError
from putright.documents.opening import open_file
from putright.passages import Document

__all__ = ["read_document"]


def read_document(path: Path) -> Document:
    """A text, HTML, DOCX or PDF file as passages in reading order.

    Raises DocumentError, one sentence with the way out, for a file that is missing, a folder, empty, larger than the
    bounds in `putright.documents.bounds`, protected, scanned, damaged, or not what its name says.
    """
    opened = open_file(Path(path))
    match opened.format:
        case "pdf":
            from putright.documents.pdf import read_pdf

            document = read_pdf(opened)
        case "docx":
            from putright.documents.docx import read_docx

            document = read_docx(opened)
        case "html":
            from putright.documents.html import read_html

            document = read_html(opened)
        case "text":
            from putright.documents.text import read_text

            document = read_text(opened)
        case _:
            raise DocumentError(
                f"{opened.name} is a spreadsheet, which is not read as a document: save it as PDF or .docx."
            )
    if not document.passages:
        raise DocumentError(f"{opened.name} has no words in it: check that it was saved or downloaded in full.")
    return document
