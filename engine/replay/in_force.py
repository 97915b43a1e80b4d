"""The records of a ledger as rows of a table: of every meeting what is in force, in all layers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from chamdiem.engine.ledger.backend import Damaged
from chamdiem.engine.ledger.contents import KeptRecord, KeptResult, UpperAssessment
from chamdiem.engine.ledger.states import state_around
from chamdiem.engine.replay.frameworks import KeptFrameworks
from chamdiem.engine.replay.replaying import readable
from chamdiem.rules.records.faults import Fault, FaultyInput, refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from chamdiem.engine.ledger.entries import Entry
    from chamdiem.engine.ledger.states import MeetingState
    from chamdiem.engine.ledger.store import Ledger

_UNTOLD = frozenset({"subject"})
"""What a record says of itself and a table of one subject does not."""


class RecordInForce(NamedTuple):
    """A record with the number of the evaluation in force, the framework of this one, and the cells of a table's row.

    A cell is called as `InputColumn.id` calls its column. `proved` are the ends of what earlier records decide.
    """

    number: int
    framework: str
    hash: str
    subject: str
    cells: Mapping[str, str]
    proved: Mapping[str, tuple[int, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadInForce:
    """Reading the records in force after the first `size` entries of a ledger, as a task to go through it.

    `framework`: only of what was scored by that, by its id. What cannot be read is found as a fault.
    """

    size: int
    framework: str | None = None

    def begin(self, ledger: Ledger) -> Callable[[int, int], Iterator[RecordInForce | Fault]]:
        """Return what yields a record for every evaluation in force from one number to another."""
        return _InForceReader(ledger, self).found


class _InForceReader:
    def __init__(self, ledger: Ledger, task: ReadInForce) -> None:
        self._ledger, self._task = ledger, task
        self._kept = KeptFrameworks(ledger)

    def found(self, first: int, last: int) -> Iterator[RecordInForce | Fault]:
        for entry in readable(self._ledger, first, last):
            if isinstance(entry, Damaged):
                yield from entry.faults
            elif isinstance(entry.content, KeptResult):
                try:
                    yield from self._record(entry, entry.content)
                except FaultyInput as error:
                    yield from error.faults

    def _record(self, entry: Entry, kept: KeptResult) -> Iterator[RecordInForce]:
        loaded = self._kept.get(kept.framework)
        if self._task.framework not in {None, loaded.id}:
            return
        state = state_around(self._ledger, entry, self._task.size)
        if state is None or state.evaluation != entry:
            return
        record = self._ledger.by_hash(kept.record).content
        if not isinstance(record, KeptRecord):
            raise refusal("ledger.not_kind", self._ledger.name, number=str(entry.sequence))
        if record.made:
            raise refusal("bulk.made_only", self._ledger.name, number=str(entry.sequence))
        subject = loaded.framework.shape.subject
        cells = dict(cells_of(_with_upper(record.data, state)))
        earlier = kept.history.facts if kept.history is not None else {}
        known = {name: least for name, (least, most) in earlier.items() if least == most}
        cells |= {name: loaded.framework.shape.by_name[name].written(fact) for name, fact in known.items()}
        yield RecordInForce(entry.sequence, loaded.id, loaded.hash, subject, cells, earlier)


def _with_upper(data: Mapping[str, Any], state: MeetingState) -> Mapping[str, Any]:
    """Return what a record says, with what the upper level said of it later."""
    upper = state.upper.content if state.upper is not None else None
    if not isinstance(upper, UpperAssessment):
        return data
    return {**data, "assessments": {**data.get("assessments", {}), "upper": upper.given}}


def cells_of(data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the cells of a record, each by what `InputColumn.id` calls its column."""
    layers = data.get("assessments") or {}
    parts = {**{key: told for key, told in data.items() if key not in {"assessments", *_UNTOLD}}, **layers}
    for path, told in _leaves(parts):
        yield ".".join([*path[:2], *(["/".join(path[2:])] if path[2:] else [])]), told


def _leaves(told: object, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(told, dict):
        for key, inner in told.items():
            yield from _leaves(inner, (*path, key))
    elif isinstance(told, list | tuple):
        yield path, "\n".join(map(str, told))
    elif told is not None:
        yield path, str(told)
