"""Cells that have handed in, and the supervisors who assess them; each test takes a cell of its own."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from chamdiem.engine.ledger.authorities import Act, give_mandate
from chamdiem.engine.ledger.keys import record_key
from chamdiem.engine.ledger.states import meeting_state
from chamdiem.engine.mandates.mandates import Mandate
from chamdiem.engine.mandates.roles import Role
from chamdiem.web.accounts import make_account
from chamdiem.web.assessing import find_assessment
from chamdiem.web.drafts import save
from chamdiem.web.house import house
from chamdiem.web.installation import ADMINISTRATOR
from chamdiem.web.models import Account, NodeSetting
from chamdiem.web.node_settings import HIDE_SELF, YES
from chamdiem.web.submitting import hand_in, reopen
from drafting import Cell, make_cell, whole

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chamdiem.engine.ledger.states import MeetingState
    from chamdiem.web.models import Assessment

UPPER, OWN = "upper.", "self."


@dataclass(frozen=True)
class Judged:
    """A cell whose meeting is handed in, and the supervisor to whom it is assigned."""

    cell: Cell
    supervisor: Account

    @property
    def address(self) -> str:
        """What the addresses of the pages begin with on which it is assessed."""
        return f"/cham/{self.cell.id}/{self.cell.month}/thuong-ky"

    @cached_property
    def second(self) -> Account:
        """Another supervisor of the same cell."""
        actor = f"{self.supervisor.actor}-b"
        given = Mandate(id=actor, actor=actor, role=Role.SUPERVISOR, node=self.cell.id, first=house().today)
        give_mandate(house().ledger, given, Act(ADMINISTRATOR), house().office.clock.stamp())
        return make_account(actor, actor)

    def state(self) -> MeetingState:
        """Return how the meeting stands in the ledger."""
        found = meeting_state(house().ledger, record_key(self.cell.id, self.cell.month, "regular"))
        assert found is not None
        return found

    def now(self) -> Assessment:
        """Return what is typed."""
        found = find_assessment(self.cell.at)
        assert found is not None
        return found

    def correct_record(self, **texts: str) -> None:
        """Let the cell hand in another record."""
        draft = reopen(house(), self.cell.secretary, self.cell.at, "đếm lại")
        save(draft.pk, draft.version, texts, self.cell.secretary)
        hand_in(house(), self.cell.secretary, self.cell.now())

    def hide(self) -> None:
        """Let the committee hide what the cell gave itself."""
        NodeSetting.objects.create(node=self.cell.id, name=HIDE_SELF, value=YES)


def make_judged() -> Judged:
    """Found a cell that hands in a whole meeting."""
    cell = make_cell()
    save(cell.draft.pk, cell.draft.version, whole(), cell.secretary)
    hand_in(house(), cell.secretary, cell.now())
    return Judged(cell, make_account(cell.supervisor, cell.supervisor))


def answers(**others: str) -> Mapping[str, str]:
    """Return what a supervisor types who finds what the cell found, but for what is said here by criterion."""
    judged = {name: text for name, text in whole().items() if name.startswith(OWN)}
    same = {UPPER + name.removeprefix(OWN): text for name, text in judged.items()}
    return same | {f"upper.answers.{name.replace('_', '.')}": text for name, text in others.items()}
