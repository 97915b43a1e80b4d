"""Exact expressions of complete records as quotients of linear forms, each with where it counts.

Linear forms over one denominator stay linear whatever is added to them. Quotients of several different denominators do
not: there each of them is pinned to a few whole numbers, which shows what some records reach and not what none does.
"""

from __future__ import annotations

import datetime as dt
from itertools import product
from math import gcd, lcm
from typing import TYPE_CHECKING, NamedTuple, assert_never

from chamdiem.rules.analysis.lint.linear import Affine, AtMost, Undecided
from chamdiem.rules.compile import expressions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from fractions import Fraction as Rational

    from chamdiem.rules.compile.expressions import Number
    from chamdiem.rules.compile.program import Key, Within

Guards = tuple[AtMost, ...]
PINNED = (100, 12, 8, 5)
"""The denominators that are tried where several would have to be multiplied."""
OLDEST = 130
"""So many years between two days are considered."""


class Ratio(NamedTuple):
    """Where the guards hold a number is top / bottom, and bottom is at least 1; `whole`: nothing was pinned."""

    guards: Guards
    top: Affine
    bottom: Affine
    whole: bool = True

    def at_least(self, other: Ratio) -> AtMost:
        """Return that this number is not below another one with a denominator that goes with its own."""
        difference, *more = _sums((self, _times(other, -1, 1)))
        if more:
            raise Undecided
        return difference.top.at_least(0)


class Ratios:
    """Makes expressions quotients.

    `forms` returns what a fact is: forms with the guards under which it is that; `fails` how a test comes not to hold;
    `unmade` where a fact cannot be made; `day` is an ordinary day (a day number), to which years are counted.
    """

    def __init__(
        self,
        forms: Callable[[Key], Iterable[tuple[Guards, Affine]]],
        fails: Callable[[Within], Iterable[Guards]],
        unmade: Callable[[Key], Iterable[Guards]],
        day: int,
    ) -> None:
        self._forms, self._fails, self._unmade, self._day = forms, fails, unmade, day

    def of(self, number: Number) -> Iterator[Ratio]:  # noqa: C901, PLR0912 - one for each kind of expression
        """Yield the quotients of an expression that can be made.

        Raises:
            Undecided: it is no quotient of linear forms.
        """
        match number:
            case expressions.Constant(value):
                yield _constant(value)
            case expressions.Leaf():
                for guards, form in self._forms(number.least):
                    yield Ratio(guards, form, Affine((), number.scale))
            case expressions.Weighted(terms):
                weighed = [[_times(r, f.numerator, f.denominator) for r in self.of(term)] for f, term in terms]
                for parts in product(*weighed):
                    yield from _sums(parts)
            case expressions.Quotient():
                yield from self._quotient(number)
            case expressions.Held():
                yield from self._held(number)
            case expressions.Farthest(numbers, highest):
                for parts in product(*(tuple(self.of(each)) for each in numbers)):
                    yield from _farthest(parts, highest=highest)
            case expressions.Chosen(options):
                for each, unless in options:
                    for out in self._in(unless):
                        yield from (r._replace(guards=(*out, *r.guards)) for r in self.of(each))
            case expressions.Years(first, last):
                for begun, ended in product(self.of(first), self.of(last)):
                    on = (*begun.guards, *ended.guards, *_is(ended.top, self._day))
                    yield from (_aged(each, on, begun.top, self._day) for each in range(-1, OLDEST + 1))
            case expressions.Units(inner, every, "exact"):
                yield from (_times(each, every.denominator, every.numerator) for each in self.of(inner))
            case expressions.Units():
                raise Undecided
            case _:
                assert_never(number)

    def undefined(self, number: Number) -> Iterator[Guards]:  # noqa: C901 - one for each kind of expression
        """Yield where an expression cannot be made, since somewhere in it is a share of nothing."""
        match number:
            case expressions.Quotient(top, bottom, _, empty):
                if empty is None:
                    yield from ((*each.guards, each.top.at_most(0)) for each in self.of(bottom))
                inner: tuple[Number, ...] = (top, bottom)
            case expressions.Weighted(terms):
                inner = tuple(term for _, term in terms)
            case expressions.Held(one) | expressions.Units(one):
                inner = (one,)
            case expressions.Farthest(numbers):
                inner = numbers
            case expressions.Chosen(options):
                inner = ()
                for each, unless in options:
                    for out, guards in product(self._in(unless), self.undefined(each)):
                        yield (*out, *guards)
            case expressions.Leaf():
                yield from self._unmade(number.least)
                inner = ()
            case expressions.Constant() | expressions.Years():
                inner = ()
            case _:
                assert_never(number)
        for each in inner:
            yield from self.undefined(each)

    def _in(self, unless: Sequence[Sequence[Within]]) -> Iterator[Guards]:
        """Yield where a candidate is not out: of each alternative a test fails."""
        for chosen in product(*(self._not_all(tests) for tests in unless)):
            yield tuple(one for some in chosen for one in some)

    def _not_all(self, tests: Sequence[Within]) -> list[Guards]:
        return [guards for test in tests for guards in self._fails(test)]

    def _quotient(self, number: expressions.Quotient) -> Iterator[Ratio]:
        factor = number.factor
        for top, bottom in product(tuple(self.of(number.top)), tuple(self.of(number.bottom))):
            if top.bottom.coefficients or bottom.bottom.coefficients:
                raise Undecided
            guards, whole = (*top.guards, *bottom.guards), top.whole and bottom.whole
            above = top.top.times(factor.numerator * bottom.bottom.constant)
            below = bottom.top.times(factor.denominator * top.bottom.constant)
            if below.coefficients or below.constant > 0:  # else nothing is ever divided by it
                yield _reduced(Ratio((*guards, bottom.top.at_least(1)), above, below, whole))
            if number.empty is not None:
                yield _constant(number.empty)._replace(guards=(*guards, bottom.top.at_most(0)), whole=whole)

    def _held(self, number: expressions.Held) -> Iterator[Ratio]:
        low = None if number.at_least is None else _constant(number.at_least)
        high = None if number.at_most is None else _constant(number.at_most)
        for ratio in self.of(number.number):
            inside = ratio.guards
            if low is not None:
                yield low._replace(guards=(*ratio.guards, low.at_least(ratio)), whole=ratio.whole)
                inside = (*inside, ratio.at_least(low))
            if high is not None:
                yield high._replace(guards=(*ratio.guards, ratio.at_least(high)), whole=ratio.whole)
                inside = (*inside, high.at_least(ratio))
            yield ratio._replace(guards=inside)


