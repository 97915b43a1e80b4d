"""The cells of a ledger: what there are entries about, and which about a cell is the last; it follows what is added."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from chamdiem.rules.records.identity import key_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from chamdiem.engine.ledger.backend import Backend, StoredEntry


class FollowedCells:
    """Reads the keys of all entries once, and after that only of those which were added, by whomever.

    `last` tells which row is the last.
    """

    def __init__(self, backend: Backend, last: Callable[[], StoredEntry | None]) -> None:
        self._backend = backend
        self._look = last
        self._last: StoredEntry | None = None
        self._marks: dict[str, str] = {}
        # of each cell, by how it is written, what the keys begin with: a cell has hundreds, which others have as well
        self._starts: dict[str, dict[str, tuple[str, ...]]] = {}

    def mark(self, cell: str) -> str:
        """Return the hash of the last entry about a cell in any spelling, blank where there is none."""
        self._follow()
        return self._marks.get(key_of(cell), "")

    def written(self, start: str, cell: str) -> Iterator[str]:
        """Yield how a cell is written in keys that begin so."""
        self._follow()
        own = self._starts.get(key_of(cell), {})
        return (written for written, starts in own.items() if start in starts)

    def has(self, start: str, cell: str) -> bool:
        """Tell whether there are entries of a key that begins so and ends with a cell as it is written."""
        self._follow()
        return start in self._starts.get(key_of(cell), {}).get(cell, ())

    def _follow(self) -> None:
        head, known = self._look(), self._last
        # a block may have failed meanwhile, or a backup been put back
        if known is not None and known != head and not self._holds(known):
            known, self._marks, self._starts = None, {}, {}
        if head is not None and head != known:
            for key, hash_ in self._backend.keys_after(known.sequence if known else 0):
                self._take(key, hash_)
        self._last = head

    def _holds(self, row: StoredEntry) -> bool:
        return next(self._backend.rows(row.sequence, row.sequence), None) == row

    def _take(self, meeting: str, hash_: str) -> None:
        kind, month, cell = meeting.split("/", 2)
        start, key = sys.intern(f"{kind}/{month}/"), key_of(cell)
        self._marks[key] = hash_
        own = self._starts.setdefault(key, {})
        if start not in (starts := own.get(cell, ())):
            own[cell] = (*starts, start)
