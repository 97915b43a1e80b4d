"""Cells of a workbook become the texts that a record would have, or are refused with a sentence; nothing is guessed."""

from __future__ import annotations

import datetime as dt
import zipfile
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from openpyxl.styles import Font
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from chamdiem.engine.grids import xlsx_grid
from chamdiem.engine.grids.grids import MAX_LENGTH, GridRow
from chamdiem.engine.grids.xlsx_grid import open_sheet
from chamdiem.engine.grids.xlsx_merged import MAX_MERGED_IN_ROW
from chamdiem.engine.grids.xlsx_package import Package
from chamdiem.rules.records.faults import FaultyInput, column_letters

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
DAY = dt.date(2025, 11, 5)


def saved(folder: Path, fill: Any, **more: Any) -> Path:  # noqa: ANN401 - what fills the sheet in
    """Write a workbook of one sheet that a function fills in."""
    book = openpyxl.Workbook()
    assert book.active is not None
    for name, value in more.items():
        setattr(book, name, value)
    fill(book.active)
    file = folder / "so.xlsx"
    book.save(file)
    return file


def with_sheet(folder: Path, xml: str, template: Path | None = None) -> Path:
    """Write a workbook whose sheet is some XML."""
    source = template or saved(folder, lambda sheet: sheet.append(["x"]))
    file = folder / "xml.xlsx"
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, xml if name == "xl/worksheets/sheet1.xml" else old.read(name))
    return file


def rows_of(file: Path) -> list[GridRow]:
    """Read the rows of a workbook's first sheet."""
    package = Package(file)
    return list(open_sheet(package, package.sheets[0]).rows)


def first_cell(file: Path) -> str:
    """Return the first cell's text, or the code of its fault."""
    row = rows_of(file)[0]
    return row.texts[1] if 1 in row.texts else row.faults[1].code


VALUES: list[tuple[object, str | None, str]] = [
    (5, None, "5"),
    (5.0, None, "5"),
    (7.5, None, "7.5"),
    (0.1 * 71, None, "7.1"),
    (7.50000001, None, "7.50000001"),
    (-3, None, "-3"),
    (1e21, None, "table.long_number"),
    ("7,5", None, "7,5"),
    ("  có \xa0", None, "có"),
    ("một\r\nhai", None, "một\nhai"),
    ("Chi bộ thôn Đông", None, "Chi bộ thôn Đông"),
    ("=1+1 không phải công thức", "text", "=1+1 không phải công thức"),
    (True, None, "true"),
    (False, None, "false"),
    (DAY, "dd/mm/yyyy", "2025-11-05"),
    (DAY, "mm-dd-yy", "2025-11-05"),
    (dt.datetime(2025, 11, 5, 19, 30), "dd/mm/yyyy hh:mm", "2025-11-05 19:30"),  # noqa: DTZ001 - cells have no zone
    (dt.date(2025, 11, 1), "mmm-yy", "2025-11"),
    (DAY, "mmm-yy", "2025-11-05"),
    (DAY, '"Ngày" dd "tháng" mm', "2025-11-05"),
    (DAY, "[$-42A]dd mmmm yyyy", "2025-11-05"),
    (45966, "General", "45966"),
    (45966, '0 "đồng"', "45966 đồng"),
    (dt.time(19, 30), "hh:mm", "19:30"),
    (dt.time(19, 30, 15), "hh:mm:ss", "19:30:15"),
    (0.8125, "[h]:mm", "19:30"),
    (0.5, "dd/mm/yyyy", "0.5"),
    (-1, "dd/mm/yyyy", "-1"),
    (9e9, "dd/mm/yyyy", "9000000000"),
]


@pytest.mark.parametrize(("value", "look", "text"), VALUES, ids=[f"{value!r} {look}" for value, look, _ in VALUES])
def test_values_become_texts(value: object, look: str | None, text: str, tmp_path: Path) -> None:
    """A number loses the dust of binary fractions and nothing else; what shows as a day or a time is one."""

    def fill(sheet: Worksheet) -> None:
        sheet["A1"] = value  # type: ignore[assignment]  # every kind that openpyxl takes
        if look == "text":
            sheet["A1"].data_type = "s"
        elif look:
            sheet["A1"].number_format = look

    assert first_cell(saved(tmp_path, fill)) == text


