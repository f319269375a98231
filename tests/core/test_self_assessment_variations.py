"""Awkward ways in which landlords fill in and publish the form: the answers that are plain are read, the others left open."""

from itertools import groupby

import pytest

from putright.passages import Document, Passage, PassageKind
from putright.rulebook import rulebook
from putright.self_assessment import Answer, read
from putright.self_assessment.answers import plain_answer, split_answer
from putright.self_assessment.telling import telling


def document(*parts):
    """Lines as paragraphs, and tuples as rows of a table."""
    passages = (
        Passage(PassageKind.ROW, " | ".join(part), f"line {at}", part)
        if isinstance(part, tuple)
        else Passage(PassageKind.PARAGRAPH, part, f"line {at}")
        for at, part in enumerate(parts, 1)
    )
    return Document("a.txt", "text", tuple(passages))


def asked(number, year="2024"):
    return f"Landlords must see to this: {', '.join(sorted(telling(rulebook(year))._words[number]))}."


NUMBERS = [provision.id for provision in rulebook("2024").assessed]
HEADS = ("Code provision", "Code requirement", "Comply: Yes / No", "Evidence")
ODD = {"1.6": ("No", Answer.NO), "5.4": ("N/A", Answer.NOT_APPLICABLE), "8.2": ("", Answer.NOT_STATED)}


def said(number):
    return ODD.get(number, ("Yes", Answer.YES))


def rows(named=lambda number: number, answer=lambda words: words):
    return [(named(n), asked(n), answer(said(n)[0]), f"Our handbook {n.replace('.', '-')} says so.") for n in NUMBERS]


def assert_all_right(found):
    assert found.edition == "2024"
    assert {row.provision: row.answer for row in found.rows if row.answer is not said(row.provision)[1]} == {}
    wrong = {
        r.provision: r.evidence
        for r in found.rows
        if f"handbook {r.provision.replace('.', '-')} says so" not in r.evidence
    }
    assert wrong == {}


NAMED = {
    "with a page": lambda number: f"{number} Page 4",
    "with a page below": lambda number: f"{number}\nPage 12",
    "with section": lambda number: f"Section {number}",
    "with section above": lambda number: f"Section\n{number}",
    "with a full stop": lambda number: f"{number}.",
    "in brackets": lambda number: f"({number})",
    "with provision": lambda number: f"Provision {number}:",
    "with code": lambda number: f"Code {number}",
    "with must": lambda number: f"{number} (must)",
    "with a space": lambda number: number.replace(".", ". "),
}


@pytest.mark.parametrize("named", NAMED)
def test_numbers_in_many_ways(named):
    assert_all_right(read(document(HEADS, *rows(NAMED[named]))))


def both_words(words):
    return {"Yes": "Yes \u2713 / No", "No": "Yes \u2717 / No \u2713", "N/A": "N/A", "": "Yes / No"}[words]


ANSWERED = {
    "fully compliant": lambda words: {"Yes": "Fully compliant", "No": "Not compliant"}.get(words, words),
    "met": lambda words: {"Yes": "Met", "No": "Not met"}.get(words, words),
    "letters": lambda words: {"Yes": "Y", "No": "N"}.get(words, words),
    "not yet": lambda words: {"No": "Not yet"}.get(words, words),
    "full sentence": lambda words: {"Yes": "Yes, we comply with this provision.", "No": "No, we do not comply."}.get(
        words, words
    ),
    "a tick beside one of both words": both_words,
    "boxes": lambda words: {
        "Yes": "\u2611 Yes \u2610 No",
        "No": "\u2610 Yes \u2611 No",
        "": "\u2610 Yes \u2610 No",
    }.get(words, words),
    "brackets": lambda words: {"Yes": "[x] Yes [ ] No", "No": "[ ] Yes [x] No", "": "[ ] Yes [ ] No"}.get(words, words),
    "both words where none is marked": lambda words: words or "Yes / No",
    "with a full stop and spaces": lambda words: f"  {words}. " if words else "",
    "do not comply": lambda words: {"Yes": "We comply", "No": "Do not comply"}.get(words, words),
    "true": lambda words: {"Yes": "Yes \u2013 fully", "No": "No \u2013 not yet"}.get(words, words),
}


@pytest.mark.parametrize("answered", ANSWERED)
def test_answers_in_many_words(answered):
    assert_all_right(read(document(HEADS, *rows(answer=ANSWERED[answered]))))


def test_no_column_for_the_requirement():
    heads = ("Code provision", "Comply: Yes / No", "Evidence")
    assert_all_right(
        read(document("Complaint Handling Code 2024", heads, *((n, a, e) for n, _, a, e in rows())), "2024")
    )


def test_answers_ticked_in_columns_with_other_headings():
    heads = ("Provision", "Requirement", "Compliant", "Partially compliant", "Not compliant", "Evidence")
    places = {"Yes": 0, "No": 2}
    marked = []
    for number, requirement, answer, evidence in rows():
        ticks = ["", "", ""]
        if answer in places:
            ticks[places[answer]] = "\u2713"
        marked.append((number, requirement, *ticks, evidence))
    found = read(document(heads, *marked))
    assert {r.provision for r in found.rows if r.answer is Answer.NO} == {"1.6"}
    assert {r.provision for r in found.rows if r.answer is Answer.NOT_STATED} == {"5.4", "8.2"}
    assert found.count(Answer.YES) == 69


