"""Why points were lost, in words short enough for the reason column of the sheet: the fact itself, and no more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chamdiem.engine.explanation.reason_words import held_sentence, reason_sentence
from chamdiem.engine.scoring.reasons import ByBand, ByCondition, ByDeductions, ByException, ByLevel, ByParts

if TYPE_CHECKING:
    from chamdiem.engine.scoring.reasons import CriterionReason
    from chamdiem.engine.words.wording import Wording


def lost_because(why: CriterionReason, wording: Wording) -> str:  # noqa: PLR0911 - one for each way of scoring
    """Return what cost a criterion its points; empty when only the scorer can say it."""
    match why.decided:
        case ByBand(fact, _):
            return wording.measured(fact)
        case ByException():
            return reason_sentence(why, wording)
        case ByCondition(_, _, facts):
            return "; ".join(map(wording.measured, facts))
        case ByLevel(level):
            return level.title
        case ByParts(parts):
            lost = (found.part.title for found in parts if found.met is False and found.part.points)
            return "; ".join(wording.say("sheet.part_missed", title=title) for title in lost)
        case ByDeductions(taken, held):
            texts = [
                wording.say("sheet.deducted", title=each.deduction.title, points=wording.points(each.points))
                for each in taken
                if each.points
            ]
            return "; ".join([*texts, *held_sentence(held, wording)])
        case _:
            return ""
