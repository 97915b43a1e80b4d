"""What the reading of meetings comes to: a record, or what is wrong and where, or a row that names only its cell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chamdiem.engine.reading.remarks import Remark

if TYPE_CHECKING:
    from chamdiem.engine.reading.catalog import LoadedFramework
    from chamdiem.engine.reading.documents import Document
    from chamdiem.engine.reading.records import Record
    from chamdiem.rules.language.faults import Fault, Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """One meeting that was read without fault. `framework`: what scores it, where its file or the user says so."""

    record: Record
    place: Place
    framework: LoadedFramework | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """What cannot be used, with every fault of it.

    `document` is there where it was a record at least in shape, and `record` holds what is right in it.
    """

    faults: tuple[Fault, ...]
    place: Place
    document: Document | None = None
    record: Record | None = None
    framework: LoadedFramework | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfilled:
    """A row that names a cell and tells nothing of a meeting: the cell has not reported."""

    place: Place
    record: Record


RecordItem = Meeting | Rejected | Unfilled
Item = RecordItem | Remark
