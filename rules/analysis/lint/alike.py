"""Numbers that are multiples of one another: whether their cells have a value in common, without solving anything."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction as Rational
from typing import TYPE_CHECKING

from chamdiem.rules.compile.expressions import Weighted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chamdiem.rules.analysis.lint.cells import ValueCell
    from chamdiem.rules.compile.exact import Exact
    from chamdiem.rules.compile.expressions import Number


def contradict(found: Iterable[tuple[Exact, ValueCell]]) -> bool:
    """Tell whether cells of numbers that are stored `marked` leave out each other, as 70 % of a share and the share."""
    lows: dict[Number, list[tuple[Rational, bool]]] = defaultdict(list)
    highs: dict[Number, list[tuple[Rational, bool]]] = defaultdict(list)
    made: set[Number] = set()
    missing: set[Number] = set()
    for by, cell in found:
        core, factor = _core(by.number)
        (made if cell.defined else missing).add(core)
        if factor > 0 and cell.low is not None:
            threshold, above = divmod(cell.low, 2)
            lows[core].append((Rational(threshold, factor * by.scale), bool(above)))
        if factor > 0 and cell.high is not None:
            threshold, below = divmod(cell.high, 2)
            highs[core].append((Rational(threshold + below, factor * by.scale), not below))
    return not made.isdisjoint(missing) or any(_is_empty(lows[core], highs[core]) for core in lows if core in highs)


def _core(number: Number) -> tuple[Number, Rational]:
    """Return the number of which a number is a multiple, and how many times that."""
    factor = Rational(1)
    while isinstance(number, Weighted) and len(number.terms) == 1:
        ((times, number),) = number.terms
        factor *= times
    return number, factor


def _is_empty(lows: list[tuple[Rational, bool]], highs: list[tuple[Rational, bool]]) -> bool:
    """Tell whether no number is beyond all lower ends (true: above it) and within all upper ones (true: up to it)."""
    (low, is_above), (high, is_up_to) = max(lows), min(highs)
    return low > high or (low == high and (is_above or not is_up_to))
