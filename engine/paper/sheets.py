"""Print the score sheet: the view of an evaluation as HTML, PDF, Word file or picture, all with the same content."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chamdiem.engine.paper.settings import PaperSettings, Stamp
from chamdiem.engine.paper.sheet_view import SheetView, view_sheet
from chamdiem.engine.paper.templates import render_page

if TYPE_CHECKING:
    from chamdiem.engine.paper.sheet_view import SheetMark
    from chamdiem.engine.scoring import Evaluation

FORMS = ("html", "pdf", "docx", "png")
MARKED = ("html", "pdf", "png")
"""The forms that can show a mark: a Word file is one that people go on writing in."""


def sheet_file(
    evaluation: Evaluation,
    form: str,
    paper: PaperSettings = PaperSettings(),  # noqa: B008 - a frozen value
    mark: SheetMark | None = None,
) -> bytes:
    """Return the file of a sheet in one of FORMS; a picture shows the first page, a Word file has no mark.

    The same evaluation, settings and mark give the same bytes.
    """
    view = view_sheet(evaluation, paper, mark)
    return view_file(view, stamp_of(view, evaluation), form, paper)


def view_file(view: SheetView, stamp: Stamp, form: str, paper: PaperSettings) -> bytes:
    """Return the file of a sheet of which the view was made already."""
    if form == "docx":
        from chamdiem.engine.paper.word import saved, sheet_document  # noqa: PLC0415 - Word files take long to import

        return saved(sheet_document({"sheet": view}, paper), stamp)
    html = _html(view, paper)
    if form == "html":
        return html.encode()
    from chamdiem.engine.paper import pages  # noqa: PLC0415 - the print engine is not needed for HTML

    return pages.pdf(html, stamp) if form == "pdf" else pages.png(html)


def render_sheet(evaluation: Evaluation, paper: PaperSettings = PaperSettings()) -> str:  # noqa: B008 - a frozen value
    """Return the sheet as one HTML document for screen, phone and A4 paper. It fetches nothing and runs no script."""
    return _html(view_sheet(evaluation, paper), paper)


def stamp_of(view: SheetView, evaluation: Evaluation) -> Stamp:
    """Return what the file of a sheet says of itself."""
    return Stamp(" – ".join(name for name in (view.title, view.cell) if name), evaluation.record.date)


def _html(view: SheetView, paper: PaperSettings) -> str:
    return render_page("sheet.html.j2", sheet=view, paper=paper)
