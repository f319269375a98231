"""Blocks: what is taken out of words, which way they run, and what a person typed as paragraphs and lists."""

import pytest

from putright.blocks import (
    Bullets,
    KeyFacts,
    Paper,
    Paragraph,
    Span,
    blocks_from,
    clean,
    cleaned,
    runs_right_to_left,
    text_of,
)


@pytest.mark.parametrize(
    ("dirty", "words"),
    [
        ("a\x00b\x07c", "abc"),
        ("pay \u202e001\u202c pounds", "pay 001 pounds"),
        ("one\r\ntwo\u2028three\tfour", "one\ntwo\nthree four"),
        ("w\u0302 y\u0302", "\u0175 \u0177"),  # Welsh letters typed in two strokes are one
        ("lone \ud800 surrogate \ufffe", "lone  surrogate "),
        ("\U0001f468\u200d\U0001f467 \u0645", "\U0001f468\u200d\U0001f467 \u0645"),
    ],
)
def test_what_is_nobodys_writing_is_taken_out(dirty, words):
    assert clean(dirty) == words


def test_a_whole_paper_is_cleaned():
    dirty = Paper("T\x00", (Paragraph((Span("a\x00", strong=True),)), KeyFacts((("b\x00", "c\x00"),))))
    assert cleaned(dirty) == Paper("T", (Paragraph((Span("a", strong=True),)), KeyFacts((("b", "c"),))))


def test_a_line_runs_the_way_of_its_first_letter():
    assert runs_right_to_left("12 \u0645\u0631\u062d\u0628\u0627 and more")
    assert runs_right_to_left("(\u05d0)")
    assert not runs_right_to_left("Mrs \u0645")
    assert not runs_right_to_left("12.")


def test_what_a_person_typed_is_paragraphs_and_lists_and_nothing_else():
    typed = "We came.\nNobody was in.\n\n- one\n\u2022 two\nAnd **then** ## this.\n\n\n1 < 2 {end}"
    assert blocks_from(typed) == (
        Paragraph("We came. Nobody was in."),
        Bullets(("one", "two")),
        Paragraph("And **then** ## this."),
        Paragraph("1 < 2 {end}"),
    )
    assert text_of(blocks_from(typed)).split("\n")[1:3] == ["one", "two"]
    assert blocks_from("") == ()
