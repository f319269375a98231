"""`putright policy read FILE`: a draft policy out of a document, for a person to check and correct."""

import argparse
import os
import sys
import tempfile
from dataclasses import asdict, is_dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from putright.cli import says
from putright.policy.vocabulary import Sure

if TYPE_CHECKING:
    # The reader's many patterns are only prepared when something is read.
    from putright.policy.reading import Found, Reading

_SURE = {Sure.HIGH: "sure", Sure.MEDIUM: "fairly sure", Sure.LOW: "hardly sure"}
_MOST_SHOWN = 12


def register(inside: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `read` to the subcommands of `putright policy`."""
    parser = inside.add_parser(
        "read",
        help="read a policy out of a document: a draft with the passage behind every value",
        description="Read a complaints policy from text, HTML, DOCX or PDF and write it as a draft in TOML. Every value "
        "carries the passage and the section it was read from and how sure the reading is; what was not found is listed. "
        "The draft is for a person to check; then `putright policy check DRAFT.toml` works on it.",
    )
    parser.add_argument("document", metavar="FILE", help="the policy: .txt, .html, .docx or .pdf")
    parser.add_argument("--out", metavar="DRAFT.toml", help="write the draft to this file instead of printing it")
    parser.add_argument("--force", action="store_true", help="write over the file if it is there already")
    parser.add_argument("--json", action="store_true", help="what was found, what was not, and the draft, as JSON")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Read the document; print the draft, or write it. Raises SaysNo where there is nothing to read."""
    from putright.policy.reading import as_draft

    source = Path(options.document)
    target = Path(options.out) if options.out else None
    if target is not None:
        _check_target(target, source, force=options.force)
    reading = read_source(source)
    draft = as_draft(reading, source.name)
    if target is not None:
        _write(target, draft)
    if options.json:
        says.print_json(_as_data(reading, source.name, draft))
    elif target is not None:
        print(_summary(reading))
        print(
            "\n" + says.paragraph(f"Draft written to {target}. Check it by eye, then: putright policy check {target}")
        )
    else:
        print(draft, end="")
        print(_summary(reading), file=sys.stderr)
    return 0


def read_source(source: Path) -> "Reading":
    """What a document in prose says, as a policy with its passages. Raises SaysNo for one that cannot be read."""
    from putright.documents import DocumentError, read_document
    from putright.policy.reading import read_prose

    try:
        document = read_document(source)
    except DocumentError as error:
        raise says.SaysNo(str(error)) from None
    reading = read_prose(document)
    if not reading.found:
        raise says.SaysNo(
            f"{source.name} does not look like a complaints policy: no definition of a complaint, no stage, no time limit "
            "and no way to complain was found in it; check that it is the right document."
        )
    return reading


def _check_target(target: Path, source: Path, *, force: bool) -> None:
    """Refuse before the reading what would be lost by the writing."""
    if target.exists() and source.exists() and target.samefile(source):
        raise says.SaysNo(f"--out {target} is the document itself: give the draft another name.")
    if target.is_dir():
        raise says.SaysNo(f"--out {target} is a folder: give the name of a file in it.")
    if target.exists() and not force:
        raise says.SaysNo(f"{target} is there already: add --force to write over it, or give another name.")


def _write(target: Path, draft: str) -> None:
    """Beside first and then moved into place, so that a crash leaves no half of a draft."""
    beside = ""
    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", newline="\n", dir=target.parent, prefix=f".{target.name}.", delete=False
        ) as file:
            beside = file.name
            file.write(draft)
        os.replace(beside, target)  # noqa: PTH105  the name is text already
    except OSError as error:
        if beside:
            Path(beside).unlink(missing_ok=True)
        raise says.SaysNo(f"{target} cannot be written ({error.strerror}): check the folder and try again.") from None


def _summary(reading: "Reading") -> str:
    """How much was found, what to look at first, and what was not found, each folded to the width."""
    counts = {sure: sum(found.sure is sure for found in reading.found) for sure in Sure}
    how = ", ".join(f"{counts[sure]} {words}" for sure, words in _SURE.items() if counts[sure])
    parts = [says.paragraph(f"Found {len(reading.found)} values ({how}); {len(reading.not_found)} not found.")]
    parts += [says.paragraph(f"Note: {note}") for note in reading.notes]
    if reading.unsure:
        parts += ["", "Look at these first:", *(_line(found) for found in reading.unsure[:_MOST_SHOWN])]
        if len(reading.unsure) > _MOST_SHOWN:
            parts.append(f"  and {len(reading.unsure) - _MOST_SHOWN} more, marked low in the draft")
    if reading.not_found:
        parts += ["", "Not found (not the same as not being there):"]
        parts.append(
            says.table([(part, ", ".join(names)) for part, names in reading.not_found_by_part.items()], indent="  ")
        )
    return "\n".join(parts)


def _line(found: "Found") -> str:
    note = f": {found.note}" if found.note else ""
    return says.paragraph(f"{found.field} (section {found.section}){note}", indent="  ")


def _as_data(reading: "Reading", source: str, draft: str) -> dict[str, Any]:
    return {
        "document": source,
        "found": [
            {
                "field": found.field,
                "value": asdict(found.value)
                if is_dataclass(found.value) and not isinstance(found.value, type)
                else found.value,
                "section": found.section,
                "sure": found.sure,
                "passage": found.passage,
                "note": found.note,
            }
            for found in reading.found
        ],
        "not_found": reading.not_found,
        "notes": reading.notes,
        "draft": draft,
    }
