"""`putright export`: everything of a landlord, in an open format."""

import argparse
import os
import shutil
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from putright import clock
from putright.cli.progress import Progress
from putright.cli.says import SaysNo, paragraph, print_json
from putright.cli.with_record import add_json, add_landlord, landlord_asked, many, with_record

if TYPE_CHECKING:
    from putright.people.models import Landlord

_ABOUT = """Writes every table of a landlord as JSON Lines, every complaint with its words, and every document, with a manifest
of digests; docs/how-to/record.md describes it. The place is a new folder, or a .zip file. It holds personal data."""


def register(commands: Any) -> None:  # noqa: ANN401  argparse gives its subparsers no public type
    """Add the command."""
    parser = commands.add_parser("export", help="everything of a landlord, in an open format", description=_ABOUT)
    parser.add_argument("place", type=Path, metavar="DIR|FILE.zip")
    add_landlord(parser)
    add_json(parser)
    parser.set_defaults(run=run)


@with_record
def run(options: argparse.Namespace) -> int:
    """Export."""
    landlord = landlord_asked(options)
    place: Path = options.place
    if place.exists() and (not place.is_dir() or any(place.iterdir())):
        raise SaysNo(f"{place} is there already and not empty: name a new folder, or a new .zip file.")
    try:
        manifest = _write(landlord, place)
    except OSError as error:
        raise SaysNo(f"{place} cannot be written: {error.strerror or error}.") from None
    files = manifest["files"]
    if options.json:
        print_json({"place": str(place), **manifest})
        return 0
    complaints, requests = files["complaints.jsonl"]["rows"], files["requests.jsonl"]["rows"]
    also = f"{many(requests, 'service request')}, " if requests else ""
    documents = sum(name.startswith("documents/") for name in files)
    print(
        paragraph(
            f"Everything of {landlord.name} is in {place}: {many(complaints, 'complaint')}, {also}"
            f"{many(files['tables/entry.jsonl']['rows'], 'entry', 'entries')}, {many(documents, 'document')}."
        )
    )
    print(paragraph(manifest["about"]))
    return 0


def _write(landlord: "Landlord", place: Path) -> dict[str, Any]:
    """Write beside the place, and move it there when it is whole."""
    import json

    from putright.actions.exporting import export

    near = place.absolute().parent
    near.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=near) as made:
        folder = Path(made) / "export"
        folder.mkdir(mode=0o700)
        with Progress("Exporting, file") as progress:
            for _ in progress.each(export(landlord, folder, clock.now())):
                pass
        manifest: dict[str, Any] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        if place.suffix.lower() == ".zip":
            zipped = Path(made) / "export.zip"
            with (
                os.fdopen(os.open(zipped, os.O_WRONLY | os.O_CREAT, 0o600), "wb") as file,
                zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive,
            ):
                for path in sorted(each for each in folder.rglob("*") if each.is_file()):
                    archive.write(path, path.relative_to(folder).as_posix())
            zipped.replace(place)
        else:
            if place.exists():
                place.rmdir()
            shutil.move(folder, place)
    return manifest
