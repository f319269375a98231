"""`putright self-assessment` as typed, and what it answers."""

import argparse
import csv
import io
import json
from pathlib import Path

import pytest

from putright.cli import main, self_assessment
from putright.cli.says import SaysNo
from putright.rulebook import rulebook

DOCUMENTS = Path(__file__).parents[2].parent / "shared" / "documents"
INPUTS = Path(__file__).parent / "inputs" / "self_assessments"


@pytest.fixture(autouse=True)
def _narrow_terminal(monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")


@pytest.fixture
def answer(capsys):
    """Run a command; what it printed, once it has said yes."""

    def run(*arguments):
        parser = argparse.ArgumentParser()
        self_assessment.register(parser.add_subparsers())
        options = parser.parse_args(["self-assessment", *map(str, arguments)])
        assert options.run(options) == 0
        return capsys.readouterr().out

    return run


@pytest.fixture
def written(tmp_path):
    """A self-assessment whose evidence begins like a formula."""
    lines = ["Code provision\tCode requirement\tComply: Yes/No\tEvidence\tCommentary"]
    for provision in rulebook("2024").assessed:
        said = {"6.3": "No", "6.11": "Partial", "9.5": ""}.get(provision.id, "Yes")
        lines.append(f"{provision.id}\tLandlords must\t{said}\t=1+2 we say\tWe will change it by 30 June 2025.")
    path = tmp_path / "answers-2024.txt"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_the_table_fits_eighty_columns_and_says_the_count_first(answer, written):
    said = answer("read", written)
    assert max(map(len, said.splitlines())) <= 80
    assert said.splitlines()[1] == "72 provisions: 69 yes, 1 no, 1 partial, 1 not stated."
    assert "6.3   no, promised by 2025-06-30  (line 39)" in said
    assert "For a person to check:\n  Provision 9.5 has no answer that can be read." in said


def test_json_keeps_its_shape(answer, written):
    said = json.loads(answer("read", written, "--json"))
    assert list(said) == ["edition", "landlord", "rows", "notes"]
    assert said["edition"] == "2024"
    assert len(said["rows"]) == 72
    row = next(row for row in said["rows"] if row["provision"] == "6.11")
    assert row == {
        "provision": "6.11",
        "answer": "partial",
        "evidence": "=1+2 we say",
        "commentary": "We will change it by 30 June 2025.",
        "promised_on": "2025-06-30",
        "where": "line 47",
    }


def test_csv_holds_no_formulas(answer, written):
    rows = list(csv.reader(io.StringIO(answer("read", written, "--csv"))))
    assert rows[0] == ["provision", "answer", "evidence", "commentary", "promised_on", "where"]
    assert len(rows) == 73
    assert {row[2] for row in rows[1:]} == {"'=1+2 we say"}


def test_comparing_two_and_across_editions(answer, written, tmp_path):
    other = tmp_path / "later-2024.txt"
    other.write_text(written.read_text(encoding="utf-8").replace("\tNo\t", "\tYes\t"), encoding="utf-8")
    said = answer("compare", written, other)
    assert "6.3  no  ->  yes" in said
    assert "71 answers are the same." in said
    found = json.loads(answer("compare", written, other, "--json"))
    assert found["changed"] == [{"before": "6.3", "after": "6.3", "was": "no", "now": "yes"}]
    assert list(found) == ["before", "after", "changed", "kept", "only_before", "only_after"]
    assert "No answer differs." in answer("compare", other, other)


def test_real_ones_across_editions(answer):
    paths = [DOCUMENTS / f"{name}.txt" for name in ("longhurst-self-assessment-2022", "thrive-self-assessment-2024")]
    if not all(path.is_file() for path in paths):
        pytest.skip("the real documents are not beside this repository")
    said = answer("compare", *paths)
    assert "5.13 > 6.14  no              ->  yes" in said
    assert "Only in A: 4.3, 4.9, 4.13, 4.16, 4.17." in said


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["read", "gone.pdf"], "there is no such file"),
        (["read", INPUTS], "folder"),
        (["read", INPUTS / "wrapped.txt", "--edition", "2031"], "There is no edition '2031'"),
        (["read", INPUTS / "wrapped.txt", "--edition", "2020"], "no form with numbered provisions"),
    ],
)
def test_a_no_is_one_sentence(answer, arguments, why):
    with pytest.raises(SaysNo, match=why) as no:
        answer(*arguments)
    assert "\n" not in str(no.value)


def test_a_letter_is_no_self_assessment(answer, tmp_path):
    path = tmp_path / "letter.txt"
    path.write_text("Dear Asha\nYes, we had your complaint on 6.3.2024.\n", encoding="utf-8")
    with pytest.raises(SaysNo, match="No self-assessment was recognised"):
        answer("read", path)


def test_a_yes_that_the_policy_does_not_keep_to_is_named(capsys, tmp_path):
    path = tmp_path / "ours.txt"
    path.write_text(
        "Self-assessment against the Complaint Handling Code 2024\n1. Definition of a complaint\n"
        "1.2 The sentence is printed in the policy.\nDoes Acorn comply? Yes\nIt is in our policy.\n"
        "1.3 Nobody needs the word.\nDoes Acorn comply? Yes\nWe keep to it.\n"
        "6.3 The first answer.\nDoes Acorn comply? Yes\nWe keep to it.\n",
        encoding="utf-8",
    )
    assert (
        main(["self-assessment", "compare", str(path), "--policy", "thrive-2026", "--edition", "2024", "--json"]) == 0
    )
    [said] = json.loads(capsys.readouterr().out)["contradictions"]
    assert said.startswith("Provision 1.2 is answered yes")
    assert "resident or" in said
    assert main(["self-assessment", "compare", str(path)]) == 2
    assert "nothing to compare it with" in capsys.readouterr().err
