"""Run a rule program by durable-rules, stratum by stratum, keeping how each fact was concluded.

The only module that imports durable-rules, and it uses its C module only in the corner that was found safe: integers,
one fact per observation, conjunctions of intervals, one batch at a time, closed by a sentinel. What that engine does
outside this corner (crashing, dropping facts, looping) is never relied on: every run is checked, and a run that did not
end as it must is an error.

A session lasts: after a run that ended as it must its facts are retracted, and it is as good as new. After any other it
is deleted. Runs that overlap, of several threads, never share one.
"""

from __future__ import annotations

import contextlib
import itertools
import weakref
from functools import partial
from operator import itemgetter
from typing import TYPE_CHECKING, Any

import durable_rules_engine as rete

from chamdiem.engine.scoring.conclusions import Concluded, NumberedFacts
from chamdiem.engine.scoring.formulas import concluding
from chamdiem.engine.scoring.rulesets import INT64, SENTINEL, Session, definition_of, reads_of, rule_name, shards

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from chamdiem.engine.scoring.conclusions import By
    from chamdiem.engine.scoring.formulas import Numbered
    from chamdiem.rules.compile.program import Key, Program, Rule

_names = itertools.count()


class InferenceError(RuntimeError):
    """No result: the engine failed or stopped short, or two rules disagree. `code` chooses the sentence."""

    def __init__(self, code: str, **details: str) -> None:
        self.code = code
        self.details = details
        super().__init__(f"{code} {details}")


class RuleEngine:
    """A program built once, and run for as many sets of facts as are wanted, by several threads at once if need be."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.facts = NumberedFacts(program)
        numbers = self.facts.numbers
        self._strata = [
            ([_Ruleset(rules, numbers) for rules in shards(stratum.rules)], concluding(stratum.formulas, numbers))
            for stratum in program.strata
        ]

    def run(self, given: Mapping[Key, int]) -> Concluded:
        """Return every fact that follows, the given ones included; facts that the program does not read are left out.

        Raises:
            InferenceError: a conflict between rules, or a run of the engine that did not end as it must.
        """
        return self.run_numbered([*map(given.get, self.facts.inputs)])

    def run_numbered(self, given: Sequence[int | None]) -> Concluded:
        """Return what follows of the values of `facts.inputs`, in their order; None where one is missing.

        Raises:
            InferenceError: as `run`.
        """
        missing = [None] * (len(self.facts.keys) - len(given))
        found = Concluded(self.facts, [*given, *missing])
        for rulesets, conclude in self._strata:
            for ruleset in rulesets:
                ruleset.fire(found)
            conclude(found.known)
        return found


def _conflict(first: By, second: Rule) -> InferenceError:
    name = "" if first is None else first.name
    return InferenceError("inference.conflict", fact=str(second.then), first=name, second=second.name)


class _Network:
    """A ruleset in the engine, and its sessions that lie idle: each has acted before, and holds no fact."""

    def __init__(self, definition: str) -> None:
        self.handle = int(rete.create_ruleset(f"stratum{next(_names)}", definition))
        self.idle: list[Session] = []
        # Not at the end of the process: the C module may be gone by then, and the memory goes with the process anyway.
        weakref.finalize(self, _free, self.handle, self.idle).atexit = False


def _free(handle: int, idle: Iterable[Session]) -> None:
    """Delete a ruleset, its sessions first: the engine would keep what they take."""
    for session in idle:
        with contextlib.suppress(rete.error):
            rete.delete_state(handle, session.name)
    rete.delete_ruleset(handle)


def _picking(numbers: Sequence[int]) -> Callable[[Numbered], tuple[Any, ...]]:
    """Return what picks some values; an `itemgetter` of one alone gives no tuple."""
    return itemgetter(*numbers) if len(numbers) > 1 else lambda known: (known[numbers[0]],)


class _Ruleset:
    """Some rules of one stratum."""

    def __init__(self, rules: tuple[Rule, ...], numbers: Mapping[Key, int]) -> None:
        self._rules = rules
        self._pick = _picking([numbers[key] for key in reads_of(rules)])
        # What a rule concludes is the same in every run, so it is looked up by its name.
        self._concludes = {
            rule_name(place): (numbers[rule.then], rule.value, rule, tuple(test.fact for test in rule.when))
            for place, rule in enumerate(rules)
        }
        self._sessions = itertools.count()
        self._network = self._build()

    def _build(self) -> _Network:
        try:
            return _Network(definition_of(self._rules))
        except Exception as error:
            raise InferenceError("inference.build", rule=self._rules[0].name, reason=str(error)) from error

    def fire(self, found: Concluded) -> None:
        """Put what the rules that fire conclude among what is known, with the rule and what it used."""
        values = self._pick(found.known)
        stated = values if None not in values else [value for value in values if value is not None]
        if not stated:
            return
        if min(stated) <= -INT64 or max(stated) >= INT64:
            raise InferenceError("inference.too_large", value=str(max(stated, key=abs)))
        known, by, all_uses = found.known, found.by, found.uses
        for concluded in map(self._concludes.get, sorted(self._matches(values))):
            if concluded is None:
                continue
            number, value, rule, uses = concluded
            # Rules that agree are one conclusion: the first in the order of the program.
            # A better rule does not win and the last one does not either: two values of one fact are a defect of the
            # framework, and lint finds it before any meeting does. Here it stops the scoring.
            if known[number] is None:
                known[number], by[number], all_uses[number] = value, rule, uses
            elif known[number] != value:
                raise _conflict(by[number], rule)

    def _matches(self, values: tuple[int | None, ...]) -> list[str]:
        """State the values in a session that nobody uses, and return the names of the rules that matched."""
        network = self._network
        try:
            session, has_acted = network.idle.pop(), True
        except IndexError:
            session, has_acted = Session(str(next(self._sessions)), len(values)), False
        names: list[str] = []
        is_whole = False
        try:
            stating, retracting = session.batches(values)
            self._run(network.handle, stating, names)
            rete.retract_facts(network.handle, retracting)
            is_whole = True
        except rete.error as error:
            raise InferenceError("inference.failed", rule=self._rules[0].name, reason=str(error)) from error
        finally:
            if is_whole and not network.idle:
                network.idle.append(session)
            else:
                self._delete(network, session, has_acted=has_acted or bool(names))
        return names

    def _run(self, handle: int, batch: str, names: list[str]) -> None:
        """Assert one batch and add the names of the rules that matched, the sentinel's last."""
        code, state = rete.assert_facts(handle, batch)
        if code != 0:
            raise InferenceError("inference.refused", number=str(code), rule=self._rules[0].name)
        started = rete.start_action_for_state(handle, state)
        if started:
            # A match begins with its rule's name; the rest repeats the facts, which are known, and is not parsed.
            names.append(started[1][2:5])
            names += [match[2:5] for match in iter(partial(rete.complete_and_start_action, handle, state), None)]
        # The sentinel has the last priority, so it comes when all others are through. A run that stopped early, dropped
        # the batch or went round twice looks like an ordinary one in all else.
        if not names or names[-1] != SENTINEL or names.count(SENTINEL) != 1:
            raise InferenceError("inference.unfinished", rule=self._rules[0].name)

    def _delete(self, network: _Network, session: Session, *, has_acted: bool) -> None:
        """Delete a session; where none of its actions ever ran that would crash, so its whole network is given up."""
        if has_acted:
            with contextlib.suppress(rete.error):
                rete.delete_state(network.handle, session.name)
                return
        if self._network is network:
            # Others may be running in it: it is freed once nobody holds it any more.
            self._network = self._build()
