"""What cells get for several months as a table: a line for each cell, as Parquet or CSV."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from chamdiem.engine.bulk_runs.database import name, text, write_whole
from chamdiem.engine.bulk_runs.wanted import FORMS
from chamdiem.engine.files.atomic import write_pieces

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path as File

    from chamdiem.engine.bulk_runs.database import Database
    from chamdiem.engine.history.periods import PeriodResult, PeriodScorer

    Line = dict[str, str | int | None]

_TEXTS = ("cell_id", "cell_name", "upper_org", "framework", "period", "span", "status", "rating", "possible", "caps")
_COUNTS = ("active", "held", "not_reported", "open", "other_framework", "several")


def _columns(scorer: PeriodScorer) -> dict[str, str]:
    """Return the columns of a table with their types: beside what is told of every cell, the numbers of the period."""
    numbers = (f"{end} {each}" for each in scorer.period.measures for end in ("least", "most"))
    return dict.fromkeys(_TEXTS, "VARCHAR") | dict.fromkeys((*_COUNTS, *numbers), "BIGINT")


def _line(result: PeriodResult) -> Line:
    """Return the line of a cell.

    `caps` are those that it has from cells of which it was made. `active`: in how many months it was there, as far as
    anybody says. `held`, `not_reported`: months; `open`: records that may still come to several things;
    `other_framework`: those that do not count; `several`: months with more than one.
    """
    states = [month.state for month in result.timeline.months]
    told: Line = {
        "cell_id": result.cell,
        "cell_name": result.called or None,
        "upper_org": result.upper_org,
        "framework": result.framework.id,
        "period": result.period.id,
        "span": str(result.span),
        "status": result.status,
        "rating": result.rating.id if result.rating else None,
        "possible": ",".join(rating.id for rating in result.possible) or None,
        "caps": ",".join(dict.fromkeys(cap for cap, _ in result.inherited)) or None,
        "active": None if result.activity.months is None else len(result.activity.months),
        "held": states.count("held"),
        "not_reported": states.count("unknown"),
        "open": len(result.open),
        "other_framework": len(result.foreign),
        "several": len(result.doubled),
    }
    for measure in result.rules.operations:
        least, most = result.prospect.number(measure) or (None, None)
        told |= {f"least {measure}": least, f"most {measure}": most}
    return told


def write_table(
    database: Database, scorer: PeriodScorer, results: Iterable[PeriodResult], file: File, form: str
) -> None:
    """Write a line for each result into a file of a form (parquet, csv); they are not held."""
    lines, columns = file.with_suffix(".json"), _columns(scorer)
    write_pieces(lines, (f"{json.dumps(_line(each))}\n".encode() for each in results))
    typed = ", ".join(f"{text(column)}: {text(type_)}" for column, type_ in columns.items())
    read = f"read_json({text(str(lines))}, format = 'newline_delimited', columns = {{{typed}}})"
    write_whole(database, f"SELECT {', '.join(map(name, columns))} FROM {read}", file, FORMS[form])
    lines.unlink()
