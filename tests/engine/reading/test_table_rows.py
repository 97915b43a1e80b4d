"""Every row that is not blank is a meeting, a cell that has not reported, a fault, or told of; none is lost in silence."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chamdiem.engine.grids.csv_grid import open_csv
from chamdiem.engine.reading.catalog import Catalog
from chamdiem.engine.reading.items import Meeting, Rejected, Remark, Unfilled, heeded, remark_lines
from chamdiem.engine.reading.meetings import read_meetings
from chamdiem.engine.reading.register import read_register
from chamdiem.engine.texts import LANGS
from chamdiem.rules.records.faults import Place
from patience import SHARED

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from chamdiem.engine.reading.items import Item

CATALOG = Catalog()
TODAY = dt.date(2026, 1, 31)
HEAD = "STT;Mã chi bộ;Tên chi bộ;Kỳ;Ngày họp;Tổng số đảng viên;Có mặt"
FIRST = "1;VD-1;Chi bộ A;2025-11;05/11/2025;24;21"
SECOND = "2;VD-2;Chi bộ B;2025-11;06/11/2025;20;18"


def read(folder: Path, *rows: str) -> tuple[list[Item], list[Remark]]:
    """Write a CSV file and read it; return what it holds and what was told of it."""
    file = folder / "bang.csv"
    file.write_text("\n".join(rows) + "\n", encoding="utf-8")
    remarks: list[Remark] = []
    return list(heeded(read_meetings([file], TODAY, CATALOG), remarks.append)), remarks


def kinds(items: Sequence[Item]) -> str:
    """Return a letter for every item: Meeting, Rejected, Unfilled."""
    return "".join(type(item).__name__[0] for item in items)


def codes(items: Sequence[Item]) -> list[str]:
    """Return the codes of all faults."""
    return [fault.code for item in items if isinstance(item, Rejected) for fault in item.faults]


ASIDE = {
    ";;Tổng cộng;;;44;39": "remark.totals",
    "Tổng cộng;;;;;44;39": "remark.totals",
    ";Cộng;;;;44;39": "remark.totals",
    ";tong cong;;;;44;39": "remark.totals",
    ";Grand Total;;;;44;39": "remark.totals",
    ";∑;;;;44;39": "remark.totals",
    ";;TỔNG SỐ:;;;44;39": "remark.totals",
    ";;T Ổ N G   C Ộ N G;;;44;39": "remark.totals",
    ";;Luỹ kế từ đầu năm;;;44;39": "remark.totals",
    ";;;;TM ĐẢNG ỦY;;": "remark.signature",
    ";;;;ĐẢNG ỦY VIÊN PHỤ TRÁCH;;": "remark.signature",
    ";;Tổng số: 2 chi bộ;;;44;": "remark.totals",
    ";;Cộng toàn đảng bộ;;;44;": "remark.totals",
    ";;Người lập biểu;;;;": "remark.signature",
    ";;;;T/M ĐẢNG ỦY;;": "remark.signature",
    ";;;;;;T/M CHI ỦY": "remark.signature",
    ";;;;An Phú, ngày 30 tháng 11 năm 2025;;": "remark.signature",
    ";;;;…, ngày … tháng … năm 2025;;": "remark.signature",
    ";;;;An Phú, ngày 30/11/2025;;": "remark.signature",
    "Ghi chú: chi bộ 3 chưa họp;;;;;;": "remark.signature",
    ";;BÍ THƯ;;;;": "remark.signature",
    ";;(Ký, ghi rõ họ tên);;;;": "remark.signature",
    "3;;;;;;": "remark.nameless",
    "I;;Khối nông thôn;;;;": "remark.nameless",
    ";Khối cơ quan;;;;;": "remark.nameless",
    "(1);(2);(3);(4);(5);(6);(7)": "remark.numbering",
    "A;B;C;1;2;3;4": "remark.numbering",
    HEAD: "remark.heading_again",
}


@pytest.mark.parametrize("row", ASIDE)
def test_rows_that_are_no_meetings(row: str, tmp_path: Path) -> None:
    """Totals, signatures, notes, headings of parts and of columns are neither meetings nor cells, and are told of."""
    items, remarks = read(tmp_path, HEAD, FIRST, row, SECOND)
    assert kinds(items) == "MM"
    assert [(remark.code, remark.place.line) for remark in remarks] == [(ASIDE[row], 3)]


@pytest.mark.parametrize(
    "row",
    [
        "3;VD-3;Tổng kho X;2025-11;07/11/2025;10;9",
        "3;VD-3;Cộng Hòa;2025-11;07/11/2025;10;9",
        "3;VD-3;Bí thư;2025-11;07/11/2025;10;9",
        "3;VD-3;Tổng cộng;2025-11;07/11/2025;10;9",
        "3;;Chi bộ C;2025-11;07/11/2025;10;9",
        ";VD-3;;2025-11;07/11/2025;10;9",
    ],
)
def test_a_meeting_is_never_taken_for_a_total(row: str, tmp_path: Path) -> None:
    """Whatever a cell is called, a row with its id and day, or with facts, is its meeting."""
    items, remarks = read(tmp_path, HEAD, FIRST, row, SECOND)
    assert kinds(items) == "MMM"
    assert remarks == []


def test_names_below_a_signature(tmp_path: Path) -> None:
    """Below the words of a signature stand names, under whatever column; a cell that comes later is still read."""
    rows = (";;NGƯỜI LẬP BIỂU;;;T/M ĐẢNG ỦY;", ";;(Đã ký);;;;", ";;Trần Thị Mẫu;;;Lê Văn Thí Dụ;", ";;;;;;Phạm Mẫu")
    items, remarks = read(tmp_path, HEAD, FIRST, *rows, SECOND)
    assert kinds(items) == "MM"
    assert [remark.place.line for remark in remarks] == [3, 4, 5, 6]
    assert {remark.code for remark in remarks} == {"remark.signature"}


def test_cells_that_have_not_reported(tmp_path: Path) -> None:
    """A row with a cell's id, or with the name of one, is a cell that has not reported."""
    items, remarks = read(tmp_path, HEAD, FIRST, "2;VD-2;Chi bộ B;;;20;", "3;;Chi bộ C;;;;", "4;VD-4;;;;;")
    assert kinds(items) == "MUUU"
    assert remarks == []


