"""A plain interpreter of rule programs: the third opinion beside durable-rules, sharing no line of code with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import exactly
from chamdiem.rules.compile.exact import Agreed, Exact
from chamdiem.rules.compile.program import Extreme, Formula, Fraction, Key, Linear, Pick, Program, Rule
from chamdiem.rules.compile.rescaling import Rescaling

if TYPE_CHECKING:
    from collections.abc import Mapping

Facts = dict[Key, int]


class Conflict(Exception):  # noqa: N818 - a result of interpreting, not a mistake of ours
    """Two rules conclude different values of one fact; `names` are theirs."""

    def __init__(self, *names: str) -> None:
        super().__init__(*names)
        self.names = names


def interpret(program: Program, given: Mapping[Key, int]) -> Facts:
    """Return every fact that follows from the given ones that the program reads.

    Raises:
        Conflict: two rules conclude different values.
    """
    facts = {key: value for key, value in given.items() if key in program.inputs}
    for stratum in program.strata:
        facts |= _concluded(stratum.rules, facts)
        for formula in stratum.formulas:
            value = _computed(formula, facts)
            if value is not None:
                facts[formula.then] = value
    return facts


def _concluded(rules: tuple[Rule, ...], facts: Facts) -> Facts:
    found: dict[Key, Rule] = {}
    for rule in rules:
        if all(test.fact in facts and _inside(facts[test.fact], test.at_least, test.at_most) for test in rule.when):
            first = found.setdefault(rule.then, rule)
            if first.value != rule.value:
                raise Conflict(first.name, rule.name)
    return {key: rule.value for key, rule in found.items()}


def _inside(value: int, low: int | None, high: int | None) -> bool:
    return not ((low is not None and value < low) or (high is not None and value > high))


def _computed(formula: Formula, facts: Facts) -> int | None:
    if isinstance(formula, Linear):
        values = [(factor, facts.get(fact, default)) for factor, fact, default in formula.terms]
        if any(value is None for _, value in values):
            return None
        total = formula.constant + sum(factor * value for factor, value in values if value is not None)
        low = total if formula.at_least is None else max(total, formula.at_least)
        return low if formula.at_most is None else min(low, formula.at_most)
    if isinstance(formula, Fraction):
        if formula.numerator not in facts or facts.get(formula.denominator, 0) <= 0:
            return None
        return _quotient(formula, facts[formula.numerator] * formula.scale, facts[formula.denominator])
    return _chosen(formula, facts)


def _chosen(formula: Pick | Extreme | Rescaling | Exact | Agreed, facts: Facts) -> int | None:
    if isinstance(formula, Exact):
        holds = lambda test: test.fact in facts and _inside(facts[test.fact], test.at_least, test.at_most)  # noqa: E731
        return exactly.value(formula, facts, holds)
    if isinstance(formula, Agreed):
        found = {facts.get(formula.least), facts.get(formula.most)}
        return found.pop() if len(found) == 1 else None
    if isinstance(formula, Extreme):
        return _extreme(formula, facts)
    if isinstance(formula, Rescaling):
        return _rescaled(formula, facts)
    option = dict(formula.options).get(facts.get(formula.selector, -1))
    return facts.get(option) if isinstance(option, Key) else option


def _extreme(formula: Extreme, facts: Facts) -> int | None:
    values: list[int | None] = []
    for option in formula.options:
        out = any(
            all(test.fact in facts and _inside(facts[test.fact], test.at_least, test.at_most) for test in tests)
            for tests in option.unless
        )
        if not out:
            values.append(facts.get(option.value) if isinstance(option.value, Key) else option.value)
    if None in values:
        return None
    known = sorted(value for value in values if value is not None)
    return known[-1 if formula.highest else 0] if known else formula.default


def _rescaled(formula: Rescaling, facts: Facts) -> int | None:
    """Try every choice of the shares that may count."""
    if formula.points not in facts:
        return None
    sums = [(facts[formula.points], formula.maximum)]
    for share in formula.shares:
        if any(key not in facts for key in (share.points, share.least, share.most)):
            return None
        counted = [(top + facts[share.points], bottom + share.maximum) for top, bottom in sums]
        kept = counted if facts[share.most] else []
        sums = kept if facts[share.least] else [*kept, *sums]
    found = [_quotient(formula, top * formula.scale, bottom) if bottom else 0 for top, bottom in sums]
    return max(found) if formula.highest else min(found)


def _quotient(formula: Fraction | Rescaling, top: int, bottom: int) -> int:
    if formula.rounding == "marked":
        return 2 * (top // bottom) + (top % bottom != 0)
    steps, rest = divmod(top, bottom * formula.step)
    up = {"down": False, "up": rest > 0, "half_up": 2 * rest >= bottom * formula.step}[formula.rounding]
    return (steps + up) * formula.step
