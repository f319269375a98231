"""Whatever a document holds: no crash, bounded time, and a draft that the loader reads back as the same policy."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from putright.passages import Document, Passage, PassageKind
from putright.policy import parse_policy
from putright.policy.reading import as_draft, read_prose, sections

_WORDS = st.sampled_from(
    [
        "complaint",
        "complaints",
        "stage",
        "Stage",
        "1",
        "2",
        "3",
        "one",
        "two",
        "informal",
        "acknowledge",
        "respond",
        "within",
        "of",
        "from",
        "5",
        "10",
        "(10)",
        "ten",
        "twenty",
        "working",
        "days",
        "days.",
        "months",
        "weeks",
        "receipt",
        "acknowledgement",
        "escalation",
        "request",
        "review",
        "you",
        "must",
        "we",
        "will",
        "not",
        "if",
        "unhappy",
        "extension",
        "further",
        "agree",
        "reasons",
        "why",
        "exclusions",
        ":",
        ";",
        "-",
        ".",
        "(",
        ")",
        "insurance",
        "court",
        "solicitor",
        "12",
        "six",
        "email",
        "phone",
        "0300",
        "111",
        "3000",
        "PO",
        "Box",
        "152",
        "L33",
        "7WQ",
        "info@housing-ombudsman.org.uk",
        "www.housing-ombudsman.org.uk",
        "Ombudsman",
        "Housing",
        "Homes",
        "Version",
        "1.2",
        "2.1",
        "April",
        "2024",
        "31/02/2024",
        "Contents",
        "effective",
        "definition",
        "expression",
        "dissatisfaction",
        "\u2019",
        "\u201c",
        "|",
        "\\",
        '"',
        "\x00",
        "\u2028",
        "<ul>",
        "**",
    ]
)
_TEXT = st.one_of(st.lists(_WORDS, max_size=40).map(" ".join), st.text(max_size=120))


@st.composite
def _passages(draw):
    kind = draw(st.sampled_from(list(PassageKind)))
    text = draw(_TEXT)
    cells = tuple(draw(st.lists(_TEXT, min_size=1, max_size=4))) if kind is PassageKind.ROW else ()
    return Passage(kind, " | ".join(cells) if cells else text, "line 1", cells, draw(st.integers(0, 4)))


@given(st.lists(_passages(), max_size=25))
@settings(max_examples=120, deadline=None)
def test_any_document_gives_a_draft_that_loads(passages):
    start = Passage(PassageKind.PARAGRAPH, "Our complaints policy", "line 0")
    reading = read_prose(Document("any.txt", "text", (start, *passages)))
    assert parse_policy(as_draft(reading, "any.txt"), "draft.toml") == reading.policy
    assert all(found.section and found.sure for found in reading.found)


@pytest.mark.parametrize(
    "piece",
    [
        "complaint ",
        "within 10 working days ",
        "if we cannot ",
        "you must request why ",
        "not ",
        "stage 1 ",
        "0300 111 3000 ",
        "Aa Bb Cc Homes ",
        "0",
        "'",
        "(a) ",
        "a.b@",
        " ",
        "\t",
        "extension agree with ",
        "1.1.1.1 ",
    ],
)
def test_a_page_of_one_thing_takes_no_longer_than_it_should(piece):
    text = "complaint " + piece * (6000 // len(piece))
    document = Document("long.txt", "text", tuple(Passage(PassageKind.PARAGRAPH, text, "line 1") for _ in range(5)))
    began = time.perf_counter()
    read_prose(document)
    assert time.perf_counter() - began < 20


def test_more_than_can_be_read_is_cut_and_said(monkeypatch):
    monkeypatch.setattr(sections, "_MOST_LETTERS", 2_000)
    words = "We handle every complaint with care and we write down what we learn from it for everybody."
    document = Document("huge.txt", "text", tuple(Passage(PassageKind.PARAGRAPH, words, "line 1") for _ in range(300)))
    reading = read_prose(document)
    assert any("longer than is read" in note for note in reading.notes)
