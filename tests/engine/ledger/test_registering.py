"""A register of cells against the tree: what is new is founded, what is called otherwise renamed, the rest is told."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest

from chamdiem.engine.ledger.authorities import Act, authority_of, record_change
from chamdiem.engine.ledger.fsck import Checker, check_ledger
from chamdiem.engine.ledger.registering import CellsUnder, RegisterDifference, RegisterTaken, record_register
from chamdiem.engine.mandates.kinds import Event, NodeKind
from chamdiem.engine.mandates.organisation import OrganisationChange
from chamdiem.engine.mandates.roles import Role
from chamdiem.engine.reading.register import RegisteredCell
from chamdiem.engine.texts import LANGS, say
from chamdiem.rules.records.faults import FaultyInput
from commune import COMMITTEE, SINCE, found, post

if TYPE_CHECKING:
    from chamdiem.engine.ledger.entries import EntryStamp
    from chamdiem.engine.ledger.store import Ledger

DAY = dt.date(2025, 7, 1)
ADMIN = Act("quan-tri")


def cell(name: str, title: str = "", **told: Any) -> RegisteredCell:  # noqa: ANN401 - of any column
    """Return a row of a register."""
    columns: dict[str, Any] = {"upper_org": None, "members": None, **told}
    return RegisteredCell(id=name, name=title or f"Chi bộ {name}", **columns)


def change(node: str, event: Event, day: dt.date = DAY, **told: Any) -> OrganisationChange:  # noqa: ANN401 - of any event
    """Return what happens to an organisation."""
    return OrganisationChange(node=node, event=event, day=day, **told)


@pytest.fixture
def commune(book: Ledger, stamp: EntryStamp) -> Ledger:
    """Return a ledger with a commune of two cells and a committee of its own under it."""
    found(book, stamp, "A", "B")
    branch = change("nhanh", Event.FOUNDED, SINCE, title="Đảng bộ nhánh", kind=NodeKind.COMMITTEE, parent=COMMITTEE)
    record_change(book, branch, ADMIN, stamp)
    return book


def taken(ledger: Ledger, stamp: EntryStamp, *cells: RegisteredCell, act: Act = ADMIN, **told: Any) -> RegisterTaken:  # noqa: ANN401 - of the request
    """Record a register."""
    tried = told.pop("tried", False)
    asked = CellsUnder(cells=cells, **{"parent": COMMITTEE, "since": DAY, **told})
    return record_register(ledger, asked, act, stamp, tried=tried)


def told(found: RegisterTaken) -> tuple[list[tuple[str, str]], list[tuple[RegisterDifference, str]]]:
    """Return what was recorded and what was told, each of which has its words in both languages."""
    for note in found.notes:
        assert all(say(lang, f"register.differs_{note.difference}", unit=note.unit, **note.details) for lang in LANGS)
    events = [(str(entry.body["event"]), str(entry.body["node"])) for entry in found.entries]
    return events, [(note.difference, note.unit) for note in found.notes]


def test_what_is_new_is_founded_and_what_is_called_otherwise_renamed(commune: Ledger, stamp: EntryStamp) -> None:
    """The second time there is nothing to record; a cell is known in any spelling; one under a branch stands there."""
    register = (
        cell("a"),
        cell("B", "Chi bộ mới"),
        cell("C"),
        cell("D", upper_org="đảng bộ nhánh"),
        cell("E", founded=dt.date(2026, 1, 1)),
    )
    names = [cell("a", "Chi bộ A"), *register[1:]]
    events, notes = told(taken(commune, stamp, *names))
    assert events == [("renamed", "B"), ("founded", "C"), ("founded", "D"), ("founded", "E")]
    assert notes == []
    tree = authority_of(commune).tree(DAY)
    assert [tree.nodes[name].parent for name in ("B", "C", "D")] == [COMMITTEE, COMMITTEE, "nhanh"]
    assert (tree.nodes["B"].title, "E" in tree.nodes) == ("Chi bộ mới", False)
    assert authority_of(commune).tree(SINCE).nodes["B"].title == "Chi bộ B"
    assert told(taken(commune, stamp, *names)) == ([], [])
    assert [fault for fault in check_ledger(commune, Checker()) if fault] == []


def test_nothing_ends_moves_or_merges_by_a_register(commune: Ledger, stamp: EntryStamp) -> None:
    """What a register differs in besides is told, and the tree stays as it is."""
    for each in (
        *(
            change(name, Event.FOUNDED, SINCE, title=f"Chi bộ {name}", kind=NodeKind.CELL, parent=COMMITTEE)
            for name in "CDE"
        ),
        change("D", Event.DISSOLVED),
        change("A", Event.MERGED, predecessors=("E",)),
        change("A", Event.ALIAS, aliases=("AP-1",)),
    ):
        record_change(commune, each, ADMIN, stamp)
    before = authority_of(commune).tree(DAY).nodes
    events, notes = told(
        taken(
            commune, stamp,
            cell("A", dissolved=dt.date(2025, 12, 31)), cell("AP-1", "Chi bộ khác"), cell("B", upper_org="nhanh"), cell("D"), cell("E"),
            cell("F", dissolved=dt.date(2025, 6, 30)), cell("G", predecessors=("A", "B")),
        )
    )  # fmt: skip
    assert events == [("founded", "G")]
    assert notes == [
        (RegisterDifference.DISSOLVED, "A"), (RegisterDifference.TWICE, "AP-1"), (RegisterDifference.ELSEWHERE, "B"), (RegisterDifference.ENDED, "D"),
        (RegisterDifference.ENDED, "E"), (RegisterDifference.ENDED, "F"), (RegisterDifference.PREDECESSORS, "G"), (RegisterDifference.NOT_LISTED, "C"),
    ]  # fmt: skip
    after = authority_of(commune).tree(DAY).nodes
    assert {name: node for name, node in after.items() if name != "G"} == before


def test_what_is_only_tried_is_not_kept(commune: Ledger, stamp: EntryStamp) -> None:
    """A trial tells what would be recorded, under which numbers, and leaves the ledger as it was."""
    size = commune.size()
    tried = taken(commune, stamp, cell("A"), cell("B"), cell("C"), tried=True)
    assert ([entry.sequence for entry in tried.entries], commune.size()) == ([size + 1], size)
    assert "C" not in authority_of(commune).tree(DAY).nodes
    kept = taken(commune, stamp, cell("A"), cell("B"), cell("C"))
    assert (kept.entries, kept.notes) == (tried.entries, tried.notes)


def test_all_of_a_register_is_recorded_or_nothing(commune: Ledger, stamp: EntryStamp) -> None:
    """Where one cell cannot be founded, none is; whoever may not organise there is told so once."""
    size = commune.size()
    with pytest.raises(FaultyInput) as error:
        taken(commune, stamp, cell("C"), cell("Đ ", "x"), cell("E"))
    assert [fault.code for fault in error.value.faults] == ["organisation.id"]
    post(commune, stamp, "nguoi-nhanh", Role.ADMINISTRATOR, "nhanh")
    with pytest.raises(FaultyInput) as error:
        taken(commune, stamp, cell("C"), cell("D"), act=Act("nguoi-nhanh"))
    assert [fault.code for fault in error.value.faults] == ["authority.refused"]
    assert commune.size() == size + 1
    assert told(taken(commune, stamp, cell("C"), parent="nhanh", act=Act("nguoi-nhanh")))[0] == [("founded", "C")]


@pytest.mark.parametrize(("parent", "code"), [("nowhere", "authority.unknown_node"), ("A", "register.under_cell")])
def test_the_committee_has_to_be_there(commune: Ledger, stamp: EntryStamp, parent: str, code: str) -> None:
    """Cells stand under a committee of that day, and under nothing else."""
    with pytest.raises(FaultyInput, match=code.replace(".", r"\.")):
        taken(commune, stamp, cell("C"), parent=parent)
