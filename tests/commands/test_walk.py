"""How far a fact walks from the record's file to what people read, and that nothing is worked out twice on the way.

The walk of a value is measured, not read off the code: a command runs on a record in which `present` has a value that
stands nowhere else, and every function of the product that returns or yields that value itself (the number, or a text or
bytes that bear it) is on the walk, each counted once, whatever it stands in; a comprehension is its function. It begins
where the field is read: whoever handles the whole text of the file as such (`engine.files.contents`, the YAML of JSON)
does not read it yet. Checks that only compare the value (`rules.records.relations`, `consistency`) hand it to nobody.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from chamdiem.cli import run
from chamdiem.engine.reading import catalog
from places import EXAMPLES
from sharing import load_anew
from tracing import traced

if TYPE_CHECKING:
    from pathlib import Path
    from types import FrameType

RECORD = EXAMPLES / "01-an-phu-day-du.yaml"
PRESENT = 4801
TEXTS = ("4801", "4.801")
NOT_YET = (
    "engine.files.contents",
    "engine.reading.documents",
    "rules.records.relations",
)
COUNTS = {
    "present": PRESENT, "members_total": 6001, "members_official": 6000, "members_probationary": 1,
    "absent_excused": 1198, "absent_unexcused": 0,
}  # fmt: skip
"""A large meeting whose figures fit together."""


@pytest.fixture
def record(tmp_path: Path) -> str:
    """Return the file of a meeting in which nothing but `present` has its value."""
    text = RECORD.read_text(encoding="utf-8")
    for name, value in COUNTS.items():
        text = re.sub(rf"^{name}: .*$", f"{name}: {value}", text, flags=re.MULTILINE)
    file = tmp_path / "ho-so.yaml"
    file.write_text(text, encoding="utf-8")
    return str(file)


def bears(value: object) -> bool:
    """Tell whether a value is the number, or a text or bytes with it."""
    if isinstance(value, bytes):
        value = value.decode(errors="ignore")
    return value == PRESENT if type(value) is int else isinstance(value, str) and any(text in value for text in TEXTS)


def walk(*command: str) -> set[tuple[str, str]]:
    """Return the functions that hand the value on while a command runs."""
    found: set[tuple[str, str]] = set()

    def note(module: str, name: str, _frame: FrameType, value: object) -> None:
        if not module.startswith(NOT_YET) and bears(value):
            found.add((module, name.partition(".<locals>")[0]))

    with traced("return", note):
        assert run(list(command)) == 0
    return found


def test_a_fact_reaches_the_sheet_in_few_steps(record: str, tmp_path: Path) -> None:
    """From the record to the sheet a number goes through eighteen functions at most, and it arrives."""
    sheet = tmp_path / "phieu.html"
    steps = walk("sheet", record, "-o", str(sheet))
    assert any(name == "read_field" for _, name in steps)
    assert bears(sheet.read_bytes())
    assert len(steps) <= 18, sorted(steps)


@pytest.mark.parametrize("version", ["1", "2"])
def test_a_fact_reaches_json_in_few_steps(version: str, record: str, capsys: pytest.CaptureFixture[str]) -> None:
    """From the record to JSON a number goes through fourteen functions at most, and it arrives."""
    steps = walk("score", record, "--format", "json", "--schema", version)
    assert json.loads(capsys.readouterr().out)["meeting"]["present"] == PRESENT
    assert len(steps) <= 14, sorted(steps)


ONCE = ("compile_framework", "parse_framework", "find_config", "RuleEngine.__init__")
"""What one process does once, whatever it shows."""
PER_CRITERION = ("Deciding.decided", "better")
"""What is worked out for every criterion of every layer that was scored."""
PER_LAYER = ("reasons",)


@pytest.mark.parametrize(
    ("command", "layers"),
    [
        (["score", "{}"], 2), (["score", "{}", "--format", "json"], 2),
        (["score", "{}", "--format", "json", "--schema", "1"], 2), (["explain", "{}"], 1),
        (["sheet", "{}", "-o", "{}.html"], 2),
    ],
)  # fmt: skip
def test_nothing_is_worked_out_twice(
    command: list[str], layers: int, record: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One command compiles the framework once, looks for the settings once, and explains each criterion once by layer."""
    monkeypatch.setattr(catalog, "load_framework", load_anew)
    calls: Counter[str] = Counter()
    explained: Counter[tuple[int, str]] = Counter()

    def note(_module: str, name: str, frame: FrameType, _value: object) -> None:
        calls[name] += 1
        if name in PER_CRITERION:
            explained[id(frame.f_locals["score"]), name] += 1

    with traced("call", note):
        assert run([part.format(record) for part in command]) == 0
    assert {name: calls[name] for name in ONCE} == dict.fromkeys(ONCE, 1)
    assert {name: calls[name] for name in PER_LAYER} == dict.fromkeys(PER_LAYER, layers)
    # a score that both layers have alike is one, and is explained for each of them
    assert explained.total() == layers * len(PER_CRITERION) * 28
    assert max(explained.values()) <= layers
