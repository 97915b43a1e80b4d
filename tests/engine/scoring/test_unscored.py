"""Criteria that are only asked give no points anywhere; criteria that only some layers are asked for give 0 elsewhere."""

from __future__ import annotations

import json

import pytest

from chamdiem.engine.advice.advice import advise
from chamdiem.engine.explanation.explanation import explain
from chamdiem.engine.explanation.results import evaluation_json
from chamdiem.engine.reading.blank import blank_record
from chamdiem.engine.reading.documents import read_bytes
from chamdiem.engine.reading.record_reader import parse_record
from chamdiem.engine.reading.table_columns import columns_of
from chamdiem.engine.scoring.reasons import NotAsked
from chamdiem.engine.scoring.scorer import Scorer
from chamdiem.engine.sheets.sheet_table import SheetTable
from chamdiem.rules.records.faults import FaultyInput
from samples import TODAY, Json, criterion, evaluate, framework, record, score, unpointed

LEVELS = [{"id": "tot", "title": "Tốt"}, {"id": "kha", "title": "Khá"}]
ASKED: Json = {"id": "2", "title": "Nghị quyết", "clause": "Mục 2", "scored": "no", "levels": LEVELS}
RATINGS = [
    {"id": "tot", "title": "Tốt", "requires": [{"when": {"answer": "2", "is": "tot"}, "title": "nghị quyết tốt"}]},
    {"id": "kem", "title": "Kém"},
]


def asked(**own: object) -> Json:
    """Return a question without points."""
    return ASKED | own


def with_question(*others: Json, **parts: object) -> Json:
    """Return a framework of one criterion of 10 points and others."""
    inside: Json = {"title": "Nhóm", "id": "g", "maximum": "10", "criteria": [criterion(), *others]}
    return {"groups": [inside], "points": {"maximum": "10"}, "ratings": RATINGS, **parts}


def test_a_question_gives_no_points_and_decides_a_gate() -> None:
    """Whatever is answered, the total is that of the others; the gate goes by the answer."""
    made = framework(criterion(), **with_question(asked()))
    for answer, rating in (("tot", "tot"), ("kha", "kem")):
        found = score(made, {"1": "yes", "2": answer})
        assert (found.total.award, found.total.maximum, found.complete) == (1000, 1000, True)
        assert found.rating is not None
        assert found.rating.id == rating


def test_a_question_that_is_not_answered_is_asked_for_and_keeps_no_total() -> None:
    """The total stands; the question is still to be answered, and the rating waits for it."""
    found = score(framework(criterion(), **with_question(asked())), {"1": "yes"})
    assert (found.total.award, found.rating, found.complete) == (1000, None, False)
    assert [item.criterion.id for item in found.to_score] == ["2"]


def test_the_answer_is_told_and_no_points() -> None:
    """“Trả lời: Khá”: in the explanation, on the sheet, in JSON; nothing is lost by it."""
    evaluation = evaluate(framework(criterion(), **with_question(asked())), {"1": "yes", "2": "kha"})
    item = explain(evaluation, "vi").of("2")
    assert item is not None
    assert (item.reason, item.score.lost) == ("trả lời: Khá", 0)
    row = {row.id: row for row in SheetTable(evaluation).rows()}["2"]
    assert (row.maximum, row.own, row.reasons) == ("–", "Khá", ())
    told = evaluation_json(evaluation, "vi")["layers"]["self"]["groups"][0]["criteria"][1]
    assert (told["points"], told["maximum"], told["status"]) == (None, None, "scored")
    assert told["reason"]["level"] == {"id": "kha", "title": "Khá", "points": None}


def test_a_question_of_parts_and_one_that_may_not_apply() -> None:
    """Parts are told by their titles; a question that does not apply is not asked for."""
    parts = asked(levels=None, checklist=[{"id": "a", "title": "Một"}, {"id": "b", "title": "Hai"}])
    del parts["levels"]
    ratings = [{"id": "kem", "title": "Kém"}]
    made = framework(criterion(), **with_question(parts, ratings=ratings))
    evaluation = evaluate(made, {"1": "yes", "2": {"a": "yes", "b": "no"}})
    assert {row.id: row for row in SheetTable(evaluation).rows()}["2"].own == "Một"
    away = [{"when": {"fact": "mode", "is": "online"}, "then": "excluded", "reason": "họp trực tuyến"}]
    made = framework(criterion(), **with_question(asked(not_applicable=away)))
    found = score(made, {"1": "yes"}, mode="online")
    assert (found.total.maximum, found.complete, found.criteria[1].status) == (1000, True, "not_applicable")


def test_a_framework_without_points_may_ask_for_levels() -> None:
    """What is only asked is not counted among what is met, and a group is met without it."""
    found = score(unpointed(criterion("1"), {**asked(), "maximum": "0"}), {"1": "yes", "2": "kha"})
    assert (found.total.award, found.total.maximum) == (1, 1)
    assert found.rating is not None
    assert found.rating.id == "dat"


# --- layers ---

UPPER = criterion("2", layers=["upper", "decided"], maximum="10", title="Cấp trên đánh giá")
BOTH = framework(criterion("1"), UPPER)


