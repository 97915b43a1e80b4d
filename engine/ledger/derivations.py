"""How a result was concluded, as lines that are kept beside it: each fact with its value, and from what it followed.

`award 2.1 = 400 <- 2.1/bands/0: 57` says that the rule 2.1/bands/0 concluded the fact from the one on line 57, counted
from 0; a fact that was given has its value only. Names of rules and the order of facts are how one version of the
program works: they are kept for people, and nothing is ever compared by them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import count
from operator import itemgetter, lt
from typing import TYPE_CHECKING, NamedTuple

from chamdiem.rules.compile.program import Key, Rule

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chamdiem.engine.scoring.conclusions import By, Conclusions
    from chamdiem.rules.compile.program import Formula

_LINE = re.compile(r"(.+?) = (-?[0-9]{1,19})(?: <- (.+?): ((?:[0-9]{1,6}(?: [0-9]{1,6})*)?))?")


def derivation_lines(concluded: Conclusions) -> list[str]:
    """Return each fact as a line: first those that were given, by name, then the others as they followed."""
    steps = _steps(concluded)
    # most of what the body of an evaluation costs is spent here, so each fact is looked at once
    given = sorted([(_told(step[0]), step) for step in steps if step[2] is None], key=itemgetter(0))
    order = [*given, *[(_told(step[0]), step) for step in steps if step[2] is not None]]
    places = {step[0]: str(place) for place, (_, step) in enumerate(order)}
    return [
        f"{fact} = {value}"
        if by is None
        else f"{fact} = {value} <- {_named(by)}: {' '.join([places[used] for used in uses])}"
        for fact, (_, value, by, uses) in order
    ]


def _steps(concluded: Conclusions) -> list[tuple[Key, int, By, tuple[Key, ...]]]:
    from chamdiem.engine.scoring.conclusions import Concluded  # noqa: PLC0415 - who only reads has concluded nothing

    if isinstance(concluded, Concluded):
        return concluded.derivations()
    return [(each.key, each.value, each.by, each.uses) for each in concluded.values()]


_told = lru_cache(maxsize=1 << 14)(str)
"""Return a fact as its line begins: a month's results have most of their facts in common."""


# Since 0.2.0 a ledger has words of its own, which its page lists; results keep theirs, for programs read them.
_FORMULAS = {"linear": "sum", "fraction": "quotient", "pick": "choice"}


def _named(by: Rule | Formula) -> str:
    """Return how what concluded a fact is called in the ledger, whatever results call it by now."""
    return by.name if isinstance(by, Rule) else _FORMULAS.get(by.name, by.name)


@dataclass(frozen=True, slots=True)
class DerivedFact:
    """One fact of a derivation: its value (points are hundredths), and what concluded it from which others, if any."""

    fact: Key
    value: int
    by: str | None
    uses: tuple[Key, ...]


def read_derivation(lines: Sequence[str]) -> list[DerivedFact] | None:
    """Return the facts of a derivation that was kept; None: the lines are none."""
    steps: list[DerivedFact] = []
    for line in lines:
        found = _read(line)
        if found is None or found.last >= len(steps):
            return None
        uses = tuple([steps[place].fact for place in found.places])
        steps.append(DerivedFact(found.fact, found.value, found.by, uses))
    return steps


def is_derivation(lines: Sequence[str]) -> bool:
    """Tell whether lines are facts, each of which follows from earlier ones only."""
    return all(map(lt, map(_last, lines), count()))


_NEVER = 1 << 62


@lru_cache(maxsize=1 << 16)
def _last(line: str) -> int:
    """Return the highest line that a line uses; one that never is, if it is no line of a derivation."""
    found = _read(line)
    return _NEVER if found is None else found.last


class _DerivationLine(NamedTuple):
    fact: Key
    value: int
    by: str | None
    places: tuple[int, ...]
    last: int


@lru_cache(maxsize=1 << 16)  # a month's derivations have most of their lines in common
def _read(line: str) -> _DerivationLine | None:
    found = _LINE.fullmatch(line)
    if found is None:
        return None
    fact, value, by, uses = found.groups()
    places = tuple(map(int, (uses or "").split()))
    return _DerivationLine(Key.read(fact), int(value), by, places, max(places, default=-1))
