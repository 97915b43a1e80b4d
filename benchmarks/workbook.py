"""Workbooks in: how long a year's rows take to be read, and a month's to be scored, each in a process of its own."""

from __future__ import annotations

import datetime as dt
import tempfile
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter

import psutil
from meetings import DAY, example, vary
from tables import Table

from chamdiem.engine import formats
from chamdiem.engine.catalog import Catalog
from chamdiem.engine.checking import evaluate_all
from chamdiem.engine.meetings import Meeting, read_meetings
from chamdiem.engine.scoring import Evaluation
from chamdiem.engine.table_columns import columns_of
from chamdiem.engine.template_mark import SHEET, mark_rows
from chamdiem.engine.xlsx_writing import Workbook
from chamdiem.rules.fields import BY_NAME

YEAR, MONTH = 36_000, 3_000
PERIODS = 12
MEGABYTE = 1024 * 1024


def measure() -> Table:
    """Write the two workbooks and read them back."""
    with tempfile.TemporaryDirectory() as folder:
        year, month = Path(folder) / "year.xlsx", Path(folder) / "month.xlsx"
        cells = [write(year, YEAR), write(month, MONTH)]
        rows = [
            _row(f"{YEAR} rows read", read, year, cells[0]),
            _row(f"{MONTH} meetings scored", score, month, cells[1]),
        ]
    return Table(
        title="Workbooks in; targets: a year's rows read ≤ 20 s, a month's scored ≤ 30 s, resident ≤ 600 MB",
        header=("workbook", "cells", "seconds", "of them CPU", "meetings/s", "resident MB"),
        rows=tuple(rows),
    )


def _row(name: str, work: object, file: Path, cells: int) -> tuple[str, ...]:
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        seconds, meetings, resident = pool.submit(work, file).result()  # type: ignore[arg-type]  # read or score
    return name, f"{cells}", f"{seconds:.1f}", f"{meetings / seconds:.0f}", f"{resident / MEGABYTE:.0f}"


def read(file: Path) -> tuple[float, int, int]:
    """Read and check every row; return seconds, meetings and the most resident memory."""
    start = perf_counter()
    meetings = sum(isinstance(item, Meeting) for item in read_meetings([file], DAY, Catalog()))
    return perf_counter() - start, meetings, psutil.Process().memory_info().rss


def score(file: Path) -> tuple[float, int, int]:
    """Read and score every row, both layers; return seconds, meetings and resident memory."""
    start = perf_counter()
    meetings = sum(isinstance(item, Evaluation) for item in evaluate_all([file]))
    return perf_counter() - start, meetings, psutil.Process().memory_info().rss


def write(file: Path, count: int) -> int:
    """Write a filled-in workbook, a row for each meeting; return how many cells it has."""
    record = example()
    loaded = Catalog().get("an-phu/2025")
    columns = columns_of(loaded.framework, "vi")
    book = Workbook(str(file), {"constant_memory": True})
    day, clock = book.add_format({"num_format": "dd/mm/yyyy"}), book.add_format({"num_format": "hh:mm"})
    sheet, written = book.add_worksheet("Kỳ họp"), 0
    sheet.write_row(0, 0, [column.label for column in columns])
    for number, meeting in enumerate(vary(record, count), 1):
        data = dict(meeting.document.data)  # type: ignore[call-overload]  # a record is a mapping
        own = {"cell_id": f"CB-{number // PERIODS:05}", "period": f"2025-{number % PERIODS + 1:02}"}
        for place, column in enumerate(columns):
            value = {**meeting.values, **own}.get(column.id) if len(column.path) == 1 else _within(data, column.path)
            if value is None:
                continue
            written += 1
            if isinstance(value, bool) or column.choices:
                field = BY_NAME.get(column.id)
                sheet.write_string(number, place, formats.value(field, value, "vi") if field else str(value))
            elif isinstance(value, dt.date | dt.time):
                sheet.write_datetime(number, place, value, day if isinstance(value, dt.date) else clock)
            elif isinstance(value, tuple):
                sheet.write_string(number, place, "\n".join(value))
            elif str(value).replace(".", "", 1).isdigit():
                sheet.write_number(number, place, float(value))
            else:
                sheet.write_string(number, place, str(value))
    hidden = book.add_worksheet(SHEET)
    for number, pair in enumerate(mark_rows(loaded, columns)):
        hidden.write_row(number, 0, pair)
    hidden.hide()
    book.close()
    return written


def _within(data: object, path: tuple[object, ...]) -> object:
    for step in path:
        data = data.get(step) if isinstance(data, dict) else None
    return data