def test_a_name_without_an_id_column(tmp_path: Path) -> None:
    """Where a table has no ids, names are cells; what stands below the signature is not."""
    items, remarks = read(
        tmp_path, "Tên chi bộ;Ngày họp;Có mặt", "Thôn Đông;05/11/2025;9", "Thôn Tây;;", "Người lập;;", "Mẫu;;"
    )
    assert kinds(items) == "MU"
    assert [remark.place.line for remark in remarks] == [4, 5]


def test_an_upper_organisation_signs_nothing(tmp_path: Path) -> None:
    """What stands in the column of the upper organisation is no signature, though it is called like one."""
    items, remarks = read(
        tmp_path, "Tên chi bộ;Đảng bộ cấp trên;Ngày họp", "Thôn Đông;Đảng ủy xã X;05/11/2025", "Thôn Tây;Đảng ủy xã X;"
    )
    assert kinds(items) == "MU"
    assert remarks == []


def test_wrong_facts_of_a_cell_that_has_not_reported(tmp_path: Path) -> None:
    """A row that only names its cell, but wrongly, is a fault and not a blank row."""
    items, _ = read(tmp_path, HEAD, FIRST, "2;VD-2;Chi bộ B;;;hai mươi;")
    assert (kinds(items), codes(items)) == ("MR", ["scalar.count"])


@pytest.mark.parametrize("above", [(FIRST,), (FIRST, SECOND), ("BẢNG THÁNG 11", "", FIRST)])
def test_rows_of_data_above_the_heading(above: tuple[str, ...], tmp_path: Path) -> None:
    """Meetings above the heading, as a table sorted downwards has them, are faults, each by its row."""
    items, _ = read(tmp_path, *above, HEAD, "3;VD-3;Chi bộ C;2025-11;07/11/2025;10;9")
    data = [number for number, row in enumerate(above, 1) if ";" in row]
    assert [item.place.line for item in items if isinstance(item, Rejected)] == data
    assert set(codes(items)) == {"table.above_heading"}
    assert kinds(items)[-1] == "M"


def test_a_heading_at_the_end(tmp_path: Path) -> None:
    """A heading with nothing below it, and cells above: every one of them is a fault."""
    items, _ = read(tmp_path, FIRST, ";VD-9;Chi bộ I;;;;", HEAD)
    assert codes(items) == ["table.above_heading"] * 2


