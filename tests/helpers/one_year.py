"""Records of one cell over the months of a year, made from few words; scored by An Phú's framework."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from chamdiem.engine.office.clock import Clock
from chamdiem.engine.office.office import Office
from places import EXAMPLES

if TYPE_CHECKING:
    from pathlib import Path

RUN = "max_consecutive_excused"
OFFICE = Office(clock=Clock(lambda: dt.datetime(2027, 1, 31, 12, tzinfo=dt.UTC)))
_FULL = next(EXAMPLES.glob("01-*")).read_text(encoding="utf-8")
_DUE = 22


def record(folder: Path, month: int, excused: int, **other: object) -> Path:
    """Write the record of a month of 2026 in which so many members were excused, with other fields as they are given.

    Nothing is said of runs and of thematic meetings unless it is given.
    """
    text = _FULL.replace("2025-11", f"2026-{month:02}")
    told = {"absent_excused": excused, "present": _DUE - excused, RUN: None, "thematic_this_quarter": None, **other}
    lines = [line for line in text.splitlines() if line.partition(":")[0] not in told]
    at = next(place for place, line in enumerate(lines) if line.startswith("assessments:"))
    lines[at:at] = [f"{name}: {value}" for name, value in told.items() if value is not None]
    kind = other.get("meeting_kind", "regular")
    file = folder / f"{month:02}-{kind}-{excused}-{len(list(folder.glob('*.yaml')))}.yaml"
    file.write_text("\n".join(lines), encoding="utf-8")
    return file
