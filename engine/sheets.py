"""Print the score sheet: the view of an evaluation as HTML, PDF, Word file or picture, all with the same content."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from chamdiem.engine.paper import PaperSettings, Stamp
from chamdiem.engine.sheet_view import SheetView, view_sheet
from chamdiem.engine.templates import render_page

if TYPE_CHECKING:
    from chamdiem.engine.scoring import Evaluation

Form = Literal["html", "pdf", "docx", "png"]
FORMS: tuple[Form, ...] = ("html", "pdf", "docx", "png")


def sheet_file(evaluation: Evaluation, form: Form, paper: PaperSettings = PaperSettings()) -> bytes:  # noqa: B008 - a frozen value
    """Return the file of a sheet; a picture shows the first page. The same evaluation and settings give the same bytes."""
    view = view_sheet(evaluation, paper)
    stamp = stamp_of(view, evaluation)
    if form == "docx":
        from chamdiem.engine.word import saved, sheet_document  # noqa: PLC0415 - Word files take long to import

        return saved(sheet_document({"sheet": view}, paper), stamp)
    html = _html(view, paper)
    if form == "html":
        return html.encode()
    from chamdiem.engine import pages  # noqa: PLC0415 - the print engine is not needed for HTML

    return pages.pdf(html, stamp) if form == "pdf" else pages.png(html)


def render_sheet(evaluation: Evaluation, paper: PaperSettings = PaperSettings()) -> str:  # noqa: B008 - a frozen value
    """Return the sheet as one HTML document for screen, phone and A4 paper. It fetches nothing and runs no script."""
    return _html(view_sheet(evaluation, paper), paper)


def stamp_of(view: SheetView, evaluation: Evaluation) -> Stamp:
    """Return what the file of a sheet says of itself."""
    return Stamp(" – ".join(name for name in (view.title, view.cell) if name), evaluation.record.date)


def _html(view: SheetView, paper: PaperSettings) -> str:
    return render_page("sheet.html.j2", sheet=view, paper=paper)
