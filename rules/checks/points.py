"""What the shape of a criterion cannot say of its points: they fit its step, its ends, and add up."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from chamdiem.rules.checks.places import criteria_with_paths
from chamdiem.rules.checks.scales import sum_details
from chamdiem.rules.compile.scope import questions
from chamdiem.rules.compile.scored import joined_reach
from chamdiem.rules.language import tallies, ways
from chamdiem.rules.language.criteria import Criterion
from chamdiem.rules.records.faults import Fault
from chamdiem.rules.records.scalars import points_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chamdiem.rules.compile.scope import Scope
    from chamdiem.rules.language.framework import Framework
    from chamdiem.rules.language.ways import Scorable
    from chamdiem.rules.records.faults import Path


def check_points(framework: Framework, path: Path, scored: Scorable) -> Iterator[Fault]:
    """Yield what is wrong with the points of a criterion or of a part of one."""
    if isinstance(scored, Criterion) and not scored.scored:
        yield from _check_unscored(path, scored)
    elif framework.points is None:
        yield from _check_unpointed(path, scored)
    elif scored.maximum is None:
        yield Fault("shape.missing", path, {"name": "maximum"})
    else:
        yield from _PointsCheck(framework, path, scored, scored.maximum, framework.points.step).faults()


def check_layers(framework: Framework, _scope: Scope) -> Iterator[Fault]:
    """Yield layers that are named twice, and those of a criterion that asks nobody."""
    for path, criterion in criteria_with_paths(framework):
        for number, layer in enumerate(criterion.layers):
            if layer in criterion.layers[:number]:
                yield Fault("framework.repeated_id", (*path, "layers", number), {"id": layer})
        if criterion.layers and not questions(criterion):
            yield Fault("framework.layers_unasked", (*path, "layers"))


def _check_unscored(path: Path, criterion: Criterion) -> Iterator[Fault]:
    """A criterion that is only asked gives no points, and what it asks is told by a word."""
    for key in criterion.model_fields_set & {"maximum", "minimum", "bonus"}:
        yield Fault("framework.unscored_key", (*path, key), {"name": key})
    for place, item in criterion.items:
        if "points" in item.model_fields_set:
            yield Fault("framework.unscored_key", (*path, *place, "points"), {"name": "points"})
    for number, rule in enumerate(criterion.not_applicable):
        if rule.then != "excluded":
            yield Fault("framework.unscored_treatment", (*path, "not_applicable", number, "then"))
    match criterion.way:
        case ways.YesNoQuestion() | ways.NamedLevels() | ways.Checklist():
            return
        case ways.Bands() | ways.Requirement() | ways.PointsQuestion() | ways.Lines() | ways.Parts():
            yield Fault("framework.unscored_way", (*path, criterion.scoring))
        case tallies.Additions() | tallies.Deductions() | ways.Proportional():
            yield Fault("framework.unscored_way", (*path, criterion.scoring))
        case way:
            assert_never(way)


def _check_unpointed(path: Path, scored: Scorable) -> Iterator[Fault]:
    for key in scored.given(("maximum", "minimum")):
        yield Fault("framework.no_points", (*path, key))
    match scored.way:
        case ways.Requirement() | ways.YesNoQuestion():
            return
        case ways.Bands() | ways.PointsQuestion() | ways.NamedLevels() | ways.Checklist() | ways.Lines():
            yield Fault("framework.no_points", (*path, scored.scoring))
        case ways.Proportional():
            yield Fault("framework.no_points", (*path, scored.scoring))
        case tallies.Additions() | tallies.Deductions() | ways.Parts():
            yield Fault("framework.no_points", (*path, scored.scoring))
        case way:
            assert_never(way)


class _PointsCheck:
    def __init__(self, framework: Framework, path: Path, scored: Scorable, maximum: int, step: int) -> None:
        self.framework, self.path, self.scored = framework, path, scored
        self.minimum, self.maximum, self.step = framework.minimum_of(scored), maximum, step

    def faults(self) -> Iterator[Fault]:
        yield from self._amount(("maximum",), self.maximum)
        yield from self._amount(("minimum",), self.minimum)
        for at, item in self.scored.items:
            yield from self._item(at, item)
        way = self.scored.way
        match way:
            case tallies.Additions(at_most=int(points)) | tallies.Deductions(at_most=int(points)):
                yield from self._span((way.key, "at_most"), points)
            case ways.Checklist(parts) if (whole := sum(part.points for part in parts)) != self.maximum:
                yield Fault("framework.sum", (*self.path, "maximum"), sum_details(whole, whole, self.maximum))
            case ways.Parts():
                yield from self._parts(way)
            case ways.Bands() | ways.Proportional() | ways.NamedLevels() | ways.Lines() | ways.Checklist():
                return
            case tallies.Additions() | tallies.Deductions():
                return
            case ways.Requirement() | ways.YesNoQuestion() | ways.PointsQuestion():
                return
            case _:
                assert_never(way)

    def _item(self, at: Path, item: ways.Item) -> Iterator[Fault]:
        if isinstance(item, ways.NamedLevel | ways.Part) and "points" not in item.model_fields_set:
            yield Fault("shape.missing", (*self.path, *at), {"name": "points"})
        elif isinstance(item, tallies.TallyItem):
            yield from self._span((*at, "points"), item.points)
        elif item.points is not None:
            yield from self._amount((*at, "points"), item.points)

    def _parts(self, parts: ways.Parts) -> Iterator[Fault]:
        if any(part.maximum is None for part in parts.each):
            return  # that is a fault of its own
        if parts.take == "sum":
            low, high = joined_reach(self.framework, parts)
            if not parts.capped and (low < self.minimum or high > self.maximum):
                ends = {"minimum": points_text(self.minimum), "maximum": points_text(self.maximum)}
                details = {"least": points_text(low), "most": points_text(high), **ends}
                yield Fault("framework.sum_passes", (*self.path, "parts"), details)
            return
        if parts.capped:
            yield Fault("framework.capped_unused", (*self.path, "parts", "capped"))
        for number, part in enumerate(parts.each):
            for key, points in (("maximum", part.maximum), ("minimum", part.minimum)):
                if points is not None:
                    yield from self._ends(("parts", "each", number, key), points)

    def _amount(self, at: Path, points: int) -> Iterator[Fault]:
        """Check points that are given: between the ends, and on the step."""
        yield from self._ends(at, points)
        yield from self._on_step(at, points)

    def _span(self, at: Path, points: int) -> Iterator[Fault]:
        """Check points that are added (from 0) or taken off (from the maximum): no more than there are, on the step."""
        most = self.maximum if isinstance(self.scored.way, tallies.Additions) else self.maximum - self.minimum
        if points > most:
            code = "above_maximum" if most == self.maximum else "above_span"
            yield self._fault(f"framework.points_{code}" if most else "framework.nothing_to_take", at, points)
        yield from self._on_step(at, points)

    def _ends(self, at: Path, points: int) -> Iterator[Fault]:
        if points > self.maximum:
            yield self._fault("framework.points_above_maximum", at, points)
        if points < self.minimum:
            yield self._fault("framework.points_below_minimum", at, points)

    def _on_step(self, at: Path, points: int) -> Iterator[Fault]:
        if points % self.step:
            yield self._fault("framework.points_off_step", at, points)

    def _fault(self, code: str, at: Path, points: int) -> Fault:
        ends = {"minimum": points_text(self.minimum), "maximum": points_text(self.maximum)}
        return Fault(code, (*self.path, *at), {"points": points_text(points), "step": points_text(self.step), **ends})
