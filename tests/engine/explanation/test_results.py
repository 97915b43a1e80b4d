"""Results as JSON: documented by a schema, points as decimal strings, no person's name."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from chamdiem.engine.advice.advice_results import advice_schema
from chamdiem.engine.explanation.results import evaluation_json
from chamdiem.engine.explanation.results_schema import evaluation_schema
from chamdiem.engine.reading.catalog import Catalog, LoadedFramework
from chamdiem.engine.scoring.inference import InferenceError
from chamdiem.engine.scoring.scorer import Scorer, ScorerCache
from chamdiem.engine.texts import LANGS, Lang
from chamdiem.rules.records.meeting import MEETING
from drawn.strategies import frameworks
from samples import TODAY, Json, criterion, evaluate, framework, load_record, record, unpointed
from subjects import COLLECTIVE, collective

if TYPE_CHECKING:
    from chamdiem.engine.scoring.evaluation import Evaluation

EXAMPLES = [
    file
    for file in sorted((Path(__file__).resolve().parents[3] / "examples").iterdir())
    if file.suffix in {".yaml", ".json"} and "loi" not in file.stem
]
"""The examples that can be scored; those named for their faults (lỗi) have no result."""
VERSIONS = (1, 2)
VALIDATORS = {version: Draft202012Validator(evaluation_schema(advice_schema(version), version)) for version in VERSIONS}


def validate(evaluation: Evaluation, lang: Lang = "vi") -> None:
    """Fail where a result is not as the schema of any version documents it."""
    for version, validator in VALIDATORS.items():
        told = evaluation_json(evaluation, lang, derivation=True, version=version)
        validator.validate(json.loads(json.dumps(told)))


def test_schemas_are_right() -> None:
    """Each version's schema is itself a schema, and bears its name."""
    for version in VERSIONS:
        schema = evaluation_schema(advice_schema(version), version)
        Draft202012Validator.check_schema(schema)
        assert schema["$id"] == f"chamdiem/evaluation/{version}"


@settings(max_examples=40)
@given(frameworks(), st.integers(0, 9), st.sampled_from(LANGS))
def test_any_result_fits_the_schema(loaded: LoadedFramework, present: int, lang: str) -> None:
    """Whatever a framework says, its result is as the schema documents it."""
    try:
        found = Scorer(loaded).evaluate(record(present=present, members_total=9))
    except InferenceError:
        return  # two bands or treatments of one value: refused, and there is no result
    validate(found, "vi" if lang == "vi" else "en")


def test_what_a_layer_is_not_asked_needs_nothing_from_outside() -> None:
    """A criterion on an answer that its layer is not asked for has no points there, and nobody is asked for them."""
    asked = criterion("1", layers=["upper"])
    made = framework(asked, criterion("2", holds={"answer": "1", "is": "yes"}), criterion("3", judged="points"))
    layer = evaluation_json(evaluate(made, {}), "vi")["layers"]["self"]
    assert {item["id"] for group in layer["groups"] for item in group["criteria"]} == {"1", "2", "3"}
    missing = [each for group in layer["groups"] for item in group["criteria"] for each in item["missing"]]
    assert {each["kind"] for each in missing} <= {"answer"}


@pytest.mark.parametrize(
    "of",
    [
        {"judged": "points", "not_applicable": [{"when": {"answer": "1", "is": "yes"}, "then": "zero", "reason": "x"}]},
        {"choose": [{"when": {"answer": "1", "is": "yes"}, "points": 1}, {"points": 2}]},
        {"checklist": [{"id": "a", "title": "A", "points": 10, "holds": {"answer": "1", "is": "yes"}}]},
    ],
)
def test_what_rules_alone_conclude_is_asked_of_nobody(of: Json) -> None:
    """Whether a criterion applies, or which of its lines counts, is no question, even where no rule can ever tell."""
    made = framework(criterion("1", layers=["upper"]), criterion("2", **of), criterion("3", judged="points"))
    layer = evaluation_json(evaluate(made, {"2": "1"} if "judged" in of else {}), "vi")["layers"]["self"]
    missing = [each for group in layer["groups"] for item in group["criteria"] for each in item["missing"]]
    assert {each["kind"] for each in missing} <= {"answer"}


