"""What the smallest right YAML of a part of a framework, or of a case, holds beyond what its schema says.

People read these lines when a key is missing or of another shape, and find them, commented out, in a framework that
they begin. What is to be replaced says so, or is a field of the record.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

KEYS: Mapping[str, tuple[str, ...]] = {
    "Cap": ("id", "when", "at_most", "reason"),
    "Comparison": ("at_least",),
    "Condition": ("fact", "at_least"),
    "CountOf": ("answers", "is"),
    "Criterion": ("id", "title", "maximum", "clause", "judged"),
    "Group": ("id", "title", "maximum", "criteria"),
    "Level": ("at_least", "points"),
    "HistoryFact": ("over", "count"),
    "Line": ("when", "points"),
    "Measure": ("title", "percent"),
    "Period": ("id", "title", "over", "records", "expected", "part_year", "measures", "ratings"),
    "OutsideCriterion": ("id", "title", "maximum", "minimum", "clause", "judged"),
    "PeriodMeasure": ("title", "count"),
    "Rating": ("id", "title", "at_least"),
    "RecordTest": ("rating", "is"),
}
"""By part, the keys of its example in their order; of every other part it has those that the part must have."""

LIKE: Mapping[str, str] = {"OutsideCriterion": "Criterion", "ScoredPart": "Criterion", "PeriodMeasure": "Measure"}
"""Parts that have all keys of another one, and the examples of that where they have none of their own."""

_WHEN = {"fact": "members_total", "at_least": 30}
_ENOUGH = {"when": {"fact": "ky_tot", "at_least": 7}, "title": "Có ít nhất 7 kỳ Tốt"}
SCALARS: Mapping[str, object] = {
    "text": "…",
    "number": 1,
    "date": "2026-01-01",
    "organisation": "xa-mau",
    "framework": "xa-mau/2026",
    "id": "1",
    "name": "ty_le_du",
    "fact": "present",
    "word": "yes",
}
"""By kind, what stands for a scalar of which nothing else is known; `name` is one that the author chooses."""
VALUES: Mapping[str, object] = {
    # keys that mean the same wherever they stand
    "title": "Tên gọi",
    "clause": "Mục 2",
    "reason": "Lý do",
    "framework": "xa-mau/2026",
    # keys of one part
    "CitedDocument.number": "Số văn bản",
    "CitedDocument.issuer": "Cơ quan ban hành",
    "no_periods": "Văn bản không quy định xếp loại quý hay năm",
    "notes": ["Ghi chú"],
    "Provenance.source": "Nguồn của nội dung",
    "Provenance.notice": "Khung dựng lại chưa đối chiếu bản chính",
    "PointScheme.maximum": 100,
    "PointScheme.step": Decimal("0.5"),
    "Finding.message": "Câu cảnh báo",
    "Rating.id": "tot",
    "Rating.title": "Tốt",
    "Rating.at_least": 90,
    "Cap.at_most": "kha",
    "Cap.barred": "tot",
    "Condition.answer": "1",
    "Condition.criterion": "1",
    "Condition.group": "1",
    "Condition.total": "points",
    "Level.at_least": 20,
    "Measure.percent": ["present", "members_total"],
    "Measure.difference": ["members_total", "members_exempt"],
    "Measure.shortfall": ["present", "members_total"],
    "Measure.minutes_between": ["start_time", "end_time"],
    "Measure.days_between": ["notice_date", "date"],
    **{f"Measure.{key}": ["present", "absent_excused"] for key in ("sum", "mean", "highest", "lowest")},
    "Measure.years_between": ["notice_date", "date"],
    "Measure.count_of": {"answers": "all", "is": "yes"},
    "CountOf.answers": "all",
    "Criterion.minimum": -2,
    "Criterion.choose": [{"when": _WHEN, "points": 1}, {"points": 0}],
    "Choice.value": 90,
    "Proportional.out_of": 100,
    "Operand.answer": "1",
    "Operand.criterion": "1",
    "Operand.group": "1",
    "Operand.times": Decimal("-0.25"),
    "Measure.choose": [{"when": _WHEN, "value": 120}, {"value": 90}],
    "Input.at_least": 0,
    "Input.at_most": 100,
    "Input.step": Decimal("0.5"),
    "Input.words": {"truong_hoc": "Trường học", "co_quan": "Cơ quan"},
    "Subject.id": "tap_the",
    "Subject.title": "tập thể",
    "Subject.of": ["quarter", "year"],
    "RecordTest.is": "tot",
    "RecordTest.at_least": "kha",
    "RecordTest.fact": "absent_excused",
    "Framework.inputs": {"viec_duoc_giao": {"title": "Số việc được giao", "type": "count", "at_most": 500}},
    "Framework.history": {
        "max_consecutive_excused": {"over": "year_to_date", "longest_run": {"fact": "absent_excused", "at_least": 1}}
    },
    "OutsideCriterion.id": "P",
    "OutsideCriterion.title": "Điểm trừ",
    "OutsideCriterion.maximum": 0,
    "OutsideCriterion.minimum": -5,
    "OutsideCriterion.judged": "points",
    "Period.id": "nam",
    "Period.title": "Xếp loại năm",
    "Period.over": "year",
    "Period.ratings": [
        {"id": "tot", "title": "Tốt", "requires": [_ENOUGH]},
        {"id": "chua_tot", "title": "Chưa tốt"},
    ],
    "Period.measures": {"ky_tot": {"title": "Số kỳ Tốt", "count": {"rating": "given", "is": "tot"}}},
    "ExpectedRecords.not_held": "unresolved",
    "Quota.id": "ty_le_tot",
    "Quota.share": ["tot"],
    "Quota.at_most": 20,
    "Quota.rounding": "down",
    "PartYear.facts": ["ky_tot"],
    "PartYear.of": 12,
    **{f"{part}.facts": {"present": 20} for part in ("Case", "CaseFile", "EarlierRecord", "RatedRecord")},
    **{f"{part}.answers": {"1": "yes"} for part in ("Case", "CaseFile")},
    "months": "2026-01",
    "PeriodCase.of": 2026,
    "PeriodCase.active": "2026-03..2026-12",
    "RatedRecord.rating": "tot",
    **{f"{part}.case": "Một câu nói trường hợp này và kết quả của nó." for part in ("Case", "PeriodCase")},
    **{f"{part}.not_held": ["2026-02"] for part in ("Case", "PeriodCase")},
}
"""What stands at a key: of one part, or wherever it stands."""

BY_CODE: Mapping[str, tuple[str, ...]] = {
    "framework.scoring": ("Criterion", "judged"),
    "framework.measure_operation": ("Measure", "percent"),
    "framework.choose_last": ("Measure", "choose"),
    "framework.condition_subject": ("Condition", "fact", "at_least"),
    "framework.condition_test": ("Condition", "fact", "at_least"),
    "framework.condition_at": ("Condition", "criterion", "at"),
    "framework.count_of": ("CountOf", "answers", "is"),
    "framework.count_test": ("CountOf", "answers", "is"),
    "framework.operand": ("Operand", "fact"),
    "framework.cap_effect": ("Cap", "at_most"),
    "framework.open_level": ("Level", "at_least", "points"),
    "framework.points_missing": ("Framework", "points"),
    "framework.notice_needed": ("Provenance", "notice"),
}
"""By the fault of a part, of which keys its example is made: the part, then the keys."""
