"""Timelines from what keeps records: the entries of a ledger as known at a moment, or evaluations of files."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from chamdiem.engine.history.timeline import CellMonth, Known, MonthState, Timeline
from chamdiem.engine.ledger.bodies import record_of
from chamdiem.engine.ledger.contents import Decision, KeptRecord, KeptResult, KeptText
from chamdiem.engine.ledger.states import MeetingState, state_of
from chamdiem.rules.language.fields import LAYERS
from chamdiem.rules.language.identity import CellKey, key_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from chamdiem.engine.history.periods import Activity
    from chamdiem.engine.ledger.contents import KeptLayer
    from chamdiem.engine.ledger.store import Ledger
    from chamdiem.engine.scoring.evaluation import Evaluation

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


class LedgerReader:
    """Reads what a ledger holds of cells, as known after `size` entries; None: all of them.

    `facts`: the fields of the records are read, too, with `today` to bound their dates.
    """

    def __init__(self, ledger: Ledger, layer: str, *, size: int | None = None, facts: dt.date | None = None) -> None:
        self._ledger, self._layer, self._size, self._facts = ledger, layer, size, facts
        self._frameworks: dict[str, str] = {}
        self._meetings: dict[tuple[str, str], dict[str, list[str]]] = {}

    def cells(self, kinds: Iterable[str], months: Sequence[str]) -> dict[str, str]:
        """Return the cells that have entries of some kinds in some months: how each is written, by its key."""
        keys = (key for kind in kinds for month in months for own in self._of(kind, month).values() for key in own)
        found: dict[str, str] = {}
        for written in (key.split("/", 2)[2] for key in keys):
            found.setdefault(key_of(written), written)
        return found

    def _of(self, kind: str, month: str) -> dict[str, list[str]]:
        """Return the meetings of a kind in a month by the keys of their cells, asked for once."""
        if (kind, month) not in self._meetings:
            own = self._meetings.setdefault((kind, month), {})
            for key in self._ledger.meetings(kind, month):
                own.setdefault(key_of(key.split("/", 2)[2]), []).append(key)
        return self._meetings[kind, month]

    def gather(self, cell: CellKey, written: str, kinds: Iterable[str], months: Sequence[str]) -> Gathered:
        """Return what is known of the months of a cell, however it is spelled in the ledger."""
        records: dict[str, list[Known]] = {}
        not_held: dict[str, str] = {}
        called, upper_org = written, None
        for month in months:
            for state in self._states(written, kinds, month):
                if state.record is not None and state.evaluation is not None:
                    kept = state.record.content
                    if isinstance(kept, KeptRecord):
                        called = str(kept.data.get("cell_name", called))
                        upper_org = kept.data.get("upper_org", upper_org)
                    records.setdefault(month, []).append(self.known(state))
                elif state.not_held is not None:
                    not_held[month] = state.not_held.hash
        told = {month: tuple(own) for month, own in records.items()}
        return Gathered(cell=cell, name=written, called=called, upper_org=upper_org, records=told, not_held=not_held)

    def _states(self, cell: str, kinds: Iterable[str], month: str) -> Iterator[MeetingState]:
        for meeting in (key for kind in kinds for key in self._of(kind, month).get(key_of(cell), ())):
            about = self._ledger.about(meeting)
            entries = tuple(each for each in about if self._size is None or each.sequence <= self._size)
            if entries:
                yield state_of(entries)

    def known(self, state: MeetingState) -> Known:
        """Return what is known of one meeting by its entries in force."""
        record, evaluation = state.record, state.evaluation
        assert record is not None  # noqa: S101 - the caller saw them
        assert evaluation is not None  # noqa: S101 - as above
        kept, result = record.content, evaluation.content
        assert isinstance(kept, KeptRecord)  # noqa: S101 - of this kind, by how the state was made
        assert isinstance(result, KeptResult)  # noqa: S101 - as above
        decision = state.decision.content if state.decision is not None else None
        decided = decision.rating if isinstance(decision, Decision) else None
        rating, possible = _rated(result.layers, self._layer, decided)
        return Known(
            period=kept.meeting.period,
            day=kept.meeting.date,
            kind=kept.meeting.kind,
            framework=self._framework(result.framework),
            facts=self._facts_of(state),
            rating=rating,
            possible=possible,
            total=None if rating is None and self._layer == "decided" else _points(result.layers, self._layer),
            layer=self._layer,
            source=(state.decision if decided is not None and state.decision else evaluation).hash,
        )

    def _framework(self, hash_: str) -> str:
        if hash_ not in self._frameworks:
            entry = self._ledger.framework(hash_)
            content = entry.content if entry is not None else None
            self._frameworks[hash_] = content.id if isinstance(content, KeptText) else ""
        return self._frameworks[hash_]

    def _facts_of(self, state: MeetingState) -> Mapping[str, int]:
        if self._facts is None or state.record is None:
            return {}
        return {key.subject: value for key, value in record_of(state.record, self._facts).facts().items()}


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
        facts={key.subject: value for key, value in record.facts().items()},
        rating=rated.id if rated else None,
        possible=possible,
        total=(total.least, total.most) if total and not open_ else None,
        layer=layer,
        source=str(record.document.place(()).file),
    )
