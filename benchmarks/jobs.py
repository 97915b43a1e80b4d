"""Jobs of a month: the sheets of 300 cells as one PDF, all there is as a ZIP; and how quick pages stay meanwhile."""

from __future__ import annotations

import asyncio
import json
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tables import Table, median, percentile_95
from web_month import MONTH, OFFICE
from web_people import Secretary

from web import MAKE, PASSWORD, Served, enter, load, served

CELLS, PEOPLE = 300, 20
THINKING = 2.5
"""Seconds between two requests of one person, on average."""
FILL = Path(__file__).with_name("web_month.py")
_TOKEN = re.compile(rb'csrfmiddlewaretoken" value="([^"]+)"')
_LIST = f"/danh-sach/to-chuc/{MONTH}"


class Clerk(Secretary):
    """Somebody of the office, who has things made and waits for them."""

    async def enter(self, password: str) -> None:
        """Enter."""
        token = _token(await self.ask("/vao"))
        await self.ask("/vao", {"login": OFFICE, "password": password, "csrfmiddlewaretoken": token})

    async def have_made(self, what: str) -> float:
        """Have something made, and return after how many seconds it is there."""
        page = await self.ask(_LIST)
        begun = time.perf_counter()
        page = await self.ask(_LIST, {"make": what, "csrfmiddlewaretoken": _token(page)})
        while b"data-poll" in page:
            await asyncio.sleep(0.5)
            page = await self.ask("/viec-dang-chay")
        if "✓ Đã xong".encode() not in page:
            sys.exit(f"{what} was not made")
        return time.perf_counter() - begun


def _token(page: bytes) -> str:
    found = _TOKEN.search(page)
    return found[1].decode() if found else ""


def measure() -> Table:
    """Measure it with files in a folder, one process that answers and one that carries out jobs."""
    with tempfile.TemporaryDirectory() as place:
        data = str(Path(place) / "data")
        for words in ([str(MAKE), data, "", str(CELLS), PASSWORD], [str(FILL), data, PASSWORD]):
            subprocess.run([sys.executable, "-P", *words], check=True)  # noqa: S603 - our own scripts
        with served(Path(data)) as lite:
            rows = asyncio.run(_rows(lite))
    return Table(
        title=f"Jobs of {CELLS} cells, while {PEOPLE} people use the pages; targets: PDF ≤ 60 s, p95 of pages ≤ 500 ms",
        header=("made", "seconds", "CPU s", "pages asked", "median ms", "p95 ms", "errors"),
        rows=tuple(rows),
    )


async def _rows(place: Served) -> list[tuple[str, ...]]:
    people, clerk = [Secretary(place.port, number) for number in range(PEOPLE)], Clerk(place.port, 0)
    await enter(people)
    await clerk.enter(PASSWORD)
    quiet = await load(people)
    rows = [_row("nothing", "", "", quiet.seconds, quiet.wrong)]
    for what in ("sheets/pdf", "all/zip", "summary/xlsx"):
        worked, until = place.worked, asyncio.Event()
        busy = [asyncio.create_task(_use(person, until)) for person in people]
        seconds = await clerk.have_made(what)
        until.set()
        await asyncio.gather(*busy)
        told = [each for person in people for each in person.told.seconds]
        errors = sum(sum(person.told.errors.values()) for person in people)
        for person in people:
            person.told.seconds.clear()
        rows.append(_row(what, f"{seconds:.1f}", f"{place.worked - worked:.1f}", told, str(errors)))
    return rows


async def _use(person: Secretary, until: asyncio.Event) -> None:
    while not until.is_set():
        await person.work(time.perf_counter() + 1, THINKING)


def _row(name: str, seconds: str, worked: str, told: list[float], errors: str) -> tuple[str, ...]:
    milliseconds = [1000 * each for each in told]
    ends = (f"{median(milliseconds):.0f}", f"{percentile_95(milliseconds):.0f}")
    return (name, seconds, worked, str(len(told)), *ends, errors)


if __name__ == "__main__":
    print(json.dumps(measure().rows, ensure_ascii=False, indent=1))
