"""What is wrong with measures by themselves: means of unlike things, means that hide a bar, limits never reached."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction as Rational
from typing import TYPE_CHECKING, NamedTuple

from chamdiem.rules.analysis.lint.cells import ValueCell
from chamdiem.rules.analysis.lint.defects import Witness, WitnessScoring, defect_at
from chamdiem.rules.analysis.lint.likeness import unlike
from chamdiem.rules.analysis.lint.linear import Undecided
from chamdiem.rules.checks.places import conditions, scorables_with_paths
from chamdiem.rules.compile.conditions import Draft
from chamdiem.rules.compile.exact import Exact
from chamdiem.rules.compile.expressions import Ends, Held
from chamdiem.rules.compile.interpreter import Slice
from chamdiem.rules.language import measures as operations
from chamdiem.rules.language.conditions import Comparison, FactTest
from chamdiem.rules.language.ways import Proportional

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chamdiem.rules.analysis.lint.defects import Defect
    from chamdiem.rules.analysis.lint.linear import Values
    from chamdiem.rules.analysis.lint.space import Space
    from chamdiem.rules.compile.expressions import Number
    from chamdiem.rules.language.framework import Framework
    from chamdiem.rules.language.measures import Measure
    from chamdiem.rules.language.ways import Bands
    from chamdiem.rules.records.faults import Path

OF_MEASURE = 400_000
"""Steps of work for one measure."""
FAR_BELOW = tuple(Decimal(tenths).scaleb(-1) for tenths in range(10))
FAR_ABOVE = tuple(map(Decimal, ("10", "5", "2", "1.5")))
"""So many times the bar a part may be for it to lie far from it, farthest first."""


def proportion_defects(space: Space) -> Iterator[Defect]:
    """Yield the criteria by proportion whose number may be more than earns all points."""
    for path, criterion, scored in scorables_with_paths(space.framework):
        if isinstance(scored.way, Proportional) and _may_pass(space, scored.way):
            place = (*path, "proportional", "of")
            yield defect_at("proportion-above-maximum", place, criterion.id, name=scored.way.of)


def _may_pass(space: Space, way: Proportional) -> bool:
    """Tell whether some record has more; where that is too large a question, whether the declared ends let it."""
    if way.whole is None:
        return (way.of, way.out_of.name) not in space.framework.shape.at_most
    ends = Draft(space.framework).numbers.fact(way.of).ends({})
    if ends is None or (ends.most is not None and ends.most <= way.whole):
        return False
    key = space.key_of(way.of)
    space.budget.left = OF_MEASURE
    above = ValueCell(*space.quantity(key).interval(Comparison(above=way.whole)))
    try:
        return space.is_of_points(key) or space.solve({key: above}) is not None
    except Undecided:
        return True


def measure_defects(space: Space) -> Iterator[Defect]:
    """Yield the defects of every measure. The defect's `at` is its name."""
    for name, measure in space.framework.measures.items():
        space.budget.left = OF_MEASURE
        try:
            yield from _OfMeasure(space, name, measure).all()
        except Undecided:
            yield defect_at("undecided", ("measures", name), name, variant="measure", name=name)


class AskedEnds(NamedTuple):
    """What is asked of a measure where it is good enough: its range, and where the file says so."""

    ends: Comparison
    path: Path


def bars(framework: Framework, name: str) -> Iterator[AskedEnds]:
    """Yield the bars that gates, criteria and the best bands set to a fact."""
    for path, condition in conditions(framework):
        match condition.kind:
            case FactTest(fact, Comparison() as ends) if fact == name and _asks(path):
                yield AskedEnds(ends, path)
    for path, _, scored in scorables_with_paths(framework):
        for at, bands in scored.tables:
            if bands.of == name:
                best = _best(bands, fewer=framework.fewer_is_better)
                yield AskedEnds(bands.levels[best], (*path, *at, "levels", best))


def _asks(path: Path) -> bool:
    """Tell whether a condition is one that has to hold for a rating, or for points."""
    return "not" not in path and "not_applicable" not in path and path[0] in {"ratings", "groups", "outside"}


def _best(bands: Bands, *, fewer: bool) -> int:
    points = [level.points for level in bands.levels]
    return points.index(min(points) if fewer else max(points))


def tested(framework: Framework) -> frozenset[str]:
    """Return the facts that conditions and criteria look at by themselves, and those among which they take one."""
    names = {name for _, condition in conditions(framework) for name in condition.facts}
    names |= {name for _, _, scored in scorables_with_paths(framework) for name in scored.numbers}
    farthest = (operations.Highest, operations.Lowest)
    taken = (framework.measures[name].operation for name in names if name in framework.measures)
    return frozenset(names.union(*(made.names for made in taken if isinstance(made, farthest))))


