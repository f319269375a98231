"""`putright backup` and `putright restore`: the whole record in one file, and the proof that it comes back."""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from putright import clock
from putright.cli.complaint_told import in_london
from putright.cli.progress import Progress
from putright.cli.says import SaysNo, coloured, paragraph, print_json
from putright.cli.with_record import add_json, many, remember, set_up, with_record

_RUN = "import sys; from putright.cli import main; sys.exit(main(sys.argv[1:]))"


def register(commands: Any) -> None:  # noqa: ANN401  argparse gives its subparsers no public type
    """Add the commands."""
    backup = commands.add_parser(
        "backup",
        help="the database and the documents in one file",
        description="Copies the record while it is in use. The secret key is not in the file: keep a copy of it elsewhere.",
    )
    backup.add_argument("file", type=Path, metavar="FILE")
    add_json(backup)
    backup.set_defaults(run=run_backup)

    restore = commands.add_parser(
        "restore",
        help="bring a backup back into a new folder; --drill only proves that it would come back",
        description="Unpacks a backup, compares every file with the digests taken when it was made, and verifies the record "
        "in it. With --drill in a temporary place that is deleted again. The record in use is never touched.",
    )
    restore.add_argument("file", type=Path, metavar="FILE")
    where = restore.add_mutually_exclusive_group(required=True)
    where.add_argument("--into", type=Path, metavar="DIR", help="a new folder, to be used as PUTRIGHT_HOME")
    where.add_argument("--drill", action="store_true", help="restore into a temporary place, verify, delete")
    restore.add_argument(
        "--erasures",
        type=Path,
        metavar="DIR",
        help="the lists of what was erased, so that it does not come back (default: the folder erasures of this record)",
    )
    add_json(restore)
    restore.set_defaults(run=run_restore)

    again = commands.add_parser(
        "erase-again",
        help="erase what was erased before, in a record that came back from a backup",
        description="Reads the lists of erasures and erases in this record whatever of it is still there. `restore --into` "
        "does it by itself; with PostgreSQL it is done after pg_restore.",
    )
    again.add_argument("lists", type=Path, metavar="DIR", help="the folder with the lists of erasures")
    add_json(again)
    again.set_defaults(run=run_erase_again)


@with_record
def run_erase_again(options: argparse.Namespace) -> int:
    """Erase again."""
    from putright.actions.erased_again import ErasuresError, erase_again

    lists = sorted(options.lists.glob("*.jsonl"))
    if not lists:
        raise SaysNo(f"There are no lists of erasures in {options.lists}.")
    try:
        done = list(erase_again(lists, clock.now()))
    except ErasuresError as error:
        raise SaysNo(str(error)) from None
    if options.json:
        print_json({"erased_again": [each.reference for each in done]})
    else:
        print(f"Erased again on {many(len(done), 'complaint')}.")
    return 0


@with_record
def run_backup(options: argparse.Namespace) -> int:
    """Back up."""
    from putright.actions.backups import BackupError, back_up

    at = clock.now()
    try:
        with Progress("Backing up") as progress:
            manifest = back_up(options.file, at, progress.at)
    except BackupError as error:
        raise SaysNo(str(error)) from None
    size = options.file.stat().st_size
    remember("backup", {"file": str(options.file.absolute()), "entries": manifest["entries"]}, at)
    if options.json:
        print_json({"file": str(options.file), "bytes": size, **manifest})
        return 0
    documents = len(manifest["files"]) - 1
    print(
        paragraph(
            f"The record is in {options.file}: {many(manifest['entries'], 'entry', 'entries')}, "
            f"{many(documents, 'document')}, {size / 1_000_000:,.1f} MB."
        )
    )
    print(
        paragraph(
            f"Keep it off this machine, and try now and then whether it comes back: putright restore --drill {options.file}"
        )
    )
    return 0


def run_restore(options: argparse.Namespace) -> int:
    """Restore, or prove that it could be. Returns 1 where what comes back is not what was backed up."""
    set_up()
    from putright.actions.backups import BackupError

    try:
        if options.drill:
            with tempfile.TemporaryDirectory(prefix="putright-drill-") as place:
                told = _restore(options.file, Path(place))
        else:
            into: Path = options.into
            if into.exists() and (not into.is_dir() or any(into.iterdir())):
                raise SaysNo(f"{into} is there already and not empty: name a new folder.")
            into.mkdir(parents=True, exist_ok=True, mode=0o700)
            told = _restore(options.file, into)
            told["erased_again"] = (
                _erase_again(into, options.erasures) if not told["faults"] and told["verified"] else []
            )
    except BackupError as error:
        raise SaysNo(str(error)) from None
    except OSError as error:
        raise SaysNo(f"It cannot be restored there: {error.strerror or error}.") from None
    if options.drill:
        remember("drill", {"file": str(options.file.absolute()), "faults": len(told["faults"])}, clock.now())
    if options.json:
        print_json({"into": None if options.drill else str(options.into), **told})
    else:
        _print(told, options)
    return 1 if told["faults"] else 0


