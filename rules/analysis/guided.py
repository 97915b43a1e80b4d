"""Facts by which a rule concludes something, found backwards: through the rules down to what a record says.

Where one fact decides many others, trying all combinations takes long and may still pass over the one that is sought.
Going backwards from what is wanted, most facts can be read off the tests themselves, and only those from which numbers
are made are tried, a few of them at a time. It finds some facts that will do, not the smallest change, and proves
nothing by finding none.
"""

from __future__ import annotations

from itertools import chain, islice, zip_longest
from typing import TYPE_CHECKING, NamedTuple

from chamdiem.rules.analysis.levers import Situation
from chamdiem.rules.analysis.options import Cluster
from chamdiem.rules.compile.interpreter import Disagreement, Slice
from chamdiem.rules.compile.literals import merge
from chamdiem.rules.compile.program import Within, all_hold

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from chamdiem.rules.analysis.levers import Facts, Lever
    from chamdiem.rules.analysis.search import Tests
    from chamdiem.rules.compile.program import Key, Origin, Program, Rule

MAX_WAYS, MAX_STEPS, MAX_TRIED = 40, 2_000, 300
"""So many ways down to what a record says are tried, in so many steps; of numbers so many combinations in all."""


class Reached(NamedTuple):
    """The changes after which something holds; `hopeless`: no facts at all lead there, as the rules alone show."""

    changes: Facts | None
    hopeless: bool = False


def reaching(situation: Situation, wanted: Sequence[Tests], is_kept: Callable[[Key], bool]) -> Reached:
    """Return facts after which one of some alternatives holds, fewest of those changed that are rather kept."""
    found: list[Facts] = []
    left, hopeless = MAX_TRIED, True
    whole = Slice(situation.program, situation.needs)
    for tests in wanted:
        goal, opened = _Goal(situation.program, tests, whole), _Ways(situation)
        for way in islice(opened.down(tests), MAX_WAYS):
            if left <= 0 or _is_barred(situation, way):
                continue
            hopeless = False
            changes, spent = _tried(situation, goal, way, left)
            left -= spent
            if changes is not None:
                found.append(changes)
                if not any(map(is_kept, changes)):
                    return Reached(changes)
        hopeless &= opened.is_whole
    best = min(found, key=lambda each: (sum(map(is_kept, each)), len(each)), default=None)
    return Reached(best, hopeless=hopeless)


def along(situation: Situation, wanted: Sequence[Tests]) -> Iterator[Facts]:
    """Yield facts of which one of some alternatives holds, on two ways on which all facts that have few values move.

    What many answers decide together, how many are met or what they come to, no few changes reach; but going from the
    present one of each to the one that is farthest from it, one passes by much of what lies between: one fact after the
    other, and then all of them step by step.
    """
    whole = Slice(situation.program, situation.needs)
    asked = [_Goal(situation.program, tests, whole) for tests in wanted]
    steps = [[(lever.key, value) for value in _onwards(situation, lever)] for lever in situation.levers]
    in_rounds = (step for each in zip_longest(*steps) for step in each if step is not None)
    for path in (chain.from_iterable(steps), in_rounds):
        facts = situation.facts
        for key, value in islice(path, MAX_STEPS):
            facts = situation.settled({**facts, key: value}) or facts
            if any(goal.holds(facts) for goal in asked) and _changed(situation, facts) is not None:
                yield facts
                break


def _onwards(situation: Situation, lever: Lever) -> list[int]:
    """Return the values of a lever from the present one to the one that is farthest from it."""
    now = situation.facts.get(lever.key, lever.anchor)
    below = [value for value in reversed(lever.values) if value < now]
    above = [value for value in lever.values if value > now]
    return below if below and (not above or now - below[-1] > above[-1] - now) else above


def firing(program: Program, fact: Key, origin: Origin | None) -> Iterator[Tests]:
    """Yield the ways in which a fact is concluded by a rule of an origin: none before it agrees, none disagrees."""
    before: list[Rule] = []
    for rule in program.rules:
        if rule.then != fact:
            continue
        if rule.origin != origin:
            before.append(rule)
            continue
        ways = [(*rule.when, Within(fact, rule.value, rule.value))]
        for other in before:
            # what disagrees is no way at all, and what this rule rules out needs no test
            if other.value == rule.value and merge((*rule.when, *other.when)) is not None:
                ways = [tests for way in ways for missed in _missed(other.when) if (tests := merge((*way, *missed)))]
        yield from ways


def _missed(tests: Tests) -> Iterator[Tests]:
    """Yield the ways in which one of some tests fails of a fact that is known."""
    for fact, low, high in tests:
        if low is not None:
            yield (Within(fact, None, low - 1),)
        if high is not None:
            yield (Within(fact, high + 1, None),)


def _is_barred(situation: Situation, way: Tests) -> bool:
    """Tell whether a test lies beyond what its fact can be at all."""
    levers = {lever.key: lever for lever in situation.levers}
    return any(test.fact in levers and _nearest(situation, levers[test.fact], test, {}) is None for test in way)


