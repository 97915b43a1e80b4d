"""Records tried one after the other: which cells of a number they reach, before anything is solved.

Seven thousand awards of one criterion are seven thousand systems to solve, and nearly all of them lie within reach of
some thousand records. Where those are all the records there are, no other cell is reached.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import chain, islice, product
from math import prod
from typing import TYPE_CHECKING, NamedTuple

from chamdiem.rules.analysis.lint.cells import ValueCell
from chamdiem.rules.analysis.lint.domains import LARGEST, domain_of
from chamdiem.rules.analysis.lint.linear import Undecided
from chamdiem.rules.compile.interpreter import Slice

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from chamdiem.rules.analysis.lint.linear import AtMost, Values
    from chamdiem.rules.analysis.lint.space import Space
    from chamdiem.rules.compile.program import Key

MAX_TRIED = 20_000
"""So many records are tried of one number."""
MANY_INPUTS = 3
"""Of more inputs than these, some thousand records show too little."""
MANY_RECORDS = 4_000
"""Of facts together, so many records are tried where they are not all."""
FEW = 20
"""So many of the first values of each input are tried by themselves: what is small is met seldom among all."""
NEAR = 1_000
"""Of a count without an end, values up to this are tried."""


class Tried(NamedTuple):
    """The cells that some records reach, each with such a record; `whole`: no other record is left."""

    found: Mapping[ValueCell, Values]
    whole: bool


def tried(space: Space, key: Key, inputs: Collection[Key], bounds: Sequence[AtMost]) -> Tried:
    """Return what is reached of a number by records of its inputs, which the bounds hold together."""
    domains = {each: domain_of(each, space.framework) for each in sorted(inputs)}
    whole = prod(map(len, domains.values())) <= MAX_TRIED
    cells = space.cells(key)
    defined = [cell for cell in cells if cell.defined]
    starts = [cell.low or 0 for cell in defined[1:]]
    part = Slice(space.program, [key], lambda each: each in domains)
    found: dict[ValueCell, Values] = {}
    for record in _all(domains) if whole else islice(_spread(domains), MAX_TRIED):
        space.budget.spend(1)
        if not all(bound.holds(record) for bound in bounds):
            continue
        value = part.trace(record).facts.get(key)
        cell = cells[0] if value is None else defined[bisect_right(starts, value)]
        found.setdefault(cell, record)
        if len(found) == len(cells):
            break
    return Tried(found, whole)


class TriedTogether(NamedTuple):
    """What some facts are together, each time with a record in which they are so; `whole`: no other record is left."""

    found: Mapping[tuple[int | None, ...], Values]
    whole: bool

    def meet(self, cells: Sequence[ValueCell]) -> Values | None:
        """Return a record by which the facts lie in cells; None: there is none.

        Raises:
            Undecided: none of those that were tried is so.
        """
        for values, record in self.found.items():
            if all(map(ValueCell.holds, cells, values)):
                return record
        if not self.whole:
            raise Undecided
        return None


def tried_together(
    space: Space, keys: Collection[Key], inputs: Collection[Key], bounds: Sequence[AtMost]
) -> TriedTogether:
    """Return what facts are together in records of their inputs, which the bounds hold together."""
    domains = {each: space.solver.domain(each) for each in sorted(inputs)}
    whole = prod(map(len, domains.values())) <= MAX_TRIED
    found: dict[tuple[int | None, ...], Values] = {}
    if not whole and len(domains) > MANY_INPUTS:
        return TriedTogether(found, whole)
    part = Slice(space.program, keys, lambda each: each in domains)
    small = {key: domain[:FEW] for key, domain in domains.items()}
    some = chain(islice(_spread(domains), MANY_RECORDS), islice(_spread(small), MANY_RECORDS // FEW))
    for record in _all(domains) if whole else some:
        space.budget.spend(1)
        if all(bound.holds(record) for bound in bounds):
            facts = part.trace(record).facts
            found.setdefault(tuple(map(facts.get, keys)), record)
    return TriedTogether(found, whole)


def _all(domains: Mapping[Key, range]) -> Iterator[Values]:
    for values in product(*domains.values()):
        yield dict(zip(domains, values, strict=True))


_WORD = 2**32
_GOLDEN = 2_654_435_769  # 2³² divided by the golden ratio: its multiples lie evenly in 0 … 2³²


def _spread(domains: Mapping[Key, range]) -> Iterator[Values]:
    """Yield records without end that lie evenly among all: each input by multiples of a number of its own."""
    number = 0
    factors = [pow(_GOLDEN, place, _WORD) for place in range(1, len(domains) + 1)]
    near = [domain if domain[-1] != LARGEST else domain[: NEAR + 1] for domain in domains.values()]
    while True:
        number += 1
        yield {
            key: domain[number * factor % _WORD * len(domain) // _WORD]
            for key, domain, factor in zip(domains, near, factors, strict=True)
        }
