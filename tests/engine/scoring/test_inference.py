"""Running programs by durable-rules: its limits are never reached, and a run that goes wrong is never a result."""

from __future__ import annotations

import gc
import os
import sys
import warnings
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import durable_rules_engine as rete
import psutil
import pytest

from chamdiem.engine.scoring.inference import InferenceError, RuleEngine
from chamdiem.engine.scoring.rulesets import MAX_RULES, MAX_RULES_PER_FACT, Session
from chamdiem.engine.texts import LANGS, say
from chamdiem.rules.compile.program import Key, Linear, Origin, Program, Rule, Term, Within, stratify
from interpreter import interpret

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chamdiem.engine.scoring.conclusions import Conclusions

HERE = Origin("criterion", "1")
MEASURE = Key("measure", "m")
AWARD = Key("award", "1")


def fact(name: object) -> Key:
    """Return an input fact."""
    return Key("field", str(name))


def program(rules: Iterable[Rule]) -> Program:
    """Return a program of rules only."""
    return stratify(rules, ())


def bands(count: int) -> Program:
    """Return one criterion of many bands of a single value each, with a gap after every band."""
    return program(
        Rule(origin=HERE, name=f"band {n}", when=(Within(MEASURE, 2 * n, 2 * n),), then=AWARD, value=n)
        for n in range(count)
    )


def values(found: Conclusions) -> dict[Key, int]:
    """Return the concluded values without their derivations."""
    return {key: conclusion.value for key, conclusion in found.items()}


def shards(engine: RuleEngine) -> list[tuple[Rule, ...]]:
    """Return the rules of every ruleset that was built."""
    return [ruleset._rules for rulesets, _ in engine._strata for ruleset in rulesets]  # noqa: SLF001


# --- limits of the engine ---


@pytest.mark.parametrize("count", [1, 30, 31, 65, 100, 300, 600, 5000])
def test_one_fact_may_have_any_number_of_bands(count: int) -> None:
    """A criterion of thousands of bands scores by each: the engine, which fails or hangs past its limits, gets shards."""
    written = bands(count)
    engine = RuleEngine(written)
    for value in (0, 1, count - 1, count, 2 * count - 2, 2 * count, -1):
        assert values(engine.run({MEASURE: value})) == interpret(written, {MEASURE: value})


@pytest.mark.parametrize("count", [64, 65, 256, 600])
def test_one_value_may_pass_any_number_of_rules(count: int) -> None:
    """Hundreds of rules that all hold of one value are one conclusion when they agree."""
    written = program(
        Rule(origin=HERE, name=f"from {n}", when=(Within(MEASURE, n, None),), then=AWARD, value=5) for n in range(count)
    )
    found = RuleEngine(written).run({MEASURE: count})
    assert found[AWARD].value == 5
    assert found[AWARD].by == next(written.rules)


@pytest.mark.parametrize("count", [255, 256, 257, 1000])
def test_one_stratum_may_read_any_number_of_facts(count: int) -> None:
    """A stratum of a thousand facts concludes as many, whether their values pass, fall short or go beyond."""
    written = program(
        Rule(origin=HERE, name=f"rule {n}", when=(Within(fact(n), 3, 5),), then=Key("award", str(n)), value=n)
        for n in range(count)
    )
    engine = RuleEngine(written)
    for shift in (0, 1, 2):
        given = {fact(n): 1 + (n + shift) % 7 for n in range(count)}
        assert values(engine.run(given)) == interpret(written, given)


def test_rules_with_one_identical_condition_are_split() -> None:
    """Hundreds of rules with the very same condition, which crash the engine in one ruleset, run in several."""
    written = program(
        Rule(origin=HERE, name=f"rule {n}", when=(Within(MEASURE, 1, 1),), then=Key("award", str(n)), value=n)
        for n in range(400)
    )
    found = RuleEngine(written).run({MEASURE: 1})
    assert [found[Key("award", str(n))].value for n in range(400)] == list(range(400))


def test_shards_stay_below_every_limit() -> None:
    """No ruleset holds more rules, or more rules of one fact, than the engine was measured to take."""
    wide = [
        Rule(
            origin=HERE,
            name=f"rule {n}",
            when=tuple(Within(fact((n * step) % 97), n, None) for step in (1, 2, 3)),
            then=Key("award", str(n)),
            value=n,
        )
        for n in range(1, 700)
    ]
    engine = RuleEngine(program(wide))
    built = shards(engine)
    assert [rule for shard in built for rule in shard] == wide
    for shard in built:
        assert len(shard) <= MAX_RULES
        read = {test.fact for rule in shard for test in rule.when}
        assert all(sum(key in {t.fact for t in rule.when} for rule in shard) <= MAX_RULES_PER_FACT for key in read)


