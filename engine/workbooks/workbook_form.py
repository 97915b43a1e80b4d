"""Write the form of one meeting: a sheet for a secretary, read downwards, that is read back like a row of the table."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from chamdiem.engine.paper.xlsx_writing import LINE, height_of, print_on_a4
from chamdiem.engine.reading.table_columns import SCORED_LAYERS, ColumnKind, InputColumn
from chamdiem.engine.reading.table_records import FIRST_ANSWER, FORM_DIVIDER, FORM_MARK, FORM_OURS
from chamdiem.engine.words.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chamdiem.engine.paper.xlsx_writing import Worksheet
    from chamdiem.engine.texts import Lang
    from chamdiem.engine.workbooks.workbook_cells import Cells
    from chamdiem.rules.language.criteria import Criterion
    from chamdiem.rules.language.framework import Framework

_WIDTHS = (4, 6, 46, 15, 21, 15, 21, 17)
_ANSWER = FIRST_ANSWER - 1
_LAST = len(_WIDTHS) - 1
_OF_PART = 4
"""The path to an answer is so long, where it is to no part of a criterion."""
_LONG_LINES = 4
_PAGES = 2
"""A form is printed on two A4 pages at most, however many criteria a framework has."""


def write_form(
    sheet: Worksheet, framework: Framework, columns: tuple[InputColumn, ...], cells: Cells, lang: Lang
) -> None:
    """Fill a sheet with the form. Its first column, which is hidden, says what stands in each cell of a row."""
    _WorkbookForm(sheet, framework, columns, cells, lang).write()


class _WorkbookForm:
    def __init__(
        self, sheet: Worksheet, framework: Framework, columns: tuple[InputColumn, ...], cells: Cells, lang: Lang
    ) -> None:
        self.sheet, self.framework, self.cells, self.say = sheet, framework, cells, Wording(framework, lang).say
        self.columns = {column.id: column for column in columns}
        self.row = 0

    def write(self) -> None:
        for place, width in enumerate(_WIDTHS):
            self.sheet.set_column(place, place, width, self.cells.format("plain"))
        self.sheet.set_column(0, 0, None, None, {"hidden": True})
        self.sheet.set_default_row(LINE)
        self.sheet.write_string(0, 0, FORM_MARK)
        subject = self.framework.subject
        own = "_of" if subject else ""
        title = self.say(f"workbook.form_title{own}", subject=subject.title.upper() if subject else "")
        self._line(1, title, "title")
        self._line(1, self.framework.title, "line")
        self._line(1, self.say("workbook.blank"), "line")
        self._facts()
        for group in self.framework.all_groups:
            self._criteria(self.say("criterion.heading", id=group.id, title=group.title), group.criteria)
        if self.framework.outside:
            self._criteria(self.say("scoring.outside"), self.framework.outside)
        self._closing()
        self.sheet.protect("", {"format_rows": True, "format_columns": True})
        print_on_a4(self.sheet, 1, _PAGES, upright=True)
        self.sheet.hide_gridlines(2)
        self.sheet.ignore_errors({"number_stored_as_text": f"A1:H{self.row + 1}"})

    def _criteria(self, title: str, criteria: Sequence[Criterion]) -> None:
        """Head some criteria and ask for each; of a group of groups only the title stands there."""
        self._section(title)
        if criteria:
            self._heading()
        for criterion in criteria:
            self._criterion(criterion)

    def _line(self, place: int, text: str, role: str) -> None:
        self.row += 1
        self.sheet.write_string(self.row, place, text, self.cells.format(role))

    def _section(self, title: str) -> None:
        """Leave a line free and head a part of the form."""
        self.row += 1
        self._line(1, title, "section")
        self._key(FORM_OURS)
        for place in range(2, _LAST + 1):
            self.sheet.write_blank(self.row, place, None, self.cells.format("section"))

    def _heading(self) -> None:
        reason = self.say("workbook.reason")
        words = [word for layer in SCORED_LAYERS for word in (self.columns[f"{layer}.rating"].section, reason)]
        titles = (self.say("workbook.form_number"), self.say("column.title"), *words, self.say("workbook.evidences"))
        self.row += 1
        self._key(FORM_OURS)
        for place, title in enumerate(titles, 1):
            self.sheet.write_string(self.row, place, title, self.cells.format("head"))

    def _key(self, *ids: str) -> None:
        self.sheet.write_string(self.row, 0, FORM_DIVIDER.join(ids))

    # --- facts: one answer in a row ---

    def _facts(self) -> None:
        facts = [column for column in self.columns.values() if len(column.path) == 1 and column.id != "limitations"]
        for section, columns in groupby(facts, lambda column: column.section):
            self._section(section)
            for column in columns:
                self._fact(column)

    def _closing(self) -> None:
        self._section(self.say("workbook.form_closing"))
        for column in self.columns.values():
            if column.path[-1] == "rating" or column.id == "limitations":
                self._fact(column)

    def _fact(self, column: InputColumn) -> None:
        self.row += 1
        self._key(column.id)
        self.sheet.write_blank(self.row, 1, None, self.cells.format("label"))
        self._title(column.label)
        if column.kind is ColumnKind.LONG_TEXT:
            self.sheet.set_row(self.row, LINE * _LONG_LINES)
        if column.kind in {ColumnKind.TEXT, ColumnKind.LONG_TEXT}:
            look = self.cells.format("input", column.kind)
            self.sheet.merge_range(self.row, _ANSWER, self.row, _ANSWER + 1, "", look)
        self._input(column, _ANSWER)

    def _title(self, text: str) -> None:
        """Write what a row asks, and make the row as high as that is long."""
        self.sheet.write_string(self.row, _ANSWER - 1, text, self.cells.format("label"))
        height = height_of(text, _WIDTHS[_ANSWER - 1])
        if height > LINE:
            self.sheet.set_row(self.row, height)

    # --- criteria: answers and reasons side by side ---

    def _criterion(self, criterion: Criterion) -> None:
        """Write the row of a criterion, and a row for each of its parts that is asked."""
        # of all layers, for some criteria are not asked of each
        asked = [column for column in self.columns.values() if column.path[2:4] == ("answers", criterion.id)]
        parts = {column.path[-1]: column.title for column in asked if len(column.path) > _OF_PART}
        unasked = "" if parts else self.say("workbook.form_not_asked" if asked else "workbook.form_computed")
        self._row(criterion.id, criterion.title, criterion.id, criterion.id, unasked)
        for part, title in parts.items():
            self._row("", title, f"{criterion.id}/{part}", "", "")

    def _row(self, number: str, title: str, question: str, explained: str, unasked: str) -> None:
        """Write a row: for each layer the answer to a question and the reasons of a criterion, then its evidence.

        `unasked` stands where there is no such question.
        """
        self.row += 1
        self.sheet.write_string(self.row, 1, number, self.cells.format("label"))
        self._title(title)
        asked = (f"answers.{question}", f"deduction_notes.{explained}")
        names = [f"{layer}.{what}" for layer in SCORED_LAYERS for what in asked]
        columns = [self.columns.get(name) for name in (*names, f"evidence.{explained}")]
        for place, column in enumerate(columns, _ANSWER):
            if column is not None:
                self._input(column, place)
            elif explained:
                self.sheet.write_string(self.row, place, unasked, self.cells.format("ours"))
        self._key(*(column.id if column else FORM_OURS for column in columns))
        notes = [column.note for column in columns[: 2 * len(SCORED_LAYERS) : 2] if column is not None]
        if notes:
            self.sheet.write_comment(self.row, _ANSWER - 1, notes[0], COMMENT)

    def _input(self, column: InputColumn, place: int) -> None:
        self.sheet.write_blank(self.row, place, None, self.cells.format("input", column.kind))
        self.cells.validate(self.sheet, column, (self.row, place), self.row)


COMMENT = {"font_name": "Tahoma", "font_size": 9, "x_scale": 3, "y_scale": 1.6}
"""How the notes on cells look."""
