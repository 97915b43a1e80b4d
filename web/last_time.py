"""What a cell's last meeting before this one said: it stands beside the fields as a hint, and never as a value."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from chamdiem.engine.forms.filled import texts_of
from chamdiem.engine.history.kept import KeptMonths
from chamdiem.rules.records.meeting import REGULAR
from chamdiem.rules.records.periods import period_kind
from chamdiem.rules.records.spans import read_span, span_around

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from chamdiem.engine.reading.records import Record
    from chamdiem.web.open_draft import OpenForm

_BACK = 12
"""So many periods back it is looked for."""


@dataclass(frozen=True, slots=True)
class LastTime:
    """What was handed in last, by the ids of questions, and of which period. `is_next_before`: that just before."""

    period: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)
    is_next_before: bool = True


def last_time(opened: OpenForm) -> LastTime:
    """Return what the ledger has of the last meeting of a kind before one; nothing where there is none."""
    house, at = opened.house, opened.at
    key = (at, opened.form.framework.hash, opened.lang, house.ledger.cell_mark(at.cell))
    return house.last_times.get(key, lambda: _read(opened))


def _read(opened: OpenForm) -> LastTime:
    kind = opened.at.kind
    kinds = REGULAR if kind in REGULAR else (kind,)
    months = KeptMonths(opened.house.ledger)
    for place, period in enumerate(_before(opened.at.period)):
        record = _last(months, opened.at.cell, period, kinds)
        if record is not None:
            return LastTime(period, texts_of(opened.form, record), is_next_before=place == 0)
    return LastTime()


def _last(months: KeptMonths, cell: str, period: str, kinds: tuple[str, ...]) -> Record | None:
    records = (months.record(state) for _, state in months.meetings(cell, period, kinds))
    return next((record for record in records if record is not None), None)


def _before(period: str) -> Iterator[str]:
    """Yield the periods before one, the latest first; before an occasion there is none that it follows."""
    if period_kind(period) == "occasion":
        return
    if period_kind(period) == "term":
        first, last = map(int, period.split("-"))
        yield f"{2 * first - last:04}-{first:04}"
        return
    span = read_span(period)
    for _ in range(_BACK):
        day = span.first_day - dt.timedelta(days=1)
        span = span_around(f"{day.year:04}-{day.month:02}", span.kind)
        yield str(span)
