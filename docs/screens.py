"""Draw the pictures of the pages that stand in the documentation and on the page of help, from the made-up commune.

They are drawn by a Chromium that is there (CHAMDIEM_CHROMIUM, or by its name); nothing compares them byte by byte.
"""

from __future__ import annotations

import base64
import datetime as dt
import html
import http.client
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import Browser, Page, sync_playwright

from chamdiem.web.help import PICTURE, PICTURE_SIZE

if TYPE_CHECKING:
    from collections.abc import Iterator

IMAGES = Path(__file__).with_name("images")
STATIC = Path(__file__).parent.parent / "web" / "static"
PHONE, PC = {"width": 390, "height": 844}, {"width": 1366, "height": 900}
PORT = 18777
VIETNAM = dt.timezone(dt.timedelta(hours=7))
QUIET = ("--disable-background-networking", "--disable-sync", "--disable-component-update", "--no-first-run")
MOST = 40 * 1024
"""So large is a picture on the page of help, at most: it is looked at on a phone."""
HELP = {
    "secretary": ("bi-thu-hoa-mau", "viec"),
    "supervisor": ("phu-trach-1", "cham"),
    "office": ("van-phong", "theo-doi/vi-du/{last}"),
    "standing_committee": ("thuong-vu-2", "quyet-dinh/vi-du/{last}"),
    "auditor": ("kiem-tra", "doi-chieu/vi-du"),
    "administrator": ("quan-tri", "quan-tri"),
}
"""Of each role whose page is drawn, and which."""
PAGES = {
    "bang-thang": ("van-phong", "theo-doi/vi-du/{last}"),
    "xu-huong": ("van-phong", "xu-huong/vi-du"),
    "danh-sach": ("van-phong", "danh-sach/vi-du/{last}"),
    "quyet-dinh": ("thuong-vu-2", "quyet-dinh/vi-du/{last}"),
    "dong-thoi-gian": ("kiem-tra", "ky/hoa-mau/{last}/thuong-ky/dong-thoi-gian"),
    "khung": ("kiem-tra", "khung/an-phu/2025"),
}
"""Pages above the cell: the picture's name, who looks, and at what."""
WINDOW = """<body style="margin:0"><pre style="margin:0;padding:18px 22px;background:#101010;color:#e8e8e8;
font:16px/1.5 'DejaVu Sans Mono',monospace;white-space:pre-wrap">{}</pre>"""
"""A window of a prompt, with what is said there."""
AS_WEBP = """async ([png, quality]) => {
    const drawn = new Image();
    drawn.src = "data:image/png;base64," + png;
    await drawn.decode();
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [drawn.width, drawn.height];
    canvas.getContext("2d").drawImage(drawn, 0, 0);
    return canvas.toDataURL("image/webp", quality);
}"""
NAMES = ("chromium", "chromium-headless-shell", "google-chrome")


