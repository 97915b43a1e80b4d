"""The meetings that a list is about: those of one month, each with its cell, and what was last said of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chamdiem.engine.words.collation import vietnamese
from chamdiem.rules.records.faults import Fault, FaultyInput
from chamdiem.rules.records.identity import CellIndex
from chamdiem.rules.records.meeting import MEETING_KINDS
from chamdiem.rules.records.scalars import listed, shown

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    from chamdiem.engine.scoring.evaluation import Evaluation, Scoring
    from chamdiem.rules.language.framework import Rating
    from chamdiem.rules.language.subjects import Subject
    from chamdiem.rules.records.identity import CellKey
    from chamdiem.rules.records.shape import RecordShape

RATING_LAYERS = ("decided", "upper", "cell_vote", "self")
POINT_LAYERS = ("decided", "upper", "self")


@dataclass(frozen=True, slots=True)
class CellMeeting:
    """One meeting's evaluation with the cell that held it.

    `cell` is the cell's name, or its id where it has none; `identity` is what all meetings of one cell in a month have
    in common, however it is spelled in them.
    """

    evaluation: Evaluation
    cell: str
    identity: int

    @property
    def cell_id(self) -> str | None:
        """The cell's id."""
        return self.evaluation.record.text(self.evaluation.record.shape.unit)

    @property
    def key(self) -> CellKey:
        """The cell, as it is compared with others."""
        return self.evaluation.record.cell

    @property
    def upper_org(self) -> str | None:
        """The upper organisation."""
        return self.evaluation.record.text("upper_org")

    @property
    def members(self) -> int | None:
        """How many members the cell has."""
        found = self.evaluation.record.values.get("members_total")
        return found if isinstance(found, int) else None

    @property
    def kind(self) -> str | None:
        """The kind of meeting in Vietnamese."""
        kind = self.evaluation.record.kind
        return MEETING_KINDS[kind][0] if kind else None

    @property
    def scored(self) -> tuple[str, Scoring]:
        """The newest layer that has points, and its scoring."""
        layers = (self.evaluation.layers.get(name) for name in POINT_LAYERS)
        return next((item.layer, item.scoring) for item in layers if item and item.scoring)

    @property
    def rated(self) -> tuple[str, Rating] | None:
        """The newest layer that has a rating, stated or else concluded from its points, and the rating."""
        return rating_of(self.evaluation)

    @property
    def rating(self) -> str | None:
        """The title of that rating."""
        return self.rated[1].title if self.rated else None


def rating_of(evaluation: Evaluation) -> tuple[str, Rating] | None:
    """Return the newest layer of an evaluation that has a rating, stated or else concluded, and the rating."""
    layers = (evaluation.layers.get(name) for name in RATING_LAYERS)
    found = ((item.layer, item.stated or (item.scoring.rating if item.scoring else None)) for item in layers if item)
    return next(((name, rating) for name, rating in found if rating is not None), None)


def count_ratings(evaluations: Iterable[Evaluation]) -> tuple[dict[str, int], int]:
    """Return how many evaluations have each rating, by title and best first, and how many have none."""
    rated: Counter[str] = Counter()
    ranks: dict[str, int] = {}
    unrated = 0
    for evaluation in evaluations:
        found = rating_of(evaluation)
        if found is None:
            unrated += 1
            continue
        title, rank = found[1].title, evaluation.framework.framework.ratings.index(found[1])
        rated[title] += 1
        ranks[title] = min(rank, ranks.get(title, rank))
    return {title: rated[title] for title in sorted(rated, key=lambda title: (ranks[title], title))}, unrated


