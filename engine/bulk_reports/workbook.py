"""The workbook of a report: every way of dividing the rows as a table, a sheet each."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from chamdiem.engine.bulk_reports.counting import COMMUNE, KIND, PERIOD, PROVINCE
from chamdiem.engine.bulk_reports.page import span_of, told_meetings
from chamdiem.engine.bulk_reports.quotas import quota_lines
from chamdiem.engine.bulk_reports.wording import divided
from chamdiem.engine.paper.tables import Report, fitted
from chamdiem.engine.texts import say_vi
from chamdiem.engine.words import formats
from chamdiem.rules.compile.rescaling import round_to_step

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from chamdiem.engine.bulk_reports.counting import CountedRows, Counts
    from chamdiem.engine.paper.tables import Table, Value

_WAYS = ((PROVINCE,), (PROVINCE, COMMUNE), (KIND,), (PERIOD,))


def workbook_of(rows: Sequence[CountedRows]) -> Report:
    """Return the report of some counted rows, to be written as a workbook."""
    told = tuple((each.framework.id, each.framework.framework.title) for each in rows)
    return Report(
        title=say_vi("bulk.report_title"),
        subject=span_of(rows),
        particulars=told,
        findings=(told_meetings(rows),),
        tables=tuple(table for each in rows for table in _tables(each, "" if len(rows) == 1 else each.framework.id)),
    )


def _tables(rows: CountedRows, name: str) -> Iterator[Table]:
    """Yield the tables of one framework, each with its name where there are several."""
    for table in _unnamed(rows):
        named = say_vi("bulk.report_table", what=table.title, framework=name)
        yield replace(table, title=named) if name else table


def _unnamed(rows: CountedRows) -> Iterator[Table]:
    for way in _WAYS:
        yield _ratings(rows, way)
    for way in _WAYS:
        yield _groups(rows, way)
    yield _criteria(rows)
    yield _near(rows)
    lists = [each for line in quota_lines(rows) for each in line.lists]
    if lists:
        yield fitted(_title("quotas"), map(_column, (PERIOD, COMMUNE, "quota")), lists)


def _title(what: str) -> str:
    """Return the title of a table; a sheet shows its beginning only, so that comes first which tells it from others."""
    return say_vi(f"bulk.report_{what}")


def _column(code: str) -> str:
    return say_vi(f"bulk.report_column_{code}")


def _ratings(rows: CountedRows, way: tuple[str, ...]) -> Table:
    """Return how many have each rating, and the average of the totals that are known."""
    ratings = (rating.title for rating in rows.framework.framework.ratings)
    header = [*map(_column, way), _column("meetings"), *ratings, *map(_column, ("unrated", "undecided", "average"))]

    def values(counts: Counts) -> tuple[Value, ...]:
        average = _average(counts.totals[1], counts.totals[0])
        return (counts.meetings, *counts.rated, counts.unrated, counts.undecided, average)

    lines = [(*called, *values(counts)) for called, counts in divided(rows, way)]
    table = fitted(_title(f"ratings_{way[-1]}"), header, lines)
    return replace(table, total=(_column("all"), *(None for _ in way[1:]), *values(rows.whole)))


def _groups(rows: CountedRows, way: tuple[str, ...]) -> Table:
    """Return the average of each group over the rows of which all its points are known."""
    groups = list(rows.framework.framework.all_groups)
    titles = (say_vi("list.criterion", id=group.id, title=group.title) for group in groups)
    scale = 1 if rows.framework.framework.points is not None else 100

    def values(counts: Counts) -> tuple[Value, ...]:
        return tuple(_average(award * scale, known) for known, award, _ in counts.groups)

    lines = [(*called, *values(counts)) for called, counts in divided(rows, way)]
    table = fitted(_title(f"groups_{way[-1]}"), [*map(_column, way), *titles], lines)
    return replace(table, total=(_column("all"), *(None for _ in way[1:]), *values(rows.whole)))


def _criteria(rows: CountedRows) -> Table:
    """Return what every criterion lost, most of all first."""
    framework, whole = rows.framework.framework, rows.whole
    scale = 100 if framework.points is not None else 1
    lost = sorted(zip(framework.criteria, whole.lost, strict=True), key=lambda each: -each[1][0])
    lines: list[tuple[Value, ...]] = [
        (each.id, each.title, Decimal(points) / scale, count, formats.share(count, whole.meetings, "vi"))
        for each, (points, count) in lost
    ]
    header = map(_column, ("criterion", "title", "lost", "losing", "share"))
    return fitted(_title("criteria"), header, lines, numbers={2, 3, 4})


def _near(rows: CountedRows) -> Table:
    """Return by months how many totals lie near the border of each rating."""
    titles = [rating.title for rating in rows.framework.framework.ratings]
    lines: list[tuple[Value, ...]] = [(*called, *counts.near) for called, counts in divided(rows, (PERIOD,))]
    within = say_vi("bulk.report_within", points=formats.points(rows.within, "vi"))
    return fitted(_title("borders"), [_column(PERIOD), *(f"{title} ({within})" for title in titles)], lines)


def _average(total: int, count: int) -> Decimal | None:
    """Return an average of hundredths in points, to two decimals, a half up."""
    return Decimal(round_to_step(total, count, 1, "half_up")) / 100 if count else None
