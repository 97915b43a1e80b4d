"""Who has reported for a month: the register of cells beside the meetings that came in, and what fits neither."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chamdiem.engine.texts.sentences import saying
from chamdiem.engine.words import formats
from chamdiem.engine.words.collation import vietnamese
from chamdiem.rules.records.identity import CellIndex, alike_pairs
from chamdiem.rules.records.scalars import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from chamdiem.engine.lists.meetings import CellMeeting, Month
    from chamdiem.engine.reading.records import Record
    from chamdiem.engine.reading.register import RegisteredCell
    from chamdiem.engine.texts import Lang
    from chamdiem.rules.records.shape import RecordShape


@dataclass(frozen=True, slots=True, kw_only=True)
class Reporting:
    """What a register says of a month, whose records are of a `shape`.

    `missing`: cells without a meeting, by upper organisation and name.
    `faulty`: cells whose record came in and could not be used. `strangers`: meetings whose cell is not in the register,
    with the cells that each may be: none, one alike, or several. `alike`: pairs of the register that are easily taken
    for one another. `doubtful`: meetings whose id is a cell's in another spelling only, and whose name is not.
    """

    shape: RecordShape
    register: Sequence[RegisteredCell]
    missing: tuple[RegisteredCell, ...]
    faulty: tuple[RegisteredCell, ...]
    strangers: tuple[tuple[CellMeeting, tuple[RegisteredCell, ...]], ...]
    doubtful: tuple[tuple[CellMeeting, RegisteredCell], ...]
    alike: tuple[tuple[RegisteredCell, RegisteredCell], ...]

    @property
    def came(self) -> int:
        """How many cells of the register have reported, and rightly."""
        return len(self.register) - len(self.missing) - len(self.faulty)


def reporting_of(month: Month, register: Sequence[RegisteredCell]) -> Reporting:
    """Return who has reported for a month.

    A meeting is a cell's by its id in any spelling; one without an id, by name and upper organisation. Where that fits
    several cells, it is nobody's, and all of them are named.
    """
    index = CellIndex((cell.key, cell) for cell in register)
    found = [(meeting, index.find(meeting.key)) for meeting in month.meetings]
    came = {cells[0].id for _, cells in found if len(cells) == 1}
    wrong = {cells[0].id for cells in map(index.find, month.faulty) if len(cells) == 1} - came
    missing = (cell for cell in register if cell.id not in came | wrong)
    strange = {meeting.identity: (meeting, cells) for meeting, cells in reversed(found) if len(cells) != 1}
    strangers = reversed(strange.values())
    return Reporting(
        shape=month.shape,
        register=register,
        missing=tuple(sorted(missing, key=_order)),
        faulty=tuple(sorted((cell for cell in register if cell.id in wrong), key=_order)),
        strangers=tuple((meeting, tuple(cells) or _similar(index, meeting)) for meeting, cells in strangers),
        doubtful=tuple((meeting, cells[0]) for meeting, cells in found if _is_doubtful(meeting, cells)),
        alike=tuple(alike_pairs((cell.key, cell) for cell in register)),
    )


def _is_doubtful(meeting: CellMeeting, cells: Sequence[RegisteredCell]) -> bool:
    """Tell whether 1 was taken for 001, and the names say that it may be another cell."""
    if len(cells) != 1 or meeting.cell_id in {None, cells[0].id}:
        return False
    return meeting.key.name not in {"", cells[0].key.name}


def _similar(index: CellIndex[RegisteredCell], meeting: CellMeeting) -> tuple[RegisteredCell, ...]:
    cell = index.similar(meeting.key)
    return () if cell is None else (cell,)


def _order(cell: RegisteredCell) -> tuple[object, ...]:
    return vietnamese(cell.upper_org or ""), vietnamese(cell.name), cell.id


def silent_cells(rows: Iterable[Record], came: Iterable[Record]) -> int:
    """Return how many cells are named by rows that tell nothing, and of how many nothing else came in.

    A row that says no month, as those of a register, is of any.
    """
    index = CellIndex((record.cell, record.period) for record in came)
    count = 0
    for row in rows:
        period = row.period
        if not any(period in {None, other} for other in index.find(row.cell)):
            count += 1
            index.add(row.cell, period)
    return count


# --- words ---


def reported(reporting: Reporting, lang: Lang = "vi") -> str:
    """Return how many cells have reported, of how many."""
    came, of_all = reporting.came, len(reporting.register)
    say = saying(lang, reporting.shape)
    return say("list.reported", count=came, all=of_all, share=formats.share(came, of_all, lang))


def reporting_notes(reporting: Reporting, lang: Lang = "vi") -> Iterator[str]:
    """Yield a line for whatever the register and the meetings do not agree on, with all that may be meant."""
    say = saying(lang, reporting.shape)
    if reporting.faulty:
        names = "; ".join(cell.name for cell in reporting.faulty)
        yield say("list.faulty", count=len(reporting.faulty), names=names)
    if reporting.strangers:
        names = "; ".join(_stranger(meeting, similar, say) for meeting, similar in reporting.strangers)
        yield say("list.not_in_register", count=len(reporting.strangers), names=names)
    if reporting.doubtful:
        doubts = (
            say("list.taken_for", cell=_named(meeting.cell, meeting.cell_id), known=_named(cell.name, cell.id))
            for meeting, cell in reporting.doubtful
        )
        yield say("list.doubtful", pairs="; ".join(doubts))
    if reporting.alike:
        places = ((_placed(one, say), _placed(two, say)) for one, two in reporting.alike)
        pairs = (say("list.alike_pair", one=one, other=other) for one, other in places)
        yield say("list.alike", pairs="; ".join(pairs))


def _stranger(meeting: CellMeeting, similar: Sequence[RegisteredCell], say: Callable[..., str]) -> str:
    if not similar:
        return meeting.cell
    name = _named(meeting.cell, meeting.cell_id)
    code = "list.similar" if len(similar) == 1 else "list.similar_several"
    return say(code, name=name, similar=", ".join(_named(cell.name, cell.id) for cell in similar))


def _named(name: str, cell_id: str | None) -> str:
    """Return a cell's name with its id, which alone tells two cells of one name apart."""
    if cell_id is None or cell_id == name:
        return name
    return f"{name} [{shown(cell_id)}]"


def _placed(cell: RegisteredCell, say: Callable[..., str]) -> str:
    line = cell.place.line if cell.place else 0
    return say("list.cell_at_line", cell=_named(cell.name, cell.id), line=line)
