"""The rubric in CLIPS."""

from __future__ import annotations

from typing import TYPE_CHECKING

import clips
from rubric import Band, Criterion, Gives, Kind, Meeting, Result, Rubric

if TYPE_CHECKING:
    from collections.abc import Iterator


class Clips:
    """CLIPS as it is written first: the meeting is one fact, every band a rule that asserts an award.

    The total is a rule over all awards, the ratings are rules, which hand the result to a function: reading it from a
    fact leaks memory in CLIPS. The meeting is asserted by a function of CLIPS's own, since clipspy's fact builder loses
    its pace as an environment ages.
    """

    name = "CLIPS, one fact a meeting"
    kind: Kind = "forward chaining"
    gives: Gives = "points"

    def __init__(self, rubric: Rubric) -> None:
        self._environment = clips.Environment()
        self._facts = rubric.facts
        for construct in self._constructs(rubric):
            self._environment.build(construct)
        self._environment.reset()
        self._enter = self._environment.find_function("enter")
        self._result = Result((), 0, "")

    def _conclude(self, rating: clips.Symbol, total: int, *points: int) -> None:
        self._result = Result(points, total, str(rating))

    def _constructs(self, rubric: Rubric) -> Iterator[str]:
        self._environment.define_function(self._conclude, name="conclude")
        yield f"(deftemplate meeting {' '.join(f'(slot {name})' for name in rubric.facts)})"
        for criterion in rubric.criteria:
            for place, band in enumerate(criterion.bands):
                number, (first, second) = criterion.number, _slots(criterion)
                pattern = f"({first} ?a) ({second} ?b{_tests(criterion, band)})" if second else ""
                pattern = pattern or f"({first} ?a{_tests(criterion, band)})"
                yield f"(defrule band{number}-{place} (meeting {pattern}) => (assert (award {number} {band.points})))"
        awards = [f"?p{criterion.number}" for criterion in rubric.criteria]
        joined = " ".join(f"(award {number} {name})" for number, name in enumerate(awards, 1))
        yield f"(defrule total {joined} => (assert (points {' '.join(awards)}) (total (+ {' '.join(awards)}))))"
        for number, (rating, total, first) in enumerate(_ratings(rubric, rubric.criteria[0].maximum)):
            yield (
                f"(defrule rating{number} (total {total}) (points {first} $?) (points $?all) => "
                f"(conclude {rating} ?t ?all))"
            )
        slots = " ".join(f"({name} ?{name})" for name in rubric.facts)
        yield f"(deffunction enter ({_parameters(rubric)}) (reset) (assert (meeting {slots})) (run))"

    def score(self, meeting: Meeting) -> Result:
        """Assert the meeting and run to rest, in one call."""
        self._enter(*[meeting[name] for name in self._facts])
        return self._result


