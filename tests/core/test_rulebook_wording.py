"""Taking the official wording out of a document.

The texts here are made up; the real ones are read only where a landlord's file is at hand.
"""

from pathlib import Path

import pytest

from putright.rulebook import RulebookError, keep_wording, kept_wording, looks_like, rulebook, user_folder, wording_in

CODE = rulebook("2024")
DOCUMENTS = Path(__file__).parents[3] / "shared" / "documents"


def found(text: str) -> dict[str, str]:
    return wording_in(text, CODE).texts


def test_a_line_that_begins_with_the_number_is_the_provision():
    assert found("2.1 Landlords must be kind.\n2.2 Landlords must be quick.") == {
        "2.1": "Landlords must be kind.",
        "2.2": "Landlords must be quick.",
    }


@pytest.mark.parametrize(
    "answer",
    [
        "Does Harbour Homes comply: Yes",
        "Do we comply?",
        "Comply: Yes",
        "Compliance: NO - in progress",
        "Yes",
        "N/A",
        "Partial",
        "We comply",
        "Evidence: see our policy",
        "Evidence",
    ],
)
def test_the_wording_ends_where_the_landlords_answer_begins(answer):
    assert found(f"2.1 Landlords must be kind.\n{answer}\nWe are very kind.") == {"2.1": "Landlords must be kind."}


def test_an_answer_on_the_same_line_is_left_out():
    assert found("2.1 Landlords must be kind. Yes Our policy 8 says so.") == {"2.1": "Landlords must be kind."}


def test_a_heading_ends_it_too():
    text = "1.6 Landlords must ask.\n2. Exclusions\n2.1 Landlords must be kind.\nStage 1\nSection 3: Ways in\nMore."
    assert found(text) == {"1.6": "Landlords must ask.", "2.1": "Landlords must be kind."}


def test_lines_are_joined_and_lists_kept():
    text = "6.9 Landlords must say all of\nthe following:\n-\nthe stage;\n- the decision; and\n•\tthe remedy.\nYes\n"
    assert found(text) == {
        "6.9": "Landlords must say all of the following:\n- the stage;\n- the decision; and\n- the remedy."
    }


def test_in_a_table_the_second_column_is_the_wording_with_the_rows_below_that_continue_it():
    text = (
        "Code provision\tCode requirement\tComply\tEvidence\n"
        "2.1\tLandlords must be kind and\tYes\tOur policy\n"
        "\tpatient.\t\tand our leaflet\n"
        "\t\t\tand our website\n"
        "2.2\tLandlords must be quick.\tNo\t2.5 days is our average\n"
        "\n"
        "Section 3: Ways in\n"
    )
    assert found(text) == {"2.1": "Landlords must be kind and patient.", "2.2": "Landlords must be quick."}


def test_numbers_that_are_not_provisions_are_left_alone():
    text = (
        "2.1 Landlords must answer within 2.3 days\nof 12.5 requests.\nYes\n"
        "2.50 pounds was paid.\n2.2.1 is a paragraph of ours.\n10.1 is no provision.\n"
        "2.2 Landlords must be quick."
    )
    assert list(found(text)) == ["2.1", "2.2"]


def test_a_number_out_of_order_is_an_answer_that_quotes_it():
    text = (
        "2.1 Landlords must be kind.\nYes\n6.3 of our policy covers this.\n"
        "2.2 Landlords must be quick.\nYes\n2.3 Landlords must be fair.\nYes\n2.1 again.\n"
    )
    assert list(found(text)) == ["2.1", "2.2", "2.3"]


def test_of_two_rows_with_one_number_the_one_that_reads_like_a_rule_is_taken():
    text = (
        "2.1 Landlords must be kind.\nYes\n2.2 says what we do\n"
        "2.2 Landlords must be quick.\nYes\n2.3 Landlords must ask."
    )
    assert found(text)["2.2"] == "Landlords must be quick."


def test_a_list_of_contents_in_front_does_not_win():
    text = "1.2\n1.3\n2.1\n\n1.2 Landlords must say.\n1.3 Landlords must hear.\n2.1 Landlords must take it."
    assert found(text) == {
        "1.2": "Landlords must say.",
        "1.3": "Landlords must hear.",
        "2.1": "Landlords must take it.",
    }


def test_what_is_missing_is_named_in_order():
    assert wording_in("1.2 A.\n1.4 Landlords must.", CODE).missing[:3] == ("1.3", "1.5", "1.6")


