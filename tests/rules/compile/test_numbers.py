"""Bounded measures: exact numbers of answers, points and shares, with ends while something is missing."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction as Rational
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import exactly
from chamdiem.rules.compile.compiler import compile_framework
from chamdiem.rules.compile.exact import Exact
from chamdiem.rules.compile.expressions import (
    Candidate,
    Chosen,
    Constant,
    Ends,
    Farthest,
    Held,
    Leaf,
    Quotient,
    Units,
    Weighted,
    Years,
)
from chamdiem.rules.compile.program import Key, Origin, ProgramError, Within, all_hold
from chamdiem.rules.records.faults import FaultyInput
from interpreter import interpret
from samples import criterion, framework

X, Y, Z = (Key("field", name) for name in "xyz")
FIELDS = ("praised", "reminded", "criticised", "opinions")
WHOLE = 20_000
"""One whole, as a marked number says it."""


def measured(given_: dict[str, int], *criteria: Any, **measures: Any) -> dict[str, int]:  # noqa: ANN401 - YAML
    """Return every measure and its ends, from some fields and answers (`a:` before the name)."""
    titled = {name: {"title": name, **operation} for name, operation in measures.items()}
    program = compile_framework(framework(*(criteria or (criterion(),)), measures=titled).framework)
    facts = {
        Key("answer", name[2:]) if name.startswith("a:") else Key("field", name): value
        for name, value in given_.items()
    }
    found = interpret(program, facts).items()
    return {f"{key.kind[7:]}{key.subject}": value for key, value in found if key.kind.startswith("measure")}


@pytest.mark.parametrize(
    ("operation", "facts", "value"),
    [
        ({"mean": ["praised", "reminded", "criticised"]}, {"praised": 2, "reminded": 3, "criticised": 5}, (10, 3)),
        ({"highest": ["praised", "reminded"]}, {"praised": 2, "reminded": 3}, 3),
        ({"lowest": ["praised", "reminded", "7"]}, {"praised": 9, "reminded": 8}, 7),
        ({"sum": ["praised", {"fact": "reminded", "times": "-0.25"}]}, {"praised": 3, "reminded": 1}, (11, 4)),
        ({"sum": ["praised", "reminded"], "limit": {"at_most": "4"}}, {"praised": 3, "reminded": 3}, 4),
        ({"difference": ["praised", "reminded"], "limit": {"at_least": "0"}}, {"praised": 1, "reminded": 3}, 0),
    ],
)
def test_operation(operation: Any, facts: dict[str, int], value: int | tuple[int, int]) -> None:  # noqa: ANN401 - YAML
    """Each operation gives its exact number, and both ends are that number."""
    top, bottom = value if isinstance(value, tuple) else (value, 1)
    marked = 2 * (top * 10_000 // bottom) + (1 if top * 10_000 % bottom else 0)
    expected = marked if isinstance(value, tuple) else value
    assert measured(facts, m=operation) == {"m": expected, "_leastm": expected, "_mostm": expected}


def test_a_mean_of_shares_is_rounded_nowhere() -> None:
    """(95 % + 90 % + 80 %) ÷ 3 is 88 1/3 %, whatever the shares are of."""
    shares = {f"p{n}": {"percent": [name, "opinions"]} for n, name in enumerate(FIELDS[:3])}
    facts = {"praised": 19, "reminded": 18, "criticised": 16, "opinions": 20}
    found = measured(facts, m={"mean": [*shares]}, **shares)
    assert found["m"] == 2 * 883_333 + 1


def test_what_is_missing_of_a_mean_lies_between_nothing_and_its_limit() -> None:
    """One share that is missing leaves what the others make, to what its limit makes with them."""
    a = {"percent": ["praised", "opinions"]}
    b = {"percent": ["reminded", "opinions"], "limit": {"at_most": "100"}}
    found = measured({"praised": 8, "opinions": 10}, a=a, b=b, m={"mean": ["a", "b"]})
    assert (found["_leastm"], found["_mostm"]) == (40 * WHOLE, 90 * WHOLE)
    assert "m" not in found


def test_more_than_all_counts_as_all() -> None:
    """A share that is held to 100 % is 100 % of 105."""
    held = {"percent": ["praised", "opinions"], "limit": {"at_most": "100"}}
    assert measured({"praised": 21, "opinions": 20}, m=held)["m"] == 100 * WHOLE


def test_a_share_of_nothing_is_what_the_regulation_says() -> None:
    """`when_empty` is the share of nothing; without it there is none, whatever the other number is."""
    share = {"percent": ["praised", "opinions"], "limit": {"at_most": "100"}}
    assert measured({"praised": 0, "opinions": 0}, m=share | {"when_empty": "100"})["m"] == 100 * WHOLE
    assert measured({"praised": 0, "opinions": 0}, m=share) == {}


LEVELS = [{"id": "tot", "title": "Tốt", "points": "10"}, {"id": "kha", "title": "Khá", "points": "7"}]


def test_a_count_is_sure_and_possible() -> None:
    """What passes is counted; what is not answered may pass; what failed does not."""
    criteria = [criterion(str(n), levels=LEVELS) for n in range(1, 5)]
    count = {"count_of": {"answers": "all", "is": "tot"}}
    found = measured({"a:1": 0, "a:2": 1, "a:3": 0}, *criteria, m=count)
    assert (found["_leastm"], found["_mostm"]) == (2, 3)
    assert measured({"a:1": 0, "a:2": 1, "a:3": 0, "a:4": 1}, *criteria, m=count)["m"] == 2


@pytest.mark.parametrize("other", ["1", "4"])
def test_a_count_is_of_answers_that_have_some_of_its_words(other: str) -> None:
    """A criterion, the first or the last of all, may lack a level of those that count: its own ones are counted."""
    other_levels = [LEVELS[1], {"id": "dat", "title": "Đạt", "points": "5"}]
    criteria = [criterion(str(n), levels=other_levels if str(n) == other else LEVELS) for n in range(1, 5)]
    count = {"count_of": {"answers": "all", "in": ["tot", "kha"]}}
    answers = {f"a:{n}": 1 for n in range(1, 5)}
    assert measured(answers, *criteria, m=count)["m"] == 3
    assert measured(answers | {f"a:{other}": 0}, *criteria, m=count)["m"] == 4
    with pytest.raises(FaultyInput, match=r"scalar\.word"):
        measured(answers, *criteria, m={"count_of": {"answers": "all", "in": ["tot", "kha", "kem"]}})


@pytest.mark.parametrize(("left_out", "least"), [("counted", 2), ("not_counted", 1)])
def test_one_that_does_not_apply_counts_as_is_said(left_out: str, least: int) -> None:
    """A criterion that does not apply passes or fails a count as the regulation says, whatever its answer would be."""
    rule = {"when": {"fact": "committee_exists", "is": "no"}, "then": "full_marks", "reason": "không có chi ủy"}
    criteria = [criterion("1"), criterion("2", not_applicable=[rule])]
    count = {"count_of": {"criteria": "all", "at": "maximum", "left_out": left_out}}
    count_answers = {"count_of": {"answers": "all", "is": "yes", "left_out": left_out}}
    for of in (count, count_answers):
        found = measured({"committee_exists": 0, "a:1": 1}, *criteria, m=of)
        assert (found["_leastm"], found["_mostm"]) == (least, least)


def test_one_without_points_that_does_not_apply_is_counted_once() -> None:
    """A checklist of no points is met by its answers, which takes several facts; they are written once."""
    rule = {"when": {"fact": "committee_exists", "is": "no"}, "then": "excluded", "reason": "không có chi ủy"}
    empty = criterion("2", maximum="0", checklist=[{"id": "p", "title": "Ý", "points": "0"}], not_applicable=[rule])
    count = {"count_of": {"criteria": ["2"], "at": "maximum", "left_out": "counted"}}
    found = [
        measured({"committee_exists": applies, "a:2/p": answer}, criterion("1"), empty, m=count)["m"]
        for applies in (0, 1)
        for answer in (0, 1)
    ]
    assert found == [1, 1, 0, 1]


def test_points_of_a_group_are_a_share_of_what_it_could_reach() -> None:
    """A share of a group's points follows their ends."""
    share = {"percent": [{"group": "g"}, {"group": "g", "at": "maximum"}]}
    criteria = [criterion("1", judged="points"), criterion("2", judged="points")]
    found = measured({"a:1": 800}, *criteria, m=share)
    assert (found["_leastm"], found["_mostm"]) == (40 * WHOLE, 90 * WHOLE)


