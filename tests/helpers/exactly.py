"""Expressions worked out a second time, corner by corner: what is not bounded is taken for enormous."""

from __future__ import annotations

import datetime as dt
import math
from fractions import Fraction as Rational
from typing import TYPE_CHECKING

from chamdiem.rules.compile import exact, expressions

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from chamdiem.rules.compile.program import Key, Within

    Facts = Mapping[Key, int]

Pair = tuple[Rational, Rational]
ENORMOUS = Rational(10**40)
NOT_ENORMOUS = Rational(10**15)


def ends(number: expressions.Number, facts: Facts, holds: Callable[[Within], bool]) -> Pair | None:  # noqa: C901, PLR0911 - one for each kind
    """Return between which numbers an expression lies, None where it cannot be made."""
    match number:
        case expressions.Constant(value):
            return value, value
        case expressions.Leaf():
            return _leaf(number, facts)
        case expressions.Weighted(terms):
            found = [(factor, ends(term, facts, holds)) for factor, term in terms]
            if any(pair is None for _, pair in found):
                return None
            corners = [sorted(factor * end for end in pair) for factor, pair in found if pair]
            return _tame(sum(low for low, _ in corners), sum(high for _, high in corners))
        case expressions.Quotient():
            return _quotient(number, ends(number.top, facts, holds), ends(number.bottom, facts, holds))
        case expressions.Held(inner, low, high):
            pair = ends(inner, facts, holds)
            first, last = (-ENORMOUS if low is None else low), (ENORMOUS if high is None else high)
            return pair and (max(first, min(last, pair[0])), max(first, min(last, pair[1])))
        case expressions.Farthest(numbers, highest):
            pairs = [ends(each, facts, holds) for each in numbers]
            best = max if highest else min
            return None if None in pairs else (best(p[0] for p in pairs if p), best(p[1] for p in pairs if p))
        case expressions.Chosen(options):
            in_ = [each for each, unless in options if not any(all(map(holds, tests)) for tests in unless)]
            pairs = [pair for each in in_ if (pair := ends(each, facts, holds)) is not None]
            return (min(p[0] for p in pairs if p), max(p[1] for p in pairs if p)) if pairs else None
        case expressions.Units(inner, every, part):
            pair = ends(inner, facts, holds)
            return pair and (_units(pair[0] / every, part), _units(pair[1] / every, part))
        case expressions.Years(first_, last_):
            return _years(_leaf(first_, facts), _leaf(last_, facts))


def _units(exactly: Rational, part: str) -> Rational:
    return (
        Rational(math.floor(exactly))
        if part == "whole"
        else Rational(math.ceil(exactly))
        if part == "begun"
        else exactly
    )


def _tame(low: Rational | int, high: Rational | int) -> Pair:
    """Return ends in which what was enormous on the way is enormous again."""
    low, high = Rational(low), Rational(high)
    return (-ENORMOUS if abs(low) > NOT_ENORMOUS else low, ENORMOUS if abs(high) > NOT_ENORMOUS else high)


def _leaf(leaf: expressions.Leaf, facts: Facts) -> Pair:
    told = [[limit if isinstance(limit, int) else facts.get(limit) for limit in side] for side in (leaf.low, leaf.high)]
    low, high = ([value for value in side if value is not None] for side in told)
    least = facts.get(leaf.least, max(low, default=None))
    most = facts.get(leaf.most, min(high, default=None))
    scale = Rational(1, leaf.scale)
    return (-ENORMOUS if least is None else least * scale), (ENORMOUS if most is None else most * scale)


def _quotient(made: expressions.Quotient, top: Pair | None, bottom: Pair | None) -> Pair | None:
    if top is None or bottom is None:
        return None
    if bottom[1] <= 0:
        return None if made.empty is None else (made.empty, made.empty)
    divisors = [max(bottom[0], 1 / ENORMOUS), bottom[1]]
    corners = [end * made.factor / divisor for end in top for divisor in divisors]
    # nothing divided by ever more comes near nothing
    low, high = ((Rational(0) if abs(end) < 1 / NOT_ENORMOUS else end) for end in (min(corners), max(corners)))
    pair = _tame(low, min(high, made.factor) if made.is_part else high)
    if bottom[0] <= 0 and made.empty is not None:
        pair = (min(pair[0], made.empty), max(pair[1], made.empty))
    return pair


def _years(first: Pair, last: Pair) -> Pair:
    def between(begun: Rational, ended: Rational, unknown: Rational) -> Rational:
        if abs(begun) >= NOT_ENORMOUS or abs(ended) >= NOT_ENORMOUS:
            return unknown
        from_, to = (dt.date.fromordinal(int(day)) for day in (begun, ended))
        return Rational(to.year - from_.year - ((to.month, to.day) < (from_.month, from_.day)))

    return between(first[1], last[0], -ENORMOUS), between(first[0], last[1], ENORMOUS)


def _may_be_of_nothing(number: expressions.Number, facts: Facts, holds: Callable[[Within], bool]) -> bool:
    inner: list[expressions.Number] = []
    match number:
        case expressions.Quotient():
            whole = ends(number.bottom, facts, holds)
            if number.empty is None and (whole is None or whole[0] <= 0):
                return True
            inner = [number.top, number.bottom]
        case expressions.Weighted():
            inner = [term for _, term in number.terms]
        case expressions.Held() | expressions.Units():
            inner = [number.number]
        case expressions.Farthest():
            inner = [*number.numbers]
        case expressions.Chosen():
            inner = [each for each, unless in number.options if not any(all(map(holds, tests)) for tests in unless)]
        case _:
            return False
    return any(_may_be_of_nothing(each, facts, holds) for each in inner)


def value(formula: exact.Exact, facts: Facts, holds: Callable[[Within], bool]) -> int | None:
    """Return what a formula makes of facts."""
    pair = None if _may_be_of_nothing(formula.number, facts, holds) else ends(formula.number, facts, holds)
    end = None if pair is None else pair[formula.highest]
    if end is None or abs(end) >= NOT_ENORMOUS:
        return formula.default
    scaled = end * formula.scale
    if formula.rounding == "marked":
        return 2 * math.floor(scaled) + (scaled.denominator != 1)
    steps = scaled * Rational(1, formula.step)
    rounded = {
        "half_up": math.floor(steps + Rational(1, 2)),
        "down": math.floor(steps),
        "up": math.ceil(steps),
    }[formula.rounding] * formula.step
    low = rounded if formula.at_least is None else max(rounded, formula.at_least)
    return low if formula.at_most is None else min(low, formula.at_most)
