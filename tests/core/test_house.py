"""The house rules that no linter knows: file length, one clock, lock files without hosts, words that are never used."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = sorted(
    path for path in (ROOT / "src").rglob("*.py") if path.parent.name != "migrations"
)  # Django writes those
LONGEST = 400


def test_there_is_something_to_check():
    assert len(SOURCES) > 50


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT / "src")))
def test_no_module_is_longer_than_a_person_reads_at_once(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST


def test_only_the_clock_asks_what_time_it_is():
    asks = re.compile(r"\b(?:datetime|date)\.(?:now|today|utcnow)\(|\btime\.(?:time|localtime|gmtime)\(")
    found = [str(path) for path in SOURCES if path.name != "clock.py" and asks.search(path.read_text(encoding="utf-8"))]
    assert found == []


def test_no_two_test_files_share_a_name():
    names = [path.name for path in (ROOT / "tests").rglob("*.py") if path.name != "conftest.py"]
    assert sorted(names) == sorted(set(names)), "pytest takes two files of one name for the same"


def test_pure_rooms_do_not_reach_the_clock():
    pure = (
        "passages",
        "blocks",
        "workdays",
        "rulebook",
        "policy",
        "complaint",
        "letters",
        "reports",
        "self_assessment",
    )
    found = [
        str(path)
        for path in SOURCES
        if path.relative_to(ROOT / "src" / "putright").parts[0] in pure
        and re.search(r"putright(?:\.| import )clock", path.read_text(encoding="utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize("path", sorted((ROOT / "requirements").glob("*.txt")), ids=lambda path: path.name)
def test_lock_files_carry_hashes_and_name_no_host(path):
    text = path.read_text(encoding="utf-8")
    assert "://" not in text
    packages = re.findall(r"^[a-z0-9][a-z0-9._-]*==", text, flags=re.MULTILINE | re.IGNORECASE)
    assert packages
    assert text.count("--hash=sha256:") >= len(packages)


def test_words_that_this_house_does_not_use_for_its_own_things():
    names = re.compile(r"(?:^|_)(?:utils|helpers|common|manager|ticket)(?:_|$)")
    assert [str(path) for path in SOURCES if names.search(path.stem)] == []
