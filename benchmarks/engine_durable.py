"""The rubric through durable-rules' own `Ruleset`, as its users write it: Python actions, no check of the whole run.

`Ruleset` is used without its `Host`, whose timer threads nothing stops. It keeps no derivation, and sums are not its
business, so the percentages, the total and the hand-over between the two rulesets are in Python, as in `Ours`.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

from durable.engine import Ruleset
from rubric import Criterion, Gives, Kind, Meeting, Result, Rubric

if TYPE_CHECKING:
    from collections.abc import Callable

Interval = tuple[int | None, int | None]
_numbers = itertools.count()


def _test(alias: str, subject: str, interval: Interval) -> dict[str, Any]:
    conditions: list[dict[str, Any]] = [{"subject": subject}]
    conditions += [
        {sign: {"value": end}} for sign, end in zip(("$gte", "$lt"), interval, strict=True) if end is not None
    ]
    return {alias: {"$and": conditions} if len(conditions) > 1 else conditions[0]}


def _failed(error: BaseException | None, _: object) -> None:
    if error is not None:
        raise error


class PlainDurable:
    """Two rulesets, one after the other: bands, then ratings."""

    name = "durable-rules, plain Ruleset"
    kind: Kind = "forward chaining"
    gives: Gives = "points"

    def __init__(self, rubric: Rubric) -> None:
        self._criteria = rubric.criteria
        self._points: dict[int, int] = {}
        self._rating = ""
        self._bands = Ruleset(
            f"bands{next(_numbers)}",
            None,
            {
                f"{criterion.number}/{place}": {
                    "all": [_test("m", str(criterion.number), (band.low, band.high))],
                    "run": self._award(criterion.number, band.points),
                }
                for criterion in rubric.criteria
                for place, band in enumerate(criterion.bands)
            },
        )
        best = rubric.criteria[0].maximum
        ratings: tuple[tuple[str, Interval, Interval], ...] = (
            ("tot", (rubric.tot, None), (best, None)),
            ("kha", (rubric.tot, None), (None, best)),
            ("kha", (rubric.kha, rubric.tot), (None, None)),
            ("trung_binh", (None, rubric.kha), (None, None)),
        )
        self._ratings = Ruleset(
            f"ratings{next(_numbers)}",
            None,
            {
                f"rating/{place}": {
                    "all": [_test("t", "total", total), _test("f", "first", first)],
                    "run": self._rate(rating),
                }
                for place, (rating, total, first) in enumerate(ratings)
            },
        )

    def _award(self, number: int, points: int) -> Callable[[object], None]:
        def award(_: object) -> None:
            self._points[number] = points

        return award

    def _rate(self, rating: str) -> Callable[[object], None]:
        def rate(_: object) -> None:
            self._rating = rating

        return rate

    def score(self, meeting: Meeting) -> Result:
        """Assert the measures, add up, assert the total."""
        self._points.clear()
        self._run(self._bands, {str(criterion.number): _measure(criterion, meeting) for criterion in self._criteria})
        points = tuple([self._points[criterion.number] for criterion in self._criteria])
        total = sum(points)
        self._run(self._ratings, {"total": total, "first": points[0]})
        return Result(points, total, self._rating)

    def _run(self, ruleset: Ruleset, values: dict[str, int]) -> None:
        session = f"s{next(_numbers)}"
        facts = [{"id": name, "sid": session, "subject": name, "value": value} for name, value in values.items()]
        ruleset.do_actions(ruleset.assert_facts(facts), _failed)
        ruleset.delete_state(session)


def _measure(criterion: Criterion, meeting: Meeting) -> int:
    """Return the count, or a percentage such that whole percents compare exactly: rounded down."""
    number = criterion.number
    if criterion.percent:
        return 100 * meeting[f"part{number}"] // meeting[f"whole{number}"]
    return meeting[f"count{number}"]
