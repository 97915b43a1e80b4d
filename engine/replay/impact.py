"""The impact of another framework: ratings that move, the criteria that move them, and where."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from chamdiem.engine.replay.rescoring import Rescored


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionImpact:
    """What one criterion does: meetings whose points it changes, points in sum (hundredths), ratings that it moves."""

    criterion: str
    meetings: int
    points: int
    moves: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationImpact:
    """What happens to the meetings of one organisation. `other`: moved between ratings that have no common order."""

    organisation: str
    meetings: int
    same: int
    up: int
    down: int
    other: int
    cannot: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Impact:
    """All of it. `ratings` order the matrix from the best; in it, None stands for no rating.

    `by_thresholds` counts the moves that no criterion made: thresholds, gates or caps did.
    """

    ratings: Sequence[str | None]
    matrix: Mapping[tuple[str | None, str | None], int]
    criteria: Sequence[CriterionImpact]
    organisations: Sequence[OrganisationImpact]
    moved: Sequence[Rescored]
    cannot: Sequence[Rescored]
    meetings: int
    by_thresholds: int


def impact(meetings: Sequence[Rescored], ratings: Sequence[str]) -> Impact:
    """Sum up what rescoring gave; `ratings` are the titles of the other framework's ratings, the best first."""
    scored = [item for item in meetings if not item.faults]
    moved = [item for item in scored if item.moved]
    older = dict.fromkeys(item.before for item in scored if item.before is not None and item.before not in ratings)
    return Impact(
        ratings=(*ratings, *older, None),
        matrix=Counter((item.before, item.after) for item in scored),
        criteria=_criteria(scored),
        organisations=_organisations(meetings, ratings),
        moved=moved,
        cannot=[item for item in meetings if item.faults],
        meetings=len(meetings),
        by_thresholds=sum(item.like and not item.criteria for item in moved),
    )


def _criteria(scored: Iterable[Rescored]) -> list[CriterionImpact]:
    """Return the criteria, those that move most ratings first; a move is put down to its strongest criterion."""
    meetings: Counter[str] = Counter()
    points: Counter[str] = Counter()
    moves: Counter[str] = Counter()
    for item in scored:
        for change in item.criteria:
            meetings[change.criterion] += 1
            points[change.criterion] += change.by
        if item.moved and item.criteria:
            moves[item.criteria[0].criterion] += 1
    found = [CriterionImpact(criterion=c, meetings=n, points=points[c], moves=moves[c]) for c, n in meetings.items()]
    return sorted(found, key=lambda item: (-item.moves, -item.meetings, item.criterion))


def _organisations(meetings: Iterable[Rescored], ratings: Sequence[str]) -> list[OrganisationImpact]:
    ways: dict[str, Counter[str]] = defaultdict(Counter)
    for item in meetings:
        ways[item.organisation][_way(item, ratings)] += 1
    return [
        OrganisationImpact(
            organisation=name,
            meetings=counted.total(),
            **{way: counted[way] for way in ("same", "up", "down", "other", "cannot")},
        )
        for name, counted in sorted(ways.items())
    ]


def _way(item: Rescored, ratings: Sequence[str]) -> str:
    if item.faults:
        return "cannot"
    if item.before == item.after:
        return "same"
    if item.before not in ratings or item.after not in ratings:
        return "other"
    return "up" if ratings.index(item.after) < ratings.index(item.before) else "down"
