"""What is written for those who take over stays true: both languages say the same, and the bounds are those of the code."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from chamdiem.engine.own_templates import confined
from chamdiem.engine.reading import documents

ROOT = Path(__file__).resolve().parents[2]


def text_of(name: str) -> str:
    """Return the text of a page at the root."""
    return (ROOT / name).read_text(encoding="utf-8")


def test_contributing_says_the_same_in_both_languages() -> None:
    """Each file, command and name of the one page stands in the other, under as many headings."""
    vi, en = text_of("CONTRIBUTING.md"), text_of("CONTRIBUTING.en.md")
    assert len(re.findall(r"^## ", vi, re.MULTILINE)) == len(re.findall(r"^## ", en, re.MULTILINE))
    spans = [set(re.findall(r"`([^`\n]+)`", page)) for page in (vi, en)]
    assert spans[0] - spans[1] == set()
    assert spans[1] - spans[0] <= {"README.md", "<mã>"}, "links and words that only the English page needs"


def test_contributing_names_what_is_there() -> None:
    """Every path that the page names is there."""
    for page in ("CONTRIBUTING.md", "SECURITY.md"):
        for name in re.findall(r"`((?:tests|rules|engine|docs|criteria)/[\w/.-]+)`", text_of(page)):
            assert (ROOT / name).exists(), name


def test_security_names_the_bounds_of_today() -> None:
    """The bounds that the page promises are those that the code has, and the version that is mended is this one."""
    page = text_of("SECURITY.md")
    version = tomllib.loads(text_of("pyproject.toml"))["project"]["version"]
    assert page.count(f"{version.rpartition('.')[0]}.x") == 2
    size, depth, nodes = documents.MAX_BYTES // 2**20, documents.MAX_DEPTH, documents.MAX_NODES // 1000
    assert f"{size} MB, {depth} tầng, {nodes}.000 nút" in page
    assert f"{size} MB, {depth} levels, {nodes},000 nodes" in page
    assert f"{confined.SECONDS:.0f} giây" in page
    assert f"{confined.SECONDS:.0f} seconds" in page
