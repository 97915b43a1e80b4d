"""Parts of a program, run in plain Python: what analysis asks thousands of times, and the engine then confirms once."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from chamdiem.rules.compile.exact import Exact
from chamdiem.rules.compile.program import all_hold, reads, stratify

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from chamdiem.rules.compile.program import Formula, Key, Program, Rule, Within


REMEMBERED = 1 << 10
"""Of so many different facts the exact number is kept, for each formula."""


class Disagreement(ValueError):  # noqa: N818 - two rules disagree; nothing of ours went wrong
    """Two rules conclude different values of one fact."""


class Run(NamedTuple):
    """What followed: the facts, with the given ones; the rules that fired for each; whether any two disagreed."""

    facts: dict[Key, int]
    fired: Mapping[Key, list[Rule]]
    clashes: bool


class Slice:
    """As much of a program as concludes the facts that are wanted.

    At what `is_given` tells of, the program is cut: such facts are given, and what would conclude them is not run.
    `given` are all facts that the slice reads and does not conclude.
    """

    def __init__(
        self, program: Program, wanted: Iterable[Key], is_given: Callable[[Key], bool] = lambda _: False
    ) -> None:
        # Backwards, once: whatever a step needs stands before it, so that all who need it have spoken when it is met.
        needed = set(wanted)
        kept = []
        for key, by in reversed(program.steps):
            if key in needed and not is_given(key):
                kept.append((key, by))
                needed.update(reads(by))
        self.steps = tuple(reversed(kept))
        self._evaluated = {key: _evaluating(by) for key, by in kept if not isinstance(by, tuple)}
        self.given = tuple(sorted(needed - {key for key, _ in kept}))

    @property
    def size(self) -> int:
        """How many rules and formulas are looked at in one run."""
        return sum(len(by) if isinstance(by, tuple) else 1 for _, by in self.steps)

    def trace(self, given: Mapping[Key, int]) -> Run:
        """Return what follows and by which rules. A fact on which rules disagree does not follow."""
        facts = dict(given)
        fired: dict[Key, list[Rule]] = {}
        clashes = False
        for key, by in self.steps:
            if isinstance(by, tuple):
                # Rules of one fact read none that stands later, so their order cannot matter; that two of them disagree
                # is told and not raised here, since lint looks for just that.
                if found := [rule for rule in by if all_hold(rule.when, facts)]:
                    fired[key] = found
                    if len(found) == 1 or len({rule.value for rule in found}) == 1:
                        facts[key] = found[0].value
                    else:
                        clashes = True
            elif (value := self._evaluated[key](facts)) is not None:
                facts[key] = value
        return Run(facts, fired, clashes)

    def run(self, given: Mapping[Key, int]) -> dict[Key, int]:
        """Return the given facts and all that follow (Disagreement: the framework contradicts itself on them)."""
        found = self.trace(given)
        if found.clashes:
            raise Disagreement
        return found.facts


def _evaluating(formula: Formula) -> Callable[[Mapping[Key, int]], int | None]:
    """Return what evaluates a formula; exact numbers are dear, and of most combinations that are tried made anew."""
    if not isinstance(formula, Exact):
        return formula.evaluate
    reads = formula.reads

    @lru_cache(maxsize=REMEMBERED)
    def of(values: tuple[int | None, ...]) -> int | None:
        return formula.evaluate({key: value for key, value in zip(reads, values, strict=True) if value is not None})

    return lambda facts: of(tuple(map(facts.get, reads)))


def only(program: Program, wanted: Collection[Key]) -> Program:
    """Return the part of a program that concludes some facts, from what comes from outside."""
    kept = [by for _, by in Slice(program, wanted).steps]
    return stratify(
        [rule for by in kept if isinstance(by, tuple) for rule in by], [by for by in kept if not isinstance(by, tuple)]
    )


def cuts(tests: Iterable[Within]) -> dict[Key, set[int]]:
    """Return for every fact that is tested the values at which a test begins to hold or to fail."""
    found: dict[Key, set[int]] = {}
    for fact, low, high in tests:
        found.setdefault(fact, set()).update(() if low is None else (low,), () if high is None else (high + 1,))
    return found
