"""What a report is about: which ledger in which state, which of its meetings, by which software, and when."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from chamdiem.engine.ledger.backend import Damaged
from chamdiem.engine.ledger.entries import START
from chamdiem.engine.texts import Lang, say
from chamdiem.rules.records.periods import first_day_of, last_day_of
from chamdiem.rules.records.spans import read_span

if TYPE_CHECKING:
    from chamdiem.engine.ledger.contents import MeetingRef, PeriodDecision
    from chamdiem.engine.ledger.entries import EntryStamp
    from chamdiem.engine.ledger.store import Ledger


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """The first and the last day or month (2025-11-05 or 2025-11, both included), a cell and a framework's id.

    What is None does not matter. A meeting of which only the month is known counts by its month.
    """

    first: str | None = None
    last: str | None = None
    cell: str | None = None
    framework: str | None = None

    def takes(self, meeting: MeetingRef) -> bool:
        """Tell whether a meeting is meant, as far as its day and its cell go."""
        begin = end = meeting.date.isoformat() if meeting.date else meeting.period
        if meeting.date is None and not meeting.kind:  # a quarter, a year: any day of it will do
            begin, end = first_day_of(meeting.period).isoformat(), last_day_of(meeting.period).isoformat()
        # As far as both go: a month holds each of its days, and of days and months the texts sort as they do.
        early = self.first is not None and end[: len(self.first)] < self.first[: len(end)]
        late = self.last is not None and begin[: len(self.last)] > self.last[: len(begin)]
        return not early and not late and self.cell in (None, meeting.cell)

    def takes_period(self, decision: PeriodDecision) -> bool:
        """Tell whether a decision over several months is meant: all of its months, and its cell."""
        months = read_span(decision.span).months
        early = self.first is not None and months[0] < self.first[:7]
        late = self.last is not None and months[-1] > self.last[:7]
        return not early and not late and self.cell in (None, decision.cell)


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
        ends = (chosen.first, chosen.last)
        told = {
            "replay.of_ledger": self.ledger,
            "replay.of_size": str(self.size),
            "replay.of_head": self.head,
            "replay.of_days": " – ".join(day or "…" for day in ends) if any(ends) else None,
            "replay.of_cell": chosen.cell,
            "replay.of_framework": chosen.framework,
            "replay.of_software": self.stamp.software,
            "replay.of_time": self.stamp.time,
        }
        return tuple((say(lang, code), value) for code, value in told.items() if value is not None)

    def json(self) -> dict[str, object]:
        """Return it as data for JSON."""
        chosen = self.selection
        ledger = {"ledger": self.ledger, "size": self.size, "head": self.head}
        meetings = {"from": chosen.first, "to": chosen.last, "cell": chosen.cell, "framework": chosen.framework}
        return ledger | meetings | asdict(self.stamp)


def ledger_head(ledger: Ledger, selection: Selection, stamp: EntryStamp) -> LedgerHead:
    """Return what is asked, and of which state of a ledger."""
    size = ledger.size()
    try:
        head = ledger.get(size).hash if size else START
    except Damaged:  # what comes before it is replayed all the same
        head = "—"
    return LedgerHead(ledger=ledger.name, size=size, head=head, selection=selection, stamp=stamp)