def test_conflict_across_shards_is_refused() -> None:
    """Rules that disagree are found even when they stand in different rulesets."""
    rules = [
        Rule(origin=HERE, name=f"from {n}", when=(Within(MEASURE, n, None),), then=AWARD, value=5) for n in range(200)
    ]
    rules.append(Rule(origin=HERE, name="the odd one", when=(Within(MEASURE, 150, 160),), then=AWARD, value=6))
    engine = RuleEngine(program(rules))
    assert engine.run({MEASURE: 149})[AWARD].value == 5
    with pytest.raises(InferenceError) as caught:
        engine.run({MEASURE: 155})
    assert caught.value.details == {"fact": "award 1", "first": "from 0", "second": "the odd one"}


def test_rules_are_freed_with_their_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that is no longer used gives its rulesets back, each after its session, which would leak."""
    gc.collect()
    freed: list[str] = []
    monkeypatch.setattr(rete, "delete_state", lambda _handle, _session: freed.append("session"))
    monkeypatch.setattr(rete, "delete_ruleset", lambda _handle: freed.append("ruleset"))
    engine = RuleEngine(bands(100))
    engine.run({MEASURE: 1})
    built = len(shards(engine))
    del engine
    gc.collect()
    assert freed == ["session", "ruleset"] * built
    assert built > 1


# --- values ---


@pytest.mark.parametrize("value", [-(2**62) + 1, -(10**15), -1, 0, 1, 10**15, 2**62 - 1])
def test_large_values_are_exact(value: int) -> None:
    """Integers far above any count are compared exactly, next to their neighbours."""
    written = program(
        Rule(origin=HERE, name=name, when=(Within(MEASURE, low, high),), then=AWARD, value=points)
        for name, low, high, points in (
            ("below", None, value - 1, 1),
            ("here", value, value, 2),
            ("above", value + 1, None, 3),
        )
    )
    assert RuleEngine(written).run({MEASURE: value})[AWARD].value == 2


@pytest.mark.parametrize("value", [2**62, 2**63, 10**30, -(2**62)])
def test_values_beyond_the_engine_are_refused(value: int) -> None:
    """A value that the engine could not hold is an error that shows it, never a wrapped number."""
    with pytest.raises(InferenceError) as caught:
        RuleEngine(bands(2)).run({MEASURE: value})
    assert caught.value.code == "inference.too_large"
    assert caught.value.details == {"value": str(value)}


# --- what is concluded ---


def test_missing_facts_conclude_nothing() -> None:
    """Without any fact that is read, no rule fires and nothing is assumed."""
    assert RuleEngine(bands(3)).run({}) == {}
    assert RuleEngine(bands(3)).run({fact("unread"): 1}) == {}


def test_conclusions_keep_their_derivation() -> None:
    """Every fact knows what it was concluded by, from which facts, and under which clause."""
    rule = Rule(
        origin=HERE, name="r", when=(Within(fact("a"), 1, None),), then=Key("award", "1"), value=7, clause="Mục 1"
    )
    formula = Linear(
        origin=HERE, then=Key("award", "total"), terms=(Term(1, AWARD), Term(1, Key("award", "2"), 0)), clause="Mục 2"
    )
    found = RuleEngine(stratify([rule], [formula])).run({fact("a"): 3})
    given, concluded, total = found[fact("a")], found[AWARD], found[Key("award", "total")]
    assert (given.by, given.uses, given.clause) == (None, (), "")
    assert (concluded.by, concluded.uses, concluded.clause) == (rule, (fact("a"),), "Mục 1")
    assert (total.value, total.by, total.uses, total.clause) == (7, formula, (AWARD,), "Mục 2")


def test_first_rule_of_the_program_speaks_for_those_that_agree() -> None:
    """Of rules that conclude the same, the first in the program is named, in whatever order they fired."""
    rules = [
        Rule(origin=HERE, name=name, when=(Within(fact(name), 1, 1),), then=AWARD, value=5)
        for name in ("first", "second", "third")
    ]
    found = RuleEngine(program(rules)).run({fact("third"): 1, fact("second"): 1})
    assert found[AWARD].by == rules[1]


# --- sessions ---


def idle(engine: RuleEngine) -> list[int]:
    """Return how many sessions lie idle in each ruleset."""
    return [len(ruleset._network.idle) for rulesets, _ in engine._strata for ruleset in rulesets]  # noqa: SLF001


def overlapping() -> RuleEngine:
    """Return a program of two rules that disagree on 10, and agree with nothing else."""
    return RuleEngine(
        program(
            [
                Rule(origin=HERE, name="low", when=(Within(MEASURE, 0, 10),), then=AWARD, value=1),
                Rule(origin=HERE, name="high", when=(Within(MEASURE, 10, 20),), then=AWARD, value=2),
            ]
        )
    )


def test_sessions_last(monkeypatch: pytest.MonkeyPatch) -> None:
    """Thousands of evaluations take one session of each ruleset: the engine breaks at 1,025 live ones."""
    live: set[tuple[int, int]] = set()
    real_assert = rete.assert_facts

    def asserting(handle: int, batch: str) -> Any:  # noqa: ANN401 - the engine's own pair
        code, state = real_assert(handle, batch)
        live.add((handle, state))
        return code, state

    monkeypatch.setattr(rete, "assert_facts", asserting)
    written = bands(40)
    engine = RuleEngine(written)
    for number in range(3000):
        assert engine.run({MEASURE: number % 90}).value(AWARD) == interpret(written, {MEASURE: number % 90}).get(AWARD)
    assert len(live) == len(shards(engine)) == sum(idle(engine))


def test_a_conflict_leaves_the_session_as_good_as_new() -> None:
    """Meetings that are refused for a conflict leave no session behind, and no fact for the next meeting."""
    engine = overlapping()
    for _ in range(1100):
        with pytest.raises(InferenceError, match=r"low.*high"):
            engine.run({MEASURE: 10})
        assert engine.run({MEASURE: 11}).value(AWARD) == 2
    assert idle(engine) == [1]


@pytest.mark.parametrize("second", [3, 4])
def test_facts_left_in_a_session_are_refused(monkeypatch: pytest.MonkeyPatch, second: int) -> None:
    """A session that kept its facts takes no others, alike or not: the run is no result, and the next has a new one."""
    engine = RuleEngine(bands(3))
    with monkeypatch.context() as patch:
        patch.setattr(rete, "retract_facts", lambda _handle, _batch: None)
        assert engine.run({MEASURE: 4}).value(AWARD) == 2
        with pytest.raises(InferenceError) as caught:
            engine.run({MEASURE: second})
    assert (caught.value.code, caught.value.details["number"]) == ("inference.refused", "2")
    assert idle(engine) == [0]
    assert [engine.run({MEASURE: value}).value(AWARD) for value in (2, 3, 4)] == [1, None, 2]


def test_facts_that_cannot_be_retracted_are_deleted_with_their_session(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the engine fails to take facts back, there is no result, and the next run has a session of its own."""
    engine = RuleEngine(bands(3))

    def failing(_handle: int, _batch: str) -> None:
        raise rete.error(404)

    with monkeypatch.context() as patch:
        patch.setattr(rete, "retract_facts", failing)
        assert code_of(engine) == "inference.failed"
    assert idle(engine) == [0]
    assert engine.run({MEASURE: 2}).value(AWARD) == 1


