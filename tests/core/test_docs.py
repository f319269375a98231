"""The documents that are made from code and data are what would be made now."""

import subprocess
import sys
from pathlib import Path

from putright.rulebook import PlaceKind, rulebook

ROOT = Path(__file__).parents[2]


def test_generated_documents_are_current():
    done = subprocess.run(
        [sys.executable, ROOT / "tools" / "write_docs.py", "--check"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_provision_of_the_edition_in_force_has_its_place():
    without = [provision.id for provision in rulebook("2024").assessed if not provision.places]
    assert without == []


def test_every_guard_is_a_finding_asked_beforehand():
    edition = rulebook("2024")
    for provision in edition.provisions:
        guards = {place.name for place in provision.places if place.kind is PlaceKind.GUARD}
        findings = {place.name for place in provision.places if place.kind is PlaceKind.FINDING}
        assert guards <= findings, provision.id


def test_every_letter_part_is_one_that_the_edition_asks_for_in_that_letter():
    for name in ("2024", "2022"):
        edition = rulebook(name)
        for provision in edition.provisions:
            for place in provision.places:
                if place.kind is PlaceKind.LETTER_PART:
                    kind, _, part = place.name.partition(".")
                    letter = edition.letter(kind)
                    assert letter is not None, place.name
                    assert part in {each.name for each in letter.parts}, place.name


def test_the_bounds_in_the_documents_are_the_ones_in_force():
    import re

    from putright.documents import bounds

    text = (ROOT / "docs" / "reading.md").read_text(encoding="utf-8")
    told = {name: int(number.replace(",", "")) for name, number in re.findall(r"`(MAX_\w+)` \| ([\d,]+)", text)}
    in_force = {name: getattr(bounds, name) for name in bounds.__all__ if name.startswith("MAX_")}
    assert told == in_force
