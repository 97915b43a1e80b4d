"""Print the score sheet: the view of an evaluation as HTML, PDF, Word file or picture, all with the same content."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from chamdiem.engine.paper.report_file import page_file
from chamdiem.engine.paper.settings import FileStamp, PaperSettings
from chamdiem.engine.paper.templates import render_page
from chamdiem.engine.sheets.sheet_view import SheetView, view_sheet

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chamdiem.engine.scoring.evaluation import Evaluation

_TEMPLATE = "sheet.html.j2"
FORMS = ("html", "pdf", "docx", "png")
MARKED = ("html", "pdf", "png")
"""The forms that are sealed with their mark: a Word file is one that people go on writing in."""
PAGES = 2
"""A sheet has two pages at most: as much closer it is set, step by step, as it takes."""
_STEPS = 3
_SHORT = 30
"""A table of so many rows ends on the second page as it is, unless somebody wrote very much or the foot is large."""
_SHORT_TEXT = 2500


def sheet_file(evaluation: Evaluation, form: str, paper: PaperSettings = PaperSettings()) -> bytes:  # noqa: B008 - frozen
    """Return the file of a sheet in one of FORMS; a picture shows the first page.

    The same evaluation and settings give the same bytes. HTML is one document for screen, phone and A4 paper, which
    fetches nothing and runs no script.
    """
    view = view_sheet(evaluation, paper)
    return view_file(view, stamp_of(view, evaluation), form, paper)


def view_file(view: SheetView, stamp: FileStamp, form: str, paper: PaperSettings) -> bytes:
    """Return the file of a sheet of which the view was made already."""
    if form == "docx":
        from chamdiem.engine.paper.word import put_mark, saved, sheet_document  # noqa: PLC0415 - Word files take long to import

        document = sheet_document({"sheet": view}, paper, _closeness(view, paper))
        if view.mark is not None:
            put_mark(document, view.mark.lines, view.mark.qr_text)
        return saved(document, stamp)
    return page_file(sheet_html(view, paper), form, stamp)


def sheet_html(view: SheetView, paper: PaperSettings) -> str:
    """Return the page of a sheet, set as close as it has to be."""
    return render_page(_TEMPLATE, sheet=view, paper=paper, closeness=_closeness(view, paper))


def book_file(views: Iterable[SheetView], paper: PaperSettings, stamp: FileStamp) -> bytes:
    """Return one PDF of many sheets, one after another, each numbered by itself as it is alone."""
    from chamdiem.engine.paper import pages  # noqa: PLC0415 - the print engine is not needed for the other forms

    return pages.book((sheet_html(view, paper) for view in views), stamp)


def stamp_of(view: SheetView, evaluation: Evaluation) -> FileStamp:
    """Return what the file of a sheet says of itself."""
    return FileStamp(" – ".join(name for name in (view.title, view.cell) if name), evaluation.record.date)


def _closeness(view: SheetView, paper: PaperSettings) -> int:
    """Return how close a sheet has to be set to end on the second page, 0 for as it is; found by laying it out."""
    reasons = [reason.text or "" for row in view.rows for reason in row.reasons]
    stated = [each.text or "" for each in view.ratings]
    texts = *reasons, *stated, *view.warnings, *view.limitations, *view.to_score, view.advice or ""
    if len(view.rows) <= _SHORT and view.mark is None and sum(map(len, texts)) <= _SHORT_TEXT:
        return 0
    from chamdiem.engine.paper import pages  # noqa: PLC0415 - the print engine is not needed for a short sheet

    return pages.closeness_of(partial(render_page, _TEMPLATE, sheet=view, paper=paper), _STEPS, PAGES)
