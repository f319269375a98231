"""Every sentence of the residents' pages in the language of the page: English as it stands, others from one catalogue each.

The English sentence is the name it goes by. `words/cy.toml` and the like hold a line for each, "English" = "theirs"; what has no
line is said in English. How to add a language: docs/how-to/languages.md.
"""

import tomllib
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path

from django.utils.functional import lazystr
from django.utils.html import format_html
from django.utils.safestring import SafeString

__all__ = ["ENGLISH", "languages", "lazy", "name_of", "said", "speaking"]

ENGLISH = "en"
_WORDS = Path(__file__).parent / "words"
speaking: ContextVar[str] = ContextVar("speaking", default=ENGLISH)
"""The language of the page that is being made."""


@lru_cache(maxsize=8)
def _catalogue(language: str) -> dict[str, str]:
    path = _WORDS / f"{language}.toml"
    if not path.is_file():
        return {}
    with path.open("rb") as file:
        read = tomllib.load(file)
    said: dict[str, str] = {"": read["name"], **read["sentences"]}
    return said


def name_of(language: str) -> str:
    """What a language calls itself."""
    return "English" if language == ENGLISH else _catalogue(language)[""]


def languages() -> tuple[str, ...]:
    """The languages there is a catalogue for, English first."""
    return (ENGLISH, *sorted(path.stem for path in _WORDS.glob("*.toml")))


def _in_language(english: str) -> str:
    language = speaking.get()
    return english if language == ENGLISH else _catalogue(language).get(english) or english


def said(english: str, **values: object) -> SafeString:
    """A sentence in the language of the page. It may hold markup; the values put into it are escaped."""
    return format_html(_in_language(english), **values) if values else SafeString(_in_language(english))


class _Later:
    """A sentence of a form, which is made before anybody knows which page it will stand on."""

    def __init__(self, english: str) -> None:
        self.english = english

    def __str__(self) -> str:
        return _in_language(self.english)


def lazy(english: str) -> str:
    """The same for forms and their errors: said when it is shown."""
    return lazystr(_Later(english))  # type: ignore[return-value]  # it behaves as text, and forms take it as such
