"""The words of a ledger's entries: what each says in one line, its row in a list, and the points of an evaluation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chamdiem.engine.ledger.contents import (
    ClockNote,
    Correction,
    Decision,
    DecisionPaper,
    EarlierDone,
    KeptLayer,
    KeptRecord,
    KeptResult,
    KeptText,
    Lock,
    MandateEntry,
    NotHeld,
    OrganisationEntry,
    Override,
    PeriodDecision,
    Return,
    Seal,
    Submission,
    UpperAssessment,
    cell_of,
    meeting_of,
)
from chamdiem.engine.mandates.kinds import Event
from chamdiem.engine.paper.tables import fitted
from chamdiem.engine.texts import Lang, label, plain
from chamdiem.engine.texts.sentences import period_text, saying
from chamdiem.engine.words import formats
from chamdiem.rules.records.fields import LAYERS
from chamdiem.rules.records.meeting import MEETING_KINDS
from chamdiem.rules.records.moments import day_text

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable

    from chamdiem.engine.ledger.answered import Reply
    from chamdiem.engine.ledger.contents import ActContent, MeetingRef
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
            case Correction(reason=reason):
                code = "told.withdrawn" if view.by is None else "told.replaced"
                return self.say(code, number=view.about, by=view.by, role=self._who(view), reason=reason)
            case Lock() | OrganisationEntry() | MandateEntry() as told:
                return self._authority(told, view)
            case act:
                return self._act(act, view)

    def _who(self, view: EntryView) -> str:
        """Return who acted: by a mandate, or as they called themselves when there were none."""
        content = view.entry.content
        if view.doer is not None:
            role = self.say(f"held.{view.doer.role}")
            return self.say("authority.doer", role=role, title=view.doer.title)
        return content.role if isinstance(content, EarlierDone) else ""

    def _act(  # noqa: PLR0911 - one for each kind of act
        self, act: ActContent, view: EntryView
    ) -> str:
        who = self._who(view)
        match act:
            case ClockNote():
                return self.say("told.clock", time=self.time(act.latest), role=who, reason=act.reason)
            case NotHeld():
                return self.say("told.not_held", role=who, reason=act.reason)
            case PeriodDecision():
                return self._period(act, view)
            case Seal():
                return self.say("told.seal", sheet=act.sheet[:12], number=view.about)
            case Decision():
                return self._decision(act, view)
            case Override():
                return self.say("told.override", criterion=act.criterion, put=self._put(view))
            case Submission():
                code = "told.submission" if act.incomplete is None else "told.submission_incomplete"
                return self.say(code, number=view.about, reason=act.incomplete, role=who) + self._answered(act)
            case Return():
                return self.say("told.return", number=view.about, reason=act.reason, role=who)
            case UpperAssessment():
                said = self._layer("upper", KeptLayer(stated=act.stated, result=act.result), view.framework)
                return self.say("told.upper", said=said, role=who, number=view.about)

    def _answered(self, act: Submission) -> str:
        """Return how many of the questions that were put were answered; blank where there were none."""
        if not act.answers:
            return ""
        count = sum(each.answer is not None for each in act.answers)
        return self.say("told.answers", count=count, asked=len(act.answers))

    def _decision(self, act: Decision, view: EntryView) -> str:
        rating, who = self._title(act.rating, view.framework), self._by_paper(act.paper, view)
        if not act.reason or act.rating == view.computed:
            return self.say("told.decision", rating=rating, role=who)
        computed = self._title(view.computed, view.framework)
        return self.say("told.other_decision", rating=rating, computed=computed, reason=act.reason, role=who)

    def _authority(self, told: Lock | OrganisationEntry | MandateEntry, view: EntryView) -> str:
        match told:
            case Lock():
                code = "told.lock" if told.locked else "told.unlock"
                period = period_text(self.lang, told.period)
                return self.say(code, period=period, reason=told.reason, role=self._who(view))
            case MandateEntry(given=given):
                role = self.say(f"held.{given.role}")
                code = "told.mandate" if given.last is None else "told.mandate_until"
                days = {"first": day_text(given.first), "last": day_text(given.last) if given.last else ""}
                return self.say(code, name=given.id, role=role, node=given.node, actor=given.actor, **days)
            case OrganisationEntry(change=change):
                is_root = change.event is Event.FOUNDED and change.parent is None
                code = "told.founded_root" if is_root else f"told.{change.event}"
                lists = {"predecessors": ", ".join(change.predecessors), "aliases": ", ".join(change.aliases)}
                day = day_text(change.day)
                return self.say(code, day=day, title=change.title or "", parent=change.parent, **lists)

    def _period(self, act: PeriodDecision, view: EntryView) -> str:
        framework = view.framework
        period = next((each for each in framework.periods if each.id == act.period), None) if framework else None
        titles = {rating.id: rating.title for rating in period.ratings} if period else {}
        computed = titles.get(act.computed or "", self.say("told.unrated"))
        title, rating = period.title if period else act.period, titles.get(act.rating, act.rating)
        role = self._by_paper(act.paper, view)
        code = "told.period_reason" if act.reason else "told.period"
        return self.say(code, title=title, rating=rating, computed=computed, role=role, reason=act.reason)

    def _by_paper(self, paper: DecisionPaper | None, view: EntryView) -> str:
        """Return who decided, and by which paper."""
        who = self._who(view)
        if paper is None:
            return who
        return self.say("told.by_paper", role=who, number=paper.number, day=day_text(paper.day))

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
            put = (self._put(each) for each in detail.overrides if _overridden(each) == criterion.id)
            rows.append([*row, "; ".join(put)])
        names = [self._called(name, framework) for name in results]
        header = (*map(self.say, _POINTS), *names, self.say("column.overrides"))
        return fitted("", header, rows, numbers=range(2, 3 + len(results)))

    def answers(self, detail: EntryDetail) -> Table | None:
        """Return the questions that a record raised, with what the cell said to them by a submission; None: none."""
        content = detail.view.entry.content
        if not isinstance(content, Submission) or not content.answers:
            return None
        rows = ((plain(each.question), self.answer(each.answer), plain(each.words)) for each in content.answers)
        return fitted(self.say("show.answers"), map(self.say, _ANSWERS), rows)

    # --- parts ---

    def answer(self, answer: Reply | None) -> str:
        """Return what was answered to a question, in words."""
        return self.say("answered.none" if answer is None else f"answered.{answer}")

    def time(self, time: str) -> str:
        """Return an entry's time by the reader's clock."""
        moment = self.local(time)
        return f"{day_text(moment)} {moment:%H:%M}"

    def _points(self, value: int | None, framework: Framework | None) -> str:
        """Return points as people write them; a framework without points counts what is met."""
        counts = framework is not None and not framework.points
        return str(value) if counts and value is not None else formats.points(value, self.lang)

    def _put(self, view: EntryView) -> str:
        """Return what an override puts beside the computed points of its criterion."""
        override, framework = view.entry.content, view.framework
        if not isinstance(override, Override):
            return ""
        layer, points = self._called(override.layer, framework), self._points(override.points, framework)
        return self.say("told.put", layer=layer, points=points, role=self._who(view), reason=override.reason)

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


def _overridden(view: EntryView) -> str:
    return view.entry.content.criterion if isinstance(view.entry.content, Override) else ""


_COLUMNS = ("entry", "recorded", "kind", "cell", "held", "says", "standing")
_ANSWERS = ("column.asked", "column.answer", "column.words")
_POINTS = ("column.id", "column.title", "column.maximum")


def held(meeting: MeetingRef, lang: Lang) -> str:
    """Return the day of a meeting, or its period where that is all that is known."""
    return day_text(meeting.date) if meeting.date else period_text(lang, meeting.period)
