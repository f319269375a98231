"""Letters: what each has to hold, composing it from a complaint, checking it, and help with plain English.

What the Code asks is read from the edition; our own sentences are templates in data, which a landlord may replace. This
room must not know any file format, nor what day it is.
"""

from putright.letters.check import Missing, check, check_text
from putright.letters.compose import compose, required_for
from putright.letters.facts import LandlordFacts, Person, Setting, Written
from putright.letters.kinds import Kind, all_kinds, kind_named
from putright.letters.letter import Letter, SlotState
from putright.letters.required import Required, Source, required
from putright.letters.templates import Template, TemplateError, check_template, read_template, shipped_template

__all__ = [
    "Kind",
    "LandlordFacts",
    "Letter",
    "Missing",
    "Person",
    "Required",
    "Setting",
    "SlotState",
    "Source",
    "Template",
    "TemplateError",
    "Written",
    "all_kinds",
    "check",
    "check_template",
    "check_text",
    "compose",
    "kind_named",
    "read_template",
    "required",
    "required_for",
    "shipped_template",
]
