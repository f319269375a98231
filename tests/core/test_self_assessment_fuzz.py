"""Whatever stands in a document: no crash, and no yes that the document does not say."""

from hypothesis import given, settings
from hypothesis import strategies as st

from putright.passages import Document, Passage, PassageKind
from putright.rulebook import rulebook
from putright.self_assessment import Answer, read

NUMBERS = [provision.id for provision in rulebook("2024").assessed]
NOT_A_YES = ["No", "N/A", "Partial", "In progress", "", "Yes / No", "TBC", "\u2717", "see policy"]
PIECES = [
    "Landlords must keep a record", "Comply:", "Comply: Yes / No", "Evidence", "Code provision", "Stage 1", "Section 6: Stages",
    "Mandatory 'must' requirements", "We publish it.", "Compliance:", "\u2610 Yes \u2610 No", "6.3 of our policy", "0300 555 0199",
]  # fmt: skip
LINES = st.one_of(st.text(max_size=60), st.sampled_from(PIECES), st.sampled_from(NOT_A_YES), st.sampled_from(NUMBERS))
MANY = settings(max_examples=150, deadline=None)


def passages(lines):
    for at, line in enumerate(lines, 1):
        cells = tuple(line.split("\t")) if "\t" in line else ()
        yield Passage(PassageKind.ROW if cells else PassageKind.PARAGRAPH, " ".join(line.split()), f"line {at}", cells)


def read_lines(lines):
    return read(Document("a.txt", "text", tuple(passages(lines))))


@MANY
@given(st.lists(st.one_of(LINES, st.lists(LINES, min_size=2, max_size=6).map("\t".join)), max_size=60))
def test_any_lines_are_read_without_a_crash(lines):
    found = read_lines(lines)
    assert len(found.rows) in {0, 72}


@MANY
@given(
    st.lists(st.tuples(st.sampled_from(NUMBERS), st.sampled_from(NOT_A_YES)), max_size=80),
    st.sampled_from(["blocks", "rows"]),
    st.data(),
)
def test_no_yes_is_made_up(pairs, form, data):
    """Nothing in these documents says yes, in whatever order and with whatever lines missing."""
    lines = ["Code provision\tRequirement\tComply: Yes/No\tEvidence"] if form == "rows" else []
    for number, answer in pairs:
        if form == "rows":
            lines.append(f"{number}\tLandlords must keep a record\t{answer}\tWe publish it.")
        else:
            lines += [f"{number} Landlords must keep a record", f"Comply: {answer}", "We publish it."]
    kept = (
        [line for line in data.draw(st.permutations(lines)) if data.draw(st.booleans())] if len(lines) < 40 else lines
    )
    assert read_lines(kept).count(Answer.YES) == 0


@MANY
@given(st.data())
def test_a_yes_never_moves_to_a_provision_that_says_no(data):
    """With lines taken out at random, a provision that the document answers "No" may be left open, but is never a yes."""
    lines = []
    for at, number in enumerate(NUMBERS[:30]):
        lines += [f"{number} Landlords must keep a record", f"Comply: {'No' if at % 2 else 'Yes'}", "We publish it."]
    out = data.draw(st.sets(st.integers(0, len(lines) - 1), max_size=12))
    kept = [line for at, line in enumerate(lines) if at not in {place for place in out if place % 3 != 0}]
    found = read_lines(kept)
    for at, number in enumerate(NUMBERS[:30]):
        row = found.row(number)
        if at % 2 and row is not None:
            assert row.answer is not Answer.YES
