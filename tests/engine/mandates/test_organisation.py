"""The dated tree: what may happen to an organisation, what follows from it, and on which days."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chamdiem.engine.mandates.kinds import Event, NodeKind
from chamdiem.engine.mandates.organisation import ImpossibleChange, Organisation, OrganisationChange, OrganisationTree


def day(number: int) -> dt.date:
    """Return a day of July 2025."""
    return dt.date(2025, 7, number)


def founded(node: str, parent: str | None = "xa", kind: NodeKind = NodeKind.CELL, on: int = 1) -> OrganisationChange:
    """Return the founding of an organisation."""
    title = f"Chi bộ {node}" if kind is NodeKind.CELL else f"Đảng ủy {node}"
    return OrganisationChange(node=node, event=Event.FOUNDED, day=day(on), title=title, kind=kind, parent=parent)


ROOT = founded("xa", None, NodeKind.COMMITTEE)


def organised(*changes: OrganisationChange) -> Organisation:
    """Return a commune with two cells after some changes."""
    found = Organisation()
    for change in (ROOT, founded("a"), founded("b"), *changes):
        found = found.with_change(change)
    return found


def happened(node: str, event: Event, on: int = 10, **told: object) -> OrganisationChange:
    """Return what happened to an organisation."""
    return OrganisationChange(node=node, event=event, day=day(on), **told)  # type: ignore[arg-type] # of any event


def ids(tree: OrganisationTree) -> list[str]:
    """Return the ids of a tree, each before those under it."""
    return [node.id for node in tree.subtree(tree.root.id)] if tree.root else []


def test_a_change_holds_from_its_day_on() -> None:
    """Before a cell was founded it is not there, and after it was dissolved it is not there either."""
    found = organised(founded("c", on=5), happened("c", Event.DISSOLVED, 9))
    assert [ids(found.on(day(each))) for each in (4, 5, 8, 9)] == [
        ["xa", "a", "b"], ["xa", "a", "b", "c"], ["xa", "a", "b", "c"], ["xa", "a", "b"],
    ]  # fmt: skip


def test_a_former_name_still_finds_an_organisation() -> None:
    """Records of before bear the old name, whoever reads them later."""
    tree = organised(happened("a", Event.RENAMED, title="Chi bộ Nà Hỳ")).on(day(10))
    assert [tree.nodes["a"].title, *(node.id for text in ("chi bộ na hỳ", "Chi bộ a", "A") if (node := tree.find(text)))] == [
        "Chi bộ Nà Hỳ", "a", "a",
    ] or tree.find("Chi bộ Nà Hỳ") == tree.find("Chi bộ a") == tree.nodes["a"]  # fmt: skip


def test_what_merges_is_found_in_what_it_became() -> None:
    """Cells of two communes stand under the new one, and the old ids lead to it."""
    other = founded("xb", "tinh", NodeKind.COMMITTEE)
    province = founded("tinh", None, NodeKind.COMMITTEE)
    found = Organisation()
    for change in (province, founded("xa", "tinh", NodeKind.COMMITTEE), other, founded("a"), founded("b", "xb")):
        found = found.with_change(change)
    merged = happened(
        "xc", Event.MERGED, title="Đảng ủy xc", kind=NodeKind.COMMITTEE, parent="tinh", predecessors=("xa", "xb")
    )
    tree = found.with_change(merged).on(day(10))
    assert ids(tree) == ["tinh", "xc", "a", "b"]
    assert [standing.id for name in ("xa", "xb") if (standing := tree.standing(name))] == ["xc", "xc"]
    assert tree.is_within("a", "xc")


def test_what_was_dissolved_stands_where_it_stood() -> None:
    """Whoever was above a dissolved cell still is, for what it left open."""
    tree = organised(happened("a", Event.DISSOLVED)).on(day(20))
    assert tree.find("a") is None
    assert tree.is_within("a", "xa")


IMPOSSIBLE = [
    (founded("a", on=10), "organisation.exists"),
    (founded("c", "nowhere", on=10), "organisation.no_parent"),
    (founded("c", "a", on=10), "organisation.under_cell"),
    (founded("c", None, on=10), "organisation.second_root"),
    (happened("c", Event.FOUNDED, title="C", parent="xa"), "organisation.no_kind"),
    (happened("c", Event.FOUNDED, kind=NodeKind.CELL, parent="xa"), "organisation.no_title"),
    (happened("c", Event.RENAMED, title="C"), "organisation.unknown"),
    (happened("a", Event.RENAMED), "organisation.no_title"),
    (happened("a", Event.ALIAS), "organisation.no_alias"),
    (happened("xa", Event.MOVED, parent="xa"), "organisation.root_moves"),
    (happened("a", Event.MOVED, parent="b"), "organisation.under_cell"),
    (happened("xa", Event.DISSOLVED), "organisation.has_children"),
    (happened("a", Event.MERGED), "organisation.predecessors"),
    (happened("a", Event.MERGED, predecessors=("a",)), "organisation.circle"),
    (happened("a", Event.MERGED, predecessors=("xa",)), "organisation.kinds_differ"),
    (
        happened("c", Event.MERGED, title="C", kind=NodeKind.CELL, parent="xa", predecessors=("a",)),
        "organisation.predecessors",
    ),
    (
        happened("c", Event.SPLIT, title="C", kind=NodeKind.CELL, parent="xa", predecessors=("a", "b")),
        "organisation.predecessors",
    ),
]


@pytest.mark.parametrize(("change", "code"), IMPOSSIBLE, ids=lambda each: each if isinstance(each, str) else each.node)
def test_what_cannot_be_is_refused(change: OrganisationChange, code: str) -> None:
    """Each change that cannot be is refused with its own reason."""
    with pytest.raises(ImpossibleChange) as error:
        organised().with_change(change)
    assert error.value.code == code


def test_an_id_is_not_used_again() -> None:
    """A dissolved cell's id names no other cell later."""
    with pytest.raises(ImpossibleChange, match=r"organisation\.exists"):
        organised(happened("a", Event.DISSOLVED), founded("a", on=12))


def test_a_late_change_that_undoes_a_later_one_is_refused() -> None:
    """What is recorded late must leave all that is recorded of later days possible, which is named."""
    renamed = happened("a", Event.RENAMED, 10, title="Chi bộ mới")
    with pytest.raises(ImpossibleChange) as error:
        organised(renamed, happened("a", Event.DISSOLVED, 5))
    assert error.value.change == renamed


@given(st.permutations(range(4)))
def test_the_order_of_recording_does_not_matter(order: list[int]) -> None:
    """Changes of different days give the same trees, in whatever order they were recorded, as long as each is possible."""
    changes = [
        founded("c", on=3),
        founded("d", on=5),
        happened("a", Event.RENAMED, 7, title="Chi bộ mới"),
        happened("b", Event.DISSOLVED, 9),
    ]
    found, straight = organised(*(changes[each] for each in order)), organised(*changes)
    assert [found.on(day(each)).nodes for each in range(1, 12)] == [
        straight.on(day(each)).nodes for each in range(1, 12)
    ]
