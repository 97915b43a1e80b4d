"""What was decided, for pages: the rating, by which entry and paper, and for ever in what it differs and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chamdiem.engine.texts import say
from chamdiem.rules.records.moments import day_text

if TYPE_CHECKING:
    from chamdiem.engine.ledger.contents import DecisionPaper
    from chamdiem.engine.texts import Lang


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """A decision: the number of its entry, and ratings by their titles. `computed`: blank where none was certain."""

    number: int
    rating: str
    computed: str
    reason: str
    paper: DecisionPaper | None

    def otherwise(self, lang: Lang) -> str:
        """Return in what it differs from what was computed then, and its reason; blank: there is nothing to say."""
        told = {"computed": self.computed, "reason": self.reason}
        if self.computed == self.rating:
            return say(lang, "decide.because", **told) if self.reason else ""
        code = "decide.otherwise" if self.computed else "decide.otherwise_open"
        return say(lang, code if self.reason else f"{code}_unsaid", **told)

    def said(self, lang: Lang) -> str:
        """Return all of it in sentences."""
        words = [say(lang, "decide.is", number=self.number, rating=self.rating)]
        if self.paper is not None:
            words.append(say(lang, "decide.by_paper", number=self.paper.number, day=day_text(self.paper.day)))
        return " ".join(filter(None, (*words, self.otherwise(lang))))
