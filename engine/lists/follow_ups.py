"""The lists of what is to be followed up: differing points, totals close to a border, cells that have not reported."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from chamdiem.engine.lists.heads import decisions_in, letterhead, list_columns, list_of, notices_of, reasons_of
from chamdiem.engine.lists.reporting import reported, reporting_notes, reporting_of
from chamdiem.engine.paper.tables import as_points
from chamdiem.engine.scoring.kept_points import differing
from chamdiem.engine.texts import say_vi
from chamdiem.engine.texts.sentences import saying
from chamdiem.engine.words import formats
from chamdiem.engine.words.collation import vietnamese

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from chamdiem.engine.lists.meetings import CellMeeting, Month
    from chamdiem.engine.paper.settings import PaperSettings
    from chamdiem.engine.paper.tables import ListView, Value
    from chamdiem.engine.reading.register import RegisteredCell
    from chamdiem.engine.scoring.evaluation import CriterionScore
    from chamdiem.rules.language.framework import Framework, Rating

NEAR = 200
"""Totals this close to a rating's border, in hundredths of a point, are listed for sampling."""


# --- points ---


class _Difference(NamedTuple):
    meeting: CellMeeting
    own: CriterionScore
    upper: CriterionScore
    points: int
    """Self above upper, in hundredths."""


def discrepancy_list(month: Month, paper: PaperSettings) -> ListView:
    """Return every criterion on which the cell and the upper level differ, largest difference first.

    A criterion that either of them has not scored is no difference; cells without an upper score are named below.
    """
    found = [item for meeting in month.meetings for item in _differences(meeting)]
    # stable: cells stay in Vietnamese order and criteria in their framework's
    found.sort(key=lambda item: -abs(item.points))
    return list_of(
        letterhead(month, paper, "list.discrepancies_title"),
        list_columns(
            month.shape, number=11, cell=54, criterion=62, maximum=16, own=18, upper=18, difference=18, reasons=55
        ),
        (_difference_row(month, item) for item in found),
        (*_difference_notes(month, found), *decisions_in(month.meetings), *notices_of(month)),
    )


def _upper(meeting: CellMeeting) -> Sequence[CriterionScore] | None:
    layer = meeting.evaluation.layers.get("upper")
    return layer.scoring.criteria if layer and layer.scoring else None


def _differences(meeting: CellMeeting) -> Iterator[_Difference]:
    upper = _upper(meeting)
    if upper is None:
        return
    own, other = ({each.criterion.id: each for each in scores} for scores in (meeting.evaluation.own.criteria, upper))
    awards = ({name: each.points.award for name, each in scores.items()} for scores in (own, other))
    for criterion, mine, theirs in differing(meeting.evaluation.framework.framework, *awards):
        yield _Difference(meeting, own[criterion.id], other[criterion.id], mine - theirs)


def _difference_row(month: Month, item: _Difference) -> tuple[Value, ...]:
    criterion, maximum = item.own.criterion, item.own.points.maximum
    title = say_vi("list.criterion", id=criterion.id, title=criterion.title)
    awards = (as_points(score.points.award or 0) for score in (item.own, item.upper))
    known = as_points(maximum) if maximum is not None else None
    reasons = reasons_of(item.upper.note, item.own.note, month.shape)
    return (month.name(item.meeting), title, known, *awards, as_points(item.points), reasons)


def _difference_notes(month: Month, found: list[_Difference]) -> Iterator[str]:
    alone = [meeting for meeting in month.meetings if _upper(meeting) is None]
    cells = len({item.meeting.identity for item in found})
    say = saying("vi", month.shape)
    yield say("list.compared", compared=len(month.meetings) - len(alone), cells=cells, criteria=len(found))
    if alone:
        names = sorted({month.name(meeting) for meeting in alone}, key=vietnamese)
        yield say("list.not_compared", count=len(names), names="; ".join(names))


# --- totals ---


class _Near(NamedTuple):
    meeting: CellMeeting
    total: Decimal
    rating: Rating
    distance: Decimal
    """The total above the rating's border, in points; below it, negative."""


def near_list(month: Month, within: int, paper: PaperSettings) -> ListView:
    """Return the complete totals that lie within some points (hundredths) of a rating's border, nearest first."""
    found = [item for meeting in month.meetings for item in _near(meeting, within)]
    found.sort(key=lambda item: abs(item.distance))
    return list_of(
        letterhead(month, paper, "list.near_title"),
        list_columns(month.shape, number=11, cell=64, points=18, rating=20, border=34, distance=18),
        (_near_row(month, item) for item in found),
        (
            *_near_notes(month, within, len({item.meeting.identity for item in found})),
            *decisions_in(month.meetings),
            *notices_of(month),
        ),
    )


def _near(meeting: CellMeeting, within: int) -> Iterator[_Near]:
    total = meeting.scored[1].total.award
    for rating, distance in near_borders(meeting.evaluation.framework.framework, total, within):
        yield _Near(meeting, as_points(total or 0), rating, distance)


def near_borders(framework: Framework, total: int | None, within: int) -> Iterator[tuple[Rating, Decimal]]:
    """Yield the ratings to whose border a total lies near: `within` hundredths, as the total is; with the distance.

    What is not complete yet is near none.
    """
    if total is None or framework.points is None:
        return
    for rating in framework.ratings:
        border = rating.above if rating.at_least is None else rating.at_least
        if border is not None and abs(as_points(total) - border) <= as_points(within):
            yield rating, as_points(total) - border


def _near_row(month: Month, item: _Near) -> tuple[Value, ...]:
    border = say_vi("list.border", title=item.rating.title, ends=formats.ends(item.rating, "", "vi"))
    return month.name(item.meeting), item.total, item.meeting.rating, border, item.distance


def _near_notes(month: Month, within: int, cells: int) -> Iterator[str]:
    say = saying("vi", month.shape)
    yield say("list.near", points=formats.points(within, "vi"), cells=cells, all=len(month.meetings))
    left_out = sum(meeting.scored[1].total.award is None for meeting in month.meetings)
    if left_out:
        yield say("list.near_left_out", count=left_out)


# --- cells ---


def missing_list(month: Month, register: Sequence[RegisteredCell], paper: PaperSettings) -> ListView:
    """Return the list of a register's cells that have not reported for a month."""
    reporting = reporting_of(month, register)
    missing = reporting.missing
    # of another subject nobody counts members
    members = {} if month.subject else {"members": 20}
    known = [cell.members for cell in missing if cell.members is not None]
    # of cells of which nobody knows how many members they have there is no sum, not even none
    counted = () if month.subject else (sum(known) if known or not missing else None,)
    rows = ((cell.id, cell.name, cell.upper_org, *(() if month.subject else (cell.members,))) for cell in missing)
    return list_of(
        letterhead(month, paper, "list.missing_title"),
        list_columns(month.shape, number=11, id=28, cell=58, upper_org=68 if month.subject else 48, **members),
        rows,
        (reported(reporting), *reporting_notes(reporting)),
        total=(None, None, saying("vi", month.shape)("list.total_cells", cells=len(missing)), None, *counted),
    )
