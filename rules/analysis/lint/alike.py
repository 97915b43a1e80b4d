"""Numbers made of the same numbers: whether their cells leave each other out, without solving anything."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction as Rational
from typing import TYPE_CHECKING, NamedTuple

from chamdiem.rules.compile.expressions import Ends, Farthest, Weighted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from chamdiem.rules.analysis.lint.cells import ValueCell
    from chamdiem.rules.compile.exact import Exact
    from chamdiem.rules.compile.expressions import Number


class _Between(NamedTuple):
    """Between which numbers one lies; an end that does not count itself is beyond. None: no end is known."""

    least: Rational | None = None
    is_above: bool = False
    most: Rational | None = None
    is_below: bool = False

    def meet(self, other: _Between) -> _Between:
        lows = [(one.least, one.is_above) for one in (self, other) if one.least is not None]
        highs = [(one.most, not one.is_below) for one in (self, other) if one.most is not None]
        low, high = max(lows, default=(None, False)), min(highs, default=(None, True))
        return _Between(low[0], low[1], high[0], not high[1])

    @property
    def is_empty(self) -> bool:
        if self.least is None or self.most is None:
            return False
        return self.least > self.most or (self.least == self.most and (self.is_above or self.is_below))

    def times(self, factor: Rational) -> _Between:
        if factor == 0:
            return _Between(Rational(0), most=Rational(0))
        least, most = (None if end is None else factor * end for end in (self.least, self.most))
        if factor < 0:
            return _Between(most, self.is_below, least, self.is_above)
        return _Between(least, self.is_above, most, self.is_below)


_Known = defaultdict["Number", _Between]


def contradict(found: Iterable[tuple[Exact, ValueCell]]) -> bool:
    """Tell whether cells of numbers that are stored `marked` leave out each other.

    So do 70 % of a share and the share, or the mean of two shares and the lower of them. Not all that do are found.
    """
    known: _Known = defaultdict(_Between)
    asked: dict[Number, _Between] = defaultdict(_Between)
    made: set[Number] = set()
    missing: set[Number] = set()
    for by, cell in found:
        (made if cell.defined else missing).add(_core(by.number)[0])
        if cell.defined:
            asked[by.number] = asked[by.number].meet(_of_cell(cell, by.scale))
    for number, between in asked.items():
        for part, told in _told(number, between):
            known[part] = known[part].meet(told)
    return (
        not made.isdisjoint(missing)
        or any(between.is_empty for between in known.values())
        or any(between.meet(_reach(number, known)).is_empty for number, between in asked.items())
    )


def _of_cell(cell: ValueCell, scale: int) -> _Between:
    least, is_above, most, is_below = None, False, None, False
    if cell.low is not None:
        threshold, above = divmod(cell.low, 2)
        least, is_above = Rational(threshold, scale), bool(above)
    if cell.high is not None:
        threshold, below = divmod(cell.high, 2)
        most, is_below = Rational(threshold + below, scale), bool(below)
    return _Between(least, is_above, most, is_below)


def _core(number: Number) -> tuple[Number, Rational]:
    """Return the number of which a number is a multiple, and how many times that."""
    factor = Rational(1)
    while isinstance(number, Weighted) and len(number.terms) == 1:
        ((times, number),) = number.terms
        factor *= times
    return number, factor


def _told(number: Number, between: _Between) -> Iterator[tuple[Number, _Between]]:
    """Yield what follows for the numbers of which one is made that lies between some ends."""
    core, factor = _core(number)
    if factor == 0:
        return
    between = between.times(Rational(factor.denominator, factor.numerator))
    yield core, between
    if isinstance(core, Farthest):
        # no number is above the highest, none below the lowest
        one = between._replace(least=None) if core.highest else between._replace(most=None)
        for each in core.numbers:
            yield from _told(each, one)


def _reach(number: Number, known: Mapping[Number, _Between]) -> _Between:
    """Return between which ends a number can lie by those of the numbers of which it is made."""
    match number:
        case Weighted(terms):
            parts = [_reach(term, known).times(factor) for factor, term in terms]
            lows, highs = [part.least for part in parts], [part.most for part in parts]
            return _Between(
                None if None in lows else sum((low for low in lows if low is not None), Rational(0)),
                any(part.is_above for part in parts),
                None if None in highs else sum((high for high in highs if high is not None), Rational(0)),
                any(part.is_below for part in parts),
            )
        case Farthest(numbers, highest):
            parts = [_reach(each, known) for each in numbers]
            lows_known = [(part.least, part.is_above) for part in parts if part.least is not None]
            highs_known = [(part.most, not part.is_below) for part in parts if part.most is not None]
            # of the highest every upper end has to be known, and any lower one tells; of the lowest the other way round
            choose = max if highest else min
            low = choose(lows_known, default=None) if highest or len(lows_known) == len(parts) else None
            high = choose(highs_known, default=None) if not highest or len(highs_known) == len(parts) else None
            (least, is_above), (most, is_up_to) = low or (None, False), high or (None, True)
            return _Between(least, is_above, most, not is_up_to)
        case _:
            ends = number.ends({}) or Ends()
            return known.get(number, _Between()).meet(_Between(least=ends.least, most=ends.most))
