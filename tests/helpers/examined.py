"""Check a ledger as several processes do it, in this one: each part is examined by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chamdiem.engine.ledger.examining import Examination
from chamdiem.engine.ledger.fsck import Checker, check_ledger
from chamdiem.engine.ledger.working import parts
from chamdiem.rules.records.faults import FaultyInput

if TYPE_CHECKING:
    from chamdiem.engine.ledger.store import Ledger
    from chamdiem.rules.records.faults import Fault


def by_parts(ledger: Ledger, part: int = 2) -> tuple[list[Fault], int]:
    """Return the faults of a ledger and up to where all is right."""
    checker = Checker()
    try:
        wanted = parts(ledger.size(), ledger.spans(), part)
    except FaultyInput:  # it cannot tell which rows it has: one process reads them, as long as there are any
        rows = None
    else:
        rows = (row for ends in wanted for row in Examination().begin(ledger)(*ends))
    return [fault for fault in check_ledger(ledger, checker, rows) if fault], checker.size
