"""From a complaint to a letter: the template's sentences, the complaint's facts, and what a person wrote."""

from collections.abc import Callable
from functools import cache

from putright.blocks import Block, Envelope, Layout, Paper, Paragraph, Signature, clean
from putright.complaint.assess import Assessment
from putright.complaint.state import Complaint
from putright.letters.facts import LandlordFacts, Person, Setting, Written
from putright.letters.fields import Shape, all_fields
from putright.letters.kinds import Kind
from putright.letters.letter import Letter, SlotState
from putright.letters.matter import Matter, Value
from putright.letters.phrases import phrases
from putright.letters.rendering import Rendered, render
from putright.letters.required import Circumstances, Required, required
from putright.letters.templates import Template, shipped_template
from putright.letters.values import slot_text, value_of

__all__ = ["compose", "required_for"]


def compose(
    kind: Kind,
    complaint: Complaint,
    assessment: Assessment,
    landlord: LandlordFacts,
    written: Written,
    setting: Setting,
) -> Letter:
    """The letter as far as it can be written now. What is lacking shows in it as a gap, and `check` names it.

    Raises YearNotKnown where a date needs a year whose bank holidays are not known.
    """
    matter = _matter(kind, complaint, assessment, landlord, written, setting)
    template = written.template or shipped_template(kind.name, _language(matter))
    value = cache(lambda name: value_of(matter, name))
    rendered = render(template.body, value, gap=lambda prompt: matter.say.say("letter.to_write", prompt=prompt))
    subject = _subject(template, value)
    greeting, closing = _greeting(matter), _closing(matter)
    paper = Paper(
        title=subject,
        blocks=(greeting, *rendered.blocks, *closing),
        language=_language(matter),
        author=landlord.name,
        letterhead=landlord.letterhead,
        envelope=_envelope(matter),
        running=_running(matter),
        page_of=matter.say.say("letter.page"),
    )
    return Letter(
        kind=kind,
        stage=matter.stage,
        edition=assessment.rulebook.name,
        paper=paper,
        layout=_layout(matter.reader),
        template=f"{template.name} {template.version} {template.language}",
        required=_required(matter),
        carried=frozenset(rendered.carried),
        slots=_slots(matter, rendered),
        gaps=tuple((name, each.lacks) for name, each in rendered.used.items() if each.lacks),
    )


def required_for(
    kind: Kind, complaint: Complaint, assessment: Assessment, landlord: LandlordFacts, setting: Setting
) -> tuple[Required, ...]:
    """The parts that a letter of that kind has to hold for this complaint, as it stands."""
    return _required(_matter(kind, complaint, assessment, landlord, Written(), setting))


def _matter(
    kind: Kind,
    complaint: Complaint,
    assessment: Assessment,
    landlord: LandlordFacts,
    written: Written,
    setting: Setting,
) -> Matter:
    plain = Matter(kind, complaint, assessment, landlord, written, setting, phrases(landlord.language))
    return Matter(kind, complaint, assessment, landlord, written, setting, phrases(_language(plain)))


def _language(matter: Matter) -> str:
    """The language the letter is in: the one chosen where we have all its sentences, else English as a whole."""
    if matter.written.template is not None:
        language = matter.written.template.language
        return _ENGLISH if language == "en" else language
    wanted = matter.written.language or matter.reader.language or matter.landlord.language
    tag = wanted.split("-", maxsplit=1)[0].lower()
    whole = phrases(wanted).language == tag and shipped_template(matter.kind.name, wanted).language == tag
    return wanted if whole else _ENGLISH


_ENGLISH = "en-GB"


def _required(matter: Matter) -> tuple[Required, ...]:
    policy = matter.setting.terms.policy if matter.setting.terms else None
    extensions = matter.record.extensions
    circumstances = Circumstances(
        something_went_wrong=matter.upheld,
        last_stage=matter.last_stage,
        building_safety=matter.building_safety and matter.last_stage,
        extension_agreed=bool(extensions) and bool(extensions[-1].agreed_by_resident),
    )
    return required(matter.kind, matter.edition, policy, circumstances)


def _subject(template: Template, value: Callable[[str], Value]) -> str:
    rendered = render(template.subject, value, gap=lambda prompt: prompt)
    first = next(iter(rendered.blocks), None)
    return first.words if isinstance(first, Paragraph) and isinstance(first.words, str) else template.written_subject


def _greeting(matter: Matter) -> Block:
    if matter.kind.to == "ombudsman":
        name = matter.ombudsman_name
    else:
        reader = matter.reader
        name = reader.salutation or reader.name or matter.say.say("letter.somebody")
    return Paragraph(matter.say.say("letter.dear", name=name))


def _closing(matter: Matter) -> tuple[Block, ...]:
    signer = matter.signer
    lines = tuple(each for each in (signer.role, matter.landlord.name) if each)
    name = signer.name or matter.landlord.name
    return (Signature(matter.say.say("letter.closing"), name, lines if signer.name else lines[:0]),)


def _envelope(matter: Matter) -> Envelope:
    say = matter.say.say
    references = [(say("letter.our_reference"), matter.setting.reference)] if matter.setting.reference else []
    if matter.kind.to == "ombudsman":
        post = next((each.value for each in matter.ombudsman_contacts if each.kind == "post"), matter.ombudsman_name)
        theirs = value_of(matter, "ombudsman_reference").words
        references = [(say("letter.their_reference"), theirs), *references] if theirs else references
        lines = tuple(part.strip() for part in post.split(","))
        return Envelope(lines, matter.say.day(matter.setting.on), tuple(references))
    reader = matter.reader
    name = reader.name or reader.salutation or say("letter.somebody")
    if reader is not matter.resident and matter.resident.name:
        references.append((say("letter.on_behalf_of", name=""), matter.resident.name))
    return Envelope((name, *reader.address), matter.say.day(matter.setting.on), tuple(references))


def _running(matter: Matter) -> str:
    if not matter.setting.reference:
        return matter.landlord.name
    return matter.say.say("letter.running", landlord=matter.landlord.name, reference=matter.setting.reference)


def _layout(reader: Person) -> Layout:
    return Layout(reader.layout) if reader.layout in set(Layout) else Layout.STANDARD


def _slots(matter: Matter, rendered: Rendered) -> tuple[SlotState, ...]:
    known = all_fields()
    found = []
    for name in rendered.used:
        if known[name].shape is Shape.SLOT:
            text, from_record = slot_text(matter, name)
            left_out = name in matter.written.slots and not text
            state = SlotState(name, known[name].says, clean(text), known[name].optional, from_record, left_out)
            found.append(state)
    return tuple(found)
