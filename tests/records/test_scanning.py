"""Files are looked at by a virus scanner before they are kept. A socket here speaks clamd's INSTREAM; no clamd runs."""

import socketserver
import struct
import threading
from pathlib import Path

import pytest
from cast import RECEIVED, at

from putright.actions.filing import Filed, Upload, file_document, file_put_aside
from putright.complaint import events as e
from putright.records.filing import orphans, verify_documents
from putright.records.filing_models import Filing

# The test virus that every scanner knows, in two parts so that no scanner takes this file for it.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class Clamd(socketserver.StreamRequestHandler):
    """INSTREAM as its manual has it: a length of four bytes before each piece, nought at the end."""

    def handle(self):
        assert self.rfile.read(10) == b"zINSTREAM\0"
        held = b""
        while size := struct.unpack(">I", self.rfile.read(4))[0]:
            held += self.rfile.read(size)
        self.server.heard.append(len(held))
        said = self.server.says or (b"stream: Eicar-Signature FOUND" if EICAR in held else b"stream: OK")
        self.wfile.write(said + b"\0")


@pytest.fixture
def clamd():
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Clamd) as server:
        server.daemon_threads, server.heard, server.says = True, [], b""
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture
def house(record, settings, tmp_path):
    settings.DOCUMENTS, settings.HOME = tmp_path / "documents", tmp_path
    return record


def filed(house, content, name="a.txt"):
    house.complaint = getattr(house, "complaint", None) or house.received().complaint
    upload = Upload(house.landlord.id, house.complaint, e.EvidenceRecorded(RECEIVED, "", what="Hers."), name, [content])
    return file_document(upload, house.callum, at(1))


def aside(house):
    return sorted(path.suffix for path in (house.home / "documents" / "aside").glob("*"))


def test_a_clean_file_is_kept_and_a_virus_is_not(house, settings, clamd):
    settings.CLAMD = f"127.0.0.1:{clamd.server_address[1]}"
    long = b"words\n" * 100_000  # more than one piece
    assert isinstance(filed(house, long), Filed)
    no = filed(house, EICAR)
    assert no.refused.message.startswith("The virus scanner found “Eicar-Signature” in the file, so it was not kept")
    assert clamd.heard == [len(long), len(EICAR)]
    assert Filing.objects.count() == 1
    assert list(orphans()) == []


@pytest.mark.parametrize("how", ["nobody there", "an error", "too large to look at"])
def test_without_an_answer_a_file_is_put_aside_and_filed_once_there_is_one(house, settings, clamd, how):
    port = clamd.server_address[1]
    settings.CLAMD = "127.0.0.1:9" if how == "nobody there" else f"127.0.0.1:{port}"
    clamd.says = (
        b"INSTREAM size limit exceeded. ERROR" if how == "too large to look at" else b"stream: Can't allocate ERROR"
    )
    no = filed(house, b"The damp is back.\n")
    assert no.refused.message.endswith("once it has been looked at: do not send it again.")
    assert aside(house) == [".bytes", ".json"]
    assert (house.home / "documents" / "aside").stat().st_mode & 0o77 == 0
    assert Filing.objects.count() == 0
    assert file_put_aside(house.landlord, at(5)) == 0
    assert aside(house) == [".bytes", ".json"]
    settings.CLAMD, clamd.says = f"127.0.0.1:{port}", b""
    assert file_put_aside(house.other, at(6)) == 0  # another landlord's
    assert file_put_aside(house.landlord, at(6)) == 1
    assert aside(house) == []
    filing = Filing.objects.get()
    assert (filing.filed_by, filing.filed_at, filing.name) == (str(house.callum.id), at(6), "a.txt")
    assert list(verify_documents()) == []
    assert file_put_aside(house.landlord, at(7)) == 0


def test_a_virus_that_was_put_aside_is_never_filed_and_not_asked_about_again(house, settings, clamd):
    settings.CLAMD = "127.0.0.1:9"
    filed(house, EICAR)
    settings.CLAMD = f"127.0.0.1:{clamd.server_address[1]}"
    assert file_put_aside(house.landlord, at(5)) == 0
    assert file_put_aside(house.landlord, at(6)) == 0
    assert len(clamd.heard) == 1
    (noted,) = Path(house.home / "documents" / "aside").glob("*.json")
    assert "Eicar-Signature" in noted.read_text()
    assert Filing.objects.count() == 0
