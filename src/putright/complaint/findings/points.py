"""Findings about substance: the definition, the points, the decisions, the answer's parts, the remedies."""

from putright.complaint import events as e
from putright.complaint.findings.model import Grade, View
from putright.complaint.state import Remedy, StageRecord
from putright.rulebook import LetterPart
from putright.workdays import in_words


def check(view: View) -> None:
    """Stage by stage; nothing about a letter is concluded where nobody has looked at what it holds."""
    for number, record in view.complaint.stages.items():
        if record.acknowledged is not None or record.responses:
            _definition(view, number, record)
        if record.acknowledged is not None:
            _responsibility(view, number, record)
        for new in record.new_points:
            _new_points(view, number, record, new)
        if record.responses:
            _decisions(view, number, record)
            _parts(view, number, record)
            if record.answer_known is not None:
                _held_back(view, number, record)
    _remedies(view)


def _definition(view: View, stage: int, record: StageRecord) -> None:
    """5.6. Silent on a bare list of dates: without any point or letter part on file nobody has looked."""
    definition, letter = record.definition, record.acknowledged
    if definition is None:
        looked = bool(view.complaint.points) or (letter is not None and letter.parts is not None)
        stated = letter is not None and letter.parts is not None and "complaint_definition" in letter.parts
        if looked and not stated:
            view.add("definition_missing", f"No complaint definition is recorded for stage {stage}.", stage=stage)
        return
    first_on = record.first_definition.on if record.first_definition is not None else None
    due = view.deadline("acknowledge", stage) if first_on is not None else None
    if due is not None and due.due_on is not None and first_on is not None and first_on > due.due_on:
        view.add(
            "defined_late",
            f"The stage {stage} complaint definition was set on {in_words(first_on)}, after {in_words(due.due_on)}.",
            stage=stage,
        )
    silent = letter is None or letter.parts is None or "outcomes_sought" in letter.parts
    if not definition.outcomes_sought and not silent:
        view.add(
            "definition_missing",
            f"The stage {stage} complaint definition does not say what outcome the resident seeks.",
            stage=stage,
            subject="outcomes_sought",
        )
    if _all_ours(definition):
        return
    unclear = [point.id for point in definition.points if point.responsible is e.Responsibility.UNCLEAR]
    if unclear and record.clarification_asked is None:
        view.add(
            "clarification_not_asked",
            f"It is unclear who answers for {_listed(unclear)} at stage {stage}, and the resident was not asked about it.",
            stage=stage,
        )


def _responsibility(view: View, stage: int, record: StageRecord) -> None:
    acknowledged, definition = record.acknowledged, record.definition
    if acknowledged is None:
        return
    parts, unsaid = acknowledged.parts, list[str]()
    if parts is not None and "responsibility" not in parts:
        unsaid = ["any point"]
    elif definition is not None and not _all_ours(definition):
        unsaid = [point.id for point in definition.points if point.responsible is None]
    if unsaid:
        view.add(
            "responsibility_not_said",
            f"The stage {stage} acknowledgement does not say whether the landlord is responsible for {_listed(unsaid)}.",
            stage=stage,
        )
    if parts is not None and "ombudsman_details" not in parts:
        view.add(
            "ombudsman_details_missing",
            f"The stage {stage} acknowledgement does not say how to reach the Ombudsman.",
            stage=stage,
        )


def _new_points(view: View, stage: int, record: StageRecord, new: e.NewPointsRaised) -> None:
    """6.8: related and not yet answered joins, unless it would delay; everything else is a new complaint."""
    answered = record.response is not None and (
        new.on is None or record.response.on is None or record.response.on <= new.on
    )
    what, subject = (
        _listed([point.id for point in new.points] or ["A new point"]),
        ",".join(point.id for point in new.points),
    )
    if not new.joined and new.related and not answered and not new.would_delay:
        view.add(
            "new_points_turned_away",
            f"{what} is related and stage {stage} was not yet answered, but it was not joined to the complaint.",
            stage=stage,
            subject=subject,
        )
    elif not new.joined and not new.new_complaint:
        view.add(
            "new_points_turned_away",
            f"{what} was not joined to the complaint and nothing shows that it became a complaint of its own.",
            stage=stage,
            subject=subject,
            grade=Grade.CANNOT_TELL,
        )
    if new.joined and (answered or new.related is False or new.would_delay):
        why = (
            "the answer had been sent"
            if answered
            else "it would delay the answer"
            if new.would_delay
            else "it is unrelated"
        )
        view.add(
            "new_points_joined_late",
            f"{what} was joined to the complaint although {why}: it should be a new complaint.",
            stage=stage,
            subject=subject,
        )


def _all_ours(definition: e.DefinitionSet) -> bool:
    """Whether the landlord answers for every point, as it mostly does: then there is nothing to look at closer."""
    for point in definition.points:  # noqa: SIM110  a generator costs three times as much, for every complaint of a report
        if point.responsible is not _OURS:
            return False
    return True


_OURS = e.Responsibility.OURS


