"""`putright policy read` as typed: the draft, the summary, and every kind of no."""

import json
from pathlib import Path

import docx
import pytest

from putright.cli import main
from putright.policy import parse_policy, read_policy

INPUTS = Path(__file__).parent / "inputs" / "policies"
PERFECT = INPUTS / "06-near-perfect-2024.txt"


@pytest.fixture(autouse=True)
def _narrow_terminal(monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")


@pytest.fixture
def run(capsys):
    """Run a command; its exit code, what it printed, and what it said beside that."""

    def typed(*arguments):
        code = main(["policy", "read", *map(str, arguments)])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return typed


@pytest.fixture
def refusal(run):
    """Run a command; the one sentence it refused with."""

    def typed(*arguments):
        code, out, err = run(*arguments)
        assert (code, out) == (2, "")
        assert err.startswith("putright: ")
        assert err.count("\n") == 1
        return err.removeprefix("putright: ").strip()

    return typed


def test_the_draft_is_printed_and_the_summary_stands_beside_it(run):
    code, out, err = run(PERFECT)
    assert code == 0
    assert out.startswith("# DRAFT, read by putright from 06-near-perfect-2024.txt: not checked by a person.\n")
    policy = parse_policy(out, "draft.toml")
    assert policy.about.landlord.value == "Oakmere Homes"
    assert policy.stage[0].respond.section == "5.2"
    assert policy.stage[0].respond.passage == "We issue a full response within 10 working days of the acknowledgement."
    assert err.startswith("Found ")
    assert "Not found (not the same as not being there):" in err
    assert max(map(len, err.splitlines())) <= 80


def test_the_draft_is_written_and_then_checked(run, tmp_path, capsys):
    target = tmp_path / "draft.toml"
    code, out, err = run(PERFECT, "--out", target)
    assert (code, err) == (0, "")
    assert out.startswith("Found ")
    assert str(target) in " ".join(out.split()).replace("/ ", "/") or target.name in out
    assert [path.name for path in tmp_path.iterdir()] == ["draft.toml"]
    assert read_policy(target).stage[1].respond.value.days == 20
    assert main(["policy", "check", str(target), "--json"]) == 0
    grades = {(one["provision"], one["grade"]) for one in json.loads(capsys.readouterr().out)}
    assert {("1.2", "met"), ("6.3", "met"), ("6.14", "met")} <= grades


def test_a_draft_is_not_written_over(run, refusal, tmp_path):
    target = tmp_path / "draft.toml"
    target.write_text("what I corrected by hand", encoding="utf-8")
    assert refusal(PERFECT, "--out", target) == (
        f"{target} is there already: add --force to write over it, or give another name."
    )
    assert target.read_text(encoding="utf-8") == "what I corrected by hand"
    assert run(PERFECT, "--out", target, "--force")[0] == 0
    assert target.read_text(encoding="utf-8").startswith("# DRAFT")


def test_the_document_itself_is_never_written_over(refusal, tmp_path):
    source = tmp_path / "policy.txt"
    source.write_bytes(PERFECT.read_bytes())
    assert "is the document itself" in refusal(source, "--out", source, "--force")
    assert source.read_bytes() == PERFECT.read_bytes()


def test_a_folder_that_is_not_there(refusal, tmp_path):
    assert "cannot be written" in refusal(PERFECT, "--out", tmp_path / "nowhere" / "draft.toml")


def test_a_folder_in_place_of_a_file(refusal, tmp_path):
    assert "is a folder" in refusal(PERFECT, "--out", tmp_path, "--force")


def test_json(run):
    code, out, err = run(INPUTS / "07-contradictions.txt", "--json")
    assert (code, err) == (0, "")
    content = json.loads(out)
    assert set(content) == {"document", "found", "not_found", "notes", "draft"}
    by_field = {one["field"]: one for one in content["found"]}
    disputed = by_field["stage 1 respond"]
    assert set(disputed) == {"field", "value", "section", "sure", "passage", "note"}
    assert disputed["sure"] == "low"
    assert "disagrees" in disputed["note"]
    assert by_field["stage 2 respond"]["value"]["days"] == 20
    assert "definitions complaint" in content["not_found"]
    assert parse_policy(content["draft"], "draft.toml")


def test_contradictions_come_first_in_the_summary(run):
    _, _, err = run(INPUTS / "07-contradictions.txt")
    assert "Look at these first:" in err
    assert "stage 1 respond (section" in err


def test_what_is_no_policy_is_refused(refusal):
    assert refusal(INPUTS / "17-not-a-policy.txt") == (
        "17-not-a-policy.txt does not look like a complaints policy: no definition of a complaint, no stage, no time limit "
        "and no way to complain was found in it; check that it is the right document."
    )


def test_what_is_hardly_a_policy_is_read_and_said(run, tmp_path):
    source = tmp_path / "minutes.txt"
    source.write_text("Minutes\nThe board noted the annual report on complaints. It is published.\n", encoding="utf-8")
    code, _, err = run(source)
    assert code == 0
    assert "This may not be a complaints policy" in err.replace("\n", " ")


@pytest.mark.parametrize(
    ("name", "content"),
    [("empty.txt", b""), ("broken.docx", b"PK\x03\x04 nothing"), ("broken.pdf", b"%PDF-1.7 nothing")],
)
def test_bad_files_are_refused_in_one_sentence(refusal, tmp_path, name, content):
    source = tmp_path / name
    source.write_bytes(content)
    assert name in refusal(source)


def test_a_file_that_is_not_there(refusal, tmp_path):
    assert "nothing.txt" in refusal(tmp_path / "nothing.txt")


def test_scripts_are_not_read(run):
    _, out, _ = run(INPUTS / "01-short-web-page.html")
    assert "99" not in out


def test_word_documents(run, tmp_path):
    document = docx.Document()
    document.add_heading("Complaints policy", 0)
    document.add_heading("Stage 1", 1)
    document.add_paragraph("Complaints are acknowledged within five working days of receipt.")
    document.add_paragraph("What we leave out as a complaint:")
    document.add_paragraph("Insurance claims", style="List Bullet")
    table = document.add_table(rows=2, cols=2)
    for cell, words in zip(
        [cell for row in table.rows for cell in row.cells],
        ["Stage", "We respond within", "Stage 2", "20 working days of acknowledgement"],
        strict=True,
    ):
        cell.text = words
    source = tmp_path / "policy.docx"
    document.save(source)
    code, out, _ = run(source)
    assert code == 0
    policy = parse_policy(out, "draft.toml")
    assert policy.stage[0].acknowledge.value.days == 5
    assert policy.stage[1].respond.value.days == 20


def test_a_document_in_prose_is_checked_at_once(capsys):
    inputs = Path(__file__).parent / "inputs" / "policies"
    prose = min(inputs.glob("*.txt"))
    assert main(["policy", "check", str(prose), "--edition", "2024", "--json"]) == 0
    findings = json.loads(capsys.readouterr().out)
    assert {"met", "not_stated"} <= {each["grade"] for each in findings}
