"""The discrepancy list: where cell and upper level gave a criterion different points, largest difference first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chamdiem.engine.lists.deductions import reasons_of
from chamdiem.engine.lists.heads import letterhead, list_columns, list_of, notices_of
from chamdiem.engine.paper.tables import as_points
from chamdiem.engine.texts import say
from chamdiem.engine.words.collation import vietnamese

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chamdiem.engine.lists.meetings import CellMeeting, Month
    from chamdiem.engine.paper.settings import PaperSettings
    from chamdiem.engine.paper.tables import ListView, Value
    from chamdiem.engine.scoring.evaluation import CriterionScore, Scoring


@dataclass(frozen=True, slots=True)
class _Difference:
    meeting: CellMeeting
    own: CriterionScore
    upper: CriterionScore

    @property
    def points(self) -> int:
        """Self above upper, in hundredths."""
        return (self.own.points.award or 0) - (self.upper.points.award or 0)


def discrepancy_list(month: Month, paper: PaperSettings) -> ListView:
    """Return every criterion on which the cell and the upper level differ, largest difference first.

    A criterion that either of them has not scored is no difference; cells without an upper score are named below.
    """
    found = [item for meeting in month.meetings for item in _differences(meeting)]
    # stable: cells stay in Vietnamese order and criteria in their framework's
    found.sort(key=lambda item: -abs(item.points))
    alone = [meeting for meeting in month.meetings if _upper(meeting) is None]
    return list_of(
        letterhead(month, paper, "list.discrepancies_title"),
        list_columns(number=11, cell=54, criterion=62, maximum=16, own=18, upper=18, difference=18, reasons=55),
        (_values(month, item) for item in found),
        (*_notes(month, found, alone), *notices_of(month)),
    )


def _upper(meeting: CellMeeting) -> Scoring | None:
    layer = meeting.evaluation.layers.get("upper")
    return layer.scoring if layer else None


def _differences(meeting: CellMeeting) -> Iterator[_Difference]:
    upper = _upper(meeting)
    if upper is None or meeting.evaluation.framework.framework.points is None:
        return
    for own, other in zip(meeting.evaluation.own.criteria, upper.criteria, strict=True):
        both = own.points.award is not None and other.points.award is not None
        if both and own.points.award != other.points.award:
            yield _Difference(meeting, own, other)


def _values(month: Month, item: _Difference) -> tuple[Value, ...]:
    criterion, maximum = item.own.criterion, item.own.points.maximum
    title = say("vi", "list.criterion", id=criterion.id, title=criterion.title)
    awards = (as_points(score.points.award or 0) for score in (item.own, item.upper))
    known = as_points(maximum) if maximum is not None else None
    reasons = reasons_of(item.upper.note, item.own.note)
    return (month.name(item.meeting), title, known, *awards, as_points(item.points), reasons)


def _notes(month: Month, found: list[_Difference], alone: list[CellMeeting]) -> Iterator[str]:
    compared = len(month.meetings) - len(alone)
    cells = len({item.meeting.identity for item in found})
    yield say("vi", "list.compared", compared=compared, cells=cells, criteria=len(found))
    if alone:
        names = sorted({month.name(meeting) for meeting in alone}, key=vietnamese)
        yield say("vi", "list.not_compared", count=len(names), names="; ".join(names))
