"""What may be changed of a meeting's facts in a search, and which values are worth trying."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from chamdiem.rules.consistency import check_values
from chamdiem.rules.fields import BY_NAME, FIELDS, Change, FieldType
from chamdiem.rules.program import Key, needs
from chamdiem.rules.scope import Scope
from chamdiem.rules.slices import Slice

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from chamdiem.rules.fields import Field, Value
    from chamdiem.rules.framework import Criterion, Framework
    from chamdiem.rules.program import Program

Facts = dict[Key, int]

PRESENT, EXCUSED, UNEXCUSED = ATTENDANCE = tuple(
    Key("field", name) for name in ("present", "absent_excused", "absent_unexcused")
)
"""Who comes is no longer absent: these three change together."""
SPEAKERS = Key("field", "speakers")
LINKS = (ATTENDANCE, (PRESENT, SPEAKERS))
"""Facts that the checks of a record compare with each other."""

LARGEST_CELL = 300
"""Up to so many members every number of those present is tried, not only where ranges end."""
LARGEST_COUNT = 1000
DAYS = 60
LAST_MINUTE = 24 * 60 - 1


@dataclass(frozen=True, slots=True)
class Lever:
    """A fact that may be changed: to one of `values`, or else to any integer from `low` to `high`.

    `anchor` is the value that is kept as nearly as possible: the present one; where it is missing, the latest day of
    what is done before or after a meeting, an hour of meeting, or nothing of what is counted.
    """

    key: Key
    low: int
    high: int
    anchor: int
    values: tuple[int, ...] = ()


class Situation:
    """The facts of one meeting under one framework, and those of them that may be changed."""

    def __init__(
        self, framework: Framework, program: Program, facts: Mapping[Key, int], may_change: Callable[[Key], bool]
    ) -> None:
        self.framework = framework
        self.program = program
        self.needs = needs(program)
        self.facts: Facts = {key: value for key, value in facts.items() if key in program.inputs or key.kind == "field"}
        keys = [*(Key("field", field.name) for field in FIELDS), *self._answers]
        found = (self._lever(key) for key in keys if key in program.inputs and may_change(key))
        self.levers = tuple(lever for lever in found if lever is not None)

    @cached_property
    def _answers(self) -> Mapping[Key, tuple[str, str, tuple[str, ...]]]:
        """Every question: the criterion that asks it, the role of the answer, and its words."""
        return {
            quantity.least: (name.partition("/")[0], quantity.role, quantity.words)
            for name, quantity in Scope(self.framework).answers.items()
        }

    @cached_property
    def _everyone(self) -> int | None:
        """Those present and absent together, where all three are known."""
        counts = [self.facts.get(key) for key in ATTENDANCE]
        return None if None in counts else sum(count for count in counts if count is not None)

    @cached_property
    def ends(self) -> Mapping[Key, tuple[int, ...]]:
        """Where the ranges that the rules test begin or have just ended."""
        return Slice(self.program, (rule.then for rule in self.program.rules)).ends()

    @cached_property
    def _deductions(self) -> tuple[tuple[Key, int], ...]:
        """Every fact that takes points off by a count, with the count from which on it takes everything."""
        return tuple(
            (Key("deduction", f"{criterion.id}/{each.id}"), self._saturation(criterion, each.points))
            for criterion in self.framework.criteria
            for each in (criterion.deductions.each if criterion.deductions else ())
        )

    def _saturation(self, criterion: Criterion, points: int) -> int:
        return min(LARGEST_COUNT, -(-self.framework.maximum_of(criterion) // points)) if points else 1

    @cached_property
    def _values(self) -> Mapping[str, Value]:
        return {
            key.subject: BY_NAME[key.subject].value_of(value)
            for key, value in self.facts.items()
            if key.kind == "field"
        }

    def is_consistent(self, changes: Mapping[Key, int]) -> bool:
        """Tell whether a record could say so: counts add up and times run forward."""
        changed = {
            key.subject: BY_NAME[key.subject].value_of(value) for key, value in changes.items() if key.kind == "field"
        }
        return not changed or not check_values({**self._values, **changed}, dt.date.max)

    def settled(self, changes: Mapping[Key, int]) -> Facts | None:
        """Return all facts after some changes; None where they cannot be.

        More people present are fewer absent, and no more people speak than are present.
        """
        facts = {**self.facts, **changes}
        if SPEAKERS in facts and SPEAKERS not in changes and PRESENT in changes:
            facts[SPEAKERS] = min(facts[SPEAKERS], facts[PRESENT])
        if self._everyone is None:
            return facts
        absent = self._everyone - facts[PRESENT]
        if EXCUSED not in changes:
            if UNEXCUSED not in changes:
                facts[UNEXCUSED] = min(facts[UNEXCUSED], absent)
            facts[EXCUSED] = absent - facts[UNEXCUSED]
        return facts if absent >= 0 and facts[EXCUSED] >= 0 else None

    def span(self, lever: Lever, changes: Mapping[Key, int]) -> tuple[int, int]:
        """Return the ends of a lever after some changes."""
        present = changes.get(PRESENT, self.facts.get(PRESENT))
        most = lever.high if present is None or lever.key != SPEAKERS else present
        return lever.low, min(lever.high, most)

    def _lever(self, key: Key) -> Lever | None:
        if key.kind == "answer":
            return self._answer(key)
        return None if key == EXCUSED and self._everyone is not None else self._field(BY_NAME[key.subject])

    def _field(self, field: Field) -> Lever | None:
        key = Key("field", field.name)
        now = self.facts.get(key)
        match field.type:
            case FieldType.YES_NO | FieldType.WORD:
                values = tuple(range(len(field.words or (0, 1))))
                return Lever(key, 0, values[-1], now or 0, values)
            case FieldType.TIME:
                start = self.facts.get(Key("field", "start_time"), 0)
                return Lever(key, start + 1, LAST_MINUTE, min(LAST_MINUTE, start + 60) if now is None else now)
            case FieldType.DATE:
                day = self.facts.get(Key("field", "date"), now)
                usual = day + DAYS if day is not None and field.change is Change.AFTER_MEETING else day
                anchor = usual if now is None else now
                if day is None or anchor is None:
                    return None
                return Lever(key, day - DAYS if field.change is Change.NEXT_MEETING else day, day + DAYS, anchor)
            case _:
                return self._count(key, now or 0)

    def _count(self, key: Key, now: int) -> Lever:
        """A count that deductions are made by matters one by one; of any other only the ends of ranges do."""
        limits = [limit for fact, limit in self._deductions if key in self.needs[fact]]
        values = tuple(range(max(now, *limits) + 1)) if limits else ()
        known = self.facts.get(Key("field", "members_total")) if self._everyone is None else self._everyone
        most = known if key in ATTENDANCE and known is not None else max(LARGEST_COUNT, 2 * now)
        if key == PRESENT and SPEAKERS in self.program.inputs and known is not None and most <= LARGEST_CELL:
            values = tuple(range(most + 1))  # whoever speaks is present, so that every number of those present matters
        return Lever(key, 0, most, now, values)

    def _answer(self, key: Key) -> Lever:
        owner, role, words = self._answers[key]
        criterion = self.framework.criterion(owner)
        if criterion is None:
            raise LookupError(owner)
        now = self.facts.get(key, 0)
        limits = [limit for fact, limit in self._deductions if key in self.needs[fact]]
        if role == "points":
            step = criterion.step or (self.framework.points.step if self.framework.points else 1)
            values = tuple(range(0, self.framework.maximum_of(criterion) + 1, step))
        elif words:
            values = tuple(range(len(words)))
        else:
            values = tuple(range(max(now, *limits, 1) + 1))
        return Lever(key, values[0], values[-1], now, values)
