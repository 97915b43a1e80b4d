"""The one table: columns, rows of typed values, a total, notes. Every form of file has one writer that lays it out."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from chamdiem.engine.paper.settings import FileStamp
from chamdiem.engine.words import formats
from chamdiem.rules.records.moments import day_text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

Value = str | int | Decimal | dt.date | None
"""What one place of the table holds; None is a blank. Numbers and dates stay such, so that Excel reckons with them."""

UPRIGHT = 165
"""Millimetres between the margins of an upright page of A4."""
_NUMBER = re.compile(r"[-−]?\d+([.,]\d+)?|—")
_SHORT = re.compile(r"\S{1,16}")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its title, its width in millimetres of paper (0: as wide as what it holds), where its values stand."""

    title: str
    width: int = 0
    align: Literal["left", "center", "right"] = "left"


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table, as values. `everything` marks one that is too long for paper and stands in workbooks only.

    Either all columns have widths (a form that is filed: ruled, its columns numbered), or none has (a report's).
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    total: tuple[Value, ...] | None = None
    notes: tuple[str, ...] = ()
    everything: bool = False

    @property
    def header(self) -> tuple[str, ...]:
        """The titles of the columns."""
        return tuple(column.title for column in self.columns)

    @property
    def is_form(self) -> bool:
        """Whether the widths of its columns are prescribed."""
        return any(column.width for column in self.columns)

    @property
    def numbers(self) -> frozenset[int]:
        """The places of the columns whose values stand on the right."""
        return frozenset(place for place, column in enumerate(self.columns) if column.align == "right")

    @property
    def short(self) -> frozenset[int]:
        """The places of the columns that hold short words without a blank, which are not to be broken."""
        return _holding(_SHORT, self.rows)


def fitted(
    title: str,
    header: Iterable[str],
    rows: Iterable[Sequence[Value]],
    *,
    numbers: Collection[int] | None = None,
    everything: bool = False,
) -> Table:
    """Return a table whose columns are as wide as what they hold.

    `numbers` are the places of those that are set to the right; None: of those that hold numbers only.
    """
    lines = tuple(map(tuple, rows))
    right = _holding(_NUMBER, lines) if numbers is None else numbers
    columns = (Column(name, align="right" if place in right else "left") for place, name in enumerate(header))
    return Table(title=title, columns=tuple(columns), rows=lines, everything=everything)


def _holding(pattern: re.Pattern[str], rows: Iterable[tuple[Value, ...]]) -> frozenset[int]:
    """Return the places of the columns whose values all are of one form."""
    columns = enumerate(zip(*rows, strict=True))
    return frozenset(place for place, values in columns if all(pattern.fullmatch(text_of(value)) for value in values))


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A report in one language. `findings` are sentences; `particulars` are labels with what stands behind them."""

    title: str
    subject: str
    particulars: tuple[tuple[str, str], ...]
    findings: tuple[str, ...]
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """The head and the foot of a committee's page, and what its file says of itself.

    `number` is left to be filled in; `signature` has a line for each that stands where it is signed; `date` is of the
    newest meeting on the page.
    """

    organisation: str | None
    number: str
    place_and_date: str
    title: str
    subject: str
    signature: str
    date: dt.date | None

    @property
    def stamp(self) -> FileStamp:
        """The title and the date of the file."""
        return FileStamp(" – ".join(part for part in (self.title, self.subject, self.organisation) if part), self.date)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListView(Table):
    """One list, as values: a table that fills pages of its own under a committee's head."""

    head: Letterhead

    @property
    def landscape(self) -> bool:
        """Whether its columns need a page on its side."""
        return sum(column.width for column in self.columns) > UPRIGHT


def text_of(value: Value) -> str:
    """Return a value as it stands on paper: decimal comma, day first, one line."""
    if isinstance(value, Decimal):
        return formats.number(value, "vi").replace("-", "−")
    if isinstance(value, dt.date):
        return day_text(value)
    return "" if value is None else " ".join(str(value).split())


def as_points(hundredths: int) -> Decimal:
    """Return points as a number for the table."""
    return Decimal(hundredths) / 100
