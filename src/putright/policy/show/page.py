"""The residents' page, section by section: short sentences, "you" and "we", nothing that the data does not hold."""

from collections.abc import Iterator
from datetime import date

from putright.policy.check.judging import listed
from putright.policy.model import Exclusion, Policy
from putright.policy.show.blocks import Block, Bullets, Page, Paragraph, Section, Subheading, Term, Terms
from putright.policy.show.steps import procedure, sentence
from putright.policy.vocabulary import Authority, ChannelKind, StatedFlag
from putright.rulebook import Contact, PlaceKind, Rulebook, contacts
from putright.workdays import in_words

__all__ = ["Bullets", "Page", "Paragraph", "Section", "Subheading", "Terms", "residents_page"]

_WAYS = {
    ChannelKind.TELEPHONE: "Phone",
    ChannelKind.EMAIL: "E-mail",
    ChannelKind.POST: "Letter",
    ChannelKind.IN_PERSON: "In person",
    ChannelKind.ONLINE_FORM: "The form on our website",
    ChannelKind.WEBSITE: "Our website",
    ChannelKind.WEB_CHAT: "Web chat",
    ChannelKind.PORTAL: "Our online account",
    ChannelKind.APP: "Our app",
    ChannelKind.TEXT_MESSAGE: "Text message",
    ChannelKind.SOCIAL_MEDIA: "Social media",
    ChannelKind.ANY_STAFF: "Tell anybody who works for us",
    ChannelKind.CONTRACTOR: "Tell a contractor who does work for us",
    ChannelKind.PAPER_FORM: "A paper form",
    ChannelKind.OTHER: "Another way",
}
_LABELS = {"telephone": "Phone", "post": "Post", "form": "Online form", "web": "Website", "email": "E-mail"}


def residents_page(policy: Policy, edition: Rulebook, *, on: date) -> Page:
    """The page that residents read, with the Ombudsman's contact details as they are on the day `on`."""
    sections = [
        Section("", tuple(_opening(policy, edition))),
        Section("What a complaint is", tuple(_what_it_is(policy, edition))),
        Section("How to complain", tuple(_how(policy))),
        Section("Help, and somebody to act for you", tuple(_help(policy))),
        Section("What happens, and how long it takes", tuple(procedure(policy, edition))),
        Section("How we put things right", tuple(_putting_right(policy))),
        Section("What we may not take as a complaint", tuple(_exclusions(policy, edition))),
        Section(f"The {edition.body}", tuple(_ombudsman(edition, on))),
        Section("Worries about the safety of a building", tuple(_building_safety(policy, on))),
        Section("How we tell people about this", tuple(_publicity(policy, edition))),
        Section("About this policy", tuple(_about(policy))),
    ]
    title = f"How to complain to {policy.about.landlord.value}"
    return Page(title, tuple(section for section in sections if section.blocks))


def _true(stated: StatedFlag) -> bool:
    return stated is not None and stated.value


def _opening(policy: Policy, edition: Rulebook) -> Iterator[Block]:
    yield Paragraph(
        f"This page tells you how to complain to {policy.about.landlord.value}, what happens then, and how long it takes. "
        f"We follow the Complaint Handling Code of the {edition.body}."
    )
    yield Paragraph("A working day is a day from Monday to Friday that is not a bank holiday.")


def _what_it_is(policy: Policy, edition: Rulebook) -> Iterator[Block]:
    definitions = policy.definitions
    if definitions.complaint is not None:
        yield Paragraph(f"A complaint is \u201c{definitions.complaint.value.rstrip('.')}\u201d.")
    if _true(definitions.any_words):
        yield Paragraph("You do not have to call it a complaint.")
    if _true(definitions.choice_offered):
        yield Paragraph("If you tell us that you are unhappy, we ask whether you want to complain.")
    if _true(policy.people.staff_conduct_accepted):
        yield Paragraph("You can complain about how our staff behave.")
    if definitions.service_request is not None or edition.placed(PlaceKind.POLICY_CHECK, "service_requests"):
        yield from _service_request(policy)
    if _true(definitions.survey_signposted):
        yield Paragraph(
            "What you say in a survey is not by itself a complaint. When we ask you to fill one in, we tell you how to complain."
        )


