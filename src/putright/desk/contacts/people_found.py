"""Who rings: residents and homes found by what is typed, each with what is open of theirs as far as one may see it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Q

from putright.actions.contacts_people import key_of
from putright.desk.opened import Who
from putright.people.finding import find_homes, find_residents, of
from putright.people.looking import visible
from putright.people.models import Home, Residency, Resident
from putright.records.models import Summary
from putright.records.requests_models import RequestSummary

__all__ = ["Found", "Open", "chosen", "found_for", "open_of", "parts_of", "with_chosen"]

_MOST = 8
"""As many as are read at a glance while somebody talks."""
_SHORTEST = 2
_OPEN = ("open", "answered")
_BESIDE = "If they are unhappy with it and want to complain, a complaint is raised and the work goes on (Code 1.5)."


@dataclass(frozen=True, slots=True)
class Open:
    """A complaint or service request that is open, or answered and may go on."""

    key: UUID
    reference: str
    about: str
    state: str
    rule: str
    """What becomes of more about it, in one sentence: by 6.8 for a complaint, by 1.5 for a service request."""
    request: bool = False


@dataclass(slots=True)
class Found:
    """Somebody in a home, as a choice of the form. Its value is "resident:home", either of which may be empty."""

    value: str
    name: str
    home: str
    more: str = ""
    """What tells two of the same name apart."""
    open: list[Open] = field(default_factory=list)


def parts_of(value: str) -> tuple[str, str]:
    """The resident's and the home's id in the value of a choice; empty for what is no id."""
    resident, _, home = value.partition(":")
    return (resident if key_of(resident) else ""), (home if key_of(home) else "")


def found_for(who: Who, words: str) -> list[Found]:
    """Who is meant by these words: by name, reference, e-mail, address or postcode. Six questions, however many are found."""
    if len(words.strip()) < _SHORTEST:
        return []
    residents = list(find_residents(who.landlord, words).order_by("name", "id")[:_MOST])
    homes = list(find_homes(who.landlord, words).order_by("postcode", "address", "id")[:_MOST])
    lived = (Q(from_on=None) | Q(from_on__lte=who.today)) & (Q(until_on=None) | Q(until_on__gte=who.today))
    rows = of(Residency, who.landlord).filter(lived).filter(Q(resident__in=residents) | Q(home__in=homes))
    pairs = [(each.resident, each.home) for each in rows.select_related("resident", "home").order_by("id")[: 4 * _MOST]]
    found = [_found(resident, home) for resident, home in pairs]
    housed, lived_in = {resident.pk for resident, _ in pairs}, {home.pk for _, home in pairs}
    found += [_found(each, None) for each in residents if each.pk not in housed]
    found += [_found(None, each) for each in homes if each.pk not in lived_in]
    found = found[: 2 * _MOST]
    _with_open(who, found)
    return found


def with_chosen(found: list[Found], picked: Found | None) -> list[Found]:
    """The one that was chosen first, so that it is not lost by looking for another."""
    return [*([picked] if picked else []), *(each for each in found if not picked or each.value != picked.value)]


def chosen(who: Who, value: str) -> Found | None:
    """The one that was chosen, looked up again: nothing in an address or a form is believed."""
    resident, home = parts_of(value)
    person = of(Resident, who.landlord).filter(pk=resident).first() if resident else None
    lives = of(Home, who.landlord).filter(pk=home).first() if home else None
    if person is None and lives is None:
        return None
    found = _found(person, lives)
    _with_open(who, [found])
    return found


def _found(resident: Resident | None, home: Home | None) -> Found:
    value = f"{resident.pk if resident else ''}:{home.pk if home else ''}"
    address = ", ".join([*home.address.splitlines(), home.postcode]).rstrip(", ") if home else ""
    more = ", ".join(filter(None, (resident.reference, resident.telephone or resident.email))) if resident else ""
    return Found(value, resident.name if resident else "Nobody on file there", address, more)


def open_of(who: Who, residents: Iterable[str], homes: Iterable[str]) -> list[tuple[str, str, Open]]:
    """Whose, where, and what is open of it: of these residents and homes, as far as one may see it. Two questions."""
    people, places = {each for each in residents if each}, {each for each in homes if each}
    theirs = Q(person__in=people) | Q(home__in=places)
    if not people and not places:
        return []
    complaints = visible(Summary.objects.filter(theirs, state__in=_OPEN), who.staff, who.today)
    requests = RequestSummary.objects.filter(theirs, landlord=who.landlord.pk, live=True)
    return [
        *(
            (row.person, row.home, Open(row.complaint, row.reference, row.about, _state(row), _rule(row)))
            for row in complaints.order_by("-received_on", "reference")[: 10 * _MOST]
        ),
        *(
            (row.person, row.home, Open(row.request, row.reference, row.what, "service request", _BESIDE, request=True))
            for row in requests.order_by("-asked_on", "reference")[: 10 * _MOST]
        ),
    ]


def _state(row: Summary) -> str:
    said = f"stage {row.stage}" if row.stage else ""
    return f"{said}, answered" if row.state == "answered" else said


def _rule(row: Summary) -> str:
    """The same as `joining_rule`, from what the list knows."""
    if row.state == "answered" or row.stage > 1:
        return "Stage 1 was answered: new points make a new complaint, linked to it (Code 6.8)."
    return "Not answered yet: new points about the same matter join it (Code 6.8)."


def _with_open(who: Who, found: list[Found]) -> None:
    """Put under each what is open of the person; of the home only where nobody is named."""
    pairs = [parts_of(each.value) for each in found]
    theirs = open_of(who, [resident for resident, _ in pairs], [home for _, home in pairs])
    for each, (resident, home) in zip(found, pairs, strict=True):
        each.open = [
            what for person, place, what in theirs if (resident and person == resident) or (home and place == home)
        ]