def test_titles_are_told(tmp_path: Path) -> None:
    """What stands above the heading, and is no data, is told in one line, with its rows."""
    _, remarks = read(tmp_path, "ĐẢNG BỘ PHƯỜNG X;;;;", "BẢNG THÁNG 11/2025", "", "Chi bộ;;;;;Đảng viên;", HEAD, FIRST)
    (line,) = remark_lines(remarks, "vi")
    assert line == (
        f"{tmp_path / 'bang.csv'}: không đọc dòng 1–2, nằm trên dòng tiêu đề: “ĐẢNG BỘ PHƯỜNG X”, “BẢNG THÁNG 11/2025”."
    )


def test_a_table_pasted_below_another(tmp_path: Path) -> None:
    """A second heading, in another order, is what the rows below it are read by."""
    items, remarks = read(tmp_path, HEAD, FIRST, "", "Có mặt;Ngày họp;Mã chi bộ", "9;07/11/2025;VD-3")
    assert kinds(items) == "MM"
    last = items[1]
    assert isinstance(last, Meeting)
    assert last.record.values == {"present": 9, "date": dt.date(2025, 11, 7), "cell_id": "VD-3"}
    assert [remark.code for remark in remarks] == ["remark.heading_again"]


@pytest.mark.parametrize(
    "head",
    [
        ("STT;Mã chi bộ;Tên chi bộ;Ngày họp;Số đảng viên;;", ";;;;Tổng số đảng viên;Có mặt;Vắng có lý do"),
        ("STT;Mã chi bộ;Thông tin;;;;", ";;Tên chi bộ;Ngày họp;Tổng số đảng viên;Có mặt;Vắng có lý do"),
    ],
)
def test_a_heading_of_two_rows(head: tuple[str, str], tmp_path: Path) -> None:
    """Where the lower row divides what the upper one names, both are the heading."""
    items, remarks = read(tmp_path, "BẢNG THÁNG 11", *head, "1;VD-1;Chi bộ A;05/11/2025;24;21;3")
    (item,) = items
    assert isinstance(item, Meeting)
    assert (item.record.values["cell_id"], item.record.values["absent_excused"]) == ("VD-1", 3)
    assert [(remark.code, remark.place.line) for remark in remarks] == [("remark.title", 1)]


def test_a_group_of_unknown_columns_is_still_a_fault(tmp_path: Path) -> None:
    """A heading of two rows with a column that nobody knows is refused as any other."""
    items, _ = read(tmp_path, "Mã chi bộ;Ngày họp;Số lượng;", ";;Có mặt;Khác", "VD-1;05/11/2025;9;1")
    assert codes(items) == ["table.unknown_column"]


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        (("Mã chi bộ;Ngày họp;Có mặt", "VD-1;05/11/2025;9;thừa"), "table.beside"),
        (("Mã chi bộ;Ngày họp;", "VD-1;05/11/2025;9"), "table.beside"),
        (("Mã chi bộ;Ngày họp;Mã chi bộ", "VD-1;05/11/2025;VD-1"), "table.repeated_column"),
        (("Mã chi bộ;Ngày họp;Chi b\ufffd", "VD-1;05/11/2025;9"), "table.lost_letters"),
        (("Mã chi bộ;Tên chi bộ;Ngày họp", "VD-1;Chi b? khu ph?;05/11/2025"), "text.lost"),
        (("Mã chi bộ;Tên chi bộ;Ngày họp", "VD-1;Chi bộ A?;05/11/2025"), "text.lost"),
        (("Mã chi bộ;Ngày họp;Có mặt", ";;39"), "table.no_cell"),
        (("Mã chi bộ;Tên chi bộ;Ngày họp;Có mặt", ";TC;;39"), "table.no_cell"),
        (("Tên chi bộ;Ngày họp;Có mặt", ";05/11/2025;39"), "table.no_cell"),
        (("Mã chi bộ;Ngày họp", "2025-11-05;05/11/2025"), "table.day_as_name"),
        (("Mã chi bộ;Tên chi bộ;Ngày họp", "VD-1;2025-11;05/11/2025"), "table.day_as_name"),
        (("Mã chi bộ;Ngày họp", "TRUE;05/11/2025"), "table.answer_as_name"),
        (("Mã chi bộ;Ngày họp",), "table.nothing"),
        (("ghi chú", "không có gì"), "table.no_heading"),
    ],
)
def test_tables_that_are_not_right(rows: tuple[str, ...], code: str, tmp_path: Path) -> None:
    """Values without a heading, headings twice, lost letters, and a table without a row are faults."""
    items, _ = read(tmp_path, *rows)
    assert codes(items) == [code]