def test_days_counted_from_1904(tmp_path: Path) -> None:
    """A workbook that counts its days from 1904 gives the days that it shows."""

    def fill(sheet: Worksheet) -> None:
        sheet["A1"] = DAY
        sheet["A1"].number_format = "dd/mm/yyyy"

    file = saved(tmp_path, fill, epoch=CALENDAR_MAC_1904)
    assert Package(file).counts_from_1904
    assert first_cell(file) == "2025-11-05"


def test_decomposed_text_is_composed(tmp_path: Path) -> None:
    """Text from a Mac, letters and accents apart, is read as everybody else types it."""
    decomposed = "Chi bo\u0323\u0302"
    assert first_cell(saved(tmp_path, lambda sheet: sheet.append([decomposed]))) == "Chi bộ"


CELLS = {
    '<c r="A1"><f>SUM(B1:B2)</f></c>': "table.formula",
    '<c r="A1"><f>SUM(B1:B2)</f><v></v></c>': "table.formula",
    '<c r="A1"><f>SUM(B1:B2)</f><v>7</v></c>': "7",
    '<c r="A1" t="str"><f>B1&amp;C1</f><v>có</v></c>': "có",
    '<c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c>': "table.error",
    '<c r="A1" t="e"><v>#N/A</v></c>': "table.error",
    '<c r="A1" t="d"><v>2025-11-05T00:00:00</v></c>': "2025-11-05",
    '<c r="A1" t="inlineStr"><is><t>có</t></is></c>': "có",
    '<c r="A1" t="inlineStr"><is><r><t>Chi </t></r><r><t>bộ</t></r><rPh sb="0"><t>x</t></rPh></is></c>': "Chi bộ",
    '<c t="inlineStr"><is><t>không địa chỉ</t></is></c>': "không địa chỉ",
    '<c r="A1" t="inlineStr"><is><t>a_x0007_b</t></is></c>': "yaml.character",
    '<c r="A1" t="inlineStr"><is><t>a_x000D_\nb</t></is></c>': "a\nb",
    f'<c r="A1" t="inlineStr"><is><t>{"a" * (MAX_LENGTH + 1)}</t></is></c>': "table.long_text",
}


@pytest.mark.parametrize(("cell", "read"), CELLS.items(), ids=[cell[:60] for cell in CELLS])
@pytest.mark.parametrize("prefix", ["", "x:"])
def test_cells_of_every_program(cell: str, read: str, prefix: str, tmp_path: Path) -> None:
    """However a program writes a cell, with or without a prefix, it is read the same; what has no value is refused."""
    xml = f'<worksheet xmlns="{MAIN}"><sheetData><row r="1">{cell}</row></sheetData></worksheet>'
    if prefix:
        for name in ("worksheet", "sheetData", "row", "rPh", "is", "t", "r", "c", "v", "f"):
            xml = xml.replace(f"<{name}>", f"<x:{name}>").replace(f"</{name}>", f"</x:{name}>")
            xml = xml.replace(f"<{name} ", f"<x:{name} ")
        xml = xml.replace("xmlns=", "xmlns:x=")
    assert first_cell(with_sheet(tmp_path, xml)) == read


def test_a_formula_that_gives_nothing_is_blank(tmp_path: Path) -> None:
    """A formula whose result is no text at all leaves the cell blank."""
    xml = f'<worksheet xmlns="{MAIN}"><sheetData><row><c t="str"><f>""</f><v></v></c></row></sheetData></worksheet>'
    assert rows_of(with_sheet(tmp_path, xml)) == []


@pytest.mark.parametrize("name", [".VnTime", "VNI-Times", ".VnArialH"])
def test_old_fonts_are_refused(name: str, tmp_path: Path) -> None:
    """In a font of old even a word that could be Unicode is refused; plain letters and real Unicode are not."""

    def fill(sheet: Worksheet) -> None:
        sheet.append(["Chi bé", "CB-01", "Chi bộ"])
        for cell in sheet[1]:
            cell.font = Font(name=name)

    row = rows_of(saved(tmp_path, fill))[0]
    assert row.faults[1].code == "table.legacy_text"
    assert row.texts == {2: "CB-01", 3: "Chi bộ"}


