"""What may be changed of a meeting's facts in a search, and which values are worth trying."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from chamdiem.rules.analysis.crossings import cuts_of
from chamdiem.rules.analysis.limits import answers, ends, fields_of
from chamdiem.rules.compile.program import Fraction, Key, Linear, needs
from chamdiem.rules.compile.scope import Scope
from chamdiem.rules.records.fields import Changeability, FieldType
from chamdiem.rules.records.shape import check_values

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from chamdiem.rules.compile.program import Program
    from chamdiem.rules.language.framework import Framework
    from chamdiem.rules.records.fields import Field, Value
    from chamdiem.rules.records.shape import RecordShape

Facts = dict[Key, int]

PRESENT, EXCUSED, UNEXCUSED = ATTENDANCE = tuple(
    Key("field", name) for name in ("present", "absent_excused", "absent_unexcused")
)
"""Who comes is no longer absent: these three change together."""
SPEAKERS = Key("field", "speakers")
START, END = Key("field", "start_time"), Key("field", "end_time")
LINKS = (ATTENDANCE, (PRESENT, SPEAKERS))
"""Facts that the checks of a record compare with each other."""

MEMBERS, OFFICIAL, PROBATIONARY = (
    Key("field", name) for name in ("members_total", "members_official", "members_probationary")
)
GUESTS = Key("field", "members_temporary_in")

LARGEST_CELL = 300
"""Up to so many members every number of those present is tried, not only where ranges end."""
LARGEST_COUNT = 1000
DAYS = 60
LIFE = 36_525
"""So many days before that lies what happened before a record: of births years are counted."""
USUAL_MINUTES = 60
FEW = 8
"""Where no more values are declared than so many, each of them is tried."""
MANY = 100
"""Of so many, a share can be any whole percentage."""
LAST_MINUTE = 24 * 60 - 1


@dataclass(frozen=True, slots=True)
class Lever:
    """A fact that may be changed: to one of `values`, or else to any integer from `low` to `high`.

    `anchor` is the value that is kept as nearly as possible: the present one; where it is missing, the latest day of
    what is done before or after a meeting, an hour of meeting, nothing of what is counted, or many of those of whom
    shares are made. `missing`: the record does not give it. `step`: it is a multiple of it. `sampled`: it
    may have more values that matter than those.
    """

    key: Key
    low: int
    high: int
    anchor: int
    values: tuple[int, ...] = ()
    missing: bool = False
    step: int = 1
    sampled: bool = False

    def nearest(self, low: int, high: int) -> int | None:
        """Return the integer of a range that is nearest to the anchor and on a step; None: there is none."""
        value = min(max(self.anchor, low), high)
        below = value - value % self.step
        return next((each for each in (below, below + self.step) if low <= each <= high), None)


class Situation:
    """The facts of one meeting under one framework, and those of them that may be changed."""

    def __init__(
        self, framework: Framework, program: Program, facts: Mapping[Key, int], may_change: Callable[[Key], bool]
    ) -> None:
        self.framework = framework
        self.program = program
        self.needs = needs(program)
        self._scope = Scope(framework)
        self.facts: Facts = {key: value for key, value in facts.items() if key in program.inputs or key.kind == "field"}
        # What others are measured by comes first: where a share crosses an end is sought once its whole is chosen.
        fields = sorted(framework.shape.fields, key=lambda field: not field.is_circumstance)
        keys = [*(Key("field", field.name) for field in fields), *self._scope.questions]
        self._open = [key for key in keys if key in program.inputs and may_change(key)]
        found = map(self._lever, self._open)
        self.levers = tuple(replace(lever, missing=lever.key not in self.facts) for lever in found if lever is not None)

    @cached_property
    def _everyone(self) -> int | None:
        """Those present and absent together, where all three are known."""
        counts = [self.facts.get(key) for key in ATTENDANCE]
        return None if None in counts else sum(count for count in counts if count is not None)

    @cached_property
    def ends(self) -> Mapping[Key, tuple[int, ...]]:
        """Where the ranges that are tested begin or have just ended, and where measures may turn."""
        return {fact: tuple(sorted(ends)) for fact, ends in cuts_of(self.program).items()}

    @cached_property
    def _counts(self) -> tuple[tuple[Key, int], ...]:
        """Every fact that takes points off by a count, with the count from which on it takes everything."""
        whole = [each._replace(most=self.framework.maximum_of(each.criterion)) for each in self._scope.counts]
        return tuple((each.fact, max(1, min(LARGEST_COUNT, each.last))) for each in whole)

    @property
    def customary(self) -> frozenset[Key]:
        """The facts that are tried only up to what is usual, so that finding nothing beyond that proves nothing.

        More people present than there are members is odd and yet possible, while guests and absences are not counted.
        """
        return frozenset({PRESENT} if self._everyone is None and MEMBERS in self.facts else ())

    @cached_property
    def _values(self) -> Mapping[str, Value]:
        return self._values_of(self.facts)

    def _values_of(self, facts: Mapping[Key, int]) -> dict[str, Value]:
        fields = self.framework.shape.by_name
        return {name: fields[name].value_of(value) for name, value in fields_of(facts).items()}

    def closed(self) -> Facts:
        """Return the facts that nobody can change: those that are given, without the levers."""
        # Absences follow from who is present even where they are no levers themselves.
        open_ = {lever.key for lever in self.levers}
        if not open_.isdisjoint(ATTENDANCE):
            open_.update(ATTENDANCE)
        return {key: value for key, value in self.facts.items() if key not in open_}

    def is_consistent(self, changes: Mapping[Key, int]) -> bool:
        """Tell whether a record could say so: counts add up and times run forward."""
        changed = self._values_of(changes)
        # What is advised may still lie ahead, so no day is too late here; the check of a record that is handed in knows
        # today.
        return not changed or not check_values(self.framework.shape, {**self._values, **changed}, dt.date.max)

    def settled(self, changes: Mapping[Key, int]) -> Facts | None:
        """Return all facts after some changes; None where they cannot be.

        More people present are fewer absent, and no more people speak than are present.
        """
        facts = {**self.facts, **changes}
        if SPEAKERS in facts and SPEAKERS not in changes and PRESENT in changes:
            facts[SPEAKERS] = min(facts[SPEAKERS], facts[PRESENT])
        if self._everyone is None:
            return facts
        # Advice is about who comes, never about who belongs: members stay as many as they are, and one more present is
        # one excused less first. A rule that no unexcused absence is left asks for that by itself.
        absent = self._everyone - facts[PRESENT]
        if EXCUSED not in changes:
            if UNEXCUSED not in changes:
                facts[UNEXCUSED] = min(facts[UNEXCUSED], absent)
            facts[EXCUSED] = absent - facts[UNEXCUSED]
        return facts if absent >= 0 and facts[EXCUSED] >= 0 else None

    def is_spared(self, key: Key, changes: Mapping[Key, int]) -> bool:
        """Tell whether a change would say again what another says already: a meeting starts earlier or ends later."""
        return key == END and START in changes and START in self.facts and END in self.facts

    @cached_property
    def later(self) -> Mapping[Key, tuple[Lever, ...]]:
        """The levers that are set after each one."""
        return {lever.key: self.levers[place:] for place, lever in enumerate(self.levers, 1)}

    def room(self, key: Key, changes: Mapping[Key, int], unset: Collection[Key] | None = None) -> tuple[int, int]:
        """Return the ends of a field after some changes, whatever the unset facts become; they may cross.

        `unset` is None: the ends that an ordinary record has.
        """
        # While nobody writes down that guests came, a record that has more people than members is impossible; but it is
        # only odd while of those present and absent one is not told.
        facts = {**self.facts, **changes}
        if unset is None or facts.keys() >= set(ATTENDANCE):
            facts.setdefault(GUESTS, 0)
        settled = ATTENDANCE if key in ATTENDANCE and self._everyone is not None else ()
        left = {
            each: value
            for each, value in facts.items()
            if each not in (unset or ()) and (each in changes or each not in settled)
        }
        return ends(self.framework.shape, key.subject, fields_of(left))

    @cached_property
    def _wholes(self) -> frozenset[Key]:
        """The facts of which shares are made: while they are nothing there is no share at all."""
        formulas = {formula.then: formula for formula in self.program.formulas}
        found: set[Key] = set()
        waiting = [formula.denominator for formula in formulas.values() if isinstance(formula, Fraction)]
        while waiting:
            key = waiting.pop()
            formula = formulas.get(key)
            if isinstance(formula, Linear):
                waiting += [term.fact for term in formula.terms if term.factor > 0 and term.fact not in found]
            found.add(key)
        return frozenset(found)

    @cached_property
    def _day(self) -> int:
        """The day of the meeting; while it is missing, any day serves, for only distances between days are tested."""
        shape = self.framework.shape
        known = self.facts.get(Key("field", shape.day))
        fields = fields_of(self.facts).items()
        dates = [value for name, value in fields if shape.by_name[name].type is FieldType.DATE]
        return max(dates, default=self.framework.in_force.from_.toordinal()) if known is None else known

    def _lever(self, key: Key) -> Lever | None:
        if key.kind == "answer":
            return self._answer(key)
        # Of three counts with a known sum two are free. With the third as a lever nearly all combinations would not add
        # up, and the budget would go to these.
        return None if key == EXCUSED and self._everyone is not None else self._field(key)

    def _field(self, key: Key) -> Lever:
        field, now = self.framework.shape.by_name[key.subject], self.facts.get(key)
        few = _few(self.framework.shape, field)
        if few:
            return Lever(key, few[0], few[-1], field.nearest(now or 0), few)
        match field.type:
            case FieldType.YES_NO | FieldType.WORD:
                values = tuple(range(len(field.words or (0, 1))))
                return Lever(key, 0, values[-1], now or 0, values)
            case FieldType.TIME:
                return self._time(key, now)
            case FieldType.DATE:
                after = field.change is Changeability.AFTER_MEETING
                usual = self._day + DAYS if after else self._day
                low = self._day if after else self._day - DAYS
                lever = Lever(key, low, self._day + DAYS, usual if now is None else now)
                made = self._followed(self._of_counted_days(lever))
                return made if made.values or after or not field.declared else replace(made, low=low - LIFE)
            case _:
                return self._followed(self._declared(self._count(key, now or 0), field))

    def _of_counted_days(self, lever: Lever) -> Lever:
        """Return a lever with each day that points follow, as far from the day of the record as they do."""
        limits = [limit for fact, limit in self._counts if lever.key in self.needs.get(fact, ())]
        if not limits:
            return lever
        low, high = max(lever.low, self._day - max(limits)), min(lever.high, self._day + max(limits))
        days = {lever.low, lever.anchor, *range(low, high + 1), lever.high}
        return replace(lever, values=tuple(sorted(days)), sampled=True)

    def _declared(self, lever: Lever, field: Field) -> Lever:
        """Return a lever with the ends and the step that a framework declares for its number."""
        if not field.declared:
            return lever
        low = lever.low if field.least is None else field.least
        high = lever.high * 10**field.decimals if field.most is None else field.most
        anchor, step = min(max(lever.anchor, low), high), field.step
        if len(lever.values) > LARGEST_COUNT and high > LARGEST_COUNT:
            return self._some(replace(lever, low=low, high=high, anchor=anchor, step=step))
        values = tuple(value for value in lever.values if low <= value <= high and value % step == 0)
        return replace(lever, low=low, high=high, anchor=anchor, values=values, step=step)

    def _some(self, lever: Lever) -> Lever:
        """Return a lever of which every value matters: with some, and those at which rules begin or end to hold."""
        low, high, step = lever.low, lever.high, lever.step
        sampled = (high - low) // step > LARGEST_CELL
        stride = -(-(high - low) // (MANY * step)) * step if sampled else step
        cut = (value for end in self.ends.get(lever.key, ()) for value in (end - step, end))
        some = {*range(low, high + 1, stride), high, *(value for value in cut if low <= value <= high)}
        return replace(lever, values=tuple(sorted(value for value in some if value % step == 0)), sampled=sampled)

    def _followed(self, lever: Lever) -> Lever:
        """Return a lever with all that it may be beside what is fixed, where points follow a quotient of two facts."""
        if lever.values or all(lever.key not in self.needs[points] for points in self._scope.unfollowed):
            return lever
        least, most = self.room(lever.key, {}, self._open)
        return self._some(replace(lever, low=max(lever.low, least), high=min(lever.high, most)))

    def _time(self, key: Key, now: int | None) -> Lever:
        start, end = self.facts.get(START), self.facts.get(END)
        if key == START:
            usual = 0 if end is None else max(0, end - USUAL_MINUTES)
            return Lever(key, 0, LAST_MINUTE - 1, usual if now is None else now)
        usual = min(LAST_MINUTE, (start or 0) + USUAL_MINUTES)
        return Lever(key, (start or 0) + 1, LAST_MINUTE, usual if now is None else now)

    def _count(self, key: Key, now: int) -> Lever:
        """A count that deductions are made by matters one by one; of any other only the ends of ranges do."""
        limits = [limit for fact, limit in self._counts if key in self.needs.get(fact, ())]
        values = self._counted(key, max(now, *limits)) if limits else ()
        known = self.facts.get(MEMBERS) if self._everyone is None else self._everyone
        most = known if key in ATTENDANCE and known is not None else max(LARGEST_COUNT, 2 * now)
        if key == PRESENT and SPEAKERS in self.program.inputs and most <= LARGEST_CELL:
            values = tuple(range(most + 1))  # whoever speaks is present, so that every number of those present matters
        anchor = now if key in self.facts else min(most, self._usual_count(key))
        return Lever(key, 0, most, anchor, values)

    def _counted(self, key: Key, most: int) -> tuple[int, ...]:
        """Return every count up to where points stay, and those at which a test begins to hold or to fail."""
        ends = {value for end in self.ends.get(key, ()) for value in (end - 1, end) if value >= 0}
        return tuple(sorted(ends.union(range(most + 1))))

    def _usual_count(self, key: Key) -> int:
        """Return what a missing count is held near to: what the counts that are there make of it, or leave room for."""
        official, probationary, total = (self.facts.get(member) for member in (OFFICIAL, PROBATIONARY, MEMBERS))
        if key == MEMBERS and official is not None and probationary is not None:
            return official + probationary
        if key == MEMBERS and self._everyone is not None:
            return self._everyone
        if key in {OFFICIAL, PROBATIONARY} and total is not None:
            return max(0, total - (official or 0) - (probationary or 0))
        parts = (Key("field", part) for part, whole in self.framework.shape.at_most if whole == key.subject)
        return max(MANY if key in self._wholes else 0, *(self.facts.get(part, 0) for part in parts), 0)

    def _answer(self, key: Key) -> Lever:
        now = self.facts.get(key, 0)
        limits = [limit for fact, limit in self._counts if key in self.needs.get(fact, ())]
        values = tuple(answers(self.framework, self._scope.questions[key]) or self._counted(key, max(now, *limits, 1)))
        return Lever(key, values[0], values[-1], now, values)


def _few(shape: RecordShape, field: Field) -> tuple[int, ...]:
    """Return the values of a field that a framework declares, by itself or by another field, where they are few."""
    if not field.declared:
        return ()
    least, most = ends(shape, field.name, {})
    values = range(-(-least // field.step) * field.step, most + 1, field.step)
    return tuple(values) if len(values) <= FEW else ()
