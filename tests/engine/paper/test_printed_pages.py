"""Pages on paper: nothing is fetched, and the same page gives the same bytes."""

from __future__ import annotations

import base64
import io
import signal
import socket
import threading
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING

import plutoprint
import pypdfium2
import pytest
from PIL import Image

from chamdiem.engine.paper import pages
from chamdiem.engine.paper.pages import pdf, pictures, png
from chamdiem.engine.paper.settings import FileStamp
from chamdiem.rules.records.faults import FaultyInput

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

STAMP = FileStamp("Trang mẫu", None)
ASKING = (
    '<img src="{url}">',
    '<link rel="stylesheet" href="{url}">',
    '<style>@import url("{url}");</style>',
    '<style>p {{ background: url("{url}"); }}</style><p>x</p>',
    '<svg width="9" height="9"><image href="{url}" width="9" height="9"/></svg>',
    '<style>@font-face {{ font-family: X; src: url("{url}"); }} p {{ font-family: X; }}</style><p>x</p>',
)


def test_ctrl_c_within_the_library_is_not_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who presses Ctrl-C while a page asks for something is heard, and no page is made."""

    def interrupted(_fetcher: object, _url: str) -> plutoprint.ResourceData:
        signal.raise_signal(signal.SIGINT)
        return plutoprint.ResourceData(b"", "image/png", "")

    monkeypatch.setattr(pages._Nothing, "fetch_url", interrupted)  # noqa: SLF001 - what the library calls
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt):
            pdf("<img src='x:y'>", STAMP)
    finally:
        signal.signal(signal.SIGINT, before)


@pytest.fixture
def listener() -> Iterator[tuple[str, list[str]]]:
    """Yield the address of a server, and who called it."""
    calls: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)

        def serve() -> None:
            while not done.is_set():
                try:
                    calls.append(server.accept()[1][0])
                except TimeoutError:
                    continue

        done = threading.Event()
        thread = threading.Thread(target=serve)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/x", calls
        done.set()
        thread.join()


@pytest.mark.parametrize("page", ASKING)
def test_no_file_of_the_machine_is_read(tmp_path: Path, page: str) -> None:
    """A page that names a file, as picture, style sheet, background or font, is refused, and the sentence names it."""
    file = tmp_path / "secret.css"
    file.write_text("p { color: red; }")
    with pytest.raises(FaultyInput) as caught:
        pdf(page.format(url=file.as_uri()), STAMP)
    assert [(fault.code, fault.details["names"]) for fault in caught.value.faults] == [
        ("paper.asks_for", file.as_uri()[:60] + ("…" if len(file.as_uri()) > 60 else ""))
    ]


def test_no_address_is_called(listener: tuple[str, list[str]]) -> None:
    """A page that names an address of the network is refused before anybody is called."""
    url, calls = listener
    for page in ASKING:
        for make in (lambda html: pdf(html, STAMP), png):
            with pytest.raises(FaultyInput):
                make(page.format(url=url))
    assert calls == []


def test_a_picture_within_the_page_is_printed() -> None:
    """A committee's emblem may stand in its template as data."""
    dot = io.BytesIO()
    Image.new("RGB", (4, 4), (200, 0, 0)).save(dot, "PNG")
    page = f'<img width="400" height="400" src="data:image/png;base64,{base64.b64encode(dot.getvalue()).decode()}">'
    colours = Image.open(io.BytesIO(png(page))).convert("RGB").getcolors(100_000)
    assert colours is not None
    assert (200, 0, 0) in {colour for _, colour in colours}


def test_pages_can_be_looked_at_one_by_one() -> None:
    """Each page has its own picture."""
    page = '<p>một</p><p style="break-before: page">hai</p>'
    first, second = pictures(page, 40)
    assert first != second
    assert pictures(page, 110, most=1) == (png(page),)


@pytest.mark.nightly
def test_threads_print_at_once() -> None:
    """Threads of one process that print at the same time make the bytes that each makes alone."""
    texts = [
        f"<h1>{number}</h1>" + "<p>Chi bộ <b>đậm</b> <i>nghiêng</i> ọ ẵ</p>" * (number + 1) for number in range(40)
    ]
    alone = [pdf(text, STAMP) for text in texts]
    with ThreadPoolExecutor(4) as threads:
        for _ in range(50):
            assert list(threads.map(partial(pdf, stamp=STAMP), texts)) == alone


def test_scripts_do_nothing() -> None:
    """A script in a page is not run and not printed."""
    text = pypdfium2.PdfDocument(pdf("<p>chữ</p><script>document.write('x')</script>", STAMP))[0].get_textpage()
    assert text.get_text_bounded().strip() == "chữ"
