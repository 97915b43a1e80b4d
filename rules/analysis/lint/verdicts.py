"""From totals and facts to ratings: how far the gates and caps are decided, and which rating is given."""

from __future__ import annotations

from bisect import bisect_right
from math import prod
from typing import TYPE_CHECKING

from chamdiem.rules.analysis.lint.complete import ENDS
from chamdiem.rules.analysis.lint.linear import Undecided
from chamdiem.rules.analysis.lint.space import GIVEN, SCORES, valued
from chamdiem.rules.compile.exact import Exact
from chamdiem.rules.compile.expressions import choosing
from chamdiem.rules.compile.interpreter import Slice, cuts
from chamdiem.rules.compile.keys import TOTAL, gate_key
from chamdiem.rules.compile.program import Key, reads
from chamdiem.rules.compile.ratings import RATING
from chamdiem.rules.compile.totals import SCALE_LEAST, SCALE_MOST

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from chamdiem.rules.analysis.lint.space import Space
    from chamdiem.rules.compile.program import Formula

Facts = tuple[tuple[Key, int], ...]
_TOTAL = (Key("least", TOTAL), Key("most", TOTAL))
_SCALE = {SCALE_LEAST: 1, SCALE_MOST: 1}
"""Some criterion applies: where none does there is no total, and nothing is asked of ratings."""
MANY_TOGETHER = 20_000
"""Of more combinations than these nothing is added up."""


class Verdicts:
    """The part of a framework's program above the points.

    Raises `Undecided` where too much is needed at once.
    """

    def __init__(self, space: Space, counts: tuple[Key, ...] = ()) -> None:
        framework = space.framework
        self._space, self._counts = space, counts
        self._of_counts: dict[Key, bool] = {}
        self.gates = tuple(gate_key(r.id, n) for r in framework.ratings for n, _ in enumerate(r.requires))
        self.caps = tuple(Key("cap", cap.id) for cap in framework.caps)
        self._deciding = Slice(
            space.program,
            [RATING, *self.gates, *self.caps],
            lambda key: self._is_given(key) or key.kind in SCORES or key in _SCALE,
        )
        self._giving = Slice(
            space.program, [RATING], lambda key: key.kind in {"gate", "cap"} or key in _TOTAL or key in _SCALE
        )
        space.need_followed(self._deciding)
        self._sizes = (self._deciding.size, self._giving.size)
        self.asked = frozenset(self._deciding.given)
        self.measured = tuple(key for key in self._deciding.given if self._is_given(key))
        self._by = dict(self._deciding.steps)
        formulas = [by for by in self._by.values() if not isinstance(by, tuple)]
        self._exact = frozenset(key for by in formulas for key in valued(by))
        space.need_single(key for key in self.measured if key in self._exact and key not in counts)
        self._need_few(formulas)
        tests = [test for by in self._by.values() if isinstance(by, tuple) for rule in by for test in rule.when]
        found = cuts([*tests, *(test for by in formulas if isinstance(by, Exact) for test in choosing(by.number))])
        self._cuts = {key: sorted(values) for key, values in found.items()}
        self.thresholds = sorted(set().union(*(found.get(key, set()) for key in _TOTAL)))
        self._settled: dict[Facts, Facts] = {}
        self._given: dict[Facts, int | None] = {}

    def _need_few(self, formulas: Iterable[Formula]) -> None:
        """Need that what a number is made of beside points has few values together, since each is kept by itself."""
        for by in formulas:
            cells = (
                len(self._space.cells(key)) for key in by.reads if key in self.measured and key not in self._counts
            )
            if prod(cells) > MANY_TOGETHER:
                raise Undecided

    def _is_given(self, key: Key) -> bool:
        if key in self._counts:
            return True
        return key.kind in GIVEN and not self._space.is_of_points(key) and not self._is_of_counts(key)

    def _is_of_counts(self, key: Key) -> bool:
        """Tell whether a fact is made of counts that are added up step by step."""
        if key not in self._of_counts:
            by = reads(self._space.program.by.get(key, ()))
            self._of_counts[key] = any(each in self._counts or self._is_of_counts(each) for each in by)
        return self._of_counts[key]

    def scores_of(self, criterion_id: str) -> tuple[Key, ...]:
        """Return the facts of a criterion's points that gates and caps test."""
        return tuple(key for key in self._deciding.given if key.subject == criterion_id and key.kind in SCORES)

    def coarse(self, facts: Iterable[tuple[Key, int]]) -> Facts:
        """Return facts as the first value that every test takes for the same."""
        return tuple((key, self._coarse(key, value)) for key, value in facts if key in self.asked)

    def _coarse(self, key: Key, value: int) -> int:
        if key in self._exact:
            return value  # what a formula is made of is not told apart by thresholds
        ends = self._cuts.get(key, [])
        place = bisect_right(ends, value)
        return ends[place - 1] if place else (ends[0] - 1 if ends else 0)

    def settled(self, facts: Facts) -> Facts:
        """Return the gates and caps that are decided, and of the facts only those on which others still depend."""
        key = tuple(sorted(set(facts)))
        if key not in self._settled:
            self._settled[key] = self._settle(dict(key))
        return self._settled[key]

    def _settle(self, facts: dict[Key, int]) -> Facts:
        self._space.budget.spend(self._sizes[0])
        known = self._deciding.trace(facts).facts
        needed = [*self.gates, *self.caps]
        kept: dict[Key, int] = {}
        seen: set[Key] = set()
        while needed:
            key = needed.pop()
            if key in seen:
                continue
            seen.add(key)
            if key in known and key.kind not in ENDS:  # an end moves until both are one, which is the number itself
                kept[key] = known[key]
            elif key in self._by:
                needed += reads(self._by[key])
        return tuple(sorted(kept.items()))

    def decided(self, facts: Facts, total: int) -> Facts:
        """Return the gates and caps, by their values, once the total is known too."""
        self._space.budget.spend(self._sizes[0])
        known = self._deciding.trace({**dict(facts), **_SCALE, **dict.fromkeys(_TOTAL, total)}).facts
        return tuple((key, known[key]) for key in (*self.gates, *self.caps) if key in known)

    def band(self, total: int) -> int:
        """Return in which of the ranges a total lies that ratings, gates and caps tell apart."""
        return bisect_right(self.thresholds, total)

    def rating(self, decided: Facts, total: int) -> int | None:
        """Return the place of the rating; behind the last when none is given, None when none is certain."""
        key = (*decided, (RATING, self.band(total)))
        if key not in self._given:
            self._space.budget.spend(self._sizes[1])
            given: Mapping[Key, int] = {**dict(decided), **_SCALE, **dict.fromkeys(_TOTAL, total)}
            self._given[key] = self._giving.trace(given).facts.get(RATING)
        return self._given[key]
