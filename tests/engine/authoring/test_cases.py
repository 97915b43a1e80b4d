"""Cases beside a framework: only what is named is compared, differences are explained, faults have their places."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from chamdiem.engine.authoring.cases import CaseResult, case_files, cases_schema, run_cases
from chamdiem.engine.authoring.coverage import measure_coverage
from chamdiem.engine.authoring.expecting import Mismatch
from chamdiem.engine.reading.catalog import CRITERIA, Catalog, framework_from_text
from chamdiem.engine.reading.documents import read_bytes
from chamdiem.engine.scoring.scorer import Scorer
from chamdiem.engine.texts.sentences import say_fault
from chamdiem.rules.records.faults import FaultyInput
from subjects import BY_LAYER

CATALOG = Catalog()
AN_PHU = CATALOG.get("an-phu/2025")
SCORER = Scorer(AN_PHU)


def run(text: str, scorer: Scorer = SCORER) -> tuple[CaseResult, ...]:
    """Run a file of cases given as text; its framework is An Phú's unless it names one."""
    text = text if "framework:" in text else f"framework: an-phu/2025\n{text}"
    found = run_cases(scorer, read_bytes(text.encode(), "cases.yaml"))
    return tuple(result for result in found if isinstance(result, CaseResult))


def differences(text: str) -> list[tuple[str, str, str | None, str | None]]:
    """Return what came out otherwise in the only case of a file."""
    (result,) = run(text)
    return [(d.name, d.of, d.expected, d.found) for d in result.differences]


def faults(text: str) -> list[str]:
    """Return what is said against a file, in English."""
    with pytest.raises(FaultyInput) as caught:
        run(text)
    return [say_fault("en", fault) for fault in caught.value.faults]


# --- the cases that ship ---


@pytest.mark.parametrize("framework_id", CATALOG.ids)
def test_shipped_cases_hold_and_reach_everything(framework_id: str) -> None:
    """Every case of a shipped framework gives what it expects, and together they reach every goal of the framework."""
    loaded = CATALOG.get(framework_id)
    scorer = Scorer(loaded)
    results = [result for document in case_files(loaded) for result in run_cases(scorer, document)]
    assert [(result.case.case, result.differences) for result in results if result.differences] == []
    coverage = measure_coverage(loaded, results)
    assert coverage.missed == ()
    assert len({result.case.case for result in results}) == len(results) > 5


def test_case_files_are_those_that_name_the_framework(tmp_path: Path) -> None:
    """Of the files beside a framework those count that name it; without a folder there are none."""
    text = (CRITERIA / "nghe-an/08-2021.yaml").read_text(encoding="utf-8")
    (tmp_path / "k.yaml").write_text(text, encoding="utf-8")
    document = read_bytes(b"a: b", str(tmp_path / "k.yaml"))
    loaded = replace(CATALOG.get("nghe-an/08-2021"), hash="0", document=document)
    assert case_files(loaded) == ()
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases/mine.yaml").write_text("framework: nghe-an/08-2021\ncases: []\n", encoding="utf-8")
    (tmp_path / "cases/other.yaml").write_text("framework: nghe-an/09-2023\ncases: []\n", encoding="utf-8")
    assert [Path(document.file).name for document in case_files(loaded)] == ["mine.yaml"]


def test_catalog_takes_no_case_for_a_framework() -> None:
    """The files of cases stand among the frameworks and are none of them."""
    assert all("/cases/" not in framework_id for framework_id in CATALOG.ids)


def test_shipped_cases_fit_their_schema() -> None:
    """The schema that editors use takes every shipped file of cases, as it is read."""
    validator = Draft202012Validator(cases_schema())
    Draft202012Validator.check_schema(cases_schema())
    for file in CRITERIA.glob("*/cases/*.yaml"):
        data = json.loads(json.dumps(read_bytes(file.read_bytes(), str(file)).data))
        wrong = [error for error in validator.iter_errors(data) if error.validator not in {"type", "anyOf"}]
        assert wrong == []  # numbers stay text in our reader, so that types are the editors' matter


# --- what is compared ---


def test_only_what_is_named_is_compared() -> None:
    """A case that expects nothing of a criterion says nothing of it."""
    assert differences("cases: [{case: Gì cũng được, expect: {}}]") == []


