"""Whole numbers for the fields and answers of a framework: all inequalities between them, solved at once."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chamdiem.rules.analysis.limits import ends
from chamdiem.rules.analysis.lint.domains import bounds_between, domain_of, kinds, on_steps, preferred, without_steps
from chamdiem.rules.analysis.lint.linear import AtMost, Undecided, solve, variable
from chamdiem.rules.compile.program import Key

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from chamdiem.rules.analysis.lint.linear import Values
    from chamdiem.rules.language.framework import Framework

Conjunction = tuple[AtMost, ...]
OF_RATINGS = 4_000_000
"""Steps for totals and ratings. A step is about a rule that is looked at, or an inequality that is solved: a million of
them take a second or two, and what ships needs some tens of thousands."""


@dataclass(slots=True)
class Budget:
    """Steps of work that are left, not seconds: every machine leaves the same undone."""

    left: int

    def spend(self, steps: int) -> None:
        """Take steps away.

        Raises:
            Undecided: there are none left.
        """
        self.left -= steps
        if self.left < 0:
            raise Undecided


class Solver:
    """Solves systems of inequalities over what a framework asks for, together with all that bounds it."""

    def __init__(self, framework: Framework, inputs: Collection[Key], budget: Budget) -> None:
        self.framework = framework
        self.budget = budget
        self.preferred = preferred(inputs, framework)
        self._bounds = tuple(bounds_between(inputs, framework.shape))
        self._domains: dict[Key, range] = {}
        self._found: dict[frozenset[AtMost], Values | None] = {}

    def domain(self, key: Key) -> range:
        """Return what a field or an answer can be."""
        if key not in self._domains:
            self._domains[key] = self._narrowed(key, domain_of(key, self.framework))
        return self._domains[key]

    def _narrowed(self, key: Key, domain: range) -> range:
        """Return what of a domain is left by other fields that a number may not pass, whatever they are."""
        if key.kind != "field" or not self.framework.shape.limits_of[key.subject]:
            return domain
        low, high = ends(self.framework.shape, key.subject, {})
        return domain[bisect_left(domain, low) : bisect_right(domain, high)] or domain

    def solved(self, system: Conjunction) -> Values | None:
        """Return whole numbers for which all of a system holds; None: there are none.

        Raises:
            Undecided: the search was given up.
        """
        key = frozenset(system)
        if key not in self._found:
            self._found[key] = self.search(sorted(key))
        return self._found[key]

    def search(self, system: Iterable[AtMost]) -> Values | None:
        """Solve a system together with all that bounds its variables."""
        system = [*system]
        known = {key for inequality in system for key, _ in inequality.coefficients}
        for bound in self.near(known):
            system.append(bound)
            known.update(key for key, _ in bound.coefficients)
        for key in known:
            domain = self.domain(key)
            system += (variable(key).at_least(domain[0]), variable(key).at_most(domain[-1]))
            system += on_steps(key, domain)
        self.budget.spend(10 * len(system))
        of_kind = Key("field", self.framework.shape.kind)
        if of_kind not in known:
            return without_steps(solve(system, self.preferred))
        # The kinds that a framework scores need not lie side by side, and a gap is no linear inequality.
        for kind in kinds(self.framework):
            is_of_it = (variable(of_kind).at_least(kind), variable(of_kind).at_most(kind))
            found = without_steps(solve([*system, *is_of_it], self.preferred))
            if found is not None:
                return found
        return None

    def near(self, known: set[Key]) -> list[AtMost]:
        """Return the bounds between fields that touch some of them, directly or through others."""
        reached, rest = set(known), list(self._bounds)
        # Not every bound there is: elimination multiplies inequalities, and a question about minutes has no use for
        # votes.
        found: list[AtMost] = []
        while True:
            touching = [bound for bound in rest if any(key in reached for key, _ in bound.coefficients)]
            if not touching:
                return found
            found += touching
            rest = [bound for bound in rest if bound not in touching]
            reached.update(key for bound in touching for key, _ in bound.coefficients)
