"""How far a meeting is for whoever assesses it: what was handed in, what is typed, what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from chamdiem.engine.ledger.contents import UpperAssessment
from chamdiem.engine.ledger.stages import Stage
from chamdiem.engine.texts import say
from chamdiem.engine.words import formats
from chamdiem.web.assessing import is_assessable
from chamdiem.web.open_draft import meeting_url
from chamdiem.web.receipt import Receipt

if TYPE_CHECKING:
    from chamdiem.engine.ledger.contents import LayerResult
    from chamdiem.engine.texts import Lang
    from chamdiem.web.assessment import OpenAssessment
    from chamdiem.web.held import MeetingAddress
    from chamdiem.web.house import House
    from chamdiem.web.kept import KeptMeeting


def span_of(lang: Lang, least: int, most: int) -> str:
    """Return points between their ends, in words; one number where both are one."""
    ends = formats.points(least, lang), formats.points(most, lang)
    return ends[0] if least == most else say(lang, "fill.total_span", least=ends[0], most=ends[1])


@dataclass(frozen=True)  # without slots, so that what follows from it is worked out once
class AssessmentShown:
    """One meeting as its supervisor sees it before and after it is assessed."""

    house: House
    lang: Lang
    at: MeetingAddress
    kept: KeptMeeting
    opened: OpenAssessment | None

    @cached_property
    def receipt(self) -> Receipt:
        """What the cell handed in."""
        return Receipt(self.house, self.lang, self.at, self.kept)

    @property
    def cell(self) -> str:
        """What the cell is called."""
        return self.receipt.month.cell.title

    @property
    def is_waiting(self) -> bool:
        """Whether it waits for an assessment."""
        return is_assessable(self.kept)

    @property
    def is_open(self) -> bool:
        """Whether somebody writes an assessment of it."""
        return self.opened is not None and not self.opened.is_closed and (self.is_waiting or self.is_corrected)

    @property
    def is_corrected(self) -> bool:
        """Whether an assessment that is in force is opened once more."""
        return self.opened is not None and self.opened.draft.corrects is not None

    @property
    def is_outdated(self) -> bool:
        """Whether the cell handed in something else since."""
        return self.is_waiting and self.opened is not None and self.opened.is_outdated

    @property
    def stage(self) -> Stage:
        """How far it is; once somebody began to assess it, it is under review."""
        found = self.kept.stage.stage
        return Stage.UNDER_REVIEW if found is Stage.SUBMITTED and self.is_open else found

    @property
    def state(self) -> str:
        """How far it is, in words."""
        return say(self.lang, f"stage.{self.stage}")

    @property
    def returned(self) -> str:
        """Why it was given back; blank: it was not."""
        entry = self.kept.state.returned
        return "" if entry is None else str(entry.body["reason"])

    @property
    def upper(self) -> LayerResult | None:
        """What the assessment in force came to."""
        found = self.kept.state.upper.content if self.kept.state.upper else None
        return found.result if isinstance(found, UpperAssessment) else None

    @property
    def number(self) -> int:
        """The number of the assessment in force."""
        return self.kept.state.upper.sequence if self.kept.state.upper else 0

    @property
    def lines(self) -> tuple[str, ...]:
        """What both sides came to, in sentences."""
        sides = (("assess.own_came", self.kept.own), ("assess.mine_came", self.upper))
        return tuple(say(self.lang, code, result=self.came_to(found)) for code, found in sides if found is not None)

    def came_to(self, found: LayerResult) -> str:
        """Return points and rating of a layer, as far as they are certain."""
        rating = self.kept.rating(found.rating)
        title = rating[1].title if rating else say(self.lang, "decide.uncertain")
        if self.kept.framework.framework.points is None:
            return title
        return f"{span_of(self.lang, found.least, found.most)}, {title}"

    @property
    def decided(self) -> str:
        """What was decided, in words; blank: nothing was."""
        found = self.kept.rating(self.kept.stage.decided)
        return "" if found is None else found[1].title

    def url(self, name: str) -> str:
        """Return the address of one of its pages."""
        return meeting_url(self.at, name)
