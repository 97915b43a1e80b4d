"""The records of a ledger as a table that is scored in bulk: of every meeting what is in force, in all layers."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Any

from chamdiem.engine.ledger.backend import Damaged
from chamdiem.engine.ledger.contents import KeptRecord, KeptResult, UpperAssessment
from chamdiem.engine.ledger.states import state_around
from chamdiem.engine.office.requests import form_of
from chamdiem.engine.replay.frameworks import KeptFrameworks
from chamdiem.engine.replay.replaying import readable
from chamdiem.rules.records.faults import Fault, FaultyInput, refusal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path as File
    from typing import IO

    from chamdiem.engine.files.outputs import Consent
    from chamdiem.engine.ledger.entries import Entry
    from chamdiem.engine.ledger.states import MeetingState
    from chamdiem.engine.ledger.store import Ledger
    from chamdiem.engine.office.office import Office

    Row = dict[str, str]

_UNTOLD = frozenset({"subject"})
"""What a record says of itself and a table of one subject does not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerTableRequest:
    """Of which ledger a table is wanted, in which CSV file; `framework`: only of what was scored by that, by its id."""

    ledger: str
    output: File
    framework: str | None = None


def write_ledger_table(office: Office, asked: LedgerTableRequest, consent: Consent) -> int:
    """Write a row for every record of which an evaluation is in force, as a table has it; return how many there are.

    Raises:
        FaultyInput: what is damaged, of several subjects, or was kept without what is one person's own; all of it.
    """
    consent = office.consent(consent, (asked.ledger,), asked.output)
    form_of(asked.output, ("csv",))
    with office.ledger(asked.ledger) as ledger, TemporaryFile("w+", encoding="utf-8") as spool:
        reader = _RecordsInForce(ledger, asked.framework)
        heads: dict[str, None] = {}
        count = 0
        for row in reader.rows():  # which columns there are is known at the end
            heads |= dict.fromkeys(row)
            spool.write(f"{json.dumps(row)}\n")
            count += 1
        if reader.faults:
            raise FaultyInput(reader.faults)
        if len(reader.subjects) > 1:
            raise refusal("bulk.several_subjects", asked.ledger, frameworks=", ".join(sorted(reader.frameworks)))
        if not count:
            raise refusal("bulk.no_records", asked.ledger)
        spool.seek(0)
        office.write(asked.output, _lines(list(heads), spool), consent)
    return count


def _lines(heads: list[str], spool: IO[str]) -> Iterator[bytes]:
    line = io.StringIO()
    writer = csv.DictWriter(line, heads, restval="")
    writer.writeheader()
    for text in spool:
        writer.writerow(json.loads(text))
        yield line.getvalue().encode()
        line.seek(0)
        line.truncate()


class _RecordsInForce:
    """Reads the records in force. `faults`, `subjects` and `frameworks` are those that were met."""

    def __init__(self, ledger: Ledger, framework: str | None) -> None:
        self._ledger, self._framework = ledger, framework
        self._kept = KeptFrameworks(ledger)
        self.faults: list[Fault] = []
        self.subjects: set[str] = set()
        self.frameworks: set[str] = set()

    def rows(self) -> Iterator[Row]:
        """Yield a row for each record; what is at fault is gathered."""
        for entry in readable(self._ledger, 1, self._ledger.size()):
            if isinstance(entry, Damaged):
                self.faults += entry.faults
            elif isinstance(entry.content, KeptResult):
                try:
                    yield from self._row(entry, entry.content)
                except FaultyInput as error:
                    self.faults += error.faults

    def _row(self, entry: Entry, kept: KeptResult) -> Iterator[Row]:
        loaded = self._kept.get(kept.framework)
        state = state_around(self._ledger, entry)
        if self._framework not in {None, loaded.id} or state is None or state.evaluation != entry:
            return
        record = self._ledger.by_hash(kept.record).content
        if not isinstance(record, KeptRecord):
            raise refusal("ledger.not_kind", self._ledger.name, number=str(entry.sequence))
        if record.made:
            raise refusal("bulk.made_only", self._ledger.name, number=str(entry.sequence))
        self.subjects.add(loaded.framework.shape.subject)
        self.frameworks.add(loaded.id)
        yield {"framework": loaded.id, **dict(_cells(_with_upper(record.data, state)))}


def _with_upper(data: Mapping[str, Any], state: MeetingState) -> Mapping[str, Any]:
    """Return what a record says, with what the upper level said of it later."""
    upper = state.upper.content if state.upper is not None else None
    if not isinstance(upper, UpperAssessment):
        return data
    return {**data, "assessments": {**data.get("assessments", {}), "upper": upper.given}}


def _cells(data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
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
