"""Pages and reports as files to keep: for screen and paper, PDF, or a workbook with every row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from chamdiem.engine.paper.settings import FileStamp
from chamdiem.engine.paper.tables import text_of
from chamdiem.engine.paper.templates import render_page
from chamdiem.engine.texts import Lang, say

if TYPE_CHECKING:
    import datetime as dt

    from chamdiem.engine.paper.mark import Mark
    from chamdiem.engine.paper.tables import Report

Form = Literal["html", "pdf", "xlsx"]
FORMS: tuple[Form, ...] = ("html", "pdf", "xlsx")


def page_file(html: str, form: str, stamp: FileStamp) -> bytes:
    """Return a page as html, pdf, or a png of its first page."""
    if form == "html":
        return html.encode()
    from chamdiem.engine.paper import pages  # noqa: PLC0415 - the print engine is not needed for HTML

    return pages.pdf(html, stamp) if form == "pdf" else pages.png(html)


def report_file(report: Report, form: Form, day: dt.date, lang: Lang, mark: Mark | None = None) -> bytes:
    """Return a report's file, with `mark` at its end unless it is a workbook; equal content gives equal bytes."""
    if form == "xlsx":
        from chamdiem.engine.paper.table_workbook import report_workbook  # noqa: PLC0415 - only this form needs it

        return report_workbook(report, day)
    signers = [say(lang, f"report.signer_{name}") for name in ("made", "checked")]
    said = {"lang": lang, "marked": say(lang, "report.marked"), "signers": signers, "text": text_of}
    html = render_page("report.html.j2", report=report, mark=mark, **said)
    return page_file(html, form, FileStamp(report.title, day))
