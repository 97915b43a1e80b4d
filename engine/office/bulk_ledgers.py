"""Ledgers scored in bulk: their records as rows, in a table of their own or straight into a run."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from pathlib import Path as File
from tempfile import TemporaryFile
from typing import TYPE_CHECKING

from chamdiem.engine.bulk_runs.drawing import Drawn, DrawnRow
from chamdiem.engine.files.protected import is_database
from chamdiem.engine.ledger.entries import START
from chamdiem.engine.ledger.opening import is_address
from chamdiem.engine.office.ledger_walks import LedgerWalk
from chamdiem.engine.office.requests import form_of
from chamdiem.engine.replay.in_force import ReadInForce
from chamdiem.rules.records.faults import Fault, FaultyInput, Place, refusal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import IO

    from chamdiem.engine.files.outputs import Consent
    from chamdiem.engine.office.office import Office
    from chamdiem.engine.reading.choice import FrameworkChoice
    from chamdiem.engine.replay.in_force import RecordInForce


READING = "bulk.reading"
"""What is told while records are read."""


def is_ledger(name: str) -> bool:
    """Tell whether something that is to be scored is a ledger, and no table."""
    return is_address(name) or is_database(File(name))


# --- as a table ---


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
    reader = _LedgerReader(LedgerWalk(office=office, ledger=asked.ledger, code=READING))
    with TemporaryFile("w+", encoding="utf-8") as spool:
        heads: dict[str, None] = {}
        count = 0
        for each in reader.records(ReadInForce(size=reader.size, framework=asked.framework)):
            row = {"framework": each.framework, **each.cells}
            heads |= dict.fromkeys(row)  # which columns there are is known at the end
            spool.write(f"{json.dumps(row)}\n")
            count += 1
        if len(set(reader.subjects.values())) > 1:
            raise refusal("bulk.several_subjects", asked.ledger, frameworks=", ".join(sorted(reader.subjects)))
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


# --- into a run ---


def drawn_from(walk: LedgerWalk, choice: FrameworkChoice | None) -> Drawn:
    """Return the records in force of a ledger, as it is now, to be scored.

    `choice`: has the frameworks that scored them, of which the content must be what it was; None: another one scores.
    """
    reader = _LedgerReader(walk, choice)

    def rows() -> Iterator[DrawnRow]:
        for each in reader.records(ReadInForce(size=reader.size)):
            yield DrawnRow(each.number, each.framework, each.cells, each.proved if choice else {})

    return Drawn(reader.called, (str(reader.size), reader.head), rows)


class _LedgerReader:
    """Reads the records in force of a ledger as it is at first. `subjects` are those met, by their frameworks."""

    def __init__(self, walk: LedgerWalk, choice: FrameworkChoice | None = None) -> None:
        self._walk, self._choice = walk, choice
        with walk.office.ledger(walk.ledger) as opened:
            last, self.called = opened.head(), opened.name
        self.size, self.head = (last.sequence, last.hash) if last else (0, START)
        self.subjects: dict[str, str] = {}

    def records(self, task: ReadInForce) -> Iterator[RecordInForce]:
        """Yield the records.

        Raises:
            FaultyInput: at the end, all that cannot be read or is to be scored by what it was not scored by.
        """
        faults: list[Fault] = []
        met: set[tuple[str, str]] = set()
        for found in self._walk.found(self.size, task):
            if isinstance(found, Fault):
                if found not in faults:  # what another entry needs that cannot be read is told by its own number, too
                    faults.append(found)
                continue
            if (found.framework, found.hash) not in met:
                met.add((found.framework, found.hash))
                self.subjects[found.framework] = found.subject
                faults += self._unlike(found)
            yield found
        if faults:
            raise FaultyInput(faults)

    def _unlike(self, found: RecordInForce) -> Iterator[Fault]:
        """Yield that the framework that scored a record is not here, or has other content."""
        if self._choice is None:
            return
        try:
            same = self._choice.named(found.framework).hash == found.hash
        except FaultyInput:
            same = False
        if not same:
            details = {"framework": found.framework, "hash": found.hash[:12]}
            yield Fault("bulk.other_kept", details=details, place=Place(self.called))
