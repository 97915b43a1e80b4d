"""Cells of a table as facts: every value is read once, by the reader that reads it from a single record.

What such a reader refuses is no fact, and its row is looked at by itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chamdiem.engine.bulk_runs.database import text
from chamdiem.engine.grids.grids import cell_text
from chamdiem.rules.records.faults import Fault
from chamdiem.rules.records.fields import FieldType
from chamdiem.rules.records.scalars import MAX_COUNT, ScalarError

if TYPE_CHECKING:
    from collections.abc import Callable

    from chamdiem.engine.bulk_runs.database import Database
    from chamdiem.rules.records.fields import Field

    Reader = Callable[[str], int | str | None]

MOST_VALUES = 50_000
"""So many values of a column are read in one part; rows with others are looked at one by one."""
_WORDS = 24
"""Of so few values each is written into the query; of more a table is made."""
_FEW = 4096
"""Texts of so few values are read one by one; of more, those that are plainly right are told by a pattern."""
_VIETNAMESE = "ĂăĐđĨĩŨũƠơƯưẠ-ỹ"
_LETTERS = f"A-Za-zÀ-ÖØ-öø-ÿ{_VIETNAMESE}"
_NAME = f"[{_LETTERS}][{_LETTERS}0-9 .,;()/&-]*"
_ID = "[A-Za-z0-9]+([-._/][A-Za-z0-9]+)*"
_DAYLIKE = re.compile(r"[0-9:\- ]+")


@dataclass(frozen=True, slots=True)
class Made:
    """A column that is made: its value, and whether a row is in doubt for it, as SQL. `join` is what both need."""

    value: str
    doubt: str = "FALSE"
    join: str = ""


class FactCells:
    """Makes columns of the cells of one table; tables of values that are made on the way bear numbers."""

    def __init__(self, database: Database, table: str) -> None:
        self._database, self._table = database, table
        self._count = 0

    def fact(self, column: str, type_: str, field: Field, read: Reader) -> Made:
        """Return the fact of a field of which a column has the values."""
        direct = _direct(column, type_, field)
        return direct or self.read(column, read, "BIGINT")

    def read(self, column: str, read: Reader, made: str) -> Made:
        """Return what a reader makes of a column, of some type of SQL."""
        values = self._values(column, MOST_VALUES)
        return self._mapped(column, self._readings(values, read), made)

    def words(self, column: str, read: Reader) -> Made:
        """Return a column of texts; where there are many, those that are plainly right are not read one by one."""
        values = self._values(column, _FEW + 1)
        if len(values) <= _FEW:
            return self._mapped(column, self._readings(values, read), "VARCHAR")
        plain = _is_plain_name(column)
        others = self._values(column, MOST_VALUES, f"NOT ({plain})")
        mapped = self._mapped(column, self._readings(others, read), "VARCHAR")
        value = f"CASE WHEN {plain} THEN {column} ELSE {mapped.value} END"
        return Made(value, f"NOT COALESCE({plain}, TRUE) AND {mapped.doubt}", mapped.join)

    def _values(self, column: str, most: int, when: str = "TRUE") -> list[str]:
        read = f"SELECT DISTINCT CAST({column} AS VARCHAR) FROM {self._table}"
        found = self._database.rows(f"{read} WHERE {column} IS NOT NULL AND {when} LIMIT {most}")
        return [str(row[0]) for row in found]

    @staticmethod
    def _readings(values: list[str], read: Reader) -> dict[str, int | str | None]:
        found: dict[str, int | str | None] = {}
        for value in values:
            cell = cell_text(value)
            if not isinstance(cell, Fault):
                try:
                    found[value] = read(cell) if cell else None
                except ScalarError:
                    continue
        return found

    def _mapped(self, column: str, readings: dict[str, int | str | None], made: str) -> Made:
        key = f"CAST({column} AS VARCHAR)"
        if not readings:
            return Made(f"CAST(NULL AS {made})", f"{column} IS NOT NULL")
        if len(readings) <= _WORDS:
            pairs = " ".join(f"WHEN {text(value)} THEN {_literal(read)}" for value, read in readings.items())
            known = ", ".join(map(text, readings))
            return Made(f"CAST(CASE {key} {pairs} END AS {made})", f"{key} NOT IN ({known})")
        self._count += 1
        table = f"{self._table}_{column}_{self._count}"
        self._database.put(table, [("v", "VARCHAR"), ("r", made)], list(readings.items()))
        join = f"LEFT JOIN {table} ON {table}.v = {key}"
        return Made(f"{table}.r", f"{column} IS NOT NULL AND {table}.v IS NULL", join)


def _literal(read: int | str | None) -> str:
    return "NULL" if read is None else text(read) if isinstance(read, str) else str(read)


def _direct(column: str, type_: str, field: Field) -> Made | None:
    """Return a fact that the column has as it stands, where its type tells that."""
    if field.declared or field.words is not None:
        return None
    match field.type, type_:
        case FieldType.COUNT, "BIGINT":
            return Made(column, f"{column} NOT BETWEEN 0 AND {MAX_COUNT}")
        case FieldType.YES_NO, "BOOLEAN":
            return Made(f"CAST({column} AS BIGINT)")
        case FieldType.DATE, "DATE":
            day = f"CAST(datediff('day', DATE '0001-01-01', {column}) + 1 AS BIGINT)"
            return Made(day, f"{column} NOT BETWEEN DATE '0001-01-01' AND DATE '9999-12-31'")
    return None


def is_plain_id(column: str) -> str:
    """Return the test that a text is an id as it stands; what is none by it may be one all the same.

    A day, a number that a program shortened, and the words under which people add up or sign are none.
    """
    written = f"CAST({column} AS VARCHAR)"
    odd = "[0-9]{4}-[0-9]{2}.*|[0-9.]+[eE].*"
    ours = (
        "(?i)(true|false|nan|nat|none|null|n/a|tong|cong|binh|trung|total|grand|sum|luy|t/?m|k/?t|tl|tuq|note|signed|"
        "prepared|stt).*"
    )
    return (
        f"length({written}) <= 100 AND regexp_full_match({written}, {text(_ID)})"
        f" AND NOT regexp_full_match({written}, {text(odd)}) AND NOT regexp_full_match({written}, {text(ours)})"
    )


def cell_key_sql(column: str) -> str:
    """Return the key of a plain id, as `identity.key_of` makes it of any: small letters, no zeros before a number."""
    bare = rf"regexp_replace(lower(CAST({column} AS VARCHAR)), '(^|[^0-9])0+([0-9])', '\1\2', 'g')"
    return rf"regexp_replace({bare}, '^([0-9]+)\.0$', '\1')"


def _is_plain_name(column: str) -> str:
    """Return the test that a text is right as it stands: letters that everybody sees alike, in one line."""
    lone = "(?i)true|false|nan|nat|none|null|n/a"
    typed = f"(regexp_matches({column}, '[{_VIETNAMESE}]') OR regexp_full_match({column}, '[ -~]*'))"
    return (
        f"length({column}) <= 500 AND regexp_full_match({column}, {text(_NAME)})"
        f" AND NOT contains({column}, '  ') AND {typed} AND NOT regexp_full_match({column}, {text(lone)})"
    )


def is_day_like(value: str) -> bool:
    """Tell whether a text may be a day, a time or a tick in the place of a name."""
    return _DAYLIKE.fullmatch(value) is not None or value.casefold() in {"true", "false"}
