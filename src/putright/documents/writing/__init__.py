"""Writing papers: HTML, plain text, PDF and DOCX, one writer for each, all from the same blocks.

The words reach every format as data. Nothing in them is ever markup, in any of the four.
"""

from putright.documents.writing.bounds import WritingError
from putright.documents.writing.docx import write_docx
from putright.documents.writing.html import write_html, write_html_fragment
from putright.documents.writing.pdf import write_pdf
from putright.documents.writing.text import write_text

__all__ = ["WritingError", "write_docx", "write_html", "write_html_fragment", "write_pdf", "write_text"]
