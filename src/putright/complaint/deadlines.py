"""Due dates: opinions about facts, under an edition's stages and a calendar, each able to explain itself.

Two figures stand side by side. The literal one counts from the acknowledgement actually sent, so a late
acknowledgement moves it; the strict one counts from the acknowledgement or the last day for it, whichever is
earlier, so a late acknowledgement buys no time. Which is meant is said wherever either is shown.
"""

from collections.abc import Iterable
from datetime import date
from typing import Literal, NamedTuple

from putright.complaint import events as e
from putright.complaint.state import Complaint, StageRecord
from putright.rulebook import Anchor, Extension, Limit, StageRule
from putright.workdays import Calendar, in_words

What = Literal["acknowledge", "respond"]

_COUNTED_FROM = {
    Anchor.RECEIVED: "the day it was received",
    Anchor.LOGGED: "the day it was logged",
    Anchor.ACKNOWLEDGED: "the acknowledgement",
    Anchor.ACKNOWLEDGE_DUE: "the last day for the acknowledgement",
    Anchor.ESCALATION_REQUESTED: "the day the resident asked to take it further",
}


class Stretch(NamedTuple):
    """An extension as it was judged: how far it counts, and what is wrong with it."""

    extended: e.Extended
    counts_to: date | None
    """The due date it leads to; None where it does not count at all."""
    beyond_original_working_days: int | None
    problem: Literal["", "no_new_date", "after_due", "beyond_limit", "not_later"]


class Deadline(NamedTuple):
    """One thing that has to be done by a day. A tuple, not a dataclass: hundreds of thousands are made a second.

    Dates are due at the end of the day, and doing it on the day is in time. `due_on` is None where a date that it
    hangs on is not known.
    """

    what: What
    stage: int
    limit: Limit
    source: str
    """Whose limit it is: "Code" or "policy section"; with `limit.provision` it names the place."""
    from_on: date | None
    from_anchor: Anchor
    base_due_on: date | None
    """Before any extension."""
    due_on: date | None
    strict_due_on: date | None
    done: bool
    """Whether it was done, perhaps on a day nobody knows."""
    met_on: date | None
    late_by_working_days: int | None
    """0 in time; None while it is open or cannot be told."""
    strict_late_by_working_days: int | None
    stretches: tuple[Stretch, ...]
    note: str
    calendar: Calendar

    @property
    def provision(self) -> str:
        """The provision, or policy section, that sets the limit."""
        return self.limit.provision

    @property
    def place(self) -> str:
        """For example "Code 6.3" or "policy section 6.3"."""
        return f"{self.source} {self.limit.provision}"

    @property
    def explanation(self) -> str:
        """Why the date is what it is, in full sentences."""
        if self.from_on is None or self.base_due_on is None:
            return f"{self.note} So this date cannot be told ({self.place})."
        working = self.calendar.explain(self.from_on, self.limit.working_days)
        parts = [f"Counted from {_COUNTED_FROM[self.from_anchor]}: {working.sentence} ({self.place})."]
        if self.note:
            parts.append(self.note)
        parts += [_say_stretch(stretch, self.base_due_on) for stretch in self.stretches]
        if self.strict_due_on != self.due_on and self.strict_due_on is not None:
            parts.append(f"Strictly, the late acknowledgement left out of account, {in_words(self.strict_due_on)}.")
        return " ".join(parts)


def deadlines(
    complaint: Complaint,
    stages: Iterable[StageRule],
    calendar: Calendar,
    *,
    source: str = "Code",
    notice_in_time: bool = True,
) -> list[Deadline]:
    """Every deadline of the stages the complaint has reached, in order.

    `stages` are an edition's, or a policy's (then `source` is "policy section"). A complaint that was not accepted
    has none, nor has a stage that was refused. Raises YearNotKnown where a date needs a year whose bank holidays are not known.
    """
    found: list[Deadline] = []
    if complaint.refused or complaint.received is None:
        return found
    calendar = calendar.statutory if source == "Code" else calendar
    for rule in stages:
        record = complaint.stages.get(rule.number)
        if record is None or record.shut:
            continue
        acknowledge = None
        if rule.acknowledge is not None:
            acknowledge = _acknowledge(complaint, record, rule.acknowledge, calendar, source)
            found.append(acknowledge)
        found.append(_respond(complaint, record, rule, acknowledge, calendar, (source, notice_in_time)))
    return found


