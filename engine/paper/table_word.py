"""A list as a Word file, made with python-docx in the styles of the sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from chamdiem.engine.paper.tables import text_of
from chamdiem.engine.paper.templates import TEMPLATES
from chamdiem.engine.texts import say_vi

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.table import Table as WordTable
    from docx.table import _Cell

    from chamdiem.engine.paper.tables import ListView, Table, Value

_TITLE, _TABLE, _HEAD = "Phiếu: tiêu đề", "Phiếu: bảng", "Phiếu: lý do"
"""Styles of the sheet's template: lists and sheets of one committee look alike."""
_MARGINS_MM = 45
_ALIGN = {"left": ALIGN.LEFT, "center": ALIGN.CENTER}


def list_document(view: ListView) -> WordDocument:
    """Return a list as a Word document that can be edited."""
    document = Document(str(TEMPLATES / "sheet.docx"))
    body = document.element.body
    for element in list(body):
        if element.tag != qn("w:sectPr"):
            body.remove(element)
    if view.landscape:
        section = document.sections[0]
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Mm(297), Mm(210)
    _head(document, view)
    _add_table(document, view)
    for note in view.notes:
        document.add_paragraph(note, style=_TABLE).paragraph_format.space_before = Pt(4)
    foot = _table(document, 1, (_page_width(view) // 2,) * 2, lines=False)
    _write(foot.rows[0].cells[1], f"\n{view.head.signature}\n\n\n\n", "center", bold=True)
    return document


def _page_width(view: ListView) -> int:
    return (297 if view.landscape else 210) - _MARGINS_MM


def _head(document: WordDocument, view: ListView) -> None:
    width = _page_width(view)
    own, party = _table(document, 1, (width * 45 // 100, width - width * 45 // 100), lines=False).rows[0].cells
    _write(own, view.head.organisation or say_vi("list.organisation_dots"), "center", bold=True)
    for text in ("*", view.head.number):
        own.add_paragraph(text).alignment = ALIGN.CENTER
    _write(party, say_vi("list.party"), "center", bold=True)
    party.paragraphs[0].runs[0].underline = True
    dated = party.add_paragraph()
    dated.alignment = ALIGN.CENTER
    dated.add_run(view.head.place_and_date).italic = True
    document.add_paragraph(view.head.title, style=_TITLE)
    subject = document.add_paragraph()
    subject.alignment = ALIGN.CENTER
    subject.add_run(view.head.subject).bold = True
    dashes = document.add_paragraph(say_vi("list.dashes"))
    dashes.alignment = ALIGN.CENTER
    dashes.paragraph_format.space_after = Pt(6)


def _add_table(document: WordDocument, view: Table) -> None:
    widths = tuple(column.width for column in view.columns)
    total = () if view.total is None else (view.total,)
    table = _table(document, 2 + len(view.rows) + len(total), widths, lines=True)
    lines = [list(row.cells) for row in table.rows]  # python-docx counts the whole table for each cell asked for
    for place, column in enumerate(view.columns):
        _write(lines[0][place], column.title, "center", _HEAD, bold=True)
        _write(lines[1][place], str(place + 1), "center", _HEAD)
    for cells, row in zip(lines[2:], (*view.rows, *total), strict=True):
        _values(cells, row, view, bold=row is view.total)
    for row in table.rows[:2]:
        row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001 - python-docx has no other way


def _values(cells: list[_Cell], values: tuple[Value, ...], view: Table, *, bold: bool) -> None:
    for cell, value, column in zip(cells, values, view.columns, strict=True):
        # the last column is for words, of which there are many
        style = _HEAD if column is view.columns[-1] and column.align == "left" else _TABLE
        _write(cell, text_of(value), column.align, style, bold=bold)


def _write(cell: _Cell, text: str, align: str, style: str | None = None, *, bold: bool = False) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.alignment = _ALIGN[align]
    if style is not None:
        paragraph.style = style
    if text:
        paragraph.add_run(text).bold = bold or None


def _table(document: WordDocument, rows: int, widths: tuple[int, ...], *, lines: bool) -> WordTable:
    """Add a table of fixed widths in millimetres, with lines around its cells or without."""
    table: WordTable = document.add_table(rows, len(widths))
    table.autofit = False
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{side}")
        line.set(qn("w:val"), "single" if lines else "nil")
        line.set(qn("w:sz"), "6")
        borders.append(line)
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), "28")  # half a millimetre, in twentieths of a point
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    table._tbl.tblPr.extend((borders, margins))  # noqa: SLF001 - python-docx has no other way
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001 - as above
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)
    return table
