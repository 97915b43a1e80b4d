"""Somebody who goes wherever the pages lead: by links, by forms, and by where a page sends them on."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from django.urls import Resolver404, resolve

from scriptless import read

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.test import Client

OFTEN = 24
"""So many addresses of one page are looked at: it leads elsewhere for another month or organisation."""
_LEADS = {"a": "href", "form": "action"}
"""What leads elsewhere, and the attribute that says where. What is sent goes where its page is, unless it says so."""


def walk(browser: Client, start: str) -> set[str]:
    """Return the names of all pages to which links and forms lead somebody from where they begin."""
    reached, seen, waiting, often = set[str](), set[str](), [start], Counter[str]()
    while waiting:
        address = waiting.pop(0)
        name = _name(address)
        if name is None or address in seen or often[name] >= OFTEN:
            continue
        seen.add(address)
        often[name] += 1
        reached.add(name)
        waiting += _leads(browser, address)
    return reached


def _leads(browser: Client, address: str) -> Iterator[str]:
    """Yield where a page leads; what is only sent to is not asked for."""
    if _name(address) in _ENDS:
        return
    answer = browser.get(address)
    if answer.status_code in {301, 302}:
        yield urljoin(address, answer["Location"])
        return
    if answer.status_code != 200 or not answer["Content-Type"].startswith("text/html"):
        return
    if answer.headers.get("Content-Disposition", "").startswith("attachment"):
        return
    page = read(answer)
    for tag, where in _LEADS.items():
        for each in page.all(tag):
            if told := each.attributes.get(where):
                yield urljoin(address, told).partition("#")[0]
    for each in page.all("form"):
        # what a script sends while somebody types
        if told := each.attributes.get("data-save-url"):
            yield told


_ENDS = frozenset({"leave", "language", "end_session", "autosave"})
"""Where something is sent, and nothing is shown."""


def _name(address: str) -> str | None:
    parts = urlsplit(address)
    if parts.netloc not in {"", "testserver"}:
        return None
    try:
        return resolve(parts.path).url_name
    except Resolver404:
        return None
