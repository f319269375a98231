"""`putright rulebook` as a person meets it: what it prints, what it answers as JSON, and how it says no."""

import json
import re

import pytest

from putright.cli import main
from putright.rulebook import rulebook

SELF_ASSESSMENT = """Section 1: Definition of a complaint
1.2 Landlords must use the words.
Yes
6.3 Landlords must answer in time:
- soon;
- and well.
Does Harbour Homes comply? Yes
"""


@pytest.fixture(autouse=True)
def _somebody_elses_home(monkeypatch, tmp_path):
    monkeypatch.setenv("PUTRIGHT_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("COLUMNS", "80")


@pytest.fixture
def say(capsys):
    def saying(*words: str, code: int = 0) -> str:
        assert main(["rulebook", *words]) == code
        printed = capsys.readouterr()
        assert not (printed.err if code == 0 else printed.out)
        return printed.out if code == 0 else printed.err

    return saying


def answer(say, *words: str):
    return json.loads(say(*words, "--json"))


def spaced(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def test_list_names_every_edition_with_its_first_day(say):
    out = say("list")
    assert re.search(r"housing-ombudsman 2024 +1 Apr 2024 +72 +0 ", out)
    assert re.search(r"housing-ombudsman 2022 +1 Apr 2022 +45 +27 ", out)
    assert "lgsco 2024" in out
    assert [edition["name"] for edition in answer(say, "list")] == [
        "housing-ombudsman 2020",
        "housing-ombudsman 2022",
        "housing-ombudsman 2024",
        "lgsco 2024",
    ]


def test_show_gives_the_stages_with_their_limits_and_then_every_provision(say):
    out = say("show", "2024")
    assert re.search(r"Stage 1 +acknowledge +5 working days +from receipt \(6\.2\)", out)
    assert re.search(r"extend +20 working days +beyond the original date \(6\.15\)", out)
    assert out.index("Stages") < out.index("1 Definition of a complaint") < out.index("9 Scrutiny")
    assert len(re.findall(r"^  \d\.\d+ +must ", out, re.MULTILINE)) == 72


@pytest.mark.parametrize(
    "words", [["list"], ["show", "2022"], ["show", "2024", "6.4"], ["coverage"], ["show", "lgsco", "2024"]]
)
def test_nothing_but_an_address_is_wider_than_80_columns(say, words):
    assert [line for line in say(*words).splitlines() if len(line) > 80 and "http" not in line] == []


def test_show_one_provision_says_where_it_comes_from_and_what_is_in_doubt(say):
    out = spaced(say("show", "2024", "6.3"))
    assert "6.3 must housing-ombudsman 2024" in out
    assert "Stage 1, respond: 10 working days from the acknowledgement" in out
    assert "in 2022 5.1" in out
    assert "in lgsco 2024 6.3" in out
    assert "is an inference" in out
    assert "source Housing Ombudsman, Complaint Handling Code 2024" in out


def test_show_one_provision_of_an_older_edition_says_what_became_of_it(say):
    assert "in 2024 6.3, 6.4" in spaced(say("show", "2022", "5.1"))
    assert "in 2024 nothing carries it on" in spaced(say("show", "2022", "4.9"))
    assert "in 2024 6.14" in spaced(say("show", "lgsco", "2024", "s2.respond"))


def test_show_as_json(say):
    one = answer(say, "show", "2024", "6.3")
    assert (one["id"], one["duty"], one["elsewhere"]["2022"]) == ("6.3", "must", ["5.1"])
    assert "wording" not in one
    edition = answer(say, "show", "2022")
    assert len(edition["provisions"]) == 75
    assert edition["stages"][0]["respond"]["counted_from"] == ["logged", "acknowledged", "acknowledge_due"]


def test_coverage_counts_what_is_built_what_is_to_come_and_what_has_no_place(say):
    counts = answer(say, "coverage")
    assert counts["provisions"] == counts["built"] + counts["later"] + counts["without"] == 72
    assert len(counts["places"]) == 72
    out = say("coverage", "2024")
    assert re.search(rf"with no place +{counts['without']}\n", out)
    assert re.search(r"^  9\.8 ", out, re.MULTILINE)


def test_choose_gives_the_edition_and_the_reason(say):
    out = spaced(say("choose", "--made-on", "31/03/2024"))
    assert out.startswith("housing-ombudsman 2022 because The complaint was made on Sun 31 Mar 2024")
    chosen = answer(say, "choose", "--made-on", "2024-04-01")
    assert (chosen["made_on"], chosen["edition"]) == ("2024-04-01", "2024")
    assert answer(say, "choose", "--made-on", "2026-05-01", "--family", "lgsco")["family"] == "lgsco"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["show", "2023"], "no edition '2023' of a Code here: choose one of housing-ombudsman 2020"),
        (["show", "lgsco", "2020"], "no edition 'lgsco 2020'"),
        (["show", "lgsco"], "no edition 'lgsco' of a Code here"),
        (["show", "2024", "6.21"], "has no provision 6.21: section 6 has 6.1 to 6.20"),
        (["show", "2024", "12.1"], "has no provision 12.1: it has 1.1 to 9.8"),
        (["show", "2024", "6.1", "6.2"], "One provision at a time: 6.1 or 6.2?"),
        (["coverage", "2019"], "no edition '2019'"),
        (["choose", "--made-on", "31 February 2024"], "31 February 2024"),
        (["choose", "--made-on", "2024-04-01", "--family", "spso"], "choose one of housing-ombudsman, lgsco"),
        (["wording", "load", "nowhere.txt"], "nowhere.txt cannot be read (No such file or directory)"),
    ],
)
def test_a_no_is_one_sentence_that_says_what_there_is(say, words, says):
    err = say(*words, code=2)
    assert says in err
    assert err.startswith("putright: ")
    assert err.count("\n") == 1


