"""Workbooks in: how long a year's rows take to be read, and a month's to be scored, each in a process of its own."""

from __future__ import annotations

import datetime as dt
import tempfile
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter, process_time
from typing import TYPE_CHECKING, Any

import psutil
from meetings import DAY, example, vary
from tables import Table

from chamdiem.engine.office.checking import evaluate_all
from chamdiem.engine.office.office import Office
from chamdiem.engine.paper.xlsx_writing import Workbook
from chamdiem.engine.reading.catalog import Catalog
from chamdiem.engine.reading.items import Meeting
from chamdiem.engine.reading.meetings import read_meetings
from chamdiem.engine.reading.table_columns import ColumnKind, InputColumn, columns_of
from chamdiem.engine.reading.template_mark import SHEET, mark_rows
from chamdiem.engine.scoring.evaluation import Evaluation
from chamdiem.engine.words import formats
from chamdiem.rules.records.meeting import MEETING

if TYPE_CHECKING:
    from collections.abc import Callable

    from chamdiem.engine.reading.records import Record

YEAR, MONTH = 36_000, 3_000
PERIODS = 12
MEGABYTE = 1024 * 1024
_TIMES = {ColumnKind.DATE: "dd/mm/yyyy", ColumnKind.TIME: "hh:mm"}

Figures = tuple[float, float, int, int]
"""Seconds, seconds of the processor, meetings, bytes of resident memory."""


def measure() -> Table:
    """Write the two workbooks and read them back."""
    work = ((f"{YEAR} rows read", read, YEAR), (f"{MONTH} meetings scored", score, MONTH))
    with tempfile.TemporaryDirectory() as folder:
        rows = tuple(_row(name, function, Path(folder) / f"{count}.xlsx", count) for name, function, count in work)
    return Table(
        title="Workbooks in; targets: a year's rows read ≤ 20 s, a month's scored ≤ 30 s, resident ≤ 600 MB",
        header=("workbook", "cells", "seconds", "of processor", "meetings/s", "resident MB"),
        rows=rows,
    )


def _row(name: str, work: Callable[[Path], Figures], file: Path, count: int) -> tuple[str, ...]:
    cells = write(file, count)
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        seconds, processor, meetings, resident = pool.submit(work, file).result()
    assert meetings == count  # noqa: S101 - figures of a workbook that was not read right would mean nothing
    rate, memory = meetings / seconds, resident / MEGABYTE
    return name, f"{cells}", f"{seconds:.1f}", f"{processor:.1f}", f"{rate:.0f}", f"{memory:.0f}"


def read(file: Path) -> Figures:
    """Read and check every row."""
    start, processor = perf_counter(), process_time()
    meetings = sum(isinstance(item, Meeting) for item in read_meetings([file], DAY, Catalog()))
    return perf_counter() - start, process_time() - processor, meetings, psutil.Process().memory_info().rss


def score(file: Path) -> Figures:
    """Read and score every row, both layers."""
    start, processor = perf_counter(), process_time()
    meetings = sum(isinstance(item, Evaluation) for item in evaluate_all(Office(), [file]))
    return perf_counter() - start, process_time() - processor, meetings, psutil.Process().memory_info().rss


def write(file: Path, count: int) -> int:
    """Write a workbook with a row for each meeting; return how many cells the rows have."""
    loaded = Catalog().get("an-phu/2025")
    columns = columns_of(loaded.framework, "vi")
    book = Workbook(str(file), {"constant_memory": True})
    looks = {kind: book.add_format({"num_format": look}) for kind, look in _TIMES.items()}
    sheet, cells = book.add_worksheet("Kỳ họp"), 0
    sheet.write_row(0, 0, [column.label for column in columns])
    for number, meeting in enumerate(vary(example(), count), 1):
        day = dt.date(2025, number % PERIODS + 1, 1)
        own = {
            "cell_id": f"CB-{number // PERIODS:05}",
            "period": f"{day:%Y-%m}",
            "date": day,
            "documents_finalised_on": day,
        }
        for place, column in enumerate(columns):
            value = own.get(column.id) or _value(meeting, column)
            if value is not None:
                sheet.write(number, place, value, looks.get(column.kind))
                cells += 1
    hidden = book.add_worksheet(SHEET)
    for number, pair in enumerate(mark_rows(loaded, columns)):
        hidden.write_row(number, 0, pair)
    hidden.hide()
    book.close()
    return cells


def _value(meeting: Record, column: InputColumn) -> Any:  # noqa: ANN401 - whatever a cell can hold
    """Return what people would have in a cell: days, times and numbers as such, words as the lists give them."""
    value: Any = meeting.values.get(column.id)
    if value is None and len(column.path) > 1:
        value = meeting.document.data
        for step in column.path:
            value = value.get(step) if value else None
    if column.id in MEETING.by_name and (isinstance(value, bool) or column.choices):
        return formats.value(MEETING.by_name[column.id], value, "vi")
    if isinstance(value, str) and column.kind is ColumnKind.POINTS:
        return float(value)
    return value if value is None or isinstance(value, int | dt.date | dt.time) else str(value)
