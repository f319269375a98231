"""What counts as a complaint, and how it is taken (sections 1 and 3 of the 2024 edition)."""

from collections.abc import Iterable, Iterator

from putright.policy.check.judging import (
    Judgement,
    Look,
    departure,
    listed,
    met,
    not_stated,
    says,
    several,
    warning,
)
from putright.policy.vocabulary import Authority, ChannelKind

__all__ = [
    "any_member_of_staff",
    "any_words_count",
    "channels",
    "publicity",
    "representatives",
    "service_requests",
    "social_media",
    "stages_published",
    "surveys",
    "unhappy_request_becomes_complaint",
]


def any_words_count(look: Look) -> Iterator[Judgement]:
    """Nobody needs the word complaint, and whoever sounds dissatisfied is offered one."""
    definitions = look.policy.definitions
    set_aside = definitions.dissatisfaction_set_aside
    if set_aside is not None:
        yield departure(
            look,
            f"{says(set_aside)}: {set_aside.value}",
            "Offer a complaint whenever somebody is dissatisfied; whether there was a failure is what it finds out.",
            set_aside,
        )
    asked = {"that the word complaint is not needed": definitions.any_words}
    if look.also_in("choice_not_offered"):
        asked["that whoever is dissatisfied is offered a complaint"] = definitions.choice_offered
    yield from several(look, asked)


def service_requests(look: Look) -> Iterable[Judgement]:
    """What a service request is, kept apart from a complaint, recorded and reviewed."""
    definitions = look.policy.definitions
    reviewed = definitions.requests_reviewed
    asked = {
        "what a service request is, apart from a complaint": definitions.service_request,
        "that requests are recorded": definitions.requests_recorded,
    }
    if reviewed is None or reviewed.value:
        asked["that requests are watched and reviewed regularly"] = reviewed
        yield from several(look, asked)
        return
    yield from several(look, asked)
    note = f" {reviewed.note}" if reviewed.note else ""
    yield warning(
        f"{says(reviewed)} that requests are not yet reviewed regularly.{note}",
        "Begin the reviews, and say in the policy how often they are made.",
        reviewed,
    )


def unhappy_request_becomes_complaint(look: Look) -> Iterable[Judgement]:
    """Dissatisfaction with the answer to a request opens a complaint, and the work goes on."""
    definitions = look.policy.definitions
    return several(
        look,
        {
            "that a complaint is opened once a resident is unhappy with how a request was answered": (
                definitions.unhappy_request_becomes_complaint
            ),
            "that work on the request goes on": definitions.request_work_goes_on,
        },
    )


def surveys(look: Look) -> Iterable[Judgement]:
    """People surveyed learn how to complain."""
    return several(look, {"that people surveyed learn how to complain": look.policy.definitions.survey_signposted})


def channels(look: Look) -> Iterator[Judgement]:
    """More than one way in."""
    policy = look.policy.channels
    if policy.must_be_in_writing and policy.must_be_in_writing.value:
        yield departure(
            look,
            f"{says(policy.must_be_in_writing)} that complaints have to be in writing.",
            "Take complaints however they are made.",
            policy.must_be_in_writing,
        )
    kinds = list(dict.fromkeys(way.kind.replace("_", " ") for way in policy.ways))
    advice = "List the ways in: telephone, post, e-mail, online, in person, social media, any member of staff."
    if not kinds:
        yield not_stated(f"{look.document} does not list the ways to complain.", advice)
    elif len(kinds) == 1:
        yield departure(look, f"{says(*policy.ways, verb='give')} one way only: {kinds[0]}.", advice, *policy.ways)
    else:
        yield met(f"{says(*policy.ways, verb='give')} {len(kinds)} ways in: {listed(kinds)}.", *policy.ways)


def any_member_of_staff(look: Look) -> Iterator[Judgement]:
    """Any route, any member of staff."""
    ways = look.policy.channels.ways
    taken = [way for way in ways if way.kind in (ChannelKind.ANY_STAFF, ChannelKind.CONTRACTOR)]
    staff = [way for way in taken if way.kind is ChannelKind.ANY_STAFF]
    if not staff:
        yield not_stated(
            f"{look.document} does not say that a complaint can be made to any member of staff.",
            "Say so, and within how long it reaches the complaints team.",
        )
        return
    contractors = " and to contractors" if len(taken) > len(staff) else ""
    days = next((way.pass_on_working_days for way in staff if way.pass_on_working_days), None)
    within = f" It reaches the complaints team within {_working_days(days)}." if days else ""
    advice = "" if days else "Say within how long it reaches the complaints team."
    yield met(
        f"{says(*staff)} that complaints can be made to any member of staff{contractors}.{within}",
        *taken,
        advice=advice,
    )


def _working_days(days: int) -> str:
    return f"{days} working day{'s' * (days != 1)}"


def social_media(look: Look) -> Iterator[Judgement]:
    """What happens to a complaint made on social media, and how privacy is kept."""
    ways = [way for way in look.policy.channels.ways if way.kind is ChannelKind.SOCIAL_MEDIA]
    handled = [way for way in ways if way.handling]
    if handled:
        yield met(f"{says(*handled)}: {handled[0].handling}", *handled)
    elif ways:
        yield not_stated(
            f"{says(*ways, verb='take')} complaints on social media and does not say what happens then.",
            "Say that it is taken out of public view, and how privacy is kept.",
            *ways,
        )
    else:
        yield not_stated(
            f"{look.document} does not speak of social media.", "Say what happens to complaints made there."
        )


def stages_published(look: Look) -> Iterator[Judgement]:
    """The stages, what happens in each and the limits are in the policy, and the policy is on the website."""
    missing = []
    stages = {stage.number: stage for stage in look.policy.stage}
    for rule in look.rulebook.stages:
        stage = stages.get(rule.number)
        if rule.optional and stage is None:
            continue
        if stage is None or stage.respond is None:
            missing.append(f"within how long stage {rule.number} is answered")
        if rule.acknowledge is not None and (stage is None or stage.acknowledge is None):
            missing.append(f"within how long stage {rule.number} is acknowledged")
    website = look.policy.publicity.website
    if website is None:
        missing.append("that it is on the website")
    basis = (*look.policy.stage, website)
    if missing:
        yield not_stated(
            f"{look.document} does not say {listed(missing, 'nor')}.", f"Say in the policy {listed(missing)}.", *basis
        )
        return
    yield met(
        f"{says(*basis)} both what the stages are, with their limits, and where it is published.",
        *basis,
    )


def publicity(look: Look) -> Iterable[Judgement]:
    """How the policy, the Ombudsman and the Code are made known."""
    known = look.policy.publicity
    return several(
        look,
        {
            "how the policy is made known": known.told_in or known.website,
            "that the Ombudsman and the Code are made known with it": known.ombudsman_and_code,
        },
    )


def representatives(look: Look) -> Iterator[Judgement]:
    """Somebody may act for a resident, and come along to any meeting."""
    people = look.policy.representatives
    if people.authority is not None and people.authority.value is Authority.BEFORE_ACTING:
        form = f" ({people.form.value})" if people.form else ""
        yield warning(
            f"{says(people.authority)} that authority has to be shown before a representative "
            f"can act{form}. A complaint made by a representative may then not be logged when it comes in.",
            "Log the complaint when it comes in, whoever brings it, and hold back only personal information until the "
            "resident agrees; take that agreement in any form.",
            people.authority,
        )
    asked = {"that somebody may act for the resident": people.allowed}
    if look.also_in("accompaniment_not_offered") or not look.also_in("representative_refused"):
        asked["that somebody may come along to any meeting"] = people.meetings
    yield from several(look, asked)
