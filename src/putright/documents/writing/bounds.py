"""How big a paper may be, each bound with its reason; and the one error that every writer raises."""

from dataclasses import fields, is_dataclass
from typing import Any

from putright.blocks import Image, Paper, cleaned

__all__ = ["MAX_BLOCKS", "MAX_CHARACTERS", "MAX_IMAGE_BYTES", "WritingError", "checked", "checked_image"]

MAX_CHARACTERS = 2_000_000
"""Of all the words together: about 800 pages, and a report of a whole sector has a tenth of it."""
MAX_BLOCKS = 20_000
"""Paragraphs, lists and tables together."""
MAX_IMAGE_BYTES = 2_000_000
"""Of one picture: a logo has some tens of kilobytes, and every letter carries it."""

_STARTS = {
    "image/png": (b"\x89PNG\r\n\x1a\n",),
    "image/jpeg": (b"\xff\xd8\xff",),
    "image/svg+xml": (b"<svg", b"<?xml", b"\xef\xbb\xbf<", b"<!--"),
}


class WritingError(ValueError):
    """A paper cannot be written. The message is one sentence: what, why, the way out."""


def checked(paper: Paper) -> Paper:
    """The paper with every text cleaned. Raises WritingError where it is larger than the bounds."""
    if len(paper.blocks) > MAX_BLOCKS:
        raise WritingError(f"The paper has more than {MAX_BLOCKS:,} paragraphs and lists: split it in two.")
    if sum(_sizes(paper)) > MAX_CHARACTERS:
        raise WritingError(f"The paper has more than {MAX_CHARACTERS:,} characters: split it in two.")
    return cleaned(paper)


def _sizes(value: Any) -> Any:  # noqa: ANN401  whatever a paper holds
    if isinstance(value, str):
        yield len(value)
    elif isinstance(value, tuple):
        for each in value:
            yield from _sizes(each)
    elif is_dataclass(value):
        for each in fields(value):
            yield from _sizes(getattr(value, each.name))


def checked_image(image: Image) -> Image:
    """The picture. Raises WritingError where it is too big or is not what it says it is."""
    if len(image.content) > MAX_IMAGE_BYTES:
        raise WritingError(
            f"The picture has {len(image.content):,} bytes, more than {MAX_IMAGE_BYTES:,}: make it smaller."
        )
    starts = _STARTS.get(image.media)
    if starts is None:
        raise WritingError(f"A picture of the kind {image.media!r} cannot be written: use PNG, JPEG or SVG.")
    if not image.content.lstrip().startswith(starts):
        raise WritingError(f"The picture is not {image.media}, though it says so: save it again as PNG.")
    return image
