"""The counts as Parquet files, a row for each part and what is counted in it, for those who reckon on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chamdiem.engine.bulk_reports.counting import PARTS
from chamdiem.engine.bulk_runs.database import name, text, write_whole

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path as File

    from chamdiem.engine.bulk_reports.counting import CountedRows

FILES = ("meetings", "ratings", "groups", "criteria", "borders")
"""What is counted, and the name of its file."""


def write_counts(rows: Sequence[CountedRows], what: str, file: File) -> None:
    """Write one of FILES: points are hundredths, summed up; whoever divides them by the counts has the averages."""
    parts = ", ".join(map(name, PARTS))
    selects = [
        f"SELECT {text(each.framework.id)} AS framework, {parts}, {columns} FROM {each.table} WHERE {when}"
        for each in rows
        for columns, when in _columns(each, what)
    ]
    grouped = f"SELECT framework, {parts}, * EXCLUDE (framework, {parts}) FROM ({' UNION ALL '.join(selects)})"
    write_whole(rows[0].database, f"{grouped} ORDER BY ALL", file, "FORMAT parquet")


def _columns(rows: CountedRows, what: str) -> Iterator[tuple[str, str]]:
    """Yield the columns of what is counted, and of which parts they are told."""
    framework = rows.framework.framework
    if what == "meetings":
        columns = ", ".join(
            name(each) for each in ("meetings", "unrated", "undecided", "incomplete", "totals", "total")
        )
        yield columns, "TRUE"
    if what in {"ratings", "borders"}:
        kind = "rated" if what == "ratings" else "near"
        for rating in framework.ratings:
            own = name(f"{kind} {rating.id}")
            yield f"{text(rating.id)} AS rating, {own} AS meetings", f"{own} > 0"
    if what == "groups":
        for group in framework.all_groups:
            known, award, maximum = (name(f"{kind} {group.id}") for kind in ("known", "award", "maximum"))
            told = f"{known} AS meetings, {award} AS award, {maximum} AS maximum"
            yield f"{text(group.id)} AS {name('group')}, {told}", f"{known} > 0"
    if what == "criteria":
        for criterion in framework.criteria:
            losing, lost = (name(f"{kind} {criterion.id}") for kind in ("losing", "lost"))
            yield f"{text(criterion.id)} AS criterion, {losing} AS meetings, {lost} AS lost", f"{losing} > 0"
