"""What a benchmark gives back, and how it is printed: columns set apart by tabs, as spreadsheets take them."""

from __future__ import annotations

import platform
import statistics
from dataclasses import dataclass
from os import cpu_count
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Some figures. The title says what was measured, and the target where there is one."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def print_table(table: Table) -> None:
    """Print a table; every column but the first is as wide as its header or 15 characters."""
    print(f"\n{table.title}")
    first = max(len(row[0]) for row in (table.header, *table.rows))
    for row in (table.header, *table.rows):
        cells = (f"{cell:>{max(15, len(head))}}" for cell, head in zip(row[1:], table.header[1:], strict=True))
        print("\t".join((f"{row[0]:{first}}", *cells)))


def machine() -> str:
    """Return what the figures depend on beside the code."""
    return f"{cpu_count()} CPU, {platform.machine()}, {platform.python_implementation()} {platform.python_version()}"


def median(values: Sequence[float]) -> float:
    """Return the middle value."""
    return statistics.median(values)


def percentile_95(values: Sequence[float]) -> float:
    """Return the value that 95 of 100 do not exceed."""
    return statistics.quantiles(values, n=20)[-1]
