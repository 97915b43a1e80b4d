"""Coverage against brute force: which goals a meeting reaches, told by the second scorer and not by rules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st

from chamdiem.engine.authoring.coverage import is_reached
from chamdiem.engine.scoring.inference import RuleEngine
from chamdiem.rules.analysis.coverage import Goal, goals
from chamdiem.rules.compile.compiler import compile_framework
from direct import Direct, Disagreement, within
from generated import frameworks, meetings
from patience import LARGE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from hypothesis.strategies import DataObject

    from chamdiem.rules.compile.program import Key
    from chamdiem.rules.language.criteria import Criterion
    from chamdiem.rules.language.framework import Framework

LAW = settings(suppress_health_check=LARGE)


class Seen:
    """One meeting as the regulation sees it: each goal is looked up in the framework and tried by itself."""

    def __init__(self, framework: Framework, facts: Mapping[Key, int]) -> None:
        self.framework = framework
        self.answers = {key.subject: value for key, value in facts.items() if key.kind == "answer"}
        fields = {key.subject: value for key, value in facts.items() if key.kind == "field"}
        self.direct = Direct(framework, fields, self.answers).run()

    def reaches(self, goal: Goal) -> bool:
        """Tell whether the meeting reaches a goal."""
        item = self._item(goal.path)
        if goal.path[0] == "groups":
            criterion = self.framework.criterion(goal.owner)
            assert criterion is not None
            return self._of_criterion(goal, criterion, item)
        match goal.kind:
            case "choice":
                return self._first(goal.path[-1], (c.when for c in self.framework.measures[goal.owner].choices))
            case "rating":
                return self.direct.rating() == goal.path[1]
            case _:
                return self.direct.truth(item.when) is (goal.kind not in {"gate_failed", "cap_open"})

    def _item(self, path: Iterable[str | int]) -> Any:  # noqa: ANN401 - whichever part of the model the path leads to
        item: Any = self.framework
        for step in path:
            if isinstance(step, int) or isinstance(item, dict):
                item = item[step]
            else:
                # optional keys that make up a way or an operation are kept as they were written
                item = getattr(item, step if hasattr(item, step) else f"written_{step}")
        return item

    def _first(self, place: object, conditions: Iterable[Any]) -> bool:
        """Tell whether the first condition that is true stands at a place; none that is not known may stand before."""
        truths = [True if condition is None else self.direct.truth(condition) for condition in conditions]
        earlier = truths[: int(str(place))]
        return truths[int(str(place))] is True and all(truth is False for truth in earlier)

    def _of_criterion(self, goal: Goal, criterion: Criterion, item: Any) -> bool:  # noqa: ANN401 - as above
        if goal.kind == "not_applicable":
            truths = [self.direct.truth(rule.when) is True for rule in criterion.not_applicable]
            return True in truths and truths.index(True) == goal.path[-1]
        if self.direct.treatment(criterion) is not None:
            return False
        if goal.kind in {"band", "exception"}:
            return self._decided(criterion) == (goal.kind, goal.path[-1])
        if goal.kind in {"held", "failed_condition"}:
            return self.direct.truth(item) is (goal.kind == "held")
        if goal.kind in {"part_met", "part_missed", "deduction"}:
            return self._of_part(goal, criterion, item)
        answer = self.answers.get(criterion.id)
        expected = {"yes": 1, "no": 0, "level": goal.path[-1], "points": answer}[goal.kind]
        return answer is not None and answer == expected

    def _of_part(self, goal: Goal, criterion: Criterion, item: Any) -> bool:  # noqa: ANN401 - as above
        """Tell whether a part is met or missed, or anything was taken off for a fault."""
        if goal.kind == "deduction":
            count = self.direct.number(item.of) if item.of else self.answers.get(f"{criterion.id}/{item.id}")
            return count is not None and count * item.points > 0 and item.at_most != 0
        met = self.direct._part(criterion, item.id)  # noqa: SLF001 - the second scorer has no public word for it
        return met is not None and met is (goal.kind == "part_met")

    def _decided(self, criterion: Criterion) -> tuple[str, int] | None:
        """Return the first band or exception that decides the points."""
        assert criterion.written_bands is not None
        value = self.direct.number(criterion.written_bands.of)
        exceptions = [self.direct.truth(item.when) for item in criterion.written_bands.unless]
        if value is not None and all(truth is False for truth in exceptions):
            for number, level in enumerate(criterion.written_bands.levels):
                if within(level, value, value):
                    return "band", number
        return ("exception", exceptions.index(True)) if True in exceptions else None


def agrees(data: DataObject) -> None:
    """Draw a framework and a meeting, and compare every goal."""
    framework = data.draw(frameworks()).framework
    facts = data.draw(meetings(framework))
    try:
        seen = Seen(framework, facts)
    except Disagreement:
        reject()
    concluded = RuleEngine(compile_framework(framework)).run(facts)
    for goal in goals(framework):
        assert is_reached(goal, concluded) == seen.reaches(goal), goal


@settings(LAW, max_examples=40)
@given(st.data())
def test_coverage_agrees_with_brute_force(data: DataObject) -> None:
    """A goal is reached just when the framework itself, read without its rules, says that the meeting is such a case."""
    agrees(data)


@pytest.mark.nightly
@settings(LAW, max_examples=1000)
@given(st.data())
def test_coverage_agrees_with_brute_force_on_a_thousand(data: DataObject) -> None:
    """The same of a thousand frameworks: 0 false, 0 missed."""
    agrees(data)
