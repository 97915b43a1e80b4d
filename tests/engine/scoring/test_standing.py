"""Points stand where their least is their most, whatever is missing; and nothing else stands."""

from __future__ import annotations

import pytest

from chamdiem.engine.explanation.explanation import explain
from chamdiem.engine.explanation.results import evaluation_json
from chamdiem.engine.scoring.scorer import Scorer
from chamdiem.engine.sheets.sheet_table import SheetTable
from chamdiem.rules.compile.program import Key
from samples import Json, criterion, evaluate, framework, record, score, unpointed

FEW: Json = {"of": "present", "levels": [{"at_least": "9", "points": "4"}, {"below": "9", "points": "1"}]}
UNEXCUSED: Json = {"when": {"fact": "absent_unexcused", "at_least": "1"}, "points": "1", "reason": "vắng không lý do"}
ATTENDANCE = criterion(bands={**FEW, "unless": [UNEXCUSED]}, maximum="4")


def test_points_that_nothing_missing_can_change_are_given() -> None:
    """Too few came: one point, whether or not somebody was absent without a reason."""
    found = score(framework(ATTENDANCE), present=5)
    (only,) = found.criteria
    assert (only.points.award, only.status, only.lost) == (100, "scored", 300)
    assert (only.missing, only.idle) == ((), (Key("field", "absent_unexcused"),))
    assert (found.total.award, found.complete, found.to_score) == (100, True, ())


def test_while_what_is_missing_may_change_them_nothing_is_given() -> None:
    """Enough came: four points or one, so that the absences are asked for."""
    found = score(framework(ATTENDANCE), present=9)
    (only,) = found.criteria
    assert (only.points.award, only.status, only.idle) == (None, "missing", ())
    assert (found.complete, found.to_score) == (False, (only,))


def test_what_was_missing_and_changed_nothing_is_told() -> None:
    """Explanation, sheet and JSON say which facts are not there and do not matter."""
    evaluation = evaluate(framework(ATTENDANCE), present=5)
    said = "Vắng không lý do: chưa có, không đổi kết quả"
    (only,) = explain(evaluation, "vi").criteria
    assert only.reason == said
    assert only.better is None
    rows = {row.id: row for row in SheetTable(evaluation).rows()}
    assert rows["1"].own == "1"
    assert [line.text for line in rows["1"].reasons] == [f"Có mặt: 5 đảng viên; {said}"]
    (told,) = evaluation_json(evaluation, "vi")["layers"]["self"]["groups"][0]["criteria"]
    assert (told["points"], told["status"], told["missing"]) == ("1", "scored", [])
    missing = [{"kind": "field", "name": "absent_unexcused"}]
    assert told["reason"] == {"by": "standing", "missing": missing, "text": said}


@pytest.mark.parametrize(
    "scoring",
    [
        {"bands": {"of": "present", "levels": [{"at_least": "9", "points": "4"}]}},
        {"bands": {"of": "present", "levels": [{"at_least": "9", "points": "4"}, {"below": "5", "points": "4"}]}},
        {"levels": [{"id": "a", "title": "A", "points": "4"}, {"id": "b", "title": "B", "points": "4"}]},
        {"maximum": "0", "judged": "yes_no"},
    ],
)
def test_what_can_only_be_worth_one_number_is_still_asked(scoring: Json) -> None:
    """A lone band may not be reached, and an answer that gives no points may be a gate: both must be found out."""
    found = score(framework(criterion(**{"maximum": "4", **scoring})))
    assert [item.status for item in found.criteria] == ["missing"]
    assert found.total.award is None


def test_a_total_stands_beside_criteria_that_do_not() -> None:
    """One of two will be met, whichever: the total is known, and both are still to score."""
    holds = [{"fact": "committee_exists", "is": word} for word in ("yes", "no")]
    evaluation = evaluate(framework(*(criterion(str(n), holds=own) for n, own in enumerate(holds, 1))))
    found = evaluation.own
    assert (found.total.award, len(found.to_score), found.complete) == (1000, 2, False)
    assert explain(evaluation, "vi").summary[0] == "Tổng điểm: 10/20, dù còn 2 tiêu chí chưa chấm: 1, 2."
    assert found.rating == evaluation.framework.framework.ratings[0]


def test_where_it_may_be_that_nothing_applies_no_total_stands() -> None:
    """Of nothing there is no total, whatever its ends are."""
    away = [{"when": {"fact": "committee_exists", "is": "no"}, "then": "rescaled", "reason": "không có chi ủy"}]
    found = score(framework(criterion(not_applicable=away)), {"1": "no"})
    assert (found.total.award, found.criteria[0].points.award) == (None, None)


def test_a_framework_without_points_is_met_where_nothing_missing_changes_it() -> None:
    """What holds either way holds."""
    either = {"any": [{"fact": "mode", "is": "online"}, {"fact": "mode", "in": ["in_person", "by_party_group"]}]}
    found = score(unpointed(criterion(holds=either)))
    assert (found.criteria[0].points.award, found.rating and found.rating.id) == (1, "dat")


def test_an_earlier_rule_gave_points_only_where_all_was_known() -> None:
    """Evaluations of versions before are compared with what their own rule gives."""
    made = framework(ATTENDANCE)
    found = Scorer(made).evaluate(record(present=5), standing=False).own
    (only,) = found.criteria
    assert (only.points.award, only.points.least, only.points.most, only.status) == (None, 100, 100, "missing")
    assert (found.total.award, only.idle) == (None, ())
