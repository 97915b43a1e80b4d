"""Results as JSON: documented by a schema, points as decimal strings, no person's name."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from chamdiem.engine.advice.advice_results import advice_schema
from chamdiem.engine.explanation.results import evaluation_json, evaluation_schema
from chamdiem.engine.reading.catalog import Catalog, LoadedFramework
from chamdiem.engine.reading.record_reader import load_record
from chamdiem.engine.scoring.inference import InferenceError
from chamdiem.engine.scoring.scorer import Scorer
from chamdiem.engine.scoring.scorers import ScorerCache
from chamdiem.engine.texts import LANGS
from chamdiem.rules.language.meeting import MEETING
from generated import frameworks
from samples import TODAY, criterion, evaluate, framework, record, unpointed

EXAMPLES = [
    file
    for file in sorted((Path(__file__).resolve().parents[3] / "examples").iterdir())
    if file.suffix in {".yaml", ".json"} and "loi" not in file.stem
]
"""The examples that can be scored; those named for their faults (lỗi) have no result."""
VALIDATOR = Draft202012Validator(evaluation_schema(advice_schema()))


def test_schema_is_one() -> None:
    """The schema is itself right."""
    Draft202012Validator.check_schema(evaluation_schema(advice_schema()))


@settings(max_examples=40)
@given(frameworks(), st.integers(0, 9), st.sampled_from(LANGS))
def test_any_result_fits_the_schema(loaded: LoadedFramework, present: int, lang: str) -> None:
    """Whatever a framework says, its result is as the schema documents it."""
    try:
        found = Scorer(loaded).evaluate(record(present=present, members_total=9))
    except InferenceError:
        return  # two bands or treatments of one value: refused, and there is no result
    told = evaluation_json(found, "vi" if lang == "vi" else "en", derivation=True)
    VALIDATOR.validate(json.loads(json.dumps(told)))


def test_points_are_decimal_strings() -> None:
    """Points are strings without loss; a total that is not known is its floor, with its ceiling beside it."""
    made = framework(criterion("1", judged="points"), criterion("2"))
    layer = evaluation_json(evaluate(made, {"1": "7.5"}), "vi")["layers"]["self"]
    assert (layer["total"], layer["most"], layer["maximum"], layer["complete"]) == ("7.5", "17.5", "20", False)
    assert layer["to_score"] == ["2"]
    first, second = sorted(layer["groups"][0]["criteria"], key=lambda item: item["id"])
    assert (first["points"], second["points"], second["missing"]) == ("7.5", None, ["answer:2"])
    assert (layer["rating"], layer["possible_ratings"]) == (None, ["tot", "kem"])


def test_persons_are_not_repeated() -> None:
    """Fields that hold a person's name stay in the record; fields of every other type are told."""
    facts = {
        "chair": "x",
        "clerk": "y",
        "date": "2025-11-05",
        "start_time": "7h05",
        "committee_exists": "yes",
        "present": 3,
    }
    meeting = evaluation_json(evaluate(framework(criterion()), **facts), "vi")["meeting"]
    assert not MEETING.personal & meeting.keys()
    assert meeting == {"date": "2025-11-05", "start_time": "07:05", "committee_exists": True, "present": 3}


def test_layers_that_only_state_a_rating() -> None:
    """A layer without answers is told by its stated rating alone."""
    found = evaluate(framework(criterion()), {"1": "yes"}, layers={"decided": {"rating": "Tốt"}})
    told = evaluation_json(found, "en")
    assert told["layers"]["decided"] == {"stated_rating": "tot", "scored": False}
    assert told["layers"]["self"]["rating_title"] == "Tốt"


def test_derivation_leads_from_the_total_to_what_was_given() -> None:
    """Every concluded fact names what it was concluded from, so that the total can be walked back to the record."""
    made = framework(criterion(holds={"fact": "present", "at_least": "5"}))
    steps = evaluation_json(evaluate(made, present=7), "vi", derivation=True)["layers"]["self"]["derivation"]
    by_fact = {step["fact"]: step for step in steps}
    assert by_fact["field present"] == {"fact": "field present", "value": 7, "by": None, "uses": [], "clause": None}
    assert by_fact["award 1"]["by"] == "1/holds/true"
    assert by_fact["award 1"]["clause"] == "Mục 1"
    assert by_fact["award total"]["by"] == "linear"
    assert by_fact["award total"]["uses"] == ["award 1"]
    assert "derivation" not in evaluation_json(evaluate(made, present=7), "vi")["layers"]["self"]


def test_result_names_its_framework() -> None:
    """A result says by which content it was made, where that comes from, and whether it was in force."""
    made = unpointed(criterion())
    told = evaluation_json(evaluate(made, {"1": "yes"}, date="2024-01-01"), "vi")["framework"]
    assert (told["id"], told["hash"], told["in_force"]) == (made.id, made.hash, False)
    assert told["provenance"]["status"] == "official"


def test_what_is_left_out_is_neither_met_nor_not() -> None:
    """In a framework without points, a criterion that is left out is not told to be unmet."""
    away = [{"when": {"fact": "mode", "is": "online"}, "then": "excluded", "reason": "x"}]
    made = unpointed(criterion(not_applicable=away), criterion("2"))
    told = evaluation_json(evaluate(made, {"2": "no"}, mode="online"), "vi")["layers"]["self"]["groups"][0]["criteria"]
    assert [item["met"] for item in told] == [None, False]
    VALIDATOR.validate(json.loads(json.dumps(evaluation_json(evaluate(made, mode="online"), "vi"))))


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.stem)
def test_examples_fit_the_schema(file: Path) -> None:
    """The examples that can be scored give results as documented."""
    found = ScorerCache(Catalog()).evaluate(load_record(file, TODAY))
    VALIDATOR.validate(json.loads(json.dumps(evaluation_json(found, "vi", derivation=True))))
