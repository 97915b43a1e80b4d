"""The space of all records, cut into finitely many cells by the thresholds of a framework.

Within one cell of every fact that a criterion tests, all records get the same points: so a few representatives speak
for all. Whether cells of several facts meet in one record is decided exactly, by whole numbers for its fields.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from chamdiem.rules.analysis.lint.alike import contradict
from chamdiem.rules.analysis.lint.complete import UNROUNDED, on_complete_records, steps_of
from chamdiem.rules.analysis.lint.counts import AnswerCounts
from chamdiem.rules.analysis.lint.domains import bounds_between, domain_of, kinds, on_steps, preferred, without_steps
from chamdiem.rules.analysis.lint.linear import Affine, AtMost, Undecided, Values, solve, variable
from chamdiem.rules.analysis.lint.ratios import Ratios
from chamdiem.rules.analysis.lint.tried import Tried, tried
from chamdiem.rules.compile.compiler import compile_framework
from chamdiem.rules.compile.exact import Agreed, Ends, Exact, Farthest, may_be_undefined
from chamdiem.rules.compile.interpreter import Slice, cuts
from chamdiem.rules.compile.program import Fraction, Key, Linear, Rule, reads
from chamdiem.rules.compile.scope import PERCENT_SCALE, Scope

if TYPE_CHECKING:
    from collections.abc import Collection, ItemsView, Iterable, Iterator, Mapping, Sequence
    from fractions import Fraction as Rational

    from chamdiem.rules.compile.exact import Number
    from chamdiem.rules.compile.program import Formula, Within
    from chamdiem.rules.compile.scope import Quantity
    from chamdiem.rules.language.framework import Framework

Conjunction = tuple[AtMost, ...]
GIVEN = frozenset({"field", "answer", "measure", "difference", UNROUNDED})
"""The kinds of facts at which a criterion's part of the program is cut: what it measures, not how it is measured."""
SCORES = frozenset({"least", "most", "treatment"})
"""The kinds of facts that criteria, groups and totals conclude."""
MAX_CELLS = 50_000
"""So many combinations of cells are looked at for one criterion."""
MANY_CELLS = 1_000
"""Of more cells than these, each is taken for reached until a record is asked for that lies in it."""
WHOLE_PERCENT = 100 * PERCENT_SCALE
"""A percentage is a quotient of whole numbers times this; `Fraction` says how it is stored."""


OF_RATINGS = 4_000_000
"""Steps for totals and ratings. A step is about a rule that is looked at, or an inequality that is solved: a million of
them take a second or two, and what ships needs some tens of thousands."""


@dataclass(slots=True)
class Budget:
    """Steps of work that are left, not seconds: every machine leaves the same undone."""

    left: int

    def spend(self, steps: int) -> None:
        """Take steps away.

        Raises:
            Undecided: there are none left.
        """
        self.left -= steps
        if self.left < 0:
            raise Undecided


class ValueCell(NamedTuple):
    """The stored values from `low` to `high` (None: open), or, not `defined`, that there is none."""

    low: int | None
    high: int | None
    defined: bool = True

    @property
    def value(self) -> int:
        """A value in the cell: all of them are alike to every rule."""
        return self.low if self.low is not None else self.high if self.high is not None else 0

    def holds(self, value: int | None) -> bool:
        """Tell whether a value, None where there is none, lies in the cell."""
        if value is None or not self.defined:
            return value is None and not self.defined
        return (self.low is None or value >= self.low) and (self.high is None or value <= self.high)


UNDEFINED = ValueCell(None, None, defined=False)
Choice = dict[Key, ValueCell]
"""A cell for each of some facts."""


class Piece(NamedTuple):
    """A part of a measure's definition: where the guards hold it is the form, or form·scale / below, stored `marked`.

    Not `whole`: there are other records of which the measure is the same, and they are left out.
    """

    guards: Conjunction
    form: Affine
    below: Affine | None = None
    scale: int = WHOLE_PERCENT
    whole: bool = True


