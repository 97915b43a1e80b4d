"""Exact numbers as columns: of each number its two ends as fractions, and whether it can be made at all.

What `expressions` reckons for one record, here is made of columns for all. An end that is not known is NULL.
"""

from __future__ import annotations

from math import lcm
from typing import TYPE_CHECKING, NamedTuple, assert_never

from chamdiem.rules.compile import expressions as numbers

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from fractions import Fraction as Rational

    from chamdiem.engine.bulk.columns import Columns
    from chamdiem.rules.compile.exact import Exact
    from chamdiem.rules.compile.expressions import Number
    from chamdiem.rules.compile.program import Key

_FIRST_DAY, _LAST_DAY = 1, 3_652_059
"""The days of the calendar that `datetime` knows, 0001-01-01 to 9999-12-31."""


class ColumnPair(NamedTuple):
    """A fraction: two columns or whole numbers. The upper one is NULL where it is not known, the lower one above 0."""

    top: str
    bottom: str

    def reads(self) -> tuple[str, ...]:
        """The columns of it."""
        return self.top, self.bottom


class Bounds(NamedTuple):
    """The least and the most of a number, whether it can be made, and whether that may still turn out not to be so."""

    least: ColumnPair
    most: ColumnPair
    is_made: str = "TRUE"
    is_doubtful: str = "FALSE"

    def reads(self) -> tuple[str, ...]:
        """The columns of it."""
        return *self.least, *self.most, self.is_made, self.is_doubtful


