"""Findings about time: acknowledgement, answer, extensions, updates."""

from datetime import date, timedelta

from putright.complaint import events as e
from putright.complaint.deadlines import Deadline, Stretch
from putright.complaint.findings.model import Grade, View
from putright.complaint.state import StageRecord
from putright.workdays import calendar_for, in_words


def check(view: View) -> None:
    """Every deadline of the Code, its extensions, and the updates that go with an answer out of time."""
    for deadline in view.deadlines:
        if deadline.source != "Code":
            continue
        record = view.complaint.stages[deadline.stage]
        if deadline.what == "acknowledge":
            if deadline.late_by_working_days != 0:
                _acknowledged(view, deadline, record)
            if record.logged is not None:
                _logged(view, deadline, record.logged)
        else:
            _answer(view, deadline, record)


def _answer(view: View, deadline: Deadline, record: StageRecord) -> None:
    in_time = deadline.late_by_working_days == 0
    if not in_time or deadline.strict_late_by_working_days != 0:
        _answered(view, deadline)
    if record.acknowledged is not None and record.acknowledged.answer_due_told_on is not None:
        _told(view, deadline, record.acknowledged)
    if len(record.responses) > 1:
        _answered_twice(view, deadline.stage, record.responses)
    for stretch in deadline.stretches:
        _extension(view, deadline, stretch)
    if view.complaint.closed is not None and not record.responses:
        _closed_unanswered(view, deadline.stage)
    if record.extensions or record.updates_agreed or not in_time:
        _updates(view, deadline, record)


def days(number: int) -> str:
    """A number of working days in words: "1 working day", "3 working days"."""
    return f"{number} working day{'s' * (number != 1)}"


def _ended_on(view: View) -> date:
    """The day up to which an answer was owed: when the resident withdrew it, else today.

    The landlord's closing it ends nothing: otherwise a complaint could be closed to escape its answer.
    """
    withdrawn = view.complaint.withdrawn
    if withdrawn is None or withdrawn.by is not e.Asker.RESIDENT or withdrawn.on is None:
        return view.today
    return min(withdrawn.on, view.today)


def _acknowledged(view: View, deadline: Deadline, record: StageRecord) -> None:
    stage, due = deadline.stage, deadline.due_on
    if deadline.done:
        if deadline.late_by_working_days is None:
            _cannot_tell(view, "acknowledged_late", deadline, "acknowledged")
        else:
            assert deadline.met_on is not None
            assert due is not None
            view.add(
                "acknowledged_late",
                f"Stage {stage} was acknowledged on {in_words(deadline.met_on)}, "
                f"{days(deadline.late_by_working_days)} after the last day, {in_words(due)}.",
                stage=stage,
            )
    elif due is None:
        _cannot_tell(view, "acknowledged_late", deadline, "acknowledged")
    elif record.responses:
        on = record.responses[0].on
        when = f" on {in_words(on)}" if on else ""
        view.add(
            "not_acknowledged",
            f"Stage {stage} was answered{when} and no acknowledgement is recorded; it was due by {in_words(due)}.",
            stage=stage,
        )
    elif _ended_on(view) > due:
        late = max(1, view.calendar.count(due, _ended_on(view)))
        view.add(
            "not_acknowledged",
            f"Stage {stage} was never acknowledged: it was due by {in_words(due)}."
            if view.complaint.over
            else f"Stage {stage} has not been acknowledged: it was due by {in_words(due)}, {days(late)} ago.",
            stage=stage,
        )


def _logged(view: View, deadline: Deadline, logged: e.ComplaintLogged) -> None:
    if logged.on is None or deadline.due_on is None or logged.on <= deadline.due_on:
        return
    late = max(1, view.calendar.count(deadline.due_on, logged.on))
    view.add(
        "logged_late",
        f"Stage {deadline.stage} was logged on {in_words(logged.on)}, {days(late)} after {in_words(deadline.due_on)}.",
        stage=deadline.stage,
    )


def _answered(view: View, deadline: Deadline) -> None:
    stage, due, met = deadline.stage, deadline.due_on, deadline.met_on
    if deadline.done or due is None:
        if deadline.late_by_working_days is None:
            if deadline.done or deadline.from_on is None:
                _cannot_tell(view, "answered_late", deadline, "answered")
            return
        assert met is not None
        assert due is not None
        if deadline.late_by_working_days > 0:
            extended = ", the extension counted," if due != deadline.base_due_on else ""
            view.add(
                "answered_late",
                f"Stage {stage} was answered on {in_words(met)}, "
                f"{days(deadline.late_by_working_days)} after the last day{extended} {in_words(due)}.",
                stage=stage,
            )
        elif deadline.strict_late_by_working_days and deadline.strict_due_on is not None:
            view.add(
                "answered_late_strictly",
                f"Stage {stage} was answered on {in_words(met)}: in time by the literal count ({in_words(due)}), but "
                f"{days(deadline.strict_late_by_working_days)} late by the strict one ({in_words(deadline.strict_due_on)}), "
                "because the acknowledgement was late or missing.",
                stage=stage,
                grade=Grade.WARNING,
            )
    elif _ended_on(view) > due:
        late = max(1, view.calendar.count(due, _ended_on(view)))
        view.add(
            "not_answered",
            f"Stage {stage} was never answered: it was due by {in_words(due)}{_how_it_ended(view)}."
            if view.complaint.over
            else f"Stage {stage} has not been answered: it was due by {in_words(due)}, {days(late)} ago.",
            stage=stage,
        )