def test_a_cover_page_with_contents_and_a_signature():
    contents = [f"{section} How we see to section {section} {section + 2}" for section in range(1, 10)]
    listed = [f"{n} Something about it ........ {at}" for at, n in enumerate(NUMBERS[:12], 4)]
    ends = ["Signed by the Chair of the Board", "Ezra", "Date: 3 May 2025", "Yes"]
    found = read(document("Northfield Homes", "Contents", *contents, *listed, HEADS, *rows(), *ends))
    assert_all_right(found)


def test_a_contents_table_is_not_the_form():
    contents = [("Section", "Page"), *((n, str(at)) for at, n in enumerate(NUMBERS[:12], 3))]
    assert_all_right(read(document(*contents, "Our answers", HEADS, *rows())))


@pytest.mark.parametrize("numbered", [True, False])
def test_two_tables_in_each_section_of_the_2022_form(numbered):
    edition = rulebook("2022")
    parts = []
    for section, provisions in groupby(edition.assessed, key=lambda p: p.id.split(".")[0]):
        of_section = list(provisions)
        parts.append(f"Section {section} - {of_section[0].section.split(' ', 1)[1].split(':')[0]}")
        for duty, heading in (
            ("must", "Mandatory 'must' requirements"),
            ("should", "Best practice 'should' requirements"),
        ):
            these = [p.id for p in of_section if p.duty == duty]
            if these:
                parts += [
                    heading,
                    ("Code section", "Code requirement", "Comply: Yes/No", "Evidence, commentary and any explanations"),
                ]
                parts += [
                    (
                        n if numbered else "",
                        asked(n, "2022"),
                        "No" if n == "5.2" else "Yes",
                        f"Our file {n.replace('.', '-')}.",
                    )
                    for n in these
                ]
    found = read(document(*parts))
    assert found.edition == "2022"
    assert {r.provision for r in found.rows if r.answer is not Answer.YES} == {"5.2"}
    assert {
        r.provision: r.evidence for r in found.rows if f"file {r.provision.replace('.', '-')}." not in r.evidence
    } == {}


def test_a_number_that_lost_its_nought_is_not_taken_for_another():
    """A spreadsheet writes 5.10 as 5.1: the second 5.1 is no answer to the first."""
    written = [(n.replace("5.10", "5.1"), r, "No" if n == "5.10" else a, e) for n, r, a, e in rows()]
    found = read(document(HEADS, *written))
    assert found.row("5.1").answer in {Answer.YES, Answer.NOT_STATED}
    assert found.row("5.10").answer in {Answer.NO, Answer.NOT_STATED}


def test_a_row_without_a_number_gives_its_answer_to_no_other():
    written = [("" if n == "8.3" else n, r, a, e) for n, r, a, e in rows()]
    found = read(document(HEADS, *written))
    assert found.row("8.2").answer is Answer.NOT_STATED
    assert found.row("8.3").answer in {Answer.YES, Answer.NOT_STATED}


def test_an_answer_broken_by_the_end_of_a_page():
    broken = [
        ("6.3", "Landlords must see to this:", "No - in", "We began"),
        ("", "and do so in time.", "progress", "in May."),
    ]
    found = read(document(HEADS, *rows()[:20], *broken), "2024")
    assert found.row("6.3").answer is Answer.IN_PROGRESS


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("Yes \u2713 / No", Answer.YES),
        ("Yes / \u2713 No", Answer.NO),
        ("Yes \u2713 No", None),
        ("Yes No \u2713", None),
        ("Yes \u2713 / No \u2717", Answer.YES),
        ("Yes / No \u2713", None),
        ("\u2713 Yes / No", None),
        ("[x] Yes [ ] No", Answer.YES),
        ("[ ] Yes [X] No", Answer.NO),
        ("Yes [x] No [ ]", Answer.YES),
        ("(\u2713) Yes ( ) No", Answer.YES),
        ("Partially met", Answer.PARTIAL),
        ("Partly compliant", Answer.PARTIAL),
        ("Not yet", Answer.NO),
        ("Not yet compliant", Answer.NO),
        ("Fully met", Answer.YES),
        ("Compliant", Answer.YES),
        ("Comply", None),
        ("In part", Answer.PARTIAL),
        ("Yes / No", None),
        ("Yes \u2713 No \u2713", None),
        ("\u2713 Yes \u2713 No", None),
        ("Yes \u2713 No \u2713 N/A", None),
        ("x Yes x No", None),
        ("Yes x No", None),
        ("Yes | No", None),
        ("| Yes", None),
        ("Yes No N/A", None),
        ("Yes or No", None),
        ("To be completed", None),
        ("[ ] Yes [ ] No", None),
    ],
)
def test_both_words_with_a_mark_beside_one(words, answer):
    assert plain_answer(words) is answer
    if answer is None:
        assert split_answer(words)[0] is None
