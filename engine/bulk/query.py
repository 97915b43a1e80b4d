"""A rule program as one query: a column for every fact, made level by level from those that a table has.

A fact that is missing is NULL. Which rule concluded a fact is decided first, and its value is that of the rule.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

from chamdiem.engine.bulk.asked import disagreeing, left_to_ask
from chamdiem.engine.bulk.columns import FULL, NARROW, Columns, QuotientColumns
from chamdiem.engine.bulk.numbers import NumberColumns, held_whole
from chamdiem.engine.bulk.ranges import range_of_sum, range_on_the_way, ranges
from chamdiem.rules.compile.exact import Agreed, Exact
from chamdiem.rules.compile.program import Extreme, Fraction, Key, Linear, Pick
from chamdiem.rules.compile.rescaling import Rescaling

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from chamdiem.engine.bulk.columns import MadeColumn
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

    The table has a column for every one of `inputs`, named by it, of whole numbers however wide; and those that are
    only `kept`.
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
    columns = Columns(dialect, inputs, ranges(program))
    writing = _Writing(columns)
    for then, by in program.steps:
        writing.put(then, by)
    made = program.by
    facts = tuple(made) if wanted is None else tuple(then for then in wanted if then in made)
    rules = tuple(then for then in facts if then in writing.ruled) if with_rules else ()
    asked = [*map(columns.of, facts), *(dialect.named(rule_column(each)) for each in rules)]
    conflict = " OR ".join(writing.conflicts) or "FALSE"
    given = set(map(columns.of, inputs))
    text = _text(
        dialect,
        tuple(columns.levels((*asked, *writing.conflicts))),
        [*(named for each in kept if (named := dialect.named(each)) not in given), *map(columns.given, inputs)],
        [
            *map(dialect.named, kept),
            *asked,
            f"{conflict} AS {dialect.named(CONFLICT)}",
        ],
    )
    return Query(
        text=text,
        inputs=inputs,
        kept=tuple(kept),
        facts=facts,
        rules=rules,
    )


def _text(dialect: Dialect, levels: Sequence[Sequence[MadeColumn]], given: Sequence[str], asked: Sequence[str]) -> str:
    """Return the text: one part for every level, which passes on what the ones before it made."""
    known = ", ".join(given) or "1 AS nothing"
    parts, last = [f"level0 {dialect.step} (\nSELECT {_literally(known)} FROM {{source}}\n)"], "level0"
    for number, level in enumerate(levels, start=1):
        made = ",\n  ".join(f"{each.sql} AS {each.name}" for each in level)
        parts.append(f"level{number} {dialect.step} (\nSELECT *,\n  {_literally(made)}\nFROM {last}\n)")
        last = f"level{number}"
    return f"WITH {', '.join(parts)}\nSELECT {_literally(', '.join(asked))} FROM {last}"


def _literally(sql: str) -> str:
    """Return a text of which nothing is filled in."""
    return sql.replace("{", "{{").replace("}", "}}")


class _Writing:
    """Makes the columns of facts. `ruled` are those that rules conclude.

    `conflicts` are the columns that tell of rows on which two rules disagree.
    """

    def __init__(self, columns: Columns) -> None:
        self._columns, self._dialect = columns, columns.dialect
        self._numbers = NumberColumns(columns)
        self.conflicts: list[str] = []
        self.ruled: set[Key] = set()

    def put(self, then: Key, by: tuple[Rule, ...] | Formula) -> None:
        """Make the column of a fact."""
        match by:
            case tuple():
                self._put_rules(then, by)
            case Linear():
                self._put_sum(then, by)
            case Fraction():
                self._put_fraction(then, by)
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
        self._columns.put(then, f"CAST({sql} AS {self._columns.type_of(then)})", map(self._columns.of, by.reads))

    # --- rules ---

    def _put_rules(self, then: Key, rules: tuple[Rule, ...]) -> None:
        """Of rules that agree the first is the one; a row on which two disagree is told of in a column of its own."""
        self.ruled.add(then)
        reads = list(self._columns.tested(rule.when for rule in rules))
        asked = map(self._columns.all_hold, left_to_ask([rule.when for rule in rules]))
        ways = " ".join(f"WHEN {test} THEN {number}" for number, test in enumerate(asked))
        number = self._columns.put(rule_column(then), f"CASE {ways} END", reads)
        values = " ".join(f"WHEN {place} THEN {rule.value}" for place, rule in enumerate(rules))
        self._columns.put(then, f"CAST(CASE {number} {values} END AS {self._columns.type_of(then)})", (number,))
        pairs = list(map(self._columns.all_hold, disagreeing(rules)))
        if pairs:
            clash = f"COALESCE({' OR '.join(f'({pair})' for pair in pairs)}, FALSE)"
            self.conflicts.append(self._columns.put(f"{CONFLICT} {then}", clash, reads))

    # --- formulas ---

    def _put_sum(self, then: Key, formula: Linear) -> None:
        known = self._columns.ranges
        total, held = self._sum(formula), range_of_sum(formula, known)
        # greatest() would make a number of one that is missing
        low = formula.at_least if formula.at_least is not None and held.least < formula.at_least else None
        high = formula.at_most if formula.at_most is not None and held.most > formula.at_most else None
        reads: Iterable[str] = map(self._columns.of, formula.reads)
        if (low, high) != (None, None) and len(formula.terms) > 1:
            total = self._columns.put(f"~sum {then}", total, reads)
            reads = (total,)
        self._columns.put(then, f"CAST({held_whole(total, low, high)} AS {self._columns.type_of(then)})", reads)

    def _sum(self, formula: Linear) -> str:
        is_narrow = range_on_the_way(formula, self._columns.ranges).fits(NARROW)
        column = self._columns.of if is_narrow else self._columns.full
        terms = [str(formula.constant)] if formula.constant or not formula.terms else []
        for factor, fact, default in formula.terms:
            own = column(fact) if default is None else f"COALESCE({column(fact)}, {default})"
            terms.append(own if factor == 1 else f"{factor} * {own}")
        return f"({' + '.join(terms)})"

    def _put_fraction(self, then: Key, formula: Fraction) -> None:
        reads = tuple(map(self._columns.of, formula.reads))
        above, below = map(self._columns.full, formula.reads)
        over, under = (self._columns.ranges[key] for key in formula.reads)
        scaled = f"{above} * {formula.scale}"
        if not over.times(formula.scale).fits(FULL):
            scaled = self._dialect.times(above, formula.scale)
        top = self._columns.put(f"~top {then}", scaled, reads[:1])
        bottom = self._columns.put(f"~bottom {then}", f"CASE WHEN {below} > 0 THEN {below} END", reads[1:])
        if formula.rounding == "marked":
            self._columns.put_quotient(then, QuotientColumns(top, bottom, max(under.most, 1)))
            rest = f"CASE WHEN {self._dialect.has_rest(top, bottom)} THEN 1 ELSE 0 END"
            made = f"2 * {self._dialect.floored(top, bottom)} + {rest}"
        else:
            made = self._numbers.to_step(self._dialect.widened(top), bottom, formula.step, formula.rounding)
        self._columns.put(then, f"CAST({made} AS {self._dialect.fact})", (top, bottom))

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
        tops, bottoms = [self._columns.full(formula.points)], [str(formula.maximum)]
        for share in formula.shares:
            counts = f"{self._columns.of(share.most)} <> 0 AND {self._columns.of(share.least)} <> 0"
            tops.append(f"CASE WHEN {counts} THEN {self._columns.full(share.points)} ELSE 0 END")
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
                formula, f"({sure[0]} + {self._columns.full(first.points)})", str(first.maximum), without=first
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
            above = [f"CASE WHEN {test} THEN {self._columns.full(each.points)} ELSE 0 END" for each, test in joined]
            below = [f"CASE WHEN {test} THEN {each.maximum} ELSE 0 END" for each, test in joined]
            made = self._scaled(formula, f"({top} + {' + '.join(above)})", f"({bottom} + {' + '.join(below)})")
            yield f"CASE WHEN {self._may_count(limit)} THEN {made} END"

    def _lies_beyond(self, share: Share, limit: Share, *, highest: bool) -> str:
        one = f"{self._columns.full(share.points)} * {limit.maximum}"
        other = f"{self._columns.full(limit.points)} * {share.maximum}"
        return f"{self._may_count(share)} AND {one} {'>=' if highest else '<='} {other}"

    def _scaled(self, formula: Rescaling, top: str, bottom: str) -> str:
        above = f"({self._dialect.widened(top)} * {formula.scale})"
        return self._numbers.to_step(above, bottom, formula.step, formula.rounding)


def _number_of(option: Guarded) -> int:
    return option.value if isinstance(option.value, int) else 0
