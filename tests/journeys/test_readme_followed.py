"""Somebody new follows the README word for word, from a spreadsheet to a record that verifies, in a place of their own."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
KEEP = re.search(r"^## Keep a record\n(.*?)^## ", (ROOT / "README.md").read_text(), re.DOTALL | re.MULTILINE)[1]
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", KEEP, re.DOTALL | re.MULTILINE)


def test_what_the_readme_says_to_type_does_what_it_says_and_writes_nothing_among_the_examples(tmp_path):
    (sh, imported, went_on) = (text for _, text in BLOCKS)
    shutil.copytree(ROOT / "examples" / "spreadsheets", tmp_path / "examples" / "spreadsheets")
    before = sorted(each.name for each in (tmp_path / "examples" / "spreadsheets").iterdir())
    typed = [*sh.splitlines(), *(line[2:] for line in went_on.splitlines() if line.startswith("$ "))]
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PUTRIGHT_", "DJANGO_"))}
    environment |= {
        "PUTRIGHT_HOME": str(tmp_path / "home"),
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "COLUMNS": "80",
    }
    done = subprocess.run(
        ["bash", "-c", "\n".join(typed)], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False,
        stdin=subprocess.DEVNULL, timeout=300,
    )  # fmt: skip
    assert done.stderr == ""
    said = " ".join(done.stdout.split())
    for shown in (*imported.split("\n\n"), *re.split(r"^\$ .*\n", went_on, flags=re.MULTILINE)):
        assert " ".join(shown.split()) in said, shown
    assert done.returncode == 0
    assert sorted(each.name for each in (tmp_path / "examples" / "spreadsheets").iterdir()) == before
