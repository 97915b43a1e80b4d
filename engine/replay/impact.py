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

    `by_thresholds` counts the moves that no criterion made: thresholds, gates or caps did. `frameworks` are the hashes
    of those that scored before. So many were looked at twice (see `Rescored.agrees`), and so many of these differ.
    """

    ratings: Sequence[str | None]
    matrix: Mapping[tuple[str | None, str | None], int]
    criteria: Sequence[CriterionImpact]
    organisations: Sequence[OrganisationImpact]
    moved: Sequence[Rescored]
    cannot: Sequence[Rescored]
    meetings: int
    by_thresholds: int
    frameworks: Sequence[str]
    looked_twice: int
    differing: int


def impact(meetings: Iterable[Rescored], ratings: Sequence[str]) -> Impact:
    """Sum up what rescoring gives, meeting by meeting: there may be a million, and most stay what they were.

    `ratings` are the titles of the other framework's ratings, the best first.
    """
    sums = _ImpactSums(ratings)
    for item in meetings:
        sums.add(item)
    return sums.told()


class _ImpactSums:
    """What is known of the meetings that were added; of those that neither moved nor failed only numbers are kept."""

    def __init__(self, ratings: Sequence[str]) -> None:
        self._ratings = ratings
        self._meetings = self._by_thresholds = 0
        self._frameworks: dict[str, None] = {}
        self._agree: Counter[bool | None] = Counter()
        self._matrix: Counter[tuple[str | None, str | None]] = Counter()
        self._changed: Counter[str] = Counter()
        self._points: Counter[str] = Counter()
        self._moves: Counter[str] = Counter()
        self._ways: dict[str, Counter[str]] = defaultdict(Counter)
        self._moved: list[Rescored] = []
        self._cannot: list[Rescored] = []

    def add(self, item: Rescored) -> None:
        """Count a meeting."""
        self._meetings += 1
        self._agree[item.agrees] += 1
        self._ways[item.organisation][_way(item, self._ratings)] += 1
        if item.faults:
            self._cannot.append(item)
            return
        if item.framework:
            self._frameworks[item.framework] = None
        self._matrix[item.before, item.after] += 1
        for change in item.criteria:
            self._changed[change.criterion] += 1
            self._points[change.criterion] += change.by
        if item.moved:
            self._add_moved(item)

    def _add_moved(self, item: Rescored) -> None:
        """Keep a rating that moved; that is put down to its strongest criterion."""
        self._moved.append(item)
        if item.criteria:
            self._moves[item.criteria[0].criterion] += 1
        else:
            self._by_thresholds += item.like

    def told(self) -> Impact:
        """Return all of it."""
        older = dict.fromkeys(old for old, _ in self._matrix if old is not None and old not in self._ratings)
        return Impact(
            ratings=(*self._ratings, *older, None),
            matrix=self._matrix,
            criteria=self._criteria(),
            organisations=self._organisations(),
            moved=self._moved,
            cannot=self._cannot,
            meetings=self._meetings,
            by_thresholds=self._by_thresholds,
            frameworks=tuple(self._frameworks),
            looked_twice=self._agree[True] + self._agree[False],
            differing=self._agree[False],
        )

    def _criteria(self) -> list[CriterionImpact]:
        """Return the criteria, those that move most ratings first."""
        found = [
            CriterionImpact(criterion=name, meetings=count, points=self._points[name], moves=self._moves[name])
            for name, count in self._changed.items()
        ]
        return sorted(found, key=lambda item: (-item.moves, -item.meetings, item.criterion))

    def _organisations(self) -> list[OrganisationImpact]:
        return [
            OrganisationImpact(
                organisation=name,
                meetings=counted.total(),
                **{way: counted[way] for way in ("same", "up", "down", "other", "cannot")},
            )
            for name, counted in sorted(self._ways.items())
        ]


def _way(item: Rescored, ratings: Sequence[str]) -> str:
    if item.faults:
        return "cannot"
    if item.before == item.after:
        return "same"
    if item.before not in ratings or item.after not in ratings:
        return "other"
    return "up" if ratings.index(item.after) < ratings.index(item.before) else "down"
