"""The same workbook in every form that the standard allows is read the same; what is missing in it is named."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest

from chamdiem.engine.files import xml_parts
from chamdiem.engine.files.xml_parts import MAIN, STRICT
from chamdiem.engine.grids.xlsx_grid import open_sheet
from chamdiem.engine.grids.xlsx_package import Package
from chamdiem.rules.records.faults import FaultyInput

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPES, ROOT, BOOK = "[Content_Types].xml", "_rels/.rels", "xl/workbook.xml"
LINKS, STYLES, STRINGS = "xl/_rels/workbook.xml.rels", "xl/styles.xml", "xl/sharedStrings.xml"
ONE, TWO = "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"


def relations(*rows: tuple[str, str, str]) -> str:
    """Return a part of relations: id, kind, target."""
    inner = "".join(f'<Relationship Id="{i}" Type="{OFFICE}/{kind}" Target="{target}"/>' for i, kind, target in rows)
    return f'<Relationships xmlns="{PACKAGE}/relationships">{inner}</Relationships>'


def sheet(text: str, more: str = "") -> str:
    """Return a sheet with a text, a shared text, a styled number and a day."""
    cells = f'<c r="A1" t="inlineStr"><is><t>{text}</t></is></c><c r="B1" t="s"><v>0</v></c>'
    cells += '<c r="C1" s="1"><v>7</v></c><c r="D1" s="2"><v>45966</v></c>'
    return f'<worksheet xmlns="{MAIN}"><sheetData><row r="1">{cells}</row></sheetData>{more}</worksheet>'


PARTS = {
    TYPES: f'<Types xmlns="{PACKAGE}/content-types"><Override PartName="/{BOOK}" ContentType="x/main+xml"/></Types>',
    ROOT: relations(("r1", "officeDocument", "xl/workbook.xml")),
    BOOK: f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><workbookPr/><sheets><sheet name="Một" sheetId="1" r:id="a"/>'
    '<sheet name="Hai" sheetId="2" r:id="b"/></sheets></workbook>',
    LINKS: relations(
        ("a", "worksheet", "worksheets/sheet1.xml"),
        ("b", "worksheet", "worksheets/sheet2.xml"),
        ("c", "styles", "styles.xml"),
        ("d", "sharedStrings", "sharedStrings.xml"),
    ),
    STYLES: f'<styleSheet xmlns="{MAIN}"><numFmts><numFmt numFmtId="164" formatCode="000"/></numFmts>'
    '<fonts><font><name val="Arial"/></font></fonts><cellXfs><xf numFmtId="0" fontId="0"/>'
    '<xf numFmtId="164" fontId="0"/><xf numFmtId="14" fontId="0"/></cellXfs></styleSheet>',
    STRINGS: f'<sst xmlns="{MAIN}"><si><r><t>Chi </t></r><r><t xml:space="preserve">bộ</t></r><rPh><t>x</t></rPh></si></sst>',
    ONE: sheet("một"),
    TWO: sheet("hai"),
}
READ = [
    ("Một", {1: "một", 2: "Chi bộ", 3: "007", 4: "2025-11-05"}),
    ("Hai", {1: "hai", 2: "Chi bộ", 3: "007", 4: "2025-11-05"}),
]


def written(folder: Path, parts: dict[str, str | bytes]) -> Path:
    """Write a workbook of some parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    file = folder / "so.xlsx"
    file.write_bytes(stream.getvalue())
    return file


def read(file: Path) -> list[tuple[str, dict[int, str]]]:
    """Return the texts of the one row of every sheet."""
    package = Package(file)
    return [(one.name, dict(row.texts)) for one in package.sheets for row in open_sheet(package, one).rows]


def changed(part: str, *pairs: tuple[str, str]) -> dict[str, str | bytes]:
    """Return the parts with something replaced in one of them, which is there."""
    content = PARTS[part]
    for old, new in pairs:
        assert old in content
        content = content.replace(old, new)
    return {**PARTS, part: content}


def renamed(**names: str) -> dict[str, str | bytes]:
    """Return the parts with some named otherwise."""
    said = {BOOK: names.get("book"), ONE: names.get("one"), STRINGS: names.get("strings"), STYLES: names.get("styles")}
    return {said.get(name) or name: content for name, content in PARTS.items()}


def recoded(encoding: str) -> dict[str, str | bytes]:
    """Return the parts in another encoding."""
    return {
        name: f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig")}"?>{content}'.encode(encoding)
        for name, content in PARTS.items()
    }


