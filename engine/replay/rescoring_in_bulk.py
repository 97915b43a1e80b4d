"""What if, for many meetings: their records as rows of a table that is scored by a query.

Which of them are scored one by one as well, and compared, follows from a seed: whoever knows it finds the same ones.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from chamdiem.engine.bulk_runs.at_once import scored_at_once
from chamdiem.engine.bulk_runs.drawing import DrawnRow
from chamdiem.engine.bulk_runs.reading import Reading
from chamdiem.engine.ledger.contents import KeptRecord
from chamdiem.engine.reading.catalog import Catalog, content_hash
from chamdiem.engine.reading.choice import FrameworkChoice
from chamdiem.engine.replay.in_force import cells_of
from chamdiem.engine.replay.rescoring import After, Meant, Rescore, Rescored, Rescorer, organisation_of
from chamdiem.rules.compile.keys import TOTAL
from chamdiem.rules.compile.program import Key
from chamdiem.rules.records.faults import FaultyInput

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from chamdiem.engine.ledger.store import Ledger
    from chamdiem.engine.reading.catalog import LoadedFramework

FEW = 200
"""Of so few meetings the query takes longer to be made than they to be scored."""
_MARKS = 2**32


@dataclass(frozen=True, slots=True, kw_only=True)
class Draw:
    """Which entries are looked at twice: about `most` of so many in all, drawn by a seed."""

    seed: str
    most: int
    entries: int

    def takes(self, number: int) -> bool:
        """Tell whether an entry is drawn: by the first eight digits of the hash of the seed and its number."""
        return int(content_hash([self.seed, str(number)])[:8], 16) * self.entries < self.most * _MARKS


@dataclass(frozen=True, slots=True, kw_only=True)
class LookedTwice:
    """How many meetings were drawn and scored one by one, and how many of them differed: then all of them were."""

    draw: Draw
    meetings: int
    differing: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RescoreInBulk:
    """A task of `Rescore`, by queries; those that are drawn are scored one by one, too (see `Rescored.agrees`)."""

    task: Rescore
    draw: Draw

    def begin(self, ledger: Ledger) -> Callable[[int, int], Iterator[Rescored]]:
        """Return what yields every selected evaluation in force, scored anew."""
        return _BulkRescorer(ledger, self.task, self.draw).found


class _BulkRescorer(Rescorer):
    def __init__(self, ledger: Ledger, task: Rescore, draw: Draw) -> None:
        super().__init__(ledger, task)
        self._draw = draw
        self._titles = {rating.id: rating.title for rating in self.loaded.framework.ratings}

    @cached_property
    def _reading(self) -> Reading:
        """How the records are read: all of them were right by the day of the last entry, as `kept_record` has it."""
        head = self._ledger.head()
        last = dt.date.fromisoformat(head.time[:10]) if head else dt.date.min
        return Reading(Catalog(), FrameworkChoice(Catalog()), last + dt.timedelta(days=1), self.loaded)

    def found(self, first: int, last: int) -> Iterator[Rescored]:
        items = list(self.meant(first, last))
        rows = self._all_rows([item for item in items if isinstance(item, Meant) and self._is_row(item)])
        for item in items:
            if isinstance(item, Rescored):
                yield item
            elif item.number in rows:
                yield self._compared(item, rows[item.number])
            else:
                yield self.one(item)

    def _is_row(self, meant: Meant) -> bool:
        """Tell whether a record can be a row: of the same subject, with all that was told of it and is known of it."""
        same = meant.framework.framework.shape.subject == self.loaded.framework.shape.subject
        whole = isinstance(meant.record.content, KeptRecord) and not meant.record.content.made
        return same and whole and (meant.asked_nothing or self._asks_as(meant.framework))

    def _asks_as(self, other: LoadedFramework) -> bool:
        """Tell whether what was known of earlier months by another framework is what is known of them by this one."""
        own, others = self.loaded.framework, other.framework
        return not own.history or (own.history == others.history and own.measures == others.measures)

    def _all_rows(self, meant: Sequence[Meant]) -> dict[int, Mapping[str, object]]:
        """Return what `_rows` does; what different frameworks asked stands in tables of different columns."""
        by_framework: dict[str, list[Meant]] = {}
        for each in meant:
            by_framework.setdefault(each.framework.hash, []).append(each)
        tables = (self._rows(several) for several in by_framework.values() if len(several) >= FEW)
        return {number: row for table in tables for number, row in table.items()}

    def _rows(self, several: Sequence[Meant]) -> dict[int, Mapping[str, object]]:
        """Return the results of records by the numbers of their evaluations; others are looked at one by one."""
        asks = bool(self.loaded.framework.history)
        rows = [
            DrawnRow(
                number=meant.number,
                framework=self.loaded.id,
                cells=dict(cells_of(meant.record.body["data"])),
                proved=meant.history.facts if asks and meant.history else {},
            )
            for meant in several
        ]
        try:
            found = scored_at_once(self._reading, self.loaded, rows, self.task.layer)
        except FaultyInput:  # a column is none of this framework's, which is told of each record
            return {}
        return {several[place].number: row for place, row in found.items()}

    def _compared(self, meant: Meant, row: Mapping[str, object]) -> Rescored:
        found = self.told(meant, self._after(row))
        if not self._draw.takes(meant.number):
            return found
        again = self.one(meant)
        return replace(again, agrees=again == found)

    def _after(self, row: Mapping[str, object]) -> After:
        def points(subject: str) -> int | None:
            found = row[str(Key("award", subject))]
            return None if found is None else int(str(found))

        return After(
            organisation=organisation_of(row),
            rating=self._titles.get(str(row["rating"])),
            total=points(TOTAL),
            points={each.id: points(each.id) for each in self.loaded.framework.criteria},
        )
