"""Opening a file: what stands in it is decided by its first bytes, not by its name alone.

Nothing here knows how a format is read. Nothing from a file is ever executed, and nothing is fetched.
"""

import lzma
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from putright.documents.bounds import (
    MAX_FILE_BYTES,
    MAX_PACKED_FILES,
    MAX_RATIO,
    MAX_UNPACKED_BYTES,
    DocumentError,
)

__all__ = ["UNPACKING_ERRORS", "Opened", "open_file"]

UNPACKING_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    OSError,
    RuntimeError,
    NotImplementedError,
    EOFError,
)
"""Everything that unpacking a damaged, encrypted or oddly packed file raises."""

_MEGABYTE = 1_000_000
_HTML = re.compile(
    rb"^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|main|article|section|div|table|h[1-6]|p)\b",
    re.IGNORECASE | re.DOTALL,
)
_FORMAT_OF_NAME = {
    ".pdf": "pdf",
    ".docx": "docx",
    ".xlsx": "xlsx",
    ".html": "html",
    ".htm": "html",
    ".txt": "text",
    ".md": "text",
    ".csv": "text",
    ".tsv": "text",
}
_SAID = {
    "pdf": "a PDF",
    "docx": "a Word document",
    "xlsx": "an Excel workbook",
    "html": "a web page",
    "text": "plain text",
}
_WORDS = {"text", "html"}
"""Formats a person may confuse in a name without harm: either way it is read by its content."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A file's bytes and what they are."""

    name: str
    content: bytes
    format: str
    """pdf, docx, xlsx, html or text."""
    notes: tuple[str, ...] = ()


def open_file(path: Path) -> Opened:
    """The file's bytes (at most `MAX_FILE_BYTES`) and its format. Raises DocumentError."""
    content = _bytes(path)
    found = _format(path.name, content)
    claimed = _FORMAT_OF_NAME.get(path.suffix.lower())
    if claimed is None or claimed == found:
        return Opened(path.name, content, found)
    if {claimed, found} <= _WORDS:
        return Opened(path.name, content, found, (f"{path.name} was read as {_SAID[found]}, which is what it holds.",))
    raise DocumentError(
        f"{path.name} is named as {_SAID[claimed]} but holds {_SAID[found]}: "
        "give it the right ending, or fetch the document again."
    )


def _bytes(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise DocumentError(f"{path} is a folder: name one document in it.")
        if path.exists() and not path.is_file():
            raise DocumentError(f"{path} is not a file: save the document to a file and name that.")
        with path.open("rb") as stream:
            content = stream.read(MAX_FILE_BYTES + 1)
    except (OSError, ValueError) as error:
        if isinstance(error, DocumentError):
            raise
        why = (
            "there is no such file" if isinstance(error, FileNotFoundError) else str(getattr(error, "strerror", error))
        )
        raise DocumentError(f"{path} cannot be read ({why}): check the name and try again.") from None
    if len(content) > MAX_FILE_BYTES:
        limit = MAX_FILE_BYTES // _MEGABYTE
        raise DocumentError(f"{path.name} is larger than {limit} MB: save the part with the words in it on its own.")
    if not content.strip(b"\x00\t\r\n\x0b\x0c \xef\xbb\xbf"):
        raise DocumentError(f"{path.name} is empty: check that it was saved or downloaded in full.")
    return content


def _format(name: str, content: bytes) -> str:
    """What the bytes are. Raises DocumentError for a format that is not read here."""
    if b"%PDF-" in content[:1024]:
        return "pdf"
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _packed_format(name, content)
    if content.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise DocumentError(f"{name} is protected by a password: save it without one and try again.")
        raise DocumentError(f"{name} is in an old Office format: save it as .docx or .xlsx and try again.")
    if content.startswith(b"{\\rtf"):
        raise DocumentError(f"{name} is rich text (RTF): save it as .docx and try again.")
    if _HTML.match(_readable_start(content)):
        return "html"
    return "text"


def _readable_start(content: bytes) -> bytes:
    """The first part without a byte order mark or the empty bytes of UTF-16, for recognising a web page."""
    return (
        content[:8192]
        .removeprefix(b"\xef\xbb\xbf")
        .removeprefix(b"\xff\xfe")
        .removeprefix(b"\xfe\xff")
        .replace(b"\0", b"")
    )


def _packed_format(name: str, content: bytes) -> str:
    """What a zip file is, once it is known to unpack to a bearable size."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            parts = packed.infolist()
            _check_size(name, parts)
            names = {part.filename for part in parts}
            kinds = packed.read("[Content_Types].xml")[:_MEGABYTE] if "[Content_Types].xml" in names else b""
    except UNPACKING_ERRORS:
        raise DocumentError(f"{name} is damaged (it does not unpack): fetch it again, or save it anew.") from None
    if b"wordprocessingml" in kinds:
        return "docx"
    if b"spreadsheetml" in kinds:
        return "xlsx"
    raise DocumentError(
        f"{name} is a packed file that is neither a Word document nor an Excel workbook: save it as .docx, .pdf or .html."
    )


def _check_size(name: str, parts: list[zipfile.ZipInfo]) -> None:
    """Refuses a zip bomb by what it declares; unpacking never goes past a declared size."""
    if len(parts) > MAX_PACKED_FILES:
        raise DocumentError(
            f"{name} holds more than {MAX_PACKED_FILES:,} parts and was not opened: save it anew from Word or Excel."
        )
    if sum(part.file_size for part in parts) > MAX_UNPACKED_BYTES:
        limit = MAX_UNPACKED_BYTES // _MEGABYTE
        raise DocumentError(f"{name} unpacks to more than {limit} MB and was not opened: save it without its pictures.")
    for part in parts:
        if part.file_size > _MEGABYTE and part.file_size > MAX_RATIO * max(1, part.compress_size):
            raise DocumentError(
                f"{name} was not opened, because its part {part.filename[:60]!r} unpacks to more than {MAX_RATIO} times "
                "its size, as a zip bomb does: save it anew from Word or Excel."
            )