def _closed_unanswered(view: View, stage: int) -> None:
    """Only the resident's own withdrawal ends what is owed."""
    closed = view.complaint.closed
    if view.complaint.withdrawn is None and closed is not None:
        when = f" on {in_words(closed.on)}" if closed.on else ""
        view.add("closed_unanswered", f"It was closed{when} without an answer at stage {stage}.", stage=stage)


def _how_it_ended(view: View) -> str:
    return ", before it was withdrawn" if view.complaint.withdrawn else "; closing it does not end what is owed"


def _cannot_tell(view: View, name: str, deadline: Deadline, what: str) -> None:
    if deadline.from_on is None:
        why = deadline.note
    else:
        due = f" (due {in_words(deadline.due_on)})" if deadline.due_on else ""
        why = f"It was {what}{due} on a day that is not known."
    view.add(
        name,
        f"Whether stage {deadline.stage} was {what} in time cannot be told. {why}",
        stage=deadline.stage,
        grade=Grade.CANNOT_TELL,
    )


def _told(view: View, deadline: Deadline, acknowledged: e.Acknowledged) -> None:
    """The date the resident was promised stays a promise, also where a bank holiday was announced after it."""
    told, due = acknowledged.answer_due_told_on, deadline.base_due_on
    if told is None or due is None or told == due or deadline.from_on is None:
        return
    message = f"The resident was told {in_words(told)} for the stage {deadline.stage} answer; counted today it is {in_words(due)}."
    if acknowledged.on is not None:
        then = calendar_for(view.calendar.nation, known_on=acknowledged.on)
        if then.add(deadline.from_on, deadline.limit.working_days) == told:
            late = [
                f"{in_words(day)} as a bank holiday was announced only on {in_words(announced)}"
                for day, announced in deadline.calendar.explain(deadline.from_on, deadline.limit.working_days).announced
                if announced is not None and announced > acknowledged.on
            ]
            why = "; ".join(late) or "the calendar was changed after that day"
            message += f" It was right when it was told: {why}. What was promised is still best kept."
    view.add("told_other_date", message, stage=deadline.stage, grade=Grade.WARNING)


def _answered_twice(view: View, stage: int, responses: list[e.ResponseIssued]) -> None:
    dates = " and ".join(in_words(each.on) if each.on else "a day that is not known" for each in responses)
    view.add(
        "answered_twice",
        f"Stage {stage} was answered more than once ({dates}). The first is counted; if it was not a full answer, "
        "the later one is the answer, and the person judging should say so.",
        stage=stage,
        grade=Grade.WARNING,
    )


def _extension(view: View, deadline: Deadline, stretch: Stretch) -> None:
    extended, stage = stretch.extended, deadline.stage
    told = f"The stage {stage} extension of {in_words(extended.on)}" if extended.on else f"A stage {stage} extension"
    subject = str(extended.on or extended.new_due_on or "")
    if extended.on is None and extended.new_due_on is not None:
        view.add(
            "extension_after_due",
            f"When the resident was told of the stage {stage} extension to {in_words(extended.new_due_on)} is not known, so "
            "it cannot be told whether it was in time; it is counted.",
            stage=stage,
            subject=subject,
            grade=Grade.CANNOT_TELL,
        )
    received = view.complaint.received
    bare = received is not None and received.dates_only
    if stretch.problem == "no_new_date":
        what = "has no new date on file." if bare else "gives no new date."
        grade = Grade.CANNOT_TELL if bare else None
        view.add("extension_without_new_date", f"{told} {what}", stage=stage, subject=subject, grade=grade)
    if stretch.problem == "not_later" and extended.new_due_on is not None:
        view.add(
            "extension_not_later",
            f"{told} goes to {in_words(extended.new_due_on)}, which is not later than the date that stood, so nothing changes.",
            stage=stage,
            subject=subject,
            grade=Grade.WARNING,
        )
    if stretch.problem == "after_due" and deadline.base_due_on is not None:
        view.add(
            "extension_after_due",
            f"{told} was given after the date it should extend had passed, so it does not count.",
            stage=stage,
            subject=subject,
        )
    if stretch.problem == "beyond_limit" and stretch.beyond_original_working_days is not None:
        _beyond_limit(view, deadline, stretch, told, subject)
    _notice(view, deadline, stretch, told, subject)


