"""Lists and file names of records of other subjects than meetings."""

from __future__ import annotations

import pytest

from chamdiem.engine.batch.plan import Making, months_of, plan_lists, plan_sheets
from chamdiem.engine.lists.meetings import month_of
from chamdiem.engine.lists.summary import summary_list
from chamdiem.engine.paper.settings import PaperSettings
from chamdiem.engine.scoring.scorer import Scorer
from chamdiem.rules.records.faults import FaultyInput
from samples import criterion, evaluate, framework
from subjects import COLLECTIVE, collective

SCORER = Scorer(COLLECTIVE)
EVALUATIONS = [
    SCORER.evaluate(collective()),
    SCORER.evaluate(collective(unit_id="TT-02", unit_name="Phòng Thử", score_upper="60")),
    SCORER.evaluate(collective(period="2026-Q2")),
]


def test_a_summary_of_a_quarter() -> None:
    """A list of another subject has no members and no day, and its head says the subject and the period."""
    view = summary_list(month_of(EVALUATIONS, "2026-Q3"), None, PaperSettings())
    assert view.title == "BẢNG TỔNG HỢP KẾT QUẢ ĐÁNH GIÁ TẬP THỂ"
    assert view.head.subject == "Quý III năm 2026"
    assert [row[1] for row in view.rows] == ["Phòng Bịa", "Phòng Thử"]
    assert {len(row) for row in view.rows} == {len(view.columns)}
    assert view.total is not None
    assert len(view.total) == len(view.columns)


def test_subjects_do_not_share_a_list() -> None:
    """Records of two subjects are refused in one list; a folder of both has a list for each."""
    meeting = evaluate(framework(criterion()), cell_id="C-1", cell_name="Chi bộ", period="2025-11", date="2025-11-05")
    with pytest.raises(FaultyInput) as refused:
        month_of([*EVALUATIONS[:1], meeting], None)
    assert [fault.code for fault in refused.value.faults] == ["list.several_subjects"]
    assert [month.period for month in months_of([meeting, *EVALUATIONS])] == ["2026-Q2", "2026-Q3", "2025-11"]


def test_files_are_called_by_unit_and_period() -> None:
    """Sheets and lists of a quarter are named by it, with the code of the unit."""
    making = Making(forms=("pdf", "html"), paper=PaperSettings(), software="1")
    assert [job.name for job in plan_sheets(EVALUATIONS[:1], making)] == [
        "2026-Q3_tt-01_phong-bia.html", "2026-Q3_tt-01_phong-bia.pdf",
    ]  # fmt: skip
    names = [job.name for job in plan_lists(EVALUATIONS[:2], None, making)]
    assert names == ["2026-Q3_0_bang-tong-hop_collective.pdf"]
