"""What is answered while more is asked of a process than it can do: at once that it is busy, and not a minute later.

Who waits longer than a browser's patience asks again, and so makes it worse. So only so many requests wait; whoever
comes beyond that is told, in the words of a page, that nothing was lost and when to try again. The script does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, JsonResponse
from waitress.task import ThreadedTaskDispatcher
from waitress.utilities import Error

from chamdiem.engine.texts import say_vi
from chamdiem.web.headers import SafeHeaders
from chamdiem.web.pages import render

if TYPE_CHECKING:
    from django.http import HttpResponse
    from waitress.channel import HTTPChannel
    from waitress.parser import HTTPRequestParser

MOST_WAITING = 128
"""So many requests of a process wait: at 20 to 40 ms for each, no longer than a browser's script has patience."""
AGAIN = 5
"""Seconds after which to try again."""


class BoundedQueue(ThreadedTaskDispatcher):  # type: ignore[misc] # of a library without types
    """Lets so many requests wait, and refuses those that come beyond that before any other is worked on."""

    def __init__(self, threads: int) -> None:
        super().__init__()
        # made now: it needs words and a template, and then there is no time
        self._pages = {kind: _answer(kind) for kind in ("read", "sent", "data")}
        self.set_thread_count(threads)

    def add_task(self, task: HTTPChannel) -> None:
        """Take a request; the thread that reads from all connections calls this, and is not to do more."""
        with self.lock:
            if len(self.queue) < MOST_WAITING:
                self.queue.append(task)
            else:
                request = task.requests[0]
                request.error = request.error or BusyError(self._pages[_kind(request)])
                self.queue.appendleft(task)
            self.queue_cv.notify()


class BusyError(Error):  # type: ignore[misc] # of a library without types
    """The answer of a process that is busy."""

    def __init__(self, answer: HttpResponse) -> None:
        super().__init__("")
        self._answer = answer

    def to_response(self, ident: str | None = None) -> tuple[str, list[tuple[str, str]], bytes]:
        """Return its status, headers and body."""
        del ident
        return f"{self._answer.status_code} {self._answer.reason_phrase}", [*self._answer.items()], self._answer.content


def _kind(request: HTTPRequestParser) -> str:
    """Return whether a page is asked for, a form is sent, or a script asks."""
    if request.headers.get("CONTENT_TYPE", "").startswith("application/json"):
        return "data"
    return "read" if request.command in {"GET", "HEAD"} else "sent"


def _answer(kind: str) -> HttpResponse:
    request = HttpRequest()
    request.method = "GET"
    return SafeHeaders(lambda request: _worded(request, kind))(request)


def _worded(request: HttpRequest, kind: str) -> HttpResponse:
    if kind == "data":
        answer: HttpResponse = JsonResponse({"message": say_vi("busy.title")}, status=503)
    else:
        answer = render(request, "busy.html.j2", status=503, kind=kind, seconds=AGAIN)
    answer.headers["Retry-After"] = str(AGAIN)
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
