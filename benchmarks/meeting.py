"""One An Phú meeting in process: read, scored, explained, printed; and ten files by one office."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from shutil import copy
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import TYPE_CHECKING, NamedTuple

from meetings import EXAMPLE, example
from tables import Table, median, percentile_95

from chamdiem.engine.explanation.explanation import explain
from chamdiem.engine.office.checking import evaluate_file
from chamdiem.engine.office.office import Office
from chamdiem.engine.reading.catalog import Catalog
from chamdiem.engine.scoring.explaining import reasons
from chamdiem.engine.scoring.scorer import ScorerCache
from chamdiem.engine.sheets.sheets import sheet_file

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

REPEATS, LOADED = 500, 30
ID = "an-phu/2025"
OFFICES, FILES = 30, 10
"""So many offices are opened for the rows about files, and score so many files each."""


def measure() -> Table:
    """Measure each step on its own, after a first call that makes the framework ready."""
    record = example()
    scorer = ScorerCache(Catalog())
    evaluation = scorer.evaluate(record)
    steps: dict[str, Callable[[], object]] = {
        "read and check the record": example,
        "score (both layers)": lambda: scorer.evaluate(record),
        "reasons, as values": lambda: reasons(evaluation),
        "explain, in words": lambda: explain(evaluation, "vi"),
        "score and explain": lambda: explain(scorer.evaluate(record), "vi"),
        "sheet as HTML": lambda: sheet_file(evaluation, "html"),
    }
    for step in steps.values():
        step()
    rows = [_row("read and compile the framework", [_timed(lambda: Catalog().get(ID)) for _ in range(LOADED)])]
    rows += [_row(name, [_timed(step) for _ in range(REPEATS)]) for name, step in steps.items()]
    return Table(
        title=f"One An Phú meeting in process, {REPEATS} times; target: score and explain, median ≤ 0.9 ms;"
        " ten files by one office cost as much as one file ten times",
        header=("step", "median ms", "p95 ms", "least CPU ms"),
        rows=(*rows, *_office_rows()),
    )


def _office_rows() -> list[tuple[str, ...]]:
    """Measure what a file costs: the first of an office, which makes the framework ready, and those after it."""
    with TemporaryDirectory() as folder:
        ten = [Path(copy(EXAMPLE, Path(folder) / f"{number}.yaml")) for number in range(FILES)]
        first: list[_Time] = []
        others: list[_Time] = []
        same: list[_Time] = []
        for _ in range(OFFICES):
            office = Office()
            once = _each(office, ten)
            first.append(once[0])
            others += once[1:]
            same += _each(office, [EXAMPLE] * FILES)
    return [
        _row("file: the first of an office", first),
        _row("file: the nine others", others),
        _row("file: the same one ten times", same),
    ]


class _Time(NamedTuple):
    """How long a step took, and how much of the processor: the least of that is the same on a busy machine."""

    wall: float
    cpu: float


def _each(office: Office, files: Sequence[Path]) -> list[_Time]:
    return [_timed(partial(evaluate_file, office, file)) for file in files]


def _timed(step: Callable[[], object]) -> _Time:
    start, used = perf_counter(), process_time()
    step()
    return _Time((perf_counter() - start) * 1000, (process_time() - used) * 1000)


def _row(name: str, times: Sequence[_Time]) -> tuple[str, ...]:
    walls = [time.wall for time in times]
    return name, f"{median(walls):.2f}", f"{percentile_95(walls):.2f}", f"{min(time.cpu for time in times):.2f}"
