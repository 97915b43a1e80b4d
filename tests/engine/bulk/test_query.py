"""A rule program as one query: the same facts of every row as the plain interpreter concludes of a record.

What stands for whatever a program may have is compared with arrays, too.
"""

from __future__ import annotations

from fractions import Fraction as Rational
from typing import TYPE_CHECKING

import duckdb
import psycopg
import pytest

import in_arrays
from chamdiem.engine.bulk.dialects import DIALECTS
from chamdiem.engine.bulk.query import CONFLICT, query_of, rule_column
from chamdiem.engine.bulk_runs.database import Database
from chamdiem.engine.reading.catalog import Catalog
from chamdiem.engine.scoring.inference import RuleEngine
from chamdiem.rules.compile.exact import Exact
from chamdiem.rules.compile.expressions import Constant, Farthest, Quotient, Weighted
from chamdiem.rules.compile.program import (
    Extreme,
    Fraction,
    Guarded,
    Key,
    Linear,
    Pick,
    Term,
    Within,
    stratify,
)
from chamdiem.rules.compile.rescaling import Rescaling, Share
from concluding import HERE, compare, compare_with_engine, draw, rule
from databases import running
from drawn.chance import seeded
from many_rows import chance_of
from thresholds import drawn_facts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from chamdiem.rules.compile.expressions import Number
    from chamdiem.rules.compile.program import Formula, Program
    from chamdiem.rules.compile.rescaling import Rounding

    Row = Mapping[Key, int]

DUCKDB = DIALECTS["duckdb"]
A, B, C = Key("a"), Key("b"), Key("c")


def asked(
    program: Program, rows: Sequence[Row], *, with_rules: bool = False, given: str = "BIGINT"
) -> list[dict[str, object]]:
    """Return what the query of a program gives for some rows, by the names of its columns, in their order."""
    query = query_of(program, DUCKDB, kept=("row",), with_rules=with_rules)
    with duckdb.connect() as connection:
        typed = [("row", "BIGINT"), *((DUCKDB.named(str(key)), given) for key in query.inputs)]
        values = [[number, *(row.get(key) for key in query.inputs)] for number, row in enumerate(rows)]
        Database(connection, duckdb.Error).put("input", typed, values)
        found = connection.execute(query.text.format(source="input") + ' ORDER BY "row"')
        names = [each[0] for each in found.description or ()]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def check_alike(program: Program, rows: Sequence[Row]) -> None:
    """Assert that query and arrays conclude of every row what the interpreter does, and where two rules disagree."""
    compare(program, rows, asked(program, rows))
    compare(program, rows, in_arrays.asked(program, rows))


def test_every_construct_is_concluded_as_record_by_record() -> None:
    """A query gives each row every fact that the interpreter concludes of it, bounds and what is missing included."""
    for seed in range(6):
        check_alike(*draw(seeded(f"bulk {seed}"), 8))


@pytest.mark.nightly
@pytest.mark.parametrize("chunk", range(20))
def test_every_construct_is_concluded_as_record_by_record_at_length(chunk: int) -> None:
    """0 differences in 2,000 programs with every construct."""
    for seed in range(100 * chunk, 100 * (chunk + 1)):
        program, rows = draw(seeded(f"bulk at length {seed}"), 20)
        compare(program, rows, asked(program, rows))


@pytest.mark.parametrize("name", Catalog().ids)
def test_shipped_frameworks_are_queries(name: str) -> None:
    """The program of every framework that ships is a query that a database takes, also where nothing is known."""
    program = Catalog().get(name).program
    check_alike(program, [{}, dict.fromkeys(program.inputs, 1), dict.fromkeys(program.inputs, 0)])


@pytest.mark.nightly
@pytest.mark.parametrize("share", [0, 0.1, 0.5])
@pytest.mark.parametrize("name", Catalog().ids)
def test_query_engine_and_interpreter_conclude_the_same(name: str, share: float) -> None:
    """Of 20,000 records of a framework that ships every conclusion is one: of the query, the engine, the interpreter."""
    program, chance = Catalog().get(name).program, chance_of(int(share * 10))
    engine = RuleEngine(program)
    for _ in range(20):
        rows = drawn_facts(program, chance, share, 1000)
        results = asked(program, rows)
        compare(program, rows, results)
        compare_with_engine(program, engine, rows, results)


