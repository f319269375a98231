"""What cannot be: facts out of all order with the ones on record. Not what breaks the Code: that can be, and is kept."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from putright.complaint import events as e
from putright.complaint.evolve import fold
from putright.complaint.history import Entry, as_corrected
from putright.complaint.state import Complaint
from putright.workdays import in_words

_BEFORE_RECEIPT = (
    e.ComplaintReceived,
    e.MatterDated,
    e.RaisedFromServiceRequest,
    e.InformalStageHeld,
    e.ChoiceToComplainOffered,
    e.RepresentativeNamed,
    e.RepresentativeAuthorised,
    e.AdjustmentAgreed,
    e.EvidenceRecorded,
    e.CorrespondenceRecorded,
    e.SatisfactionRecorded,
    e.BehaviourWarned,
    e.ContactRestricted,
)
"""What may well have happened before the complaint was received."""

_AFTER_THE_END = (
    e.ComplaintReopened,
    e.ActionProgressed,
    e.ActionRescheduled,
    e.ActionDone,
    e.ActionDropped,
    e.ResidentTold,
    e.RemedyOffered,
    e.RemedyAnswered,
    e.RemedyDelivered,
    e.ActionPromised,
    e.RepresentativeNamed,
    e.RepresentativeAuthorised,
    e.RepresentativeEnded,
    e.AdjustmentAgreed,
    e.EvidenceRecorded,
    e.MediationHeld,
    e.ComplaintLinked,
    e.RestrictionReviewed,
    e.RestrictionLifted,
    e.LetterSent,
    e.LetterDelivered,
    e.LetterReturned,
    e.CorrespondenceRecorded,
    e.EscalationRequested,
    e.OmbudsmanEnquired,
    e.OmbudsmanEvidenceRequested,
    e.OmbudsmanEvidenceSent,
    e.Determined,
    e.OrderMade,
    e.OrderComplied,
    e.FailureOrderMade,
    e.FailureOrderComplied,
    e.ReferredToRegulator,
    e.OccurrenceDecided,
    e.LearningRecorded,
    e.SatisfactionRecorded,
    e.DesignatedPersonContacted,
    e.RefusalWithdrawn,
    e.AcceptedOnOmbudsmansOrder,
    e.EntryCorrected,
    e.EntryStruckOut,
    e.WordsErased,
    e.DepartureRecorded,
    e.ComplaintClosed,
    e.MarkedConfidential,
)
"""What may still happen to a complaint that was closed or withdrawn."""


def impossible(c: Complaint, fact: e.Event, entries: Sequence[Entry], today: date) -> str:
    """Why the fact cannot be, as one sentence with the way out; "" when it can."""
    return (
        _time(c, fact, today)
        or _beginning(c, fact)
        or _ended(c, fact)
        or _stage(c, fact)
        or _refers(c, fact)
        or _without_cause(c, fact)
        or _entry(c, fact, entries, today)
    )


def _time(c: Complaint, fact: e.Event, today: date) -> str:
    if fact.on is not None and fact.on > today:
        return f"That cannot have happened on {in_words(fact.on)}, because today is {in_words(today)}: give the day it happened."
    received = c.received_on
    if fact.on is not None and received is not None and fact.on < received and not isinstance(fact, _BEFORE_RECEIPT):
        return (
            f"That cannot have happened on {in_words(fact.on)}, before the complaint was received on {in_words(received)}: "
            "if the date received is wrong, correct that entry first."
        )
    new_due = fact.new_due_on if isinstance(fact, e.Extended) else None
    if new_due is not None and fact.on is not None and new_due < fact.on:
        return (
            f"The new date {in_words(new_due)} lies before the day it was told, {in_words(fact.on)}: give the new date."
        )
    return ""


def _beginning(c: Complaint, fact: e.Event) -> str:
    if c.received is None and not isinstance(fact, e.ComplaintReceived | e.EntryCorrected | e.EntryStruckOut):
        return "A complaint begins with the day it was received: record that first."
    if c.received is not None and isinstance(fact, e.ComplaintReceived):
        return "It has been received already: if the date or the details are wrong, correct that entry."
    return ""


def _ended(c: Complaint, fact: e.Event) -> str:
    end = c.closed or c.withdrawn
    if end is None or isinstance(fact, _AFTER_THE_END):
        return ""
    if fact.on is not None and end.on is not None and fact.on <= end.on:
        return ""
    word = "closed" if c.closed else "withdrawn"
    when = f" on {in_words(end.on)}" if end.on else ""
    return f"The complaint was {word}{when}: reopen it first, or give a day before that."


def _stage(c: Complaint, fact: e.Event) -> str:
    stage = getattr(fact, "stage", None)
    if stage is None or isinstance(fact, e.EscalationRequested | e.SatisfactionRecorded):
        return ""
    if stage not in c.stages:
        return f"Stage {stage} was never asked for: record first that the resident asked to take it further."
    requested = c.stages[stage].requested
    if requested is not None and requested.on is not None and fact.on is not None and fact.on < requested.on:
        return (
            f"That cannot have happened at stage {stage} on {in_words(fact.on)}, before the resident asked for it on "
            f"{in_words(requested.on)}: check the stage and the day."
        )
    return ""


def _refers(c: Complaint, fact: e.Event) -> str:
    """Names of points, promises and the like: known where they are used, new where they are given."""
    for kind, field_name, known, classes in _USES:
        if isinstance(fact, classes):
            name, there = getattr(fact, field_name), known(c)
            if name not in there:
                listed = ", ".join(sorted(there)) or "none yet"
                return f"There is no {kind} “{name}” on this complaint: there is {listed}."
    for kind, field_name, known, classes in _GIVES:
        if isinstance(fact, classes) and getattr(fact, field_name) in known(c):
            return f"There is already a {kind} “{getattr(fact, field_name)}”: give this one another name."
    return ""


_Names = Callable[[Complaint], Any]
_USES: tuple[tuple[str, str, _Names, tuple[type[Any], ...]], ...] = (
    ("point", "point", lambda c: c.points, (e.PointDecided,)),
    (
        "promise",
        "promise",
        lambda c: c.promises,
        (e.ActionProgressed, e.ActionRescheduled, e.ActionDone, e.ActionDropped, e.ResidentTold),
    ),
    ("remedy", "remedy", lambda c: c.remedies, (e.RemedyAnswered, e.RemedyDelivered)),
    ("contribution", "contribution", lambda c: c.contributions, (e.ContributionReceived,)),
    ("letter", "letter", lambda c: c.letters, (e.LetterDelivered, e.LetterReturned)),
    ("order", "order", lambda c: c.orders, (e.OrderComplied, e.FailureOrderComplied)),
    ("request", "request", lambda c: c.orders, (e.OmbudsmanEvidenceSent,)),
    (
        "representative",
        "representative",
        lambda c: c.representatives,
        (e.RepresentativeAuthorised, e.RepresentativeEnded),
    ),
)
_GIVES: tuple[tuple[str, str, _Names, tuple[type[Any], ...]], ...] = (
    ("promise", "promise", lambda c: c.promises, (e.ActionPromised,)),
    ("remedy", "remedy", lambda c: c.remedies, (e.RemedyOffered,)),
    ("contribution", "contribution", lambda c: c.contributions, (e.ContributionAsked,)),
    ("letter", "letter", lambda c: c.letters, (e.LetterSent,)),
    ("order", "order", lambda c: c.orders, (e.OrderMade, e.FailureOrderMade)),
    ("request", "request", lambda c: c.orders, (e.OmbudsmanEvidenceRequested,)),
)


def _without_cause(c: Complaint, fact: e.Event) -> str:
    """What can only follow on something else."""
    if isinstance(fact, e.RestrictionReviewed | e.RestrictionLifted) and c.restriction is None:
        return "Contact was never restricted on this complaint: record the restriction first."
    if isinstance(fact, e.RefusalWithdrawn) and c.refusal is None:
        return "It was never refused, so there is no refusal to withdraw."
    if isinstance(fact, e.ComplaintWithdrawn) and fact.by is e.Asker.LANDLORD:
        return "Only the resident can withdraw a complaint: the landlord can close it, or not accept it with a ground."
    return ""


def _entry(c: Complaint, fact: e.Event, entries: Sequence[Entry], today: date) -> str:
    if isinstance(fact, e.WordsErased):
        unknown = [number for number in fact.entries if not 1 <= number <= len(entries)]
        return f"There is no entry {unknown[0]}: the record has entries 1 to {len(entries)}." if unknown else ""
    if not isinstance(fact, e.EntryCorrected | e.EntryStruckOut):
        return ""
    if not 1 <= fact.entry <= len(entries):
        return f"There is no entry {fact.entry}: the record has entries 1 to {len(entries)}."
    if isinstance(entries[fact.entry - 1].event, e.WordsErased):
        return (
            f"What entry {fact.entry} erased is gone, and the record has to go on saying so: it cannot be taken back."
        )
    begins = isinstance(entries[fact.entry - 1].event, e.ComplaintReceived)
    if isinstance(fact, e.EntryStruckOut):
        return (
            "The receipt cannot be struck out, because the complaint begins with it: correct it instead."
            if begins and not _only_imported(c)
            else ""
        )
    if begins != isinstance(fact.replacement, e.ComplaintReceived):
        return "A receipt can only be put right by a receipt, and nothing else can become one: strike the entry out instead."
    before = fold(as_corrected(entries[: fact.entry - 1]))
    return impossible(before, fact.replacement, entries, today)


def _only_imported(c: Complaint) -> bool:
    """Whether all that stands is a receipt from a list of dates: an import can be taken back, a complaint cannot."""
    return c.received is not None and c.received.dates_only and c == fold([c.received])
