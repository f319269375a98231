"""The deciding itself: possible, allowed, and what it would newly break."""

from collections.abc import Sequence

from putright.complaint import events as e
from putright.complaint.assess import assess, governing
from putright.complaint.decide.command import Accepted, Command, Refused, RefusedBecause, Setting, Stop
from putright.complaint.decide.possible import impossible
from putright.complaint.evolve import fold
from putright.complaint.findings import Finding, Grade
from putright.complaint.history import Entry, HistoryError, as_corrected
from putright.complaint.narrate import narrate
from putright.complaint.state import Complaint


def decide(entries: Sequence[Entry], command: Command, setting: Setting) -> Accepted | Refused:
    """Accepted with the events to append, or Refused. The entries are all there are of one complaint, in order."""
    stale = _stale(entries, command)
    if stale is not None:
        return stale
    before = fold(as_corrected(entries))
    if before.confidential is not None and command.by not in before.confidential.visible_to:
        return Refused(RefusedBecause.NOT_YOURS, "There is no such complaint, or it is not yours to work on.")
    happened = list(as_corrected(entries))
    after = before
    for position, fact in enumerate(command.facts):
        no = impossible(after, fact, entries, setting.today)
        if no:
            return Refused(RefusedBecause.IMPOSSIBLE, no)
        try:
            happened = _with(entries, happened, command.facts[: position + 1])
        except HistoryError as error:
            return Refused(RefusedBecause.IMPOSSIBLE, str(error))
        after = fold(happened)
    if (twice := _twice(entries, command)) is not None:
        return twice
    mended = command.history or any(isinstance(fact, e.EntryCorrected | e.EntryStruckOut) for fact in command.facts)
    stops = (
        () if mended else _new_breaches(_as_it_was(before, command), after, setting)
    )  # the truth, found late, is nobody's departure
    if stops and not command.reason.strip():
        places = "; ".join(f"{stop.message} ({stop.place})" for stop in stops)
        return Refused(
            RefusedBecause.AGAINST_THE_CODE,
            f"{places} To go on all the same, give the reason; it stays in the record.",
            stops,
        )
    departures = tuple(
        e.DepartureRecorded(setting.today, stop.finding, stop.provision, command.reason) for stop in stops
    )
    return Accepted((*command.facts, *departures))


def _stale(entries: Sequence[Entry], command: Command) -> Refused | None:
    if command.expected_number is None or command.expected_number == len(entries):
        return None
    since = entries[command.expected_number :]
    what = " ".join(f"{entry.recorded_by or 'Somebody'}: {narrate(entry.event)}" for entry in since)
    return Refused(
        RefusedBecause.STALE,
        f"The complaint has changed since you opened it. {what} Look at it again; what you wrote is not lost."
        if since
        else "The page shows entries that are not in the record: open it again.",
    )


_MAY_STAND_TWICE = (e.EntryCorrected, e.EntryStruckOut, e.DepartureRecorded, e.WordsErased)
"""What is about the record itself: the second says something else than the first, because the record had changed between."""


def _twice(entries: Sequence[Entry], command: Command) -> Refused | None:
    """A stop where one of the facts, the same in every part, stands in the record already; None where none does.

    Somebody typed it a second time, or sent a form twice; or it really happened twice, and then they say so. What was
    struck out or corrected since does not stand, and an old file is taken as it is.
    """
    if command.again or command.history:
        return None
    standing = as_corrected(entries)
    for fact in command.facts:
        if isinstance(fact, _MAY_STAND_TWICE) or fact not in standing:
            continue
        found = next(
            entry for entry in reversed(entries) if fact in (entry.event, getattr(entry.event, "replacement", None))
        )
        who = found.recorded_by or "somebody"
        return Refused(
            RefusedBecause.TWICE,
            f"That is on record already, as entry {found.number} by {who}: {narrate(fact)} "
            "If it happened a second time, confirm that; else there is nothing to do.",
        )
    return None


def _with(entries: Sequence[Entry], happened: list[e.Event], facts: Sequence[e.Event]) -> list[e.Event]:
    """The events as they would stand with the last of these facts too; a correction has to look at all the entries."""
    if not isinstance(facts[-1], e.EntryCorrected | e.EntryStruckOut):
        return [*happened, facts[-1]]
    last = entries[-1]
    added = [Entry(last.number + n, fact, last.recorded_at, last.recorded_by) for n, fact in enumerate(facts, start=1)]
    return as_corrected([*entries, *added])


def _as_it_was(before: Complaint, command: Command) -> Complaint:
    """What a command is held against: for a new complaint its bare receipt.

    What time has broken since is not the doing of whoever writes it down late.
    """
    first = command.facts[0] if command.facts else None
    return fold([first]) if before.received is None and isinstance(first, e.ComplaintReceived) else before


def _new_breaches(before: Complaint, after: Complaint, setting: Setting) -> tuple[Stop, ...]:
    """Breaches this command would cause. One that time has already caused is not the command's doing."""
    standing = {(finding.provision, finding.key) for finding in _findings(before, setting)}
    return tuple(
        Stop(finding.key, finding.provision, finding.message, finding.place)
        for finding in _findings(after, setting)
        if finding.grade is Grade.BREACH
        and (finding.provision, finding.key) not in standing
        and finding.name.rpartition(".")[2] not in _BY_TIME
        and not finding.departure
    )


_BY_TIME = frozenset(
    {
        "acknowledged_late",
        "not_acknowledged",
        "logged_late",
        "defined_late",
        "answered_late",
        "not_answered",
        "update_missed",
        "passed_on_slowly",
        "request_not_raised",
        "promise_kept_late",
        "promise_overdue",
        "promise_not_told",
        "order_overdue",
        "conflict_not_settled",
        "adjustment_review_overdue",
        "restriction_review_overdue",
    }
)
"""What time has broken, or what is left to be done next: nobody chooses it by writing down what happened.

Whoever does late what was due, declares a conflict that others will settle, or says that a promise was kept and the
resident still has to hear of it, does the right thing, and is asked for no reason. It is found all the same.
"""


def _findings(complaint: Complaint, setting: Setting) -> list[Finding]:
    if complaint.received is None:
        return []
    under = setting.under or governing(complaint, today=setting.today)
    return assess(complaint, under, setting.calendar, today=setting.today).findings
