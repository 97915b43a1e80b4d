"""What is added or taken off unit by unit: the points of each item, then their sum, held within its caps."""

from __future__ import annotations

from fractions import Fraction as Rational
from typing import TYPE_CHECKING, NamedTuple

from chamdiem.rules.compile.counting import UnitSize
from chamdiem.rules.compile.expressions import Leaf, Units, Weighted
from chamdiem.rules.compile.keys import ends_of, tally_key
from chamdiem.rules.compile.program import Key, Term
from chamdiem.rules.compile.writing import Writer

if TYPE_CHECKING:
    from chamdiem.rules.compile.program import Origin
    from chamdiem.rules.compile.scope import Quantity
    from chamdiem.rules.language.tallies import Additions, Deductions, TallyItem


class _Moved(NamedTuple):
    """What one item moves, and its ends, each with what it is while it is missing."""

    points: Key
    least: tuple[Key, int | None]
    most: tuple[Key, int | None]


class TallyWriter(Writer):
    """Writes the points of additions, from 0 up, or of deductions, from the maximum down."""

    def write(self, tally: Additions | Deductions) -> None:
        """Write the points of each item, and of all of them together."""
        whole = self.ceiling - self.floor
        items = [self._item(tally, number, each, whole) for number, each in enumerate(tally.each)]
        low = [Term(tally.sign, *item.least) for item in items]
        high = [Term(tally.sign, *item.most) for item in items]
        least, most = (low, high) if tally.sign > 0 else (high, low)
        self._held(tally, self.scored.points, [Term(tally.sign, item.points) for item in items])
        self._held(tally, self.scored.most, most)
        self._held(tally, self.scored.least, least)

    def _held(self, tally: Additions | Deductions, then: Key, terms: list[Term]) -> None:
        if tally.sign > 0:
            self.sum(then, terms, at_most=self.ceiling)
        else:
            self.sum(then, terms, constant=self.scored.maximum, at_least=self.floor)

    def _item(self, tally: Additions | Deductions, number: int, each: TallyItem, whole: int) -> _Moved:
        """Write the points of one item: a fact of its own, for the explanation and for where it moves no more."""
        then = tally_key(tally.item, self.subject, each.id)
        quantity = self.draft.scope.counted(self.subject, each)
        size, origin = UnitSize.of(quantity, each), self.origin(tally.key, number, part=each.id)
        # A count that is not known may move nothing, or everything that may be moved.
        most = 0 if not each.points else whole if each.at_most is None else each.at_most
        if each.points and (size.part is not None or quantity.least != quantity.most):
            return self._by_units(origin, then, each, quantity, most)
        # a measure may be negative, and fewer than no occurrences earn nothing
        self.sum(
            then,
            [Term(each.points * size.bottom, quantity.least)],
            at_least=0,
            at_most=each.at_most,
            origin=origin,
        )
        return _Moved(then, (then, 0), (then, most))

    def _by_units(self, origin: Origin, then: Key, each: TallyItem, quantity: Quantity, most: int) -> _Moved:
        """Write the points of the units of a number: exactly, and rounded only where a part of a unit counts."""
        part = each.part or "exact"  # what has no parts is counted by any
        inside = part == "exact" and each.of is not None
        # Of a part of a unit nothing may be lost; of whole ones a percentage as it is stored tells as much.
        stored = Leaf(quantity.least, quantity.most, quantity.stored_scale, (0,))
        made = self.draft.numbers.fact(each.of) if inside and each.of is not None else stored
        units, told = (
            Weighted(((Rational(each.points), Units(number, Rational(each.every or 1), part)),))
            for number in (made, stored)
        )
        least, greatest = ends_of(then)
        self.number(
            origin,
            (least, then, greatest),
            units,
            at_most=each.at_most,
            default=most,
            step=None if part == "exact" else 1,
            measures=self.draft.scope.measures_of(each.of) if inside else (),
            stored=told if inside else None,
        )
        return _Moved(then, (least, None), (greatest, None))
