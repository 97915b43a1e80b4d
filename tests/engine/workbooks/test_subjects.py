"""Workbooks of other subjects than meetings: their columns, what their cells take, and that they are read back."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from chamdiem.engine.reading.catalog import Catalog
from chamdiem.engine.reading.items import Meeting, Rejected
from chamdiem.engine.reading.meetings import read_meetings
from chamdiem.engine.reading.table_columns import columns_of
from chamdiem.engine.texts import LANGS
from chamdiem.engine.workbooks.workbook import blank_workbook, faults_workbook
from subjects import BY_LAYER, COLLECTIVE, TODAY, collective

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

    from chamdiem.engine.reading.items import Item

TABLE, FORM = "Các hồ sơ", "Phiếu một hồ sơ"


def filled(sheet: Worksheet, **values: Any) -> None:  # noqa: ANN401 - whatever a cell holds
    """Fill a row of the table, by the ids of its columns."""
    places = {column.id: place for place, column in enumerate(columns_of(COLLECTIVE.framework, "vi"), 1)}
    for name, value in values.items():
        sheet.cell(3, places[name.replace("__", ".")], value)


def read_back(folder: Path, **values: object) -> Item:
    """Return what comes of one row of a workbook."""
    book = openpyxl.load_workbook(io.BytesIO(blank_workbook(COLLECTIVE, (), "vi")))
    filled(book[TABLE], **values)
    file = folder / "so.xlsx"
    book.save(file)
    (item,) = read_meetings([file], TODAY, Catalog(), COLLECTIVE)
    return item


ROW = {
    "unit_id": "TT-01", "unit_name": "Phòng Bịa", "period": "quý III/2026", "tasks_given": 20, "tasks_done": 19,
    "tasks_late": 0, "score_upper": 89.5, "reported_on": dt.date(2026, 10, 5), "due_on": dt.date(2026, 10, 10),
    "disciplined": "không", "unit_kind": "Trường học",
}  # fmt: skip


def test_a_row_is_read_back(tmp_path: Path) -> None:
    """Counts, decimals, days, words, answers and the quarter stand in the record as in its YAML."""
    item = read_back(tmp_path, **ROW)
    assert isinstance(item, Meeting)
    told = {name: value for name, value in collective().values.items() if name in ROW}
    assert item.record.values == told
    assert item.record.values["score_upper"] == Decimal("89.5")


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("score_upper", 89.3, "scalar.off_step"),
        ("score_upper", 100.5, "scalar.above"),
        ("tasks_given", 0, "scalar.below"),
        ("tasks_done", 21, "record.above"),
        ("period", "11/2026", "scalar.period_of"),
    ],
)
def test_what_does_not_fit_is_rejected_in_its_cell(tmp_path: Path, field: str, value: object, code: str) -> None:
    """A value off its step, outside its range, above another field or of another period is a fault of its cell."""
    item = read_back(tmp_path, **ROW | {field: value})
    assert isinstance(item, Rejected)
    (fault,) = item.faults
    assert (fault.code, fault.path) == (code, (field,))
    assert fault.place is not None
    assert fault.place.sheet == TABLE


@pytest.mark.parametrize("lang", LANGS)
def test_cells_take_what_the_framework_asks(lang: str) -> None:
    """Excel itself holds a count in its range, a decimal to its step, a word to its list."""
    book = openpyxl.load_workbook(io.BytesIO(blank_workbook(COLLECTIVE, (), lang)))  # type: ignore[arg-type]
    sheet = book.worksheets[2]
    rules = {next(iter(rule.sqref.ranges)).min_col: rule for rule in sheet.data_validations.dataValidation}
    places = {column.id: place for place, column in enumerate(columns_of(COLLECTIVE.framework, "vi"), 1)}
    given, score = rules[places["tasks_given"]], rules[places["score_upper"]]
    assert (given.type, given.formula1, given.formula2) == ("whole", "1", "500")
    assert score.type == "custom"
    assert "MOD(ROUND(" in score.formula1
    assert "<=100" in score.formula1
    assert rules[places["period"]].type == "textLength"


def test_rejected_rows_are_told_in_the_words_of_the_framework(tmp_path: Path) -> None:
    """The workbook of rows to be corrected names inputs by their titles, as every other fault does."""
    item = read_back(tmp_path, **ROW | {"tasks_done": 21})
    assert isinstance(item, Rejected)
    book = openpyxl.load_workbook(io.BytesIO(faults_workbook([replace(item, framework=COLLECTIVE)], "vi")))
    told = [str(cell.value) for row in book["Danh sách lỗi"].iter_rows() for cell in row if cell.value]
    assert "Số nhiệm vụ đã xong (21) lớn hơn Số nhiệm vụ được giao (20)." in told


def test_the_form_is_of_the_subject() -> None:
    """No sheet of the workbook, nor its title, speaks of a cell's meeting."""
    book = openpyxl.load_workbook(io.BytesIO(blank_workbook(COLLECTIVE, (), "vi")))
    texts = {str(cell.value) for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.value}
    assert "PHIẾU GHI SỐ LIỆU CỦA TẬP THỂ" in texts
    told = " ".join((*book.sheetnames, *texts))
    assert not [word for word in ("hi bộ", "đảng viên", "ỳ họp", "Bí thư") if word in told]


def test_an_untouched_form_with_criteria_of_one_layer_is_read(tmp_path: Path) -> None:
    """What the form writes where a layer is not asked is ours: that nothing is filled in is all there is to say."""
    for lang in LANGS:
        file = tmp_path / f"{lang}.xlsx"
        file.write_bytes(blank_workbook(BY_LAYER, (), lang))
        (item,) = read_meetings([file], TODAY, Catalog(), BY_LAYER)
        assert isinstance(item, Rejected)
        assert [fault.code for fault in item.faults] == ["table.nothing"]
