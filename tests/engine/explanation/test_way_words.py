"""The reasons of lines, parts, additions, units and proportions, in sentences as people would write them."""

from __future__ import annotations

import pytest

from chamdiem.engine.explanation.explanation import explain
from samples import Json, criterion, evaluate, framework

MEASURES = {
    "rate": {"title": "Tỷ lệ dự", "percent": ["present", "members_total"]},
    "late": {"title": "Số ngày chậm", "days_between": ["date", "documents_uploaded_on"]},
}
LINES: Json = {
    "choose": [
        {
            "when": {"fact": "committee_exists", "is": "no"},
            "bands": {"of": "rate", "levels": [{"at_least": "90", "points": "10"}, {"below": "90", "points": "4"}]},
        },
        {"when": {"fact": "draft_conclusion", "is": "yes"}, "title": "có dự thảo", "points": "2"},
        {"points": "0"},
    ]
}
UNITS: Json = {
    "deductions": {
        "each": [{"id": "a", "title": "Nộp chậm", "points": "1", "of": "late", "every": "5", "part": "begun"}]
    }
}
HIGHEST: Json = {
    "parts": {
        "take": "highest",
        "each": [
            {"id": "a", "title": "Creatinin", "maximum": "10", "judged": "points"},
            {"id": "b", "title": "Nước tiểu", "maximum": "4", "judged": "points"},
        ],
    }
}
SUM: Json = {
    "parts": {
        "take": "sum",
        "capped": "yes",
        "each": [
            {"id": "a", "title": "A", "maximum": "4", "judged": "points"},
            {"id": "b", "title": "B", "maximum": "9", "judged": "points"},
            {"id": "c", "title": "C", "maximum": "0", "minimum": "-2", "judged": "points"},
        ],
    }
}


@pytest.mark.parametrize(
    ("scoring", "answer", "facts", "reason"),
    [
        (
            LINES, None, {"committee_exists": False, "present": 17, "members_total": 20},
            "Dòng 1 (Có chi ủy: không): Tỷ lệ dự: 85% (17/20), thuộc mức dưới 90%, được 4 điểm",
        ),
        (LINES, None, {"committee_exists": True, "draft_conclusion": True}, "Dòng 2 (có dự thảo): 2 điểm"),
        (LINES, None, {"committee_exists": True, "draft_conclusion": False}, "Dòng 3 (còn lại): 0 điểm"),
        (
            UNITS, None, {"date": "2025-11-05", "documents_uploaded_on": "2025-11-17"},
            "Nộp chậm (Số ngày chậm: 12 ngày), cứ 5 ngày hoặc phần lẻ trừ 1 điểm: trừ 3 điểm",
        ),
        (
            {"additions": {"each": [{"id": "a", "title": "Sáng kiến", "points": "2", "at_most": "6"}]}}, {"a": 4}, {},
            "Sáng kiến: 4 lần, cộng 6 điểm",
        ),
        (
            HIGHEST, {"a": "10"}, {},
            "Creatinin 10 (người chấm cho 10 điểm); Nước tiểu chưa có, không đổi kết quả; lấy phần cao nhất: 10",
        ),
        (
            SUM, {"a": "4", "b": "9", "c": "-2"}, {},
            (
                "A 4 (người chấm cho 4 điểm); B 9 (người chấm cho 9 điểm); C -2 (người chấm cho -2 điểm); "
                "4 + 9 − 2 = 11, tính 10"
            ),
        ),
        (
            {"proportional": {"of": "rate", "out_of": "100"}}, None, {"present": 17, "members_total": 20},
            "Tỷ lệ dự: 85% (17/20); 10 × 85% = 8,5 điểm",
        ),
        (
            {"proportional": {"of": "rate", "out_of": "100"}}, None, {"present": 17, "members_total": 19},
            "Tỷ lệ dự: 89,47% (17/19); 10 × 89,47% = 8,94…, làm tròn 9 điểm",
        ),
        (
            {"proportional": {"of": "opinions", "out_of": "8"}}, None, {"opinions": 12},
            "Số ý kiến phát biểu: 12 ý kiến; 10 × 12 ý kiến ÷ 8 = 15, tính 10 điểm",
        ),
    ],
)  # fmt: skip
def test_reasons(scoring: Json, answer: object, facts: Json, reason: str) -> None:
    """Every way says which line, which count, which part, which share made the points, and what was held back."""
    made = framework(criterion(**scoring), measures=MEASURES, points={"minimum": "0"})
    assert explain(evaluate(made, {"1": answer}, **facts), "vi").criteria[0].reason == reason


def test_what_more_of_something_gives() -> None:
    """Of additions the next unit is told; of a table in a line the next band, while the line stays the one that holds."""
    item = {"id": "a", "title": "Sáng kiến", "points": "2", "every": "3", "part": "whole"}
    made = framework(criterion(additions={"each": [item]}))
    found = explain(evaluate(made, {"1": {"a": 4}}), "vi").criteria[0]
    assert found.better == "cần thêm 2 lần (Sáng kiến) để được 4 điểm"
    facts = {"committee_exists": False, "present": 17, "members_total": 20}
    found = explain(evaluate(framework(criterion(**LINES), measures=MEASURES), **facts), "vi").criteria[0]
    assert found.better == "mức cao hơn gần nhất: từ 90% trở lên, được 10 điểm; cần thêm 1 đảng viên (Có mặt)"
