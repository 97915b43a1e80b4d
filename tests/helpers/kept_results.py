"""A draft of a cell whose earlier months and settings change, and what is said of it: as kept, and made anew."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from unittest.mock import patch

from chamdiem.engine.forms.filled import Filled, fill
from chamdiem.web.drafts import begin_draft, filled, known_of, save
from chamdiem.web.held import framework_of
from chamdiem.web.house import House, house
from chamdiem.web.last_time import last_time
from chamdiem.web.lately import Lately
from chamdiem.web.models import NodeSetting
from chamdiem.web.node_settings import ORGANISATION
from chamdiem.web.open_draft import OpenDraft
from chamdiem.web.submitting import hand_in
from drafting import Cell, make_cell, whole

if TYPE_CHECKING:
    from collections.abc import Mapping

Said = tuple[object, ...]


@dataclass
class World:
    """A cell whose meeting of a month is filled in, while months before it are handed in."""

    cell: Cell = field(default_factory=lambda: make_cell(period="2025-11"))
    other: Cell = field(default_factory=lambda: make_cell(period="2025-11"))
    months: list[str] = field(default_factory=lambda: [f"2025-{month:02}" for month in range(10, 2, -1)])
    settings: int = 0

    def happen(self, what: str) -> None:
        """Let something happen that others do."""
        match what:
            case "own month":
                self._hand_in(self.cell)
            case "other month":
                self._hand_in(self.other)
            case "setting":
                self.settings += 1
                own = NodeSetting.objects.filter(node=self.cell.id, name=ORGANISATION)
                own.update(value=("an-phu", "ca-mau/an-phu")[self.settings % 2])
            case _:
                self._undone()

    def _hand_in(self, cell: Cell) -> None:
        at = replace(cell, month=self.months.pop(0) if cell is self.cell else self.months[0])
        draft = begin_draft(house(), cell.secretary, at.at)
        if draft.entry is not None:
            return
        save(draft.pk, draft.version, {**whole(), "date": f"{at.month}-05"}, cell.secretary)
        draft.refresh_from_db()
        hand_in(house(), cell.secretary, draft)

    def _undone(self) -> None:
        """Record a month, look at it, and take it back before it is kept."""
        months, ledger = [*self.months], house().ledger
        with suppress(ZeroDivisionError), ledger.atomic():
            self._hand_in(self.cell)
            self.kept({})
            _ = 1 // 0
        self.months = months

    # --- what is said ---

    def kept(self, texts: Mapping[str, str]) -> Said:
        """Return what is said of the draft with these texts, as pages ask for it."""
        return self._said(house(), filled(house(), self.cell.draft, "vi", texts))

    def anew(self, texts: Mapping[str, str]) -> Said:
        """Return the same, of which nothing was kept."""
        found = house()
        form = found.form(framework_of(found, self.cell.draft), "vi")
        scorers = found.office.informed(found.ledger).scorers
        made = fill(form, texts, known_of(found, self.cell.draft), scorers, found.today)
        with patch.object(House, "last_times", Lately(1)):
            return self._said(found, made)

    def _said(self, found: House, made: Filled) -> Said:
        opened = OpenDraft(house=found, lang="vi", at=self.cell.at, draft=self.cell.draft)
        return (made.record, made.evaluation, made.faults, made.explanation, made.missing, last_time(opened))
