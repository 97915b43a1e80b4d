"""What the reading of meetings comes to: a record, or what is wrong and where, or a row that names only its cell.

What a table holds that becomes no record is a remark, told beside the results, so that nothing is left out in silence.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from chamdiem.engine.texts import Lang, say
from chamdiem.engine.texts.sentences import place_text
from chamdiem.rules.records.faults import Place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from chamdiem.engine.reading.catalog import LoadedFramework
    from chamdiem.engine.reading.documents import Document
    from chamdiem.engine.reading.records import Record
    from chamdiem.rules.records.faults import Fault
    from chamdiem.rules.records.shape import RecordShape

_TEXTS = 3
"""So many rows are quoted; the numbers of all of them are told."""
Read = TypeVar("Read")


@dataclass(frozen=True, slots=True)
class TableRecord:
    """A row, or a form, as a document; the faults are those of cells that cannot be read, with their places."""

    document: Document
    faults: tuple[Fault, ...]

    @property
    def is_written(self) -> bool:
        """Whether it says anything."""
        return bool(self.faults or self.document.data)

    def is_filled(self, shape: RecordShape) -> bool:
        """Tell whether it says more than what was known before."""
        data = self.document.data
        return bool(self.faults) or (isinstance(data, dict) and not data.keys() <= {*shape.registered, "framework"})


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


@dataclass(frozen=True, slots=True)
class Remark:
    """A row or a sheet, and why it is told of; `text` is what stands there."""

    code: str
    place: Place
    text: str = ""


RecordItem = Meeting | Rejected | Unfilled
Item = RecordItem | Remark


def unheard(_told: object) -> None:
    """Let what nobody hears go by."""


def heeded(items: Iterable[Read | Remark], hear: Callable[[Remark], object]) -> Iterator[Read]:
    """Yield what was read after every remark on it was told: who wants but the first item hears of all the same."""
    others = []
    for item in items:
        if isinstance(item, Remark):
            hear(item)
        else:
            others.append(item)
    yield from others


def remark_lines(remarks: Iterable[Remark], lang: Lang) -> Iterator[str]:
    """Yield a line for all rows of a sheet that are told of for the same reason, from the top of each sheet down."""
    groups: dict[tuple[str, str | None, str], list[Remark]] = {}
    for remark in remarks:
        groups.setdefault((remark.place.file, remark.place.sheet, remark.code), []).append(remark)
    for (file, sheet, code), same in groups.items():
        rows = say(lang, "remark.rows", numbers=_numbers([remark.place.line for remark in same]))
        yield f"{place_text(lang, Place(file, sheet=sheet))}: {say(lang, code, rows=rows, texts=_texts(same, lang))}"


def _texts(remarks: Sequence[Remark], lang: Lang) -> str:
    quoted = [f"“{remark.text}”" for remark in remarks if remark.text]
    texts = ", ".join(quoted[:_TEXTS]) or "—"
    rest = len(quoted) - _TEXTS
    return say(lang, "remark.more", texts=texts, count=rest) if rest > 0 else texts


def _numbers(rows: Iterable[int]) -> str:
    """Return numbers of rows as people read them: 3, 7–9."""
    ranges: list[list[int]] = []
    for row in sorted(set(rows)):
        if ranges and row == ranges[-1][-1] + 1:
            ranges[-1][1:] = [row]
        else:
            ranges.append([row])
    return ", ".join("–".join(map(str, ends)) for ends in ranges)
