"""An HTML page as a file: itself, PDF or a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chamdiem.engine.paper.settings import FileStamp


def page_file(html: str, form: str, stamp: FileStamp) -> bytes:
    """Return a page as html, pdf, or a png of its first page."""
    if form == "html":
        return html.encode()
    from chamdiem.engine.paper import pages  # noqa: PLC0415 - the print engine is not needed for HTML

    return pages.pdf(html, stamp) if form == "pdf" else pages.png(html)
