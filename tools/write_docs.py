"""Write the documents that are made from the code and the data: docs/rules.md and docs/events.md.

A test fails when either is not what this would write, so they cannot drift from what they describe.
"""

import dataclasses
import inspect
import sys
import typing
from collections import defaultdict
from pathlib import Path

from putright.complaint.events.registry import EVENTS, VERSIONS
from putright.complaint.examples import read_examples
from putright.complaint.findings import DESCRIPTIONS
from putright.complaint.requests.events import REQUEST_EVENTS, REQUEST_VERSIONS
from putright.rulebook import Place, PlaceKind, Provision, Rulebook, all_rulebooks, rulebook

ROOT = Path(__file__).parents[1]
_KINDS = {
    PlaceKind.GUARD: "guard",
    PlaceKind.FINDING: "finding",
    PlaceKind.LETTER_PART: "letter part",
    PlaceKind.POLICY_CHECK: "policy check",
    PlaceKind.MEASURE: "measure",
    PlaceKind.REGISTER: "register",
    PlaceKind.ATTESTATION: "attestation",
}


def proofs() -> dict[tuple[str, str], list[str]]:
    """(provision, finding) to the worked examples that expect it, shortest name first."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for example in read_examples(ROOT / "examples"):
        for wanted in example.expect.finding:
            found[wanted.provision, wanted.name].append(example.path.relative_to(ROOT / "examples").as_posix())
    return {key: sorted(set(names), key=lambda name: (len(name), name)) for key, names in found.items()}


def rules() -> str:
    """docs/rules.md: every provision, where it is kept, what proves it."""
    edition, proved = rulebook("2024"), proofs()
    assessed = edition.assessed
    places = [place for provision in assessed for place in provision.places]
    later = sum(place.later for place in places)
    waiting = [provision.id for provision in assessed if all(place.later for place in provision.places)]
    lines = [
        "# Where every provision of the Code is kept",
        "",
        "Made by `make docs` from the edition's data and the worked examples; a test fails when it is out of date.",
        "",
        f"The {edition.edition} edition has {len(assessed)} assessed provisions, and each has its place.",
        f"There are {len(places)} places: {len(places) - later} are built, {later} are named and still to be built",
        "(marked *later*).",
        "",
        f"Provisions with every place still to be built, {len(waiting)} of {len(assessed)}: {', '.join(waiting) or 'none'}.",
        "",
        "- A **guard** stops a person once, before something that departs from the provision is recorded. Guards are the",
        "  findings of the same name, asked before instead of after (`putright.complaint.decide`).",
        "- A **finding** is said of a complaint on record (`putright.complaint.findings`).",
        "- A **letter part** has to be in a letter of that kind (the edition's `[[letter]]` tables).",
        "- A **policy check** looks for it in a landlord's policy (`putright.policy`).",
        "- A **measure**, a **register** and an **attestation** belong to reports, registers and the self-assessment.",
        "",
    ]
    section = ""
    for provision in assessed:
        if provision.section != section:
            section = provision.section
            lines += [f"## {section}", "", "| | kept as | proved by |", "|---|---|---|"]
        lines.append(_row(provision, proved))
        if provision is assessed[-1] or assessed[assessed.index(provision) + 1].section != section:
            lines.append("")
    lines += _others(edition)
    return "\n".join(lines).rstrip() + "\n"


def _row(provision: Provision, proved: dict[tuple[str, str], list[str]]) -> str:
    kept, shown = [], []
    for kind, title in _KINDS.items():
        here = [place for place in provision.places if place.kind is kind]
        if here:
            kept.append(f"{title}: " + ", ".join(_name(place) for place in here))
        if kind is PlaceKind.FINDING:
            shown += [name for place in here for name in proved.get((provision.id, place.name), [])[:1]]
    examples = ", ".join(f"[{Path(name).stem}](../examples/{name})" for name in dict.fromkeys(shown))
    return f"| **{provision.id}** {' '.join(provision.summary.split())} | {'<br>'.join(kept)} | {examples} |"


def _name(place: Place) -> str:
    return f"`{place.name}`" + " *later*" * place.later


def _others(edition: Rulebook) -> list[str]:
    lines = [
        "## The other editions",
        "",
        "| edition | assessed provisions | with a place | findings |",
        "|---|---|---|---|",
    ]
    for other in all_rulebooks():
        placed = sum(bool(provision.places) for provision in other.assessed)
        findings = {p.name for provision in other.provisions for p in provision.places if p.kind is PlaceKind.FINDING}
        mark = " (above)" * (other is edition)
        lines.append(f"| {other.name}{mark} | {len(other.assessed)} | {placed} | {len(findings)} |")
    lines += [
        "",
        "## What the findings mean",
        "",
        "Those of a stage stand once; `stage_1.`, `stage_2.` and `stage_3.` go before.",
        "",
    ]
    seen = set()
    for name, text in DESCRIPTIONS.items():
        short = name.split(".")[-1]
        if short not in seen:
            seen.add(short)
            lines.append(f"- `{short}`: {text}")
    return lines


def events() -> str:
    """docs/events.md: the vocabulary, with the fields of each event."""
    lines = [
        "# What can happen to a complaint",
        "",
        "Made by `make docs` from the event classes. The first word is the event's stable name: the one that worked examples,",
        "spreadsheets and the record use. Every event also has `on`, the day it happened (`unknown` where nobody knows).",
        "",
    ]
    module = ""
    order = ("intake", "defining", "investigating", "answering", "afterwards", "entries")
    for name, shape in sorted(EVENTS.items(), key=lambda each: order.index(each[1].__module__.rpartition(".")[2])):
        if shape.__module__ != module:
            module = shape.__module__
            about = inspect.getdoc(sys.modules[module]) or ""
            lines += [f"## {about.splitlines()[0]}", ""]
        lines += _event(name, shape, VERSIONS[shape])
    lines += [
        "## What can happen to a service request",
        "",
        "Recorded with `putright request`, where the names may be written without `request_`. A service request's mistakes are",
        "put right by `entry_corrected` and `entry_struck_out`, as a complaint's are; nothing else stands in both.",
        "",
    ]
    for name, shape in REQUEST_EVENTS.items():
        lines += _event(name, shape, REQUEST_VERSIONS[shape])
    return "\n".join(lines).rstrip() + "\n"


def _event(name: str, shape: type, version: int) -> list[str]:
    told = [_field(shape, field) for field in dataclasses.fields(shape) if field.name != "on"]
    about = " ".join((inspect.getdoc(shape) or "").split())
    return [f"### `{name}`, version {version}", "", about, "", *([*told, ""] if told else [])]


def _field(shape: type, field: "dataclasses.Field[typing.Any]") -> str:
    hint = typing.get_type_hints(shape)[field.name]
    needed = " (needed)" * (field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING)
    values = ""
    for option in typing.get_args(hint) or (hint,):
        if isinstance(option, type) and hasattr(option, "__members__"):
            values = ": " + ", ".join(f"`{value.value}`" for value in option)
    return f"- `{field.name}`{needed}{values}"


def main() -> int:
    """Write both; with --check only say whether they are what they should be."""
    stale = []
    for name, text in (("rules.md", rules()), ("events.md", events())):
        path = ROOT / "docs" / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(name)
            if "--check" not in sys.argv:
                path.write_text(text, encoding="utf-8")
    if "--check" in sys.argv and stale:
        print(f"Out of date: {', '.join(stale)}. Run `make docs`.")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
