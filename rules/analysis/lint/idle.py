"""What in a way of scoring changes nothing: limits that are never reached, parts that never count, more than all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chamdiem.rules.analysis.lint.defects import defect_at
from chamdiem.rules.compile.conditions import Draft
from chamdiem.rules.compile.places import scorables_with_paths
from chamdiem.rules.compile.scored import joined_reach, reach
from chamdiem.rules.language import tallies, ways

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chamdiem.rules.analysis.lint.defects import Defect
    from chamdiem.rules.language.faults import Path
    from chamdiem.rules.language.framework import Framework
    from chamdiem.rules.language.ways import Scorable


def idle_defects(framework: Framework) -> Iterator[Defect]:
    """Yield the limits of lists and parts that are never reached, and the parts that never change the points."""
    for path, criterion, scored in scorables_with_paths(framework):
        match scored.way:
            case tallies.Additions() | tallies.Deductions() as tally:
                yield from _limits(framework, path, criterion.id, scored, tally)
            case ways.Parts() as parts:
                yield from _parts(framework, path, scored, parts)
            case ways.Proportional() as way if _may_pass(framework, way):
                place = (*path, "proportional", "of")
                yield defect_at("proportion-above-maximum", place, criterion.id, name=way.of)
            case _:
                continue


def _may_pass(framework: Framework, way: ways.Proportional) -> bool:
    """Tell whether a number may be more than the one that earns all points, as far as its declared ends tell."""
    if way.whole is None:
        return (way.of, way.out_of.name) not in framework.shape.at_most
    ends = Draft(framework).numbers.fact(way.of).ends({})
    return ends is not None and (ends.most is None or ends.most > way.whole)


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
