"""The organisations of a day as a table, each with the mandates that hold there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chamdiem.engine.paper.tables import Table, fitted
from chamdiem.engine.texts import Lang, say

if TYPE_CHECKING:
    import datetime as dt

    from chamdiem.engine.mandates.mandates import Authority
    from chamdiem.engine.mandates.organisation import Node


def authority_table(authority: Authority, day: dt.date, lang: Lang) -> Table:
    """Return the tree of a day, each organisation before those under it; ids of those who act stand for them."""
    tree = authority.tree(day)
    nodes = list(tree.subtree(tree.root.id)) if tree.root else []
    rows = [_row(node, len(list(tree.above(node.id))), authority, day, lang) for node in nodes]
    return fitted("", (say(lang, f"column.{name}") for name in ("node", "name", "node_kind", "mandates")), rows)


def _row(node: Node, depth: int, authority: Authority, day: dt.date, lang: Lang) -> tuple[str, ...]:
    held = [each for each in authority.mandates.values() if each.node == node.id and each.holds_on(day)]
    told = (f"{each.id} ({say(lang, f'held.{each.role}')}: {each.actor})" for each in held)
    # a table takes blanks away at the beginning of a cell
    return "› " * depth + node.id, node.title, say(lang, f"node.{node.kind}"), "; ".join(told)
