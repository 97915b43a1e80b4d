"""How long `lint` takes: every shipped framework, and made ones of up to 200 criteria."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from time import perf_counter, process_time
from typing import TYPE_CHECKING, Any

from tables import Table

from chamdiem.engine.lint.remarks import lint_files
from chamdiem.engine.reading.catalog import Catalog

if TYPE_CHECKING:
    from chamdiem.engine.lint.remarks import LintRemark

ROUNDS = 3
SIZES = (50, 100, 200)


def made(count: int) -> str:
    """Return a framework of so many criteria of five points, as JSON."""
    groups = [
        {"id": f"G{first}", "title": "Nhóm", "maximum": str(5 * len(part)), "criteria": [criterion(n) for n in part]}
        for first in range(0, count, 10)
        if (part := range(first, min(first + 10, count)))
    ]
    most = 5 * count
    gates = [
        {"when": {"fact": "attendance_rate", "at_least": "85"}, "title": "Tỷ lệ dự"},
        {"when": {"fact": "absent_unexcused", "at_most": "0"}, "title": "Không vắng không lý do"},
        {"when": {"criterion": "1", "at": "maximum"}, "title": "Tiêu chí 1 tối đa"},
        {"when": {"group": "G0", "at": "maximum"}, "title": "Nhóm đầu tối đa"},
    ]
    return json.dumps(
        {
            "framework": f"mau/{count}",
            "title": f"Khung {count} tiêu chí",
            "authority": {"number": "01-HD/ĐU", "date": "2026-01-05", "issuer": "Đảng ủy xã Thí Dụ"},
            "provenance": {"status": "official", "source": "Bản chính"},
            "in_force": {"from": "2026-01-05"},
            "applies_to": {"kinds": ["regular", "combined"]},
            "points": {"maximum": str(most), "step": "0.5", "rounding": "half_up"},
            "measures": MEASURES,
            "groups": groups,
            "ratings": [
                {"id": "tot", "title": "Tốt", "at_least": str(most * 9 // 10), "requires": gates},
                {"id": "kha", "title": "Khá", "at_least": str(most * 7 // 10)},
                {"id": "kem", "title": "Kém"},
            ],
            "caps": [
                {"id": "k", "when": {"fact": "speakers_rate", "below": "20"}, "barred": "tot", "reason": "Ít ý kiến"}
            ],
        },
        ensure_ascii=False,
    )


MEASURES: dict[str, Any] = {
    "duration": {"title": "Thời lượng", "minutes_between": ["start_time", "end_time"]},
    "norm": {
        "title": "Định mức",
        "choose": [{"when": {"fact": "members_total", "at_least": "30"}, "value": "120"}, {"value": "90"}],
    },
    "minutes_short": {"title": "Còn thiếu", "shortfall": ["duration", "norm"]},
    "members_due": {"title": "Phải dự", "difference": ["members_total", "members_exempt", "members_special_duty"]},
    "attendance_rate": {"title": "Tỷ lệ dự", "percent": ["present", "members_due"]},
    "speakers_rate": {"title": "Tỷ lệ phát biểu", "percent": ["speakers", "present"]},
    "targets_rate": {"title": "Hoàn thành", "percent": ["targets_met", "targets_set"]},
    "dues_rate": {"title": "Đảng phí", "percent": ["dues_paid", "dues_due"]},
    "votes_rate": {"title": "Biểu quyết", "percent": ["votes_for", "votes_total"]},
    "upload_days": {"title": "Đăng trước", "days_between": ["documents_uploaded_on", "date"]},
}
BANDED = ("attendance_rate", "speakers_rate", "targets_rate", "dues_rate", "votes_rate")


def criterion(number: int) -> dict[str, Any]:
    """Return one criterion, in one of six ways of scoring."""
    own: dict[str, Any] = {"id": str(number + 1), "title": "Tiêu chí", "maximum": "5", "clause": f"Mục {number + 1}"}
    match number % 6:
        case 0:
            low = 40 + number % 30
            levels = [
                {"at_least": "90", "points": "5"},
                {"at_least": str(low), "below": "90", "points": "3"},
                {"below": str(low), "points": "0"},
            ]
            unless = [{"when": {"fact": "absent_unexcused", "at_least": "1"}, "points": "1", "reason": "Vắng"}]
            own["bands"] = {"of": BANDED[number % len(BANDED)], "levels": levels, "unless": unless}
        case 1:
            levels = [
                {"at_most": "0", "points": "5"},
                {"above": "0", "at_most": "15", "points": "4"},
                {"above": "15", "points": "0"},
            ]
            own["bands"] = {"of": "minutes_short", "levels": levels}
        case 2:
            own["holds"] = {"fact": "upload_days", "at_least": str(1 + number % 3)}
        case 3:
            own["judged"] = "yes_no"
            own["not_applicable"] = [
                {"when": {"fact": "committee_exists", "is": "no"}, "then": "full_marks", "reason": "Không có chi ủy"}
            ]
        case 4 if number < 30:  # noqa: PLR2004 - a few criteria are taken out, as in real frameworks
            own["judged"] = "points"
            own["not_applicable"] = [
                {"when": {"fact": "meeting_kind", "is": "regular"}, "then": "excluded", "reason": "Kỳ thường"}
            ]
        case _:
            own["judged"] = "points"
    return own


def measure() -> Table:
    """Measure everything that the command does but printing: reading, proving, scoring witnesses."""
    with tempfile.TemporaryDirectory() as folder:
        names = {framework_id: framework_id for framework_id in Catalog().ids}
        for count in SIZES:
            file = Path(folder) / f"{count}.yaml"
            file.write_text(made(count), encoding="utf-8")
            names[f"made, {count} criteria"] = str(file)
        rows = tuple((name, *_row(file)) for name, file in names.items())
    return Table(
        title=f"Lint, the best of {ROUNDS} rounds; targets: An Phú ≤ 2 s, 200 criteria ≤ 20 s",
        header=("framework", "seconds", "CPU seconds", "remarks", "undecided"),
        rows=rows,
    )


def _row(name: str) -> tuple[str, ...]:
    times, own = [], []
    remarks: tuple[LintRemark, ...] = ()
    for _ in range(ROUNDS):
        start, started = perf_counter(), process_time()
        remarks = lint_files([name], Catalog(), Path())[0].remarks
        times.append(perf_counter() - start)
        own.append(process_time() - started)
    undecided = sum(remark.defect.code == "undecided" for remark in remarks)
    return f"{min(times):.2f}", f"{min(own):.2f}", str(len(remarks)), str(undecided)
