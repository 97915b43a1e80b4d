"""Why points were lost, in words short enough for the reason column of the sheet: the fact itself, and no more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chamdiem.rules.program import Key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chamdiem.engine.inference import Conclusions
    from chamdiem.engine.reasons import CriterionExplanation
    from chamdiem.engine.wording import Wording
    from chamdiem.rules.framework import Criterion


def lost_because(item: CriterionExplanation, wording: Wording, known: Conclusions) -> str:
    """Return what cost a criterion its points; empty when only the scorer can say it."""
    criterion = item.score.criterion
    match criterion.scoring:
        case "bands":
            return _measured(item)
        case "holds":
            names = criterion.holds.facts if criterion.holds else ()
            return "; ".join(wording.fact(name, known) for name in names)
        case "levels":
            answer = known.get(Key("answer", criterion.id))
            return (criterion.levels or ())[answer.value].title if answer else ""
        case "checklist":
            return "; ".join(_missed_parts(criterion, wording, known))
        case "deductions":
            return "; ".join(_deductions(criterion, wording, known))
        case _:
            return ""


def _measured(item: CriterionExplanation) -> str:
    """Return the measure where it decided the points, or else the exception that did."""
    measure = item.facts[0]
    return measure if item.reason.startswith(measure) else item.reason


def _missed_parts(criterion: Criterion, wording: Wording, known: Conclusions) -> Iterator[str]:
    for part in criterion.checklist or ():
        found = known.get(Key("part", f"{criterion.id}/{part.id}"))
        if found is not None and found.value < part.points:
            yield wording.say("sheet.part_missed", title=part.title)


def _deductions(criterion: Criterion, wording: Wording, known: Conclusions) -> Iterator[str]:
    for each in criterion.deductions.each if criterion.deductions else ():
        taken = known.get(Key("deduction", f"{criterion.id}/{each.id}"))
        if taken is not None and taken.value:
            yield wording.say("sheet.deducted", title=each.title, points=wording.points(taken.value))
