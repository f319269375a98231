"""What was changed, deleted or moved behind the system's back is found: a thousand times at random, and case by case."""

import contextlib
import os
from random import Random

import pytest
from cast import ASKED, RECEIVED, as_stored, at, sql, without_guards
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from stories import tell
from tampering import (
    CONTENT,
    ENTRY,
    REQUEST,
    SUMMARY,
    WAYS,
    chain_again,
    change,
    other,
    signature,
    stream_of,
    tell_the_requests,
)

from putright.actions.rebuild import rebuild
from putright.complaint import events as e
from putright.records import chain
from putright.records.integrity import check_signature, checkpoint, verify
from putright.records.models import Content, Entry, Request, Summary
from putright.records.store import sheaves

TIMES = int(os.environ.get("PUTRIGHT_TEST_TAMPERINGS", "1000")) // 2
"""Half of them on each engine."""
SECRET = "the installation's own key"


@pytest.fixture
def told(record):
    """A record with a past, on which everything is right; the guards are gone."""
    for seed in range(3):
        tell(record, Random(seed), 5)
    record.done(
        e.ComplaintReceived(RECEIVED, in_their_words="Another landlord's."), by=record.femi, landlord=record.other.id
    )
    assert record.faults() == []
    without_guards()
    return record


class Undo(Exception):  # noqa: N818  it is no error
    """Take it back again."""


@pytest.fixture
def undone():
    """Something that is done and taken back again."""

    def run(work):
        found = []
        with contextlib.suppress(Undo), transaction.atomic():
            found.append(work())
            raise Undo
        return found[0]

    return run


def test_a_thousand_random_edits_deletions_and_reorderings_are_all_found(told, undone):
    missed = []
    for seed in range(TIMES):
        chance = Random(seed)

        def tamper(chance=chance):
            what = chance.choice(WAYS)(chance)
            return what, told.faults()

        what, faults = undone(tamper)
        if not faults:
            missed.append((seed, what))
    assert missed == []
    assert told.faults() == []


@pytest.mark.parametrize(
    ("model", "columns"),
    [(Entry, ENTRY), (Content, CONTENT), (Request, REQUEST), (Summary, SUMMARY)],
    ids=["entry", "content", "request", "summary"],
)
def test_every_column_that_is_evidence_is_covered_in_a_first_a_middle_and_a_last_row(told, undone, model, columns):
    rows = list(model.objects.order_by("pk"))
    for column in columns:
        for row in (rows[0], rows[len(rows) // 2], rows[-1]):
            value = getattr(row, column)
            new = ASKED if value is None else other(Random(2), value)

            def tamper(row=row, column=column, new=new):
                change(row, column, new)
                return told.faults()

            assert undone(tamper), (row.pk, column, value, new)


def test_a_salt_written_another_way_is_found_although_it_means_the_same(told, undone):
    row = Content.objects.exclude(salt="").first()
    for salt in (row.salt.upper(), row.salt[:-2], "", "zz"):
        assert undone(lambda salt=salt: (change(row, "salt", salt), told.faults())[1]), salt


def test_the_columns_that_are_not_evidence_are_few_and_named():
    evident = {Entry: ENTRY, Content: CONTENT, Request: REQUEST}
    left = {
        model.__name__: {f.column for f in model._meta.concrete_fields} - set(columns)
        for model, columns in evident.items()
    }
    assert left == {"Entry": set(), "Content": set(), "Request": {"asked"}}


def test_what_is_removed_from_every_table_alike_shows_against_a_checkpoint(told):
    kept = checkpoint(told.landlord.id, SECRET, ASKED)
    assert list(check_signature(kept, SECRET)) == []
    complaint = stream_of(Random(3), landlord=told.landlord.id)[0].complaint
    for table in ("entry", "content", "request", "summary", "stage_summary", "promise_summary"):
        sql(f"DELETE FROM {table} WHERE complaint = %s", as_stored(complaint))
    assert told.faults() == []  # nothing is left that could tell
    (sentence,) = check_signature(kept, SECRET)
    assert str(complaint) in sentence
    assert sentence.endswith("is gone.")


def test_an_end_cut_off_in_every_table_alike_shows_against_a_checkpoint(told):
    kept = checkpoint(told.landlord.id, SECRET, ASKED)
    stream = max((stream_of(Random(seed), landlord=told.landlord.id) for seed in range(20)), key=len)
    first = Request.objects.filter(complaint=stream[0].complaint).order_by("first_number").first()
    for table, column in (("entry", "number"), ("content", "number"), ("request", "first_number")):
        sql(
            f"DELETE FROM {table} WHERE complaint = %s AND {column} > %s", as_stored(first.complaint), first.last_number
        )
    sql(
        "UPDATE summary SET last_number = %s, last_digest = %s WHERE complaint = %s",
        first.last_number,
        first.last_digest,
        as_stored(first.complaint),
    )
    assert told.faults() == []
    assert len(list(check_signature(kept, SECRET))) == 1


def test_a_stream_forged_in_every_table_alike_shows_against_a_checkpoint(told):
    kept = checkpoint(told.landlord.id, SECRET, ASKED)
    stream = stream_of(Random(0), landlord=told.landlord.id)
    change(stream[0], "recorded_by", "Femi")
    stream[0].recorded_by = "Femi"
    last = chain_again(stream, 0)
    tell_the_requests(stream)
    sql("UPDATE summary SET last_digest = %s WHERE complaint = %s", last, as_stored(stream[0].complaint))
    assert told.faults() == []
    (sentence,) = check_signature(kept, SECRET)
    assert "is not the one that was there" in sentence


def test_a_checkpoint_that_was_changed_or_is_not_ours_is_refused(told):
    kept = checkpoint(told.landlord.id, SECRET, ASKED)
    assert kept["signature"] == signature(SECRET, {name: value for name, value in kept.items() if name != "signature"})
    fewer = {**kept, "complaints": dict(list(kept["complaints"].items())[1:])}
    for tried, secret in ((fewer, SECRET), (kept, "another key"), ({**kept, "signature": "ü"}, SECRET)):
        with pytest.raises(ValueError, match="signature"):
            list(check_signature(tried, secret))


def test_a_checkpoint_does_not_mind_what_came_later(told):
    kept = checkpoint(told.landlord.id, SECRET, ASKED)
    complaint = Summary.objects.filter(landlord=told.landlord.id).first()
    told.received(at=at(5))
    told.done(e.EvidenceRecorded(RECEIVED, "late"), complaint=complaint.complaint, reason="-")
    assert list(check_signature(kept, SECRET)) == []


@pytest.mark.parametrize("way", ["cut", "forged"])
def test_rebuild_does_not_wipe_away_what_shows_a_tampering(told, way):
    stream = max((stream_of(Random(seed), landlord=told.landlord.id) for seed in range(20)), key=len)
    if way == "cut":
        for table, column in (("entry", "number"), ("content", "number"), ("request", "last_number")):
            sql(f"DELETE FROM {table} WHERE complaint = %s AND {column} > 1", as_stored(stream[0].complaint))
    else:
        change(stream[-1], "recorded_by", "Femi")
        stream[-1].recorded_by = "Femi"
        chain_again(stream, len(stream) - 1)
        tell_the_requests(stream)
    before = told.faults()
    assert before
    left = [each for each in rebuild(told.landlord, RECEIVED) if each.left]
    assert [each.complaint for each in left] == [stream[0].complaint]
    assert told.faults() == before


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)  # PostgreSQL keeps every value to its kind
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entry SET recorded_at = 'yesterday' WHERE number = 1",
        "UPDATE entry SET number = 'two' WHERE number = 2",
        "UPDATE entry SET landlord = 'nobody' WHERE number = 1",
        "UPDATE entry SET body = x'ff00' WHERE number = 1",
        "UPDATE entry SET key = '' WHERE number = 1",
        "UPDATE content SET salt = 'no salt'",
        "UPDATE content SET salt = 'ŵ'",
        "UPDATE content SET complaint = 12",
        "UPDATE request SET last_number = 'many'",
        "UPDATE summary SET last_number = 'x', last_digest = 3",
        "UPDATE entry SET complaint = upper(complaint), landlord = upper(landlord) WHERE number = 2",
    ],
)
def test_values_that_no_program_of_ours_wrote_are_found_and_not_stumbled_over(told, undone, statement):
    def tamper():
        sql(statement)
        return told.faults()

    assert undone(tamper)


