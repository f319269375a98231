"""Documents: kept once under their digest, told from their bytes, filed in the transaction of their entry."""

import errno
import hashlib
import io
import os
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from cast import at
from django.db import connection, transaction

from putright.actions import NotDone
from putright.actions import filing as acting
from putright.actions.filing import Filed, Upload, file_document
from putright.complaint import events as e
from putright.people.roles import Role
from putright.records import filing, storage
from putright.records.filing import orphans, sweep, verify_documents
from putright.records.filing_models import Filing
from putright.records.models import Content
from putright.records.storage import LocalFolder

PNG = b"\x89PNG\r\n\x1a\n" + b"mould" * 100
PDF = b"%PDF-1.7\n" + b"x" * 200


@pytest.fixture
def folder(settings, tmp_path):
    settings.DOCUMENTS = tmp_path / "documents"
    return settings.DOCUMENTS


def upload(record, complaint, name="wall.png", pieces=(PNG,), fact=None, **more):
    landlord = more.pop("landlord", record.landlord.id)
    return Upload(landlord, complaint, fact or e.EvidenceRecorded(None, "", "The wall."), name, pieces, **more)


def files(folder):
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_a_document_is_kept_once_and_the_entry_and_the_row_tell_of_it(record, folder):
    complaint = record.received().complaint
    done = file_document(upload(record, complaint), record.callum, at(1))
    digest = hashlib.sha256(PNG).hexdigest()
    assert done == Filed("d1", 2, digest, "wall.png", "image/png", len(PNG))
    (path,) = files(folder)
    assert path == folder / digest[:2] / digest
    assert path.read_bytes() == PNG
    assert path.stat().st_mode & 0o777 == 0o400
    assert filing.kept_bytes(Filing.objects.get()) == PNG
    other = record.received().complaint
    again = file_document(upload(record, other, "the same.png", (PNG[:7], PNG[7:])), record.callum, at(2))
    assert again.digest == digest
    assert files(folder) == [path]
    assert Filing.objects.count() == 2
    assert list(verify_documents()) == []
    assert record.faults() == []


@pytest.mark.usefixtures("folder")
def test_the_digest_stands_in_no_entry_in_the_clear(record):
    complaint = record.received().complaint
    done = file_document(upload(record, complaint), record.callum, at(1))
    assert all(done.digest not in row.body for row in record.entries(complaint))
    assert Content.objects.filter(field="digest", text=done.digest).exists()


@pytest.mark.usefixtures("folder")
def test_documents_are_counted_and_a_letter_has_its_own_name(record):
    complaint = record.received().complaint
    assert file_document(upload(record, complaint), record.callum, at(1)).document == "d1"
    assert file_document(upload(record, complaint, pieces=(PDF,)), record.callum, at(2)).document == "d2"
    letter = e.LetterSent(None, "w1", "acknowledgement_1", e.Channel.LETTER)
    assert file_document(upload(record, complaint, "a.pdf", (PDF,), letter), record.callum, at(3)).document == "w1"
    twice = file_document(upload(record, complaint, "a.pdf", (PDF,), letter), record.callum, at(4))
    assert "There is already a document “w1”" in twice.refused.message


@pytest.mark.usefixtures("folder")
def test_a_repeated_request_files_once(record):
    complaint, key = record.received().complaint, uuid4()
    first = file_document(upload(record, complaint, key=key), record.callum, at(1))
    again = file_document(upload(record, complaint, key=key), record.callum, at(2))
    assert again.again
    assert (again.document, again.number) == (first.document, first.number)
    assert Filing.objects.count() == 1
    other = file_document(upload(record, complaint, pieces=(PDF,), key=key), record.callum, at(3))
    assert "used before for something else" in other.refused.message


def _zip(*names):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as made:
        for name in names:
            made.writestr(name, "x")
    return held.getvalue()


WORD = _zip("[Content_Types].xml", "word/document.xml")
EXCEL = _zip("[Content_Types].xml", "xl/workbook.xml")
MAIL = b"From: asha@example.org\r\nSubject: damp\r\n still\r\nDate: Thu, 2 Apr 2026\r\n\r\nIt is back."


