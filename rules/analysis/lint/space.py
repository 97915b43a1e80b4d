"""The space of all records, cut into finitely many cells by the thresholds of a framework.

Within one cell of every fact that a criterion tests, all records get the same points: so a few representatives speak
for all. Whether cells of several facts meet in one record is decided exactly, by whole numbers for its fields.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from chamdiem.rules.analysis.lint.alike import contradict
from chamdiem.rules.analysis.lint.cells import UNDEFINED, Choice, ValueCell
from chamdiem.rules.analysis.lint.complete import UNROUNDED, on_complete_records, steps_of
from chamdiem.rules.analysis.lint.counts import AnswerCounts
from chamdiem.rules.analysis.lint.defects import OWN_LAYER
from chamdiem.rules.analysis.lint.enumerated import Enumerated, enumerated
from chamdiem.rules.analysis.lint.forms import WHOLE_PERCENT, Forms
from chamdiem.rules.analysis.lint.linear import Undecided, Values, variable
from chamdiem.rules.analysis.lint.solver import OF_RATINGS, Budget, Solver
from chamdiem.rules.analysis.lint.tried import Tried, TriedTogether, tried, tried_together
from chamdiem.rules.compile.compiler import compile_framework
from chamdiem.rules.compile.exact import Exact
from chamdiem.rules.compile.expressions import Ends, choosing, leaves
from chamdiem.rules.compile.interpreter import Slice, cuts
from chamdiem.rules.compile.keys import MADE
from chamdiem.rules.compile.program import Key, Linear, reads
from chamdiem.rules.compile.scope import Scope
from chamdiem.rules.language.measures import Count

if TYPE_CHECKING:
    from collections.abc import Collection, ItemsView, Iterable, Iterator, Mapping, Sequence
    from fractions import Fraction as Rational

    from chamdiem.rules.analysis.lint.solver import Conjunction
    from chamdiem.rules.compile.expressions import Number
    from chamdiem.rules.compile.program import Formula
    from chamdiem.rules.compile.scope import Quantity
    from chamdiem.rules.language.framework import Framework

GIVEN = frozenset({"field", "answer", "measure", "difference", UNROUNDED})
"""The kinds of facts at which a criterion's part of the program is cut: what it measures, not how it is measured."""
SCORES = frozenset({"least", "most", "treatment", "counted_least", "maximum_least"})
"""The kinds of facts that criteria, groups and totals conclude."""
MAX_CELLS = 50_000
"""So many combinations of cells are looked at for one criterion."""
MANY_CELLS = 1_000
"""Of more cells than these, each is taken for reached until a record is asked for that lies in it."""


def fullest_layer(framework: Framework) -> str:
    """Return the layer that is asked for the most criteria: what is said of all records is said of its own."""
    criteria = [*framework.criteria]
    layers = dict.fromkeys([OWN_LAYER, *(layer for each in criteria for layer in each.layers)])
    return max(layers, key=lambda layer: sum(each.is_asked_of(layer) for each in criteria))


