"""The sheet of another subject than a meeting."""

from __future__ import annotations

from chamdiem.engine.reading.documents import read_bytes
from chamdiem.engine.reading.record_reader import parse_record
from chamdiem.engine.scoring.scorer import Scorer
from chamdiem.engine.sheets.sheet_view import self_assessment, view_sheet
from subjects import BY_LAYER, COLLECTIVE, TODAY, collective

BLANK = parse_record(read_bytes(b"framework: rubrics/collective", "ho-so.yaml"), TODAY, shape=BY_LAYER.framework.shape)


def test_the_paragraph_says_who_assessed_itself() -> None:
    """It names the subject, its unit and its period, and no meeting of a cell."""
    text = self_assessment(Scorer(COLLECTIVE).evaluate(collective()))
    assert text.startswith("Tập thể Phòng Bịa tự chấm điểm (quý III năm 2026): ")
    assert "Chi bộ" not in text


def test_a_blank_sheet_asks_for_every_input() -> None:
    """Whoever fills it in by hand finds each fact of the framework with a place to write on."""
    told = {line.label: line.text for line in view_sheet(Scorer(BY_LAYER).evaluate(BLANK)).particulars}
    assert told["Số liệu"] == (
        "Số nhiệm vụ được giao: ……; Số nhiệm vụ chậm: ……; Số nhiệm vụ chậm được phép: ……; Điểm phiếu của cấp trên: ……"
    )


def test_a_criterion_that_a_layer_is_not_asked_begins_no_sheet() -> None:
    """A sheet on which nobody wrote anything has no total, however many criteria are the upper level's alone."""
    sheet = view_sheet(Scorer(BY_LAYER).evaluate(BLANK))
    (total,) = [row for row in sheet.rows if row.kind == "total"]
    assert total.own is None
