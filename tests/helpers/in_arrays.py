"""Records as arrays and back, for tests of what is concluded of many at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chamdiem.engine.bulk.array_program import ArrayProgram
from chamdiem.engine.bulk.arrays import FactArray, integers_of, of_integers
from chamdiem.engine.bulk.query import CONFLICT, rule_column
from chamdiem.engine.bulk.telling import WordArray

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from chamdiem.engine.bulk.array_program import ConcludedArrays
    from chamdiem.rules.compile.program import Key, Program

    Row = Mapping[Key, int]


def given(keys: Iterable[Key], rows: Sequence[Row]) -> dict[Key, FactArray]:
    """Return the facts of rows as columns."""
    return {key: of_integers((row.get(key) for row in rows), len(rows)) for key in keys}


def values(column: FactArray | WordArray, count: int) -> Sequence[object]:
    """Return the values of a column, None where one is not known."""
    if isinstance(column, WordArray):
        places = integers_of(column.places, count)
        return [None if place is None else column.texts[place] for place in places]
    return integers_of(column, count)


def by_rows(columns: Mapping[str, Sequence[object]]) -> list[dict[str, object]]:
    """Return columns as rows."""
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def concluded(program: Program, rows: Sequence[Row]) -> ConcludedArrays:
    """Conclude all of a program of some rows."""
    return ArrayProgram(program).conclude(given(program.inputs, rows), len(rows))


def asked(program: Program, rows: Sequence[Row]) -> list[dict[str, object]]:
    """Return what is concluded of some rows, the numbers of rules, and whether two disagree, by the names of columns."""
    found, count = concluded(program, rows), len(rows)
    facts = {str(key): values(found.column(key), count) for key in program.by}
    ruled = [key for key, by in program.steps if isinstance(by, tuple)]
    rules = {rule_column(key): values(found.rule(key), count) for key in ruled}
    return by_rows({**facts, **rules, CONFLICT: found.conflict.tolist()})
