"""`putright letter`: a letter on the terminal or in a file, and what it lacks."""

import re
from pathlib import Path

import pytest

from putright.cli import main

ROOT = Path(__file__).parents[2]
EXAMPLE = str(ROOT / "examples/substance/remedies-of-all-eight-kinds.toml")
GUIDE = (ROOT / "docs/how-to/letters.md").read_text(encoding="utf-8")


@pytest.fixture
def beside(tmp_path):
    """The file that the guide shows, as it stands there."""
    shown = re.search(r"such as this:\n\n((?:    .*\n|\n)+)", GUIDE)
    path = tmp_path / "ours.toml"
    path.write_text(re.sub(r"(?m)^    ", "", shown[1]), encoding="utf-8")
    return str(path)


def test_it_names_what_is_missing_and_returns_1(capsys):
    assert main(["letter", "response_1", EXAMPLE]) == 1
    told = capsys.readouterr().out
    assert "Your complaint: our answer at stage 1" in told
    assert "this letter: apology" in told


def test_with_what_the_guide_shows_it_may_go(beside, capsys):
    assert main(["letter", "response_1", EXAMPLE, "--with", beside, "--notes"]) == 0
    told = capsys.readouterr().out
    assert "Dear Ms Rahman," in told
    assert "Callum Reid, Complaints officer" in told
    assert "Missing: 0 before it may go, 1 for a better letter." in told
    assert "Reading age about" in told


@pytest.mark.parametrize(
    ("ending", "starts"), [("pdf", b"%PDF-1.7"), ("docx", b"PK"), ("html", b"<!DOCTYPE html>"), ("txt", b"Harbour Row")]
)
def test_the_ending_of_the_name_says_what_is_written(ending, starts, beside, tmp_path, capsys):
    out = tmp_path / f"answer.{ending}"
    assert main(["letter", "response_1", EXAMPLE, "--with", beside, "-o", str(out), "--layout", "large_24"]) == 0
    assert out.read_bytes().startswith(starts)
    assert f"Written to {out}." in capsys.readouterr().out


def test_it_lists_the_kinds(capsys):
    assert main(["letter", "list"]) == 0
    assert "restriction_decision" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["respons_1", EXAMPLE], "There is no letter 'respons_1'"),
        (["response_1"], "Name a worked example as well"),
        (["response_1", "nowhere.toml"], "cannot be read"),
        (["response_1", EXAMPLE, "-o", "answer.odt"], "does not say what to write"),
        (["response_1", EXAMPLE, "--with", "nowhere.toml"], "cannot be read"),
        (["response_1", EXAMPLE, "--on", "31 February"], "--on:"),
    ],
)
def test_a_no_is_one_sentence(arguments, says, capsys):
    assert main(["letter", *arguments]) == 2
    told = capsys.readouterr().err
    assert says in told
    assert told.count("\n") == 1
