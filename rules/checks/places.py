"""Where the parts of a framework stand in its file, for whoever says something of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chamdiem.rules.language import conditions as kinds
from chamdiem.rules.records.faults import Fault, Path
from chamdiem.rules.records.scalars import among, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from chamdiem.rules.language.conditions import Condition
    from chamdiem.rules.language.criteria import Criterion, Group
    from chamdiem.rules.language.framework import Framework
    from chamdiem.rules.language.ways import Scorable

OF_CRITERIA = frozenset({"groups", "outside"})
"""The keys of a framework under which criteria stand."""


def criteria_with_paths(framework: Framework) -> Iterator[tuple[Path, Criterion]]:
    """Yield every criterion with its place in the file."""
    for path, group in groups_with_paths(framework):
        for number, criterion in enumerate(group.criteria):
            yield (*path, "criteria", number), criterion
    for number, criterion in enumerate(framework.outside):
        yield ("outside", number), criterion


def groups_with_paths(framework: Framework) -> Iterator[tuple[Path, Group]]:
    """Yield the groups of every floor with their places in the file, outer ones before those in them."""
    return _floors((), framework.groups)


def _floors(path: Path, groups: Sequence[Group]) -> Iterator[tuple[Path, Group]]:
    for number, group in enumerate(groups):
        place = (*path, "groups", number)
        yield place, group
        yield from _floors(place, group.groups)


def scorables_with_paths(framework: Framework) -> Iterator[tuple[Path, Criterion, Scorable]]:
    """Yield every criterion and every part of one, with its place in the file and the criterion."""
    for path, criterion in criteria_with_paths(framework):
        yield from (((*path, *at), criterion, scored) for at, scored in criterion.scorables)


def conditions(framework: Framework) -> Iterator[tuple[Path, Condition]]:
    """Yield every condition of a framework with its place, combined ones before their parts."""
    for path, condition in top_conditions(framework):
        yield from _with_parts(path, condition)


def _with_parts(path: Path, condition: Condition) -> Iterator[tuple[Path, Condition]]:
    yield path, condition
    kind = condition.kind
    match kind:
        case kinds.AllOf(parts) | kinds.AnyOf(parts):
            for number, part in enumerate(parts):
                yield from _with_parts((*path, kind.key, number), part)
        case kinds.Not(inner):
            yield from _with_parts((*path, "not"), inner)
        case _:
            return


def top_conditions(framework: Framework) -> Iterator[tuple[Path, Condition]]:
    """Yield the outermost conditions of a framework with their places."""
    for name, measure in framework.measures.items():
        yield from ((("measures", name, *place), condition) for place, condition in measure.conditions_placed)
    for name, fact in framework.history.items():
        yield from ((("history", name, *place), condition) for place, condition in fact.conditions)
    for path, criterion in criteria_with_paths(framework):
        # its way of scoring before what not applying depends on
        found = sorted(criterion.conditions, key=lambda item: item[0][0] == "not_applicable")
        yield from (((*path, *rest), condition) for rest, condition in found)
    for number, rating in enumerate(framework.ratings):
        for gate_number, gate in enumerate(rating.requires):
            yield ("ratings", number, "requires", gate_number, "when"), gate.when
    for key in ("caps", "findings"):
        for number, item in enumerate(getattr(framework, key)):
            yield (key, number, "when"), item.when


def unknown_name(path: Path, name: str, known: Iterable[str]) -> Fault:
    """Return the fault of a name that is none of the known ones, which it lists."""
    return Fault("framework.unknown_name", path, {"name": shown(name)} | among(name, known))