def test_wording_is_loaded_kept_and_shown(say, tmp_path):
    file = tmp_path / "self-assessment.txt"
    file.write_text(SELF_ASSESSMENT, encoding="utf-8")
    out = spaced(say("wording", "load", str(file)))
    assert "2 of the 72 provisions of housing-ombudsman 2024 were found in self-assessment.txt" in out
    assert "Not found: 1.3, 1.4," in out
    shown = say("show", "2024", "6.3", "--wording")
    assert "  Landlords must answer in time:\n  - soon;\n  - and well." in shown
    assert "Landlords must use the words." in say("show", "2024", "--wording")
    assert answer(say, "show", "2024", "6.3", "--wording")["wording"].startswith("Landlords must answer")
    assert "Landlords must answer" not in say("show", "2024", "6.3")


def test_wording_that_is_not_there_says_how_to_get_it(say):
    out = spaced(say("show", "2024", "6.4", "--wording"))
    assert "putright rulebook wording load FILE --edition 'housing-ombudsman 2024'" in out


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_wording_is_read_as_windows_saves_text(say, tmp_path, encoding):
    file = tmp_path / "saved.txt"
    file.write_bytes("2.1 Landlords must say \u2018sorry\u2019.\r\n2.2 Next.\r\n".encode(encoding))
    loaded = answer(say, "wording", "load", str(file))
    assert (loaded["found"], loaded["of"], loaded["missing"][0]) == (2, 72, "1.2")
    assert answer(say, "show", "2024", "2.1", "--wording")["wording"] == "Landlords must say \u2018sorry\u2019."


def test_a_form_of_another_edition_is_not_loaded_as_this_one(say, tmp_path):
    file = tmp_path / "old.txt"
    file.write_text(
        "1.2 A complaint is an expression of dissatisfaction, however made, about the standard of service, actions or "
        "lack of action by the organisation, its own staff, or those acting on its behalf, affecting an individual "
        "resident or group of residents.\n",
        encoding="utf-8",
    )
    err = say("wording", "load", str(file), "--edition", "2024", code=2)
    assert "of 2022, not of 2024: load it with --edition 2022" in spaced(err)
    assert answer(say, "wording", "load", str(file))["edition"] == "2022"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"%PDF-1.7 ...", "is not plain text: save it as text"),
        (b"PK\x03\x04...", "is not plain text: save it as text"),
        (b"A letter about a tap.", "No provision of housing-ombudsman 2024 was found in letter.txt"),
    ],
)
def test_a_file_without_wording_is_refused(say, tmp_path, content, says):
    file = tmp_path / "letter.txt"
    file.write_bytes(content)
    assert says in spaced(say("wording", "load", str(file), code=2))


def test_a_policy_with_the_same_numbers_is_not_taken_for_the_code(say, tmp_path):
    file, known = tmp_path / "policy.txt", [one.id for one in rulebook("2024").assessed]
    file.write_text(
        "".join(f"{number} Our office in Harbour Street opens at nine.\n" for number in known), encoding="utf-8"
    )
    assert "a policy is not the Code. Nothing was kept" in spaced(say("wording", "load", str(file), code=2))
    file.write_text("".join(f"{one.id} {one.summary}\n" for one in rulebook("2024").assessed), encoding="utf-8")
    assert answer(say, "wording", "load", str(file))["found"] == 72


def test_coverage_of_one_provision_says_where_to_look(say):
    assert "putright rulebook show 2024 6.3" in say("coverage", "2024", "6.3", code=2)
