"""Check a ledger from its first entry to its last: nothing may be missing, moved, changed, or say what cannot be.

What cannot be seen from inside is a tail that was cut off: for that an older checkpoint is needed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from chamdiem.engine.catalog import content_hash
from chamdiem.engine.ledger.entries import (
    START,
    Entry,
    Kind,
    NotCanonical,
    read_entry,
)
from chamdiem.engine.ledger.store import row_of
from chamdiem.engine.reading.documents import read_bytes
from chamdiem.rules.faults import Fault, FaultyInput, Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from chamdiem.engine.ledger.store import Ledger, Row

_REFERS: Mapping[str, frozenset[Kind]] = {
    "record": frozenset({Kind.RECORD}),
    "evaluation": frozenset({Kind.EVALUATION}),
    "by": frozenset({Kind.EVALUATION}),
    "supersedes": frozenset(Kind) - {Kind.FRAMEWORK},
    "after": frozenset(Kind) - {Kind.FRAMEWORK},
}
"""The parts of bodies that name an earlier entry by its hash, and of which kind that must be."""


class Checker:
    """Checks rows one after the other, as they should follow each other from the first."""

    def __init__(self) -> None:
        self.size = 0
        self.head = START
        self._kinds: dict[str, Kind] = {}
        self._frameworks: set[str] = set()

    def check(self, row: Row) -> str | None:
        """Return the code of what is wrong with the next row, or None and count it in."""
        if row.sequence != self.size + 1:
            return "ledger.gap"
        try:
            entry = read_entry(row.content)
        except NotCanonical:
            return "ledger.unreadable_entry"
        code = next(self._wrong(row, entry), None)
        if code is None:
            self.size, self.head = row.sequence, row.hash
            self._kinds[row.hash] = entry.kind
            if entry.kind is Kind.FRAMEWORK:
                self._frameworks.add(entry.body["hash"])
        return code

    def _wrong(self, row: Row, entry: Entry) -> Iterator[str]:
        if (entry.hash, entry.sequence) != (row.hash, row.sequence):
            yield "ledger.hash"
        if entry.previous != self.head:
            yield "ledger.previous"
        try:
            if row_of(entry) != row:
                yield "ledger.index"
        except NotCanonical:
            yield "ledger.not_canonical"
        if not self._refers(entry):
            yield "ledger.reference"
        if entry.kind is Kind.FRAMEWORK and not _is_its_text(entry):
            yield "ledger.framework_text"

    def _refers(self, entry: Entry) -> bool:
        """Tell whether what an entry names came before it, and is what it should be."""
        named = ((entry.body.get(part), kinds) for part, kinds in _REFERS.items())
        known = all(hash_ is None or self._kinds.get(hash_) in kinds for hash_, kinds in named)
        return known and (entry.kind is not Kind.EVALUATION or entry.body["framework"] in self._frameworks)


def _is_its_text(entry: Entry) -> bool:
    """Tell whether a framework's text gives the content hash by which it goes."""
    try:
        found = content_hash(read_bytes(entry.body["text"].encode(), "").data)
    except FaultyInput:
        return False
    return found == str(entry.body["hash"])


def check_ledger(ledger: Ledger, checker: Checker) -> Iterator[Fault | None]:
    """Check every row, yielding None for each that is right; a fault names the first that is not and ends the walk.

    At last come the faults of the store itself. `checker` knows then up to where all was right.
    """
    try:
        for row in ledger.rows():
            code = checker.check(row)
            if code is not None:
                yield _fault(ledger, code, checker.size + 1)
                break
            yield None
    except FaultyInput:
        yield _fault(ledger, "ledger.unreadable_entry", checker.size + 1)
    yield from ledger.damages()


def _fault(ledger: Ledger, code: str, number: int) -> Fault:
    return Fault(code, details={"number": str(number)}, place=Place(ledger.name))
