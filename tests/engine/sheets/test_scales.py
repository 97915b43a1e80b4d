"""The sheet of a framework with groups in groups and points outside the scale."""

from __future__ import annotations

import pytest

from chamdiem.engine.sheets.sheet_view import self_assessment, view_sheet
from chamdiem.engine.sheets.sheets import sheet_file
from samples import evaluate
from scales import ANSWERS, scaled

FOUND = evaluate(scaled(), ANSWERS, absent_unexcused=1)


def test_floors_and_what_is_outside_have_lines_of_their_own() -> None:
    """An inner group is one floor down; what is outside the scale stands under its own heading, before the total."""
    rows = view_sheet(FOUND).rows
    assert [(row.kind, row.id, row.floor, row.maximum, row.own) for row in rows[:-2]] == [
        ("group", "A", 1, "60", "57"),
        ("group", "A.1", 2, "60", "57"),
        ("criterion", "1", 1, "60", "57"),
        ("group", "B", 1, "40", "35"),
        ("criterion", "2", 1, "40", "35"),
        ("group", "", 1, None, None),
        ("criterion", "t", 1, "+5", "5"),
        ("criterion", "p", 1, "-8", "-8"),
    ]
    total, rating = rows[-2:]
    assert [reason.text for reason in total.reasons] == ["Trong thang 92, thưởng 5, trừ 8: 89 điểm."]
    assert (rating.own, [reason.text for reason in rating.reasons]) == (
        "Khá",
        ["Hạ 1 bậc, từ Tốt xuống Khá: vắng không lý do."],
    )


@pytest.mark.parametrize("form", ["html", "pdf", "docx"])
def test_every_form_can_be_made_of_it(form: str) -> None:
    """The page, the paper and the Word file all take such rows."""
    assert sheet_file(FOUND, form)


def test_the_paragraph_tells_of_what_is_outside() -> None:
    """The points of the groups come first, then what was added and taken off."""
    assert "Tổ chức: 57/60; Kết quả: 35/40; Ngoài thang điểm: -3. Tổng điểm: 89/100." in self_assessment(FOUND)
