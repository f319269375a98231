"""The landlord of the demonstration: its people with a known password, its teams, posts, training and surveys."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from django.contrib.auth.hashers import make_password
from django.db import transaction

from putright.demo.homes import BY
from putright.demo.stories import Cast
from putright.demo.wording import people
from putright.people.changing import add
from putright.people.models import (
    Contractor,
    Landlord,
    NamedRole,
    Representative,
    Staff,
    SurveyTemplate,
    Team,
    TeamMember,
    Training,
)
from putright.people.roles import Lesson, Post, Role, Speaker
from putright.people.staffing import engage, leave
from putright.sign_in.models import DoorRules

__all__ = ["NAME", "Crew", "make_crew", "make_landlord", "password"]

NAME = "Alder Homes"
_BEGAN_DAYS = 1600
"""How long the people have been there: longer than the first complaint is old."""
_LEFT_DAYS = 130
_WHY = "Demonstration: nobody of this name exists."
_SPEAKERS = (
    ("Cllr Ade Adeyemi", Speaker.COUNCILLOR_OR_MP, "Northwater Town Council"),
    ("Bea Hughes", Speaker.FAMILY_OR_FRIEND, ""),
    ("Rosalind Marsh", Speaker.ADVICE_OR_SUPPORT, "Alderbridge Advice Centre"),
    ("Idris Powell", Speaker.FAMILY_OR_FRIEND, ""),
    ("Marek Nowak", Speaker.FAMILY_OR_FRIEND, ""),
    ("Osyn Law Centre", Speaker.SOLICITOR, "Osyn Law Centre"),
    ("Yvette Slater", Speaker.ATTORNEY_OR_DEPUTY, ""),
    ("Amal Haddad", Speaker.FAMILY_OR_FRIEND, ""),
)
_SIGNPOST = "If you are unhappy with anything we did or did not do, you can complain: ring us, write, or tell anybody who works here."


@dataclass(frozen=True, slots=True)
class Crew:
    """Everybody who works for the landlord, by short name, and as stories know them."""

    staff: Mapping[str, Staff]
    cast: Cast


def password() -> str:
    """What everybody of the demonstration signs in with."""
    said: str = people()["password"]
    return said


def make_landlord(name: str, code: str, policy: str, at: datetime) -> Landlord:
    """The landlord, with the policy that its complaints are assessed under."""
    made = add(Landlord(name=name, code=code, policy=policy), by=BY, at=at, why=_WHY)
    # Everybody here is one visitor who looks round: a second step for each of them would only stand in the way.
    DoorRules.objects.create(landlord=made, second_factor_required=False)
    return made


def make_crew(landlord: Landlord, today: date, at: datetime, chance: Random) -> Crew:
    """Staff, teams, a contractor, posts, training, representatives and surveys."""
    with transaction.atomic():
        staff = _staff(landlord, today, at)
        teams = _teams(landlord, staff, today, at)
        representatives = [
            add(
                Representative(
                    landlord=landlord, name=name, kind=kind.value, organisation=organisation,
                    email=f"{name.split()[-1].lower()}@speaking.example",
                ),
                by=BY, at=at,
            )
            for name, kind, organisation in _SPEAKERS
        ]  # fmt: skip
        _posts(landlord, staff, today, at)
        _training(landlord, staff, today, at, chance)
        _surveys(landlord, today, at)
    members = {each["team"]: each["key"] for each in people()["staff"] if "team" in each}
    cast = Cast(
        staff={key: str(each.pk) for key, each in staff.items()},
        teams={key: str(each.pk) for key, each in teams.items()},
        members=members,
        representatives=tuple(str(each.pk) for each in representatives),
        left_on=today - timedelta(days=_LEFT_DAYS),
    )
    return Crew(staff, cast)


def _staff(landlord: Landlord, today: date, at: datetime) -> dict[str, Staff]:
    """Everybody, with the one password: hashed once, because hashing is slow on purpose."""
    hashed = make_password(password())
    began = today - timedelta(days=_BEGAN_DAYS)
    found: dict[str, Staff] = {}
    for each in people()["staff"]:
        person = engage(
            landlord,
            email=f"{each['key']}@{landlord.code.lower()}.example",
            name=each["name"],
            roles=[Role(role) for role in each["roles"]],
            started_on=began,
            by=BY,
            at=at,
        )
        if each.get("left"):
            person = leave(person, left_on=today - timedelta(days=_LEFT_DAYS), by=BY, at=at)
        found[each["key"]] = person
    Staff.objects.filter(landlord=landlord).update(password=hashed, one_time_until=None)
    for person in found.values():
        person.password = hashed
    return found


def _teams(landlord: Landlord, staff: Mapping[str, Staff], today: date, at: datetime) -> dict[str, Team]:
    contractor = add(
        Contractor(landlord=landlord, name=people()["contractor"]["name"], email="desk@ash.example"), by=BY, at=at
    )
    found: dict[str, Team] = {}
    for key, name in people()["teams"].items():
        owner = contractor if key == "contractor" else None
        found[key] = add(
            Team(landlord=landlord, name=name, contractor=owner, email=f"{key.replace('_', '-')}@{landlord.code.lower()}.example"),
            by=BY, at=at,
        )  # fmt: skip
    for each in people()["staff"]:
        if "team" in each:
            row = TeamMember(
                landlord=landlord, team=found[each["team"]], staff=staff[each["key"]],
                from_on=today - timedelta(days=_BEGAN_DAYS),
            )  # fmt: skip
            add(row, by=BY, at=at)
    return found


def _posts(landlord: Landlord, staff: Mapping[str, Staff], today: date, at: datetime) -> None:
    began = today - timedelta(days=700)
    for post, key, ends in (
        (Post.COMPLAINTS_OFFICER, "callum", None),
        (Post.SENIOR_LEAD, "priya", None),
        (Post.MEMBER_RESPONSIBLE, "ezra", today + timedelta(days=20)),
    ):
        person = staff[key]
        add(
            NamedRole(landlord=landlord, post=post.value, name=person.name, staff=person, from_on=began, until_on=ends),
            by=BY, at=at,
        )  # fmt: skip


def _training(landlord: Landlord, staff: Mapping[str, Staff], today: date, at: datetime, chance: Random) -> None:
    """Induction for all, then twice a year; a few are a little behind."""
    for person in staff.values():
        began = person.started_on
        assert began is not None
        add(Training(landlord=landlord, staff=person, on=began + timedelta(days=9), lesson=Lesson.INDUCTION.value, about="How we handle complaints"), by=BY, at=at)  # fmt: skip
        last = today - timedelta(days=chance.choice((20, 45, 90, 120, 150, 175, 190)))
        until = person.left_on or today
        for back in (0, 1, 2):
            on = last - timedelta(days=170 * back)
            if on < until:
                row = Training(
                    landlord=landlord, staff=person, on=on, lesson=Lesson.REFRESHER.value, about=_ABOUT[back]
                )
                add(row, by=BY, at=at)


_ABOUT = ("Saying sorry, and meaning it", "Hearing dissatisfaction on the telephone", "Reasons a person can follow")


def _surveys(landlord: Landlord, today: date, at: datetime) -> None:
    after_repair = "How was the repair? How was the person who came? What should we do better?"
    rows = (
        SurveyTemplate(
            landlord=landlord, name="How we did, yearly", text=f"{after_repair}\n{_SIGNPOST}", signpost=_SIGNPOST,
            wider_feedback=True, from_on=today - timedelta(days=500), review_on=today + timedelta(days=15),
        ),
        SurveyTemplate(
            landlord=landlord, name="After a repair, by text message", text=after_repair, from_on=today - timedelta(days=500),
            why_not="A text message has room for three questions; the link in it leads to a page that says how.",
            review_on=today + timedelta(days=200),
        ),
    )  # fmt: skip
    for row in rows:
        add(row, by=BY, at=at)
