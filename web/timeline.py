"""What happened to one meeting, entry by entry, as the ledger has it now or had it on a day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from chamdiem.engine.ledger.contents import Done, KeptResult, Lock, MandateEntry, OrganisationEntry, UpperAssessment
from chamdiem.engine.ledger.stages import stage_of
from chamdiem.engine.ledger.states import meeting_state
from chamdiem.engine.log.entry_view import view_entry
from chamdiem.engine.log.entry_words import EntryWords
from chamdiem.engine.replay.replaying import Replay
from chamdiem.engine.replay.selection import Selection
from chamdiem.engine.replay.verdict_report import said
from chamdiem.engine.texts import say
from chamdiem.engine.texts.sentences import period_text
from chamdiem.rules.records.moments import day_text
from chamdiem.web.codes import short_code
from chamdiem.web.hours import known_by
from chamdiem.web.projections import projected
from chamdiem.web.why import layers_why

if TYPE_CHECKING:
    from chamdiem.engine.ledger.entries import Entry
    from chamdiem.engine.ledger.states import MeetingState
    from chamdiem.engine.log.entry_view import EntryDetail, EntryView
    from chamdiem.engine.texts import Lang
    from chamdiem.web.held import MeetingAddress
    from chamdiem.web.house import House
    from chamdiem.web.kept import KeptMeeting
from chamdiem.web.why import LayerWhy


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One entry about the meeting. `mandate`: the number of the entry that gave the mandate by which it was done.

    `again`: what scoring it anew gives, in words; `is_same` whether that is what was recorded. Both are blank of what
    was not scored.
    """

    number: int
    when: str
    kind: str
    what: str
    code: str
    mandate: int | None
    standing: str
    again: str
    is_same: bool


@dataclass(frozen=True)  # without slots, so that what follows from it is worked out once
class Timeline:
    """What a page says of one meeting. `day`: as known by the end of that day; None: as of now."""

    house: House
    lang: Lang
    at: MeetingAddress
    kept: KeptMeeting
    actor: str
    day: dt.date | None = None

    @cached_property
    def words(self) -> EntryWords:
        """Says what entries say."""
        return EntryWords(self.lang, self.house.office.clock.local)

    @property
    def period(self) -> str:
        """The period in words."""
        return period_text(self.lang, self.at.period)

    @cached_property
    def _size(self) -> int | None:
        if self.day is None:
            return None
        end = self.house.office.clock.end_of(dt.datetime.combine(self.day, dt.time()))
        return known_by(self.house.ledger, projected(self.house), end)

    @cached_property
    def state(self) -> MeetingState | None:
        """How the meeting stands, or stood; None: nothing was known of it."""
        return self.kept.state if self._size is None else meeting_state(self.house.ledger, self.kept.key, self._size)

    @property
    def title(self) -> str:
        """How far it is, or was, in words."""
        if self.state is None:
            return say(self.lang, "audit.unknown_then")
        stage = stage_of(self.state)
        return say(self.lang, f"stage.{stage.stage}")

    @property
    def rating(self) -> str:
        """The rating that was decided, or else computed, with its layer; blank: there is none."""
        if self.state is None or self.state.evaluation is None:
            return ""
        stage = stage_of(self.state)
        found = self.kept.rating(stage.decided or stage.computed)
        if found is None:
            return ""
        code = "audit.rating_decided" if stage.decided else "audit.rating_computed"
        return say(self.lang, code, rating=found[1].title)

    @cached_property
    def layers(self) -> tuple[LayerWhy, ...]:
        """The layers that were scored, as of now."""
        return layers_why(self.kept, self.lang, self.actor) if self.kept.state.evaluation is not None else ()

    @cached_property
    def _detail(self) -> EntryDetail | None:
        return view_entry(self.house.ledger, self.state.last, self._size) if self.state is not None else None

    @cached_property
    def happenings(self) -> tuple[Happening, ...]:
        """All entries, oldest first."""
        detail = self._detail
        return tuple(self._happening(view) for view in detail.meeting) if detail is not None else ()

    @property
    def again(self) -> tuple[int, int]:
        """How many entries were scored anew, and how many of them came out the same."""
        scored = [each for each in self.happenings if each.again]
        return len(scored), sum(each.is_same for each in scored)

    def _happening(self, view: EntryView) -> Happening:
        entry = view.entry
        again, is_same = self._again(entry)
        code = "" if view.stands else "audit.lapsed" if view.superseded is None else "audit.superseded"
        return Happening(
            number=entry.sequence,
            when=self.words.time(entry.time),
            kind=say(self.lang, f"kind.{entry.kind}"),
            what=self.words.what(view),
            code=short_code(entry.hash),
            mandate=self._mandate(entry),
            standing=say(self.lang, code, number=view.superseded) if code else "",
            again=again,
            is_same=is_same,
        )

    def _mandate(self, entry: Entry) -> int | None:
        content = entry.content
        if isinstance(content, Done | Lock | OrganisationEntry | MandateEntry) and content.mandate:
            return self.house.ledger.by_hash(content.mandate).sequence
        return None

    def _again(self, entry: Entry) -> tuple[str, bool]:
        """Return what scoring an entry anew gives, by the framework that is kept with it."""
        if not isinstance(entry.content, KeptResult | UpperAssessment):
            return "", True
        verdicts = Replay(Selection()).begin(self.house.ledger)(entry.sequence, entry.sequence)
        verdict = next(iter(verdicts))
        same = verdict.result in {"equal", "tighter"}
        return (say(self.lang, "audit.again_same") if same else said(verdict, self.lang)), same

    @property
    def day_said(self) -> str:
        """The day as of which it is looked at."""
        return day_text(self.day) if self.day else ""
