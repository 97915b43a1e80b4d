"""What is wrong with a regulation beyond arithmetic: one fact rewarded twice, one boundary written in two ways."""

from __future__ import annotations

from collections import defaultdict
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import TYPE_CHECKING, NamedTuple, assert_never

from chamdiem.rules.analysis.lint.defects import Defect, defect_at
from chamdiem.rules.checks.places import conditions, criteria_with_paths, scorables_with_paths
from chamdiem.rules.compile.scope import Scope
from chamdiem.rules.compile.totals import is_rescaled
from chamdiem.rules.language import tallies, ways
from chamdiem.rules.language.conditions import Comparison, FactTest
from chamdiem.rules.language.measures import DaysBetween

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from chamdiem.rules.language.criteria import Criterion
    from chamdiem.rules.language.framework import Framework
    from chamdiem.rules.language.ways import Scorable
    from chamdiem.rules.records.faults import Path


def regulation_defects(framework: Framework, history: Sequence[str]) -> Iterator[Defect]:
    """Yield what one framework shows without any record; `history` names fields that one meeting cannot tell."""
    yield from _bonuses(framework)
    yield from _quotas(framework)
    yield from _rewarded_twice(framework)
    yield from _needs_history(framework, history)
    yield from _two_boundaries(framework)
    yield from _two_denominators(framework)


def _bonuses(framework: Framework) -> Iterator[Defect]:
    for path, criterion in criteria_with_paths(framework):
        if criterion.bonus == "inside":
            yield defect_at("bonus-inside", (*path, "bonus"), criterion.id)
        if not criterion.is_outside or not criterion.maximum:
            continue
        points = criterion.maximum
        if _is_taken(criterion):  # everybody begins with a bonus and is only ever deprived of it
            yield defect_at("deduction-as-bonus", (*path, criterion.scoring), criterion.id, points=points)
        if is_rescaled(framework):
            yield defect_at("bonus-rescaled", (*path, "maximum"), criterion.id, points=points)


def _is_taken(scored: Scorable) -> bool:
    """Tell whether all points that there are to have are there from the start, and are taken off."""
    if isinstance(scored.way, ways.Parts):
        return all(_is_taken(part) for part in scored.way.each if part.maximum)
    return isinstance(scored.way, tallies.Deductions)


def _quotas(framework: Framework) -> Iterator[Defect]:
    titles = {rating.id: rating.title for rating in framework.ratings}
    for number, quota in enumerate(framework.quotas):
        left = [titles[rating] for rating in quota.share if rating not in (quota.among or titles)]
        if left:
            yield defect_at("quota-among", ("quotas", number, "among"), quota.id, title=", ".join(left))


# --- one fact, several criteria ---


def rewarded(criterion: Criterion) -> set[str]:
    """Return the names of the facts whose value gives a criterion its points."""
    return {name for _, scored in criterion.scorables for name in _rewarded_by(scored)}


def _rewarded_by(scored: Scorable) -> tuple[str, ...]:
    """Return the names of the facts whose value gives points by the own way of scoring of a criterion or a part."""
    way = scored.way
    match way:
        case ways.Bands() | ways.Proportional() | ways.Lines() | tallies.Additions():
            return scored.numbers[:1] if isinstance(way, ways.Proportional) else scored.numbers
        case ways.Requirement(condition):
            return condition.facts
        case ways.Checklist(parts):
            return tuple(name for part in parts if part.holds for name in part.holds.facts)
        case ways.YesNoQuestion() | ways.PointsQuestion() | ways.NamedLevels() | tallies.Deductions() | ways.Parts():
            return ()
        case _:
            assert_never(way)


def _rewarded_twice(framework: Framework) -> Iterator[Defect]:
    places: dict[str, list[tuple[Path, Criterion]]] = defaultdict(list)
    for path, criterion in criteria_with_paths(framework):
        for name in {_event(framework, name) for name in rewarded(criterion)}:
            places[name].append((path, criterion))
    for name, found in places.items():
        if len(found) > 1:
            path, first = found[0]
            others = ", ".join(criterion.id for _, criterion in found[1:])
            place = (*path, first.scoring)
            yield defect_at("fact-rewarded-twice", place, first.id, name=name, ids=others, variant="fact")


def _event(framework: Framework, name: str) -> str:
    """Return what a number of days counts from or to, beside the meeting itself; other facts are what they are."""
    days = framework.measures[name].operation if name in framework.measures else None
    other = [field for field in days.names if field != framework.shape.day] if isinstance(days, DaysBetween) else []
    return other[0] if other else name


def _needs_history(framework: Framework, history: Sequence[str]) -> Iterator[Defect]:
    for path, criterion in criteria_with_paths(framework):
        for name in sorted(rewarded(criterion)):
            known = [
                field for field in fields_of(framework, name) if field in history and field not in framework.history
            ]
            if known:
                yield defect_at("needs-history", (*path, criterion.scoring), criterion.id, name=known[0])


def fields_of(framework: Framework, name: str) -> set[str]:
    """Return the fields of the record that a fact is made of."""
    measure = framework.measures.get(name)
    if measure is None:
        return {name}
    tested = [name for condition in measure.conditions for name in condition.facts]
    return {field for part in (*measure.operation.names, *tested) for field in fields_of(framework, part)}


