"""The ledger at release size: its pace, what kill -9 leaves of it, the syncs it waits for, and a medium that is full.

`CHAMDIEM_BENCH_TENTH=1` measures a tenth. Full and read-only media are tmpfs, which takes root to mount; the syncs are
counted by strace. What the machine cannot do is said in its row.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing, contextmanager
from itertools import pairwise
from pathlib import Path
from time import perf_counter, sleep
from typing import TYPE_CHECKING

from meetings import EXAMPLE
from replay import spent, various_records
from tables import Table

from chamdiem.engine.ledger.bodies import evaluation_body, framework_body, record_body
from chamdiem.engine.ledger.entries import Body, EntryKind, EntryStamp
from chamdiem.engine.ledger.examining import examined
from chamdiem.engine.ledger.fsck import Checker, check_ledger
from chamdiem.engine.ledger.opening import create_ledger, open_ledger
from chamdiem.engine.reading.catalog import Catalog
from chamdiem.engine.scoring.scorer import ScorerCache

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chamdiem.engine.ledger.store import Ledger

SHARE = 10 if os.environ.get("CHAMDIEM_BENCH_TENTH") else 1
ENTRIES, KILLS, SYNCS = 36_000 // SHARE, 1_000 // SHARE, 100
LEFT = 256 * 1024
"""So many bytes of the small disk has nobody taken."""
UNLIKE = 400
"""So many unlike meetings are recorded, each again and again of another cell."""
MEETINGS = 36_000
JOBS = 2
TOGETHER = 200
"""So many meetings are recorded in one step, as a month's batch of a committee is."""
STAMP = EntryStamp("0.1.0", "2026-01-31T08:30:00Z")


def measure() -> Table:
    """Measure all of it in folders that are removed afterwards."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rows = (*_pace(folder), *_kills(folder), _syncs(folder), *_media(folder))
    return Table(title="The ledger in one SQLite file", header=("measured", "figure", "target"), rows=rows)


def _whole(ledger: Ledger, processes: int = 1) -> int:
    """Return how many entries there are, all of them right."""
    checker, rows = Checker(), examined(ledger, ledger.name, processes)
    if faults := [fault for fault in check_ledger(ledger, checker, rows) if fault]:
        raise AssertionError(faults)
    return checker.size


def _of_cell(body: Body, cell: str) -> Body:
    return {"meeting": body["meeting"] | {"cell": cell}, "data": body["data"] | {"cell_id": cell}}


# --- pace ---


def _pace(folder: Path) -> Iterator[tuple[str, str, str]]:
    """Append one framework and then a record and an evaluation for each meeting, both of full size."""
    scorers = ScorerCache(Catalog())
    evaluations = [scorers.evaluate(record) for record in various_records(UNLIKE)]
    name = folder / "pace.ledger"
    with create_ledger(str(name)) as ledger:
        start = perf_counter(), spent()
        for first in range(0, ENTRIES // 2, TOGETHER):
            with ledger.atomic():
                ledger.append(EntryKind.FRAMEWORK, framework_body(evaluations[0].framework), STAMP)
                for number in range(first, min(first + TOGETHER, ENTRIES // 2)):
                    evaluation = evaluations[number % UNLIKE]
                    kept = ledger.append(EntryKind.RECORD, _of_cell(record_body(evaluation), f"VD-{number}"), STAMP)
                    ledger.append(EntryKind.EVALUATION, evaluation_body(evaluation, kept), STAMP)
        appended = _since(start)
        start = perf_counter(), spent()
        size = _whole(ledger)
        checked = _since(start)
        start = perf_counter(), spent()
        _whole(ledger, JOBS)
        together = _since(start)
        begun = perf_counter()
        for number in range(SYNCS):
            ledger.append(EntryKind.RECORD, _of_cell(record_body(evaluations[0]), f"one by one {number}"), STAMP)
        alone = (perf_counter() - begun) / SYNCS
    yield f"{size:,} entries: appended, {TOGETHER} meetings a step", appended, "≤ 10 s"
    yield f"{size:,} entries: checked", checked, ""
    yield f"{size:,} entries: checked by {JOBS} processes, if they are many", together, "≤ 5 s"
    yield "one entry, one step", f"{alone * 1000:.1f} ms", ""
    yield from _room(name)


def _room(file: Path) -> Iterator[tuple[str, str, str]]:
    """Tell how much of the file an evaluation takes, with and without its record, and a year of 3,000 cells."""
    with closing(sqlite3.connect(file)) as connection:
        (told,) = connection.execute(
            "SELECT avg(length(packed)) FROM entries WHERE base IS NOT NULL AND sequence % 2"
        ).fetchone()
    meeting = file.stat().st_size / (ENTRIES // 2)
    yield (
        "an evaluation, packed; its row and its record's with all that finds them",
        f"{told:.0f}; {meeting:,.0f} bytes",
        "≤ 1.5 KB",
    )
    yield "records and evaluations of a year of 3,000 cells", f"{meeting * MEETINGS / 1e6:.0f} MB", "≤ 100 MB"


def _since(start: tuple[float, float]) -> str:
    """Return the time that went by, and that of the processor, which other work on the machine changes less."""
    return f"{perf_counter() - start[0]:.1f} s ({spent() - start[1]:.1f} CPU)"


# --- kill -9 ---


def _kills(folder: Path) -> Iterator[tuple[str, str, str]]:
    """Kill a writer in the midst of its appends, again and again, and look for all that it acknowledged."""
    name = str(folder / "killed.ledger")
    create_ledger(name).close()
    chance = random.Random(4)  # noqa: S311 - drawn to be repeated
    acknowledged, slowest = 0, 0.0
    for _ in range(KILLS):
        told = _append_until_killed(name, chance)
        start = perf_counter()
        with open_ledger(name) as ledger:
            ledger.append(EntryKind.RECORD, _small(f"after {acknowledged}"), STAMP)
            slowest = max(slowest, perf_counter() - start)
            kept = {entry.hash for entry in ledger.entries(max(1, ledger.size() - 2 * len(told) - 10))}
        if not told <= kept:
            raise AssertionError(told - kept)
        acknowledged += len(told)
    with open_ledger(name) as ledger:
        size = _whole(ledger)
    yield f"{KILLS:,} kill -9: lost of {acknowledged:,} acknowledged ({size:,} entries, all right)", "0", "0"
    yield "slowest restart with its first append", f"{slowest:.2f} s", "< 2 s"


OWN = {"cell_id": "VD-01", "meeting_kind": "regular", "period": "2025-11"}


def _small(word: str) -> Body:
    meeting = {"cell": "VD-01", "date": None, "kind": "regular", "period": "2025-11"}
    return {"meeting": meeting, "data": {**OWN, "word": word}}


def _append_until_killed(name: str, chance: random.Random) -> set[str]:
    """Return the hashes that a process acknowledged before it was killed."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        _append_for_ever(name, writer)
    os.close(writer)
    with open(reader, "rb") as acknowledgements:  # noqa: PTH123 - a pipe
        told = [acknowledgements.readline() for _ in range(chance.randrange(1, 8))]
        sleep(chance.random() * 0.01)
        os.kill(child, signal.SIGKILL)
        told += acknowledgements.readlines()
    os.waitpid(child, 0)
    return {line.decode().strip() for line in told if line.endswith(b"\n")}