class Space:
    """The records of one framework as one layer scores them. Raises `Undecided` where a question is too large."""

    def __init__(self, framework: Framework, layer: str | None = None) -> None:
        self.framework = framework
        self.layer = fullest_layer(framework) if layer is None else layer
        self.budget = Budget(OF_RATINGS)
        self.program = on_complete_records(compile_framework(framework, self.layer))
        self.scope = Scope(framework)
        self._inputs: dict[Key, frozenset[Key]] = {}
        scoring = (rule for rule in self.program.rules if rule.origin.of != "finding")
        self._cuts = cuts(test for rule in scoring for test in rule.when)
        self._measured = frozenset(
            key for name in framework.measures for key in self.inputs_of(Key("measure", name)) if key.kind == "answer"
        )
        self.solver = Solver(framework, self.program.inputs, self.budget)
        day = self.solver.preferred.get(Key("field", framework.shape.day))
        self.forms = Forms(self.program, self.is_marked, day)
        self._cells: dict[Key, tuple[ValueCell, ...]] = {}
        self._met: dict[frozenset[tuple[Key, ValueCell]], bool] = {}
        self._ties: dict[Key, frozenset[Key]] = {}
        self._reached: dict[Key, Tried] = {}
        self._refuted: list[ItemsView[Key, ValueCell]] = []
        self._of_points: dict[Key, bool] = {}
        self._together: dict[tuple[Key, ...], TriedTogether] = {}
        self._records: dict[frozenset[Key], Enumerated | None] = {}
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

    def need_single(self, keys: Iterable[Key]) -> None:
        """Need that each cell of some facts is one value: what is made of them beside points is no cell of its own.

        Raises:
            Undecided: a cell has more.
        """
        if any(cell.defined and cell.low != cell.high for key in keys for cell in self.cells(key)):
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
        if key not in self._inputs:
            by = self.program.by.get(key)
            of = frozenset([key]) if by is None else frozenset().union(*map(self.inputs_of, reads(by)))
            self._inputs[key] = of
        return self._inputs[key]

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
            yield from (ValueCell(value, value) for value in self.solver.domain(key))
            return
        starts = {start for found in (self._cuts, self._steps, self._choosing) for start in found.get(key, ())}
        if key in self._beside_points:
            domain = self._whole_numbers(key)
            starts.update(domain if len(domain) <= MANY_CELLS else ())
        if key in self._counted:
            starts.update(self.scope.moves.get(key, ()))
        if self.forms.may_be_undefined(key):
            yield UNDEFINED
        if self.is_percent(key):
            # Below 0 % there is nothing; above 100 % is a defect of another kind ("targets met above 100 % match no
            # band"), so no cell may straddle that end.
            starts.update((0, 2 * WHOLE_PERCENT + 1))
        low, high = self._ends(key)
        inner = sorted(start for start in starts if (low is None or start > low) and (high is None or start <= high))
        for first, following in zip((low, *inner), (*inner, None), strict=True):
            yield ValueCell(first, high if following is None else following - 1)

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
    def _beside_points(self) -> frozenset[Key]:
        """The facts of which numbers are made together with points, or with counts."""
        made = (key for by in self._of_several for key in valued(by))
        return frozenset(key for key in made if not self.is_of_points(key))

    @cached_property
    def _choosing(self) -> Mapping[Key, set[int]]:
        """Where what only chooses between such numbers chooses another one, by the fact that is tested."""
        return cuts(test for by in self._of_several if isinstance(by, Exact) for test in choosing(by.number))

    @cached_property
    def _of_several(self) -> tuple[Formula, ...]:
        numbers = (by for by in self.program.formulas if by.then.kind in MADE)
        return tuple(by for by in numbers if self.is_of_points(by.then) or any(map(self._is_count, by.reads)))

    def _is_count(self, key: Key) -> bool:
        measure = self.framework.measures.get(key.subject) if key.kind == "measure" else None
        return measure is not None and isinstance(measure.operation, Count)

    def _whole_numbers(self, key: Key) -> range:
        """Return all that an input, an answer or a count can be; nothing of other facts."""
        by = self.forms.by(key)
        if isinstance(by, Linear) and self._is_count(key):
            return range(len(by.terms) + 1)
        return range(0) if by is not None else self.solver.domain(key)

    @cached_property
    def _counted(self) -> frozenset[Key]:
        """The facts by which points move unit by unit; what is made of them anew is cut for itself."""
        moved = (by for by in self.program.formulas if by.then.kind not in GIVEN)
        return frozenset(key for by in moved for key in by.reads)

    def _ends(self, key: Key) -> tuple[int | None, int | None]:
        by = self.forms.by(key)
        if isinstance(by, Exact):
            found = by.number.ends({}) or Ends()  # as far as it can be made
            low, high = (None if end is None else by.as_stored(end) for end in found)
            ends = (low, high)
            if key.kind in {"difference", UNROUNDED}:
                return ends
            return _meet(ends, self._declared(key))
        whole = self._whole_numbers(key)
        ends = (whole[0], whole[-1]) if whole else (None, None)
        if key.kind != "measure":
            return ends
        low, high = _meet(ends, self._declared(key))
        return (0 if self.is_percent(key) and (low is None or low < 0) else low), high

    def _declared(self, key: Key) -> tuple[int | None, int | None]:
        """Return the ends that a measure's `range` declares."""
        declared = self.framework.measures[key.subject].range
        quantity = self.scope.fact(key.subject)
        return quantity.interval(declared) if declared is not None and quantity is not None else (None, None)

    # --- from cells to records ---

    def solve(self, choice: Mapping[Key, ValueCell]) -> Values | None:
        """Return a record's values and answers in which every fact lies in its cell; None: there is none.

        Raises:
            Undecided: the search was given up.
        """
        few = self._enumerated(self._touched_by(choice))
        if few is not None:
            return few.meet(choice)
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
        try:
            return self._solved(choice)
        except Undecided:
            if self.budget.left < 0:
                raise
        return self._by_trying(choice)

    def _enumerated(self, inputs: frozenset[Key]) -> Enumerated | None:
        """Return all records of some inputs, and of others maybe; None: they are many."""
        for known in (self.program.inputs, inputs):
            if known not in self._records:
                self._records[known] = enumerated(self, known)
            if self._records[known] is not None:
                return self._records[known]
        return None

    def _by_trying(self, choice: Mapping[Key, ValueCell]) -> Values | None:
        """Return the same by trying records: of facts that have no input in common, each part by itself."""
        inputs: set[Key] = set()
        part: Choice = {}
        rest = dict(choice)
        while touching := [key for key in rest if not part or not inputs.isdisjoint(self._touched(key))]:
            for key in touching if part else touching[:1]:
                part[key] = rest.pop(key)
                inputs |= self._touched(key)
        if Key("field", self.framework.shape.kind) in inputs:
            raise Undecided
        if rest:
            found = self.solve(part)
            others = None if found is None else self.solve(rest)
            return None if found is None or others is None else found | others
        keys = tuple(sorted(part))
        if keys not in self._together:
            self._together[keys] = tried_together(self, keys, inputs, self.solver.near(inputs))
        return self._together[keys].meet([part[key] for key in keys])

    def _solved(self, choice: Mapping[Key, ValueCell]) -> Values | None:
        exact = (
            (by, choice[key]) for key in choice if isinstance(by := self.forms.by(key), Exact) and self.is_marked(key)
        )
        if contradict(exact):
            return None
        options = [self.forms.ways(key, cell) for key, cell in choice.items()]
        found = self._first(sorted(options, key=len), ())
        partly = {key: cell for key, cell in choice.items() if cell.defined and not self.forms.is_whole(key)}
        return self._by_the_others(choice, partly) if found is None and partly else found

    def _by_the_others(self, choice: Mapping[Key, ValueCell], partly: Mapping[Key, ValueCell]) -> Values | None:
        """Return values by which all facts lie in their cells, those of which some was left out, too; None: none do.

        Raises:
            Undecided: only the others do, and what is left out may do.
        """
        others = [self.forms.ways(key, cell) for key, cell in choice.items() if key not in partly]
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
        few = self._enumerated(self._touched_by(number.reads))
        if few is not None:
            return few.beyond(number, end, below=below)
        whole = True
        for way, is_all in self.forms.beyond(number, end, below=below):
            found = self.solver.solved(way)
            if found is not None:
                return found
            whole = whole and is_all
        if not whole:
            raise Undecided  # what is left out may do
        return None

    def _tried(self, key: Key) -> Tried:
        """Return what records show of unrounded points; of other facts nothing needs to be tried."""
        if key not in self._reached:
            inputs, kind = self._touched(key), Key("field", self.framework.shape.kind)
            is_tried = key.kind == UNROUNDED and kind not in inputs and len(self.cells(key)) <= MANY_CELLS
            near = self.solver.near
            self._reached[key] = tried(self, key, inputs, near({*inputs})) if is_tried else Tried({}, whole=False)
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
            inputs.update(name for bound in self.solver.near(inputs) for name, _ in bound.coefficients)
            self._ties[key] = frozenset(inputs)
        return self._ties[key]

    def _touched_by(self, keys: Iterable[Key]) -> frozenset[Key]:
        return frozenset().union(*map(self._touched, keys))

    def _first(self, options: Sequence[tuple[Conjunction, ...]], taken: Conjunction) -> Values | None:
        while options and len(options[0]) == 1:
            # Those with one way decide nothing; taken first, they show at once which of the others are impossible.
            taken, options = (*taken, *options[0][0]), options[1:]
        if not options:
            return self.solver.solved(taken)
        given_up = False
        for way in options[0]:
            more = (*taken, *way)
            # Each beginning is solved before it is extended: half a system without solution rules out all that would
            # follow.
            try:
                found = self._first(options[1:], more) if self.solver.solved(more) is not None else None
            except Undecided:
                given_up = True  # another way may do
                continue
            if found is not None:
                return found
        if given_up:
            raise Undecided
        return None

    def completed(self, values: Mapping[Key, int]) -> Values:
        """Return values for everything that the framework asks for: those that matter, and ordinary ones."""
        rest = self.program.inputs - values.keys()
        system = [
            at for key in values for at in (variable(key).at_least(values[key]), variable(key).at_most(values[key]))
        ]
        system += [variable(key).at_least(self.solver.domain(key)[0]) for key in rest]
        found = self.solver.search(system) or dict(values)
        return {key: found[key] for key in sorted(found, key=self._as_written) if key in self.program.inputs}

    def _as_written(self, key: Key) -> tuple[int, str]:
        """Return where a fact stands in a record: fields in their own order, then answers."""
        return self.framework.shape.place(key.subject if key.kind == "field" else ""), key.subject


def valued(by: Formula) -> Iterator[Key]:
    """Yield the facts of which a number is made, without those that only choose: their values matter."""
    if isinstance(by, Exact):
        yield from (key for leaf in leaves(by.number) for key in leaf.reads)
    else:
        yield from by.reads


_End = int | None


def _meet(first: tuple[_End, _End], second: tuple[_End, _End]) -> tuple[_End, _End]:
    """Return the ends that lie within both."""
    lows, highs = ([end for end in pair if end is not None] for pair in zip(first, second, strict=True))
    return max(lows, default=None), min(highs, default=None)
