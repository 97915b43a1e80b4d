"""The cells of a workbook to be filled in: how each kind looks, what may stand in it, and how a value is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chamdiem.engine import formats
from chamdiem.engine.grids import MAX_ROWS
from chamdiem.engine.table_columns import Column, Kind
from chamdiem.engine.template_mark import SHEET
from chamdiem.engine.texts import Lang, say
from chamdiem.rules.faults import column_letters
from chamdiem.rules.scalars import (
    MAX_COUNT,
    ScalarError,
    points_text,
    read_count,
    read_date,
    read_points,
    read_time,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from chamdiem.engine.xlsx_writing import Format, Workbook, Worksheet

FONT = "Times New Roman"
_INPUT, _BAD, _HEAD, _SECTION, _OURS = "#FFFBE6", "#F8CBAD", "#DDEBF7", "#BDD7EE", "#EDEDED"
_NUMBER_FORMATS = {Kind.DATE: "dd/mm/yyyy", Kind.TIME: "hh:mm", Kind.COUNT: "0", Kind.POINTS: "General"}
_LINE = "#A6A6A6"
_TITLE, _MESSAGE = 32, 255
"""So many characters Excel takes in the title and the body of a prompt."""
_FIRST_LIST = 3
"""The column of the hidden sheet where the lists of choices begin."""


class Cells:
    """Formats, lists and prompts of one workbook."""

    def __init__(self, book: Workbook, lang: Lang, columns: tuple[Column, ...]) -> None:
        self.lang = lang
        self.book = book
        yes_no = (say(lang, "format.yes"), say(lang, "format.no"))
        lists = dict.fromkeys((yes_no, *(column.choices for column in columns if column.choices)))
        self.lists: Mapping[tuple[str, ...], int] = {choices: place for place, choices in enumerate(lists, _FIRST_LIST)}
        self.yes_no = yes_no
        self._formats: dict[tuple[str, str], Format] = {}

    def format(self, role: str, kind: str = Kind.TEXT) -> Format:
        """Return the look of a cell: input, bad, head, section, ours or plain; `kind` says how its number shows."""
        if (role, kind) not in self._formats:
            self._formats[role, kind] = self.book.add_format(_look(role, kind))
        return self._formats[role, kind]

    def write_hidden_sheet(self, rows: Iterable[tuple[str, str]]) -> None:
        """Add the hidden sheet: what the workbook says of itself, and the lists of choices beside it."""
        sheet: Worksheet = self.book.add_worksheet(SHEET)
        sheet.very_hidden()
        for number, pair in enumerate(rows):
            sheet.write_row(number, 0, pair)
        for choices, place in self.lists.items():
            sheet.write_column(0, place, choices)

    def _list(self, choices: tuple[str, ...]) -> dict[str, object]:
        letters = column_letters(self.lists[choices] + 1)
        return {"validate": "list", "source": f"={SHEET}!${letters}$1:${letters}${len(choices)}"}

    def validate(self, sheet: Worksheet, column: Column, row: int, place: int, last: int = MAX_ROWS - 1) -> None:
        """Let only what a column holds into its cells from a row on, with a prompt and, for what is wrong, a message."""
        about = self._about(column)
        rule = self._rule(column, f"{column_letters(place + 1)}{row + 1}")
        rule |= {
            "input_title": _cut(column.label, _TITLE),
            "input_message": _cut(f"{about} {say(self.lang, 'workbook.blank')}", _MESSAGE),
            "error_title": say(self.lang, "workbook.wrong"),
            "error_message": _cut(about, _MESSAGE),
        }
        sheet.data_validation(row, place, last, place, rule)

    def _about(self, column: Column) -> str:
        """Return what may stand in a cell of a column, in a sentence."""
        details = {}
        if column.kind is Kind.POINTS:
            details = {name: formats.points(getattr(column, name), self.lang) for name in ("maximum", "step")}
        return say(self.lang, f"workbook.note.{column.kind}", **details)

    def _rule(self, column: Column, cell: str) -> dict[str, object]:
        match column.kind:
            case Kind.COUNT:
                return {"validate": "integer", "criteria": "between", "minimum": 0, "maximum": MAX_COUNT}
            case Kind.YES_NO:
                return self._list(self.yes_no)
            case Kind.CHOICE:
                return self._list(column.choices)
            case Kind.DATE:
                return {"validate": "date", "criteria": "between", "minimum": "=DATE(2000,1,1)", "maximum": "=TODAY()"}
            case Kind.TIME:
                return {
                    "validate": "time",
                    "criteria": "between",
                    "minimum": "=TIME(0,0,0)",
                    "maximum": "=TIME(23,59,59)",
                }
            case Kind.PERIOD:
                return {"validate": "length", "criteria": "==", "value": len("2025-11")}
            case Kind.POINTS:
                top = points_text(column.maximum)
                whole = f"MOD(ROUND({cell}*100,0),{column.step})=0"
                return {"validate": "custom", "value": f"=AND(ISNUMBER({cell}),{cell}>=0,{cell}<={top},{whole})"}
            case _:
                return {"validate": "any"}

    def write(self, sheet: Worksheet, row: int, place: int, column: Column, text: str, *, bad: bool = False) -> None:
        """Write a value as what it is: a number, a day, a time; what cannot be read so stays the text that it is."""
        look = self.format("bad" if bad else "input", column.kind)
        try:
            match column.kind:
                case Kind.COUNT:
                    sheet.write_number(row, place, read_count(text), look)
                case Kind.POINTS:
                    sheet.write_number(row, place, read_points(text) / 100, look)
                case Kind.DATE:
                    sheet.write_datetime(row, place, read_date(text), look)
                case Kind.TIME:
                    sheet.write_datetime(row, place, read_time(text), look)
                case _:
                    sheet.write_string(row, place, text, look)
        except ScalarError:
            sheet.write_string(row, place, text, look)


def _look(role: str, kind: str) -> dict[str, object]:
    look: dict[str, object] = {"font_name": FONT, "font_size": 12, "valign": "vcenter", "text_wrap": True}
    boxed = {"border": 1, "border_color": _LINE}
    match role:
        case "input" | "bad":
            fill = _INPUT if role == "input" else _BAD
            return {
                **look,
                **boxed,
                "bg_color": fill,
                "locked": False,
                "num_format": _NUMBER_FORMATS.get(Kind(kind), "@"),
            }
        case "head":
            return {**look, **boxed, "bg_color": _HEAD, "bold": True, "align": "center", "font_size": 11}
        case "section":
            return {**look, "bg_color": _SECTION, "bold": True, "text_wrap": False}
        case "ours":
            return {**look, **boxed, "bg_color": _OURS, "italic": True, "align": "center", "font_color": "#595959"}
        case "title":
            return {**look, "bold": True, "font_size": 14, "align": "left", "text_wrap": False}
        case "line":
            return {**look, "text_wrap": False}
        case "label":
            return {**look, **boxed}
        case _:
            return look


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[: length - 1]}…"
