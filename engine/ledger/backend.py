"""Where the rows of a ledger lie, as `store` sees it: what both kinds of store have in common, and how they differ."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal, Protocol

from chamdiem.engine.ledger.entries import sha256
from chamdiem.engine.ledger.packing import LONGEST, RECENT, SHORTEST, PackedContent, Packing, Unpackable
from chamdiem.rules.records.faults import Fault, FaultyInput, Place, refusal
from chamdiem.rules.records.scalars import listed, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from contextlib import AbstractContextManager

SHOWN = 8
"""So many things in a store that are not as they were made are named."""


@dataclass(frozen=True, slots=True)
class StoredEntry:
    """An entry as a backend keeps it: its canonical bytes, and what they are found by."""

    sequence: int
    hash: str
    identity: str
    meeting: str | None
    content: bytes


def guards_fault(name: str, strange: Sequence[str]) -> Fault:
    """Return the fault of a store that has something else than was made: the kinds and names of it."""
    return Fault("ledger.guards", details={"what": listed(map(shown, strange[:SHOWN]))}, place=Place(name))


def not_kept(name: str, sequence: int) -> FaultyInput:
    """Return the refusal of a store that does not take an entry as it is given."""
    return refusal("ledger.not_kept", name, number=str(sequence))


Waits = Callable[[str], object]
"""By this it is told, by the name of a ledger, that another one writes there and is waited for."""


def unheard(_name: str) -> None:
    """Tell nobody that another one is waited for."""


class Backend(Protocol):
    """Where rows are kept, in the order of their sequence. Each of its errors is a `FaultyInput`.

    `waits` is told once where the right to write is not had at once.

    It speaks SQL: the rows lie in `table`, and `mark` stands in a statement for a value that is given with it.
    Statements never tell of `content`: it is packed (see `packing`) and goes through `packing` both ways.
    """

    name: str
    table: str
    mark: str
    packing: Packing
    waits: Waits

    def atomic(self) -> AbstractContextManager[None]:
        """Hold the only right to write; all that is inserted meanwhile is kept on a clean exit, and nothing else is."""

    def insert(self, row: StoredEntry) -> None:
        """Keep a row; only within `atomic`."""

    def pack_rows(self, packed: Iterable[tuple[int, PackedContent]]) -> None:
        """Let the rows of some numbers lie so from now on; only within `atomic`. The guard is put on again with it."""

    def give_back(self) -> None:
        """Give back what room is no longer needed, as far as the store does that."""

    def rows(self, first: int, last: int) -> Iterator[StoredEntry]:
        """Yield the rows from one sequence to another, both included."""

    def select(self, which: str, *values: object) -> Iterator[StoredEntry]:
        """Yield the rows that a clause of a statement chooses."""

    def ask(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        """Return all that the store answers."""

    def meetings(self, start: str) -> Iterator[str]:
        """Yield the meetings, each once, whose key begins so."""

    def beginning(self, start: str, first: int, last: int) -> Iterator[StoredEntry]:
        """Yield the rows from one sequence to another of all meetings whose key begins so, in their order."""

    def taken(self, values: tuple[Any, ...]) -> StoredEntry:
        """Return a row of the store, unpacked; refused where its columns are of other types than were made."""
        number, hash_, identity, meeting, *content = values
        texts = isinstance(hash_, str) and isinstance(identity, str) and isinstance(meeting, str | None)
        if not texts or not isinstance(number, int):
            raise refusal("ledger.damaged", self.name)
        return StoredEntry(number, hash_, identity, meeting, self._unpacked(number, *content))

    def _unpacked(self, number: int, whole: Any, base: Any, packed: Any) -> bytes:  # noqa: ANN401 - whatever is there
        told = whole.encode() if isinstance(whole, str) else whole
        if isinstance(told, bytes) and base is None and packed is None:
            return told
        if told != b"" or not isinstance(packed, bytes) or not isinstance(base, int | None):
            raise Damaged(self.name, number, "ledger.unreadable_entry")
        try:
            return self.packing.unpack(base, packed)
        except Unpackable as error:
            code = "ledger.unpacked_too_long" if error.too_long else "ledger.unreadable_entry"
            raise Damaged(self.name, number, code) from error

    def content_of_base(self, sequence: int) -> bytes:
        """Return the bytes of an entry that others are packed against; it is itself packed against no other."""
        for hash_, *content in self.ask(_CONTENT.format(table=self.table, mark=self.mark), sequence):
            # a base that is damaged is told of where it is read itself: here it is another row that cannot be read
            with suppress(Damaged):
                if content[1] is None and sha256(told := self._unpacked(sequence, *content)) == hash_:
                    return told
        raise Unpackable

    def recent_bases(self) -> list[int]:
        """Return the numbers of the entries that the last ones are packed against, the latest first."""
        return [number for (number,) in self.ask(_BASES.format(table=self.table, recent=RECENT))]

    def whole_after(self, sequence: int, count: int) -> list[int]:
        """Return the numbers of the first rows behind a number that lie whole and are long enough to be packed."""
        which = _WHOLE.format(table=self.table, mark=self.mark)
        return [number for (number,) in self.ask(which, sequence, SHORTEST, LONGEST, count)]

    def count_whole(self) -> int:
        """Return how many rows lie so."""
        count: int = self.ask(_COUNT_WHOLE.format(table=self.table, mark=self.mark), SHORTEST, LONGEST)[0][0]
        return count

    def size(self) -> int:
        """Return the highest sequence; 0: there is no row."""
        size: int = self.ask(_SIZE.format(table=self.table))[0][0]
        return size

    def last(self) -> StoredEntry | None:
        """Return the row of the highest sequence."""
        return next(self.select("ORDER BY sequence DESC LIMIT 1"), None)

    def by(self, column: Literal["hash", "identity"], value: str) -> StoredEntry | None:
        """Return the row of an entry's hash, or of a content."""
        return next(self.select(f"WHERE {column} = {self.mark}", value), None)

    def about(self, meeting: str) -> Iterator[StoredEntry]:
        """Yield the rows about a meeting."""
        return self.select(f"WHERE meeting = {self.mark} ORDER BY sequence", meeting)

    def keys_after(self, sequence: int) -> list[tuple[str, str]]:
        """Return the keys of the rows behind a number, each with the hash of the last that has it, in their order."""
        return self.ask(_KEYS_AFTER.format(table=self.table, mark=self.mark), sequence)

    def spans(self) -> list[tuple[int, int]]:
        """Return the first and the last sequence of each run of rows that follow each other, in order."""
        return self.ask(_SPANS.format(table=self.table))

    def damages(self) -> Iterator[Fault]:
        """Yield what is wrong with the store itself, its guards and its indexes, apart from its rows."""

    def close(self) -> None:
        """Let go of the store."""


