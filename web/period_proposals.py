"""What a committee has to decide of a half-year or a year: many cells by one paper, or one with its reason."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from chamdiem.engine.ledger.acting import DecidedBy, decide_period
from chamdiem.engine.ledger.authorities import Act
from chamdiem.engine.ledger.entries import canonical, sha256
from chamdiem.engine.mandates.kinds import NodeKind
from chamdiem.engine.mandates.roles import Deed
from chamdiem.rules.records.faults import refusal
from chamdiem.web.years import Year

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chamdiem.engine.history.periods import PeriodResult
    from chamdiem.engine.ledger.contents import DecisionPaper
    from chamdiem.engine.ledger.entries import Entry
    from chamdiem.engine.mandates.organisation import Node
    from chamdiem.engine.texts import Lang
    from chamdiem.rules.records.spans import MonthSpan
    from chamdiem.web.decided import Decided
    from chamdiem.web.house import House

_SIGNS = 16
"""So many signs of a digest tell two results apart."""


@dataclass(frozen=True)
class PeriodProposal:
    """One cell over a span: what was computed, and what was decided. `is_mine`: whoever looks may decide it.

    `decisions`: the one in force, and those whose place it took.
    """

    cell: Node
    result: PeriodResult
    decisions: tuple[Decided, ...]
    is_mine: bool

    @property
    def decided(self) -> Decided | None:
        """What is decided; None: nothing is."""
        return next(iter(self.decisions), None)

    @property
    def proposed(self) -> str:
        """The rating that was computed; blank: none is certain."""
        return self.result.rating.title if self.result.rating else ""

    @property
    def is_ready(self) -> bool:
        """Whether it is decided together with others."""
        return self.is_mine and bool(self.proposed) and not self.decided and self.result.status == "rated"

    @property
    def can_decide(self) -> bool:
        """Whether it can be decided by itself, whatever was computed: it is known in which months it was active."""
        return self.is_mine and self.result.activity.months is not None

    @property
    def key(self) -> str:
        """What is sent where it is chosen: which cell, from what its rating was computed, and what was decided."""
        told = {
            "sources": list(self.result.sources),
            "possible": [each.id for each in self.result.possible],
            "framework": self.result.framework.hash,
            "decided": self.decided.number if self.decided is not None else None,
        }
        return f"{sha256(canonical(told))[:_SIGNS]}~{self.cell.id}"


@dataclass(frozen=True)  # without slots, so that what follows from it is worked out once
class PeriodProposals:
    """A half-year or a year of the cells directly under a committee; `only`: of one of them alone."""

    house: House
    lang: Lang
    actor: str
    node: Node
    span: MonthSpan
    only: str | None = None

    @cached_property
    def year(self) -> Year:
        """The table of the span, of all cells that stand there."""
        under = (each for each in self.house.tree.children(self.node.id) if each.kind is NodeKind.CELL)
        cells = tuple(each for each in under if self.only in {None, each.id})
        own = self.house.authority.own_cells(self.actor, self.house.today)
        return Year(self.house, self.lang, self.node, self.span, cells, own)

    @cached_property
    def rows(self) -> tuple[PeriodProposal, ...]:
        """All of them."""
        nodes = self.house.tree.nodes
        return tuple(self._proposal(nodes[each.cell], each) for each in self.year.results if each.cell in nodes)

    def _proposal(self, cell: Node, result: PeriodResult) -> PeriodProposal:
        return PeriodProposal(
            cell=cell,
            result=result,
            decisions=self.year.decided(cell),
            is_mine=self.house.may(self.actor, Deed.DECIDE, cell.id),
        )

    @property
    def ready(self) -> tuple[PeriodProposal, ...]:
        """Those that can be decided together."""
        return tuple(each for each in self.rows if each.is_ready)

    def chosen(self, keys: Sequence[str]) -> tuple[PeriodProposal, ...]:
        """Return those of what is ready that somebody chose."""
        wanted = set(keys)
        return tuple(each for each in self.ready if each.key in wanted)


def decide_periods(seen: PeriodProposals, keys: Sequence[str], paper: DecisionPaper) -> int:
    """Decide for each chosen cell the rating that was computed, all or nothing, and return how many there were.

    Raises:
        FaultyInput: of one of them something else is known by now, or it may not be decided.
    """
    house = seen.house
    ledger, stamp = house.ledger, house.office.clock.stamp()
    with ledger.atomic():
        # by what the ledger has now: nobody else writes in this block
        now = replace(seen)
        chosen = now.chosen(keys)
        if len(chosen) != len(set(keys)):
            raise refusal("decide.changed", seen.node.title)
        for each in chosen:
            rating = each.result.rating
            if rating is None:
                raise refusal("decide.no_rating", each.cell.title)
            decision = each.result.decision(rating.id)
            decide_period(ledger, each.result.framework, decision, DecidedBy(Act(seen.actor), paper), stamp)
    return len(chosen)


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodChoice:
    """What somebody decides for one cell; `seen`: the key of what they looked at."""

    rating: str
    reason: str
    paper: DecisionPaper | None
    seen: str


def decide_one_period(found: PeriodProposals, choice: PeriodChoice) -> Entry:
    """Decide for one cell, whatever was computed; what is decided already is decided otherwise, with the reason.

    Raises:
        FaultyInput: of the cell something else is known by now, or the ledger refuses it.
    """
    house = found.house
    ledger, stamp = house.ledger, house.office.clock.stamp()
    with ledger.atomic():
        # as in `decide_periods`
        now = next((each for each in replace(found).rows if each.key == choice.seen and each.can_decide), None)
        if now is None:
            raise refusal("decide.changed", found.only or found.node.title)
        decided = DecidedBy(Act(found.actor, choice.reason), choice.paper)
        return decide_period(ledger, now.result.framework, now.result.decision(choice.rating), decided, stamp)
