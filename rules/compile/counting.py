"""Numbers that points follow step by step: the stored values from which on something moves."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chamdiem.rules.compile.program import Key
    from chamdiem.rules.compile.rescaling import Rounding
    from chamdiem.rules.compile.scope import Quantity
    from chamdiem.rules.language.criteria import Criterion
    from chamdiem.rules.language.tallies import TallyItem, WholeOrPart


class UnitSize(NamedTuple):
    """How many stored values of a number make one unit, as top / bottom, and what counts of a part of one.

    `part` is None where there is none: each stored value is a whole number of units. `is_marked`: see `Quantity`.
    """

    top: int
    bottom: int
    part: WholeOrPart | None
    is_marked: bool = False

    @classmethod
    def of(cls, quantity: Quantity, each: TallyItem) -> UnitSize:
        """Return the units in which an item counts a number."""
        size = cls.every(quantity, each.every or Decimal(1), each.part)
        return size._replace(part=None) if size.top == 1 else size

    @classmethod
    def every(cls, quantity: Quantity, number: Decimal, part: WholeOrPart | None = "exact") -> UnitSize:
        """Return units of so much of a number."""
        top, bottom = (number * quantity.stored_scale).as_integer_ratio()
        return cls(top, bottom, part, quantity.is_marked)

    @property
    def leaves_parts(self) -> bool:
        """Tell whether a number may come to a part of a unit, so that it must be said what counts of it."""
        return self.top != 1

    def begins(self, number: int) -> int:
        """Return the first stored value that counts as so many units."""
        if self.part == "begun":
            return (number - 1) * self.top // self.bottom + 1
        return -(-number * self.top // self.bottom)


class Counted(NamedTuple):
    """A fact whose units move the points of a criterion: by so many each, and by `most` at most (hundredths).

    Points of parts of units are rounded to a step.
    """

    criterion: Criterion
    fact: Key
    size: UnitSize
    points: int
    most: int
    step: int
    rounding: Rounding

    @property
    def moves(self) -> tuple[int, ...]:
        """The stored values from which on something moves, up to the last."""
        if not self.points:
            return ()
        if self.size.part == "exact":
            return tuple(dict.fromkeys(self._steps()))
        return tuple(dict.fromkeys(map(self.size.begins, range(1, -(-self.most // self.points) + 1))))

    def _steps(self) -> Iterator[int]:
        """Yield where the points, rounded, come one step further."""
        for number in range(1, -(-self.most // self.step) + 1):
            # at so many halves of a step: a half up comes there half a step earlier
            halves = 2 * number - {"half_up": 1, "down": 0, "up": 2}.get(self.rounding, 0)
            whole, rest = divmod(halves * self.step * self.size.top, 2 * self.points * self.size.bottom)
            if not self.size.is_marked:
                yield whole + (1 if rest or self.rounding == "up" else 0)
            elif rest or whole % 2:
                # within what a marked value cannot tell apart: the value itself, and the next
                yield from (whole - whole % 2 + 1, whole - whole % 2 + 2)
            else:
                yield whole + (1 if self.rounding == "up" else 0)

    @property
    def last(self) -> int:
        """The value from which on nothing moves any more."""
        return max(self.moves, default=0)
