"""A year list of 300 cells and twelve months each from a ledger, and one cell's year; some months are still open."""

from __future__ import annotations

import random
import tempfile
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from tables import Table

from chamdiem.engine.files.outputs import Consent
from chamdiem.engine.ledger.bodies import evaluation_body, framework_body, record_body
from chamdiem.engine.ledger.entries import EntryKind, EntryStamp
from chamdiem.engine.ledger.opening import create_ledger
from chamdiem.engine.office.office import Office
from chamdiem.engine.office.periods import PeriodRequest, PeriodSource, rate_period, write_year
from chamdiem.engine.reading.documents import read_bytes
from chamdiem.engine.reading.record_reader import parse_record
from chamdiem.rules.records.spans import read_span

if TYPE_CHECKING:
    from chamdiem.engine.reading.records import Record

CELLS = 300
SPAN = read_span("2024")
FRAMEWORK = "phu-tho/khoi-co-quan"
STAMP = EntryStamp("0.1.0", "2025-01-31T08:30:00Z")
TARGET = "≤ 5 s"
RATINGS = {"tot": (15, 20, 42, 18), "kha": (12, 15, 35, 15), "trung_binh": (8, 10, 30, 10)}


def measure() -> Table:
    """Measure in a folder that is removed afterwards."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        address, register = str(folder / "so.ledger"), folder / "danh-sach.csv"
        _fill(address)
        rows = [f"CB-{number:03},Chi bộ {number},Đảng bộ Khối,20" for number in range(CELLS)]
        register.write_text("\n".join(["cell_id,cell_name,upper_org,members_total", *rows, ""]), encoding="utf-8")
        office = Office()
        source = PeriodSource(span=SPAN, ledger=address, framework=FRAMEWORK, register=register)
        start = perf_counter()
        found = write_year(office, source, folder / "nam.xlsx", Consent())
        listed = perf_counter() - start
        start = perf_counter()
        one = PeriodRequest(span=SPAN, ledger=address, framework=FRAMEWORK, register=register, cell="CB-001")
        rate_period(office, one)
        single = perf_counter() - start
    return Table(
        title=f"The year of {len(found)} cells from a ledger",
        header=("measured", "figure", "target"),
        rows=(("the list of all cells, as a workbook", f"{listed:.2f} s", TARGET), ("one cell", f"{single:.2f} s", "")),
    )


def _fill(address: str) -> None:
    """Make a ledger of a year; every fourth cell has not reported the last months."""
    office, rnd = Office(), random.Random(1)  # noqa: S311 - no secret
    framework = office.catalog.get(FRAMEWORK)
    with create_ledger(address) as ledger, ledger.atomic():
        ledger.append(EntryKind.FRAMEWORK, framework_body(framework), STAMP)
        for number in range(CELLS):
            for month in SPAN.months[: 9 if number % 4 == 0 else 12]:
                evaluation = office.scorers.evaluate(_record(number, month, rnd), framework)
                record = ledger.append(EntryKind.RECORD, record_body(evaluation), STAMP)
                ledger.append(EntryKind.EVALUATION, evaluation_body(evaluation, record), STAMP)


def _record(number: int, month: str, rnd: random.Random) -> Record:
    rating = rnd.choices(tuple(RATINGS), (8, 4, 1))[0]
    answers = ", ".join(f'"{place}": {points}' for place, points in enumerate(RATINGS[rating], 1))
    text = f"""framework: {FRAMEWORK}
cell_id: CB-{number:03}
cell_name: Chi bộ {number}
upper_org: Đảng bộ Khối
period: {month}
date: {month}-05
meeting_kind: regular
assessments:
  self: {{answers: {{{answers}}}}}
  decided: {{rating: {rating}}}
"""
    return parse_record(read_bytes(text.encode(), "ho-so.yaml"), SPAN.last_day)
