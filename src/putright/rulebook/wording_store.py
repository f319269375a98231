"""Where the official wording is kept on this machine, once the user has loaded it: one small file per edition.

It stands in the user's own folder, never in the package: the wording is not ours to ship.
"""

import json
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from putright.rulebook.loading import RulebookError
from putright.rulebook.model import Rulebook
from putright.rulebook.wording import Wording

__all__ = ["keep_wording", "kept_wording", "user_folder"]


def user_folder(environment: Mapping[str, str], home: Path) -> Path:
    """The folder of one user: $PUTRIGHT_HOME, else under $XDG_DATA_HOME, else under ~/.local/share."""
    if environment.get("PUTRIGHT_HOME"):
        return Path(environment["PUTRIGHT_HOME"])
    if environment.get("XDG_DATA_HOME"):
        return Path(environment["XDG_DATA_HOME"]) / "putright"
    return home / ".local" / "share" / "putright"


def kept_wording(folder: Path, edition: Rulebook) -> dict[str, str]:
    """The wording kept for an edition, by provision; empty where none has been loaded. Raises RulebookError."""
    path = _path(folder, edition)
    if not path.exists():
        return {}
    try:
        texts = json.loads(path.read_text(encoding="utf-8"))["provisions"]
        return {str(number): str(text) for number, text in texts.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise RulebookError(
            f"The wording kept in {path} cannot be read: delete that file and load the wording again."
        ) from None


def keep_wording(folder: Path, wording: Wording, *, loaded_from: str) -> Path:
    """Keep what was found, over what was kept before; what was not found this time stays. Returns the file.

    Written beside and then moved into place, so that a crash leaves the old file whole. Raises RulebookError.
    """
    path = _path(folder, wording.rulebook)
    texts = kept_wording(folder, wording.rulebook) | wording.texts
    order = {provision.id: place for place, provision in enumerate(wording.rulebook.provisions)}
    content = {
        "family": wording.rulebook.family,
        "edition": wording.rulebook.edition,
        "loaded_from": loaded_from,
        "provisions": dict(sorted(texts.items(), key=lambda item: order.get(item[0], len(order)))),
    }
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", dir=path.parent, prefix=path.name, delete=False
        ) as beside:
            json.dump(content, beside, ensure_ascii=False, indent=1)
        os.replace(beside.name, path)  # noqa: PTH105  the name is text already
    except OSError as error:
        raise RulebookError(
            f"The wording cannot be kept in {path.parent} ({error.strerror}): set PUTRIGHT_HOME to a folder of yours."
        ) from None
    return path


def _path(folder: Path, edition: Rulebook) -> Path:
    return folder / "wording" / f"{edition.family}-{edition.edition}.json"