def test_a_body_that_is_no_json_is_found_even_with_every_digest_made_right(told, undone):
    stream = stream_of(Random(1), landlord=told.landlord.id)

    def tamper(body):
        change(stream[-1], "body", body)
        stream[-1].body = body
        last = chain_again(stream, len(stream) - 1)
        tell_the_requests(stream)
        sql("UPDATE summary SET last_digest = %s WHERE complaint = %s", last, as_stored(stream[-1].complaint))
        return told.faults()

    for body in ("{", "[]", "12", '{"on": 5}', '{"what": {"content": 1, "digest": "ü"}, "on": "unknown"}', "null"):
        assert undone(lambda body=body: tamper(body)), body


def test_verify_asks_a_few_questions_for_many_complaints_and_holds_few_of_them_at_once(told):
    with CaptureQueriesContext(connection) as few:
        assert list(verify(told.landlord.id)) == []
    for _ in range(30):
        told.received()
    with CaptureQueriesContext(connection) as many:
        assert list(verify(told.landlord.id)) == []
    assert len(many) == len(few)
    entries = Entry.objects.filter(landlord=told.landlord.id).count()
    batches = list(sheaves(told.landlord.id, size=10))
    assert len(batches) > 3
    longest = max(len(sheaf.entries) for batch in batches for sheaf in batch)
    assert max(sum(len(sheaf.entries) for sheaf in batch) for batch in batches) <= max(10, 2 * longest)
    assert sum(len(sheaf.entries) for batch in batches for sheaf in batch) == entries
    complaints = [sheaf.complaint for batch in batches for sheaf in batch]
    assert complaints == sorted(set(complaints))


def test_the_digest_is_what_the_documentation_says():
    import hashlib

    envelope = {"number": 1, "landlord": "a", "text": "ŵ"}
    said = hashlib.sha256(
        ("0" * 64 + '\n{"landlord":"a","number":1,"text":"ŵ"}\n{"on":"2026-04-02"}').encode()
    ).hexdigest()
    assert chain.digest_of(chain.START, envelope, '{"on":"2026-04-02"}') == said
    with pytest.raises(TypeError):
        chain.canonical({"money": 1.5})
