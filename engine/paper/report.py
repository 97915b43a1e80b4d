"""A report as values: what it is about, what was found in a few lines, and tables. How it is shown is for others."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

Cell = str | int

_NUMBER = re.compile(r"[-−]?\d+([.,]\d+)?|—")
_SHORT = re.compile(r"\S{1,16}")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportTable:
    """A table with its title. `everything` marks one that is too long for paper and stands in workbooks only."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    everything: bool = False

    @property
    def numbers(self) -> frozenset[int]:
        """The places of the columns that hold numbers only."""
        return self._columns(_NUMBER)

    @property
    def short(self) -> frozenset[int]:
        """The places of the columns that hold short words without a blank, which are not to be broken."""
        return self._columns(_SHORT)

    def _columns(self, pattern: re.Pattern[str]) -> frozenset[int]:
        columns = enumerate(zip(*self.rows, strict=True))
        return frozenset(n for n, cells in columns if all(pattern.fullmatch(str(cell)) for cell in cells))


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A report in one language. `findings` are sentences; `particulars` are labels with what stands behind them."""

    title: str
    subject: str
    particulars: tuple[tuple[str, str], ...]
    findings: tuple[str, ...]
    tables: tuple[ReportTable, ...] = field(default=())