class Space:
    """The records of one framework. Raises `Undecided` where a question is too large."""

    def __init__(self, framework: Framework) -> None:
        self.framework = framework
        self.budget = Budget(OF_RATINGS)
        self.program = on_complete_records(compile_framework(framework))
        self.scope = Scope(framework)
        scoring = (rule for rule in self.program.rules if rule.origin.of != "finding")
        self._cuts = cuts(test for rule in scoring for test in rule.when)
        self._measured = frozenset(
            key for name in framework.measures for key in self.inputs_of(Key("measure", name)) if key.kind == "answer"
        )
        self._preferred = preferred(self.program.inputs, framework)
        self._bounds = tuple(bounds_between(self.program.inputs, framework.shape))
        self._domains: dict[Key, range] = {}
        self._pieces: dict[Key, tuple[Piece, ...]] = {}
        self._cells: dict[Key, tuple[ValueCell, ...]] = {}
        self._ways: dict[tuple[Key, ValueCell], tuple[Conjunction, ...]] = {}
        self._found: dict[frozenset[AtMost], Values | None] = {}
        self._met: dict[frozenset[tuple[Key, ValueCell]], bool] = {}
        self._ties: dict[Key, frozenset[Key]] = {}
        self._reached: dict[Key, Tried] = {}
        self._refuted: list[ItemsView[Key, ValueCell]] = []
        self._of_points: dict[Key, bool] = {}
        self.counted = AnswerCounts(self)

    # --- facts and their cells ---

    def slice_of(self, wanted: Collection[Key]) -> Slice:
        """Return the part of the program that concludes facts from measures, fields and answers."""
        return Slice(self.program, wanted, lambda key: key.kind in GIVEN)

    def need_followed(self, part: Slice) -> None:
        """Need the cells of what a part of the program is given to tell everything that it concludes.

        Raises:
            Undecided: a number of it is made of facts that no cell tells from which values on it moves.
        """
        for _, by in part.steps:
            if isinstance(by, Exact) and by.then.kind == UNROUNDED:
                raise Undecided

    def is_of_points(self, key: Key) -> bool:
        """Tell whether a measure is made of points: decided by what criteria give, not by the record alone."""
        if key not in self._of_points:
            by = () if key.kind in SCORES else reads(self.program.by.get(key, ()))
            self._of_points[key] = key.kind in SCORES or any(map(self.is_of_points, by))
        return self._of_points[key]

    def is_free(self, key: Key) -> bool:
        """Tell whether a fact is an answer on which no measure depends: any answer goes with any record."""
        return key.kind == "answer" and key not in self._measured

    def is_untied(self, key: Key) -> bool:
        """Tell whether a field is bound to no other one that the framework reads."""
        return self._touched(key) == {key}

    def inputs_of(self, key: Key) -> frozenset[Key]:
        """Return the fields and answers from which a fact is made."""
        by = self.program.by.get(key)
        return frozenset([key]) if by is None else frozenset().union(*map(self.inputs_of, reads(by)))

    def measures_in(self, key: Key) -> tuple[Key, ...]:
        """Return the measures of which unrounded points are made."""
        by = self.program.by.get(key)
        return by.measures if isinstance(by, Exact) else ()

    def key_of(self, name: str) -> Key:
        """Return the fact of a field or measure that is there, as complete records have it."""
        return Key("measure", name) if name in self.framework.measures else self.scope.known_fact(name).least

    def is_percent(self, key: Key) -> bool:
        """Tell whether a fact is a percentage."""
        return self._role(key) == "percent"

    def is_marked(self, key: Key) -> bool:
        """Tell whether a fact is stored `marked`."""
        return self._role(key) in {"percent", "number"} or key.kind in {"difference", UNROUNDED}

    def _role(self, key: Key) -> str:
        quantity = self.scope.fact(key.subject) if key.kind == "measure" else None
        return quantity.role if quantity else ""

    def quantity(self, key: Key) -> Quantity:
        """Return how a field or measure is stored."""
        return self.scope.known_fact(key.subject)

    def _domain(self, key: Key) -> range:
        """Return what a field or an answer can be."""
        if key not in self._domains:
            self._domains[key] = domain_of(key, self.framework)
        return self._domains[key]

    def by(self, key: Key) -> tuple[Rule, ...] | Formula | None:
        """Return what concludes a fact; of a bounded number, its least end, which is all of it on complete records."""
        by = self.program.by.get(key)
        return self.program.by.get(by.least) if isinstance(by, Agreed) else by

    def _may_be_undefined(self, key: Key) -> bool:
        by = self.by(key)
        return isinstance(by, Fraction) or (isinstance(by, Exact) and may_be_undefined(by.number, {}))

    def cells(self, key: Key) -> tuple[ValueCell, ...]:
        """Return the cells of a fact, lowest first; what it is for no record is left out by `solve`, not here."""
        if key not in self._cells:
            cells = tuple(self._cut(key))
            self._cells[key] = self.counted.cells(key, cells) if self.counted.knows(key) else cells
        return self._cells[key]

    def _cut(self, key: Key) -> Iterator[ValueCell]:
        # Every answer is a cell of its own: a question has few words or steps. Counts behind deductions have not, and
        # are cut.
        if key.kind == "answer" and key not in self.scope.moves:
            yield from (ValueCell(value, value) for value in self._domain(key))
            return
        starts = {*self._cuts.get(key, ()), *self._steps.get(key, ())}
        if key in self._counted:
            starts.update(self.scope.moves.get(key, ()))
        if self._may_be_undefined(key):
            yield UNDEFINED
        if self.is_percent(key):
            # Below 0 % there is nothing; above 100 % is a defect of another kind ("targets met above 100 % match no
            # band"), so no cell may straddle that end.
            starts.update((0, 2 * WHOLE_PERCENT + 1))
        low, high = self._ends(key)
        inner = sorted(start for start in starts if (low is None or start > low) and (high is None or start <= high))
        edges = [low, *inner]
        for number, start in enumerate(edges):
            yield ValueCell(start, edges[number + 1] - 1 if number + 1 < len(edges) else high)

    @cached_property
    def _steps(self) -> Mapping[Key, set[int]]:
        """Where points that are rounded come a step further, by the fact that is rounded."""
        found: dict[Key, set[int]] = defaultdict(set)
        for by in self.program.formulas:
            if isinstance(by, Exact):
                for key in by.reads:
                    if key.kind == UNROUNDED:
                        found[key].update(steps_of(by))
        return found

    @cached_property
    def _counted(self) -> frozenset[Key]:
        """The facts by which points move unit by unit; what is made of them anew is cut for itself."""
        moved = (by for by in self.program.formulas if by.then.kind not in GIVEN)
        return frozenset(key for by in moved for key in by.reads)

    def _ends(self, key: Key) -> tuple[int | None, int | None]:
        by = self.by(key)
        if isinstance(by, Exact):
            found = by.number.ends({}) or Ends()  # as far as it can be made
            low, high = (None if end is None else by.as_stored(end) for end in found)
            ends = (low, high)
            if key.kind in {"difference", UNROUNDED}:
                return ends
            return _meet(ends, self._declared(key))
        if key.kind != "measure":
            domain = self._domain(key)
            return domain[0], domain[-1]
        low, high = self._declared(key)
        return (0 if self.is_percent(key) and (low is None or low < 0) else low), high

    def _declared(self, key: Key) -> tuple[int | None, int | None]:
        """Return the ends that a measure's `range` declares."""
        declared = self.framework.measures[key.subject].range
        quantity = self.scope.fact(key.subject)
        return quantity.interval(declared) if declared is not None and quantity is not None else (None, None)

    # --- from cells to records ---

    def pieces(self, key: Key) -> tuple[Piece, ...]:
        """Return a fact as forms over what comes from outside, each with where it counts."""
        if key not in self._pieces:
            self._pieces[key] = tuple(self._made(key))
        return self._pieces[key]

    def _made(self, key: Key) -> Iterator[Piece]:
        by = self.by(key)
        if by is None:
            yield Piece((), variable(key))
        elif isinstance(by, Fraction):
            # No division is made: where the denominator is at least 1, a ratio lies in a cell when two linear forms do
            # (`_ratio`).
            for top, bottom in product(self.pieces(by.numerator), self.pieces(by.denominator)):
                yield Piece((*top.guards, *bottom.guards), top.form, bottom.form)
        elif isinstance(by, Exact):
            yield from self._quotients(key, by)
        elif isinstance(by, Linear):
            yield from self._sums(by)
        elif isinstance(by, tuple):
            for rule in by:
                for guards in self._guards(rule):
                    yield Piece(guards, Affine((), rule.value))
        else:
            raise Undecided

    def _quotients(self, key: Key, by: Exact) -> Iterator[Piece]:
        for ratio in self._ratios.of(by.number):
            if self.is_marked(key):
                yield Piece(ratio.guards, ratio.top, ratio.bottom, by.scale, ratio.whole)
            elif ratio.bottom == Affine((), 1):
                yield Piece(ratio.guards, ratio.top, whole=ratio.whole)
            else:
                raise Undecided

    @cached_property
    def _ratios(self) -> Ratios:
        return Ratios(self._forms, self._fails, self._preferred.get(Key("field", self.framework.shape.day), _SOME_DAY))

    def _forms(self, key: Key) -> Iterator[tuple[Conjunction, Affine]]:
        for piece in self.pieces(key):
            if piece.below is not None or not piece.whole:
                raise Undecided
            yield piece.guards, piece.form

    def _fails(self, test: Within) -> Iterator[Conjunction]:
        if test.at_least is not None:
            yield from self._inside(test.fact, ValueCell(None, test.at_least - 1))
        if test.at_most is not None:
            yield from self._inside(test.fact, ValueCell(test.at_most + 1, None))

    def _sums(self, by: Linear) -> Iterator[Piece]:
        for parts in product(*(self.pieces(term.fact) for term in by.terms)):
            guards = tuple(guard for part in parts for guard in part.guards)
            form = Affine((), by.constant)
            for term, part in zip(by.terms, parts, strict=True):
                form += part.form.times(term.factor)
            # A sum that is held within ends is three sums: at the lower end, between, at the upper end. All is whole,
            # so beyond an end begins one further on.
            inside = guards
            for bound, within, beyond in (
                (by.at_least, form.at_least, form.at_most),
                (by.at_most, form.at_most, form.at_least),
            ):
                if bound is not None:
                    step = -1 if bound == by.at_least else 1
                    yield Piece((*guards, beyond(bound + step)), Affine((), bound))
                    inside = (*inside, within(bound))
            yield Piece(inside, form)

    def _guards(self, rule: Rule) -> Iterator[Conjunction]:
        for chosen in product(*(self._inside(fact, ValueCell(low, high)) for fact, low, high in rule.when)):
            yield tuple(inequality for part in chosen for inequality in part)

    def ways(self, key: Key, cell: ValueCell) -> tuple[Conjunction, ...]:
        """Return the ways in which a fact comes to lie in a cell."""
        if (key, cell) not in self._ways:
            self._ways[key, cell] = tuple(self._inside(key, cell))
        return self._ways[key, cell]

    def _inside(self, key: Key, cell: ValueCell) -> Iterator[Conjunction]:
        by = self.by(key)
        if isinstance(by, Exact) and not cell.defined:
            yield from self._ratios.undefined(by.number)
            return
        if isinstance(by, Exact) and isinstance(by.number, Farthest) and self.is_marked(key):
            yield from self._farthest(by.number, cell, by.scale)
            return
        for guards, form, below, scale, _ in self.pieces(key):
            if below is None:
                ends = [form.at_least(cell.low)] if cell.low is not None else []
                ends += [form.at_most(cell.high)] if cell.high is not None else []
                yield (*guards, *ends)
            elif cell.defined:
                yield (*guards, below.at_least(1), *_ratio(form, below, cell, scale))
            else:
                yield (*guards, below.at_most(0))

    def _farthest(self, number: Farthest, cell: ValueCell, scale: int) -> Iterator[Conjunction]:
        """Yield how the highest, or lowest, of numbers comes to lie in a cell, without comparing any two of them."""
        # none is beyond the one end of the cell, and some is within the other
        all_within = ValueCell(None, cell.high) if number.highest else ValueCell(cell.low, None)
        one_within = ValueCell(cell.low, None) if number.highest else ValueCell(None, cell.high)
        for parts in product(*(tuple(self._ratios.of(each)) for each in number.numbers)):
            common = [end for part in parts for end in (*part.guards, part.bottom.at_least(1))]
            common += [end for part in parts for end in _ratio(part.top, part.bottom, all_within, scale)]
            yield from ((*common, *_ratio(one.top, one.bottom, one_within, scale)) for one in parts)

    def _is_whole(self, key: Key) -> bool:
        """Tell whether nothing that a fact may be was left out."""
        by = self.by(key)
        if isinstance(by, Exact) and isinstance(by.number, Farthest) and self.is_marked(key):
            return all(ratio.whole for each in by.number.numbers for ratio in self._ratios.of(each))
        return all(piece.whole for piece in self.pieces(key))

    def solve(self, choice: Mapping[Key, ValueCell]) -> Values | None:
        """Return a record's values and answers in which every fact lies in its cell; None: there is none.

        Raises:
            Undecided: the search was given up.
        """
        counted = self._of_counts(choice)
        if counted:
            answers = self.counted.meet(counted)
            rest = {key: cell for key, cell in choice.items() if key not in counted}
            others = None if answers is None else self.solve(rest)
            return None if others is None else others | (answers or {})
        if len(choice) == 1:
            ((key, cell),) = choice.items()
            reached = self._tried(key)
            if reached.whole or cell in reached.found:
                return reached.found.get(cell)
        exact = ((by, choice[key]) for key in choice if isinstance(by := self.by(key), Exact) and self.is_marked(key))
        if contradict(exact):
            return None
        options = [self.ways(key, cell) for key, cell in choice.items()]
        found = self._first(sorted(options, key=len), ())
        partly = {key: cell for key, cell in choice.items() if cell.defined and not self._is_whole(key)}
        return self._by_the_others(choice, partly) if found is None and partly else found

    def _by_the_others(self, choice: Mapping[Key, ValueCell], partly: Mapping[Key, ValueCell]) -> Values | None:
        """Return values by which all facts lie in their cells, those of which some was left out, too; None: none do.

        Raises:
            Undecided: only the others do, and what is left out may do.
        """
        others = [self.ways(key, cell) for key, cell in choice.items() if key not in partly]
        found = self._first(sorted(others, key=len), ())
        if found is None:
            return None
        made = self.completed(found)
        facts = Slice(self.program, partly).trace(made).facts
        if not all(cell.holds(facts.get(key)) for key, cell in partly.items()):
            raise Undecided
        return made

    def _of_counts(self, choice: Mapping[Key, ValueCell]) -> Choice:
        """Return what of a choice is decided by counting answers; nothing where other facts read these answers, too."""
        found = {key: cell for key, cell in choice.items() if self.counted.knows(key)}
        if not found:
            return {}
        found |= {key: cell for key, cell in choice.items() if key in self.counted.answers}
        others = (self.inputs_of(key) for key in choice if key not in found)
        return found if all(map(self.counted.answers.isdisjoint, others)) else {}

    def beyond(self, number: Number, end: Rational, *, below: bool) -> Values | None:
        """Return a record's values of which a number lies beyond an end; None: there is none.

        Raises:
            Undecided: the search was given up.
        """
        whole = True
        for ratio in self._ratios.of(number):
            difference = ratio.top.times(end.denominator) + ratio.bottom.times(-end.numerator)
            passes = difference.at_most(-1) if below else difference.at_least(1)
            found = self._solved((*ratio.guards, ratio.bottom.at_least(1), passes))
            if found is not None:
                return found
            whole = whole and ratio.whole
        if not whole:
            raise Undecided  # what is left out may do
        return None

    def _tried(self, key: Key) -> Tried:
        """Return what records show of unrounded points; of other facts nothing needs to be tried."""
        if key not in self._reached:
            inputs, kind = self._touched(key), Key("field", self.framework.shape.kind)
            is_tried = key.kind == UNROUNDED and kind not in inputs and len(self.cells(key)) <= MANY_CELLS
            self._reached[key] = tried(self, key, inputs, self._near({*inputs})) if is_tried else Tried({}, whole=False)
        return self._reached[key]

    def meets(self, choice: Mapping[Key, ValueCell], key: Key) -> bool:
        """Tell whether a fact's cell goes with the others', which are known to go with each other.

        Facts of fields that have nothing to do with its own, through no bound either, are left out of the question.
        """
        # `solve` would give the same answer about all of them; this one is asked for every cell of every table, and a
        # question about few facts is one that was asked before.
        if self.is_refuted(choice):
            return False
        if self._is_assumed(key, choice[key]):
            return True
        related, reached = {key}, set(self._touched(key))
        waiting = [other for other in choice if other != key and not self._is_assumed(other, choice[other])]
        while touching := [other for other in waiting if not reached.isdisjoint(self._touched(other))]:
            related.update(touching)
            reached.update(field for other in touching for field in self._touched(other))
            waiting = [other for other in waiting if other not in related]
        asked = frozenset((other, choice[other]) for other in related)
        if asked not in self._met:
            self._met[asked] = self.solve(dict(sorted(asked, key=lambda item: item[0]))) is not None
        return self._met[asked]

    def _is_assumed(self, key: Key, cell: ValueCell) -> bool:
        return cell.defined and key.kind == UNROUNDED and len(self.cells(key)) > MANY_CELLS

    def refute(self, choice: Choice) -> None:
        """Keep that no record lies in all of some cells."""
        self._refuted.append(choice.items())

    def is_refuted(self, choice: Mapping[Key, ValueCell]) -> bool:
        """Tell whether it was kept that no record lies in all of these cells."""
        return any(clash <= choice.items() for clash in self._refuted)

    def _touched(self, key: Key) -> frozenset[Key]:
        """Return the fields and answers on which a fact depends, and those that bounds tie to them."""
        if key not in self._ties:
            inputs = set(self.inputs_of(key))
            inputs.update(name for bound in self._near(inputs) for name, _ in bound.coefficients)
            self._ties[key] = frozenset(inputs)
        return self._ties[key]

    def _first(self, options: Sequence[tuple[Conjunction, ...]], taken: Conjunction) -> Values | None:
        while options and len(options[0]) == 1:
            # Those with one way decide nothing; taken first, they show at once which of the others are impossible.
            taken, options = (*taken, *options[0][0]), options[1:]
        if not options:
            return self._solved(taken)
        given_up = False
        for way in options[0]:
            more = (*taken, *way)
            # Each beginning is solved before it is extended: half a system without solution rules out all that would
            # follow.
            try:
                found = self._first(options[1:], more) if self._solved(more) is not None else None
            except Undecided:
                given_up = True  # another way may do
                continue
            if found is not None:
                return found
        if given_up:
            raise Undecided
        return None

    def _solved(self, system: Conjunction) -> Values | None:
        key = frozenset(system)
        if key not in self._found:
            self._found[key] = self.search(sorted(key))
        return self._found[key]

    def search(self, system: Iterable[AtMost]) -> Values | None:
        """Solve a system together with all that bounds its variables."""
        system = [*system]
        known = {key for inequality in system for key, _ in inequality.coefficients}
        for bound in self._near(known):
            system.append(bound)
            known.update(key for key, _ in bound.coefficients)
        for key in known:
            domain = self._domain(key)
            system += (variable(key).at_least(domain[0]), variable(key).at_most(domain[-1]))
            system += on_steps(key, domain)
        self.budget.spend(10 * len(system))
        of_kind = Key("field", self.framework.shape.kind)
        if of_kind not in known:
            return without_steps(solve(system, self._preferred))
        # The kinds that a framework scores need not lie side by side, and a gap is no linear inequality.
        for kind in kinds(self.framework):
            is_of_it = (variable(of_kind).at_least(kind), variable(of_kind).at_most(kind))
            found = without_steps(solve([*system, *is_of_it], self._preferred))
            if found is not None:
                return found
        return None

    def _near(self, known: set[Key]) -> list[AtMost]:
        """Return the bounds between fields that touch some of them, directly or through others."""
        reached, rest = set(known), list(self._bounds)
        # Not every bound there is: elimination multiplies inequalities, and a question about minutes has no use for
        # votes.
        found: list[AtMost] = []
        while True:
            touching = [bound for bound in rest if any(key in reached for key, _ in bound.coefficients)]
            if not touching:
                return found
            found += touching
            rest = [bound for bound in rest if bound not in touching]
            reached.update(key for bound in touching for key, _ in bound.coefficients)

    def completed(self, values: Mapping[Key, int]) -> Values:
        """Return values for everything that the framework asks for: those that matter, and ordinary ones."""
        rest = self.program.inputs - values.keys()
        system = [
            at for key in values for at in (variable(key).at_least(values[key]), variable(key).at_most(values[key]))
        ]
        system += [variable(key).at_least(self._domain(key)[0]) for key in rest]
        found = self.search(system) or dict(values)
        return {key: found[key] for key in sorted(found, key=self._as_written) if key in self.program.inputs}

    def _as_written(self, key: Key) -> tuple[int, str]:
        """Return where a fact stands in a record: fields in their own order, then answers."""
        return self.framework.shape.place(key.subject if key.kind == "field" else ""), key.subject


_SOME_DAY = dt.date(2025, 6, 2).toordinal()
_End = int | None


def _meet(first: tuple[_End, _End], second: tuple[_End, _End]) -> tuple[_End, _End]:
    """Return the ends that lie within both."""
    lows, highs = ([end for end in pair if end is not None] for pair in zip(first, second, strict=True))
    return max(lows, default=None), min(highs, default=None)


def _ratio(top: Affine, bottom: Affine, cell: ValueCell, scale: int) -> Conjunction:
    """Return that a quotient lies in a cell: an even end is a whole threshold, an odd one lies just above it."""
    ends = []
    if cell.low is not None:
        threshold, above = divmod(cell.low, 2)
        ends.append((top.times(scale) + bottom.times(-threshold)).at_least(above))
    if cell.high is not None:
        threshold, above = divmod(cell.high, 2)
        ends.append((top.times(scale) + bottom.times(-threshold - above)).at_most(-above))
    return tuple(ends)