def test_points_are_decimal_strings() -> None:
    """Points are strings without loss; a total that is not known is its floor, with its ceiling beside it."""
    made = framework(criterion("1", judged="points"), criterion("2"))
    layer = evaluation_json(evaluate(made, {"1": "7.5"}), "vi")["layers"]["self"]
    assert (layer["total"], layer["most"], layer["maximum"], layer["complete"]) == ("7.5", "17.5", "20", False)
    assert layer["to_score"] == ["2"]
    first, second = sorted(layer["groups"][0]["criteria"], key=lambda item: item["id"])
    assert (first["points"], second["points"], second["missing"]) == (
        "7.5",
        None,
        [{"kind": "answer", "criterion": "2"}],
    )
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
    names = {"kind": "field", "name": "present"}
    given = {"fact": "field present", "names": names, "value": 7, "by": None, "uses": [], "clause": None}
    assert by_fact["field present"] == given
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
    validate(evaluate(made, mode="online"))


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.stem)
def test_examples_fit_the_schema(file: Path) -> None:
    """The examples that can be scored give results as documented."""
    found = ScorerCache(Catalog()).evaluate(load_record(file, TODAY))
    validate(found)


# --- the reasons as values ---

RATE = {"rate": {"title": "Tỷ lệ dự họp", "percent": ["present", "members_total"]}}
BANDS: Json = {
    "of": "rate",
    "levels": [{"at_least": "90", "points": "10"}, {"below": "90", "points": "2.5", "title": "Dưới chín phần mười"}],
    "unless": [{"when": {"fact": "absent_unexcused", "at_least": "1"}, "points": "0", "reason": "vắng không phép"}],
}


def told_of(*criteria: Json, answers: Json | None = None, **facts: object) -> Json:
    """Return the self layer of a meeting by a framework of some criteria."""
    found = evaluate(framework(*criteria, measures=RATE), answers, **facts)
    validate(found)
    layer: Json = evaluation_json(found, "vi")["layers"]["self"]
    return layer


def only(scoring: Json, answer: object = None, **facts: object) -> Json:
    """Return the first criterion of a meeting; a second keeps the total above nothing."""
    layer = told_of(criterion("1", **scoring), criterion("2"), answers={"1": answer} if answer else None, **facts)
    told: Json = layer["groups"][0]["criteria"][0]
    return told


def test_a_band_is_told_with_its_share_and_what_more_takes() -> None:
    """What decided is the share with its counts and the band with its ends; what more takes is so many of a fact."""
    told = only({"bands": BANDS}, present=17, members_total=21, absent_unexcused=0)
    reason, better = told["reason"], told["better"]
    share = {"name": "rate", "value": "80.9523", "top": 17, "bottom": 21}
    assert (reason["by"], reason["fact"]) == ("band", share)
    ends = {"at_least": None, "above": None, "at_most": None, "below": "90"}
    assert reason["band"] == {"title": "Dưới chín phần mười", **ends, "points": "2.5"}
    assert (better["by"], better["needs"]) == ("band", {"fact": "present", "amount": 2})
    assert better["band"]["points"] == "10"
    assert next(fact["text"] for fact in told["facts"]).startswith("Tỷ lệ dự họp: 80,95%")


@pytest.mark.parametrize(
    ("scoring", "answer", "facts", "reason"),
    [
        (
            {"bands": BANDS}, None, {"present": 17, "members_total": 21, "absent_unexcused": 1},
            {"by": "exception", "because": ["vắng không phép"], "numbers": [0], "points": "0", "worse": True},
        ),
        ({"bands": BANDS}, None, {"members_total": 21, "absent_unexcused": 0}, {"by": "missing", "missing": [{"kind": "field", "name": "present"}]}),
        ({"judged": "yes_no"}, "no", {}, {"by": "answer", "met": False}),
        ({"judged": "points"}, "7.5", {}, {"by": "points", "points": "7.5"}),
        (
            {"holds": {"fact": "mode", "is": "online"}}, None, {"mode": "in_person"},
            {
                "by": "condition", "met": False, "condition": {"fact": "mode", "is": "online"},
                "facts": [{"name": "mode", "value": "in_person", "top": None, "bottom": None}],
            },
        ),
        (
            {"levels": [{"id": "a", "title": "A", "points": "10"}, {"id": "b", "title": "B", "points": "0"}]}, "b", {},
            {"by": "level", "level": {"id": "b", "title": "B", "points": "0"}},
        ),
        (
            {"checklist": [{"id": "a", "title": "A", "points": "4"}, {"id": "b", "title": "B", "points": "6"}]},
            {"a": "yes", "b": "no"}, {},
            {
                "by": "parts",
                "parts": [
                    {"id": "a", "title": "A", "points": "4", "met": True},
                    {"id": "b", "title": "B", "points": "6", "met": False},
                ],
            },
        ),
        (
            {"deductions": {"each": [{"id": "a", "title": "A", "points": "3"}], "at_most": "5"}}, {"a": 2}, {},
            {
                "by": "deductions", "held": "5",
                "deductions": [{"id": "a", "title": "A", "points": "6", "count": 2}],
            },
        ),
        (
            {"not_applicable": [{"when": {"fact": "mode", "is": "online"}, "then": "zero", "reason": "họp từ xa"}]},
            None, {"mode": "online"},
            {"by": "not_applicable", "treatment": "zero", "because": ["họp từ xa"], "number": 0, "maximum": "10"},
        ),
        (
            {"bands": BANDS}, None, {"present": 0, "members_total": 0, "absent_unexcused": 0},
            {"by": "undefined", "shares": [{"name": "rate", "of": {"name": "members_total", "value": 0, "top": None, "bottom": None}}]},
        ),
    ],
)  # fmt: skip
def test_every_kind_of_reason_has_its_code(scoring: Json, answer: object, facts: Json, reason: Json) -> None:
    """Whatever decided, or kept a criterion from being decided, is a code with its details; the sentence stands beside."""
    told = only(scoring, answer, **facts)["reason"]
    assert told.pop("text")
    assert told == reason