def _service_request(policy: Policy) -> Iterator[Block]:
    definitions = policy.definitions
    yield Subheading("Asking for something to be put right")
    text = "When you ask us to put something right, such as a repair, that is a service request. It is not a complaint."
    if _true(definitions.requests_recorded):
        text += " We write it down"
        text += " and check regularly how requests are going." if _true(definitions.requests_reviewed) else "."
    yield Paragraph(text)
    unhappy = "If you are not happy with how we deal with your request, you can complain."
    if _true(definitions.unhappy_request_becomes_complaint):
        unhappy = "If you are not happy with how we deal with your request, we open a complaint."
    if _true(definitions.request_work_goes_on):
        unhappy += " We go on working on your request."
    yield Paragraph(unhappy)


def _how(policy: Policy) -> Iterator[Block]:
    ways = []
    for way in policy.channels.ways:
        text = _WAYS[way.kind] + (f": {way.detail}" if way.detail else "")
        if way.handling:
            text += f". {sentence(way.handling)}"
        if way.pass_on_working_days:
            days = way.pass_on_working_days
            text += f". They pass it to our complaints team within {days} working day{'s' * (days != 1)}"
        ways.append(sentence(text))
    if ways:
        yield Paragraph("You can complain in any of these ways:")
        yield Bullets(tuple(ways))
    people = policy.people
    if people.anonymous is not None:
        yield Paragraph(f"Complaints without a name: {sentence(people.anonymous.value)}")
    if people.non_customers is not None:
        yield Paragraph(f"If you are not our resident: {sentence(_ours(people.non_customers.value))}")


def _help(policy: Policy) -> Iterator[Block]:
    people = policy.people
    if _true(people.adjustments_made):
        text = "Tell us if you need things done differently, for example because of a disability. We make reasonable adjustments."
        if _true(people.adjustments_recorded):
            text += " We keep a record of them"
            text += " and check that they still work for you." if _true(people.adjustments_reviewed) else "."
        yield Paragraph(text)
    if people.formats is not None:
        yield Paragraph(f"You can have this in other ways: {listed(people.formats.value)}.")
    yield from _representatives(policy)


def _representatives(policy: Policy) -> Iterator[Block]:
    people = policy.representatives
    if _true(people.allowed):
        text = "Somebody else can complain for you."
        if people.authority is not None and people.authority.value is not Authority.NOT_NEEDED:
            text += f" We need to see that you agree{f' ({people.form.value})' if people.form else ''}."
        if _true(people.meetings):
            text += " You can bring somebody to any meeting with us."
        yield Paragraph(text)
    if _true(people.group_lead):
        text = "If several of you have the same complaint, choose one person to speak for the group."
        if _true(people.group_signed_authority):
            text += " The others sign to say that they agree."
        if _true(people.group_bound):
            text += " What we decide then stands for everybody in the group."
        yield Paragraph(text)


def _putting_right(policy: Policy) -> Iterator[Block]:
    remedies = policy.remedies
    if remedies.kinds is not None:
        yield Paragraph("When something has gone wrong, we say so and put it right. This can be:")
        yield Bullets(tuple(sentence(kind) for kind in remedies.kinds.value))
    if _true(remedies.fit_impact):
        yield Paragraph("What we do depends on how it affected you.")
    if remedies.compensation is not None:
        paid = remedies.payment_working_days
        when = f" Money is paid within {paid.value} working days." if paid is not None else ""
        yield Paragraph(f"The rules for money: {sentence(remedies.compensation.value)}{when}")
    if _true(remedies.promises_monitored):
        text = "We keep track of what we promise until it is done"
        yield Paragraph(f"{text}, and we keep you up to date." if _true(remedies.resident_updated) else f"{text}.")


