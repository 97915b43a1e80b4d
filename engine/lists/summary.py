"""The monthly summary list (bảng tổng hợp): one committee's cells in ten columns, their total, who did not report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chamdiem.engine.explanation.reason_words import lost_because
from chamdiem.engine.lists.heads import letterhead, list_columns, list_of, notices_of, reasons_of
from chamdiem.engine.lists.quotas import month_quotas
from chamdiem.engine.lists.reporting import reporting_notes, reporting_of
from chamdiem.engine.paper.tables import Column, as_points
from chamdiem.engine.scoring.explaining import reasons
from chamdiem.engine.sheets.sheet_table import total_text
from chamdiem.engine.sheets.sheet_view import decided_text
from chamdiem.engine.texts import say_vi
from chamdiem.engine.texts.sentences import saying
from chamdiem.engine.words import formats

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from chamdiem.engine.lists.meetings import CellMeeting, Month
    from chamdiem.engine.paper.settings import PaperSettings
    from chamdiem.engine.paper.tables import ListView, Value
    from chamdiem.engine.reading.register import RegisteredCell
    from chamdiem.engine.scoring.evaluation import Evaluation
    from chamdiem.engine.scoring.reasons import CriterionReason
    from chamdiem.rules.language.framework import Framework

RATINGS = {"Tốt": 10, "Khá": 11, "Trung bình": 14, "Kém": 12}
"""The ratings that have a column, with its width; a framework's other ratings are named in the last one."""


def summary_list(month: Month, register: Sequence[RegisteredCell] | None, paper: PaperSettings) -> ListView:
    """Return the summary list of a month. Without a register nobody can be said not to have reported.

    A cell has the points and the rating of the newest layer that gives them; the notes say so where that is the cell.
    """
    shared = _shared(month.meetings)
    # of another subject nobody counts members, and no day is asked for
    widths = {"cell": 75} if month.subject else {"cell": 40, "members": 13, "date": 22}
    columns = (
        *list_columns(month.shape, number=10, **widths, points=14),
        *(Column(title, width, "center") for title, width in RATINGS.items()),
        *list_columns(month.shape, notes=106),
    )
    say = saying("vi", month.shape)
    said = (say(f"list.all_{name}") for name in shared)
    return list_of(
        letterhead(month, paper, "list.summary_title"),
        columns,
        (_values(month, meeting, shared) for meeting in month.meetings),
        (*_register_notes(month, register), *said, *month_quotas(month, register), *notices_of(month)),
        total=_total(month),
    )


def _values(month: Month, meeting: CellMeeting, shared: tuple[str, ...]) -> tuple[Value, ...]:
    scoring = meeting.scored[1]
    framework = meeting.evaluation.framework.framework
    award = scoring.total.award if framework.points is not None else None
    points = total_text(framework, scoring) if award is None else as_points(award)
    marks = ("x" if meeting.rating == title else None for title in RATINGS)
    notes = "; ".join(_notes(meeting, shared))
    own = () if month.subject else (meeting.members, meeting.evaluation.record.date)
    return (month.name(meeting), *own, points, *marks, notes)


def _notes(meeting: CellMeeting, shared: tuple[str, ...]) -> Iterator[str]:
    say = saying("vi", meeting.evaluation.record.shape)
    if meeting.evaluation.record.kind != "regular" and meeting.kind:
        yield say("list.kind", kind=meeting.kind)
    yield from (say(f"list.{name}") for name in _own(meeting) if name not in shared)
    if (decision := meeting.evaluation.decision) and decision.differs:
        yield say("list.decided_otherwise", said=decided_text(decision))
    elif possible := _possible_instead(meeting):
        yield say("list.rated_otherwise", ratings=", ".join(possible))
    if meeting.rating is not None and meeting.rating not in RATINGS:
        yield say("list.other_rating", rating=meeting.rating)
    layer, scoring = meeting.scored
    if scoring.to_score:
        yield say("list.to_score", count=len(scoring.to_score))
    yield from deduction_notes(meeting.evaluation, layer)


