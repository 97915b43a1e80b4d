"""The records that tables and forms hold, as documents: one set of readers serves every form of a record."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chamdiem.engine.reading.documents import Data, Document
from chamdiem.engine.reading.table_columns import LISTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from chamdiem.engine.grids.grids import Grid
    from chamdiem.rules.language.faults import Fault, Path, Place
    from chamdiem.rules.language.record_shape import RecordShape


@dataclass(frozen=True, slots=True)
class TableRecord:
    """A row, or a form, as a document; the faults are those of cells that cannot be read, with their places."""

    document: Document
    faults: tuple[Fault, ...]

    @property
    def is_written(self) -> bool:
        """Whether it says anything."""
        return bool(self.faults or self.document.data)

    def is_filled(self, shape: RecordShape) -> bool:
        """Tell whether it says more than what was known before."""
        data = self.document.data
        return bool(self.faults) or (isinstance(data, dict) and not data.keys() <= {*shape.registered, "framework"})


def make_document(
    grid: Grid,
    pairs: Iterable[tuple[Path, str]],
    values: Mapping[Path, Place],
    keys: Mapping[Path, Place],
    framework: str | None,
) -> Document:
    """Return texts by the paths of their values as a document; `values` and `keys` are where it has them from."""
    data: dict[str, Data] = {}
    for path, text in pairs:
        if path:
            _put(data, path, text)
    if data and framework is not None:
        data.setdefault("framework", framework)
    return Document(grid.file, json.dumps(data, ensure_ascii=False), data, values, keys)


def _put(data: dict[str, Data], path: Path, text: str) -> None:
    inner = data
    for step in path[:-1]:
        inner = inner.setdefault(str(step), {})  # type: ignore[assignment]  # what lies within is a mapping too
    inner[str(path[-1])] = (
        tuple(line.strip() for line in text.split("\n") if line.strip()) if path[0] in LISTS else text
    )
