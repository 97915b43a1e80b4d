"""Xu hướng, trends: how the cells under a committee were rated over the months, and where they lost points."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from django.db.models import Count, Sum

from chamdiem.engine.ledger.stages import Stage
from chamdiem.engine.lists.bars import MOST_LOST
from chamdiem.engine.words.collation import vietnamese
from chamdiem.rules.records.periods import last_day_of
from chamdiem.rules.records.spans import months_between
from chamdiem.web.board import REGULAR
from chamdiem.web.projecting import framework_by

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from chamdiem.engine.mandates.organisation import Node
    from chamdiem.engine.texts import Lang
    from chamdiem.rules.language.criteria import Criterion
    from chamdiem.web.watched import Watched

MARKS = ("t", "k", "b", "y")
"""How ratings are drawn, from the best down; all worse ones as the last."""
UNREPORTED, NOT_FOUNDED, NOT_HELD, UNRATED = "—", "·", "KH", "?"
"""What stands in the place of a rating: nobody reported, the cell was not founded yet, nobody met, none was given."""

FIRST = "2000-01"
"""Before this month nothing is told of."""
_MONTHLY = ("period",)
_LEAST = 2
"""So many months are told of at least: the last one, and what it differs in from that before."""


@dataclass(frozen=True, slots=True)
class TrendRating:
    """A rating as trends have it: its title, the letters that stand for it, and how it is drawn."""

    title: str
    letters: str
    mark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendMonth:
    """One month: how many meetings have each rating, in the order of `Trend.ratings`, and how many have none.

    `silent`: how many cells did not report. `present`, `members`: together, of the meetings that tell of both; None:
    none does.
    """

    period: str
    counts: tuple[int, ...]
    unrated: int
    not_held: int
    silent: int
    present: int | None
    members: int | None

    @property
    def bars(self) -> tuple[int, ...]:
        """The widths of its bar: one for each rating, then those without any, and those that did not report."""
        return (*self.counts, self.unrated + self.not_held + self.silent)

    @property
    def all(self) -> int:
        """All of these."""
        return sum(self.bars)


@dataclass(frozen=True, slots=True)
class LostCriterion:
    """A criterion that lost points (hundredths) in a month, at so many meetings."""

    framework: str
    criterion: Criterion
    points: int
    meetings: int


@dataclass(frozen=True, slots=True)
class HeatRow:
    """One cell of the heat map: for each month the letters and how they are drawn; blank where it is no rating."""

    cell: Node
    months: tuple[tuple[str, str], ...]


@dataclass(frozen=True)  # without slots, so that what follows from it is worked out once
class Trend:
    """The months of the cells that somebody watches."""

    watched: Watched
    lang: Lang

    @property
    def last(self) -> str:
        """The last month."""
        return self.watched.months[-1]

    @cached_property
    def _counted(self) -> list[tuple[str, str, str, int]]:
        """By month, framework and rating (blank: none was given) how many meetings were evaluated."""
        names = ("period", "framework_hash", "rated")
        found = self.watched.meetings.exclude(evaluation=None).order_by().values(*names)
        return list(found.annotate(count=Count("key")).values_list(*names, "count"))

    @cached_property
    def ratings(self) -> tuple[TrendRating, ...]:
        """All ratings of the frameworks by which meetings were evaluated, the best first; of one title as one."""
        ranks: dict[str, int] = {}
        for content_hash in dict.fromkeys(row[1] for row in self._counted):
            for place, rating in enumerate(framework_by(self.watched.house, content_hash).framework.ratings):
                ranks[rating.title] = min(place, ranks.get(rating.title, place))
        titles = sorted(ranks, key=lambda title: (ranks[title], title))
        letters = _letters(titles)
        return tuple(TrendRating(each, letters[each], MARKS[min(ranks[each], len(MARKS) - 1)]) for each in titles)

    @cached_property
    def _by_id(self) -> Mapping[tuple[str, str], TrendRating]:
        """The ratings by the hash of their framework and their id."""
        titles = {each.title: each for each in self.ratings}
        hashes = dict.fromkeys(row[1] for row in self._counted)
        frameworks = ((each, framework_by(self.watched.house, each).framework) for each in hashes)
        return {(each, own.id): titles[own.title] for each, framework in frameworks for own in framework.ratings}

    @cached_property
    def months(self) -> tuple[TrendMonth, ...]:
        """The months, the last first."""
        counts: dict[str, Counter[str]] = {}
        for period, content_hash, rated, count in self._counted:
            rating = self._by_id.get((content_hash, rated))
            counts.setdefault(period, Counter())[rating.title if rating else ""] += count
        not_held = self._not_held
        attendance = self._attendance
        found = [
            TrendMonth(
                period=period,
                counts=tuple(counts.get(period, Counter())[each.title] for each in self.ratings),
                unrated=counts.get(period, Counter())[""],
                not_held=not_held.get(period, 0),
                silent=len(self._silent(period)),
                present=attendance.get(period, (None, None))[0],
                members=attendance.get(period, (None, None))[1],
            )
            for period in self.watched.months
        ]
        # before there was any cell there is nothing to tell
        while len(found) > _LEAST and not found[0].all:
            found.pop(0)
        return tuple(reversed(found))

    @cached_property
    def _not_held(self) -> Mapping[str, int]:
        found = self.watched.meetings.filter(stage=Stage.NOT_HELD.value).order_by()
        return dict(found.values(*_MONTHLY).annotate(count=Count("key")).values_list("period", "count"))

    @cached_property
    def _attendance(self) -> Mapping[str, tuple[int, int]]:
        found = self.watched.meetings.exclude(present=None).exclude(members=None).order_by()
        sums = found.values(*_MONTHLY).annotate(there=Sum("present"), all=Sum("members"))
        return {period: (there, of) for period, there, of in sums.values_list("period", "there", "all")}

    @cached_property
    def _told(self) -> Mapping[str, frozenset[str]]:
        """The cells of which anything is known, by months."""
        found: dict[str, set[str]] = {}
        spelled = self.watched.spelled
        # those of the own cell are known, too
        names = self.watched.meetings.model.objects.filter(period__in=self.watched.months, cell__in=list(spelled))
        for period, name in names.exclude(stage=Stage.WITHDRAWN.value).order_by().values_list("period", "cell"):
            found.setdefault(period, set()).add(spelled[name])
        return {period: frozenset(cells) for period, cells in found.items()}

    def _silent(self, period: str) -> list[str]:
        end = last_day_of(period)
        told = self._told.get(period, frozenset())
        return [each.id for each in self.watched.cells.values() if each.since <= end and each.id not in told]

    # --- cell by cell ---

    @cached_property
    def cells(self) -> tuple[Node, ...]:
        """The cells in alphabetical order."""
        return tuple(sorted(self.watched.cells.values(), key=lambda each: (vietnamese(each.title), each.id)))

    def heat(self, cells: Sequence[Node], months: Sequence[str]) -> tuple[HeatRow, ...]:
        """Return how some cells were rated in some months; of several meetings of a month by the usual one."""
        wanted = {each.id for each in cells}
        names = [name for name, cell in self.watched.spelled.items() if cell in wanted]
        found = self.watched.meetings.filter(cell__in=names, period__in=list(months)).order_by("kind")
        told: dict[tuple[str, str], tuple[str, str]] = {}
        for name, period, kind, content_hash, rated, stage in found.values_list(
            "cell", "period", "kind", "framework_hash", "rated", "stage"
        ):
            place = (self.watched.spelled[name], period)
            if place not in told or kind == REGULAR:
                told[place] = self._letters(content_hash, rated, stage)
        return tuple(HeatRow(each, tuple(self._heat(each, month, told) for month in months)) for each in cells)

    def _letters(self, content_hash: str, rated: str, stage: str) -> tuple[str, str]:
        rating = self._by_id.get((content_hash, rated))
        if rating is not None:
            return rating.letters, rating.mark
        without = {Stage.NOT_HELD: NOT_HELD, Stage.WITHDRAWN: UNREPORTED}
        return without.get(Stage(stage), UNRATED), ""

    def _heat(self, cell: Node, month: str, told: Mapping[tuple[str, str], tuple[str, str]]) -> tuple[str, str]:
        if (cell.id, month) in told:
            return told[cell.id, month]
        if cell.id in self._told.get(month, frozenset()):
            return UNRATED, ""
        return (UNREPORTED if cell.since <= last_day_of(month) else NOT_FOUNDED), ""

    # --- where points were lost ---

    @cached_property
    def lost(self) -> tuple[LostCriterion, ...]:
        """The criteria that lost most in the last month, by the newest layer that has points: as the overview does."""
        points: Counter[tuple[str, str]] = Counter()
        meetings: Counter[tuple[str, str]] = Counter()
        rows = self.watched.meetings.filter(period=self.last).exclude(evaluation=None).order_by()
        for content_hash, own, upper in rows.values_list("framework_hash", "own_lost", "upper_lost"):
            for name, lost in ((own if upper is None else upper) or {}).items():
                points[content_hash, name] += lost
                meetings[content_hash, name] += 1
        return tuple(self._lost(points, meetings))

    def _lost(self, points: Counter[tuple[str, str]], meetings: Counter[tuple[str, str]]) -> Iterable[LostCriterion]:
        for content_hash in dict.fromkeys(content_hash for content_hash, _ in points):
            framework = framework_by(self.watched.house, content_hash).framework
            own = [each for each in framework.criteria if points[content_hash, each.id]]
            for each in sorted(own, key=lambda each: -points[content_hash, each.id])[:MOST_LOST]:
                key = (content_hash, each.id)
                yield LostCriterion(framework.title, each, points[key], meetings[key])


def trend_months(last: str, count: int) -> tuple[str, ...]:
    """Return so many months up to one."""
    return months_between(FIRST, last)[-count:]


def _letters(titles: Iterable[str]) -> Mapping[str, str]:
    """Return the first letters of each title; of what begins as another does, the title itself."""
    found: dict[str, str] = {}
    for title in titles:
        letters = "".join(word[0] for word in title.split()).upper()
        found[title] = title if letters in found.values() else letters
    return found
