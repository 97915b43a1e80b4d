"""The rubric as decision graphs of GoRules ZEN."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import zen
from rubric import CRITERIA, Criterion, Gives, Kind, Meeting, Result, Rubric, compared

if TYPE_CHECKING:
    from collections.abc import Iterable


class Zen:
    """One decision table per criterion, an expression for the total, a table for the rating."""

    name = "zen-engine, decision tables"
    kind: Kind = "decision tables"
    gives: Gives = "points"

    def __init__(self, rubric: Rubric) -> None:
        self._decision = zen.ZenEngine().create_decision(json.dumps(self._graph(rubric)))

    def _graph(self, rubric: Rubric) -> dict[str, Any]:
        tables = [self._table(criterion) for criterion in rubric.criteria]
        return _zen_graph(tables, _zen_total(), _zen_rating(rubric))

    def _table(self, criterion: Criterion) -> dict[str, Any]:
        rows = [(" and ".join(compared(criterion, band)), str(band.points)) for band in criterion.bands]
        return _zen_table(f"criterion{criterion.number}", f"p{criterion.number}", rows)

    def score(self, meeting: Meeting) -> Result:
        """Evaluate the graph."""
        result = self._decision.evaluate(meeting)["result"]
        return Result(
            tuple([int(result[f"p{number}"]) for number in range(1, CRITERIA + 1)]),
            int(result["total"]),
            result["rating"],
        )


class ZenExpressions(Zen):
    """The same with all bands in one expression node, each criterion a chain of `? :`."""

    name = "zen-engine, graph of expressions"
    kind: Kind = "expressions"

    def _graph(self, rubric: Rubric) -> dict[str, Any]:
        return _zen_graph(
            [_zen_expressions("criteria", map(self._chain, rubric.criteria))], _zen_total(), _zen_rating(rubric)
        )

    def _chain(self, criterion: Criterion) -> tuple[str, str]:
        *upper, lowest = criterion.bands
        tests = ((compared(criterion, band)[0], band.points) for band in upper)
        chain = "".join(f"{test} ? {points} : " for test, points in tests)
        return f"p{criterion.number}", f"{chain}{lowest.points}"


class ZenCompiled(ZenExpressions):
    """The same chains as one compiled expression without a graph, one more for the rating; the sum is Python's."""

    name = "zen-engine, compiled expressions"

    def __init__(self, rubric: Rubric) -> None:
        chains = ", ".join(chain for _, chain in map(self._chain, rubric.criteria))
        self._points = zen.compile_expression(f"[{chains}]")
        tot = f"total >= {rubric.tot} and first == {rubric.criteria[0].maximum}"
        self._rating = zen.compile_expression(f"{tot} ? 'tot' : total >= {rubric.kha} ? 'kha' : 'trung_binh'")

    def score(self, meeting: Meeting) -> Result:
        """Evaluate the two."""
        points = tuple(map(int, self._points.evaluate(meeting)))
        total = sum(points)
        return Result(points, total, self._rating.evaluate({"total": total, "first": points[0]}))


def _zen_node(name: str, kind: str, content: dict[str, Any]) -> dict[str, Any]:
    return {"id": name, "name": name, "type": kind, "content": content}


def _zen_expressions(name: str, pairs: Iterable[tuple[str, str]]) -> dict[str, Any]:
    expressions = [{"id": key, "key": key, "value": value} for key, value in pairs]
    return _zen_node(name, "expressionNode", {"expressions": expressions, "passThrough": False})


def _zen_total() -> dict[str, Any]:
    names = [f"p{number}" for number in range(1, CRITERIA + 1)]
    return _zen_expressions("total", [*((name, name) for name in names), ("total", " + ".join(names))])


def _zen_table(name: str, output: str, rows: list[tuple[str, str]], *, keep: bool = False) -> dict[str, Any]:
    """Return a table whose first row with a true condition counts; a column without field takes whole conditions."""
    content = {
        "hitPolicy": "first",
        "inputs": [{"id": "i", "name": "i"}],
        "outputs": [{"id": "o", "name": output, "field": output}],
        "rules": [{"_id": str(number), "i": test, "o": value} for number, (test, value) in enumerate(rows)],
        "passThrough": keep,
    }
    return _zen_node(name, "decisionTableNode", content)


def _zen_rating(rubric: Rubric) -> dict[str, Any]:
    rows = [
        (f"total >= {rubric.tot} and p1 == {rubric.criteria[0].maximum}", "'tot'"),
        (f"total >= {rubric.kha}", "'kha'"),
        ("", "'trung_binh'"),
    ]
    return _zen_table("rating", "rating", rows, keep=True)


def _zen_graph(scoring: list[dict[str, Any]], total: dict[str, Any], rating: dict[str, Any]) -> dict[str, Any]:
    start, end = _zen_node("start", "inputNode", {}), _zen_node("end", "outputNode", {})
    arrows = [("start", node["id"]) for node in scoring] + [(node["id"], "total") for node in scoring]
    arrows += [("total", "rating"), ("rating", "end")]
    edges = [
        {"id": str(number), "sourceId": source, "targetId": target, "type": "edge"}
        for number, (source, target) in enumerate(arrows)
    ]
    return {"nodes": [start, *scoring, total, rating, end], "edges": edges}
