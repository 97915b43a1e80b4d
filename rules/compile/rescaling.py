"""Exact rounding, and the formula that brings a total back to the full scale where criteria are taken out of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cmp_to_key
from typing import TYPE_CHECKING, ClassVar, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from chamdiem.rules.compile.program import Key, Origin

Rounding = Literal["marked", "half_up", "down", "up"]


def round_to_step(numerator: int, denominator: int, step: int, rounding: Rounding) -> int:
    """Round numerator / denominator (this one positive) to a multiple of step.

    Up is towards more and down towards less, below 0 too: half up, -2.5 is -2.
    """
    unit = denominator * step
    if rounding == "half_up":
        # Doubled, so that the half is a whole number too.
        return (2 * numerator + unit) // (2 * unit) * step
    if rounding == "up":
        return -(-numerator // unit) * step
    return numerator // unit * step


class Share(NamedTuple):
    """A part of a scale that may be taken out: its points and its maximum while it counts.

    `least` and `most` bound its maximum: both are `maximum` when it is sure to count, both 0 when it is left out.
    """

    points: Key
    maximum: int
    least: Key
    most: Key


@dataclass(frozen=True, slots=True, kw_only=True)
class Rescaling:
    """The lowest, or highest, of points·scale / maximum, rounded, over whatever of the shares may still count.

    `points` and `maximum` are those of what always counts; points may be less than 0, the maximum of a share is more.
    Where nothing counts there are no points: 0.
    """

    name: ClassVar[str] = "rescaling"
    origin: Origin
    then: Key
    highest: bool
    points: Key
    maximum: int
    shares: tuple[Share, ...]
    scale: int
    rounding: Rounding
    step: int
    clause: str = ""

    @property
    def reads(self) -> tuple[Key, ...]:
        """The facts that the formula may use."""
        return (self.points, *(key for share in self.shares for key in (share.points, share.least, share.most)))

    def evaluate(self, facts: Mapping[Key, int]) -> int | None:
        """Return the exact value, or None when it is missing."""
        if any(key not in facts for key in self.reads):
            return None
        counted = [share for share in self.shares if facts[share.most]]
        sure = [share for share in counted if facts[share.least]]
        top = facts[self.points] + sum(facts[share.points] for share in sure)
        bottom = self.maximum + sum(share.maximum for share in sure)
        rest = [(facts[share.points], share.maximum) for share in counted if not facts[share.least]]
        if bottom:
            return self._scaled(*self._furthest(top, bottom, rest))
        # Nothing need count, and else any of the shares may be the first that does.
        begun = (self._furthest(top + points, maximum, _without(rest, n)) for n, (points, maximum) in enumerate(rest))
        return (max if self.highest else min)([0, *(self._scaled(*found) for found in begun)])

    def _furthest(self, top: int, bottom: int, rest: Sequence[tuple[int, int]]) -> tuple[int, int]:
        """Return points and maximum of the lowest, or highest, quotient that comes of adding some of the rest."""
        # The least of quotients is not the quotient of the leasts: what is left out changes both sides at once. It is a
        # fractional knapsack without capacity, so going by the ratio is exact; a test tries all subsets. A quotient is
        # moved furthest by what lies furthest from it, so that comes first, for as long as it moves the quotient on.
        for points, maximum in sorted(rest, key=cmp_to_key(_by_quotient), reverse=self.highest):
            gain = points * bottom - top * maximum
            if gain > 0 if self.highest else gain < 0:
                top, bottom = top + points, bottom + maximum
        return top, bottom

    def _scaled(self, top: int, bottom: int) -> int:
        return round_to_step(top * self.scale, bottom, self.step, self.rounding)


def _without(rest: Sequence[tuple[int, int]], number: int) -> list[tuple[int, int]]:
    return [*rest[:number], *rest[number + 1 :]]


def _by_quotient(first: tuple[int, int], second: tuple[int, int]) -> int:
    """Compare points/maximum of two shares, exactly."""
    return first[0] * second[1] - second[0] * first[1]
