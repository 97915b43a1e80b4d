"""Write the workbook of a framework: a table of meetings, the form of one, a guide; or only rows to be corrected."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

from chamdiem.engine.files.folders import CORRECTIONS
from chamdiem.engine.grids.grids import MAX_ROWS
from chamdiem.engine.paper.xlsx_writing import LINE, height_of, new_workbook, print_on_a4
from chamdiem.engine.reading.table_columns import LISTS, ColumnKind, InputColumn, columns_of
from chamdiem.engine.reading.tables import NOTES_MARK
from chamdiem.engine.reading.template_mark import mark_rows
from chamdiem.engine.texts import Lang, say, sentence
from chamdiem.engine.texts.sentences import place_text, say_fault
from chamdiem.engine.workbooks.workbook_cells import Cells
from chamdiem.engine.workbooks.workbook_form import COMMENT, write_form
from chamdiem.rules.records.faults import Fault, FaultyInput, Path, column_letters

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from chamdiem.engine.paper.xlsx_writing import Worksheet
    from chamdiem.engine.reading.catalog import LoadedFramework
    from chamdiem.engine.reading.documents import Document
    from chamdiem.engine.reading.items import Rejected
    from chamdiem.engine.reading.register import RegisteredCell
    from chamdiem.rules.records.shape import RecordShape

_HEADING = 1
"""The row of the labels, counted from 0; the names of sections stand above it."""
_FROZEN = 2
"""The columns that stay: id and name of the cell."""
_WIDTHS = {ColumnKind.TEXT: 22, ColumnKind.LONG_TEXT: 28, ColumnKind.DATE: 14, ColumnKind.CHOICE: 16}
_WIDTH = 13
_HEIGHT = 110
_LAST_ROW = 1_048_575
_GUIDE_WIDTH = 100
_TABLE_PAGES, _PRINTED_WIDTH = 2, 300
"""A table of all that is asked is wider than any paper: of it, so many characters are printed, on so many pages."""
_GUIDE = tuple(f"workbook.guide_{number}" for number in range(1, 8))
_OF_MEETINGS = {1, 4}
_GUIDE_OF = tuple(f"workbook.guide_{n}_of" if n in _OF_MEETINGS else f"workbook.guide_{n}" for n in range(1, 8))
"""The guide where it is no meeting that is recorded."""


@dataclass(frozen=True, slots=True)
class Prefilled:
    """A row that is there already: texts by the path of their column, and what is wrong with some of them."""

    texts: Mapping[Path, str]
    faults: Mapping[Path, Sequence[Fault]] = field(default_factory=dict)


def blank_workbook(loaded: LoadedFramework, cells: Iterable[RegisteredCell], lang: Lang) -> bytes:
    """Return a workbook to be filled in, with a row begun for every cell of a register."""
    writer = _WorkbookWriter(loaded, lang)
    writer.guide()
    writer.form()
    writer.table([_registered(cell, loaded.framework.shape) for cell in cells])
    return writer.bytes()


def filled_workbook(loaded: LoadedFramework, document: Document, lang: Lang) -> bytes:
    """Return the workbook of one record, with what is known of it so far in its row."""
    writer = _WorkbookWriter(loaded, lang)
    writer.guide()
    writer.form()
    writer.table([_row_of(document, ())])
    return writer.bytes()


def faults_workbook(rejected: Sequence[Rejected], lang: Lang) -> bytes:
    """Return a workbook of what was rejected: the rows as they were, a note on each bad cell, and a list of all faults.

    Raises:
        FaultyInput: the rows belong to no framework, or to more than one, so no workbook has columns for them.
    """
    known = {item.framework.hash: item.framework for item in rejected if item.framework}
    if len(known) != 1:
        raise FaultyInput([Fault("faults.several_frameworks" if known else "faults.no_framework")])
    writer = _WorkbookWriter(next(iter(known.values())), lang, CORRECTIONS)
    writer.table([_row_of(item.document, item.faults) for item in rejected if item.document is not None])
    writer.list_faults([fault for item in rejected for fault in item.faults])
    return writer.bytes()


def _registered(cell: RegisteredCell, shape: RecordShape) -> Prefilled:
    known = {
        shape.unit: cell.id,
        shape.unit_name: cell.name,
        "upper_org": cell.upper_org,
        "members_total": cell.members,
    }
    asked = {name: value for name, value in known.items() if value is not None and name in shape.by_name}
    return Prefilled({(name,): str(value) for name, value in asked.items()})


def _row_of(document: Document, faults: Iterable[Fault]) -> Prefilled:
    by_path: dict[Path, list[Fault]] = {}
    for fault in faults:
        by_path.setdefault(fault.path, []).append(fault)
    return Prefilled(dict(_texts(document.data, ())), by_path)


def _texts(data: object, path: Path) -> Iterator[tuple[Path, str]]:
    """Yield the texts of a document by their paths; a list is one text of several lines."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from _texts(value, (*path, key))
    elif isinstance(data, tuple) and path and path[0] in LISTS:
        yield path, "\n".join(str(item) for item in data if item is not None)
    elif isinstance(data, str):
        yield path, data


