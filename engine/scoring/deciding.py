"""What decided each criterion of a scoring, and each part of one.

Two bands may be worth the same, and a criterion may be worth nothing either way, so points do not tell what decided:
the rule that fired does.
"""

from __future__ import annotations

from fractions import Fraction as Rational
from typing import TYPE_CHECKING, assert_never

from chamdiem.engine.scoring import reasons
from chamdiem.rules.compile.exact import Exact
from chamdiem.rules.compile.keys import answer_key, chosen_key, part_key, tally_key
from chamdiem.rules.compile.measures import Measured
from chamdiem.rules.compile.program import Key, Rule, all_hold
from chamdiem.rules.compile.scored import each_part, the_table
from chamdiem.rules.language import tallies, ways

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from chamdiem.engine.scoring.evaluation import CriterionScore, Scoring
    from chamdiem.engine.scoring.reasons import Decided, Settled
    from chamdiem.rules.compile.program import Origin
    from chamdiem.rules.compile.scope import Quantity, Scope
    from chamdiem.rules.compile.scored import ScoredThing
    from chamdiem.rules.language.tallies import Additions, Deductions
    from chamdiem.rules.language.ways import Bands, Level, ScoredPart


class Deciding:
    """Finds what decided the criteria of one scoring."""

    def __init__(self, scope: Scope, scoring: Scoring) -> None:
        self.scope, self.framework = scope, scope.framework
        self.known = scoring.conclusions
        self.facts = scoring.facts
        self.program = scoring.program

    def measured(self, name: str) -> Measured:
        """Return a field or measure as it is known."""
        key, quantity, counts, has_empty = self.scope.named(name)
        known = self.facts.get
        top, bottom = (None, None) if counts is None else (known(counts[0]), known(counts[1]))
        if bottom == 0 and has_empty:
            top = bottom = None  # what the regulation says itself is a share of nothing
        least, most, marked = known(quantity.least), known(quantity.most), quantity.is_marked
        return Measured(name=name, value=known(key), least=least, most=most, is_marked=marked, top=top, bottom=bottom)

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
            case _ if score.idle and not isinstance(score.criterion.way, ways.Parts):
                return reasons.Standing(score.idle)
            case _:
                return self.settled(self.scope.wholes[score.criterion.id])

    def settled(self, scored: ScoredThing) -> Settled:  # noqa: C901, PLR0911 - one for each way of scoring
        """Return what decided a criterion that has points, or a part of one."""
        way = scored.way
        match way:
            case ways.Bands():
                return self._by_bands(scored, way)
            case ways.Requirement(condition):
                met = bool(self._met(scored.points))
                return reasons.ByCondition(condition, met, tuple(map(self.measured, condition.facts)))
            case ways.Checklist(parts):
                found = ((part, self._met(part_key(scored.subject, part.id))) for part in parts)
                return reasons.ByParts(tuple(found))
            case ways.Proportional():
                return self._by_proportion(scored, way)
            case tallies.Additions():
                added = self._tallied(scored, way)
                return reasons.ByAdditions(added, _held(added, self.facts[scored.points]))
            case tallies.Deductions():
                taken = self._tallied(scored, way)
                return reasons.ByDeductions(taken, _held(taken, scored.maximum - self.facts[scored.points]))
            case ways.Lines():
                return self._by_line(scored, way)
            case ways.Parts():
                return self._by_scored_parts(scored, way)
            case ways.NamedLevels(levels):
                return reasons.ByLevel(levels[self._answer(scored)])
            case ways.PointsQuestion():
                return reasons.ByPoints(self._answer(scored))
            case ways.YesNoQuestion():
                return reasons.ByAnswer(self._answer(scored) == 1)
            case _:
                assert_never(way)

    def _answer(self, scored: ScoredThing) -> int:
        return self.facts[answer_key(scored.subject)]

    def _met(self, key: Key) -> bool | None:
        """Tell whether the rule that concluded a fact says that something is met; None where none concluded it."""
        found = self.known.get(key)
        return found.by.origin.met if found is not None and isinstance(found.by, Rule) else None

    def _by_proportion(self, scored: ScoredThing, way: ways.Proportional) -> reasons.ByProportion:
        made = self.program.by.get(scored.least)  # of what is one person's own, nothing says how it was made
        ends = made.number.ends(self.facts) if isinstance(made, Exact) else None
        points = self.facts[scored.points]
        exact = Rational(points) if ends is None or ends.least is None else ends.least
        whole = None if way.out_of.name is None else self.measured(way.out_of.name)
        return reasons.ByProportion(self.measured(way.of), way.whole, whole, scored.maximum, exact, points)

    def _tallied(self, scored: ScoredThing, tally: Additions | Deductions) -> tuple[reasons.Tallied, ...]:
        return tuple(
            reasons.Tallied(
                each,
                self._counted(self.scope.counted(scored.subject, each)),
                self.measured(each.of) if each.of else None,
                self.facts[tally_key(tally.item, scored.subject, each.id)],
            )
            for each in tally.each
        )

    def _counted(self, quantity: Quantity) -> int | None:
        """Return a whole number that is counted; None where it is not whole, or not known."""
        return self.facts.get(quantity.least) if quantity.role == "count" else None

    def _by_line(self, scored: ScoredThing, lines: ways.Lines) -> reasons.ByLine:
        number = self.facts[chosen_key(scored.subject)]
        gives = lines.lines[number].gives
        inner = self._by_bands(the_table(scored, number, gives), gives) if isinstance(gives, ways.Bands) else None
        return reasons.ByLine(lines.lines[number], number, self.facts[scored.points], inner)

    def _by_scored_parts(self, scored: ScoredThing, parts: ways.Parts) -> reasons.ByScoredParts:
        each = each_part(self.framework, scored, parts)
        found = tuple(self._part_points(part, one) for part, one in zip(parts.each, each, strict=True))
        points = self.facts.get(scored.points, self.facts[scored.least])
        return reasons.ByScoredParts(parts.take, found, points)

    def _part_points(self, part: ScoredPart, scored: ScoredThing) -> reasons.PartPoints:
        points = self.facts.get(scored.points)
        if points is None:
            least, most = self.facts[scored.least], self.facts[scored.most]
            return reasons.PartPoints(part, least if least == most else None, None)
        return reasons.PartPoints(part, points, self.settled(scored))

    def _by_bands(self, scored: ScoredThing, bands: Bands) -> reasons.ByBand | reasons.ByException:
        fired = self.fired(scored.points, self.facts)
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
        fitting = [each for each in bands.levels if known is not None and not distance(known, quantity.interval(each))]
        return fitting[0] if len(fitting) == 1 else None


def distance(value: int, interval: tuple[int | None, int | None]) -> int:
    """Return what must be added to a value (negative: taken off) to reach an interval."""
    low, high = interval
    if low is not None and value < low:
        return low - value
    return high - value if high is not None and value > high else 0


def _held(tallied: Iterable[reasons.Tallied], moved: int) -> int | None:
    """Return what was added or taken off in all, where that is less than the items add up to."""
    return moved if moved < sum(each.points for each in tallied) else None
