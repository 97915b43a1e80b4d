"""Tables by the million: `bulk score` from Parquet to Parquet by two processes, as people call it."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, sleep

import psutil
from bulk_rows import write_rows
from tables import Table

ROWS = int(os.environ.get("CHAMDIEM_BENCH_BULK_ROWS", "1000000"))
PROCESSES = 2
MEGABYTE = 1024 * 1024
_PAUSE = 0.5
_CHILD_SUBREAPER = 36
"""As Linux counts it, see prctl(2)."""


@dataclass(frozen=True, slots=True)
class Case:
    """What is scored, and how: which layers answer, how large a share is missing, what is asked for beside.

    `stated`: rows state what earlier months decide.
    """

    name: str
    layers: tuple[str, ...] = ("self",)
    missing: float = 0.0
    flags: tuple[str, ...] = ()
    stated: bool = True


CASES = (
    Case("whole, one layer"),
    Case("whole, one layer, rules", flags=("--rules",)),
    Case("whole, two layers", layers=("self", "upper")),
    Case("5 % missing, one layer", missing=0.05),
    Case("5 % missing, one layer, by rules only", missing=0.05, flags=("--rules-only",)),
    Case("what earlier months decide not stated, by rules only", flags=("--rules-only",), stated=False),
    Case("the same, decided by the rows themselves", flags=("--rules-only", "--history"), stated=False),
)


def measure() -> Table:
    """Write each table where it is not there yet, and score it into a folder that goes."""
    _adopt()
    return Table(
        title=(
            f"{ROWS:,} An Phú records Parquet → Parquet by {PROCESSES} processes;"
            " targets: 1,000,000 in ≤ 5 s, 10,000,000 in ≤ 60 s, ≤ 600 MB in all"
        ),
        header=("records", "seconds", "of processor", "µs each", "records/s", "MB in all"),
        rows=tuple(map(_row, CASES)),
    )


def _row(case: Case) -> tuple[str, ...]:
    table = _table(case)
    with tempfile.TemporaryDirectory() as folder:
        seconds, processor, most = _scored(table, Path(folder) / "out", case.flags)
    each, rate = processor / ROWS * 1e6, ROWS / seconds
    return case.name, f"{seconds:.1f}", f"{processor:.1f}", f"{each:.1f}", f"{rate:,.0f}", f"{most / MEGABYTE:.0f}"


def _table(case: Case) -> Path:
    """Return the folder of a case's table, which stays for the next time."""
    kept = Path(tempfile.gettempdir()) / "chamdiem-bench-bulk"
    folder = kept / f"{ROWS}-{'-'.join(case.layers)}-{case.missing}{'' if case.stated else '-unstated'}"
    if not folder.exists():
        with tempfile.TemporaryDirectory(dir=_made(kept)) as beside:
            write_rows(Path(beside) / "rows", ROWS, missing=case.missing, layers=case.layers, stated=case.stated)
            (Path(beside) / "rows").rename(folder)
    return folder


def _made(folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    return folder


def _scored(table: Path, out: Path, flags: tuple[str, ...]) -> tuple[float, float, int]:
    """Return seconds, seconds of the processor, and the most bytes that all processes had at once, shared ones once."""
    asked = [sys.executable, "-P", "-m", "chamdiem.cli", "bulk", "score", str(table), "-o", str(out)]
    kept = {name: told for name, told in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    start, before = perf_counter(), _of_children()
    asked += ["--workers", str(PROCESSES), *flags]
    most = 0
    with subprocess.Popen(asked, env=kept, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as running:  # noqa: S603 - our own program
        while running.poll() is None:
            most = max(most, _memory(running.pid))
            sleep(_PAUSE)
    assert not running.returncode  # noqa: S101 - figures of a run that failed would mean nothing
    with suppress(ChildProcessError):
        while True:
            os.wait()
    return perf_counter() - start, _of_children() - before, most


def _adopt() -> None:
    """Let processes whose parent ends be ours, so that their time counts: workers are forked off one that is."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_CHILD_SUBREAPER, 1, 0, 0, 0)


def _of_children() -> float:
    times = os.times()
    return times.children_user + times.children_system


def _memory(process: int) -> int:
    """Return the bytes of a process and those below it; a page that several share counts once."""
    total = 0
    with suppress(psutil.NoSuchProcess):
        own = psutil.Process(process)
        for each in (own, *own.children(recursive=True)):
            with suppress(psutil.NoSuchProcess):
                total += each.memory_full_info().pss
    return total
