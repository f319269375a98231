"""Real self-assessments, answers in every wording, promised dates, names, and comparing two."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from putright.documents import read_document
from putright.passages import Document, Passage, PassageKind
from putright.rulebook import RulebookError, rulebook
from putright.self_assessment import Answer, Row, SelfAssessment, compare, contradictions, read
from putright.self_assessment.answers import plain_answer, split_answer
from putright.self_assessment.landlord import landlord_of
from putright.self_assessment.promises import promised_on

DOCUMENTS = Path(__file__).parents[2].parent / "shared" / "documents"
REAL = ("thrive-self-assessment-2024", "longhurst-self-assessment-2022", "progress-self-assessment-2024")


def real(name):
    path = DOCUMENTS / f"{name}.txt"
    if not path.is_file():
        pytest.skip(f"the real documents are not beside this repository ({path.name})")
    return read(read_document(path))


def answered(assessment, answer):
    return [row.provision for row in assessment.rows if row.answer is answer]


class TestRealDocuments:
    def test_thrive_2024(self):
        found = real(REAL[0])
        assert (found.edition, found.landlord, len(found.rows)) == ("2024", "Thrive Homes", 72)
        assert Counter(row.answer for row in found.rows) == {Answer.YES: 70, Answer.NOT_APPLICABLE: 2}
        assert answered(found, Answer.NOT_APPLICABLE) == ["5.4", "5.5"]

    def test_longhurst_2022_is_matched_although_it_has_no_numbers(self):
        found = real(REAL[1])
        assert (found.edition, found.landlord, len(found.rows)) == ("2022", "Longhurst Group", 72)
        assert Counter(row.answer for row in found.rows) == {
            Answer.YES: 63,
            Answer.NO: 4,
            Answer.IN_PROGRESS: 2,
            Answer.NOT_APPLICABLE: 3,
        }
        assert answered(found, Answer.NO) == ["5.1", "5.13", "7.3", "7.6"]
        assert answered(found, Answer.IN_PROGRESS) == ["1.5", "4.4"]
        assert answered(found, Answer.NOT_APPLICABLE) == ["5.18", "5.19", "5.20"]
        promised = {row.provision: row.promised_on for row in found.rows if row.promised_on}
        assert promised == {"5.1": date(2023, 2, 28), "5.13": date(2023, 2, 28)}

    def test_progress_2024_has_an_answer_in_the_evidence_column(self):
        found = real(REAL[2])
        assert (found.edition, len({row.provision for row in found.rows})) == ("2024", 72)
        assert Counter(row.answer for row in found.rows) == {Answer.YES: 71, Answer.NOT_APPLICABLE: 1}
        assert answered(found, Answer.NOT_APPLICABLE) == ["8.4"]
        assert any(note.startswith("Provision 8.4") for note in found.notes)
        assert found.row("1.4").commentary
        assert found.row("8.5").evidence == ""

    @pytest.mark.parametrize("name", REAL)
    def test_every_provision_is_there_once_with_its_place(self, name):
        found = real(name)
        assert [row.provision for row in found.rows] == [p.id for p in rulebook(found.edition).assessed]
        assert all(row.where.startswith("line ") for row in found.rows)

    @pytest.mark.parametrize("name", REAL)
    def test_evidence_is_not_the_forms_own_words(self, name):
        """The form speaks of what landlords must do; the landlord of "we" or of itself."""
        found = real(name)
        for row in found.rows:
            for line in row.evidence.splitlines():
                assert not line.startswith(
                    ("Landlords must", "Landlords should", "A landlord must", "Where residents raise")
                )

    @pytest.mark.parametrize("name", ["thrive-complaints-policy-2026", "together-complaints-policy-2021"])
    def test_a_policy_is_no_self_assessment(self, name):
        found = real(name)
        assert found.rows == ()
        assert "No self-assessment was recognised" in found.notes[-1]


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("Yes", Answer.YES),
        ("YES.", Answer.YES),
        ("y", Answer.YES),
        ("We comply", Answer.YES),
        ("Fully compliant", Answer.YES),
        ("Yes - compliant", Answer.YES),
        ("\u2713", Answer.YES),
        ("\u2714 Yes", Answer.YES),
        ("\u2612 Yes \u2610 No", Answer.YES),
        ("Yes/No: Yes", Answer.YES),
        ("No", Answer.NO),
        ("Non-compliant", Answer.NO),
        ("Not compliant", Answer.NO),
        ("We do not comply", Answer.NO),
        ("Not yet", Answer.NO),
        ("\u2717", Answer.NO),
        ("Yes \u2610 No \u2612", Answer.NO),
        ("NO \u2013 In progress", Answer.IN_PROGRESS),
        ("Work in progress", Answer.IN_PROGRESS),
        ("No, working towards compliance", Answer.IN_PROGRESS),
        ("Partial", Answer.PARTIAL),
        ("Partially compliant", Answer.PARTIAL),
        ("Yes, in part", Answer.PARTIAL),
        ("Yes and no", Answer.PARTIAL),
        ("N/A", Answer.NOT_APPLICABLE),
        ("n/a - not applicable", Answer.NOT_APPLICABLE),
        ("Not Applicable", Answer.NOT_APPLICABLE),
    ],
)
def test_an_answer_in_its_many_wordings(said, answer):
    assert plain_answer(said) is answer


@pytest.mark.parametrize(
    "said",
    ["", "-", "Yes / No", "Y/N", "TBC", "\u2612", "x", "\u2610 Yes \u2610 No", "\u2611 Yes \u2611 No", "Yes No", "\u2713 No",
     "No complaints were refused", "Yesterday", "Notes", "Comply", "Compliance", "See policy", "Yes/No/Partial", "Yes? No?"],
)  # fmt: skip
def test_what_is_no_answer_is_never_a_yes(said):
    assert plain_answer(said) is None
    assert split_answer(said)[0] is None


@pytest.mark.parametrize(
    ("said", "answer", "rest"),
    [
        ("Yes. We publish it.", Answer.YES, "We publish it."),
        ("Yes\nWe publish it.", Answer.YES, "We publish it."),
        ("Yes (see policy)", Answer.YES, "(see policy)"),
        ("Yes, but not at stage 2", Answer.PARTIAL, "but not at stage 2"),
        ("Yes - except for leaseholders", Answer.PARTIAL, "except for leaseholders"),
        ("No, but we are working towards this", Answer.IN_PROGRESS, "but we are working towards this"),
        ("Non-compliant. We will write one.", Answer.NO, "We will write one."),
        ("N/A \u2013 no contractors answer for us", Answer.NOT_APPLICABLE, "no contractors answer for us"),
        ("No complaints were refused", None, "No complaints were refused"),
    ],
)
def test_an_answer_at_the_beginning_of_its_words(said, answer, rest):
    assert split_answer(said) == (answer, rest)


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("We will publish it by 30 June 2025.", date(2025, 6, 30)),
        ("We expect to meet this by February 2023 for all new complaints.", date(2023, 2, 28)),
        ("This is to be done by the end of March 2024.", date(2024, 3, 31)),
        ("Target date: 01/09/2025", date(2025, 9, 1)),
        ("Due 2025-12-05", date(2025, 12, 5)),
        ("We plan to finish no later than Sept 2025", date(2025, 9, 30)),
        ("We aim to have it in place before 2026", date(2026, 12, 31)),
        ("It was approved by the board in June 2024.", None),
        ("It was signed by 30 June 2024 as agreed.", None),
        ("We will answer by 31 February 2025.", None),
        ("We will answer within 10 working days.", None),
        ("Presented to the board on 29 September 2022.", None),
    ],
)
def test_promised_dates(said, day):
    assert promised_on(said) == day


def document(*lines):
    return Document(
        "a.txt", "text", tuple(Passage(PassageKind.PARAGRAPH, line, f"line {at}") for at, line in enumerate(lines, 1))
    )


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (["Does Northfield comply? Yes", "Northfield Homes is committed to this."], "Northfield Homes"),
        (["Name of landlord: Northfield and Elm Housing Association"], "Northfield and Elm Housing Association"),
        (["At Elm Living, we listen."], "Elm Living"),
        (
            ["Policies Elm Housing Group", "the Elm Housing Group page", "Elm Housing Group has refused none."],
            "Elm Housing Group",
        ),
        (["Does the landlord comply? Yes", "The Housing Ombudsman says so. The Housing Ombudsman again."], ""),
    ],
)
def test_whose_it_is(lines, name):
    assert landlord_of(document(*lines)) == name


def test_the_edition_can_be_named_and_an_unknown_one_is_refused():
    lines = ["6.1 Words", "Comply: Yes", "6.2 Words", "Comply: No", "6.3 Words", "Comply: Yes"]
    assert read(document(*lines), "2022").edition == "2022"
    with pytest.raises(RulebookError):
        read(document(*lines), "2031")
    with pytest.raises(ValueError, match="no form with numbered provisions"):
        read(document(*lines), "2020")


def test_a_provision_with_two_different_answers_is_not_stated():
    lines = [
        "6.1 Words",
        "Comply: Yes",
        "6.2 Words",
        "Comply: Yes",
        "6.3 Words",
        "Comply: Yes",
        "6.3 Words",
        "Comply: No",
    ]
    found = read(document(*lines), "2024")
    assert [row.answer for row in found.rows if row.where] != [Answer.YES] * 3
    assert found.row("6.1").answer is Answer.YES


class TestComparing:
    def of(self, edition, **answers):
        rows = tuple(
            Row(p.id, Answer(answers.get("p" + p.id.replace(".", "_"), "yes")), where="line 1")
            for p in rulebook(edition).assessed
        )
        return SelfAssessment(edition, "Northfield Homes", rows)

    def test_two_years_of_one_edition(self):
        found = compare(self.of("2024", p6_3="no"), self.of("2024", p9_8="partial"))
        assert [(step.after, step.was, step.now) for step in found.changed] == [
            ("6.3", Answer.NO, Answer.YES),
            ("9.8", Answer.YES, Answer.PARTIAL),
        ]
        assert (len(found.kept), found.only_before, found.only_after) == (70, (), ())

    def test_editions_are_joined_by_the_mapping_never_by_number(self):
        found = compare(self.of("2022", p5_13="no"), self.of("2024"))
        assert [(step.before, step.after) for step in found.changed] == [("5.13", "6.14"), ("5.13", "6.15")]
        assert {"4.3", "4.9"} <= {row.provision for row in found.only_before}
        assert {"2.5", "6.12"} <= {row.provision for row in found.only_after}

    def test_what_a_document_does_not_have_is_not_compared(self):
        whole = self.of("2024")
        part = SelfAssessment(
            "2024", "", tuple(Row(r.provision, Answer.NOT_STATED) if r.provision == "1.2" else r for r in whole.rows)
        )
        assert [row.provision for row in compare(part, whole).only_after] == ["1.2"]
        with pytest.raises(ValueError, match="second document has no answers"):
            compare(whole, SelfAssessment("", "", ()))

    def test_a_yes_that_the_policy_contradicts(self):
        @dataclass
        class Finding:
            provision: str
            grade: str
            observation: str

        findings = [
            Finding("1.2", "breach", "The single resident is missing."),
            Finding("6.3", "breach", "It says 15 days."),
            Finding("6.2", "met", "It says so."),
        ]
        said = contradictions(self.of("2024", p6_3="no"), findings)
        assert said == [
            "Provision 1.2 is answered yes (line 1), but the policy does not keep to it: The single resident is missing."
        ]
