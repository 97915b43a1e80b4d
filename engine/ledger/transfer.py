"""A ledger as a text file: one entry per line, JSON, loss-free; and back, checked on the way in.

A line is the entry's canonical JSON with its hash as one more key.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from chamdiem.engine.files.contents import reading
from chamdiem.engine.ledger.backend import unreadable
from chamdiem.engine.ledger.entries import NotCanonical, canonical, read_entry, read_json
from chamdiem.engine.ledger.fsck import Checker
from chamdiem.engine.ledger.store import row_of
from chamdiem.rules.records.faults import Fault, FaultyInput, Place, refusal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path as File

    from chamdiem.engine.ledger.backend import StoredEntry
    from chamdiem.engine.ledger.entries import Entry
    from chamdiem.engine.ledger.store import Ledger

MAX_LINE = 64 * 1024 * 1024
"""So many bytes may a line have: a file of something else may be one endless line."""
_PIECE = 1 << 20


def line_of(entry: Entry) -> bytes:
    """Return an entry as a line of an export."""
    return canonical(json.loads(entry.canonical) | {"hash": entry.hash}) + b"\n"


def follows(older: File, newer: File) -> bool:
    """Tell whether an export begins with all of an older one: then nothing is lost when it takes its place."""
    with reading(older) as old, reading(newer) as new:
        while piece := old.read(_PIECE):
            if new.read(len(piece)) != piece:
                return False
    return True


def same(ledger: Ledger, file: File) -> bool:
    """Tell whether a file is the export of a ledger as it is, to the byte."""
    with reading(file) as stream:
        return all(stream.readline(MAX_LINE) == line_of(entry) for entry in ledger.entries()) and not stream.read(1)


def count_lines(file: File) -> int:
    """Return how many lines a file has. A device or a pipe is refused: it may never end, and cannot be read again."""
    if file.exists() and not (file.is_file() or file.is_dir()):
        raise refusal("ledger.no_export", file)
    with reading(file) as stream:
        return sum(piece.count(b"\n") for piece in iter(lambda: stream.read(_PIECE), b""))


def import_file(ledger: Ledger, file: File, checker: Checker | None = None) -> Iterator[None]:
    """Take the entries of an export into a ledger, yielding once for each; all of them, or none.

    The ledger may hold the first of them already: then it goes on from there. Times that run backwards are taken as
    they are, since older versions let them in: `checker` tells of them.

    Raises:
        FaultyInput: a line is not the entry that should stand there, or the ledger holds another one in its place; it
            names the first such line.
    """
    checker = checker or Checker()
    with reading(file) as stream, ledger.atomic():
        size = ledger.size()
        for line in iter(lambda: stream.readline(MAX_LINE), b""):
            place = Place(str(file), checker.size + 1, 1)
            row = _row(line, place)
            fault = checker.check(row)
            if fault is None and row.sequence <= size and ledger.get(row.sequence).hash != row.hash:
                fault = Fault("ledger.other_entry", details={"number": str(place.line)})
            if fault is not None:
                raise FaultyInput([replace(fault, place=place)])
            if row.sequence > size:
                ledger.restore(row)
            yield


def _row(line: bytes, place: Place) -> StoredEntry:
    """Return the row that a line of an export stands for, found as it says itself, for checking."""
    try:
        told = read_json(line)
        said = told.pop("hash")
        entry = read_entry(canonical(told))
        row = row_of(entry)
    except NotCanonical as error:
        fault = unreadable("ledger.not_a_line", place.line, error.part)
        raise FaultyInput([replace(fault, place=place)]) from error
    except (AttributeError, KeyError, TypeError) as error:
        raise FaultyInput([Fault("ledger.not_a_line", place=place)]) from error
    if said != entry.hash or line != line_of(entry):
        raise FaultyInput([Fault("ledger.line_changed", details={"number": str(place.line)}, place=place)])
    return row
