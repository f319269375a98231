"""The style sheets, scripts and pictures as they are served: named by their contents, compressed, collected by themselves.

There is no step for it in setting up. Whoever needs the files first (the server that starts, a page that names one)
collects them into a folder of PUTRIGHT_HOME that is named by what is in it. So a new version never serves an old style
sheet, and two processes that start at the same moment find the same folder whole or not at all.
"""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.files.storage import Storage
from django.http import HttpRequest, HttpResponseBase
from whitenoise.middleware import WhiteNoiseMiddleware  # type: ignore[import-untyped]  # publishes no types
from whitenoise.storage import (  # type: ignore[import-untyped]  # publishes no types
    CompressedManifestStaticFilesStorage,
)

__all__ = ["Collected", "StaticFiles", "collected"]

_LEFT_OUT = ["*.map", "htmx-2*", "htmax-*", "htmx-4.js", "ext"]
"""Of the libraries' files, those that no page of ours asks for."""


@lru_cache(maxsize=1)
def collected() -> Path:
    """The folder with all files in it, made now if there is none for what the program holds today."""
    sources = sorted(_sources())
    mark = sha256()
    for path, storage in sources:
        mark.update(path.encode() + b"\0" + Path(storage.path(path)).read_bytes() + b"\0")
    folder = Path(settings.STATIC_FILES) / mark.hexdigest()[:16]
    if not folder.exists():
        _collect(sources, folder)
    return folder


def _collect(sources: list[tuple[str, Storage]], folder: Path) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=".being-collected-", dir=folder.parent))
    try:
        storage = CompressedManifestStaticFilesStorage(location=made)
        paths = {}
        for path, where in sources:
            with where.open(path) as source:
                storage.save(path, source)
            paths[path] = (storage, path)
        for name, _, done in storage.post_process(paths):
            if isinstance(done, Exception):
                done.add_note(f"The file {name} could not be made ready to be served.")
                raise done
        made.chmod(0o755)
        try:
            made.rename(folder)
        except OSError:  # another process was quicker, and its folder holds the same
            if not folder.exists():
                raise
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _sources() -> Iterator[tuple[str, Storage]]:
    seen = set()
    for finder in get_finders():
        for path, storage in finder.list(_LEFT_OUT):
            if path not in seen:
                seen.add(path)
                yield path.replace(os.sep, "/"), storage


class Collected(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # the same
    """Names files by their contents: `{% static "pages/desk.css" %}` is "/static/pages/desk.3f2a1b.css"."""

    def __init__(self, *args: Any, **more: Any) -> None:  # noqa: ANN401  as any storage
        """In the folder of today's files."""
        super().__init__(*args, **{"location": collected(), **more})


class StaticFiles(WhiteNoiseMiddleware):  # type: ignore[misc]  # the same
    """Serves them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """From the folder of today's files."""
        super().__init__(get_response, _WithFolder())


class _WithFolder:
    """Django's settings, with the folder of today's files as the root."""

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  as the settings
        return str(collected()) if name == "STATIC_ROOT" else getattr(settings, name)
