"""Conditions: true, false, or not known yet, whatever they are made of and however long they are."""

from __future__ import annotations

from typing import Any

import pytest

from chamdiem.rules.compile.compiler import compile_framework
from chamdiem.rules.compile.conditions import MAX_TESTS, Draft
from chamdiem.rules.compile.literals import merge
from chamdiem.rules.compile.program import Key, Origin, Within, stratify
from chamdiem.rules.language.conditions import Condition
from interpreter import interpret
from samples import criterion, framework, score, unpointed

A, B = Key("field", "a"), Key("field", "b")
CAP = Origin("cap", "c")


def truth(condition: Any, answers: dict[str, Any] | None = None, /, **facts: object) -> bool | None:  # noqa: ANN401 - YAML
    """Return whether a condition of a cap holds for a meeting."""
    rate = {"rate": {"title": "Tỷ lệ", "percent": ["present", "members_total"]}}
    parts = [{"id": "a", "title": "A", "points": "4"}, {"id": "b", "title": "B", "points": "6"}]
    levels = [{"id": "cao", "title": "Cao", "points": "10"}, {"id": "thap", "title": "Thấp", "points": "3"}]
    cap = {"id": "c", "when": condition, "barred": "tot", "reason": "thử"}
    made = framework(
        criterion("1"),
        criterion("2", judged="points"),
        criterion("3", checklist=parts),
        criterion("4", levels=levels),
        criterion("5", deductions={"each": [{"id": "muon", "title": "Muộn", "points": "2"}]}),
        measures=rate,
        caps=[cap],
    )
    return score(made, answers, **facts).caps[0].holds


@pytest.mark.parametrize(
    ("condition", "true", "false"),
    [
        ({"fact": "present", "at_least": "5"}, [5, 6], [0, 4]),
        ({"fact": "present", "above": "5"}, [6, 7], [4, 5]),
        ({"fact": "present", "at_most": "5"}, [0, 5], [6, 7]),
        ({"fact": "present", "below": "5"}, [0, 4], [5, 6]),
        ({"fact": "present", "above": "4.5"}, [5], [4]),
        ({"fact": "present", "at_least": "3", "below": "5"}, [3, 4], [2, 5]),
        ({"fact": "present", "is": "5"}, [5], [4, 6]),
        ({"fact": "present", "is": "4,5"}, [], [4, 5]),
        ({"fact": "mode", "is": "online"}, ["online"], ["in_person", "by_party_group"]),
        ({"fact": "mode", "in": ["online", "in_person"]}, ["online", "in_person"], ["by_party_group"]),
        ({"fact": "mode", "in": ["online", "in_person", "by_party_group"]}, ["online", "by_party_group"], []),
        ({"fact": "committee_exists", "is": "có"}, ["yes"], ["no"]),
    ],
)
def test_test_of_a_field(condition: dict[str, object], true: list[object], false: list[object]) -> None:
    """A field is tested by what it holds; while it is not given, the test is not known unless every value passes it, or none does."""
    name = str(condition["fact"])
    assert [truth(condition, **{name: value}) for value in true] == [True] * len(true)
    assert [truth(condition, **{name: value}) for value in false] == [False] * len(false)
    assert truth(condition) is (None if true and false else bool(true))


@pytest.mark.parametrize(
    ("condition", "present", "expected"),
    [
        ({"fact": "rate", "is": "50"}, 3, True),
        ({"fact": "rate", "is": "50"}, 4, False),
        ({"fact": "rate", "is": "33.3333"}, 2, False),
        ({"fact": "rate", "above": "33.3333"}, 2, True),
        ({"fact": "rate", "at_most": "33.3334"}, 2, True),
        ({"fact": "rate", "at_least": "66.6667"}, 4, False),
        ({"fact": "rate", "below": "66.6667"}, 4, True),
    ],
)
def test_percentage_is_compared_exactly(condition: dict[str, object], present: int, expected: bool) -> None:  # noqa: FBT001 - a row
    """A third lies between 33.3333 and 33.3334: nothing is rounded before it is compared."""
    assert truth(condition, present=present, members_total=6) is expected