class _OfMeasure:
    def __init__(self, space: Space, name: str, measure: Measure) -> None:
        self.space, self.framework = space, space.framework
        self.name, self.measure = name, measure
        self.key = space.key_of(name)

    def all(self) -> Iterator[Defect]:
        unlike = [*self.unlike()]
        yield from unlike
        yield from self.idle_limits()
        yield from self.above_100()
        # of what is not to be added up nobody can say how far a part lies from the bar
        yield from self.hidden_bar() if not unlike else ()

    def unlike(self) -> Iterator[Defect]:
        """Yield that a mean is one of numbers that nobody would add up."""
        made = self.measure.operation
        if isinstance(made, operations.Average):
            found = unlike(self.space.scope, made.operands)
            if found is not None:
                variant, first, second = found
                path: Path = ("measures", self.name, "mean", second)
                one, other = (made.operands[place].called for place in (first, second))
                yield defect_at("mean-unlike", path, self.name, variant=variant, name=self.name, other=one, below=other)

    # --- limits ---

    def idle_limits(self) -> Iterator[Defect]:
        """Yield the ends of a limit that change no record's number."""
        limit, number = self.measure.limit, self._number()
        if limit is None or not isinstance(number, Held):
            return
        ends = number.number.ends({}) or Ends()
        for key, least, end in (("at_least", True, ends.least), ("at_most", False, ends.most)):
            given = getattr(limit, key)
            if given is not None and not self._passes(number.number, end, Rational(given), below=least):
                path: Path = ("measures", self.name, "limit", key)
                threshold = f"{given:f}"
                yield defect_at(
                    "limit-idle", path, self.name, variant=f"measure_{key}", name=self.name, threshold=threshold
                )

    def _passes(self, number: Number, end: Rational | None, given: Rational, *, below: bool) -> bool:
        """Tell whether a number may lie beyond an end; of one that is made of points, whether its own ends let it."""
        if end is not None and (end >= given if below else end <= given):
            return False
        # a life is looked at on one day only, and of points only the ends are known
        if self.space.is_of_points(self.key) or isinstance(self.measure.operation, operations.YearsBetween):
            return True
        return self.space.beyond(number, given, below=below) is not None

    def _number(self) -> Number | None:
        by = self.space.forms.by(self.key)
        return by.number if isinstance(by, Exact) else None

    # --- shares above 100 % ---

    def above_100(self) -> Iterator[Defect]:
        """Yield that a share may be above 100 %, where another measure then makes up for something by it."""
        used = next((name for name, each in self.framework.measures.items() if self._makes_up(each)), None)
        top = self.measure.share[0] if self.measure.share else ""
        declared = self.framework.inputs.get(top)
        held = (self.measure.limit, self.measure.range)
        if (
            used is None
            or not self.measure.share
            or any(ends is not None and ends.at_most is not None for ends in held)
            or (declared is not None and declared.at_most is None)  # of which `input-unbounded` tells
        ):
            return
        above = self.space.quantity(self.key).interval(Comparison(above=Decimal(100)))
        found = self.space.solve({self.key: ValueCell(*above)})
        if found is not None:
            path: Path = ("measures", self.name, "percent", 0)
            yield defect_at(
                "percent-unbounded", path, self.name, self._witness(found, self.name), name=self.name, other=used
            )

    def _makes_up(self, other: Measure) -> bool:
        made = other.operation
        return isinstance(made, operations.Sum | operations.Average) and any(
            operand.name == self.name and operand.times > 0 for operand in made.operands
        )

    # --- means ---

    def hidden_bar(self) -> Iterator[Defect]:
        """Yield that a part may lie far from the bar that is set to the mean of it and others."""
        if not self._is_mean() or self.space.is_of_points(self.key):
            return
        guarded = tested(self.framework)
        names = [name for name in self.measure.operation.names if name not in guarded]
        for ends, path in bars(self.framework, self.name):
            found = next(self._far(ends, names), None)
            if found is not None:
                part, values = found
                shown = self._witness(values, self.name, part)
                yield defect_at("mean-hides-bar", path, self.name, shown, name=self.name, other=part, range=ends)
                return

    def _is_mean(self) -> bool:
        made = self.measure.operation
        if isinstance(made, operations.Average):
            return len(made.operands) > 1
        if not isinstance(made, operations.Sum):
            return False
        weights = [operand.times for operand in made.operands]
        return len(weights) > 1 and sum(weights) == 1 and all(0 < weight < 1 for weight in weights)

    def _far(self, ends: Comparison, names: list[str]) -> Iterator[tuple[str, Values]]:
        """Yield parts that lie far from a bar which the mean passes, the farthest first, with values that show it."""
        low, high = (next((end for end in pair if end is not None), None) for pair in _pairs(ends))
        bar, times = (low, FAR_BELOW) if low is not None else (high, FAR_ABOVE)
        if bar is None or bar <= 0:
            return
        passing = ValueCell(*self.space.quantity(self.key).interval(ends))
        for share in times:
            end = share * bar
            for name in names:
                part = self.space.key_of(name)
                beyond = Comparison(at_most=end) if low is not None else Comparison(at_least=end)
                cell = ValueCell(*self.space.quantity(part).interval(beyond))
                found = self.space.solve({self.key: passing, part: cell})
                if found is not None:
                    yield name, found

    def _witness(self, values: Values, *names: str) -> Witness:
        facts = self.space.completed(values)
        needed = frozenset().union(*(self.space.inputs_of(self.space.key_of(name)) for name in names))
        own = {key: value for key, value in facts.items() if key in needed}
        keys = [self.space.key_of(name) for name in names]
        known = Slice(self.space.program, keys).run(own)
        shown = tuple((key, known[key]) for key in keys)
        return Witness(own, WitnessScoring("numbers", numbers=shown), self.space.layer)


def _pairs(ends: Comparison) -> tuple[tuple[Decimal | None, ...], ...]:
    return (ends.at_least, ends.above), (ends.at_most, ends.below)
