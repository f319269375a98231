"""The settings that decide where the record is kept."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from putright.config.settings import database_at


def test_without_an_address_the_record_is_embedded_and_survives_a_power_cut():
    made = database_at("", Path("/home/of/putright"))
    assert made["ENGINE"].endswith("sqlite3")
    assert made["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    for setting in ("journal_mode=WAL", "synchronous=FULL", "recursive_triggers=ON", "foreign_keys=ON"):
        assert f"PRAGMA {setting};" in made["OPTIONS"]["init_command"]


def test_an_address_may_hold_what_has_to_be_escaped_and_whatever_the_client_understands():
    made = database_at("postgresql://put%40right:p%3Aw@db.example:6432/the%20record?sslmode=verify-full", Path("/"))
    assert [made[name] for name in ("NAME", "USER", "PASSWORD", "HOST", "PORT")] == [
        "the record",
        "put@right",
        "p:w",
        "db.example",
        "6432",
    ]
    assert made["OPTIONS"]["sslmode"] == "verify-full"
    assert database_at("postgresql:///x?host=/Run/PostgreSQL&port=5", Path("/"))["HOST"] == "/Run/PostgreSQL"


def test_another_kind_of_address_is_refused_with_the_way_out():
    with pytest.raises(ImproperlyConfigured, match="begins with “mysql”: give postgresql://"):
        database_at("mysql://x/y", Path("/"))


def test_processes_that_start_together_agree_on_the_key(tmp_path):
    program = "from putright.config import settings; print(settings.SECRET_KEY)"
    command = [sys.executable, "-c", program]
    given = {"PUTRIGHT_HOME": str(tmp_path / "new"), "PATH": "/usr/bin:/bin"}
    started = [subprocess.Popen(command, env=given, stdout=subprocess.PIPE, text=True) for _ in range(4)]
    keys = {child.communicate(timeout=60)[0].strip() for child in started}
    assert len(keys) == 1
    assert len(keys.pop()) > 50
    assert (tmp_path / "new" / "secret-key").stat().st_mode & 0o077 == 0
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["secret-key"]
