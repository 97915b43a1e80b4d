"""Go through a ledger in parts, by as many processes as are wanted; what is found comes in the ledger's order."""

from __future__ import annotations

from collections.abc import Hashable
from functools import lru_cache, partial
from itertools import starmap
from typing import TYPE_CHECKING, Protocol, TypeVar

from chamdiem.engine.ledger.opening import open_ledger
from chamdiem.rules.records.faults import FaultyInput

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from chamdiem.engine.ledger.store import Ledger
    from chamdiem.rules.records.faults import Fault

Found_co = TypeVar("Found_co", covariant=True)

PART = 250
"""Entries in one part: enough that handing it over costs nothing, few enough that progress shows."""


class LedgerTask(Hashable, Protocol[Found_co]):
    """What is to be done. It is sent to other processes."""

    def begin(self, ledger: Ledger) -> Callable[[int, int], Iterable[Found_co]]:
        """Return what finds something in the entries from one number to another, both included."""


def parts(size: int, spans: Iterable[tuple[int, int]], part: int = PART) -> list[tuple[int, int]]:
    """Return the first and last numbers of the parts of the first `size` entries, of `part` each, which lie in spans.

    Of entries that are lost between two spans the first ones make a part, which says so: in a ledger that was changed
    there can be more of them than anyone could go through.
    """
    wanted: list[tuple[int, int]] = []
    expected = 1
    for first, last in spans:
        end = min(last, size)
        if expected < first <= size:
            wanted.append((expected, min(first - 1, expected + part - 1)))
        wanted += [(start, min(start + part - 1, end)) for start in range(first, end + 1, part)]
        expected = last + 1
    return wanted


def go_through(
    address: str, wanted: Sequence[tuple[int, int]], task: LedgerTask[Found_co], jobs: int
) -> Iterator[list[Found_co]]:
    """Yield what a task finds in parts of a ledger (see `parts`), a list for each of them, by so many processes."""
    if min(jobs, len(wanted)) <= 1:
        with open_ledger(address) as ledger:
            yield from (list(found) for found in starmap(task.begin(ledger), wanted))
        return
    from chamdiem.engine.files.processes import in_processes  # noqa: PLC0415 - 30 ms, and few ledgers are long

    for found in in_processes(partial(_found, address, task), wanted, min(jobs, len(wanted))):
        if isinstance(found, tuple):
            raise FaultyInput(found)
        yield found


def _found(address: str, task: LedgerTask[Found_co], part: tuple[int, int]) -> list[Found_co] | tuple[Fault, ...]:
    """Return what is found in a part. Faults are handed back: as an exception they would not come through whole."""
    try:
        return list(_begun(address, task)(*part))
    except FaultyInput as error:
        return error.faults


@lru_cache(maxsize=1)
def _begun(address: str, task: LedgerTask[Found_co]) -> Callable[[int, int], Iterable[Found_co]]:
    """Open the ledger once in each process, which keeps it until it ends."""
    return task.begin(open_ledger(address))
