"""The rubric as a rule program, run by `RuleEngine` as `Scorer` runs it: with the derivation of every conclusion."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rubric import Criterion, Meeting, Result, Rubric

from chamdiem.engine.scoring.inference import RuleEngine
from chamdiem.rules.compile.program import Fraction, Key, Linear, Origin, Rule, Term, Within, stratify

if TYPE_CHECKING:
    from collections.abc import Iterator

AWARD = "award"
RATINGS = ("tot", "kha", "trung_binh")


class Ours:
    """Percentages, then the bands, the total and the ratings, in three strata."""

    name = "chamdiem (durable-rules)"

    def __init__(self, rubric: Rubric) -> None:
        self._awards = [Key(AWARD, str(criterion.number)) for criterion in rubric.criteria]
        self._total = Key("total", "")
        self._rating = Key("rating", "")
        self._facts = {name: Key("fact", name) for name in rubric.facts}
        rules = [rule for criterion in rubric.criteria for rule in self._bands(criterion)]
        formulas = [
            Fraction(
                origin=Origin("criterion", str(criterion.number), "percent"),
                then=Key("percent", str(criterion.number)),
                numerator=Key("fact", f"part{criterion.number}"),
                denominator=Key("fact", f"whole{criterion.number}"),
                scale=100,
                rounding="marked",
            )
            for criterion in rubric.criteria
            if criterion.percent
        ]
        total = Linear(
            origin=Origin("total", "total"), then=self._total, terms=tuple(Term(1, award) for award in self._awards)
        )
        self._engine = RuleEngine(stratify([*rules, *self._ratings(rubric)], [*formulas, total]))

    def _bands(self, criterion: Criterion) -> Iterator[Rule]:
        number = str(criterion.number)
        step = 2 if criterion.percent else 1  # a `marked` percentage is stored doubled
        measure = Key("percent", number) if criterion.percent else Key("fact", f"count{number}")
        for place, band in enumerate(criterion.bands):
            low = None if band.low is None else step * band.low
            high = None if band.high is None else step * band.high - 1
            yield Rule(
                origin=Origin("criterion", number, "bands", place),
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
            yield Rule(
                origin=Origin("rating", str(rating)),
                name=f"rating/{number}",
                when=when,
                then=self._rating,
                value=rating,
            )

    def score(self, meeting: Meeting) -> Result:
        """Run the program."""
        known = self._engine.run({self._facts[name]: value for name, value in meeting.items()})
        return Result(
            tuple([known[award].value for award in self._awards]),
            known[self._total].value,
            RATINGS[known[self._rating].value],
        )
