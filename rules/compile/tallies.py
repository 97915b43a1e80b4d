"""What is added or taken off unit by unit: the points of each item, then their sum, held within its caps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chamdiem.rules.compile.keys import tally_key
from chamdiem.rules.compile.program import Key, Term
from chamdiem.rules.compile.scope import UnitSize
from chamdiem.rules.compile.writing import Writer

if TYPE_CHECKING:
    from chamdiem.rules.language.tallies import Additions, Deductions, TallyItem


class TallyWriter(Writer):
    """Writes the points of additions, from 0 up, or of deductions, from the maximum down."""

    def write(self, tally: Additions | Deductions) -> None:
        """Write the points of each item, and of all of them together."""
        whole = self.ceiling - self.floor
        items = [(self._item(tally, number, each), self._most(each, whole)) for number, each in enumerate(tally.each)]
        # A count that is not known may move nothing, or everything that may be moved.
        nothing = [Term(tally.sign, key, 0) for key, _ in items]
        everything = [Term(tally.sign, key, most) for key, most in items]
        least, most = (nothing, everything) if tally.sign > 0 else (everything, nothing)
        self._held(tally, self.scored.points, [Term(tally.sign, key) for key, _ in items])
        self._held(tally, self.scored.most, most)
        self._held(tally, self.scored.least, least)

    def _held(self, tally: Additions | Deductions, then: Key, terms: list[Term]) -> None:
        if tally.sign > 0:
            self.sum(then, terms, at_most=self.ceiling)
        else:
            self.sum(then, terms, constant=self.scored.maximum, at_least=self.floor)

    def _item(self, tally: Additions | Deductions, number: int, each: TallyItem) -> Key:
        """Write the points of one item: a fact of its own, for the explanation and for where it moves no more."""
        then = tally_key(tally.key, self.subject, each.id)
        quantity = self.draft.scope.counted(self.subject, each)
        term = Term(each.points * UnitSize.of(quantity, each).bottom, quantity.least)
        # a measure may be negative, and fewer than no occurrences earn nothing
        origin = self.origin(tally.key, number, part=each.id)
        self.sum(then, [term], at_least=0, at_most=each.at_most, origin=origin)
        return then

    @staticmethod
    def _most(each: TallyItem, whole: int) -> int:
        """Return the most that an item can move, in hundredths."""
        return 0 if not each.points else whole if each.at_most is None else each.at_most
