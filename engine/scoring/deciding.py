"""What decided each criterion of a scoring, and what its next better result takes, with the band in which that ends.

Two bands may be worth the same, and a criterion may be worth nothing either way, so points do not tell what decided:
the rule that fired does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from chamdiem.engine.scoring import reasons
from chamdiem.rules.compile.interpreter import Disagreement, Slice
from chamdiem.rules.compile.keys import deduction_key, part_key
from chamdiem.rules.compile.measures import Measured
from chamdiem.rules.compile.program import Key, Rule, all_hold
from chamdiem.rules.compile.scope import Scope, scoring_key
from chamdiem.rules.language import ways

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from chamdiem.engine.scoring.evaluation import CriterionScore, Scoring
    from chamdiem.engine.scoring.reasons import Better, Decided
    from chamdiem.rules.compile.program import Origin
    from chamdiem.rules.language.criteria import Criterion
    from chamdiem.rules.language.framework import Framework
    from chamdiem.rules.language.ways import Bands, Deductions, Level


def key_of(framework: Framework, name: str) -> Key:
    """Return the fact of a field or measure."""
    return Key("measure" if name in framework.measures else "field", name)


class Deciding:
    """Finds what decided the criteria of one scoring."""

    def __init__(self, framework: Framework, scoring: Scoring) -> None:
        self.framework = framework
        self.known = scoring.conclusions
        self.facts = scoring.facts
        self.program = scoring.program
        self.scope = Scope(framework)

    def measured(self, name: str) -> Measured:
        """Return a field or measure as it is known."""
        counts = [self.facts.get(key_of(self.framework, part)) for part in self.framework.share(name) or ()]
        top, bottom = counts or (None, None)
        if bottom == 0 and self.framework.measures[name].when_empty is not None:
            top = bottom = None  # what the regulation says itself is a share of nothing
        quantity = self.scope.known_fact(name)
        least, most = self.facts.get(quantity.least), self.facts.get(quantity.most)
        value = self.facts.get(key_of(self.framework, name))
        marked = quantity.is_marked
        return Measured(name=name, value=value, least=least, most=most, is_marked=marked, top=top, bottom=bottom)

    def undefined_shares(self, needs: Iterable[Key]) -> tuple[tuple[Measured, Measured], ...]:
        """Return those of some facts that are shares of nothing, each with what it would be a share of.

        Measures that only use such a share are left out: naming them would not say what is to be mended.
        """
        shares = (self.measured(key.subject) for key in needs if key.kind == "measure")
        return tuple(
            (share, self.measured(counted[1]))
            for share in shares
            if share.cannot_be_made and (counted := self.framework.share(share.name))
        )

    def decided(self, score: CriterionScore) -> Decided:  # noqa: PLR0911 - one for each status
        """Return what decided a criterion, or why nothing has."""
        match score.status:
            case "not_applicable" if score.rule is not None:
                number = score.criterion.not_applicable.index(score.rule)
                return reasons.NotApplying(score.rule, self.framework.maximum_of(score.criterion), number)
            case "not_applicable":
                return reasons.NotAsked(score.criterion.layers)
            case "missing":
                return reasons.Missing(score.missing)
            case "undefined":
                return reasons.CannotBeMade(self.undefined_shares(score.undefined))
            case "unmatched":
                return reasons.NoBand()
            case _ if score.idle:
                return reasons.Standing(score.idle)
            case _:
                return self._scored(score.criterion)

    def _scored(self, criterion: Criterion) -> Decided:  # noqa: PLR0911 - one for each way of scoring
        """Return what decided a criterion that has points."""
        way = criterion.way
        match way:
            case ways.Bands():
                return self._by_bands(criterion, way)
            case ways.Requirement(condition):
                met = bool(self._met(scoring_key(criterion)))
                return reasons.ByCondition(condition, met, tuple(map(self.measured, condition.facts)))
            case ways.Checklist(parts):
                found = ((part, self._met(part_key(criterion.id, part.id))) for part in parts)
                return reasons.ByParts(tuple(found))
            case ways.Deductions():
                return self._by_deductions(criterion, way)
            case ways.NamedLevels(levels):
                return reasons.ByLevel(levels[self._answer(criterion)])
            case ways.PointsQuestion():
                return reasons.ByPoints(self._answer(criterion))
            case ways.YesNoQuestion():
                return reasons.ByAnswer(self._answer(criterion) == 1)
            case _:
                assert_never(way)

    def _answer(self, criterion: Criterion) -> int:
        return self.facts[Key("answer", criterion.id)]

    def _met(self, key: Key) -> bool | None:
        """Tell whether the rule that concluded a fact says that something is met; None where none concluded it."""
        found = self.known.get(key)
        return found.by.origin.met if found is not None and isinstance(found.by, Rule) else None

    def _by_deductions(self, criterion: Criterion, deductions: Deductions) -> reasons.ByDeductions:
        found = [(each, self.known[deduction_key(criterion.id, each.id)]) for each in deductions.each]
        taken = tuple(reasons.Taken(each, self.facts[made.uses[0]], made.value) for each, made in found)
        off = self.framework.maximum_of(criterion) - self.facts[scoring_key(criterion)]
        return reasons.ByDeductions(taken, off if off < sum(each.points for each in taken) else None)

    def _by_bands(self, criterion: Criterion, bands: Bands) -> reasons.ByBand | reasons.ByException:
        fired = self.fired(scoring_key(criterion), self.facts)
        numbers = tuple(origin.place for origin in fired if origin.way == "unless")
        held = tuple(bands.unless[number] for number in numbers)
        if not held:
            return reasons.ByBand(self.measured(bands.of), bands.levels[fired[0].place])
        points = held[0].points
        ordinary = self.ordinary(bands)
        rest = [level.points for level in bands.levels] if ordinary is None else [ordinary.points]
        return reasons.ByException(held, min(rest) >= points and max(rest) > points, numbers)

    def fired(self, then: Key, facts: Mapping[Key, int]) -> tuple[Origin, ...]:
        """Return the places of the framework whose rules conclude a fact, each once, in its order."""
        by = self.program.by[then]
        origins = (rule.origin for rule in by if all_hold(rule.when, facts)) if isinstance(by, tuple) else ()
        return tuple(dict.fromkeys(origins))

    def ordinary(self, bands: Bands) -> Level | None:
        """Return the one band that the measure lies in, exceptions aside."""
        quantity = self.scope.known_fact(bands.of)
        known = self.facts.get(quantity.least)
        fitting = [each for each in bands.levels if known is not None and not _distance(known, quantity.interval(each))]
        return fitting[0] if len(fitting) == 1 else None


def better(find: Deciding, score: CriterionScore, decided: Decided) -> Better | None:
    """Return what the next better result of a criterion takes; None where nothing was lost, or nobody can say."""
    if score.status != "unmatched" and not (score.status == "scored" and score.lost):
        return None
    if isinstance(decided, reasons.Standing):  # what is missing decides how much more it would take
        return None
    way = score.criterion.way
    match way:
        case ways.Bands():
            return _better_band(find, score, way, decided)
        case ways.Requirement():
            most = score.points.maximum if find.framework.points else None
            return None if most is None else reasons.WithCondition(most)
        case ways.YesNoQuestion() | ways.PointsQuestion() | ways.NamedLevels() | ways.Checklist() | ways.Deductions():
            return None
        case _:
            assert_never(way)


def _better_band(find: Deciding, score: CriterionScore, bands: Bands, decided: Decided) -> Better | None:
    award = score.points.award
    if award is not None and isinstance(decided, reasons.ByException):
        ordinary = find.ordinary(bands)
        return reasons.WithoutException(ordinary.points) if ordinary is not None and ordinary.points > award else None
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

    def above(self, award: int) -> Iterator[reasons.BetterBand]:
        """Yield the steps that end in a band worth more than an award."""
        quantity, now = self.find.scope.known_fact(self.bands.of), self.find.measured(self.bands.of)
        if now.value is None:
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
                yield reasons.BetterBand(self.bands.of, reached, self.counted, amount)

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
    least = None if low is None else _last_below(low, bottom, scale) + 1
    return _distance(top, (least, None if high is None else _last_below(high + 1, bottom, scale)))


def _last_below(marked: int, bottom: int, scale: int) -> int:
    """Return the greatest count of `bottom` whose percentage is below a marked one (odd: just above its half)."""
    whole, above = divmod(marked, 2)
    return (whole * bottom + above - 1) // (100 * scale)