@pytest.mark.parametrize(
    ("name", "content", "kept_as", "media_type"),
    [
        ("a.pdf", PDF, "a.pdf", "application/pdf"),
        ("a.PNG", PNG, "a.PNG", "image/png"),
        ("report.pdf", PNG, "report.pdf.png", "image/png"),
        ("a.jpeg", b"\xff\xd8\xff\xe0" + b"j" * 20, "a.jpeg", "image/jpeg"),
        ("a", b"GIF89a" + b"g" * 20, "a.gif", "image/gif"),
        ("a.heic", b"\0\0\0\x18ftypheic" + b"h" * 20, "a.heic", "image/heic"),
        ("a.webp", b"RIFF\x10\0\0\0WEBPVP8 ", "a.webp", "image/webp"),
        ("a.wav", b"RIFF\x10\0\0\0WAVEfmt ", "a.wav", "audio/wav"),
        ("a.mp3", b"ID3\x04" + b"m" * 20, "a.mp3", "audio/mpeg"),
        ("a.mp3", b"\xff\xfb\x90\x00" + b"m" * 20, "a.mp3", "audio/mpeg"),
        ("a.m4a", b"\0\0\0\x18ftypM4A " + b"m" * 20, "a.m4a", "audio/mp4"),
        ("a.mov", b"\0\0\0\x18ftypqt  " + b"m" * 20, "a.mov", "video/mp4"),
        ("a.docx", WORD, "a.docx", None),
        ("a.zip", EXCEL, "a.zip.xlsx", None),
        ("a.eml", MAIL, "a.eml", "message/rfc822"),
        ("nodiadau.txt", "Lleithder yn y tŷ".encode(), "nodiadau.txt", "text/plain"),
        ("old.txt", b"It costs \xa320", "old.txt", "text/plain"),
        ("notepad.txt", "Damp".encode("utf-16"), "notepad.txt", "text/plain"),
        ("../../etc/passwd", b"root", "passwd.txt", "text/plain"),
    ],
)
@pytest.mark.usefixtures("folder")
def test_a_file_is_what_its_bytes_say(record, name, content, kept_as, media_type):
    done = file_document(upload(record, record.received().complaint, name, (content,)), record.callum, at(1))
    assert done.name == kept_as
    assert media_type in (None, done.media_type)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("invoice.pdf", b"MZ\x90\0" + b"\0" * 50, "not a kind of file that is kept here"),
        ("a.png", b"\x7fELF" + b"\0" * 50, "not a kind of file that is kept here"),
        ("a.zip", _zip("a.exe"), "not a kind of file that is kept here"),
        ("a.docx", b"PK\x03\x04" + b"\0" * 50, "not a kind of file that is kept here"),
        ("a.docx", _zip("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), "holds macros"),
        ("a.txt", b"<!DOCTYPE html><script>alert(1)</script>", "Web pages and drawings"),
        ("a.png", b"  <svg onload='x'>", "Web pages and drawings"),
        ("a.txt", b"", "The file is empty"),
        ("a.txt", b"a\0b\0\0\0", "not a kind of file"),
        ("a.mp4", b"\0\0\0\x18ftypzzzz", "not a kind of file"),
    ],
)
def test_what_is_not_kept_is_refused_in_a_sentence_and_leaves_nothing(record, folder, name, content, says):
    complaint = record.received().complaint
    no = file_document(upload(record, complaint, name, (content,)), record.callum, at(1))
    assert isinstance(no, NotDone)
    assert says in no.refused.message
    assert files(folder) == []
    assert len(record.entries(complaint)) == 1


def test_two_gigabytes_are_refused_while_they_arrive(record, folder):
    sent = []

    def pieces():
        piece = b"%PDF-" + b"0" * (1024 * 1024 - 5)
        for number in range(2048):
            sent.append(number)
            yield piece

    complaint = record.received().complaint
    no = file_document(upload(record, complaint, "film.pdf", pieces()), record.callum, at(1))
    assert no.refused.message.startswith("The file is larger than 100 MB")
    assert len(sent) == 101
    assert files(folder) == []


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("C:\\Users\\asha\\damp wall.jpg", "damp wall.jpg"),
        ("a\u202egpj.exe", "agpj.exe"),
        ("a\0b\x1b\n.txt", "ab .txt"),
        ("  ..hidden ", "hidden"),
        ("", "document"),
        ("///", "document"),
        ("con.txt", "document con.txt"),
        ('<b>"?*|:.pdf', "_b______.pdf"),
        ("Llythyr Siân.pdf", "Llythyr Siân.pdf"),
        ("e\u0301.txt", "é.txt"),
        ("x" * 300 + ".pdf", "x" * 186 + ".pdf"),
    ],
)
def test_names_are_cleaned(given, kept):
    assert filing.clean_name(given) == kept


def test_somebody_elses_complaint_is_not_there_and_takes_no_bytes(record, folder):
    complaint = record.received().complaint
    read = []

    def pieces():
        read.append(1)
        yield PNG

    no = file_document(upload(record, complaint, pieces=pieces()), record.femi, at(1))
    assert no.refused.message.startswith("There is no such complaint")
    no = file_document(upload(record, complaint, pieces=pieces(), landlord=record.other.id), record.femi, at(1))
    assert no.refused.message.startswith("There is no such complaint")
    record.done(e.MarkedConfidential(None, (str(record.callum.id),)), complaint=complaint)
    handler = record.staff("Hana", Role.HANDLER)
    no = file_document(upload(record, complaint, pieces=pieces()), handler, at(2))
    assert no.refused.message.startswith("There is no such complaint")
    assert read == []
    assert not folder.exists()


def test_what_may_not_be_recorded_leaves_a_file_that_is_swept_up_after_a_day(record, folder):
    complaint = record.received().complaint
    no = file_document(upload(record, complaint), record.staff("Ann", Role.AUDITOR), at(1))
    assert isinstance(no, NotDone)
    assert Filing.objects.count() == 0
    ((digest, written),) = orphans()
    assert digest == hashlib.sha256(PNG).hexdigest()
    assert sweep(written + timedelta(hours=23)) == []
    assert sweep(written + timedelta(hours=25)) == [digest]
    assert files(folder) == []