def _beyond_limit(view: View, deadline: Deadline, stretch: Stretch, told: str, subject: str) -> None:
    extended = stretch.extended
    reason = extended.good_reason_beyond_limit or extended.reason
    view.add(
        "extension_beyond_limit",
        f"{told} goes {days(stretch.beyond_original_working_days or 0)} beyond the original date, more than is allowed "
        + (
            f"without good reason; a person has to judge whether this is one: “{reason}”."
            if reason
            else "without a reason."
        ),
        stage=deadline.stage,
        subject=subject,
        grade=Grade.WARNING if reason else None,
    )


def _notice(view: View, deadline: Deadline, stretch: Stretch, told: str, subject: str) -> None:
    """What the notice to the resident has to hold; nothing is concluded where nobody has looked."""
    extended, stage = stretch.extended, deadline.stage
    if not extended.reason and extended.asked_by is e.Asker.LANDLORD:
        grade = None if extended.reason_known else Grade.CANNOT_TELL
        what = "gives the resident no reason." if extended.reason_known else "has no reason on file."
        view.add("extension_without_reason", f"{told} {what}", stage=stage, subject=subject, grade=grade)
    if (
        extended.parts is not None
        and "ombudsman_details" not in extended.parts
        and not (extended.agreed_by_resident and _only_where_not_agreed(view, stage))
    ):
        view.add(
            "extension_without_ombudsman",
            f"{told} does not give the Ombudsman's contact details.",
            stage=stage,
            subject=subject,
        )
    rule = view.rulebook.stage(stage)
    if rule is None or rule.extension is None or rule.extension.agreement_beyond_working_days is None:
        return
    total = deadline.limit.working_days + (stretch.beyond_original_working_days or 0)
    if total > rule.extension.agreement_beyond_working_days and not extended.agreed_by_resident:
        unknown = extended.agreed_by_resident is None
        view.add(
            "long_extension_not_agreed",
            f"{told} makes {days(total)} in all, and "
            + ("nothing shows that the resident agreed." if unknown else "the resident did not agree."),
            stage=stage,
            subject=subject,
            grade=Grade.CANNOT_TELL if unknown else None,
        )


def _only_where_not_agreed(view: View, stage: int) -> bool:
    """Whether this edition wants the Ombudsman's details only in notices of more time that was not agreed."""
    notice = view.rulebook.letter(f"extension_{stage}")
    return any(part.when for part in notice.parts if part.name == "ombudsman_details") if notice else False


def _updates(view: View, deadline: Deadline, record: StageRecord) -> None:
    """5.9: an answer that will be out of time wants an agreed interval, and the updates given on their days."""
    base = deadline.base_due_on
    if base is None:
        return
    stage, until = deadline.stage, deadline.met_on or _ended_on(view)
    if until <= base and not record.extensions:
        return
    received = view.complaint.received
    if not record.updates_agreed and received is not None and received.dates_only:
        return
    if not record.updates_agreed:
        view.add(
            "updates_not_agreed",
            f"Stage {stage} ran past {in_words(base)} and nothing shows that update intervals were agreed with the resident.",
            stage=stage,
            grade=None if until > base else Grade.WARNING,
        )
        return
    for due in missed_updates(record, until):
        view.add(
            "update_missed",
            f"The update agreed for {in_words(due)} at stage {stage} was not given by that day.",
            stage=stage,
            subject=str(due),
        )


def missed_updates(record: StageRecord, until: date) -> list[date]:
    """The days by which an update was owed and not given, up to `until`.

    An update given starts the interval anew, as does a new agreement.
    """
    given = sorted(update.on for update in record.updates if update.on is not None)
    missed: list[date] = []
    agreements = [agreed for agreed in record.updates_agreed if agreed.on is not None]
    for position, agreed in enumerate(agreements):
        assert agreed.on is not None
        end = until
        if position + 1 < len(agreements):
            end = min(end, agreements[position + 1].on or end)
        since, due, every = agreed.on, agreed.next_on, agreed.every_days or 0
        if due is None and every > 0:
            due = agreed.on + timedelta(days=every)
        while due is not None and due < end:
            update = next((on for on in given if since < on <= due), None)
            if update is None:
                missed.append(due)
            since = update or due
            due = since + timedelta(days=every) if every > 0 else _next_told(record, update)
    return missed


def _next_told(record: StageRecord, update: date | None) -> date | None:
    """Without an interval, the next day is the one that the last update announced."""
    return next((given.next_on for given in record.updates if update is not None and given.on == update), None)
