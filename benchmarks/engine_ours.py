"""The rubric as a rule program, run by `RuleEngine` as `Scorer` runs it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rubric import Criterion, Gives, Kind, Meeting, Result, Rubric

from chamdiem.engine.scoring.inference import RuleEngine
from chamdiem.rules.compile.program import Fraction, Key, Linear, Origin, Rule, Term, Within, stratify

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chamdiem.engine.scoring.conclusions import Concluded

AWARD = "award"
RATINGS = ("tot", "kha", "trung_binh")


class Ours:
    """Percentages, then the bands, the total and the ratings, in three strata; every derivation can be asked for."""

    name = "chamdiem, derivations on demand"
    kind: Kind = "forward chaining"
    gives: Gives = "points"

    def __init__(self, rubric: Rubric) -> None:
        self._total, self._rating = Key("total", ""), Key("rating", "")
        self._awards = [Key(AWARD, str(criterion.number)) for criterion in rubric.criteria]
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
        self.program = stratify([*rules, *self._ratings(rubric)], [*formulas, total])
        self._engine = RuleEngine(self.program)
        facts = self._engine.facts
        self._inputs = [key.subject for key in facts.inputs]
        self._award_numbers = [facts.numbers[award] for award in self._awards]
        self._total_number, self._rating_number = facts.numbers[self._total], facts.numbers[self._rating]

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
        """Run the program, and read the values."""
        return self._result(self._concluded(meeting))

    def _concluded(self, meeting: Meeting) -> Concluded:
        return self._engine.run_numbered([meeting[name] for name in self._inputs])

    def _result(self, concluded: Concluded, bands: tuple[int, ...] = ()) -> Result:
        known: Any = concluded.known  # every fact of these meetings is known
        points = tuple([known[number] for number in self._award_numbers])
        return Result(points, known[self._total_number], RATINGS[known[self._rating_number]], bands)


class OursDerived(Ours):
    """The same, with the derivation of every conclusion made: by which rule or formula, and from which facts."""

    name = "chamdiem, every derivation made"
    gives: Gives = "derivations"

    def score(self, meeting: Meeting) -> Result:
        """Run the program, and make what explains each of its facts."""
        concluded = self._concluded(meeting)
        every: Any = concluded.derivations()
        return self._result(concluded, tuple([every[number][2].origin.place for number in self._award_numbers]))
