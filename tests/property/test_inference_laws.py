"""Laws of running programs: durable-rules concludes what the program says, and nothing that depends on order."""

from __future__ import annotations

from fractions import Fraction as Ratio
from random import Random
from typing import TYPE_CHECKING

import durable_rules_engine as rete
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chamdiem.engine.scoring.inference import InferenceError, RuleEngine
from chamdiem.rules.compile.compiler import compile_framework
from chamdiem.rules.compile.literals import merge
from chamdiem.rules.compile.program import Fraction, Key, Linear, Origin, Pick, Rule, Term, Within, stratify
from chamdiem.rules.compile.rescaling import Rescaling, Share, round_to_step
from drawn.strategies import Drawn, drawn
from interpreter import Conflict, interpret
from patience import LARGE

if TYPE_CHECKING:
    from chamdiem.rules.compile.program import Program
    from chamdiem.rules.compile.rescaling import Rounding

HERE = Origin("criterion", "1")
RECORDS_PER_FRAMEWORK = 4
FEW = settings(max_examples=60)
MANY = settings(max_examples=10_000, suppress_health_check=LARGE)


def assert_agreed(program: Program, engine: RuleEngine, facts: dict[Key, int]) -> None:
    """Assert that the engine concludes exactly the facts that the interpreter does, or refuses the same conflict."""
    try:
        expected = interpret(program, facts)
    except Conflict as conflict:
        with pytest.raises(InferenceError) as caught:
            engine.run(facts)
        assert caught.value.code == "inference.conflict"
        assert conflict.names == (caught.value.details["first"], caught.value.details["second"])
        return
    assert {key: found.value for key, found in engine.run(facts).items()} == expected


def check_framework_runs_alike(drawn: Drawn) -> None:
    """Compare the two evaluators on every fact of some records."""
    program = compile_framework(drawn.loaded.framework)
    engine = RuleEngine(program)
    for number in range(RECORDS_PER_FRAMEWORK):
        assert_agreed(program, engine, drawn.some_facts() if number else drawn.facts())


@settings(FEW, max_examples=60)
@given(drawn())
def test_durable_rules_agrees_with_the_interpreter(drawn: Drawn) -> None:
    """Drawn frameworks × drawn records: all agree, always."""
    check_framework_runs_alike(drawn)


@pytest.mark.nightly
@MANY
@given(drawn())
def test_durable_rules_agrees_with_the_interpreter_at_length(drawn: Drawn) -> None:
    """Drawn frameworks × drawn records: all agree, always. 0 differences in 10,000."""
    check_framework_runs_alike(drawn)


_KEYS = st.sampled_from([Key("field", name) for name in "abcd"])
_END = st.none() | st.integers(-3, 9)
_VALUES = st.dictionaries(_KEYS, st.integers(-4, 10))


@st.composite
def _programs(draw: st.DrawFn) -> Program:
    """Draw a program that no framework would make: rules of one fact in three strata, then formulas of every sort."""
    rules = []
    for number in range(draw(st.integers(1, 20))):
        layer = draw(st.integers(1, 3))
        below = st.sampled_from(
            [Key(f"layer {n}", name) for n in range(1, layer) for name in "xyz"] or [Key("field", "a")]
        )
        tests = merge(draw(st.lists(st.builds(Within, _KEYS | below, _END, _END), min_size=1, max_size=4)))
        then = Key(f"layer {layer}", draw(st.sampled_from("xyz")))
        if tests is not None:
            rules.append(Rule(origin=HERE, name=f"r{number}", when=tests, then=then, value=draw(st.integers(0, 1))))
    sources = [Key("layer 3", name) for name in "xyz"]
    summed = Key("formula", "sum")
    return stratify(
        rules,
        [
            Linear(
                origin=HERE,
                then=summed,
                terms=tuple(Term(draw(st.integers(-2, 2)), key, draw(_END)) for key in sources),
            ),
            Fraction(
                origin=HERE,
                then=Key("formula", "share"),
                numerator=summed,
                denominator=sources[0],
                scale=7,
                rounding="marked",
            ),
            Pick(origin=HERE, then=Key("formula", "pick"), selector=sources[1], options=((0, summed), (1, 5))),
        ],
    )


_RECORDS = st.lists(_VALUES, min_size=1, max_size=4)


