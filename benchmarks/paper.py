"""Sheets and lists as files: how long one takes, how many a minute, and whether memory grows."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from os import cpu_count
from time import perf_counter, process_time

import psutil
from meetings import example, vary
from tables import Table, median

from chamdiem.engine.reading.catalog import Catalog
from chamdiem.engine.scoring.scorer import ScorerCache
from chamdiem.engine.sheets.sheets import sheet_file

SHEETS = {"pdf": 3_000, "docx": 3_000, "png": 200}
_SIZE_OF_A_BLOCK = 100


def measure() -> Table:
    """Print different sheets of An Phú on all processors, one process each, and read each process's memory."""
    rows = tuple(_row(form, count) for form, count in SHEETS.items())
    return Table(
        title=(
            f"Sheets of An Phú, scored and printed by {cpu_count()} processes; targets: one PDF ≤ 300 ms,"
            " 3,000 PDF ≤ 180 s, 3,000 Word files ≤ 45 CPU s, resident memory ≤ 600 MB in all"
        ),
        header=("form", "sheets", "seconds", "CPU seconds", "median ms", "MB in all", "growth MB"),
        rows=rows,
    )


def _row(form: str, count: int) -> tuple[str, ...]:
    processes = cpu_count() or 1
    start = perf_counter()
    with ProcessPoolExecutor(processes, get_context("spawn")) as pool:
        parts = list(pool.map(_print, [form] * processes, [count // processes] * processes))
    seconds = perf_counter() - start
    times = [each for part in parts for each in part.times]
    cpu, early, late = (sum(getattr(part, name) for part in parts) for name in ("cpu", "early", "late"))
    figures = (f"{seconds:.1f}", f"{cpu:.1f}", f"{median(times):.1f}", f"{late:.0f}", f"{late - early:+.1f}")
    return form, f"{len(times)}", *figures


@dataclass(frozen=True, slots=True)
class _Part:
    """What one process did: milliseconds of each sheet, CPU seconds, MB after a hundred sheets and at the end."""

    times: list[float]
    cpu: float
    early: float
    late: float


def _print(form: str, count: int) -> _Part:
    """Score and print different sheets, one after the other."""
    scorer, process = ScorerCache(Catalog()), psutil.Process()
    times: list[float] = []
    early, cpu = 0.0, process_time()
    for record in vary(example(), count):
        start = perf_counter()
        sheet_file(scorer.evaluate(record), form)
        times.append((perf_counter() - start) * 1000)
        if len(times) == _SIZE_OF_A_BLOCK:
            early = process.memory_info().rss / 2**20
    return _Part(times, process_time() - cpu, early, process.memory_info().rss / 2**20)
