"""The monthly summary list (bảng tổng hợp): one committee's cells in ten columns, their total, who did not report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chamdiem.engine.lists.deductions import deduction_notes
from chamdiem.engine.lists.heads import letterhead, list_columns, list_of, notices_of
from chamdiem.engine.lists.reporting import reporting_notes, reporting_of
from chamdiem.engine.paper.tables import Column, as_points
from chamdiem.engine.sheets.sheet_table import total_text
from chamdiem.engine.texts import say
from chamdiem.engine.words import formats

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from chamdiem.engine.lists.meetings import CellMeeting, Month
    from chamdiem.engine.paper.settings import PaperSettings
    from chamdiem.engine.paper.tables import ListView, Value
    from chamdiem.engine.reading.register import RegisteredCell

RATINGS = {"Tốt": 10, "Khá": 11, "Trung bình": 14, "Kém": 12}
"""The ratings that have a column, with its width; a framework's other ratings are named in the last one."""
_MARK = "x"


def summary_list(month: Month, register: Sequence[RegisteredCell] | None, paper: PaperSettings) -> ListView:
    """Return the summary list of a month. Without a register nobody can be said not to have reported.

    A cell has the points and the rating of the newest layer that gives them; the notes say so where that is the cell.
    """
    shared = _shared(month.meetings)
    lines = [_SummaryLine(month, meeting, shared) for meeting in month.meetings]
    columns = (
        *list_columns(number=10, cell=40, members=13, date=22, points=14),
        *(Column(title, width, "center") for title, width in RATINGS.items()),
        *list_columns(notes=106),
    )
    said = (say("vi", f"list.all_{name}") for name in shared)
    return list_of(
        letterhead(month, paper, "list.summary_title"),
        columns,
        (line.values() for line in lines),
        (*_register_notes(month, register), *said, *notices_of(month)),
        total=_total(month, lines),
    )


@dataclass(frozen=True, slots=True)
class _SummaryLine:
    month: Month
    meeting: CellMeeting
    shared: tuple[str, ...]

    @property
    def rating(self) -> str | None:
        rated = self.meeting.rated
        return rated[1].title if rated else None

    def marks(self) -> tuple[str | None, ...]:
        return tuple(_MARK if self.rating == title else None for title in RATINGS)

    def values(self) -> tuple[Value, ...]:
        meeting = self.meeting
        layer, scoring = meeting.scored
        framework = meeting.evaluation.framework.framework
        exact = scoring.total.award is not None and framework.points is not None
        points = as_points(scoring.total.award or 0) if exact else total_text(framework, scoring)
        notes = "; ".join(self._notes(layer))
        return (self.month.name(meeting), meeting.members, meeting.evaluation.record.date, points, *self.marks(), notes)

    def _notes(self, layer: str) -> Iterator[str]:
        meeting = self.meeting
        if meeting.evaluation.record.kind != "regular" and meeting.kind:
            yield say("vi", "list.kind", kind=meeting.kind)
        yield from (say("vi", f"list.{name}") for name in _own(meeting) if name not in self.shared)
        if self.rating is not None and self.rating not in RATINGS:
            yield say("vi", "list.other_rating", rating=self.rating)
        to_score = meeting.scored[1].to_score
        if to_score:
            yield say("vi", "list.to_score", count=len(to_score))
        yield from deduction_notes(meeting.evaluation, layer)


def _own(meeting: CellMeeting) -> tuple[str, ...]:
    """Return what of a line is the cell's own, the upper level having said nothing yet."""
    found = ("own_points",) if meeting.scored[0] == "self" else ()
    rated = meeting.rated
    return (*found, "own_rating") if rated is not None and rated[0] in {"self", "cell_vote"} else found


def _shared(meetings: Sequence[CellMeeting]) -> tuple[str, ...]:
    """Return what is so of every line of several, and is said once under them."""
    own = [_own(meeting) for meeting in meetings]
    return tuple(name for name in own[0] if all(name in each for each in own)) if len(own) > 1 else ()


def _total(month: Month, lines: list[_SummaryLine]) -> tuple[Value, ...]:
    """Return how many cells and members there are, each counted once, and how many meetings have each rating."""
    members = {meeting.identity: meeting.members for meeting in month.meetings}
    known = [count for count in members.values() if count is not None]
    marks = zip(*(line.marks() for line in lines), strict=True)
    notes = say("vi", "list.members_unknown", count=len(members) - len(known)) if len(known) < len(members) else None
    cells = say("vi", "list.total_cells", cells=len(members))
    return (None, cells, sum(known), None, None, *(sum(mark is not None for mark in each) for each in marks), notes)


def _register_notes(month: Month, register: Sequence[RegisteredCell] | None) -> Iterator[str]:
    if register is None:
        return
    reporting = reporting_of(month, register)
    if reporting.missing:
        names = "; ".join(cell.name for cell in reporting.missing)
        share = formats.share(reporting.came, len(register), "vi")
        yield say("vi", "list.not_reported", count=len(reporting.missing), all=len(register), share=share, names=names)
    else:
        yield say("vi", "list.all_reported", count=len(register))
    yield from reporting_notes(reporting)
