"""What several months prove together, where some of them are not known: the least and the most of each number.

Pure arithmetic over places in order. A place is a record, or a month of which there is no report; months in which
nothing was held, and those in which the cell did not exist, are no places at all. What a place says of a condition is
true, false, or None where it is not known: of a month without a report nothing is, not even that there was a meeting.
So a place that is not known may be true, false, or away altogether.

Every number here is exact: both ends are reached by some completion of what is not known. (The least of `member_run`
only where it is known how many members there were.)
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

Truth = bool | None


class CountEnds(NamedTuple):
    """The least and the most that a number may be."""

    least: int
    most: int

    @property
    def one(self) -> int | None:
        """The number, where it can only be one."""
        return self.least if self.least == self.most else None

    def __contains__(self, number: object) -> bool:
        """Tell whether a number lies within."""
        return isinstance(number, int) and self.least <= number <= self.most


def count(places: Sequence[Truth]) -> CountEnds:
    """Return how many places are so."""
    return CountEnds(sum(place is True for place in places), sum(place is not False for place in places))


def exists(places: Sequence[Truth]) -> CountEnds:
    """Return whether any place is so: 1, or 0."""
    found = count(places)
    return CountEnds(min(found.least, 1), min(found.most, 1))


def longest_run(places: Sequence[Truth]) -> CountEnds:
    """Return how many places one after the other are so, at the most."""
    return CountEnds(_longest(place is True for place in places), _longest(place is not False for place in places))


def _longest(places: Iterable[bool]) -> int:
    return max(accumulate(places, lambda run, so: run + 1 if so else 0, initial=0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendance:
    """One place of a run of members: of `members` there were `absent` so; None: not known.

    `same`: they are for certain the same members as at the place before.
    """

    absent: int | None
    members: int | None
    same: bool = False


UNREPORTED = Attendance(absent=None, members=None)
"""A month of which there is no report."""


def member_run(places: Sequence[Attendance]) -> CountEnds:
    """Return how many places one after the other one and the same member was among those who are so, at the most.

    Only counts are known. Whoever was so may have been the same person each time, so the most is the cell's own run.
    The least is what cannot be otherwise: of n members, as long as they stay the same, some must be so in all of L
    places when fewer than n were not so in these places together. That it can also be reached: let those who are not so
    take turns; then in any places in which n were not so together everybody was once.
    """
    most = _longest(place.absent is None or place.absent > 0 for place in places)
    sure = max((min(place.absent or 0, 1) for place in places), default=0)
    return CountEnds(max([sure, *map(_sure_run, _stays(places))]), most)


def _stays(places: Iterable[Attendance]) -> Iterator[list[Attendance]]:
    """Yield the stretches of places within which the same members were counted each time."""
    stay: list[Attendance] = []
    for place in places:
        if place.absent is None or place.members is None or place.absent > place.members:
            yield stay
            stay = []  # who was there is not known, or was counted in another way
        elif place.same and stay and stay[-1].members == place.members:
            stay.append(place)
        else:
            yield stay
            stay = [place]
    yield stay


def _sure_run(stay: Sequence[Attendance]) -> int:
    """Return the longest run that somebody must have within a stretch of the same members."""
    longest = first = present = 0
    for number, place in enumerate(stay):
        members = place.members or 0
        present += members - (place.absent or 0)
        while first <= number and present >= members:
            dropped = stay[first]
            present -= (dropped.members or 0) - (dropped.absent or 0)
            first += 1
        longest = max(longest, number - first + 1)
    return longest


def last(places: Sequence[int | None]) -> int | None:
    """Return the number of the newest place; None: there is no place, or it is not known there."""
    return places[-1] if places else None


def mean_over(numbers: Sequence[CountEnds], unreported: int, span: CountEnds) -> tuple[Fraction, Fraction] | None:
    """Return the least and the most of the mean of some numbers; None: there may be no number at all.

    `unreported` more places may be there or not; where they are, their numbers lie in the span.
    """
    if not numbers:
        return None
    ends = []
    for choose, known, more in ((min, "least", span.least), (max, "most", span.most)):
        total = sum(getattr(number, known) for number in numbers)
        # By adding like numbers a mean only moves towards them: all of them, or none, is furthest.
        means = (Fraction(total + extra * more, len(numbers) + extra) for extra in (0, unreported))
        ends.append(choose(means))
    return ends[0], ends[1]
