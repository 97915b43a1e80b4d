"""The view of a list or an overview → its file, in every form with the same words in the same order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chamdiem.engine.lists.overview import Overview
from chamdiem.engine.paper.report_file import page_file
from chamdiem.engine.paper.tables import text_of
from chamdiem.engine.paper.templates import render_page

if TYPE_CHECKING:
    from chamdiem.engine.paper.tables import ListView

FORMS = ("xlsx", "docx", "pdf")
PERIOD_FORMS = ("xlsx", "docx", "pdf", "html")
OVERVIEW_FORMS = ("pdf", "html")


def list_file(view: ListView | Overview, form: str) -> bytes:
    """Return the file of a list in one of FORMS, of an overview in one of its own; equal views give equal bytes."""
    if isinstance(view, Overview) or form not in {"xlsx", "docx"}:
        return page_file(list_html(view), form, view.head.stamp)
    if form == "xlsx":
        from chamdiem.engine.paper.table_workbook import list_workbook  # noqa: PLC0415 - only what the form needs

        return list_workbook(view)
    from chamdiem.engine.paper.table_word import list_document  # noqa: PLC0415 - as above
    from chamdiem.engine.paper.word import saved  # noqa: PLC0415 - as above

    return saved(list_document(view), view.head.stamp)


def list_html(view: ListView | Overview) -> str:
    """Return the page of a list or an overview, for printing."""
    if isinstance(view, Overview):
        return render_page("overview.html.j2", view=view)
    return render_page("list.html.j2", list=view, text=text_of)
