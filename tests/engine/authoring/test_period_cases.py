"""Cases of several months, and of meetings before one: what is compared, what is covered, where each fault stands."""

from __future__ import annotations

import pytest

from chamdiem.engine.authoring.cases import run_cases
from chamdiem.engine.authoring.coverage import GoalWords, measure_coverage
from chamdiem.engine.authoring.period_cases import PeriodCaseResult
from chamdiem.engine.authoring.suggestions import suggest
from chamdiem.engine.reading.catalog import Catalog
from chamdiem.engine.reading.documents import read_bytes
from chamdiem.engine.scoring.scorer import Scorer
from chamdiem.engine.texts.sentences import say_fault
from chamdiem.rules.analysis.coverage import goals
from chamdiem.rules.records.faults import FaultyInput

CATALOG = Catalog()
AN_PHU, PHU_THO = (Scorer(CATALOG.get(name)) for name in ("an-phu/2025", "phu-tho/khoi-co-quan"))
TEACHING = Scorer(CATALOG.draft("docs/khung-day/sinh-hoat.yaml"))
MEETING = "cases: [{case: Một kỳ, expect: {}}]"


def periods(text: str, scorer: Scorer = PHU_THO) -> list[PeriodCaseResult]:
    """Run cases of periods, given as a list in YAML."""
    file = f"framework: {scorer.loaded.id}\n{MEETING}\nperiods:\n{text}"
    found = run_cases(scorer, read_bytes(file.encode(), "c.yaml"))
    return [result for result in found if isinstance(result, PeriodCaseResult)]


def faults(text: str, scorer: Scorer = PHU_THO) -> list[str]:
    """Return what is said against cases of periods, in English."""
    with pytest.raises(FaultyInput) as caught:
        periods(text, scorer)
    return [say_fault("en", fault).removeprefix("c.yaml, line ") for fault in caught.value.faults]


def test_every_difference_is_told_and_explained() -> None:
    """What came out otherwise is told with what was expected and found, and with the reasons of the period."""
    text = """
  - case: Sai hết
    of: 2024
    records: [{months: 2024-01..2024-11, rating: tot}]
    not_held: [2024-12]
    expect: {status: rated, measures: {ky_tot: 12, ky_duoi_kha: 0}, rating: tot, possible: [tot], total: 5, findings: []}
"""
    (result,) = periods(text)
    assert [(each.name, each.of, each.expected, each.found) for each in result.differences] == [
        ("measures", "ky_tot", "12", None),
        ("measures", "ky_duoi_kha", "0", None),
        ("total", "", "5", "0"),
        ("period_status", "", "rated", "open"),
        ("rating", "", "tot", None),
        ("possible", "", "[tot]", "[tot, chua_quy_dinh]"),
    ]
    assert result.why(result.differences[0], "vi") == "Số kỳ Tốt: 11 đến 12; Số kỳ dưới Khá: 0 đến 1"
    assert result.why(result.differences[4], "vi").startswith("Chưa xếp loại được; còn có thể: Tốt;")


def test_a_gate_is_reached_where_the_months_settle_it() -> None:
    """While it depends on an open month whether a gate holds, neither side of it is reached."""
    kinds = {}
    for months in ("2024-01..2024-11", "2024-01..2024-12"):
        records = f"records: [{{months: {months}, rating: tot}}]"
        result = periods(f"  - {{case: Một, of: 2024, {records}, expect: {{}}}}")
        found = measure_coverage(PHU_THO.loaded, result)
        kinds[months] = {(item.goal.kind, item.goal.path) for item in found.goals if item.cases}
    first, second = ("ratings", 0, "requires", 0), ("ratings", 0, "requires", 1)
    assert kinds["2024-01..2024-11"] == {("gate_held", second)}
    assert kinds["2024-01..2024-12"] == {("rating", ("ratings", 0)), ("gate_held", first), ("gate_held", second)}


@pytest.mark.parametrize("scorer", [PHU_THO, TEACHING], ids=["phu-tho", "teaching"])
def test_suggested_cases_of_periods_reach_everything(scorer: Scorer) -> None:
    """Pasted into a file as they are, the suggested cases run, give what they expect and reach every goal."""
    wanted = [goal for goal in goals(scorer.framework) if goal.period]
    suggestions = suggest(scorer, wanted, "vi")
    assert [each.goal for each in suggestions if each.case is None] == []
    results = periods("\n".join(each.case or "" for each in suggestions), scorer)
    assert [result.case.case for result in results if result.differences] == []
    assert [goal for goal in measure_coverage(scorer.loaded, results).missed if goal.period] == []


def test_goals_of_a_period_stand_under_its_title() -> None:
    """A rating of the year is not taken for one of a meeting."""
    words = GoalWords(PHU_THO.framework, "vi")
    of_year = [words.full_text(goal) for goal in goals(PHU_THO.framework) if goal.period]
    assert "Xếp loại năm — Xếp loại — xếp loại Tốt" in of_year
    assert len(of_year) == 6


