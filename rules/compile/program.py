"""The rule program: facts, rules, exact formulas and strata, to which every framework compiles.

A fact is a `Key` with an integer value. One that is absent is *missing*: no rule sees it, and a formula that needs it
concludes nothing. Rules test facts of lower strata only, so the order in which they fire cannot matter.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING, ClassVar, Literal, NamedTuple, TypeAlias

from chamdiem.rules.compile.rescaling import Rounding, round_to_step

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from chamdiem.rules.compile.exact import Agreed, Exact
    from chamdiem.rules.compile.rescaling import Rescaling


# A tuple, not a dataclass like the other values: facts are looked up by it millions of times, and a tuple hashes in C.
class Key(NamedTuple):
    """Names one fact: what kind of statement it is, and of what."""

    kind: str
    subject: str = ""

    @classmethod
    def read(cls, text: str) -> Key:
        """Return the key that `str` made a text of: what a ledger kept comes back by this."""
        kind, _, subject = text.partition(" ")
        return cls(kind, subject)

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}" if self.subject else self.kind


class Within(NamedTuple):
    """Holds when the fact is known and lies in the closed interval; an end that is None is open."""

    fact: Key
    at_least: int | None = None
    at_most: int | None = None

    def holds(self, value: int) -> bool:
        """Tell whether a known value passes."""
        return (self.at_least is None or value >= self.at_least) and (self.at_most is None or value <= self.at_most)


Owner = Literal["field", "measure", "criterion", "group", "total", "rating", "gate", "cap", "finding", "history"]
_LISTS = frozenset({"choose", "bands", "unless", "exception", "levels", "not_applicable"})


class Origin(NamedTuple):
    """The place in the regulation from which a rule or a formula was written, so that nobody takes its name apart.

    `of` says whose id `owner` is; of a gate it is its rating's, and where no rating is given there is none. `way` is
    the key in it (choose, bands, unless, levels, holds, judged, checklist, additions, deductions, not_applicable), or
    what is made of it: applies, reaches, of a formula the kind of its fact; `exception` and `condition` are what
    `unless` and `holds` test. `place` is the place in a list, `part` the id of a part of a checklist, of an addition or
    of a deduction. Where a rule says that something is met or that it is not (a condition, a yes, a part), `met` tells
    which. `steps` lead on into the condition. `under` leads to what has the way: the id of a part of the criterion,
    `choose` and the place of a line; it is empty where that is the owner itself.
    """

    of: Owner
    owner: str
    way: str = ""
    place: int = 0
    part: str = ""
    met: bool | None = None
    steps: tuple[str | int, ...] = ()
    under: tuple[str | int, ...] = ()

    def within(self, *steps: str | int) -> Origin:
        """Return a place further inside."""
        return self._replace(steps=(*self.steps, *steps))

    @property
    def name(self) -> str:
        """The place as one word. Ledgers and derivations show it, so it never changes; nothing is found out by it."""
        if self.of in {"measure", "criterion"}:
            head: tuple[str | int, ...] = (self.owner, *self.under, self.part or self.way)
        else:
            head = (self.way or self.of, self.owner or "none")
        number = (self.place,) if self.way in _LISTS or self.of == "gate" else ()
        words = ("no", "yes") if self.way == "judged" else ("false", "true")
        truth = () if self.met is None else (words[self.met],)
        return "/".join(map(str, (*head, *number, *self.steps, *truth)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """When every test holds, `then` is concluded with `value`. `clause` names the place in the regulation.

    `name` is that of the origin, numbered where several rules have the same one.
    """

    name: str
    origin: Origin
    when: tuple[Within, ...]
    then: Key
    value: int
    clause: str = ""


class Term(NamedTuple):
    """One summand of a `Linear`: factor times the fact, or times `default` where the fact is missing."""

    factor: int
    fact: Key
    default: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Linear:
    """A sum: constant + Σ factor·fact, held within [at_least, at_most]; missing if a term without default is."""

    name: ClassVar[str] = "linear"
    origin: Origin
    then: Key
    terms: tuple[Term, ...]
    constant: int = 0
    at_least: int | None = None
    at_most: int | None = None
    clause: str = ""

    @property
    def reads(self) -> tuple[Key, ...]:
        """The facts that the formula may use."""
        return tuple(term.fact for term in self.terms)

    def evaluate(self, facts: Mapping[Key, int]) -> int | None:
        """Return the exact value, or None when it is missing."""
        total = self.constant
        for factor, fact, default in self.terms:
            value = facts.get(fact, default)
            if value is None:
                return None
            total += factor * value
        if self.at_least is not None:
            total = max(total, self.at_least)
        if self.at_most is not None:
            total = min(total, self.at_most)
        return total


@dataclass(frozen=True, slots=True, kw_only=True)
class Fraction:
    """A quotient: numerator·scale / denominator, made an integer by `rounding`; missing if it cannot be made.

    `marked` keeps the order of a ratio x against every whole threshold K: it gives 2·⌊x⌋, plus 1 when x is not
    whole, so that x ≥ K ⇔ v ≥ 2K, x > K ⇔ v > 2K, x ≤ K ⇔ v ≤ 2K and x < K ⇔ v < 2K. The others round to a
    multiple of `step`.
    """

    name: ClassVar[str] = "fraction"
    origin: Origin
    then: Key
    numerator: Key
    denominator: Key
    scale: int
    rounding: Rounding
    step: int = 1
    clause: str = ""

    @property
    def reads(self) -> tuple[Key, ...]:
        """The facts that the formula may use."""
        return (self.numerator, self.denominator)

    def evaluate(self, facts: Mapping[Key, int]) -> int | None:
        """Return the exact value, or None when it is missing."""
        top, bottom = facts.get(self.numerator), facts.get(self.denominator)
        if top is None or bottom is None or bottom <= 0:
            return None
        # Cross-multiplying at each threshold would be as exact, but a rule tests one integer against constants, and
        # that is all the engine is trusted with. One bit for "not whole" is what a threshold cannot tell from the whole
        # part.
        if self.rounding == "marked":
            whole, rest = divmod(top * self.scale, bottom)
            return 2 * whole + (1 if rest else 0)
        return round_to_step(top * self.scale, bottom, self.step, self.rounding)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pick:
    """What the selector's value points at: a fact, or a whole number; missing if the selector or that fact is."""

    name: ClassVar[str] = "pick"
    origin: Origin
    then: Key
    selector: Key
    options: tuple[tuple[int, Key | int], ...]
    clause: str = ""

    @property
    def reads(self) -> tuple[Key, ...]:
        """The facts that the formula may use."""
        return (self.selector, *(option for _, option in self.options if isinstance(option, Key)))

    def evaluate(self, facts: Mapping[Key, int]) -> int | None:
        """Return the exact value, or None when it is missing."""
        chosen = facts.get(self.selector)
        for value, option in self.options:
            if value == chosen:
                return facts.get(option) if isinstance(option, Key) else option
        return None


