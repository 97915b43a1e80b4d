"""Blank records and workbooks of a framework with groups in groups and points outside the scale."""

from __future__ import annotations

import io

import openpyxl

from chamdiem.engine.reading.blank import blank_record
from chamdiem.engine.workbooks.workbook import blank_workbook
from scales import scaled


def test_a_blank_record_asks_for_what_is_outside() -> None:
    """Under the headings of inner groups, and under one for what is of no group, stand the questions."""
    lines = [line.strip() for line in blank_record(scaled(), "vi").splitlines()]
    asked = lines[lines.index("answers:") :]
    heads = [line for line in asked if line.startswith("# ")][:3]
    assert heads == ["# A.1. Chuẩn bị", "# B. Kết quả", "# Ngoài thang điểm"]
    assert any(line.startswith('"t":') for line in asked)


def test_the_form_of_the_workbook_has_all_headings() -> None:
    """An outer group has its title, an inner one too, and what is outside the scale has its own."""
    book = openpyxl.load_workbook(io.BytesIO(blank_workbook(scaled(), (), "vi")))
    texts = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert [text for text in texts if text in {"A. Tổ chức", "A.1. Chuẩn bị", "B. Kết quả", "Ngoài thang điểm"}][:4] == [
        "A. Tổ chức", "A.1. Chuẩn bị", "B. Kết quả", "Ngoài thang điểm",
    ]  # fmt: skip
