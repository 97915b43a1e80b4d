"""The list of cells that have not reported: the register of cells without those whose record came in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chamdiem.engine.lists.heads import letterhead, list_columns, list_of
from chamdiem.engine.lists.reporting import reported, reporting_notes, reporting_of
from chamdiem.engine.texts import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chamdiem.engine.lists.meetings import Month
    from chamdiem.engine.paper.settings import PaperSettings
    from chamdiem.engine.paper.tables import ListView
    from chamdiem.engine.reading.register import RegisteredCell


def missing_list(month: Month, register: Sequence[RegisteredCell], paper: PaperSettings) -> ListView:
    """Return the list of a register's cells that have not reported for a month."""
    reporting = reporting_of(month, register)
    missing = reporting.missing
    members = [cell.members for cell in missing if cell.members is not None]
    return list_of(
        letterhead(month, paper, "list.missing_title"),
        list_columns(number=11, id=28, cell=58, upper_org=48, members=20),
        ((cell.id, cell.name, cell.upper_org, cell.members) for cell in missing),
        (reported(reporting), *reporting_notes(reporting)),
        total=(None, None, say("vi", "list.total_cells", cells=len(missing)), None, sum(members)),
    )
