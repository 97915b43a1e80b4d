"""Thousands of meetings in one process: whether memory grows, and whether the last are as fast as the first."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context
from time import perf_counter

import psutil
from meetings import example, vary
from tables import Table

from chamdiem.engine.explanation.explanation import explain
from chamdiem.engine.reading.catalog import Catalog
from chamdiem.engine.scoring.scorer import ScorerCache

MEETINGS = 20_000
BLOCK = 1_000


def measure() -> Table:
    """Score and explain all meetings in a process of their own, where nothing freed before can hide growth."""
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        resident, rates = pool.submit(_blocks).result()
    return Table(
        title=(
            f"{MEETINGS} meetings scored and explained in one process;"
            f" targets: after the first {BLOCK}, resident memory grows by < 10 MB, and the pace stays"
        ),
        header=("meetings", "resident MB", "growth MB", "meetings/s"),
        rows=tuple(
            (f"{(number + 1) * BLOCK}", f"{size:.1f}", f"{size - resident[0]:+.1f}", f"{rate:.0f}")
            for number, (size, rate) in enumerate(zip(resident, rates, strict=True))
            if number == 0 or (number + 1) % 5 == 0
        ),
    )


def _blocks() -> tuple[list[float], list[float]]:
    """Return the resident memory in MB after every block, and the meetings per second within it."""
    scorer = ScorerCache(Catalog())
    records = vary(example(), MEETINGS)
    process = psutil.Process()
    resident, rates = [], []
    while block := list(islice(records, BLOCK)):
        start = perf_counter()
        for record in block:
            explain(scorer.evaluate(record), "vi")
        rates.append(len(block) / (perf_counter() - start))
        resident.append(process.memory_info().rss / 2**20)
    return resident, rates
