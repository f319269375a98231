"""Asking a virus scanner about a file before it is kept: clamd, by its INSTREAM command, where there is one.

A scanner that does not answer says nothing about the file: it is put aside, neither lost nor served, until one does.
"""

import socket
import struct
from typing import BinaryIO

from django.conf import settings

__all__ = ["NotScanned", "found_in", "wanted"]

_PIECE = 64 * 1024
_PATIENCE = 60
"""Seconds that a scanner may take for one answer."""


class NotScanned(Exception):  # noqa: N818  it is an answer: there is none
    """The scanner could not be asked, or gave no answer that says whether the file is clean."""


def wanted() -> str:
    """Where the scanner listens: host:port, or the path of a socket; empty where files are not scanned."""
    return str(getattr(settings, "CLAMD", ""))


def found_in(file: BinaryIO) -> str:
    """The name of what the scanner found in an open file, read from its beginning; "" where it is clean.

    Raises NotScanned.
    """
    try:
        with _connected(wanted()) as scanner:
            file.seek(0)
            scanner.sendall(b"zINSTREAM\0")
            while piece := file.read(_PIECE):
                scanner.sendall(struct.pack(">I", len(piece)) + piece)
            scanner.sendall(struct.pack(">I", 0))
            said = _answer(scanner)
    except (OSError, ValueError) as error:
        raise NotScanned(str(error)) from error
    if said == "stream: OK":
        return ""
    if said.startswith("stream: ") and said.endswith(" FOUND"):
        return said.removeprefix("stream: ").removesuffix(" FOUND")
    raise NotScanned(said or "no answer")  # "size limit exceeded" too: nobody has looked at all of it


def _connected(where: str) -> socket.socket:
    if where.startswith("/"):
        scanner = socket.socket(socket.AF_UNIX)
        scanner.settimeout(_PATIENCE)
        scanner.connect(where)
        return scanner
    host, _, port = where.rpartition(":")
    return socket.create_connection((host.strip("[]"), int(port)), timeout=_PATIENCE)


def _answer(scanner: socket.socket) -> str:
    said = b""
    while not said.endswith(b"\0"):
        piece = scanner.recv(4096)
        if not piece:
            break
        said += piece
    return said.rstrip(b"\0\n").decode(errors="replace").strip()
