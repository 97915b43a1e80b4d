"""Coverage and suggestions: what cases reach is what the rules concluded, and what they miss can be suggested."""

from __future__ import annotations

from functools import cache
from html.parser import HTMLParser
from typing import TYPE_CHECKING, get_args

import pytest

from chamdiem.engine.authoring.cases import run_cases
from chamdiem.engine.authoring.coverage import Coverage, GoalWords, coverage_page, measure_coverage, percent_text
from chamdiem.engine.authoring.suggestions import suggest
from chamdiem.engine.reading.catalog import Catalog, LoadedFramework, framework_from_text
from chamdiem.engine.reading.documents import read_bytes
from chamdiem.engine.scoring.scorer import Scorer
from chamdiem.rules.analysis.coverage import goals
from chamdiem.rules.language.ways import Way
from samples import criterion, framework

if TYPE_CHECKING:
    from chamdiem.engine.authoring.suggestions import Suggestion

CATALOG = Catalog()

EVERY_KIND = """
framework: mau/1
title: Khung đủ mọi cách chấm
authority: {number: "1", date: 2025-01-01, issuer: Mẫu}
provenance: {status: official, source: Mẫu}
in_force: {from: 2025-01-01, to: 2025-01-15}
applies_to: {kinds: [combined, regular]}
points: {maximum: 36, step: 1, rounding: half_up}
measures:
  rate: {title: Tỷ lệ dự, percent: [present, members_total]}
  norm: {title: Định mức, unit: phút, choose: [{when: {fact: members_total, at_least: 30}, value: 120}, {value: 90}]}
groups:
  - id: "1"
    title: Nhóm
    maximum: 36
    criteria:
      - id: "1"
        title: Dự họp
        maximum: 4
        clause: Mục 1
        bands:
          of: rate
          levels: [{at_least: 90, points: 4}, {at_least: 50, below: 90, points: 2}, {below: 50, points: 0}]
          unless: [{when: {fact: absent_unexcused, at_least: 1}, points: 1, reason: Vắng không lý do}]
        not_applicable: [{when: {fact: mode, is: online}, then: zero, reason: Họp trực tuyến}]
      - {id: "2", title: Dự thảo, maximum: 2, clause: Mục 1, holds: {fact: draft_conclusion, is: yes}}
      - {id: "3", title: Biên bản, maximum: 2, clause: Mục 1, judged: yes_no}
      - {id: "4", title: Nội dung, maximum: 4, clause: Mục 1, judged: points}
      - id: "5"
        title: Nề nếp
        maximum: 2
        clause: Mục 1
        levels: [{id: cao, title: Cao, points: 2}, {id: thap, title: Thấp, points: 0}]
      - id: "6"
        title: Sổ sách
        maximum: 2
        clause: Mục 1
        checklist: [{id: a, title: Sổ họp, points: 1}, {id: b, title: Đảng phí, points: 1, holds: {fact: dues_paid, at_least: 1}}]
      - id: "7"
        title: Kỷ luật
        maximum: 4
        clause: Mục 1
        deductions: {each: [{id: muon, title: Họp muộn, points: 2}, {id: vang, title: Vắng, points: 1, of: absent_unexcused}]}
      - id: "8"
        title: Lãnh đạo
        maximum: 4
        clause: Mục 1
        choose:
          - {when: {fact: committee_exists, is: no}, bands: {of: rate, levels: [{at_least: 50, points: 4}, {below: 50, points: 1}]}}
          - {title: Còn lại, points: 2}
      - id: "9"
        title: Hai phần
        maximum: 6
        clause: Mục 1
        parts:
          take: sum
          capped: yes
          each:
            - {id: a, title: Việc tốt, maximum: 6, additions: {each: [{id: x, title: Sáng kiến, points: 2}]}}
            - {id: b, title: Ghi sổ đủ, maximum: 0, minimum: -2, judged: yes_no}
      - {id: "10", title: Thưởng, maximum: 2, clause: Mục 1, additions: {each: [{id: x, title: Sáng kiến, points: 1}]}}
      - {id: "11", title: Tỷ lệ, maximum: 4, clause: Mục 1, proportional: {of: rate, out_of: 100}}
ratings:
  - {id: tot, title: Tốt, at_least: 18, requires: [{when: {fact: rate, at_least: 80}, title: Dự họp 80%}]}
  - {id: kha, title: Khá, at_least: 10}
  - {id: kem, title: Kém}
caps: [{id: dinh_chi, when: {fact: members_suspended, at_least: 1}, barred: tot, reason: Bị đình chỉ}]
findings: [{id: la, when: {all: [{answer: "3", is: yes}, {fact: minutes_approved, is: no}]}, message: Biên bản chưa thông qua.}]
"""


