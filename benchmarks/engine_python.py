"""The rubric without an engine."""

from __future__ import annotations

from rubric import Criterion, Meeting, Result, Rubric


class PlainPython:
    """Loops over the bands: the yardstick, and the oracle of the others."""

    name = "plain Python"

    def __init__(self, rubric: Rubric) -> None:
        self._rubric = rubric

    def score(self, meeting: Meeting) -> Result:
        """Look every band up."""
        points = tuple([self._points(criterion, meeting) for criterion in self._rubric.criteria])
        total = sum(points)
        if total >= self._rubric.tot and points[0] == self._rubric.criteria[0].maximum:
            return Result(points, total, "tot")
        return Result(points, total, "kha" if total >= self._rubric.kha else "trung_binh")

    def _points(self, criterion: Criterion, meeting: Meeting) -> int:
        number = criterion.number
        if criterion.percent:
            value, unit = 100 * meeting[f"part{number}"], meeting[f"whole{number}"]
        else:
            value, unit = meeting[f"count{number}"], 1
        return next(band.points for band in criterion.bands if band.low is None or value >= band.low * unit)
