"""Read the register of cells (danh mục chi bộ) of one committee: which cells there are, and so which did not report.

A table with a line of headings: the cell's id and name, and where known its upper organisation and how many members
it has. Headings are the record's own field names or their Vietnamese labels; other columns are left alone.
"""

from __future__ import annotations

import csv
import io
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from chamdiem.engine.documents import decoded, read_content
from chamdiem.rules.faults import Fault, FaultyInput, Place
from chamdiem.rules.fields import BY_NAME
from chamdiem.rules.scalars import ScalarError, read_count, read_text, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path as File

MAX_BYTES = 8 * 1024 * 1024
MAX_CELLS = 100_000
_NEEDED = ("cell_id", "cell_name")
_COLUMNS = (*_NEEDED, "upper_org", "members_total")


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisteredCell:
    """One cell of a register. None: the register does not say it."""

    id: str
    name: str
    upper_org: str | None
    members: int | None


@dataclass(frozen=True, slots=True)
class Written:
    """What stands in one place of a table."""

    text: str
    place: Place


def read_register(file: File) -> tuple[RegisteredCell, ...]:
    """Read a register from a CSV file: UTF-8, separated by commas, semicolons or tabs.

    Raises:
        FaultyInput: every fault in it, with its place.
    """
    return register_of(_csv_rows(file), Place(str(file)))


def register_of(rows: Iterable[Sequence[Written]], whole: Place) -> tuple[RegisteredCell, ...]:
    """Return the cells of a table whose first row has the headings; `whole` is the place of the table itself.

    Raises:
        FaultyInput: every fault in it, with its place.
    """
    reader = _Reader(whole)
    remaining = iter(rows)
    columns = reader.columns(next(remaining, ()))
    cells = tuple(reader.cells(columns, remaining)) if not reader.faults else ()
    if not cells and not reader.faults:
        reader.faults.append(Fault("register.empty", place=whole))
    if reader.faults:
        raise FaultyInput(reader.faults)
    return cells


class _Reader:
    def __init__(self, whole: Place) -> None:
        self.whole = whole
        self.faults: list[Fault] = []
        self.seen: dict[str, Place] = {}

    def columns(self, header: Sequence[Written]) -> dict[str, int]:
        """Return where each known column stands."""
        names = {word: name for name in _COLUMNS for word in (name, _folded(BY_NAME[name].vi))}
        found: dict[str, int] = {}
        for number, heading in enumerate(header):
            name = names.get(_folded(heading.text))
            if name in found:
                self._fault("register.repeated_column", heading.place, name=shown(heading.text))
            elif name is not None:
                found[name] = number
        for name in _NEEDED:
            if name not in found:
                self._fault("register.no_column", header[0].place if header else self.whole, name=BY_NAME[name].vi)
        return found

    def cells(self, columns: Mapping[str, int], rows: Iterable[Sequence[Written]]) -> Iterator[RegisteredCell]:
        """Yield every row that has something in it as a cell."""
        for count, row in enumerate(rows, 1):
            if count > MAX_CELLS:
                self._fault("register.too_many", row[0].place, maximum=str(MAX_CELLS))
                return
            given = {name: row[number] for name, number in columns.items() if number < len(row)}
            if any(written.text.strip() for written in given.values()):
                cell = self._cell(given, row[0].place)
                if cell is not None:
                    yield cell

    def _cell(self, given: Mapping[str, Written], start: Place) -> RegisteredCell | None:
        members = self._read(given.get("members_total"), read_count)
        upper_org = self._read(given.get("upper_org"), read_text)
        needed = {name: self._read(given.get(name), read_text) for name in _NEEDED}
        for name in _NEEDED:
            if name not in given or not given[name].text.strip():
                self._fault("register.blank", given[name].place if name in given else start, name=BY_NAME[name].vi)
        if needed["cell_id"] is None or needed["cell_name"] is None:
            return None
        cell_id = needed["cell_id"]
        if cell_id in self.seen:
            first = str(self.seen[cell_id].line)
            self._fault("register.repeated_id", given["cell_id"].place, id=shown(cell_id), line=first)
        self.seen.setdefault(cell_id, given["cell_id"].place)
        return RegisteredCell(id=cell_id, name=needed["cell_name"], upper_org=upper_org, members=members)

    def _read(self, written: Written | None, read: Callable[[object], Any]) -> Any:  # noqa: ANN401 - the reader's own type
        if written is None or not written.text.strip():
            return None
        if not unicodedata.is_normalized("NFC", written.text):
            self._fault("text.nfd", written.place, text=shown(unicodedata.normalize("NFC", written.text)))
            return None
        try:
            return read(written.text)
        except ScalarError as error:
            self._fault(error.code, written.place, text=error.text, allowed=error.allowed)
            return None

    def _fault(self, code: str, place: Place, **details: str) -> None:
        self.faults.append(Fault(code, details=details, place=place))


def _folded(heading: str) -> str:
    return " ".join(heading.split()).casefold()


def _csv_rows(file: File) -> Iterator[list[Written]]:
    name = str(file)
    text = decoded(read_content(file, MAX_BYTES), name)
    header = text.partition("\n")[0]
    separator = max(";\t,", key=header.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    line = 1
    try:
        for row in reader:
            yield [Written(value, Place(name, line, number)) for number, value in enumerate(row, 1)]
            line = reader.line_num + 1
    except csv.Error as error:
        raise FaultyInput([Fault("register.csv", place=Place(name, line))]) from error
