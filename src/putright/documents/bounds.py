"""How big a document may be, each bound with its reason; and the one error that every reader raises.

A published policy or self-assessment is 5 to 60 pages and well under 10 MB. The bounds leave ten times that, and stop
a file that was made to exhaust the machine before it is unpacked.
"""

__all__ = [
    "MAX_CELLS",
    "MAX_CHARACTERS",
    "MAX_FILE_BYTES",
    "MAX_NESTING",
    "MAX_OPEN_ELEMENTS",
    "MAX_PACKED_FILES",
    "MAX_PAGES",
    "MAX_PASSAGES",
    "MAX_RATIO",
    "MAX_ROWS",
    "MAX_SHAPES_ON_A_PAGE",
    "MAX_TABLE_PAGES",
    "MAX_UNPACKED_BYTES",
    "DocumentError",
]

MAX_FILE_BYTES = 50_000_000
"""The file itself: more is a scan or a picture book, and everything is read into memory at once."""
MAX_UNPACKED_BYTES = 100_000_000
"""All the parts of a DOCX or XLSX together, unpacked: the largest real ones seen are a tenth of that."""
MAX_RATIO = 200
"""Unpacked against packed, for parts over a megabyte: Word's XML packs 10 to 40 times, a zip bomb 1,000 times."""
MAX_PACKED_FILES = 5_000
"""Parts in a DOCX or XLSX: a long illustrated one has some hundreds."""
MAX_CHARACTERS = 5_000_000
"""Of text: about 2,000 pages."""
MAX_PASSAGES = 100_000
"""Paragraphs, headings, bullets and rows together."""
MAX_NESTING = 200
"""How deep HTML elements or table cells may stand in each other; deeper text is read without its structure."""
MAX_OPEN_ELEMENTS = 3_000
"""HTML elements open inside each other: the parser's time grows with the square of it, and real pages have dozens."""
MAX_PAGES = 400
"""Of a PDF: read in about a quarter of a minute as text."""
MAX_TABLE_PAGES = 200
"""Pages of a PDF on which tables are looked for, at up to half a second each; later pages are read as text."""
MAX_SHAPES_ON_A_PAGE = 5_000
"""Drawn lines and boxes on a PDF page: a drawing has more, and finding tables among them takes the square of it."""
MAX_ROWS = 200_000
"""Of a spreadsheet."""
MAX_CELLS = 5_000_000
"""Of a spreadsheet's used area, filled or not: one cell in the far corner would otherwise take all the memory."""


class DocumentError(ValueError):
    """A file cannot be read as a document. The message is one sentence: what, where, why, the way out."""
