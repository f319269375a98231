"""PDF: tagged, accessible and for keeping (PDF/UA-1 and PDF/A-2a), set by typst from data.

The typesetter sees one file of ours, the shipped fonts and one string of JSON. It is given no path and no network, so
words can name files as they like.
"""

import json
import tempfile
import threading
from datetime import UTC, date, datetime, time
from functools import lru_cache
from pathlib import Path
from typing import Any

from putright.blocks import Layout, Paper
from putright.documents.writing.as_data import paper_as_data
from putright.documents.writing.bounds import WritingError, checked
from putright.documents.writing.coverage import FONTS

__all__ = ["write_pdf"]

_ROOM = Path(__file__).parent / "typst"
_STANDARDS = ["ua-1", "a-2a"]
_OWN = threading.local()
"""A compiler remembers what it set last, and may be used by one thread at a time."""


def write_pdf(paper: Paper, *, on: date, layout: Layout = Layout.STANDARD) -> bytes:
    """The paper as PDF. `on` is the day it says it was made, so that the same words give the same bytes.

    Characters that no shipped font has are written out: `coverage.without_a_shape` tells which letters are lost. Raises
    WritingError for a paper that is too big, a picture that cannot be used, or one that the typesetter refuses.
    """
    import typst

    content = json.dumps(paper_as_data(checked(paper), layout), ensure_ascii=False)
    made = datetime.combine(on, time(12), tzinfo=UTC)
    try:
        pdf: Any = _compiler().compile(
            format="pdf", sys_inputs={"paper": content}, pdf_standards=_STANDARDS, timestamp=made
        )
    except typst.TypstError as error:
        reason = str(error).splitlines()[0].removeprefix("error: ")
        raise WritingError(
            f"The PDF could not be set ({reason}): take out a picture or an unusual character and try again."
        ) from None
    assert isinstance(pdf, bytes)
    return pdf


def _compiler() -> Any:  # noqa: ANN401  typst's own class, imported only where it is used
    import typst

    found = getattr(_OWN, "compiler", None)
    if found is None:
        found = _OWN.compiler = typst.Compiler(
            input=_ROOM / "paper.typ",
            root=_ROOM,
            font_paths=_fonts(),
            ignore_system_fonts=True,
            package_path=_nowhere(),
            package_cache_path=_nowhere(),
        )
    return found


@lru_cache(maxsize=1)
def _fonts() -> Any:  # noqa: ANN401  typst's own class
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])


@lru_cache(maxsize=1)
def _nowhere() -> Path:
    """A folder without packages: the template names none, and nothing may be fetched."""
    return Path(tempfile.gettempdir()) / "putright-no-packages"
