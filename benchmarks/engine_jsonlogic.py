"""The rubric in JSONLogic, by its engine in Rust."""

from __future__ import annotations

from typing import Any

import datalogic_py
from rubric import Band, Criterion, Gives, Kind, Meeting, Result, Rubric


class JsonLogic:
    """One rule that gives all points, one that rates them; the sum between the two is Python's."""

    name = "JSONLogic in Rust (datalogic-py)"
    kind: Kind = "expressions"
    gives: Gives = "points"

    def __init__(self, rubric: Rubric) -> None:
        engine = datalogic_py.Engine()
        self._evaluate = engine.session().evaluate
        self._points = engine.compile([self._chain(criterion) for criterion in rubric.criteria])
        best, total = rubric.criteria[0].maximum, {"var": "total"}
        is_tot = {"and": [{">=": [total, rubric.tot]}, {"==": [{"var": "first"}, best]}]}
        self._rating = engine.compile({"if": [is_tot, "tot", {">=": [total, rubric.kha]}, "kha", "trung_binh"]})

    def _chain(self, criterion: Criterion) -> Any:  # noqa: ANN401 - JSON
        *upper, lowest = criterion.bands
        pairs = [part for band in upper for part in (_holds(criterion, band), band.points)]
        return {"if": [*pairs, lowest.points]}

    def score(self, meeting: Meeting) -> Result:
        """Evaluate the two."""
        points = self._evaluate(self._points, meeting)
        total = sum(points)
        return Result(tuple(points), total, self._evaluate(self._rating, {"total": total, "first": points[0]}))


def _holds(criterion: Criterion, band: Band) -> Any:  # noqa: ANN401 - JSON
    if not criterion.percent:
        return {">=": [{"var": f"count{criterion.number}"}, band.low]}
    part, whole = {"var": f"part{criterion.number}"}, {"var": f"whole{criterion.number}"}
    return {">=": [{"*": [100, part]}, {"*": [band.low, whole]}]}