@pytest.mark.usefixtures("folder")
def test_a_crash_between_file_and_row_leaves_only_a_file_that_is_named(record, monkeypatch):
    complaint = record.received().complaint

    def crash(*_):
        raise RuntimeError("the power went")

    monkeypatch.setattr(acting, "perform", crash)
    with pytest.raises(RuntimeError):
        file_document(upload(record, complaint), record.callum, at(1))
    assert [digest for digest, _ in orphans()] == [hashlib.sha256(PNG).hexdigest()]
    assert len(record.entries(complaint)) == 1
    assert list(verify_documents()) == []


def test_a_document_that_is_still_filed_is_never_swept_up(record, folder):
    complaint = record.received().complaint
    file_document(upload(record, complaint), record.callum, at(1))
    assert sweep(datetime(2030, 1, 1, tzinfo=UTC)) == []
    assert len(files(folder)) == 1


def test_a_file_that_arrives_again_counts_as_new(record, folder):
    complaint = record.received().complaint
    file_document(upload(record, complaint), record.staff("Ann", Role.AUDITOR), at(1))
    (path,) = files(folder)
    os.utime(path, (0, 0))
    file_document(upload(record, complaint), record.staff("Abe", Role.AUDITOR), at(1))
    ((_, written),) = orphans()
    assert written.year > 2000


def test_every_damage_to_documents_is_found(record, folder):
    complaint = record.received().complaint
    done = file_document(upload(record, complaint), record.callum, at(1))
    (path,) = files(folder)
    path.chmod(0o600)
    path.write_bytes(PNG + b"!")
    assert [fault.what for fault in verify_documents()] == ["the bytes of document d1 are not the ones that were filed"]
    with pytest.raises(storage.Missing):
        filing.kept_bytes(Filing.objects.get())
    no = file_document(upload(record, complaint), record.callum, at(2))
    assert "has been damaged" in no.refused.message
    path.unlink()
    assert [fault.what for fault in verify_documents(record.landlord.id)] == ["the bytes of document d1 are gone"]
    path.write_bytes(PNG)
    Filing.objects.update(digest=hashlib.sha256(PDF).hexdigest())
    LocalFolder(folder).put(hashlib.sha256(PDF).hexdigest(), _written(folder, PDF))
    assert [fault.what for fault in verify_documents()] == ["document d1 is not the one that the entry tells of"]
    Filing.objects.all().delete()
    assert [(fault.number, fault.what) for fault in verify_documents()] == [
        (2, "the entry tells of a document that is filed nowhere")
    ]
    assert list(verify_documents(record.other.id)) == []
    assert done.number == 2


def _written(folder, content):
    path = folder / "made"
    path.write_bytes(content)
    return path


def test_a_full_disk_is_a_sentence_and_nothing_is_kept(record, folder, monkeypatch):
    complaint = record.received().complaint

    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(storage.os, "link", full)
    no = file_document(upload(record, complaint), record.callum, at(1))
    assert no.refused.message.startswith("The file could not be kept, because the disk would not take it")
    assert files(folder) == []
    assert len(record.entries(complaint)) == 1


def test_a_disk_without_links_keeps_documents_too(record, folder, monkeypatch):
    def unknown(*_):
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(storage.os, "link", unknown)
    done = file_document(upload(record, record.received().complaint), record.callum, at(1))
    assert [path.name for path in files(folder)] == [done.digest]


def test_no_digest_leads_out_of_the_folder(tmp_path):
    kept = LocalFolder(tmp_path)
    for digest in ("../../etc/passwd", "", "A" * 64, "/" * 64):
        with pytest.raises(storage.Missing):
            kept.open(digest)


class Elsewhere:
    """A storage as an object store's would be: nothing of it is in the folder."""

    held: dict = {}  # noqa: RUF012

    def put(self, digest, whole):
        self.held.setdefault(digest, Path(whole).read_bytes())

    def has(self, digest):
        return digest in self.held

    def open(self, digest):
        return io.BytesIO(self.held[digest])

    def equals(self, digest):
        return hashlib.sha256(self.held[digest]).hexdigest() == digest

    def kept(self):
        return iter([(digest, datetime(2026, 4, 2, tzinfo=UTC)) for digest in self.held])

    def remove(self, digest):
        self.held.pop(digest, None)


def test_another_storage_is_used_by_naming_it(record, folder, settings):
    settings.DOCUMENTS_STORAGE = f"{__name__}.Elsewhere"
    done = file_document(upload(record, record.received().complaint), record.callum, at(1))
    assert list(Elsewhere.held) == [done.digest]
    assert list(verify_documents()) == []
    assert files(folder) == []
    Elsewhere.held.clear()


@pytest.mark.usefixtures("record")
def test_the_lock_is_a_statement_both_engines_know():
    with transaction.atomic():
        filing.hold("f" * 64)
    assert connection.vendor in ("sqlite", "postgresql")