def test_what_withheld_a_better_rating_is_told_with_its_kind() -> None:
    """Of every better rating it is said what it lacks: points with the figures, a gate in the regulation's words."""
    gate = {"when": {"fact": "present", "at_least": "9"}, "title": "đủ chín người"}
    ratings = [{"id": "tot", "title": "Tốt", "at_least": "8", "requires": [gate]}, {"id": "kem", "title": "Kém"}]
    found = evaluate(framework(criterion(judged="points"), ratings=ratings), {"1": "7.5"}, present=8)
    validate(found)
    (told,) = evaluation_json(found, "vi")["layers"]["self"]["withheld"]
    assert told == {
        "rating": "tot",
        "title": "Tốt",
        "obstacles": [
            {"kind": "total", "least": "7.5", "most": "7.5", "needed": "8"},
            {"kind": "gate", "rating": "tot", "number": 0, "text": "đủ chín người"},
        ],
    }


def test_only_what_is_withheld_is_listed() -> None:
    """Of a record that is not complete, a rating that nothing stands in the way of is not withheld."""
    told = told_of(criterion("1", judged="points"), criterion("2"), answers={"1": "7.5"})
    assert told["possible_ratings"] == ["tot", "kem"]
    assert [found["rating"] for found in told["withheld"]] == ["tot"]
    assert all(found["obstacles"] for found in told["withheld"])


def test_an_obstacle_finds_its_gate() -> None:
    """Of two gates of one rating, an obstacle says which it is by what the gates themselves are named by."""
    gates = [{"when": {"fact": "present", "at_least": least}, "title": "đủ người"} for least in ("5", "9")]
    ratings = [{"id": "tot", "title": "Tốt", "requires": gates}, {"id": "kem", "title": "Kém"}]
    found = evaluate(framework(criterion(), ratings=ratings), {"1": "yes"}, present=8)
    layer = evaluation_json(found, "vi")["layers"]["self"]
    ((obstacle,),) = [each["obstacles"] for each in layer["withheld"]]
    (failing,) = [gate for gate in layer["gates"] if gate["holds"] is False]
    assert (obstacle["rating"], obstacle["number"]) == (failing["rating"], failing["number"]) == ("tot", 1)


def test_a_missing_part_is_named_by_its_criterion_and_its_id() -> None:
    """What nobody has said of a part of a checklist is named without a text to take apart; version 1 has its text."""
    parts = [{"id": each, "title": each, "points": "5"} for each in ("a", "b")]
    found = evaluate(framework(criterion("1", checklist=parts)), {"1": {"a": "yes"}})
    validate(found)
    layers = [evaluation_json(found, "vi", version=version)["layers"]["self"] for version in VERSIONS]
    first, second = (layer["groups"][0]["criteria"][0]["missing"] for layer in layers)
    assert first == ["answer:1/b"]
    assert second == [{"kind": "answer", "criterion": "1", "part": "b"}]