# --- boundaries ---


class Boundary(NamedTuple):
    """A threshold of a fact: whether the threshold itself belongs to what lies above it, and where it stands."""

    name: str
    threshold: Decimal
    from_: bool
    path: Path
    context: Path


_HEAD = {"measures": 2, "ratings": 4, "caps": 2, "outside": 2}
"""How much of a place tells two parts of a framework apart: a measure, a gate, a cap, a criterion of no group."""


def _part_of(path: Path) -> Path:
    """Return the place of the part of a framework in which a place lies; a criterion lies on any floor of groups."""
    if path[0] == "groups":
        return path[: path.index("criteria") + 2]
    return path[: _HEAD[str(path[0])]]


def boundaries(framework: Framework) -> Iterator[Boundary]:
    """Yield every threshold that points and ratings depend on; cross-checks decide nothing and are left out."""
    for path, condition in conditions(framework):
        match condition.kind:
            case FactTest(name, Comparison() as ends) if path[0] in {"groups", *_HEAD}:
                yield from _ends(name, ends, path)
    for path, _, scored in scorables_with_paths(framework):
        for at, bands in scored.tables:
            for number, level in enumerate(bands.levels):
                yield from _ends(bands.of, level, (*path, *at, "levels", number))


def _ends(name: str, ends: Comparison, path: Path) -> Iterator[Boundary]:
    for key, from_ in (("at_least", True), ("below", True), ("above", False), ("at_most", False)):
        threshold = getattr(ends, key)
        if threshold is not None:
            yield Boundary(name, threshold, from_, (*path, key), _part_of(path))


def _two_boundaries(framework: Framework) -> Iterator[Defect]:
    seen: dict[tuple[str, Decimal], Boundary] = {}
    told: set[tuple[str, Decimal]] = set()
    for boundary in boundaries(framework):
        key = (boundary.name, boundary.threshold)
        first = seen.setdefault(key, boundary)
        if first.from_ != boundary.from_ and first.context != boundary.context and key not in told:
            told.add(key)
            said = {"name": boundary.name, "threshold": f"{boundary.threshold:f}"}
            variant = "above_later" if first.from_ else "from_later"
            yield defect_at("two-boundaries", boundary.path, boundary.name, variant=variant, **said)


# --- denominators ---

Definition = tuple[object, ...]


def definition(framework: Framework, name: str) -> Definition:
    """Return what a fact is made of, whatever the measures on the way are called."""
    measure = framework.measures.get(name)
    if measure is None:
        return (name,)
    made = measure.operation
    parts = (definition(framework, each.name) if each.name else (each.kind,) for each in made.operands)
    factors = tuple(each.times for each in made.operands)
    own = (measure.conditions, measure.limit, measure.when_empty, factors)
    return (made.key, *own, *parts)


def shares(framework: Framework) -> Iterator[tuple[str, Definition, Definition]]:
    """Yield every percentage: its name, and what stands above and below the line."""
    for name, measure in framework.measures.items():
        if measure.share is not None:
            top, bottom = (definition(framework, part) for part in measure.share)
            yield name, top, bottom


def _two_denominators(framework: Framework) -> Iterator[Defect]:
    seen: dict[Definition, tuple[str, Definition]] = {}
    for name, top, bottom in shares(framework):
        first, below = seen.setdefault(top, (name, bottom))
        if below != bottom:
            yield defect_at("two-denominators", ("measures", name, "percent", 1), name, name=name, other=first)


# --- between files ---


def differences(first: Framework, second: Framework) -> Iterator[Defect]:
    """Yield where the second of two frameworks counts, or draws the line, otherwise than the first."""
    known = {top: bottom for _, top, bottom in shares(first)}
    for name, top, bottom in shares(second):
        if known.get(top, bottom) != bottom:
            path: Path = ("measures", name, "percent", 1)
            yield defect_at("denominator-differs", path, name, name=name, file=first.framework)
    lines, others = _lines(first), _lines(second)
    for name, own in others.items():
        if name in lines and lines[name] != own:
            place = next(boundary.path for boundary in boundaries(second) if boundary.name == name)
            said = {"file": first.framework, "first": _said(lines[name]), "second": _said(own)}
            yield defect_at("boundary-differs", place, name, name=name, **said)


def _lines(framework: Framework) -> dict[str, set[tuple[Decimal, bool]]]:
    """Return the boundaries of every fact; of whole numbers, above 2 is from 3 on."""
    scope = Scope(framework)
    found: dict[str, set[tuple[Decimal, bool]]] = defaultdict(set)
    for name, threshold, from_, *_ in boundaries(framework):
        quantity = scope.fact(name)
        if quantity is not None and quantity.role == "count":
            first = threshold.to_integral_value(ROUND_CEILING if from_ else ROUND_FLOOR)
            found[name].add((first if from_ else first + 1, True))
        else:
            found[name].add((threshold, from_))
    return found


def _said(lines: Iterable[tuple[Decimal, bool]]) -> str:
    return ", ".join(f"{'≥' if from_ else '>'} {threshold:f}" for threshold, from_ in sorted(lines))
