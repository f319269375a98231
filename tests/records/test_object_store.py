"""Documents in an object store: against a server of its own process that speaks S3, through the real client."""

import hashlib
import os
import socket
import subprocess
import sys
import time
import urllib.request

import boto3
import pytest
from cast import RECEIVED, at
from django.core.exceptions import ImproperlyConfigured

from putright import clock
from putright.actions.erasing import Erase, erase
from putright.actions.filing import Filed, Upload, file_document
from putright.complaint import events as e
from putright.records.filing import verify_documents
from putright.records.object_store import ObjectStore
from putright.records.storage import Damaged, Missing, NoRoom

WORDS = b"The damp is back.\n"
DIGEST = hashlib.sha256(WORDS).hexdigest()


@pytest.fixture(scope="module")
def server():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    for _ in range(300):
        try:
            urllib.request.urlopen(f"{address}/moto-api/", timeout=1).close()
            break
        except OSError:
            time.sleep(0.1)
    yield address
    running.terminate()
    running.wait(10)


@pytest.fixture
def url(server, monkeypatch, request):
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "for-the-tests")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    bucket = f"b{os.getpid()}-{abs(hash(request.node.name)) % 10**9}"
    boto3.client("s3", endpoint_url=server, region_name="us-east-1").create_bucket(Bucket=bucket)
    return f"s3://{bucket}/putright?endpoint={server}&region=us-east-1"


@pytest.fixture
def whole(tmp_path):
    (tmp_path / "whole").write_bytes(WORDS)
    return tmp_path / "whole"


def test_bytes_are_kept_by_digest_read_listed_and_removed(url, whole):
    store = ObjectStore(url)
    assert store.has(DIGEST) is False
    with pytest.raises(Missing):
        store.open(DIGEST)
    before = clock.now().replace(microsecond=0)
    store.put(DIGEST, whole)
    store.put(DIGEST, whole)  # again counts as written now
    with store.open(DIGEST) as file:
        assert file.read() == WORDS
    assert store.equals(DIGEST)
    ((name, written),) = store.kept()
    assert (name, written >= before) == (DIGEST, True)
    store.remove(DIGEST)
    store.remove(DIGEST)
    assert list(store.kept()) == []


def test_what_is_there_is_never_written_over(url, whole, tmp_path):
    store = ObjectStore(url)
    (tmp_path / "other").write_bytes(b"something else")
    store.put(DIGEST, tmp_path / "other")
    assert store.equals(DIGEST) is False
    with pytest.raises(Damaged):
        store.put(DIGEST, whole)
    with store.open(DIGEST) as file:
        assert file.read() == b"something else"


def test_no_digest_leads_to_another_key(url):
    with pytest.raises(Missing):
        ObjectStore(url).open("../" + "a" * 61)


def test_a_store_that_does_not_answer_takes_nothing_and_says_so(whole, monkeypatch):
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "for-the-tests")
    with pytest.raises(NoRoom, match="nothing was recorded"):
        ObjectStore("s3://bucket?endpoint=http://127.0.0.1:9&region=us-east-1").put(DIGEST, whole)


@pytest.mark.parametrize("url", ["https://bucket", "s3://", "s3://key:secret@bucket", "s3://bucket?secret=x"])
def test_an_address_that_is_none_is_said_in_a_sentence(url):
    with pytest.raises(ImproperlyConfigured, match="not the address of a bucket"):
        ObjectStore(url)


def test_a_document_is_filed_verified_and_erased_in_an_object_store(record, url, settings, tmp_path):
    settings.DOCUMENTS, settings.HOME, settings.DOCUMENTS_URL = tmp_path / "documents", tmp_path, url
    complaint = record.received().complaint
    upload = Upload(record.landlord.id, complaint, e.EvidenceRecorded(RECEIVED, ""), "a.txt", [WORDS])
    done = file_document(upload, record.callum, at(1))
    assert isinstance(done, Filed), done
    assert [name for name, _ in ObjectStore(url).kept()] == [DIGEST]
    assert list(verify_documents()) == []
    erase(Erase(record.landlord.id, complaint, e.ErasureBasis.NOT_OURS, entries=(2,)), record.callum, at(2))
    assert list(ObjectStore(url).kept()) == []
