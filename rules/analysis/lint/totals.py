"""Every total that some record reaches, with the gates and caps that then hold: dynamic programming over criteria.

A step adds one criterion: its rows become options, and what is kept is only what later steps still need: the cells of
facts that several criteria or gates test, and how far each gate is decided. Sets of totals are the bits of one integer.

Facts that share fields of the record (attendance and length both count members) are first taken to be independent.
Whoever takes a way through the steps proves it by a record; where there is none, the cells that contradict each other
become a step of their own, and the steps are run again. So what is found is real, and what is not found does not exist.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import reduce
from math import gcd
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from chamdiem.rules.analysis.lint.linear import Undecided
from chamdiem.rules.analysis.lint.rows import choices
from chamdiem.rules.analysis.lint.step_counts import StepCounts
from chamdiem.rules.analysis.lint.verdicts import Verdicts
from chamdiem.rules.compile.conditions import LEFT_OUT
from chamdiem.rules.compile.keys import group_subject
from chamdiem.rules.compile.program import Key
from chamdiem.rules.compile.rescaling import round_to_step
from chamdiem.rules.compile.scope import questions
from chamdiem.rules.compile.totals import inside, is_rescaled, may_be_empty

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from chamdiem.rules.analysis.lint.cells import Choice, ValueCell
    from chamdiem.rules.analysis.lint.rows import CriterionRow, CriterionTable
    from chamdiem.rules.analysis.lint.space import Space

T = TypeVar("T")
Cells = tuple[tuple[Key, "ValueCell"], ...]
Facts = tuple[tuple[Key, int], ...]
MAX_ROUNDS = 100
MAX_STATES = 20_000
LONG = 12
"""A number of 2 to this many bits takes as long as a step; sets of totals may be much longer."""


class Effect(NamedTuple):
    """What a row means beyond its points: shared cells, facts for the gates, the maximum that it takes out."""

    shared: Cells
    facts: Facts
    left_out: int
    groups: tuple[int, ...]
    """Places, among the groups whose points a gate tests, of those on whose floors the criterion stands."""
    bonus: int = 0
    """Points that are added after a rescaling, in hundredths; without one they are points like any other."""
    counts: tuple[int, ...] = ()
    """What it adds to each count; nothing where the criterion adds to none."""


@dataclass(frozen=True, slots=True)
class Summand:
    """One criterion, or facts that must meet in one record: its effects, and a row for each number of points."""

    keys: tuple[Key, ...]
    effects: Mapping[Effect, Mapping[int, Choice]]
    groups: tuple[int, ...] = ()
    is_counted: bool = False

    @property
    def least(self) -> int:
        """The least points that a row gives, where that is less than 0: a place among bits cannot be, so they move."""
        return min([0, *(points for rows in self.effects.values() for points in rows)])


class PartialSum(NamedTuple):
    """What is kept between steps."""

    shared: Cells = ()
    facts: Facts = ()
    left_out: int = 0
    groups: tuple[int, ...] = ()
    bonus: int = 0
    counts: tuple[int, ...] = ()


Sets = dict[PartialSum, int]
Back = dict[PartialSum, list[tuple[PartialSum, Effect, "Mapping[int, Choice]"]]]


class End(NamedTuple):
    """A last state with one total that is reached in it: by so many units it lies above the least that there is."""

    state: PartialSum
    raw: int


class Totals:
    """The totals of a framework whose criteria were looked at one by one; or as they would be `with_bonus` false."""

    # This is abstraction refined by counterexamples (Clarke and others, 2000). All records are too many to try, and
    # keeping every shared fact apart from the start multiplies the states by all their cells; but clashes that matter
    # to a total are rare: no framework that ships needs a second round.
    def __init__(self, space: Space, tables: Sequence[CriterionTable], *, with_bonus: bool = True) -> None:
        self.space = space
        self._with_bonus = with_bonus
        self.tables = tables
        framework = space.framework
        self._maximum = sum(map(framework.maximum_of, inside(framework)))
        self._may_be_empty, self._is_rescaled = may_be_empty(framework), is_rescaled(framework)
        self._counts = StepCounts(space, tables)
        self._of_counts = tuple(self._counts.known())
        self.verdicts = Verdicts(space, self._counts.counts)
        self.unit, self._least = 1, 0
        self.rounds = 0
        self._clashes: list[tuple[Key, ...]] = []
        self._steps: list[Summand] = []
        self._layers: list[Sets] = []
        self._back: list[Back] = []
        self._tracked = tuple(
            group
            for group in framework.all_groups
            if not self.verdicts.asked.isdisjoint(Key(kind, group_subject(group.id)) for kind in ("least", "most"))
        )
        floors = [(place, each.id) for place, group in enumerate(self._tracked) for each in group.all_criteria]
        self._places = {each: tuple(place for place, other in floors if other == each) for _, each in floors}
        self._run()

    # --- what is asked ---

    @property
    def ends(self) -> Sets:
        """The last states, each with the totals that are reached in it."""
        return self._layers[-1]

    def total(self, end: End) -> int | None:
        """Return the total of an end in hundredths, rescaled and capped as the framework says; None of nothing."""
        # The same order as in `compile/totals`: scale, rounding, points outside it, minimum and ceiling. It is written
        # again because the program bounds a total, while here it is computed of one that is reached; tests compare the
        # two on random frameworks.
        raw, scheme = end.raw * self.unit + self._least, self.space.framework.points
        applicable = self._maximum - end.state.left_out
        if self._may_be_empty and applicable <= 0:
            return None
        if scheme is None:
            return raw
        if self._is_rescaled:
            raw = round_to_step(raw * scheme.maximum, applicable, scheme.step, scheme.rounding) + end.state.bonus
        raw = raw if scheme.minimum is None else max(raw, scheme.minimum)
        return raw if scheme.ceiling is None else min(raw, scheme.ceiling)

    def proved(self, find: Callable[[], tuple[T, End] | None]) -> tuple[T, Choice] | None:
        """Return what is found with an end, and cells of one real record that leads there; None: no record does.

        Raises:
            Undecided: too many cells contradict each other.
        """
        for _ in range(MAX_ROUNDS):
            found = find()
            if found is None:
                return None
            choice = self._way_to(found[1])
            if self._meets(choice):
                return found[0], choice
            clash = self._clash(choice)
            self.space.refute({key: choice[key] for key in clash})
            if len(clash) > 1:
                self._clashes.append(clash)
            self._run()
        raise Undecided

    # --- the steps ---

    def left_out(self, choice: Choice) -> list[str]:
        """Return the ids of the criteria that are taken out of the total in the given cells."""
        return [
            table.criterion.id
            for table in self.tables
            for row in table.rows
            if row.run.facts.get(Key("treatment", table.criterion.id), 0) >= LEFT_OUT
            and all(choice.get(key) == cell for key, cell in row.choice.items())
        ]

    def _run(self) -> None:
        self.rounds += 1
        self._steps = _in_order(self._all_steps())
        points = [number for step in self._steps for rows in step.effects.values() for number in rows]
        # Points come in halves or whole ones: in hundredths the sets of totals would be fifty times as long.
        self.unit = reduce(gcd, points, 0) or 1
        self._least = sum(step.least for step in self._steps)
        uses: dict[Key, int] = {key: place for place, step in enumerate(self._steps) for key in step.keys}
        self._last_counted = max((place for place, step in enumerate(self._steps) if step.is_counted), default=-1)
        uses |= {key: max(uses.get(key, 0), self._last_counted) for key in self._of_counts}
        last_of = {group: place for place, step in enumerate(self._steps) for group in step.groups}
        # Run anew from the first step, although only one step was added: its facts change which cells are shared, and
        # with them the order, the states and what may be forgotten between them.
        nothing = PartialSum(groups=(0,) * len(self._tracked), counts=(0,) * len(self._counts.counts))
        self._layers, self._back = [{nothing: 1}], []
        for place, step in enumerate(self._steps):
            kept = {key for key, last in uses.items() if last > place}
            self._advance(step, kept, {group for group in step.groups if last_of[group] == place})

    def _advance(self, step: Summand, kept: set[Key], ended: set[int]) -> None:
        sets: Sets = {}
        least = step.least
        back: Back = defaultdict(list)
        for state, bits in self._layers[-1].items():
            for effect, rows in step.effects.items():
                # one by one where a gate asks for the points of their group
                parts = [(one, {one: choice}) for one, choice in rows.items()] if effect.groups else [(0, rows)]
                for points, chosen in parts:
                    # One shift and one "or" add a row to every total that is reached so far; that is the reason for
                    # bits instead of a set.
                    self.space.budget.spend(1 + len(chosen) * (bits.bit_length() >> LONG))
                    after = self._after(state, effect, kept, points, ended)
                    if after is None:
                        continue
                    back[after].append((state, effect, chosen))
                    sets[after] = reduce(
                        lambda all_bits, number: all_bits | bits << (number - least) // self.unit,
                        chosen,
                        sets.get(after, 0),
                    )
        if len(sets) > MAX_STATES:
            raise Undecided
        self._layers.append(sets)
        self._back.append(back)

    def _after(
        self, state: PartialSum, effect: Effect, kept: set[Key], points: int, ended: set[int]
    ) -> PartialSum | None:
        shared = dict(state.shared)
        for key, cell in effect.shared:
            # Another cell of the same fact: no record is in both.
            if shared.setdefault(key, cell) != cell:
                return None
        groups, facts = state.groups, (*state.facts, *effect.facts)
        for place in effect.groups:
            number = groups[place] + points + effect.bonus
            if place in ended:
                subject = group_subject(self._tracked[place].id)
                ends = ((Key(kind, subject), number) for kind in ("least", "most"))
                facts = (*facts, *self.verdicts.coarse(ends))
                number = 0
            groups = (*groups[:place], number, *groups[place + 1 :])
        counts = tuple(map(int.__add__, state.counts, effect.counts)) if effect.counts else state.counts
        if counts and len(self._layers) - 1 == self._last_counted:
            if not self._agrees(counts, shared):
                return None
            facts, counts = (*facts, *self.verdicts.coarse(zip(self._counts.counts, counts, strict=True))), ()
        return PartialSum(
            tuple(sorted((key, cell) for key, cell in shared.items() if key in kept)),
            self.verdicts.settled(facts),
            state.left_out + effect.left_out,
            groups,
            state.bonus + effect.bonus,
            counts,
        )

    def _agrees(self, counts: tuple[int, ...], shared: dict[Key, ValueCell]) -> bool:
        """Tell whether what is made of counts lies in the cells that were taken; what was not yet is put there."""
        for key in self._of_counts:
            value = self._counts.value(key, counts)
            cell = shared.get(key) or next((each for each in self.space.cells(key) if each.holds(value)), None)
            if cell is None or not cell.holds(value):
                return False
            shared[key] = cell
        return True

    def _all_steps(self) -> list[Summand]:
        # rows without points lead to no total
        refuted = self.space.is_refuted
        tables = [
            (
                table,
                [row for row in table.rows if table.award(row) is not None and not refuted(row.choice)],
            )
            for table in self.tables
        ]
        scopes = [set(self._kept(table, row.choice)) for table, rows in tables for row in rows[:1]]
        scopes += [set(keys) for keys in self._clashes]
        scopes.append(set(self.verdicts.measured))
        # A fact that one criterion alone tests may be forgotten as soon as its row is taken; carrying it on would
        # multiply the states by its cells and tell nothing.
        often: dict[Key, int] = defaultdict(int)
        for scope in scopes:
            for key in scope:
                often[key] += 1
        shared = {key for key, times in often.items() if times > 1}.union(self._of_counts)
        made = [self._criterion_step(table, rows, shared) for table, rows in tables]
        measured = (key for key in self.verdicts.measured if key not in self._counts.counts)
        alone = [key for key in measured if not any(key in step.keys for step in made)]
        made += [self._fact_step((key,), shared) for key in alone]
        return made + [self._fact_step(keys, shared) for keys in self._clashes]

    def _criterion_step(self, table: CriterionTable, rows: list[CriterionRow], shared: set[Key]) -> Summand:
        own, framework = table.criterion.id, self.space.framework
        maximum, groups = framework.maximum_of(table.criterion), self._places.get(own, ())
        outside = table.criterion.is_outside
        later = outside and self._is_rescaled
        effects: dict[Effect, dict[int, Choice]] = defaultdict(dict)
        for row in rows:
            left_out = row.run.facts.get(Key("treatment", own), 0) >= LEFT_OUT
            award = table.award(row) or 0
            if outside and not self._with_bonus:
                award = min(0, award)
            effect = Effect(
                self._shared(row.choice, shared),
                self._told(
                    row.choice,
                    [(key, row.run.facts[key]) for key in self.verdicts.scores_of(own) if key in row.run.facts],
                ),
                maximum if left_out and not outside else 0,
                groups,
                award if later else 0,
                self._counts.adds(table, row),
            )
            effects[effect].setdefault(0 if later else award, self._kept(table, row.choice))
        keys = tuple(key for key in (rows[0].choice if rows else ()) if key in shared)
        return Summand(keys, effects, groups, self._counts.are_told_by(table))

    def _kept(self, table: CriterionTable, choice: Choice) -> Choice:
        """Return what of a row's cells can matter: of a question without points nothing that no gate asks for."""
        if table.criterion.scored or self._counts.are_told_by(table):
            return choice
        others = (other.rows[0].choice for other in self.tables if other is not table and other.rows)
        own = {question.key for question in questions(table.criterion)}.difference(self.verdicts.measured, *others)
        return {key: cell for key, cell in choice.items() if key not in own}

    def _fact_step(self, keys: tuple[Key, ...], shared: set[Key]) -> Summand:
        effects: dict[Effect, dict[int, Choice]] = {}
        for choice in choices(self.space, list(keys), {}):
            effect = Effect(self._shared(choice, shared), self._told(choice, []), 0, ())
            effects.setdefault(effect, {0: choice})
        return Summand(tuple(key for key in keys if key in shared), effects)

    def _shared(self, choice: Choice, shared: set[Key]) -> Cells:
        return tuple(sorted((key, cell) for key, cell in choice.items() if key in shared))

    def _told(self, choice: Choice, scores: list[tuple[Key, int]]) -> Facts:
        """Return what a row says of the facts that gates test."""
        measured = (key for key in self.verdicts.measured if key in choice and key not in self._counts.counts)
        told = [(key, choice[key].value) for key in measured if choice[key].defined]
        return self.verdicts.coarse([*told, *scores])

    # --- ways ---

    def _way_to(self, end: End) -> Choice:
        """Return the cells of every step on one way to an end."""
        state, left = end
        way: Choice = {}
        for place in range(len(self._steps) - 1, -1, -1):
            state, left, choice = self._step_back(place, state, left)
            way.update(choice)
        return way

    def _step_back(self, place: int, state: PartialSum, left: int) -> tuple[PartialSum, int, Choice]:
        # Any way will do: where it is not real, the clash that it shows is excluded from all ways at once.
        least = self._steps[place].least
        for before, _, rows in self._back[place][state]:
            bits = self._layers[place][before]
            for points, choice in rows.items():
                rest = left - (points - least) // self.unit
                if rest >= 0 and bits >> rest & 1:
                    return before, rest, choice
        raise LookupError(place)

    def _meets(self, choice: Choice) -> bool:
        return self.space.solve({key: cell for key, cell in choice.items() if not self.space.is_free(key)}) is not None

    def _may_meet(self, choice: Choice) -> bool:
        try:
            return self._meets(choice)
        except Undecided:
            return True  # nobody knows, so the fact that was left out stays in the clash

    def _clash(self, choice: Choice) -> tuple[Key, ...]:
        """Return the fewest facts found whose cells meet in no record: leaving any one out, they would."""
        clash = {key: cell for key, cell in choice.items() if not self.space.is_free(key)}
        # A deletion filter: one pass that leaves out what is not needed for the contradiction. A clash of fewer facts
        # is a smaller step and rules out more; the smallest of all would take a search of its own.
        for key in list(clash):
            less = {other: cell for other, cell in clash.items() if other != key}
            clash = clash if self._may_meet(less) else less
        return tuple(clash)


def _in_order(found: list[Summand]) -> list[Summand]:
    """Return the steps so that few shared facts are open at a time: next comes the step that opens the fewest."""
    waiting, ordered = list(found), []
    open_keys: set[Key] = set()
    while waiting:
        # The best order is a question of path width, which is NP-hard; with a few dozen criteria the greedy one comes
        # close.
        step = min(waiting, key=lambda one: len(set(one.keys) - open_keys))
        waiting.remove(step)
        ordered.append(step)
        later = {key for other in waiting for key in other.keys}
        open_keys = (open_keys | set(step.keys)) & later
    return ordered