@pytest.mark.parametrize("runs_before", [0, 1])
def test_a_batch_with_a_fact_of_no_rule_is_refused(monkeypatch: pytest.MonkeyPatch, runs_before: int) -> None:
    """The engine refuses it by a code, before any action: a new session's ruleset is given up, an old one's is not.

    To delete a session in which no action ever ran would crash; to use it would fire the facts that were taken.
    """
    engine = RuleEngine(bands(3))
    for _ in range(runs_before):
        engine.run({MEASURE: 2})
    (ruleset,) = (ruleset for rulesets, _ in engine._strata for ruleset in rulesets)  # noqa: SLF001
    network = ruleset._network  # noqa: SLF001
    real = Session.batches
    with monkeypatch.context() as patch:
        patch.setattr(
            Session,
            "batches",
            lambda self, values: tuple(batch.replace('"id":"0"', '"id":"none"') for batch in real(self, values)),
        )
        assert code_of(engine) == "inference.refused"
    assert (ruleset._network is network) == bool(runs_before)  # noqa: SLF001
    del network
    gc.collect()
    assert [engine.run({MEASURE: value}).value(AWARD) for value in (2, 3, 4)] == [1, None, 2]


def test_engines_give_their_memory_back() -> None:
    """Programs that ran and are no longer used take nothing: a ruleset whose session is left keeps two megabytes."""
    process = psutil.Process()

    def use(times: int) -> int:
        for number in range(times):
            RuleEngine(bands(30)).run({MEASURE: number})
        gc.collect()
        return int(process.memory_info().rss)

    before = use(10)
    assert use(30) - before < 10 * 2**20