def check_program_runs_alike(program: Program, records: list[dict[Key, int]]) -> None:
    """Compare the two evaluators on every fact."""
    engine = RuleEngine(program)
    for facts in records:
        assert_agreed(program, engine, facts)


@FEW
@given(_programs(), _RECORDS)
def test_any_program_runs_alike(program: Program, records: list[dict[Key, int]]) -> None:
    """A rule tests facts of lower strata and concludes a fact of its own; within a stratum the order cannot matter."""
    check_program_runs_alike(program, records)


@pytest.mark.nightly
@MANY
@given(_programs(), _RECORDS)
def test_any_program_runs_alike_at_length(program: Program, records: list[dict[Key, int]]) -> None:
    """The same of 10,000 programs."""
    check_program_runs_alike(program, records)


def chance_program(chance: Random) -> Program:
    """Return a program of up to three strata, whose rules test up to four facts of those below and may disagree."""
    below = [Key("field", str(number)) for number in range(chance.randint(2, 12))]
    rules, formulas = [], []
    for layer in range(chance.randint(1, 3)):
        made = [Key(f"layer {layer}", str(number)) for number in range(chance.randint(1, 8))]
        for then in made:
            for number in range(chance.randint(1, 5)):
                tested = chance.sample(below, min(len(below), chance.randint(1, 4)))
                tests = merge([Within(key, *chance_interval(chance)) for key in tested])
                value = chance.randint(0, 1) if chance.random() < 0.02 else int(then.subject)
                if tests is not None:
                    rules.append(Rule(origin=HERE, name=f"{then} {number}", when=tests, then=then, value=value))
        known = {rule.then for rule in rules}
        total = Key("sum", str(layer))
        terms = tuple(Term(1, key, chance.choice([None, 0])) for key in made if key in known)
        formulas.append(Linear(origin=HERE, then=total, terms=terms))
        below += [*(key for key in made if key in known), total]
    return stratify(rules, formulas)


def chance_interval(chance: Random) -> tuple[int | None, int | None]:
    """Return an interval that may be open on either side."""
    low, high = chance.choice([None, chance.randint(-5, 5)]), chance.choice([None, chance.randint(-5, 8)])
    return (high, low) if low is not None and high is not None and low > high else (low, high)


def failing(_handle: int, _state: int) -> None:
    """Fail as the engine may."""
    raise rete.error(303)


def check_sessions_last(programs: int, records: int) -> int:
    """Compare records that are run one after the other in the same sessions; some runs are cut short on the way."""
    chance, compared = Random(13), 0  # noqa: S311 - drawn to be repeated, not to be secret
    for _ in range(programs):
        program = chance_program(chance)
        engine = RuleEngine(program)
        for _ in range(records):
            facts = {key: chance.randint(-7, 10) for key in program.inputs if chance.random() < 0.85}
            if facts and chance.random() < 0.02:
                with pytest.MonkeyPatch.context() as patch:
                    patch.setattr(rete, "complete_and_start_action", failing)
                    with pytest.raises(InferenceError, match="failed"):
                        engine.run(facts)
            assert_agreed(program, engine, facts)
            compared += 1
    return compared


def test_a_session_that_lasts_is_as_good_as_a_new_one() -> None:
    """Record after record in the same sessions, whatever became of the run before: each is concluded by itself."""
    assert check_sessions_last(10, 50) == 500


@pytest.mark.nightly
def test_a_session_that_lasts_is_as_good_as_a_new_one_at_length() -> None:
    """The same of 500 programs and 60,000 records: 0 differences."""
    assert check_sessions_last(500, 120) == 60_000


def check_order_does_not_matter(program: Program, facts: dict[Key, int], random: Random) -> None:
    """Compare a program with one whose rules stand in another order."""
    rules = list(program.rules)
    random.shuffle(rules)
    results = []
    for shuffled in (program, stratify(rules, program.formulas)):
        try:
            results.append(interpret(shuffled, facts))
        except Conflict:
            results.append({})
    assert results[0] == results[1]


@FEW
@given(_programs(), _VALUES, st.randoms(use_true_random=False))
def test_order_of_rules_does_not_matter(program: Program, facts: dict[Key, int], random: Random) -> None:
    """Within a stratum the order of firing cannot matter: two rules that differ are a conflict in any order."""
    check_order_does_not_matter(program, facts, random)


