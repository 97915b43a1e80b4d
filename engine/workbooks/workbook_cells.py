"""The cells of a workbook to be filled in: how each kind looks, what may stand in it, and how a value is written."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

from chamdiem.engine.grids.grids import MAX_ROWS
from chamdiem.engine.reading.table_columns import ColumnKind, InputColumn
from chamdiem.engine.reading.template_mark import SHEET
from chamdiem.engine.texts import Lang, say
from chamdiem.engine.words import formats
from chamdiem.rules.records.faults import column_letters
from chamdiem.rules.records.fields import LARGEST, Field, FieldType
from chamdiem.rules.records.moments import read_date, read_time
from chamdiem.rules.records.scalars import MAX_COUNT, ScalarError, points_text, read_count, read_signed_points
from chamdiem.rules.records.written import read_decimal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from chamdiem.engine.paper.xlsx_writing import Format, Workbook, Worksheet

FONT = "Times New Roman"
_TITLE, _MESSAGE = 32, 255
"""So many characters Excel takes in the title and the body of a prompt."""
_FIRST_LIST = 3
"""The column of the hidden sheet where the lists of choices begin."""


class Cells:
    """Formats, lists and prompts of one workbook."""

    def __init__(self, book: Workbook, lang: Lang, columns: tuple[InputColumn, ...]) -> None:
        self.lang = lang
        self.book = book
        self.yes_no = (say(lang, "format.yes"), say(lang, "format.no"))
        lists = dict.fromkeys((self.yes_no, *(column.choices for column in columns if column.choices)))
        self.lists: Mapping[tuple[str, ...], int] = {choices: place for place, choices in enumerate(lists, _FIRST_LIST)}
        self._formats: dict[tuple[str, str], Format] = {}

    def format(self, role: str, kind: str = ColumnKind.TEXT) -> Format:
        """Return the look of a cell, one of _LOOKS; `kind` says how its number shows."""
        if (role, kind) not in self._formats:
            look = {**_BASE, **_LOOKS[role], "num_format": _NUMBER_FORMATS.get(ColumnKind(kind), "@")}
            self._formats[role, kind] = self.book.add_format(look)
        return self._formats[role, kind]

    def write_hidden_sheet(self, rows: Iterable[tuple[str, str]]) -> None:
        """Add the hidden sheet: what the workbook says of itself, and the lists of choices beside it."""
        sheet: Worksheet = self.book.add_worksheet(SHEET)
        sheet.very_hidden()
        for number, pair in enumerate(rows):
            sheet.write_row(number, 0, pair)
        for choices, place in self.lists.items():
            sheet.write_column(0, place, choices)

    def validate(self, sheet: Worksheet, column: InputColumn, cell: tuple[int, int], last: int = MAX_ROWS - 1) -> None:
        """Let only what a column holds into its cells, from one on to a last row, with a prompt and a message."""
        row, place = cell
        limits = ("minimum", "maximum", "step") if column.kind is ColumnKind.POINTS else ()
        details = {name: formats.points(getattr(column, name), self.lang) for name in limits}
        is_own = column.field is not None and column.field.words is None
        signed = "_signed" if limits and column.minimum < 0 else ""
        about = column.note if is_own else say(self.lang, f"workbook.note.{column.kind}{signed}", **details)
        rule = self._rule(column, f"{column_letters(place + 1)}{row + 1}")
        rule |= {
            "input_title": _cut(column.label, _TITLE),
            "input_message": _cut(f"{about} {say(self.lang, 'workbook.blank')}", _MESSAGE),
            "error_title": say(self.lang, "workbook.wrong"),
            "error_message": _cut(about, _MESSAGE),
        }
        sheet.data_validation(row, place, last, place, rule)

    def _rule(self, column: InputColumn, cell: str) -> dict[str, object]:
        if column.kind in {ColumnKind.YES_NO, ColumnKind.CHOICE}:
            choices = column.choices or self.yes_no
            letters = column_letters(self.lists[choices] + 1)
            return {"validate": "list", "source": f"={SHEET}!${letters}$1:${letters}${len(choices)}"}
        if column.kind is ColumnKind.POINTS:
            whole = f"MOD(ROUND({cell}*100,0),{column.step})=0"
            ends = f"{cell}>={points_text(column.minimum)},{cell}<={points_text(column.maximum)}"
            return {"validate": "custom", "value": f"=AND(ISNUMBER({cell}),{ends},{whole})"}
        if column.kind is ColumnKind.DECIMAL and column.field is not None:
            return {"validate": "custom", "value": f"=AND({','.join(_of_decimal(column.field, cell))})"}
        return dict(_RULES.get(column.kind, {"validate": "any"})) | dict(_own_rule(column.field))

    def write(
        self, sheet: Worksheet, cell: tuple[int, int], column: InputColumn, text: str, *, bad: bool = False
    ) -> None:
        """Write a value as what it is: a number, a day, a time; what cannot be read so stays the text that it is."""
        look = self.format("bad" if bad else "input", column.kind)
        value = _value(column, text)
        if isinstance(value, str):
            sheet.write_string(*cell, value, look)
        elif isinstance(value, dt.date | dt.time):
            sheet.write_datetime(*cell, value, look)
        else:
            sheet.write_number(*cell, value, look)


def _of_decimal(field: Field, cell: str) -> Iterator[str]:
    """Yield what a cell of decimals is to fulfil. Excel counts in floats, so what is nearly whole there is whole."""
    stored = f"{cell}*{10**field.decimals}"
    yield f"ISNUMBER({cell})"
    yield f"ABS({stored}-ROUND({stored},0))<0.000001"
    yield f"MOD(ROUND({stored},0),{field.step})=0"
    yield from (f"{cell}>={field.written(end)}" for end in (field.least,) if end is not None)
    yield from (f"{cell}<={field.written(end)}" for end in (field.most,) if end is not None)


def _own_rule(field: Field | None) -> Mapping[str, object]:
    """Return what a field of a framework rules otherwise than all fields of its type."""
    if field is None or not (field.declared or field.periods):
        return {}
    if field.periods:
        return {"validate": "length", **_BETWEEN, "minimum": len("2026"), "maximum": _LONGEST_PERIOD}
    low, high = field.least, field.most
    match field.type:
        case FieldType.COUNT:
            return {"minimum": low or 0, "maximum": LARGEST - 1 if high is None else high}
        case FieldType.DATE:
            first = field.value_of(low) if low is not None else _FIRST_DAY
            return {"minimum": first} | ({} if high is None else {"maximum": field.value_of(high)})
        case FieldType.TIME:
            ends = {"minimum": low, "maximum": high}
            return {name: field.value_of(end) for name, end in ends.items() if end is not None}
        case _:
            return {}


_FIRST_DAY = dt.date(1900, 3, 1)
"""Before it, Excel counts a day that there never was."""
_LONGEST_PERIOD = 40


def _value(column: InputColumn, text: str) -> str | int | Decimal | dt.date | dt.time:
    kind, field = column.kind, column.field
    try:
        if kind is ColumnKind.DECIMAL and field is not None:
            return read_decimal(text, field.unit, field.decimals)
        if kind is ColumnKind.POINTS:
            return Decimal(read_signed_points(text)) / 100
        return _READERS[kind](text) if kind in _READERS else text
    except ScalarError:
        return text


_READERS: Mapping[ColumnKind, Callable[[object], int | dt.date | dt.time]] = {
    ColumnKind.COUNT: read_count,
    ColumnKind.DATE: read_date,
    ColumnKind.TIME: read_time,
}
_BETWEEN = {"criteria": "between"}
_RULES: Mapping[ColumnKind, Mapping[str, object]] = {
    ColumnKind.COUNT: {"validate": "integer", **_BETWEEN, "minimum": 0, "maximum": MAX_COUNT},
    ColumnKind.DATE: {"validate": "date", **_BETWEEN, "minimum": "=DATE(2000,1,1)", "maximum": "=TODAY()"},
    ColumnKind.TIME: {"validate": "time", **_BETWEEN, "minimum": "=TIME(0,0,0)", "maximum": "=TIME(23,59,59)"},
    ColumnKind.PERIOD: {"validate": "length", "criteria": "==", "value": len("2025-11")},
}
_BASE = {"font_name": FONT, "font_size": 12, "valign": "vcenter", "text_wrap": True}
_BOXED = {"border": 1, "border_color": "#A6A6A6"}
_INPUT = {**_BOXED, "bg_color": "#FFFBE6", "locked": False}
_LOOKS: Mapping[str, Mapping[str, object]] = {
    "plain": {},
    "line": {"text_wrap": False},
    "label": _BOXED,
    "title": {"bold": True, "font_size": 14, "text_wrap": False},
    "section": {"bg_color": "#BDD7EE", "bold": True, "text_wrap": False},
    "head": {**_BOXED, "bg_color": "#DDEBF7", "bold": True, "align": "center", "font_size": 11},
    "ours": {**_BOXED, "bg_color": "#EDEDED", "italic": True, "align": "center", "font_color": "#595959"},
    "input": _INPUT,
    "bad": {**_INPUT, "bg_color": "#F8CBAD"},
}
_NUMBER_FORMATS = {
    ColumnKind.DATE: "dd/mm/yyyy",
    ColumnKind.TIME: "hh:mm",
    ColumnKind.COUNT: "0",
    ColumnKind.DECIMAL: "General",
    ColumnKind.POINTS: "General",
}
"""How numbers show; all other cells hold text, which no spreadsheet may take for a number or a day."""


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[: length - 1]}…"
