"""The rows that measures are made of, out of the histories themselves: everything the tables do not hold, on any day.

`rows_on` reads every complaint as it stood at a moment and assesses it on that moment's day, so that what was told to a
governing body a year ago is told again to the last figure, whatever was written down or corrected since.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, timedelta

from putright import clock
from putright.actions.terms import assessed, calendar_of
from putright.complaint.assess import Assessment
from putright.complaint.deadlines import Deadline, What
from putright.complaint.events.vocabulary import Asker, Tenure
from putright.complaint.history import as_it_stood, complaint_from
from putright.complaint.state import Complaint, StageRecord
from putright.people.models import HeldAs, Landlord, LandlordSize
from putright.records import store
from putright.records.projection import state_of
from putright.reports.rows import DecidedPoint, GivenExtension, MadePromise, OfferedRemedy, StageRow, UpdateOwed
from putright.reports.tenant_satisfaction import Homes
from putright.workdays import Calendar, YearNotKnown

__all__ = ["homes_on_file", "rows_of", "rows_on"]

_Holding = Callable[[str, date | None], str]
"""A home and a day to the tenure it was held under."""


def rows_on(landlord: Landlord, observed_at: datetime) -> Iterator[StageRow]:
    """Every stage of every complaint of a landlord as it was known at a moment. Reads all histories: for reports, not pages."""
    today = observed_at.astimezone(clock.LONDON).date()
    holding, calendar = _holding(landlord), calendar_of(landlord)
    for key, entries in store.read_all(landlord.pk):
        stood = as_it_stood(entries, observed_at)
        if stood:
            state = complaint_from(stood)
            yield from rows_of(str(key), state, assessed(landlord, state, today), calendar, holding)


def homes_on_file(landlord: Landlord) -> list[Homes]:
    """How many homes the landlord had when, by tenure."""
    rows = LandlordSize.objects.filter(landlord=landlord.pk).order_by("on", "tenure")
    return [Homes(row.on, row.tenure, row.homes, row.source) for row in rows]


def rows_of(
    key: str, state: Complaint, assessment: Assessment, calendar: Calendar, holding: _Holding | None = None
) -> Iterator[StageRow]:
    """The rows of one complaint as it was assessed; none of an import that was taken back."""
    if state.received is None:
        return
    last = state.stage
    for number, record in sorted(state.stages.items()):
        due = {each.what: each for each in assessment.deadlines if each.source == "Code" and each.stage == number}
        yield _row(key, state, record, due, calendar, holding, first=number == 1, last=number == last)


def _row(  # noqa: PLR0913  a row rests on all of this
    key: str,
    state: Complaint,
    record: StageRecord,
    due: dict[What, Deadline],
    calendar: Calendar,
    holding: _Holding | None,
    *,
    first: bool,
    last: bool,
) -> StageRow:
    acknowledge, respond = due.get("acknowledge"), due.get("respond")
    assert state.received is not None
    came = record.requested.on if record.requested else state.received_on if first else None
    answered = record.response
    answered_on = respond.met_on if respond else None
    finished, finished_on = _finished(state, record, last=last, first=first)
    refusal = state.refusal if first and state.refused else record.refused if record.shut else None
    category = state.category
    said = [each for each in state.satisfaction if each.stage == record.number and each.satisfied is not None]
    return StageRow(
        key,
        record.number,
        received_on=came,
        acknowledge_due_on=acknowledge.due_on if acknowledge else None,
        acknowledged_on=acknowledge.met_on if acknowledge else None,
        base_due_on=respond.base_due_on if respond else None,
        due_on=respond.due_on if respond else None,
        strict_due_on=respond.strict_due_on if respond else None,
        answered_on=answered_on,
        answered=answered is not None,
        late_by=respond.late_by_working_days if respond else None,
        strict_late_by=respond.strict_late_by_working_days if respond else None,
        took_working_days=_took(calendar, came, answered_on),
        state=state_of(state),
        reached=state.stage,
        not_accepted=refusal is not None,
        refused_on=refusal.on if refusal else None,
        ground=refusal.ground if refusal else "",
        finished_on=finished_on,
        finished=finished,
        category=category.category if category else "",
        area=category.area if category else "",
        team=category.team if category else "",
        contractor=category.contractor if category else "",
        tenure=_tenure(state, holding),
        handler=record.handlers[-1].person if record.handlers else "",
        decided_by=record.decided_by if record.responses else "",
        confidential=state.confidential is not None,
        extensions=_extensions(respond),
        decisions=tuple(DecidedPoint(each.point, each.decision.value) for each in record.decisions.values()),
        remedies=_remedies(state, record.number, last=last),
        promises=_promises(state, record.number),
        updates=_updates(record, over=finished_on),
        satisfied=said[-1].satisfied if said else None,
    )


def _took(calendar: Calendar, first: date | None, last: date | None) -> int | None:
    if first is None or last is None or last < first:
        return None
    try:
        return calendar.count(first, last)
    except YearNotKnown:
        return None


def _finished(state: Complaint, record: StageRecord, *, last: bool, first: bool) -> tuple[bool, date | None]:
    """Whether a stage is over, and since when: the first day that is known of what ended it.

    Withdrawing and closing end the stage the complaint was at; an earlier one that was never answered ended when the
    resident took it further.
    """
    ends: list[date | None] = [each.on for each in record.responses[:1]]
    if first and state.refused and state.refusal is not None:
        ends.append(state.refusal.on)
    if record.shut and record.refused is not None:
        ends.append(record.refused.on)
    over = [each.on for each in (state.withdrawn, state.closed) if each is not None]
    if last:
        ends += over
    elif not ends:
        following = state.stages[min(number for number in state.stages if number > record.number)]
        ends.append(following.requested.on if following.requested else None)
    return bool(ends), min((each for each in ends if each is not None), default=None)


def _tenure(state: Complaint, holding: _Holding | None) -> str:
    """As it was written down at receipt; else as the home was held on that day."""
    assert state.received is not None
    if state.received.tenure is not Tenure.NOT_KNOWN or holding is None:
        return state.received.tenure.value
    return holding(state.received.home, state.received.on)


def _holding(landlord: Landlord) -> _Holding:
    """What the landlord's tables say of how homes are held: one question for all of them."""
    found: dict[str, list[tuple[date, str]]] = {}
    for home, tenure, start in HeldAs.objects.filter(landlord=landlord.pk).values_list("home", "tenure", "from_on"):
        found.setdefault(str(home), []).append((start or date.min, tenure))

    def held(home: str, on: date | None) -> str:
        known = [each for each in found.get(home, ()) if on is not None and each[0] <= on]
        return max(known)[1] if known else Tenure.NOT_KNOWN.value

    return held