def test_merged_cells_are_named_in_every_row(tmp_path: Path) -> None:
    """Every row that a merged cell reaches into says so, with the columns it covers."""

    def fill(sheet: Worksheet) -> None:
        for number in range(1, 6):
            sheet.append([number, number, number])
        sheet.merge_cells("B2:C3")
        sheet.merge_cells("A5:C5")

    merged = {row.number: row.merged for row in rows_of(saved(tmp_path, fill))}
    assert merged == {1: (), 2: ((2, 3),), 3: ((2, 3),), 4: (), 5: ((1, 3),)}


def test_no_merged_cell_is_missed_between_two_pieces(tmp_path: Path) -> None:
    """Wherever the file is cut into pieces while it is read, each merged cell is found once."""
    spans = 3_000
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, spans + 1))
    merged = "".join(f'<mergeCell ref="A{n}:B{n}"/>' for n in range(1, spans + 1))
    xml = f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData><mergeCells>{merged}</mergeCells></worksheet>'
    assert all(row.merged == ((1, 2),) for row in rows_of(with_sheet(tmp_path, xml)))


def test_merged_cells_without_end_are_bounded(tmp_path: Path) -> None:
    """Thousands of merged cells over one another cost no more than some."""
    merged = "".join(f'<mergeCell ref="A1:{column_letters(n)}1048576"/>' for n in range(1, 9_000))
    xml = (
        f'<worksheet xmlns="{MAIN}"><sheetData><row r="2"><c r="A2"><v>1</v></c></row></sheetData>{merged}</worksheet>'
    )
    assert len(rows_of(with_sheet(tmp_path, xml))[0].merged) == MAX_MERGED_IN_ROW


def test_hidden_rows_and_gaps(tmp_path: Path) -> None:
    """Hidden rows are read, blank ones are not there, and every row knows its number."""

    def fill(sheet: Worksheet) -> None:
        sheet["A2"], sheet["C7"] = "x", "y"
        sheet.row_dimensions[2].hidden = True
        sheet["A9"].number_format = "0"

    assert [(row.number, dict(row.texts)) for row in rows_of(saved(tmp_path, fill))] == [(2, {1: "x"}), (7, {3: "y"})]


@pytest.mark.parametrize("cell", ["XFD1048576", "A100001", "BXY1"])
def test_a_cell_too_far_out(cell: str, tmp_path: Path) -> None:
    """One cell at the end of the sheet is refused with its place, in no time."""

    def fill(sheet: Worksheet) -> None:
        sheet["A1"], sheet[cell] = "x", "y"

    file = saved(tmp_path, fill)
    assert file.stat().st_size < 20_000
    with pytest.raises(FaultyInput) as caught:
        rows_of(file)
    (fault,) = caught.value.faults
    assert fault.code == "table.far_cell"
    assert fault.place is not None
    assert fault.place.cell == cell


@pytest.mark.parametrize(
    ("xml", "code"),
    [
        (f'<!DOCTYPE x [<!ENTITY a "b">]><worksheet xmlns="{MAIN}"/>', "table.entities"),
        (f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1" t="s"><v>999</v></c></row>', "table.damaged"),
        (f'<worksheet xmlns="{MAIN}"><sheetData><row r="x">', "table.damaged"),
        (f'<worksheet xmlns="{MAIN}"><sheetData>', "table.damaged"),
        (f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1"><v>x</v></c></row>', "table.damaged"),
    ],
)  # fmt: skip
def test_a_sheet_that_is_not_right(xml: str, code: str, tmp_path: Path) -> None:
    """A sheet that declares entities, ends too soon or holds what no sheet holds is refused as a whole."""
    template = saved(tmp_path, lambda sheet: sheet.append(["x"]))
    with pytest.raises(FaultyInput) as caught:
        rows_of(with_sheet(tmp_path, xml, template))
    assert [fault.code for fault in caught.value.faults] == [code]


def test_blank_cells_are_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A sheet of blank cells without end is refused, though none of them says anything."""
    monkeypatch.setattr(xlsx_grid, "MAX_CELLS", 3)
    xml = f'<worksheet xmlns="{MAIN}"><sheetData><row>{"<c/>" * 4}</row></sheetData></worksheet>'
    with pytest.raises(FaultyInput, match=r"table\.bomb"):
        rows_of(with_sheet(tmp_path, xml))