def prefixed(content: str) -> str:
    """Return XML whose names all go by a prefix."""
    return content.replace("</", "</x:").replace("<", "<x:").replace("<x:/x:", "</x:").replace("xmlns=", "xmlns:x=")


SAME: dict[str, Callable[[], dict[str, str | bytes]]] = {
    "as it is": lambda: dict(PARTS),
    "sheet in capitals": lambda: renamed(one="xl/worksheets/Sheet1.XML"),
    "strings in capitals": lambda: renamed(strings="xl/SharedStrings.xml"),
    "styles in capitals": lambda: renamed(styles="XL/Styles.xml"),
    "workbook in capitals": lambda: renamed(book="xl/Workbook.xml"),
    "backslashes": lambda: renamed(one="xl\\worksheets\\sheet1.xml"),
    "part percent-encoded": lambda: renamed(one="xl/worksheets/%73heet1.xml"),
    "target percent-encoded": lambda: changed(LINKS, ("worksheets/sheet1", "worksheets/%73heet1")),
    "target absolute": lambda: changed(LINKS, ("worksheets/sheet1", "/xl/worksheets/sheet1")),
    "target by dots": lambda: changed(LINKS, ("worksheets/sheet1", "../xl/./worksheets/../worksheets/sheet1")),
    "target in capitals": lambda: changed(LINKS, ("worksheets/sheet1", "Worksheets/SHEET1")),
    "single quotes": lambda: {name: content.replace('"', "'") for name, content in PARTS.items()},
    "blanks": lambda: {
        name: content.replace('="', ' =\n "').replace("/>", " />").replace("<xf", "<xf\n") for name, content in PARTS.items()
    },
    "prefixes": lambda: {name: prefixed(content) for name, content in PARTS.items()},
    "comments": lambda: {
        name: content.replace("><", '><!-- <sheet name="x"/><c r="A1"><v>1</v></c> --><?x y?><')
        for name, content in PARTS.items()
    },
    "utf-16": lambda: recoded("utf-16"),
    "utf-8 with its mark": lambda: recoded("utf-8-sig"),
    "strict": lambda: {
        name: content.replace(MAIN, STRICT).replace(OFFICE, STRICT_OFFICE) for name, content in PARTS.items()
    },
    "no styles needed": lambda: changed(STYLES, ("<fonts>", '<fills><fill/></fills><fonts><font><family val="34"/></font>'), ('fontId="0"', 'fontId="1"')),
    "a font beyond the last": lambda: changed(STYLES, ('fontId="0"', 'fontId="77"')),
    "a style of a text beyond the last": lambda: changed(ONE, ('<c r="A1"', '<c r="A1" s="99"')),
    "small letters": lambda: changed(ONE, ('r="A1"', 'r="a1"'), ('r="C1"', 'r="c1"')),
    "no references": lambda: changed(ONE, (' r="A1"', ""), (' r="B1"', ""), (' r="C1"', ""), (' r="D1"', ""), ('<row r="1">', "<row>")),
    "cells out of order": lambda: changed(ONE, ('r="A1"', 'r="D1" '), ('r="D1" s', 'r="A1" s')),
    "window views": lambda: changed(BOOK, ("<sheets>", '<bookViews><workbookView windowWidth="-1"/></bookViews><sheets>')),
    "broken names": lambda: changed(BOOK, ("</sheets>", "</sheets><definedNames><definedName>#REF!</definedName></definedNames>")),
    "a child of another's": lambda: changed(ONE, ("</row>", '<e:x xmlns:e="urn:e"><e:c r="A1"/></e:x></row>')),
}  # fmt: skip


@pytest.mark.parametrize("name", SAME)
def test_every_form_is_read_alike(name: str, tmp_path: Path) -> None:
    """Capitals, encodings, quotes, prefixes, comments, relative and absolute targets change nothing of what is read."""
    found = read(written(tmp_path, SAME[name]()))
    if name == "cells out of order":
        assert found[0][1] == {4: "một", 2: "Chi bộ", 3: "007", 1: "2025-11-05"}
    else:
        assert found == READ


