"""The sentences that fields are made of, for each language: data, so that a language is added without code."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

__all__ = ["WORDS", "Phrases", "languages", "phrases"]

WORDS = Path(__file__).parent / "words"
"""A folder for each language: `phrases.toml`, and a folder of templates."""
_FALLBACK = "en"


@dataclass(frozen=True, slots=True)
class Phrases:
    """The sentences of one language."""

    language: str
    _said: dict[str, str]
    _weekdays: tuple[str, ...]
    _months: tuple[str, ...]

    def say(self, name: str, /, **values: str | int) -> str:
        """The phrase of that name, such as "action.none", with its {names} filled in."""
        text = self._said[name]
        for key, value in values.items():  # not str.format: a value may hold braces
            text = text.replace("{" + key + "}", str(value), 1)
        return text

    def day(self, on: date) -> str:
        """A date in full, such as "Friday 10 April 2026"."""
        month, weekday = self._months[on.month - 1], self._weekdays[on.weekday()]
        return self.say("dates.day", weekday=weekday, day=on.day, month=month, year=on.year)

    def group(self, name: str) -> tuple[str, ...]:
        """Every phrase of a group, in the file's order."""
        return tuple(text for key, text in self._said.items() if key.startswith(f"{name}."))


@lru_cache(maxsize=1)
def languages() -> tuple[str, ...]:
    """The languages that letters are shipped in."""
    return tuple(sorted(path.parent.name for path in WORDS.glob("*/phrases.toml")))


def phrases(language: str) -> Phrases:
    """The sentences in a language, by its tag ("cy", "en-GB"); English where there are none in it yet."""
    wanted = language.split("-", maxsplit=1)[0].lower()
    return _read(wanted if wanted in languages() else _FALLBACK)


@lru_cache(maxsize=16)
def _read(language: str) -> Phrases:
    content = tomllib.loads((WORDS / language / "phrases.toml").read_text(encoding="utf-8"))
    dates = content["dates"]
    said = {
        f"{group}.{name}": text
        for group, entries in content.items()
        if isinstance(entries, dict)
        for name, text in entries.items()
        if isinstance(text, str)
    }
    return Phrases(content["language"], said, tuple(dates["weekdays"]), tuple(dates["months"]))
