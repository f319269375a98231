"""Whose words stand in a field of an event: the complainant's, their representative's, ours, or somebody else's. Pure.

For whoever asks what is held about them: their own words and ours are theirs to have; a neighbour's, a contractor's or a
colleague's are looked at by a person first. What cannot be told is somebody else's.
"""

from enum import StrEnum

from putright.complaint import events as e
from putright.complaint import requests as r

__all__ = ["Author", "author_of"]


class Author(StrEnum):
    """Who wrote, or is quoted."""

    COMPLAINANT = "complainant"
    REPRESENTATIVE = "representative"
    LANDLORD = "landlord"
    SOMEBODY_ELSE = "somebody_else"


_BY_COMPLAINANT = (
    e.ClarificationReceived,
    e.DefinitionDisputed,
    e.EscalationRequested,
    e.ResidentHeard,
    e.SatisfactionRecorded,
    e.RepresentativeNamed,
    e.RepresentativeAuthorised,
    r.RequestAsked,
    r.RequestDissatisfied,
)
_BY_SOMEBODY_ELSE = (e.ContributionReceived, e.ConflictDeclared, e.OmbudsmanEnquired, e.OrderMade, e.LetterReturned)
_COMPLAINED = {
    e.Complainant.RESIDENT: Author.COMPLAINANT,
    e.Complainant.NON_CUSTOMER: Author.COMPLAINANT,
    e.Complainant.REPRESENTATIVE: Author.REPRESENTATIVE,
}
_CORRESPONDENT = {
    e.Correspondent.RESIDENT: Author.COMPLAINANT,
    e.Correspondent.REPRESENTATIVE: Author.REPRESENTATIVE,
}


def author_of(happened: e.Event, field: str) -> Author:
    """Whose words the field holds; the field as the record names it, such as "points.0.text"."""
    match happened:
        case e.EntryCorrected(replacement=replacement) if field.startswith("replacement."):
            return author_of(replacement, field.removeprefix("replacement."))
        case e.ComplaintReceived(complainant=who):
            return _COMPLAINED.get(who, Author.SOMEBODY_ELSE)
        case e.CommentReceived(whom=whom):
            return _CORRESPONDENT.get(whom, Author.SOMEBODY_ELSE)
        case e.CorrespondenceRecorded():
            return _corresponded(happened)
        case e.NewPointsRaised():
            return Author.LANDLORD if field == "reason" else Author.COMPLAINANT
        case e.ComplaintWithdrawn(by=e.Asker.RESIDENT):
            return Author.COMPLAINANT
        case _:
            pass
    if isinstance(happened, _BY_COMPLAINANT):
        return Author.COMPLAINANT
    return Author.SOMEBODY_ELSE if isinstance(happened, _BY_SOMEBODY_ELSE) else Author.LANDLORD


def _corresponded(happened: e.CorrespondenceRecorded) -> Author:
    """What came in is theirs; what we wrote to somebody else may tell of them, and is looked at as if it were theirs."""
    theirs = _CORRESPONDENT.get(happened.with_whom, Author.SOMEBODY_ELSE)
    if happened.direction is e.Direction.IN or theirs is Author.SOMEBODY_ELSE:
        return theirs
    return Author.LANDLORD
