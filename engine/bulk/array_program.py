"""A rule program over arrays: every fact of many records at once, each as the engine concludes it of one.

Which rule concluded a fact is decided first, and its value is that of the rule. Formulas that no shipped framework has
are evaluated record by record, as they do it themselves.
"""

from __future__ import annotations

from functools import cached_property, reduce
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple, assert_never

import numpy as np

from chamdiem.engine.bulk.arrays import (
    FactArray,
    constant,
    every,
    farthest,
    first_of,
    integers_of,
    narrowed,
    of_integers,
    or_value,
    product,
    taken,
    type_of,
    type_of_value,
    unknown,
    whole,
)
from chamdiem.engine.bulk.asked import disagreeing, left_to_ask
from chamdiem.engine.bulk.ranges import GIVEN, ValueRange, range_on_the_way, ranges
from chamdiem.rules.compile.exact import Agreed, Exact
from chamdiem.rules.compile.program import Extreme, Fraction, Linear, Pick, Within, reads
from chamdiem.rules.compile.rescaling import Rescaling, round_to_step

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from chamdiem.engine.bulk.arrays import Mask, Numbers
    from chamdiem.rules.compile.program import Formula, Guarded, Key, Program, Rule

    Tests = tuple[Within, ...]


class BandEnds(NamedTuple):
    """Rules that all ask how far one fact reaches, the farthest first: as many are passed over as ends are not reached.

    `is_from_above`: the ends are upper ones, the least first. `is_last_open`: the last rule has no end.
    """

    fact: Key
    ends: tuple[int, ...]
    is_from_above: bool
    is_last_open: bool


class RuleTable(NamedTuple):
    """The rules of a fact, made ready: what is left to ask of each, and the values that they conclude."""

    asked: tuple[Tests, ...]
    values: Numbers
    band: BandEnds | None


class QuotientArrays(NamedTuple):
    """A `marked` fraction: its two numbers, which tests compare; nothing is divided. `most`: see `farthest`."""

    top: Numbers
    bottom: FactArray
    most: int

    def multiple(self, factor: int) -> Numbers:
        """Return the lower number times another."""
        return product(self.bottom.values, factor, self.most)


class ArrayProgram:
    """A program made ready to conclude what is wanted of it (None: all)."""

    def __init__(self, program: Program, wanted: Collection[Key] | None = None) -> None:
        self.program, self.ranges = program, ranges(program)
        clashing = {then: tuple(disagreeing(by)) for then, by in program.steps if isinstance(by, tuple)}
        needed = self._needed(program.by if wanted is None else wanted, clashing)
        self.steps = tuple((then, by) for then, by in program.steps if then in needed)
        self.clashing = tuple(pair for pairs in clashing.values() for pair in pairs)
        self.decisions = {then: _decision(by, self.ranges[then]) for then, by in self.steps if isinstance(by, tuple)}
        self.types = {then: self._type_of_sum(by) for then, by in self.steps if isinstance(by, Linear)}

    def _needed(self, wanted: Collection[Key], clashing: Mapping[Key, Sequence[Tests]]) -> set[Key]:
        """Return the facts that are wanted or tell of rules that disagree, and those that these are made from."""
        needed: set[Key] = set()
        waiting = [*wanted, *(test.fact for pairs in clashing.values() for tests in pairs for test in tests)]
        while waiting:
            key = waiting.pop()
            if key not in needed:
                needed.add(key)
                waiting += reads(self.program.by[key]) if key in self.program.by else ()
        return needed

    def _type_of_sum(self, formula: Linear) -> type:
        """Return the type in which a sum is added up."""
        sum_ = range_on_the_way(formula, self.ranges)
        ends = (formula.at_least, formula.at_most, *(term.factor for term in formula.terms))
        several = (*sum_, *(end for end in ends if end is not None))
        return type_of(ValueRange(min(several), max(several)))

    def conclude(self, given: Mapping[Key, FactArray], count: int) -> ConcludedArrays:
        """Conclude of so many records, of which facts are given.

        Raises:
            OverflowError: a number is wider than any that a record has, or becomes so.
        """
        found = ConcludedArrays(self, given, count)
        for then, by in self.steps:
            found.put(then, by)
        return found