@pytest.mark.parametrize(
    ("case", "said"),
    [
        ("of: »2024-Q1, expect: {}", "the framework phu-tho/khoi-co-quan has no rule for quarter 1 of 2024."),
        ("of: »24, expect: {}", "“24” is no period;"),
        ("of: 2024, records: [{months: »2025-01}], expect: {}", "01/2025 is no month of 2024."),
        ("of: 2024, not_held: [»2023-12], expect: {}", "12/2023 is no month of 2024."),
        ("of: 2024, active: »2023-01..2023-12, expect: {}", "01/2023 is no month of 2024."),
        ("of: 2024, records: [{months: »2024-05..2024-02}], expect: {}", "“2024-05..2024-02” has no month"),
        (
            "of: 2024, records: [{months: 2024-05}], not_held: [»2024-04..2024-06], expect: {}",
            "05/2024 has a meeting above, and is said to have had none.",
        ),
        ("of: 2024, records: [{months: 2024-05, rating: »hay}], expect: {}", "the framework has no “hay”"),
        ("of: 2024, records: [{months: 2024-05, kind: »thematic}], expect: {}", "the framework has no “thematic”"),
        ("of: 2024, records: [{months: 2024-05, facts: {»presnt: 1}}], expect: {}", "there is no field “presnt”;"),
        ("of: 2024, expect: {measures: {»ky_to: 1}}", "the framework has no “ky_to”; allowed: ky_tot, ky"),
        ("of: 2024, expect: {rating: »kha}", "the framework has no “kha”; allowed: tot, chua_quy_dinh."),
        ("of: 2024, expect: {possible: [»kha]}", "the framework has no “kha”"),
        ("of: 2024, expect: {findings: [»x]}", "the framework has no “x”; allowed: —."),
        ("of: 2024, expect: {}, »mont: 1", "there is no key “mont” here;"),
        ("of: 2024", "“expect” is missing"),
    ],
)
def test_what_is_wrong_has_its_place(case: str, said: str) -> None:
    """A fault in a case of a period is told with its line and column, and with what may stand there."""
    line = f"  - {{case: Một, {case}}}"
    (sentence,) = faults(line.replace("»", ""))
    column = line.index("»") + 1 if "»" in line else line.index("{") + 1
    assert sentence.startswith(f"4, column {column}: ")
    assert said in sentence


def test_records_of_other_frameworks_may_have_other_ratings() -> None:
    """A rating that is none of ours is refused only where it would count."""
    foreign = "{months: 2024-01, framework: khac/2024, rating: gioi}"
    (result,) = periods(f"  - {{case: Một, of: 2024, records: [{foreign}], expect: {{status: open}}}}")
    assert result.differences == ()


# --- meetings before one ---

MONTH = "meeting_kind: combined, date: 2025-11-20, present: 19, members_total: 20, absent_excused: 1"


def earlier(case: str, facts: str = MONTH) -> list[str]:
    """Run one case of An Phú with earlier meetings; return what is said against it, or the points of 2.2."""
    file = f"framework: an-phu/2025\nfacts: {{{facts}}}\ncases:\n  - {{case: Một, {case}, expect: {{}}}}\n"
    try:
        (result,) = run_cases(AN_PHU, read_bytes(file.encode(), "c.yaml"))
    except FaultyInput as error:
        return [say_fault("en", fault).removeprefix("c.yaml, line ") for fault in error.faults]
    assert not isinstance(result, PeriodCaseResult)
    (score,) = (score for score in result.scoring.criteria if score.criterion.id == "2.2")
    return [str(score.points.award)]


def test_earlier_meetings_decide_as_a_ledger_would() -> None:
    """Facts that earlier meetings decide follow from those that a case gives; a month not named is unknown."""
    assert earlier("answers: {}") == ["None"]
    assert earlier("earlier: [{months: 2025-01..2025-10, facts: {present: 20, absent_excused: 0}}]") == ["100"]
    assert earlier("earlier: [{months: 2025-01..2025-07}]") == ["None"]


@pytest.mark.parametrize(
    ("case", "facts", "said"),
    [
        ("earlier: [{months: »2025-11}]", MONTH, "11/2025 does not stand before 11/2025,"),
        ("not_held: [»2025-12]", MONTH, "12/2025 does not stand before 11/2025,"),
        ("earlier: »[{months: 2025-01}]", "present: 1", "what was earlier is known only where the month"),
        ("earlier: [{months: 2025-01, facts: {»presnt: 1}}]", MONTH, "there is no field “presnt”; similar: present."),
    ],
)
def test_what_is_wrong_with_earlier_meetings_has_its_place(case: str, facts: str, said: str) -> None:
    """Earlier meetings stand before this one, and are read as strictly as it is."""
    (sentence,) = earlier(case.replace("»", ""), facts)
    column = f"  - {{case: Một, {case}".index("»") + 1
    assert sentence.startswith(f"4, column {column}: {said}")


def test_a_framework_without_history_takes_no_earlier_meetings() -> None:
    """Earlier meetings that would change nothing are refused."""
    text = "framework: phu-tho/khoi-co-quan\ncases: [{case: Một, not_held: [2024-01], expect: {}}]\n"
    with pytest.raises(FaultyInput) as caught:
        run_cases(PHU_THO, read_bytes(text.encode(), "c.yaml"))
    assert [fault.code for fault in caught.value.faults] == ["case.no_history"]
