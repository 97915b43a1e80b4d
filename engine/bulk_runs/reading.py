"""How tables are read, and what their columns are called on the way from cells to facts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from chamdiem.engine.bulk.dialects import DIALECTS
from chamdiem.engine.bulk_runs.database import name
from chamdiem.engine.bulk_runs.inputs import column_types
from chamdiem.engine.bulk_runs.stored_names import unfit_columns, written_names
from chamdiem.engine.grids.grids import Grid, GridRow, cell_text
from chamdiem.engine.reading.documents import Document
from chamdiem.engine.reading.records import Record
from chamdiem.engine.reading.table_columns import headings_of
from chamdiem.engine.reading.table_headings import is_heading, read_heading
from chamdiem.rules.compile.compiler import compile_framework
from chamdiem.rules.compile.keys import proved_keys
from chamdiem.rules.compile.program import Key
from chamdiem.rules.records.faults import Fault, FaultyInput
from chamdiem.rules.records.fields import FieldType
from chamdiem.rules.records.meeting import MEETING

if TYPE_CHECKING:
    import datetime as dt

    from chamdiem.engine.bulk_runs.database import Database
    from chamdiem.engine.bulk_runs.inputs import Source
    from chamdiem.engine.reading.catalog import Catalog, LoadedFramework
    from chamdiem.engine.reading.choice import FrameworkChoice
    from chamdiem.engine.reading.table_columns import Headings
    from chamdiem.engine.reading.table_headings import Heading
    from chamdiem.rules.compile.program import Program
    from chamdiem.rules.records.fields import Value
    from chamdiem.rules.records.shape import RecordShape

DIALECT = DIALECTS["duckdb"]
_NOWHERE = Document("", "", {}, {}, {})


@dataclass(frozen=True)  # without slots, so that what follows from it is worked out once
class Reading:
    """By whose frameworks tables are read, and up to which day. `framework` scores all, whatever they name."""

    catalog: Catalog
    choice: FrameworkChoice
    today: dt.date
    framework: LoadedFramework | None

    @cached_property
    def headings(self) -> Headings:
        """What may stand over the columns of its tables."""
        chosen = self.framework or self.choice.default
        return headings_of(chosen.framework if chosen else MEETING)

    @cached_property
    def frameworks(self) -> tuple[LoadedFramework, ...]:
        """The frameworks that may score its rows."""
        return frameworks_of(self.choice, self.framework)

    @property
    def shape(self) -> RecordShape:
        """The shape of the records of its tables."""
        return self.headings.shape

    @cached_property
    def _chosen(self) -> dict[tuple[tuple[str, Value], ...], LoadedFramework | None]:
        return {}

    def chosen(self, told: tuple[tuple[str, Value], ...]) -> LoadedFramework | None:
        """Return the framework that is chosen for a record of which so much is told, as for any record.

        None where there is none, or no single one. The same is told of thousands of rows, and in every part.
        """
        if told not in self._chosen:
            self._chosen[told] = self.framework or self._choose(dict(told))
        return self._chosen[told]

    @cached_property
    def _of(self) -> dict[str, Reading]:
        return {}

    def of(self, source: Source) -> Reading:
        """Return how a source is read, which may tell itself by what it is scored.

        Raises:
            FaultyInput: there is no such framework.
        """
        if self.framework is not None or source.framework is None:
            return self
        if source.framework not in self._of:
            self._of[source.framework] = replace(self, framework=self.choice.named(source.framework))
        return self._of[source.framework]

    def _choose(self, values: dict[str, Value]) -> LoadedFramework | None:
        framework = values.pop("framework", None)
        record = Record(
            shape=self.shape, values=values, framework=None if framework is None else str(framework), layers={},
            limitations=(), evidence={}, document=_NOWHERE,
        )  # fmt: skip
        try:
            return self.choice.of_record(record)
        except FaultyInput:
            return None

    def heading_row(self, database: Database, source: Source) -> GridRow:
        """Return what stands over the columns of a file."""
        known = [column for column, _ in column_types(database, source.stored)]
        read = dict(enumerate(map(cell_text, written_names(database, source.stored, known)), 1))
        texts = {place: cell for place, cell in read.items() if isinstance(cell, str) and cell}
        faults = {place: cell for place, cell in read.items() if isinstance(cell, Fault)}
        return GridRow(source.line_of(-1), texts, faults)

    def heading(self, database: Database, source: Source) -> Heading:
        """Return the columns of a file.

        Raises:
            FaultyInput: every name that is unknown, or given twice; every column that has no cells.
        """
        grid, row = Grid(source.file, "", iter(())), self.heading_row(database, source)
        faults = list(unfit_columns(source.file, column_types(database, source.stored)))
        try:
            heading = read_heading(grid, row, self.headings)
        except FaultyInput as error:
            raise FaultyInput((*error.faults, *faults)) from error
        if faults:
            raise FaultyInput(faults)
        if not is_heading(row, self.headings):
            raise FaultyInput([Fault("table.no_heading", place=grid.place())])
        return heading


def frameworks_of(choice: FrameworkChoice, named: LoadedFramework | None) -> tuple[LoadedFramework, ...]:
    """Return the frameworks that may score: those to choose from, and one that is named, each by its id."""
    several = (*choice.catalog.all(), choice.default, named)
    return tuple({each.id: each for each in several if each is not None}.values())


def kept_fields(shape: RecordShape) -> tuple[str, ...]:
    """Return the fields that results repeat, so that people know of which record each is; none of them is personal."""
    told = (shape.period, shape.kind, shape.day)
    words = {each.name for each in shape.fields if each.type in {FieldType.TEXT, FieldType.WORD}}
    known = (each.name for each in shape.fields if each.name in {*told, *(shape.registered & words)})
    return tuple(each for each in known if each not in shape.personal)


def column_of(field: str) -> str:
    """Return the column of the fact of a field."""
    return name(str(Key("field", field)))


def answer_column(layer: str, key: Key) -> str:
    """Return the column of an answer of a layer."""
    return name(f"{layer} {key}")


def stated_column(layer: str) -> str:
    """Return the column of the rating that a layer states."""
    return name(stated_name(layer))


def stated_name(layer: str) -> str:
    """Return what the column of the rating that a layer states is called."""
    return f"{layer} stated"


def proved_by(loaded: LoadedFramework) -> tuple[Key, ...]:
    """Return the ends between which facts of a framework's records may be proved to lie."""
    return tuple(end for fact in loaded.framework.history for end in proved_keys(fact))


def day_of(column: str) -> str:
    """Return the day of the number of a day."""
    return f"(DATE '0001-01-01' + CAST({column} - 1 AS INTEGER))"


def any_of(tests: list[str]) -> str:
    """Return the test that any of several holds; one that is not known does not."""
    return " OR ".join(f"COALESCE({each}, FALSE)" for each in tests if each != "FALSE") or "FALSE"


def program_of(loaded: LoadedFramework, layer: str) -> Program:
    """Return the program of a layer, as the scorer chooses it."""
    whole = all(criterion.is_asked_of(layer) for criterion in loaded.framework.criteria)
    return loaded.program if whole else compile_framework(loaded.framework, layer)
