"""Findings: cross-checks that are told when they hold, and change no point."""

from __future__ import annotations

import pytest

from samples import award, criterion, framework, score

FINDING = {
    "id": "mau_thuan",
    "when": {"all": [{"answer": "1", "is": "yes"}, {"fact": "minutes_approved", "is": "no"}]},
    "message": "Chấm có biên bản, hồ sơ ghi chưa thông qua.",
    "clause": "Mục 9",
}


@pytest.mark.parametrize(
    ("answer", "approved", "told"),
    [("yes", "no", True), ("yes", "yes", False), ("no", "no", False), (None, "no", False), ("yes", None, False)],
)
def test_finding_is_told_only_when_it_holds(answer: str | None, approved: str | None, told: bool) -> None:  # noqa: FBT001 - a row
    """A contradiction is told once both its sides are known, and the points stay what they were."""
    made = framework(criterion(), findings=[FINDING])
    facts = {} if approved is None else {"minutes_approved": approved}
    found = score(made, {"1": answer}, **facts)
    assert bool(found.findings) is told
    assert award(found) == award(score(framework(criterion()), {"1": answer}, **facts))
    if told:
        assert found.findings[0].clause == "Mục 9"
