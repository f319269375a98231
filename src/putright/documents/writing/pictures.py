"""A picture as PNG, for the one format that takes no SVG."""

from functools import lru_cache
from pathlib import Path
from typing import Any

from putright.blocks import Image
from putright.documents.writing.bounds import WritingError
from putright.documents.writing.coverage import FONTS

__all__ = ["as_png"]

_ROOM = Path(__file__).parent / "typst"
_POINTS_PER_INCH = 220


@lru_cache(maxsize=16)  # a landlord's logo is in every letter of a print run
def as_png(image: Image) -> bytes:
    """The same picture as PNG; a PNG or JPEG as it is. Raises WritingError for an SVG that cannot be drawn."""
    if image.media != "image/svg+xml":
        return image.content
    import typst

    compiler = typst.Compiler(input=_ROOM / "picture.typ", root=_ROOM, font_paths=[FONTS], ignore_system_fonts=True)
    try:
        drawn: Any = compiler.compile(
            format="png", ppi=_POINTS_PER_INCH, sys_inputs={"picture": image.content.decode("utf-8", "replace")}
        )
    except typst.TypstError:
        raise WritingError("The SVG picture cannot be drawn: save it as PNG and try again.") from None
    assert isinstance(drawn, bytes)
    return drawn