def acknowledged_by(record: StageRecord, due_on: date | None) -> tuple[bool, date | None, str]:
    """Whether and when a stage was acknowledged, and a note where the answer itself served as acknowledgement."""
    if record.acknowledged is not None:
        return True, record.acknowledged.on, ""
    response = record.response
    if response is None:
        return False, None, ""
    if response.acknowledges or (response.on is not None and due_on is not None and response.on <= due_on):
        return True, response.on, "One letter was both the acknowledgement and the answer."
    return False, None, ""


def _acknowledge(complaint: Complaint, record: StageRecord, limit: Limit, calendar: Calendar, source: str) -> Deadline:
    anchor = limit.counted_from[0]
    start, note = _anchor_date(complaint, record, anchor, None)
    due = late = None
    if start is not None:
        due = calendar.add(start, limit.working_days)
    acknowledged = record.acknowledged
    if acknowledged is not None:
        done, on = True, acknowledged.on
    else:
        done, on, letter_note = acknowledged_by(record, due)
        note = note or letter_note
    if on is not None and due is not None:
        late = 0 if on <= due else max(1, calendar.count(due, on))
    number = record.number
    return Deadline(
        "acknowledge", number, limit, source, start, anchor, due, due, due, done, on, late, late, (), note, calendar
    )


def _respond(
    complaint: Complaint,
    record: StageRecord,
    rule: StageRule,
    acknowledge: Deadline | None,
    calendar: Calendar,
    terms: tuple[str, bool],
) -> Deadline:
    """`terms`: whose limit it is, and whether an extension has to be told before the date has passed."""
    (source, notice_in_time), limit = terms, rule.respond
    start, anchor, note = _start(complaint, record, limit, acknowledge)
    base = strict = None
    if start is not None:
        base = strict = calendar.add(start, limit.working_days)
    latest_start = acknowledge.due_on if acknowledge is not None else None
    if latest_start is not None and (start is None or latest_start < start):
        strict = calendar.add(latest_start, limit.working_days)
    due = base
    stretches: tuple[Stretch, ...] = ()
    if record.extensions:
        due, stretches = _stretch(record.extensions, base, rule.extension, calendar, notice_in_time=notice_in_time)
        if strict is not None and base is not None and due is not None and due > base:
            strict = calendar.add(strict, max(1, calendar.count(base, due)))
    on = late = strict_late = None
    if record.responses:
        on = record.responses[0].on
        late = working_days_late(calendar, due, on)
        strict_late = late if strict is due else working_days_late(calendar, strict, on)
    return Deadline(
        "respond",
        record.number,
        limit,
        source,
        start,
        anchor,
        base,
        due,
        strict,
        bool(record.responses),
        on,
        late,
        strict_late,
        stretches,
        note,
        calendar,
    )


def _start(
    complaint: Complaint, record: StageRecord, limit: Limit, acknowledge: Deadline | None
) -> tuple[date | None, Anchor, str]:
    """The first anchor there is; an event on an unknown day ends the search, because guessing another would be wrong."""
    missing: Anchor | None = None
    for anchor in limit.counted_from:
        start, note = _anchor_date(complaint, record, anchor, acknowledge)
        if start is not None:
            if missing is not None and not note:
                note = f"No {_MISSING[missing]} is recorded."
            return start, anchor, note
        if note:
            return None, anchor, note
        missing = missing or anchor
    return None, limit.counted_from[0], "Nothing is recorded that it could be counted from."


_MISSING = {Anchor.LOGGED: "logging", Anchor.ACKNOWLEDGED: "acknowledgement", Anchor.RECEIVED: "receipt"}
_RECEIVED, _ACKNOWLEDGED, _LOGGED = Anchor.RECEIVED, Anchor.ACKNOWLEDGED, Anchor.LOGGED
_REQUESTED = Anchor.ESCALATION_REQUESTED


