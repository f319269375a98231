"""Findings about the file itself: the date received, the original, the way it travelled, triage."""

from putright.complaint.findings.model import Grade, View


def check(view: View) -> None:
    """What 5.12, 3.2 and 6.1 want on the file."""
    complaint = view.complaint
    received = complaint.received
    if received is None:
        return
    if received.on is None:
        view.add("received_date_unknown", "The day the complaint was received is not on file.", grade=Grade.CANNOT_TELL)
    if received.original_kept is False:
        view.add("original_not_kept", "The original complaint is not on file.")
    passed, acknowledge = complaint.passed_on, view.deadline("acknowledge", 1)
    if passed is not None and passed.on is not None and acknowledge is not None and acknowledge.due_on is not None:
        took = view.calendar.count(received.on, passed.on) if received.on is not None else 0
        if passed.on > acknowledge.due_on:
            view.add(
                "passed_on_slowly",
                f"It reached the complaints team {took} working days after it was received, when the last day for the "
                "acknowledgement had passed; the clock ran from the first day.",
                grade=Grade.WARNING,
            )
    first = complaint.stages.get(1)
    if complaint.triage is None and complaint.points and first is not None and first.acknowledged is not None:
        view.add(
            "not_triaged",
            "It was acknowledged and nothing shows that complexity, vulnerability and risk were weighed.",
            grade=Grade.CANNOT_TELL,
        )