def measured(loaded: LoadedFramework, *files: str) -> Coverage:
    """Run files of cases given as text and measure what they reach."""
    scorer = Scorer(loaded)
    documents = [read_bytes(f"framework: {loaded.id}\ncases:\n{text}".encode(), "c.yaml") for text in files]
    return measure_coverage(loaded, [result for document in documents for result in run_cases(scorer, document)])


def every_kind() -> LoadedFramework:
    """Return a framework in which every way of scoring, every gate and cap occurs."""
    return framework_from_text(EVERY_KIND, "f")


@cache
def suggested(framework_id: str) -> tuple[Suggestion, ...]:
    """Return what is suggested for every goal of a framework, worked out once."""
    loaded = every_kind() if framework_id == "every kind" else CATALOG.get(framework_id)
    return tuple(suggest(Scorer(loaded), goals(loaded.framework), "vi"))


def test_goals_are_everything_that_can_be_concluded() -> None:
    """Of a framework with every way of scoring each band, answer, level, part, gate and finding is a goal, once."""
    framework = every_kind().framework
    assert {type(criterion.way) for criterion in framework.criteria} == set(get_args(Way))
    kinds = [goal.kind for goal in goals(framework)]
    assert {kind: kinds.count(kind) for kind in dict.fromkeys(kinds)} == {
        "choice": 2, "band": 5, "exception": 1, "not_applicable": 1, "held": 1, "failed_condition": 1, "yes": 2, "no": 2,
        "points": 1, "proportion": 1, "level": 2, "line": 2, "addition": 2, "part_met": 2, "part_missed": 2, "deduction": 2, "rating": 3, "gate_held": 1,
        "gate_failed": 1, "cap_held": 1, "cap_open": 1, "finding": 1,
    }  # fmt: skip


def test_nothing_is_reached_without_cases() -> None:
    """Without a case nothing is covered, and every goal is named as missed."""
    coverage = measured(every_kind())
    assert coverage.share == (0, 37)
    assert not coverage.reaches(1)
    assert coverage.reaches(0)


def test_a_case_reaches_what_it_makes_the_rules_conclude() -> None:
    """A case reaches just the goals that the rules concluded from what it gives."""
    case = "  - {case: Một, facts: {present: 9, members_total: 10, absent_unexcused: 1, mode: in_person}, expect: {}}"
    coverage = measured(every_kind(), case)
    reached = {(item.goal.kind, item.goal.owner) for item in coverage.goals if item.cases}
    own = {("choice", "norm"), ("exception", "1"), ("deduction", "7"), ("proportion", "11"), ("gate_held", "tot")}
    assert reached == own
    assert all(item.cases == ("Một",) for item in coverage.goals if item.cases)


def test_a_band_counts_where_the_criterion_applies() -> None:
    """A band in which the measure lies is not reached by a meeting to which the criterion does not apply."""
    case = "  - {case: Một, facts: {present: 9, members_total: 10, absent_unexcused: 0, mode: online}, expect: {}}"
    kinds = {item.goal.kind for item in measured(every_kind(), case).goals if item.cases}
    assert "not_applicable" in kinds
    assert "band" not in kinds


@pytest.mark.parametrize("framework_id", [*CATALOG.ids, "every kind"])
def test_suggested_cases_reach_everything(framework_id: str) -> None:
    """Pasted into a file as they are, the suggested cases run, give what they expect and reach every goal."""
    loaded = every_kind() if framework_id == "every kind" else CATALOG.get(framework_id)
    suggestions = suggested(framework_id)
    assert [suggestion.goal for suggestion in suggestions if suggestion.case is None] == []
    of_meetings, of_periods = (
        "\n".join(each.case or "" for each in suggestions if bool(each.goal.period) == is_of) for is_of in (False, True)
    )
    coverage = measured(loaded, f"{of_meetings}\nperiods:\n{of_periods}" if of_periods else of_meetings)
    assert coverage.missed == ()
    assert [result.case.case for result in coverage.results if result.differences] == []


def test_suggestions_are_partial() -> None:
    """A suggested case says only what its goal needs: the facts of one criterion, not of a whole meeting."""
    cases = {suggestion.goal.path: suggestion.case or "" for suggestion in suggested("an-phu/2025")}
    path = ("groups", 1, "criteria", 0, "bands", "levels", 1)
    assert cases[path] == (
        '  - case: "2.1. Tỷ lệ đảng viên dự sinh hoạt; không có đảng viên vắng không lý do — mức từ 75% đến dưới 90%: 3 điểm"\n'
        "    facts: {members_total: 20, members_exempt: 0, members_special_duty: 0, present: 17, absent_unexcused: 0}\n"
        '    expect: {points: {"2.1": 3}}'
    )


