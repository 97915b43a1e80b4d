"""Decisions over half a year, by a rule that is made up too: the framework of the meetings has none."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path as File
from typing import TYPE_CHECKING

from chamdiem.engine.demo.calendar import Step, at, following, working
from chamdiem.engine.demo.commune import CELLS, decider
from chamdiem.engine.history.building import gather_kept
from chamdiem.engine.history.kept import KeptMonths
from chamdiem.engine.history.periods import Activity, PeriodScorer
from chamdiem.engine.ledger.acting import decide_period
from chamdiem.engine.ledger.authorities import Act
from chamdiem.engine.reading.catalog import load_framework
from chamdiem.rules.records.spans import MonthSpan, span_around

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chamdiem.engine.demo.calendar import Calendar
    from chamdiem.engine.ledger.entries import EntryStamp
    from chamdiem.engine.ledger.store import Ledger

RULE = File(__file__).parent / "vi-du-sau-thang.yaml"
_DECIDED = 15
"""On this day of the month after it a half-year is decided."""


@dataclass(frozen=True)  # without slots, so that its rule is read once
class HalfYears:
    """The half-years of which all months are decided."""

    ledger: Ledger
    calendar: Calendar

    def steps(self) -> Iterator[Step]:
        """Yield that each of them is decided for each cell."""
        months = self.calendar.months
        for span in {str(each): each for each in (span_around(month, "half_year") for month in months)}.values():
            if set(span.months) <= set(months) and self.calendar.back(span.months[-1]) > 1:
                day = working(following(span.last_day, _DECIDED))
                for place, cell in enumerate(CELLS):
                    yield Step(at(day, "14:00", place), partial(self._decide, cell.id, span))

    @cached_property
    def _scorers(self) -> dict[MonthSpan, PeriodScorer]:
        return {}

    def _scorer(self, span: MonthSpan) -> PeriodScorer:
        if span not in self._scorers:
            rule = load_framework(RULE)
            self._scorers[span] = PeriodScorer(rule, rule.framework.periods[0], span)
        return self._scorers[span]

    def _decide(self, cell: str, span: MonthSpan, stamp: EntryStamp) -> None:
        scorer = self._scorer(span)
        gathered = gather_kept(KeptMonths(self.ledger), scorer.period, cell, span.months)
        active = Activity(months=span.months, by="said")
        found = scorer.score(cell, gathered.timeline(span.months, active), active)
        if found.rating is not None:
            decision = found.decision(found.rating.id)
            decide_period(self.ledger, scorer.framework, decision, Act(decider(cell)), stamp)
