"""The values of a missing fact that are worth trying: one of every stretch within which nothing can change."""

from __future__ import annotations

from functools import cache, cached_property, lru_cache
from itertools import pairwise, product
from math import prod
from typing import TYPE_CHECKING

from chamdiem.rules.analysis.crossings import cut, cuts_of
from chamdiem.rules.analysis.limits import answers, can_be, ends, fields_of
from chamdiem.rules.compile.exact import Exact
from chamdiem.rules.compile.interpreter import Slice
from chamdiem.rules.compile.keys import MADE, proved_keys
from chamdiem.rules.compile.program import Key
from chamdiem.rules.compile.scope import Scope
from chamdiem.rules.records.fields import FieldType

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from chamdiem.rules.compile.program import Program
    from chamdiem.rules.language.framework import Framework

REMEMBERED = 1 << 10
"""So many curves are kept: in thousands of records few numbers are beside each other, and these again and again."""
MAX_BESIDE = 12
"""So many choices of what else a measure lacks are followed beside a number, and so many values are few."""
_IN_UNITS = frozenset({"additions", "deductions", "proportional"})
_WORDS = frozenset({FieldType.YES_NO, FieldType.WORD})


class Stretches:
    """The stretches of the facts of one framework; of more than `limit` none are told."""

    def __init__(
        self, framework: Framework, program: Program, needed: Mapping[Key, tuple[Key, ...]], limit: int
    ) -> None:
        self.framework = framework
        self._shape = framework.shape
        self.program = program
        self._needs = needed
        self._limit = limit
        self._scope = Scope(framework)
        self._curve = lru_cache(maxsize=REMEMBERED)(_curve)

    def of(self, key: Key, known: Mapping[Key, int]) -> tuple[int, ...]:
        """Return one value of every stretch of a missing fact; nothing where they are too many or cannot be told."""
        if key.kind not in {"answer", "field"}:
            return ()  # what hangs on the answer to a question that this layer is not asked
        if key in self._exact or key in self._unfollowed:
            return self._every(key, known)
        if key.kind == "answer":
            return self._answer(key)
        return self._each(key, known) if self._shape.by_name[key.subject].type in _WORDS else self._number(key, known)

    def told(self, missing: Iterable[Key], known: Mapping[Key, int]) -> dict[Key, int]:
        """Return those missing numbers that can only be one, beside all else that the record says."""
        # All from what is written, none from each other: two missing counts that bound each other stay two.
        given = fields_of(known)
        spans = {key: self._ends_beside(key, known, given) for key in missing if key.kind == "field"}
        return {key: low for key, (low, high) in spans.items() if low == high}

    def together(self, values: Mapping[Key, Sequence[int]], known: Mapping[Key, int]) -> Iterator[tuple[int, ...]]:
        """Yield every choice of one value for each fact, but for stretches that no record holds together."""
        numbers = {key for key in values if key.kind == "field"}
        limits = [{key for key in numbers if key.subject in limit.names} for limit in self._shape.limits]
        linked = set().union(*(keys for keys in limits if len(keys) > 1))
        if not linked:
            yield from product(*values.values())
            return
        given = fields_of(known)
        last = {key: dict(self._spans(key, values[key], known)) for key in linked}
        for chosen in product(*values.values()):
            box = {
                key.subject: (value, last[key][value])
                for key, value in zip(values, chosen, strict=True)
                if key in linked
            }
            if can_be(self._shape, box, given):
                yield chosen

    def _spans(self, key: Key, starts: Sequence[int], known: Mapping[Key, int]) -> Iterator[tuple[int, int]]:
        """Yield the first and the last value of each stretch."""
        _, high = self._ends_of(key, known)
        return ((start, after - 1) for start, after in pairwise((*starts, high + 1)))

    @cached_property
    def _unfollowed(self) -> frozenset[Key]:
        # what a layer is not asked for is not in its program
        return frozenset().union(*(self._needs.get(key, ()) for key in self._scope.unfollowed))

    def is_shared(self, key: Key) -> bool:
        """Tell whether an answer decides more than the points of the criterion that asks for it."""
        return key in self._shared

    @cached_property
    def _shared(self) -> frozenset[Key]:
        criteria = [Key("least", criterion.id) for criterion in self.framework.criteria]
        others = [key for key in self._needs if key.kind in {"gate", "cap", "measure"}]
        readers = [self._needs[key] for key in (*criteria, *others)]
        return frozenset(key for key in self._scope.questions if sum(key in needed for needed in readers) > 1)

    def _answer(self, key: Key) -> tuple[int, ...]:
        return self._few(answers(self.framework, self._scope.questions[key]) or sorted({0, *self._cuts(key)}))

    def _every(self, key: Key, known: Mapping[Key, int]) -> tuple[int, ...]:
        """Return every value of a missing fact of which an exact expression is made."""
        if key.kind == "answer":
            return self._few(answers(self.framework, self._scope.questions[key]))
        field = self._shape.by_name[key.subject]
        if field.type in _WORDS:
            return tuple(range(len(field.words or (0, 1))))
        low, high = self._ends_of(key, known)
        values = range(-(-low // field.step) * field.step, high + 1, field.step)  # what was proved may lie off the step
        return tuple(values) if len(values) <= self._limit else ()

    @cached_property
    def _exact(self) -> frozenset[Key]:
        """The facts of which exact expressions are made, measure by measure, and not only by what points come of them.

        Such a number may rise and fall between any two cuts, so it is tried at every value of them, or stays missing.
        """
        # what is counted in units is cut where it moves points, see `Scope.moves`
        return self._read_by(each for each in self._expressions if each.origin.way not in _IN_UNITS)

    @cached_property
    def _reckoned(self) -> frozenset[Key]:
        """The facts of which any exact expression is made: it may follow them where their measure is not known."""
        return self._read_by(self._expressions)

    @property
    def _expressions(self) -> list[Exact]:
        return [formula for formula in self.program.formulas if isinstance(formula, Exact)]

    def _read_by(self, expressions: Iterable[Exact]) -> frozenset[Key]:
        made = {formula.then: formula.reads for formula in self.program.formulas if formula.then.kind in MADE}
        found: set[Key] = set()
        unread = {key for each in expressions for key in each.reads}
        while unread:
            found |= unread
            unread = {key for each in unread for key in made.get(each, ())} - found
        return frozenset(found & self.program.inputs)

    def _few(self, values: Iterable[int]) -> tuple[int, ...]:
        # Nothing instead of a selection: a fact that is tried at some of its values would give bounds that are too
        # narrow, one that is not tried stays missing and is bounded by the program.
        found = tuple(values)
        return found if len(found) <= self._limit else ()

    def _number(self, key: Key, known: Mapping[Key, int]) -> tuple[int, ...]:
        """Return the beginning of each stretch of a count, day or time.

        A measure that lacks another number too is followed where that has few values; else the number is tried with
        each of its own, where those are few.
        """
        lacking = self._lacking(key, known)
        if lacking and (key in self._reckoned or self._each(key, known)):
            return self._each(key, known)
        low, high = self._ends_of(key, known)
        starts = [low, *(place for place in self._cuts(key) if low < place <= high), high + 1]
        measures = []
        for measure, part in self._measures.get(key, ()):
            # One curve for each choice of what else is missing; the number is cut where any of them crosses, so that
            # one list of values serves beside all of the others'.
            given = (tuple(map(facts.get, part.given)) for facts in self._beside(key, measure, known))
            curves = [self._curve(key, measure, part, each) for each in given]
            measures.append((curves, self._cuts(measure)))
        starts = cut(starts, measures)[:-1]
        # one stretch beside measures that stay open: it has no other use for which to try it
        return self._few(starts) if low <= high and not (lacking and len(starts) == 1) else ()

    def opened(self, key: Key, known: Mapping[Key, int]) -> frozenset[Key]:
        """Return the measures that must stay open while a missing number is tried by its stretches.

        They lack another number that has too many values, so that where they cross an end cannot be told.
        """
        is_number = key.kind == "field" and self._shape.by_name[key.subject].type not in _WORDS
        if not is_number or key in self._exact or key in self._unfollowed or self._each(key, known):
            return frozenset()
        return self._lacking(key, known)

    def _lacking(self, key: Key, known: Mapping[Key, int]) -> frozenset[Key]:
        """Return the measures of a number that cannot be followed beside every choice of what else they lack."""
        measures = (measure for measure, _ in self._measures.get(key, ()))
        return frozenset(measure for measure in measures if not self._beside(key, measure, known))

    def _beside(self, key: Key, measure: Key, known: Mapping[Key, int]) -> list[dict[Key, int]]:
        """Return the known facts with every choice of what else a measure lacks; nothing where those are too many."""
        lacking = [need for need in self._needs[measure] if need.kind != "measure" and need not in {key, *known}]
        choices = [self._each(need, known) for need in lacking]
        if prod(map(len, choices)) > MAX_BESIDE:
            return []
        return [{**known, **dict(zip(lacking, chosen, strict=True))} for chosen in product(*choices)]

    def _each(self, key: Key, known: Mapping[Key, int]) -> tuple[int, ...]:
        """Return every value of a missing word or number, where they are few."""
        if key.kind == "answer":
            return ()
        field = self._shape.by_name[key.subject]
        if field.type in _WORDS:
            return tuple(range(len(field.words or (0, 1))))
        low, high = self._ends_of(key, known)
        return tuple(range(low, high + 1)) if high - low < MAX_BESIDE else ()

    def _ends_of(self, key: Key, known: Mapping[Key, int]) -> tuple[int, int]:
        """Return between which ends a number lies beside what is known, and by what earlier records prove of it."""
        return self._ends_beside(key, known, fields_of(known))

    def _ends_beside(self, key: Key, known: Mapping[Key, int], given: Mapping[str, int]) -> tuple[int, int]:
        low, high = ends(self._shape, key.subject, given)
        least, most = proved_keys(key.subject)
        return max(low, known.get(least, low)), min(high, known.get(most, high))

    def _cuts(self, key: Key) -> list[int]:
        """Return every value of a fact at which something changes: where ranges begin or end, and what is counted."""
        return sorted({*self._ends.get(key, ()), *self._scope.moves.get(key, ())})

    @cached_property
    def _ends(self) -> Mapping[Key, set[int]]:
        """Where the ranges of facts begin or have just ended: of rules, of open options, of what formulas hold to."""
        return cuts_of(self.program)

    @cached_property
    def _measures(self) -> Mapping[Key, list[tuple[Key, Slice]]]:
        """The measures that each fact moves, in the order in which they are made, with the program's part for each."""
        found: dict[Key, list[tuple[Key, Slice]]] = {}
        for measure in (key for key in self._needs if key.kind == "measure"):
            part = Slice(self.program, [measure])
            for need in self._needs[measure]:
                found.setdefault(need, []).append((measure, part))
        return found


def _curve(key: Key, measure: Key, part: Slice, given: Sequence[int | None]) -> Callable[[int], int | None]:
    """Return a measure as one missing number moves it, beside what else it is made of."""
    known = {fact: value for fact, value in zip(part.given, given, strict=True) if value is not None}
    return cache(lambda place: part.run({**known, key: place}).get(measure))
