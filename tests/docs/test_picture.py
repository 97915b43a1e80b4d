"""The picture of the walk from a record to the sheet shows what the program really does with that record."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from chamdiem.cli import run
from chamdiem.engine.reading.catalog import Catalog
from chamdiem.rules.compile.compiler import compile_framework

ROOT = Path(__file__).resolve().parents[2]
CHANGED = {"present": 18, "absent_excused": 4, "votes_for": 17, "votes_total": 17}
"""What is otherwise in the picture's meeting than in the first example."""


def lines() -> list[str]:
    """Return every line of text in the picture."""
    tree = ET.parse(ROOT / "docs" / "images" / "duong-di.svg")  # noqa: S314 - a file of ours
    return ["".join(node.itertext()).strip() for node in tree.iter("{http://www.w3.org/2000/svg}text")]


@pytest.fixture
def record(tmp_path: Path) -> str:
    """Write the record of the picture."""
    text = (ROOT / "examples" / "01-an-phu-day-du.yaml").read_text(encoding="utf-8")
    for name, value in CHANGED.items():
        text = re.sub(rf"^{name}: .*$", f"{name}: {value}", text, flags=re.MULTILINE)
    file = tmp_path / "ho-so.yaml"
    file.write_text(text, encoding="utf-8")
    return str(file)


def test_facts_of_the_picture(record: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The record's lines, the measure, the range of the rule and the award are those of this meeting."""
    assert run(["score", record, "--format", "json", "--derivation"]) == 0
    derivation = json.loads(capsys.readouterr().out)["layers"]["self"]["derivation"]
    facts = {step["fact"]: step["value"] for step in derivation}
    written = Path(record).read_text(encoding="utf-8").splitlines()
    assert {"members_total: 24", "members_exempt: 2", "present: 18"} <= set(lines()) & set(written)
    assert f"attendance_rate = {facts['measure attendance_rate']}" in lines()
    assert f"award 2.1 = {facts['award 2.1']}" in lines()
    tests = [test for rule in compile_framework(Catalog().get("an-phu/2025").framework).rules for test in rule.when]
    assert {f"{test.at_least} ≤ v ≤ {test.at_most}" for test in tests} & set(lines())


def test_words_of_the_picture(record: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Each piece of the sentences in the picture is said of this meeting."""
    assert run(["explain", record, "2.1"]) == 0
    said = capsys.readouterr().out
    for piece in ("81,81% (18/22)", "được 3 điểm", "cần thêm 2 đảng viên", "75", "90"):
        assert piece in said
        assert any(piece in line for line in lines()), piece


def test_rooms_of_the_picture() -> None:
    """Every room that the picture names is there."""
    named = {part for line in lines() for part in re.findall(r"(?:rules|engine)/\w+", line)}
    assert len(named) > 4
    assert [name for name in named if not (ROOT / name).is_dir()] == []