def _decision(rules: Sequence[Rule], range_: ValueRange) -> RuleTable:
    asked = tuple(left_to_ask(rule.when for rule in rules))
    return RuleTable(asked, np.array([*(rule.value for rule in rules), 0], type_of(range_)), _band(asked))


def _band(asked: Sequence[Tests]) -> BandEnds | None:
    """Return rules as a band, where they are one."""
    if not asked or len(asked) > np.iinfo(np.int8).max or any(len(tests) != 1 for tests in asked):
        return None
    *firsts, last = (tests[0] for tests in asked)
    is_last_open = (last.at_least, last.at_most) == (None, None)
    ended = firsts if is_last_open else [*firsts, last]
    lows, highs = [each.at_least for each in ended], [each.at_most for each in ended]
    if len({test.fact for (test,) in asked}) > 1:
        return None
    if not any(high is not None for high in highs) and _is_falling(lows):
        return BandEnds(last.fact, tuple(low for low in lows if low is not None), False, is_last_open)  # noqa: FBT003
    if not any(low is not None for low in lows) and _is_falling([None if end is None else -end for end in highs]):
        return BandEnds(last.fact, tuple(end for end in highs if end is not None), True, is_last_open)  # noqa: FBT003
    return None


def _is_falling(ends: Sequence[int | None]) -> bool:
    several = [end for end in ends if end is not None]
    return len(several) == len(ends) and all(one > other for one, other in pairwise(several))


