"""Fields of forms that people fill in: a day as it is written, in three boxes or one; choices that open what they ask for.

A day can be written as people write it: 3/4/2026, 3 April, April as "4", "apr" or "April". What cannot be understood is
given back with what it said and how a day is written.
"""

import re
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

from putright.pages.says import MONTHS, day

__all__ = ["DateField", "DateInput", "written"]


class DateInput(forms.MultiWidget):
    """Three boxes: day, month, year; named "<field>_day", "<field>_month", "<field>_year"."""

    PARTS: ClassVar = ("day", "month", "year")

    def __init__(self) -> None:
        """Three plain text boxes: a number box scrolls away under the pointer and takes e for a number."""
        super().__init__({part: forms.TextInput() for part in self.PARTS})

    def decompress(self, value: date | None) -> list[object]:
        """The three boxes of a day that is known."""
        return [value.day, value.month, value.year] if value else ["", "", ""]


class DateField(forms.MultiValueField):
    """A day, in three boxes as one field. `not_after` and `not_before` are the bounds, with a reason for people.

    Set the bounds when the form is made, because "today" is given to it: `form.fields["on"].bounds(not_after=today)`.
    """

    widget = DateInput

    def __init__(self, *, required: bool = True, label: str = "", help_text: str = "", **more: Any) -> None:  # noqa: ANN401
        """As any field. `called` is what errors call it; the form sets it."""
        boxes = tuple(forms.CharField(required=False, max_length=20) for _ in DateInput.PARTS)
        super().__init__(
            fields=boxes, required=required, require_all_fields=False, label=label, help_text=help_text, **more
        )
        self.called = "the date"
        self._not_before: tuple[date, str] | None = None
        self._not_after: tuple[date, str] | None = None

    def bounds(self, *, not_before: date | None = None, not_after: date | None = None, why: str = "") -> None:
        """The first and the last day it may be, and why, in a sentence of its own."""
        if not_before is not None:
            self._not_before = (not_before, why)
        if not_after is not None:
            self._not_after = (not_after, why)

    def clean(self, value: Any) -> date | None:  # noqa: ANN401  Django passes whatever was posted
        """The day. Raises ValidationError with what was written and the way out."""
        parts = [str(each or "").strip() for each in (value or ["", "", ""])]
        if not any(parts):
            if self.required:
                raise ValidationError(f"Enter {self.called}, for example 27 3 2026.", code="required")
            return None
        found = self._read(parts)
        self._within(found)
        self.run_validators(found)
        return found

    def _read(self, parts: list[str]) -> date:
        if not any(parts[1:]) and not parts[0].isdigit():  # a whole day written in the first box, or pasted there
            return written(parts[0], self.called)
        missing = [name for name, part in zip(DateInput.PARTS, parts, strict=True) if not part]
        if missing:
            raise ValidationError(
                f"{_capital(self.called)} needs a {' and a '.join(missing)} as well.", code="incomplete"
            )
        return written(" ".join(parts), self.called)

    def _within(self, found: date) -> None:
        if self._not_before and found < self._not_before[0]:
            first, why = self._not_before
            raise ValidationError(f"{_capital(self.called)} cannot be before {day(first)}. {why}".strip())
        if self._not_after and found > self._not_after[0]:
            last, why = self._not_after
            raise ValidationError(f"{_capital(self.called)} cannot be after {day(last)}. {why}".strip())


def written(words: str, called: str = "the date") -> date:
    """The day that somebody wrote: day before month, the month as a number or a name, the year in full or two figures.

    Raises ValidationError.
    """
    parts = [each for each in re.split(r"[\s/.,-]+", re.sub(r"(?<=\d)(?:st|nd|rd|th)\b", "", words.lower())) if each]
    if len(parts) == 4 and parts[0][:3] in {"mon", "tue", "wed", "thu", "fri", "sat", "sun"}:  # noqa: PLR2004
        parts = parts[1:]
    if len(parts) != 3:  # noqa: PLR2004  day, month, year
        raise ValidationError(f"“{words}” is not a day that can be read. Write it as 27 3 2026.", code="unread")
    if len(parts[0]) == 4 and parts[0].isdigit():  # noqa: PLR2004  2026-03-27, as programs write it
        parts.reverse()
    number, month, year = parts
    of = _month(month)
    if of is None:
        raise ValidationError(f"“{month}” is not a month. Write a number from 1 to 12, or its name.", code="month")
    if not re.fullmatch(r"\d{1,2}", number, re.ASCII) or not re.fullmatch(r"\d{2}|\d{4}", year, re.ASCII):
        raise ValidationError(f"“{words}” is not a day that can be read. Write it as 27 3 2026.", code="unread")
    full = int(year) + 2000 if len(year) == 2 else int(year)  # noqa: PLR2004  26 is 2026
    try:
        return date(full, of, int(number))
    except ValueError:
        raise ValidationError(
            f"There is no {int(number)} {MONTHS[of - 1]} {full}. Check {called}.", code="none"
        ) from None


def _month(words: str) -> int | None:
    if re.fullmatch(r"\d{1,2}", words, re.ASCII):
        return int(words) if 1 <= int(words) <= len(MONTHS) else None
    fits = [at for at, name in enumerate(MONTHS, 1) if len(words) >= 3 and name.lower().startswith(words)]  # noqa: PLR2004
    return fits[0] if len(fits) == 1 else None


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