def test_only_the_layers_that_are_asked_give_points() -> None:
    """The cell has 0 of 10, without being asked; the upper level has what it answers."""
    layers = {"upper": {"answers": {"1": "yes", "2": "yes"}}}
    evaluation = evaluate(BOTH, {"1": "yes"}, layers=layers)
    own, upper = evaluation.own, evaluation.layers["upper"].scoring
    assert upper is not None
    assert (own.total.award, own.total.maximum, own.complete) == (1000, 2000, True)
    assert (own.criteria[1].status, own.criteria[1].lost, own.criteria[1].missing) == ("not_applicable", 0, ())
    assert (upper.total.award, upper.criteria[1].status) == (2000, "scored")


def test_who_alone_is_asked_is_told() -> None:
    """“chỉ cấp trên, cấp quyết định chấm”, on the sheet and in JSON."""
    evaluation = evaluate(BOTH, {"1": "yes"})
    said = "chỉ cấp trên, cấp quyết định chấm"
    item = explain(evaluation, "vi").of("2")
    assert item is not None
    assert item.reason == said
    row = {row.id: row for row in SheetTable(evaluation).rows()}["2"]
    assert (row.own, [line.text for line in row.reasons]) == ("0", ["Chỉ cấp trên, cấp quyết định chấm"])
    told = evaluation_json(evaluation, "vi")["layers"]["self"]["groups"][0]["criteria"][1]
    assert told["reason"] == {"by": "not_asked", "layers": ["upper", "decided"], "text": said}


def test_an_answer_of_a_layer_that_is_not_asked_is_a_fault() -> None:
    """Nothing that is written is passed over."""
    with pytest.raises(FaultyInput) as caught:
        evaluate(BOTH, {"1": "yes", "2": "yes"})
    assert [fault.code for fault in caught.value.faults] == ["record.not_asked"]


def test_a_gate_on_what_a_layer_is_not_asked_stays_open() -> None:
    """The cell can't know what the upper level will answer: neither yes nor no."""
    gate = [{"when": {"answer": "2", "is": "yes"}, "title": "cấp trên đồng ý"}]
    ratings = [{"id": "tot", "title": "Tốt", "requires": gate}, {"id": "kem", "title": "Kém"}]
    found = score(framework(criterion("1"), UPPER, ratings=ratings), {"1": "yes"})
    assert ([gate.holds for gate in found.gates], found.rating) == ([None], None)
    assert [rating.id for rating in found.possible] == ["tot", "kem"]


def test_blank_records_and_workbooks_ask_only_those_layers() -> None:
    """The cell's part has no line for it."""
    asks = [column.id for column in columns_of(BOTH.framework, "vi") if "answers" in column.id]
    assert asks == ["self.answers.1", "upper.answers.1", "upper.answers.2"]
    self_part, upper_part = blank_record(BOTH, "vi").split("  upper:")
    assert '"2":' not in self_part
    assert '"2":' in upper_part


def test_advice_changes_no_answer_that_is_not_asked() -> None:
    """The cell is told that the rating is out of its reach, not to answer for the upper level."""
    ratings = [{"id": "tot", "title": "Tốt", "at_least": "20"}, {"id": "kem", "title": "Kém"}]
    made = framework(criterion("1"), UPPER, ratings=ratings)
    found = advise(Scorer(made), Scorer(made).evaluate(record({"1": "yes"})), "tot")
    assert (found.ways, [obstacle.kind for obstacle in found.because]) == ((), ["total"])


def test_parts_and_counts_that_a_layer_is_not_asked_for() -> None:
    """What the upper level alone counts is not in the cell's program, and nothing looks for it there."""
    each = [{"id": "a", "title": "Sáng kiến", "points": "1"}]
    parts = [{"id": "x", "title": "X", "maximum": "10", "additions": {"at_most": "10", "each": each}}]
    upper = criterion("2", layers=["upper"], parts={"take": "sum", "each": parts})
    found = score(framework(criterion("1", holds={"fact": "mode", "is": "online"}), upper))
    assert (found.total.least, found.total.most, found.criteria[1].points.award) == (0, 1000, 0)


def test_whose_own_facts_are_left_out_is_asked_the_same() -> None:
    """A framework that reads what is one person's own asks a layer for no more: its reasons say who is not asked."""
    inputs = {"born": {"title": "Ngày sinh", "type": "date", "personal": "yes"}}
    age = {"age": {"title": "Tuổi", "years_between": ["born", "date"]}}
    made = framework(criterion("1", holds={"fact": "age", "at_least": "45"}), UPPER, inputs=inputs, measures=age)
    data = json.dumps({"date": "2025-06-01", "born": "1980-01-01"}).encode()
    found = Scorer(made).evaluate(parse_record(read_bytes(data, "ho-so.json"), TODAY, shape=made.framework.shape))
    assert [(each.points.award, each.is_asked) for each in found.own.criteria] == [(1000, True), (0, False)]
    assert isinstance(explain(found, "vi").why.criteria[1].decided, NotAsked)
