"""The form of one meeting: a sheet read downwards, whose first column says what stands in each cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chamdiem.engine.reading.table_columns import path_of
from chamdiem.engine.reading.table_records import TableRecord, make_document
from chamdiem.engine.texts import LANGS, say
from chamdiem.rules.language.faults import Fault, Path, Place
from chamdiem.rules.language.scalars import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chamdiem.engine.grids.grids import Grid, GridRow
    from chamdiem.engine.reading.table_columns import Headings

FORM_MARK = "chamdiem:form"
"""Stands in the first cell of the form of one meeting."""
FORM_DIVIDER, FORM_OURS = "|", "-"
"""Between the ids of the cells of a row, and for a cell, or a row, that holds words of ours."""
FIRST_ANSWER = 4
"""The column of a form where answers begin."""


def read_form(grid: Grid, rows: Iterator[GridRow], headings: Headings, framework: str | None) -> TableRecord:
    """Read a form: the first cell of a row says what each of its cells from FIRST_ANSWER on answers."""
    form = _TableForm(grid, headings)
    for row in rows:
        form.take(row)
    document = make_document(grid, form.pairs.items(), form.places, form.places, framework)
    return TableRecord(document, tuple(form.faults))


class _TableForm:
    def __init__(self, grid: Grid, headings: Headings) -> None:
        self.grid, self.shape, self.allowed = grid, headings.shape, frozenset(headings.known.values())
        self.pairs: dict[Path, str] = {}
        self.places: dict[Path, Place] = {(): grid.place()}
        self.faults: list[Fault] = []
        self.words = {say(lang, "workbook.form_computed") for lang in LANGS}

    def take(self, row: GridRow) -> None:
        """Read the answers of a row."""
        key = row.texts.get(1, "")
        asked = dict(enumerate(key.split(FORM_DIVIDER), FIRST_ANSWER))
        for column in sorted(row.texts.keys() | row.faults.keys()):
            if column < FIRST_ANSWER:
                continue
            if FORM_OURS in {key, asked.get(column)}:
                self._ours(row, column, heading=key == FORM_OURS)
            else:
                self._answer(row, column, path_of(asked.get(column, ""), self.shape))

    def _ours(self, row: GridRow, column: int, *, heading: bool) -> None:
        """A cell of ours that no longer says what we wrote was taken for one to be filled in."""
        text = row.texts.get(column, "")
        if text not in self.words and not (heading and text and not text[0].isdigit()):
            details = {"text": shown(text)}
            self.faults.append(
                Fault("table.computed_answer", place=self.grid.place(row.number, column), details=details)
            )

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
