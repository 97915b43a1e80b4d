"""The near-threshold list: totals that lie close to the border of a rating, for choosing whom to look at again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chamdiem.engine.lists.heads import letterhead, list_columns, list_of, notices_of
from chamdiem.engine.paper.tables import as_points
from chamdiem.engine.texts import say
from chamdiem.engine.words import formats

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from chamdiem.engine.lists.meetings import CellMeeting, Month
    from chamdiem.engine.paper.settings import PaperSettings
    from chamdiem.engine.paper.tables import ListView, Value
    from chamdiem.rules.language.framework import Rating

NEAR = 200
"""Totals this close to a rating's border, in hundredths of a point, are listed for sampling."""


@dataclass(frozen=True, slots=True)
class _Near:
    meeting: CellMeeting
    total: int
    rating: Rating
    border: Decimal

    @property
    def distance(self) -> Decimal:
        """The total above the border, in points; below it, negative."""
        return as_points(self.total) - self.border


def near_list(month: Month, within: int, paper: PaperSettings) -> ListView:
    """Return the complete totals that lie within some points (hundredths) of a rating's border, nearest first."""
    found = [item for meeting in month.meetings for item in _near(meeting, as_points(within))]
    found.sort(key=lambda item: abs(item.distance))
    return list_of(
        letterhead(month, paper, "list.near_title"),
        list_columns(number=11, cell=64, points=18, rating=20, border=34, distance=18),
        (_values(month, item) for item in found),
        (*_notes(month, within, len({item.meeting.identity for item in found})), *notices_of(month)),
    )


def _near(meeting: CellMeeting, within: Decimal) -> Iterator[_Near]:
    total = meeting.scored[1].total.award
    framework = meeting.evaluation.framework.framework
    if total is None or framework.points is None:
        return
    for rating in framework.ratings:
        border = rating.above if rating.at_least is None else rating.at_least
        if border is not None and abs(as_points(total) - border) <= within:
            yield _Near(meeting, total, rating, border)


def _values(month: Month, item: _Near) -> tuple[Value, ...]:
    rated = item.meeting.rated
    border = say("vi", "list.border", title=item.rating.title, ends=formats.ends(item.rating, "", "vi"))
    rating = rated[1].title if rated else None
    return month.name(item.meeting), as_points(item.total), rating, border, item.distance


def _notes(month: Month, within: int, cells: int) -> Iterator[str]:
    yield say("vi", "list.near", points=formats.points(within, "vi"), cells=cells, all=len(month.meetings))
    left_out = sum(meeting.scored[1].total.award is None for meeting in month.meetings)
    if left_out:
        yield say("vi", "list.near_left_out", count=left_out)