def _possible_instead(meeting: CellMeeting) -> tuple[str, ...]:
    """Return the ratings that the points allow, where the one that is stated and listed is none of them."""
    rated = meeting.rated
    found = (each for each in meeting.evaluation.contradictions if rated == (each.layer, each.stated))
    return tuple(rating.title for each in found for rating in each.scoring.possible)


def _own(meeting: CellMeeting) -> tuple[str, ...]:
    """Return what of a line is the cell's own, the upper level having said nothing yet."""
    found = ("own_points",) if meeting.scored[0] == "self" else ()
    rated = meeting.rated
    return (*found, "own_rating") if rated is not None and rated[0] in {"self", "cell_vote"} else found


def _shared(meetings: Sequence[CellMeeting]) -> tuple[str, ...]:
    """Return what is so of every line of several, and is said once under them."""
    own = [_own(meeting) for meeting in meetings]
    return tuple(name for name in own[0] if all(name in each for each in own)) if len(own) > 1 else ()


def _total(month: Month) -> tuple[Value, ...]:
    """Return how many cells and members there are, each counted once, and how many meetings have each rating."""
    ratings = [meeting.rating for meeting in month.meetings]
    members = {meeting.identity: meeting.members for meeting in month.meetings}
    say = saying("vi", month.shape)
    cells = say("list.total_cells", cells=len(members))
    if month.subject:
        return (None, cells, None, *map(ratings.count, RATINGS), None)
    known = [count for count in members.values() if count is not None]
    notes = say("list.members_unknown", count=len(members) - len(known)) if len(known) < len(members) else None
    return (None, cells, sum(known), None, None, *map(ratings.count, RATINGS), notes)


def _register_notes(month: Month, register: Sequence[RegisteredCell] | None) -> Iterator[str]:
    if register is None:
        return
    reporting, say = reporting_of(month, register), saying("vi", month.shape)
    if reporting.missing:
        names = "; ".join(cell.name for cell in reporting.missing)
        share = formats.share(reporting.came, len(register), "vi")
        yield say("list.not_reported", count=len(reporting.missing), all=len(register), share=share, names=names)
    else:
        yield say("list.all_reported", count=len(register))
    yield from reporting_notes(reporting)


# --- why points were lost (thuyết minh điểm trừ) ---


def deduction_notes(evaluation: Evaluation, layer: str) -> Iterator[str]:
    """Yield a note for every criterion that lost points, most first; those that nobody explained are named in one.

    Where the upper level took the points off, the cell's own note stands beside its own.
    """
    unexplained: dict[int, list[CriterionReason]] = {}
    framework = evaluation.framework.framework
    own = {score.criterion.id: score.note for score in evaluation.own.criteria} if layer != "self" else {}
    wording = evaluation.framework.wordings["vi"]
    for item in reasons(evaluation, layer).by_loss:
        if not item.score.lost:
            continue
        why = reasons_of(item.score.note, own.get(item.id), framework.shape) or lost_because(item, wording)
        if why:
            yield say_vi("list.deduction", criteria=_criteria(framework, [item]), why=why)
        else:
            unexplained.setdefault(item.score.lost, []).append(item)
    if unexplained:
        criteria = "; ".join(_criteria(framework, items) for items in unexplained.values())
        yield say_vi("list.deduction", criteria=criteria, why=say_vi("list.unexplained"))


def _criteria(framework: Framework, items: list[CriterionReason]) -> str:
    """Name criteria that lost the same with the points that each lost, or without them where there are none."""
    ids = ", ".join(item.id for item in items)
    if not framework.points:
        return ids
    code = "list.faults" if framework.fewer_is_better else "list.deducted"
    code = code if len(items) == 1 else f"{code}_each"
    return say_vi(code, id=ids, points=formats.points(items[0].score.lost, "vi"))
