"""The dated tree of organisations (cây tổ chức): which cells and committees there are on a day, and where each stands.

A change holds from its day on, whenever it was recorded: what is recorded late, or taken together with changes of a
later day, is put in the order of the days. So one question, “would all changes still be possible?”, decides whether
one more may be recorded.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from chamdiem.engine.mandates.kinds import Event, NodeKind
from chamdiem.rules.records.identity import key_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationChange:
    """What happened to one organisation, and from which day on it holds.

    `title`: its name from then on; `kind` and `parent` (None: it is the root): of one that begins here or moves.
    `predecessors`: those that end in it (merged), or the one that it was taken out of (split). `aliases`: other names
    and codes by which it is found, such as the code that a higher level gave it.
    """

    node: str
    event: Event
    day: dt.date
    title: str | None = None
    kind: NodeKind | None = None
    parent: str | None = None
    predecessors: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """One organisation as it stands on a day; `parent` is None for the root. `since`: the day on which it was founded.

    `aliases` are its other names, those that it had before included.
    """

    id: str
    title: str
    kind: NodeKind
    parent: str | None
    since: dt.date
    aliases: tuple[str, ...] = ()


class ImpossibleChange(Exception):  # noqa: N818 - says what the change is
    """A change that cannot be: `code` and `details` make the sentence; `change` is the one that is not possible."""

    def __init__(self, change: OrganisationChange, code: str, **details: str) -> None:
        super().__init__(code)
        self.change = change
        self.code = code
        self.details = details


@dataclass(frozen=True)
class OrganisationTree:
    """The organisations of one day by their ids. `gone`: those that were there before, as each stood at its end."""

    nodes: Mapping[str, Node] = field(default_factory=dict)
    gone: Mapping[str, Node] = field(default_factory=dict)
    root: Node | None = None

    @cached_property
    def _by_key(self) -> Mapping[str, Node]:
        # an id is never hidden by what is only another's name
        named = {key_of(name): node for node in self.nodes.values() for name in (*node.aliases, node.title)}
        return named | {key_of(node.id): node for node in self.nodes.values()}

    @cached_property
    def _children(self) -> Mapping[str | None, tuple[Node, ...]]:
        found: dict[str | None, list[Node]] = {}
        for node in self.nodes.values():
            found.setdefault(node.parent, []).append(node)
        return {parent: tuple(nodes) for parent, nodes in found.items()}

    def find(self, text: str) -> Node | None:
        """Return the organisation of an id, a name or an alias in any spelling; an id comes before a name."""
        return self.nodes.get(text) or self._by_key.get(key_of(text))

    def standing(self, text: str) -> Node | None:
        """Return what stands for an organisation: itself, that in which it ended, or what it was before it ended."""
        return self.find(text) or self.gone.get(text)

    def children(self, node: str | None) -> tuple[Node, ...]:
        """Return what stands directly under an organisation."""
        return self._children.get(node, ())

    def subtree(self, node: str) -> Iterator[Node]:
        """Yield an organisation and all under it, each before those that stand under it."""
        if node in self.nodes:
            yield self.nodes[node]
        for child in self.children(node):
            yield from self.subtree(child.id)

    def above(self, node: str) -> Iterator[Node]:
        """Yield what an organisation stands under, or stood under when it ended, the nearest first."""
        here = self.standing(node)
        while here is not None and here.parent is not None:
            here = self.standing(here.parent)
            if here is not None:
                yield here

    def is_within(self, node: str, upper: str) -> bool:
        """Tell whether an organisation is another one, or stands anywhere under it."""
        return node == upper or any(each.id == upper for each in self.above(node))

    def after(self, change: OrganisationChange) -> OrganisationTree:
        """Return the tree after a change.

        Raises:
            ImpossibleChange: it cannot be, as the tree stands.
        """
        return _Step(self, change).tree()


@dataclass(frozen=True, slots=True)
class _Step:
    """One change of a tree."""

    before: OrganisationTree
    change: OrganisationChange

    def tree(self) -> OrganisationTree:  # noqa: PLR0911 - one for each event
        change = self.change
        match change.event:
            case Event.FOUNDED:
                return self._with(self._new())
            case Event.SPLIT:
                self._predecessors(least=1, most=1)
                return self._with(self._new())
            case Event.MERGED:
                return self._merged()
            case Event.RENAMED:
                own = self._active()
                return self._with(replace(own, title=self._title(), aliases=(*own.aliases, own.title)))
            case Event.MOVED:
                return self._moved()
            case Event.ALIAS:
                own = self._active()
                if not change.aliases:
                    raise self._refused("organisation.no_alias")
                return self._with(replace(own, aliases=tuple(dict.fromkeys((*own.aliases, *change.aliases)))))
            case Event.DISSOLVED:
                return self._without(self._childless().id)

    def _new(self) -> Node:
        change = self.change
        if change.node in self.before.nodes or change.node in self.before.gone:
            raise self._refused("organisation.exists")
        if change.kind is None:
            raise self._refused("organisation.no_kind")
        if change.parent is None and self.before.root is not None:
            raise self._refused("organisation.second_root", other=self.before.root.id)
        parent = None if change.parent is None else self._parent(change.parent).id
        return Node(id=change.node, title=self._title(), kind=change.kind, parent=parent, since=change.day)

    def _title(self) -> str:
        if self.change.title is None:
            raise self._refused("organisation.no_title")
        return self.change.title

    def _parent(self, name: str | None) -> Node:
        found = self.before.nodes.get(name or "")
        if found is None:
            raise self._refused("organisation.no_parent", other=name or "")
        if found.kind is not NodeKind.COMMITTEE:
            raise self._refused("organisation.under_cell", other=found.id)
        return found

    def _active(self, name: str | None = None) -> Node:
        name = self.change.node if name is None else name
        found = self.before.nodes.get(name)
        if found is None:
            code = "organisation.gone" if name in self.before.gone else "organisation.unknown"
            raise self._refused(code, other=name)
        return found

    def _moved(self) -> OrganisationTree:
        own, parent = self._active(), self._parent(self.change.parent)
        if own.parent is None:
            raise self._refused("organisation.root_moves")
        if self.before.is_within(parent.id, own.id):
            raise self._refused("organisation.circle", other=parent.id)
        return self._with(replace(own, parent=parent.id))

    def _merged(self) -> OrganisationTree:
        change = self.change
        own = self.before.nodes.get(change.node)
        ended = self._predecessors(least=2 if own is None else 1)
        node = self._new() if own is None else replace(own, title=change.title or own.title)
        if any(each.kind is not node.kind for each in ended):
            raise self._refused("organisation.kinds_differ")
        names = {each.id for each in ended}
        if node.id in names or any(each.id in names for each in self.before.above(node.id)) or node.parent in names:
            raise self._refused("organisation.circle", other=node.id)
        aliases = (name for each in ended for name in (each.id, each.title, *each.aliases))
        node = replace(node, aliases=tuple(dict.fromkeys((*node.aliases, *aliases))))
        # whatever stood under those that end stands under what they end in
        moved = {each.id: replace(each, parent=node.id) for each in self.before.nodes.values() if each.parent in names}
        nodes = {**self.before.nodes, **moved, node.id: node}
        kept = {name: each for name, each in nodes.items() if name not in names}
        return self._tree(kept, {**self.before.gone, **{each.id: each for each in ended}})

    def _predecessors(self, least: int, most: int | None = None) -> tuple[Node, ...]:
        names = dict.fromkeys(self.change.predecessors)
        if len(names) < least or (most is not None and len(names) > most):
            raise self._refused("organisation.predecessors", least=str(least))
        return tuple(self._active(name) for name in names)

    def _childless(self) -> Node:
        own = self._active()
        if left := self.before.children(own.id):
            raise self._refused("organisation.has_children", count=str(len(left)), other=left[0].id)
        return own

    def _with(self, node: Node) -> OrganisationTree:
        return self._tree({**self.before.nodes, node.id: node}, self.before.gone)

    def _without(self, name: str) -> OrganisationTree:
        nodes = {other: each for other, each in self.before.nodes.items() if other != name}
        return self._tree(nodes, {**self.before.gone, name: self.before.nodes[name]})

    def _tree(self, nodes: Mapping[str, Node], gone: Mapping[str, Node]) -> OrganisationTree:
        root = self.before.root.id if self.before.root else self.change.node
        return OrganisationTree(nodes, gone, nodes.get(root))

    def _refused(self, code: str, **details: str) -> ImpossibleChange:
        return ImpossibleChange(self.change, code, unit=self.change.node, **details)


@dataclass(frozen=True)
class Organisation:
    """All changes that were recorded, in the order of their days, and the tree after each day on which there was one.

    Of two changes of one day that which was recorded first comes first.
    """

    changes: tuple[OrganisationChange, ...] = ()
    trees: tuple[tuple[dt.date, OrganisationTree], ...] = ()

    def with_change(self, change: OrganisationChange) -> Organisation:
        """Return the organisation with one more change.

        Raises:
            ImpossibleChange: it cannot be, or one that is recorded of a later day would no longer be possible.
        """
        place = bisect_right(self.changes, change.day, key=lambda each: each.day)
        later = (change, *self.changes[place:])
        trees = [pair for pair in self.trees if pair[0] <= change.day]
        for each in later:
            tree = (trees[-1][1] if trees else OrganisationTree()).after(each)
            if trees and trees[-1][0] == each.day:
                trees.pop()
            trees.append((each.day, tree))
        return Organisation((*self.changes[:place], *later), tuple(trees))

    def on(self, day: dt.date) -> OrganisationTree:
        """Return the tree of a day: all changes of this and of earlier days have come about."""
        place = bisect_right(self.trees, day, key=lambda each: each[0])
        return self.trees[place - 1][1] if place else OrganisationTree()
