"""What a report is about: which ledger in which state, which part of it, by which software, and when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chamdiem.engine.ledger.entries import START
from chamdiem.engine.ledger.store import Damaged
from chamdiem.engine.texts import Lang, say

if TYPE_CHECKING:
    from chamdiem.engine.ledger.entries import EntryStamp
    from chamdiem.engine.ledger.store import Ledger
    from chamdiem.engine.replay.selection import Selection


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerHead:
    """The ledger by its name and its last entry: the hash of this one stands for everything before it."""

    ledger: str
    size: int
    head: str
    selection: Selection
    stamp: EntryStamp

    def particulars(self, lang: Lang) -> tuple[tuple[str, str], ...]:
        """Return it as labels with what stands behind them."""
        chosen = self.selection
        told = {
            "replay.of_ledger": self.ledger,
            "replay.of_size": str(self.size),
            "replay.of_head": self.head,
            "replay.of_days": " – ".join(day or "…" for day in (chosen.first, chosen.last)) if chosen.days else None,
            "replay.of_cell": chosen.cell,
            "replay.of_framework": chosen.framework,
            "replay.of_software": self.stamp.software,
            "replay.of_time": self.stamp.time,
        }
        return tuple((say(lang, code), value) for code, value in told.items() if value is not None)

    def json(self) -> dict[str, object]:
        """Return it as data for JSON."""
        chosen = self.selection
        return {
            "ledger": self.ledger,
            "size": self.size,
            "head": self.head,
            "from": chosen.first,
            "to": chosen.last,
            "cell": chosen.cell,
            "framework": chosen.framework,
            "software": self.stamp.software,
            "time": self.stamp.time,
        }


def ledger_head(ledger: Ledger, selection: Selection, stamp: EntryStamp) -> LedgerHead:
    """Return what is asked, and of which state of a ledger."""
    size, head = ledger.size(), START
    if size:
        try:
            head = ledger.get(size).hash
        except Damaged:  # what comes before it is replayed all the same
            head = "—"
    return LedgerHead(ledger=ledger.name, size=size, head=head, selection=selection, stamp=stamp)