@pytest.mark.nightly
@MANY
@given(_programs(), _VALUES, st.randoms(use_true_random=False))
def test_order_of_rules_does_not_matter_at_length(program: Program, facts: dict[Key, int], random: Random) -> None:
    """The same of 10,000 programs."""
    check_order_does_not_matter(program, facts, random)


# --- formulas ---

TOP, BOTTOM, SHARE = Key("field", "top"), Key("field", "bottom"), Key("measure", "share")


@settings(max_examples=2000)
@given(st.integers(-50, 10**6), st.integers(1, 10**6), st.integers(1, 10**6), st.integers(-10, 10**6))
def test_marked_ratio_keeps_its_order(top: int, bottom: int, scale: int, threshold: int) -> None:
    """X ≥ K ⇔ v ≥ 2K, x > K ⇔ v > 2K, x ≤ K ⇔ v ≤ 2K and x < K ⇔ v < 2K, exactly."""
    formula = Fraction(origin=HERE, then=SHARE, numerator=TOP, denominator=BOTTOM, scale=scale, rounding="marked")
    marked = formula.evaluate({TOP: top, BOTTOM: bottom})
    exact = Ratio(top * scale, bottom)
    assert marked is not None
    for whole in {threshold, exact.__floor__(), exact.__ceil__(), exact.__floor__() - 1, exact.__ceil__() + 1}:
        assert (exact >= whole, exact > whole) == (marked >= 2 * whole, marked > 2 * whole)
        assert (exact <= whole, exact < whole) == (marked <= 2 * whole, marked < 2 * whole)


@settings(max_examples=1000)
@given(
    st.integers(-(10**6), 10**6),
    st.integers(1, 10**4),
    st.integers(1, 500),
    st.sampled_from(["half_up", "down", "up"]),
)
def test_rounding_is_exact(numerator: int, denominator: int, step: int, rounding: Rounding) -> None:
    """Rounded points are the multiple of the step that is nearest, below or above; a half goes up, below 0 too."""
    exact = Ratio(numerator, denominator)
    rounded = round_to_step(numerator, denominator, step, rounding)
    assert rounded % step == 0
    distance = rounded - exact
    allowed = {
        "half_up": -Ratio(step, 2) < distance <= Ratio(step, 2),
        "down": -step < distance <= 0,
        "up": 0 <= distance < step,
    }
    assert allowed[rounding]


@st.composite
def _rescalings(draw: st.DrawFn) -> tuple[Rescaling, dict[Key, int]]:
    """Draw a scale of which parts may be taken out, with what is known of each."""
    least = draw(st.sampled_from([0, -9]))  # points may be less than 0
    facts = {TOP: draw(st.integers(2 * least, 20))}
    shares = []
    for number in range(draw(st.integers(0, 5))):
        maximum = draw(st.integers(1, 9))
        keys = tuple(Key(kind, str(number)) for kind in ("counted", "maximum_least", "maximum_most"))
        most = draw(st.sampled_from([0, maximum, maximum]))
        values = (draw(st.integers(least, maximum)), draw(st.sampled_from([0, most])), most)
        facts |= dict(zip(keys, values, strict=True))
        shares.append(Share(keys[0], maximum, keys[1], keys[2]))
    fixed = draw(st.sampled_from([0, 20]))
    facts[TOP] = facts[TOP] if fixed else min(0, facts[TOP])
    rounding: Rounding = draw(st.sampled_from(["half_up", "down", "up"]))
    return Rescaling(
        origin=HERE, then=SHARE, highest=draw(st.booleans()), points=TOP, maximum=fixed, shares=tuple(shares), scale=100,
        rounding=rounding, step=draw(st.sampled_from([1, 5])),
    ), facts  # fmt: skip


@settings(max_examples=1000)
@given(_rescalings())
def test_a_rescaling_finds_the_best_and_the_worst_choice(drawn: tuple[Rescaling, dict[Key, int]]) -> None:
    """Of all ways in which parts of a scale may count, one by one, none leads further than what is concluded."""
    formula, facts = drawn
    program = stratify([], [formula])
    assert formula.evaluate(facts) == interpret(program, facts)[SHARE]
