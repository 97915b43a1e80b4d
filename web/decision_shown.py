"""One meeting before its decision and after it: both sides, in what they differ, and the months before."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from chamdiem.engine.ledger.contents import Decision
from chamdiem.engine.ledger.keys import record_key
from chamdiem.engine.ledger.stages import Stage
from chamdiem.engine.ledger.states import computed_when_decided
from chamdiem.engine.texts import say
from chamdiem.engine.words import formats
from chamdiem.rules.records.meeting import MEETING_KINDS
from chamdiem.rules.records.moments import month_text
from chamdiem.rules.records.spans import months_between
from chamdiem.web.assessment_shown import AssessmentShown
from chamdiem.web.decided import Decided
from chamdiem.web.models import MeetingNow
from chamdiem.web.projections import projected
from chamdiem.web.proposals import MONTHS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chamdiem.engine.texts import Lang
    from chamdiem.rules.language.framework import Rating
    from chamdiem.web.held import MeetingAddress
    from chamdiem.web.house import House
    from chamdiem.web.kept import KeptMeeting

_DECIDABLE = frozenset({Stage.SUBMITTED, Stage.ASSESSED, Stage.CORRECTED, Stage.DECIDED})


@dataclass(frozen=True, slots=True)
class Differing:
    """One criterion on which both sides differ: points of each, and what the upper level said of it."""

    title: str
    own: str
    upper: str
    why: str


@dataclass(frozen=True, slots=True)
class RatedMonth:
    """How a month before was rated."""

    month: str
    rating: str
    points: str


@dataclass(frozen=True)  # without slots, so that what follows from it is worked out once
class DecisionShown:
    """One meeting for whoever decides it."""

    house: House
    lang: Lang
    at: MeetingAddress
    kept: KeptMeeting

    @cached_property
    def sides(self) -> AssessmentShown:
        """What both sides came to."""
        return AssessmentShown(self.house, self.lang, self.at, self.kept, None)

    @property
    def can_decide(self) -> bool:
        """Whether it can be decided, or decided otherwise: it was handed in, or recorded for the cell."""
        return self.kept.state.evaluation is not None and self.kept.stage.stage in _DECIDABLE

    @property
    def is_decided(self) -> bool:
        """Whether there is a decision in force."""
        return self.kept.state.decision is not None

    @property
    def seen(self) -> int:
        """The last entry about it."""
        return self.kept.state.last.sequence

    @property
    def ratings(self) -> tuple[Rating, ...]:
        """The ratings to choose from."""
        return tuple(self.kept.framework.framework.ratings)

    @property
    def computed(self) -> str:
        """The rating that is proposed; blank: none is certain."""
        found = self.kept.rating(self.kept.stage.computed)
        return "" if found is None else found[1].title

    @property
    def decision(self) -> str:
        """The decision in force with its number, its paper, and why it differs, in words; blank: there is none."""
        entry = self.kept.state.decision
        found = entry.content if entry is not None else None
        rating = self.kept.rating(self.kept.stage.decided)
        if entry is None or not isinstance(found, Decision) or rating is None:
            return ""
        computed = self.kept.rating(computed_when_decided(self.kept.state))
        told = Decided(
            number=entry.sequence,
            rating=rating[1].title,
            computed=computed[1].title if computed else "",
            reason=found.reason,
            paper=found.paper,
        )
        return told.said(self.lang)

    @cached_property
    def differing(self) -> tuple[Differing, ...]:
        """The criteria on which both sides differ."""
        return tuple(self._differing())

    def _differing(self) -> Iterator[Differing]:
        own, upper, framework = self.kept.own, self.sides.upper, self.kept.framework.framework
        if own is None or upper is None or self.kept.state.upper is None:
            return
        given = self.kept.state.upper.body["given"]
        notes = given.get("deduction_notes", {}) if isinstance(given, dict) else {}
        for criterion in framework.criteria:
            one, other = own.points.get(criterion.id), upper.points.get(criterion.id)
            if one == other:
                continue
            title = say(self.lang, "fill.criterion", id=criterion.id, title=criterion.title)
            yield Differing(title, self._of(one), self._of(other), str(notes.get(criterion.id, "")))

    def _of(self, points: int | None) -> str:
        """Return the points of a criterion; what is not scored has none, and is no 0."""
        if points is None:
            return say(self.lang, "criterion.to_score")
        if self.kept.framework.framework.points is None:
            return say(self.lang, "criterion.met" if points else "criterion.not_met")
        return formats.points(points, self.lang)

    @cached_property
    def history(self) -> tuple[RatedMonth, ...]:
        """The months before it that were rated, the latest first."""
        projected(self.house)
        month = self.at.period
        if len(month) != len("2026-11"):
            return ()
        months = months_between(f"{int(month[:4]) - 1:04}{month[4:]}", month)[:-1][-MONTHS:]
        keys = [record_key(self.at.cell, each, kind) for each in months for kind in MEETING_KINDS]
        rows = MeetingNow.objects.filter(key__in=keys).exclude(rated="").order_by("-period")
        return tuple(
            RatedMonth(month_text(row.period), self._title(row.rated), self._points(row.total)) for row in rows
        )

    def _title(self, rating: str) -> str:
        found = self.kept.rating(rating)
        return rating if found is None else found[1].title

    def _points(self, total: int | None) -> str:
        return "" if total is None else formats.points(total, self.lang)

    @property
    def notes(self) -> tuple[str, ...]:
        """What is to be said of it before it is decided."""
        told = []
        if self.can_decide and self.kept.state.upper is None and not self.is_decided:
            told.append(say(self.lang, "decide.not_assessed_one"))
        if self.can_decide and not self.computed:
            told.append(say(self.lang, "decide.apart_open"))
        return tuple(told)