def _anchor_date(
    complaint: Complaint, record: StageRecord, anchor: Anchor, acknowledge: Deadline | None
) -> tuple[date | None, str]:
    """The anchor's date, or None; with a note where it happened on a day nobody knows."""
    if anchor is _ACKNOWLEDGED:
        return _acknowledged_on(record, acknowledge)
    if anchor is _RECEIVED:
        on = complaint.received.on if complaint.received is not None else None
        return on, "" if on else "The day it was received is not known."
    if anchor is _REQUESTED:
        on = record.requested.on if record.requested is not None else None
        return on, "" if on else "The day the resident asked to take it further is not known."
    if anchor is _LOGGED:
        if record.logged is None:
            return None, ""
        return record.logged.on, "" if record.logged.on else "The day it was logged is not known."
    return (acknowledge.due_on if acknowledge is not None else None), ""


def _acknowledged_on(record: StageRecord, acknowledge: Deadline | None) -> tuple[date | None, str]:
    if record.acknowledged is not None:
        on = record.acknowledged.on
        return on, "" if on else "It was acknowledged on a day that is not known."
    if acknowledge is not None:
        done, on, note = acknowledge.done, acknowledge.met_on, acknowledge.note
    else:
        done, on, note = acknowledged_by(record, None)
    if done and on is None:
        return None, "It was acknowledged on a day that is not known."
    return on, note if on is not None else ""


def _stretch(
    extensions: list[e.Extended],
    base: date | None,
    allowed: Extension | None,
    calendar: Calendar,
    *,
    notice_in_time: bool,
) -> tuple[date | None, tuple[Stretch, ...]]:
    """The due date after the extensions, each judged: always measured from the original due date."""
    if base is None:
        return None, tuple(Stretch(extended, None, None, "") for extended in extensions)
    due, judged = base, []
    for extended in extensions:
        stretch = _judge(extended, base, due, allowed, calendar, notice_in_time=notice_in_time)
        judged.append(stretch)
        due = stretch.counts_to or due
    return due, tuple(judged)


def _judge(
    extended: e.Extended,
    base: date,
    due: date,
    allowed: Extension | None,
    calendar: Calendar,
    *,
    notice_in_time: bool,
) -> Stretch:
    if extended.new_due_on is None:
        return Stretch(extended, None, None, "no_new_date")
    beyond = calendar.count(base, extended.new_due_on)
    if notice_in_time and extended.on is not None and extended.on > due:
        return Stretch(extended, None, beyond, "after_due")
    if extended.new_due_on <= due:
        return Stretch(extended, None, beyond, "not_later")
    if allowed is None or beyond <= allowed.working_days or extended.asked_by is e.Asker.RESIDENT:
        return Stretch(extended, extended.new_due_on, beyond, "")
    if extended.reason or extended.good_reason_beyond_limit:
        return Stretch(extended, extended.new_due_on, beyond, "beyond_limit")
    return Stretch(extended, max(due, calendar.add(base, allowed.working_days)), beyond, "beyond_limit")


def working_days_late(calendar: Calendar, due: date | None, met: date | None) -> int | None:
    """0 when done by the end of the due day; at least 1 after it, a weekend included; None when it cannot be told."""
    if due is None or met is None:
        return None
    return 0 if met <= due else max(1, calendar.count(due, met))


def _say_stretch(stretch: Stretch, base: date) -> str:
    extended = stretch.extended
    told = f"on {in_words(extended.on)}" if extended.on else "on a day that is not known"
    if extended.new_due_on is None:
        return f"An extension was given {told} without a new date, so it does not count."
    asked = " at the resident's request" if extended.asked_by is e.Asker.RESIDENT else ""
    days = stretch.beyond_original_working_days
    length = f"{days} working day{'s' * (days != 1)} beyond the original {in_words(base)}"
    what = f"Extended {told}{asked} to {in_words(extended.new_due_on)}, {length}"
    match stretch.problem:
        case "after_due":
            return f"{what}: given after the date had passed, so it does not count."
        case "not_later":
            return f"{what}: not later than the date that stood, so nothing changes."
        case "beyond_limit" if stretch.counts_to != extended.new_due_on and stretch.counts_to is not None:
            return f"{what}: longer than the limit and without a reason, so it counts to {in_words(stretch.counts_to)}."
        case _:
            return f"{what}."
