"""What `make run` starts: the demonstration on the first run, the site with its worker, at once the second time, stopped by Ctrl+C."""

import os
import re
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

from putright.background.supervising import free_port

ROOT = Path(__file__).parents[2]
SHOWN = re.search(r"^```console\n\$ make run\n(.*?)^```$", (ROOT / "README.md").read_text(), re.DOTALL | re.MULTILINE)[
    1
]


def run(home, port, *more):
    """Start it, wait for the address, look at the first page, press Ctrl+C. What it printed, and how it ended."""
    environment = os.environ | {"PUTRIGHT_HOME": str(home), "COLUMNS": "80"}
    environment.pop("PUTRIGHT_DATABASE_URL", None)
    program = [str(Path(sys.executable).parent / "putright"), "demo", "run", "--port", str(port), *more]
    with subprocess.Popen(program, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as it:
        told = ""
        try:
            while "putright is at" not in told:
                line = it.stdout.readline()
                assert line, told
                told += line
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/desk/", timeout=30) as first:
                assert "Sign in" in first.read().decode()
            it.send_signal(signal.SIGINT)
            return told + it.stdout.read(), it.wait(30)
        finally:
            it.kill()


def plain(told):
    """With the numbers and the lines as they may be: there are fewer complaints here, and another port."""
    return re.sub(r"\d[\d,]*", "N", " ".join(told.split()))


def test_the_first_run_prints_what_the_readme_shows_and_the_second_starts_at_once(tmp_path):
    port = free_port()
    told, code = run(tmp_path, port, "--size", "12")
    assert code == 0
    assert plain(told) == plain(SHOWN)
    assert f"http://127.0.0.1:{port}/ " in told
    told, code = run(tmp_path, port)
    assert code == 0
    assert "is there already" in told
    assert "callum@ah.example" in told
    assert told.rstrip().endswith("Stopped.")


def test_make_run_starts_it_in_a_place_of_its_own():
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PUTRIGHT_")}
    said = subprocess.run(
        ["make", "-n", "run", "PORT=8099"], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    ).stdout
    assert f'PUTRIGHT_HOME="{ROOT}/build/demo" exec .venv/bin/putright demo run --port 8099' in said
