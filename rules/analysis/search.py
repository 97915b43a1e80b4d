"""The smallest changes of a meeting's facts after which the rules conclude what is wanted, found exactly.

What is wanted is taken apart, through the rules that conclude it, into alternatives: tests of what one cluster of
changeable facts decides, and tests of sums over clusters (a total, a group). The first choose among a cluster's
outcomes; the sums are reached by dynamic programming over the clusters, for one more changed criterion each time until
it succeeds.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from chamdiem.rules.analysis.levers import LINKS
from chamdiem.rules.analysis.options import TRIED, TRIED_LATER, Cluster
from chamdiem.rules.analysis.plans import Plan, Solution, first_of_each
from chamdiem.rules.compile.interpreter import Slice
from chamdiem.rules.compile.keys import MADE
from chamdiem.rules.compile.literals import merge
from chamdiem.rules.compile.program import Key, Linear, Term, Within

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from chamdiem.rules.analysis.levers import Situation
    from chamdiem.rules.analysis.options import Option
    from chamdiem.rules.compile.interpreter import Run
    from chamdiem.rules.compile.program import Formula

Tests = tuple[Within, ...]


class Search:
    """Answers, for one situation, how little must change for facts to be concluded.

    `limit`: so many combinations of the facts of one cluster are tried.
    """

    def __init__(self, situation: Situation, limit: int = TRIED) -> None:
        self.situation = situation
        self.limit = limit
        self.program = situation.program
        self.formulas: dict[Key, Formula] = {formula.then: formula for formula in self.program.formulas}
        self.levers = frozenset(lever.key for lever in situation.levers)
        self._options: dict[tuple[int, frozenset[Key]], tuple[Option, ...]] = {}
        self._join_clusters()

    def smallest(self, wanted: Sequence[Tests]) -> tuple[Solution, ...]:
        """Return the smallest solutions, best first: fewest criteria, points least moved, earliest in the framework.

        `wanted` are alternatives, each of them tests that must hold together. Nothing is returned where no change of
        the changeable facts makes one hold; a solution without changes says that one holds already.
        """
        plans = [Plan(self, tests) for tests in self._alternatives(wanted)]
        limit = len(tuple(self.situation.framework.criteria)) + len(self.levers)
        plans = [plan for plan in plans if plan.possible and plan.reaches(limit)]
        # The cost is raised one by one: nearly every answer changes one or two criteria, and the states within a small
        # cost are a sliver of those within the limit. Every plan is asked at a cost before the next, or the first plan
        # would win.
        for cost in range(min((plan.least_cost for plan in plans), default=limit), limit + 1):
            found = [solution for plan in plans for solution in plan.solutions(cost)]
            if found:
                found.sort(key=lambda solution: (solution.cost, abs(solution.gain), solution.places))
                return tuple(first_of_each((solution.places, solution) for solution in found))
        return ()

    def most(self, fact: Key) -> int | None:
        """Return the greatest value that a sum can be given; None where it is missing."""
        if not self.moved(fact):
            return self.known.get(fact)
        return Plan(self, (Within(fact),)).most(fact)

    @property
    def is_exhaustive(self) -> bool:
        """Whether all that could become of the levers was tried, so that finding nothing proves that there is nothing.

        What is missing and has no few values (a number, a day) is tried at its ends only; beside other levers that may
        pass over a pair of values that would do.
        """
        return all(
            cluster.whole
            and (len(cluster.levers) == 1 or all(lever.values or not lever.missing for lever in cluster.levers))
            and not any(lever.sampled or lever.key in self.situation.customary for lever in cluster.levers)
            for cluster in self.clusters
        )

    # --- clusters ---

    def _join_clusters(self) -> None:
        # Union and find. Clusters have to be closed, so that no criterion, measure or check reads levers of two of
        # them: only then do their outcomes go with each other freely and their points add up.
        self._owner = {key: key for key in self.levers}
        for criterion in self.situation.framework.criteria:
            self._join(self.moved(Key("least", criterion.id)) | self.moved(Key("most", criterion.id)))
        shape = self.situation.framework.shape
        asked = (each.names for each in shape.limits if all(shape.by_name[name].declared for name in each.names))
        for link in (*LINKS, *([Key("field", name) for name in names] for names in asked)):
            self._join(self.levers.intersection(link))
        for key in self.program.by:
            self._join(self.moved(key) if key.kind in MADE else ())

    def _root(self, key: Key) -> Key:
        while self._owner[key] != key:
            key = self._owner[key]
        return key

    def _join(self, keys: Iterable[Key]) -> None:
        roots = sorted({self._root(key) for key in keys})
        for root in roots[1:]:
            self._owner[root] = roots[0]

    def moved(self, fact: Key) -> frozenset[Key]:
        """Return the changeable facts on which a fact depends."""
        return self.levers.intersection(self.situation.needs.get(fact, ()))

    @cached_property
    def clusters(self) -> tuple[Cluster, ...]:
        """Return the clusters, in the order of the framework."""
        criteria = tuple(enumerate(self.situation.framework.criteria))
        made = []
        for root in dict.fromkeys(self._root(lever.key) for lever in self.situation.levers):
            levers = tuple(lever for lever in self.situation.levers if self._root(lever.key) == root)
            keys = frozenset(lever.key for lever in levers)
            own = {place: item for place, item in criteria if self.moved(Key("least", item.id)) & keys}
            made.append(Cluster(self.situation, levers, own))
        return tuple(sorted(made, key=lambda cluster: cluster.place))

    @cached_property
    def _home(self) -> Mapping[Key, int]:
        return {lever.key: number for number, cluster in enumerate(self.clusters) for lever in cluster.levers}

    def homes(self, fact: Key) -> frozenset[int]:
        """Return the numbers of the clusters on which a fact depends."""
        return frozenset(self._home[key] for key in self.moved(fact))

    def options(self, number: int, wanted: frozenset[Key]) -> tuple[Option, ...]:
        """Return a cluster's outcomes, told apart by the wanted facts."""
        if (number, wanted) not in self._options:
            # Counted in combinations, not in seconds: the same record gets the same advice on every machine.
            spent = sum(cluster.tried for cluster in self.clusters) > 10 * self.limit
            limit = min(self.limit, TRIED_LATER) if spent else self.limit
            self._options[number, wanted] = self.clusters[number].options(wanted, limit)
        return self._options[number, wanted]

    @cached_property
    def known(self) -> Mapping[Key, int]:
        """Everything that follows from the present facts."""
        return self._now.facts

    @cached_property
    def clashing(self) -> tuple[int, ...]:
        """The clusters in which two rules disagree as things are: nothing is scored until something changes there."""
        return tuple(n for n, cluster in enumerate(self.clusters) if self._now.clashes and cluster.clashes)

    @cached_property
    def _now(self) -> Run:
        return Slice(self.program, self.situation.needs).trace(self.situation.facts)

    # --- what is wanted, taken apart ---

    def _alternatives(self, wanted: Sequence[Tests]) -> list[Tests]:
        return list(dict.fromkeys(alternative for tests in wanted for alternative in self._expanded(tests)))

    def _expanded(self, tests: Tests) -> list[Tests]:
        done: list[Tests] = [()]
        for test in tests:
            options = self._ways(test)
            merged = [merge((*left, *right)) for left in done for right in options]
            done = [tests for tests in merged if tests is not None]
        return done

    def _ways(self, test: Within) -> list[Tests]:
        """Return the alternatives in which a test holds, down to clusters and sums."""
        homes = self.homes(test.fact)
        if not homes:
            known = self.known.get(test.fact)
            return [()] if known is not None and test.holds(known) else []
        if len(homes) == 1 or test.fact in self.formulas:
            return [(test,)]
        # Nothing has to be negated: that a gate fails is concluded by rules of its own (see `Literal`), so "at most 0"
        # is opened up like "at least 1". A sum is not opened, for it has as many ways as there are points.
        rules = [rule for rule in self.program.rules if rule.then == test.fact and test.holds(rule.value)]
        return [tests for rule in rules for tests in self._expanded(rule.when)]

    def sums_of(self, fact: Key) -> Iterator[Linear]:
        """Yield the sums over clusters from which formulas make a fact that more than one cluster decides."""
        formula = self.formulas[fact]
        if isinstance(formula, Linear) and all(len(self.homes(read)) <= 1 for read in formula.reads):
            yield formula
            return
        for read in formula.reads:
            if len(self.homes(read)) > 1:
                yield from self.sums_of(read)
            else:
                yield Linear(origin=formula.origin, then=read, terms=(Term(1, read),))
