"""HTML → PDF and pictures of pages, with the fonts that ship. The only module that imports plutoprint.

Whatever a page asks for by its address, a file of this machine or one of the network, it gets nothing, and the page is
refused: `FaultyInput`.

The library prints and forgets whatever is raised while it asks for something, Ctrl-C too: that waits until it is done.
"""

from __future__ import annotations

import io
import os
from typing import TYPE_CHECKING

import plutoprint

from chamdiem.engine.files.processes import undisturbed
from chamdiem.engine.files.systems import IS_WINDOWS, plain_path
from chamdiem.engine.paper.templates import TEMPLATES
from chamdiem.rules.records.faults import Fault, FaultyInput
from chamdiem.rules.records.scalars import listed, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from chamdiem.engine.paper.settings import FileStamp

_DOTS_PER_INCH = 96
"""Of CSS: a page of A4 is 794 dots wide."""
_SCREEN = 110

# Fonts that a page brings along are read anew for each page, letter by letter, which takes longer than to lay it out;
# those of the settings are read once. On Windows, to look for others would take a walk through every font of the PC.
_FONTS = plain_path(TEMPLATES / "fonts")
_FOLDERS, _SETTINGS = (_FONTS, "fonts.conf") if IS_WINDOWS else (f"{_FONTS}:/etc/fonts", "machine.conf")
os.putenv("FONTCONFIG_PATH", _FOLDERS)
os.putenv("FONTCONFIG_FILE", f"{_FONTS}{os.sep}{_SETTINGS}")


@undisturbed()
def closeness_of(draw: Callable[..., str], steps: int, most: int) -> int:
    """Return how close a page has to be set, in steps from 0, to be printed on so many sheets of paper; or the last."""
    fitting = (step for step in range(steps - 1) if _loaded(draw(closeness=step))[0].get_page_count() <= most)
    return next(fitting, steps - 1)


@undisturbed()
def pdf(html: str, stamp: FileStamp) -> bytes:
    """Return a page as PDF; the same page and stamp give the same bytes."""
    book, fetcher = _loaded(html)
    day = f"{stamp.day:%Y-%m-%d}T00:00:00Z"
    book.set_metadata(plutoprint.PDF_METADATA_TITLE, stamp.title)
    book.set_metadata(plutoprint.PDF_METADATA_CREATION_DATE, day)
    book.set_metadata(plutoprint.PDF_METADATA_MODIFICATION_DATE, day)
    stream = io.BytesIO()
    book.write_to_pdf_stream(stream)
    fetcher.check()
    return stream.getvalue()


def book(htmls: Iterable[str], stamp: FileStamp) -> bytes:
    """Return many pages, one after another, as one PDF; each is laid out by itself."""
    stream = io.BytesIO()
    day = f"{stamp.day:%Y-%m-%d}T00:00:00Z"
    with plutoprint.PDFCanvas.create_for_stream(stream, plutoprint.PAGE_SIZE_A4) as canvas:
        canvas.set_metadata(plutoprint.PDF_METADATA_TITLE, stamp.title)
        canvas.set_metadata(plutoprint.PDF_METADATA_CREATION_DATE, day)
        canvas.set_metadata(plutoprint.PDF_METADATA_MODIFICATION_DATE, day)
        for html in htmls:
            _draw(html, canvas)
    return stream.getvalue()


@undisturbed()
def _draw(html: str, canvas: plutoprint.PDFCanvas) -> None:
    """Draw all pages of a document."""
    loaded, fetcher = _loaded(html)
    for number in range(loaded.get_page_count()):
        canvas.set_size(loaded.get_page_size_at(number))
        # pages are laid out in dots, a canvas is of points; each page begins anew
        canvas.save_state()
        canvas.scale(plutoprint.UNITS_PX, plutoprint.UNITS_PX)
        loaded.render_page(canvas, number)
        canvas.restore_state()
        canvas.show_page()
    fetcher.check()


def png(html: str) -> bytes:
    """Return a picture of the first page, fit for a screen."""
    return pictures(html, _SCREEN, most=1)[0]


@undisturbed()
def pictures(html: str, resolution: int, most: int | None = None) -> tuple[bytes, ...]:
    """Return a PNG picture of every page, or of so many at most, at a resolution in dots per inch."""
    book, fetcher = _loaded(html)
    made = tuple(_picture(book, number, resolution) for number in range(book.get_page_count())[:most])
    fetcher.check()
    return made


def _picture(book: plutoprint.Book, number: int, resolution: int) -> bytes:
    size, scale = book.get_page_size_at(number), resolution / _DOTS_PER_INCH
    width, height = (round(side / 72 * resolution) for side in (size.width, size.height))
    stream = io.BytesIO()
    with plutoprint.ImageCanvas(width, height, plutoprint.IMAGE_FORMAT_RGB24) as canvas:
        canvas.clear_surface(1, 1, 1, 1)
        canvas.scale(scale, scale)
        book.render_page(canvas, number)
        canvas.write_to_png_stream(stream)
    return stream.getvalue()


class _Nothing(plutoprint.ResourceFetcher):
    """Gives nothing, and remembers what was asked for: the library's own default reads files and the network."""

    def __init__(self) -> None:
        super().__init__()
        self.refused: list[str] = []

    def fetch_url(self, url: str) -> plutoprint.ResourceData:
        self.refused.append(url)
        # an exception would be printed by the library and then forgotten
        return plutoprint.ResourceData(b"", "application/octet-stream", "")

    def check(self) -> None:
        """Refuse a page that asked for more: known once it is drawn, since backgrounds are asked for last of all."""
        if self.refused:
            names = listed(shown(url) for url in dict.fromkeys(self.refused))
            raise FaultyInput([Fault("paper.asks_for", details={"names": names})])


def _loaded(html: str) -> tuple[plutoprint.Book, _Nothing]:
    fetcher = _Nothing()
    book = plutoprint.Book(plutoprint.PAGE_SIZE_A4)
    book.custom_resource_fetcher = fetcher
    book.load_html(html)
    return book, fetcher
