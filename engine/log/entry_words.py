"""The words of a ledger's entries: what each says in one line, its row in a list, and the points of an evaluation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chamdiem.engine.ledger.contents import (
    ClockNote,
    Correction,
    Decision,
    KeptRecord,
    KeptResult,
    KeptText,
    NotHeld,
    Override,
    PeriodDecision,
    Seal,
    cell_of,
    meeting_of,
)
from chamdiem.engine.paper.tables import fitted
from chamdiem.engine.texts import Lang, label, period_text, plain, saying
from chamdiem.engine.words import formats
from chamdiem.rules.language.fields import LAYERS
from chamdiem.rules.language.meeting import MEETING_KINDS
from chamdiem.rules.language.moments import day_text

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable

    from chamdiem.engine.ledger.contents import KeptLayer, MeetingRef
    from chamdiem.engine.log.entry_view import EntryDetail, EntryView
    from chamdiem.engine.paper.tables import Table
    from chamdiem.rules.language.framework import Framework


@dataclass(frozen=True, slots=True)
class EntryWords:
    """Says what entries say, in one language; nothing that stands in an entry steers the reader's screen.

    `local` gives the time of an entry by the reader's clock, which nothing but the office and its doors knows.
    """

    lang: Lang
    local: Callable[[str], dt.datetime]

    def say(self, code: str, **details: object) -> str:
        """Return a sentence."""
        return plain(saying(self.lang)(code, **details))

    def what(self, view: EntryView) -> str:
        """Return what an entry says."""
        match view.entry.content:
            case KeptText() as text:
                return self.say("told.framework", id=text.id, hash=text.hash[:12])
            case KeptRecord() as record:
                return self.say("told.record", period=period_text(self.lang, record.meeting.period))
            case KeptResult(layers=layers):
                return "; ".join(self._layer(name, layers[name], view.framework) for name in LAYERS if name in layers)
            case Correction(role=role, reason=reason):
                code = "told.withdrawn" if view.by is None else "told.replaced"
                return self.say(code, number=view.about, by=view.by, role=role, reason=reason)
            case act:
                return self._act(act, view)

    def _act(self, act: ClockNote | Decision | NotHeld | Override | PeriodDecision | Seal, view: EntryView) -> str:
        match act:
            case ClockNote():
                return self.say("told.clock", time=self.time(act.latest), role=act.role, reason=act.reason)
            case NotHeld():
                return self.say("told.not_held", role=act.role, reason=act.reason)
            case PeriodDecision():
                return self._period(act, view.framework)
            case Seal():
                return self.say("told.seal", sheet=act.sheet[:12], number=view.about)
            case Decision():
                return self.say("told.decision", rating=self._title(act.rating, view.framework), role=act.role)
            case Override():
                return self.say("told.override", criterion=act.criterion, put=self._put(act, view.framework))

    def _period(self, act: PeriodDecision, framework: Framework | None) -> str:
        period = next((each for each in framework.periods if each.id == act.period), None) if framework else None
        titles = {rating.id: rating.title for rating in period.ratings} if period else {}
        computed = titles.get(act.computed or "", self.say("told.unrated"))
        title, rating = period.title if period else act.period, titles.get(act.rating, act.rating)
        return self.say("told.period", title=title, rating=rating, computed=computed, role=act.role)

    def listed(self, view: EntryView) -> str:
        """Return what an entry says where it is looked up: an evaluation with the framework that it follows."""
        content = view.entry.content
        if not isinstance(content, KeptResult) or view.framework is None:
            return self.what(view)
        origin = self.say("origin.framework", id=view.framework.framework, hash=content.framework[:12])
        return f"{self.what(view)}; {origin}"

    def head(self, view: EntryView) -> str:
        """Return the heading over an entry."""
        entry = view.entry
        return self.say("show.entry", number=entry.sequence, kind=self.say(f"kind.{entry.kind}"))

    def source(self, view: EntryView) -> tuple[str, str]:
        """Return when and by which version an entry was made, and its place in the chain of hashes."""
        entry = view.entry
        return (
            self.say("show.recorded", time=self.time(entry.time), version=entry.software),
            self.say("show.entry_hash", hash=entry.hash, previous=entry.previous),
        )

    # --- tables ---

    def log(self, views: Iterable[EntryView]) -> Table:
        """Return a list of entries."""
        return self._table("", ((view, self.listed(view)) for view in views))

    def meeting(self, detail: EntryDetail) -> Table | None:
        """Return all entries about the meeting of one; None: it is about none."""
        meeting = meeting_of(detail.view.entry.content)
        if meeting is None or not detail.meeting:
            return None
        title = self.say("show.subject", cell=meeting.cell, subject=meeting.subject)
        if meeting.kind:
            title = self.say("show.meeting", cell=meeting.cell, kind=label(MEETING_KINDS[meeting.kind], self.lang))
        return self._table(title, ((view, self.what(view)) for view in detail.meeting))

    def _table(self, title: str, told: Iterable[tuple[EntryView, str]]) -> Table:
        header = (self.say(f"column.{name}") for name in _COLUMNS)
        return fitted(title, header, (self._row(view, said) for view, said in told), numbers={0})

    def _row(self, view: EntryView, said: str) -> tuple[str, ...]:
        entry, meeting = view.entry, meeting_of(view.entry.content)
        cell = cell_of(entry.content) or ""
        span = entry.content.span if isinstance(entry.content, PeriodDecision) else ""
        day = held(meeting, self.lang) if meeting else span
        kind = self.say(f"kind.{entry.kind}")
        return str(entry.sequence), self.time(entry.time), kind, cell, day, said, self._standing(view)

    def points(self, detail: EntryDetail) -> Table | None:
        """Return the points of an evaluation, and beside them those that an office put there; None: it is none."""
        framework, content = detail.view.framework, detail.view.entry.content
        if framework is None or not isinstance(content, KeptResult):
            return None
        results = {name: own.result for name in LAYERS if (own := content.layers.get(name)) and own.result}
        rows = []
        for criterion in framework.criteria:
            row = [criterion.id, criterion.title, formats.points(criterion.maximum, self.lang)]
            row += [self._points(result.points.get(criterion.id), framework) for result in results.values()]
            put = (self._put(each, framework) for each in detail.overrides if each.criterion == criterion.id)
            rows.append([*row, "; ".join(put)])
        names = [self._called(name, framework) for name in results]
        header = (*map(self.say, _POINTS), *names, self.say("column.overrides"))
        return fitted("", header, rows, numbers=range(2, 3 + len(results)))

    # --- parts ---

    def time(self, time: str) -> str:
        """Return an entry's time by the reader's clock."""
        moment = self.local(time)
        return f"{day_text(moment)} {moment:%H:%M}"

    def _points(self, value: int | None, framework: Framework | None) -> str:
        """Return points as people write them; a framework without points counts what is met."""
        counts = framework is not None and not framework.points
        return str(value) if counts and value is not None else formats.points(value, self.lang)

    def _put(self, override: Override, framework: Framework | None) -> str:
        """Return what an override puts beside the computed points of its criterion."""
        layer, points = self._called(override.layer, framework), self._points(override.points, framework)
        return self.say("told.put", layer=layer, points=points, role=override.role, reason=override.reason)

    def _called(self, layer: str, framework: Framework | None) -> str:
        return label((framework.shape.layers if framework else LAYERS)[layer], self.lang)

    def _layer(self, name: str, layer: KeptLayer, framework: Framework | None) -> str:
        who, result = self._called(name, framework), layer.result
        if result is None:
            return self.say("told.stated", layer=who, rating=self._title(layer.stated, framework))
        ends = (result.total, result.least, result.maximum)
        total, least, maximum = (self._points(points, framework) for points in ends)
        code = "told.floor" if result.total is None else "told.total"
        rating = self._title(result.rating, framework)
        return self.say(code, layer=who, total=total, least=least, maximum=maximum, rating=rating)

    def _title(self, rating: str | None, framework: Framework | None) -> str:
        titles = {item.id: item.title for item in framework.ratings} if framework else {}
        return titles.get(rating or "", self.say("told.unrated"))

    def _standing(self, view: EntryView) -> str:
        """Return what became of an entry that is no longer in force."""
        if view.stands:
            return ""
        by = view.superseded
        return self.say("standing.lapsed") if by is None else self.say("standing.superseded", number=by)


_COLUMNS = ("entry", "recorded", "kind", "cell", "held", "says", "standing")
_POINTS = ("column.id", "column.title", "column.maximum")


def held(meeting: MeetingRef, lang: Lang) -> str:
    """Return the day of a meeting, or its period where that is all that is known."""
    return day_text(meeting.date) if meeting.date else period_text(lang, meeting.period)
