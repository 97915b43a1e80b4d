"""Exact numbers of a program as formulas: made a fact, an integer, by being rounded once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from chamdiem.rules.compile.expressions import may_be_undefined, needed
from chamdiem.rules.compile.rescaling import round_to_step

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction as Rational

    from chamdiem.rules.compile.expressions import Number
    from chamdiem.rules.compile.program import Key, Origin
    from chamdiem.rules.compile.rescaling import Rounding


@dataclass(frozen=True, slots=True, kw_only=True)
class Exact:
    """The least, or the most, of a number, times `scale` and made an integer by `rounding`; `default` where none is.

    `marked` is told of at `program.Fraction`. The others round to a multiple of `step`, and then the result is held
    between `at_least` and `at_most`. `measures` are those that stand in the number by what they are made of: whoever
    lacks them lacks it. `stored` is the number by the one measure as it is stored, which proofs look at: exact but for
    what a `marked` value does not tell apart.
    """

    name: ClassVar[str] = "exact"
    origin: Origin
    then: Key
    number: Number
    highest: bool
    scale: int
    rounding: Rounding
    step: int = 1
    at_least: int | None = None
    at_most: int | None = None
    default: int | None = None
    clause: str = ""
    measures: tuple[Key, ...] = ()
    stored: Number | None = None

    @property
    def reads(self) -> tuple[Key, ...]:
        """The facts that the formula may use."""
        return tuple(dict.fromkeys(self.number.reads))

    @property
    def bounding(self) -> frozenset[Key]:
        """The facts that only bound what is missing: nobody lacks them."""
        return frozenset(self.number.reads) - frozenset(needed(self.number))

    def evaluate(self, facts: Mapping[Key, int]) -> int | None:
        """Return the exact value, or None when it is missing."""
        # Of what may turn out to be a share of nothing no end is known: held to 100 % it would seem to be no more.
        ends = None if may_be_undefined(self.number, facts) else self.number.ends(facts)
        end = None if ends is None else ends.most if self.highest else ends.least
        return self.default if end is None else self.as_stored(end)

    def as_stored(self, number: Rational) -> int:
        """Return the integer by which a number is stored."""
        value = self._rounded(number * self.scale)
        value = value if self.at_least is None else max(value, self.at_least)
        return value if self.at_most is None else min(value, self.at_most)

    def _rounded(self, value: Rational) -> int:
        if self.rounding == "marked":
            whole, rest = divmod(value.numerator, value.denominator)
            return 2 * whole + (1 if rest else 0)
        return round_to_step(value.numerator, value.denominator, self.step, self.rounding)


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """A number whose least and most are the same; missing while they are not."""

    name: ClassVar[str] = "agreed"
    origin: Origin
    then: Key
    least: Key
    most: Key
    clause: str = ""

    @property
    def reads(self) -> tuple[Key, ...]:
        """The facts that the formula may use."""
        return (self.least, self.most)

    def evaluate(self, facts: Mapping[Key, int]) -> int | None:
        """Return the exact value, or None when it is missing."""
        least, most = facts.get(self.least), facts.get(self.most)
        return least if least == most else None
