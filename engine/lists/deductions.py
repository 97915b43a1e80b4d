"""Why one layer of a meeting lost points, in one line: the deduction note (thuyết minh điểm trừ) that lists demand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chamdiem.engine import formats
from chamdiem.engine.explanation import explain
from chamdiem.engine.paper.sheet_reasons import lost_because
from chamdiem.engine.texts import say
from chamdiem.engine.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chamdiem.engine.reason_words import CriterionExplanation
    from chamdiem.engine.scoring import Evaluation


def deduction_notes(evaluation: Evaluation, layer: str) -> Iterator[str]:
    """Yield a note for every criterion that lost points, most first; one that nobody explained says so."""
    framework = evaluation.framework.framework
    wording = Wording(framework, "vi")
    for item in explain(evaluation, "vi", layer).criteria:
        if not item.score.lost:
            continue
        why = item.score.note or lost_because(item.why, wording) or say("vi", "list.unexplained")
        yield say("vi", "list.deduction" if framework.points else "list.unmet", id=item.id, points=_lost(item), why=why)


def _lost(item: CriterionExplanation) -> str:
    return formats.points(item.score.lost, "vi")
