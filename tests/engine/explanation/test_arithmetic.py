"""How a total was made: rescaling, then bonus, then the ceiling, in the numbers of the record."""

from __future__ import annotations

import pytest

from chamdiem.engine.explanation.explanation import arithmetic_sentence, explain
from chamdiem.engine.scoring.explaining import arithmetic
from samples import Json, criterion, evaluate, framework, score

AWAY: Json = {"when": {"fact": "present", "at_most": "0"}, "then": "rescaled", "reason": "x"}


@pytest.mark.parametrize(
    ("maxima", "answers", "points", "sentence"),
    [
        (
            ("60", "40"), {"2": "30", "3": "10"}, {"bonus_above_maximum": "allowed"},
            "Quy đổi về thang 100: 30 × 100 ÷ 40 = 75. Trong thang 75, thưởng 10: 85 điểm.",
        ),
        (
            ("60", "40"), {"2": "30", "3": "0"}, {"bonus_above_maximum": "allowed"},
            "Quy đổi về thang 100: 30 × 100 ÷ 40 = 75.",
        ),
        (
            ("60", "40"), {"2": "38", "3": "10"}, {"bonus_above_maximum": "capped"},
            "Quy đổi về thang 100: 38 × 100 ÷ 40 = 95. Trong thang 95, thưởng 10: 105, tính 100 điểm.",
        ),
        (
            ("55", "45"), {"2": "31", "3": "10"}, {"bonus_above_maximum": "allowed"},
            "Quy đổi về thang 100: 31 × 100 ÷ 45 = 68,88…, làm tròn 69. Trong thang 69, thưởng 10: 79 điểm.",
        ),
        (
            ("55", "45"), {"2": "31", "3": "0"}, {"bonus_above_maximum": "allowed"},
            "Quy đổi về thang 100: 31 × 100 ÷ 45 = 68,88…, làm tròn 69.",
        ),
    ],
)  # fmt: skip
def test_a_rescaled_total_shows_its_steps(maxima: tuple[str, str], answers: Json, points: Json, sentence: str) -> None:
    """The steps are those of the regulation, in its order, with the numbers of the record."""
    first, second = maxima
    made = framework(
        criterion("1", maximum=first, judged="points", not_applicable=[AWAY]),
        criterion("2", maximum=second, judged="points"),
        criterion("3", maximum="10", judged="points", bonus="outside"),
        points=points,
    )
    found = evaluate(made, answers, present=0)
    assert explain(found, "vi").summary[1] == sentence


@pytest.mark.parametrize(
    ("above", "sentence"),
    [("allowed", "Trong thang 9, thưởng 4: 13 điểm."), ("capped", "Trong thang 9, thưởng 4: 13, tính 10 điểm.")],
)
def test_a_bonus_shows_its_steps(above: str, sentence: str) -> None:
    """A bonus is told apart from the points of the scale, and so is what goes beyond the maximum."""
    made = framework(
        criterion("1", judged="points"),
        criterion("2", maximum="3", judged="points", bonus="outside"),
        criterion("3", maximum="2", judged="points", bonus="outside"),
        points={"bonus_above_maximum": above},
    )
    scoring = score(made, {"1": "9", "2": "3", "3": "1"})
    steps = arithmetic(made.framework, scoring)
    assert steps is not None
    assert arithmetic_sentence(steps, "vi") == sentence


def test_a_plain_sum_needs_no_arithmetic() -> None:
    """Where a total is just the sum of the points above it, or is not there yet, nothing is told."""
    made = framework(criterion("1", judged="points", not_applicable=[AWAY]), criterion("2"))
    assert arithmetic(made.framework, score(made, {"1": "9", "2": "yes"}, present=1)) is None
    assert arithmetic(made.framework, score(made, {"1": "9", "2": "yes"})) is None
