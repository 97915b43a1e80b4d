"""The rubric in the library rule-engine, which matches expressions and concludes nothing itself."""

from __future__ import annotations

import rule_engine
from rubric import Gives, Kind, Meeting, Result, Rubric, compared


class RuleEngineLibrary:
    """One expression per band and rating; the first that matches counts, and the sum is Python's."""

    name = "rule-engine"
    kind: Kind = "expressions"
    gives: Gives = "points"

    def __init__(self, rubric: Rubric) -> None:
        self._criteria = [
            [(rule_engine.Rule(" and ".join(compared(criterion, band))), band.points) for band in criterion.bands]
            for criterion in rubric.criteria
        ]
        self._ratings = [
            (rule_engine.Rule(f"total >= {rubric.tot} and first == {rubric.criteria[0].maximum}"), "tot"),
            (rule_engine.Rule(f"total >= {rubric.kha}"), "kha"),
            (rule_engine.Rule(f"total < {rubric.kha}"), "trung_binh"),
        ]

    def score(self, meeting: Meeting) -> Result:
        """Match rule after rule."""
        points = tuple([next(value for rule, value in bands if rule.matches(meeting)) for bands in self._criteria])
        facts = {"total": sum(points), "first": points[0]}
        return Result(points, facts["total"], next(name for rule, name in self._ratings if rule.matches(facts)))
