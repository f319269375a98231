"""Help with plain English, beside the text while it is written: notes, never a gate. For English only; else silent."""

from putright.letters.plain_english.notes import Note, notes_on
from putright.letters.plain_english.reading_age import ReadingAge, reading_age

__all__ = ["Note", "ReadingAge", "notes_on", "reading_age"]
