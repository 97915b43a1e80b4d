"""Scoring a record: why there are no points, the layers, and which framework is used."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from chamdiem.engine.reading.catalog import Catalog
from chamdiem.engine.scoring.inference import InferenceError
from chamdiem.engine.scoring.scorer import Scorer, ScorerCache
from chamdiem.rules.compile.program import Key
from chamdiem.rules.records.faults import FaultyInput
from samples import Json, award, criterion, evaluate, framework, record, score, unpointed

if TYPE_CHECKING:
    from chamdiem.engine.scoring.evaluation import CriterionScore, Scoring

RATE = {"rate": {"title": "Tỷ lệ", "percent": ["present", "members_total"]}}
BANDS = {"of": "rate", "levels": [{"at_least": "90", "points": "10"}, {"below": "80", "points": "5"}]}


def only(scoring: Scoring) -> CriterionScore:
    """Return the score of the only criterion."""
    (found,) = scoring.criteria
    return found


# --- why there are no points ---


def test_missing_names_fields_and_answers() -> None:
    """A criterion without points names every field and answer that it waits for."""
    parts = [
        {"id": "a", "title": "A", "points": "4"},
        {"id": "b", "title": "B", "points": "6", "holds": {"fact": "rate", "at_least": "50"}},
    ]
    found = only(score(framework(criterion(checklist=parts), measures=RATE), present=5))
    assert found.status == "missing"
    assert set(found.missing) == {Key("answer", "1/a"), Key("field", "members_total")}
    assert (found.points.award, found.points.least, found.points.most) == (None, 0, 1000)


def test_value_between_bands_is_unmatched() -> None:
    """A value for which the framework has no band is said to be that, not missing and not zero."""
    found = only(score(framework(criterion(bands=BANDS), measures=RATE), present=85, members_total=100))
    assert (found.status, found.missing, found.undefined) == ("unmatched", (), ())
    assert (found.points.award, found.points.least, found.points.most) == (None, 500, 1000)


@pytest.mark.parametrize(
    "scoring",
    [
        {"bands": BANDS},
        {"holds": {"fact": "rate", "at_least": "90"}},
        {"holds": {"not": {"fact": "rate", "below": "90"}}},
        {"bands": {"of": "present", "levels": [{"at_least": "0", "points": "9"}]}
         | {"unless": [{"when": {"fact": "rate", "below": "10"}, "points": "1", "reason": "ít"}]}},
        {"judged": "yes_no", "not_applicable": [{"when": {"fact": "rate", "above": "5"}, "then": "zero", "reason": "x"}]},
    ],
    ids=["bands", "holds", "not", "unless", "not_applicable"],
)  # fmt: skip
def test_share_of_nobody_is_undefined(scoring: dict[str, object]) -> None:
    """A percentage of nobody is not made, however it is used, and the measure is named."""
    found = only(
        score(
            framework(criterion(**scoring), measures=RATE),
            {"1": "yes"} if "judged" in scoring else None,
            present=0,
            members_total=0,
        )
    )
    assert (found.status, found.missing) == ("undefined", ())
    assert found.undefined == (Key("measure", "rate"),)


def test_missing_comes_before_undefined() -> None:
    """While a field is missing, nothing is said about what could not be made from it."""
    found = only(score(framework(criterion(bands=BANDS), measures=RATE), members_total=0))
    assert (found.status, found.undefined) == ("missing", ())


def test_nothing_is_lost_while_nothing_is_known() -> None:
    """Lost points are those that were not given; of what is missing, of a bonus outside the scale, none are lost."""
    bonus = criterion("2", bonus="outside")
    made = framework(criterion(), bonus, points={"bonus_above_maximum": "allowed"})
    first, second = score(made, {"2": "no"}).criteria
    assert (first.points.award, first.lost, second.points.award, second.lost) == (None, 0, 0, 0)
    assert score(made, {"1": "no"}).criteria[0].lost == 1000


@pytest.mark.parametrize(
    ("then", "points", "maximum"),
    [("full_marks", 1000, 1000), ("zero", 0, 1000), ("excluded", 0, 0), ("rescaled", 0, 0)],
)
def test_not_applicable_keeps_the_rule_that_said_so(then: str, points: int, maximum: int) -> None:
    """A criterion that does not apply says under which of its rules, and what its points became."""
    rules = [
        {"when": {"fact": "present", "at_least": "50"}, "then": "zero", "reason": "Đông"},
        {
            "when": {"any": [{"fact": "mode", "is": "online"}, {"fact": "present", "at_most": "3"}]},
            "then": then,
            "reason": "Ít",
        },
    ]
    made = framework(criterion(not_applicable=rules), criterion("2"))
    found = score(made, {"1": "no", "2": "yes"}, present=3, mode="in_person").criteria[0]
    assert (found.status, found.points.award, found.points.maximum) == ("not_applicable", points, maximum)
    assert found.rule is not None
    assert (found.rule.reason, found.rule.then) == ("Ít", then)
    assert found.lost == (1000 if then == "zero" else 0)


# --- ratings ---


def test_possible_ratings_end_with_the_first_certain_one() -> None:
    """While the rating is open, those that may still come are named, best first."""
    ratings = [
        {"id": name, "title": name, **({} if low is None else {"at_least": low})}
        for name, low in (("a", "18"), ("b", "12"), ("c", "5"), ("d", None))
    ]
    made = framework(criterion(), criterion("2"), ratings=ratings)
    # 20, 10 or 0 points: "b", from 12 to 17, is none of them
    assert [item.id for item in score(made).possible] == ["a", "c", "d"]
    assert [item.id for item in score(made, {"1": "yes"}).possible] == ["a", "c"]
    assert [item.id for item in score(made, {"1": "no"}).possible] == ["c", "d"]
    assert score(made, {"1": "yes", "2": "no"}).rating == made.framework.ratings[2]


def test_no_rating_may_apply() -> None:
    """Where the framework's ratings leave a hole, the result is unrated, which is not the same as open."""
    made = framework(criterion(), ratings=[{"id": "tot", "title": "Tốt", "at_least": "5"}])
    assert score(made, {"1": "no"}).unrated
    assert not score(made).unrated
    assert score(made).rating is None


