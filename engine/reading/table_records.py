"""The records that tables and forms hold, as documents: one set of readers serves every form of a record.

A form is a sheet of one meeting, read downwards; its first column says what stands in each cell of a row.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from chamdiem.engine.reading.documents import Data, Document
from chamdiem.engine.reading.items import TableRecord
from chamdiem.engine.reading.table_columns import LISTS, path_of
from chamdiem.engine.texts import LANGS, say
from chamdiem.rules.records.faults import Fault, Path, Place
from chamdiem.rules.records.scalars import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from chamdiem.engine.grids.grids import Grid, GridRow
    from chamdiem.engine.reading.table_columns import Headings

FORM_MARK = "chamdiem:form"
"""Stands in the first cell of the form of one meeting."""
FORM_DIVIDER, FORM_OURS = "|", "-"
"""Between the ids of the cells of a row, and for a cell, or a row, that holds words of ours."""
FIRST_ANSWER = 4
"""The column of a form where answers begin."""


def make_document(
    file: str,
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
    return Document(file, json.dumps(data, ensure_ascii=False), data, values, keys)


def _put(data: dict[str, Data], path: Path, text: str) -> None:
    inner = data
    for step in path[:-1]:
        inner = inner.setdefault(str(step), {})  # type: ignore[assignment]  # what lies within is a mapping too
    inner[str(path[-1])] = (
        tuple(line.strip() for line in text.split("\n") if line.strip()) if path[0] in LISTS else text
    )


# --- the form of one meeting ---


def read_form(grid: Grid, rows: Iterator[GridRow], headings: Headings, framework: str | None) -> TableRecord:
    """Read a form: the first cell of a row says what each of its cells from FIRST_ANSWER on answers."""
    form = _TableForm(grid, headings)
    for row in rows:
        form.take(row)
    document = make_document(grid.file, form.pairs.items(), form.places, form.places, framework)
    return TableRecord(document, tuple(form.faults))


class _TableForm:
    def __init__(self, grid: Grid, headings: Headings) -> None:
        self.grid, self.shape, self.allowed = grid, headings.shape, frozenset(headings.known.values())
        self.pairs: dict[Path, str] = {}
        self.places: dict[Path, Place] = {(): grid.place()}
        self.faults: list[Fault] = []
        ours = ("workbook.form_computed", "workbook.form_not_asked")
        self.words = {say(lang, code) for lang in LANGS for code in ours}

    def take(self, row: GridRow) -> None:
        """Read the answers of a row."""
        key = row.texts.get(1, "")
        asked = dict(enumerate(key.split(FORM_DIVIDER), FIRST_ANSWER))
        for column in sorted(row.texts.keys() | row.faults.keys()):
            if column >= FIRST_ANSWER and FORM_OURS in {key, asked.get(column)}:
                self._ours(row, column, heading=key == FORM_OURS)
            elif column >= FIRST_ANSWER:
                self._answer(row, column, path_of(asked.get(column, ""), self.shape))

    def _ours(self, row: GridRow, column: int, *, heading: bool) -> None:
        """A cell of ours that no longer says what we wrote was taken for one to be filled in."""
        text = row.texts.get(column, "")
        if text not in self.words and not (heading and text and not text[0].isdigit()):
            place, details = self.grid.place(row.number, column), {"text": shown(text)}
            self.faults.append(Fault("table.computed_answer", place=place, details=details))

    def _answer(self, row: GridRow, column: int, path: Path | None) -> None:
        place = self.grid.place(row.number, column)
        if path is None or path not in self.allowed:
            self.faults.append(Fault("table.beside", place=place))
        elif column in row.faults:
            self.faults.append(Fault(row.faults[column].code, path, row.faults[column].details, place))
        elif path in self.pairs:
            self.faults.append(Fault("table.repeated_answer", path, place=place))
        else:
            self.pairs[path], self.places[path] = row.texts[column], place