class _WorkbookWriter:
    def __init__(self, loaded: LoadedFramework, lang: Lang, category: str = "") -> None:
        self.loaded, self.lang, self.say = loaded, lang, partial(say, lang)
        self.columns = columns_of(loaded.framework, lang)
        self.of = "_of" if loaded.framework.subject else ""
        self.stream = io.BytesIO()
        self.book = new_workbook(self.stream, loaded.framework.in_force.from_, category=category)
        self.cells = Cells(self.book, lang, self.columns)

    def bytes(self) -> bytes:
        """Return the finished workbook, its hidden sheet last."""
        self.cells.write_hidden_sheet(mark_rows(self.loaded, self.columns))
        self.book.close()
        return self.stream.getvalue()

    def _sheet(self, code: str) -> Worksheet:
        sheet: Worksheet = self.book.add_worksheet(self.say(code))
        return sheet

    # --- sheets that are only for reading ---

    def guide(self) -> None:
        framework = self.loaded.framework
        sheets = {name: self.say(f"workbook.{name}_sheet{self.of}") for name in ("form", "table")}
        about = self.say("workbook.guide_framework", title=framework.title, id=self.loaded.id)
        notice = [framework.provenance.notice] if framework.provenance.notice else []
        sheet = self._notes("workbook.guide_sheet", (_GUIDE_WIDTH,))
        sheet.write_string(1, 1, self.say("workbook.guide_title"), self.cells.format("title"))
        guide = _GUIDE_OF if self.of else _GUIDE
        for row, text in enumerate((about, *notice, *(self.say(code, **sheets) for code in guide)), 2):
            sheet.write_string(row, 1, text, self.cells.format("plain"))
            sheet.set_row(row, height_of(text, _GUIDE_WIDTH))

    def list_faults(self, faults: Iterable[Fault]) -> None:
        widths = (50, 110)
        sheet = self._notes("workbook.faults_sheet", widths)
        heads = (self.say("workbook.faults_place"), self.say("workbook.faults_sentence"))
        sheet.write_row(1, 1, heads, self.cells.format("head"))
        for row, fault in enumerate(faults, 2):
            texts = place_text(self.lang, fault.place) if fault.place else "", _sentence(self.lang, fault)
            sheet.write_row(row, 1, texts, self.cells.format("label"))
            sheet.set_row(row, max(map(height_of, texts, widths)))

    def _notes(self, code: str, widths: tuple[int, ...]) -> Worksheet:
        sheet = self._sheet(code)
        sheet.write_string(0, 0, NOTES_MARK)
        sheet.set_column(0, 0, None, None, {"hidden": True})
        for place, width in enumerate(widths, 1):
            sheet.set_column(place, place, width)
        sheet.set_row(0, None, None, {"hidden": True})
        sheet.hide_gridlines(2)
        print_on_a4(sheet, 1, 0)
        sheet.protect()
        return sheet

    # --- the form and the table ---

    def form(self) -> None:
        sheet = self._sheet(f"workbook.form_sheet{self.of}")
        write_form(sheet, self.loaded.framework, self.columns, self.cells, self.lang)

    def table(self, rows: Sequence[Prefilled]) -> None:
        sheet = self._sheet(f"workbook.table_sheet{self.of}")
        for place, column in enumerate(self.columns):
            look = self.cells.format("input", column.kind)
            sheet.set_column(place, place, _width(column), look)
            sheet.write_string(_HEADING, place, column.label, self.cells.format("head"))
            if column.note:
                sheet.write_comment(_HEADING, place, column.note, COMMENT)
            self.cells.validate(sheet, column, (_HEADING + 1, place))
        self._sections(sheet)
        for number, row in enumerate(rows, _HEADING + 1):
            self._row(sheet, number, row)
        sheet.set_row(_HEADING, _HEIGHT)
        sheet.freeze_panes(_HEADING + 1, _FROZEN)
        sheet.autofilter(_HEADING, 0, MAX_ROWS - 1, len(self.columns) - 1)
        allowed = ("format_columns", "format_rows", "sort", "autofilter", "insert_rows", "delete_rows")
        sheet.protect("", dict.fromkeys(allowed, True))
        print_on_a4(sheet, _TABLE_PAGES, 0)
        sheet.repeat_rows(0, _HEADING)
        sheet.repeat_columns(0, _FROZEN - 1)
        sheet.print_area(0, 0, _LAST_ROW, self._printed() - 1)  # whole columns: as far down as something stands
        sheet.ignore_errors({"number_stored_as_text": f"A1:{column_letters(len(self.columns))}{MAX_ROWS}"})

    def _printed(self) -> int:
        """Return how many columns are printed: the first sections, which say who met, when, and how many came."""
        printed = width = 0
        for _, columns in groupby(self.columns, lambda column: column.section):
            section = list(columns)
            width += sum(_width(column) for column in section)
            if printed and width > _PRINTED_WIDTH:
                break
            printed += len(section)
        return printed

    def _sections(self, sheet: Worksheet) -> None:
        before = ""
        for place, column in enumerate(self.columns):
            title = "" if column.section == before else column.section
            sheet.write_string(0, place, title, self.cells.format("section"))
            before = column.section

    def _row(self, sheet: Worksheet, number: int, row: Prefilled) -> None:
        noted: dict[Path, int] = {}
        height = max(height_of(row.texts.get(column.path, ""), _width(column)) for column in self.columns)
        if height > LINE:
            sheet.set_row(number, height)
        for place, column in enumerate(self.columns):
            text, faults = row.texts.get(column.path), _faults_of(row, column)
            noted |= {fault.path: place for fault in faults}
            self._note(sheet, (number, place), faults)
            if text is not None or faults:
                self.cells.write(sheet, (number, place), column, text or "", bad=bool(faults))
        # what belongs to no column must not be lost, nor take the place of a note: it goes where there is none
        free = next(place for place in range(1, len(self.columns) + 1) if place not in noted.values())
        self._note(sheet, (number, free), [f for path, group in row.faults.items() if path not in noted for f in group])

    def _note(self, sheet: Worksheet, cell: tuple[int, int], faults: Sequence[Fault]) -> None:
        if faults:
            sheet.write_comment(*cell, "\n".join(_sentence(self.lang, fault) for fault in faults), COMMENT)


def _faults_of(row: Prefilled, column: InputColumn) -> list[Fault]:
    """Return the faults of a column's value, and of what lies within it."""
    length = len(column.path)
    return [fault for path, group in row.faults.items() if path[:length] == column.path for fault in group]


def _sentence(lang: Lang, fault: Fault) -> str:
    """Return a fault's sentence without its place, as a sentence of its own."""
    return sentence(say_fault(lang, fault, placed=False))


def _width(column: InputColumn) -> int:
    return _WIDTHS.get(column.kind, _WIDTH)
