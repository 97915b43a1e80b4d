"""Meetings that were given more than once: the same record twice counts once; records that differ are all held back.

Which of two records is right, nobody but the cell knows, and certainly not the order of file names. Rows that were
corrected take the place of the faulty ones that they correct, and of nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chamdiem.engine.reading.items import Rejected, Unfilled
from chamdiem.rules.faults import Fault, FaultyInput
from chamdiem.rules.scalars import listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from chamdiem.engine.reading.items import Item
    from chamdiem.engine.reading.records import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingKey:
    """What tells a meeting from every other one: the cell, the month and the kind.

    `cell` is the cell's id; `name` its name, where it has none. `upper` tells cells of one name apart.
    """

    cell: str
    name: str
    upper: str
    period: str
    kind: str

    @property
    def shared(self) -> tuple[str, ...]:
        """What two records of one meeting have in common at least."""
        return self.cell, self.name, self.period, self.kind


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
        return record.framework, record.values, record.layers, record.limitations, record.evidence


def told_apart(found: Sequence[Found]) -> Iterator[Item]:
    """Yield items in their order, each meeting once: what was given in several ways is rejected with every place."""
    groups: dict[tuple[str, ...], list[Found]] = {}
    for each in found:
        if each.key is not None and not isinstance(each.item, Unfilled):
            groups.setdefault(each.key.shared, []).append(each)
    verdicts: dict[int, Item | None] = {}
    for group in groups.values():
        for same in _by_upper(group):
            verdicts |= _verdicts(same)
    for each in found:
        item = verdicts.get(id(each), each.item)
        if item is not None:
            yield item


def _by_upper(group: list[Found]) -> list[list[Found]]:
    """Tell cells of one name apart by their upper organisations, where every record has one."""
    uppers = [each.key.upper for each in group if each.key]
    if not all(uppers):
        return [group]
    return [[each for each in group if each.key and each.key.upper == upper] for upper in dict.fromkeys(uppers)]


def _verdicts(group: list[Found]) -> dict[int, Item | None]:
    """Return what becomes of the items of one meeting; None: another one has taken its place."""
    kept = _corrected(group)
    verdicts: dict[int, Item | None] = dict.fromkeys({id(each) for each in group} - {id(each) for each in kept})
    if len(kept) < 2:  # noqa: PLR2004 - nothing to compare
        return verdicts
    code = "table.repeated_meeting" if all(each.said == kept[0].said for each in kept) else "table.differing_meetings"
    first = 1 if code == "table.repeated_meeting" else 0
    return verdicts | {id(each): _held_back(each, kept, code) for each in kept[first:]}


def _corrected(group: list[Found]) -> list[Found]:
    """Leave out the faulty records that have been corrected."""
    corrections = [each for each in group if each.corrects]
    others = [each for each in group if not each.corrects]
    if corrections and (len(others) > 1 or any(isinstance(each.item, Rejected) for each in others)):
        return corrections
    return group


def _held_back(found: Found, group: list[Found], code: str) -> Rejected:
    if found.record is None or found.key is None or isinstance(found.item, Unfilled):
        raise TypeError(found)
    item, document, key = found.item, found.record.document, found.key
    places = [str(_place(each)) for each in group if each is not found]
    details = {"cell": key.cell or key.name, "period": key.period, "first": places[0], "places": listed(places)}
    fault = Fault(code, ("cell_id",), details, document.place(("cell_id",)))
    faults = (*(item.faults if isinstance(item, Rejected) else ()), fault)
    return Rejected(faults=FaultyInput(faults).faults, place=item.place, document=document, framework=item.framework)


def _place(found: Found) -> object:
    return found.record.document.place(("cell_id",)) if found.record else found.item.place
