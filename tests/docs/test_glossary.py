"""One word for one thing: no two classes share a name, and each has its Vietnamese word in the glossary."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from pathlib import Path

from pages import generator

DOCS = Path(__file__).resolve().parents[2] / "docs"
MEANINGS = tomllib.loads((DOCS / "tu-vung.toml").read_text(encoding="utf-8"))


def test_no_two_classes_share_a_name() -> None:
    """Whoever reads a class's name knows which one is meant, private ones included."""
    names = Counter(name for _, name in generator().classes())
    assert [name for name, count in names.items() if count > 1] == []


def test_every_class_has_its_word() -> None:
    """The glossary has a line for every public class of rules and engine, and none for a class that is gone."""
    names = {name for _, name in generator().concepts()}
    assert sorted(names - MEANINGS.keys()) == [], "say in docs/tu-vung.toml what they are"
    assert sorted(MEANINGS.keys() - names) == []


def test_a_word_is_one_line_of_vietnamese() -> None:
    """A meaning is short, says something, and fits into a cell of a table."""
    assert {name for name, word in MEANINGS.items() if not re.fullmatch(r"[^|`\n]{3,90}", word)} == set()
    assert {name for name, word in MEANINGS.items() if word != word.strip().rstrip(".")} == set()


def test_no_two_classes_have_one_word() -> None:
    """What two classes are called alike in Vietnamese, nobody can tell apart."""
    assert [word for word, count in Counter(MEANINGS.values()).items() if count > 1] == []
