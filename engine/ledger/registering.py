"""Take the cells of a register into the tree of organisations: new ones are founded, those of other names renamed.

Nothing ends, moves or merges by a register, which does not say why it differs: that is told, and recorded by hand.
"""

from __future__ import annotations

import datetime as dt
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from chamdiem.engine.ledger.authorities import authority_of, record_change
from chamdiem.engine.mandates.kinds import Event, NodeKind
from chamdiem.engine.mandates.organisation import OrganisationChange
from chamdiem.rules.records.faults import Fault, FaultyInput, refusal
from chamdiem.rules.records.identity import key_of
from chamdiem.rules.records.moments import day_text
from chamdiem.rules.records.scalars import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from chamdiem.engine.ledger.authorities import Act
    from chamdiem.engine.ledger.entries import Entry, EntryStamp
    from chamdiem.engine.ledger.store import Ledger
    from chamdiem.engine.mandates.organisation import Node, Organisation, OrganisationTree
    from chamdiem.engine.reading.register import RegisteredCell


@dataclass(frozen=True, slots=True, kw_only=True)
class CellsUnder:
    """Cells of a register that stand under a committee, or under one below it that they name, from a day on."""

    cells: Sequence[RegisteredCell]
    parent: str
    since: dt.date


class RegisterDifference(StrEnum):
    """How a register and the tree differ in what no register records: see the texts `register.differs_…`."""

    ENDED = "ended"
    DISSOLVED = "dissolved"
    PREDECESSORS = "predecessors"
    ELSEWHERE = "elsewhere"
    TWICE = "twice"
    NOT_LISTED = "not_listed"


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterNote:
    """That a register and the tree differ in an organisation, of which nothing is recorded."""

    difference: RegisterDifference
    unit: str
    details: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterChanges:
    """What a register makes of a tree: `changes` to be recorded, in their order, and what is only told."""

    changes: tuple[OrganisationChange, ...]
    notes: tuple[RegisterNote, ...]


def register_changes(organisation: Organisation, asked: CellsUnder) -> RegisterChanges:
    """Return what a register makes of what is recorded of organisations."""
    reader = _RegisterComparison(organisation, asked)
    changes = tuple(reader.changes())
    return RegisterChanges(changes=changes, notes=(*reader.notes, *reader.not_listed()))


