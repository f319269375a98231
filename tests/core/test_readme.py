"""What the README shows is what the program prints."""

import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tools"))

import transcripts  # noqa: E402

README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_transcript_is_what_the_commands_print():
    assert len(transcripts.blocks(README)) >= 4
    assert transcripts.stale(README) == []


def test_a_wrong_transcript_would_be_found():
    wrong = README.replace("Fri 10 April 2026", "Thu 9 April 2026")
    assert wrong != README
    assert transcripts.stale(wrong) == ["putright deadline --from 2026-04-01 --working-days 5"]


def test_every_file_the_readme_links_to_is_there():
    import re

    for target in re.findall(r"\]\(([^)#]+)\)", README):
        if "://" not in target:
            assert (ROOT / target).exists(), target
