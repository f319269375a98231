"""Documents in an object store that speaks S3: Amazon's, or one that runs in the landlord's own rooms.

Needs the extra `putright[s3]`. Keys and secrets come from where boto3 looks for them (its environment, its files, the
machine's own role), never from an address, because addresses are printed.
"""

import hashlib
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO, cast
from urllib.parse import parse_qsl, urlsplit

from django.core.exceptions import ImproperlyConfigured

from putright.records.storage import FULL, Damaged, Missing, NoRoom

__all__ = ["ObjectStore"]

_PIECE = 1024 * 1024
_IN_MEMORY = 8 * _PIECE
"""A document up to this size is held in memory while it is read; a larger one in a temporary file."""
_DIGEST_LENGTH = 64
_TAKEN = frozenset({"PreconditionFailed", "ConditionalRequestConflict", "412", "409"})
_GONE = frozenset({"NoSuchKey", "404", "NotFound"})


class ObjectStore:
    """Documents in a bucket: prefix / first two signs of the digest / digest. For the methods see `Storage`."""

    def __init__(self, url: str) -> None:
        """`url` is s3://bucket/prefix?endpoint=https://host&region=name; raises ImproperlyConfigured where it is none."""
        parts = urlsplit(url)
        more = dict(parse_qsl(parts.query))
        if parts.scheme != "s3" or not parts.hostname or parts.username or set(more) - {"endpoint", "region"}:
            raise ImproperlyConfigured(
                "PUTRIGHT_DOCUMENTS_URL is not the address of a bucket: give s3://bucket?endpoint=https://host, and the keys "
                "in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY; or leave it out to keep documents in a folder."
            )
        try:
            boto3: Any = import_module("boto3")
            config: Any = import_module("botocore.config").Config(
                connect_timeout=10, read_timeout=60, retries={"max_attempts": 3, "mode": "standard"}
            )
        except ImportError:
            raise ImproperlyConfigured(
                "Documents are to be kept in an object store, and what speaks to one is not installed: pip install "
                "'putright[s3]'."
            ) from None
        self._bucket, self._prefix = parts.hostname, parts.path.strip("/")
        session: Any = boto3.session.Session()  # of its own, because the shared one is not safe between threads
        self._s3: Any = session.client(
            "s3", endpoint_url=more.get("endpoint"), region_name=more.get("region") or session.region_name or "eu-west-2",
            config=config,
        )  # fmt: skip
        errors: Any = import_module("botocore.exceptions")
        self._refused, self._fails = errors.ClientError, (errors.ClientError, errors.BotoCoreError)

    def put(self, digest: str, whole: Path) -> None:
        """See Storage. If-None-Match lets one of two win, so that nothing is ever written over."""
        try:
            if self.has(digest):
                self._again(digest)
                return
            with whole.open("rb") as file:
                self._s3.put_object(Bucket=self._bucket, Key=self._key(digest), Body=file, IfNoneMatch="*")
        except self._fails as error:
            if _code(error) in _TAKEN:  # somebody else was quicker with the same bytes
                return
            raise NoRoom(FULL) from error
        except OSError as error:
            raise NoRoom(FULL) from error

    def _again(self, digest: str) -> None:
        if not self.equals(digest):
            raise Damaged(digest)
        key = self._key(digest)
        # Copied onto itself, so that it counts as written now and is not swept up.
        source = {"Bucket": self._bucket, "Key": key}
        self._s3.copy_object(Bucket=self._bucket, Key=key, CopySource=source, MetadataDirective="REPLACE")

    def open(self, digest: str) -> BinaryIO:
        """See Storage."""
        body = self._body(digest)
        file = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115  handed to whoever asked, who closes it
        for piece in iter(lambda: body.read(_PIECE), b""):
            file.write(piece)
        file.seek(0)
        return cast("BinaryIO", file)

    def has(self, digest: str) -> bool:
        """See Storage."""
        try:
            self._s3.head_object(Bucket=self._bucket, Key=self._key(digest))
        except self._refused as error:
            if _code(error) in _GONE:
                return False
            raise
        return True

    def equals(self, digest: str) -> bool:
        """See Storage."""
        body, found = self._body(digest), hashlib.sha256()
        for piece in iter(lambda: body.read(_PIECE), b""):
            found.update(piece)
        return found.hexdigest() == digest

    def kept(self) -> Iterator[tuple[str, datetime]]:
        """See Storage."""
        pages = self._s3.get_paginator("list_objects_v2")
        for page in pages.paginate(Bucket=self._bucket, Prefix=f"{self._prefix}/" if self._prefix else ""):
            for each in page.get("Contents", ()):
                name = each["Key"].rpartition("/")[2]
                if len(name) == _DIGEST_LENGTH:
                    yield name, each["LastModified"].astimezone(UTC)

    def remove(self, digest: str) -> None:
        """See Storage."""
        self._s3.delete_object(Bucket=self._bucket, Key=self._key(digest))

    def _body(self, digest: str) -> Any:  # noqa: ANN401  botocore's stream
        try:
            return self._s3.get_object(Bucket=self._bucket, Key=self._key(digest))["Body"]
        except self._refused as error:
            if _code(error) in _GONE:
                raise Missing(digest) from None
            raise

    def _key(self, digest: str) -> str:
        if len(digest) != _DIGEST_LENGTH or not set(digest) <= set("0123456789abcdef"):
            raise Missing(digest)  # never a key made of anything else
        return "/".join(filter(None, (self._prefix, digest[:2], digest)))


def _code(error: Any) -> str:  # noqa: ANN401  an error of botocore's, or of the network
    return str(getattr(error, "response", {}).get("Error", {}).get("Code", ""))