def test_every_difference_is_told() -> None:
    """Whatever came out otherwise is told with what was expected and what was found, in the words of the file."""
    text = """
cases:
  - case: Sai hết
    facts: {members_total: 20, members_exempt: 0, members_special_duty: 0, present: 18, absent_unexcused: 0}
    answers: {"3.1": 2.5}
    expect:
      points: {"2.1": 3, "3.1": , "3.2": 1}
      status: {"2.1": missing}
      measures: {attendance_rate: 80, norm: }
      total: 50
      least: 1
      most: 2
      maximum: 100
      rating: tot
      possible: [kem]
      findings: [chua_du_cac_buoc]
"""
    assert differences(text) == [
        ("points", "2.1", "3", "4"),
        ("points", "3.1", None, "2.5"),
        ("points", "3.2", "1", None),
        ("status", "2.1", "missing", "scored"),
        ("measures", "attendance_rate", "80", "90"),
        ("measures", "norm", None, "90"),
        ("total", "", "50", None),
        ("least", "", "1", "19.5"),
        ("most", "", "2", "99.5"),
        ("maximum", "", "100", None),
        ("rating", "", "tot", None),
        ("possible", "", "[kem]", "[tot, kha, trung_binh, kem]"),
        ("findings", "", "[chua_du_cac_buoc]", "[]"),
    ]


def test_blank_is_nothing_yet() -> None:
    """A name left blank says that nothing must come out: not scored, no total, no rating."""
    assert differences('cases: [{case: Trống, expect: {points: {"1": }, total: , rating: }}]') == []


def test_a_framework_without_points_counts_what_is_met() -> None:
    """Where a framework has no points, 1 is met and 0 is not, and the total counts what is met."""
    scorer = Scorer(CATALOG.get("trung-uong/hd-12-2018"))
    text = """
framework: trung-uong/hd-12-2018
cases: [{case: Một ý, facts: {draft_conclusion: yes}, answers: {"2.1": no}, expect: {points: {"2.4": 1, "2.1": 1}, least: 1}}]
"""
    (result,) = run(text, scorer)
    assert result.differences == (Mismatch("points", "2.1", "1", "0"),)


def test_a_case_changes_what_its_file_gives() -> None:
    """A case's facts and answers replace those of its file one by one, and a blank takes one out."""
    text = """
facts: {members_total: 20, start_time: 14:00, end_time: 15:30}
answers: {"3.1": 3, "3.2": 2}
cases:
  - {case: Như tệp, expect: {points: {"1": 5, "3.1": 3, "3.2": 2}}}
  - {case: Khác tệp, facts: {end_time: 15:15}, answers: {"3.1": 1}, expect: {points: {"1": 4, "3.1": 1, "3.2": 2}}}
  - {case: Bỏ bớt, facts: {end_time: }, answers: {"3.2": }, expect: {points: {"1": , "3.1": 3, "3.2": }}}
"""
    assert [result.differences for result in run(text)] == [(), (), ()]


def test_cases_do_not_know_today() -> None:
    """A case may speak of a day to come: what it gives never depends on when it is run."""
    assert (
        differences(
            'cases: [{case: Xa, facts: {date: 2999-01-01, documents_finalised_on: 2999-01-02}, expect: {points: {"8.3": 1}}}]'
        )
        == []
    )


# --- explanations ---


@pytest.mark.parametrize(
    ("expected", "why"),
    [
        ('points: {"1": 4}', "Số phút còn thiếu so với định mức: 0 phút, thuộc mức bằng 0 phút, được 5 điểm"),
        ("total: 1", "Tổng điểm: ít nhất"),
        ("rating: kem", "Chưa xếp loại: còn có thể là"),
        ("findings: []", "nhưng hồ sơ ghi không có dự thảo kết luận."),
    ],
)
def test_why(expected: str, why: str) -> None:
    """A difference is explained by what the score itself says."""
    given = 'facts: {members_total: 20, start_time: 14:00, end_time: 16:00, draft_conclusion: no}, answers: {"3.2": 2}'
    (result,) = run(f"cases: [{{case: Sai, {given}, expect: {{{expected}}}}}]")
    (difference,) = result.differences
    assert why in result.why(difference, "vi")


# --- faults ---


def test_faults_of_all_cases_are_told_with_their_places() -> None:
    """What is wrong in a case's facts, answers and expectations is told at once, each where it stands in the file."""
    text = """framework: an-phu/2025
facts: {present: nhiều}
cases:
  - case: Một
    facts: {speakers: -1, so_nguoi: 3}
    answers: {"3.1": 9}
    expect: {points: {"9.9": 1}, rating: gioi, findings: [la], measures: {do_dai: 1}}
  - case: Hai
    answers: {"7.7": yes}
    expect: {possible: [gioi]}
"""
    assert [sentence.partition(": ")[0] for sentence in faults(text)] == [
        "cases.yaml, line 2, column 18",
        "cases.yaml, line 5, column 23",
        "cases.yaml, line 5, column 27",
        "cases.yaml, line 7, column 23",
        "cases.yaml, line 7, column 42",
        "cases.yaml, line 7, column 59",
        "cases.yaml, line 7, column 75",
        "cases.yaml, line 10, column 25",
    ]


