"""`putright replay` and `putright demo`."""

import json
from pathlib import Path

import pytest

from putright.cli import main

EXAMPLES = Path(__file__).parents[2] / "examples"
LATE = EXAMPLES / "dates" / "acknowledged-one-day-late.toml"


def test_an_example_comes_out_as_it_says(capsys):
    assert main(["replay", str(LATE)]) == 0
    assert "1 example: 1 as they say, 0 differ." in capsys.readouterr().out


def test_an_example_that_does_not_is_shown_with_the_difference_and_exit_code_1(capsys, tmp_path):
    path = tmp_path / "wrong.toml"
    path.write_text(LATE.read_text(encoding="utf-8").replace("due = 2026-04-10", "due = 2026-04-09"), encoding="utf-8")
    assert main(["replay", str(path)]) == 1
    assert "due 2026-04-10, not 2026-04-09" in " ".join(capsys.readouterr().out.split())


def test_under_another_edition_both_stand_side_by_side(capsys):
    assert main(["replay", str(LATE), "--edition", "2022", "--json"]) == 0
    [both] = json.loads(capsys.readouterr().out)
    assert (both["own"]["edition"], both["other"]["edition"]) == ("2024", "2022")
    assert [d["provision"] for d in both["other"]["deadlines"]] == ["4.1", "5.1"]


def test_a_folder_replays_every_example_in_it(capsys):
    assert main(["replay", str(EXAMPLES / "dates"), "--edition", "2022", "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)) == len(list((EXAMPLES / "dates").rglob("*.toml")))


def test_a_file_that_is_no_example_is_one_sentence(capsys, tmp_path):
    path = tmp_path / "broken.toml"
    path.write_text('title = "x"\ntoday = 2026-01-01\n[[story]]\nrecieved = 2026-01-01\n', encoding="utf-8")
    assert main(["replay", str(path)]) == 2
    err = capsys.readouterr().err
    assert "story 1" in err
    assert "recieved" in err


def test_the_tour_runs_to_its_end(capsys):
    assert main(["demo"]) == 0
    out = capsys.readouterr().out
    assert "Next: put your own dates in" in out
    assert "Traceback" not in out


@pytest.mark.parametrize("words", [(), ("--edition", "2022")])
def test_a_long_title_is_folded(capsys, monkeypatch, words):
    monkeypatch.setenv("COLUMNS", "80")
    assert main(["replay", str(EXAMPLES), *words]) == 0
    assert max(map(len, capsys.readouterr().out.splitlines())) <= 80
