"""Draw the pictures of the pages that stand in the documentation, from the made-up commune.

They are drawn by a Chromium that is there (CHAMDIEM_CHROMIUM, or by its name); nothing compares them byte by byte.
"""

from __future__ import annotations

import http.client
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

IMAGES = Path(__file__).with_name("images")
PHONE, PC = {"width": 390, "height": 844}, {"width": 1366, "height": 900}
PORT = 18777
QUIET = ("--disable-background-networking", "--disable-sync", "--disable-component-update", "--no-first-run")
NAMES = ("chromium", "chromium-headless-shell", "google-chrome")


def main() -> None:
    """Serve the commune, and draw its pages."""
    with tempfile.TemporaryDirectory() as place:
        words = ("-P", "-m", "chamdiem.cli", "serve", "--demo", "--data", f"{place}/demo", "--port", str(PORT))
        served = subprocess.Popen([sys.executable, *words], stdout=subprocess.PIPE, text=True)  # noqa: S603 - our own
        try:
            password = _password(served)
            _wait()
            _draw(password)
        finally:
            served.terminate()
            served.wait()


def _password(served: subprocess.Popen[str]) -> str:
    for line in served.stdout or ():
        if found := re.search(r"Mật khẩu chung: (\S+)", line):
            return found[1]
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


def _draw(password: str) -> None:
    path = os.environ.get("CHAMDIEM_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=path, args=["--no-sandbox", *QUIET])
        phone = browser.new_context(viewport=PHONE, locale="vi").new_page()
        _enter(phone, "bi-thu-hoa-mau", password)
        phone.screenshot(path=IMAGES / "web-viec.png")
        meeting = phone.get_attribute("a:has-text('Làm tiếp')", "href")
        for name in ("nhom-4", "con-thieu", "xem-lai"):
            phone.goto(f"http://127.0.0.1:{PORT}{meeting}{name}")
            phone.screenshot(path=IMAGES / f"web-{name}.png")
        office = browser.new_context(viewport=PC, locale="vi").new_page()
        _enter(office, "quan-tri", password)
        office.goto(f"http://127.0.0.1:{PORT}/quan-tri/cay/hoa-mau")
        office.screenshot(path=IMAGES / "web-quan-tri.png")
        browser.close()


def _enter(page: Page, login: str, password: str) -> None:
    page.goto(f"http://127.0.0.1:{PORT}/vao")
    page.fill("#login", login)
    page.fill("#password", password)
    page.click("button.main")


if __name__ == "__main__":
    main()
