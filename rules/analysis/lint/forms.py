"""Facts as linear forms over the fields and answers of a record: what a fact is made of, and how it lies in a cell."""

from __future__ import annotations

import datetime as dt
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from chamdiem.rules.analysis.lint.cells import ValueCell
from chamdiem.rules.analysis.lint.linear import Affine, Undecided, variable
from chamdiem.rules.analysis.lint.ratios import Ratios
from chamdiem.rules.compile.exact import Agreed, Exact
from chamdiem.rules.compile.expressions import Farthest, may_be_undefined
from chamdiem.rules.compile.program import Fraction, Linear, reads
from chamdiem.rules.compile.scope import PERCENT_SCALE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from fractions import Fraction as Rational

    from chamdiem.rules.analysis.lint.solver import Conjunction
    from chamdiem.rules.compile.expressions import Number
    from chamdiem.rules.compile.program import Formula, Key, Program, Rule, Within

WHOLE_PERCENT = 100 * PERCENT_SCALE
"""A percentage is a quotient of whole numbers times this; `Fraction` says how it is stored."""


class Piece(NamedTuple):
    """A part of a measure's definition: where the guards hold it is the form, or form·scale / below, stored `marked`.

    Not `whole`: there are other records of which the measure is the same, and they are left out.
    """

    guards: Conjunction
    form: Affine
    below: Affine | None = None
    scale: int = WHOLE_PERCENT
    whole: bool = True