_WHOLE = """
SELECT sequence FROM {table} WHERE sequence > {mark} AND packed IS NULL AND length(content) BETWEEN {mark} AND {mark}
ORDER BY sequence LIMIT {mark}
"""
_COUNT_WHOLE = "SELECT count(*) FROM {table} WHERE packed IS NULL AND length(content) BETWEEN {mark} AND {mark}"
_SIZE = "SELECT coalesce(max(sequence), 0) FROM {table}"
_CONTENT = "SELECT hash, content, base, packed FROM {table} WHERE sequence = {mark}"
_BASES = """
SELECT coalesce(base, sequence) AS number FROM (
    SELECT sequence, base, packed FROM {table} ORDER BY sequence DESC LIMIT {recent}
) recent WHERE packed IS NOT NULL GROUP BY 1 ORDER BY max(sequence) DESC
"""
_KEYS_AFTER = """
SELECT meeting, hash FROM {table} WHERE sequence IN (
    SELECT max(sequence) FROM {table} WHERE sequence > {mark} AND meeting IS NOT NULL GROUP BY meeting
) ORDER BY sequence
"""
_SPANS = """
SELECT min(sequence), max(sequence) FROM (
    SELECT sequence, sequence - row_number() OVER (ORDER BY sequence) AS run FROM {table} WHERE sequence > 0
) counted GROUP BY run ORDER BY 1
"""


class Damaged(FaultyInput):
    """A row that is not the entry it should be: `sequence` says which."""

    def __init__(self, name: str, sequence: int, code: str, part: tuple[str, ...] = ()) -> None:
        self.sequence = sequence
        super().__init__([replace(unreadable(code, sequence, part), place=Place(name))])


def unreadable(code: str, sequence: int, part: tuple[str, ...]) -> Fault:
    """Return the fault of an entry that cannot be read; a part that is not what an entry says is named instead."""
    if not part:
        return Fault(code, details={"number": str(sequence)})
    return Fault("ledger.shape", details={"number": str(sequence), "where": shown(" › ".join(part))})
