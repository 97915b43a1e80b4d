"""A long mixed load with PostgreSQL: people ask 20 times a second, while jobs are carried out one after another.

What is looked for is what only time shows: errors that come now and then, memory that grows, answers that get slower.
"""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from jobs import FILL, Clerk
from tables import Table, median, percentile_95
from web_people import Secretary

from web import CELLS, PASSWORD, THINKING, enter, make, postgres, served

if TYPE_CHECKING:
    from collections.abc import Sequence

    from web import Served

SECONDS = int(os.environ.get("CHAMDIEM_BENCH_MIXED_SECONDS", "1800"))
PEOPLE = 50
"""At a request every `THINKING` seconds each: 20 requests a second."""
PARTS = 6
"""So many parts of the time are told of, each by itself."""
MADE = ("summary/xlsx", "overview/html", "sheets/pdf", "all/zip")


def measure() -> Table:
    """Measure where there is a PostgreSQL to begin."""
    rows: list[tuple[str, ...]] = []
    with tempfile.TemporaryDirectory() as place:
        for address in postgres(Path(place)):
            data = Path(place) / "data"
            make(data, address)
            subprocess.run([sys.executable, "-P", str(FILL), str(data), PASSWORD], check=True)  # noqa: S603 - our own script
            with served(data, "--processes", "2") as large:
                rows = asyncio.run(_rows(large))
    return Table(
        title=f"{PEOPLE} people for {SECONDS} s, a request every {THINKING} s each, of {CELLS} cells in PostgreSQL, "
        "while jobs are carried out without a pause; targets: no errors, as much memory in the end as at first",
        header=("part", "requests/s", "median ms", "p95 ms", "most ms", "MB", "jobs done", "errors"),
        rows=tuple(rows),
    )


async def _rows(place: Served) -> list[tuple[str, ...]]:
    people, clerk = [Secretary(place.port, number) for number in range(PEOPLE)], Clerk(place.port, 0)
    await enter(people)
    await clerk.enter(PASSWORD)
    done: list[str] = []
    working = asyncio.create_task(_have_made(clerk, done))
    rows = []
    for part in range(PARTS):
        before = len(done)
        for person in people:
            person.told.seconds.clear()
            person.told.errors.clear()
        until = time.perf_counter() + SECONDS / PARTS
        await asyncio.gather(*(person.work(until, THINKING) for person in people))
        if working.done():
            working.result()
        rows.append(_row(part + 1, people, place.memory, len(done) - before))
    working.cancel()
    return rows


async def _have_made(clerk: Clerk, done: list[str]) -> None:
    """Have one thing made after another."""
    while True:
        for what in MADE:
            await clerk.have_made(what)
            done.append(what)


def _row(part: int, people: Sequence[Secretary], memory: float, jobs: int) -> tuple[str, ...]:
    milliseconds = [1000 * each for person in people for each in person.told.seconds]
    errors = ", ".join(person.told.wrong for person in people if person.told.errors) or "0"
    pace = f"{len(milliseconds) / SECONDS * PARTS:.0f}"
    ends = (median(milliseconds), percentile_95(milliseconds), max(milliseconds))
    return (f"{part} of {PARTS}", pace, *(f"{each:.0f}" for each in ends), f"{memory:.0f}", str(jobs), errors)


if __name__ == "__main__":
    print(json.dumps(measure().rows, ensure_ascii=False, indent=1))