class ConcludedArrays:
    """What is concluded of some records: facts, and which rule concluded each of those that rules conclude."""

    def __init__(self, ready: ArrayProgram, given: Mapping[Key, FactArray], count: int) -> None:
        self.count, self.ready = count, ready
        self.columns = {key: _checked(column) for key, column in given.items()}
        self._rules: dict[Key, FactArray] = {}
        self._quotients: dict[Key, QuotientArrays] = {}

    def column(self, key: Key) -> FactArray:
        """Return the values of a fact."""
        if key in self._quotients and key not in self.columns:
            self.columns[key] = self._marked(key, self._quotients[key])
        return self.columns.get(key) or unknown(self.count)

    def rule(self, key: Key) -> FactArray:
        """Return the number of the rule that concluded a fact, counted from 0 among the fact's own."""
        return self._rules.get(key) or unknown(self.count)

    @cached_property
    def conflict(self) -> Mask:
        """On which records two rules disagree: nothing of these counts."""
        found = np.zeros(self.count, bool)
        for tests in self.ready.clashing:
            found |= self._all_hold(tests)
        return found

    # --- tests ---

    def _holds(self, test: Within) -> Mask:
        if test.fact in self._quotients:
            return self._compared(self._quotients[test.fact], test)
        return self.column(test.fact).holds(test.at_least, test.at_most)

    def _compared(self, of: QuotientArrays, test: Within) -> Mask:
        """Test a `marked` fraction by what its values mean, for which see `program.Fraction`."""
        held, low, high = of.bottom.known, test.at_least, test.at_most
        if low is not None:
            end = of.multiple(low // 2)
            held = every(held, of.top > end if low % 2 else of.top >= end)
        if high is not None:
            end = of.multiple(high // 2 + high % 2)
            held = every(held, of.top < end if high % 2 else of.top <= end)
        return whole(held, self.count)

    def _all_hold(self, tests: Tests) -> Mask:
        held: Mask | None = None
        for test in tests:
            held = every(held, self._holds(test))
        return whole(held, self.count)

    def _is_open(self, option: Guarded) -> Mask:
        out = [self._all_hold(tests) for tests in option.unless]
        return ~reduce(np.logical_or, out) if out else np.ones(self.count, bool)

    # --- rules ---

    def put(self, then: Key, by: tuple[Rule, ...] | Formula) -> None:
        """Conclude a fact."""
        match by:
            case tuple():
                self.columns[then], self._rules[then] = self._decided(self.ready.decisions[then])
            case Linear():
                self.columns[then] = self._total(by)
            case Fraction() if by.rounding == "marked":
                self._quotients[then] = self._quotient(by)
            case Fraction():
                self.columns[then] = self._rounded(by)
            case Pick():
                self.columns[then] = self._picked(by)
            case Extreme():
                self.columns[then] = self._farthest(by)
            case Agreed():
                least, most = self.column(by.least), self.column(by.most)
                same = every(every(least.known, most.known), least.values == most.values)
                self.columns[then] = FactArray(least.values, same)
            case Exact() | Rescaling():
                self.columns[then] = self._one_by_one(by)
            case _:
                assert_never(by)

    def _decided(self, decision: RuleTable) -> tuple[FactArray, FactArray]:
        """Return what is concluded by the first rule that holds, and its number."""
        if decision.band:
            number, known = self._banded(decision.band)
        else:
            number, known = first_of(map(self._all_hold, decision.asked), len(decision.asked), self.count)
        return FactArray(taken(decision.values, number), known), FactArray(number, known)

    def _banded(self, band: BandEnds) -> tuple[Numbers, Mask | None]:
        number, known = np.zeros(self.count, np.int8), self._known(band.fact)
        for end in band.ends:
            number += self._fails(band, end).view(np.int8)
        if not band.is_last_open:
            known = every(known, number != len(band.ends))
        if known is not None:
            np.maximum(number, (~known).view(np.int8) * np.int8(len(band.ends) + band.is_last_open), out=number)
        return number, known

    def _known(self, fact: Key) -> Mask | None:
        return self._quotients[fact].bottom.known if fact in self._quotients else self.column(fact).known

    def _fails(self, band: BandEnds, end: int) -> Mask:
        """Tell of which records an end is not reached, of those of which the fact is known."""
        if band.fact not in self._quotients:
            values = self.column(band.fact).values
            return values > end if band.is_from_above else values < end
        of = self._quotients[band.fact]
        if band.is_from_above:
            limit = of.multiple(end // 2 + end % 2)
            return of.top >= limit if end % 2 else of.top > limit
        limit = of.multiple(end // 2)
        return of.top <= limit if end % 2 else of.top < limit

    # --- formulas ---

    def _total(self, formula: Linear) -> FactArray:
        type_ = self.ready.types[formula.then]
        total: Numbers | None = None
        known: Mask | None = None
        for factor, fact, default in formula.terms:
            values, there = self.column(fact)
            if default is None:
                known = every(known, there)
            elif there is not None:
                values = or_value(values, there, default)
            # what is not known may be too wide, and counts for nothing
            own: Numbers = values.astype(type_, copy=total is None)
            if factor != 1:
                own = own * factor
            if total is None:
                total = own
            else:
                total += own
        if total is None:
            total = np.full(1, formula.constant, type_)
        elif formula.constant:
            total += formula.constant
        if formula.at_least is not None:
            np.maximum(total, formula.at_least, out=total)
        if formula.at_most is not None:
            np.minimum(total, formula.at_most, out=total)
        made = narrowed(total, known, self.ready.ranges[formula.then])
        return FactArray(made if formula.terms else np.broadcast_to(made[0], self.count), known)

    def _quotient(self, formula: Fraction) -> QuotientArrays:
        (over, one), (under, other) = self.column(formula.numerator), self.column(formula.denominator)
        known, is_more = every(one, other), under > 0
        if known is not None or not is_more.all():
            known = every(known, is_more)
        top = product(over, formula.scale, farthest(over))
        return QuotientArrays(top, FactArray(under, known), farthest(under))

    def _marked(self, then: Key, of: QuotientArrays) -> FactArray:
        known, most = of.bottom.known, 2 * farthest(of.top) + 2
        bottom = of.bottom.values if known is None else np.where(known, of.bottom.values, 1)
        top: Numbers = of.top.astype(type_of(ValueRange(-most, most)), copy=False)
        made = 2 * (top // bottom) + (top % bottom != 0)
        return FactArray(narrowed(made, known, self.ready.ranges[then]), known)

    def _rounded(self, formula: Fraction) -> FactArray:
        of = self._quotient(formula)
        bottom = np.where(whole(of.bottom.known, self.count), of.bottom.values, 1).astype(object)
        made: Numbers = round_to_step(of.top.astype(object), bottom, formula.step, formula.rounding)  # type: ignore[arg-type, assignment]
        return FactArray(narrowed(made, of.bottom.known, self.ready.ranges[formula.then]), of.bottom.known)

    def _picked(self, formula: Pick) -> FactArray:
        selector = self.column(formula.selector)
        values: Numbers = np.zeros(self.count, type_of(self.ready.ranges[formula.then]))
        known = np.zeros(self.count, bool)
        for value, option in formula.options:
            chosen = selector.holds(value, value)
            own = self._option(option)
            values, known = np.where(chosen, own.values, values), known | whole(every(chosen, own.known), self.count)
        return FactArray(values, known)

    def _option(self, option: Key | int) -> FactArray:
        return constant(option, self.count) if isinstance(option, int) else self.column(option)

    def _farthest(self, formula: Extreme) -> FactArray:
        """Return the lowest or highest of what is open; not known where one that is open is not."""
        if all(isinstance(option.value, int) for option in formula.options):
            return self._farthest_number(formula)
        values: Numbers = constant(0, self.count).values
        is_any, unknown_ = np.zeros(self.count, bool), np.zeros(self.count, bool)
        for option in formula.options:
            is_open, own = self._is_open(option), self._option(option.value)
            if own.known is not None:
                unknown_ |= is_open & ~own.known
            is_beyond = own.values > values if formula.highest else own.values < values
            values = np.where(is_open & (~is_any | is_beyond), own.values, values)
            is_any |= is_open
        if formula.default is None:
            return FactArray(values, is_any & ~unknown_)
        return FactArray(np.where(is_any, values, np.array(formula.default, type_of_value(formula.default))), ~unknown_)

    def _farthest_number(self, formula: Extreme) -> FactArray:
        """Return the same of options that are numbers: of these it is the first that is open, the farthest first."""
        options = sorted(formula.options, key=lambda each: int(str(each.value)), reverse=formula.highest)
        number, known = first_of(map(self._is_open, options), len(options), self.count)
        values = [*(option.value for option in options), formula.default or 0]
        made = taken(np.array(values, type_of(self.ready.ranges[formula.then])), number)
        return FactArray(made, known if formula.default is None else None)

    def _one_by_one(self, formula: Formula) -> FactArray:
        """Evaluate a formula of each record; of those that are alike once."""
        read = tuple(formula.reads)
        columns = [integers_of(self.column(key), self.count) for key in read]
        known: dict[tuple[int | None, ...], int | None] = {}

        def evaluated() -> Iterator[int | None]:
            for row in zip(*columns, strict=True) if columns else ((),) * self.count:
                if row not in known:
                    facts = {key: value for key, value in zip(read, row, strict=True) if value is not None}
                    known[row] = formula.evaluate(facts)
                yield known[row]

        return of_integers(evaluated(), self.count)


def _checked(column: FactArray) -> FactArray:
    """Return a given fact as narrow as it is; no record has one that is wider than what is reckoned with."""
    values = column.values
    if values.dtype != np.int64 or not values.size:
        return column
    told = values if column.known is None else values * column.known
    range_ = ValueRange(int(told.min()), int(told.max()))
    if range_.least < GIVEN.least or range_.most > GIVEN.most:
        raise OverflowError(*range_)
    return FactArray(told.astype(np.int32), column.known) if range_.fits(32) else column
