"""What is built and committed: none of GOV.UK's brand, no address, and light enough for a telephone on a bad line."""

import gzip
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BUILT = ROOT / "src/putright/pages/static/pages"
FILES = sorted(path for path in BUILT.iterdir() if path.suffix in {".css", ".js"})


def test_there_is_something_to_check():
    assert [path.name for path in FILES] == ["desk.css", "desk.js", "door.css", "door.js"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
@pytest.mark.parametrize("words", ["GDS Transport", "govuk-crest", "crown", ".woff", "url(", "@font-face", "@import"])
def test_no_brand_typeface_or_picture_of_anybody_else(path, words):
    assert words.lower() not in path.read_text(encoding="utf-8").lower()


def test_the_lock_file_of_the_sources_names_no_host_and_has_digests():
    text = (ROOT / "frontend/package-lock.json").read_text(encoding="utf-8")
    assert "://" not in text
    assert text.count('"integrity": "sha512-') >= 10
    assert "omit-lockfile-registry-resolved=true" in (ROOT / "frontend/.npmrc").read_text(encoding="utf-8")


def test_what_residents_fetch_is_light():
    together = [(BUILT / name).read_bytes() for name in ("door.css", "door.js")]
    assert sum(len(gzip.compress(each)) for each in together) < 20_000
    assert sum(map(len, together)) < 110_000


def test_the_licence_of_the_library_goes_with_it():
    assert "MIT" in (BUILT / "govuk-frontend-licence.txt").read_text(encoding="utf-8")
    assert "Mozilla Public License" in (ROOT / "tests/journeys/axe/LICENSE").read_text(encoding="utf-8")


def test_no_template_has_a_style_or_a_script_inside_it():
    inside = re.compile(r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son[a-z]+=|javascript:", re.IGNORECASE)
    templates = list((ROOT / "src/putright").rglob("templates/**/*.html"))
    assert len(templates) > 10
    assert [str(path) for path in templates if inside.search(path.read_text(encoding="utf-8"))] == []
