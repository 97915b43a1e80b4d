"""The list of cells that have not reported: the register of cells without those whose record came in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chamdiem.engine import formats
from chamdiem.engine.collation import vietnamese
from chamdiem.engine.lists.heads import head_of
from chamdiem.engine.lists.tables import Column, ListView
from chamdiem.engine.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from chamdiem.engine.lists.meetings import Meeting, Month
    from chamdiem.engine.paper.settings import PaperSettings
    from chamdiem.engine.reading.register import Cell


def not_reported(month: Month, register: Sequence[Cell]) -> tuple[Cell, ...]:
    """Return the cells of a register without a meeting in a month, by upper organisation and name in Vietnamese order.

    A record is a cell's by its id; one without an id, by the cell's name.
    """
    ids = {meeting.cell_id for meeting in month.meetings}
    names = {meeting.cell for meeting in month.meetings if meeting.cell_id is None}
    missing = [cell for cell in register if cell.id not in ids and cell.name not in names]
    return tuple(sorted(missing, key=lambda cell: (vietnamese(cell.upper_org or ""), vietnamese(cell.name), cell.id)))


def missing_list(month: Month, register: Sequence[Cell], paper: PaperSettings) -> ListView:
    """Return the list of a register's cells that have not reported for a month."""
    missing = not_reported(month, register)
    columns = (
        Column(say("vi", "list.column_number"), 11),
        Column(say("vi", "list.column_id"), 28),
        Column(say("vi", "list.column_cell"), 58, "left"),
        Column(say("vi", "list.column_upper_org"), 48, "left"),
        Column(say("vi", "list.column_members"), 20),
    )
    members = [cell.members for cell in missing if cell.members is not None]
    return ListView(
        **head_of(month, paper, "list.missing_title", landscape=False),
        columns=columns,
        rows=tuple((n, cell.id, cell.name, cell.upper_org, cell.members) for n, cell in enumerate(missing, 1)),
        total=(None, None, say("vi", "list.total_cells", cells=len(missing)), None, sum(members)),
        notes=tuple(_notes(month, register, len(missing))),
    )


def _notes(month: Month, register: Sequence[Cell], missing: int) -> Iterator[str]:
    came, of_all = len(register) - missing, len(register)
    yield say("vi", "list.reported", count=came, all=of_all, share=formats.share(came, of_all, "vi"))
    strange = tuple(dict.fromkeys(meeting.cell for meeting in month.meetings if not _known(meeting, register)))
    if strange:
        yield say("vi", "list.not_in_register", count=len(strange), names="; ".join(strange))


def _known(meeting: Meeting, register: Sequence[Cell]) -> bool:
    if meeting.cell_id is None:
        return any(cell.name == meeting.cell for cell in register)
    return any(cell.id == meeting.cell_id for cell in register)
