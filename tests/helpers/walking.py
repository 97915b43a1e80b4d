"""Somebody who goes wherever the pages lead: by links, by forms, and by where a page sends them on."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from django.urls import Resolver404, resolve

from scriptless import read

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.test import Client

    from entering import Answer

OFTEN = 24
"""So many addresses of one page are looked at: it leads elsewhere for another month or organisation."""
_LEADS = {"a": "href", "form": "action"}
"""What leads elsewhere, and the attribute that says where. What is sent goes where its page is, unless it says so."""


@dataclass(frozen=True, slots=True)
class Walk:
    """Where somebody came: the names of the pages, and the addresses of links behind which there is nothing."""

    reached: set[str] = field(default_factory=set)
    dead: list[str] = field(default_factory=list)


def walk(browser: Client, start: str) -> Walk:
    """Go wherever links and forms lead somebody from where they begin."""
    walked, seen, waiting, often = Walk(), set[str](), [(start, True)], Counter[str]()
    while waiting:
        address, is_link = waiting.pop(0)
        name = _name(address)
        if name is None or address in seen or often[name] >= OFTEN:
            continue
        seen.add(address)
        often[name] += 1
        if name not in _ENDS:
            answer = browser.get(address)
            if answer.status_code == HTTPStatus.NOT_FOUND and is_link:
                walked.dead.append(address)
                continue
            waiting += _leads(address, answer)
            if answer.streaming:
                answer.close()
        walked.reached.add(name)
    return walked


def _leads(address: str, answer: Answer) -> Iterator[tuple[str, bool]]:
    """Yield where an answer leads, and whether by a link or a redirect: what a form sends to may show nothing."""
    if answer.status_code in {301, 302}:
        yield urljoin(address, answer["Location"]), True
        return
    if answer.status_code != HTTPStatus.OK or not answer["Content-Type"].startswith("text/html"):
        return
    if answer.headers.get("Content-Disposition", "").startswith("attachment"):
        return
    page = read(answer)
    for tag, where in _LEADS.items():
        for each in page.all(tag):
            if told := each.attributes.get(where):
                yield urljoin(address, told).partition("#")[0], tag == "a"
    for each in page.all("form"):
        # what a script sends while somebody types
        if told := each.attributes.get("data-save-url"):
            yield told, False


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