def test_what_cannot_be_reached_is_said() -> None:
    """Where no record reaches a goal, as a band above what a percentage of members can be, there is no case for it."""
    text = EVERY_KIND.replace("at_least: 18,", "at_least: 36,").replace(
        "fact: rate, at_least: 80", "fact: mode, is: online"
    )
    loaded = framework_from_text(text, "f")
    touched = [goal for goal in goals(loaded.framework) if goal.kind in {"rating", "gate_held", "gate_failed"}]
    suggestions = suggest(Scorer(loaded), touched, "vi")
    assert [(s.goal.kind, s.goal.owner) for s in suggestions if s.case is None] == [("rating", "tot")]


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.text: list[str] = []

    def handle_data(self, data: str) -> None:
        self.text.append(data.strip())


def test_page_shows_every_goal_and_what_failed() -> None:
    """The page has every goal with the first case that reaches it, what no case reaches, and the cases that failed."""
    loaded = every_kind()
    coverage = measured(loaded, '  - {case: Biên bản <tốt>, answers: {"3": yes}, expect: {points: {"3": 1}}}')
    page = _Text()
    page.feed(coverage_page(coverage, "vi"))
    words = GoalWords(loaded.framework, "vi")
    for item in coverage.goals:
        assert words.text(item.goal) in page.text
    assert page.text.count("chưa thử") == len(coverage.missed) == 36
    assert page.text.count("Biên bản <tốt>") == 2
    assert "Các trường hợp không ra kết quả mong đợi:" in page.text


def test_percentage_is_cut() -> None:
    """100 % is said only of all of them: a share is cut, not rounded."""
    loaded = CATALOG.get("an-phu/2025")
    coverage = measured(loaded, "\n".join(suggestion.case or "" for suggestion in suggested(loaded.id)[:-1]))
    assert coverage.share[0] < coverage.share[1]
    assert percent_text(coverage, "vi") != "100%"
    assert not coverage.reaches(100)


def test_a_case_for_what_only_another_layer_is_asked_is_about_that_layer() -> None:
    """Questions without points are reached by their answers; what the cell is not asked for, by the upper level."""
    text = EVERY_KIND.replace(
        "ratings:\n",
        """      - {id: "20", title: Hỏi, clause: Mục 1, scored: no, levels: [{id: a, title: A}, {id: b, title: B}]}
      - {id: "21", title: Chỉ cấp trên, clause: Mục 1, scored: no, layers: [upper], checklist: [{id: a, title: A}]}
ratings:
""",
        1,
    )
    loaded = framework_from_text(text, "khung.yaml")
    scorer = Scorer(loaded)
    missed = [goal for goal in measure_coverage(loaded, []).missed if goal.owner in {"20", "21"}]
    found = [(item.goal, item.case) for item in suggest(scorer, missed, "vi")]
    assert [goal.kind for goal, _ in found] == ["level", "level", "part_met", "part_missed"]
    made = [case or "" for _, case in found]
    assert all("layer: upper" in case for case in made[2:])
    assert not any("layer" in case or "points" in case for case in made[:2])
    assert measured(loaded, "\n".join(made)).share[0] >= len(made)


@pytest.mark.parametrize(
    ("ends", "given"),
    [
        ({"at_least": "900", "at_most": "1000"}, "{y: 5, x: 900}"),
        ({"at_most": "3"}, "{y: 5, x: 3}"),
        ({"at_most": {"fact": "y"}}, "{y: 5, x: 5}"),
    ],
)
def test_the_usual_record_lies_within_the_declared_ends(ends: dict[str, object], given: str) -> None:
    """A case is suggested though what is usual elsewhere, ten of each, lies outside the ends that a framework declares."""
    inputs = {
        "y": {"title": "Việc làm xong", "type": "count", "at_most": "5"},
        "x": {"title": "Việc được giao", "type": "count", **ends},
    }
    subject = {"subject": {"id": "collective", "title": "tập thể", "of": ["year"]}, "applies_to": {}}
    both = {"all": [{"fact": "x", "at_most": "950"}, {"fact": "y", "at_most": "700"}]}
    loaded = framework(criterion(holds=both), inputs=inputs, **subject)
    (held,) = (goal for goal in goals(loaded.framework) if goal.kind == "held")
    (found,) = suggest(Scorer(loaded), [held], "vi")
    assert f"facts: {given}" in (found.case or "")