class _RegisterComparison:
    def __init__(self, organisation: Organisation, asked: CellsUnder) -> None:
        self.organisation = organisation
        self.asked = asked
        self.tree = organisation.on(asked.since)
        self.last = organisation.on(dt.date.max)
        self.notes: list[RegisterNote] = []
        self.seen: set[str] = set()

    def changes(self) -> Iterator[OrganisationChange]:
        for cell in self.asked.cells:
            node = self._node(cell)
            if self._has_ended(cell, node):
                self._note(RegisterDifference.ENDED, cell)
            elif node is None:
                yield from self._founded(cell)
            elif node.id in self.seen:
                self._note(RegisterDifference.TWICE, cell, other=node.id)
            else:
                yield from self._compared(cell, node)

    def _node(self, cell: RegisteredCell) -> Node | None:
        """Return a cell as it stands on the day, or on the later day on which it was founded."""
        later = self.tree.find(cell.id) or self.last.find(cell.id)
        return self._tree(later).nodes.get(later.id) if later else None

    def _tree(self, node: Node) -> OrganisationTree:
        return self.organisation.on(max(self.asked.since, node.since))

    def _has_ended(self, cell: RegisteredCell, node: Node | None) -> bool:
        """Tell whether a cell ended before: its id leads at most to what it ended in, or its row says so."""
        is_itself = node is not None and key_of(node.id) == key_of(cell.id)
        gone = {key_of(name) for name in self.last.gone}
        said = node is None and cell.dissolved is not None and cell.dissolved < self.asked.since
        return said or (key_of(cell.id) in gone and not is_itself)

    def _founded(self, cell: RegisteredCell) -> Iterator[OrganisationChange]:
        day = max(cell.founded or self.asked.since, self.asked.since)
        kind, parent = NodeKind.CELL, self._parent(cell)
        yield OrganisationChange(node=cell.id, event=Event.FOUNDED, day=day, title=cell.name, kind=kind, parent=parent)
        if cell.predecessors:
            self._note(RegisterDifference.PREDECESSORS, cell, other=", ".join(cell.predecessors))
        self._note_dissolved(cell)

    def _compared(self, cell: RegisteredCell, node: Node) -> Iterator[OrganisationChange]:
        self.seen.add(node.id)
        if node.title != cell.name:
            day = max(self.asked.since, node.since)
            yield OrganisationChange(node=node.id, event=Event.RENAMED, day=day, title=cell.name)
        if not self._is_where_said(cell, node):
            self._note(RegisterDifference.ELSEWHERE, cell, other=node.parent or "", parent=self._parent(cell))
        self._note_dissolved(cell)

    def _is_where_said(self, cell: RegisteredCell, node: Node) -> bool:
        """Tell whether a cell stands under what its row names, or else anywhere under the committee."""
        named = self._named(cell)
        return node.parent == named.id if named else self._tree(node).is_within(node.id, self.asked.parent)

    def _parent(self, cell: RegisteredCell) -> str:
        named = self._named(cell)
        return named.id if named else self.asked.parent

    def _named(self, cell: RegisteredCell) -> Node | None:
        """Return the committee that a row names, if it is one under that of the register."""
        found = self.tree.find(cell.upper_org) if cell.upper_org else None
        is_right = found is not None and found.kind is NodeKind.COMMITTEE
        return found if found and is_right and self.tree.is_within(found.id, self.asked.parent) else None

    def _note_dissolved(self, cell: RegisteredCell) -> None:
        if cell.dissolved is not None:
            self._note(RegisterDifference.DISSOLVED, cell, day=day_text(cell.dissolved))

    def _note(self, difference: RegisterDifference, cell: RegisteredCell, **details: str) -> None:
        told = {name: shown(value) for name, value in details.items()}
        self.notes.append(RegisterNote(difference=difference, unit=shown(cell.id), details=told))

    def not_listed(self) -> Iterator[RegisterNote]:
        """Yield the cells under the committee of which the register has no row."""
        for node in self.tree.subtree(self.asked.parent):
            if node.kind is NodeKind.CELL and node.id not in self.seen:
                yield RegisterNote(
                    difference=RegisterDifference.NOT_LISTED, unit=shown(node.id), details={"title": node.title}
                )


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterTaken:
    """What was recorded of a register, or would be, and what was only told."""

    entries: tuple[Entry, ...]
    notes: tuple[RegisterNote, ...]


class _TriedOnly(Exception):  # noqa: N818 - no error: what was tried is taken back
    pass


def record_register(
    ledger: Ledger, asked: CellsUnder, act: Act | None, stamp: EntryStamp, *, tried: bool = False
) -> RegisterTaken:
    """Record what a register makes of the tree, all or nothing; see `record_change` for `act`.

    Where it is only `tried`, everything is done and nothing is kept: entries bear the numbers that they would have.

    Raises:
        FaultyInput: the committee is not there, or all that speaks against a change.
    """
    with _taken_back(ledger) if tried else ledger.atomic():
        organisation = authority_of(ledger).organisation
        _need_committee(ledger, organisation.on(asked.since), asked)
        found = register_changes(organisation, asked)
        return RegisterTaken(entries=tuple(_recorded(ledger, found.changes, act, stamp)), notes=found.notes)


@contextmanager
def _taken_back(ledger: Ledger) -> Iterator[None]:
    with suppress(_TriedOnly), ledger.atomic():
        yield
        raise _TriedOnly


def _need_committee(ledger: Ledger, tree: OrganisationTree, asked: CellsUnder) -> None:
    found, unit = tree.nodes.get(asked.parent), shown(asked.parent)
    if found is None:
        raise refusal("authority.unknown_node", ledger.name, unit=unit, day=day_text(asked.since))
    if found.kind is not NodeKind.COMMITTEE:
        raise refusal("register.under_cell", ledger.name, unit=unit)


def _recorded(
    ledger: Ledger, changes: Iterable[OrganisationChange], act: Act | None, stamp: EntryStamp
) -> Iterator[Entry]:
    """Record changes; the faults of all of them are raised together."""
    faults: list[Fault] = []
    for change in changes:
        try:
            yield record_change(ledger, change, act, stamp)
        except FaultyInput as error:
            faults += error.faults
    if faults:
        raise FaultyInput([fault for number, fault in enumerate(faults) if fault not in faults[:number]])