@dataclass(frozen=True, slots=True)
class Month:
    """The meetings of one month, by upper organisation and cell in Vietnamese order, then by date.

    `faulty` are the cells of records that came in and could not be used: they reported, and nothing is listed of them.
    """

    period: str
    meetings: tuple[CellMeeting, ...]
    faulty: tuple[CellKey, ...] = ()

    @property
    def shape(self) -> RecordShape:
        """The shape of its records; there is one at least."""
        return self.meetings[0].evaluation.record.shape

    @property
    def subject(self) -> Subject | None:
        """What was scored, where these are no meetings."""
        return self.meetings[0].evaluation.framework.framework.subject if self.meetings else None

    @property
    def organisation(self) -> str | None:
        """The upper organisation that all cells have, or None where there are several or none."""
        found = {meeting.key.upper_org: meeting.upper_org for meeting in reversed(self.meetings)}
        return next(iter(found.values())) if len(found) == 1 else None

    @property
    def date(self) -> dt.date | None:
        """The newest meeting's date."""
        return max((day for meeting in self.meetings if (day := meeting.evaluation.record.date)), default=None)

    @property
    def by_framework(self) -> Mapping[str, list[CellMeeting]]:
        """The meetings that each framework scored, by its id."""
        found: dict[str, list[CellMeeting]] = {}
        for meeting in self.meetings:
            found.setdefault(meeting.evaluation.framework.id, []).append(meeting)
        return found

    def name(self, meeting: CellMeeting) -> str:
        """Return a cell's name, with its upper organisation where the month has several."""
        if self.organisation is None and meeting.upper_org:
            return f"{meeting.cell}, {meeting.upper_org}"
        return meeting.cell


def month_of(
    evaluations: Iterable[Evaluation], period: str | None, faulty: Iterable[tuple[CellKey, str | None]] = ()
) -> Month:
    """Return the meetings of a month, or of the one month that all evaluations are of.

    `faulty` are the cells of records that could not be used, with their months where these are known.

    Raises:
        FaultyInput: a record without a cell or a period, two of the same meeting, several months, or no meeting.
    """
    found = tuple(evaluations)
    faults = [fault for evaluation in found for fault in needs_for_a_list(evaluation)]
    if faults:
        raise FaultyInput(faults)
    subjects = sorted({each.record.shape.subject for each in found})
    if len(subjects) > 1:
        raise FaultyInput([Fault("list.several_subjects", details={"names": listed(subjects)})])
    chosen = _period(found, period)
    meetings = _with_cells([each for each in found if each.record.filed_under == chosen])
    faults = _twice(meetings)
    if faults:
        raise FaultyInput(faults)
    of_month = tuple(cell for cell, month in faulty if month in {None, chosen})
    return Month(chosen, tuple(sorted(meetings, key=_order)), of_month)


def _with_cells(evaluations: Iterable[Evaluation]) -> list[CellMeeting]:
    """Return meetings with their cells, numbered as they come."""
    numbers: CellIndex[int] = CellIndex()
    meetings = []
    for number, evaluation in enumerate(evaluations):
        record = evaluation.record
        identity = next(iter(numbers.find(record.cell)), number)
        numbers.add(record.cell, identity)
        meetings.append(CellMeeting(evaluation, record.cell_called or "", identity))
    return meetings


def needs_for_a_list(evaluation: Evaluation) -> list[Fault]:
    """Return what keeps a record out of every list."""
    record = evaluation.record
    needed = {"list.no_cell": record.cell_called, "list.no_period": record.filed_under}
    return [
        Fault(code, place=record.document.place(()), shape=record.shape) for code, said in needed.items() if not said
    ]


def _period(evaluations: tuple[Evaluation, ...], period: str | None) -> str:
    periods = sorted({each.record.filed_under or "" for each in evaluations})
    if period is None and len(periods) == 1:
        return periods[0]
    if period in periods:
        return period or ""
    code = "list.several_periods" if period is None and periods else "list.no_meeting"
    raise FaultyInput([Fault(code, details={"periods": listed(periods) or "—", "period": period or "—"})])


def _twice(meetings: list[CellMeeting]) -> list[Fault]:
    """Return a fault for each record of a meeting that another one is about: same cell, same kind."""
    seen: dict[tuple[object, ...], str] = {}
    faults = []
    for meeting in meetings:
        document, key = meeting.evaluation.record.document, (meeting.identity, meeting.kind)
        if key in seen:
            details = {"cell": shown(meeting.cell), "file": seen[key]}
            faults.append(
                Fault("list.twice", details=details, place=document.place((meeting.evaluation.record.shape.unit,)))
            )
        seen.setdefault(key, document.file)
    return faults


def _order(meeting: CellMeeting) -> tuple[object, ...]:
    date = meeting.evaluation.record.date
    return vietnamese(meeting.upper_org or ""), vietnamese(meeting.cell), date.toordinal() if date else 0
