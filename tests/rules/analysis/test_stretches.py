"""The values of a missing fact that are worth trying."""

from __future__ import annotations

from chamdiem.rules.analysis.stretches import Stretches
from chamdiem.rules.compile.compiler import compile_framework
from chamdiem.rules.compile.program import Key, needs
from samples import Json, criterion, framework

RATE: Json = {"rate": {"title": "Tỷ lệ", "percent": ["present", "members_total"]}}
BANDS: Json = {"of": "rate", "levels": [{"at_least": "90", "points": "10"}, {"below": "90", "points": "2"}]}


def tried(made: Json, name: str, limit: int = 128, **facts: int) -> tuple[int, ...]:
    """Return the values of a field, or of an answer, beside the given fields."""
    found = framework(made, measures=RATE).framework
    program = compile_framework(found)
    stretches = Stretches(found, program, needs(program), limit)
    key = Key("answer", name) if name[0].isdigit() else Key("field", name)
    return stretches.of(key, {Key("field", field): value for field, value in facts.items()})


def test_a_number_is_tried_where_a_measure_crosses_an_end() -> None:
    """Of 20 members 18 are 90 percent; who is 20 of them all is not another case."""
    assert tried(criterion(bands=BANDS), "present", members_total=20) == (0, 18)
    assert tried(criterion(bands=BANDS), "members_total", present=18) == (0, 1, 21)


def test_a_measure_that_lacks_another_number_cannot_be_followed() -> None:
    """A share of nobody knows how many tells nothing about those present."""
    assert tried(criterion(bands=BANDS), "present") == ()


def test_few_values_are_tried_beside_another_missing_number() -> None:
    """Of a cell of three nobody knows who came and who is exempt: what few numbers there may be is tried, each with each."""
    due: Json = {"due": {"title": "Phải dự", "difference": ["members_total", "members_exempt", "members_special_duty"]}}
    bands: Json = {"of": "due", "levels": [{"at_least": "3", "points": "10"}, {"below": "3", "points": "2"}]}
    made = framework(criterion(bands=bands), measures=due).framework
    program = compile_framework(made)
    stretches = Stretches(made, program, needs(program), 128)
    exempt = Key("field", "members_exempt")
    assert stretches.of(exempt, {Key("field", "members_total"): 3}) == (0, 1)
    assert stretches.of(exempt, {Key("field", "members_total"): 50}) == ()


def test_a_number_that_can_only_be_one_is_told() -> None:
    """Eighteen official members and two probationary ones are twenty."""
    found = framework(criterion(bands=BANDS), measures=RATE).framework
    program = compile_framework(found)
    stretches = Stretches(found, program, needs(program), 128)
    total, present = Key("field", "members_total"), Key("field", "present")
    known = {Key("field", "members_official"): 18, Key("field", "members_probationary"): 2}
    assert stretches.told([total, present], known) == {total: 20}


def test_words_and_answers_are_tried_one_by_one() -> None:
    """What has few values is tried with each of them."""
    assert tried(criterion(holds={"fact": "mode", "is": "online"}), "mode") == (0, 1, 2)
    assert tried(criterion(), "1") == (0, 1)
    assert tried(criterion(judged="points", maximum="1"), "1") == (0, 50, 100)


def test_what_is_counted_is_tried_until_everything_is_taken_off() -> None:
    """Three times 4 points take all of 10: a fourth time is not another case."""
    each = [{"id": "a", "title": "A", "points": "4"}]
    assert tried(criterion(deductions={"each": each}), "1/a") == (0, 1, 2, 3)
    assert tried(criterion(deductions={"each": [each[0] | {"of": "reminded"}]}), "reminded") == (0, 1, 2, 3)


def test_too_many_values_are_none() -> None:
    """A criterion of ten points in half points has 21 answers, which may be more than are wanted."""
    assert len(tried(criterion(judged="points"), "1")) == 21
    assert tried(criterion(judged="points"), "1", limit=20) == ()


def test_a_day_lies_where_the_record_allows_it() -> None:
    """Papers are finished after the meeting, and a meeting ends after it began."""
    late = {"late": {"title": "Số ngày", "days_between": ["date", "documents_finalised_on"]}}
    made = framework(criterion(holds={"fact": "late", "at_most": "2"}), measures=late).framework
    program = compile_framework(made)
    stretches = Stretches(made, program, needs(program), 128)
    finalised = Key("field", "documents_finalised_on")
    assert stretches.of(finalised, {Key("field", "date"): 739_000}) == (739_000, 739_003)


def test_a_number_of_an_exact_expression_is_tried_at_every_value_or_not_at_all() -> None:
    """A difference of two facts, or a mean, may go up and down between any two cuts: of few values each is tried."""
    half: Json = {"half": {"title": "Một nửa", "mean": ["present", "speakers"]}}
    bands: Json = {"of": "half", "levels": [{"at_least": "2", "points": "10"}, {"below": "2", "points": "2"}]}
    made = framework(criterion(bands=bands), measures=half).framework
    program = compile_framework(made)
    stretches = Stretches(made, program, needs(program), 128)
    assert stretches.of(Key("field", "speakers"), {Key("field", "present"): 3}) == (0, 1, 2, 3)
    assert stretches.of(Key("field", "speakers"), {Key("field", "present"): 500}) == ()
