"""Cả năm, half-years and years: what the cells under a committee get for them, by the rule that holds there."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from chamdiem.engine.history.period_words import span_text
from chamdiem.engine.ledger.authorities import last_about
from chamdiem.engine.ledger.contents import PeriodDecision
from chamdiem.engine.ledger.keys import PERIOD, period_key
from chamdiem.engine.ledger.seeing import DECIDED
from chamdiem.engine.lists.periods import period_list
from chamdiem.engine.office.periods import PeriodSource, rate_cells
from chamdiem.engine.paper.tables import text_of
from chamdiem.engine.reading.register import RegisteredCell
from chamdiem.rules.records.faults import FaultyInput
from chamdiem.web.decided import Decided
from chamdiem.web.node_settings import FRAMEWORK, ORGANISATION, setting_of
from chamdiem.web.projecting import framework_by

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from chamdiem.engine.history.periods import PeriodResult
    from chamdiem.engine.ledger.entries import Entry
    from chamdiem.engine.mandates.organisation import Node
    from chamdiem.engine.paper.tables import ListView
    from chamdiem.engine.reading.catalog import LoadedFramework
    from chamdiem.engine.texts import Lang
    from chamdiem.rules.language.framework import Period
    from chamdiem.rules.records.spans import MonthSpan
    from chamdiem.web.house import House


@dataclass(frozen=True, slots=True)
class YearRow:
    """One cell: what stands in the columns of the list, and what was decided; None: nothing was."""

    cell: str
    values: tuple[str, ...]
    decided: Decided | None


@dataclass(frozen=True)  # without slots, so that what follows from it is worked out once
class Year:
    """The table of a span for some cells under a committee; `own`: those of which whoever looks has a role itself.

    Of the own cell only what was decided is told (see `layers_seen`): a rule that counts anything else leaves it out.
    """

    house: House
    lang: Lang
    node: Node
    span: MonthSpan
    cells: tuple[Node, ...]
    own: frozenset[str] = frozenset()

    @property
    def named(self) -> str:
        """The span as people call it: năm 2026, 6 tháng đầu năm 2026."""
        return span_text(self.span, self.lang)

    @cached_property
    def rule(self) -> LoadedFramework | None:
        """The framework that rates such spans: the committee's own, or else that by which one of it was decided."""
        found = next((each for each in self._frameworks() if self._rates(each)), None)
        return found or self._decided_by()

    @cached_property
    def why_none(self) -> str:
        """Why the committee's own framework rates no such span, in its own words; blank: it says nothing of it."""
        told = (each.framework.no_periods for each in self._frameworks())
        return next((each for each in told if each), "")

    @cached_property
    def results(self) -> tuple[PeriodResult, ...]:
        """What each of the cells gets; none where nothing rates such a span."""
        if self.rule is None or not self._listed:
            return ()
        source = PeriodSource(
            span=self.span, ledger=self.house.ledger_address, rule=self.rule, cells=tuple(self._registered())
        )
        return rate_cells(self.house.office, source)

    @cached_property
    def view(self) -> ListView | None:
        """The list of the cells, as commands write it; None: nothing rates such a span, or there is no cell."""
        return period_list(self.results, self.house.office.settings.paper) if self.results else None

    @property
    def columns(self) -> tuple[str, ...]:
        """The titles of the columns behind the cell."""
        return self.view.header[2:] if self.view else ()

    @cached_property
    def rows(self) -> tuple[YearRow, ...]:
        """The lines of the list."""
        lines = self.view.rows if self.view else ()
        return tuple(
            YearRow(text_of(line[1]), tuple(map(text_of, line[2:])), next(iter(self.decided(cell)), None))
            for cell, line in zip(self._listed, lines, strict=bool(lines))
        )

    @cached_property
    def _listed(self) -> tuple[Node, ...]:
        counts_decided = all(each.records.layer == DECIDED for each in self._periods)
        return tuple(each for each in self.cells if counts_decided or each.id not in self.own)

    def _registered(self) -> Iterator[RegisteredCell]:
        """Yield the cells as a register has them: since when they are there the tree says."""
        for each in self._listed:
            above = self.house.tree.standing(each.parent or "")
            title = above.title if above else None
            yield RegisteredCell(id=each.id, name=each.title, upper_org=title, members=None, founded=each.since)

    def _rates(self, loaded: LoadedFramework) -> bool:
        return any(each.over == self.span.kind for each in loaded.framework.periods)

    def _frameworks(self) -> Iterator[LoadedFramework]:
        """Yield the framework that is set for the committee, and that in force for its organisation."""
        catalog = self.house.office.catalog
        told = setting_of(self.house, self.node.id, FRAMEWORK)
        if told:
            yield catalog.find(told)
        organisation = setting_of(self.house, self.node.id, ORGANISATION)
        try:
            yield catalog.in_force(self.span.last_day, organisation, "regular")
        except FaultyInput:
            return

    @cached_property
    def _decisions(self) -> Sequence[str]:
        """The keys of all decisions over several months."""
        return sorted(self.house.ledger.every_key(PERIOD), key=lambda key: key.split("/", 2)[1])

    def _decided_by(self) -> LoadedFramework | None:
        tree = self.house.tree
        under = (each for each in self._decisions if tree.is_within(each.split("/", 2)[2], self.node.id))
        for key in {each.split("/", 1)[0]: each for each in under}.values():
            entry = last_about(self.house.ledger, key)
            content = entry.content if entry is not None else None
            if isinstance(content, PeriodDecision):
                loaded = framework_by(self.house, content.framework)
                if self._rates(loaded):
                    return loaded
        return None

    def decided(self, cell: Node) -> tuple[Decided, ...]:
        """Return what was decided for a cell: the decision in force first, then those whose place it took."""
        found: list[Decided] = []
        for period in self._periods:
            key = period_key(period.id, str(self.span), cell.id)
            entries = self.house.ledger.about(key) if key in self._known else ()
            told = ((each, each.content) for each in entries)
            found += (_decided(period, each, content) for each, content in told if isinstance(content, PeriodDecision))
        return tuple(sorted(found, key=lambda each: -each.number))

    @property
    def _periods(self) -> tuple[Period, ...]:
        """The rules for such a span."""
        periods = self.rule.framework.periods if self.rule is not None else ()
        return tuple(each for each in periods if each.over == self.span.kind)

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(self._decisions)


def _decided(period: Period, entry: Entry, decision: PeriodDecision) -> Decided:
    titles = {each.id: each.title for each in period.ratings}
    computed = decision.computed or ""
    return Decided(
        number=entry.sequence,
        rating=titles.get(decision.rating, decision.rating),
        computed=titles.get(computed, computed),
        reason=decision.reason,
        paper=decision.paper,
    )
