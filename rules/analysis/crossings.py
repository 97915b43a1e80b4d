"""Where a measure crosses ends as a number moves it, found by halving: a run for each of a thousand counts is too much.

A difference, and a quotient with the number above, below or in both (who comes is counted in each), rises or falls all
the way where it exists, and goes on existing once it does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator


def crossings(at: Callable[[int], int | None], ends: Iterable[int], low: int, high: int) -> Iterator[int]:
    """Yield where a measure begins to exist between two places, and where it first lies beyond an end, seen from there.

    `at` gives its value at a place, None where it has none.
    """
    start = _first(low, high, lambda place: at(place) is not None)
    if start is None:
        return
    yield start
    for end in ends:
        began = _reaches(at, end, start)
        crossed = _first(start, high, lambda place: _reaches(at, end, place) != began)  # noqa: B023 - asked at once
        if crossed is not None:
            yield crossed


def _reaches(at: Callable[[int], int | None], end: int, place: int) -> bool | None:
    value = at(place)
    return None if value is None else value >= end


def _first(low: int, high: int, holds: Callable[[int], bool]) -> int | None:
    """Return the first place at which something holds, where it goes on holding from there to the last."""
    if holds(low):
        return low
    if not holds(high):
        return None
    while high - low > 1:
        middle = (low + high) // 2
        if holds(middle):
            high = middle
        else:
            low = middle
    return high