class NumberColumns:
    """Makes the columns of exact numbers; those of one formula share the beginning of their names."""

    def __init__(self, columns: Columns) -> None:
        self._columns, self._dialect = columns, columns.dialect
        self._times = self._dialect.times
        self._count = 0

    def put_exact(self, formula: Exact) -> None:
        """Make the column of an exact number that is rounded to a fact."""
        bounds = self.bounds(formula.number)
        end = bounds.most if formula.highest else bounds.least
        stored = self._put(self._rounded(end, formula), end.reads())
        held = held_whole(stored, formula.at_least, formula.at_most)
        given = f"WHEN {bounds.is_made} AND NOT {bounds.is_doubtful} AND {stored} IS NOT NULL THEN {held}"
        default = "NULL" if formula.default is None else str(formula.default)
        sql = f"CAST(CASE {given} ELSE {default} END AS {self._columns.type_of(formula.then)})"
        self._columns.put(formula.then, sql, (stored, *bounds.reads()))

    def _rounded(self, end: ColumnPair, formula: Exact) -> str:
        top = f"({self._times(end.top, formula.scale)})"
        if formula.rounding == "marked":
            half = f"CASE WHEN {self._dialect.has_rest(top, end.bottom)} THEN 1 ELSE 0 END"
            return f"2 * {self._dialect.floored(top, end.bottom)} + {half}"
        return self.to_step(top, end.bottom, formula.step, formula.rounding)

    def to_step(self, top: str, bottom: str, step: int, rounding: str) -> str:
        """Return a fraction rounded to a multiple of a step, as `rescaling.round_to_step` does it."""
        unit = f"({self._times(bottom, step)})"
        if rounding == "half_up":
            return f"{self._dialect.floored(f'(2 * {top} + {unit})', f'(2 * {unit})')} * {step}"
        if rounding == "up":
            return f"-{self._dialect.floored(f'(-{top})', unit)} * {step}"
        return f"{self._dialect.floored(top, unit)} * {step}"

    def _is_more(self, one: ColumnPair, other: ColumnPair) -> str:
        if one.bottom == other.bottom:
            return f"{one.top} > {other.top}"
        return f"{self._times(one.top, other.bottom)} > {self._times(other.top, one.bottom)}"

    # --- columns on the way ---

    def _put(self, sql: str, reads: Iterable[str]) -> str:
        self._count += 1
        return self._columns.put(f"~{self._count}", sql, reads)

    def _share(self, top: str, bottom: str, reads: Iterable[str]) -> ColumnPair:
        """Make the two columns of a fraction; what is a whole number stays one."""
        several = tuple(reads)
        return ColumnPair(*(each if _is_constant(each) else self._wide(each, several) for each in (top, bottom)))

    def _wide(self, sql: str, reads: Iterable[str]) -> str:
        return self._put(self._dialect.widened(sql), reads)

    # --- numbers ---

    def bounds(self, number: Number) -> Bounds:  # noqa: PLR0911 - one for each kind of number
        """Make the columns of a number."""
        match number:
            case numbers.Constant(value):
                end = ColumnPair(*map(str, value.as_integer_ratio()))
                return Bounds(end, end)
            case numbers.Leaf():
                return self._leaf(number)
            case numbers.Weighted(terms):
                return self._weighted(terms)
            case numbers.Quotient():
                return self._quotient(number)
            case numbers.Held():
                return self._held(number)
            case numbers.Farthest(several, highest):
                return self._farthest([self.bounds(each) for each in several], highest=highest)
            case numbers.Chosen(options):
                return self._chosen(options)
            case numbers.Units():
                return self._units(number)
            case numbers.Years(first, last):
                return self._years(self.bounds(first), self.bounds(last))
            case _:
                assert_never(number)

    def _leaf(self, leaf: numbers.Leaf) -> Bounds:
        least = self._leaf_end(leaf.least, leaf.low, "greatest")
        if (leaf.least, leaf.low) == (leaf.most, leaf.high):
            return Bounds(ColumnPair(least, str(leaf.scale)), ColumnPair(least, str(leaf.scale)))
        most = self._leaf_end(leaf.most, leaf.high, "least")
        return Bounds(ColumnPair(least, str(leaf.scale)), ColumnPair(most, str(leaf.scale)))

    def _leaf_end(self, fact: Key, limits: Sequence[Key | int], farthest: str) -> str:
        told = [str(each) if isinstance(each, int) else self._columns.of(each) for each in limits]
        # all that are used leave out what is NULL
        limit = f"{farthest}({', '.join(told)})" if len(told) > 1 else "".join(told)
        own = self._columns.of(fact)
        sql = self._dialect.widened(f"COALESCE({own}, {limit})" if told else own)
        return self._put(sql, (own, *told))

    def _weighted(self, terms: Sequence[tuple[Rational, Number]]) -> Bounds:
        parts = [(factor, self.bounds(term)) for factor, term in terms]
        least, most = (
            self._total([(factor, part.least if (factor >= 0) is lower else part.most) for factor, part in parts])
            for lower in (True, False)
        )
        return Bounds(least, most, *self._together([part for _, part in parts]))

    def _total(self, terms: Sequence[tuple[Rational, ColumnPair]]) -> ColumnPair:
        """Return the sum of fractions, each times a factor."""
        fixed = [each for each in terms if _is_constant(each[1].bottom)]
        below = lcm(1, *(factor.denominator * int(share.bottom) for factor, share in fixed))
        top = " + ".join(
            self._times(share.top, factor.numerator * (below // (factor.denominator * int(share.bottom))))
            for factor, share in fixed
        )
        total = self._share(f"({top or 0})", str(below), [share.top for _, share in fixed])
        for factor, share in terms:
            if not _is_constant(share.bottom):
                above = self._times(share.top, factor.numerator, total.bottom)
                bottom = self._times(share.bottom, factor.denominator)
                total = self._share(
                    f"({bottom} * {total.top} + {above})", f"({bottom} * {total.bottom})", (*total, *share)
                )
        return total

    def _together(self, parts: Sequence[Bounds]) -> tuple[str, str]:
        """Return whether all of several numbers can be made, and whether of some that is in doubt."""
        made = dict.fromkeys(part.is_made for part in parts if part.is_made != "TRUE")
        doubtful = dict.fromkeys(part.is_doubtful for part in parts if part.is_doubtful != "FALSE")
        return self._joined(made, " AND ", "TRUE"), self._joined(doubtful, " OR ", "FALSE")

    def _joined(self, columns: Iterable[str], by: str, default: str) -> str:
        several = tuple(columns)
        return self._put(by.join(several), several) if len(several) > 1 else next(iter(several), default)

    def _quotient(self, number: numbers.Quotient) -> Bounds:
        top, bottom = self.bounds(number.top), self.bounds(number.bottom)
        reads = (*top.reads(), *bottom.reads())
        # nothing is told where it is not known
        nothing = f"COALESCE({bottom.most.top} <= 0, FALSE)"
        may_be_nothing = f"(NOT {bottom.is_made} OR {bottom.least.top} IS NULL OR {bottom.least.top} <= 0)"
        made, doubtful = self._together([top, bottom])
        if number.empty is None:
            made = self._put(f"{made} AND NOT {nothing}", (made, *reads))
            doubtful = self._put(f"{doubtful} OR {may_be_nothing}", (doubtful, *reads))
        low = self._quotient_end(number, top.least, bottom, lower=True)
        high = self._quotient_end(number, top.most, bottom, lower=False)
        if number.is_part:
            whole = ColumnPair(*map(str, number.factor.as_integer_ratio()))
            high = self._chosen_share(f"{high.top} IS NULL OR {self._is_more(high, whole)}", whole, high)
        if number.empty is None:
            return Bounds(low, high, made, doubtful)
        empty = ColumnPair(*map(str, number.empty.as_integer_ratio()))
        least, most = (
            self._chosen_share(f"{nothing} OR ({may_be_nothing} AND {beyond})", empty, end, reads)
            for end, beyond in ((low, self._is_more(low, empty)), (high, self._is_more(empty, high)))
        )
        return Bounds(least, most, made, doubtful)

    def _quotient_end(self, number: numbers.Quotient, top: ColumnPair, bottom: Bounds, *, lower: bool) -> ColumnPair:
        """Make one end: of a positive number the least quotient is by the greatest divisor, of a negative one not."""
        above, below = number.factor.as_integer_ratio()

        def by(divisor: ColumnPair) -> tuple[str, str]:
            return (
                self._times(top.top, above, divisor.bottom),
                self._times(top.bottom, below, divisor.top),
            )

        positive = f"{top.top} >= 0" if lower else f"{top.top} < 0"
        by_most, by_least = by(bottom.most), by(bottom.least)
        # it may be divided by ever more; and by nothing, where only nothing has a quotient
        endless, nothing = f"{bottom.most.top} IS NULL", f"{bottom.least.top} IS NULL OR {bottom.least.top} <= 0"
        tops = (
            f"CASE WHEN {top.top} IS NULL THEN NULL "
            f"WHEN {positive} THEN CASE WHEN {endless} THEN 0 ELSE {by_most[0]} END "
            f"WHEN {nothing} THEN CASE WHEN {top.top} = 0 THEN 0 END ELSE {by_least[0]} END"
        )
        bottoms = (
            f"CASE WHEN {positive} THEN CASE WHEN {endless} OR {bottom.most.top} <= 0 THEN 1 ELSE {by_most[1]} END "
            f"WHEN {nothing} THEN 1 ELSE {by_least[1]} END"
        )
        return self._share(tops, bottoms, (*top, *bottom.least, *bottom.most))

    def _chosen_share(self, when: str, one: ColumnPair, other: ColumnPair, reads: Iterable[str] = ()) -> ColumnPair:
        """Make a fraction that is one where something holds, and else the other."""
        pairs = zip(one, other, strict=True)
        made = [mine if mine == theirs else f"CASE WHEN {when} THEN {mine} ELSE {theirs} END" for mine, theirs in pairs]
        return self._share(made[0], made[1], (*one, *other, *reads))

    def _held(self, number: numbers.Held) -> Bounds:
        inner = self.bounds(number.number)
        low, high = _fixed(number.at_least), _fixed(number.at_most)

        def held(end: ColumnPair, unknown: ColumnPair | None) -> ColumnPair:
            found = end
            if low is not None:
                found = self._chosen_share(f"{self._is_more(low, found)}", low, found)
            if high is not None:
                found = self._chosen_share(f"{self._is_more(found, high)}", high, found)
            return found if unknown is None else self._chosen_share(f"{end.top} IS NULL", unknown, found, end.reads())

        return Bounds(held(inner.least, low), held(inner.most, high), inner.is_made, inner.is_doubtful)

    def _farthest(self, parts: Sequence[Bounds], *, highest: bool) -> Bounds:
        least, most = [part.least for part in parts], [part.most for part in parts]
        # one end that is known suffices on the one side, and all must be known on the other
        ends = (
            self._extreme(least, highest=highest, is_strict=not highest),
            self._extreme(most, highest=highest, is_strict=highest),
        )
        return Bounds(*ends, *self._together(parts))

    def _extreme(self, shares: Sequence[ColumnPair], *, highest: bool, is_strict: bool) -> ColumnPair:
        """Make the highest or lowest of fractions; a NULL is left out, or (`is_strict`) makes all of it one."""
        first, *others = shares
        found = first
        for share in others:
            beyond = self._is_more(share, found) if highest else self._is_more(found, share)
            wanted = (
                f"{share.top} IS NULL OR ({found.top} IS NOT NULL AND {beyond})"
                if is_strict
                else (f"{found.top} IS NULL OR {beyond}")
            )
            found = self._chosen_share(wanted, share, found)
        return found

    def _chosen(self, options: Sequence[numbers.Candidate]) -> Bounds:
        """Any number that is not known to be out: from the least of their least to the most of their most."""
        parts = [self.bounds(number) for number, _ in options]
        outs = [
            self._put(f"COALESCE({self._columns.any_holds(unless)}, FALSE)", self._columns.tested(unless))
            for _, unless in options
        ]
        pairs = list(zip(parts, outs, strict=True))
        opened = [self._put(f"{part.is_made} AND NOT {out}", (part.is_made, out)) for part, out in pairs]
        doubts = [
            self._put(f"{part.is_doubtful} AND NOT {out}", (part.is_doubtful, out))
            for part, out in pairs
            if part.is_doubtful != "FALSE"
        ]
        ends = (
            self._among([part.least for part in parts], opened, highest=False),
            self._among([part.most for part in parts], opened, highest=True),
        )
        return Bounds(*ends, self._joined(opened, " OR ", "FALSE"), self._joined(doubts, " OR ", "FALSE"))

    def _among(self, shares: Sequence[ColumnPair], opened: Sequence[str], *, highest: bool) -> ColumnPair:
        """Make the highest or lowest of the fractions that are open; NULL where one of these is."""
        found, is_any = ColumnPair("0", "1"), "FALSE"
        for share, is_open in zip(shares, opened, strict=True):
            beyond = self._is_more(share, found) if highest else self._is_more(found, share)
            is_first = f"NOT {is_any}"
            wanted = f"{is_open} AND ({is_first} OR {share.top} IS NULL OR ({found.top} IS NOT NULL AND {beyond}))"
            found = self._chosen_share(wanted, share, found, (is_open, is_any))
            is_any = self._put(f"{is_any} OR {is_open}", (is_any, is_open))
        return found

    def _units(self, number: numbers.Units) -> Bounds:
        inner = self.bounds(number.number)
        above, below = number.every.as_integer_ratio()

        def counted(end: ColumnPair) -> ColumnPair:
            top, bottom = f"({self._times(end.top, below)})", f"({self._times(end.bottom, above)})"
            match number.part:
                case "exact":
                    return self._share(top, bottom, end.reads())
                case "whole":
                    return self._share(self._dialect.floored(top, bottom), "1", end.reads())
                case "begun":
                    return self._share(f"-{self._dialect.floored(f'(-{top})', bottom)}", "1", end.reads())

        return Bounds(counted(inner.least), counted(inner.most), inner.is_made, inner.is_doubtful)

    def _years(self, first: Bounds, last: Bounds) -> Bounds:
        written = {share: self._written(share) for part in (first, last) for share in (part.least, part.most)}

        def years(start: ColumnPair, end: ColumnPair) -> ColumnPair:
            between = f"({written[end]} - {written[start]})"
            floored = self._dialect.floored(between, "10000")
            return self._share(floored, "1", (written[start], written[end]))

        ends = years(first.most, last.least), years(first.least, last.most)
        return Bounds(*ends, *self._together([first, last]))

    def _written(self, day: ColumnPair) -> str:
        """Make a day as one number, 20251105; what lies beyond the calendar is its first or last day."""
        whole = self._dialect.floored(day.top, day.bottom)
        number = self._put(held_whole(whole, _FIRST_DAY, _LAST_DAY), day.reads())
        return self._put(self._dialect.written.format(day=number), (number,))


def _fixed(end: Rational | None) -> ColumnPair | None:
    return None if end is None else ColumnPair(*map(str, end.as_integer_ratio()))


def _is_constant(sql: str) -> bool:
    return sql.lstrip("-").isdigit()


def held_whole(number: str, at_least: int | None, at_most: int | None) -> str:
    """Return a whole number that is held between two ends."""
    low = "" if at_least is None else f"WHEN {number} < {at_least} THEN {at_least} "
    high = "" if at_most is None else f"WHEN {number} > {at_most} THEN {at_most} "
    return f"CASE {low}{high}ELSE {number} END" if low or high else number
