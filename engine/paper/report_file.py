"""A report as a file to keep: a page for screen and paper, PDF, or a workbook with every row."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Literal

from chamdiem.engine.paper.settings import FileStamp
from chamdiem.engine.paper.templates import render_page
from chamdiem.engine.texts import Lang, say

if TYPE_CHECKING:
    import datetime as dt

    from chamdiem.engine.paper.mark import Mark
    from chamdiem.engine.paper.report import Report, ReportTable
    from chamdiem.engine.paper.xlsx_writing import Format, Workbook

Form = Literal["html", "pdf", "xlsx"]
FORMS: tuple[Form, ...] = ("html", "pdf", "xlsx")
MAX_ROWS = 1_048_576
"""Rows of one sheet of a workbook."""
_WIDTH = 60
"""The widest column, in characters."""
_SHEET_NAME = 31
"""Characters that the name of a sheet may have."""


def report_file(report: Report, form: Form, day: dt.date, lang: Lang, mark: Mark | None = None) -> bytes:
    """Return a report's file. The same report and day give the same bytes.

    `mark` is printed at its end; a workbook has none.
    """
    if form == "xlsx":
        return _workbook(report, day)
    html = _html(report, lang, mark)
    if form == "html":
        return html.encode()
    from chamdiem.engine.paper.pages import pdf  # noqa: PLC0415 - the print engine is not needed for HTML

    return pdf(html, FileStamp(report.title, day))


def _html(report: Report, lang: Lang, mark: Mark | None) -> str:
    signers = [say(lang, f"report.signer_{name}") for name in ("made", "checked")]
    marked = say(lang, "report.marked") if mark else ""
    return render_page("report.html.j2", report=report, lang=lang, mark=mark, marked=marked, signers=signers)


def _workbook(report: Report, day: dt.date) -> bytes:
    from chamdiem.engine.files.folders import PRODUCT  # noqa: PLC0415 - as below
    from chamdiem.engine.paper.xlsx_writing import new_workbook  # noqa: PLC0415 - only this form needs it

    stream = io.BytesIO()
    book = new_workbook(stream, day, PRODUCT)
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    plain = book.add_format({"text_wrap": True, "valign": "top"})
    front = book.add_worksheet(_sheet_name(1, report.title))
    front.set_column(0, 0, 32)
    front.set_column(1, 1, 90)
    front.write_string(0, 0, report.title, bold)
    front.write_string(0, 1, report.subject, plain)
    lines = [*report.particulars, *(("", finding) for finding in report.findings)]
    for row, (label, value) in enumerate(lines, 2):
        front.write_string(row, 0, label, bold)
        front.write_string(row, 1, value, plain)
    for number, table in enumerate(report.tables, 2):
        _add_table(book, number, table, bold, plain)
    book.close()
    return stream.getvalue()


def _add_table(book: Workbook, number: int, table: ReportTable, bold: Format, plain: Format) -> None:
    sheet = book.add_worksheet(_sheet_name(number, table.title))
    sheet.freeze_panes(1, 0)
    for column, name in enumerate(table.header):
        longest = max((len(str(row[column])) for row in table.rows), default=0)
        sheet.set_column(column, column, min(max(longest, len(name)) + 2, _WIDTH))
        sheet.write_string(0, column, name, bold)
    for row, cells in enumerate(table.rows[: MAX_ROWS - 1], 1):
        for column, cell in enumerate(cells):
            if isinstance(cell, int):
                sheet.write_number(row, column, cell, plain)
            else:
                sheet.write_string(row, column, cell, plain)
    if table.rows:
        sheet.autofilter(0, 0, len(table.rows), len(table.header) - 1)


def _sheet_name(number: int, title: str) -> str:
    """Return a name that Excel allows, and that no other sheet has."""
    clean = "".join(" " if letter in "[]:*?/\\'" else letter for letter in title)
    return f"{number}. {' '.join(clean.split())}"[:_SHEET_NAME].strip()