def test_the_arithmetic_of_a_total_is_told_in_its_steps() -> None:
    """A bonus and a ceiling are numbers; a plain sum has no steps."""
    bonus = criterion("2", maximum="3", judged="points", bonus="outside")
    made = framework(criterion("1", judged="points"), bonus, points={"bonus_above_maximum": "capped"})
    found = evaluate(made, {"1": "9", "2": "3"})
    validate(found)
    told = evaluation_json(found, "vi")["layers"]["self"]["arithmetic"]
    steps = {
        "inside": "9",
        "applicable": None,
        "scale": "10",
        "rescaled": "9",
        "bonus": "3",
        "taken": "0",
        "total": "10",
    }
    assert told == steps
    assert told_of(criterion("1"), answers={"1": "yes"})["arithmetic"] is None


def test_floors_and_what_is_outside_the_scale_are_told() -> None:
    """Groups stand in groups, criteria of no group beside them; the first version has them one after the other."""
    inner = {"id": "b", "title": "B", "maximum": "4", "criteria": [criterion("2", maximum="4", judged="points")]}
    outer = {"id": "a", "title": "A", "maximum": "10", "criteria": [criterion("1", maximum="6")], "groups": [inner]}
    made = framework(
        criterion("1"), groups=[outer], outside=[criterion("t", maximum="5", judged="points")],
        caps=[{"id": "x", "when": {"fact": "present", "at_most": "1"}, "lower_by": "1", "reason": "ít người"}],
        points={"bonus_above_maximum": "allowed", "minimum": "1"},
    )  # fmt: skip
    found = evaluate(made, {"1": "yes", "2": "3", "t": "2"}, present=1)
    validate(found)
    validate(evaluate(made, {"1": "yes"}))
    second, first = (evaluation_json(found, "vi", version=version)["layers"]["self"] for version in (2, 1))
    assert [(group["id"], group["groups"][0]["id"]) for group in second["groups"]] == [("a", "b")]
    assert [item["id"] for item in second["outside"]] == ["t"]
    assert second["lowering"] == {"before": "tot", "least": 1, "most": 1}
    assert [(group["id"], group["total"], group["maximum"]) for group in first["groups"]] == [
        ("a", "9", "10"), ("b", "3", "4"), ("outside", "2", "5"),
    ]  # fmt: skip


def test_contradictions_and_oddities_are_codes() -> None:
    """A stated rating that points do not allow, and what is seldom so, are named by layer, field and code."""
    made, stated = framework(criterion("1", judged="points")), {"answers": {"1": "1"}, "rating": "Tốt"}
    found = evaluate(made, layers={"self": stated}, period="2025-11", date="2025-12-20")
    validate(found)
    told = evaluation_json(found, "vi")["layers"]["self"]
    assert told["contradictions"] == [{"layer": "self", "stated": "tot", "by": "self"}]
    ((code, field, details),) = [(odd["code"], odd["field"], odd["details"]) for odd in told["oddities"]]
    assert (code, field) == ("odd.beside_period", "date")
    (fault,) = found.oddities
    assert details == fault.details != {}


def test_the_first_version_has_the_reasons_as_sentences() -> None:
    """Version 1 says the same as its readers know it: facts, reason and better are sentences, and nothing is beside them."""
    found = evaluate(framework(criterion(bands=BANDS), measures=RATE), present=17, members_total=21, absent_unexcused=0)
    layers = [evaluation_json(found, "vi", version=version)["layers"]["self"] for version in VERSIONS]
    first, second = (layer["groups"][0]["criteria"][0] for layer in layers)
    assert first["reason"] == second["reason"]["text"]
    assert first["better"] == second["better"]["text"]
    assert first["facts"] == [fact["text"] for fact in second["facts"]]
    assert layers[1].keys() - layers[0].keys() == {
        "arithmetic",
        "withheld",
        "contradictions",
        "oddities",
        "outside",
        "lowering",
    }
    assert layers[0]["explanation"] == layers[1]["explanation"]


def test_another_subject_is_named() -> None:
    """A result of no meeting says of what it is, with its inputs, decimals as texts, and is right by the schema."""
    told = evaluation_json(Scorer(COLLECTIVE).evaluate(collective()), "vi")
    assert told["subject"] == {"id": "collective", "title": "tập thể"}
    assert (told["meeting"]["period"], told["meeting"]["score_upper"]) == ("2026-Q3", "89.5")
    validate(Scorer(COLLECTIVE).evaluate(collective()))
    assert "subject" not in evaluation_json(evaluate(framework(criterion())), "vi")
