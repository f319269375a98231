"""From an edition as it is written in a file to the frozen values that the other rooms use."""

from collections import defaultdict

from putright.rulebook.model import (
    Extension,
    Ground,
    Letter,
    LetterPart,
    Limit,
    PlaceKind,
    Provision,
    Rulebook,
    StageRule,
)
from putright.rulebook.written import EditionFile, ExtensionFile, LetterFile, LimitFile, ProvisionFile, StageFile

__all__ = ["built"]


def built(written: EditionFile) -> Rulebook:
    """The edition that was written, checked before by `loading`."""
    provisions = tuple(_provision(written, provision) for provision in written.provision)
    return Rulebook(
        family=written.family,
        edition=written.edition,
        title=written.title,
        body=written.body,
        published_on=written.published_on,
        published_doubt=written.published_doubt,
        published_source=written.cited(written.published_source),
        in_force_from=written.in_force_from,
        governs_complaints_made_from=written.governs_complaints_made_from,
        governs_source=written.cited(written.governs_source),
        governs_by=written.governs_by,
        binds=written.binds,
        status=written.status,
        convention=written.counting.convention,
        convention_source=written.cited(written.counting.source),
        convention_doubt=written.counting.doubt,
        extensions_needing_notice_in_time=written.notice_of_extension.in_time,
        extensions_notice_source=written.cited(written.notice_of_extension.source),
        extensions_notice_doubt=written.notice_of_extension.doubt,
        stages=tuple(_stage(written, stage) for stage in written.stage),
        letters=tuple(_letter(written, letter) for letter in written.letter),
        grounds=tuple(
            Ground(g.name, g.provision, g.summary, g.months, written.cited(g.source), g.doubt) for g in written.ground
        ),
        provisions=provisions,
        definition_of_a_complaint=written.definition.text,
        definition_provision=written.definition.provision,
        definition_source=written.cited(written.definition.source),
        definition_doubt=written.definition.doubt,
        _by_id={provision.id: provision for provision in provisions},
        _by_place=_by_place(provisions),
    )


def _by_place(provisions: tuple[Provision, ...]) -> dict[tuple[PlaceKind, str], tuple[Provision, ...]]:
    found: dict[tuple[PlaceKind, str], list[Provision]] = defaultdict(list)
    for provision in provisions:
        for place in provision.places:
            found[place.kind, place.name].append(provision)
    return {key: tuple(kept) for key, kept in found.items()}


def _provision(written: EditionFile, provision: ProvisionFile) -> Provision:
    own = (provision.id,) if written.is_latest else ()
    return Provision(
        id=provision.id,
        section=provision.section,
        summary=provision.summary,
        duty=provision.duty,
        kind=provision.kind,
        who=provision.who,
        judged=provision.judged,
        parameter=provision.parameter,
        maps_to_2024=own if provision.maps_to_2024 is None else provision.maps_to_2024,
        source=written.cited(provision.source),
        doubt=provision.doubt,
        note=provision.note,
        places=provision.places,
    )


def _stage(written: EditionFile, stage: StageFile) -> StageRule:
    return StageRule(
        number=stage.number,
        name=stage.name,
        acknowledge=_limit(written, stage.acknowledge) if stage.acknowledge else None,
        respond=_limit(written, stage.respond),
        extension=_extension(written, stage.extension) if stage.extension else None,
        other_person_provision=stage.other_person_provision,
        response_letter=stage.response_letter,
        optional=stage.optional,
    )


def _limit(written: EditionFile, limit: LimitFile) -> Limit:
    return Limit(limit.working_days, limit.counted_from, limit.provision, written.cited(limit.source), limit.doubt)


def _extension(written: EditionFile, extension: ExtensionFile) -> Extension:
    return Extension(
        working_days=extension.working_days,
        provision=extension.provision,
        details_provision=extension.details_provision,
        agreement_beyond_working_days=extension.agreement_beyond_working_days,
        agreement_provision=extension.agreement_provision,
        source=written.cited(extension.source),
        doubt=extension.doubt,
    )


def _letter(written: EditionFile, letter: LetterFile) -> Letter:
    parts = tuple(LetterPart(part.name, part.provision, part.summary, part.when) for part in letter.part)
    return Letter(letter.kind, parts, written.cited(letter.source), letter.doubt)
