"""Forms sent as their pages have them, and a password that is none of those that everybody tries."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.test import Client
    from django.test.client import _MonkeyPatchedWSGIResponse

    Answer = HttpResponse | _MonkeyPatchedWSGIResponse

GOOD = "cái ấm đun nước bên cửa sổ"


def post(browser: Client, address: str, /, **typed: str) -> Answer:
    """Send a form as its page has it, with its token."""
    page = browser.get(address)
    token = re.search(r'csrfmiddlewaretoken" value="([^"]+)"', page.content.decode())
    assert token is not None, page.content.decode()
    return browser.post(address, {**typed, "csrfmiddlewaretoken": token[1]})
