"""What follows from the points of criteria alone, as a ledger keeps them: what was lost, and where two layers differ.

Of a whole scoring the same is asked in the same way, so that a list of today and one of what was kept say one thing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from chamdiem.rules.language.criteria import Criterion
    from chamdiem.rules.language.framework import Framework

NOT_APPLICABLE = "not_applicable"


def lost_points(
    framework: Framework, layer: str, points: Mapping[str, int | None], statuses: Mapping[str, str]
) -> dict[str, int]:
    """Return what the criteria of a layer lost, in hundredths, of those that lost anything (`CriterionScore.lost`).

    `statuses`: why criteria have no points of their own. Of one that does not apply, and has as many rules for that as
    make nothing of it or leave it out, it is not known which of them held: it counts as left out.
    """
    found = {each.id: _lost(framework, layer, each, points.get(each.id), statuses) for each in framework.criteria}
    return {name: lost for name, lost in found.items() if lost > 0}


def _lost(
    framework: Framework, layer: str, criterion: Criterion, award: int | None, statuses: Mapping[str, str]
) -> int:
    if award is None or not criterion.is_asked_of(layer):
        return 0
    if framework.fewer_is_better:
        return award
    applies = statuses.get(criterion.id) != NOT_APPLICABLE
    counts = applies or all(rule.then in {"zero", "full_marks"} for rule in criterion.not_applicable)
    return (0 if criterion.is_outside or not counts else framework.maximum_of(criterion)) - award


def differing(
    framework: Framework, own: Mapping[str, int | None], upper: Mapping[str, int | None]
) -> Iterator[tuple[Criterion, int, int]]:
    """Yield the criteria to which the cell and the upper level gave other points, with both, in hundredths.

    A criterion that either of them has not scored, or is not asked, is no difference.
    """
    for criterion in framework.criteria if framework.points is not None else ():
        mine, theirs = own.get(criterion.id), upper.get(criterion.id)
        asked = criterion.is_asked_of("self") and criterion.is_asked_of("upper")
        if asked and mine is not None and theirs is not None and mine != theirs:
            yield criterion, mine, theirs
