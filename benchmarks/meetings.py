"""Meetings of one cell under the An Phú framework, made from the first example by drawing its counts anew."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from chamdiem.engine.reading.documents import read_file
from chamdiem.engine.reading.record_reader import parse_record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chamdiem.engine.reading.records import Record
    from chamdiem.rules.records.fields import Value

ROOT = Path(__file__).resolve().parents[1]
EXAMPLE = ROOT / "examples" / "01-an-phu-day-du.yaml"
DAY = dt.date(2025, 12, 1)
DUE = 22


def example() -> Record:
    """Return the record of the first example: two layers give answers, and both are scored."""
    return parse_record(read_file(EXAMPLE), DAY)


def vary(record: Record, count: int) -> Iterator[Record]:
    """Yield records that fall into different bands."""
    draw = random.Random(7)  # noqa: S311 - drawn to be repeated, not to be secret
    for _ in range(count):
        present = draw.randint(DUE // 2, DUE)
        values: dict[str, Value] = {
            "present": present,
            "absent_excused": DUE - present,
            "speakers": draw.randint(0, present),
            "targets_met": draw.randint(0, 10),
            "end_time": dt.time(20, draw.randint(0, 59)),
            "votes_total": present,
            "votes_for": present - 1,
        }
        yield replace(record, values={**record.values, **values})
