"""Words that an entry says were erased have to be gone, and words that no entry says so of have to be there."""

import pytest
from cast import ASKED, RECEIVED, as_stored, sql

from putright.complaint import events as e
from putright.complaint.events.vocabulary import ErasureBasis
from putright.records import store
from putright.records.models import Content


@pytest.fixture
def erased(record):
    """A complaint whose second entry's words were erased, and an entry that says so."""
    complaint = record.received().complaint
    record.done(e.EvidenceRecorded(RECEIVED, "d1", what="a letter from her doctor"), complaint=complaint)
    record.done(e.WordsErased(RECEIVED, next(iter(ErasureBasis)), (2,)), complaint=complaint, erasing=True)
    Content.objects.filter(complaint=complaint, number=2).update(text="", salt="", erased_at=ASKED)
    return complaint


def test_the_chain_still_verifies_after_erasure_and_the_entry_still_reads(record, erased):
    assert record.faults() == []
    told = store.read(record.landlord.id, erased)
    assert (told[0].event.in_their_words, told[1].event.what) == ("The damp is back.", "(erased)")
    record.done(e.Acknowledged(RECEIVED), complaint=erased)
    assert record.faults() == []


def test_words_that_come_back_after_erasure_are_found(record, erased):
    sql(
        "UPDATE content SET text = 'a letter from her doctor', erased_at = NULL WHERE complaint = %s AND number = 2",
        as_stored(erased),
    )
    (what,) = record.faults()
    assert what.endswith("are there, and an entry says that they were erased")


def test_words_erased_beyond_what_the_entry_says_are_found(record, erased):
    sql("UPDATE content SET text = '', salt = '', erased_at = %s WHERE complaint = %s", ASKED, as_stored(erased))
    assert record.faults()
    assert all(what.endswith("were erased, and no entry says so") for what in record.faults())


def test_words_marked_as_erased_and_still_there_are_found(record, erased):
    sql("UPDATE content SET text = 'still here' WHERE complaint = %s AND number = 2", as_stored(erased))
    (what,) = record.faults()
    assert what.endswith("are marked as erased and still there")
