"""A report as values: what it is about, what was found in a few lines, and tables. How it is shown is for others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chamdiem.engine.paper.tables import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A report in one language. `findings` are sentences; `particulars` are labels with what stands behind them."""

    title: str
    subject: str
    particulars: tuple[tuple[str, str], ...]
    findings: tuple[str, ...]
    tables: tuple[Table, ...] = ()
