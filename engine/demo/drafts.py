"""What some cells of the made-up commune are filling in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chamdiem.engine.demo.commune import CELLS, FRAMEWORK
from chamdiem.engine.reading.table_columns import columns_of
from chamdiem.engine.texts import LANGS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from chamdiem.engine.demo.calendar import Calendar
    from chamdiem.engine.demo.meetings import DemoMeeting, Texts
    from chamdiem.engine.reading.catalog import LoadedFramework

_HALF = ("3.1", "3.2", "4.1", "4.2", "4.4", "4.6")
"""The answers of a draft that is half filled, and what it has no answers of yet."""
_NOT_YET = (
    "votes_for", "votes_total", "criticism_minutes", "targets_set", "targets_met", "minutes_approved",
    "documents_finalised_on", "limitations",
)  # fmt: skip
_KNOWN = ("framework", "cell_id", "cell_name", "upper_org", "organisation", "period")
"""What a draft is of, and nobody types."""


@dataclass(frozen=True, kw_only=True)
class DemoDraft:
    """A meeting that is being filled in: `texts` as they were typed, by the ids of columns; see `table_columns`."""

    cell: str
    period: str
    framework: str
    texts: Mapping[str, str]


def drafts(calendar: Calendar, framework: LoadedFramework) -> Iterator[DemoDraft]:
    """Yield the draft of the current month, half filled, and that of the month that came back, with all that it had."""
    asked = {column.id for column in columns_of(framework.framework, LANGS[0])}.difference(_KNOWN)
    found = [meeting for cell in CELLS for meeting in calendar.meetings(cell)]
    for meeting in found:
        if meeting.back == 0 and meeting.cell.current == "draft":
            yield _draft(meeting, {name: text for name, text in meeting.texts().items() if _is_filled(name)}, asked)
    for meeting in found:
        if meeting.back == 1 and meeting.cell.last == "returned":
            yield _draft(meeting, meeting.texts(), asked)


def _draft(meeting: DemoMeeting, texts: Texts, asked: set[str]) -> DemoDraft:
    told = {name: text for name, text in texts.items() if name in asked}
    return DemoDraft(cell=meeting.cell.id, period=meeting.month, framework=FRAMEWORK, texts=told)


def _is_filled(name: str) -> bool:
    layer, _, rest = name.partition(".")
    return rest.partition(".")[2] in (*_HALF, "1", "2.1", "4.5") if rest else layer not in _NOT_YET