def main() -> None:
    """Serve a new installation and the commune, and draw their pages."""
    path = os.environ.get("CHAMDIEM_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=path, args=["--no-sandbox", *QUIET])
        with _served("--organisation", "Đảng bộ phường Ví Dụ") as served:
            _draw_installing(browser, _told(served, r"mã \S+ \("))
        with _served("--demo") as served:
            _draw(browser, _told(served, "Mật khẩu chung: ").split()[-1])
        browser.close()


@contextmanager
def _served(*words: str) -> Iterator[subprocess.Popen[str]]:
    """Serve a new data folder for as long as the block lasts."""
    with tempfile.TemporaryDirectory() as place:
        command = ("-P", "-m", "chamdiem.cli", "serve", "--data", f"{place}/data", "--port", str(PORT), *words)
        served = subprocess.Popen([sys.executable, *command], stdout=subprocess.PIPE, text=True)  # noqa: S603 - our own
        try:
            yield served
        finally:
            served.terminate()
            served.wait()


def _told(served: subprocess.Popen[str], last: str) -> str:
    """Return what is said until a line that is like `last`; by then it answers, or soon."""
    told = []
    for line in served.stdout or ():
        told.append(line)
        if re.search(last, line):
            _wait()
            return "".join(told)
    raise SystemExit(served.wait())


def _wait() -> None:
    while True:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", PORT)
            connection.request("GET", "/suc-khoe")
            connection.getresponse().read()
        except OSError:
            time.sleep(0.2)
        else:
            return


def _draw_installing(browser: Browser, told: str) -> None:
    """Draw what whoever installs sees first: what the window says, and the page that it leads to."""
    page = browser.new_context(viewport=PC, locale="vi").new_page()
    page.set_content(WINDOW.format(html.escape(told.replace(str(PORT), "8000"))))
    page.locator("pre").screenshot(path=IMAGES / "cai-dat-cua-so.png")
    _see(page, "kich-hoat")
    page.locator("main").screenshot(path=IMAGES / "cai-dat-kich-hoat.png")


def _draw(browser: Browser, password: str) -> None:
    phone = browser.new_context(viewport=PHONE, locale="vi").new_page()
    _enter(phone, "bi-thu-hoa-mau", password)
    phone.screenshot(path=IMAGES / "web-viec.png")
    meeting = phone.get_attribute("a:has-text('Làm tiếp')", "href")
    for name in ("nhom-4", "con-thieu", "xem-lai"):
        phone.goto(f"http://127.0.0.1:{PORT}{meeting}{name}")
        phone.screenshot(path=IMAGES / f"web-{name}.png")
    office = _entered(browser, PC, "quan-tri", password)
    office.goto(f"http://127.0.0.1:{PORT}/quan-tri/cay/hoa-mau")
    office.screenshot(path=IMAGES / "web-quan-tri.png")
    _see(office, "quan-tri/sao-luu")
    office.click("main button.main")
    office.locator("main").screenshot(path=IMAGES / "cai-dat-sao-luu.png")
    _draw_assessing(_entered(browser, PC, "phu-trach-1", password))
    for name, (login, address) in PAGES.items():
        shown = _entered(browser, PC, login, password)
        _see(shown, address)
        shown.screenshot(path=IMAGES / f"web-{name}.png")
    for role, (login, address) in HELP.items():
        shown = _entered(browser, dict(zip(PHONE, PICTURE_SIZE, strict=True)), login, password)
        _see(shown, address)
        (STATIC / PICTURE.format(role)).write_bytes(_webp(browser.new_page(), shown.screenshot()))


def _draw_assessing(page: Page) -> None:
    """Draw what is there only once somebody has begun to assess."""
    _see(page, "cham/truc-mau/{last}/ket-hop/")
    page.click("main button.main")
    _see(page, "cham/truc-mau/{last}/ket-hop/bang")
    page.screenshot(path=IMAGES / "web-cham.png")


def _see(page: Page, address: str) -> None:
    last = dt.datetime.now(VIETNAM).replace(day=1) - dt.timedelta(days=1)
    answer = page.goto(f"http://127.0.0.1:{PORT}/{address.format(last=f'{last:%Y-%m}')}")
    if answer is None or not answer.ok:
        raise SystemExit(address)


def _webp(page: Page, png: bytes) -> bytes:
    """Return a picture as small as the page of help needs it, made by the browser itself."""
    for quality in (0.8, 0.6, 0.4, 0.2):
        told: str = page.evaluate(AS_WEBP, [base64.b64encode(png).decode(), quality])
        content = base64.b64decode(told.partition(",")[2])
        if len(content) <= MOST:
            break
    return content


def _entered(browser: Browser, size: dict[str, int], login: str, password: str) -> Page:
    page = browser.new_context(viewport=size, locale="vi").new_page()  # type: ignore[arg-type] # what a size is
    _enter(page, login, password)
    return page


def _enter(page: Page, login: str, password: str) -> None:
    page.goto(f"http://127.0.0.1:{PORT}/vao")
    page.fill("#login", login)
    page.fill("#password", password)
    page.click("button.main")


if __name__ == "__main__":
    main()
