"""Ghi kỳ khác: which meetings of a cell, or what else of it, can be filled in beside those of the last months."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chamdiem.engine.texts import label, say
from chamdiem.engine.texts.sentences import period_kinds, period_text
from chamdiem.rules.records.meeting import MEETING_KINDS
from chamdiem.rules.records.moments import read_date, read_period
from chamdiem.rules.records.periods import first_day_of, read_period_of
from chamdiem.rules.records.scalars import ScalarError
from chamdiem.web.held import MeetingAddress, periods_of, set_framework
from chamdiem.web.models import MeetingNow
from chamdiem.web.open_draft import meeting_url
from chamdiem.web.projections import projected

if TYPE_CHECKING:
    from chamdiem.engine.mandates.organisation import Node
    from chamdiem.engine.reading.catalog import LoadedFramework
    from chamdiem.engine.texts import Lang
    from chamdiem.web.house import House

OTHER = "ky"
"""What stands in a form for what is no meeting."""
LISTED = 24
"""So many are listed on a page."""
_OCCASION = ("occasion",)


@dataclass(frozen=True, slots=True)
class Sort:
    """One sort of what can be filled in: what a form sends for it, and what people call it."""

    value: str
    title: str


@dataclass(frozen=True, slots=True)
class KeptPeriod:
    """A link to what the ledger has of one meeting: which it is, and how far."""

    url: str
    title: str
    state: str


@dataclass(frozen=True, slots=True)
class OtherPeriods:
    """What can be filled in of a cell. `framework`: the one that is set for it and scores no meetings, if any."""

    house: House
    lang: Lang
    cell: Node
    framework: LoadedFramework | None

    @property
    def sorts(self) -> tuple[Sort, ...]:
        """The kinds of meetings, and what its framework scores besides."""
        meetings = tuple(Sort(kind, label(words, self.lang)) for kind, words in MEETING_KINDS.items())
        if self.framework is None or self.framework.framework.subject is None:
            return meetings
        title = say(self.lang, "other.of", subject=self.framework.framework.subject.title)
        return (Sort(OTHER, title), *meetings)

    @property
    def hint(self) -> str:
        """How its periods are written."""
        if self.framework is None:
            return say(self.lang, "other.hint")
        kinds = period_kinds(self.lang, periods_of(self.framework))
        return say(self.lang, "other.hint_kinds", kinds=kinds)

    def read(self, sort: str, period: str) -> MeetingAddress:
        """Return what somebody chose and wrote.

        Raises:
            ScalarError: it is no such period, or one that has not begun.
        """
        kind = "" if sort == OTHER and self.framework is not None else sort
        told = read_period(period) if kind or self.framework is None else _read(self.framework, period)
        if self.house.today < first_day_of(told):
            raise ScalarError("other.to_come", period)
        return MeetingAddress(self.cell.id, told, kind)

    def kept(self) -> tuple[KeptPeriod, ...]:
        """Return what the ledger has of the cell, the latest first."""
        projected(self.house)
        return tuple(map(self._kept, MeetingNow.objects.filter(cell=self.cell.id).order_by("-period", "kind")))

    def _kept(self, row: MeetingNow) -> KeptPeriod:
        named = period_text(self.lang, row.period)
        if row.kind:
            named = say(self.lang, "tasks.of_kind", period=named, kind=label(MEETING_KINDS[row.kind], self.lang))
        url = meeting_url(MeetingAddress(self.cell.id, row.period, row.kind), "receipt")
        return KeptPeriod(url, named, say(self.lang, f"stage.{row.stage}"))


def _read(loaded: LoadedFramework, period: str) -> str:
    kinds = periods_of(loaded)
    return read_date(period).isoformat() if kinds == _OCCASION else read_period_of(period, kinds)


def other_periods(house: House, lang: Lang, cell: Node) -> OtherPeriods:
    """Return what can be filled in of a cell."""
    found = set_framework(house, cell.id)
    return OtherPeriods(house, lang, cell, found if found is not None and not found.framework.shape.kind else None)
