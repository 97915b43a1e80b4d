"""Run a rule program by durable-rules, stratum by stratum, keeping how each fact was concluded.

The only module that imports durable-rules, and it uses its C module only in the corner that was found safe:
integers, one fact per observation, conjunctions of intervals, one session per batch, closed by a sentinel. What that
engine does outside this corner (crashing, dropping facts, looping) is never relied on: every run is checked, and a run
that did not end as it must is an error.
"""

from __future__ import annotations

import ctypes
import itertools
import json
import sys
import weakref
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import durable_rules_engine as rete

from chamdiem.rules.compile.program import Formula, Fraction, Key, Linear, Program, Rule, Within

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

# Measured limits of the engine: 65 rules entered by a fact, 512 root conditions. A session also takes and clears 8 KB
# for every rule, so rulesets that stay in the processor's cache are faster: 140 rules run 1.3 times as fast in three.
MAX_RULES = 48
MAX_RULES_PER_FACT = 30
"""With them come up to 31 rules for the values between (`_gaps`); a fact enters all whose lower end it passes."""
MAX_CONDITIONS = 400
LAST = 65_535
SENTINEL = "end"
INT64 = 2**62

# What a session takes is freed after it; glibc would hand it back to the system and fetch it anew for the next one,
# page by page, which costs more than the matching. These are its numbers for the two sizes from which it does so.
M_TRIM_THRESHOLD, M_MMAP_THRESHOLD = -1, -3
KEPT = {M_TRIM_THRESHOLD: 64 * 2**20, M_MMAP_THRESHOLD: 32 * 2**20}

_names = itertools.count()
_sessions = itertools.count()


class InferenceError(RuntimeError):
    """No result: the engine failed or stopped short, or two rules disagree. `code` chooses the sentence."""

    def __init__(self, code: str, **details: str) -> None:
        self.code = code
        self.details = details
        super().__init__(f"{code} {details}")


class Conclusion(NamedTuple):
    """A fact with where it came from: given, or concluded by a rule or formula from other facts."""

    key: Key
    value: int
    by: Rule | Formula | None
    uses: tuple[Key, ...] = ()

    @property
    def clause(self) -> str:
        """The place in the regulation, if the rule names one."""
        return self.by.clause if self.by else ""


Conclusions = dict[Key, Conclusion]


class RuleEngine:
    """A program built once, and run for as many sets of facts as are wanted."""

    def __init__(self, program: Program) -> None:
        _keep_freed_memory()
        self.program = program
        self._strata = [
            (
                [_Ruleset(rules) for rules in _shards(stratum.rules)],
                [(formula, formula.reads, _reads_all(formula)) for formula in stratum.formulas],
            )
            for stratum in program.strata
        ]

    def run(self, given: Mapping[Key, int]) -> Conclusions:
        """Return every fact that follows, the given ones included; facts that the program does not read are left out.

        Raises:
            InferenceError: a conflict between rules, or a run of the engine that did not end as it must.
        """
        facts = {key: value for key, value in given.items() if key in self.program.inputs}
        concluded = {key: Conclusion(key, value, None) for key, value in facts.items()}
        for rulesets, formulas in self._strata:
            for ruleset in rulesets:
                for conclusion in ruleset.fire(facts):
                    # Rules that agree are one conclusion: the first in the order of the program.
                    # A better rule does not win and the last one does not either: two values of one fact are a defect
                    # of the framework, and lint finds it before any meeting does. Here it stops the scoring.
                    first = concluded.setdefault(conclusion.key, conclusion)
                    if first.value != conclusion.value:
                        raise _conflict(first, conclusion)
                    facts[conclusion.key] = conclusion.value
            for formula, reads, reads_all in formulas:
                value = formula.evaluate(facts)
                if value is not None:
                    facts[formula.then] = value
                    uses = reads if reads_all else tuple([read for read in reads if read in facts])
                    concluded[formula.then] = Conclusion(formula.then, value, formula, uses)
        return concluded


def _reads_all(formula: Formula) -> bool:
    """Tell whether a formula that has a value has used all that it reads, as most have; others are looked through."""
    return isinstance(formula, Fraction) or (
        isinstance(formula, Linear) and all(term.default is None for term in formula.terms)
    )


def _keep_freed_memory() -> None:
    """Set the sizes of `KEPT`; other C libraries than glibc have no such switch, and work as they do."""
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None) if sys.platform == "linux" else None
    if mallopt is not None:
        for parameter, size in KEPT.items():
            mallopt(parameter, size)


def _conflict(first: Conclusion, second: Conclusion) -> InferenceError:
    names = [each.by.name for each in (first, second) if isinstance(each.by, Rule)]
    return InferenceError("inference.conflict", fact=str(first.key), first=names[0], second=names[-1])


def _shards(rules: tuple[Rule, ...]) -> Iterator[tuple[Rule, ...]]:
    """Split the rules of a stratum into rulesets below the engine's limits, in the order of the program.

    Within a stratum no rule reads what another concludes, so rulesets may run one after the other.
    """
    shard: list[Rule] = []
    per_fact, conditions = Counter[Key](), set[Within]()
    for rule in rules:
        facts = {test.fact for test in rule.when}
        fits = (
            len(shard) < MAX_RULES
            and len(conditions.union(rule.when)) + len(facts.union(per_fact)) <= MAX_CONDITIONS
            and all(per_fact[fact] < MAX_RULES_PER_FACT for fact in facts)
        )
        if shard and not fits:
            yield tuple(shard)
            shard, per_fact, conditions = [], Counter(), set()
        shard.append(rule)
        per_fact.update(test.fact for test in rule.when)
        conditions.update(rule.when)
    if shard:
        yield tuple(shard)


