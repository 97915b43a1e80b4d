"""The rubric as one query of SQLite."""

from __future__ import annotations

import sqlite3

from rubric import Criterion, Gives, Kind, Meeting, Result, Rubric, holds


class SqlCase:
    """One CASE for every criterion; what builds on it stands in a step of its own, so that nothing is asked twice."""

    name = "SQLite, one CASE query"
    kind: Kind = "SQL"
    gives: Gives = "points"

    def __init__(self, rubric: Rubric) -> None:
        self._count = len(rubric.criteria)
        self._ask = sqlite3.connect(":memory:").execute
        given = ", ".join(f":{name} AS {name}" for name in rubric.facts)
        self._query = (
            f"WITH given AS MATERIALIZED (SELECT {given}), {self._steps(rubric)},"
            f" summed AS MATERIALIZED (SELECT *, {' + '.join(self._names('p'))} AS total FROM scored)"
            f" SELECT {', '.join(self._columns())}, total, CASE WHEN total >= {rubric.tot}"
            f" AND p1 = {rubric.criteria[0].maximum} THEN 'tot' WHEN total >= {rubric.kha} THEN 'kha'"
            " ELSE 'trung_binh' END FROM summed"
        )

    def _names(self, letter: str) -> list[str]:
        return [f"{letter}{number}" for number in range(1, self._count + 1)]

    def _columns(self) -> list[str]:
        return self._names("p")

    def _steps(self, rubric: Rubric) -> str:
        points = (
            f"{_case(criterion, [band.points for band in criterion.bands])} AS p{criterion.number}"
            for criterion in rubric.criteria
        )
        return f"scored AS MATERIALIZED (SELECT {', '.join(points)} FROM given)"

    def score(self, meeting: Meeting) -> Result:
        """Ask for the row."""
        *found, total, rating = self._ask(self._query, meeting).fetchone()
        return Result(tuple(found[: self._count]), total, rating, tuple(found[self._count :]))


class SqlCaseRules(SqlCase):
    """The same, which decides the band first and looks its points up."""

    name = "SQLite, one CASE query, rules"
    gives: Gives = "rules"

    def _columns(self) -> list[str]:
        return [*self._names("p"), *self._names("r")]

    def _steps(self, rubric: Rubric) -> str:
        bands = (f"{_case(each, [*range(len(each.bands))])} AS r{each.number}" for each in rubric.criteria)
        points = (
            f"CASE r{each.number} {' '.join(f'WHEN {n} THEN {band.points}' for n, band in enumerate(each.bands))} END"
            f" AS p{each.number}"
            for each in rubric.criteria
        )
        return (
            f"banded AS MATERIALIZED (SELECT {', '.join(bands)} FROM given),"
            f" scored AS MATERIALIZED (SELECT *, {', '.join(points)} FROM banded)"
        )


def _case(criterion: Criterion, values: list[int]) -> str:
    pairs = zip(criterion.bands[:-1], values[:-1], strict=True)
    ways = " ".join(f"WHEN {holds(criterion, band)} THEN {value}" for band, value in pairs)
    return f"CASE {ways} ELSE {values[-1]} END"