def _points_at(view: View, record: StageRecord) -> list[str]:
    """The points that stage has to answer: its definition's, those the resident took further, and those that joined."""
    ids = [point.id for point in record.definition.points] if record.definition is not None else []
    ids += record.requested.points if record.requested is not None else ()
    ids = ids or list(view.complaint.points)
    sent = [response.on for response in record.responses if response.on is not None]
    for new in record.new_points:
        raised_after = bool(sent) and new.on is not None and new.on > max(sent)
        if new.joined and not raised_after:
            ids += [point.id for point in new.points]
    return [one for one in dict.fromkeys(ids) if _ours(view, one)]


def _ours(view: View, point: str) -> bool:
    known = view.complaint.points.get(point)
    return known is None or known.responsible is not e.Responsibility.NOT_OURS


def _decisions(view: View, stage: int, record: StageRecord) -> None:
    if view.complaint.points and not _every_point_decided(view, record):
        undecided = [point for point in _points_at(view, record) if point not in record.decisions]
        if undecided:
            view.add(
                "point_not_decided",
                f"The stage {stage} answer was sent without a decision on {_listed(undecided)}.",
                stage=stage,
            )
    for point, decision in record.decisions.items():
        if not decision.reasons:
            view.add(
                "decision_without_reasons",
                f"The stage {stage} decision on {point} gives no reasons.",
                stage=stage,
                subject=point,
            )


def _every_point_decided(view: View, record: StageRecord) -> bool:
    """The quick look: whatever the stage has to answer, every point of the complaint has its decision."""
    decisions = record.decisions
    for point in view.complaint.points:  # noqa: SIM110  as above
        if point not in decisions:
            return False
    return True


def _parts(view: View, stage: int, record: StageRecord) -> None:
    """The answer's parts, over all letters sent at the stage: an updated answer may supply what the first lacked."""
    held = [response.parts for response in record.responses]
    if None in held:
        return
    rule = view.rulebook.stage(stage)
    letter = view.rulebook.letter(rule.response_letter) if rule else None
    if letter is None:
        return
    together = {part for parts in held if parts is not None for part in parts}
    for part in missing_parts(letter.parts, together):
        view.add(
            "letter_part_missing",
            f"The stage {stage} answer lacks: {(part.summary or part.name.replace('_', ' ')).rstrip('.')}.",
            stage=stage,
            subject=part.name,
        )


def missing_parts(wanted: tuple[LetterPart, ...], held: set[str]) -> list[LetterPart]:
    """The parts a letter should hold and does not, in the rulebook's order."""
    return [part for part in wanted if part.name not in held]


def _held_back(view: View, stage: int, record: StageRecord) -> None:
    """6.6: kept back until the work was done. Shown only by work finished between knowing and telling."""
    known, response = record.answer_known, record.response
    if known is None or response is None or known.on is None or response.on is None or response.on <= known.on:
        return
    done = [promise.done.on for promise in view.complaint.promises.values() if promise.done and promise.done.on]
    done += [
        remedy.delivered.on for remedy in view.complaint.remedies.values() if remedy.delivered and remedy.delivered.on
    ]
    waited = sorted(on for on in done if known.on < on <= response.on)
    if waited:
        view.add(
            "answer_held_back",
            f"The stage {stage} answer was known on {in_words(known.on)} and sent on {in_words(response.on)}, "
            f"after work was finished on {in_words(waited[-1])}.",
            stage=stage,
            grade=Grade.WARNING,
        )


def _remedies(view: View) -> None:
    complaint = view.complaint
    if not complaint.promises:
        _upheld(view)
    for name, remedy in complaint.remedies.items():
        if not remedy.offered.impact:
            view.add(
                "remedy_without_impact",
                f"{called(remedy, name)} does not say what the failing did to the resident.",
                subject=name,
                grade=Grade.WARNING,
            )
        if not remedy.offered.guidance and remedy.offered.kind is e.RemedyKind.MONEY:
            view.add(
                "remedy_without_guidance",
                f"{called(remedy, name)} does not note the Ombudsman's guidance it takes account of.",
                subject=name,
                grade=Grade.WARNING,
            )


_PENCE = 100


def called(remedy: Remedy, name: str) -> str:
    """What an offer is called in a sentence: the sum where it is money, else what it is, else its name."""
    pence = remedy.offered.amount_pence
    if pence is not None:
        return f"The offer of £{pence // _PENCE:,}.{pence % _PENCE:02}"
    return f"The offer “{remedy.offered.what or name}”"


def _upheld(view: View) -> None:
    """7.1, where nothing was promised: what went wrong has something to put it right."""
    complaint = view.complaint
    mended: set[str] = set()
    for remedy in complaint.remedies.values():
        if not remedy.offered.points:  # it is for the complaint as a whole
            return
        mended.update(remedy.offered.points)
    against = {
        point
        for record in complaint.stages.values()
        if record.responses
        for point, decided in record.decisions.items()
        if decided.decision is not e.Decision.NOT_UPHELD
    }
    bare = sorted(against - mended)
    if bare:
        view.add(
            "upheld_without_remedy",
            f"Something went wrong ({_listed(bare)}) and nothing was offered or promised to put it right.",
        )


def _listed(names: list[str]) -> str:
    if len(names) == 1:
        return names[0]
    return f"{', '.join(names[:-1])} and {names[-1]}"
