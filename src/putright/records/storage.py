"""Where the bytes of documents are: a folder by default, an object store by setting.

A storage keeps bytes under their SHA-256 digest, once, and never writes over them. `Storage` is all that is asked of one.
Another is used by naming its class in the setting DOCUMENTS_STORAGE ("package.module.Class", made without arguments); for
an object store that speaks S3 the six methods are PUT with If-None-Match, GET, HEAD, LIST, DELETE and a copy onto itself.
"""

import contextlib
import errno
import hashlib
import os
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO, Protocol

from django.conf import settings
from django.utils.module_loading import import_string

__all__ = ["FULL", "Damaged", "LocalFolder", "Missing", "NoRoom", "Storage", "incoming", "storage"]

FULL = "The file could not be kept, because the disk would not take it: nothing was recorded. Tell whoever runs this system."
_PIECE = 1024 * 1024
_DIGEST_LENGTH = 64
_NO_LINKS = (errno.EPERM, errno.ENOTSUP, errno.EXDEV, errno.ENOSYS)
"""What a disk says that knows no second names for a file."""


class Missing(Exception):  # noqa: N818  what is said of a document
    """There are no bytes under this digest."""


class Damaged(Exception):  # noqa: N818
    """What is kept under this digest is something else."""


class NoRoom(Exception):  # noqa: N818
    """The bytes could not be written. The message is for the person who sent them."""


class Storage(Protocol):
    """What a place for documents has to be able to do."""

    def put(self, digest: str, whole: Path) -> None:
        """Keep the bytes of a finished file under their digest: all of them or none, on the disk when it returns.

        Bytes that are there already are left and count as written now. Raises Damaged where they are not the same, and
        NoRoom where they cannot be written.
        """

    def open(self, digest: str) -> BinaryIO:
        """The bytes, to be read. Raises Missing."""

    def has(self, digest: str) -> bool:
        """Whether there are bytes under the digest; they are not read."""

    def equals(self, digest: str) -> bool:
        """Whether the bytes are the ones of the digest. Reads all of them. Raises Missing."""

    def kept(self) -> Iterator[tuple[str, datetime]]:
        """Every digest there is, with when it was last written."""

    def remove(self, digest: str) -> None:
        """Take the bytes away; nothing happens where there are none."""


def storage() -> Storage:
    """The storage of this installation."""
    named = getattr(settings, "DOCUMENTS_STORAGE", "")
    if named:
        made: Storage = import_string(named)()
        return made
    url = getattr(settings, "DOCUMENTS_URL", "")
    return _bucket(url) if url else LocalFolder(Path(settings.DOCUMENTS))


@lru_cache(maxsize=4)
def _bucket(url: str) -> Storage:
    """Made once, because it takes a second and holds connections."""
    from putright.records.object_store import ObjectStore

    return ObjectStore(url)


@contextlib.contextmanager
def incoming() -> Iterator[BinaryIO]:
    """A file for bytes that are still arriving, beside the documents; gone afterwards, whatever happened."""
    folder = Path(settings.DOCUMENTS) / "incoming"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor, name = tempfile.mkstemp(dir=folder, prefix="arriving-")
    try:
        with Path(name).open("w+b") as file:
            os.close(descriptor)
            yield file
    finally:
        Path(name).unlink(missing_ok=True)


class LocalFolder:
    """Documents in a folder: first two signs of the digest / digest. Outside anything a web server shows."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def put(self, digest: str, whole: Path) -> None:
        """See Storage. The file is linked into its place, which fails where one is: nothing is ever written over."""
        place = self._place(digest)
        if place.exists():
            if not self.equals(digest):
                raise Damaged(digest)
            os.utime(place)
            return
        try:
            place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            _on_disk(whole)
            whole.chmod(0o400)
            try:
                os.link(whole, place)
            except FileExistsError:  # somebody else was quicker with the same bytes
                return
            except OSError as error:
                if error.errno not in _NO_LINKS:
                    raise
                whole.replace(place)
            _on_disk(place.parent)
            _on_disk(self._root)
        except OSError as error:
            raise NoRoom(FULL) from error

    def open(self, digest: str) -> BinaryIO:
        """See Storage."""
        try:
            return self._place(digest).open("rb")
        except FileNotFoundError:
            raise Missing(digest) from None

    def has(self, digest: str) -> bool:
        """See Storage."""
        return self._place(digest).is_file()

    def equals(self, digest: str) -> bool:
        """See Storage."""
        found = hashlib.sha256()
        with self.open(digest) as file:
            while piece := file.read(_PIECE):
                found.update(piece)
        return found.hexdigest() == digest

    def kept(self) -> Iterator[tuple[str, datetime]]:
        """See Storage."""
        for folder in sorted(self._root.glob("[0-9a-f][0-9a-f]")):
            for place in sorted(folder.iterdir()):
                if len(place.name) == _DIGEST_LENGTH:
                    with contextlib.suppress(FileNotFoundError):  # removed meanwhile
                        yield place.name, datetime.fromtimestamp(place.stat().st_mtime, UTC)

    def remove(self, digest: str) -> None:
        """See Storage."""
        self._place(digest).unlink(missing_ok=True)

    def _place(self, digest: str) -> Path:
        if len(digest) != _DIGEST_LENGTH or not set(digest) <= set("0123456789abcdef"):
            raise Missing(digest)  # never a path made of anything else
        return self._root / digest[:2] / digest


def _on_disk(path: Path) -> None:
    """Make sure that a file's bytes, or a folder's list of names, survive a power cut."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
