"""Meetings that were given more than once: the same record twice counts once; records that differ are all held back.

Which of two records is right, nobody but the cell knows, and certainly not the order of file names. Rows that were
corrected take the place of the faulty ones that they correct, and of nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chamdiem.engine.reading.items import Rejected, Unfilled
from chamdiem.engine.reading.remarks import Remark
from chamdiem.rules.language.faults import Fault, FaultyInput
from chamdiem.rules.language.identity import CellIndex
from chamdiem.rules.language.scalars import listed, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from chamdiem.engine.reading.items import Item
    from chamdiem.engine.reading.records import Record
    from chamdiem.rules.language.identity import CellKey

_CODES = {
    True: ("table.repeated_meeting", "table.repeated_spelling", "table.repeated_without_id"),
    False: ("table.differing_meetings", "table.differing_spelling", "table.differing_without_id"),
}
"""What is said of records that repeat another one, and of such that differ, by how likely they are of one cell."""
_SPELLED = frozenset({"cell_id", "cell_name", "upper_org"})


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingKey:
    """What tells a meeting from every other one: the cell, however it is spelled, the month and the kind."""

    cell: CellKey
    period: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An item as it was read. `corrects`: it stands in a workbook of rows that were to be corrected."""

    item: Item
    record: Record | None = None
    key: MeetingKey | None = None
    corrects: bool = False

    @property
    def said(self) -> object:
        """What the record says; of a faulty one, its data as it stands."""
        if self.record is None or isinstance(self.item, Rejected):
            return self.record.document.data if self.record else None
        record = self.record
        # the cell is the same in every spelling; which of them is right is asked, not what differs
        told = {name: value for name, value in record.values.items() if name not in _SPELLED}
        return record.framework, record.cell, told, record.layers, record.limitations, record.evidence


def told_apart(found: Sequence[Found]) -> Iterator[Item]:
    """Yield items in their order, each meeting once: what was given in several ways is rejected with every place."""
    verdicts: dict[int, Item | None] = {}
    for same in _groups(found):
        verdicts |= _verdicts(same)
    for each in found:
        item = verdicts.get(id(each), each.item)
        if item is not None:
            yield item


def _groups(found: Iterable[Found]) -> Iterable[list[Found]]:
    """Return what is of one meeting; a cell that may be either of two holds both together until it is told."""
    indexes: dict[tuple[str, str], CellIndex[Found]] = {}
    groups: dict[int, list[Found]] = {}
    for each in found:
        if each.key is None or isinstance(each.item, Unfilled):
            continue
        index = indexes.setdefault((each.key.period, each.key.kind), CellIndex())
        same = [each]
        for other in index.find(each.key.cell):
            if groups[id(other)] is not same:
                same = groups[id(other)] + same
                groups |= dict.fromkeys(map(id, same), same)
        groups[id(each)] = same
        index.add(each.key.cell, each)
    return {id(group): group for group in groups.values()}.values()


def _verdicts(group: list[Found]) -> dict[int, Item | None]:
    """Return what becomes of the items of one meeting; None: another one has taken its place."""
    kept = _corrected(group)
    verdicts: dict[int, Item | None] = dict.fromkeys({id(each) for each in group} - {id(each) for each in kept})
    if len(kept) < 2:  # noqa: PLR2004 - nothing to compare
        return verdicts
    repeats = all(each.said == kept[0].said for each in kept)
    return verdicts | {id(each): _held_back(each, kept, repeats=repeats) for each in kept[int(repeats) :]}


def _corrected(group: list[Found]) -> list[Found]:
    """Leave out the faulty records that have been corrected."""
    corrections = [each for each in group if each.corrects]
    others = [each for each in group if not each.corrects]
    if corrections and (len(others) > 1 or any(isinstance(each.item, Rejected) for each in others)):
        return corrections
    return group


def _held_back(found: Found, group: list[Found], *, repeats: bool) -> Rejected:
    if found.record is None or found.key is None or isinstance(found.item, Unfilled | Remark):
        raise TypeError(found)
    item, document = found.item, found.record.document
    others = [each for each in group if each is not found]
    places = [str(_place(each)) for each in others]
    details = {
        "cell": shown(found.record.cell_as_written),
        "other": shown(others[0].record.cell_as_written if others[0].record else ""),
        "period": found.key.period,
        "first": places[0],
        "places": listed(places),
    }
    code = _CODES[repeats][_likeness(found, others)]
    fault = Fault(code, ("cell_id",), details, document.place(("cell_id",)))
    faults = (*(item.faults if isinstance(item, Rejected) else ()), fault)
    return Rejected(
        faults=FaultyInput(faults).faults,
        place=item.place,
        document=document,
        record=found.record,
        framework=item.framework,
    )


def _likeness(found: Found, others: Iterable[Found]) -> int:
    """Return how a cell is known to be that of other records: as written (0), in another spelling, by its name only."""
    for each in others:
        if each.key and found.key and bool(each.key.cell.id) != bool(found.key.cell.id):
            return 2
        if each.record and found.record and each.record.cell_as_written != found.record.cell_as_written:
            return 1
    return 0


def _place(found: Found) -> object:
    return found.record.document.place(("cell_id",)) if found.record else found.item.place