REFUSED: dict[str, tuple[Callable[[], dict[str, str | bytes]], str]] = {
    "a part twice but for capitals": (lambda: {**PARTS, "XL/Styles.XML": PARTS[STYLES]}, "table.damaged"),
    "sheet missing": (lambda: {name: PARTS[name] for name in PARTS if name != TWO}, "table.sheet_missing"),
    "target elsewhere": (lambda: changed(LINKS, ("worksheets/sheet2", "../../sheet2")), "table.sheet_missing"),
    "strings missing": (lambda: {name: PARTS[name] for name in PARTS if name != STRINGS}, "table.damaged"),
    "no such string": (lambda: changed(ONE, ("<v>0</v>", "<v>1</v>")), "table.damaged"),
    "a string before the first": (lambda: changed(ONE, ("<v>0</v>", "<v>-1</v>")), "table.damaged"),
    "signs": (lambda: changed(ONE, ('r="C1"', 'r="$C$1"')), "table.damaged"),
    "a cell of another row": (lambda: changed(ONE, ('r="C1"', 'r="C2"')), "table.damaged"),
    "row 0": (lambda: changed(ONE, ('<row r="1">', '<row r="0">')), "table.damaged"),
    "a row in a row": (lambda: changed(ONE, ('<row r="1">', '<row r="1"><row r="1"/>')), "table.damaged"),
    "rows twice": (lambda: changed(ONE, ("</row>", '</row><row r="1"/>')), "table.row_order"),
    "rows out of order": (lambda: changed(ONE, ('<row r="1">', '<row r="2"/><row r="1">')), "table.row_order"),
    "merged by signs": (lambda: changed(ONE, ("</sheetData>", '</sheetData><mergeCell ref="$A$1:B1"/>')), "table.damaged"),
    "not a sheet": (lambda: changed(ONE, ("worksheet", "chartsheet")), "table.damaged"),
    "no namespace": (lambda: changed(ONE, (f' xmlns="{MAIN}"', "")), "table.damaged"),
    "a relation twice": (lambda: changed(LINKS, ('Id="b"', 'Id="a"')), "table.damaged"),
    "a sheet twice": (lambda: changed(LINKS, ("sheet2.xml", "SHEET1.xml")), "table.damaged"),
    "another document": (lambda: changed(BOOK, (MAIN, "urn:word")), "table.not_workbook"),
    "a calendar that is none": (lambda: changed(BOOK, ("<workbookPr/>", '<workbookPr date1904="x"/>')), "table.damaged"),
    "an element of a document type": (lambda: changed(STYLES, ("<styleSheet", "<!DOCTYPE x><styleSheet")), "table.entities"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_told_is_refused(name: str, tmp_path: Path) -> None:
    """What is missing, stands twice or contradicts itself is a fault of its own, at once."""
    make, code = REFUSED[name]
    with pytest.raises(FaultyInput) as caught:
        read(written(tmp_path, make()))
    assert [fault.code for fault in caught.value.faults] == [code]


def test_a_tag_that_goes_on_and_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A tag larger than any needs to be is refused: expat would read it again from its beginning with every piece."""
    monkeypatch.setattr(xml_parts, "MAX_TAG", 100_000)
    with pytest.raises(FaultyInput, match=r"table\.damaged"):
        read(written(tmp_path, changed(ONE, ("<sheetData>", f'<sheetData x="{"y" * 300_000}">'))))


CELLS = {
    '<c r="A1" t="b"><v>1</v></c>': "true",
    '<c r="A1" t="b"><v>true</v></c>': "true",
    '<c r="A1" t="b"><v> 0 </v></c>': "false",
    '<c r="A1" t="b"><v>false</v></c>': "false",
    '<c r="A1" t="b"><v>True</v></c>': "table.cell_value",
    '<c r="A1" t="b"><v>banana</v></c>': "table.cell_value",
    '<c r="A1" t="b"><v>2</v></c>': "table.cell_value",
    '<c r="A1" t="B"><v>1</v></c>': "table.cell_value",
    '<c r="A1" t="number"><v>1</v></c>': "table.cell_value",
    '<c r="A1" t="d"><v>2025-11-05T19:30:00</v></c>': "2025-11-05 19:30",
    '<c r="A1" t="d" s="2"><v>2025-11-05T19:30:00</v></c>': "2025-11-05",
    '<c r="A1" t="d"><v>2025-11-05T00:00:00Z</v></c>': "table.zone",
    '<c r="A1" t="d"><v>mai</v></c>': "table.cell_value",
    '<c r="A1" t="str"><f>"007"</f><v>007</v></c>': "007",
    '<c r="A1" t="inlineStr"><is><t>="007"</t></is></c>': "007",
    '<c r="A1" t="inlineStr"><is><t>=A1+B1</t></is></c>': "=A1+B1",
    '<c r="A1" t="inlineStr"><is><t>2025-11-05 00:00:00</t></is></c>': "2025-11-05",
    '<c r="A1" t="inlineStr"><is><t>1,23457E+11</t></is></c>': "table.scientific",
    '<c r="A1" t="inlineStr"><is><t>#REF!</t></is></c>': "table.error",
    '<c r="A1" t="inlineStr"><is><t>########</t></is></c>': "table.error",
    '<c r="A1" t="inlineStr"><is><t>Chi b\ufffd</t></is></c>': "table.lost_letters",
    '<c r="A1" t="inlineStr"><is><t>ph?ng hợp</t></is></c>': "table.lost_letters",
    '<c r="A1" t="inlineStr"><is><t>Bao giờ? Ở đâu?</t></is></c>': "Bao giờ? Ở đâu?",
    '<c r="A1" t="inlineStr"><is><t>a_x005F_x000D_b</t></is></c>': "a_x000D_b",
    '<c r="A1" t="inlineStr"><is><t>_x0043_B_xD800_</t></is></c>': "CB_xD800_",
    '<c r="A1"><v>1</v></c><c r="A1"><v>2</v></c>': "table.repeated_cell",
    '<c r="A1"><v>1</v></c><c r="a1"/>': "table.repeated_cell",
    '<c r="A1"><v>\u0661</v></c>': "table.damaged",
    '<c r="A1"><v>1_000</v></c>': "table.damaged",
    '<c r="A1"><v>nan</v></c>': "table.damaged",
    '<c r="A1"><v>0x10</v></c>': "table.damaged",
    '<c r="A1" s="-1"><v>7</v></c>': "7",
    '<c r="A1" s="x"><v>7</v></c>': "7",
}


@pytest.mark.parametrize(("cell", "said"), CELLS.items(), ids=[cell[6:60] for cell in CELLS])
def test_a_cell_is_what_it_shows_or_a_fault(cell: str, said: str, tmp_path: Path) -> None:
    """Each type of a cell is read by its own rule, whatever its writer made of it; nothing becomes “không” by chance."""
    xml = f'<worksheet xmlns="{MAIN}"><sheetData><row r="1">{cell}</row></sheetData></worksheet>'
    assert first_cell(Package(written(tmp_path, {**PARTS, ONE: xml}))) == said


def first_cell(package: Package) -> str:
    """Return the first cell's text, or the code of its fault or of its sheet's."""
    try:
        row = next(iter(open_sheet(package, package.sheets[0]).rows))
    except FaultyInput as error:
        return error.faults[0].code
    return row.texts.get(1) or row.faults[1].code


@pytest.mark.parametrize("ref", ["A1:B2", "b2:a1"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_merged_cells_in_every_spelling(ref: str, encoding: str, tmp_path: Path) -> None:
    """Merged cells are found in single quotes, among comments and in UTF-16; in a comment there are none."""
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></c></row>'
    merged = f"<!-- <mergeCell ref='A1:Z9'/> --><mergeCells count='1'><mergeCell\n ref = '{ref}' /></mergeCells>"
    xml = f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>{merged}</worksheet>'
    package = Package(written(tmp_path, {**PARTS, ONE: xml.encode(encoding)}))
    assert [row.merged for row in open_sheet(package, package.sheets[0]).rows] == [((1, 2),), ((1, 2),)]


def test_merged_rows_are_never_lost_among_many(tmp_path: Path) -> None:
    """Where more cells are merged than are kept of a row, every row that one of them reaches into is merged as a whole."""
    merged = "".join(f'<mergeCell ref="A{n}:B{400 - n}"/>' for n in range(1, 190))
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 401))
    xml = f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>{merged}</worksheet>'
    package = Package(written(tmp_path, {**PARTS, ONE: xml}))
    found = {row.number for row in open_sheet(package, package.sheets[0]).rows if row.merged}
    assert found == set(range(1, 400))


def test_too_many_merged_cells(tmp_path: Path) -> None:
    """More merged cells than are read are refused, not forgotten."""
    merged = "".join(f'<mergeCell ref="A{n}:B{n}"/>' for n in range(1, 10_003))
    xml = f'<worksheet xmlns="{MAIN}"><sheetData/>{merged}</worksheet>'
    package = Package(written(tmp_path, {**PARTS, ONE: xml}))
    with pytest.raises(FaultyInput, match=r"table\.many_merged"):
        list(open_sheet(package, package.sheets[0]).rows)
