"""A process that is asked for more than it can do says so at once, in words, and goes on with what it has taken."""

from __future__ import annotations

import http.client
import json
import threading
import time
from contextlib import closing, contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from waitress import wasyncore
from waitress.server import create_server

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

pytestmark = pytest.mark.usefixtures("installation")
Answer = tuple[int, dict[str, str], str]


def until(is_so: Callable[[], bool]) -> None:
    """Wait until something is so."""
    ends = time.monotonic() + 30
    while not is_so():
        assert time.monotonic() < ends
        time.sleep(0.005)


class Slow:
    """A server of one thread in which two requests wait at most, and whose answers come once it is let go."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        from chamdiem.web import busy  # noqa: PLC0415 - the web needs an installation

        monkeypatch.setattr(busy, "MOST_WAITING", 2)
        self.go = threading.Event()
        self.queue = busy.BoundedQueue(1)
        self.map: dict[int, Any] = {}
        self.server = create_server(self._answer, self.map, _dispatcher=self.queue, host="127.0.0.1", port=0)
        self.ended = threading.Event()

    def _answer(self, _environ: dict[str, Any], begin: Callable[..., object]) -> list[bytes]:
        self.go.wait(30)
        begin("200 OK", [("Content-Type", "text/plain")])
        return [b"done"]

    def run(self) -> None:
        """Serve until the end."""
        while not self.ended.is_set():
            wasyncore.loop(timeout=0.05, map=self.map, count=1)

    def ask(self, method: str = "GET", kind: str = "") -> Answer:
        """Ask, and return status, headers and body."""
        body, headers = b"" if method == "GET" else b"{}", {"Content-Type": kind} if kind else {}
        with closing(http.client.HTTPConnection("127.0.0.1", self.server.effective_port, timeout=30)) as connection:
            connection.request(method, "/viec", body, headers)
            answer = connection.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read().decode()

    def is_waiting(self, count: int) -> bool:
        """Tell whether one request is worked on and so many wait."""
        return len(self.queue.queue) == count and self.queue.active_count == 1


@contextmanager
def full(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Slow, list[Answer]]]:
    """Give a server that works on one request while two wait, and what these are told once it is let go."""
    slow, told = Slow(monkeypatch), list[Answer]()
    threads = [threading.Thread(target=slow.run)]
    threads[0].start()
    try:
        for waiting in (0, 1, 2):
            threads.append(threading.Thread(target=lambda: told.append(slow.ask())))
            threads[-1].start()
            until(partial(slow.is_waiting, waiting))
        yield slow, told
    finally:
        slow.go.set()
        for each in threads[1:]:
            each.join(30)
        slow.ended.set()
        threads[0].join(30)
        slow.queue.shutdown()
        wasyncore.close_all(slow.map)


def _note(answers: dict[str, Answer], name: str, ask: Callable[[], Answer]) -> None:
    answers[name] = ask()


def test_whoever_comes_beyond_the_queue_is_told_and_the_others_are_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    """503 with when to try again: as a page that opens again, as one that lets a form be sent again, as data."""
    with full(monkeypatch) as (slow, told):
        answers: dict[str, Answer] = {}
        kinds = {"read": ("GET", ""), "sent": ("POST", "application/x-www-form-urlencoded")}
        kinds["data"] = ("POST", "application/json; charset=utf-8")
        threads = [
            threading.Thread(target=partial(_note, answers, name, partial(slow.ask, *how)))
            for name, how in kinds.items()
        ]
        for each in threads:
            each.start()
        until(partial(slow.is_waiting, 5))
        slow.go.set()
        for each in threads:
            each.join(30)
    assert [answer[0] for answer in told] == [200] * 3
    for status, headers, _ in answers.values():
        assert (status, headers["Retry-After"], headers["Cache-Control"]) == (503, "5", "no-store")
        assert headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert '<meta http-equiv="refresh" content="5">' in answers["read"][2]
    assert "Máy đang bận" in answers["read"][2]
    assert "refresh" not in answers["sent"][2]
    assert "đồng ý gửi lại" in answers["sent"][2]
    assert json.loads(answers["data"][2]) == {"message": "Máy đang bận"}
