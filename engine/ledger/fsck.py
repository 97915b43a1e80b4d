"""Check a ledger from its first entry to its last: nothing may be missing, moved, changed, or say what cannot be.

What cannot be seen from inside is a tail that was cut off: for that an older checkpoint is needed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from chamdiem.engine.ledger.entries import START, Entry, EntryKind
from chamdiem.engine.ledger.examining import Examiner, examined
from chamdiem.engine.ledger.meaning import Meaning
from chamdiem.engine.ledger.terms import ImpossibleTerm
from chamdiem.rules.records.faults import Fault, FaultyInput, Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from chamdiem.engine.ledger.backend import StoredEntry
    from chamdiem.engine.ledger.examining import ExaminedRow
    from chamdiem.engine.ledger.store import Ledger


@dataclass(frozen=True, slots=True)
class Setback:
    """Entries that bear an earlier time than one before them, and this one's number and time."""

    first: int
    last: int
    than: int
    time: str

    @property
    def fault(self) -> Fault:
        """What is wrong with them."""
        numbers = {"number": str(self.first), "last": str(self.last), "than": str(self.than)}
        return Fault("ledger.time_backwards", details={**numbers, "time": self.time})


class Checker:
    """Checks rows one after the other, as they should follow each other from the first: hashes, chain, what they mean.

    `size` and `head` tell up to where all was right. `setbacks` are the times that run backwards and that no clock
    entry admits: entries are right without regard to these. `notes` are the clock entries, `latest` the number and time
    of the latest entry that was right; of those after a clock entry, if any is.
    """

    def __init__(self) -> None:
        self.size = 0
        self.head = START
        self.setbacks: list[Setback] = []
        self.notes: list[Entry] = []
        self._examiner, self._meaning = Examiner(), Meaning()
        self._identities: dict[bytes, int] = {}
        self.latest = (0, "")

    @property
    def sound(self) -> int:
        """Up to where all was right, times included."""
        return min([self.size, *(setback.first - 1 for setback in self.setbacks)])

    def check(self, row: StoredEntry) -> Fault | None:
        """Return what is wrong with the next row, or None and count it in."""
        return self.take(self._examiner.examine(row))

    def take(self, row: ExaminedRow) -> Fault | None:
        """Return what is wrong with the next row, which was examined, or None and count it in."""
        number, entry = self.size + 1, row.entry
        if row.sequence != number:
            return Fault("ledger.gap", details={"number": str(number)})
        if entry is None:
            return row.fault
        follows = entry.previous == self.head
        fault = row.fault if follows else Fault("ledger.previous", details={"number": str(number)})
        if fault is not None:
            return fault
        # As bytes: of millions of entries the text would take twice the memory.
        same = self._identities.setdefault(bytes.fromhex(row.identity), number)
        if same != number:
            return Fault("ledger.twice", details={"number": str(number), "other": str(same)})
        try:
            self._meaning.take(entry, row.impossible)
        except ImpossibleTerm as error:
            return Fault(error.code, details={"number": str(number), **error.details})
        self.size, self.head = row.sequence, row.hash
        self._take_time(entry)
        return None

    def _take_time(self, entry: Entry) -> None:
        than, time = self.latest
        if entry.kind is EntryKind.CLOCK:
            self.notes.append(entry)
            # A clock that was wrong is human; it is admitted by an entry with a reason, not by changing entries.
            self.setbacks.clear()
        elif entry.time < time:
            # One clock that was set back a year makes every following entry early: that is one fault, not thousands.
            before = self.setbacks.pop() if self.setbacks and self.setbacks[-1].last == entry.sequence - 1 else None
            first = before.first if before else entry.sequence
            self.setbacks.append(Setback(first, entry.sequence, than, time))
            return
        self.latest = (entry.sequence, entry.time)


def check_ledger(
    ledger: Ledger, checker: Checker, rows: Iterable[ExaminedRow | Fault] | None = None
) -> Iterator[Fault | None]:
    """Check every row, yielding None for each that is right; a fault names the first that is not and ends the walk.

    At last come the times that run backwards, and the faults of the store itself. `checker` knows then up to where all
    was right. `rows` are those of the ledger, where others examine them (see `examining.examined`).
    """
    place = Place(ledger.name)
    try:
        for row in examined(ledger) if rows is None else rows:
            fault = row if isinstance(row, Fault) else checker.take(row)
            yield fault and replace(fault, place=place)
            if fault is not None:
                break
    except FaultyInput:
        yield Fault("ledger.unreadable_entry", details={"number": str(checker.size + 1)}, place=place)
    yield from (replace(setback.fault, place=place) for setback in checker.setbacks)
    yield from ledger.damages()
