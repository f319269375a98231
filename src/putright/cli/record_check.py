"""`putright verify`, `putright checkpoint`, `putright rebuild`: is the record as it was written, and do the lists agree?"""

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from putright import clock
from putright.cli.complaint_told import in_london
from putright.cli.progress import Progress
from putright.cli.says import SaysNo, coloured, paragraph, print_json, table
from putright.cli.with_record import (
    add_json,
    add_landlord,
    landlord_asked,
    landlords_asked,
    many,
    remember,
    with_record,
)

if TYPE_CHECKING:
    from putright.records.integrity import Fault


def register(commands: Any) -> None:  # noqa: ANN401  argparse gives its subparsers no public type
    """Add the commands."""
    verify = commands.add_parser(
        "verify",
        help="is the record as it was written?",
        description="Walks every entry, its digest, the words it refers to, and the lists. What has gone with everything "
        "about it shows only against a checkpoint that was kept elsewhere.",
    )
    verify.add_argument("--checkpoint", type=Path, metavar="FILE", help="compare with this checkpoint too")
    add_landlord(verify)
    add_json(verify)
    verify.set_defaults(run=run_verify)

    checkpoint = commands.add_parser(
        "checkpoint", help="the latest digest of every complaint, signed, to keep elsewhere"
    )
    checkpoint.add_argument("file", type=Path, metavar="FILE")
    add_landlord(checkpoint)
    add_json(checkpoint)
    checkpoint.set_defaults(run=run_checkpoint)

    rebuild = commands.add_parser("rebuild", help="make the lists anew from the entries")
    add_landlord(rebuild)
    add_json(rebuild)
    rebuild.set_defaults(run=run_rebuild)


@with_record
def run_verify(options: argparse.Namespace) -> int:
    """Check it all. Returns 1 where anything is not as it was written."""
    from putright.people.row_security import across
    from putright.records.filing import verify_documents
    from putright.records.integrity import verify
    from putright.records.models import Entry

    across()  # before anything is counted
    those = landlords_asked(options)
    kept = _checkpoint(options.checkpoint) if options.checkpoint else None
    ids = [each.id for each in those]
    entries = Entry.objects.filter(landlord__in=ids) if options.landlord else Entry.objects.all()
    number = entries.count()
    complaints, requests = _counted(entries)
    faults: list[Fault] = []
    with Progress(f"Checking {number:,} entries; faults so far:") as progress:
        faults.extend(progress.each(verify(ids[0] if options.landlord else None)))
        faults.extend(verify_documents(ids[0] if options.landlord else None))
    references = _references({fault.complaint for fault in faults})
    sentences = [_sentence(fault, references) for fault in faults]
    if kept is not None:
        sentences += _against(kept)
    if not options.landlord:
        remember("verify", {"entries": number, "faults": len(sentences)}, clock.now())
    if options.json:
        print_json(
            {
                "entries": number,
                "complaints": complaints,
                "requests": requests,
                "checkpoint": kept["at"] if kept else None,
                "faults": sentences,
            }
        )
        return 1 if sentences else 0
    also = f" and {many(requests, 'service request')}" if requests else ""
    what = f"{many(number, 'entry', 'entries')} of {many(complaints, 'complaint')}{also}"
    if not sentences:
        print(coloured(f"Everything is as it was written: {what}.", "fine"))
        if kept is not None:
            print(f"It agrees with the checkpoint of {in_london(kept['at'])}.")
        return 0
    print(coloured(f"{many(len(sentences), 'fault')} in {what}:", "late"))
    for sentence in sentences:
        print(paragraph(f"- {sentence}", indent="  "))
    return 1


def _counted(entries: Any) -> tuple[int, int]:  # noqa: ANN401  entries of some landlords, to be asked of further
    """How many complaints and how many service requests there are entries of."""
    from putright.complaint.requests.events import PREFIX

    first = entries.filter(number=1)
    requests = first.filter(type__startswith=PREFIX).count()
    return first.count() - requests, requests


def _references(streams: set[Any]) -> dict[Any, str]:
    """What people call these complaints and service requests."""
    from putright.records.models import Summary
    from putright.records.requests_models import RequestSummary

    complaints = Summary.objects.filter(complaint__in=streams).values_list("complaint", "reference")
    requests = RequestSummary.objects.filter(request__in=streams).values_list("request", "reference")
    return dict(complaints) | dict(requests)