def test_threads_share_an_engine() -> None:
    """Threads that score by one engine at once get what each would get alone, and leave one session behind."""
    written = bands(40)
    engine = RuleEngine(written)
    expected = {value: interpret(written, {MEASURE: value}).get(AWARD) for value in range(90)}
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        with ThreadPoolExecutor(4) as pool:
            found = [*pool.map(lambda n: (n % 90, engine.run({MEASURE: n % 90}).value(AWARD)), range(4000))]
    finally:
        sys.setswitchinterval(interval)
    assert all(expected[value] == award for value, award in found)
    assert max(idle(engine)) <= 4
    engine.run({MEASURE: 1})


def test_a_process_that_is_forked_goes_on_by_itself() -> None:
    """A copy of a process scores with what it inherited, and neither of the two sees the other's facts."""
    engine = RuleEngine(bands(30))
    engine.run({MEASURE: 2})
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of forks beside threads, which pytest's workers have
        child = os.fork()
    found = [engine.run({MEASURE: 2 * n}).value(AWARD) for n in range(30)] == list(range(30))
    if not child:
        os._exit(0 if found else 1)
    assert found
    assert os.waitpid(child, 0)[1] == 0


# --- an engine that fails ---


@pytest.fixture
def engine() -> RuleEngine:
    """Return a small program, built by the real engine."""
    return RuleEngine(bands(3))


def code_of(engine: RuleEngine) -> str:
    """Return the code of the error that a run ends in, whose sentence exists in both languages."""
    with pytest.raises(InferenceError) as caught:
        engine.run({MEASURE: 2})
    for lang in LANGS:
        assert say(lang, caught.value.code, **caught.value.details)
    return caught.value.code


def test_refused_batch_is_an_error(engine: RuleEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    """A code other than 0, which means that facts were not taken, is an error and leaves no half result."""
    monkeypatch.setattr(rete, "assert_facts", lambda _handle, _batch: (1, 0))
    assert code_of(engine) == "inference.refused"


def test_missing_sentinel_is_an_error(engine: RuleEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    """A run that ends before its last rule is an error, although every match until then was right."""
    monkeypatch.setattr(rete, "complete_and_start_action", lambda _handle, _state: None)
    assert code_of(engine) == "inference.unfinished"


def test_no_action_at_all_is_an_error(engine: RuleEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    """A run in which nothing fires is an error, and no state is deleted, which would crash the engine."""
    deleted: list[str] = []
    monkeypatch.setattr(rete, "start_action_for_state", lambda _handle, _state: None)
    monkeypatch.setattr(rete, "delete_state", lambda _handle, session: deleted.append(session))
    assert code_of(engine) == "inference.unfinished"
    assert deleted == []


def test_match_after_the_sentinel_is_an_error(engine: RuleEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    """A rule that fires after the sentinel means that the run was not at rest when it seemed to be."""
    matches = iter(['{"end":{}}', '{"r0":{}}', None])
    monkeypatch.setattr(rete, "complete_and_start_action", lambda _handle, _state: next(matches))
    assert code_of(engine) == "inference.unfinished"


def test_sentinel_twice_is_an_error(engine: RuleEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    """The sentinel fires once; twice means that the session held facts of another run."""
    matches = iter(['{"end":{}}', '{"end":{}}', None])
    monkeypatch.setattr(rete, "complete_and_start_action", lambda _handle, _state: next(matches))
    assert code_of(engine) == "inference.unfinished"


def test_engine_error_is_an_error_of_ours(engine: RuleEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    """The engine's own exception becomes a sentence that names a rule, and the session is still deleted."""

    def failing(_handle: int, _state: int) -> None:
        raise rete.error(303)

    with monkeypatch.context() as patch:
        patch.setattr(rete, "complete_and_start_action", failing)
        assert code_of(engine) == "inference.failed"
    assert engine.run({MEASURE: 2})[AWARD].value == 1


def test_program_that_the_engine_does_not_take_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """An engine that cannot build a ruleset says so with the name of a rule."""

    def failing(_name: str, _definition: str) -> int:
        raise rete.error(106)

    monkeypatch.setattr(rete, "create_ruleset", failing)
    with pytest.raises(InferenceError) as caught:
        RuleEngine(bands(1))
    assert caught.value.code == "inference.build"
    assert caught.value.details["rule"] == "band 0"
