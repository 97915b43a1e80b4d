"""Counts of what criteria decide, added up step by step beside the points."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from chamdiem.rules.analysis.lint.space import GIVEN, SCORES
from chamdiem.rules.compile.interpreter import Slice
from chamdiem.rules.compile.program import Key, Linear
from chamdiem.rules.language.measures import Count

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from chamdiem.rules.analysis.lint.rows import CriterionRow, CriterionTable
    from chamdiem.rules.analysis.lint.space import Space

_OF_CRITERION = SCORES | {"maximum"}


class _Counted(NamedTuple):
    """One thing that counts where it holds: for which of the counts, and what concludes it."""

    place: int
    term: Key
    part: Slice


class StepCounts:
    """The counts of which each row of some criterion tells what it adds.

    Left to the space are those that nothing with points has to do with.
    """

    def __init__(self, space: Space, tables: Sequence[CriterionTable]) -> None:
        self._space, self._tables = space, tables
        self._terms: dict[str, list[_Counted]] = defaultdict(list)
        self.counts: tuple[Key, ...] = ()
        for name, measure in space.framework.measures.items():
            if isinstance(measure.operation, Count):
                self._follow(Key("measure", name))
        self._slices: dict[Key, Slice] = {}

    def _follow(self, key: Key) -> None:
        by, place = self._space.forms.by(key), len(self.counts)
        found = [self._home(place, term) for term in by.reads] if isinstance(by, Linear) else []
        homes = [home for home in found if home is not None]
        alone = self._space.counted.knows(key) and not any(table.criterion.scored for table, _ in homes)
        if homes and len(homes) == len(found) and not alone:
            self.counts += (key,)
            for table, counted in homes:
                self._terms[table.criterion.id].append(counted)

    def _home(self, place: int, term: Key) -> tuple[CriterionTable, _Counted] | None:
        """Return the criterion each of whose rows tells whether something counts."""
        part = Slice(self._space.program, [term], lambda key: key.kind in GIVEN or key.kind in _OF_CRITERION)
        counted = _Counted(place, term, part)
        for table in self._tables:
            own = {Key(kind, table.criterion.id) for kind in _OF_CRITERION}
            rows = [row for row in table.rows if table.award(row) is not None]
            if rows and own.union(rows[0].choice).issuperset(part.given):
                return (table, counted) if all(_holds(counted, row) is not None for row in rows) else None
        return None

    def are_told_by(self, table: CriterionTable) -> bool:
        """Tell whether rows of a criterion add to counts."""
        return table.criterion.id in self._terms

    def adds(self, table: CriterionTable, row: CriterionRow) -> tuple[int, ...]:
        """Return what a row adds to each count; nothing where its criterion adds to none."""
        if not self.are_told_by(table):
            return ()
        added = [0] * len(self.counts)
        for counted in self._terms[table.criterion.id]:
            added[counted.place] += _holds(counted, row) or 0
        return tuple(added)

    def knows(self, key: Key) -> bool:
        """Tell whether a fact is one of the counts, or made of them and of nothing else."""
        given = self._slice(key).given
        return bool(given) and set(given) <= {*self.counts}

    def value(self, key: Key, counts: tuple[int, ...]) -> int | None:
        """Return what such a fact is; None where it cannot be made."""
        return self._slice(key).trace(dict(zip(self.counts, counts, strict=True))).facts.get(key)

    def known(self) -> Iterator[Key]:
        """Yield the facts that criteria test and that the counts tell."""
        tested = {key: None for table in self._tables for row in table.rows[:1] for key in row.choice}
        yield from (key for key in tested if key.kind != "answer" and self.knows(key))

    def _slice(self, key: Key) -> Slice:
        if key not in self._slices:
            self._slices[key] = Slice(self._space.program, [key], lambda each: each in self.counts)
        return self._slices[key]


def _holds(counted: _Counted, row: CriterionRow) -> int | None:
    """Tell whether something counts in a row: 1 or 0; None where that is not known."""
    cells = {key: cell.value for key, cell in row.choice.items() if cell.defined}
    return counted.part.trace(row.run.facts | cells).facts.get(counted.term)