def _sentence(fault: "Fault", references: dict[Any, str]) -> str:
    if not fault.complaint.int:  # it concerns no complaint that could be named
        return f"{fault.what}."
    name = references.get(fault.complaint, f"complaint {fault.complaint}")
    return f"{name}{f', entry {fault.number}' if fault.number else ''}: {fault.what}."


def _checkpoint(path: Path) -> dict[str, Any]:
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SaysNo(f"{path} cannot be read: {error.strerror}.") from None
    except ValueError:
        kept = None
    if not isinstance(kept, dict) or not {"landlord", "at", "complaints", "signature"} <= kept.keys():
        raise SaysNo(f"{path} is not a checkpoint: `putright checkpoint FILE` writes one.")
    return kept


def _against(kept: dict[str, Any]) -> list[str]:
    from django.conf import settings

    from putright.records.integrity import check_signature

    try:
        gone = list(check_signature(kept, settings.SECRET_KEY))
    except (ValueError, TypeError, AttributeError) as error:
        said = str(error) if type(error) is ValueError else "The checkpoint cannot be read."
        raise SaysNo(f"{said} It proves nothing here.") from None
    found, named = (
        [],
        [(next((key for key in kept["complaints"] if key in sentence), ""), sentence) for sentence in gone],
    )
    names = {str(key): name for key, name in _references({words for words, _ in named if words}).items()}
    for words, sentence in named:
        found.append(sentence.replace(f"complaint {words}", names[words]) if words in names else sentence)
    return found


@with_record
def run_checkpoint(options: argparse.Namespace) -> int:
    """Write the checkpoint."""
    from django.conf import settings

    from putright.records.integrity import checkpoint

    landlord = landlord_asked(options)
    with Progress("Reading the latest digests"):
        told = checkpoint(landlord.id, settings.SECRET_KEY, clock.now())
    try:
        with options.file.open("x", encoding="utf-8") as file:
            json.dump(told, file, indent=1, sort_keys=True)
            file.write("\n")
    except FileExistsError:
        raise SaysNo(
            f"{options.file} is there already, and a checkpoint is never written over: give another name."
        ) from None
    except OSError as error:
        raise SaysNo(f"{options.file} cannot be written: {error.strerror}.") from None
    number = len(told["complaints"])
    if options.json:
        print_json({"file": str(options.file), "at": told["at"], "complaints": number, "signature": told["signature"]})
    else:
        print(paragraph(f"The checkpoint of {many(number, 'complaint')} of {landlord.name} is in {options.file}. "
                        "Keep it off this machine: it shows a deletion that nothing here could show."))  # fmt: skip
    return 0


@with_record
def run_rebuild(options: argparse.Namespace) -> int:
    """Make the lists anew."""
    from putright.actions.rebuild import rebuild
    from putright.complaint.codec import StreamKind
    from putright.records.models import Entry

    done, requests, differed, left = 0, 0, [], []
    for landlord in landlords_asked(options):
        total = Entry.objects.filter(landlord=landlord.id, number=1).count()
        with Progress(f"Rebuilding {landlord.code}", total) as progress:
            for each in progress.each(rebuild(landlord, clock.today())):
                if each.left:
                    left.append((each.reference or str(each.complaint), each.left))
                    continue
                done += 1
                requests += each.kind is StreamKind.REQUEST
                differed += [each.reference] if each.differed else []
    if options.json:
        told = [{"reference": reference, "because": why} for reference, why in left]
        print_json({"rebuilt": done, "differed": differed, "left": told})
        return 1 if left else 0
    also = f" and {many(requests, 'service request')}" if requests else ""
    print(f"The lists of {many(done - requests, 'complaint')}{also} are made anew from the entries.")
    if differed:
        print(f"\n{many(len(differed), 'complaint')} stood there otherwise before:")
        print(table([(reference,) for reference in differed], indent="  "))
    else:
        print("They had said the same before.")
    if left:
        print(
            coloured(
                f"\n{many(len(left), 'complaint is', 'complaints are')} left as it stands; see putright verify:",
                "late",
            )
        )
        print(table(left, indent="  "))
    return 1 if left else 0
