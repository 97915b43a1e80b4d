"""Coverage by hand: which goals a record reaches, looked up in the framework's file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from brute.watched import Scored, Watched, criteria_of, scored_in
from reference.spans import number

if TYPE_CHECKING:
    from chamdiem.rules.analysis.coverage import Goal
    from reference.facts import Record
    from reference.spans import Json


@dataclass
class Reached:
    """Tells of one record which goals it reaches."""

    record: Watched

    @classmethod
    def by(cls, data: Json, record: Record) -> Reached:
        """Look at a record."""
        return cls(Watched(data, record))

    def __call__(self, goal: Goal) -> bool:
        """Tell whether the record reaches a goal."""
        head = goal.path[0]
        if head == "measures":
            spec = self.record.data["measures"][goal.owner]
            return self.record.number(goal.owner).value is not None and self.record.first_line(spec) == goal.path[-1]
        if head in {"groups", "outside"}:
            return self._of_criterion(goal)
        if goal.kind == "rating":
            return self.record.rating() == goal.path[1]
        expected = goal.kind not in {"gate_failed", "cap_open"}
        return self.record.truth(self._item(goal)["when"]) is expected

    def holds(self, goal: Goal) -> bool:
        """Tell whether what gives the treatment that a goal is about holds, or it is reached: others may come first."""
        if goal.kind == "not_applicable":
            return self.record.truth(self._item(goal)["when"]) is True
        return self(goal)

    def _item(self, goal: Goal) -> Any:  # noqa: ANN401 - whatever stands there
        item: Any = self.record.data
        for step in goal.path:
            item = item[step]
        return item

    def _of_criterion(self, goal: Goal) -> bool:
        path, item = next(
            (path, item) for path, item in criteria_of(self.record.data) if goal.path[: len(path)] == path
        )
        if goal.kind == "not_applicable":
            truths = [self.record.truth(rule["when"]) is True for rule in item["not_applicable"]]
            return True in truths and truths.index(True) == goal.path[-1]
        if not self.record.is_applied(item):
            return False
        things = [one for one in scored_in(path, item) if goal.path[: len(one.path)] == one.path]
        scored = max(things, key=lambda one: len(one.path))
        if goal.kind == "line":
            scored = things[-1] if scored.line is None else things[-2]
        return self.record.counts(scored) and self._is_reached(goal, scored)

    def _is_reached(self, goal: Goal, scored: Scored) -> bool:  # noqa: PLR0911 - one for each kind
        record, item, place = self.record, scored.item, goal.path[-1]
        answer = record.record.answers.get(scored.question)
        match goal.kind:
            case "band" | "exception":
                return next(iter(record.fired(item["bands"])), None) == goal.path[-2:]
            case "held" | "failed_condition":
                return record.truth(item["holds"]) is (goal.kind == "held")
            case "yes" | "no":
                return answer is (goal.kind == "yes")
            case "level":
                return str(answer) == str(item["levels"][int(place)]["id"])
            case "points":
                return answer is not None
            case "proportion":
                return record.own(item, record.scale_of(item, scored.question)).value is not None
            case "line":
                return record.first_line(item) == place
            case "part_met" | "part_missed":
                met = record.part_met(item["checklist"][int(place)], scored.question)
                return met is not None and met is (goal.kind == "part_met")
            case _:
                return self._moves(goal, scored)

    def _moves(self, goal: Goal, scored: Scored) -> bool:
        """Tell whether an item of a list moves points."""
        record, item = self.record, scored.item
        way = next(way for way in ("additions", "deductions") if way in item)
        each = item[way]["each"][int(goal.path[-1])]
        points = record._each(each, record.scale_of(item, scored.question)).value  # noqa: SLF001 - nobody else asks
        return points is not None and points > number(0)
