"""Parts of a program, run in plain Python: what a search asks thousands of times, and the engine then confirms once."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from chamdiem.rules.compile.program import Formula, Key, Program, Rule


class Disagreement(ValueError):  # noqa: N818 - two rules disagree; nothing of ours went wrong
    """Two rules conclude different values of one fact."""


class Slice:
    """As much of a program as concludes the facts that are wanted.

    `taken` are facts that are given to it though the program would conclude them: nothing of theirs is run.
    """

    def __init__(self, program: Program, wanted: Iterable[Key], taken: Iterable[Key] = ()) -> None:
        needed, given = set(wanted), set(taken)
        steps: list[tuple[tuple[Rule, ...], tuple[Formula, ...]]] = []
        for stratum in reversed(program.strata):
            formulas: list[Formula] = []
            for formula in reversed(stratum.formulas):
                if formula.then in needed and formula.then not in given:
                    needed.update(formula.reads)
                    formulas.append(formula)
            rules = tuple(rule for rule in stratum.rules if rule.then in needed and rule.then not in given)
            needed.update(test.fact for rule in rules for test in rule.when)
            steps.append((rules, tuple(reversed(formulas))))
        self._steps = tuple(step for step in reversed(steps) if any(step))
        self.inputs = frozenset(needed & program.inputs)

    def run(self, given: Mapping[Key, int]) -> dict[Key, int]:
        """Return the given facts and every fact of the slice that follows from them.

        Raises:
            Disagreement: the framework contradicts itself on these facts.
        """
        facts = dict(given)
        for rules, formulas in self._steps:
            concluded: dict[Key, int] = {}
            for rule in rules:
                fires = all(test.fact in facts and test.holds(facts[test.fact]) for test in rule.when)
                if fires and concluded.setdefault(rule.then, rule.value) != rule.value:
                    raise Disagreement(rule.name)
            facts |= concluded
            for formula in formulas:
                value = formula.evaluate(facts)
                if value is not None:
                    facts[formula.then] = value
        return facts

    def ends(self) -> dict[Key, tuple[int, ...]]:
        """Return for every fact that the rules test the values at which a range of it begins or has just ended."""
        found: dict[Key, set[int]] = {}
        for rules, _ in self._steps:
            for test in (test for rule in rules for test in rule.when):
                ends = found.setdefault(test.fact, set())
                ends.update(() if test.at_least is None else (test.at_least,))
                ends.update(() if test.at_most is None else (test.at_most + 1,))
        return {fact: tuple(sorted(ends)) for fact, ends in found.items()}