def test_caps_and_gates_say_whether_they_hold() -> None:
    """Each gate and cap is true, false, or not known yet."""
    ratings = [
        {
            "id": "tot",
            "title": "Tốt",
            "requires": [{"when": {"fact": "present", "at_least": "5"}, "title": "đủ người"}],
        },
        {"id": "kem", "title": "Kém"},
    ]
    caps = [{"id": "v", "when": {"fact": "absent_unexcused", "at_least": "1"}, "barred": "tot", "reason": "vắng"}]
    made = framework(criterion(), ratings=ratings, caps=caps)
    for present, absent, gate, cap, rating in (
        (5, 0, True, False, "tot"), (5, 1, True, True, "kem"), (4, 0, False, False, "kem"), (5, None, True, None, None),
        (None, 0, None, False, None), (None, 1, None, True, "kem"),
    ):  # fmt: skip
        given = {"present": present, "absent_unexcused": absent}
        found = score(made, {"1": "yes"}, **{name: value for name, value in given.items() if value is not None})
        assert found.gates[0].holds is gate
        assert found.caps[0].holds is cap
        assert (found.rating.id if found.rating else None) == rating


def test_cap_at_most_bars_everything_better() -> None:
    """A cap lets nothing better than its rating be given, and its rating itself be given."""
    ratings = [{"id": name, "title": name, "at_least": low} for name, low in (("a", "9"), ("b", "5"), ("c", "0"))]
    caps = [{"id": "v", "when": {"fact": "absent_unexcused", "above": "0"}, "at_most": "b", "reason": "vắng"}]
    made = framework(criterion(), ratings=ratings, caps=caps)
    assert [score(made, {"1": "yes"}, absent_unexcused=n).rating for n in (0, 1)] == list(made.framework.ratings[:2])


# --- layers ---


def test_layers_are_scored_by_their_own_answers() -> None:
    """Each layer that answers is scored from the same facts; one that only states a rating is not scored."""
    layers = {"upper": {"answers": {"1": "no"}, "rating": "tot"}, "decided": {"rating": "kem"}}
    found = evaluate(framework(criterion()), {"1": "yes"}, layers=layers)
    own, upper, decided = (found.layers[name] for name in ("self", "upper", "decided"))
    assert own.scoring
    assert upper.scoring
    assert (award(own.scoring), award(upper.scoring), decided.scoring) == (1000, 0, None)
    assert [(item.layer, item.by) for item in found.contradictions] == [("upper", "upper")]
    assert found.own is own.scoring


def test_a_layer_alone_is_scored_as_with_the_others() -> None:
    """Whoever asks for one layer gets what it has beside the others, and nothing of one without answers."""
    layers = {"upper": {"answers": {"1": "no"}, "rating": "tot"}, "decided": {"rating": "kem"}}
    told, scorer = record({"1": "yes"}, layers=layers), Scorer(framework(criterion()))
    alone = [scorer.score_layer(told, name) for name in ("self", "upper", "decided", "cell_vote")]
    assert [each and award(each) for each in alone] == [1000, 0, None, None]
    with pytest.raises(FaultyInput):
        scorer.score_layer(record({"1": "yes"}, layers={"upper": {"answers": {"9": "no"}}}), "self")


