"""What a run of a program concluded: every fact with where it came from, told when it is asked for."""

from __future__ import annotations

from collections.abc import ItemsView, Mapping, ValuesView
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from chamdiem.rules.compile.exact import Agreed
from chamdiem.rules.compile.program import Fraction, Key, Linear
from chamdiem.rules.compile.rescaling import Rescaling

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chamdiem.engine.scoring.formulas import Numbered
    from chamdiem.rules.compile.program import Formula, Program, Rule


class Conclusion(NamedTuple):
    """A fact with where it came from: given, or concluded by a rule or formula from other facts."""

    key: Key
    value: int
    by: Rule | Formula | None
    uses: tuple[Key, ...] = ()

    @property
    def clause(self) -> str:
        """The place in the regulation, if the rule names one."""
        return self.by.clause if self.by else ""


Conclusions: TypeAlias = Mapping[Key, Conclusion]


By: TypeAlias = "Rule | Formula | None"
"""What concluded a fact; None of one that was given."""
Uses: TypeAlias = "tuple[Key, ...] | None"
"""From which facts it was concluded; None where that depends on which are known, and nobody has looked yet."""


class NumberedFacts:
    """The facts of a program by number: `inputs`, those from outside, come first, then all others as they follow.

    `by` and `uses` are what concludes each, as far as it is the same in every run.
    """

    def __init__(self, program: Program) -> None:
        self.inputs = tuple(sorted(program.inputs))
        self.keys = (*self.inputs, *(key for key, _ in program.steps))
        self.numbers = {key: number for number, key in enumerate(self.keys)}
        formulas = [None if isinstance(by, tuple) else by for _, by in program.steps]
        self.by = (*(None for _ in self.inputs), *formulas)
        self.uses = tuple(map(_uses, self.by))
        self.depending = tuple(number for number, uses in enumerate(self.uses) if uses is None)

    def used(self, number: int, known: Numbered) -> tuple[Key, ...]:
        """Return what the formula of a fact read that was known."""
        formula = self.by[number]
        return tuple([read for read in formula.reads if known[self.numbers[read]] is not None]) if formula else ()


def _uses(formula: Formula | None) -> Uses:
    """Return what a formula has used whenever it has a value: most use all that they read."""
    if formula is None:
        return ()
    reads_all = isinstance(formula, Fraction | Agreed | Rescaling) or (
        isinstance(formula, Linear) and all(term.default is None for term in formula.terms)
    )
    return formula.reads if reads_all else None


class Concluded(Mapping[Key, Conclusion]):
    """The conclusions of one run, the given facts first.

    `known` are the values of all `facts` by number, None where one is missing: who asks for values
    only, and often, reads them there. `by` and `uses` are what concluded each, and from what.
    """

    __slots__ = ("by", "facts", "known", "uses")

    def __init__(self, facts: NumberedFacts, known: Numbered) -> None:
        self.facts, self.known = facts, known
        self.by: list[By] = [*facts.by]
        self.uses: list[Uses] = [*facts.uses]

    def derivations(self) -> list[tuple[Key, int, By, tuple[Key, ...]]]:
        """Return every conclusion as a plain tuple, all in one pass."""
        for number in self.facts.depending:
            self._used(number)
        every: Any = zip(self.facts.keys, self.known, self.by, self.uses, strict=True)
        return [*every] if None not in self.known else [step for step in every if step[1] is not None]

    def value(self, key: Key) -> int | None:
        """Return the value of a fact; None where it is missing."""
        number = self.facts.numbers.get(key)
        return None if number is None else self.known[number]

    def values_by_key(self) -> dict[Key, int]:
        """Return every fact with its value alone."""
        return {key: value for key, value in zip(self.facts.keys, self.known, strict=True) if value is not None}

    def _used(self, number: int) -> tuple[Key, ...]:
        uses = self.uses[number]
        if uses is None:
            uses = self.uses[number] = self.facts.used(number, self.known)
        return uses

    def __getitem__(self, key: Key) -> Conclusion:
        number = self.facts.numbers[key]
        value = self.known[number]
        if value is None:
            raise KeyError(key)
        return Conclusion(key, value, self.by[number], self._used(number))

    def __contains__(self, key: object) -> bool:
        number = self.facts.numbers.get(key)  # type: ignore[call-overload] # whatever is no key is no fact
        return number is not None and self.known[number] is not None

    def __iter__(self) -> Iterator[Key]:
        return (key for key, value in zip(self.facts.keys, self.known, strict=True) if value is not None)

    def __len__(self) -> int:
        return sum(value is not None for value in self.known)

    def items(self) -> ItemsView[Key, Conclusion]:
        """Return every fact with its conclusion, all made at once."""
        return {step[0]: Conclusion(*step) for step in self.derivations()}.items()

    def values(self) -> ValuesView[Conclusion]:
        """Return every conclusion, all made at once."""
        return {step[0]: Conclusion(*step) for step in self.derivations()}.values()
