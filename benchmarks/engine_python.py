"""The rubric without an engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rubric import Criterion, Gives, Kind, Meeting, Result, Rubric, holds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class PlainPython:
    """Loops over the bands: the oracle of the others."""

    name = "plain Python, loops"
    kind: Kind = "code"
    gives: Gives = "rules"

    def __init__(self, rubric: Rubric) -> None:
        self._rubric = rubric

    def score(self, meeting: Meeting) -> Result:
        """Look every band up."""
        bands = tuple([self._band(criterion, meeting) for criterion in self._rubric.criteria])
        points = tuple(
            [criterion.bands[band].points for criterion, band in zip(self._rubric.criteria, bands, strict=True)]
        )
        total = sum(points)
        if total >= self._rubric.tot and points[0] == self._rubric.criteria[0].maximum:
            return Result(points, total, "tot", bands)
        return Result(points, total, "kha" if total >= self._rubric.kha else "trung_binh", bands)

    def _band(self, criterion: Criterion, meeting: Meeting) -> int:
        number = criterion.number
        if criterion.percent:
            value, unit = 100 * meeting[f"part{number}"], meeting[f"whole{number}"]
        else:
            value, unit = meeting[f"count{number}"], 1
        tests = (band.low is None or value >= band.low * unit for band in criterion.bands)
        return next(place for place, passed in enumerate(tests) if passed)


class StraightPython:
    """One function of conditional expressions, written for the rubric: the least that Python can do."""

    name = "straight Python function"
    kind: Kind = "code"
    gives: Gives = "points"

    def __init__(self, rubric: Rubric) -> None:
        made: dict[str, Callable[[Meeting], Result]] = {}
        exec("\n    ".join(self._lines(rubric)), {"Result": Result}, made)  # noqa: S102 - of the rubric drawn here
        self.score = made["score"]

    def _lines(self, rubric: Rubric) -> Iterator[str]:
        yield "def score(meeting):"
        yield from (f"{name} = meeting[{name!r}]" for name in rubric.facts)
        yield from (f"p{criterion.number} = {self._chain(criterion)}" for criterion in rubric.criteria)
        points = [f"p{criterion.number}" for criterion in rubric.criteria]
        yield f"total = {' + '.join(points)}"
        tot, kha = f"total >= {rubric.tot} and p1 == {rubric.criteria[0].maximum}", f"total >= {rubric.kha}"
        yield f"rating = 'tot' if {tot} else 'kha' if {kha} else 'trung_binh'"
        yield f"return Result(({', '.join(points)}), total, rating)"

    def _chain(self, criterion: Criterion) -> str:
        *upper, lowest = criterion.bands
        chain = "".join(f"{band.points} if {holds(criterion, band)} else " for band in upper)
        return f"{chain}{lowest.points}"
