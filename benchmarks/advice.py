"""What authors and secretaries wait for: advice, cases with their coverage, suggestions for a whole framework."""

from __future__ import annotations

from functools import partial
from time import perf_counter
from typing import TYPE_CHECKING

from meetings import DAY, example, vary
from tables import Table, median, percentile_95

from chamdiem.engine.advice.advice import advise
from chamdiem.engine.authoring.cases import case_files, run_cases
from chamdiem.engine.authoring.coverage import measure_coverage
from chamdiem.engine.authoring.suggestions import suggest
from chamdiem.engine.reading.catalog import Catalog, framework_from_text
from chamdiem.engine.reading.documents import read_bytes
from chamdiem.engine.reading.record_reader import parse_record
from chamdiem.engine.scoring.scorer import Scorer
from chamdiem.rules.analysis.coverage import goals

if TYPE_CHECKING:
    from collections.abc import Callable

    from chamdiem.engine.reading.catalog import LoadedFramework

MEETINGS = 100
LARGE = 200
"""Criteria of the large framework."""


def measure() -> Table:
    """Measure each kind of work on An Phú, and advice under a framework of 200 criteria."""
    an_phu = Catalog().get("an-phu/2025")
    scorer = Scorer(an_phu)
    evaluations = [scorer.evaluate(record) for record in vary(example(), MEETINGS)]
    advice = [_timed(partial(advise, scorer, evaluation, "tot")) for evaluation in evaluations]
    large = Scorer(large_framework())
    meeting = large.evaluate(parse_record(read_bytes(large_record().encode(), "r"), DAY))
    return Table(
        title=f"Authoring and advice; target: advice on an An Phú meeting ≤ 500 ms (of {MEETINGS}: the slowest)",
        header=("work", "median ms", "p95 ms", "slowest ms"),
        rows=(
            _row("advice on An Phú meetings, target Tốt", advice),
            _row(
                f"advice, {LARGE} criteria, half of the total missing",
                [_timed(lambda: advise(large, meeting, "tot")) for _ in range(5)],
            ),
            _row("An Phú's cases, run and measured", [_timed(lambda: _covered(scorer, an_phu)) for _ in range(5)]),
            _row(
                f"suggestions for all {len(goals(an_phu.framework))} goals of An Phú",
                [_timed(lambda: suggest(scorer, goals(an_phu.framework), "vi")) for _ in range(3)],
            ),
        ),
    )


def large_framework() -> LoadedFramework:
    """Return a framework of many criteria, every way of computing or judging points in turn."""
    ways = (
        "judged: points",
        "judged: yes_no",
        "holds: {fact: rate, at_least: 80}",
        "holds: {fact: draft_conclusion, is: yes}",
        "bands: {of: rate, levels: [{at_least: 90, points: 4}, {below: 90, points: 1}]}",
        "checklist: [{id: a, title: a, points: 2}, {id: b, title: b, points: 2}]",
        "deductions: {each: [{id: a, title: a, points: 1}]}",
        "bands: {of: said, levels: [{above: 50, points: 4}, {at_most: 50, points: 1}]}",
    )
    criteria = "\n".join(
        f'      - {{id: "1.{number}", title: t, maximum: 4, clause: c, {ways[number % len(ways)]}}}'
        for number in range(LARGE)
    )
    return framework_from_text(
        LARGE_FRAMEWORK.format(maximum=4 * LARGE, tot=36 * LARGE // 10) + criteria + "\n", "large"
    )


LARGE_FRAMEWORK = """
framework: large/1
title: Large
authority: {{number: "1", date: 2025-01-01, issuer: Benchmark}}
provenance: {{status: official, source: Benchmark}}
in_force: {{from: 2025-01-01}}
applies_to: {{kinds: [regular]}}
points: {{maximum: {maximum}, step: 0.5, rounding: half_up}}
measures:
  rate: {{title: r, percent: [present, members_total]}}
  said: {{title: s, percent: [speakers, present]}}
ratings:
  - {{id: tot, title: Tốt, at_least: {tot}, requires: [{{when: {{fact: absent_unexcused, at_most: 0}}, title: g}}]}}
  - {{id: kem, title: Kém}}
groups:
  - id: "1"
    title: g
    maximum: {maximum}
    criteria:
"""


def large_record() -> str:
    """Return a meeting that half of what is judged went well in."""
    answers = []
    for number in range(LARGE):
        answer = {0: "2", 1: "no", 5: "{a: yes, b: no}", 6: "{a: 2}"}.get(number % 8)
        answers += [f'"1.{number}": {answer}'] if answer else []
    return (
        "date: 2025-11-05\nmembers_total: 24\npresent: 18\nabsent_excused: 5\nabsent_unexcused: 1\nspeakers: 8\n"
        "draft_conclusion: no\nassessments: {self: {answers: {" + ", ".join(answers) + "}}}\n"
    )


def _covered(scorer: Scorer, loaded: LoadedFramework) -> object:
    return measure_coverage(loaded, [result for file in case_files(loaded) for result in run_cases(scorer, file)])


def _timed(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return (perf_counter() - start) * 1000


def _row(name: str, times: list[float]) -> tuple[str, ...]:
    return name, f"{median(times):.1f}", f"{percentile_95(times):.1f}", f"{max(times):.1f}"
