"""Faults in what people give us, as values: a code, the place, and the words that its sentence needs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from chamdiem.rules.records.shape import RecordShape

Path = tuple[str | int, ...]
"""Where a value stands in a document: keys and list positions from the top."""
_LETTERS = 26


def column_letters(column: int) -> str:
    """Return a column's letters as spreadsheets call it: 6 is F."""
    letters = ""
    while column:
        column, letter = divmod(column - 1, _LETTERS)
        letters = chr(ord("A") + letter) + letters
    return letters


@dataclass(frozen=True, slots=True)
class Place:
    """A file, and a line and column in it counted from 1 (0: the file as a whole).

    In a table, `line` and `column` are those of a cell (column 0: the row as a whole), and `sheet` is the name of its
    sheet; it is empty in a file that is one table without a name, and None where there is no table at all.
    """

    file: str
    line: int = 0
    column: int = 0
    sheet: str | None = None

    @property
    def cell(self) -> str:
        """The cell as spreadsheets call it: F12."""
        return f"{column_letters(self.column)}{self.line}"

    @property
    def order(self) -> tuple[str, str, int, int]:
        """What places are sorted by."""
        return self.file, self.sheet or "", self.line, self.column

    def __str__(self) -> str:
        if self.sheet is not None:
            return f"{self.file}, ‘{self.sheet}’!{self.cell}" if self.sheet else f"{self.file}, {self.cell}"
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong. `code` chooses the sentence in `engine.texts`, `details` fill it in.

    `shape`: that of the record in which it is, by which its sentence names fields; it is no part of what is wrong, so
    faults are compared without it.
    """

    code: str
    path: Path = ()
    details: Mapping[str, str] = field(default_factory=dict)
    place: Place | None = None
    shape: RecordShape | None = field(default=None, compare=False, repr=False)


class FaultyInput(Exception):  # noqa: N818 - what was given is faulty; nothing of ours went wrong
    """Input that cannot be used: carries every fault found in it, in the order of their places."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(faults, key=lambda fault: (fault.place or Place("")).order))
        super().__init__("; ".join(f"{fault.place}: {fault.code}" for fault in self.faults))


def refusal(code: str, name: object, /, **details: str) -> FaultyInput:
    """Return the error of a file, or of what goes by another name, that is refused as a whole."""
    return FaultyInput([Fault(code, place=Place(str(name)), details=details)])
