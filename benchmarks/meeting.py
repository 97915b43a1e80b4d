"""One An Phú meeting in process: read, scored, explained, printed."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING

from meetings import example
from tables import Table, median, percentile_95

from chamdiem.engine.explanation.explanation import explain
from chamdiem.engine.reading.catalog import Catalog
from chamdiem.engine.scoring.scorers import ScorerCache
from chamdiem.engine.sheets.sheets import render_sheet

if TYPE_CHECKING:
    from collections.abc import Callable

REPEATS = 500


def measure() -> Table:
    """Measure each step on its own, after a first call that makes the framework ready."""
    record = example()
    scorer = ScorerCache(Catalog())
    evaluation = scorer.evaluate(record)
    steps: dict[str, Callable[[], object]] = {
        "read and check the record": example,
        "score (both layers)": lambda: scorer.evaluate(record),
        "explain": lambda: explain(evaluation, "vi"),
        "score and explain": lambda: explain(scorer.evaluate(record), "vi"),
        "sheet as HTML": lambda: render_sheet(evaluation),
    }
    return Table(
        title=f"One An Phú meeting in process, {REPEATS} times; target: score and explain, median ≤ 3 ms",
        header=("step", "median ms", "p95 ms"),
        rows=tuple(_row(name, step) for name, step in steps.items()),
    )


def _row(name: str, step: Callable[[], object]) -> tuple[str, ...]:
    step()
    times = []
    for _ in range(REPEATS):
        start = perf_counter()
        step()
        times.append((perf_counter() - start) * 1000)
    return name, f"{median(times):.2f}", f"{percentile_95(times):.2f}"
