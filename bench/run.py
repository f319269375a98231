"""What putright does in a second, on one core, with a peer or a floor beside it in the same run: `make bench`.

Figures of a busy machine wander; the ratios hold better than the numbers. Nothing here fails: speed is looked at, not
tested.
"""

import gc
import os
import random
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta

from putright.complaint import events as e
from putright.complaint.assess import assess, governing
from putright.complaint.evolve import fold
from putright.complaint.state import Complaint
from putright.complaint.timelines import read_timelines
from putright.workdays import Nation, calendar_for

ROUNDS = 5
TODAY = date(2026, 11, 20)
CALENDAR = calendar_for(Nation.ENGLAND_AND_WALES)


def rate(work: Callable[[], object], number: int) -> float:
    """How many a second: the median of some rounds, each doing `number`."""
    work()
    taken = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return number / statistics.median(taken)


def say(what: str, per_second: float, beside: str = "") -> None:
    print(f"  {what:<46}{per_second:>14,.0f} a second   {beside}".rstrip())


def a_complaint(received: date) -> list[e.Event]:
    """A stage 1 complaint with everything a careful file holds."""

    def on(days: int) -> date:
        return received + timedelta(days=days)

    points = (e.Point("p1", "damp", e.Responsibility.OURS), e.Point("p2", "missed visits", e.Responsibility.OURS))
    return [
        e.ComplaintReceived(received, e.Channel.TELEPHONE),
        e.ComplaintLogged(on(0)),
        e.Triaged(on(0), e.Level.LOW, e.Level.LOW, vulnerable=False),
        e.HandlerAssigned(on(0), "Callum"),
        e.DefinitionSet(on(2), points, "the damp cured"),
        e.Acknowledged(on(2)),
        e.ResidentHeard(on(5)),
        e.EvidenceRecorded(on(6), "survey"),
        e.PointDecided(on(12), "p1", e.Decision.UPHELD, "the gutter had failed"),
        e.PointDecided(on(12), "p2", e.Decision.NOT_UPHELD, "every visit was kept"),
        e.RemedyOffered(on(12), "r1", e.RemedyKind.APOLOGY, ("p1",), "an apology", "two months of damp"),
        e.ActionPromised(on(12), "a1", "mend the gutter", "Repairs", on(26)),
        e.ResponseIssued(on(13), 1, "Callum"),
        e.ActionDone(on(25), "a1", resident_told=True),
        e.LearningRecorded(on(26), "l1", nothing=True),
    ]


def working_days(number: int = 300_000) -> None:
    random.seed(7)
    first = date(2019, 1, 1)
    starts = [first + timedelta(days=random.randrange(2900)) for _ in range(number)]
    limits = [random.choice((3, 5, 10, 20)) for _ in range(number)]
    single = rate(lambda: [CALENDAR.add(start, n) for start, n in zip(starts, limits, strict=True)], number)
    bulk = rate(lambda: CALENDAR.add_many(starts, limits), number)
    print("Working days (start, limit) to due date")
    try:
        import numpy as np
    except ImportError:
        say("one at a time", single)
        say("in bulk", bulk)
        return
    off = np.array(sorted(CALENDAR.holidays), dtype="datetime64[D]")
    days, counts = np.array(starts, dtype="datetime64[D]"), np.array(limits)

    def peer() -> object:
        return np.busday_offset(days, counts, roll="backward", holidays=off)

    def peer_with_dates() -> object:
        return np.busday_offset(np.array(starts, dtype="datetime64[D]"), counts, roll="backward", holidays=off).tolist()

    assert peer().tolist() == CALENDAR.add_many(starts, limits)  # type: ignore[attr-defined]
    bare, whole = rate(peer, number), rate(peer_with_dates, number)
    say("one at a time", single, f"{single / whole:.2f} of numpy's busday_offset, dates in and out")
    say("in bulk", bulk, f"{bulk / whole:.1f} times numpy's, dates in and out")
    say("numpy's busday_offset, dates in and out", whole)
    say("numpy's busday_offset, its own arrays", bare, f"{bulk / bare:.2f} is our bulk beside it")


def complaints(number: int = 4_000) -> None:
    told = [a_complaint(date(2026, 1, 5) + timedelta(days=n % 200)) for n in range(number)]
    size = len(told[0])
    print(f"Complaints of {size} entries")
    floor = rate(lambda: [[type(each) for each in one] for one in told], number * size)
    folded = rate(lambda: [fold(one) for one in told], number * size)
    say("events folded", folded, f"{floor / folded:.1f} times the bare walk over them; aim 200,000")
    made = [fold(one) for one in told]
    under = governing(made[0], today=TODAY)
    gc.collect()
    gc.freeze()  # a report holds its complaints for as long as it runs; the collector need not walk over them again

    def assess_all(these: list[Complaint]) -> object:
        for one in these:
            assess(one, under, CALENDAR, today=TODAY)
        return None

    done = rate(lambda: assess_all(made), number)
    say("complaints assessed, with a full file", done, "aim 150,000")
    dates = [fold([one[0], one[5], one[12]]) for one in told]
    say(
        "complaints assessed, dates only",
        rate(lambda: assess_all(dates), number),
    )
    gc.unfreeze()


def timelines(number: int = 2_000) -> None:
    rows = [("complaint", "event", "on")]
    for n in range(number):
        start = date(2026, 1, 5) + timedelta(days=n % 200)
        for event, days in (("received", 0), ("acknowledged", 4), ("responded", 17)):
            rows.append((f"C{n}", event, f"{start + timedelta(days=days):%d/%m/%Y}"))

    def run() -> object:
        read = read_timelines(enumerate(rows, start=1), today=TODAY)
        return [assess(c, governing(c, today=TODAY), CALENDAR, today=TODAY) for c in read.complaints.values()]

    print("Timelines: rows of text to assessed complaints of three dates")
    say("complaints", rate(run, number))


def main() -> int:
    """Run everything on one core."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    print(f"Python {sys.version.split()[0]}, one core, median of {ROUNDS} rounds\n")
    from background import background
    from documents import documents, policies
    from over_http import over_http
    from record import record

    for part in (working_days, complaints, timelines, documents, policies, record, background, over_http):
        part()
        print()
    return 0


if __name__ == "__main__":
    sys.exit(main())
