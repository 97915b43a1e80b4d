"""The fields of a part's rows, and which of these are not plainly right.

What is taken here is what the reader of single records would take: each value is read by the reader of its field, and a
row whose fields may contradict each other, or that may be no record, is left for that reader.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from chamdiem.engine.bulk.doubts import PERIOD, doubtful
from chamdiem.engine.bulk_runs.columns import FactCells, Made, cell_key_sql, is_day_like, is_plain_id
from chamdiem.engine.bulk_runs.database import name, text, write_whole
from chamdiem.engine.bulk_runs.inputs import load
from chamdiem.engine.bulk_runs.reading import DIALECT, any_of, column_of, day_of
from chamdiem.engine.reading.record_reader import read_field, read_words
from chamdiem.engine.reading.table_columns import LISTS
from chamdiem.engine.reading.table_rows import NAMES, is_id
from chamdiem.rules.records.faults import Fault
from chamdiem.rules.records.fields import FieldType
from chamdiem.rules.records.identity import key_of
from chamdiem.rules.records.scalars import ScalarError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path as File

    from chamdiem.engine.bulk_runs.database import Database
    from chamdiem.engine.bulk_runs.inputs import TablePart
    from chamdiem.engine.bulk_runs.reading import Reading
    from chamdiem.rules.records.faults import Path
    from chamdiem.rules.records.fields import Field


_COUNTING = r"[0-9.,]+|\(?\[?([0-9]{1,3}|[A-Za-zđĐ])\]?\)?"
"""What may number the columns in the place of an id."""


class PartFields:
    """The fields of one part. `by_path`: where in a record the cells of each column belong, and which one it is."""

    def __init__(self, database: Database, reading: Reading, part: TablePart) -> None:
        self.database, self.reading, self.part = database, reading, part
        self.shape = reading.shape
        self._has_plain_ids = False
        self.heading, self.heading_row = (
            reading.heading(database, part.source),
            reading.heading_row(database, part.source),
        )
        self.by_path: Mapping[Path, int] = {path: place for place, path in self.heading.columns.items() if path}
        self.there = frozenset(str(path[0]) for path in self.by_path if len(path) == 1)

    def load(self, only: str = "") -> None:
        """Make `raw`, the cells, of all rows or of those whose numbers stand in a table."""
        self.types = load(self.database, self.part, "raw", only)

    def read(self, held: Sequence[int]) -> None:
        """Make `raw`, the cells; `fields`, a view of the facts that fields are; `given`, of which rows are in doubt.

        All have `n`, the number of a row in its file. `held` are rows that are in doubt whatever they say.
        """
        self.load()
        cells = FactCells(self.database, "raw", "of_field", self.part.source.cell)
        made = {path: self._made(cells, path, place) for path, place in self.by_path.items()}
        told = {path: each for path, each in made.items() if each is not None}
        beside = [f"raw.c{place} IS NOT NULL" for place in self._beside()]
        unread = any_of([*(each.doubt for each in told.values()), *beside])
        others = [f"c{place}" for path, place in self.by_path.items() if path not in told]
        columns = ["raw.n", *(f"{each.value} AS {self.called(path)}" for path, each in told.items()), *others]
        named = self.by_path.get((self.shape.unit_name,))  # as it stands: by a name that is refused, rows are alike too
        columns.append(f"CAST({f'c{named}' if named else 'NULL'} AS VARCHAR) AS named")
        joins = " ".join(each.join for each in told.values())
        self._has_plain_ids = (self.shape.unit,) in told and told[self.shape.unit,].is_plain
        fields = f"SELECT {', '.join(columns)}, {unread} AS unread FROM raw {joins}"
        self.database.run(f"CREATE OR REPLACE VIEW fields AS {fields}")
        self.database.put("held", [("n", "BIGINT")], [(each,) for each in held])
        tests = [doubtful(self.shape, DIALECT, self._compared(), self.reading.today), self._unplain()]
        doubt = f"unread OR {' OR '.join(f'({each})' for each in tests)} OR n IN (SELECT n FROM held)"
        kept = ", ".join(["n", "named", *(self.called((each,)) for each in self._narrow())])
        self.database.run(f"CREATE OR REPLACE TABLE given AS SELECT {kept}, ({doubt}) AS doubt FROM fields")

    def _beside(self) -> list[int]:
        """Return the columns over which nothing stands."""
        return [place for place in range(1, len(self.types) + 1) if place not in self.heading.columns]

    def _compared(self) -> list[str]:
        """Return the fields that relations may compare."""
        shape = self.shape
        return [each for each in shape.by_name if each in self.there and self._is_number(each)]

    def _is_number(self, field: str) -> bool:
        return self.shape.by_name[field].is_fact or field == self.shape.period

    def _narrow(self) -> list[str]:
        """Return the fields by which a framework is chosen, and a meeting told from others."""
        shape = self.shape
        wanted = ("framework", "organisation", shape.kind, shape.period, shape.day, shape.unit, shape.unit_name)
        return [each for each in wanted if each in self.there]

    def called(self, path: Path) -> str:
        """Return the column of what stands at a path of records."""
        field = str(path[0])
        if len(path) > 1 or field not in self.shape.by_name:
            return name("~".join(map(str, path)))
        if self.shape.by_name[field].is_fact:
            return column_of(field)
        return name(PERIOD if field == self.shape.period else field)

    def _made(self, cells: FactCells, path: Path, place: int) -> Made | None:
        """Return what a column of fields or words becomes; None of answers and ratings, which frameworks read."""
        if "answers" in path or path[-1] == "rating":
            return None
        column, type_ = f"c{place}", self.types[place - 1]
        field = self.shape.by_name.get(str(path[0])) if len(path) == 1 else None
        if field is None:
            return cells.words(column, type_, _read_lines if path[0] in LISTS else read_words)
        if field.name == self.shape.unit:
            return cells.ids(column, type_, partial(self._read_id, field))
        if field.type is FieldType.TEXT:
            return cells.words(column, type_, partial(_read_name if path in NAMES else _read_text, field))
        if field.type is FieldType.PERIOD:
            return cells.read(column, type_, partial(_read_text, field), "VARCHAR")
        return cells.fact(column, type_, field, partial(_read_fact, field))

    def _read_id(self, field: Field, raw: str) -> str:
        """Read an id that nobody takes for anything else: for a label, a sum or a signature."""
        if self.reading.headings.path(raw) is not None or not is_id(raw):
            raise ScalarError("scalar.no_name", raw)
        return _read_name(field, raw)

    def _unplain(self) -> str:
        """Return the test of rows that may be no record at all, or one that tells nothing."""
        unit, called = self.shape.unit, self.shape.unit_name
        if unit not in self.there:
            return "TRUE"
        silent_too = {*self.shape.registered, "framework"}
        told = [self.called((each,)) for each in sorted(self.there - silent_too)]
        told += [f"c{place}" for path, place in self.by_path.items() if "answers" in path or path[-1] == "rating"]
        told += [self.called(path) for path in self.by_path if path[0] == "evidence" or "deduction_notes" in path]
        silent = " AND ".join(f"{each} IS NULL" for each in told) or "TRUE"
        day = column_of(self.shape.day) if self.shape.day in self.there else "NULL"
        named = name(called) if called in self.there else "NULL"
        labels = sorted(word for word in self.reading.headings.known if word.isascii())
        label = f"lower({name(unit)}) IN ({', '.join(map(text, labels))})"
        # a row that numbers the columns has no day, and nothing but numbers
        counts = f"regexp_full_match({name(unit)}, {text(_COUNTING)})"
        return f"{name(unit)} IS NULL OR {label} OR ({day} IS NULL AND ({named} IS NULL OR {counts} OR {silent}))"

    # --- which meeting a row is of ---

    def of_period(self, table: str) -> str:
        """Return the period of a row, its own or that of its day."""
        own = f"{table}.{name(PERIOD)}" if self.shape.period in self.there else "NULL"
        if self.shape.day not in self.there:
            return own
        form = "'%Y-%m'" if self.shape.period else "'%Y-%m-%d'"
        return f"COALESCE({own}, strftime({day_of(f'{table}.{column_of(self.shape.day)}')}, {form}))"

    def write_keys(self, file: File) -> None:
        """Write what tells the meeting of each row from others.

        `h` is equal where two rows are of one meeting, by its cell's id; `named` is the name of a cell without an id.
        """
        kind = self.shape.kind
        key, join = self.cell_key()
        period = self.of_period("given")
        of_kind = column_of(kind) if kind in self.there else "NULL"
        known = f"{period} IS NOT NULL AND {key}"
        asked = [
            f"n + {self.part.offset} AS row",
            f"CASE WHEN {known} IS NOT NULL THEN hash({key}, {period}, {of_kind}) END AS h",
            f"CASE WHEN {known} IS NULL THEN named END AS named",
        ]
        write_whole(self.database, f"SELECT {', '.join(asked)} FROM given {join}", file, "FORMAT parquet")

    def cell_key(self) -> tuple[str, str]:
        """Return the key of the cell of a row of `given` by its id, and what that is joined from."""
        if self.shape.unit not in self.there:
            return "CAST(NULL AS VARCHAR)", ""
        own = name(self.shape.unit)
        if self._has_plain_ids:
            return cell_key_sql(own), ""
        plain = is_plain_id(own)
        others = self.database.rows(f"SELECT DISTINCT {own} FROM given WHERE {own} IS NOT NULL AND NOT ({plain})")
        pairs = [(row[0], self._key_as_read(str(row[0]))) for row in others]
        self.database.put("keyed", [("v", "VARCHAR"), ("k", "VARCHAR")], pairs)
        key = f"CASE WHEN keyed.v IS NULL THEN {cell_key_sql(own)} ELSE nullif(keyed.k, '') END"
        return key, f"LEFT JOIN keyed ON keyed.v = {own}"

    def _key_as_read(self, raw: str) -> str:
        """Return the key of an id; blank where the reader of records refuses it, so that the cell's name is its own."""
        cell = self.part.source.cell(raw)
        try:
            return "" if isinstance(cell, Fault) else key_of(_read_text(self.shape.by_name[self.shape.unit], cell))
        except ScalarError:
            return ""


def _read_fact(field: Field, raw: str) -> int | None:
    return field.fact_value(read_field(field, raw))


def _read_text(field: Field, raw: str) -> str:
    return str(read_field(field, raw))


def _read_name(field: Field, raw: str) -> str:
    if is_day_like(raw):
        raise ScalarError("table.day_as_name", raw)
    return _read_text(field, raw)


def _read_lines(raw: str) -> str:
    return "\n".join(read_words(line.strip()) for line in raw.split("\n") if line.strip())
