"""What a run of a program concluded: every fact with where it came from, told when it is asked for."""

from __future__ import annotations

from collections.abc import ItemsView, Mapping, ValuesView
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

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


class _Source(NamedTuple):
    """What a fact that no rule concludes comes from. `uses` is None where it depends on what else is known."""

    key: Key
    formula: Formula | None
    uses: tuple[Key, ...] | None


class NumberedFacts:
    """The facts of a program by number: `inputs`, those from outside, come first, then all others as they follow."""

    def __init__(self, program: Program) -> None:
        self.inputs = tuple(sorted(program.inputs))
        self.keys = (*self.inputs, *(key for key, _ in program.steps))
        self.numbers = {key: number for number, key in enumerate(self.keys)}
        self.sources = (
            *(_Source(key, None, ()) for key in self.inputs),
            *(_Source(key, *((None, ()) if isinstance(by, tuple) else (by, _uses(by)))) for key, by in program.steps),
        )


def _uses(formula: Formula) -> tuple[Key, ...] | None:
    """Return what a formula has used whenever it has a value: most use all that they read."""
    reads_all = isinstance(formula, Fraction | Agreed | Rescaling) or (
        isinstance(formula, Linear) and all(term.default is None for term in formula.terms)
    )
    return formula.reads if reads_all else None


class Concluded(Mapping[Key, Conclusion]):
    """The conclusions of one run, the given facts first.

    `known` are the values of all facts by number (see `NumberedFacts`), None where one is missing: who asks for values
    only, and often, reads them there.
    """

    __slots__ = ("_facts", "_fired", "known")

    def __init__(self, facts: NumberedFacts, known: Numbered, fired: list[Conclusion | None]) -> None:
        self._facts, self.known, self._fired = facts, known, fired

    def every(self) -> list[Conclusion]:
        """Return every conclusion, in one pass."""
        return [
            fired or Conclusion(key, value, formula, self._used(formula) if uses is None else uses)
            for (key, formula, uses), value, fired in zip(self._facts.sources, self.known, self._fired, strict=True)
            if value is not None
        ]

    def value(self, key: Key) -> int | None:
        """Return the value of a fact; None where it is missing."""
        number = self._facts.numbers.get(key)
        return None if number is None else self.known[number]

    def values_by_key(self) -> dict[Key, int]:
        """Return every fact with its value alone."""
        return {key: value for key, value in zip(self._facts.keys, self.known, strict=True) if value is not None}

    def _used(self, formula: Formula | None) -> tuple[Key, ...]:
        reads = formula.reads if formula else ()
        return tuple([read for read in reads if self.value(read) is not None])

    def __getitem__(self, key: Key) -> Conclusion:
        number = self._facts.numbers[key]
        value = self.known[number]
        if value is None:
            raise KeyError(key)
        fired = self._fired[number]
        if fired is not None:
            return fired
        _, formula, uses = self._facts.sources[number]
        return Conclusion(key, value, formula, self._used(formula) if uses is None else uses)

    def __contains__(self, key: object) -> bool:
        number = self._facts.numbers.get(key)  # type: ignore[call-overload] # whatever is no key is no fact
        return number is not None and self.known[number] is not None

    def __iter__(self) -> Iterator[Key]:
        return (key for key, value in zip(self._facts.keys, self.known, strict=True) if value is not None)

    def __len__(self) -> int:
        return sum(value is not None for value in self.known)

    def items(self) -> ItemsView[Key, Conclusion]:
        """Return every fact with its conclusion, all made at once."""
        return {found.key: found for found in self.every()}.items()

    def values(self) -> ValuesView[Conclusion]:
        """Return every conclusion, all made at once."""
        return {found.key: found for found in self.every()}.values()
