"""Why one criterion got its points, and what the next better result would take: as values, which others put into words.

Nothing here is a sentence, and nothing takes one apart: whatever decided is named by its place in the framework.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chamdiem.rules.compile.awards import scoring_key
from chamdiem.rules.compile.interpreter import Disagreement, Slice
from chamdiem.rules.compile.measures import Measured
from chamdiem.rules.compile.program import Key, Rule, all_hold
from chamdiem.rules.compile.scope import Scope

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from chamdiem.engine.scoring.evaluation import CriterionScore, Evaluation, Scoring
    from chamdiem.engine.scoring.inference import Conclusions
    from chamdiem.rules.compile.program import Origin, Program
    from chamdiem.rules.language.conditions import Condition
    from chamdiem.rules.language.criteria import Criterion, NotApplicable
    from chamdiem.rules.language.framework import Framework
    from chamdiem.rules.language.ways import BandException, Bands, Deduction, Deductions, Level, NamedLevel, Part


@dataclass(frozen=True, slots=True)
class ByBand:
    """The measure lies in a band."""

    fact: Measured
    level: Level


@dataclass(frozen=True, slots=True)
class ByException:
    """Exceptions hold, all of them worth the same points. `worse`: without them there would be more points."""

    exceptions: tuple[BandException, ...]
    worse: bool


@dataclass(frozen=True, slots=True)
class ByCondition:
    """A condition on the record is met, or not; the facts are those that it tests."""

    condition: Condition
    met: bool
    facts: tuple[Measured, ...]


@dataclass(frozen=True, slots=True)
class ByPoints:
    """The scorer gave points, in hundredths."""

    points: int


@dataclass(frozen=True, slots=True)
class ByAnswer:
    """The scorer answered yes or no."""

    yes: bool


@dataclass(frozen=True, slots=True)
class ByLevel:
    """The scorer chose a level."""

    level: NamedLevel


@dataclass(frozen=True, slots=True)
class PartFound:
    """One part of a checklist; `met` is None while it is not known."""

    part: Part
    met: bool | None


@dataclass(frozen=True, slots=True)
class ByParts:
    """The parts of a checklist, in the order of the framework."""

    parts: tuple[PartFound, ...]


@dataclass(frozen=True, slots=True)
class Taken:
    """What one kind of fault took off, in hundredths, at so many occurrences."""

    deduction: Deduction
    count: int
    points: int


@dataclass(frozen=True, slots=True)
class ByDeductions:
    """Points were taken off by occurrences.

    `held` is what was taken off in all (hundredths) where the occurrences add up to more; None where they do not.
    """

    taken: tuple[Taken, ...]
    held: int | None


@dataclass(frozen=True, slots=True)
class NotApplying:
    """The criterion does not apply; `maximum` is what it would have been worth, in hundredths."""

    rule: NotApplicable
    maximum: int


@dataclass(frozen=True, slots=True)
class Missing:
    """Fields and answers that are not there."""

    needs: tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class CannotBeMade:
    """Shares of nothing, each with what it would be a share of."""

    shares: tuple[tuple[Measured, Measured], ...]


@dataclass(frozen=True, slots=True)
class NoBand:
    """Everything is known, and the framework has no band for it."""


Decided = (
    ByBand | ByException | ByCondition | ByPoints | ByAnswer | ByLevel | ByParts | ByDeductions | NotApplying
    | Missing | CannotBeMade | NoBand
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class BetterBand:
    """The better band that the shortest step reaches: so many more (negative: fewer) of what is `counted`."""

    of: str
    level: Level
    counted: str
    amount: int


@dataclass(frozen=True, slots=True)
class WithoutException:
    """What there would be without the exception, in hundredths."""

    points: int


@dataclass(frozen=True, slots=True)
class WithCondition:
    """What there is when the condition is met, in hundredths."""

    points: int


Better = BetterBand | WithoutException | WithCondition


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionReason:
    """Why a criterion has its points or none, everything it reads of the record, and what the next better takes."""

    score: CriterionScore
    facts: tuple[Measured, ...]
    decided: Decided
    better: Better | None


def reasons(evaluation: Evaluation, layer: str = "self") -> tuple[CriterionReason, ...]:
    """Return the reason of every criterion of a layer that was scored, in the order of the framework.

    Raises:
        KeyError, ValueError: the layer was not scored; ask for one that was.
    """
    scoring = evaluation.layers[layer].scoring
    if scoring is None:
        raise ValueError(layer)
    return scoring_reasons(evaluation.framework.framework, scoring)


def scoring_reasons(framework: Framework, scoring: Scoring) -> tuple[CriterionReason, ...]:
    """Return the reason of every criterion of a scoring, in the order of the framework."""
    find = _Reasons(framework, scoring)
    return tuple(
        CriterionReason(
            score=score,
            facts=tuple(map(find.measured, score.criterion.facts)),
            decided=find.decided(score),
            better=find.better(score),
        )
        for score in scoring.criteria
    )


def measured(framework: Framework, known: Conclusions, name: str) -> Measured:
    """Return a field or measure as it is known."""
    value, share = _value(framework, known, name), framework.share(name)
    if share is None:
        return Measured(name=name, value=value)
    top, bottom = (_value(framework, known, operand) for operand in share)
    return Measured(name=name, value=value, top=top, bottom=bottom)


def undefined_shares(
    framework: Framework, known: Conclusions, needs: Iterable[Key]
) -> tuple[tuple[Measured, Measured], ...]:
    """Return those of some facts that are shares of nothing, each with what it would be a share of.

    Measures that only use such a share are left out: naming them would not say what is to be mended.
    """
    shares = (measured(framework, known, key.subject) for key in needs if key.kind == "measure")
    return tuple(
        (share, measured(framework, known, counted[1]))
        for share in shares
        if share.cannot_be_made and (counted := framework.share(share.name))
    )


def _value(framework: Framework, known: Conclusions, name: str) -> int | None:
    found = known.get(_key(framework, name))
    return None if found is None else found.value


def _key(framework: Framework, name: str) -> Key:
    return Key("measure" if name in framework.measures else "field", name)


class _Reasons:
    """Finds the reasons of one scoring."""

    def __init__(self, framework: Framework, scoring: Scoring) -> None:
        self.framework = framework
        self.known = scoring.conclusions
        self.program = scoring.program
        self.scope = Scope(framework)

    def measured(self, name: str) -> Measured:
        return measured(self.framework, self.known, name)

    def decided(self, score: CriterionScore) -> Decided:
        match score.status:
            case "not_applicable" if score.rule is not None:
                return NotApplying(score.rule, self.framework.maximum_of(score.criterion))
            case "missing":
                return Missing(score.missing)
            case "undefined":
                return CannotBeMade(undefined_shares(self.framework, self.known, score.undefined))
            case "unmatched":
                return NoBand()
            case _:
                return self._scored(score.criterion)

    def _scored(self, criterion: Criterion) -> Decided:
        """Return what decided a criterion that has points: the rule that fired, not the points that it gave.

        Two bands may be worth the same, and a criterion may be worth nothing either way.
        """
        answer = self.known.get(Key("answer", criterion.id))
        if criterion.bands is not None:
            return self._by_bands(criterion, criterion.bands)
        if criterion.holds is not None:
            origin = self._origin(scoring_key(criterion))
            facts = tuple(map(self.measured, criterion.holds.facts))
            return ByCondition(criterion.holds, bool(origin and origin.met), facts)
        if criterion.checklist is not None:
            return ByParts(tuple(PartFound(part, self._is_met(criterion, part)) for part in criterion.checklist))
        if criterion.deductions is not None:
            return self._by_deductions(criterion, criterion.deductions)
        if answer is None:
            raise LookupError(criterion.id)
        if criterion.levels is not None:
            return ByLevel(criterion.levels[answer.value])
        return ByPoints(answer.value) if criterion.judged == "points" else ByAnswer(answer.value == 1)

    def _origin(self, key: Key) -> Origin | None:
        found = self.known.get(key)
        return found.by.origin if found is not None and isinstance(found.by, Rule) else None

    def _is_met(self, criterion: Criterion, part: Part) -> bool | None:
        origin = self._origin(Key("part", f"{criterion.id}/{part.id}"))
        return origin.met if origin else None

    def _by_deductions(self, criterion: Criterion, deductions: Deductions) -> ByDeductions:
        taken = tuple(self._taken(criterion, each) for each in deductions.each)
        off = self.framework.maximum_of(criterion) - self.known[scoring_key(criterion)].value
        return ByDeductions(taken, off if off < sum(each.points for each in taken) else None)

    def _taken(self, criterion: Criterion, each: Deduction) -> Taken:
        taken = self.known[Key("deduction", f"{criterion.id}/{each.id}")]
        return Taken(each, self.known[taken.uses[0]].value, taken.value)

    # --- bands ---

    def _by_bands(self, criterion: Criterion, bands: Bands) -> ByBand | ByException:
        values = {key: found.value for key, found in self.known.items()}
        fired = tuple(_fired(self.program, scoring_key(criterion), values))
        held = tuple(bands.unless[origin.place] for origin in fired if origin.way == "unless")
        if not held:
            return ByBand(self.measured(bands.of), bands.levels[fired[0].place])
        points = held[0].points
        ordinary = self._ordinary(bands)
        rest = [level.points for level in bands.levels] if ordinary is None else [ordinary.points]
        return ByException(held, min(rest) >= points and max(rest) > points)

    def _ordinary(self, bands: Bands) -> Level | None:
        """Return the one band that the measure lies in, exceptions aside."""
        quantity = self.scope.fact(bands.of)
        known = self.known.get(quantity.least) if quantity else None
        if quantity is None or known is None:
            return None
        fitting = [level for level in bands.levels if _inside(known.value, quantity.interval(level))]
        return fitting[0] if len(fitting) == 1 else None

    # --- what the next better result takes ---

    def better(self, score: CriterionScore) -> Better | None:
        if score.status not in {"scored", "unmatched"} or not (score.lost or score.status == "unmatched"):
            return None
        criterion = score.criterion
        if criterion.bands is not None:
            return self._better_bands(score, criterion.bands)
        if criterion.holds is not None and self.framework.points is not None and score.points.maximum is not None:
            return WithCondition(score.points.maximum)
        return None

    def _better_bands(self, score: CriterionScore, bands: Bands) -> Better | None:
        award = score.points.award
        if award is not None and isinstance(self._by_bands(score.criterion, bands), ByException):
            ordinary = self._ordinary(bands)
            return WithoutException(ordinary.points) if ordinary is not None and ordinary.points > award else None
        found = list(self._better_steps(score.criterion, bands, -1 if award is None else award))
        if award is None:  # no band at all: the one that is worth least is the next above nothing
            return min(found, key=lambda step: (step.level.points, abs(step.amount)), default=None)
        return min(found, key=lambda step: (abs(step.amount), -step.level.points), default=None)

    def _better_steps(self, criterion: Criterion, bands: Bands, award: int) -> Iterator[BetterBand]:
        """Yield steps towards better bands, each with the band in which it really ends.

        People and tasks are whole: one more of three may pass over the very band that it was to reach, and may meet
        an exception. So each step is tried by the rules, and what they then say is what is promised.
        """
        quantity = self.scope.fact(bands.of)
        now = self.measured(bands.of)
        if quantity is None or now.value is None:
            return
        counted = share[0] if (share := self.framework.share(bands.of)) else bands.of
        start = now.value if now.top is None else now.top
        for level in bands.levels:
            if level.points <= award:
                continue
            interval = quantity.interval(level)
            if now.top is None or now.bottom is None:
                amount = _distance(now.value, interval)
            else:
                amount = _people_to(now.top, now.bottom, quantity.scale, interval)
            reached = self._reached(criterion, bands, _key(self.framework, counted), start + amount)
            if reached is None or reached.points <= award:
                continue
            if amount and self._may_be(counted, start + amount):
                yield BetterBand(bands.of, reached, counted, amount)

    def _may_be(self, name: str, value: int) -> bool:
        """Tell whether a record may say so much of a fact: nobody speaks who is not there."""
        pairs = self.framework.shape.at_most
        wholes = (_value(self.framework, self.known, whole) for part, whole in pairs if part == name)
        return value >= 0 and all(whole is None or value <= whole for whole in wholes)

    def _reached(self, criterion: Criterion, bands: Bands, key: Key, value: int) -> Level | None:
        """Return the band in which a criterion lies once one fact has another value; None where none decides."""
        scored = scoring_key(criterion)
        part = Slice(self.program, [scored], lambda fact: fact == key)
        given = {fact: found.value for fact, found in self.known.items() if fact in self.program.inputs}
        try:
            facts = part.run({**given, key: value})
        except Disagreement:
            return None
        fired = [origin for origin in _fired(self.program, scored, facts) if scored in facts]
        return bands.levels[fired[0].place] if fired and fired[0].way == "bands" else None


def _fired(program: Program, then: Key, facts: Mapping[Key, int]) -> Iterator[Origin]:
    """Yield the places of the framework whose rules conclude a fact, each once, in its order."""
    found = (rule.origin for rule in program.rules if rule.then == then and all_hold(rule.when, facts))
    yield from dict.fromkeys(found)


def _inside(value: int, interval: tuple[int | None, int | None]) -> bool:
    low, high = interval
    return (low is None or value >= low) and (high is None or value <= high)


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