def _constant(value: Rational) -> Ratio:
    return Ratio((), Affine((), value.numerator), Affine((), value.denominator))


def _times(ratio: Ratio, numerator: int, denominator: int) -> Ratio:
    return _reduced(ratio._replace(top=ratio.top.times(numerator), bottom=ratio.bottom.times(denominator)))


def _reduced(ratio: Ratio) -> Ratio:
    """Return the same quotient with what divides both sides taken out."""
    common = gcd(_content(ratio.top), _content(ratio.bottom))
    if common <= 1:
        return ratio
    return ratio._replace(top=_divided(ratio.top, common), bottom=_divided(ratio.bottom, common))


def _content(form: Affine) -> int:
    return gcd(form.constant, *(factor for _, factor in form.coefficients))


def _divided(form: Affine, by: int) -> Affine:
    return Affine(tuple((key, factor // by) for key, factor in form.coefficients), form.constant // by)


def _sums(parts: Sequence[Ratio]) -> Iterator[Ratio]:
    """Yield the sum of some quotients: over one denominator, or each of several pinned."""
    moving = [part for part in parts if part.bottom.coefficients]
    bases = dict.fromkeys(_divided(part.bottom, _content(part.bottom)) for part in moving)
    varied = any(part.top.coefficients for part in parts if not part.bottom.coefficients)
    if len(bases) <= 1 and not (bases and varied):
        yield _sum(parts, next(iter(bases), Affine((), 1)))
        return
    for pins in product(PINNED, repeat=len(bases)):
        pinned = dict(zip(bases, pins, strict=True))
        guards = tuple(end for base, pin in pinned.items() for end in (base.at_least(pin), base.at_most(pin)))
        fixed = [_pinned(part, pinned) for part in parts]
        total = _sum(fixed, Affine((), 1))
        yield total._replace(guards=(*guards, *total.guards), whole=False)


def _pinned(part: Ratio, pinned: dict[Affine, int]) -> Ratio:
    if not part.bottom.coefficients:
        return part
    content = _content(part.bottom)
    return part._replace(bottom=Affine((), content * pinned[_divided(part.bottom, content)]))


def _sum(parts: Sequence[Ratio], base: Affine) -> Ratio:
    """Return the sum of quotients whose denominators are whole multiples of one form, or whole numbers."""
    whole = [_content(part.bottom) if part.bottom.coefficients else part.bottom.constant for part in parts]
    common = lcm(*whole)
    top = Affine()
    for part, own in zip(parts, whole, strict=True):
        over_base = part.bottom.coefficients or not base.coefficients
        form = part.top if over_base else base.times(part.top.constant)
        top += form.times(common // own)
    guards = tuple(guard for part in parts for guard in part.guards)
    return _reduced(Ratio(guards, top, base.times(common), all(part.whole for part in parts)))


def _farthest(parts: Sequence[Ratio], *, highest: bool) -> Iterator[Ratio]:
    for own in parts:
        others = [part for part in parts if part is not own]
        guards = tuple(own.at_least(other) if highest else other.at_least(own) for other in others)
        all_guards = (*(guard for part in parts for guard in part.guards), *guards)
        yield own._replace(guards=all_guards, whole=all(part.whole for part in parts))


def _is(form: Affine, value: int) -> Guards:
    return (form.at_least(value), form.at_most(value))


def _aged(years: int, guards: Guards, begun: Affine, day: int) -> Ratio:
    """Return that it is so many whole years to a day: a year more than from the latest day of one more."""
    ends = (begun.at_most(_latest(day, years)), begun.at_least(_latest(day, years + 1) + 1))
    return Ratio((*guards, *ends), Affine((), years), Affine((), 1), whole=False)


def _latest(day: int, years: int) -> int:
    """Return the latest day from which it is so many whole years to a day; there is no 29 February in most years."""
    last = dt.date.fromordinal(day)
    return last.replace(year=last.year - years, day=28 if (last.month, last.day) == (2, 29) else last.day).toordinal()