@pytest.mark.parametrize(
    ("condition", "answers", "expected"),
    [
        ({"answer": "1", "is": "yes"}, {"1": "yes"}, True),
        ({"answer": "1", "is": "no"}, {"1": "yes"}, False),
        ({"answer": "2", "at_least": "7.5"}, {"2": "7.5"}, True),
        ({"answer": "2", "is": "7,5"}, {"2": "7"}, False),
        ({"answer": "3/a", "is": "no"}, {"3": {"a": "no"}}, True),
        ({"answer": "3/a", "is": "no"}, {"3": {"b": "no"}}, None),
        ({"answer": "4", "in": ["cao"]}, {"4": "cao"}, True),
        ({"answer": "4", "in": ["cao"]}, {"4": "thap"}, False),
        ({"answer": "5/muon", "above": "1"}, {"5": {"muon": 2}}, True),
        ({"answer": "5/muon", "above": "1"}, {}, None),
        ({"criterion": "1", "at": "maximum"}, {"1": "yes"}, True),
        ({"criterion": "1", "at": "maximum"}, {"1": "no"}, False),
        ({"criterion": "1", "at": "maximum"}, {}, None),
        ({"criterion": "3", "above": "4"}, {"3": {"b": "yes"}}, True),
        ({"criterion": "3", "above": "4"}, {"3": {"b": "no"}}, False),
        ({"criterion": "3", "above": "4"}, {"3": {"a": "yes"}}, None),
        ({"criterion": "4", "below": "3"}, {}, False),
        ({"criterion": "4", "at_least": "3"}, {}, True),
        ({"group": "g", "at_least": "20"}, {"1": "yes", "2": "10"}, True),
        ({"group": "g", "at_least": "45"}, {"1": "no"}, False),
        ({"group": "g", "at": "maximum"}, {"4": "thap"}, False),
        ({"group": "g", "at": "maximum"}, {"1": "yes"}, None),
        ({"total": "points", "at_most": "50"}, {}, True),
        ({"total": "points", "below": "13"}, {"1": "yes"}, False),
        ({"total": "points", "below": "14"}, {"1": "yes"}, None),
    ],
)  # fmt: skip
def test_test_of_answers_and_points(condition: object, answers: dict[str, Any], expected: bool | None) -> None:  # noqa: FBT001 - a row
    """Answers are tested as they were given, points as soon as no completion can change the result."""
    assert truth(condition, answers) is expected


P, S, T = ({"fact": name, "at_least": "1"} for name in ("present", "speakers", "targets_met"))


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        # present holds, speakers does not, targets_met is not known
        ({"all": [P, P]}, True), ({"all": [P, S]}, False), ({"all": [P, T]}, None), ({"all": [T, S]}, False),
        ({"any": [S, P]}, True), ({"any": [S, S]}, False), ({"any": [S, T]}, None), ({"any": [T, P]}, True),
        ({"not": P}, False), ({"not": S}, True), ({"not": T}, None), ({"not": {"not": P}}, True),
        ({"all": [{"any": [T, P]}, {"not": S}]}, True),
        ({"any": [{"all": [T, S]}, {"all": [P, {"not": P}]}]}, False),
        # whatever the missing number is, one of the two holds and not both
        ({"all": [T, {"not": T}]}, False), ({"any": [T, {"not": T}]}, True),
        ({"all": [P, {"fact": "present", "is": "2.5"}]}, False),
        ({"all": [{"fact": "present", "is": "2.5"}, T]}, False),
        ({"any": [{"fact": "present", "is": "2.5"}, T]}, None),
    ],
)  # fmt: skip
def test_strong_kleene_logic(condition: object, expected: bool | None) -> None:  # noqa: FBT001 - a row
    """A conjunction is false as soon as one part is, a disjunction true as soon as one is, whatever is not known."""
    assert truth(condition, present=1, speakers=0) is expected


FIELDS = (
    "present", "speakers", "opinions", "praised", "reminded", "criticised", "targets_met", "targets_set",
    "members_total", "members_official", "members_exempt", "absent_excused", "votes_for", "votes_total",
    "dues_paid", "dues_due", "criticism_minutes", "members_special_duty",
)  # fmt: skip


@pytest.mark.parametrize("combine", ["all", "any"])
@pytest.mark.parametrize("count", [2, MAX_TESTS, MAX_TESTS + 1, len(FIELDS)])
def test_long_conditions_are_split(combine: str, count: int) -> None:
    """A condition of more tests than one rule of the engine takes means the same as a short one."""
    names = FIELDS[:count]
    condition = Condition.model_validate({combine: tuple({"fact": name, "at_least": "2"} for name in names)})
    draft = Draft(framework(criterion()).framework)
    draft.name(draft.literal(condition, CAP.within("when")), Key("cap", "c"), CAP)
    assert all(len(rule.when) <= MAX_TESTS for rule in draft.rules)
    program = stratify(draft.rules, ())
    usual, odd, settled = (2, 1, 0) if combine == "all" else (1, 2, 1)
    facts = {Key("field", name): usual for name in names}
    assert interpret(program, facts)[Key("cap", "c")] == (1 if combine == "all" else 0)
    for name in names:
        assert interpret(program, facts | {Key("field", name): odd})[Key("cap", "c")] == settled
        known = {key: value for key, value in facts.items() if key.subject != name}
        assert Key("cap", "c") not in interpret(program, known)


