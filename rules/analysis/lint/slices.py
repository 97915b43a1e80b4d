"""Parts of a rule program, run by themselves: what follows from some facts, and which rules said so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chamdiem.rules.compile.program import Formula, Key, Program, Rule, stratify

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

Step = tuple[Key, tuple[Rule, ...] | Formula]
GIVEN = frozenset({"field", "answer", "measure"})
"""The kinds of facts at which a criterion's part of the program is cut: what it measures, not how it is measured."""


@dataclass(frozen=True, slots=True)
class Run:
    """The facts that follow, and the rules that fired for each fact, also where they disagree and none follows."""

    facts: Mapping[Key, int]
    fired: Mapping[Key, tuple[Rule, ...]]


@dataclass(frozen=True, slots=True)
class Slice:
    """Steps in an order in which each finds its inputs, and the facts that must be given to them."""

    steps: tuple[Step, ...]
    given: tuple[Key, ...]

    @property
    def size(self) -> int:
        """How many rules and formulas are looked at in one run."""
        return sum(len(by) if isinstance(by, tuple) else 1 for _, by in self.steps)

    def run(self, given: Mapping[Key, int]) -> Run:
        """Return what follows. A fact on which rules disagree does not follow."""
        facts = dict(given)
        fired: dict[Key, tuple[Rule, ...]] = {}
        for key, by in self.steps:
            if isinstance(by, tuple):
                fired[key] = tuple(rule for rule in by if _fires(rule, facts))
                if len({rule.value for rule in fired[key]}) == 1:
                    facts[key] = fired[key][0].value
            else:
                value = by.evaluate(facts)
                if value is not None:
                    facts[key] = value
        return Run(facts, fired)


def _fires(rule: Rule, facts: Mapping[Key, int]) -> bool:
    return all(test.fact in facts and test.holds(facts[test.fact]) for test in rule.when)


def reads(by: tuple[Rule, ...] | Formula) -> Iterable[Key]:
    """Return the facts that rules or a formula conclude from."""
    return dict.fromkeys(test.fact for rule in by for test in rule.when) if isinstance(by, tuple) else by.reads


def steps(program: Program) -> tuple[Step, ...]:
    """Return the whole program as steps."""
    found: list[Step] = []
    for stratum in program.strata:
        by_rules: dict[Key, list[Rule]] = {}
        for rule in stratum.rules:
            by_rules.setdefault(rule.then, []).append(rule)
        found += [(key, tuple(rules)) for key, rules in by_rules.items()]
        found += [(formula.then, formula) for formula in stratum.formulas]
    return tuple(found)


def cut(all_steps: tuple[Step, ...], wanted: Collection[Key], is_given: Callable[[Key], bool]) -> Slice:
    """Return the part of a program that concludes the wanted facts, from the given ones."""
    needed = set(wanted)
    given: dict[Key, None] = {}
    kept: list[Step] = []
    concluded = {key for key, _ in all_steps}
    for key, by in reversed(all_steps):
        if key in needed and (key in wanted or not is_given(key)):
            kept.append((key, by))
            needed.update(reads(by))
    made = {key for key, _ in kept}
    for key in needed - made:
        if is_given(key) or key not in concluded:
            given[key] = None
    return Slice(tuple(reversed(kept)), tuple(sorted(given)))


def only(program: Program, wanted: Collection[Key]) -> Program:
    """Return the part of a program that concludes some facts, from what comes from outside."""
    kept = cut(steps(program), wanted, lambda _: False).steps
    rules = [rule for _, by in kept if isinstance(by, tuple) for rule in by]
    return stratify(rules, [by for _, by in kept if not isinstance(by, tuple)])


def cuts(all_steps: Iterable[Step]) -> dict[Key, set[int]]:
    """Return for every fact that rules test the values at which a test begins to hold or to fail."""
    found: dict[Key, set[int]] = {}
    for _, by in all_steps:
        for rule in by if isinstance(by, tuple) else ():
            for fact, low, high in rule.when:
                ends = found.setdefault(fact, set())
                ends.update([low] if low is not None else [])
                ends.update([high + 1] if high is not None else [])
    return found
