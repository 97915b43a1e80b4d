"""What a committee has to decide of a month: the cells under it, what both sides gave, what is proposed and why."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from chamdiem.engine.ledger.acting import framework_for
from chamdiem.engine.ledger.entries import EntryKind
from chamdiem.engine.ledger.stages import Stage
from chamdiem.engine.mandates.kinds import NodeKind
from chamdiem.engine.mandates.roles import Deed
from chamdiem.engine.texts import label, say
from chamdiem.engine.words import formats
from chamdiem.rules.records.meeting import MEETING_KINDS
from chamdiem.rules.records.spans import months_between
from chamdiem.web.assessment_shown import span_of
from chamdiem.web.held import MeetingAddress
from chamdiem.web.models import MeetingNow
from chamdiem.web.open_draft import meeting_url
from chamdiem.web.projections import projected

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from chamdiem.engine.mandates.organisation import Node
    from chamdiem.engine.reading.catalog import LoadedFramework
    from chamdiem.engine.texts import Lang
    from chamdiem.web.house import House

MONTHS = 12
"""So many months before this one are told of."""
_REGULAR = "regular"
_TO_DECIDE = frozenset({Stage.SUBMITTED, Stage.ASSESSED, Stage.CORRECTED})
_NEAR = 100
"""Hundredths of a point: totals as near as that to a border are told of."""


@dataclass(frozen=True)  # without slots, so that what follows from it is worked out once
class Proposal:
    """One meeting of a cell, as it stands before the decision and after it. `is_mine`: whoever looks may decide it."""

    house: House
    lang: Lang
    cell: Node
    row: MeetingNow
    is_mine: bool
    history: str

    @property
    def at(self) -> MeetingAddress:
        """Its address."""
        return MeetingAddress(self.cell.id, self.row.period, self.row.kind)

    @property
    def stage(self) -> Stage:
        """How far it is."""
        return Stage(self.row.stage)

    @property
    def state(self) -> str:
        """How far it is, in words."""
        return say(self.lang, f"stage.{self.stage}")

    @property
    def name(self) -> str:
        """The cell, with the kind of its meeting where that is not the usual one."""
        if self.row.kind == _REGULAR:
            return self.cell.title
        kind = label(MEETING_KINDS[self.row.kind], self.lang)
        return say(self.lang, "tasks.of_kind", period=self.cell.title, kind=kind)

    @property
    def key(self) -> str:
        """What is sent where it is chosen: which meeting, and what was last known of it."""
        return f"{self.row.sequence}~{self.row.kind}~{self.cell.id}"

    @property
    def url(self) -> str:
        """Where it is decided by itself."""
        return meeting_url(self.at, "decide_one")

    @property
    def is_open(self) -> bool:
        """Whether it waits for a decision: it was handed in, and nothing is decided."""
        return self.stage in _TO_DECIDE and self.row.submission is not None and not self.row.decided

    @property
    def blocked(self) -> str:
        """Why it is not decided together with others; blank: it can be."""
        if not self.is_mine:
            return say(self.lang, "decide.own_cell")
        if not self.row.computed:
            return say(self.lang, "decide.apart_open")
        return ""

    @property
    def is_missing(self) -> bool:
        """Whether something of it is not scored."""
        least, most = self._ends("upper" if self.row.upper else "own")
        return least is not None and least != most

    # --- what both sides gave ---

    @cached_property
    def _framework(self) -> LoadedFramework | None:
        known = self.house.kept_frameworks
        found = next((each for each in known.values() if each.hash == self.row.framework_hash), None)
        if found is None and self.row.evaluation is not None:
            entry = self.house.ledger.get(self.row.evaluation)
            if entry.kind is EntryKind.EVALUATION:
                found = framework_for(self.house.ledger, entry)
                known[entry.body["framework"]] = found
        return found

    def title(self, rating: str) -> str:
        """Return what a rating is called; blank: there is none."""
        ratings = self._framework.framework.ratings if self._framework else ()
        return next((each.title for each in ratings if each.id == rating), "")

    def _ends(self, side: str) -> tuple[int | None, int | None]:
        if side == "own":
            return self.row.own_least, self.row.own_most
        return self.row.upper_least, self.row.upper_most

    def _points(self, side: str) -> str:
        least, most = self._ends(side)
        return "" if least is None or most is None else span_of(self.lang, least, most)

    @property
    def own(self) -> tuple[str, str]:
        """The points and the rating that the cell gave itself."""
        return self._points("own"), self.title(self.row.own)

    @property
    def upper(self) -> tuple[str, str]:
        """Those of the upper level; both blank: it has not assessed."""
        has_upper = self.row.upper_least is not None or self.row.upper is not None
        return (self._points("upper"), self.title(self.row.computed)) if has_upper else ("", "")

    @property
    def proposed(self) -> str:
        """The rating that is proposed: as computed of the upper level's points, or else of the cell's own."""
        return self.title(self.row.computed)

    @property
    def decided(self) -> str:
        """The rating that was decided."""
        return self.title(self.row.decided)

    @property
    def differs(self) -> bool:
        """Whether both sides come to another rating."""
        return bool(self.row.upper and self.row.own and self.row.computed != self.row.own)

    @property
    def why(self) -> str:
        """Why this is proposed, in words."""
        return "; ".join(self._why())

    def _why(self) -> Iterator[str]:
        if not self.upper[0] and not self.upper[1]:
            yield say(self.lang, "decide.not_assessed")
        elif self.differs:
            yield say(self.lang, "decide.ratings_differ", own=self.own[1], upper=self.upper[1] or "?")
        yield from self._difference()
        if self.is_missing:
            yield say(self.lang, "decide.missing")
        border = self.row.border
        if border is not None and self._framework is not None and abs(border) <= _NEAR:
            code = "decide.just_over" if border >= 0 else "decide.just_under"
            yield say(self.lang, code, points=formats.points(abs(border), self.lang))

    def _difference(self) -> Iterator[str]:
        own, upper = self.row.own_total, self.row.upper_total
        if own is None or upper is None:
            return
        if own == upper and not self.row.differing:
            yield say(self.lang, "decide.same")
        elif own == upper:
            yield say(self.lang, "decide.same_sum", count=self.row.differing)
        else:
            code = "decide.lower" if upper < own else "decide.higher"
            yield say(self.lang, code, points=formats.points(abs(own - upper), self.lang))


@dataclass(frozen=True)  # without slots, so that what follows from it is worked out once
class Proposals:
    """The meetings of a month of all cells directly under a committee; `silent`: cells of which nothing is known."""

    node: str
    period: str
    found: tuple[Proposal, ...]
    silent: tuple[Node, ...]

    @cached_property
    def open(self) -> tuple[Proposal, ...]:
        """Those that wait for a decision."""
        return tuple(each for each in self.found if each.is_open)

    @property
    def ready(self) -> tuple[Proposal, ...]:
        """Those of them that can be decided together."""
        return tuple(each for each in self.open if not each.blocked)

    @property
    def decided(self) -> tuple[Proposal, ...]:
        """Those that are decided."""
        return tuple(each for each in self.found if each.row.decided)

    @property
    def others(self) -> tuple[Proposal, ...]:
        """Those that are with their cells."""
        return tuple(each for each in self.found if not each.is_open and not each.row.decided)

    def chosen(self, keys: list[str]) -> tuple[Proposal, ...]:
        """Return those of what is ready that somebody chose."""
        wanted = set(keys)
        return tuple(each for each in self.ready if each.key in wanted)


def proposals(house: House, lang: Lang, actor: str, node: str, month: str) -> Proposals:
    """Return what a committee has to decide of a month."""
    projected(house)
    tree = house.tree
    cells = [each for each in tree.children(node) if each.kind is NodeKind.CELL]
    ids = {cell.id for cell in cells}
    history = _history(house, lang, ids, month)
    rows: dict[str, list[MeetingNow]] = {}
    columns = MeetingNow.objects.filter(period=month, kind__in=MEETING_KINDS).defer("own_lost", "upper_lost")
    for row in columns:
        place = tree.standing(row.cell)
        if place is not None and place.id in ids:
            rows.setdefault(place.id, []).append(row)
    found = tuple(
        Proposal(house, lang, cell, row, house.may(actor, Deed.DECIDE, cell.id), history.get(cell.id, ""))
        for cell in cells
        for row in rows.get(cell.id, ())
    )
    return Proposals(node, month, found, tuple(cell for cell in cells if cell.id not in rows))


def _history(house: House, lang: Lang, ids: set[str], month: str) -> Mapping[str, str]:
    """Return how cells were rated in the months before, in words: 8 Tốt, 3 Khá."""
    tree, start = house.tree, f"{int(month[:4]) - 1:04}{month[4:]}"
    months = months_between(start, month)[:-1][-MONTHS:]
    counts: dict[str, Counter[tuple[int, str]]] = {}
    columns = ("cell", "rated", "rated_place", "framework_hash", "evaluation")
    titles: dict[tuple[str, str], str] = {}
    for cell, rated, place, hash_, number in (
        MeetingNow.objects.filter(period__in=months, kind__in=MEETING_KINDS).exclude(rated="").values_list(*columns)
    ):
        node = tree.standing(cell)
        if node is None or node.id not in ids:
            continue
        if (hash_, rated) not in titles:
            row = MeetingNow(framework_hash=hash_, evaluation=number)
            asked = Proposal(house, lang, node, row, is_mine=False, history="")
            titles[hash_, rated] = asked.title(rated)
        counts.setdefault(node.id, Counter())[place or 0, titles[hash_, rated]] += 1
    return {
        name: ", ".join(f"{count} {title}" for (_, title), count in sorted(own.items())) for name, own in counts.items()
    }
