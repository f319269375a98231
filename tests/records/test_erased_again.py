"""What was erased after a backup does not come back with it."""

import json
import shutil

import pytest
from cast import RECEIVED, at, sql
from django.db import connection

from putright.actions.erased_again import ErasuresError, erase_again
from putright.actions.erasing import Erase, erase
from putright.actions.erasures_listed import erasures_kept, keep_list
from putright.actions.filing import Upload, file_document
from putright.complaint import events as e
from putright.complaint.history import as_corrected
from putright.people.models import Staff
from putright.records import store
from putright.records.models import Content
from putright.records.retention_models import Disposal
from putright.records.storage import storage

LETTER = b"I have asthma and the damp is killing me.\n"


@pytest.fixture
def house(record, settings, tmp_path):
    settings.DOCUMENTS, settings.HOME = tmp_path / "documents", tmp_path
    return record


def brought_back(house, before):
    """Put the record back to what it was, as a restored backup does; the list of erasures is not in the backup."""
    if house.engine == "sqlite":
        connection.close()
        shutil.copy(before, house.home / "putright.sqlite3")
        for name in ("putright.sqlite3-wal", "putright.sqlite3-shm"):
            (house.home / name).unlink(missing_ok=True)


def erased_since_the_backup(house):
    complaint = house.received().complaint
    kept = house.received().complaint
    fact = e.EvidenceRecorded(RECEIVED, "", what="A letter.")
    filed = file_document(Upload(house.landlord.id, complaint, fact, "a.txt", [LETTER]), house.callum, at(1))
    before = house.home / "before.sqlite3"
    sql(f"VACUUM INTO '{before}'")
    house.done(e.Acknowledged(RECEIVED), complaint=complaint, at=at(2))
    erase(Erase(house.landlord.id, complaint, e.ErasureBasis.NOT_OURS, entries=(1, 2)), house.callum, at(3))
    assert not storage().has(filed.digest)
    (house.home / "put-back").write_bytes(LETTER)
    brought_back(house, before)
    storage().put(filed.digest, house.home / "put-back")
    return complaint, kept, filed


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_words_and_documents_that_came_back_are_gone_again_and_the_chain_verifies(house):
    complaint, kept, filed = erased_since_the_backup(house)
    assert "The damp is back." in Content.objects.filter(complaint=complaint).values_list("text", flat=True)
    lists = sorted(erasures_kept().glob("*.jsonl"))
    assert [path.stem for path in lists] == [str(house.landlord.id)]
    assert "damp" not in lists[0].read_text()
    (again,) = erase_again(lists, at(60))
    assert (again.words, again.documents) == (4, 1)  # her name too
    assert not storage().has(filed.digest)
    assert b"The damp is back." in (house.home / "putright.sqlite3").read_bytes()  # the other complaint's
    texts = Content.objects.filter(complaint=complaint, erased_at=None).values_list("text", flat=True)
    assert list(texts) == []
    assert Content.objects.filter(complaint=kept, erased_at=None).count() == 2  # her words and her name
    last = as_corrected(store.read(house.landlord.id, complaint))[-1]
    assert (last.on, last.basis, last.entries) == (RECEIVED, e.ErasureBasis.NOT_OURS, (1, 2))
    assert house.faults() == []
    assert list(erase_again(lists, at(61))) == []  # once is enough


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_it_is_done_also_when_whoever_decided_it_has_left(house):
    complaint, _, _ = erased_since_the_backup(house)
    Staff.objects.filter(pk=house.callum.pk).update(left_on=RECEIVED)
    assert len(list(erase_again(sorted(erasures_kept().glob("*.jsonl")), at(60)))) == 1
    logged = Disposal.objects.get(complaint=complaint)
    assert (logged.decided_by, logged.decided_at) == (str(house.callum.id), at(3))


def test_the_whole_of_a_complaint_is_said_by_number_so_that_what_was_added_since_stays(house):
    complaint = house.received().complaint
    told = {
        "landlord": str(house.landlord.id), "complaint": str(complaint), "number": 2, "entries": [],
        "reference": "AH-2604-0001", "basis": "time_over", "rule": "complaint", "source": "the schedule", "due_on": "2026-04-01",
        "decided_by": str(house.callum.id), "decided_at": at(1).isoformat(),
    }  # fmt: skip
    path = house.home / "list.jsonl"
    path.write_text(json.dumps({"format": "putright erasures 1"}) + "\n" + json.dumps(told) + "\n")
    house.done(e.UpdateGiven(RECEIVED, what="Said since."), complaint=complaint)
    assert [again.words for again in erase_again([path], at(5))] == [2]  # her words and her name
    assert list(Content.objects.filter(complaint=complaint, erased_at=None).values_list("text", flat=True)) == [
        "Said since."
    ]
    assert house.faults() == []


def test_a_list_that_is_none_erases_nothing(house):
    house.received()
    path = house.home / "list.jsonl"
    path.write_text('{"format": "something else"}\n')
    with pytest.raises(ErasuresError, match="nothing was erased again"):
        list(erase_again([path], at(5)))


def test_a_list_that_could_not_be_written_is_whole_the_next_time(house, settings):
    complaint = house.received().complaint
    settings.HOME = house.home / "a file"
    settings.HOME.write_text("")
    erase(Erase(house.landlord.id, complaint, e.ErasureBasis.NOT_OURS, entries=(1,)), house.callum, at(3))
    settings.HOME = house.home
    assert len(keep_list(house.landlord.id).read_text().splitlines()) == 2
