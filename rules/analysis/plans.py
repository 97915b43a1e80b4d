"""One alternative of what is wanted: the outcomes that each cluster may have, and the sums that they reach together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from chamdiem.rules.analysis.options import Option
    from chamdiem.rules.analysis.search import Search, Tests
    from chamdiem.rules.compile.program import Key, Linear, Within

T = TypeVar("T")
SHOWN = 3
"""So many different sets of criteria are told of those that are equally small."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Solution:
    """Facts to change, the criteria whose points change by it, and by how much in all (hundredths)."""

    changes: Mapping[Key, int]
    places: tuple[int, ...]
    cost: int
    gain: int


State = tuple[int, int, tuple[int, ...]]
Chosen = tuple[tuple[int, ...], tuple[tuple[int, int], ...]]
"""The places of the criteria that change, and which option of which cluster changes them."""


class Plan:
    """One alternative: the outcomes that each cluster may have, and the sums that they must reach together."""

    def __init__(self, search: Search, tests: Tests) -> None:
        self.search = search
        # A test of what one cluster decides only picks among that cluster's outcomes, before anything is combined. What
        # is left for the dynamic programming are sums over several clusters: they, and not the facts, are its states.
        self.totals = tuple(test for test in tests if len(search.homes(test.fact)) > 1)
        self.sums = tuple({s.then: s for test in self.totals for s in search.sums_of(test.fact)}.values())
        own: dict[int, list[Within]] = {}
        wanted: dict[int, set[Key]] = {}
        for test in tests:
            if test not in self.totals:
                (home,) = search.homes(test.fact)
                own.setdefault(home, []).append(test)
                wanted.setdefault(home, set()).add(test.fact)
        for total in self.sums:
            for read in total.reads:
                for home in search.homes(read):
                    wanted.setdefault(home, set()).add(read)
        for number in search.clashing:
            wanted.setdefault(number, set())
        self.numbers = tuple(sorted(wanted))
        self.outcomes = [
            [(option, self._parts(n, option)) for option in self._fitting(n, frozenset(wanted[n]), own.get(n, []))]
            for n in self.numbers
        ]
        self.start = tuple(self._fixed(total) for total in self.sums)
        self.bounds = tuple(self._bounds())

    @property
    def possible(self) -> bool:
        """Whether every cluster has an outcome that fits, and every sum is known."""
        return all(self.outcomes) and all(part is not None for part in self.start)

    @property
    def least_cost(self) -> int:
        """What the outcomes that fit cost at least."""
        return sum(min(option.cost for option, _ in outcomes) for outcomes in self.outcomes)

    def _fitting(self, number: int, wanted: frozenset[Key], tests: list[Within]) -> list[Option]:
        return [
            option
            for option in self.search.options(number, wanted)
            if all(test.fact in option.outputs and test.holds(option.outputs[test.fact]) for test in tests)
        ]

    def _parts(self, number: int, option: Option) -> tuple[int, ...]:
        """Return what an outcome adds to each sum."""
        return tuple(
            sum(
                term.factor * option.outputs.get(term.fact, term.default or 0)
                for term in total.terms
                if number in self.search.homes(term.fact)
            )
            for total in self.sums
        )

    def _fixed(self, total: Linear) -> int | None:
        """Return the part of a sum that no cluster changes; None where it is missing."""
        fixed = [term for term in total.terms if not self.search.homes(term.fact)]
        values = [self.search.known.get(term.fact, term.default) for term in fixed]
        if any(value is None for value in values):
            return None
        return total.constant + sum(t.factor * v for t, v in zip(fixed, values, strict=True) if v is not None)

    def _bounds(self) -> Iterator[tuple[int, int, int]]:
        """Yield (place of a sum, sign, what sign·sum must at least be) for the ends that are tested as they are."""
        # These only prune; `_met` asks the formulas themselves. The upper end of a capped sum says nothing about what
        # was summed, and a rescaled total is no sum at all, so neither prunes.
        places = {total.then: place for place, total in enumerate(self.sums)}
        for test in self.totals:
            place = places.get(test.fact)
            if place is None:
                continue
            floor = self.sums[place].at_least
            if test.at_least is not None and (floor is None or test.at_least > floor):  # else it is never missed
                yield place, 1, test.at_least
            if test.at_most is not None and self.sums[place].at_most is None:
                yield place, -1, -test.at_most

    def most(self, fact: Key) -> int | None:
        """Return the greatest value of a fact, of one cluster or of sums that can grow side by side."""
        if not self.totals:
            return max((option.outputs[fact] for outcomes in self.outcomes for option, _ in outcomes), default=None)
        # Each cluster takes one outcome that it really has, so what comes of it is reached. Where one sum grows only at
        # another's cost (a share left out of a scale) more might be: the answer may be too low, never too high.
        tops = [max((parts for _, parts in outcomes), key=sum) for outcomes in self.outcomes]
        sums = tuple(sum(column) for column in zip(self.start, *tops, strict=True) if None not in column)
        return self._value(fact, self._facts(sums))

    # --- dynamic programming ---

    def reaches(self, cost: int) -> bool:
        """Tell whether the sums might be reached at a cost, each of them for itself."""
        return self._hopeful(self._reserves(cost)[0], 0, cost, tuple(part or 0 for part in self.start))

    def _reserves(self, cost: int) -> list[list[list[int]]]:
        """Return for each cluster on, bound and number of further changes the most that they can add to the bound."""
        # The estimate of a best-first search: every cluster improves by its best outcome, as if each cost one change.
        # It never says too little, so nothing that would do is pruned away.
        reserves: list[list[list[int]]] = [[[0] * (cost + 1) for _ in self.bounds]]
        improvements: list[list[int]] = [[] for _ in self.bounds]
        stays = [0] * len(self.bounds)
        for outcomes in reversed(self.outcomes):
            row = []
            for number, (place, sign, _) in enumerate(self.bounds):
                most = max(sign * part[place] for _, part in outcomes)
                stay = next((sign * part[place] for option, part in outcomes if not option.cost), most)
                stays[number] += stay
                improvements[number] = sorted([*improvements[number], most - stay], reverse=True)
                row.append([stays[number] + sum(improvements[number][:more]) for more in range(cost + 1)])
            reserves.append(row)
        return list(reversed(reserves))

    def _hopeful(self, reserve: list[list[int]], spent: int, cost: int, sums: tuple[int, ...]) -> bool:
        return all(
            sign * sums[place] + reserve[number][cost - spent] >= need
            for number, (place, sign, need) in enumerate(self.bounds)
        )

    def solutions(self, cost: int) -> list[Solution]:
        """Return the best solutions at no more than a cost."""
        reserves = self._reserves(cost)
        states: dict[State, list[Chosen]] = {(0, 0, tuple(part or 0 for part in self.start)): [((), ())]}
        if not self._hopeful(reserves[0], 0, cost, next(iter(states))[2]):
            return []
        for place in range(len(self.numbers)):
            states = self._step(states, place, reserves[place + 1], cost)
        return [
            self._solution(spent, gain, chosen)
            for (spent, gain, sums), best in states.items()
            if self._met(sums)
            for chosen in best
        ]

    def _step(
        self, states: dict[State, list[Chosen]], place: int, reserve: list[list[int]], cost: int
    ) -> dict[State, list[Chosen]]:
        # Ways to the same cost, gain and sums are as good as each other for all that comes later, so of each state only
        # a few are kept. That makes the work grow with the points of the scale and not with the power set of criteria.
        following: dict[State, list[Chosen]] = {}
        for (spent, gain, sums), best in states.items():
            for number, (option, parts) in enumerate(self.outcomes[place]):
                total = spent + option.cost
                if total > cost:
                    continue
                added = tuple(left + right for left, right in zip(sums, parts, strict=True))
                if not self._hopeful(reserve, total, cost, added):
                    continue
                state = (total, gain + option.gain, added)
                more = best
                if option.cost:
                    more = [((*places, *option.places), (*chosen, (place, number))) for places, chosen in best]
                kept = following.get(state)
                following[state] = (
                    more if kept is None else first_of_each((each[0], each) for each in sorted([*kept, *more]))
                )
        return following

    def _met(self, sums: tuple[int, ...]) -> bool:
        facts = self._facts(sums)
        return all((value := self._value(test.fact, facts)) is not None and test.holds(value) for test in self.totals)

    def _facts(self, sums: Iterable[int]) -> dict[Key, int]:
        return {total.then: _clamped(total, value) for total, value in zip(self.sums, sums, strict=True)}

    def _value(self, fact: Key, facts: dict[Key, int]) -> int | None:
        """Return a fact above the sums by its formulas."""
        if fact in facts:
            return facts[fact]
        if not self.search.homes(fact):
            return self.search.known.get(fact)
        formula = self.search.formulas[fact]
        read = {key: self._value(key, facts) for key in formula.reads}
        return formula.evaluate({key: value for key, value in read.items() if value is not None})

    def _solution(self, cost: int, gain: int, chosen: Chosen) -> Solution:
        options = [self.outcomes[place][number][0] for place, number in chosen[1]]
        return Solution(
            changes={key: value for option in options for key, value in option.changes.items()},
            places=tuple(sorted(chosen[0])),
            cost=cost,
            gain=gain,
        )


def _clamped(total: Linear, value: int) -> int:
    value = value if total.at_least is None else max(value, total.at_least)
    return value if total.at_most is None else min(value, total.at_most)


def first_of_each(found: Iterable[tuple[tuple[int, ...], T]]) -> list[T]:
    """Return the first few of what was found, best first, that change different criteria, by the places of these."""
    distinct: dict[tuple[int, ...], T] = {}
    for places, each in found:
        distinct.setdefault(places, each)
    return list(distinct.values())[:SHOWN]
