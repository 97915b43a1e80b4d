"""The cells of a ledger: how each is written in it, and which entry about it is the last; it follows what is added."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chamdiem.rules.records.identity import key_of

if TYPE_CHECKING:
    from chamdiem.engine.ledger.store import Backend, StoredEntry


class FollowedCells:
    """Reads the keys of all entries once, and after that only of those which were added, by whomever."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend
        self._last: StoredEntry | None = None
        self._numbers: dict[str, int] = {}
        self._written: dict[str, tuple[str, ...]] = {}
        self._begun = 0

    def mark(self, cell: str) -> tuple[int, int]:
        """Return what is another one as soon as there is one more entry about a cell, in any spelling."""
        self._follow()
        return self._begun, self._numbers.get(key_of(cell), 0)

    def written(self, cell: str) -> tuple[str, ...]:
        """Return how a cell is written in entries."""
        self._follow()
        return self._written.get(key_of(cell), ())

    def _follow(self) -> None:
        head, known = self._backend.last(), self._last
        # a block may have failed meanwhile, or a backup been put back
        if known is not None and known != head and not self._holds(known):
            known, self._numbers, self._written = None, {}, {}
            self._begun += 1
        if head is not None and head != known:
            for key, number in self._backend.keys_after(known.sequence if known else 0):
                self._take(key.split("/", 2)[2], number)
        self._last = head

    def _holds(self, row: StoredEntry) -> bool:
        return next(self._backend.rows(row.sequence, row.sequence), None) == row

    def _take(self, cell: str, number: int) -> None:
        key = key_of(cell)
        self._numbers[key] = max(number, self._numbers.get(key, 0))
        if cell not in (written := self._written.get(key, ())):
            self._written[key] = (*written, cell)