def _gaps(tests: Iterable[Within]) -> list[tuple[int | None, int | None]]:
    """Return the closed intervals of integers that no test covers.

    To the engine, a batch with a fact that matches no rule is a failure; rules without conclusion take those values.
    """
    low_end, high_end = -INT64, INT64
    spans = sorted(
        (low_end if t.at_least is None else t.at_least, high_end if t.at_most is None else t.at_most) for t in tests
    )
    gaps, free = [], low_end
    for low, high in spans:
        if low > free:
            gaps.append((free, low - 1))
        free = max(free, high + 1)
    if free <= high_end:
        gaps.append((free, high_end))
    return [(None if low == low_end else low, None if high == high_end else high) for low, high in gaps]


def _pattern(subject: str, low: int | None, high: int | None) -> dict[str, object]:
    conditions: list[dict[str, object]] = [{"s": subject}]
    if low is not None:
        conditions.append({"$gte": {"v": low}})
    if high is not None:
        conditions.append({"$lte": {"v": high}})
    return {"$and": conditions} if len(conditions) > 1 else conditions[0]


def _opening(subject: str) -> str:
    """Return a fact's JSON up to its value; what follows is the session's."""
    return f'{{"id":"{subject}","s":"{subject}","v":'


SENTINEL_FACT = f"{_opening(SENTINEL)}1"


class _Ruleset:
    """Some rules of one stratum as a Rete network. Facts are `{"id", "s": subject number, "v": value, "sid"}`."""

    def __init__(self, rules: tuple[Rule, ...]) -> None:
        self._rules = rules
        # What a rule concludes is the same in every run, so it is made once. Names sort in the order of the program.
        self._conclusions = {
            f"r{number:04}": Conclusion(rule.then, rule.value, rule, tuple(test.fact for test in rule.when))
            for number, rule in enumerate(rules)
        }
        reads = dict.fromkeys(test.fact for rule in rules for test in rule.when)
        self._subjects = {key: str(number) for number, key in enumerate(reads)}
        self._openings = {key: _opening(subject) for key, subject in self._subjects.items()}
        self._handle = self._create()
        # Not at the end of the process: the C module may be gone by then, and the memory goes with the process anyway.
        weakref.finalize(self, rete.delete_ruleset, self._handle).atexit = False

    def _create(self) -> int:
        definition: dict[str, object] = {}
        for name, rule in zip(self._conclusions, self._rules, strict=True):
            patterns = [
                {f"a{n}": _pattern(self._subjects[test.fact], test.at_least, test.at_most)}
                for n, test in enumerate(rule.when)
            ]
            definition[name] = {"all": patterns, "pri": 1}
        for key, subject in self._subjects.items():
            for number, gap in enumerate(_gaps(test for rule in self._rules for test in rule.when if test.fact == key)):
                definition[f"g{subject}x{number}"] = {"all": [{"a": _pattern(subject, *gap)}], "pri": 1}
        definition[SENTINEL] = {"all": [{"a": {"s": SENTINEL}}], "pri": LAST}
        try:
            return int(rete.create_ruleset(f"stratum{next(_names)}", json.dumps(definition)))
        except Exception as error:
            raise InferenceError("inference.build", rule=self._rules[0].name, reason=str(error)) from error

    def fire(self, facts: Mapping[Key, int]) -> list[Conclusion]:
        """Return what the rules that fire conclude, in the order of the program."""
        observed = []
        for key, opening in self._openings.items():
            value = facts.get(key)
            if value is not None:
                if not -INT64 < value < INT64:
                    raise InferenceError("inference.too_large", value=str(value))
                observed.append(f"{opening}{value}")
        if not observed:
            return []
        session = f"s{next(_sessions)}"
        # JSON put together by hand: ids are ours and values are integers, so nothing needs escaping, and what stands
        # before a value was written when the ruleset was made.
        closing = f',"sid":"{session}"}}'
        batch = f"{closing},".join([*observed, SENTINEL_FACT])
        names = self._matches(f"[{batch}{closing}]", session)
        return [self._conclusions[name] for name in sorted(names) if name in self._conclusions]

    def _matches(self, batch: str, session: str) -> list[str]:
        """Assert one batch and return the names of the rules that matched, the sentinel's last."""
        names: list[str] = []
        try:
            code, state = rete.assert_facts(self._handle, batch)
            if code != 0:
                raise InferenceError("inference.refused", number=str(code), rule=self._rules[0].name)
            started = rete.start_action_for_state(self._handle, state)
            match = started[1] if started else None
            while match is not None:
                # A match begins with its rule's name; the rest repeats the facts, which are known, and is not parsed.
                names.append(match[2 : match.index('"', 2)])
                match = rete.complete_and_start_action(self._handle, state)
        except rete.error as error:
            raise InferenceError("inference.failed", rule=self._rules[0].name, reason=str(error)) from error
        finally:
            if names:
                rete.delete_state(self._handle, session)
        # The sentinel has the last priority, so it comes when all others are through. A run that stopped early, dropped
        # the batch or went round twice looks like an ordinary one in all else.
        if not names or names[-1] != SENTINEL or names.count(SENTINEL) != 1:
            raise InferenceError("inference.unfinished", rule=self._rules[0].name)
        return names
