"""A rule program as one query: a column for every fact, made level by level from those that a table has.

A fact that is missing is NULL. Which rule concluded a fact is decided first, and its value is that of the rule.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, assert_never

from chamdiem.engine.bulk.columns import Columns
from chamdiem.engine.bulk.numbers import NumberColumns
from chamdiem.rules.compile.exact import Agreed, Exact
from chamdiem.rules.compile.literals import merge
from chamdiem.rules.compile.program import Extreme, Fraction, Key, Linear, Pick
from chamdiem.rules.compile.rescaling import Rescaling

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from chamdiem.engine.bulk.dialects import Dialect
    from chamdiem.rules.compile.program import Formula, Guarded, Program, Rule
    from chamdiem.rules.compile.rescaling import Share

CONFLICT = "conflict"
"""The column that tells of a row on which two rules disagree: nothing of it counts."""
_BY = "by "


def rule_column(key: Key) -> str:
    """Return the column that has the number of the rule which concluded a fact, counted from 0 among the fact's own."""
    return f"{_BY}{key}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What makes facts of a table. `text` has {source} in the place of the table's name.

    The table has a column for every one of `inputs`, named by it, of whole numbers; and those that are only `kept`.
    The result has the kept ones, the `facts`, the numbers of the `rules` that concluded them, and `conflict`.
    """

    text: str
    inputs: tuple[Key, ...]
    kept: tuple[str, ...]
    facts: tuple[Key, ...]
    rules: tuple[Key, ...]


def query_of(
    program: Program,
    dialect: Dialect,
    *,
    kept: Sequence[str] = (),
    wanted: Collection[Key] | None = None,
    with_rules: bool = False,
) -> Query:
    """Return the query that concludes what is wanted of a program (None: all of it) for every row of a table."""
    inputs = tuple(sorted(program.inputs))
    columns = Columns(dialect, inputs)
    writing = _Writing(columns)
    for then, by in program.steps:
        writing.put(then, by)
    made = program.by
    facts = tuple(made) if wanted is None else tuple(then for then in wanted if then in made)
    rules = tuple(then for then in facts if then in writing.ruled) if with_rules else ()
    asked = [
        *map(dialect.named, kept),
        *map(columns.of, facts),
        *(dialect.named(rule_column(each)) for each in rules),
        f"{writing.conflict()} AS {dialect.named(CONFLICT)}",
    ]
    return Query(
        text=_text(columns, dialect, tuple(dict.fromkeys((*kept, *map(str, inputs)))), asked),
        inputs=inputs,
        kept=tuple(kept),
        facts=facts,
        rules=rules,
    )


def _text(columns: Columns, dialect: Dialect, given: Sequence[str], asked: Sequence[str]) -> str:
    """Return the text: one part for every level, which passes on what the ones before it made."""
    known = ", ".join(map(dialect.named, given)) or "1 AS nothing"
    parts, last = [f"level0 {dialect.step} (\nSELECT {_literally(known)} FROM {{source}}\n)"], "level0"
    for number, level in enumerate(columns.levels(), start=1):
        made = ",\n  ".join(f"{each.sql} AS {each.name}" for each in level)
        parts.append(f"level{number} {dialect.step} (\nSELECT *,\n  {_literally(made)}\nFROM {last}\n)")
        last = f"level{number}"
    return f"WITH {', '.join(parts)}\nSELECT {_literally(', '.join(asked))} FROM {last}"


def _literally(sql: str) -> str:
    """Return a text of which nothing is filled in."""
    return sql.replace("{", "{{").replace("}", "}}")


class _Writing:
    """Makes the columns of facts. `ruled` are those that rules conclude."""

    def __init__(self, columns: Columns) -> None:
        self._columns, self._dialect = columns, columns.dialect
        self._numbers = NumberColumns(columns)
        self._conflicts: list[str] = []
        self.ruled: set[Key] = set()

    def conflict(self) -> str:
        """Return what tells of a row on which two rules disagree."""
        return " OR ".join(self._conflicts) or "FALSE"

    def put(self, then: Key, by: tuple[Rule, ...] | Formula) -> None:
        """Make the column of a fact."""
        match by:
            case tuple():
                self._put_rules(then, by)
            case Linear():
                self._put(then, self._sum(by), by)
            case Fraction():
                self._put(then, self._fraction(by), by)
            case Pick():
                self._put(then, self._pick(by), by)
            case Extreme():
                self._put(then, self._extreme(by), by)
            case Exact():
                self._numbers.put_exact(by)
            case Agreed():
                least, most = map(self._columns.of, by.reads)
                self._put(then, f"CASE WHEN {least} = {most} THEN {least} END", by)
            case Rescaling():
                self._put(then, self._rescaled(by), by)
            case _:
                assert_never(by)

    def _put(self, then: Key, sql: str, by: Formula) -> None:
        self._columns.put(then, f"CAST({sql} AS {self._dialect.fact})", map(self._columns.of, by.reads))

    # --- rules ---

    def _put_rules(self, then: Key, rules: tuple[Rule, ...]) -> None:
        """Of rules that agree the first is the one; a row on which two disagree is told of in a column of its own."""
        self.ruled.add(then)
        reads = list(self._columns.tested(rule.when for rule in rules))
        held = [self._columns.all_hold(rule.when) for rule in rules]
        ways = " ".join(f"WHEN {test} THEN {number}" for number, test in enumerate(held))
        number = self._columns.put(rule_column(then), f"CASE {ways} END", reads)
        values = " ".join(f"WHEN {place} THEN {rule.value}" for place, rule in enumerate(rules))
        self._columns.put(then, f"CAST(CASE {number} {values} END AS {self._dialect.fact})", (number,))
        pairs = [f"({held[one]} AND {held[other]})" for one, other in _disagreeing(rules)]
        if pairs:
            clash = f"COALESCE({' OR '.join(pairs)}, FALSE)"
            self._conflicts.append(self._columns.put(f"{CONFLICT} {then}", clash, reads))

    # --- formulas ---

    def _sum(self, formula: Linear) -> str:
        terms = [str(formula.constant)]
        for factor, fact, default in formula.terms:
            column = self._columns.of(fact)
            terms.append(f"{factor} * {column if default is None else f'COALESCE({column}, {default})'}")
        total = f"({' + '.join(terms)})"
        # greatest() would make a number of one that is missing
        low = "" if formula.at_least is None else f"WHEN {total} < {formula.at_least} THEN {formula.at_least} "
        high = "" if formula.at_most is None else f"WHEN {total} > {formula.at_most} THEN {formula.at_most} "
        return f"CASE {low}{high}ELSE {total} END" if low or high else total

    def _fraction(self, formula: Fraction) -> str:
        top, bottom = map(self._columns.of, formula.reads)
        above = f"({self._dialect.widened(top)} * {formula.scale})"
        if formula.rounding == "marked":
            rest = f"CASE WHEN {self._dialect.has_rest(above, bottom)} THEN 1 ELSE 0 END"
            made = f"2 * {self._dialect.floored(above, bottom)} + {rest}"
        else:
            made = self._numbers.to_step(above, bottom, formula.step, formula.rounding)
        return f"CASE WHEN {bottom} > 0 THEN {made} END"

    def _pick(self, formula: Pick) -> str:
        options = " ".join(f"WHEN {value} THEN {self._value(option)}" for value, option in formula.options)
        return f"CASE {self._columns.of(formula.selector)} {options} END" if options else "NULL"

    def _value(self, value: Key | int) -> str:
        return str(value) if isinstance(value, int) else self._columns.of(value)

    def _extreme(self, formula: Extreme) -> str:
        """Of options that are numbers the farthest comes first; a fact among them has to be compared."""
        default = "NULL" if formula.default is None else str(formula.default)
        if all(isinstance(option.value, int) for option in formula.options):
            farthest = sorted(formula.options, key=_number_of, reverse=formula.highest)
            options = " ".join(f"WHEN {self._is_open(option)} THEN {option.value}" for option in farthest)
            return f"CASE {options} ELSE {default} END" if options else default
        taken = [f"CASE WHEN {self._is_open(each)} THEN {self._value(each.value)} END" for each in formula.options]
        unknown = " OR ".join(
            f"({self._is_open(each)} AND {self._columns.of(each.value)} IS NULL)"
            for each in formula.options
            if isinstance(each.value, Key)
        )
        function = "greatest" if formula.highest else "least"
        found = f"{function}({', '.join(taken)})" if len(taken) > 1 else taken[0]
        return f"CASE WHEN {unknown} THEN NULL ELSE COALESCE({found}, {default}) END"

    def _is_open(self, option: Guarded) -> str:
        return f"NOT COALESCE({self._columns.any_holds(option.unless)}, FALSE)" if option.unless else "TRUE"

    # --- bringing back to the full scale ---

    def _rescaled(self, formula: Rescaling) -> str:
        """The farthest quotient takes in what lies beyond some share of what may count: each of them is tried."""
        known = " AND ".join(f"{self._columns.of(key)} IS NOT NULL" for key in formula.reads)
        tops, bottoms = [self._columns.of(formula.points)], [str(formula.maximum)]
        for share in formula.shares:
            counts = f"{self._columns.of(share.most)} <> 0 AND {self._columns.of(share.least)} <> 0"
            tops.append(f"CASE WHEN {counts} THEN {self._columns.of(share.points)} ELSE 0 END")
            bottoms.append(f"CASE WHEN {counts} THEN {share.maximum} ELSE 0 END")
        sure = f"({' + '.join(tops)})", f"({' + '.join(bottoms)})"
        function = "greatest" if formula.highest else "least"

        def farthest(tried: Sequence[str], *given: str) -> str:
            several = [*given, *tried]
            return f"{function}({', '.join(several)})" if len(several) > 1 else several[0]

        usual = farthest(list(self._tried(formula, *sure)))
        begun = [
            f"CASE WHEN {self._may_count(first)} THEN {each} END"
            for first in formula.shares
            for each in self._tried(
                formula, f"({sure[0]} + {self._columns.of(first.points)})", str(first.maximum), without=first
            )
        ]
        if formula.maximum > 0 or not formula.shares:
            return f"CASE WHEN {known} THEN {usual if formula.maximum > 0 else '0'} END"
        return f"CASE WHEN {known} THEN CASE WHEN {sure[1]} > 0 THEN {usual} ELSE {farthest(begun, '0')} END END"

    def _may_count(self, share: Share) -> str:
        return f"({self._columns.of(share.most)} <> 0 AND {self._columns.of(share.least)} = 0)"

    def _tried(self, formula: Rescaling, top: str, bottom: str, without: Share | None = None) -> Iterator[str]:
        """Yield the quotients, rounded, that come of adding nothing, or all that lie as far as one of the shares."""
        others = [each for each in formula.shares if each is not without]
        yield self._scaled(formula, top, bottom)
        for limit in others:
            joined = [(each, self._lies_beyond(each, limit, highest=formula.highest)) for each in others]
            above = [f"CASE WHEN {test} THEN {self._columns.of(each.points)} ELSE 0 END" for each, test in joined]
            below = [f"CASE WHEN {test} THEN {each.maximum} ELSE 0 END" for each, test in joined]
            made = self._scaled(formula, f"({top} + {' + '.join(above)})", f"({bottom} + {' + '.join(below)})")
            yield f"CASE WHEN {self._may_count(limit)} THEN {made} END"

    def _lies_beyond(self, share: Share, limit: Share, *, highest: bool) -> str:
        one = f"{self._columns.of(share.points)} * {limit.maximum}"
        other = f"{self._columns.of(limit.points)} * {share.maximum}"
        return f"{self._may_count(share)} AND {one} {'>=' if highest else '<='} {other}"

    def _scaled(self, formula: Rescaling, top: str, bottom: str) -> str:
        above = f"({self._dialect.widened(top)} * {formula.scale})"
        return self._numbers.to_step(above, bottom, formula.step, formula.rounding)


def _number_of(option: Guarded) -> int:
    return option.value if isinstance(option.value, int) else 0


def _disagreeing(rules: Sequence[Rule]) -> Iterator[tuple[int, int]]:
    """Yield the places of rules of which both may hold and whose values differ."""
    for (one, first), (other, second) in combinations(enumerate(rules), 2):
        if first.value != second.value and merge((*first.when, *second.when)) is not None:
            yield one, other
