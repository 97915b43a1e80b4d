"""What decided each criterion of a scoring: the rule that fired, not the points that it gave.

Two bands may be worth the same, and a criterion may be worth nothing either way, so points do not tell what decided.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from chamdiem.engine.scoring.reasons import (
    ByAnswer,
    ByBand,
    ByCondition,
    ByDeductions,
    ByException,
    ByLevel,
    ByParts,
    ByPoints,
    CannotBeMade,
    Missing,
    NoBand,
    NotApplying,
    PartFound,
    Taken,
)
from chamdiem.rules.compile.keys import deduction_key, part_key
from chamdiem.rules.compile.measures import Measured
from chamdiem.rules.compile.program import Key, Rule, all_hold
from chamdiem.rules.compile.scope import Scope, scoring_key
from chamdiem.rules.language import ways

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from chamdiem.engine.scoring.evaluation import CriterionScore, Scoring
    from chamdiem.engine.scoring.reasons import Decided
    from chamdiem.rules.compile.program import Origin
    from chamdiem.rules.language.criteria import Criterion
    from chamdiem.rules.language.framework import Framework
    from chamdiem.rules.language.ways import Bands, Deduction, Deductions, Level, Part


def measured(framework: Framework, facts: Mapping[Key, int], name: str) -> Measured:
    """Return a field or measure as it is known."""
    value, share = facts.get(key_of(framework, name)), framework.share(name)
    if share is None:
        return Measured(name=name, value=value)
    top, bottom = (key_of(framework, operand) for operand in share)
    return Measured(name=name, value=value, top=facts.get(top), bottom=facts.get(bottom))


def undefined_shares(
    framework: Framework, facts: Mapping[Key, int], needs: Iterable[Key]
) -> tuple[tuple[Measured, Measured], ...]:
    """Return those of some facts that are shares of nothing, each with what it would be a share of.

    Measures that only use such a share are left out: naming them would not say what is to be mended.
    """
    shares = (measured(framework, facts, key.subject) for key in needs if key.kind == "measure")
    return tuple(
        (share, measured(framework, facts, counted[1]))
        for share in shares
        if share.cannot_be_made and (counted := framework.share(share.name))
    )


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
        return measured(self.framework, self.facts, name)

    def decided(self, score: CriterionScore) -> Decided:
        """Return what decided a criterion, or why nothing has."""
        match score.status:
            case "not_applicable" if score.rule is not None:
                return NotApplying(score.rule, self.framework.maximum_of(score.criterion))
            case "missing":
                return Missing(score.missing)
            case "undefined":
                return CannotBeMade(undefined_shares(self.framework, self.facts, score.undefined))
            case "unmatched":
                return NoBand()
            case _:
                return self._scored(score.criterion)

    def _scored(self, criterion: Criterion) -> Decided:  # noqa: PLR0911 - one for each way of scoring
        """Return what decided a criterion that has points."""
        way = criterion.way
        match way:
            case ways.Bands():
                return self._by_bands(criterion, way)
            case ways.Requirement(condition):
                origin = self._origin(scoring_key(criterion))
                return ByCondition(condition, bool(origin and origin.met), tuple(map(self.measured, condition.facts)))
            case ways.Checklist(parts):
                return ByParts(tuple(PartFound(part, self._is_met(criterion, part)) for part in parts))
            case ways.Deductions():
                return self._by_deductions(criterion, way)
            case ways.NamedLevels(levels):
                return ByLevel(levels[self._answer(criterion)])
            case ways.PointsQuestion():
                return ByPoints(self._answer(criterion))
            case ways.YesNoQuestion():
                return ByAnswer(self._answer(criterion) == 1)
            case _:
                assert_never(way)

    def _answer(self, criterion: Criterion) -> int:
        return self.facts[Key("answer", criterion.id)]

    def _origin(self, key: Key) -> Origin | None:
        found = self.known.get(key)
        return found.by.origin if found is not None and isinstance(found.by, Rule) else None

    def _is_met(self, criterion: Criterion, part: Part) -> bool | None:
        origin = self._origin(part_key(criterion.id, part.id))
        return origin.met if origin else None

    def _by_deductions(self, criterion: Criterion, deductions: Deductions) -> ByDeductions:
        taken = tuple(self._taken(criterion, each) for each in deductions.each)
        off = self.framework.maximum_of(criterion) - self.known[scoring_key(criterion)].value
        return ByDeductions(taken, off if off < sum(each.points for each in taken) else None)

    def _taken(self, criterion: Criterion, each: Deduction) -> Taken:
        taken = self.known[deduction_key(criterion.id, each.id)]
        return Taken(each, self.known[taken.uses[0]].value, taken.value)

    def _by_bands(self, criterion: Criterion, bands: Bands) -> ByBand | ByException:
        fired = self.fired(scoring_key(criterion), self.facts)
        held = tuple(bands.unless[origin.place] for origin in fired if origin.way == "unless")
        if not held:
            return ByBand(self.measured(bands.of), bands.levels[fired[0].place])
        points = held[0].points
        ordinary = self.ordinary(bands)
        rest = [level.points for level in bands.levels] if ordinary is None else [ordinary.points]
        return ByException(held, min(rest) >= points and max(rest) > points)

    def fired(self, then: Key, facts: Mapping[Key, int]) -> tuple[Origin, ...]:
        """Return the places of the framework whose rules conclude a fact, each once, in its order."""
        by = self.program.by[then]
        origins = (rule.origin for rule in by if all_hold(rule.when, facts)) if isinstance(by, tuple) else ()
        return tuple(dict.fromkeys(origins))

    def ordinary(self, bands: Bands) -> Level | None:
        """Return the one band that the measure lies in, exceptions aside."""
        quantity = self.scope.fact(bands.of)
        known = self.facts.get(quantity.least) if quantity else None
        if quantity is None or known is None:
            return None
        fitting = [level for level in bands.levels if _inside(known, quantity.interval(level))]
        return fitting[0] if len(fitting) == 1 else None


def _inside(value: int, interval: tuple[int | None, int | None]) -> bool:
    low, high = interval
    return (low is None or value >= low) and (high is None or value <= high)
