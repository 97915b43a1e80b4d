"""A ledger as a text file: one entry per line, JSON, loss-free; and back, checked on the way in.

A line is the entry's canonical JSON with its hash as one more key.
"""

from __future__ import annotations

import json
from itertools import count
from typing import TYPE_CHECKING

from chamdiem.engine.ledger.entries import NotCanonical, canonical, read_entry, read_json
from chamdiem.engine.ledger.store import row_of
from chamdiem.rules.faults import Fault, FaultyInput, Place

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from chamdiem.engine.ledger.entries import Entry
    from chamdiem.engine.ledger.fsck import Checker
    from chamdiem.engine.ledger.store import Ledger, Row

MAX_LINE = 64 * 1024 * 1024
"""So many bytes may a line have: a file of something else may be one endless line."""
_HASH = b'"hash":"'


def line_of(entry: Entry) -> str:
    """Return an entry as a line of an export."""
    told = json.loads(entry.canonical) | {"hash": entry.hash}
    return canonical(told).decode() + "\n"


def import_lines(ledger: Ledger, lines: BinaryIO, name: str, checker: Checker) -> Iterator[None]:
    """Take the entries of an export into a ledger, yielding once for each; all of them, or none.

    The ledger may hold the first of them already: then it goes on from there.

    Raises:
        FaultyInput: a line is not the entry that should stand there, or the ledger holds another one in its place; it
            names the first such line.
    """
    with ledger.atomic():
        size = ledger.size()
        for number in count(1):
            line = lines.readline(MAX_LINE)
            if not line:
                break
            place = Place(name, number, 1)
            row = _row(line, place)
            code = checker.check(row)
            if code is not None:
                raise FaultyInput([Fault(code, details={"number": str(number)}, place=place)])
            if number > size:
                ledger.restore(row)
            elif ledger.get(number).hash != row.hash:
                raise FaultyInput([Fault("ledger.other_entry", details={"number": str(number)}, place=place)])
            yield


def _row(line: bytes, place: Place) -> Row:
    """Return the row that a line of an export stands for, found as it says itself, for checking."""
    try:
        told = read_json(line)
        said = told.pop("hash")
        entry = read_entry(canonical(told))
        row = row_of(entry)
    except (NotCanonical, AttributeError, KeyError, TypeError) as error:
        raise FaultyInput([Fault("ledger.not_a_line", place=place)]) from error
    if said != entry.hash or line != line_of(entry).encode():
        raise FaultyInput([Fault("ledger.line_changed", details={"number": str(place.line)}, place=place)])
    return row
