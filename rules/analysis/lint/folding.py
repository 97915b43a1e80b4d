"""Sums of many items taken together: of all combinations of their cells, one for each number that they add up to.

Twenty faults that are counted by themselves have more combinations than can be looked at, and yet come to a few dozen
numbers of points: whatever is asked of the criterion, only the sum can tell.
"""

from __future__ import annotations

from collections import Counter
from math import prod
from typing import TYPE_CHECKING

from chamdiem.rules.analysis.lint.linear import Undecided
from chamdiem.rules.compile.program import Key, Linear, needs
from chamdiem.rules.compile.scored import scoring_key
from chamdiem.rules.language import tallies

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from chamdiem.rules.analysis.lint.cells import Choice
    from chamdiem.rules.analysis.lint.space import Space
    from chamdiem.rules.language.criteria import Criterion

Values = dict[int, "Choice"]
MAX_VALUES = 5_000
"""So many combinations of one item, or sums of several, are told apart."""


class Folding:
    """The sums of a criterion whose items nothing else reads, with a few cells for each value."""

    def __init__(self, space: Space, criterion: Criterion) -> None:
        self.space, self.root = space, scoring_key(criterion)
        self._private = _private(space, criterion)
        self._is_tally = isinstance(criterion.way, tallies.Additions | tallies.Deductions)

    def combinations(self) -> tuple[frozenset[Key], list[Choice]]:
        """Return the facts that are folded, and one choice of their cells for each sum that they come to.

        Raises:
            Undecided: there are too many values.
        """
        by = self.space.program.by.get(self.root)
        if not isinstance(by, Linear):
            return frozenset(), [{}]
        kept = [term for term in by.terms if self._folds(term.fact)]
        found: Values = {0: {}}
        for term in kept:
            found = self._added(found, term.factor, self._values(term.fact))
            found = _no_further(by, found) if self._is_tally else found
        keys = frozenset(key for term in kept for key in self._given(term.fact))
        return keys, [*found.values()]

    def _given(self, fact: Key) -> frozenset[Key]:
        return frozenset(self.space.slice_of([fact]).given)

    def _folds(self, fact: Key) -> bool:
        return self._given(fact) <= self._private

    def _values(self, fact: Key) -> Values:
        """Return the values that a fact takes, each with cells that lead to it."""
        by = self.space.program.by.get(fact)
        if isinstance(by, Linear) and _apart(self._given(term.fact) for term in by.terms):
            found: Values = {by.constant: {}}
            for term in by.terms:
                found = self._added(found, term.factor, self._values(term.fact))
            return _held(by, found)
        return self._tried(fact)

    def _added(self, found: Values, factor: int, more: Values) -> Values:
        self.space.budget.spend(len(found) * len(more))
        sums: Values = {}
        for value, choice in found.items():
            for other, chosen in more.items():
                sums.setdefault(value + factor * other, {**choice, **chosen})
        if len(sums) > MAX_VALUES:
            raise Undecided
        return sums

    def _tried(self, fact: Key) -> Values:
        part = self.space.slice_of([fact])
        if prod(len(self.space.cells(key)) for key in part.given) > MAX_VALUES:
            raise Undecided
        found: Values = {}
        for choice in self._choices(list(part.given)):
            self.space.budget.spend(part.size)
            value = part.trace({key: cell.value for key, cell in choice.items()}).facts.get(fact)
            if value is None:
                raise Undecided
            found.setdefault(value, choice)
        return found

    def _choices(self, keys: list[Key]) -> Iterator[Choice]:
        if not keys:
            yield {}
            return
        for choice in self._choices(keys[1:]):
            for cell in self.space.cells(keys[0]):
                yield {keys[0]: cell, **choice}


def _no_further(by: Linear, found: Values) -> Values:
    """Return sums of some terms without those beyond the one that alone brings the whole sum to its end."""
    # all items go one way, none of them below 0, so that no other one brings the sum back
    low = None if by.at_least is None else by.at_least - by.constant
    high = None if by.at_most is None else by.at_most - by.constant
    kept: Values = {}
    for value, choice in found.items():
        held = value if low is None else max(value, low)
        kept.setdefault(held if high is None else min(held, high), choice)
    return kept


def _held(by: Linear, found: Values) -> Values:
    held: Values = {}
    for value, choice in found.items():
        value = value if by.at_least is None else max(value, by.at_least)  # noqa: PLW2901 - the same number, held
        held.setdefault(value if by.at_most is None else min(value, by.at_most), choice)
    return held


def _apart(sets: Iterable[frozenset[Key]]) -> bool:
    """Tell whether no two sets share a fact."""
    often = Counter(key for keys in sets for key in keys)
    return all(times == 1 for times in often.values())


def _private(space: Space, criterion: Criterion) -> frozenset[Key]:
    """Return the answers, and the fields that nothing bounds, on which just one term of one criterion depends."""
    needed, own = needs(space.program), space.program.by.get(scoring_key(criterion))
    readers = [Key("award", each.id) for each in space.framework.criteria if each is not criterion]
    readers += [key for key in needed if key.kind in {"gate", "cap", "measure", "treatment", "difference"}]
    if isinstance(own, Linear):
        readers += [term.fact for term in own.terms]
    often = Counter(need for reader in readers for need in needed.get(reader, ()))
    return frozenset(
        key
        for key in space.program.inputs
        if often[key] == 1 and (space.is_free(key) or (key.kind == "field" and space.is_untied(key)))
    )
