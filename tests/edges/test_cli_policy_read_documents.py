"""The two real policies, read by the program, against the same policies as a person wrote them down.

The documents are not ours to ship; where they are absent these tests are skipped.
"""

from pathlib import Path

import pytest

from putright.documents import read_document
from putright.policy import shipped_policy
from putright.policy.check import Grade, check
from putright.policy.reading import read_prose
from putright.policy.vocabulary import Sure
from putright.rulebook import rulebook

DOCUMENTS = Path(__file__).parents[2].parent / "shared" / "documents"
NAMES = {"thrive-2026": "thrive-complaints-policy-2026.txt", "together-2021": "together-complaints-policy-2021.txt"}

pytestmark = pytest.mark.skipif(not DOCUMENTS.is_dir(), reason="the landlords' documents are not beside the repository")


@pytest.fixture(scope="module", params=NAMES)
def both(request):
    """A policy as it was read, and as a person wrote it down."""
    return read_prose(read_document(DOCUMENTS / NAMES[request.param])).policy, shipped_policy(request.param)


def value(statement):
    return statement.value if statement else None


def test_stages_and_their_limits(both):
    read, written = both
    for field in ("acknowledge", "respond", "extension", "ask_within", "final", "other_person", "reasons_required"):
        found = [(one.number, value(getattr(one, field))) for one in read.stage]
        assert found == [(one.number, value(getattr(one, field))) for one in written.stage], field
    assert all(one.respond.sure is Sure.HIGH for one in read.stage)


def test_limits_are_cited_where_a_person_cites_them(both):
    read, written = both
    for field in ("acknowledge", "respond", "extension"):
        found = [getattr(one, field).section for one in read.stage]
        assert found == [getattr(one, field).section for one in written.stage]


def test_what_stands_before_stage_1(both):
    read, written = both

    def of(policy):
        return [
            (one.name, one.kind, one.working_days, one.section, one.may_end_the_complaint, one.right_to_go_on)
            for one in policy.pre_stage
        ]

    assert of(read) == of(written)


def test_exclusions(both):
    read, written = both

    def of(policy):
        return {
            (one.ground, one.months, one.from_awareness, one.discretion, one.proceedings, one.section)
            for one in policy.acceptance.exclusions
        }

    assert of(read) == of(written)


def test_ways_to_complain(both):
    read, written = both

    def of(policy):
        return sorted((one.kind, one.section) for one in policy.channels.ways)

    assert of(read) == of(written)


def test_the_definition_word_for_word(both):
    read, written = both
    assert read.definitions.complaint.value == written.definitions.complaint.value
    assert read.definitions.complaint.section == written.definitions.complaint.section


def test_contacts_old_and_new(both):
    read, written = both

    def of(policy):
        return {(one.body, one.kind, one.value, one.section) for one in policy.contact}

    assert of(written) <= of(read)
    assert {one[2] for one in of(read) - of(written)} <= {"housing-ombudsman.org.uk"}


def test_dates_and_names(both):
    read, written = both
    for field in ("landlord", "version", "jurisdiction", "effective_from", "effective_until", "next_review"):
        assert value(getattr(read.about, field)) == value(getattr(written.about, field)), field


def test_the_check_finds_the_same_in_the_draft(both):
    read, written = both
    code = rulebook("2024")

    def graded(policy, grade):
        return sorted(one.provision for one in check(policy, code, on=None) if one.grade is grade)

    assert graded(read, Grade.BREACH) == graded(written, Grade.BREACH)
    assert graded(read, Grade.WARNING) == graded(written, Grade.WARNING)
    assert set(graded(read, Grade.MET)) <= set(graded(written, Grade.MET))
