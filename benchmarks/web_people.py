"""People who use the pages, for `web.py`: each has a connection of its own, as a browser has.

They are as cheap as can be, since they share the machine with what they measure: one thread, one socket for each of
them, requests written by hand. How long an answer takes is counted from the moment at which it was to be asked for,
also where the answer before came too late for that.
"""

from __future__ import annotations

import asyncio
import json
import random
import re
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlencode

if TYPE_CHECKING:
    from collections.abc import Mapping

PERIOD = "2026-11"
PATIENCE = 30.0
"""Seconds after which somebody gives up."""
_OK, _MOVED = 200, 302
_TOKEN = re.compile(rb'csrfmiddlewaretoken" value="([^"]+)"')
_VERSION = re.compile(rb'name="version" value="([0-9]+)"')
_LENGTH = re.compile(rb"\r\ncontent-length: ([0-9]+)\r\n", re.IGNORECASE)
_COOKIE = re.compile(rb"\r\nset-cookie: +([^=]+)=([^;\r]*)", re.IGNORECASE)
_PLACE = re.compile(rb"\r\nlocation: ([^\r]*)", re.IGNORECASE)
_OTHERS = ("nhom-4", "nhom-1", "/viec")


@dataclass
class Told:
    """What those who asked were told: how long each answer took, and what was none, by its kind."""

    seconds: list[float] = field(default_factory=list)
    errors: Counter[str] = field(default_factory=Counter)

    @property
    def wrong(self) -> str:
        """The errors in words: 0, or how many of each kind."""
        return ", ".join(f"{count} × {kind}" for kind, count in self.errors.most_common()) or "0"


class NoAnswerError(Exception):
    """What came is no answer to a request; its first argument says why."""


class Secretary:
    """One person with a browser that keeps cookies and its connection.

    Every other one has a script, which saves as it is typed; the rest press the button.
    """

    def __init__(self, port: int, number: int) -> None:
        self.port, self.number, self.has_script = port, number, bool(number % 2)
        self.meeting = f"/ky/vd-{number:03}/{PERIOD}/thuong-ky/"
        self.cookies: dict[bytes, bytes] = {}
        self.told = Told()
        self._typed: list[tuple[str, str]] = []
        self._dice = random.Random(number)  # noqa: S311 - what somebody types, and when
        self._open: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    # --- requests ---

    async def ask(self, path: str, typed: Mapping[str, str] | None = None, *, since: float | None = None) -> bytes:
        """Ask for a page, or send a form, and follow where it leads."""
        body = None if typed is None else urlencode(typed).encode()
        return await self._counted(path, body, b"application/x-www-form-urlencoded", since)

    async def _counted(self, path: str, body: bytes | None, kind: bytes, since: float | None) -> bytes:
        begun = time.perf_counter() if since is None else since
        try:
            async with asyncio.timeout(PATIENCE):
                page = await self._answer(path, body, kind)
        except (TimeoutError, OSError, EOFError, NoAnswerError) as error:
            self.leave()
            self.told.errors[str(error) if isinstance(error, NoAnswerError) else type(error).__name__] += 1
            page = b""
        self.told.seconds.append(time.perf_counter() - begun)
        return page

    async def _answer(self, path: str, body: bytes | None, kind: bytes) -> bytes:
        status, head, page = await self._exchange(path, body, kind)
        while status == _MOVED and (place := _PLACE.search(head)):
            status, head, page = await self._exchange(place[1].decode(), None, kind)
        if status != _OK:
            raise NoAnswerError(str(status))
        return page

    async def _exchange(self, path: str, body: bytes | None, kind: bytes) -> tuple[int, bytes, bytes]:
        if self._open is not None and self._open[0].at_eof():
            self.leave()  # the server closes what nobody used for a while
        if self._open is None:
            self._open = await asyncio.open_connection("127.0.0.1", self.port, limit=1 << 20)
        reader, writer = self._open
        writer.write(self._request(path, body, kind))
        head = await reader.readuntil(b"\r\n\r\n")
        length = _LENGTH.search(head)
        page = await reader.readexactly(int(length[1])) if length else b""
        self.cookies.update(_COOKIE.findall(head))
        if b"\r\nConnection: close" in head:
            self.leave()
        return int(head[9:12]), head, page

    def _request(self, path: str, body: bytes | None, kind: bytes) -> bytes:
        cookies = b"; ".join(b"%s=%s" % each for each in self.cookies.items())
        sent = b""
        if body is not None:
            token = b"X-CSRFToken: %s\r\n" % self.cookies.get(b"__Host-khoa", b"")
            sent = b"Content-Type: %s\r\nContent-Length: %d\r\n%s" % (kind, len(body), token)
        place = path.partition("#")[0].encode()
        first = b"%s %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n" % (b"GET" if body is None else b"POST", place, self.port)
        return b"%sCookie: %s\r\n%s\r\n%s" % (first, cookies, sent, body or b"")

    def leave(self) -> None:
        """Close the connection; the next request opens another one."""
        if self._open is not None:
            self._open[1].close()
            self._open = None

    # --- what people do ---

    async def enter(self, password: str) -> None:
        """Enter, and begin the month's draft."""
        page = await self.ask("/vao")
        login = {"login": f"bi-thu-{self.number:03}", "password": password, "csrfmiddlewaretoken": _found(_TOKEN, page)}
        await self.ask("/vao", login)
        page = await self.ask(self.meeting)
        if b'name="version"' not in page:
            await self.ask(self.meeting, {"csrfmiddlewaretoken": _found(_TOKEN, page)})

    async def work(self, until: float, thinking: float) -> None:
        """Open pages and save them until a time, a request every so many seconds, as planned before."""
        planned = time.perf_counter()
        page = b""
        step = 0
        while planned < until:
            planned += self._dice.uniform(0, 2 * thinking)
            await asyncio.sleep(max(0.0, planned - time.perf_counter()))
            match step % 3:
                case 0:
                    page = await self.ask(f"{self.meeting}co-mat", since=planned)
                case 1:
                    await self.save(page, planned)
                case _:
                    other = self._dice.choice(_OTHERS)
                    await self.ask(other if other[0] == "/" else f"{self.meeting}{other}", since=planned)
            step += 1

    async def save(self, page: bytes, since: float | None = None) -> None:
        """Save other counts on the first page, as it was shown."""
        members = self._dice.randint(9, 40)
        typed = [
            ("members_total", str(members)),
            ("present", str(members - 1)),
            ("absent_excused", "1"),
            ("absent_unexcused", "0"),
        ]
        if not self.has_script:
            fixed = {"csrfmiddlewaretoken": _found(_TOKEN, page), "version": _found(_VERSION, page)}
            await self.ask(f"{self.meeting}co-mat", fixed | dict(typed), since=since)
            return
        seen = [self._typed or [(name, "") for name, _ in typed]]
        self._typed = typed
        body = json.dumps({"page": "co-mat", "fields": typed, "seen": seen}).encode()
        await self._counted(f"{self.meeting}ghi", body, b"application/json", since)


def _found(pattern: re.Pattern[bytes], page: bytes) -> str:
    found = pattern.search(page)
    return found[1].decode() if found else ""
