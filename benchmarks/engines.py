"""The rubric in the words of each engine. Every adapter is made once, and then scores meetings: facts in, `Result` out.

Each is written in the fastest way found that the engine itself offers for rules, and no adapter decides in Python what
its engine can decide. Percentages are compared exactly everywhere: 100·part against percent·whole.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Protocol

import clips
import rule_engine
import zen
from rubric import CRITERIA, Band, Criterion, Meeting, Result, Rubric

from chamdiem.engine.inference import RuleEngine
from chamdiem.rules.program import Fraction, Key, Linear, Rule, Term, Within, stratify

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

AWARD = "award"
RATINGS = ("tot", "kha", "trung_binh")


class Engine(Protocol):
    """The rubric made ready in one engine."""

    name: str

    def __init__(self, rubric: Rubric) -> None: ...

    def score(self, meeting: Meeting) -> Result:
        """Conclude the points of every criterion, the total and the rating."""
        ...


def compared(criterion: Criterion, band: Band, write: Callable[[str, str, str], str]) -> list[str]:
    """Return the comparisons of a band, each written by `write(left, operator, right)`."""
    number = criterion.number
    pairs = [(">=", band.low), ("<", band.high)]
    if criterion.percent:
        return [write(f"100 * part{number}", sign, f"{end} * whole{number}") for sign, end in pairs if end is not None]
    return [write(f"count{number}", sign, str(end)) for sign, end in pairs if end is not None]


class Ours:
    """The rule program through durable-rules, as `Scorer` runs it, with the derivation of every conclusion."""

    name = "chamdiem (durable-rules)"

    def __init__(self, rubric: Rubric) -> None:
        self._awards = [Key(AWARD, str(criterion.number)) for criterion in rubric.criteria]
        self._total = Key("total", "")
        self._rating = Key("rating", "")
        self._facts = {name: Key("fact", name) for name in rubric.facts}
        rules = [rule for criterion in rubric.criteria for rule in self._bands(criterion)]
        formulas = [
            Fraction(
                then=Key("percent", str(criterion.number)),
                numerator=Key("fact", f"part{criterion.number}"),
                denominator=Key("fact", f"whole{criterion.number}"),
                scale=100,
                rounding="marked",
            )
            for criterion in rubric.criteria
            if criterion.percent
        ]
        total = Linear(then=self._total, terms=tuple(Term(1, award) for award in self._awards))
        self._engine = RuleEngine(stratify([*rules, *self._ratings(rubric)], [*formulas, total]))

    def _bands(self, criterion: Criterion) -> Iterator[Rule]:
        number = str(criterion.number)
        step = 2 if criterion.percent else 1  # a `marked` percentage is stored doubled
        measure = Key("percent", number) if criterion.percent else Key("fact", f"count{number}")
        for place, band in enumerate(criterion.bands):
            low = None if band.low is None else step * band.low
            high = None if band.high is None else step * band.high - 1
            yield Rule(
                name=f"{number}/{place}",
                when=(Within(measure, low, high),),
                then=Key(AWARD, number),
                value=band.points,
            )

    def _ratings(self, rubric: Rubric) -> Iterator[Rule]:
        best = rubric.criteria[0].maximum
        alternatives = (
            (0, (Within(self._total, rubric.tot), Within(self._awards[0], best))),
            (1, (Within(self._total, rubric.tot), Within(self._awards[0], None, best - 1))),
            (1, (Within(self._total, rubric.kha, rubric.tot - 1),)),
            (2, (Within(self._total, None, rubric.kha - 1),)),
        )
        for number, (rating, when) in enumerate(alternatives):
            yield Rule(name=f"rating/{number}", when=when, then=self._rating, value=rating)

    def score(self, meeting: Meeting) -> Result:
        """Run the program."""
        known = self._engine.run({self._facts[name]: value for name, value in meeting.items()})
        return Result(
            tuple([known[award].value for award in self._awards]),
            known[self._total].value,
            RATINGS[known[self._rating].value],
        )


class Clips:
    """CLIPS: the meeting is one fact, every band a rule, the total a rule over all awards, the ratings rules.

    The rating rules hand the result to a function: reading it from a fact leaks memory in CLIPS.
    """

    name = "clipspy"

    def __init__(self, rubric: Rubric) -> None:
        self._environment = clips.Environment()
        self._environment.define_function(self._conclude, name="conclude")
        for construct in self._constructs(rubric):
            self._environment.build(construct)
        self._meeting = self._environment.find_template("meeting")
        self._result = Result((), 0, "")

    def _conclude(self, rating: clips.Symbol, total: int, *points: int) -> None:
        self._result = Result(points, total, str(rating))

    def _constructs(self, rubric: Rubric) -> Iterator[str]:
        yield f"(deftemplate meeting {' '.join(f'(slot {name})' for name in rubric.facts)})"
        for criterion in rubric.criteria:
            for place, band in enumerate(criterion.bands):
                yield self._band(criterion, place, band)
        awards = [f"?p{criterion.number}" for criterion in rubric.criteria]
        joined = " ".join(f"({AWARD} {number} {name})" for number, name in enumerate(awards, 1))
        yield f"(defrule total {joined} => (assert (points {' '.join(awards)}) (total (+ {' '.join(awards)}))))"
        best, tot, kha = rubric.criteria[0].maximum, rubric.tot, rubric.kha
        for number, (rating, total, first) in enumerate(
            (
                ("tot", f"?t&:(>= ?t {tot})", str(best)),
                ("kha", f"?t&:(>= ?t {tot})", f"~{best}"),
                ("kha", f"?t&:(< ?t {tot})&:(>= ?t {kha})", "?"),
                ("trung_binh", f"?t&:(< ?t {kha})", "?"),
            )
        ):
            yield (
                f"(defrule rating{number} (total {total}) (points {first} $?) (points $?all) => "
                f"(conclude {rating} ?t ?all))"
            )

    def _band(self, criterion: Criterion, place: int, band: Band) -> str:
        number = criterion.number
        tests = "".join(
            f"&:({sign} (* 100 ?a) (* {end} ?b))" if criterion.percent else f"&:({sign} ?a {end})"
            for sign, end in ((">=", band.low), ("<", band.high))
            if end is not None
        )
        pattern = f"(part{number} ?a) (whole{number} ?b{tests})" if criterion.percent else f"(count{number} ?a{tests})"
        return f"(defrule band{number}-{place} (meeting {pattern}) => (assert ({AWARD} {number} {band.points})))"

    def score(self, meeting: Meeting) -> Result:
        """Assert the meeting and run to rest."""
        self._environment.reset()
        self._meeting.assert_fact(**meeting)
        self._environment.run()
        return self._result


class Zen:
    """GoRules ZEN: a graph of one decision table per criterion, an expression for the total, a table for the rating."""

    name = "zen-engine, decision tables"

    def __init__(self, rubric: Rubric) -> None:
        self._decision = zen.ZenEngine().create_decision(json.dumps(self._graph(rubric)))

    def _graph(self, rubric: Rubric) -> dict[str, Any]:
        tables = [self._table(criterion) for criterion in rubric.criteria]
        return _zen_graph(tables, _zen_total(), _zen_rating(rubric))

    def _table(self, criterion: Criterion) -> dict[str, Any]:
        rows = [
            (" and ".join(compared(criterion, band, lambda *words: " ".join(words))), str(band.points))
            for band in criterion.bands
        ]
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

    name = "zen-engine, expressions"

    def _graph(self, rubric: Rubric) -> dict[str, Any]:
        return _zen_graph(
            [_zen_expressions("criteria", map(self._chain, rubric.criteria))], _zen_total(), _zen_rating(rubric)
        )

    def _chain(self, criterion: Criterion) -> tuple[str, str]:
        *upper, lowest = criterion.bands
        tests = ((compared(criterion, band, lambda *words: " ".join(words))[0], band.points) for band in upper)
        chain = "".join(f"{test} ? {points} : " for test, points in tests)
        return f"p{criterion.number}", f"{chain}{lowest.points}"


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


class RuleEngineLibrary:
    """rule-engine: one expression per band and rating, the first that matches counts; it concludes no facts itself."""

    name = "rule-engine"

    def __init__(self, rubric: Rubric) -> None:
        self._criteria = [
            [
                (rule_engine.Rule(" and ".join(compared(criterion, band, lambda *words: " ".join(words)))), band.points)
                for band in criterion.bands
            ]
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


class PlainPython:
    """No engine: loops over the bands. It is the yardstick, and the oracle of the others."""

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


ENGINES: tuple[type[Engine], ...] = (PlainPython, Ours, Clips, Zen, ZenExpressions, RuleEngineLibrary)
