"""What a file is, told from its bytes and not from its name. Pure.

A short list of what complaints are made of: letters, photographs, recordings, spreadsheets, e-mails. Whatever is not on
it is refused, because nobody here could open it safely. Pages and drawings that can hold a program (HTML, SVG, documents
with macros) are not on it.
"""

import re
import struct
from dataclasses import dataclass
from pathlib import PurePath
from typing import BinaryIO

__all__ = ["KINDS", "MediaType", "NotAccepted", "named_rightly", "recognise"]


class NotAccepted(ValueError):  # noqa: N818  it is an answer to the person who sent it
    """A file that is not kept. The message says why and what to do."""


@dataclass(frozen=True, slots=True)
class MediaType:
    """One kind of file that is kept."""

    name: str
    says: str
    """What a person calls it."""
    suffixes: tuple[str, ...]
    """The first is the one given to a file whose name says something else."""


_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

KINDS: dict[str, MediaType] = {
    kind.name: kind
    for kind in (
        MediaType("application/pdf", "PDF", (".pdf",)),
        MediaType("image/png", "PNG picture", (".png",)),
        MediaType("image/jpeg", "JPEG picture", (".jpg", ".jpeg", ".jpe", ".jfif")),
        MediaType("image/gif", "GIF picture", (".gif",)),
        MediaType("image/heic", "HEIC picture", (".heic", ".heif")),
        MediaType("image/webp", "WEBP picture", (".webp",)),
        MediaType(_DOCX, "Word document", (".docx",)),
        MediaType(_XLSX, "Excel workbook", (".xlsx",)),
        MediaType("text/plain", "text", (".txt", ".csv", ".md", ".log")),
        MediaType("message/rfc822", "e-mail", (".eml",)),
        MediaType("audio/mpeg", "MP3 recording", (".mp3",)),
        MediaType("audio/mp4", "M4A recording", (".m4a",)),
        MediaType("audio/wav", "WAV recording", (".wav",)),
        MediaType("video/mp4", "MP4 film", (".mp4", ".m4v", ".mov")),
    )
}

_HEAD = 4096
_MAX_DIRECTORY = 4 * 1024 * 1024
"""Bytes of a zip's own table of contents that are read: enough for 40,000 parts."""
_TEXT_SAMPLE = 1024 * 1024

_BY_BRAND = {
    **dict.fromkeys((b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"), "image/heic"),
    **dict.fromkeys((b"M4A ", b"M4B "), "audio/mp4"),
    **dict.fromkeys(
        (b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V ", b"dash", b"qt  ", b"3gp4", b"3gp5"),
        "video/mp4",
    ),
}  # fmt: skip
_MP3_FRAME = re.compile(rb"\xff[\xfa\xfb\xf2\xf3\xe2\xe3][\x10-\xef]")
_MAIL_HEADER = re.compile(
    rb"(?:(?:from|to|subject|date|received|return-path|delivered-to|message-id|mime-version|x-[a-z-]+): ?[^\r\n]*\r?\n"
    rb"(?:[ \t][^\r\n]*\r?\n)*){2}",
    re.IGNORECASE,
)
_PROGRAM = re.compile(r"\s*<(?:!doctype|html|svg|\?xml|script|head|body|iframe)", re.IGNORECASE)


def recognise(file: BinaryIO, size: int) -> MediaType:
    """The kind of an open file of that many bytes. Raises NotAccepted where it is none of those kept."""
    if size == 0:
        raise NotAccepted("The file is empty: nothing was kept.")
    file.seek(0)
    head = file.read(_HEAD)
    name = _by_magic(head) or (_office(file, size) if head[:4] == b"PK\x03\x04" else "") or _text(file, head)
    if not name:
        said = ", ".join(sorted({kind.suffixes[0].removeprefix(".").upper() for kind in KINDS.values()}))
        raise NotAccepted(f"This is not a kind of file that is kept here, whatever its name says: send one of {said}.")
    return KINDS[name]


def named_rightly(name: str, kind: MediaType) -> str:
    """The name with the ending of what the file is: "report.pdf" that is a picture becomes "report.pdf.png"."""
    return name if PurePath(name).suffix.lower() in kind.suffixes else f"{name}{kind.suffixes[0]}"


_MAGIC: tuple[tuple[bytes | tuple[bytes, ...], str], ...] = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    ((b"GIF87a", b"GIF89a"), "image/gif"),
    (b"ID3", "audio/mpeg"),
)
_RIFF = {b"WEBP": "image/webp", b"WAVE": "audio/wav"}


def _by_magic(head: bytes) -> str:
    found = next((name for magic, name in _MAGIC if head.startswith(magic)), "")
    if found:
        return found
    if head.startswith(b"RIFF"):
        return _RIFF.get(head[8:12], "")
    if head[4:8] == b"ftyp":
        return _BY_BRAND.get(head[8:12], "")
    return "audio/mpeg" if _MP3_FRAME.match(head) else ""


def _office(file: BinaryIO, size: int) -> str:
    """Word or Excel, by the parts named in the zip's table of contents; nothing in it is unpacked."""
    tail = min(size, 66_000)
    file.seek(size - tail)
    end = file.read(tail)
    at = end.rfind(b"PK\x05\x06")
    if at < 0 or len(end) < at + 20:
        return ""
    length, begin = struct.unpack("<II", end[at + 12 : at + 20])
    if length > _MAX_DIRECTORY or begin + length > size:
        return ""
    file.seek(begin)
    parts = _part_names(file.read(length))
    if any(part.lower().endswith(b"vbaproject.bin") for part in parts):
        raise NotAccepted("The document holds macros, which are programs: save it without them, or as a PDF.")
    if b"[Content_Types].xml" not in parts:
        return ""
    return _DOCX if b"word/document.xml" in parts else _XLSX if b"xl/workbook.xml" in parts else ""


def _part_names(directory: bytes) -> set[bytes]:
    names, at = set(), 0
    while directory[at : at + 4] == b"PK\x01\x02" and len(directory) >= at + 46:
        name, extra, comment = struct.unpack("<HHH", directory[at + 28 : at + 34])
        names.add(directory[at + 46 : at + 46 + name])
        at += 46 + name + extra + comment
    return names


def _text(file: BinaryIO, head: bytes) -> str:
    """An e-mail, or text that can be read as it stands; what a browser would run is neither."""
    if _MAIL_HEADER.match(head):
        return "message/rfc822"
    file.seek(0)
    sample = file.read(_TEXT_SAMPLE)
    text = _decoded(sample)
    if text is None or any(ord(each) < ord(" ") and each not in "\t\n\r\f" for each in text):
        return ""
    if _PROGRAM.match(text):
        raise NotAccepted("Web pages and drawings that can hold a program are not kept: save it as a PDF or a picture.")
    return "text/plain"


def _decoded(sample: bytes) -> str | None:
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")):
        return sample[: len(sample) // 2 * 2].decode("utf-16", errors="replace")
    try:
        return sample.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if len(sample) == _TEXT_SAMPLE and error.start > len(sample) - 4:  # a letter that was cut at the sample's end
            return sample[: error.start].decode("utf-8-sig")
    if b"\0" in sample or any(byte in _NOT_WINDOWS for byte in sample):
        return None
    return sample.decode("cp1252")


_NOT_WINDOWS = frozenset(b"\x81\x8d\x8f\x90\x9d")
"""Bytes that mean nothing in the older Windows texts."""