def test_self_layer_is_scored_without_any_assessment() -> None:
    """A record without assessments is scored by its facts alone."""
    made = framework(criterion(holds={"fact": "present", "at_least": "1"}))
    assert award(score(made, present=1)) == 1000


def test_answers_that_the_framework_does_not_ask_for_are_faults() -> None:
    """An unknown criterion is a fault with its place, and nothing is scored."""
    with pytest.raises(FaultyInput) as caught:
        evaluate(framework(criterion()), {"9": "yes"})
    assert [fault.code for fault in caught.value.faults] == ["record.unknown_criterion"]


def test_overlapping_bands_are_refused() -> None:
    """A value in two bands of different points is refused with the names of both; elsewhere the framework scores."""
    levels = [{"at_least": "5", "points": "10"}, {"at_most": "5", "points": "2"}]
    made = framework(criterion(bands={"of": "present", "levels": levels}))
    assert award(score(made, present=6)) == 1000
    with pytest.raises(InferenceError) as caught:
        score(made, present=5)
    assert caught.value.details == {"fact": "award 1", "first": "1/bands/0", "second": "1/bands/1"}


# --- the framework ---


@pytest.mark.parametrize(
    ("facts", "outside"),
    [
        ({"date": "2025-06-01", "meeting_kind": "regular"}, False),
        ({"date": "2025-01-04", "meeting_kind": "regular"}, True),
        ({"date": "2025-06-01", "meeting_kind": "thematic"}, True),
        ({}, False),
    ],
)
def test_framework_outside_its_force_is_told(facts: dict[str, object], outside: bool) -> None:  # noqa: FBT001 - a row
    """A framework that was named is used, and it is told when it is not in force for the meeting."""
    assert evaluate(framework(criterion()), **facts).outside_force is outside


def test_framework_is_chosen_by_the_record() -> None:
    """A record names its framework, or says enough for the one in force to be found."""
    cache = ScorerCache(Catalog())
    assert cache.framework_for(record(framework="nghe-an/08-2021")).id == "nghe-an/08-2021"
    chosen = record(date="2025-11-05", meeting_kind="regular", organisation="an-phu")
    assert cache.framework_for(chosen).id == "an-phu/2025"
    assert cache.evaluate(chosen).framework.id == "an-phu/2025"
    with pytest.raises(FaultyInput) as caught:
        cache.framework_for(record())
    assert [fault.details["name"] for fault in caught.value.faults] == ["date", "meeting_kind"]


def test_framework_is_made_ready_once() -> None:
    """Records of one framework share its rules."""
    cache = ScorerCache(Catalog())
    made = unpointed(criterion())
    given = record({"1": "yes"})
    first, second = (cache.evaluate(given, made) for _ in range(2))
    assert first.own.rating == second.own.rating == made.framework.ratings[0]
    assert list(cache._scorers) == [made.hash]  # noqa: SLF001


@pytest.mark.parametrize(
    ("scoring", "answer", "facts", "holds"),
    [
        ({"holds": {"fact": "absent_unexcused", "at_most": "0"}}, None, {"absent_unexcused": 3}, False),
        ({"holds": {"fact": "absent_unexcused", "at_most": "0"}}, None, {"absent_unexcused": 0}, True),
        ({"holds": {"fact": "absent_unexcused", "at_most": "0"}}, None, {}, None),
        ({"judged": "yes_no"}, "no", {}, False),
        ({"judged": "yes_no"}, "yes", {}, True),
        ({"judged": "yes_no"}, None, {}, None),
        ({"checklist": [{"id": "a", "title": "A", "points": "0"}]}, {"a": "no"}, {}, False),
        ({"levels": [{"id": "a", "title": "A", "points": "0"}]}, None, {}, True),  # there is but one answer
        ({"levels": [{"id": "a", "title": "A", "points": "0"}]}, "a", {}, True),
        (
            {
                "judged": "yes_no",
                "not_applicable": [{"when": {"fact": "mode", "is": "online"}, "then": "excluded", "reason": "x"}],
            },
            None,
            {"mode": "online"},
            True,
        ),
    ],
)
def test_at_its_maximum_without_points_is_being_met(
    scoring: Json,
    answer: object,
    facts: Json,
    holds: bool | None,  # noqa: FBT001 - a row
) -> None:
    """A gate on a criterion that gives no points holds when what it asks is so, and is open while it may be otherwise."""
    gate = {"when": {"criterion": "1", "at": "maximum"}, "title": "g"}
    ratings = [{"id": "tot", "title": "Tốt", "requires": [gate]}, {"id": "kem", "title": "Kém"}]
    made = framework(criterion("1", maximum="0", **scoring), criterion("2"), ratings=ratings)
    assert (
        score(made, {"1": answer, "2": "yes"} if answer is not None else {"2": "yes"}, **facts).gates[0].holds is holds
    )
