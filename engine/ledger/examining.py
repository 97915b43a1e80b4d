"""What each row of a ledger is by itself: read, hashed, and measured by its own data and the framework that it names.

Most of what checking costs is this, and of each row it can be found without the others: by several processes, where a
ledger is long. What rows are together is for `fsck`.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from chamdiem.engine.ledger.backend import Damaged, unreadable
from chamdiem.engine.ledger.bodies import is_of_meeting
from chamdiem.engine.ledger.contents import KeptRecord, KeptResult, KeptText
from chamdiem.engine.ledger.entries import NotCanonical, read_entry
from chamdiem.engine.ledger.meaning import lightened
from chamdiem.engine.ledger.store import LOWEST, row_of
from chamdiem.engine.ledger.terms import ImpossibleTerm, terms_of
from chamdiem.engine.ledger.working import go_through, parts
from chamdiem.rules.records.faults import Fault, FaultyInput

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from chamdiem.engine.ledger.backend import StoredEntry
    from chamdiem.engine.ledger.entries import Entry
    from chamdiem.engine.ledger.store import Ledger

MANY = 4_000
"""In a ledger of so many entries several processes are done sooner: each takes a second before its first entry."""


class ExaminedRow(NamedTuple):
    """A row with what was found of it.

    `entry` is None if it cannot be read, or its bytes have another hash; of a record and an evaluation it has no more
    than `lightened` leaves. `fault` tells what is wrong with the row, `impossible` that what it says cannot be.
    """

    sequence: int
    hash: str
    identity: str
    entry: Entry | None
    fault: Fault | None = None
    impossible: ImpossibleTerm | None = None


class Examiner:
    """Examines rows. A framework that was not among them is looked up in the ledger, where one is given."""

    def __init__(self, ledger: Ledger | None = None) -> None:
        self._ledger = ledger
        self._texts: dict[str, KeptText] = {}

    def examine(self, row: StoredEntry) -> ExaminedRow:
        """Return what is found of a row."""
        names = row.sequence, row.hash, row.identity
        try:
            entry = read_entry(row.content)
        except NotCanonical as error:
            return ExaminedRow(*names, None, unreadable("ledger.unreadable_entry", row.sequence, error.part))
        # From the bytes inwards: a fault further in means nothing while they are not those that were recorded.
        if (entry.hash, entry.sequence) != (row.hash, row.sequence):
            return ExaminedRow(*names, None, _fault("ledger.hash", row))
        if (code := _wrong(row, entry)) is not None:
            return ExaminedRow(*names, entry, _fault(code, row))
        if isinstance(entry.content, KeptText):
            self._texts[entry.content.hash] = entry.content
        impossible = self._impossible(entry)
        is_heavy = isinstance(entry.content, KeptRecord | KeptResult)
        return ExaminedRow(*names, lightened(entry) if is_heavy else entry, impossible=impossible)

    def _impossible(self, entry: Entry) -> ImpossibleTerm | None:
        content = entry.content
        if isinstance(content, KeptRecord) and not is_of_meeting(content.data, content.meeting):
            return ImpossibleTerm("ledger.meeting_data")
        if isinstance(content, KeptResult):
            try:
                terms_of(self._text(content.framework)).check(content)
            except ImpossibleTerm as error:
                return error.with_traceback(None)
        return None

    def _text(self, framework: str) -> KeptText:
        if framework not in self._texts and self._ledger is not None:
            with suppress(FaultyInput):  # what is damaged is told of where it stands
                entry = self._ledger.framework(framework)
                if entry is not None and isinstance(entry.content, KeptText):
                    self._texts[framework] = entry.content
        if framework not in self._texts:
            raise ImpossibleTerm("ledger.reference")
        return self._texts[framework]


def _wrong(row: StoredEntry, entry: Entry) -> str | None:
    try:
        return None if row_of(entry) == row else "ledger.index"
    except NotCanonical:
        return "ledger.not_canonical"


def _fault(code: str, row: StoredEntry) -> Fault:
    return Fault(code, details={"number": str(row.sequence)})


@dataclass(frozen=True, slots=True)
class Examination:
    """Examining a ledger's rows, as a task to go through it: a fault ends what is found."""

    def begin(self, ledger: Ledger) -> Callable[[int, int], Iterator[ExaminedRow | Fault]]:
        """Return what examines the rows from one number to another, both included."""
        return partial(_examined, ledger, Examiner(ledger))


def _examined(ledger: Ledger, examiner: Examiner, first: int, last: int) -> Iterator[ExaminedRow | Fault]:
    number = first
    try:
        # whatever lies before the first number has no place there
        for row in ledger.rows(LOWEST if first == 1 else first, last):
            yield examiner.examine(row)
            number = row.sequence + 1
    except Damaged as error:
        yield from error.faults
    except FaultyInput:
        yield Fault("ledger.unreadable_entry", details={"number": str(number)})


def examined(ledger: Ledger, address: str = "", processes: int = 1) -> Iterator[ExaminedRow | Fault]:
    """Yield every row of a ledger as it is at this moment, examined; by `processes`, if it is long and has an address.

    A fault in the place of a row is the last: what comes behind it cannot be read.
    """
    size = ledger.size()
    if processes > 1 and size >= MANY:
        with suppress(FaultyInput):  # a store that cannot tell which rows it has is read row by row
            spans = ledger.spans()
            return chain.from_iterable(go_through(address, parts(size, spans), Examination(), processes))
    return Examination().begin(ledger)(1, size)
