"""Made-up meetings that cells hand in and the upper level assesses."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from chamdiem.engine.reading.catalog import Catalog
from chamdiem.engine.reading.documents import read_bytes
from chamdiem.engine.reading.record_reader import parse_record
from chamdiem.engine.scoring.scorer import Scorer
from places import EXAMPLES

if TYPE_CHECKING:
    from chamdiem.engine.scoring.evaluation import Evaluation

MONTH = "2025-11"
SORTS = ("self", "other", "upper", "harsh")
"""What a cell makes of its meeting, what it makes of it when it looks again; the first with the upper layer, and with
one that comes to another rating.
"""
HARSH = {'"4.2": 8.5': '"4.2": 0', '"3.1": 2.5': '"3.1": 0', '"5.2": 3\n': '"5.2": 0\n'}


@cache
def scored(cell: str, sort: str) -> Evaluation:
    """Return an evaluation of a cell's meeting, of one sort."""
    text = next(EXAMPLES.glob("01-*")).read_text(encoding="utf-8").replace("cell_id: VD-01", f"cell_id: {cell}")
    if sort == "other":
        text = text.replace("present: 21", "present: 20").replace("absent_excused: 1", "absent_excused: 2")
    for said, instead in HARSH.items() if sort == "harsh" else ():
        text = text.replace(said, instead)
    document = read_bytes(text.encode(), f"{cell}.yaml")
    shown = {"self", "cell_vote"} if sort in {"self", "other"} else {"self", "cell_vote", "upper"}
    layers = document.data["assessments"]  # type: ignore[index,call-overload] # a mapping, as the example is one
    kept = {name: each for name, each in layers.items() if name in shown}  # type: ignore[union-attr]
    document = replace(document, data=document.data | {"assessments": kept})  # type: ignore[operator]
    record = parse_record(document, dt.date(2026, 1, 1))
    return Scorer(Catalog().get("an-phu/2025")).evaluate(record)
