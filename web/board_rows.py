"""A line of the month board in words: how far a meeting is, its points and ratings, and what to look at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chamdiem.engine.ledger.stages import Stage
from chamdiem.engine.lists.follow_ups import NEAR, near_borders
from chamdiem.engine.mandates.roles import Deed
from chamdiem.engine.texts import say
from chamdiem.engine.words import formats
from chamdiem.rules.records.meeting import MEETING_KINDS
from chamdiem.rules.records.moments import day_text
from chamdiem.web.board import REGULAR
from chamdiem.web.held import MeetingAddress
from chamdiem.web.models import MeetingNow
from chamdiem.web.open_draft import meeting_url
from chamdiem.web.projecting import framework_by

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from chamdiem.engine.texts import Lang
    from chamdiem.rules.language.framework import Framework
    from chamdiem.web.board import Board, BoardMeeting

_TOLD = 2
"""So many criteria that lost points are named in a line."""
_RETURNABLE = frozenset({Stage.SUBMITTED, Stage.UNDER_REVIEW, Stage.ASSESSED})
_HANDED_IN = frozenset({Stage.SUBMITTED, Stage.UNDER_REVIEW, Stage.ASSESSED, Stage.DECIDED, Stage.RETURNED})


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardRow:
    """A line: texts, blank where there is nothing to say. `is_hot`: it is urgent.

    `url`: where the meeting is shown; `back`: where it is given back to the cell.
    """

    title: str
    kind: str
    url: str
    state: str
    is_hot: bool
    is_done: bool
    day: str
    own: tuple[str, str]
    upper: tuple[str, str]
    difference: str
    decided: str
    notes: str
    back: str


def rows_of(board: Board, meetings: Sequence[BoardMeeting]) -> tuple[BoardRow, ...]:
    """Return the lines of some meetings of a board, for which the tables are asked once."""
    keys = [each.now.key for each in meetings if each.now is not None]
    whole = {each.key: each for each in MeetingNow.objects.filter(key__in=keys)}
    return tuple(_row(board, each, whole.get(each.now.key) if each.now else None) for each in meetings)


def _row(board: Board, meeting: BoardMeeting, now: MeetingNow | None) -> BoardRow:
    lang, stage = board.lang, meeting.stage
    seen = now if meeting.sees_content else None
    at = MeetingAddress(meeting.cell.id, board.period, meeting.kind)
    is_shown = seen is not None and stage in _HANDED_IN
    framework = framework_by(board.house, seen.framework_hash).framework if seen and seen.framework_hash else None
    told = _Told(lang, seen, framework, sees_upper=meeting.sees_upper)
    state = say(lang, f"stage.{stage}")
    if meeting.late and stage is not Stage.RETURNED:
        state, told_too = say(lang, "board.late", count=meeting.late), [say(lang, f"board.{stage}")]
    else:
        told_too = [say(lang, "board.late_too", count=meeting.late)] if meeting.late else []
    return BoardRow(
        title=meeting.cell.title,
        kind="" if meeting.kind == REGULAR else MEETING_KINDS[meeting.kind][0 if lang == "vi" else 1],
        url=meeting_url(at, "receipt") if is_shown else "",
        state=state,
        is_hot=bool(meeting.late) or stage is Stage.RETURNED,
        is_done=stage is Stage.DECIDED,
        day=day_text(now.day)[:5] if now is not None and now.day is not None else "",
        own=told.own,
        upper=told.upper,
        difference=told.difference,
        decided=told.decided,
        notes=". ".join((*told_too, *told.notes(stage))),
        back=meeting_url(at, "assess_return") if stage in _RETURNABLE and board.may(Deed.RETURN, at.cell) else "",
    )


@dataclass(frozen=True, slots=True)
class _Told:
    """What a line says of what a meeting came to."""

    lang: Lang
    now: MeetingNow | None
    framework: Framework | None
    sees_upper: bool

    @property
    def own(self) -> tuple[str, str]:
        now = self.now
        return ("", "") if now is None else (self._ends(now.own_least, now.own_most), self._title(now.own))

    @property
    def upper(self) -> tuple[str, str]:
        now = self.now
        if now is None or not self.sees_upper or (now.upper is None and now.upper_lost is None):
            return "", ""
        return self._ends(now.upper_least, now.upper_most), self._title(now.computed)

    @property
    def difference(self) -> str:
        now = self.now
        if now is None or not self.sees_upper or now.own_total is None or now.upper_total is None:
            return ""
        points = now.upper_total - now.own_total
        sign = "−" if points < 0 else "+" if points else ""
        return f"{sign}{formats.points(abs(points), self.lang)}"

    @property
    def decided(self) -> str:
        return self._title(self.now.decided) if self.now is not None else ""

    def notes(self, stage: Stage) -> Iterator[str]:
        """Yield what to look at: why it came back, what is not computed so, borders, holes, where points were lost."""
        now = self.now
        if now is None:
            return
        if now.reason:
            code = {Stage.RETURNED: "returned", Stage.NOT_HELD: "not_held"}.get(stage, "incomplete")
            yield say(self.lang, f"board.{code}", reason=now.reason.rstrip("."))
        if now.is_otherwise:
            told = {"decided": self._title(now.decided), "computed": self._title(now.computed) or "—"}
            yield say(self.lang, "board.otherwise", **told)
        if self.sees_upper:
            yield from self._borders(now)
            if now.differing:
                yield say(self.lang, "board.differing", count=now.differing)
        if now.missing:
            yield say(self.lang, "board.missing", count=now.missing)
        if now.findings:
            yield say(self.lang, "board.findings", count=now.findings)
        lost = sorted((now.own_lost or {}).items(), key=lambda item: -item[1])[:_TOLD]
        if lost and self.framework is not None and self.framework.points is not None:
            words = (say(self.lang, "board.lost", id=name, points=formats.points(n, self.lang)) for name, n in lost)
            yield ", ".join(words)

    def _borders(self, now: MeetingNow) -> Iterator[str]:
        for rating, distance in near_borders(self.framework, now.total, NEAR) if self.framework is not None else ():
            code = "board.above" if distance >= 0 else "board.below"
            yield say(self.lang, code, points=formats.number(abs(distance), self.lang), rating=rating.title)

    def _ends(self, least: int | None, most: int | None) -> str:
        if least is None or most is None:
            return ""
        return "–".join(dict.fromkeys(formats.points(each, self.lang) for each in (least, most)))

    def _title(self, rating: str) -> str:
        found = (each.title for each in self.framework.ratings if each.id == rating) if self.framework else ()
        return next(iter(found), "")
