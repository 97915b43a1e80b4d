"""What in a way of scoring changes nothing: limits that are never reached, parts that never count, more than all."""

from __future__ import annotations

from fractions import Fraction as Rational
from typing import TYPE_CHECKING

from chamdiem.rules.analysis.lint.defects import defect_at
from chamdiem.rules.checks.places import OF_CRITERIA, conditions, scorables_with_paths, top_conditions
from chamdiem.rules.compile.conditions import Draft
from chamdiem.rules.compile.expressions import Ends
from chamdiem.rules.compile.scored import joined_reach, reach
from chamdiem.rules.language import tallies, ways
from chamdiem.rules.language.conditions import Comparison, FactTest
from chamdiem.rules.language.measures import Count

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chamdiem.rules.analysis.lint.defects import Defect
    from chamdiem.rules.language.framework import Framework
    from chamdiem.rules.language.ways import Scorable
    from chamdiem.rules.records.faults import Path


def idle_defects(framework: Framework) -> Iterator[Defect]:
    """Yield the limits of lists and parts that are never reached, and the parts that never change the points."""
    for path, criterion, scored in scorables_with_paths(framework):
        match scored.way:
            case tallies.Additions() | tallies.Deductions() as tally:
                yield from _limits(framework, path, criterion.id, scored, tally)
            case ways.Parts() as parts:
                yield from _parts(framework, path, scored, parts)
            case _:
                continue
    yield from _thresholds(framework)


def _thresholds(framework: Framework) -> Iterator[Defect]:
    """Yield the tests of numbers that hold of every record, or of none, by the ends of the number alone.

    A criterion's condition as a whole is proved over all records elsewhere (`condition-constant`).
    """
    whole = {path for path, _ in top_conditions(framework) if path[0] in OF_CRITERIA}
    draft = Draft(framework)
    for path, condition in conditions(framework):
        match condition.kind:
            case FactTest(name, Comparison() as asked) if path not in whole and path[0] != "history":
                variant, end = _decided(asked, _ends(draft, name))
                if variant:
                    said = int(100 * end)
                    yield defect_at("threshold-idle", path, name, variant=variant, name=name, range=asked, points=said)
            case _:
                continue


def _ends(draft: Draft, name: str) -> Ends:
    """Return between which ends a number lies for every record."""
    quantity, measure = draft.scope.known_fact(name), draft.framework.measures.get(name)
    if measure is not None and isinstance(measure.operation, Count):
        counted = measure.operation.of
        return Ends(Rational(0), Rational(len(counted.conditions) or len(draft.scope.members(counted))))
    if quantity.role not in {"count", "percent", "number", "decimal"}:
        return Ends()
    return draft.numbers.fact(name).ends({}) or Ends()


def _decided(asked: Comparison, ends: Ends) -> tuple[str, Rational]:
    """Return whether all numbers between some ends lie in a range, or none does, and the end that tells."""
    least, most = ends
    from_, up_to = (None if end is None else Rational(end) for end in (asked.at_least, asked.at_most))
    above, below = (None if end is None else Rational(end) for end in (asked.above, asked.below))
    if most is not None and ((from_ is not None and most < from_) or (above is not None and most <= above)):
        return "never_so_many", most
    if least is not None and ((up_to is not None and least > up_to) or (below is not None and least >= below)):
        return "never_so_few", least
    open_below = from_ is None and above is None
    open_above = up_to is None and below is None
    is_above = least is not None and ((from_ is not None and least >= from_) or (above is not None and least > above))
    is_below = most is not None and ((up_to is not None and most <= up_to) or (below is not None and most < below))
    if (open_below or is_above) and (open_above or is_below):
        return "always", Rational(0)
    return "", Rational(0)


def _limits(
    framework: Framework, path: Path, own: str, scored: Scorable, tally: tallies.Additions | tallies.Deductions
) -> Iterator[Defect]:
    low, high = reach(framework, scored)
    for number, item in enumerate(tally.each):
        # what all items can move together is less than this one may, or it moves nothing
        if item.at_most is not None and (item.at_most > high - low or not item.points):
            place = (*path, tally.key, "each", number, "at_most")
            yield defect_at("limit-idle", place, own, variant="item", points=item.at_most, words=item.title)
    limits = [0 if not item.points else item.at_most for item in tally.each]
    known = [limit for limit in limits if limit is not None]
    if tally.at_most is not None and len(known) == len(limits) and sum(known) < tally.at_most:
        place = (*path, tally.key, "at_most")
        yield defect_at("limit-idle", place, own, variant="list", points=tally.at_most, others=sum(known))


def _parts(framework: Framework, path: Path, scored: Scorable, parts: ways.Parts) -> Iterator[Defect]:
    low, high = joined_reach(framework, parts)
    ends = framework.minimum_of(scored), framework.maximum_of(scored)
    if parts.capped and ends[0] <= low and high <= ends[1]:
        yield defect_at("limit-idle", (*path, "parts", "capped"), scored.id, variant="capped")
    reaches = [reach(framework, part) for part in parts.each]
    for number, part in enumerate(parts.each):
        others = [*reaches[:number], *reaches[number + 1 :]]
        if _is_idle(parts, reaches[number], others):
            yield defect_at("part-idle", (*path, "parts", "each", number), scored.id, words=part.id)


def _is_idle(parts: ways.Parts, own: tuple[int, int], others: list[tuple[int, int]]) -> bool:
    """Tell whether a part can neither add anything nor be the one that is taken."""
    if parts.take == "sum":
        return own == (0, 0)
    if parts.take == "highest":
        return any(low >= own[1] for low, _ in others)
    return any(high <= own[0] for _, high in others)