def _append_for_ever(name: str, writer: int) -> None:
    with open_ledger(name) as ledger:
        for number in range(10**9):
            entry = ledger.append(EntryKind.RECORD, _small(f"{os.getpid()} {number}"), STAMP)
            os.write(writer, entry.hash.encode() + b"\n")


# --- syncs ---

WRITER = """
import sys
from chamdiem.engine.ledger.entries import EntryKind, EntryStamp
from chamdiem.engine.ledger.opening import open_ledger
meeting = {"cell": "VD-01", "date": None, "kind": "regular", "period": "2025-11"}
stamp = EntryStamp("0.1.0", "2026-01-31T08:30:00Z")
with open_ledger(sys.argv[1]) as ledger:
    for number in range(int(sys.argv[2])):
        body = {"meeting": meeting, "data": {"n": str(number)}}
        print("acknowledged", ledger.append(EntryKind.RECORD, body, stamp).hash, flush=True)
"""


def _syncs(folder: Path) -> tuple[str, str, str]:
    """Count the acknowledgements before which, since the one before, a sync of the disk had ended."""
    what = f"acknowledgements with a sync before each, of {SYNCS}"
    strace = shutil.which("strace")
    if strace is None:
        return what, "no strace here", f"{SYNCS}"
    name, trace = str(folder / "synced.ledger"), folder / "trace"
    create_ledger(name).close()
    command = [strace, "-f", "-o", str(trace), "-e", "trace=write,fsync,fdatasync", sys.executable, "-P", "-c", WRITER]
    subprocess.run([*command, name, str(SYNCS)], check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - our own
    found = re.findall(r'(f(?:data)?sync)\(\d+\) += 0|write\(1, "(acknowledged)', trace.read_text())
    calls = [sync or told for sync, told in found]
    good = sum(told == "acknowledged" and before != "acknowledged" for before, told in pairwise(calls))
    return what, str(good), str(SYNCS)


# --- media ---


@contextmanager
def _small_disk(folder: Path) -> Iterator[Path]:
    place = folder / "disk"
    place.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "none", place], check=True, capture_output=True)  # noqa: S603, S607 - fixed
    try:
        yield place
    finally:
        subprocess.run(["umount", place], check=True)  # noqa: S603, S607 - fixed


def _media(folder: Path) -> Iterator[tuple[str, str, str]]:
    """Fill a disk through the command line, then read the ledger where nothing can be written."""
    try:
        with _small_disk(folder) as place:
            yield from _on(place)
    except (OSError, subprocess.CalledProcessError):
        yield "full and read-only media", "cannot mount here", ""


def _on(place: Path) -> Iterator[tuple[str, str, str]]:
    name = str(place / "so.ledger")
    create_ledger(name).close()
    # entries lie packed and are small: what is left is for some fifty of them
    (place / "others").write_bytes(bytes(shutil.disk_usage(place).free - LEFT))
    refused = None
    for number in range(1000):
        record = place.parent / "record.yaml"
        record.write_text(EXAMPLE.read_text("utf-8").replace("cell_id: VD-01", f"cell_id: CB-{number}"), "utf-8")
        with open_ledger(name) as ledger:
            before = ledger.size()
        refused = _run("ledger", "add", name, str(record))
        if refused.returncode:
            break
    if refused is None or refused.stderr.count("\n") != 1:
        raise AssertionError(refused)
    with open_ledger(name) as ledger:
        if _whole(ledger) != before:
            raise AssertionError(before)
    yield f"disk full after {before} entries: {refused.stderr.strip().rpartition(': ')[2]}", "whole", "whole"
    subprocess.run(["mount", "-o", "remount,ro", place], check=True)  # noqa: S603, S607 - fixed
    checked, added = _run("ledger", "fsck", name), _run("ledger", "add", name, str(EXAMPLE))
    if checked.returncode or not added.returncode or added.stderr.count("\n") != 1:
        raise AssertionError(checked, added)
    yield f"read-only: read and checked; {added.stderr.strip().rpartition(': ')[2]}", "whole", "whole"


def _run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-P", "-m", "chamdiem.cli", *arguments]
    return subprocess.run(command, check=False, capture_output=True, text=True)  # noqa: S603 - our own