def _exclusions(policy: Policy, edition: Rulebook) -> Iterator[Block]:
    acceptance = policy.acceptance
    if acceptance.exclusions:
        yield Paragraph("There are some things that we may not deal with as a complaint:")
        yield Bullets(tuple(_exclusion(one) for one in acceptance.exclusions))
    if _true(acceptance.own_merits):
        yield Paragraph("We always look at your complaint and your circumstances first.")
    text = "If we do not take your complaint, "
    text += "we tell you why. You" if _true(acceptance.refusal_explained) else "you"
    text += f" can ask the {edition.body} to look at that."
    yield Paragraph(f"{text} The Ombudsman may tell us to take your complaint.")
    if policy.escalation.grounds:
        yield Paragraph("We may also refuse to take a complaint further:")
        yield Bullets(tuple(sentence(_ours(one.name)) for one in policy.escalation.grounds))


def _exclusion(one: Exclusion) -> str:
    text = sentence(_ours(one.name))
    if one.discretion:
        text += f" We may still take it ({one.discretion_for})." if one.discretion_for else " We may still take it."
    if one.instead:
        text += f" Instead: {_ours(one.instead)}."
    return text


def _ours(text: str) -> str:
    """The data speaks of the landlord; on the page the landlord is speaking."""
    return text.replace("the landlord's", "our").replace("The landlord's", "Our")


def _ombudsman(edition: Rulebook, on: date) -> Iterator[Block]:
    yield Paragraph(
        f"You can ask the {edition.body} for advice at any time. Once you have our final answer, you can ask the Ombudsman "
        "to look into your complaint. You do not have to go through anybody else."
    )
    yield Terms(_terms(contact for contact in contacts(edition.family.replace("-", "_"), on=on) if contact.new_cases))


def _building_safety(policy: Policy, on: date) -> Iterator[Block]:
    stated = policy.handling.building_safety
    if stated is not None:
        yield Paragraph(sentence(_ours(stated.value)))
        yield Paragraph("The Building Safety Regulator:")
        yield Terms(_terms(iter(contacts("building_safety_regulator", on=on))))


def _terms(found: Iterator[Contact]) -> tuple[Term, ...]:
    return tuple(Term(_LABELS.get(one.kind, one.kind), one.value, _link(one)) for one in found)


def _link(contact: Contact) -> str:
    match contact.kind:
        case "telephone":
            return f"tel:{''.join(contact.value.split())}"
        case "email":
            return f"mailto:{contact.value}"
        case "web" | "form":
            return f"https://{contact.value.removeprefix('https://')}"
        case _:
            return ""


def _publicity(policy: Policy, edition: Rulebook) -> Iterator[Block]:
    known = policy.publicity
    if known.website is not None:
        yield Paragraph(f"Where to find our policy: {sentence(_ours(known.website.value))}")
    if known.told_in is not None:
        yield Paragraph(f"We also tell people about it in {listed(known.told_in.value)}.")
    if _true(known.ombudsman_and_code):
        yield Paragraph(
            f"When we tell people about our policy, we tell them about the {edition.body} and its Complaint Handling Code too."
        )
    yield Paragraph("The Code is on the Ombudsman's website: www.housing-ombudsman.org.uk.")


def _about(policy: Policy) -> Iterator[Block]:
    about = policy.about
    text = sentence(policy.name)
    if about.effective_from is not None:
        text += f" In force from {in_words(about.effective_from.value, weekday=False)}"
        text += f" until {in_words(about.effective_until.value, weekday=False)}." if about.effective_until else "."
    yield Paragraph(text)
    if policy.restrictions.policy is not None:
        yield Paragraph(
            f"What we do about behaviour that harms our staff is in: {sentence(policy.restrictions.policy.value)}"
        )