class Guarded(NamedTuple):
    """One thing that may still become of a fact: it counts unless all tests of one of the alternatives hold."""

    value: Key | int
    unless: tuple[tuple[Within, ...], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Extreme:
    """The lowest, or highest, of the options that are not known to be out; `default` where all of them are."""

    name: ClassVar[str] = "extreme"
    origin: Origin
    then: Key
    highest: bool
    options: tuple[Guarded, ...]
    default: int | None = None
    clause: str = ""

    @property
    def reads(self) -> tuple[Key, ...]:
        """The facts that the formula may use."""
        values = [option.value for option in self.options if isinstance(option.value, Key)]
        tested = [test.fact for option in self.options for tests in option.unless for test in tests]
        return tuple(dict.fromkeys([*values, *tested]))

    def evaluate(self, facts: Mapping[Key, int]) -> int | None:
        """Return the exact value, or None when it is missing."""
        known: list[int] = []
        for option, unless in self.options:
            # Known to be out, not "not known to be in": while a test is missing the option stays, so a bound can only
            # narrow as facts come in.
            for tests in unless:
                if all_hold(tests, facts):
                    break
            else:
                value = facts.get(option) if isinstance(option, Key) else option
                if value is None:
                    return None
                known.append(value)
        return (max if self.highest else min)(known, default=self.default)


def all_hold(tests: tuple[Within, ...], facts: Mapping[Key, int]) -> bool:
    """Tell whether all tests hold; none does of a missing fact."""
    # a plain loop: every meeting runs hundreds of them, and a search millions
    for fact, low, high in tests:
        value = facts.get(fact)
        if value is None or (low is not None and value < low) or (high is not None and value > high):
            return False
    return True


Formula: TypeAlias = "Linear | Fraction | Pick | Extreme | Rescaling | Exact | Agreed"
"""Each bears the `name` by which derivations call it, whatever its class is called."""


Step: TypeAlias = "tuple[Key, tuple[Rule, ...] | Formula]"
"""A fact, and what concludes it: rules, which should agree, or one formula."""


def reads(by: tuple[Rule, ...] | Formula) -> Iterable[Key]:
    """Return the facts from which rules or a formula conclude."""
    return dict.fromkeys(test.fact for rule in by for test in rule.when) if isinstance(by, tuple) else by.reads


@dataclass(frozen=True, slots=True)
class Stratum:
    """Rules that only read what stands before them, then formulas in an order in which each finds its inputs."""

    steps: tuple[Step, ...]

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules, those of one fact together."""
        return tuple(rule for _, by in self.steps if isinstance(by, tuple) for rule in by)

    @property
    def formulas(self) -> tuple[Formula, ...]:
        """The formulas, in their order."""
        return tuple(by for _, by in self.steps if not isinstance(by, tuple))


class ProgramError(ValueError):
    """The rules and formulas do not make a program: a circle of facts, or a fact concluded in two ways."""

    def __init__(self, *keys: Key) -> None:
        self.keys = keys
        super().__init__(" → ".join(map(str, keys)))


@dataclass(frozen=True)  # without slots, so that what follows from it is worked out once
class Program:
    """Strata in the order in which they run, and the facts that must come from outside."""

    strata: tuple[Stratum, ...]
    inputs: frozenset[Key]

    @property
    def steps(self) -> tuple[Step, ...]:
        """Every step, in an order in which each finds its inputs."""
        return tuple(step for stratum in self.strata for step in stratum.steps)

    @cached_property
    def by(self) -> Mapping[Key, tuple[Rule, ...] | Formula]:
        """By fact, what concludes it."""
        return dict(self.steps)

    @property
    def rules(self) -> Iterator[Rule]:
        """Every rule, lowest stratum first."""
        return (rule for stratum in self.strata for rule in stratum.rules)

    @property
    def formulas(self) -> Iterator[Formula]:
        """Every formula, lowest stratum first."""
        return (formula for stratum in self.strata for formula in stratum.formulas)


def stratify(rules: Iterable[Rule], formulas: Iterable[Formula]) -> Program:
    """Lay rules and formulas out in as few strata as their inputs allow.

    A formula joins the stratum of its newest input; rules that conclude a fact stand one above theirs.

    Raises:
        ProgramError: a fact depends on itself, or is concluded in two ways.
    """
    by_rules: dict[Key, list[Rule]] = defaultdict(list)
    for rule in rules:
        by_rules[rule.then].append(rule)
    made: dict[Key, tuple[Rule, ...] | Formula] = {then: tuple(group) for then, group in by_rules.items()}
    for formula in formulas:
        # Rules may conclude one fact together (each band does); a formula concludes it alone, or its order would
        # matter.
        if formula.then in made:
            raise ProgramError(formula.then)
        made[formula.then] = formula
    try:
        # Strata in place of negation or priorities: a rule that needs a fact to be 0, or still open, waits until all
        # that could conclude it has run. So "firing order cannot matter" holds by construction and is not a property to
        # be hoped for.
        order = list(TopologicalSorter({then: set(reads(by)) for then, by in made.items()}).static_order())
    except CycleError as error:
        raise ProgramError(*error.args[1]) from error
    level: dict[Key, int] = {}
    for key in order:
        below = max((level[read] for read in reads(made[key])), default=0) if key in made else 0
        level[key] = below + 1 if key in by_rules else below
    keys = (*by_rules, *(key for key in order if key in made and key not in by_rules))
    strata = tuple(
        Stratum(tuple((key, made[key]) for key in keys if level[key] == n))
        for n in range(max(level.values(), default=0) + 1)
    )
    return Program(strata, frozenset(key for key in order if key not in made))


def with_given(program: Program, given: Collection[Key]) -> Program:
    """Return a program in which some facts come from outside, too: what would conclude them is left out."""
    rules = (rule for rule in program.rules if rule.then not in given)
    made = stratify(rules, (formula for formula in program.formulas if formula.then not in given))
    # those that nothing reads any more, too: a record has or lacks them all the same
    return replace(made, inputs=program.inputs.union(given))


_RULED = frozenset({"award", "treatment", "chosen", "part"})
"""Kinds of facts that rules alone conclude; where none can, a program has them from outside, and nobody gives them."""


def needs(program: Program, *, bounding: bool = True) -> Mapping[Key, tuple[Key, ...]]:
    """Return, for every fact of a program, the facts from outside and the measures on which it may depend, in order.

    Without `bounding` those are left out that only bound what is missing, and decide nothing once it is there.
    """
    # points that nothing can give, as those on an answer that a layer is not asked for, need nothing from outside
    found: dict[Key, dict[Key, None]] = {key: {} if key.kind in _RULED else {key: None} for key in program.inputs}
    for then, by in program.steps:
        idle: frozenset[Key] = frozenset() if bounding else getattr(by, "bounding", frozenset())
        found[then] = {need: None for read in reads(by) if read not in idle for need in found[read]}
        found[then] |= dict.fromkeys(getattr(by, "measures", ()))
        # a bounded measure is told of by its ends; whoever lacks them lacks the measure
        if then.kind in {"measure", "measure_least", "measure_most"}:
            found[then][Key("measure", then.subject)] = None
    return {key: tuple(needed) for key, needed in found.items()}
