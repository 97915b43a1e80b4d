"""A framework with groups in groups, points outside the scale, a lowering and a quota; made up for the tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samples import HEAD, Json, criterion, loaded

if TYPE_CHECKING:
    from chamdiem.engine.reading.catalog import LoadedFramework

RATINGS = [
    {"id": "tot", "title": "Tốt", "at_least": "85"}, {"id": "kha", "title": "Khá", "at_least": "70"},
    {"id": "kem", "title": "Kém"},
]  # fmt: skip
FAULT = {"each": [{"id": "a", "title": "Vi phạm", "points": "4"}]}
ANSWERS: Json = {"1": "57", "2": "35", "t": "5", "p": {"a": "2"}}


def scaled() -> LoadedFramework:
    """Return the framework; its record `ANSWERS` has 92 in the scale, a bonus of 5 and 8 off."""
    inner = {
        "id": "A.1",
        "title": "Chuẩn bị",
        "maximum": "60",
        "criteria": [criterion("1", maximum="60", judged="points")],
    }
    outer = {"id": "A", "title": "Tổ chức", "maximum": "60", "groups": [inner]}
    last = {"id": "B", "title": "Kết quả", "maximum": "40", "criteria": [criterion("2", maximum="40", judged="points")]}
    bonus = criterion("t", maximum="5", judged="points", title="Sáng kiến")
    taken = criterion("p", maximum="0", minimum="-8", deductions=FAULT, title="Không thi đua")
    points = {"maximum": "100", "minimum": "0", "step": "0.5", "rounding": "half_up", "bonus_above_maximum": "allowed"}
    caps = [
        {
            "id": "h",
            "when": {"fact": "absent_unexcused", "at_least": "1"},
            "lower_by": "1",
            "reason": "vắng không lý do",
        }
    ]
    quotas = [{"id": "q", "share": ["tot"], "at_most": "20", "rounding": "down"}]
    parts = {"groups": [outer, last], "outside": [bonus, taken], "ratings": RATINGS, "caps": caps, "quotas": quotas}
    return loaded({**HEAD, "points": points, **parts})