class Forms:
    """What the facts of a program are made of, down to the fields and answers of complete records."""

    def __init__(self, program: Program, is_marked: Callable[[Key], bool], day: int | None) -> None:
        """Take which facts are stored `marked`, and an ordinary day."""
        self._program, self._is_marked = program, is_marked
        self._ratios = Ratios(self._forms, self._fails, self._undefined, _SOME_DAY if day is None else day)
        self._may_be_undefined: dict[Key, bool] = {}
        self._pieces: dict[Key, tuple[Piece, ...]] = {}
        self._ways: dict[tuple[Key, ValueCell], tuple[Conjunction, ...]] = {}

    def by(self, key: Key) -> tuple[Rule, ...] | Formula | None:
        """Return what concludes a fact; of a bounded number, its least end, which is all of it on complete records."""
        by = self._program.by.get(key)
        return self._program.by.get(by.least) if isinstance(by, Agreed) else by

    def pieces(self, key: Key) -> tuple[Piece, ...]:
        """Return a fact as forms over what comes from outside, each with where it counts."""
        if key not in self._pieces:
            self._pieces[key] = tuple(self._made(key))
        return self._pieces[key]

    def _made(self, key: Key) -> Iterator[Piece]:
        by = self.by(key)
        if by is None:
            yield Piece((), variable(key))
        elif isinstance(by, Fraction):
            # No division is made: where the denominator is at least 1, a ratio lies in a cell when two linear forms do
            # (`_ratio`).
            for top, bottom in product(self.pieces(by.numerator), self.pieces(by.denominator)):
                yield Piece((*top.guards, *bottom.guards), top.form, bottom.form)
        elif isinstance(by, Exact):
            yield from self._quotients(key, by)
        elif isinstance(by, Linear):
            yield from self._sums(by)
        elif isinstance(by, tuple):
            for rule in by:
                for guards in self._guards(rule):
                    yield Piece(guards, Affine((), rule.value))
        else:
            raise Undecided

    def _quotients(self, key: Key, by: Exact) -> Iterator[Piece]:
        for ratio in self._ratios.of(by.number):
            if self._is_marked(key):
                yield Piece(ratio.guards, ratio.top, ratio.bottom, by.scale, ratio.whole)
            elif ratio.bottom == Affine((), 1):
                yield Piece(ratio.guards, ratio.top, whole=ratio.whole)
            else:
                raise Undecided

    def _forms(self, key: Key) -> Iterator[tuple[Conjunction, Affine]]:
        for piece in self.pieces(key):
            if piece.below is not None or not piece.whole:
                raise Undecided
            yield piece.guards, piece.form

    def _fails(self, test: Within) -> Iterator[Conjunction]:
        if test.at_least is not None:
            yield from self._inside(test.fact, ValueCell(None, test.at_least - 1))
        if test.at_most is not None:
            yield from self._inside(test.fact, ValueCell(test.at_most + 1, None))

    def _sums(self, by: Linear) -> Iterator[Piece]:
        for parts in product(*(self.pieces(term.fact) for term in by.terms)):
            guards = tuple(guard for part in parts for guard in part.guards)
            form = Affine((), by.constant)
            for term, part in zip(by.terms, parts, strict=True):
                form += part.form.times(term.factor)
            # A sum that is held within ends is three sums: at the lower end, between, at the upper end. All is whole,
            # so beyond an end begins one further on.
            inside = guards
            for bound, within, beyond in (
                (by.at_least, form.at_least, form.at_most),
                (by.at_most, form.at_most, form.at_least),
            ):
                if bound is not None:
                    step = -1 if bound == by.at_least else 1
                    yield Piece((*guards, beyond(bound + step)), Affine((), bound))
                    inside = (*inside, within(bound))
            yield Piece(inside, form)

    def _guards(self, rule: Rule) -> Iterator[Conjunction]:
        for chosen in product(*(self._inside(fact, ValueCell(low, high)) for fact, low, high in rule.when)):
            yield tuple(inequality for part in chosen for inequality in part)

    def ways(self, key: Key, cell: ValueCell) -> tuple[Conjunction, ...]:
        """Return the ways in which a fact comes to lie in a cell."""
        if (key, cell) not in self._ways:
            self._ways[key, cell] = tuple(self._inside(key, cell))
        return self._ways[key, cell]

    def may_be_undefined(self, key: Key) -> bool:
        """Tell whether a fact cannot be made of some complete records, for itself or for something that it reads."""
        if key not in self._may_be_undefined:
            by = self._program.by.get(key, ())
            of_nothing = isinstance(by, Fraction) or (isinstance(by, Exact) and may_be_undefined(by.number, {}))
            self._may_be_undefined[key] = of_nothing or any(map(self.may_be_undefined, reads(by)))
        return self._may_be_undefined[key]

    def _undefined(self, key: Key) -> Iterator[Conjunction]:
        """Yield where a fact cannot be made."""
        by = self.by(key)
        if not self.may_be_undefined(key):
            return
        if isinstance(by, Exact):
            yield from self._ratios.undefined(by.number)
        elif isinstance(by, Fraction):
            for bottom in self.pieces(by.denominator):
                yield (*bottom.guards, bottom.form.at_most(0))
            yield from self._undefined(by.numerator)
            yield from self._undefined(by.denominator)
        elif key.kind == "measure" and isinstance(by, Linear):
            for term in by.terms:
                yield from self._undefined(term.fact)
        elif key.kind == "condition" and isinstance(by, tuple):
            # neither that it holds nor that it does not: of each rule a test fails, or is of what cannot be made
            for chosen in product(*([out for test in rule.when for out in self._not(test)] for rule in by)):
                yield tuple(inequality for part in chosen for inequality in part)
        else:
            raise Undecided

    def _not(self, test: Within) -> Iterator[Conjunction]:
        yield from self._fails(test)
        yield from self._undefined(test.fact)

    def _inside(self, key: Key, cell: ValueCell) -> Iterator[Conjunction]:
        by = self.by(key)
        if not cell.defined:
            yield from self._undefined(key)
            return
        if isinstance(by, Exact) and isinstance(by.number, Farthest) and self._is_marked(key):
            yield from self._farthest(by.number, cell, by.scale)
            return
        for guards, form, below, scale, _ in self.pieces(key):
            if below is None:
                ends = [form.at_least(cell.low)] if cell.low is not None else []
                ends += [form.at_most(cell.high)] if cell.high is not None else []
                yield (*guards, *ends)
            else:
                yield (*guards, below.at_least(1), *_ratio(form, below, cell, scale))

    def _farthest(self, number: Farthest, cell: ValueCell, scale: int) -> Iterator[Conjunction]:
        """Yield how the highest, or lowest, of numbers comes to lie in a cell, without comparing any two of them."""
        # none is beyond the one end of the cell, and some is within the other
        all_within = ValueCell(None, cell.high) if number.highest else ValueCell(cell.low, None)
        one_within = ValueCell(cell.low, None) if number.highest else ValueCell(None, cell.high)
        for parts in product(*(tuple(self._ratios.of(each)) for each in number.numbers)):
            common = [end for part in parts for end in (*part.guards, part.bottom.at_least(1))]
            common += [end for part in parts for end in _ratio(part.top, part.bottom, all_within, scale)]
            yield from ((*common, *_ratio(one.top, one.bottom, one_within, scale)) for one in parts)

    def is_whole(self, key: Key) -> bool:
        """Tell whether nothing that a fact may be was left out."""
        by = self.by(key)
        if isinstance(by, Exact) and isinstance(by.number, Farthest) and self._is_marked(key):
            return all(ratio.whole for each in by.number.numbers for ratio in self._ratios.of(each))
        return all(piece.whole for piece in self.pieces(key))

    def beyond(self, number: Number, end: Rational, *, below: bool) -> Iterator[tuple[Conjunction, bool]]:
        """Yield the ways in which a number comes to lie beyond an end, and of each whether nothing was left out."""
        for ratio in self._ratios.of(number):
            difference = ratio.top.times(end.denominator) + ratio.bottom.times(-end.numerator)
            passes = difference.at_most(-1) if below else difference.at_least(1)
            yield (*ratio.guards, ratio.bottom.at_least(1), passes), ratio.whole


_SOME_DAY = dt.date(2025, 6, 2).toordinal()


def _ratio(top: Affine, bottom: Affine, cell: ValueCell, scale: int) -> Conjunction:
    """Return that a quotient lies in a cell: an even end is a whole threshold, an odd one lies just above it."""
    ends = []
    if cell.low is not None:
        threshold, above = divmod(cell.low, 2)
        ends.append((top.times(scale) + bottom.times(-threshold)).at_least(above))
    if cell.high is not None:
        threshold, above = divmod(cell.high, 2)
        ends.append((top.times(scale) + bottom.times(-threshold - above)).at_most(-above))
    return tuple(ends)