def test_nothing_found_is_no_error():
    assert found("") == {}
    assert found("A letter about a dripping tap.") == {}


def test_a_very_long_document_of_numbers_is_read_in_a_moment():
    assert len(found("\n".join(f"{n % 9 + 1}.{n % 7 + 1} must" for n in range(40_000)))) > 50


def test_a_document_is_known_by_the_definition_it_holds():
    assert looks_like(f"1.2 \u2018{CODE.definition_of_a_complaint}\u2019") == ("2024",)
    assert looks_like(rulebook("2022").definition_of_a_complaint.upper()) == ("2022", "2020")
    assert looks_like("a complaint is a grumble") == ()


@pytest.mark.parametrize("name", ["thrive-self-assessment-2024.txt", "progress-self-assessment-2024.txt"])
def test_a_real_self_assessment_gives_all_72(name):
    path = DOCUMENTS / name
    if not path.exists():
        pytest.skip("the landlords' documents are not beside this checkout")
    text = path.read_text(encoding="utf-8")
    wording = wording_in(text, CODE)
    assert looks_like(text) == ("2024",)
    assert wording.missing == ()
    assert {"10", "working", "acknowledged."} <= set(wording.texts["6.3"].split())
    assert {"five", "defined", "logged"} <= set(wording.texts["6.2"].split())
    answers = ("our policy", "thrive", "progress housing", "leaflet")
    assert not [number for number, words in wording.texts.items() if any(word in words.lower() for word in answers)]


def test_two_landlords_copies_say_the_same():
    if not DOCUMENTS.is_dir():
        pytest.skip("the landlords' documents are not beside this checkout")
    copies = [
        wording_in((DOCUMENTS / f"{name}-self-assessment-2024.txt").read_text(encoding="utf-8"), CODE).texts
        for name in ("thrive", "progress")
    ]
    bare = [{number: "".join(filter(str.isalpha, words.lower())) for number, words in copy.items()} for copy in copies]
    differ = {number for number in bare[0] if bare[0][number] != bare[1][number]}
    # One copy lost the last word of 6.19; the other letters the items of its lists.
    assert differ <= {"5.8", "6.9", "6.19", "7.1", "8.1", "9.7", "9.8"}


def test_the_folder_of_a_user(tmp_path):
    home = tmp_path / "home"
    assert user_folder({}, home) == home / ".local" / "share" / "putright"
    assert user_folder({"XDG_DATA_HOME": "/data"}, home) == Path("/data/putright")
    assert user_folder({"XDG_DATA_HOME": "/data", "PUTRIGHT_HOME": "/mine"}, home) == Path("/mine")


def test_what_is_kept_is_found_again_and_a_second_document_fills_the_gaps(tmp_path):
    assert kept_wording(tmp_path, CODE) == {}
    keep_wording(tmp_path, wording_in("2.1 Landlords must be kind.\n2.3 Landlords must.", CODE), loaded_from="one.txt")
    path = keep_wording(tmp_path, wording_in("2.2 Landlords must be quick.\n2.3 Newer.", CODE), loaded_from="two.txt")
    assert kept_wording(tmp_path, CODE) == {
        "2.1": "Landlords must be kind.",
        "2.2": "Landlords must be quick.",
        "2.3": "Newer.",
    }
    assert list(kept_wording(tmp_path, CODE)) == ["2.1", "2.2", "2.3"]
    assert kept_wording(tmp_path, rulebook("2022")) == {}
    assert [one.name for one in path.parent.iterdir()] == ["housing-ombudsman-2024.json"]


def test_a_damaged_file_says_what_to_do(tmp_path):
    path = keep_wording(tmp_path, wording_in("2.1 Landlords must be kind.", CODE), loaded_from="one.txt")
    path.write_text("[]", encoding="utf-8")
    with pytest.raises(RulebookError, match="delete that file and load the wording again"):
        kept_wording(tmp_path, CODE)


def test_a_folder_that_cannot_be_written_says_what_to_do(tmp_path):
    (tmp_path / "wording").write_text("a file in the way", encoding="utf-8")
    with pytest.raises(RulebookError, match="set PUTRIGHT_HOME to a folder of yours"):
        keep_wording(tmp_path, wording_in("2.1 Landlords must be kind.", CODE), loaded_from="one.txt")
