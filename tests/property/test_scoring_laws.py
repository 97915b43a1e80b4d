"""Laws of scoring: what ships is scored as its text says, missing is missing, and a contradiction is refused by name."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import HealthCheck, given, settings

from alike import differences, of_program, of_reference, record_of
from chamdiem.engine.reading.catalog import Catalog
from chamdiem.engine.scoring.inference import InferenceError, RuleEngine
from chamdiem.rules.compile.compiler import compile_framework
from chamdiem.rules.compile.keys import TOTAL, group_subject
from chamdiem.rules.compile.program import Key
from chamdiem.rules.compile.ratings import RATING
from chamdiem.rules.compile.scope import Scope
from chamdiem.rules.records.fields import FieldType
from chamdiem.rules.records.meeting import MEETING
from drawn.strategies import Drawn, drawn
from interpreter import Conflict, interpret
from reference.scorer import Reference

if TYPE_CHECKING:
    from chamdiem.rules.compile.program import Program
    from chamdiem.rules.language.framework import Framework

FEW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
MANY = settings(max_examples=10_000, deadline=None, suppress_health_check=list(HealthCheck))

SHIPPED = sorted(loaded.id for loaded in Catalog().all() if loaded.framework.subject is None)
"""The frameworks of meetings that ship."""
_OFTEN = {"members_total": (9, 12, 29, 30, 40), "criticism_minutes": (14, 15, 30, 31), "targets_set": (0, 3, 10)}


def meeting_of(framework: Framework, program: Program, chance: Random) -> dict[Key, int]:
    """Return facts of a meeting and answers, of which none, some or many are missing."""
    facts = {}
    lacking = chance.choice([0, 0.05, 0.4])
    for key in sorted(program.inputs):
        if chance.random() >= lacking:
            facts[key] = _answer(framework, key, chance) if key.kind == "answer" else _field(key.subject, chance)
    return facts


def _field(name: str, chance: Random) -> int:
    field = MEETING.by_name[name]
    match field.type:
        case FieldType.YES_NO | FieldType.WORD:
            return chance.randrange(len(field.words or (0, 1)))
        case FieldType.DATE:
            return 739_000 + chance.randrange(6)
        case FieldType.TIME:
            return 1080 + chance.choice([0, 40, 45, 60, 75, 80, 90, 105, 119, 120, 121])
        case _:
            usual: list[int] = [*_OFTEN.get(name, ()), *range(13)]
            return chance.choice(usual)


def _answer(framework: Framework, key: Key, chance: Random) -> int:
    quantity = Scope(framework).questions[key].quantity
    if quantity.role != "points":
        return int(chance.randrange(len(quantity.words) or 5))
    criterion = framework.criterion(key.subject)
    assert criterion
    assert framework.points
    step = criterion.written_step or framework.points.step
    steps = framework.maximum_of(criterion) // step
    points: int = step * max(chance.randint(0, steps), chance.randint(0, steps))
    return points


def check_shipped(framework_id: str, records: int) -> None:
    """Compare the program with the reference scorer on random meetings of one framework."""
    found = Catalog().get(framework_id)
    framework, program, data = found.framework, compile_framework(found.framework), yaml.safe_load(found.document.text)
    chance = Random(framework_id)  # noqa: S311 - chosen, not secret
    for _ in range(records):
        facts = meeting_of(framework, program, chance)
        concluded = interpret(program, facts)
        expected = Reference(data, record_of(framework, facts)).result()
        assert not differences(of_program(framework, concluded), of_reference(expected))
        assert concluded.get(RATING) == expected.rating


@pytest.mark.parametrize("framework_id", SHIPPED)
def test_shipped_frameworks_are_scored_as_they_say(framework_id: str) -> None:
    """Each framework that ships gives the points, the bounds and the rating of its own text."""
    check_shipped(framework_id, 15)


@pytest.mark.nightly
@pytest.mark.parametrize("framework_id", SHIPPED)
def test_shipped_frameworks_are_scored_as_they_say_at_length(framework_id: str) -> None:
    """Each framework that ships is scored alike by both: 0 differences on 20,000 records of all of them."""
    check_shipped(framework_id, 3400)


def ends(facts: dict[Key, int], subject: str) -> tuple[int | None, int, int]:
    """Return the points that a program concluded, and their ends."""
    return facts.get(Key("award", subject)), facts[Key("least", subject)], facts[Key("most", subject)]


def subjects(framework: Framework) -> list[str]:
    """Return everything that gets points."""
    groups = [group_subject(group.id) for group in framework.all_groups]
    return [*(criterion.id for criterion in framework.criteria), *groups, TOTAL]


def check_missing_is_missing(drawn: Drawn) -> None:
    """Draw a record and what is known of it so far, and compare the two scorings."""
    framework = drawn.loaded.framework
    engine = RuleEngine(compile_framework(framework))
    facts = drawn.facts()
    known = {key: facts[key] for key in drawn.chance.some([*facts])}
    try:
        whole, part = ({key: one.value for key, one in engine.run(given).items()} for given in (facts, known))
    except InferenceError as error:
        assert error.code == "inference.conflict"
        return
    for subject in subjects(framework):
        (early, low, high), (late, least, most) = ends(part, subject), ends(whole, subject)
        assert low <= least <= most <= high
        assert late is None or low <= late <= high
        assert early is None or (early, low, high) == (late, least, most)
    if RATING in part:
        assert whole.get(RATING) == part[RATING]
    assert all(whole[key] == value for key, value in part.items() if key.kind in {"gate", "cap", "reaches", "finding"})


@FEW
@given(drawn())
def test_missing_is_missing(drawn: Drawn) -> None:
    """The total is a floor, and no rating is given unless every completion of what is missing leads to it."""
    check_missing_is_missing(drawn)


@pytest.mark.nightly
@MANY
@given(drawn())
def test_missing_is_missing_at_length(drawn: Drawn) -> None:
    """The total is a floor, and no rating is given unless every completion leads to it: 0 exceptions in 10,000."""
    check_missing_is_missing(drawn)


@FEW
@given(drawn())
def test_overlapping_bands_are_refused_by_name(drawn: Drawn) -> None:
    """Two rules that conclude the same fact with different values are a conflict, never resolved by order."""
    program, facts = compile_framework(drawn.loaded.framework), drawn.facts()
    try:
        interpret(program, facts)
    except Conflict as conflict:
        with pytest.raises(InferenceError) as caught:
            RuleEngine(program).run(facts)
        names = {caught.value.details["first"], caught.value.details["second"]}
        assert names == set(conflict.names)
        rules = {rule.name: rule for rule in program.rules}
        first, second = (rules[name] for name in conflict.names)
        assert first.then == second.then
        assert first.value != second.value
        assert caught.value.details["fact"] == str(first.then)