class _Ways:
    """Opens tests up into those of what a record says, and of numbers that are made of it."""

    def __init__(self, situation: Situation) -> None:
        self.by, self.needs = situation.program.by, situation.needs
        self.levers = {lever.key for lever in situation.levers}
        self.known = Slice(situation.program, situation.needs).trace(situation.facts).facts
        self.steps = self.ways = 0

    @property
    def is_whole(self) -> bool:
        """Whether every way was looked at."""
        return self.steps <= MAX_STEPS and self.ways < MAX_WAYS

    def down(self, tests: Tests) -> Iterator[Tests]:
        """Yield the ways in which all of some tests hold."""
        self.steps += 1
        if self.steps > MAX_STEPS:
            return
        test = next((each for each in tests if isinstance(self.by.get(each.fact), tuple)), None)
        if test is None:
            self.ways += 1
            yield tests
            return
        others = [each for each in tests if each is not test]
        rules = self.by[test.fact]
        assert isinstance(rules, tuple)  # noqa: S101 - it was chosen so
        for rule in rules:
            if test.holds(rule.value) and all(map(self._may_hold, rule.when)):
                merged = merge((*others, *rule.when))
                if merged is not None:
                    yield from self.down(merged)

    def _may_hold(self, test: Within) -> bool:
        """Tell whether a test holds, or depends on what may be changed."""
        if not self.levers.isdisjoint((test.fact, *self.needs.get(test.fact, ()))):
            return True
        value = self.known.get(test.fact)
        return value is not None and test.holds(value)


def _tried(situation: Situation, goal: _Goal, way: Tests, limit: int) -> tuple[Facts | None, int]:
    """Return the changes by which one way is gone, and how many combinations that took; None: none of them does."""
    levers = {lever.key: lever for lever in situation.levers}
    fixed: dict[Key, int] = {}
    for test in way:
        if test.fact in levers and (value := _nearest(situation, levers[test.fact], test, fixed)) is not None:
            fixed[test.fact] = value
    settled = situation.settled(fixed)
    if settled is None:
        return None, 0
    if goal.holds(settled):
        return _changed(situation, settled), 0
    facts = Slice(situation.program, [test.fact for test in way]).trace(settled).facts
    open_ = [test for test in way if not test.holds(facts.get(test.fact, _NOTHING))]
    spent = 0
    # Tests that share nothing are passed one after the other: together their values would be tried in all combinations.
    for tests, moving in _apart(situation, open_, fixed.keys()):
        beside = Situation(situation.framework, situation.program, settled, moving.__contains__)
        cluster = Cluster(beside, tuple(lever for lever in beside.levers if lever.key in levers), {})
        part = goal if len(tests) == len(open_) else _Goal(situation.program, tests)
        options = cluster.options([test.fact for test in part.tests], limit - spent)
        after = (beside.settled(option.changes) for option in options)
        spent += cluster.tried
        found = next((each for each in after if each is not None and part.holds(each)), None)
        if found is None:
            return None, spent
        settled = found
    return _changed(situation, settled) if goal.holds(settled) else None, spent


def _apart(situation: Situation, tests: Sequence[Within], fixed: Collection[Key]) -> list[tuple[Tests, frozenset[Key]]]:
    """Return tests in groups that depend on none of the same facts, with these; of those that are fixed none counts."""
    groups: list[tuple[Tests, frozenset[Key]]] = []
    for test in tests:
        moving = frozenset(situation.needs.get(test.fact, ())).difference(fixed)
        shared = [each for each in groups if each[1] & moving]
        groups = [each for each in groups if each not in shared]
        groups.append(
            ((*(one for each in shared for one in each[0]), test), moving.union(*(each[1] for each in shared)))
        )
    return groups


_NOTHING = -(2**62)
"""A number that lies in no range with a lower end."""


def _nearest(situation: Situation, lever: Lever, test: Within, changes: Facts) -> int | None:
    """Return the value of a lever that passes a test, leaves room for what was set, and is nearest to what it was."""
    ends = [(lever.low, lever.high), (test.at_least, test.at_most)]
    if lever.key.kind == "field":
        ends.append(situation.room(lever.key, changes, situation.facts.keys() - changes.keys()))
    low = max(least for least, _ in ends if least is not None)
    high = min(most for _, most in ends if most is not None)
    if lever.values:
        fitting = [value for value in lever.values if low <= value <= high]
        return min(fitting, key=lambda value: abs(value - lever.anchor), default=None)
    return lever.nearest(low, high)


class _Goal:
    """Tests that must hold together; of the `whole` program no two rules may disagree then."""

    def __init__(self, program: Program, tests: Tests, whole: Slice | None = None) -> None:
        self.tests, self.whole = tests, whole
        self.part = Slice(program, [test.fact for test in tests])

    def holds(self, facts: Mapping[Key, int]) -> bool:
        """Tell whether they hold."""
        try:
            found = self.part.run(facts)
        except Disagreement:
            return False
        return all_hold(self.tests, found) and (self.whole is None or not self.whole.trace(facts).clashes)


def _changed(situation: Situation, facts: Facts) -> Facts | None:
    """Return what differs from what is known; None where no record can say so."""
    changes = {key: value for key, value in facts.items() if situation.facts.get(key) != value}
    return changes if situation.is_consistent(changes) else None