def test_merge_keeps_one_test_per_fact() -> None:
    """Tests of one fact become one; those that cannot both hold are no conjunction at all."""
    assert merge([Within(A, 1, None), Within(B, None, 3), Within(A, 2, 9), Within(A, None, 5)]) == (
        Within(A, 2, 5),
        Within(B, None, 3),
    )
    assert merge([Within(A, 1, None), Within(A, None, 0)]) is None
    assert merge([]) == ()


@pytest.mark.parametrize(
    ("then", "full"), [("full_marks", True), ("zero", False), ("excluded", True), ("rescaled", True)]
)
def test_criterion_that_is_taken_out_stands_in_no_way(then: str, full: bool) -> None:  # noqa: FBT001 - a row
    """A gate "at its maximum" is no obstacle where the criterion was left out, and one where it got no points."""
    rules = [{"when": {"fact": "committee_exists", "is": "no"}, "then": then, "reason": "không có"}]
    for subject in ({"criterion": "1"}, {"group": "g"}):
        gate = {"when": {**subject, "at": "maximum"}, "title": "đủ"}
        ratings = [{"id": "a", "title": "A", "requires": [gate]}, {"id": "b", "title": "B"}]
        made = framework(criterion("1", not_applicable=rules), criterion("2"), ratings=ratings)
        assert score(made, {"2": "yes"}, committee_exists="no").gates[0].holds is full
        assert score(made, {"2": "yes", "1": "no"}, committee_exists="yes").gates[0].holds is False
        assert score(made, {"2": "yes"}).gates[0].holds is None


@pytest.mark.parametrize(
    ("then", "answer", "full"),
    [
        ("excluded", 1, 1), ("rescaled", 1, 1), ("full_marks", 1, 1), ("zero", 1, None),
        ("excluded", 0, None), ("rescaled", 0, None), ("full_marks", 0, None), ("zero", 0, 0),
    ],
)  # fmt: skip
def test_at_maximum_whatever_becomes_of_it(then: str, answer: int, full: int | None) -> None:
    """While it is open whether a criterion applies, "at its maximum" is told where both ways of it say the same."""
    rules = [{"when": {"fact": "committee_exists", "is": "no"}, "then": then, "reason": "không có"}]
    cap = {"id": "c", "when": {"criterion": "1", "at": "maximum"}, "barred": "tot", "reason": "thử"}
    made = framework(criterion("1", not_applicable=rules), criterion("2"), caps=[cap])
    assert interpret(made.program, {Key("answer", "1"): answer}).get(Key("cap", "c")) == full


def test_at_maximum_without_points() -> None:
    """Where a framework has no points, a criterion at its maximum is one that is met."""
    made = unpointed(criterion("1"), criterion("2"))
    assert score(made, {"1": "yes", "2": "yes"}).rating == made.framework.ratings[0]
    assert score(made, {"1": "yes", "2": "no"}).rating == made.framework.ratings[1]
    assert score(made, {"1": "yes"}).rating is None


@pytest.mark.parametrize("name", ["fact", "answer", "criterion"])
def test_names_were_checked_before(name: str) -> None:
    """A draft is made of a framework without fault; an unknown name in it is our own mistake and is raised."""
    test = {"at": "maximum"} if name == "criterion" else {"is": "1"}
    condition = Condition.model_validate({name: "khong_co", **test})
    with pytest.raises(LookupError, match="khong_co"):
        Draft(framework(criterion()).framework).literal(condition, CAP)


@pytest.mark.parametrize(
    "way",
    [{"judged": "yes_no"}, {"checklist": [{"id": "a", "title": "A", "points": "0"}]}],
    ids=lambda way: next(iter(way)),
)
@pytest.mark.parametrize(("layer", "asked"), [("upper", True), ("self", False)])
def test_what_a_layer_is_not_asked_is_not_at_its_maximum(way: dict[str, Any], layer: str, *, asked: bool) -> None:
    """Whether a criterion of no points is met is not known to a layer that is not asked for it, and nobody asks it."""
    cap = {"id": "c", "when": {"criterion": "1", "at": "maximum"}, "barred": "tot", "reason": "thử"}
    made = framework(criterion("1", maximum="0", layers=["upper"], **way), criterion("2"), caps=[cap]).framework
    answers = {key.subject for key in compile_framework(made, layer).inputs if key.kind == "answer"}
    assert ("2" in answers, any(answer.startswith("1") for answer in answers)) == (True, asked)
