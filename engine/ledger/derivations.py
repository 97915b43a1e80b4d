"""How a result was concluded, as lines that are kept beside it: each fact with its value, and from what it followed.

`award 2.1 = 400 <- 2.1/bands/0: 57` says that the rule 2.1/bands/0 concluded the fact from the one on line 57, counted
from 0; a fact that was given has its value only. Names of rules and the order of facts are how one version of the
program works: they are kept for people, and nothing is ever compared by them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import count, repeat
from operator import is_, lt
from typing import TYPE_CHECKING, Any, NamedTuple

from chamdiem.engine.ledger.shapes import KnownTexts
from chamdiem.rules.compile.program import Key, Rule

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chamdiem.engine.scoring.conclusions import By, Concluded, NumberedFacts
    from chamdiem.rules.compile.program import Formula

_LINE = re.compile(r"(.+?) = (-?[0-9]{1,19})(?: <- (.+?): ((?:[0-9]{1,6}(?: [0-9]{1,6})*)?))?")


def derivation_lines(concluded: Concluded) -> list[str]:
    """Return each fact as a line: first those that were given, by name, then the others as they followed."""
    return _telling(concluded.facts, bytes(map(is_, concluded.known, repeat(None)))).lines(concluded)


class _Telling:
    """The lines of all derivations by one program in which the same facts are missing.

    Their facts stand in the same order. A line is made once: most of what the body of an evaluation costs would be
    spent here, and a month's results have most of their lines in common. `missing` has a 1 for each fact that is.
    """

    def __init__(self, facts: NumberedFacts, missing: bytes) -> None:
        self._keys = facts.keys
        known = [number for number, lacks in enumerate(missing) if not lacks]
        given = [number for number in known if number < len(facts.inputs)]
        self._order = (*sorted(given, key=lambda each: str(facts.keys[each])), *known[len(given) :])
        self._places = {facts.keys[number]: str(place) for place, number in enumerate(self._order)}
        # A formula concludes its fact whatever the value, so that this tells the line; of a rule, the rule does.
        self._by_rules = [number for number in known[len(given) :] if facts.by[number] is None]
        behind = {number: len(missing) + place for place, number in enumerate(self._by_rules)}
        self._telling = [behind.get(number, number) for number in self._order]
        self._lines: list[dict[int, str]] = [{} for _ in self._order]
        self._rules: dict[int, By] = {}
        self._made = 0

    def lines(self, concluded: Concluded) -> list[str]:
        # A rule is known as the object that it is: to compare rules takes longer than to write lines.
        tell: list[Any] = [*concluded.known, *map(id, map(concluded.by.__getitem__, self._by_rules))]
        told_by = [*map(tell.__getitem__, self._telling)]
        told: list[Any] = [*map(dict.get, self._lines, told_by)]
        if not all(told):
            told = [line or self._line(concluded, place, told_by[place]) for place, line in enumerate(told)]
        return told

    def _line(self, concluded: Concluded, place: int, told_by: int) -> str:
        fact = concluded[self._keys[self._order[place]]]
        told = f"{fact.key} = {fact.value}"
        if fact.by is not None:
            told = f"{told} <- {_named(fact.by)}: {' '.join([self._places[used] for used in fact.uses])}"
        if self._made > _MOST_LINES:
            self._made = 0
            for lines in self._lines:
                lines.clear()
        self._made += 1
        self._rules[id(fact.by)] = fact.by  # so that it lives as long as its line, and nothing else is taken for it
        self._lines[place][told_by] = told
        return told


_telling = lru_cache(maxsize=128)(_Telling)
_MOST_LINES = 1 << 14
"""So many lines of one kind of derivation are kept, beside those of the next."""

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
    return all(map(lt, map(_LAST.__getitem__, lines), count()))


_NEVER = 1 << 62


def _last(line: str) -> int:
    """Return the highest line that a line uses; one that never is, if it is no line of a derivation."""
    found = _read(line)
    return _NEVER if found is None else found.last


_LAST = KnownTexts(_last, 1 << 16)


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
