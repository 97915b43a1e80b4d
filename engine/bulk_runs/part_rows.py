"""The rows of a part as they are read: which framework scores which of them, and which are none that can be scored."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chamdiem.engine.bulk_runs.facts import PartFacts
from chamdiem.engine.bulk_runs.fields import PartFields
from chamdiem.engine.bulk_runs.ordinary import Aside, Right, fact_values, judged, read_rows, rows_at
from chamdiem.engine.reading.table_rows import may_sign

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from chamdiem.engine.bulk_runs.database import Database
    from chamdiem.engine.bulk_runs.facts import ScoredRows
    from chamdiem.engine.bulk_runs.inputs import TablePart
    from chamdiem.engine.bulk_runs.reading import Reading
    from chamdiem.engine.grids.grids import GridRow
    from chamdiem.engine.reading.catalog import LoadedFramework
    from chamdiem.rules.records.faults import Fault


@dataclass(frozen=True, slots=True)
class PartRows:
    """The rows of a part: those of every framework, those that were read one by one, and those that are not scored."""

    fields: PartFields
    chosen: tuple[ScoredRows, ...]
    rights: tuple[Right, ...]
    asides: tuple[Aside, ...]
    doubts: tuple[GridRow, ...]

    @property
    def signs(self) -> bool:
        """Whether a signature stands in it."""
        return any(each.fault.code == "remark.signature" for each in self.asides)

    @property
    def unsigned(self) -> bool:
        """Whether it has rows of which a signature above it would make others."""
        return any(may_sign(row, self.fields.heading) for row in self.doubts)

    def by_framework(self) -> Iterator[tuple[LoadedFramework, str]]:
        """Yield every framework with what has the facts of its rows, for as long as no other one is asked for."""
        both = [*(each.framework for each in self.chosen), *(each.framework for each in self.rights)]
        for loaded in {loaded.hash: loaded for loaded in both}.values():
            view = next((each for each in self.chosen if each.framework.hash == loaded.hash), None)
            own = [right for right in self.rights if right.framework.hash == loaded.hash]
            yield loaded, self._joined(view or PartFacts(self.fields).none_of(loaded), own)

    def _joined(self, chosen: ScoredRows, rights: Sequence[Right]) -> str:
        """Return what has all rows that a framework scores, those that were read one by one with the others."""
        if not rights:
            return chosen.view
        columns, database = [column for column, _ in chosen.columns], self.fields.database
        values = [fact_values(right) for right in rights]
        database.put("rights", chosen.columns, [[each.get(column) for column in columns] for each in values])
        both = f"SELECT * FROM {chosen.view} UNION ALL SELECT * FROM rights"
        database.run(f"CREATE OR REPLACE VIEW facts_of_all AS {both}")
        return "facts_of_all"


def read_part(
    database: Database, reading: Reading, part: TablePart, held: Mapping[int, Sequence[Fault]], *, signed: bool = False
) -> PartRows:
    """Read the rows of a part.

    `held` are rows that others contradict, by their numbers in its file, with why; `signed`: a signature stands in a
    part above.
    """
    fields = PartFields(database, reading, part)
    fields.read(tuple(held))
    chosen = PartFacts(fields).read()
    rights: list[Right] = []
    asides = [Aside(number, fault) for number, faults in held.items() for fault in faults]
    doubts = tuple(rows_at(fields, "doubts"))
    for found in read_rows(fields, doubts, signed=signed):
        for each in judged(reading, found, part.source.row_of(found.item.place.line)):
            if isinstance(each, Right):
                rights.append(each)
            else:
                asides.append(each)
    return PartRows(fields, tuple(chosen), tuple(rights), tuple(asides), doubts)
