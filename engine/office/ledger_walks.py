"""Walks through a whole ledger, by as many processes as are wanted, told of entry by entry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from chamdiem.engine.ledger.working import PART, go_through, parts
from chamdiem.engine.office.processors import processors

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from chamdiem.engine.ledger.working import LedgerTask
    from chamdiem.engine.office.office import Office

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerWalk:
    """Going through a ledger; `processes` is how many work at once, None: as many as there are processors.

    `code`: of what is told while it goes on.
    """

    office: Office
    ledger: str
    code: str
    processes: int | None = None

    def found(self, size: int, task: LedgerTask[Found], part: int = PART) -> Iterator[Found]:
        """Yield what a task finds in the first `size` entries, in their order; a process looks at `part` at once."""
        with self.office.ledger(self.ledger) as opened:
            wanted = parts(size, opened.spans(), part)
        found = go_through(self.ledger, wanted, task, self.processes or processors())
        for items in self.office.watch(_entry_by_entry(zip(wanted, found, strict=True)), size, self.code):
            yield from items


def _entry_by_entry(found: Iterable[tuple[tuple[int, int], list[Found]]]) -> Iterator[list[Found]]:
    """Yield once for each entry: what was found in its part, and nothing for the others in it."""
    for (first, last), items in found:
        yield items
        yield from ([] for _ in range(last - first))
