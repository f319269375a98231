"""What is measured, as data: which rows a figure is of, which of them count, by which date.

Read in two ways: over rows (`figures`) and as a question to the tables of the record, with the same answers.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never

__all__ = ["MEASURES", "Apart", "Basis", "How", "Measure", "Test", "measure", "measures_of"]


class Basis(StrEnum):
    """The date that decides in which period a row counts: a field of `StageRow`."""

    RECEIVED = "received_on"
    ACKNOWLEDGEMENT_DUE = "acknowledge_due_on"
    DUE = "due_on"
    ANSWERED = "answered_on"

    @property
    def words(self) -> str:
        """As it is said beside a figure."""
        match self:
            case Basis.RECEIVED:
                return "received in the period"
            case Basis.ACKNOWLEDGEMENT_DUE:
                return "acknowledgement due in the period"
            case Basis.DUE:
                return "answer due in the period"
            case Basis.ANSWERED:
                return "answered in the period"
            case never:
                assert_never(never)


class How(StrEnum):
    """What may be asked of a field."""

    KNOWN = "known"
    UNKNOWN = "unknown"
    IS = "is"
    IS_NOT = "is_not"
    AT_LEAST = "at_least"
    NOT_AFTER = "not_after"
    """Its day is known and not after the day in another field, which is known too."""
    NOT_PAST = "not_past"
    """Its day is the day the figures are made for, or later."""


@dataclass(frozen=True, slots=True)
class Test:
    """One question about one field of a row."""

    field: str
    how: How
    value: str | int | bool | None = None
    """What it is compared with: a value, or the name of another field for NOT_AFTER."""


@dataclass(frozen=True, slots=True)
class Apart:
    """Rows that a share is not of, for a reason that is said beside it, with how many they are."""

    name: str
    words: str
    tests: tuple[Test, ...]


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure: a count where `met` is None, else a share of the rows in `of` that are not set apart."""

    name: str
    title: str
    basis: Basis
    says: str
    """What is counted, in one sentence."""
    of: tuple[Test, ...] = ()
    met: tuple[Test, ...] | None = None
    apart: tuple[Apart, ...] = ()
    stages: tuple[int, ...] = (1, 2)
    provisions: tuple[str, ...] = ()
    """The provision behind it, by stage, as the 2024 edition numbers them; empty for none."""
    met_words: str = ""
    """What the rows that count are called: "in time"."""
    not_met_words: str = ""

    def provision(self, stage: int) -> str:
        """The provision for one stage; "" for none."""
        place = stage - 1
        return self.provisions[place] if place < len(self.provisions) else ""


def _waiting(due: str, done: str) -> tuple[Apart, ...]:
    """An answer that is neither given nor late yet is no failure; one that nobody wants any more is not owed."""
    withdrawn = (Test(done, How.UNKNOWN), Test("state", How.IS, "withdrawn"))
    early = (Test(done, How.UNKNOWN), Test(due, How.NOT_PAST))
    return Apart("withdrawn", "withdrawn before it was done", withdrawn), Apart("not_yet_due", "not yet due", early)


_ANSWER_OWED = _waiting("due_on", "answered_on")
_IN_TIME = ("in time", "not in time")

MEASURES: tuple[Measure, ...] = (
    Measure(
        "received",
        "Received",
        Basis.RECEIVED,
        "Complaints received; at stage 2, complaints that a resident asked to take further. Those that were not accepted are "
        "counted by themselves.",
        of=(Test("not_accepted", How.IS, value=False),),
    ),
    Measure(
        "not_accepted",
        "Not accepted",
        Basis.RECEIVED,
        "Complaints, or requests to take one further, that were not accepted and stand so.",
        of=(Test("not_accepted", How.IS, value=True),),
        provisions=("2.1", "5.11"),
    ),
    Measure(
        "acknowledged_in_time",
        "Acknowledged in time",
        Basis.ACKNOWLEDGEMENT_DUE,
        "Of the acknowledgements that were due, those sent by the last day for it.",
        met=(Test("acknowledged_on", How.NOT_AFTER, "acknowledge_due_on"),),
        apart=_waiting("acknowledge_due_on", "acknowledged_on"),
        provisions=("6.2", "6.11"),
        met_words=_IN_TIME[0],
        not_met_words=_IN_TIME[1],
    ),
    Measure(
        "answered_in_time",
        "Answered in time",
        Basis.DUE,
        "Of the answers that were due, those given by the last day, extensions that count included. Answers never given count "
        "as not in time.",
        met=(Test("answered_on", How.NOT_AFTER, "due_on"),),
        apart=_ANSWER_OWED,
        provisions=("6.3", "6.14"),
        met_words=_IN_TIME[0],
        not_met_words=_IN_TIME[1],
    ),
    Measure(
        "answered_in_time_strict",
        "Answered in time, counted strictly",
        Basis.DUE,
        "The same answers, a late acknowledgement giving no more time.",
        met=(Test("answered_on", How.NOT_AFTER, "strict_due_on"),),
        apart=_ANSWER_OWED,
        provisions=("6.3", "6.14"),
        met_words=_IN_TIME[0],
        not_met_words=_IN_TIME[1],
    ),
    Measure(
        "answered_in_time_unextended",
        "Answered in time without an extension",
        Basis.DUE,
        "The same answers, by the last day as it was before any extension.",
        met=(Test("answered_on", How.NOT_AFTER, "base_due_on"),),
        apart=_ANSWER_OWED,
        provisions=("6.3", "6.14"),
        met_words=_IN_TIME[0],
        not_met_words=_IN_TIME[1],
    ),
    Measure(
        "extended",
        "Extended",
        Basis.DUE,
        "Of the answers that were due, those that were put off at least once, whether or not the extension counts.",
        met=(Test("extended", How.IS, value=True),),
        provisions=("6.4", "6.15"),
        met_words="extended",
        not_met_words="not extended",
    ),
    Measure(
        "answers_in_time",
        "Answers given that were in time",
        Basis.ANSWERED,
        "Of the answers that were given, those in time. Complaints nobody has answered are not in this one.",
        met=(Test("answered_on", How.NOT_AFTER, "due_on"),),
        met_words=_IN_TIME[0],
        not_met_words=_IN_TIME[1],
    ),
    Measure(
        "taken_further",
        "Taken to stage 2",
        Basis.ANSWERED,
        "Of the stage 1 answers that were given, those whose complaint the resident has since asked to take to stage 2.",
        met=(Test("reached", How.AT_LEAST, 2),),
        stages=(1,),
        met_words="taken further",
        not_met_words="not taken further",
    ),
)
"""Every measure of stages, in the order in which pages show them."""


def measure(name: str) -> Measure | None:
    """The measure of that name; None where there is none."""
    return next((each for each in MEASURES if each.name == name), None)


def measures_of(stage: int) -> tuple[Measure, ...]:
    """The measures that are of a stage."""
    return tuple(each for each in MEASURES if stage in each.stages)