def test_inputs_that_contradict_each_other_are_named_by_their_titles() -> None:
    """A case of another subject than a meeting is told in the framework's own words."""
    text = (
        "framework: rubrics/collective\ncases:\n  - {case: Sai., facts: {tasks_given: 20, tasks_late: 25}, expect: {}}"
    )
    with pytest.raises(FaultyInput) as caught:
        run_cases(Scorer(BY_LAYER), read_bytes(text.encode(), "c.yaml"))
    (fault,) = caught.value.faults
    said = "c.yaml, dòng 3, cột 55: Số nhiệm vụ chậm (25) lớn hơn Số nhiệm vụ được giao (20)."
    assert say_fault("vi", fault) == said


def test_answers_that_a_framework_does_not_take() -> None:
    """Answers above the maximum or to what is not asked have their places in the file of cases."""
    text = """framework: an-phu/2025
answers: {"3.2": 1}
cases:
  - {case: Một, answers: {"3.1": 9, "3.2": 1.3}, expect: {}}
  - {case: Hai, answers: {"7.7": yes}, expect: {}}
"""
    said = faults(text)
    assert [sentence.partition(": ")[0] for sentence in said] == [
        "cases.yaml, line 4, column 34",
        "cases.yaml, line 4, column 44",
        "cases.yaml, line 5, column 27",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("cases: []", "cases"),
        ("cases: [{expect: {}}]", "case"),
        ("cases: [{case: Một}]", "expect"),
        ("cases: [{case: Một, expect: {diem: 1}}]", "findings, least, maximum"),
        ("case: x", "cases"),
        ('cases: [{case: Một, expect: {points: {"1": nhiều}}}]', "nhiều"),
        ('cases: [{case: Một, expect: {status: {"1": gì}}}]', "not_applicable"),
    ],
)
def test_a_file_of_another_shape(text: str, said: str) -> None:
    """A file that is not shaped like cases says what is missing or what may stand there."""
    assert any(said in sentence for sentence in faults(text))


LAYERED = """
framework: mau/1
title: Khung có điều chỉ cấp trên chấm
authority: {number: "1", date: 2025-01-01, issuer: Mẫu}
provenance: {status: official, source: Mẫu}
in_force: {from: 2025-01-01}
applies_to: {kinds: [regular]}
points: {maximum: 10, step: 1, rounding: half_up}
groups:
  - id: "1"
    title: Nhóm
    maximum: 10
    criteria:
      - {id: "1", title: Một, maximum: 6, clause: Mục 1, judged: points}
      - {id: "2", title: Hai, maximum: 4, clause: Mục 1, layers: [upper], judged: points}
ratings: [{id: tot, title: Tốt, at_least: 8}, {id: kem, title: Kém}]
"""


def test_a_case_is_about_one_layer() -> None:
    """A case says which layer answers; what a file answers for all goes to those that are asked."""
    text = """framework: mau/1
answers: {"1": 5, "2": 4}
cases:
  - {case: Chi bộ, expect: {total: 5, rating: kem, status: {"2": not_applicable}}}
  - {case: Cấp trên, layer: upper, expect: {total: 9, rating: tot}}
  - {case: Cấp trên sai, layer: upper, expect: {points: {"2": 3}}}
"""
    scorer = Scorer(framework_from_text(LAYERED, "khung.yaml"))
    results = run_cases(scorer, read_bytes(text.encode(), "cases.yaml"))
    assert [[difference.name for difference in result.differences] for result in results] == [[], [], ["points"]]
    assert results[2].why(results[2].differences[0], "vi") == "người chấm cho 4 điểm"


def test_a_layer_that_answers_nothing_is_not_scored() -> None:
    """Such a case says so, at its place."""
    text = "framework: mau/1\ncases: [{case: Một, layer: upper, expect: {}}]\n"
    with pytest.raises(FaultyInput) as caught:
        run_cases(Scorer(framework_from_text(LAYERED, "khung.yaml")), read_bytes(text.encode(), "cases.yaml"))
    assert [fault.code for fault in caught.value.faults] == ["case.no_answers"]
