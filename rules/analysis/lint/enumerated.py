"""All records of some inputs, where they are few: which cells meet in one is looked up, not solved."""

from __future__ import annotations

from collections import defaultdict
from itertools import product
from math import prod
from typing import TYPE_CHECKING

from chamdiem.rules.analysis.lint.domains import kinds
from chamdiem.rules.compile.expressions import Ends
from chamdiem.rules.compile.interpreter import Slice
from chamdiem.rules.compile.program import Key

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from fractions import Fraction as Rational

    from chamdiem.rules.analysis.lint.cells import ValueCell
    from chamdiem.rules.analysis.lint.linear import Values
    from chamdiem.rules.analysis.lint.space import Space
    from chamdiem.rules.compile.expressions import Number

FEW_RECORDS = 4_000
"""Of so many records each is looked at; of more, inequalities are solved."""


class Enumerated:
    """The records of some inputs. A set of them is the bits of one integer: a bit for the place of each."""

    def __init__(self, space: Space, records: Sequence[Values]) -> None:
        self.records = records
        self._space = space
        self._by_value: dict[Key, Mapping[int | None, int]] = {}
        self._in: dict[tuple[Key, ValueCell], int] = {}

    def meet(self, choice: Mapping[Key, ValueCell]) -> Values | None:
        """Return the most ordinary record in which every fact lies in its cell; None: there is none."""
        found = (1 << len(self.records)) - 1
        for key, cell in choice.items():
            found &= self._lying_in(key, cell)
        return self.records[(found & -found).bit_length() - 1] if found else None

    def beyond(self, number: Number, end: Rational, *, below: bool) -> Values | None:
        """Return the most ordinary record of which a number lies beyond an end; None: there is none."""
        self._space.budget.spend(len(self.records))
        part = Slice(self._space.program, number.reads)
        for record in self.records:
            value = (number.ends(part.trace(record).facts) or Ends()).least
            if value is not None and (value < end if below else value > end):
                return record
        return None

    def _lying_in(self, key: Key, cell: ValueCell) -> int:
        if (key, cell) not in self._in:
            found = 0
            for value, places in self._values(key).items():
                found |= places if cell.holds(value) else 0
            self._in[key, cell] = found
        return self._in[key, cell]

    def _values(self, key: Key) -> Mapping[int | None, int]:
        """Return what a fact is, None where it cannot be made, each time with the records in which it is so."""
        if key not in self._by_value:
            self._space.budget.spend(len(self.records))
            part = Slice(self._space.program, [key])
            found: dict[int | None, int] = defaultdict(int)
            for place, record in enumerate(self.records):
                found[part.trace(record).facts.get(key)] |= 1 << place
            self._by_value[key] = found
        return self._by_value[key]


def enumerated(space: Space, inputs: Collection[Key]) -> Enumerated | None:
    """Return all records of some inputs that no bound ties to others, the most ordinary first; None: they are many."""
    domains = {key: _domain(space, key) for key in sorted(inputs)}
    if prod(map(len, domains.values())) > FEW_RECORDS:
        return None
    near = [_ordinary_first(values, space.solver.preferred[key]) for key, values in domains.items()]
    bounds = space.solver.near({*inputs})
    records = (dict(zip(domains, values, strict=True)) for values in product(*near))
    held = [record for record in records if all(bound.holds(record) for bound in bounds)]
    return Enumerated(space, held)


def _domain(space: Space, key: Key) -> Sequence[int]:
    return kinds(space.framework) if key == Key("field", space.framework.shape.kind) else space.solver.domain(key)


def _ordinary_first(values: Sequence[int], usual: int) -> list[int]:
    return sorted(values, key=lambda value: (abs(value - usual), value))
