"""One meeting as the ledger has it → its row: how far it is, its ratings and totals, what it lost, who was there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chamdiem.engine.ledger.bodies import framework_of
from chamdiem.engine.ledger.contents import KeptRecord, KeptResult, NotHeld, Return, Submission, UpperAssessment
from chamdiem.engine.ledger.entries import EntryKind
from chamdiem.engine.ledger.stages import stage_of
from chamdiem.engine.ledger.states import computed_when_decided
from chamdiem.engine.lists.follow_ups import near_borders
from chamdiem.engine.lists.meetings import POINT_LAYERS, RATING_LAYERS
from chamdiem.engine.reading.record_reader import read_field
from chamdiem.engine.scoring.kept_points import differing, lost_points
from chamdiem.rules.records.faults import refusal
from chamdiem.rules.records.scalars import ScalarError
from chamdiem.web.models import MeetingNow

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chamdiem.engine.ledger.contents import LayerResult
    from chamdiem.engine.ledger.states import MeetingState
    from chamdiem.engine.reading.catalog import LoadedFramework
    from chamdiem.rules.language.framework import Framework
    from chamdiem.web.house import House

ANYWHERE = 10_000_00
"""Hundredths of a point: no total is farther from a border."""


def row_of(house: House, state: MeetingState) -> MeetingNow:
    """Return the row of a meeting, as it stands."""
    stage = stage_of(state)
    meeting, numbers = stage.meeting, stage.numbers
    row = MeetingNow(
        key=meeting.key,
        cell=meeting.cell,
        period=meeting.period,
        kind=meeting.kind,
        subject=meeting.subject,
        day=meeting.date,
        stage=stage.stage.value,
        reason=_reason(state),
        evaluation=numbers.get(EntryKind.EVALUATION),
        submission=numbers.get(EntryKind.SUBMISSION),
        upper=numbers.get(EntryKind.UPPER),
        decision=numbers.get(EntryKind.DECISION),
        sequence=state.last.sequence,
    )
    kept = state.evaluation.content if state.evaluation is not None else None
    if not isinstance(kept, KeptResult):
        return row
    loaded = framework_by(house, kept.framework)
    row.framework, row.framework_hash = loaded.id, loaded.hash
    row.own, row.computed, row.decided = stage.own or "", stage.computed or "", stage.decided or ""
    row.is_otherwise = state.decision is not None and computed_when_decided(state) != stage.decided
    _put_layers(row, loaded.framework, _layers(state, kept, stage.decided))
    _put_attendance(row, state, loaded.framework)
    return row


@dataclass(frozen=True, slots=True)
class _Layer:
    """What a layer says: the rating that it states, and what was concluded of it."""

    stated: str | None
    result: LayerResult | None

    @property
    def rating(self) -> str | None:
        return self.stated or (self.result.rating if self.result else None)


def _layers(state: MeetingState, kept: KeptResult, decided: str | None) -> dict[str, _Layer]:
    """Return the layers of an evaluation, with what was assessed and decided later."""
    layers = {name: _Layer(each.stated, each.result) for name, each in kept.layers.items()}
    if state.upper is not None and isinstance(state.upper.content, UpperAssessment):
        layers["upper"] = _Layer(state.upper.content.stated, state.upper.content.result)
    if decided is not None:
        layers["decided"] = _Layer(decided, layers["decided"].result if "decided" in layers else None)
    return layers


def framework_by(house: House, content_hash: str) -> LoadedFramework:
    """Return a framework by the hash of its content, from the ledger's own text; the process reads it once.

    Raises:
        FaultyInput: the ledger has none such.
    """
    known = house.kept_frameworks
    if content_hash not in known:
        entry = house.ledger.framework(content_hash)
        if entry is None:
            raise refusal("ledger.no_hash", house.ledger.name, hash=content_hash)
        known[content_hash] = framework_of(entry)
    return known[content_hash]


def _put_layers(row: MeetingNow, framework: Framework, layers: Mapping[str, _Layer]) -> None:
    places = {each.id: place for place, each in enumerate(framework.ratings)}
    found = (layers[name].rating for name in RATING_LAYERS if name in layers)
    row.rated = next((rating for rating in found if rating), "")
    for name in ("own", "computed", "decided", "rated"):
        setattr(row, f"{name}_place", places.get(getattr(row, name)))
    own, upper = (layers[name].result if name in layers else None for name in ("self", "upper"))
    for name, result in (("own", own), ("upper", upper)):
        if result is not None:
            _put_totals(row, name, framework, result)
    if own is not None:
        row.missing = sum(points is None for points in own.points.values())
        row.findings = len(own.findings)
        row.own_lost = lost_points(framework, "self", own.points, own.statuses)
    if upper is not None:
        row.upper_lost = lost_points(framework, "upper", upper.points, upper.statuses)
    if own is not None and upper is not None:
        row.differing = sum(1 for _ in differing(framework, own.points, upper.points))
    newest = next((layers[name].result for name in POINT_LAYERS if name in layers and layers[name].result), None)
    row.total = newest.total if newest is not None and framework.points is not None else None
    distances = (int(distance * 100) for _, distance in near_borders(framework, row.total, ANYWHERE))
    row.border = min(distances, key=abs, default=None)


def _put_totals(row: MeetingNow, name: str, framework: Framework, result: LayerResult) -> None:
    if framework.points is None:
        return
    for end in ("least", "most", "total"):
        setattr(row, f"{name}_{end}", getattr(result, end))


def _put_attendance(row: MeetingNow, state: MeetingState, framework: Framework) -> None:
    """Put how many were there, of how many, where the record says so in numbers."""
    data = state.record.content.data if state.record and isinstance(state.record.content, KeptRecord) else {}
    for name, column in (("present", "present"), ("members_total", "members")):
        field = framework.shape.by_name.get(name)
        if field is None or name not in data:
            continue
        try:
            told = read_field(field, data[name])
        except ScalarError:  # a release that reads it otherwise took it
            continue
        setattr(row, column, told if isinstance(told, int) else None)


def _reason(state: MeetingState) -> str:
    """Return why a meeting came back, was not held, or was handed in incomplete; blank: nothing of it."""
    found = next((each for each in (state.not_held, state.returned, state.submission) if each is not None), None)
    match found.content if found is not None else None:
        case NotHeld(reason=reason) | Return(reason=reason):
            return reason
        case Submission(incomplete=incomplete):
            return incomplete or ""
    return ""
