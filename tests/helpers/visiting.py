"""People who ask a served installation over the network: they keep cookies, and may be cut off while they send."""

from __future__ import annotations

import http.client
import json
import re
import socket
import time
from dataclasses import dataclass, field
from enum import Enum
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from serving import PATIENCE

if TYPE_CHECKING:
    from collections.abc import Mapping

    Sent = Mapping[str, object]

_TOKEN = re.compile(r'csrfmiddlewaretoken" value="([^"]+)"')
TOKEN = "csrfmiddlewaretoken"  # noqa: S105 - what the field is called
DOWN = (http.client.HTTPException, OSError)
"""What ends a request that has no answer."""


class Cut(Enum):
    """Where a request is cut off: half of it is sent, or all of it and its answer is not waited for."""

    SENDING = "sending"
    ANSWER = "answer"


@dataclass(frozen=True)
class Answer:
    """What somebody was told. `location`: where it leads, blank where it leads nowhere."""

    status_code: int
    content: bytes
    location: str = ""

    @property
    def text(self) -> str:
        """The page."""
        return self.content.decode()

    @property
    def token(self) -> str:
        """The token of its forms."""
        found = _TOKEN.search(self.text)
        assert found is not None, self.text
        return found[1]


@dataclass
class Visitor:
    """Somebody at a device of their own."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    steps: int = 0

    def ask(self, path: str, sent: Sent | None = None, *, data: Sent | None = None, cut: Cut | None = None) -> Answer:
        """Ask for a page, send a form, or data as a script does; whatever of `DOWN` is raised, there is no answer."""
        self.steps += 1
        headers, body = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}, b""
        if data is not None:
            body, headers["Content-Type"] = json.dumps(data["body"]).encode(), "application/json"
            headers["X-CSRFToken"] = str(data["token"])
        elif sent is not None:
            body, headers["Content-Type"] = urlencode(sent, doseq=True).encode(), "application/x-www-form-urlencoded"
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            return self._exchange(connection, path, body if sent or data else None, headers, cut)
        finally:
            connection.close()

    def _exchange(
        self,
        connection: http.client.HTTPConnection,
        path: str,
        body: bytes | None,
        headers: dict[str, str],
        cut: Cut | None,
    ) -> Answer:
        connection.putrequest("GET" if body is None else "POST", path)
        for name, value in headers.items():
            connection.putheader(name, value)
        if body is not None:
            connection.putheader("Content-Length", str(len(body)))
        sent = body or b""
        connection.endheaders(sent[: len(sent) // 2] if cut is Cut.SENDING else sent)
        if cut is not None:
            raise ConnectionAbortedError(cut)
        answer = connection.getresponse()
        content = answer.read()
        for line in answer.headers.get_all("Set-Cookie") or ():
            name, _, rest = line.partition("=")
            self.cookies[name] = rest.partition(";")[0]
        return Answer(answer.status, content, answer.headers.get("Location") or "")

    def follow(self, path: str) -> Answer:
        """Ask for a page and go where it leads, until there is one."""
        found = self.ask(path)
        while found.location:
            found = self.ask(found.location)
        return found

    def send(self, path: str, sent: Sent, of: str = "") -> Answer:
        """Send a form with the token of its page."""
        return self.ask(path, {**sent, TOKEN: self.ask(of or path).token})

    def enter(self, login: str, password: str) -> None:
        """Enter by a password."""
        done = self.send("/vao", {"login": login, "password": password})
        assert done.status_code == HTTPStatus.FOUND, done.text


def wait_for(port: int) -> None:
    """Wait until somebody listens at a port."""
    for _ in range(PATIENCE * 20):
        with socket.socket() as asked:
            if asked.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
