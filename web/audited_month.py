"""The meetings of one month under an organisation, for whoever checks them: a page of them at a time."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from chamdiem.engine.ledger.stages import stage_of
from chamdiem.engine.ledger.states import meeting_state
from chamdiem.engine.texts import say
from chamdiem.engine.words.collation import vietnamese
from chamdiem.rules.records.meeting import MEETING_KINDS
from chamdiem.web.held import MeetingAddress
from chamdiem.web.kept import KeptMeeting
from chamdiem.web.open_draft import meeting_url

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chamdiem.engine.mandates.organisation import Node
    from chamdiem.engine.texts import Lang
    from chamdiem.web.house import House

PAGE = 50
"""So many meetings a page shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditedMeeting:
    """One meeting: its cell, how far it is, its rating (blank: none), and where it is looked into."""

    title: str
    kind: str
    state: str
    rating: str
    url: str


@dataclass(frozen=True)  # without slots, so that what follows from it is worked out once
class AuditedMonth:
    """The meetings of a month that the ledger knows, of all that stands under an organisation."""

    house: House
    lang: Lang
    node: Node
    month: str

    @cached_property
    def keys(self) -> tuple[tuple[str, str, Node], ...]:
        """The keys of the meetings with their kinds and cells, in alphabetical order of the cells."""
        return tuple(sorted(self._keys(), key=lambda each: (vietnamese(each[2].title), each[1])))

    def _keys(self) -> Iterator[tuple[str, str, Node]]:
        tree, seen = self.house.tree, set[str]()
        for kind in MEETING_KINDS:
            for key in self.house.ledger.meetings(kind, self.month):
                cell = tree.standing(key.split("/", 2)[2])
                if cell is not None and key not in seen and tree.is_within(cell.id, self.node.id):
                    seen.add(key)
                    yield key, kind, cell

    def meetings(self, page: int) -> tuple[AuditedMeeting, ...]:
        """Return the meetings of a page, counted from 1."""
        return tuple(filter(None, map(self._meeting, self.keys[(page - 1) * PAGE : page * PAGE])))

    @property
    def pages(self) -> int:
        """How many pages there are; one at least."""
        return max(1, -(-len(self.keys) // PAGE))

    def kept(self) -> Iterator[tuple[Node, KeptMeeting]]:
        """Yield every meeting with its cell."""
        for key, _, cell in self.keys:
            state = meeting_state(self.house.ledger, key)
            if state is not None:
                yield cell, KeptMeeting(self.house, key, state)

    def _meeting(self, told: tuple[str, str, Node]) -> AuditedMeeting | None:
        key, kind, cell = told
        state = meeting_state(self.house.ledger, key)
        if state is None:
            return None
        kept, stage = KeptMeeting(self.house, key, state), stage_of(state)
        rated = kept.rating(stage.decided or stage.computed) if state.evaluation is not None else None
        name = MEETING_KINDS[kind][0 if self.lang == "vi" else 1]
        return AuditedMeeting(
            title=cell.title,
            kind=name,
            state=say(self.lang, f"stage.{stage.stage}"),
            rating=rated[1].title if rated else "",
            url=meeting_url(MeetingAddress(cell.id, self.month, kind), "timeline"),
        )
