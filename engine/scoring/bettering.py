"""What the next better result of a criterion takes: the shortest step, with the band in which it really ends."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from chamdiem.engine.scoring.deciding import key_of
from chamdiem.engine.scoring.reasons import BetterBand, ByException, WithCondition, WithoutException
from chamdiem.rules.compile.interpreter import Disagreement, Slice
from chamdiem.rules.compile.scope import scoring_key
from chamdiem.rules.language import ways

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chamdiem.engine.scoring.deciding import Deciding
    from chamdiem.engine.scoring.evaluation import CriterionScore
    from chamdiem.engine.scoring.reasons import Better, Decided
    from chamdiem.rules.language.criteria import Criterion
    from chamdiem.rules.language.ways import Bands, Level


def better(find: Deciding, score: CriterionScore, decided: Decided) -> Better | None:
    """Return what the next better result of a criterion takes; None where nothing was lost, or nobody can say."""
    if score.status not in {"scored", "unmatched"} or not (score.lost or score.status == "unmatched"):
        return None
    way = score.criterion.way
    match way:
        case ways.Bands():
            return _better_band(find, score, way, decided)
        case ways.Requirement():
            most = score.points.maximum if find.framework.points else None
            return None if most is None else WithCondition(most)
        case ways.YesNoQuestion() | ways.PointsQuestion() | ways.NamedLevels() | ways.Checklist() | ways.Deductions():
            return None
        case _:
            assert_never(way)


def _better_band(find: Deciding, score: CriterionScore, bands: Bands, decided: Decided) -> Better | None:
    award = score.points.award
    if award is not None and isinstance(decided, ByException):
        ordinary = find.ordinary(bands)
        return WithoutException(ordinary.points) if ordinary is not None and ordinary.points > award else None
    found = list(_Steps(find, score.criterion, bands).above(-1 if award is None else award))
    if award is None:  # no band at all: the one that is worth least is the next above nothing
        return min(found, key=lambda step: (step.level.points, abs(step.amount)), default=None)
    return min(found, key=lambda step: (abs(step.amount), -step.level.points), default=None)


class _Steps:
    """The steps of one fact towards the bands of a criterion: of a percentage, those that are counted above the line.

    People and tasks are whole: one more of three may pass over the very band that it was to reach, and may meet an
    exception. So each step is tried by the rules, and what they then say is what is promised.
    """

    def __init__(self, find: Deciding, criterion: Criterion, bands: Bands) -> None:
        self.find, self.bands = find, bands
        self.counted = share[0] if (share := find.framework.share(bands.of)) else bands.of
        self.key = key_of(find.framework, self.counted)
        self.scored = scoring_key(criterion)
        self.part = Slice(find.program, [self.scored], lambda fact: fact == self.key)
        self.given = {fact: value for fact, value in find.facts.items() if fact in find.program.inputs}

    def above(self, award: int) -> Iterator[BetterBand]:
        """Yield the steps that end in a band worth more than an award."""
        quantity, now = self.find.scope.fact(self.bands.of), self.find.measured(self.bands.of)
        if quantity is None or now.value is None:
            return
        start = now.value if now.top is None else now.top
        for level in self.bands.levels:
            if level.points <= award:
                continue
            interval = quantity.interval(level)
            if now.top is None or now.bottom is None:
                amount = _distance(now.value, interval)
            else:
                amount = _people_to(now.top, now.bottom, quantity.scale, interval)
            reached = self._reached(start + amount)
            if amount and reached is not None and reached.points > award and self._may_be(start + amount):
                yield BetterBand(self.bands.of, reached, self.counted, amount)

    def _may_be(self, value: int) -> bool:
        """Tell whether a record may say so much of what is counted: nobody speaks who is not there."""
        find, pairs = self.find, self.find.framework.shape.at_most
        wholes = (key_of(find.framework, whole) for part, whole in pairs if part == self.counted)
        return value >= 0 and all(value <= find.facts.get(whole, value) for whole in wholes)

    def _reached(self, value: int) -> Level | None:
        """Return the band in which the criterion lies once the fact has another value; None where none decides."""
        try:
            facts = self.part.run({**self.given, self.key: value})
        except Disagreement:
            return None
        fired = self.find.fired(self.scored, facts) if self.scored in facts else ()
        return self.bands.levels[fired[0].place] if fired and fired[0].way == "bands" else None


def _distance(value: int, interval: tuple[int | None, int | None]) -> int:
    """Return what must be added to a value (negative: taken off) to reach an interval."""
    low, high = interval
    if low is not None and value < low:
        return low - value
    return high - value if high is not None and value > high else 0


def _people_to(top: int, bottom: int, scale: int, interval: tuple[int | None, int | None]) -> int:
    """Return how many more (negative: fewer) of `top` bring the marked percentage top/bottom to an end of an interval.

    An interval narrower than one of them may be passed over.
    """
    low, high = interval
    unit = 100 * scale
    if low is not None:
        whole, above = divmod(low, 2)
        need = whole * bottom // unit + 1 if above else -(-whole * bottom // unit)
        if need > top:
            return need - top
    if high is not None:
        whole, above = divmod(high + 1, 2)
        allowed = whole * bottom // unit if above else -(-whole * bottom // unit) - 1
        if allowed < top:
            return allowed - top
    return 0
