"""What a workbook says of itself on its hidden sheet: for which framework it was made, and in which columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chamdiem.engine.reading.table_columns import InputColumn, folded, path_of
from chamdiem.rules.records.faults import refusal
from chamdiem.rules.records.scalars import shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from chamdiem.engine.grids.grids import Grid
    from chamdiem.engine.reading.catalog import LoadedFramework
    from chamdiem.rules.records.faults import Path
    from chamdiem.rules.records.shape import RecordShape

SHEET = "chamdiem"
"""The name of the hidden sheet."""
VERSION = "1"
"""The layout of workbooks; another one is another number."""
_FIRST = "chamdiem:workbook"


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateMark:
    """What stands on the hidden sheet; `columns` are ids of columns with what stood over them."""

    version: str
    framework: str
    hash: str
    columns: tuple[tuple[str, str], ...]
    file: str

    def headings(self, shape: RecordShape) -> Mapping[str, Path]:
        """Return the folded labels of its columns, with the paths of their cells in a record of a shape."""
        paths = ((folded(label), path_of(column, shape)) for column, label in self.columns)
        return {label: path for label, path in paths if path is not None and label}

    def check(self, loaded: LoadedFramework) -> None:
        """Make sure that a workbook still means what it meant when it was made.

        Raises:
            FaultyInput: it has another layout, or its framework has changed since.
        """
        if self.version != VERSION:
            raise refusal("table.other_version", self.file, version=shown(self.version), current=VERSION)
        if self.framework == loaded.id and self.hash != loaded.hash:
            details = {"hash": shown(self.hash[:12]), "current": loaded.short_hash}
            raise refusal("table.other_hash", self.file, id=loaded.id, **details)


def mark_rows(loaded: LoadedFramework, columns: tuple[InputColumn, ...]) -> Iterator[tuple[str, str]]:
    """Yield the rows of the hidden sheet."""
    yield _FIRST, VERSION
    yield "framework", loaded.id
    yield "hash", loaded.hash
    yield from ((column.id, column.label) for column in columns)


def read_mark(grid: Grid) -> TemplateMark | None:
    """Return what a sheet says of its workbook, or None where it says nothing."""
    pairs = [(row.texts.get(1, ""), row.texts.get(2, "")) for row in grid.rows]
    if not pairs or pairs[0][0] != _FIRST:
        return None
    said = dict(pairs)
    return TemplateMark(
        version=said[_FIRST],
        framework=said.get("framework", ""),
        hash=said.get("hash", ""),
        columns=tuple(pairs),
        file=grid.file,
    )
