"""Measures: exact numbers from the record's fields, missing when one that they need is missing."""

from __future__ import annotations

from typing import Any

import pytest

from chamdiem.rules.compile.compiler import compile_framework
from chamdiem.rules.compile.conditions import Draft
from chamdiem.rules.compile.measures import draft_measures
from chamdiem.rules.compile.program import Key
from chamdiem.rules.language.measures import Measure
from interpreter import interpret
from samples import criterion, framework


def measured(facts: dict[str, int], **measures: Any) -> dict[str, int]:  # noqa: ANN401 - YAML
    """Return every measure that can be made from some fields."""
    titled = {name: {"title": name, **operation} for name, operation in measures.items()}
    program = compile_framework(framework(criterion(), measures=titled).framework)
    given = {Key("field", name): value for name, value in facts.items()}
    return {key.subject: value for key, value in interpret(program, given).items() if key.kind == "measure"}


@pytest.mark.parametrize(
    ("operation", "facts", "value"),
    [
        ({"sum": ["praised", "reminded"]}, {"praised": 2, "reminded": 3}, 5),
        ({"sum": ["praised", "committee_exists"]}, {"praised": 2, "committee_exists": 1}, 3),
        ({"sum": ["praised", "praised"]}, {"praised": 2}, 4),
        ({"difference": ["members_total", "members_exempt", "members_special_duty"]},
         {"members_total": 20, "members_exempt": 3, "members_special_duty": 1}, 16),
        ({"difference": ["members_exempt", "members_total"]}, {"members_total": 20, "members_exempt": 3}, -17),
        ({"minutes_between": ["start_time", "end_time"]}, {"start_time": 870, "end_time": 945}, 75),
        ({"days_between": ["notice_date", "date"]}, {"notice_date": 739_000, "date": 739_003}, 3),
        ({"days_between": ["notice_date", "date"]}, {"notice_date": 739_003, "date": 739_000}, -3),
        ({"shortfall": ["present", "members_total"]}, {"present": 3, "members_total": 5}, 2),
        ({"shortfall": ["present", "members_total"]}, {"present": 6, "members_total": 5}, 0),
    ],
)  # fmt: skip
def test_operation(operation: dict[str, list[str]], facts: dict[str, int], value: int) -> None:
    """Each operation gives its exact number, and none while one of its operands is missing."""
    assert measured(facts, m=operation) == {"m": value}
    for name in facts:
        assert measured({key: facts[key] for key in facts if key != name}, m=operation) == {}


@pytest.mark.parametrize(
    ("top", "bottom", "marked"), [(1, 2, 1_000_000), (1, 3, 666_667), (3, 2, 3_000_000), (0, 5, 0)]
)
def test_percentage_is_marked(top: int, bottom: int, marked: int) -> None:
    """A percentage is kept to four decimals, twice, with a mark where there is more."""
    facts = {"present": top, "members_total": bottom}
    assert measured(facts, m={"percent": ["present", "members_total"]}) == {"m": marked}


def test_percentage_of_nobody_is_missing() -> None:
    """Nobody has no share, and neither has a measure that needs one."""
    measures = {
        "due": {"difference": ["members_total", "members_exempt"]},
        "rate": {"percent": ["present", "due"]},
        "norm": {"choose": [{"when": {"fact": "rate", "at_least": "50"}, "value": 1}, {"value": 2}]},
    }
    facts = {"members_total": 5, "members_exempt": 5, "present": 2}
    assert measured(facts, **measures) == {"due": 0}
    assert measured(facts | {"members_exempt": 1}, **measures) == {"due": 4, "rate": 1_000_000, "norm": 1}


CHOICES = [
    {"when": {"fact": "members_total", "at_least": "30"}, "value": 120},
    {"when": {"fact": "committee_exists", "is": "yes"}, "value": 100},
    {"value": 90},
]


@pytest.mark.parametrize(
    ("facts", "value"),
    [
        ({"members_total": 30, "committee_exists": 1}, 120),
        ({"members_total": 30}, 120),
        ({"members_total": 29, "committee_exists": 1}, 100),
        ({"members_total": 29, "committee_exists": 0}, 90),
        ({"committee_exists": 1}, None),
        ({"members_total": 29}, None),
        ({}, None),
    ],
)
def test_first_choice_that_holds_counts(facts: dict[str, int], value: int | None) -> None:
    """The first condition that holds chooses; one that is not known yet keeps the later ones waiting."""
    assert measured(facts, m={"choose": CHOICES}).get("m") == value


def test_single_choice_is_a_constant() -> None:
    """A choice without a condition needs nothing to be known."""
    assert measured({}, m={"choose": [{"value": 90}]}) == {"m": 90}


def test_measures_may_build_on_each_other_in_any_order() -> None:
    """A measure may be used before the line in which it is written."""
    facts = {"praised": 1, "reminded": 2, "criticised": 4}
    made = measured(facts, all={"sum": ["some", "criticised"]}, some={"sum": ["praised", "reminded"]})
    assert made == {"some": 3, "all": 7}


def test_names_were_checked_before() -> None:
    """A draft is made of a framework without fault; an unknown name in it is our own mistake and is raised."""
    sound = framework(criterion()).framework
    broken = sound.model_copy(update={"measures": {"m": Measure.model_validate({"title": "M", "sum": ("khong_co",)})}})
    with pytest.raises(LookupError, match="khong_co"):
        draft_measures(Draft(broken))
