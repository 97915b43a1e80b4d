"""What every list is: a head, a table with typed values, and what stands under it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from chamdiem.engine.words import formats

Value = str | int | Decimal | dt.date | None
"""What one place of the table holds; None is a blank. Numbers and dates stay such, so that Excel reckons with them."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its title, and its width in millimetres of paper."""

    title: str
    width: int
    align: Literal["left", "center"] = "center"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListView:
    """One list, as values; every form of file is laid out from it.

    `signature` has a line for the body and one for who signs for it; `date` is of the newest meeting in the list.
    """

    organisation: str | None
    place_and_date: str
    title: str
    subject: str
    landscape: bool
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    total: tuple[Value, ...] | None
    notes: tuple[str, ...]
    signature: str
    date: dt.date | None


def text_of(value: Value) -> str:
    """Return a value as it stands on paper: decimal comma, day first, one line."""
    if isinstance(value, Decimal):
        return formats.number(value, "vi").replace("-", "−")
    if isinstance(value, dt.date):
        return f"{value:%d/%m/%Y}"
    return "" if value is None else " ".join(str(value).split())


def as_points(hundredths: int) -> Decimal:
    """Return points as a number for the table."""
    return Decimal(hundredths) / 100
