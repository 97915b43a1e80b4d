"""Lists of many items are decided: only what they add up to matters."""

from __future__ import annotations

from chamdiem.rules.analysis.lint.linter import proved_defects
from samples import Json, criterion, framework


def faults(count: int) -> list[Json]:
    """Return so many kinds of faults, each counted by itself."""
    return [{"id": f"f{n}", "title": "Lỗi", "points": ("0.5", "1", "2")[n % 3]} for n in range(count)]


def test_twenty_faults_are_decided() -> None:
    """A list of twenty deductions has more combinations than can be looked at, and yet nothing is left undecided."""
    made = framework(criterion(deductions={"each": faults(20)}), criterion("2")).framework
    assert list(proved_defects(made)) == []


def test_sums_within_parts_are_decided() -> None:
    """Lists in parts are folded part by part; that no total reaches the best rating is still found out."""
    parts = [{"id": name, "title": "P", "maximum": "4", "deductions": {"each": faults(12)}} for name in "ab"]
    made = framework(criterion(parts={"take": "sum", "each": parts})).framework
    assert {(defect.code, defect.variant) for defect in proved_defects(made)} == {("maximum-shrinks", "never")}
