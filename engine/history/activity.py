"""In which months a cell was active: as the register says, or whoever asks; reports only prove a month that has one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chamdiem.engine.history.periods import Activity
from chamdiem.rules.records.scalars import ScalarError
from chamdiem.rules.records.spans import TO, first_day, last_day, read_months

if TYPE_CHECKING:
    from chamdiem.engine.history.building import Gathered
    from chamdiem.engine.reading.register import RegisteredCell
    from chamdiem.rules.records.spans import MonthSpan

WHOLE = "all"


def read_active(text: str, span: MonthSpan) -> tuple[str, ...]:
    """Read in which months of a span a cell was active: all, 2026-03..2026-12, or 2026-03.

    Raises:
        ScalarError: it says no months, or none of the span.
    """
    if text.strip().lower() == WHOLE:
        return span.months
    refused = ScalarError("periods.active", text, span=str(span), months=f"{span.months[0]}{TO}{span.months[-1]}")
    try:
        told = read_months(text)
    except ScalarError as error:
        raise refused from error
    found = tuple(month for month in span.months if month in told)
    if not found:
        raise refused
    return found


def activity_of(span: MonthSpan, cell: RegisteredCell | None, gathered: Gathered, said: str | None) -> Activity:
    """Return in which months of a span a cell was active; where nobody says, and a month has no report, it is asked."""
    if said is not None:
        return Activity(months=read_active(said, span), by="said")
    if cell is not None:
        return Activity(months=_registered(span, cell), by="register", predecessors=cell.predecessors)
    # a meeting was held in every month, so the cell was there in every month; fewer reports prove nothing
    if all(month in gathered.records or month in gathered.not_held for month in span.months):
        return Activity(months=span.months, by="reports")
    return Activity(months=None)


def _registered(span: MonthSpan, cell: RegisteredCell) -> tuple[str, ...]:
    """Return the months in which a cell was there on a day at least."""
    return tuple(
        month
        for month in span.months
        if (cell.founded is None or cell.founded <= last_day(month))
        and (cell.dissolved is None or cell.dissolved >= first_day(month))
    )
