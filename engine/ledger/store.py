"""The ledger as its users see it: append, read, walk. Where its rows lie is for a backend.

What is read is checked: an entry whose bytes do not give its hash, or that does not stand where it says, raises
`Damaged` and is never returned. There is no way to change or take out an entry.
"""

from __future__ import annotations

import datetime as dt
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self, TypeVar

from chamdiem.engine.ledger.backend import Damaged, StoredEntry, not_kept, unheard
from chamdiem.engine.ledger.cells import FollowedCells
from chamdiem.engine.ledger.entries import (
    MAX_INTEGER,
    START,
    Body,
    Entry,
    EntryDraft,
    EntryKind,
    EntryStamp,
    NotCanonical,
    make_draft,
    make_entry,
    meeting_key,
    read_entry,
    redrafted,
)
from chamdiem.engine.ledger.keys import lock_key
from chamdiem.rules.records.faults import Fault, refusal
from chamdiem.rules.records.identity import key_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from chamdiem.engine.ledger.backend import Backend, Waits
    from chamdiem.rules.records.faults import Fault

T = TypeVar("T")

SKEW = dt.timedelta(seconds=60)
"""So far may the clocks of those who write be apart, and so long one may have waited for another."""
STEP = 500
"""So many entries are packed in one step."""
LOWEST = -(2**63)
"""The lowest number that a store could give to a row; ours begin at 1."""


@dataclass(frozen=True, slots=True)
class Followed:
    """What was concluded from a ledger up to a row."""

    last: StoredEntry | None
    found: Any


