"""Why one layer of a meeting lost points, in one line: the deduction note (thuyết minh điểm trừ) that lists demand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chamdiem.engine.explanation.reason_words import lost_because
from chamdiem.engine.scoring.explaining import reasons
from chamdiem.engine.texts import say
from chamdiem.engine.words import formats
from chamdiem.engine.words.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from chamdiem.engine.scoring.evaluation import Evaluation
    from chamdiem.engine.scoring.reasons import CriterionReason


def deduction_notes(evaluation: Evaluation, layer: str) -> Iterator[str]:
    """Yield a note for every criterion that lost points, most first; those that nobody explained are named in one.

    Where the upper level took the points off, the cell's own note stands beside its own.
    """
    unexplained: dict[int, list[CriterionReason]] = {}
    own = _own_notes(evaluation)
    wording = Wording(evaluation.framework.framework, "vi")
    for item in reasons(evaluation, layer).by_loss:
        if not item.score.lost:
            continue
        why = reasons_of(item.score.note, own.get(item.id) if layer != "self" else None)
        why = why or lost_because(item, wording)
        if why:
            yield say("vi", "list.deduction", criteria=_criteria(evaluation, [item]), why=why)
        else:
            unexplained.setdefault(item.score.lost, []).append(item)
    if unexplained:
        criteria = "; ".join(_criteria(evaluation, items) for items in unexplained.values())
        yield say("vi", "list.deduction", criteria=criteria, why=say("vi", "list.unexplained"))


def reasons_of(upper: str | None, own: str | None) -> str | None:
    """Return the note of the layer that counts, with the cell's own beside it where that says something else."""
    if own is None or own == upper:
        return upper
    return say("vi", "list.both_reasons", upper=upper, own=own) if upper else say("vi", "list.own_reason", own=own)


def _own_notes(evaluation: Evaluation) -> Mapping[str, str | None]:
    return {score.criterion.id: score.note for score in evaluation.own.criteria}


def _criteria(evaluation: Evaluation, items: list[CriterionReason]) -> str:
    """Name criteria that lost the same with the points that each lost, or without them where there are none."""
    ids = ", ".join(item.id for item in items)
    if not evaluation.framework.framework.points:
        return ids
    code = "list.deducted" if len(items) == 1 else "list.deducted_each"
    return say("vi", code, id=ids, points=formats.points(items[0].score.lost, "vi"))
