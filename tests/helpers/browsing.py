"""A real browser before a real server, in one process: whatever a script does, seen as people see it."""

from __future__ import annotations

import os
import shutil
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

import waitress
from waitress import wasyncore

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext

    from chamdiem.web.models import Account

PHONE, DESK = {"width": 390, "height": 844}, {"width": 1366, "height": 900}
_NAMES = ("chromium", "chromium-headless-shell", "chrome", "google-chrome")
_QUIET = (
    "--disable-background-networking", "--disable-sync", "--disable-component-update", "--no-first-run",
    "--disable-gpu", "--disable-quic",
)  # fmt: skip
_TICK = 0.1
NEEDS = "needs Chromium: apt install chromium, or name one by CHAMDIEM_CHROMIUM"


def chromium() -> str | None:
    """Return the browser that is there; None: there is none, which only a run that judges a change does not excuse."""
    told = os.environ.get("CHAMDIEM_CHROMIUM")
    found = told or next(filter(None, map(shutil.which, _NAMES)), None)
    assert found or os.environ.get("CI") != "true", NEEDS
    return found


@contextmanager
def served() -> Iterator[str]:
    """Serve the installation of the tests, and give its address."""
    from chamdiem.web.wsgi import application  # noqa: PLC0415 - importing it sets Django up

    server = waitress.create_server(application, host="127.0.0.1", port=0, threads=4)
    stop = threading.Event()

    def answer() -> None:
        # what is closed by another thread may be waited for at that moment, which ends this one with an error
        while not stop.is_set():
            wasyncore.loop(timeout=_TICK, map=server._map, count=1)  # noqa: SLF001 - there is no other way to stop it
        server.task_dispatcher.shutdown()
        wasyncore.close_all(server._map)  # noqa: SLF001 - the same

    worker = threading.Thread(target=answer, daemon=True)
    worker.start()
    try:
        yield f"http://127.0.0.1:{server.effective_port}"
    finally:
        stop.set()
        worker.join(5)


def _as_root() -> list[str]:
    return ["--no-sandbox"] if getattr(os, "geteuid", lambda: 1)() == 0 else []


@contextmanager
def browsing() -> Iterator[Browser]:
    """Give a browser that asks nobody but the server."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - most tests need no browser

    # the loop of the browser runs in this thread, where the tables are asked too, one after the other
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=chromium(), args=[*_as_root(), *_QUIET])
        yield browser
        browser.close()


def entered(browser: Browser, address: str, account: Account, **how: object) -> BrowserContext:
    """Give a window of its own in which somebody is in."""
    from django.conf import settings  # noqa: PLC0415 - Django has to be set up first
    from django.test import Client  # noqa: PLC0415 - as above

    client = Client()
    client.force_login(account, backend="chamdiem.web.accounts.AccountBackend")
    context = browser.new_context(**how)  # type: ignore[arg-type] # whatever a browser can be told
    name = settings.SESSION_COOKIE_NAME
    # a cookie that is for safe connections alone is told so; the browser trusts its own machine as well
    safe = address.replace("http:", "https:")
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": safe, "secure": True}])
    return context
