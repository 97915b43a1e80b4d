"""The one-page overview of a committee's month: ratings, averages by group, and the criteria that lose most points."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chamdiem.engine.lists.bars import average_bar, lost_bars, share_bar
from chamdiem.engine.lists.heads import decisions_in, letterhead, origins_in
from chamdiem.engine.lists.quotas import quota_notes, waiting_of
from chamdiem.engine.lists.reporting import reported, reporting_of
from chamdiem.engine.texts import say_vi
from chamdiem.engine.texts.sentences import saying

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from chamdiem.engine.lists.bars import Bar
    from chamdiem.engine.lists.meetings import CellMeeting, Month
    from chamdiem.engine.paper.settings import PaperSettings
    from chamdiem.engine.paper.tables import Letterhead
    from chamdiem.engine.reading.register import RegisteredCell


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameworkSection:
    """What is said of the meetings that one framework scored. `others` are more charts, each under its title."""

    title: str
    ratings: tuple[Bar, ...]
    groups: tuple[Bar, ...]
    lost: tuple[Bar, ...]
    of_faults: bool
    notes: tuple[str, ...]
    others: tuple[tuple[str, tuple[Bar, ...]], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """What stands on the page; charts and tables are drawn from the same bars."""

    head: Letterhead
    particulars: tuple[str, ...]
    sections: tuple[FrameworkSection, ...]


def overview_of(month: Month, register: Sequence[RegisteredCell] | None, paper: PaperSettings) -> Overview:
    """Return the overview of a month, a section for each framework that scored meetings in it."""
    waiting = waiting_of(month, register)
    return Overview(
        head=letterhead(month, paper, "list.overview_title"),
        particulars=tuple(_particulars(month, register)),
        sections=tuple(_section(name, meetings, waiting) for name, meetings in sorted(month.by_framework.items())),
    )


def _particulars(month: Month, register: Sequence[RegisteredCell] | None) -> Iterator[str]:
    cells = len({meeting.identity for meeting in month.meetings})
    yield saying("vi", month.shape)("list.overview_meetings", meetings=len(month.meetings), cells=cells)
    if register is not None:
        yield reported(reporting_of(month, register))


def _section(framework_id: str, meetings: list[CellMeeting], waiting: Sequence[RegisteredCell]) -> FrameworkSection:
    framework = meetings[0].evaluation.framework.framework
    return FrameworkSection(
        title=say_vi("list.overview_framework", title=framework.title, id=framework_id),
        ratings=tuple(_ratings(meetings)),
        groups=tuple(_groups(meetings)),
        lost=tuple(_lost(meetings)),
        of_faults=framework.fewer_is_better,
        notes=(*_notes(meetings), *quota_notes(framework, meetings, waiting, "vi")),
    )


def _notes(meetings: list[CellMeeting]) -> Iterator[str]:
    notice = meetings[0].evaluation.framework.framework.provenance.notice
    if notice:
        yield notice
    incomplete = sum(not meeting.scored[1].complete for meeting in meetings)
    if incomplete:
        yield saying("vi", meetings[0].evaluation.record.shape)("list.overview_incomplete", count=incomplete)
    yield from decisions_in(meetings)
    yield from origins_in(meetings)


def _ratings(meetings: list[CellMeeting]) -> Iterator[Bar]:
    """Yield how many meetings have each rating of the framework, and how many have none yet."""
    found = [meeting.rating for meeting in meetings]
    for rating in meetings[0].evaluation.framework.framework.ratings:
        yield share_bar(rating.title, found.count(rating.title), len(meetings))
    if None in found:
        yield share_bar(say_vi("list.overview_unrated"), found.count(None), len(meetings))


def _groups(meetings: list[CellMeeting]) -> Iterator[Bar]:
    """Yield each group's average over the meetings that have all its points, and the average's share of the maximum."""
    framework = meetings[0].evaluation.framework.framework
    for place, group in enumerate(framework.all_groups):
        points = [meeting.scored[1].all_groups[place].points for meeting in meetings]
        known = [each for each in points if each.award is not None and each.maximum]
        sums = (len(known), sum(each.award or 0 for each in known), sum(each.maximum or 0 for each in known))
        label = say_vi("list.criterion", id=group.id, title=group.title)
        yield average_bar(label, sums, pointed=framework.points is not None)


def _lost(meetings: list[CellMeeting]) -> Iterator[Bar]:
    """Yield the criteria that lose most points in all, with how many meetings lost any."""
    loaded = meetings[0].evaluation.framework
    losses = {criterion.id: [0, 0] for criterion in loaded.framework.criteria}
    for meeting in meetings:
        for score in meeting.scored[1].criteria:
            losses[score.criterion.id][0] += score.lost
            losses[score.criterion.id][1] += bool(score.lost)
    return lost_bars(loaded, [(points, count) for points, count in losses.values()])
