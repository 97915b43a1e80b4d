"""Whole numbers that satisfy linear inequalities, found exactly, or proved not to exist.

Equations are solved by Euclid's algorithm, what remains by Fourier and Motzkin's elimination; values are then tried
from the ones that read best. Either a solution is returned, or there is none, or the search says that it gave up.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import gcd
from typing import TYPE_CHECKING, NamedTuple

from chamdiem.rules.compile.program import Key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

Coefficients = tuple[tuple[Key, int], ...]
Values = dict[Key, int]
MAX_TRIES = 20_000


class Undecided(Exception):  # noqa: N818 - nothing is wrong: the question is only too large
    """The search was given up: neither a solution nor a proof that there is none."""


class AtMost(NamedTuple):
    """Σ coefficient·variable ≤ bound. The variables stand in one order, each once, with a coefficient that is not 0."""

    coefficients: Coefficients
    bound: int

    def holds(self, values: Mapping[Key, int]) -> bool:
        """Tell whether it holds of values for all of its variables."""
        return sum(factor * values[key] for key, factor in self.coefficients) <= self.bound


@dataclass(frozen=True, slots=True)
class Affine:
    """Σ coefficient·variable + constant."""

    coefficients: Coefficients = ()
    constant: int = 0

    def __add__(self, other: Affine) -> Affine:
        return combined(((1, self), (1, other)))

    def times(self, factor: int) -> Affine:
        """Return the multiple by a whole number."""
        return combined(((factor, self),))

    def at_most(self, bound: int) -> AtMost:
        """Return the inequality: this ≤ bound."""
        return AtMost(self.coefficients, bound - self.constant)

    def at_least(self, bound: int) -> AtMost:
        """Return the inequality: this ≥ bound."""
        return self.times(-1).at_most(-bound)


def variable(key: Key) -> Affine:
    """Return a variable as a form."""
    return Affine(((key, 1),))


def combined(parts: Iterable[tuple[int, Affine]]) -> Affine:
    """Return Σ factor·form."""
    total: dict[Key, int] = {}
    constant = 0
    for factor, form in parts:
        constant += factor * form.constant
        for key, coefficient in form.coefficients:
            total[key] = total.get(key, 0) + factor * coefficient
    return Affine(_ordered(total), constant)


def _ordered(coefficients: Mapping[Key, int]) -> Coefficients:
    return tuple(sorted((key, value) for key, value in coefficients.items() if value))


def solve(system: Iterable[AtMost], preferred: Mapping[Key, int]) -> Values | None:
    """Return whole numbers that satisfy every inequality, near the preferred ones; None: there are none.

    Raises:
        Undecided: the search was given up.
    """
    # Own code, because solvers of integer programs compute with floats and tolerances: here "there is none" must be a
    # proof, for it becomes a remark that a band is never reached. The systems are small (a record's fields and few of
    # them at once) and nearly all coefficients are 1. The method is Pugh's Omega test (1991), with search in place of
    # splinters.
    tightened = _tightened(system)
    if tightened is None:
        return None
    found: Values = {}
    for part in _parts(tightened):
        values = _solve_part(part, preferred)
        if values is None:
            return None
        found |= values
    return found


System = dict[Coefficients, int]


def _tightened(system: Iterable[AtMost]) -> System | None:
    """Return the inequalities with coefficients without common divisor, one of each kind; None: they contradict."""
    kept: System = {}
    for coefficients, bound in system:
        if not coefficients:
            if bound < 0:
                return None
            continue
        # Rounding the bound down cuts off what lies between whole numbers (Gomory's cut); without it a contradiction of
        # whole numbers alone, as 2x = 1, would only be found by trying.
        divisor = gcd(*(value for _, value in coefficients))
        reduced = coefficients if divisor == 1 else tuple((key, value // divisor) for key, value in coefficients)
        kept[reduced] = min(bound // divisor, kept.get(reduced, bound // divisor))
    for coefficients, bound in kept.items():
        opposite = kept.get(_negated(coefficients))
        if opposite is not None and bound + opposite < 0:
            return None
    return kept


def _negated(coefficients: Coefficients) -> Coefficients:
    return tuple((key, -value) for key, value in coefficients)


def _parts(system: System) -> Iterator[System]:
    """Split a system into parts that share no variable."""
    owner: dict[Key, int] = {}
    members: dict[int, list[Coefficients]] = {}
    for number, coefficients in enumerate(system):
        # Solved together, each failed try in one part would try all of another part again.
        joined = {owner[key] for key, _ in coefficients if key in owner}
        members[number] = [coefficients]
        for other in joined:
            members[number] += members.pop(other)
        for member in members[number]:
            owner.update((key, number) for key, _ in member)
    for part in members.values():
        yield {coefficients: system[coefficients] for coefficients in part}


def _solve_part(system: System, preferred: Mapping[Key, int]) -> Values | None:
    equations = [c for c, bound in system.items() if system.get(_negated(c)) == -bound and c[0][1] > 0]
    if equations:
        # the one with the smallest coefficient: every division leaves a smaller one, so they come to an end
        equation = min(equations, key=lambda one: min(abs(value) for _, value in one))
        return _without_equation(system, equation, preferred)
    return _Search(preferred).solve(system)


def _without_equation(system: System, equation: Coefficients, preferred: Mapping[Key, int]) -> Values | None:
    """Solve an equation for its variable with the smallest coefficient, by division with a remainder if it is not 1.

    With x = t - Σ (b // a)·y the coefficients that remain are smaller than a, so this ends.
    """
    key, least = min(equation, key=lambda term: (abs(term[1]), term[0]))
    bound = system[equation]
    others = [(other, value) for other, value in equation if other != key]
    sign = 1 if least > 0 else -1
    if abs(least) == 1:
        form = combined([(-sign * value, variable(other)) for other, value in others] + [(sign, Affine((), bound))])
        rest = preferred
    else:
        shares = [(other, value // least) for other, value in others]
        # `preferred` has one more name each time, so the number makes it unique.
        fresh = Key("quotient", f"{len(preferred)} {key.subject}")
        form = combined([(1, variable(fresh)), *((-share, variable(other)) for other, share in shares)])
        near = preferred.get(key, 0) + sum(share * preferred.get(other, 0) for other, share in shares)
        rest = {**preferred, fresh: near}
    replaced = [_replaced(AtMost(c, b), key, form) for c, b in system.items()]
    values = solve(replaced, rest)
    if values is None:
        return None
    for name in {name for c in system for name, _ in c} | {name for name, _ in form.coefficients}:
        values.setdefault(name, rest.get(name, 0))
    own = {key: form.constant + sum(value * values[name] for name, value in form.coefficients)}
    return {name: value for name, value in values.items() if name in preferred or name.kind != "quotient"} | own


def _replaced(inequality: AtMost, key: Key, form: Affine) -> AtMost:
    factor = dict(inequality.coefficients).get(key)
    if factor is None:
        return inequality
    rest = Affine(tuple(term for term in inequality.coefficients if term[0] != key))
    return combined(((1, rest), (factor, form))).at_most(inequality.bound)


@dataclass(slots=True)
class _Search:
    preferred: Mapping[Key, int]
    tries: int = 0

    def solve(self, system: System) -> Values | None:
        """Eliminate one variable after another, then give them values in the reverse order."""
        steps: list[tuple[Key, System]] = []
        remaining = system
        # Elimination is exact over the rationals. Over whole numbers it is where a coefficient is 1 on either side;
        # else a solution of what remains need not extend to one of all, which is why values are tried and not just read
        # off.
        while remaining:
            key = _cheapest(remaining, self.preferred)
            steps.append((key, remaining))
            eliminated = _eliminated(remaining, key)
            if eliminated is None:
                return None
            remaining = eliminated
        # what only bounded others on one side is free by now
        values = {key: self.preferred.get(key, 0) for c in system for key, _ in c}
        for key, _ in steps:
            del values[key]
        return self._assigned(steps, len(steps) - 1, values)

    def _assigned(self, steps: list[tuple[Key, System]], place: int, values: Values) -> Values | None:
        if place < 0:
            return values
        key, system = steps[place]
        low, high = _range(system, key, values, self.preferred)
        for candidate in _near(self.preferred.get(key, 0), low, high):
            self.tries += 1
            if self.tries > MAX_TRIES:
                raise Undecided
            found = self._assigned(steps, place - 1, {**values, key: candidate})
            if found is not None:
                return found
        return None


def _cheapest(system: System, preferred: Mapping[Key, int]) -> Key:
    """Return the variable whose elimination leaves the fewest inequalities; of equals, the least familiar one."""
    lower: dict[Key, int] = {}
    upper: dict[Key, int] = {}
    coarse: dict[Key, int] = {}
    for coefficients in system:
        for key, value in coefficients:
            side = upper if value > 0 else lower
            side[key] = side.get(key, 0) + 1
            coarse[key] = max(coarse.get(key, 1), abs(value))

    def cost(key: Key) -> tuple[bool, int, int, Key]:
        up, down = upper.get(key, 0), lower.get(key, 0)
        # Exact eliminations first, then few new inequalities. The unfamiliar ones go first because what is eliminated
        # last is given its value first: members and minutes of a witness are then ordinary, and the odd numbers land
        # elsewhere.
        return coarse[key] > 1, up * down - up - down, preferred.get(key, 0), key

    return min(coarse, key=cost)


def _eliminated(system: System, key: Key) -> System | None:
    kept: list[AtMost] = []
    upper: list[tuple[int, Affine]] = []
    lower: list[tuple[int, Affine]] = []
    for coefficients, bound in system.items():
        factor = dict(coefficients).get(key)
        if factor is None:
            kept.append(AtMost(coefficients, bound))
        else:
            rest = Affine(tuple(term for term in coefficients if term[0] != key), -bound)
            (upper if factor > 0 else lower).append((abs(factor), rest))
    kept += [combined(((b, above), (a, below))).at_most(0) for a, above in upper for b, below in lower]
    return _tightened(kept)


def _range(system: System, key: Key, values: Values, preferred: Mapping[Key, int]) -> tuple[int, int]:
    """Return the least and the most that a variable can be, given those that have a value."""
    low = high = None
    for coefficients, bound in system.items():
        factor, known = 0, bound
        for name, value in coefficients:
            if name == key:
                factor = value
            else:
                known -= value * values[name]
        if factor > 0:
            high = known // factor if high is None else min(high, known // factor)
        elif factor < 0:
            low = -(known // -factor) if low is None else max(low, -(known // -factor))
    near = preferred.get(key, 0)
    low = (near if high is None else min(near, high)) if low is None else low
    return low, max(near, low) if high is None else high


def _near(preferred: int, low: int, high: int) -> Iterator[int]:
    """Yield whole numbers of a range, the nearest to a preferred one first."""
    start = min(max(preferred, low), high)
    if low <= high:
        yield start
    for distance in range(1, max(high - start, start - low) + 1):
        if start + distance <= high:
            yield start + distance
        if start - distance >= low:
            yield start - distance
