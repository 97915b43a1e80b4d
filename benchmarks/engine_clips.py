"""The rubric in CLIPS."""

from __future__ import annotations

from typing import TYPE_CHECKING

import clips
from rubric import Band, Criterion, Meeting, Result, Rubric

if TYPE_CHECKING:
    from collections.abc import Iterator


class Clips:
    """CLIPS: the meeting is one fact, every band a rule, the total a rule over all awards, the ratings rules.

    The rating rules hand the result to a function: reading it from a fact leaks memory in CLIPS.
    """

    name = "clipspy, fact builder"

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
        joined = " ".join(f"(award {number} {name})" for number, name in enumerate(awards, 1))
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
        return f"(defrule band{number}-{place} (meeting {pattern}) => (assert (award {number} {band.points})))"

    def score(self, meeting: Meeting) -> Result:
        """Assert the meeting and run to rest."""
        self._environment.reset()
        self._meeting.assert_fact(**meeting)
        self._environment.run()
        return self._result


class ClipsFunction(Clips):
    """The same, with the meeting asserted by a function of CLIPS's own: slower at first, but it keeps its pace."""

    name = "clipspy, deffunction"

    def __init__(self, rubric: Rubric) -> None:
        super().__init__(rubric)
        self._facts = rubric.facts
        parameters = " ".join(f"?{name}" for name in rubric.facts)
        slots = " ".join(f"({name} ?{name})" for name in rubric.facts)
        self._environment.build(f"(deffunction enter ({parameters}) (assert (meeting {slots})) (run))")
        self._enter = self._environment.find_function("enter")

    def score(self, meeting: Meeting) -> Result:
        """Assert the meeting and run to rest, in one call."""
        self._environment.reset()
        self._enter(*[meeting[name] for name in self._facts])
        return self._result
