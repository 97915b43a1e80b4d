"""The runs of one member over a year, by following persons who come, stay, are excused and go; it imports nothing of ours.

Persons are told apart only by how often in a row they were excused up to now, so that of all ways in which a year can
have gone those are followed together that have left the same persons.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Runs = tuple[int, ...]
"""How often in a row each person was excused up to now, in order."""


@dataclass(frozen=True)
class Meeting:
    """What a record says: of so many members so many were excused; None: it does not say. `same`: no other members."""

    absent: int | None
    members: int
    same: bool


Place = Meeting | None
"""A record, or a month without a report: in that there may have been no meeting, or one of any members."""
State = tuple[Runs, bool]
"""The persons so far, and whether they are just the members of the place before; else anybody may be one."""


def longest(year: Sequence[Place]) -> tuple[int, int]:
    """Return the least and the most of the longest run of any person, over all persons who may have been members."""
    size = max((place.members for place in year if place), default=1)
    found: dict[State, tuple[int, int]] = {((), False): (0, 0)}
    for place in year:
        after: dict[State, tuple[int, int]] = {}
        for (runs, known), (least, most) in found.items():
            for state, run in _held(runs, known, place, size):
                before = after.get(state, (len(year) + 1, 0))
                after[state] = min(before[0], max(least, run)), max(before[1], most, run)
            if place is None:  # nobody met; who came and went meanwhile, nobody knows either
                before = after.get((runs, False), (len(year) + 1, 0))
                after[runs, False] = min(before[0], least), max(before[1], most)
        found = after
    return min(least for least, _ in found.values()), max(most for _, most in found.values())


def _held(runs: Runs, known: bool, place: Place, size: int) -> Iterator[tuple[State, int]]:  # noqa: FBT001 - a state
    """Yield who there is after a meeting, and the longest run of those who were excused there."""
    for there in set(_members(runs, known, place, size)):
        counts = range(len(there) + 1) if place is None or place.absent is None else (place.absent,)
        for excused in {each for count in counts for each in combinations(range(len(there)), count)}:
            now = tuple(sorted(run + 1 if number in excused else 0 for number, run in enumerate(there)))
            yield (now, place is not None), max(now, default=0)


def _members(runs: Runs, known: bool, place: Place, size: int) -> Iterator[Runs]:  # noqa: FBT001 - a state
    """Yield who may be the members: those of before, or any of them together with others."""
    if place is not None and place.same and known and len(runs) == place.members:
        yield runs
        return
    members = size if place is None else place.members
    for stay in range(min(len(runs), members) + 1):
        for there in combinations(runs, stay):
            yield tuple(sorted((*there, *(0,) * (members - stay))))
