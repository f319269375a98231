"""`putright rulebook`: the editions of the Code, what each provision asks for, and which edition governs."""

import argparse
import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from putright.cli import says
from putright.rulebook import (
    Anchor,
    Duty,
    Limit,
    Place,
    Provision,
    Rulebook,
    RulebookError,
    StageRule,
    Wording,
    all_rulebooks,
    choose,
    is_of_the_code,
    keep_wording,
    kept_wording,
    looks_like,
    maps_from,
    rulebook,
    user_folder,
    wording_in,
)
from putright.workdays import in_words, read_date

_LATEST = "2024"
_FROM = {
    Anchor.RECEIVED: "receipt",
    Anchor.LOGGED: "logging",
    Anchor.ACKNOWLEDGED: "the acknowledgement",
    Anchor.ACKNOWLEDGE_DUE: "the last day for the acknowledgement",
    Anchor.ESCALATION_REQUESTED: "the request to escalate",
}


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command, with its own commands, to the parser."""
    parser = commands.add_parser(
        "rulebook",
        help="the Code as data: editions, provisions, which one governs",
        description="The editions of the Complaint Handling Code, in putright's own words, with sources and doubts.",
    )
    inner = parser.add_subparsers(dest="rulebook_command", metavar="COMMAND", required=True)
    _command(inner, "list", "the editions there are", _list)
    shown = _command(inner, "show", "an edition, or one provision of it", _show)
    shown.add_argument("name", nargs="+", metavar="EDITION [PROVISION]", help="2024; lgsco 2024; 2024 6.3")
    shown.add_argument("--wording", action="store_true", help="the official wording too, where you have loaded it")
    covered = _command(inner, "coverage", "where each provision is kept in putright", _coverage)
    covered.add_argument("name", nargs="*", default=[_LATEST], metavar="EDITION")
    chosen = _command(inner, "choose", "which edition governs a complaint", _choose)
    chosen.add_argument("--made-on", required=True, metavar="DATE", help="the day the complaint was made")
    chosen.add_argument("--family", default="housing-ombudsman", help="housing-ombudsman (unless told) or lgsco")
    wording = inner.add_parser("wording", help="the official wording, from a document you have")
    load = _command(wording.add_subparsers(metavar="COMMAND", required=True), "load", "load it from a text file", _load)
    load.add_argument("file", metavar="FILE", help="a self-assessment or a copy of the Code, saved as plain text")
    load.add_argument("--edition", help="which edition it is; unless told, the one whose definition it holds")


def _command(
    inner: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    summary: str,
    does: Callable[[argparse.Namespace], None],
) -> argparse.ArgumentParser:
    parser = inner.add_parser(name, help=summary, description=summary.capitalize() + ".")
    parser.add_argument("--json", action="store_true", help="the same as JSON")
    parser.set_defaults(run=run, does=does)
    return parser


def run(options: argparse.Namespace) -> int:
    """Run one of the commands. Raises SaysNo for an edition, provision, date or file that cannot be used."""
    try:
        options.does(options)
    except RulebookError as no:
        raise says.SaysNo(str(no)) from None
    return 0


def _list(options: argparse.Namespace) -> None:
    editions = all_rulebooks()
    if options.json:
        says.print_json([_edition_as_json(edition) for edition in editions])
        return
    rows = [("EDITION", "GOVERNS FROM", "MUST", "SHOULD", "TITLE")]
    for edition in editions:
        duties = Counter(provision.duty for provision in edition.provisions)
        since = in_words(edition.governs_complaints_made_from, weekday=False)
        title = f"{edition.title}, {edition.body}"
        rows.append((edition.name, since, str(duties[Duty.MUST]), str(duties[Duty.SHOULD]), title))
    print(says.table(rows))


def _show(options: argparse.Namespace) -> None:
    edition, rest = _edition_and_rest(options.name)
    texts = kept_wording(_folder(), edition) if options.wording else {}
    if not rest:
        _show_edition(edition, texts, as_json=options.json)
    elif len(rest) == 1:
        _show_provision(edition, _provision(edition, rest[0]), texts, options)
    else:
        raise says.SaysNo(f"One provision at a time: {rest[0]} or {rest[1]}?")


def _edition_and_rest(words: Sequence[str]) -> tuple[Rulebook, Sequence[str]]:
    """The edition that the first word or two name, and what was said after it."""
    if len(words) > 1 and words[0].lower() in {edition.family for edition in all_rulebooks()}:
        return rulebook(f"{words[0]} {words[1]}"), words[2:]
    return rulebook(words[0]), words[1:]


def _provision(edition: Rulebook, number: str) -> Provision:
    found = next((one for one in edition.provisions if one.id.lower() == number.lower()), None)
    if found is None:
        section = number.partition(".")[0]
        near = [one.id for one in edition.provisions if one.id.partition(".")[0].lower() == section.lower()]
        there = f"section {section} has {near[0]} to {near[-1]}" if near else f"it has {edition.provisions[0].id} to "
        there += "" if near else edition.provisions[-1].id
        raise says.SaysNo(f"The {edition.edition} edition of {edition.family} has no provision {number}: {there}.")
    return found


def _show_edition(edition: Rulebook, texts: dict[str, str], *, as_json: bool) -> None:
    if as_json:
        says.print_json(
            _edition_as_json(edition) | {"provisions": [_as_json(edition, one, texts) for one in edition.provisions]}
        )
        return
    print(says.coloured(f"{edition.name}: {edition.title}", "strong"))
    print()
    print(says.table([row for row in _about(edition) if row[1]], indent="  "))
    print()
    print(says.coloured("Stages", "strong"))
    limits = [limit for stage in edition.stages for limit in _limits_of(stage)]
    rows = [(one.stage, one.act, f"{one.working_days} working days", f"{one.rule} ({one.provision})") for one in limits]
    firsts = [n == 0 or rows[n][0] != rows[n - 1][0] for n in range(len(rows))]
    print(says.table([(row[0] * first, *row[1:]) for row, first in zip(rows, firsts, strict=True)], indent="  "))
    doubts = [(f"in doubt, {one.provision}", one.doubt) for one in limits if one.doubt]
    if doubts:
        print()
        print(says.table(doubts, indent="  "))
    _show_sections(edition, texts)


def _show_sections(edition: Rulebook, texts: dict[str, str]) -> None:
    for section in dict.fromkeys(one.section for one in edition.provisions):
        print()
        print(says.coloured(section, "strong"))
        inside = [one for one in edition.provisions if one.section == section]
        rows = [(one.id, "" if one.duty is Duty.NONE else one.duty, texts.get(one.id) or one.summary) for one in inside]
        print(says.table(rows, indent="  "))


def _about(edition: Rulebook) -> list[tuple[str, str]]:
    published = in_words(edition.published_on, weekday=False) if edition.published_on else ""
    convention = edition.convention.replace("_", " ")
    return [
        ("issued by", edition.body),
        ("published", ". ".join(part for part in (published, edition.published_doubt) if part)),
        ("governs", f"complaints made from {in_words(edition.governs_complaints_made_from, weekday=False)}"),
        ("binds", edition.binds),
        ("status", edition.status),
        ("counting", convention),
        ("in doubt", edition.convention_doubt),
    ]


@dataclass(frozen=True, slots=True)
class _LimitShown:
    stage: str
    act: str
    working_days: int
    rule: str
    provision: str
    doubt: str


def _limits_of(stage: StageRule) -> Iterator[_LimitShown]:
    name = f"{stage.name} (optional)" if stage.optional else stage.name
    for limit, act in ((stage.acknowledge, "acknowledge"), (stage.respond, "respond")):
        if limit:
            yield _LimitShown(name, act, limit.working_days, _rule_of(limit), limit.provision, limit.doubt)
    if stage.extension:
        more = stage.extension
        agreed = more.agreement_beyond_working_days
        rule = "beyond the original date" + (f"; by agreement beyond {agreed} in all" if agreed else "")
        yield _LimitShown(name, "extend", more.working_days, rule, more.provision, more.doubt)


def _rule_of(limit: Limit) -> str:
    first, *others = (_FROM[anchor] for anchor in limit.counted_from)
    return f"from {first}" + (f", or where that is not known {' or '.join(others)}" if others else "")


def _show_provision(edition: Rulebook, one: Provision, texts: dict[str, str], options: argparse.Namespace) -> None:
    if options.json:
        says.print_json(_as_json(edition, one, texts))
        return
    print(says.coloured(f"{one.id}  {one.duty if one.assessed else 'not assessed'}", "strong"), f" {edition.name}")
    print(one.section)
    print()
    print(says.paragraph(one.summary, indent="  "))
    print()
    rows = [("kind", ", ".join(one.kind)), ("who", one.who), ("judged", one.judged), ("number", one.parameter)]
    rows += _limits_by(edition, one)
    rows += [(what, ", ".join(numbers)) for what, numbers in _elsewhere(edition, one)]
    rows += [("place", _place(place)) for place in one.places] or [("place", "none yet")]
    rows += [("source", one.source), ("in doubt", one.doubt), ("note", one.note)]
    print(says.table([row for row in rows if row[1]], indent="  "))
    if options.wording:
        print()
        _print_wording(edition, one, texts)


def _print_wording(edition: Rulebook, one: Provision, texts: dict[str, str]) -> None:
    if one.id in texts:
        print("The official wording, from the document you loaded:")
        print()
        for line in texts[one.id].split("\n"):
            item = line.removeprefix("- ")
            print(
                says.paragraph(line, indent="  ") if item == line else says.table([("-", item)], indent="  ", gap=" ")
            )
        return
    print(
        says.paragraph(
            f"The official wording of {one.id} is not on this machine. Take it from a self-assessment or a copy of the "
            f"Code that you have: putright rulebook wording load FILE --edition '{edition.name}'"
        )
    )


def _limits_by(edition: Rulebook, one: Provision) -> Iterator[tuple[str, str]]:
    """The limits that the provision sets, so that a doubt about one can be seen beside it."""
    for stage in edition.stages:
        for limit in _limits_of(stage):
            if limit.provision == one.id:
                yield "limit", f"{limit.stage}, {limit.act}: {limit.working_days} working days {limit.rule}"
                yield "in doubt", limit.doubt


def _elsewhere(edition: Rulebook, one: Provision) -> list[tuple[str, tuple[str, ...]]]:
    """The provisions of other editions on the same matter."""
    latest = rulebook(_LATEST)
    if edition is not latest:
        return [(f"in {latest.edition}", one.maps_to_2024 or ("nothing carries it on",))]
    others = [other for other in all_rulebooks() if other is not latest]
    short = {other.name: other.edition if other.family == latest.family else other.name for other in others}
    return [(f"in {short[other.name]}", maps_from(other.name)[one.id] or ("nothing",)) for other in others]


def _place(place: Place) -> str:
    return f"{place.kind.replace('_', ' ')} {place.name}{' (later)' if place.later else ''}"


def _coverage(options: argparse.Namespace) -> None:
    edition, rest = _edition_and_rest(options.name)
    if rest:
        raise says.SaysNo(
            f"The coverage is of a whole edition: for one provision, putright rulebook show {edition.edition} {rest[0]}."
        )
    built = [one for one in edition.assessed if any(not place.later for place in one.places)]
    later = [one for one in edition.assessed if one.places and one not in built]
    without = [one for one in edition.assessed if not one.places]
    if options.json:
        counts = {
            "provisions": len(edition.assessed),
            "built": len(built),
            "later": len(later),
            "without": len(without),
        }
        places = {one.id: [asdict(place) for place in one.places] for one in edition.assessed}
        says.print_json({"edition": edition.name, **counts, "places": places})
        return
    print(says.coloured(f"{edition.name}: {len(edition.assessed)} provisions", "strong"))
    print()
    kinds = Counter((place.kind, place.later) for one in edition.assessed for place in one.places)
    rows = [("with a place that is built", str(len(built))), ("with a place still to be built", str(len(later)))]
    print(says.table([*rows, ("with no place", str(len(without)))], indent="  "))
    if kinds:
        print()
        names = dict.fromkeys(kind for kind, _ in kinds)
        rows3 = [(kind.replace("_", " "), str(kinds[kind, False]), str(kinds[kind, True])) for kind in names]
        print(says.table([("PLACES", "BUILT", "LATER"), *rows3], indent="  "))
    print()
    rows = [(one.id, "; ".join(map(_place, one.places)) or "no place") for one in edition.assessed]
    print(says.table(rows, indent="  "))


def _choose(options: argparse.Namespace) -> None:
    try:
        made_on: date = read_date(options.made_on)
    except ValueError as no:
        raise says.SaysNo(str(no)) from None
    choice = choose(made_on, options.family)
    if options.json:
        chosen = {"family": choice.rulebook.family, "edition": choice.rulebook.edition}
        says.print_json(
            {"made_on": made_on, **chosen, "because": choice.because, "source": choice.rulebook.governs_source}
        )
        return
    print(says.coloured(choice.rulebook.name, "strong"))
    print()
    print(says.table([("because", choice.because), ("source", choice.rulebook.governs_source)], indent="  "))


def _load(options: argparse.Namespace) -> None:
    path = Path(options.file)
    text = _read_text(path)
    seen = looks_like(text)
    edition = rulebook(options.edition or next(iter(seen), _LATEST))
    if seen and edition.definition_of_a_complaint and edition.edition not in seen:
        raise says.SaysNo(
            f"{path.name} holds the definition of a complaint of {seen[0]}, not of {edition.edition}: "
            f"load it with --edition {seen[0]}."
        )
    wording = wording_in(text, edition)
    if not wording.texts:
        raise says.SaysNo(
            f"No provision of {edition.name} was found in {path.name}: its text should stand on lines that begin with "
            "its number (1.2, 1.3 and on)."
        )
    if not is_of_the_code(wording):
        raise says.SaysNo(
            f"{path.name} has sections numbered like the provisions of {edition.name}, but their words are about other "
            "things: a policy is not the Code. Nothing was kept; give a self-assessment or a copy of the Code."
        )
    kept = keep_wording(_folder(), wording, loaded_from=path.name)
    _print_loaded(wording, kept, path, as_json=options.json)


def _print_loaded(wording: Wording, kept: Path, path: Path, *, as_json: bool) -> None:
    edition = wording.rulebook
    found, of = len(edition.assessed) - len(wording.missing), len(edition.assessed)
    if as_json:
        names = {"family": edition.family, "edition": edition.edition, "kept_in": str(kept)}
        says.print_json({**names, "found": found, "of": of, "missing": list(wording.missing)})
        return
    print(says.paragraph(f"{found} of the {of} provisions of {edition.name} were found in {path.name}."))
    if wording.missing:
        print(says.paragraph(f"Not found: {', '.join(wording.missing)}."))
    print(says.table([("Kept in", str(kept))]))


def _read_text(path: Path) -> str:
    """The file as text: UTF-8, UTF-16 with its mark, or else the old Windows encoding."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise says.SaysNo(f"{path} cannot be read ({error.strerror}): check the name and try again.") from None
    if content.startswith((b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise says.SaysNo(f"{path.name} is not plain text: save it as text (.txt) and load that.")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _folder() -> Path:
    return user_folder(os.environ, Path.home())


def _edition_as_json(edition: Rulebook) -> dict[str, Any]:
    shown = asdict(edition)
    for name in ("provisions", "_by_id", "_by_place"):
        del shown[name]
    counts = Counter(provision.duty for provision in edition.provisions)
    return {"name": edition.name, **shown, "must": counts[Duty.MUST], "should": counts[Duty.SHOULD]}


def _as_json(edition: Rulebook, one: Provision, texts: dict[str, str]) -> dict[str, Any]:
    elsewhere = {what.removeprefix("in "): numbers for what, numbers in _elsewhere(edition, one)}
    wording = {"wording": texts[one.id]} if one.id in texts else {}
    return {"edition": edition.name, **asdict(one), "elsewhere": elsewhere, **wording}
