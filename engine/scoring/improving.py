"""What the next better result of a criterion takes, with the band in which that ends."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from chamdiem.engine.scoring import reasons
from chamdiem.engine.scoring.deciding import Deciding, distance
from chamdiem.rules.compile.interpreter import Disagreement, Slice
from chamdiem.rules.compile.scored import ScoredThing, each_part, scoring_key, the_table
from chamdiem.rules.language import tallies, ways
from chamdiem.rules.records.fields import FieldType

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chamdiem.engine.scoring.evaluation import CriterionScore
    from chamdiem.engine.scoring.reasons import Better, Decided
    from chamdiem.rules.compile.program import Key
    from chamdiem.rules.language.ways import Bands, Level

_MORE = 30
"""Of so many more it is tried whether they give a point."""


def better(find: Deciding, score: CriterionScore, decided: Decided) -> Better | None:
    """Return what the next better result of a criterion takes; None where nothing was lost, or nobody can say."""
    if score.status != "unmatched" and not (score.status == "scored" and score.lost):
        return None
    if isinstance(decided, reasons.Standing):  # what is missing decides how much more it would take
        return None
    return _better(find, score, find.scope.wholes[score.criterion.id], decided)


def _better(  # noqa: PLR0911 - one for each way of scoring
    find: Deciding, score: CriterionScore, scored: ScoredThing, decided: Decided
) -> Better | None:
    """Return what the next better result of a criterion or a part of it takes, where that is one of the criterion."""
    way = scored.way
    match way:
        case ways.Bands():
            return _better_band(find, score, scored, way, decided)
        case ways.Requirement():
            most = score.points.maximum if find.framework.points else None
            if find.framework.fewer_is_better:
                return reasons.WithCondition(scored.minimum, met=False)
            return None if most is None else reasons.WithCondition(most)
        case ways.Lines():
            if isinstance(decided, reasons.ByLine) and isinstance(gives := decided.line.gives, ways.Bands):
                table = the_table(scored, decided.number, gives)
                return None if decided.inner is None else _better_band(find, score, table, gives, decided.inner)
            return None
        case tallies.Additions() | tallies.Deductions():
            return _better_count(find, score, scored, way)
        case ways.Parts():
            return _better_part(find, score, scored, way, decided)
        case ways.Proportional():
            return _better_proportion(find, score, scored, way)
        case ways.YesNoQuestion() | ways.PointsQuestion() | ways.NamedLevels() | ways.Checklist():
            return None
        case _:
            assert_never(way)


def _better_part(
    find: Deciding, score: CriterionScore, scored: ScoredThing, parts: ways.Parts, decided: Decided
) -> Better | None:
    """Return the first better result of a part that is told by a number, and better for the whole criterion too."""
    if not isinstance(decided, reasons.ByScoredParts):
        return None
    for part, one in zip(each_part(find.framework, scored, parts), decided.parts, strict=True):
        counts = isinstance(part.way, ways.Bands | ways.Lines | ways.Proportional | tallies.Additions)
        if one.settled is not None and counts and (found := _better(find, score, part, one.settled)):
            return found
    return None


def _better_band(
    find: Deciding, score: CriterionScore, scored: ScoredThing, bands: Bands, decided: Decided
) -> Better | None:
    award, sign = None if score.points.award is None else find.facts[scored.points], _sign(find)
    if award is not None and isinstance(decided, reasons.ByException):
        ordinary = find.ordinary(bands)
        is_better = ordinary is not None and sign * ordinary.points > sign * award
        return reasons.WithoutException(ordinary.points) if ordinary is not None and is_better else None
    found = list(_Steps(find, score, scored, bands).above(award, sign))
    if award is None:  # no band at all: the one that is worth least is the next above nothing
        return min(found, key=lambda step: (sign * step.level.points, abs(step.amount)), default=None)
    return min(found, key=lambda step: (abs(step.amount), -sign * step.level.points), default=None)


def _sign(find: Deciding) -> int:
    return -1 if find.framework.fewer_is_better else 1


def _better_count(
    find: Deciding, score: CriterionScore, scored: ScoredThing, tally: tallies.Additions | tallies.Deductions
) -> Better | None:
    """Return the fewest more of one thing that is added to, where the record or the scorer counts it."""
    if isinstance(tally, tallies.Deductions) or find.framework.fewer_is_better:
        return None  # what was taken off is past, and says for itself what to leave
    counted = {each.fact: each for each in find.scope.counts if each.criterion is score.criterion}
    found = []
    for item in tally.each:
        key = find.scope.counted(scored.subject, item).least
        now = find.facts.get(key)
        if key.kind == "measure" or now is None or key not in counted:
            continue
        step = next((value for value in counted[key].moves if value > now), None)
        points = None if step is None else _Tried(find, score, key).points(step)
        if step is not None and points is not None and points > (score.points.award or 0):
            found.append(reasons.BetterCount(item, step - now, points))
    return min(found, key=lambda each: (each.amount, -each.points), default=None)


def _better_proportion(
    find: Deciding, score: CriterionScore, scored: ScoredThing, way: ways.Proportional
) -> Better | None:
    """Return the fewest more (of points for faults: fewer) of what is counted; of other numbers, what each is worth."""
    counted = share[0] if (share := find.framework.share(way.of)) else way.of
    key, sign, award = find.scope.key(counted), _sign(find), score.points.award or 0
    field, now = find.framework.shape.by_name.get(counted), find.facts.get(key)
    if field is not None and field.type is FieldType.COUNT and now is not None:
        tried = _Tried(find, score, key)
        for amount in range(sign, sign * (_MORE + 1), sign):
            points = tried.points(now + amount) if _may_be(find, counted, now + amount) else None
            if points is not None and sign * points > sign * award:
                return reasons.BetterNumber(counted, amount, points)
    is_plain = way.whole is not None and way.whole > 0 and scored.maximum > 0
    return reasons.EachOne(way.of, way.whole, scored.maximum) if is_plain and way.whole is not None else None


def _may_be(find: Deciding, counted: str, value: int) -> bool:
    """Tell whether a record may say so much of what is counted: nobody speaks who is not there."""
    pairs = find.framework.shape.at_most
    wholes = (find.scope.key(whole) for part, whole in pairs if part == counted)
    return value >= 0 and all(value <= find.facts.get(whole, value) for whole in wholes)


class _Tried:
    """A criterion as one fact moves it: by the rules, and beside all that is known."""

    def __init__(self, find: Deciding, score: CriterionScore, key: Key, *wanted: Key) -> None:
        self.key, self.scored = key, scoring_key(score.criterion)
        self.part = Slice(find.program, [self.scored, *wanted], lambda fact: fact == key)
        self.given = {fact: value for fact, value in find.facts.items() if fact in find.program.inputs}

    def facts(self, value: int) -> dict[Key, int]:
        """Return what follows of another value; nothing where rules disagree."""
        try:
            return self.part.run({**self.given, self.key: value})
        except Disagreement:
            return {}

    def points(self, value: int) -> int | None:
        """Return the points of the criterion at another value."""
        return self.facts(value).get(self.scored)


class _Steps:
    """The steps of one fact towards the bands of a criterion: of a percentage, those that are counted above the line.

    People and tasks are whole: one more of three may pass over the very band that it was to reach, and may meet an
    exception. So each step is tried by the rules, and what they then say is what is promised.
    """

    def __init__(self, find: Deciding, score: CriterionScore, scored: ScoredThing, bands: Bands) -> None:
        self.find, self.bands, self.scored = find, bands, scored
        self.counted = share[0] if (share := find.framework.share(bands.of)) else bands.of
        self.now = score.points.award
        self.tried = _Tried(find, score, find.scope.key(self.counted), scored.points)

    def above(self, award: int | None, sign: int) -> Iterator[reasons.BetterBand]:
        """Yield the steps that end in a band worth more than an award; with a `sign` of -1, fewer points are more."""
        quantity, now = self.find.scope.known_fact(self.bands.of), self.find.measured(self.bands.of)
        if now.value is None:
            return
        start = now.value if now.top is None else now.top

        def is_more(level: Level) -> bool:
            return award is None or sign * level.points > sign * award

        for level in self.bands.levels:
            if not is_more(level):
                continue
            interval = quantity.interval(level)
            if now.top is None or now.bottom is None:
                amount = distance(now.value, interval)
            else:
                amount = _people_to(now.top, now.bottom, quantity.scale, interval)
            reached = self._reached(start + amount)
            if amount and reached is not None and is_more(reached) and _may_be(self.find, self.counted, start + amount):
                yield reasons.BetterBand(self.bands.of, reached, self.counted, amount)

    def _reached(self, value: int) -> Level | None:
        """Return the band in which it lies once the fact has another value; None where none decides, or nothing is won.

        A table counts while its line is the first that holds, and a part may add nothing to the whole.
        """
        facts = self.tried.facts(value)
        whole = facts.get(self.tried.scored)
        sign = _sign(self.find)
        if whole is None or (self.now is not None and sign * whole <= sign * self.now):
            return None
        fired = self.find.fired(self.scored.points, facts) if self.scored.points in facts else ()
        is_counted = self.scored.when is None or self.scored.when.holds(facts.get(self.scored.when.fact, -1))
        return self.bands.levels[fired[0].place] if is_counted and fired and fired[0].way == "bands" else None


def _people_to(top: int, bottom: int, scale: int, interval: tuple[int | None, int | None]) -> int:
    """Return how many more (negative: fewer) of `top` bring the marked percentage top/bottom to an end of an interval.

    An interval narrower than one of them may be passed over.
    """
    low, high = interval
    least = None if low is None else _last_below(low, bottom, scale) + 1
    return distance(top, (least, None if high is None else _last_below(high + 1, bottom, scale)))


def _last_below(marked: int, bottom: int, scale: int) -> int:
    """Return the greatest count of `bottom` whose percentage is below a marked one (odd: just above its half)."""
    whole, above = divmod(marked, 2)
    return (whole * bottom + above - 1) // (100 * scale)