class ClipsGlobals(Clips):
    """CLIPS in its best form found: one fact a criterion, awards in globals, all that is concluded in one answer.

    Each rule takes back the fact that it fired on, so that nothing need be reset.
    """

    name = "CLIPS, one fact a criterion"

    def __init__(self, rubric: Rubric) -> None:
        super().__init__(rubric)
        self._count = len(rubric.criteria)

    def _constructs(self, rubric: Rubric) -> Iterator[str]:
        yield "(defglobal ?*rating* = nil ?*total* = 0)"
        for criterion in rubric.criteria:
            yield self._globals(criterion.number)
            for place, band in enumerate(criterion.bands):
                names = "?a ?b" if criterion.percent else "?a"
                pattern = f"(c{criterion.number} {names}{_tests(criterion, band)})"
                yield (
                    f"(defrule band{criterion.number}-{place} ?f <- {pattern} =>"
                    f" {self._awarding(criterion.number, place, band)} (retract ?f))"
                )
        first, best = self._first(rubric)
        summing = f"{self._adding(rubric)} (assert (total ?*total* {first}))"
        yield f"(defrule total (declare (salience -1)) ?f <- (go) => (retract ?f) {summing})"
        for number, (rating, total, is_best) in enumerate(_ratings(rubric, best)):
            yield (
                f"(defrule rating{number} ?f <- (total {total} {is_best}) => (retract ?f) (bind ?*rating* {rating}))"
            )
        facts = " ".join(f"(c{each.number} {' '.join(f'?{name}' for name in each.facts)})" for each in rubric.criteria)
        answer = " ".join(self._answer(each.number) for each in rubric.criteria)
        yield (
            f"(deffunction enter ({_parameters(rubric)}) (bind ?*total* 0) (assert {facts} (go)) (run)"
            f" (create$ ?*rating* ?*total* {answer}))"
        )

    def _globals(self, number: int) -> str:
        return f"(defglobal ?*p{number}* = 0)"

    def _awarding(self, number: int, _place: int, band: Band) -> str:
        return f"(bind ?*p{number}* {band.points})"

    def _first(self, rubric: Rubric) -> tuple[str, int]:
        """Return what is passed on of the first criterion, and what it is at its maximum."""
        return "?*p1*", rubric.criteria[0].maximum

    def _adding(self, rubric: Rubric) -> str:
        return f"(bind ?*total* (+ {' '.join(f'?*p{each.number}*' for each in rubric.criteria)}))"

    def _answer(self, number: int) -> str:
        return f"?*p{number}*"

    def score(self, meeting: Meeting) -> Result:
        """Assert the meeting, run to rest and take the answer, in one call."""
        rating, total, *points = self._enter(*[meeting[name] for name in self._facts])
        return Result(tuple(points), total, str(rating))


class ClipsRules(ClipsGlobals):
    """The same with the rule of each award: rules add to the total and say which they are; points are looked up."""

    name = "CLIPS, one fact a criterion, rules"
    gives: Gives = "rules"

    def __init__(self, rubric: Rubric) -> None:
        super().__init__(rubric)
        self._points = [[band.points for band in criterion.bands] for criterion in rubric.criteria]

    def _globals(self, number: int) -> str:
        return f"(defglobal ?*r{number}* = 0)"

    def _awarding(self, number: int, place: int, band: Band) -> str:
        return f"(bind ?*r{number}* {place}) (bind ?*total* (+ ?*total* {band.points}))"

    def _first(self, _rubric: Rubric) -> tuple[str, int]:
        return "?*r1*", 0

    def _adding(self, _rubric: Rubric) -> str:
        return ""

    def _answer(self, number: int) -> str:
        return f"?*r{number}*"

    def score(self, meeting: Meeting) -> Result:
        """Assert the meeting, run to rest and take the answer, in one call."""
        rating, total, *bands = self._enter(*[meeting[name] for name in self._facts])
        points = tuple([each[band] for each, band in zip(self._points, bands, strict=True)])
        return Result(points, total, str(rating), tuple(bands))


def _parameters(rubric: Rubric) -> str:
    return " ".join(f"?{name}" for name in rubric.facts)


def _slots(criterion: Criterion) -> tuple[str, str]:
    first, *second = criterion.facts
    return first, second[0] if second else ""


def _tests(criterion: Criterion, band: Band) -> str:
    """Return what the last of a criterion's numbers must pass."""
    return "".join(
        f"&:({sign} (* 100 ?a) (* {end} ?b))" if criterion.percent else f"&:({sign} ?a {end})"
        for sign, end in ((">=", band.low), ("<", band.high))
        if end is not None
    )


def _ratings(rubric: Rubric, best: int) -> Iterator[tuple[str, str, str]]:
    """Yield each rating, what the total must be, and what the first criterion must be, whose best is given."""
    tot, kha = rubric.tot, rubric.kha
    yield "tot", f"?t&:(>= ?t {tot})", str(best)
    yield "kha", f"?t&:(>= ?t {tot})", f"~{best}"
    yield "kha", f"?t&:(< ?t {tot})&:(>= ?t {kha})", "?"
    yield "trung_binh", f"?t&:(< ?t {kha})", "?"