def test_sheets_that_nobody_sees_or_that_have_no_cells(tmp_path: Path) -> None:
    """A hidden sheet and a chart are told by name; hidden rows and columns are read, and told."""
    book = openpyxl.Workbook()
    table = book.active
    assert table is not None
    table.append(["Mã chi bộ", "Ngày họp", "Có mặt"])
    for number in (1, 2):
        table.append([f"VD-{number}", f"0{number}/11/2025", 9])
    table.row_dimensions[3].hidden = True
    table.column_dimensions["C"].hidden = True
    for name, state in (("Nháp", "hidden"), ("Ẩn hẳn", "veryHidden"), ("chamdiem", "hidden")):
        book.create_sheet(name).sheet_state = state
    book.create_chartsheet("Biểu đồ")
    book.save(tmp_path / "so.xlsx")
    remarks: list[Remark] = []
    items: list[Item] = list(heeded(read_meetings([tmp_path / "so.xlsx"], TODAY, CATALOG), remarks.append))
    assert kinds(items) == "MM"
    said = [line.removeprefix(f"{tmp_path}/") for line in remark_lines(remarks, "vi")]
    assert said == [
        "so.xlsx, bảng ‘Sheet’: có cột đang ẩn, vẫn được đọc: “Có mặt”.",
        "so.xlsx, bảng ‘Sheet’: dòng 3 đang ẩn, vẫn được đọc.",
        "so.xlsx, bảng ‘Nháp’: bảng này đang ẩn nên không đọc.",
        "so.xlsx, bảng ‘Ẩn hẳn’: bảng này đang ẩn nên không đọc.",
        "so.xlsx, bảng ‘chamdiem’: bảng này đang ẩn nên không đọc.",
        "so.xlsx, bảng ‘Biểu đồ’: trang này là biểu đồ hoặc hộp thoại, không có ô số liệu, nên không đọc.",
    ]


@pytest.mark.parametrize("name", ["chamdiem", "Chamdiem", "Hướng dẫn"])
def test_a_sheet_called_like_one_of_ours(name: str, tmp_path: Path) -> None:
    """A sheet is ours by what stands on it, never by its name."""
    book = openpyxl.Workbook()
    table = book.active
    assert table is not None
    table.title = name
    table.append(["Mã chi bộ", "Ngày họp"])
    table.append(["VD-1", "05/11/2025"])
    book.save(tmp_path / "so.xlsx")
    assert kinds(list(read_meetings([tmp_path / "so.xlsx"], TODAY, CATALOG))) == "M"


@pytest.mark.parametrize("mark", ["chamdiem:notes\n", "chamdiem:notes"])
def test_a_table_on_a_sheet_of_notes(mark: str, tmp_path: Path) -> None:
    """A table that somebody keeps on a copy of the guide is a fault, not a sheet to be passed over."""
    file = tmp_path / "bang.csv"
    file.write_text(f"{mark};Mã chi bộ;Ngày họp\n;VD-1;05/11/2025\n", encoding="utf-8")
    (item,) = read_meetings([file], TODAY, CATALOG)
    assert codes([item]) == ["table.notes_with_table"]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("4.1|-;;;Ghi;5", "table.beside"),
        ("cell_id;;;VD-1;thừa", "table.beside"),
        ("-|present;;;7,5;9", "table.computed_answer"),
        ("-|-;;;Máy tính;5", "table.computed_answer"),
        ("-;;;5", "table.computed_answer"),
        ("cell_id;;;VD-2", "table.repeated_answer"),
    ],
)
def test_a_form_that_says_more_than_it_is_asked(row: str, code: str, tmp_path: Path) -> None:
    """What is typed over cells that the program computes, beside the form, or twice, is a fault."""
    items, _ = read(tmp_path, "chamdiem:form", "-;;;Chi bộ tự chấm;Lý do", "cell_id;;;VD-1", "date;;;05/11/2025", row)
    assert code in codes(items)


