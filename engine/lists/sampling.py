"""Which meetings of a month are looked at more closely: by a draw that anybody can repeat, or by what stands out.

A draw follows from its seed alone: meetings stand in the order of the SHA-256 of the seed and their key, and the first
ones are taken. Whoever knows the seed draws the same, on paper if need be; publish it before the month is known.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from chamdiem.rules.language.framework import Framework

_HUNDRED = 100


class SampleWay(StrEnum):
    """How meetings are chosen; what each is called stands in the texts."""

    DRAWN = "drawn"
    NEAR = "near"
    APART = "apart"


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleCandidate:
    """A meeting that may be chosen. Points are hundredths; None: not known.

    `margin` is how far the own total lies from the nearest border of a rating, `apart` how far own and upper total do.
    """

    key: str
    title: str
    own: int | None
    upper: int | None
    margin: int | None

    @property
    def apart(self) -> int | None:
        """How far the two totals are apart."""
        return None if self.own is None or self.upper is None else abs(self.own - self.upper)


def margin_of(framework: Framework, total: int | None) -> int | None:
    """Return how far a total lies from the nearest border of a rating; None: it has no total, or none has a border."""
    ends = (rating.above if rating.at_least is None else rating.at_least for rating in framework.ratings)
    borders = [_hundredths(end) for end in ends if end is not None]
    return min((abs(total - border) for border in borders), default=None) if total is not None else None


def _hundredths(end: Decimal) -> int:
    return int(end * _HUNDRED)


def draw_mark(seed: str, key: str) -> str:
    """Return by what the meetings of a draw are put in order."""
    return hashlib.sha256(f"{seed}\n{key}".encode()).hexdigest()


def sample(
    candidates: Iterable[SampleCandidate], way: SampleWay, count: int, seed: str = ""
) -> tuple[SampleCandidate, ...]:
    """Return the meetings that are chosen, in their order; of what is not known nothing stands out."""
    match way:
        case SampleWay.DRAWN:
            ordered = sorted(candidates, key=lambda each: (draw_mark(seed, each.key), each.key))
        case SampleWay.NEAR:
            known = ((each.margin, each.key, each) for each in candidates if each.margin is not None)
            ordered = [each for *_, each in sorted(known, key=lambda told: told[:2])]
        case SampleWay.APART:
            known = ((-each.apart, each.key, each) for each in candidates if each.apart)
            ordered = [each for *_, each in sorted(known, key=lambda told: told[:2])]
    return tuple(ordered[:count])
