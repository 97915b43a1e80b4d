"""The trends of a committee as a report, for a workbook: the months, every cell by month, what lost most points."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chamdiem.engine.paper.tables import Report, as_points, fitted
from chamdiem.engine.texts import say
from chamdiem.web.board import month_words

if TYPE_CHECKING:
    from chamdiem.engine.paper.tables import Table, Value
    from chamdiem.web.trends import LostCriterion, Trend

OTHERS = ("unrated", "not_held", "silent")
"""What stands in a month in the place of a rating."""


def trend_answer(found: Trend) -> str:
    """Return what the last month of a trend was, in one sentence."""
    month, latest = month_words(found.last), found.months[0]
    if not any((*latest.counts, latest.unrated)):
        return say(found.lang, "trend.none", month=month)
    told = zip(found.ratings, latest.counts, strict=True)
    counts = ", ".join(say(found.lang, "trend.count", count=count, rating=each.title) for each, count in told)
    return say(found.lang, "trend.answer", month=month, counts=counts)


def trend_report(found: Trend, size: int) -> Report:
    """Return the report of a trend; `size`: of how many entries of the ledger it is."""
    months, lang = found.watched.months, found.lang
    first, last = month_words(months[0]), month_words(months[-1])
    return Report(
        title=say(lang, "trend.title"),
        subject=say(lang, "trend.subject", node=found.watched.node.title, first=first, last=last),
        particulars=(),
        findings=(trend_answer(found), say(lang, "trend.as_of", number=size)),
        tables=(_months_table(found), _cells_table(found), _lost_table(found)),
    )


def _months_table(found: Trend) -> Table:
    names = (*OTHERS, "all", "present", "members")
    header = (say(found.lang, "trend.column_month"), *(each.title for each in found.ratings))
    rows = (
        (month_words(m.period), *m.counts, m.unrated, m.not_held, m.silent, m.all, m.present, m.members)
        for m in found.months
    )
    columns = (*header, *(say(found.lang, f"trend.column_{name}") for name in names))
    return fitted(say(found.lang, "trend.months"), columns, rows)


def _cells_table(found: Trend) -> Table:
    months = found.watched.months
    rows = ((row.cell.title, *(letters for letters, _ in row.months)) for row in found.heat(found.cells, months))
    columns = (say(found.lang, "board.column_cell"), *map(month_words, months))
    return fitted(say(found.lang, "trend.cells"), columns, rows, numbers=())


def _lost_table(found: Trend) -> Table:
    names = ("framework", "criterion", "points", "meetings")
    columns = (say(found.lang, f"trend.column_{name}") for name in names)
    title = say(found.lang, "trend.lost", month=month_words(found.last))
    return fitted(title, columns, map(_lost_row, found.lost), numbers=(2, 3))


def _lost_row(lost: LostCriterion) -> tuple[Value, ...]:
    return lost.framework, f"{lost.criterion.id} {lost.criterion.title}", as_points(lost.points), lost.meetings