class Ledger:
    """A ledger that is open. Close it, or use it as a context."""

    def __init__(self, backend: Backend, waits: Waits = unheard) -> None:
        self._backend = backend
        backend.waits = waits
        self._open_block = self._remembers = False
        self._appended: Entry | None = None
        self._inserted: StoredEntry | None = None
        self._spelled: dict[str, dict[str, set[str]]] = {}
        self._followed: dict[str, Followed] = {}
        self._cells: FollowedCells | None = None
        self._looks_once = False
        self._looked: tuple[int, StoredEntry | None] | None = None
        self.turns = 0
        """It grows with whatever is done here: while it stays, only others can have changed the ledger."""

    @property
    def name(self) -> str:
        """How it was named when it was opened, without any password."""
        return self._backend.name

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def close(self) -> None:
        """Close it."""
        self._backend.close()

    @contextmanager
    def atomic(self) -> Iterator[None]:
        """Make what is done inside one step: nobody else writes meanwhile, and all of it is kept or nothing is.

        Once the outermost of such blocks is left, what was appended has reached the disk.
        """
        if self._open_block:
            yield
            return
        last = None
        with self._backend.atomic():
            self._open_block = True
            try:
                yield
                last = self._inserted
            finally:
                self._open_block = False
                self._appended = self._inserted = None
                self.turns += 1
                self._spelled = {}
        if last is not None:  # some stores let what was put there act only when it is to last
            self._need(last)

    @contextmanager
    def looking_once(self) -> Iterator[None]:
        """Look once how far it is, as long as the block lasts: what others record meanwhile may not be seen.

        What is recorded here is seen, and in an atomic block whatever anybody has recorded.
        """
        self._looks_once, self._looked = True, None
        try:
            yield
        finally:
            self._looks_once, self._looked = False, None

    def _last(self) -> StoredEntry | None:
        """Return the row of the highest sequence, as it was looked up last where that is enough."""
        if not self._looks_once or self._open_block:
            return self._backend.last()
        if self._looked is None or self._looked[0] != self.turns:
            self._looked = (self.turns, self._backend.last())
        return self._looked[1]

    def append(self, kind: EntryKind, body: Body, stamp: EntryStamp) -> Entry:
        """Append an entry and return it, or the one that already says the same (see `EntryDraft.identity`).

        Raises:
            NotCanonical: the body holds what has no canonical form, or is not what an entry of its kind says.
            FaultyInput: it could not be written, or its time is before that of the last entry by more than `SKEW`,
                which only a clock entry may be; the ledger is as it was.
        """
        draft = make_draft(kind, body)
        identity = draft.identity
        with self.atomic():
            same = self._by_identity(identity)
            if same is not None:
                return same
            head = self._appended or self.head()  # nobody else writes in this block
            if head is not None and kind is not EntryKind.CLOCK:
                stamp = self._not_before(head, stamp)
            if head is not None and head.sequence >= MAX_INTEGER:
                raise Damaged(self.name, head.sequence, "ledger.gap")
            entry = make_entry(head.sequence + 1 if head else 1, head.hash if head else START, draft, stamp)
            meeting = meeting_key(body)
            self._insert(StoredEntry(entry.sequence, entry.hash, identity, meeting, entry.canonical))
            if meeting is not None:
                self._note_spelling(meeting)
            self._appended = entry
            return entry

    def _not_before(self, head: Entry, stamp: EntryStamp) -> EntryStamp:
        """Return a stamp that is not before the last entry's: of two writers, one's clock may be a little behind."""
        if stamp.time >= head.time:
            return stamp
        behind = dt.datetime.fromisoformat(head.time) - dt.datetime.fromisoformat(stamp.time)
        if behind > SKEW:
            told = {"number": str(head.sequence), "time": head.time, "now": stamp.time}
            raise refusal("ledger.clock_behind", self.name, **told)
        return EntryStamp(stamp.software, head.time)

    def _insert(self, row: StoredEntry) -> None:
        """Keep a row and see that it is kept: a store may have been told to drop or change what comes in."""
        self._backend.insert(row)
        self.turns += 1
        self._need(row)
        self._inserted = row

    def _need(self, row: StoredEntry) -> None:
        if next(self._backend.rows(row.sequence, row.sequence), None) != row:
            raise not_kept(self.name, row.sequence)

    def restore(self, row: StoredEntry) -> None:
        """Append an entry that another ledger made, with its own hash and time, after it was checked."""
        with self.atomic():
            self._appended = None
            self._insert(row)

    def compress(self) -> Iterator[None]:
        """Pack the entries that lie whole, as those of versions before 0.5 do, yielding once for each.

        They stay what they are to the byte. So many at a time are packed or are not: whoever was stopped goes on there.

        Raises:
            FaultyInput: one of them is not what it should be, or the store lets nobody change how its rows lie.
        """
        last = 0
        while numbers := self._backend.whole_after(last, STEP):
            with self.atomic():
                rows = [row for number in numbers for row in self._backend.rows(number, number)]
                for row in rows:
                    self._entry(row)
                pack = self._backend.packing.pack
                self._backend.pack_rows([(row.sequence, pack(row.sequence, row.content)) for row in rows])
                self.turns += 1
                for row in rows:
                    self._need(row)
            last = numbers[-1]
            yield from (None for _ in numbers)
        self._backend.give_back()

    def whole(self) -> int:
        """Return how many entries lie whole in the store."""
        return self._backend.count_whole()

    def size(self) -> int:
        """Return how many entries there are."""
        return self._backend.size()

    def head(self) -> Entry | None:
        """Return the last entry; None: there is none yet."""
        last = self._backend.last()
        return self._entry(last) if last else None

    def get(self, sequence: int) -> Entry:
        """Return the entry of a number; refused where there is none."""
        for entry in self.entries(sequence, sequence) if sequence > 0 else ():
            return entry
        raise refusal("ledger.no_entry", self.name, number=str(sequence), size=str(self.size()))

    def by_hash(self, value: str) -> Entry:
        """Return the entry that another one names by its hash; refused where there is none."""
        row = self._backend.by("hash", value)
        if row is None:
            raise refusal("ledger.no_hash", self.name, hash=value)
        return self._entry(row)

    def framework(self, content_hash: str) -> Entry | None:
        """Return the entry of the framework that has a content hash, if there is one."""
        return self._by_identity(EntryDraft(EntryKind.FRAMEWORK, {"hash": content_hash}, b"").identity)

    def _by_identity(self, identity: str) -> Entry | None:
        """Return the entry of a content; what only goes by its identity in a store that was changed is not taken."""
        row = self._backend.by("identity", identity)
        if row is None:
            return None
        entry = self._entry(row)
        try:
            own = redrafted(entry).identity
        except NotCanonical as error:
            raise Damaged(self.name, entry.sequence, "ledger.not_canonical") from error
        if own != identity:
            raise Damaged(self.name, entry.sequence, "ledger.index")
        return entry

    def entries(self, first: int = 1, last: int | None = None) -> Iterator[Entry]:
        """Yield the entries from one number to another, both included, as they are at this moment.

        Raises:
            Damaged: the first of them that is missing, or is not what it should be; those before it were yielded.
        """
        size = self.size()
        end = size if last is None else min(last, size)
        number, previous = max(first, 1), START if first <= 1 else None
        for row in self._backend.rows(number, end) if number <= end else ():
            if row.sequence != number:
                break
            entry = self._entry(row)
            if previous is not None and entry.previous != previous:
                raise Damaged(self.name, number, "ledger.previous")
            yield entry
            number, previous = number + 1, entry.hash
        if number <= end:
            raise Damaged(self.name, number, "ledger.gap")

    def about(self, meeting: str) -> Iterator[Entry]:
        """Yield the entries about a meeting (see `entries.meeting_key`), in order.

        Raises:
            Damaged: the first that is not what it should be, or is about another meeting than it is found by.
        """
        for row in self._backend.about(meeting) if self._may_have(meeting) else ():
            entry = self._entry(row)
            if meeting_key(entry.body) != meeting:
                raise Damaged(self.name, entry.sequence, "ledger.index")
            yield entry

    def _may_have(self, meeting: str) -> bool:
        """Tell whether there may be entries about a meeting, where cells are followed, without asking the store."""
        return self._cells is None or self._open_block or self._cells.has(*_parted(meeting))

    def follow(self, start: str, begin: T, take: Callable[[T, Entry], T]) -> T:
        """Return what follows from the entries whose key (see `entries.meeting_key`) begins so, taken in order.

        What was taken before is kept, so that only what is new is read: by whomever it was recorded. Always give the
        same `begin` and `take` for a `start`; refused as by `about`.
        """
        head = self._last()
        if head is None:
            return begin
        known = self._followed.get(start)
        # an atomic block may have failed meanwhile, or a backup been put back
        if known is None or not (known.last == head or self._holds(known.last)):
            known = Followed(None, begin)
        found: T = known.found
        first = known.last.sequence + 1 if known.last else 1
        for entry in self._beginning(start, first, head.sequence):
            found = take(found, entry)
        self._followed[start] = Followed(head, found)
        return found

    def _holds(self, row: StoredEntry | None) -> bool:
        return row is None or next(self._backend.rows(row.sequence, row.sequence), None) == row

    def meetings(self, kind: str, month: str) -> Iterator[str]:
        """Yield the keys of the meetings of a kind in a month, each once; see `entries.meeting_key`."""
        return self._backend.meetings(f"{kind}/{month}/")

    def every_key(self, start: str = "") -> Iterator[str]:
        """Yield the keys that begin so of all things that entries are about (see `entries.meeting_key`), each once."""
        return self._backend.meetings(start)

    def beginning(self, start: str) -> Iterator[Entry]:
        """Yield the entries about all things whose keys begin so, in order; refused as by `about`."""
        return self._beginning(start, 1, self.size())

    def _beginning(self, start: str, first: int, last: int) -> Iterator[Entry]:
        for row in self._backend.beginning(start, first, last) if first <= last else ():
            entry = self._entry(row)
            if not (meeting_key(entry.body) or "").startswith(start):
                raise Damaged(self.name, entry.sequence, "ledger.index")
            yield entry

    def hash_at(self, sequence: int) -> str | None:
        """Return the hash of the entry of a number as it stands there, unread; None: there is none of it."""
        return next((row.hash for row in self._backend.rows(sequence, sequence)), None)

    def locks(self, period: str) -> Iterator[str]:
        """Yield the keys of the locks of a period, each once."""
        return self._backend.meetings(lock_key("", period))

    def spelled_otherwise(self, meeting: str) -> list[str]:
        """Return the meetings of the same cell, month and kind whose cell is spelled in another way."""
        return [each for each in self.spellings(meeting) if each != meeting]

    def spellings(self, meeting: str) -> list[str]:
        """Return the meetings of the same cell, month and kind, however their cell is spelled (see `identity`).

        Within an atomic block the cells of a month are read once.
        """
        start, cell = _parted(meeting)
        if self._cells is not None and not self._open_block:
            return sorted(f"{start}{written}" for written in self._cells.written(start, cell))
        spelled = self._spelled.get(start)
        if spelled is None:
            spelled = self._read_spelled(start)
            if self._open_block or self._remembers:
                self._spelled[start] = spelled
        return sorted(spelled.get(key_of(cell), ()))

    def _read_spelled(self, start: str) -> dict[str, set[str]]:
        spelled: dict[str, set[str]] = {}
        for other in self._backend.meetings(start):
            spelled.setdefault(key_of(_parted(other)[1]), set()).add(other)
        return spelled

    def remember_cells(self) -> None:
        """Read the cells of each month once from now on: what others record meanwhile is not seen."""
        self._remembers = True

    def follow_cells(self) -> None:
        """Keep from now on how cells are written: worth it for whoever asks for many, and sees what others record."""
        self._cells = self._cells or FollowedCells(self._backend, self._last)

    def cell_mark(self, cell: str) -> str:
        """Return the hash of the last entry about a cell, blank where there is none; only where cells are followed.

        By it all that the ledger has of the cell is the same, in this process and in any other.
        """
        assert self._cells is not None  # noqa: S101 - see above
        return self._cells.mark(cell)

    def _note_spelling(self, meeting: str) -> None:
        start, cell = _parted(meeting)
        if start in self._spelled:
            self._spelled[start].setdefault(key_of(cell), set()).add(meeting)

    def spans(self) -> list[tuple[int, int]]:
        """Return the first and the last number of each run of entries that follow each other: one, if none is lost."""
        return self._backend.spans()

    def rows(self, first: int = LOWEST, last: int | None = None) -> Iterator[StoredEntry]:
        """Yield the rows as they lie there at this moment, unchecked: for checking them."""
        return self._backend.rows(first, self.size() if last is None else last)

    def damages(self) -> Iterator[Fault]:
        """Yield what is wrong with the store itself, apart from its rows."""
        return self._backend.damages()

    def _entry(self, row: StoredEntry) -> Entry:
        try:
            entry = read_entry(row.content)
        except NotCanonical as error:
            raise Damaged(self.name, row.sequence, "ledger.unreadable_entry", error.part) from error
        if (entry.hash, entry.sequence) != (row.hash, row.sequence):
            raise Damaged(self.name, row.sequence, "ledger.hash")
        return entry


def _parted(meeting: str) -> tuple[str, str]:
    """Return what a meeting's key begins with, its kind and month, and the cell behind them."""
    kind, month, cell = meeting.split("/", 2)
    return f"{kind}/{month}/", cell


def row_of(entry: Entry) -> StoredEntry:
    """Return the row in which an entry is kept; its bytes must be in canonical form, as for `redrafted`."""
    return StoredEntry(entry.sequence, entry.hash, redrafted(entry).identity, meeting_key(entry.body), entry.canonical)