@pytest.mark.nightly
def test_postgresql_concludes_the_same() -> None:
    """PostgreSQL, in its own dialect, gives every row what the interpreter concludes: drawn programs and shipped ones."""
    programs = [draw(seeded(f"bulk {seed}"), 20) for seed in range(40)]
    shipped = [each.program for each in Catalog().all()]
    programs += [(each, [{}, dict.fromkeys(each.inputs, 1), dict.fromkeys(each.inputs, 0)]) for each in shipped]
    with running() as server, psycopg.connect(server, autocommit=True) as connection:
        for program, rows in programs:
            compare(program, rows, in_postgresql(connection, program, rows))


def in_postgresql(connection: psycopg.Connection, program: Program, rows: Sequence[Row]) -> list[dict[str, object]]:
    """Return what the query of a program gives in PostgreSQL for some rows, by the names of its columns."""
    dialect = DIALECTS["postgresql"]
    query = query_of(program, dialect, kept=("row",))
    columns = "".join(f", {dialect.named(str(key))} BIGINT" for key in query.inputs)
    connection.execute(f'CREATE TEMPORARY TABLE input ("row" BIGINT{columns})'.encode())
    with connection.cursor() as cursor:
        marks = ", ".join(["%s"] * (1 + len(query.inputs)))
        values = [[number, *(row.get(key) for key in query.inputs)] for number, row in enumerate(rows)]
        cursor.executemany(f"INSERT INTO input VALUES ({marks})".encode(), values)  # noqa: S608 - nothing but marks
        cursor.execute((query.text.format(source="input") + ' ORDER BY "row"').encode())
        names = [each.name for each in cursor.description or ()]
        found = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    connection.execute("DROP TABLE input")
    return found


# --- rules ---


def test_the_number_of_the_rule_is_told() -> None:
    """Of every fact that rules conclude it is told which rule did, the first of those that agree."""
    program = stratify(
        [rule(B, 5, Within(A, 3, None)), rule(B, 5, Within(A, 2, None)), rule(B, 7, Within(A, None, 1))], []
    )
    found = asked(program, [{A: 4}, {A: 2}, {A: 0}, {}], with_rules=True)
    assert [(row["b"], row[rule_column(B)]) for row in found] == [(5, 0), (5, 1), (7, 2), (None, None)]


def test_rules_that_disagree_are_told_of() -> None:
    """A row on which two rules conclude different values is marked, and no other row is."""
    program = stratify([rule(B, 5, Within(A, 1, None)), rule(B, 6, Within(C, 1, None))], [])
    assert [row[CONFLICT] for row in asked(program, [{A: 1, C: 1}, {A: 1}, {C: 1}, {}])] == [True, False, False, False]


def test_a_marked_fraction_is_tested_as_it_is_stored() -> None:
    """Its two numbers are compared in the place of the quotient, at every threshold, on it, beside it, and below 0."""
    ends = (None, -5, -4, -1, 0, 1, 3, 4, 7, 10**14)
    tests = [Within(B, low, high) for low in ends for high in (None, -4, -3, 0, 4, 5, 10**14 + 1)]
    rules = [rule(Key("held", str(place)), 1, test) for place, test in enumerate(tests)]
    fraction = Fraction(origin=HERE, then=B, numerator=A, denominator=C, scale=2, rounding="marked")
    few = (None, -9, -3, -2, -1, 0, 1, 2, 3, 4, 7, 10**12)
    rows = [{key: value for key, value in ((A, a), (C, c)) if value is not None} for a in few for c in few]
    check_alike(stratify(rules, [fraction]), rows)


@pytest.mark.parametrize("factor", [1, -1, 10**6, 10**9])
def test_points_that_are_narrow_add_up_to_what_is_wide(factor: int) -> None:
    """What is made of narrow numbers is no narrower than what may come of it."""
    points = [rule(key, 10**9, Within(A, 1)) for key in (B, C)]
    total = Linear(origin=HERE, then=Key("t"), terms=(Term(factor, B), Term(3, C, 7)), constant=-1)
    held = Linear(origin=HERE, then=Key("h"), terms=total.terms, constant=-1, at_least=5, at_most=10**12)
    share = Fraction(origin=HERE, then=Key("q"), numerator=B, denominator=C, scale=10**6, rounding="half_up", step=50)
    check_alike(stratify(points, [total, held, share]), [{A: 1}, {A: 0}, {}])


