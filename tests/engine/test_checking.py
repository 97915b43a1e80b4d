"""From file names to results: what a file is, and what is wrong with it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from chamdiem.engine.catalog import CRITERIA
from chamdiem.engine.checking import check_file, evaluate_file, today
from chamdiem.engine.texts import LANGS, say
from chamdiem.rules.faults import FaultyInput

ROOT = Path(__file__).resolve().parents[2]
FULL = ROOT / "examples" / "01-an-phu-day-du.yaml"


def test_record_is_scored_from_its_file() -> None:
    """A record is scored by its own framework, or by the one that is named."""
    assert evaluate_file(FULL).framework.id == "an-phu/2025"
    assert evaluate_file(FULL).own.complete
    assert evaluate_file(FULL, str(CRITERIA / "an-phu" / "2025.yaml")).framework.id == "an-phu/2025"


def test_record_scored_by_another_framework_says_what_does_not_fit() -> None:
    """Answers that the named framework does not ask for are faults, not silence."""
    with pytest.raises(FaultyInput) as caught:
        evaluate_file(FULL, "nghe-an/08-2021")
    assert {fault.code for fault in caught.value.faults} == {"record.unknown_criterion"}


@pytest.mark.parametrize("file", sorted(CRITERIA.glob("*/*.yaml")), ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_shipped_framework_is_right(file: Path) -> None:
    """A framework file is known by its groups, and counted by its criteria."""
    found = check_file(file)
    assert found.code == "result.what_framework"
    assert found.details["id"] == f"{file.parent.name}/{file.stem}"
    assert all(say(lang, found.code, **found.details) for lang in LANGS)


def test_record_is_right() -> None:
    """A record without fault is told with the framework that scores it."""
    found = check_file(FULL)
    assert (found.code, found.details) == ("result.what_record", {"id": "an-phu/2025"})


@pytest.mark.parametrize("name", ["09-nhieu-loi.yaml", "10-loi-cau-tra-loi.yaml"])
def test_faulty_record_is_told_whole(name: str) -> None:
    """A faulty record is checked to its end: every fault has its line."""
    with pytest.raises(FaultyInput) as caught:
        check_file(ROOT / "examples" / name)
    assert len(caught.value.faults) > 1
    assert all(fault.place and fault.place.line for fault in caught.value.faults)


def test_faulty_framework_is_told() -> None:
    """A faulty framework is a fault of its file."""
    with pytest.raises(FaultyInput) as caught:
        check_file(ROOT / "tests" / "broken" / "frameworks" / "circle.yaml")
    assert [fault.code for fault in caught.value.faults] == ["framework.circle"]


def test_today_is_a_day_of_the_calendar() -> None:
    """Today is the machine's own day, which bounds the dates of records."""
    assert abs((today() - dt.datetime.now(tz=dt.UTC).date()).days) <= 1
