"""Timelines from what keeps records: the entries of a ledger as known at a moment, or evaluations of files."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from chamdiem.engine.history.timeline import CellMonth, Known, MonthState, Overruled, Timeline
from chamdiem.engine.ledger.contents import Decision, KeptRecord, KeptResult
from chamdiem.engine.ledger.states import computed_when_decided
from chamdiem.rules.records.fields import LAYERS
from chamdiem.rules.records.identity import CellKey, cell_key, key_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from chamdiem.engine.history.kept import KeptMonths
    from chamdiem.engine.history.periods import Activity
    from chamdiem.engine.ledger.contents import KeptLayer
    from chamdiem.engine.ledger.states import MeetingState
    from chamdiem.engine.scoring.evaluation import Evaluation
    from chamdiem.rules.language.framework import Period

_POINTED = ("self", "upper", "decided")
"""The layers that have points, in the order in which they are given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """What is known of the months of one cell: its records, and who says of a month that nobody met.

    `name` is how it is written there, mostly its id; `called`: its name, as the last record has it, as
    `upper_org` is.
    """

    cell: CellKey
    name: str
    called: str = ""
    upper_org: str | None = None
    records: Mapping[str, tuple[Known, ...]] = field(default_factory=dict)
    not_held: Mapping[str, str] = field(default_factory=dict)

    def timeline(self, months: Sequence[str], activity: Activity) -> Timeline:
        """Return the months in order; where nobody says when the cell was active, none of them lies outside."""
        active = months if activity.months is None else activity.months
        return Timeline(cell=self.cell, months=tuple(self._month(each, each in active) for each in months))

    def _month(self, period: str, active: bool) -> CellMonth:  # noqa: FBT001 - one of two states
        records = tuple(sorted(self.records.get(period, ()), key=_order))
        state: MonthState = "held" if records else "not_held" if period in self.not_held else "unknown"
        source = self.not_held.get(period, "") if state == "not_held" else ""
        return CellMonth(period=period, state=state if active else "outside", records=records, source=source)


def _order(record: Known) -> tuple[str, str, str]:
    return record.day.isoformat() if record.day else "", record.kind, record.source


def with_predecessor(cell: Gathered, before: Gathered) -> Gathered:
    """Return what is known of a cell, with the months of the one of which it was made where it has none itself."""
    records, not_held = {**before.records, **cell.records}, {**before.not_held, **cell.not_held}
    return replace(cell, records=records, not_held=not_held)


# --- from a ledger ---


def gather_kept(kept: KeptMonths, period: Period, cell: str, months: Sequence[str]) -> Gathered:
    """Return what a ledger holds of the months of a cell, as far as a rule for several months looks at them."""
    records: dict[str, list[Known]] = {}
    not_held: dict[str, str] = {}
    called, upper_org = cell, None
    for month in months:
        for _, state in kept.meetings(cell, month, period.records.kinds):
            if state.record is not None and state.evaluation is not None:
                content = state.record.content
                if isinstance(content, KeptRecord):
                    called = str(content.data.get("cell_name", called))
                    upper_org = content.data.get("upper_org", upper_org)
                records.setdefault(month, []).append(_known(kept, period, state))
            elif state.not_held is not None:
                not_held[month] = state.not_held.hash
    told = {month: tuple(own) for month, own in records.items()}
    key = cell_key(cell, None, None)
    return Gathered(cell=key, name=cell, called=called, upper_org=upper_org, records=told, not_held=not_held)


def _known(kept: KeptMonths, period: Period, state: MeetingState) -> Known:
    """Return what is known of one meeting by its entries in force."""
    evaluation, layer = state.evaluation, period.records.layer
    assert state.record is not None  # noqa: S101 - the caller saw them
    assert evaluation is not None  # noqa: S101 - as above
    meeting, result = state.record.content, evaluation.content
    assert isinstance(meeting, KeptRecord)  # noqa: S101 - of this kind, by how the state was made
    assert isinstance(result, KeptResult)  # noqa: S101 - as above
    decision = state.decision.content if state.decision is not None else None
    decided = decision.rating if isinstance(decision, Decision) else None
    rating, possible = _rated(result.layers, layer, decided)
    record = kept.record(state) if period.facts else None
    return Known(
        period=meeting.meeting.period,
        day=meeting.meeting.date,
        kind=meeting.meeting.kind,
        framework=kept.framework_id(result.framework),
        facts=record.facts_by_name() if record else {},
        rating=rating,
        possible=possible,
        total=None if rating is None and layer == "decided" else _points(result.layers, layer),
        layer=layer,
        source=(state.decision if decided is not None and state.decision else evaluation).hash,
        overruled=_overruled(state, decision) if isinstance(decision, Decision) and layer == "decided" else None,
    )


def _overruled(state: MeetingState, decision: Decision) -> Overruled | None:
    """Return what was computed where another rating was decided."""
    computed = computed_when_decided(state)
    return None if computed == decision.rating else Overruled(computed=computed, reason=decision.reason)


def _rated(layers: Mapping[str, KeptLayer], layer: str, decided: str | None) -> tuple[str | None, tuple[str, ...]]:
    """Return the rating of a layer, and those that may still be given where it has none yet; nothing said, nothing."""
    if layer == "decided" and decided is not None:
        return decided, (decided,)
    own = layers.get(layer)
    if own is None:
        return None, ()
    rating = own.stated or (own.result.rating if own.result else None)
    return rating, (rating,) if rating is not None else own.result.possible if own.result else ()


def _points(layers: Mapping[str, KeptLayer], layer: str) -> tuple[int, int] | None:
    """Return the ends of the total of the newest layer that has points, up to the one that counts."""
    names = tuple(LAYERS)
    for name in reversed(_POINTED):
        own = layers.get(name)
        if names.index(name) <= names.index(layer) and own is not None and own.result is not None:
            return own.result.least, own.result.most
    return None


# --- from files ---


def gather_evaluations(evaluations: Iterable[Evaluation], layer: str) -> dict[str, Gathered]:
    """Return what evaluations tell of the months of each cell, by the key of how the cell is written."""
    found: dict[str, Gathered] = {}
    for evaluation in evaluations:
        record, known = evaluation.record, known_of(evaluation, layer)
        name = record.cell_as_written
        own = found.get(key_of(name)) or Gathered(cell=record.cell, name=name)
        months = {**own.records, known.period: (*own.records.get(known.period, ()), known)}
        called, above = record.cell_called or "", record.text("upper_org")
        found[key_of(name)] = replace(own, called=called, upper_org=above, records=months)
    return found


def known_of(evaluation: Evaluation, layer: str) -> Known:
    """Return what is known of a meeting by its evaluation."""
    record = evaluation.record
    own = evaluation.layers.get(layer)
    scoring = own.scoring if own else None
    rated = (own.stated or (scoring.rating if scoring else None)) if own else None
    possible = (rated.id,) if rated else tuple(each.id for each in scoring.possible) if scoring else ()
    names = tuple(LAYERS)
    scored = (
        evaluation.layers[name].scoring
        for name in reversed(_POINTED)
        if name in evaluation.layers and names.index(name) <= names.index(layer)
    )
    total = next((each.total for each in scored if each is not None), None)
    open_ = rated is None and layer == "decided"
    return Known(
        period=record.period or (record.date.isoformat()[:7] if record.date else ""),
        day=record.date,
        kind=record.kind or "",
        framework=evaluation.framework.id,
        facts=record.facts_by_name(),
        rating=rated.id if rated else None,
        possible=possible,
        total=(total.least, total.most) if total and not open_ else None,
        layer=layer,
        source=str(record.document.place(()).file),
    )
