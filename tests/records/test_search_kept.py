"""What is searched beside words: names of people who are linked, what is written in documents; and mending all of it."""

import io

import pytest
from cast import RECEIVED, at
from docx import Document

from putright.actions.daily import DAILY
from putright.actions.erasing import Erase, erase
from putright.actions.filing import Filed, Upload, file_document
from putright.actions.reading_documents import index_document
from putright.actions.rebuild import rebuild
from putright.complaint import events as e
from putright.people import models as m
from putright.people.changing import add, change
from putright.records import search
from putright.records.filing_models import Filing
from putright.records.search_models import SearchRow


@pytest.fixture
def house(record, settings, tmp_path):
    settings.DOCUMENTS, settings.HOME = tmp_path / "documents", tmp_path
    return record


def found(house, text, by=None):
    by = by or house.callum
    answer = search.find(by.landlord_id, text, who=str(by.id), roles=by.roles_on(RECEIVED))
    return [(match.complaint, match.kind) for match in answer.matches]


def run(house, name, minutes=10):
    return dict(DAILY)[name](house.landlord, at(minutes))


def word_document(text):
    written = io.BytesIO()
    document = Document()
    document.add_paragraph(text)
    document.save(written)
    return written.getvalue()


def filed(house, complaint, name, content):
    fact = e.EvidenceRecorded(RECEIVED, "", what="A paper.")
    done = file_document(Upload(house.landlord.id, complaint, fact, name, [content]), house.callum, at(1))
    assert isinstance(done, Filed), done
    return Filing.objects.get(complaint=complaint, document=done.document)


def test_a_complaint_is_found_by_the_name_of_a_linked_resident_and_by_the_new_one_after_a_change(house):
    who = {"by": "the tests", "at": at(0)}
    asha = add(m.Resident(landlord=house.landlord, name="Asha Siân"), **who)
    other = add(m.Resident(landlord=house.other, name="Asha Elsewhere"), **who)
    complaint = house.done(e.ComplaintReceived(RECEIVED, person=str(asha.pk))).complaint
    house.done(e.ComplaintReceived(RECEIVED, person=str(other.pk)))  # another landlord's is nobody here
    assert found(house, "sian") == [(complaint, "person")]
    assert found(house, "elsewhere") == []
    change(asha, **who, name="Asha Jones")
    assert found(house, "jones") == []
    assert run(house, "names_again") == 1
    assert found(house, "jones") == [(complaint, "person")]
    assert found(house, "sian") == []
    assert run(house, "names_again") == 0


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("visit.txt", b"The hygrometer showed ninety per cent.\n"),
        ("visit.docx", word_document("The hygrometer showed ninety per cent.")),
    ],
)
def test_what_is_written_in_a_document_is_found_once_it_was_read_in_the_background(house, name, content):
    complaint = house.received().complaint
    filed(house, complaint, name, content)
    assert found(house, "hygrometer") == []
    assert run(house, "index_unread") == 1
    assert found(house, "hygrometer") == [(complaint, "document")]
    assert found(house, "hygrometer", by=house.femi) == []
    assert run(house, "index_unread") == 0  # once is enough


def test_a_document_without_words_is_tried_once_and_found_by_its_name(house):
    complaint = house.received().complaint
    filing = filed(house, complaint, "mould.png", b"\x89PNG\r\n\x1a\n" + b"x" * 40)
    broken = filed(house, complaint, "plan.pdf", b"%PDF-1.7\nnot one at all\n%%EOF\n")
    assert index_document(filing) is False
    assert index_document(broken) is False
    assert run(house, "index_unread") == 0
    assert found(house, "mould") == [(complaint, "document")]


def test_a_document_that_was_erased_is_not_found_nor_read_any_more(house):
    complaint = house.received().complaint
    filing = filed(house, complaint, "visit.txt", b"The hygrometer showed ninety per cent.\n")
    run(house, "index_unread")
    erase(Erase(house.landlord.id, complaint, e.ErasureBasis.NOT_OURS, entries=(2,)), house.callum, at(5))
    assert found(house, "hygrometer") == []
    assert index_document(filing) is False  # with the row as it was read before
    assert found(house, "hygrometer") == []


def test_rebuild_mends_what_is_searched_and_leaves_what_is_right(house):
    who = {"by": "the tests", "at": at(0)}
    asha = add(m.Resident(landlord=house.landlord, name="Asha Siân"), **who)
    first = house.done(e.ComplaintReceived(RECEIVED, person=str(asha.pk), in_their_words="The damp is back.")).complaint
    second = house.received().complaint
    filed(house, first, "visit.txt", b"The hygrometer showed ninety per cent.\n")
    run(house, "index_unread")
    right = set(SearchRow.objects.values_list("id", flat=True))
    list(rebuild(house.landlord, RECEIVED))
    assert set(SearchRow.objects.values_list("id", flat=True)) == right
    SearchRow.objects.filter(complaint=second, kind="words").delete()
    SearchRow.objects.filter(complaint=first, kind="words").update(words="something else")
    list(rebuild(house.landlord, RECEIVED))
    assert {complaint for complaint, _ in found(house, "damp")} == {first, second}
    assert found(house, "something else") == []
    assert found(house, "hygrometer") == [(first, "document")]
    assert found(house, "sian") == [(first, "person")]
