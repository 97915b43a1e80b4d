"""How a total was made: rescaling, then bonus, then the ceiling, in the numbers of the record."""

from __future__ import annotations

import pytest

from chamdiem.engine.explanation.explanation import arithmetic_sentence, explain
from chamdiem.engine.scoring.explaining import arithmetic, reasons
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


LOWERING = [
    {"id": "x", "when": {"fact": "absent_unexcused", "at_least": "1"}, "lower_by": "1", "reason": "vắng không lý do"},
    {"id": "y", "when": {"fact": "absent_excused", "at_least": "1"}, "lower_by": "2", "reason": "vắng nhiều"},
]
FOUR = [
    {"id": "tot", "title": "Tốt", "at_least": "9"}, {"id": "kha", "title": "Khá", "at_least": "7"},
    {"id": "tb", "title": "Trung bình", "at_least": "5"}, {"id": "kem", "title": "Kém"},
]  # fmt: skip


@pytest.mark.parametrize(
    ("points", "absent", "excused", "sentences"),
    [
        ("10", 1, 0, ["Xếp loại: Khá.", "Hạ 1 bậc, từ Tốt xuống Khá: vắng không lý do."]),
        ("10", 1, 1, ["Xếp loại: Kém.", "Hạ 3 bậc, từ Tốt xuống Kém: vắng không lý do; vắng nhiều."]),
        ("6", 0, 1, ["Xếp loại: Kém.", "Hạ 2 bậc nhưng dừng ở mức cuối, từ Trung bình xuống Kém: vắng nhiều."]),
        ("3", 1, 0, ["Xếp loại: Kém.", "Bị hạ 1 bậc nhưng Kém đã là mức cuối: vắng không lý do."]),
        ("10", 0, 0, ["Xếp loại: Tốt."]),
        (
            "10", 1, None,
            ["Chưa xếp loại: còn có thể là Khá, Kém.", "Hạ 1 bậc, từ Tốt xuống Khá: vắng không lý do.",
             "Chưa biết có bị hạ 2 bậc hay không: vắng nhiều."],
        ),
        (
            None, 1, 0,
            ["Chưa xếp loại: còn có thể là Khá, Trung bình, Kém.", "Hạ 1 bậc so với mức đạt được: vắng không lý do."],
        ),
    ],
)  # fmt: skip
def test_a_lowered_rating_says_from_where(
    points: str | None, absent: int, excused: int | None, sentences: list[str]
) -> None:
    """What lowers a rating is told with the rating that was reached, the one that is given, and why."""
    made = framework(criterion("1", judged="points"), ratings=FOUR, caps=LOWERING)
    known = {} if excused is None else {"absent_excused": excused}
    found = evaluate(made, {"1": points} if points else {}, absent_unexcused=absent, **known)
    told = explain(found, "vi").summary
    assert [text for text in told[1:] if not text.startswith(("Đủ điểm", "Thiếu"))] == sentences


def test_what_lowers_a_rating_stands_in_the_way_of_better_ones() -> None:
    """A cap that lowers is named for each rating that it keeps away, and for no rating that is given in spite of it."""
    made = framework(criterion("1", judged="points"), ratings=FOUR, caps=LOWERING)
    why = reasons(evaluate(made, {"1": "10"}, absent_unexcused=0, absent_excused=1))
    assert [(each.rating.id, [one.id for one in each.of("cap")]) for each in why.withheld] == [
        ("tot", ["y"]),
        ("kha", ["y"]),
    ]