@pytest.mark.parametrize(
    ("born", "day", "years"),
    [
        ("1960-02-29", "2025-02-28", 64),
        ("1960-02-29", "2025-03-01", 65),
        ("1960-03-01", "2025-03-01", 65),
        ("1960-03-02", "2025-03-01", 64),
        ("2025-03-02", "2025-03-01", -1),
    ],
)
def test_years(born: str, day: str, years: int) -> None:
    """Somebody born on 29 February is a year older on 1 March."""
    first, last = (dt.date.fromisoformat(text).toordinal() for text in (born, day))
    found = measured({"notice_date": first, "date": last}, m={"years_between": ["notice_date", "date"]})
    assert found["m"] == years


def test_a_choice_may_be_of_any_numbers() -> None:
    """The first condition that holds chooses; while it is open, the number lies between all that may be chosen."""
    choices = [{"when": {"fact": "committee_exists", "is": "yes"}, "value": "praised"}, {"value": "2.5"}]
    assert measured({"committee_exists": 1, "praised": 4}, m={"choose": choices})["m"] == 4 * WHOLE
    assert measured({"committee_exists": 0}, m={"choose": choices})["m"] == 5 * WHOLE // 2
    found = measured({"praised": 4}, m={"choose": choices})
    assert (found["_leastm"], found["_mostm"]) == (5 * WHOLE // 2, 4 * WHOLE)


@pytest.mark.parametrize(("first", "likely"), [("yes", (0, 5)), ("no", (5, 6))])
def test_a_choice_that_is_ruled_out_bounds_nothing(first: str, likely: tuple[int, int]) -> None:
    """What is made of a choice of constants, or compared with one, lies between those that may still be chosen."""
    choices = [
        {"when": {"fact": "committee_exists", "is": first}, "value": "0"},
        {"when": {"fact": "praised", "at_least": "30"}, "value": "6"},
        {"value": "5"},
    ]
    measures: dict[str, Any] = {"m": {"choose": choices}, "twice": {"highest": ["m", {"fact": "m", "times": "2"}]}}
    known = {"praised": 29} if first == "yes" else {"committee_exists": 1}
    least, most = likely
    found = measured(known, **measures)
    assert (found["_leasttwice"], found["_mosttwice"]) == (2 * least, 2 * most)
    titled = {"m": {"title": "M", **measures["m"]}}
    for end, bound, truth in (("at_most", most, 1), ("at_least", least, 1), ("below", least, 0), ("above", most, 0)):
        holds = {"fact": "m", end: {"fact": "reminded"}}
        program = compile_framework(framework(criterion(holds=holds), measures=titled).framework)
        facts = {Key("field", name): value for name, value in {**known, "reminded": bound}.items()}
        assert interpret(program, facts)[Key("award", "1")] == 1000 * truth


def test_a_measure_made_of_itself_is_refused() -> None:
    """A circle of bounded measures is a fault of the framework, as any circle is."""
    measures = {"a": {"title": "A", "mean": ["b", "praised"]}, "b": {"title": "B", "highest": ["a", "praised"]}}
    with pytest.raises(FaultyInput) as error:
        framework(criterion(), measures=measures)
    assert [fault.code for fault in error.value.faults] == ["framework.circle"]
    assert issubclass(ProgramError, ValueError)


@pytest.mark.parametrize(
    ("end", "truths"),
    [("at_least", (0, 1, 1)), ("above", (0, 0, 1)), ("at_most", (1, 1, 0)), ("below", (1, 0, 0))],
)
def test_two_facts_compare(end: str, truths: tuple[int, ...]) -> None:
    """A fact is compared with another one, days with days; while one is missing nothing is known."""
    for first, second in (("praised", "reminded"), ("notice_date", "date")):
        holds = {"fact": first, end: {"fact": second}}
        program = compile_framework(framework(criterion(holds=holds)).framework)
        for value, truth in zip((6, 7, 8), truths, strict=True):
            facts = {Key("field", first): 738_000 + value, Key("field", second): 738_007}
            assert interpret(program, facts)[Key("award", "1")] == 1000 * truth
        assert Key("award", "1") not in interpret(program, {Key("field", first): 738_000})


# --- the law of ends ---

NUMBERS = st.fractions(-5, 5, max_denominator=4)
LEAVES = st.sampled_from([Leaf(X, X), Leaf(Y, Y), Leaf(Z, Z)])
COUNTS = st.sampled_from([Leaf(Y, Y, low=(0,), high=(3,)), Leaf(Z, Z, low=(0,), high=(3,))])


def _grown(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    several = st.lists(inner, min_size=1, max_size=3)
    guard = st.sampled_from([(), ((Within(X, 1, None),),), ((Within(Y, None, 0),), (Within(Z, 2, 2),))])
    return st.one_of(
        st.lists(st.tuples(NUMBERS.filter(bool), inner), min_size=1, max_size=3).map(
            lambda terms: Weighted(tuple(terms))
        ),
        st.builds(Quotient, inner, COUNTS, st.just(Rational(100)), st.none() | NUMBERS),
        st.builds(Held, inner, st.just(Rational(-1)), st.just(Rational(2)) | st.none()),
        st.builds(Farthest, several.map(tuple), st.booleans()),
        st.lists(st.builds(Candidate, inner, guard), min_size=1, max_size=3).map(lambda some: Chosen(tuple(some))),
        st.builds(Units, inner, st.fractions(1, 3, max_denominator=2), st.sampled_from(["whole", "begun", "exact"])),
    )


EXPRESSIONS = st.recursive(st.one_of(LEAVES, COUNTS, NUMBERS.map(Constant)), _grown, max_leaves=6)


@given(
    number=EXPRESSIONS,
    x=st.integers(0, 3),
    y=st.integers(0, 3),
    z=st.integers(0, 3),
    hidden=st.sets(st.sampled_from([X, Y, Z])),
)
def test_ends_hold_whatever_is_missing(number: Any, x: int, y: int, z: int, hidden: set[Key]) -> None:  # noqa: ANN401 - an expression
    """What a number turns out to be lies between the ends that it had while something was missing (format § 0)."""
    facts = {X: x, Y: y, Z: z}
    whole = number.ends(facts)
    partial = number.ends({key: value for key, value in facts.items() if key not in hidden})
    if whole is None:
        return
    if partial is None:  # what cannot be made stays so
        raise AssertionError((number, facts, hidden))
    for least, most in ((partial.least, whole.least), (whole.most, partial.most)):
        assert least is None or most is None or least <= most
    if isinstance(number, Leaf) and not hidden:
        assert whole.least == whole.most is not None


@given(number=EXPRESSIONS, facts=st.dictionaries(st.sampled_from([X, Y, Z]), st.integers(-3, 3)))
def test_ends_are_those_of_all_corners(number: Any, facts: dict[Key, int]) -> None:  # noqa: ANN401 - an expression
    """A second way of working an expression out, corner by corner, finds the same ends."""
    formula = {"origin": Origin("measure", "m"), "then": X, "number": number, "scale": 7, "rounding": "half_up"}
    for highest in (False, True):
        made = Exact(**formula, highest=highest)
        assert made.evaluate(facts) == exactly.value(made, facts, lambda test: all_hold((test,), facts))


@given(value=st.fractions(-10, 10, max_denominator=300), whole=st.integers(-10, 10))
def test_a_mark_keeps_the_order_to_whole_thresholds(value: Rational, whole: int) -> None:
    """X ≥ K ⇔ v ≥ 2K, x > K ⇔ v > 2K (`program.Fraction`), of numbers below nothing too."""
    formula = Exact(
        origin=Origin("measure", "m"), then=X, number=Constant(value), highest=True, scale=1, rounding="marked"
    )
    marked = formula.evaluate({})
    assert marked is not None
    assert (value >= whole) is (marked >= 2 * whole)
    assert (value > whole) is (marked > 2 * whole)


def test_years_between_unknown_days_lie_between_their_ends() -> None:
    """Of a day that is only known to lie in a range, the years follow its ends."""
    first = Leaf(X, X, low=(dt.date(1960, 1, 1).toordinal(),), high=(dt.date(1962, 12, 31).toordinal(),))
    last = Leaf(Y, Y)
    ends = Years(first, last).ends({Y: dt.date(2025, 6, 1).toordinal()})
    assert ends == Ends(Rational(62), Rational(65))


def test_what_may_be_a_share_of_nothing_has_no_ends() -> None:
    """While the whole of a share may still be 0, nothing is known of it, though it would be held to 100 %."""
    held = {"percent": ["praised", "opinions"], "limit": {"at_most": "100"}}
    assert measured({"praised": 0}, m=held) == {}
    found = measured({"praised": 0}, m=held | {"when_empty": "50"})
    assert (found["_leastm"], found["_mostm"]) == (0, 50 * WHOLE)