def _restore(file: Path, place: Path) -> dict[str, Any]:
    from putright.actions.backups import POSTGRESQL, read_manifest, unpack

    manifest = read_manifest(file)
    with Progress("Unpacking") as progress:
        faults = list(unpack(file, place, progress.at))
    told = {
        "backup_at": manifest["at"],
        "files": len(manifest["files"]),
        "entries": manifest["entries"],
        "verified": False,
    }
    if manifest["database"] == POSTGRESQL:
        return {**told, "database": manifest["database"], "faults": faults}
    if not faults:
        faults, found = _verify(place)
        told["verified"] = True
        if not faults and found != manifest["entries"]:
            faults = [f"There are {found:,} entries, and {manifest['entries']:,} were backed up."]
    return {**told, "database": manifest["database"], "faults": faults}


def _verify(place: Path) -> tuple[list[str], int]:
    """Verify a record that lies elsewhere, in a process of its own: settings are read once for a process."""
    env = {name: value for name, value in os.environ.items() if name != "PUTRIGHT_DATABASE_URL"}
    env["PUTRIGHT_HOME"] = str(place.absolute())
    made = _run(["setup", "--json"], env)
    if made.returncode:
        return [f"The restored database cannot be brought up to date ({made.stderr.strip()})."], 0
    done = _run(["verify", "--json"], env)
    try:
        answer = json.loads(done.stdout)
        return list(answer["faults"]), int(answer["entries"])
    except (ValueError, KeyError, TypeError):
        last = (done.stderr.strip().splitlines() or ["no answer"])[-1]
        return [f"The restored record cannot be verified ({last})."], 0


def _erase_again(place: Path, lists: Path | None) -> list[str]:
    """Erase in the restored record what was erased after the backup was made, by the lists of the record in use."""
    from putright.actions.erasures_listed import erasures_kept

    kept = (lists or erasures_kept()).absolute()
    if not any(kept.glob("*.jsonl")):
        if lists is not None:
            raise SaysNo(f"There are no lists of erasures in {lists}; the record was restored without them.")
        return []
    env = {name: value for name, value in os.environ.items() if name != "PUTRIGHT_DATABASE_URL"}
    done = _run(["erase-again", str(kept), "--json"], env | {"PUTRIGHT_HOME": str(place.absolute())})
    if done.returncode:
        raise SaysNo(f"It came back, and what was erased since could not be erased again ({done.stderr.strip()}).")
    return list(json.loads(done.stdout)["erased_again"])


def _run(words: list[str], env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", _RUN, *words]
    return subprocess.run(command, env=env, capture_output=True, text=True, check=False)  # noqa: S603  our own words


def _print(told: dict[str, Any], options: argparse.Namespace) -> None:
    if told["faults"]:
        print(coloured("What comes back is not what was backed up:", "late"))
        for fault in told["faults"]:
            print(paragraph(f"- {fault}", indent="  "))
        return
    files = many(told["files"], "file")
    if not told["verified"]:
        print(paragraph(
            f"{files} came back bit for bit. The database is a PostgreSQL dump: bring {told['database']} into an empty "
            "database with pg_restore, point PUTRIGHT_DATABASE_URL at it and run `putright verify`, then `putright erase-again` with the folder "
            "erasures of the record it takes the place of."
        ))  # fmt: skip
        return
    print(coloured(paragraph(f"The backup of {in_london(told['backup_at'])} comes back: {files} bit for bit, {many(told['entries'], 'entry', 'entries')}, "
                             "and every one as it was written."), "fine"))  # fmt: skip
    if told.get("erased_again"):
        print(paragraph(f"Erased again, because it was erased after the backup: {', '.join(told['erased_again'])}."))
    if options.into:
        print(paragraph(
            f"To use it: PUTRIGHT_HOME={options.into}. Put your copy of the secret key there as `secret-key`, or people "
            "have to sign in again and older checkpoints cannot be checked."
        ))  # fmt: skip