def test_a_table_may_have_narrow_numbers() -> None:
    """A table whose columns are narrower than facts gives the same, also where what is made of them is wider."""
    share = Fraction(origin=HERE, then=B, numerator=A, denominator=C, scale=10**6, rounding="marked")
    total = Linear(origin=HERE, then=Key("t"), terms=(Term(10**6, A), Term(1, C)))
    program = stratify([rule(Key("d"), 1, Within(B, 10**6, None))], [share, total])
    rows = [{A: 30_000, C: 7}, {A: 1, C: 3}]
    compare(program, rows, asked(program, rows, given="SMALLINT"))


def test_what_is_not_asked_for_is_not_made() -> None:
    """A query has no column but those that are asked for, and those that these are made from."""
    rules = [rule(B, 5, Within(A, 1)), rule(C, 6, Within(A, 2))]
    text = query_of(stratify(rules, []), DUCKDB, wanted=(C,)).text
    assert '"c"' in text
    assert '"b"' not in text


# --- formulas whose SQL is unlike their words ---


@pytest.mark.parametrize(
    "formula",
    [
        Linear(origin=HERE, then=B, terms=(Term(2, A), Term(-1, C, 3)), constant=1, at_least=0, at_most=9),
        Pick(origin=HERE, then=B, selector=A, options=((1, C), (2, 40))),
        Pick(origin=HERE, then=B, selector=A, options=()),
        Extreme(
            origin=HERE, then=B, highest=True, options=(Guarded(C, ((Within(A, 2, None),),)), Guarded(1)), default=7
        ),
        Extreme(origin=HERE, then=B, highest=False, options=(Guarded(4, ((Within(A, 2, 2),),)),), default=None),
        Extreme(origin=HERE, then=B, highest=False, options=(), default=-3),
    ],
)
def test_formulas(formula: Formula) -> None:
    """What is missing, what is held between two ends and what is chosen are as the formula evaluates them."""
    rows = [
        {key: value for key, value in ((A, a), (C, c)) if value is not None}
        for a in (None, -4, 1, 2)
        for c in (None, -5, 6)
    ]
    check_alike(stratify([rule(Key("d"), 1, Within(A), Within(C))], [formula]), rows)


@pytest.mark.parametrize("rounding", ["marked", "half_up", "up", "down"])
def test_numbers_of_the_framework_may_be_as_large_as_any(rounding: Rounding) -> None:
    """What is reckoned of numbers that stand in a framework alone is not narrower than what is reckoned of facts."""
    several = (Constant(Rational(20_000)), Constant(Rational(1, 333_333)), Constant(Rational(7, 300_007)))
    total = Weighted(((Rational(1, 77_777), several[1]), (Rational(3), several[2])))
    quotient = Quotient(Farthest(several, highest=True), total, Rational(9, 55_555))
    made: tuple[Number, ...] = (Farthest(several, highest=True), quotient)
    formulas = [
        Exact(origin=HERE, then=Key("n", str(place)), number=number, highest=True, scale=333_333, rounding=rounding)
        for place, number in enumerate(made)
    ]
    check_alike(stratify([rule(Key("d"), 1, Within(A))], formulas), [{A: 1}, {}])


@pytest.mark.parametrize("highest", [False, True])
@pytest.mark.parametrize("maximum", [0, 30])
def test_rescaling_tries_what_may_count(maximum: int, *, highest: bool) -> None:
    """The farthest quotient over whatever of three shares may still count is found, for points below nothing too."""
    shares = tuple(Share(Key("p", n), size, Key("l", n), Key("m", n)) for n, size in (("1", 10), ("2", 20), ("3", 7)))
    formula = Rescaling(
        origin=HERE,
        then=B,
        highest=highest,
        points=A,
        maximum=maximum,
        shares=shares,
        scale=100,
        rounding="half_up",
        step=50,
    )
    chance = seeded(f"rescaling {maximum} {highest}")
    rows = []
    for _ in range(200):
        row = {A: chance.integer(-8, 30)}
        for share in shares:
            least = chance.integer(0, 1)
            row |= {share.points: chance.integer(-5, 20), share.least: least * share.maximum}
            row[share.most] = share.maximum if least or chance.integer(0, 1) else 0
        rows.append(row)
    check_alike(stratify([], [formula]), rows)
