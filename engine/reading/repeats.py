"""Meetings that were given more than once: the same record twice counts once; records that differ are all held back.

Which of two records is right, nobody but the cell knows, and certainly not the order of file names. Rows that were
corrected take the place of the faulty ones that they correct, and of nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chamdiem.engine.reading.items import Rejected, Remark, Unfilled
from chamdiem.rules.records.faults import Fault, FaultyInput
from chamdiem.rules.records.identity import CellIndex
from chamdiem.rules.records.scalars import listed, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from chamdiem.engine.reading.items import Item
    from chamdiem.engine.reading.records import Record

_CODES = {
    True: ("table.repeated_meeting", "table.repeated_spelling", "table.repeated_without_id"),
    False: ("table.differing_meetings", "table.differing_spelling", "table.differing_without_id"),
}
"""What is said of records that repeat another one, and of such that differ, by how likely they are of one cell."""
_SPELLED = frozenset({"cell_id", "cell_name", "unit_id", "unit_name", "upper_org"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An item as it was read. `corrects`: it stands in a workbook of rows that were to be corrected."""

    item: Item
    record: Record | None = None
    corrects: bool = False

    @property
    def period(self) -> str | None:
        """The period of which it is; None where its record says too little to tell its meeting from every other one."""
        record = self.record
        if record is None or not (record.cell.id or record.cell.name):
            return None
        return record.of_period

    @property
    def said(self) -> object:
        """What the record says; of a faulty one, its data as it stands."""
        record = self.record
        if record is None or isinstance(self.item, Rejected):
            return record.document.data if record else None
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
    """Return what is of one meeting, told from others by its cell, however it is spelled, its period and its kind.

    A cell that may be either of two holds both together until it is told.
    """
    indexes: dict[tuple[str, ...], CellIndex[Found]] = {}
    groups: dict[int, list[Found]] = {}
    for each in found:
        record, period = each.record, each.period
        if record is None or period is None or isinstance(each.item, Unfilled):
            continue
        index = indexes.setdefault((record.shape.subject, period, record.kind or ""), CellIndex())
        same = [each]
        for other in index.find(record.cell):
            if groups[id(other)] is not same:
                same = groups[id(other)] + same
                groups |= dict.fromkeys(map(id, same), same)
        groups[id(each)] = same
        index.add(record.cell, each)
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
    item, record = found.item, found.record
    if record is None or isinstance(item, Unfilled | Remark):
        raise TypeError(found)
    others = [each.record for each in group if each.record and each is not found]
    unit = record.shape.unit
    places = [str(other.document.place((unit,))) for other in others]
    details = {
        "cell": shown(record.cell_as_written),
        "other": shown(others[0].cell_as_written),
        "period": found.period or "",
        "first": places[0],
        "places": listed(places),
    }
    code = _CODES[repeats][_likeness(record, others)]
    fault = Fault(code, (unit,), details, record.document.place((unit,)), record.shape)
    faults = FaultyInput((*(item.faults if isinstance(item, Rejected) else ()), fault)).faults
    return Rejected(faults=faults, place=item.place, document=record.document, record=record, framework=item.framework)


def _likeness(record: Record, others: Iterable[Record]) -> int:
    """Return how a cell is known to be that of other records: as written (0), in another spelling, by its name only."""
    for other in others:
        if bool(other.cell.id) != bool(record.cell.id):
            return 2
        if other.cell_as_written != record.cell_as_written:
            return 1
    return 0