def _extensions(respond: Deadline | None) -> tuple[GivenExtension, ...]:
    return tuple(
        GivenExtension(
            each.extended.on,
            each.counts_to is not None,
            each.problem,
            each.extended.asked_by is Asker.RESIDENT,
            bool(each.extended.reason),
        )
        for each in (respond.stretches if respond else ())
    )


def _remedies(state: Complaint, stage: int, *, last: bool) -> tuple[OfferedRemedy, ...]:
    """Each remedy in the row of its stage; one of a stage that was never opened, in the last."""
    return tuple(
        OfferedRemedy(
            each.offered.kind.value,
            each.offered.amount_pence,
            each.offered.on,
            each.delivered is not None,
            each.delivered.on if each.delivered else None,
        )
        for each in state.remedies.values()
        if _belongs(each.offered.stage, stage, state, last=last)
    )


def _belongs(said: int, stage: int, state: Complaint, *, last: bool) -> bool:
    return said == stage or (last and said not in state.stages)


def _promises(state: Complaint, stage: int) -> tuple[MadePromise, ...]:
    return tuple(
        MadePromise(
            name,
            each.made.on,
            each.made.due_on,
            each.done is not None,
            each.done.on if each.done else None,
            each.dropped is not None,
            each.resident_knows,
        )
        for name, each in sorted(state.promises.items())
        if _belongs(each.made.stage, stage, state, last=stage == state.stage)
    )


def _updates(record: StageRecord, *, over: date | None) -> tuple[UpdateOwed, ...]:
    """The days by which the resident was told to hear, while the stage was open, each with the next time they did."""
    told = sorted(each.on for each in record.updates if each.on is not None)
    return tuple(
        UpdateOwed(by_on, next((on for on in told if since <= on), None))
        for since, by_on in _update_days(record)
        if over is None or by_on <= over
    )


def _update_days(record: StageRecord) -> Iterable[tuple[date, date]]:
    """From when on an update would count for a day, and that day: the first as agreed, then as each update said."""
    found: dict[date, date] = {}
    for agreed in record.updates_agreed:
        by_on = agreed.next_on
        if by_on is None and agreed.every_days and agreed.on:
            by_on = agreed.on + timedelta(days=agreed.every_days)
        if by_on is not None and agreed.on is not None:
            found[by_on] = agreed.on
    for given in record.updates:
        if given.on is not None and given.next_on is not None:
            found[given.next_on] = given.on + timedelta(days=1)
    return sorted((since, by_on) for by_on, since in found.items())
