"""From files and folders to evaluations."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from chamdiem.engine.catalog import CRITERIA
from chamdiem.engine.inputs import evaluate_all
from chamdiem.rules.faults import FaultyInput

if TYPE_CHECKING:
    from pathlib import Path

EXAMPLES = CRITERIA.parent / "examples"


def test_a_folder_stands_for_the_records_in_it(tmp_path: Path) -> None:
    """Files are taken as they are given, folders with what is in them and under them, sorted; other files are left."""
    (tmp_path / "b").mkdir()
    shutil.copy(EXAMPLES / "08-hd-42.json", tmp_path / "b" / "2.json")
    shutil.copy(EXAMPLES / "01-an-phu-day-du.yaml", tmp_path / "a.yaml")
    (tmp_path / "doc.txt").write_text("x")
    found = evaluate_all([EXAMPLES / "02-dien-bien-thieu-dieu-kien-tot.yaml", tmp_path])
    assert [item.framework.id for item in found] == ["dien-bien/4275-2018", "an-phu/2025", "trung-uong/hd-42-2025"]


def test_every_fault_of_every_record_is_gathered(tmp_path: Path) -> None:
    """Faulty records do not hide each other, and nothing is made of the good ones."""
    (tmp_path / "1.yaml").write_text("present: hai")
    (tmp_path / "2.yaml").write_text("members_total: ba")
    shutil.copy(EXAMPLES / "08-hd-42.json", tmp_path / "3.json")
    with pytest.raises(FaultyInput) as caught:
        evaluate_all([tmp_path])
    assert [(f.code, f.place.file[-6:]) for f in caught.value.faults if f.place] == [
        ("scalar.count", "1.yaml"),
        ("scalar.count", "2.yaml"),
    ]


def test_a_folder_without_records_is_a_fault(tmp_path: Path) -> None:
    """A folder in which there is nothing to score is most likely the wrong one."""
    with pytest.raises(FaultyInput) as caught:
        evaluate_all([tmp_path])
    assert [fault.code for fault in caught.value.faults] == ["list.no_record"]
