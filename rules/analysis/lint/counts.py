"""Counts of answers, enumerated: which of them meet in one record, with answers that lead there.

Fifteen answers have more combinations than can be looked at, and come to a few thousand counts: answer by answer, only
the counts so far are kept. Whatever is made of counts alone is known for each of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import product
from math import prod
from typing import TYPE_CHECKING

from chamdiem.rules.analysis.lint.linear import Undecided
from chamdiem.rules.compile.interpreter import Slice
from chamdiem.rules.compile.program import Key, Linear
from chamdiem.rules.language.measures import Count

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from chamdiem.rules.analysis.lint.cells import Choice, ValueCell
    from chamdiem.rules.analysis.lint.space import Space

MAX_TOGETHER = 20_000
"""So many combinations of counts, or of the answers that one thing counted depends on, are told apart."""
Reached = dict[tuple[int, ...], dict[Key, int]]
"""Counts that meet in some record, each with answers that lead to them."""


@dataclass(frozen=True, slots=True)
class _Block:
    """Answers on which the same things counted depend, and these: for each count those of its terms."""

    answers: tuple[Key, ...]
    terms: tuple[tuple[Key, ...], ...]


class AnswerCounts:
    """The counts of a framework that are made of answers alone, those that share answers together."""

    def __init__(self, space: Space) -> None:
        self._space = space
        self._counts = tuple(self._of_answers())
        self._reached: dict[frozenset[tuple[Key, ValueCell]], Reached] = {}
        self._values: dict[Key, Mapping[tuple[int, ...], int | None]] = {}
        self._knows: dict[Key, bool] = {}

    def _of_answers(self) -> Iterator[Key]:
        for name, measure in self._space.framework.measures.items():
            key = Key("measure", name)
            if isinstance(measure.operation, Count) and all(
                each.kind == "answer" for each in self._space.inputs_of(key)
            ):
                yield key

    @cached_property
    def answers(self) -> frozenset[Key]:
        """The answers that are counted."""
        return frozenset().union(*map(self._space.inputs_of, self._counts))

    def knows(self, key: Key) -> bool:
        """Tell whether a fact is a count of answers, or made of such counts and nothing else."""
        if not self._counts or key.kind == "answer":
            return False
        if key not in self._knows:
            part = self._slice(key)
            self._knows[key] = bool(part.given) and set(part.given) <= {*self._counts} and self._is_small
        return self._knows[key]

    def _slice(self, key: Key) -> Slice:
        return Slice(self._space.program, [key], lambda each: each in self._counts)

    @cached_property
    def _is_small(self) -> bool:
        try:
            self.reached({})
        except Undecided:
            return False
        return True

    def values(self, key: Key) -> Mapping[tuple[int, ...], int | None]:
        """Return what a fact is for all counts that some record reaches; None where it cannot be made."""
        if key not in self._values:
            part = self._slice(key)
            self._values[key] = {
                counts: part.trace(dict(zip(self._counts, counts, strict=True))).facts.get(key)
                for counts in self.reached({})
            }
        return self._values[key]

    def cells(self, key: Key, cells: tuple[ValueCell, ...]) -> tuple[ValueCell, ...]:
        """Return those of the cells of a fact in which it lies for some record."""
        values = {*self.values(key).values()}
        return tuple(cell for cell in cells if any(cell.holds(value) for value in values))

    def meet(self, choice: Choice) -> dict[Key, int] | None:
        """Return answers with which facts that are known here lie in their cells; None: there are none."""
        answers = {key: cell for key, cell in choice.items() if key.kind == "answer"}
        made = [(self.values(key), cell) for key, cell in choice.items() if key not in answers]
        for counts, found in self.reached(answers).items():
            if all(cell.holds(values[counts]) for values, cell in made):
                return found
        return None

    # --- answer by answer ---

    def reached(self, given: Choice) -> Reached:
        """Return the counts that are reached where some answers lie in the given cells.

        Raises:
            Undecided: there are too many.
        """
        key = frozenset(given.items())
        if key not in self._reached:
            found: Reached = {(0,) * len(self._counts): {}}
            for block in self._blocks:
                found = self._added(found, self._of_block(block, given))
            self._reached[key] = found
        return self._reached[key]

    def _added(self, found: Reached, more: Reached) -> Reached:
        self._space.budget.spend(len(found) * len(more) // 10)
        sums: Reached = {}
        for counts, answers in found.items():
            for others, chosen in more.items():
                total = tuple(map(int.__add__, counts, others))
                if total not in sums:
                    sums[total] = answers | chosen
        if len(sums) > MAX_TOGETHER:
            raise Undecided
        return sums

    def _of_block(self, block: _Block, given: Choice) -> Reached:
        """Return what the answers of a block add to each count."""
        domains = [[given[key]] if key in given else self._space.cells(key) for key in block.answers]
        if prod(map(len, domains)) > MAX_TOGETHER:
            raise Undecided
        part = Slice(self._space.program, {term for terms in block.terms for term in terms})
        found: Reached = {}
        for cells in product(*domains):
            answers = {key: cell.value for key, cell in zip(block.answers, cells, strict=True)}
            self._space.budget.spend(part.size)
            facts = part.trace(answers).facts
            if any(term not in facts for terms in block.terms for term in terms):
                raise Undecided  # a layer is not asked what decides it
            found.setdefault(tuple(sum(facts[term] for term in terms) for terms in block.terms), answers)
        return found

    @cached_property
    def _blocks(self) -> tuple[_Block, ...]:
        # Union and find over the answers: those behind one thing counted belong together.
        root: dict[Key, Key] = {key: key for key in self.answers}

        def root_of(key: Key) -> Key:
            while root[key] != key:
                key = root[key]
            return key

        def home_of(term: Key) -> Key | None:
            """Return what names the block of a thing counted; None: it depends on no answer."""
            first = min(self._space.inputs_of(term), default=None)
            return None if first is None else root_of(first)

        terms = [self._terms(key) for key in self._counts]
        for term in (term for several in terms for term in several):
            for other in self._space.inputs_of(term):
                root[root_of(other)] = root_of(min(self._space.inputs_of(term)))
        together: dict[Key | None, list[Key]] = {None: []}
        for key in sorted(self.answers):
            together.setdefault(root_of(key), []).append(key)
        return tuple(
            _Block(
                tuple(answers),
                tuple(tuple(term for term in several if home_of(term) == home) for several in terms),
            )
            for home, answers in together.items()
        )

    def _terms(self, key: Key) -> tuple[Key, ...]:
        by = self._space.forms.by(key)
        return by.reads if isinstance(by, Linear) else ()