def test_a_register_tells_what_it_leaves_out(tmp_path: Path) -> None:
    """The totals and signatures of a register are no cells; a cell above its heading is a fault."""
    file = tmp_path / "danh-muc.csv"
    file.write_text(
        "Mã chi bộ;Tên chi bộ;Tổng số đảng viên\n001;Chi bộ A;24\n;Tổng cộng;24\n;Người lập;\n;Mẫu;\n", encoding="utf-8"
    )
    remarks: list[Remark] = []
    assert [cell.id for cell in read_register(file, remarks.append)] == ["001"]
    assert [remark.code for remark in remarks] == ["remark.totals", "remark.signature", "remark.signature"]


def test_remarks_are_short_however_many(tmp_path: Path) -> None:
    """Fifty rows that only have a number are one line, in either language."""
    _, remarks = read(tmp_path, HEAD, FIRST, *(f"{number};;;;;;" for number in range(2, 52)))
    for lang in LANGS:
        (line,) = remark_lines(remarks, lang)
        assert "3–52" in line
        assert len(line) < 300


# --- nothing is lost ---

CELL = st.sampled_from(
    ["", "", "", "VD-1", "VD-2", "Chi bộ A", "Tổng cộng", "Cộng", "Người lập biểu", "T/M ĐẢNG ỦY", "Mẫu", "2025-11", "05/11/2025",
     "24", "9", "1", "2", "3", "x", "Mã chi bộ", "Ngày họp", "Có mặt", "Ghi chú", "?", "Khối I", "=A1", "#REF!"]
)  # fmt: skip
TABLE = st.lists(st.lists(CELL, min_size=1, max_size=8), max_size=12)


NAMES = {*HEAD.split(";"), "Mã chi bộ", "Ngày họp", "Có mặt"}
ABOVE = st.lists(st.lists(CELL, min_size=1, max_size=4), max_size=3)
HEADS = st.sampled_from([HEAD, "Ngày họp;Có mặt;Mã chi bộ"])
WITH_FOLDER = settings(suppress_health_check=SHARED)
"""The folder is the same for all examples, which each write over the file of the one before."""


@settings(WITH_FOLDER, max_examples=60)
@given(TABLE, ABOVE, HEADS)
def test_every_row_is_accounted_for(tmp_path: Path, below: list[list[str]], above: list[list[str]], head: str) -> None:
    """Of any table: rows that are not blank = the heading + meetings + cells that have not reported + faults + remarks."""
    account(tmp_path, below, above, head)


@pytest.mark.nightly
@settings(WITH_FOLDER, max_examples=2_000)
@given(TABLE, ABOVE, HEADS)
def test_every_row_of_many_tables(tmp_path: Path, below: list[list[str]], above: list[list[str]], head: str) -> None:
    """The same for two thousand tables."""
    account(tmp_path, below, above, head)


def account(folder: Path, below: list[list[str]], above: list[list[str]], head: str) -> None:
    """Read a table and make sure that each of its rows is an item, a remark, or part of a heading, and never two."""
    rows = [*(";".join(row) for row in above), head, *(";".join(row) for row in below)]
    items, remarks = read(folder, *rows)
    if {"table.nothing"} == set(codes(items)):
        items = []
    whole = any(isinstance(item, Rejected) and not item.place.line for item in items)
    told = {remark.place.line for remark in remarks}
    read_rows = {item.place.line for item in items}
    written = {row.number: row for row in open_csv(folder / "bang.csv").rows if row.texts or row.faults}
    heading = [row for number, row in written.items() if number not in told | read_rows]
    assert not told & read_rows
    assert whole or (told | read_rows) <= written.keys()
    assert whole or 1 <= len(heading) <= 2  # some headings have two rows
    assert whole or all(text in NAMES for row in heading for text in row.texts.values())


def test_a_row_of_blanks_is_blank(tmp_path: Path) -> None:
    """Blanks of any kind in a row are nothing to be told of."""
    items, remarks = read(tmp_path, HEAD, FIRST, " ;\u00a0;", SECOND)
    assert kinds(items) == "MM"
    assert remarks == []


def test_what_is_unfilled_is_a_row(tmp_path: Path) -> None:
    """A cell that has not reported knows its row."""
    items, _ = read(tmp_path, HEAD, "1;VD-1;Chi bộ A;;;;")
    (item,) = items
    assert isinstance(item, Unfilled)
    assert item.place == Place(str(tmp_path / "bang.csv"), 2, 0, "")
