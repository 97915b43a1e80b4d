"""What the next better result of points in proportion takes: so many more, or what each one is worth."""

from __future__ import annotations

import pytest

from chamdiem.engine.authoring.cases import CaseResult, run_cases
from chamdiem.engine.explanation.explanation import explain
from chamdiem.engine.reading.catalog import Catalog
from chamdiem.engine.reading.documents import read_bytes
from chamdiem.engine.scoring.scorer import Scorer

COLLECTIVE, OFFICIAL = (
    Scorer(Catalog().draft(file)) for file in ("docs/khung-day/tap-the.yaml", "tests/rubrics/nd-335.yaml")
)


def better(scorer: Scorer, criterion: str, facts: str) -> tuple[str | None, str | None]:
    """Return what the next better result of a criterion takes, in both languages."""
    text = f"framework: {scorer.loaded.id}\ncases: [{{case: Một, facts: {{{facts}}}, expect: {{}}}}]\n"
    (result,) = run_cases(scorer, read_bytes(text.encode(), "c.yaml"))
    assert isinstance(result, CaseResult)
    found = [explain(result.evaluation, lang, "self").of(criterion) for lang in ("vi", "en")]
    vi, en = (None if each is None else each.better for each in found)
    return vi, en


def test_a_counted_number_tells_how_many_more_or_fewer() -> None:
    """Of a share of what is counted the fewest are told that change the points; of faults, how many fewer."""
    vi, en = better(COLLECTIVE, "4", "tasks_given: 10, tasks_late: 3")
    assert vi == "cần bớt 1 việc (Số việc chậm) để còn 2 điểm"
    assert en == "1 việc less needed (Số việc chậm) for 2 points"


def test_a_step_that_rounding_hides_is_passed_over() -> None:
    """Where one fewer changes nothing after rounding, as many are told as do: 1 of 500 is 0,02 of 10 points."""
    vi, _ = better(COLLECTIVE, "4", "tasks_given: 500, tasks_late: 100")
    assert vi == "cần bớt 13 việc (Số việc chậm) để còn 1,5 điểm"


def test_of_other_numbers_it_is_told_what_each_is_worth() -> None:
    """Of a mean of several shares no single number can be named: each percent is worth 70 ÷ 100 points."""
    vi, _ = better(OFFICIAL, "2", "period: 2026-Q1, given: 20, done: 19, on_time: 16, faults: 4")
    assert vi == "mỗi 1% (Trung bình ba tỷ lệ) ứng với 0,7 điểm, trước khi làm tròn"


@pytest.mark.parametrize("late", [0])
def test_where_nothing_was_lost_nothing_is_asked(late: int) -> None:
    """The best that there is takes nothing more."""
    assert better(COLLECTIVE, "4", f"tasks_given: 10, tasks_late: {late}") == (None, None)
