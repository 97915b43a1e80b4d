"""Cells of a table as facts: every value is read once, by the reader that reads it from a single record.

What such a reader refuses is no fact, and its row is looked at by itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chamdiem.engine.bulk_runs.database import text
from chamdiem.engine.bulk_runs.inputs import FLOATS, written
from chamdiem.rules.records.faults import Fault
from chamdiem.rules.records.fields import FieldType
from chamdiem.rules.records.scalars import MAX_COUNT, ScalarError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from chamdiem.engine.bulk_runs.database import Database
    from chamdiem.rules.records.fields import Field

    Reader = Callable[[str], int | str | None]

_WORDS = 24
"""Of so few values each is written into the query; of more a table is made."""
_FEW = 4096
"""Texts of so few values are read one by one; of more, those that are plainly right are told by a pattern."""
_VIETNAMESE = "ĂăĐđĨĩŨũƠơƯưẠ-ỹ"
_LETTERS = f"A-Za-zÀ-ÖØ-öø-ÿ{_VIETNAMESE}"
_NAME = f"[{_LETTERS}][{_LETTERS}0-9 .,;()/&-]*"
_ID = "[A-Za-z0-9]+([-._/][A-Za-z0-9]+)*"
_ZEROS = frozenset({"0.0", "-0.0"})
_DAYLIKE = re.compile(r"[0-9:\- ]+")


@dataclass(frozen=True, slots=True)
class Made:
    """A column that is made: its value, and whether a row is in doubt for it, as SQL. `join` is what both need.

    `is_plain`: all of it is as it stands, and plainly right.
    """

    value: str
    doubt: str = "FALSE"
    join: str = ""
    is_plain: bool = False


def is_plain_id(column: str) -> str:
    """Return the test that a text is an id as it stands; what is none by it may be one all the same.

    A day, a number that a program shortened, and the words under which people add up or sign are none.
    """
    written = f"CAST({column} AS VARCHAR)"
    odd = "[0-9]{4}-[0-9]{2}.*|[0-9.]+[eE].*|[0-9]{15,}0"
    ours = (
        "(?i)(true|false|nan|nat|none|null|n/a|tong|cong|binh|trung|total|grand|sum|luy|t/?m|k/?t|tl|tuq|note|signed|"
        "prepared|stt).*"
    )
    return (
        f"length({written}) <= 100 AND regexp_full_match({written}, {text(_ID)})"
        f" AND NOT regexp_full_match({written}, {text(odd)}) AND NOT regexp_full_match({written}, {text(ours)})"
    )


def is_plain_name(column: str) -> str:
    """Return the test that a text is right as it stands: letters that everybody sees alike, in one line."""
    lone = "(?i)true|false|nan|nat|none|null|n/a"
    typed = f"(regexp_matches({column}, '[{_VIETNAMESE}]') OR regexp_full_match({column}, '[ -~]*'))"
    return (
        f"length({column}) <= 500 AND regexp_full_match({column}, {text(_NAME)})"
        f" AND NOT contains({column}, '  ') AND {typed} AND NOT regexp_full_match({column}, {text(lone)})"
    )


class FactCells:
    """Makes columns of the cells of one table; tables of values that are made on the way bear a name and numbers.

    `cell`: what reads the text of a cell.
    """

    def __init__(self, database: Database, table: str, made: str, cell: Callable[[str], str | Fault]) -> None:
        self._database, self._cells, self._prefix, self._cell = database, table, made, cell
        self._count = 0

    def fact(self, column: str, type_: str, field: Field, read: Reader) -> Made:
        """Return the fact of a field of which a column has the values."""
        return _direct(column, type_, field) or self.read(column, type_, read, "BIGINT")

    def read(self, column: str, type_: str, read: Reader, made: str) -> Made:
        """Return what a reader makes of a column, of some type of SQL. Each of its values is read once."""
        return self._read(column, type_, self._values(column, type_), read, made)

    def words(self, column: str, type_: str, read: Reader) -> Made:
        """Return a column of texts; where there are many, those that are plainly right are not read one by one."""
        own = written(column, type_)
        values = self._values(own, "VARCHAR", _FEW + 1)
        if len(values) <= _FEW:
            return self._read(own, "VARCHAR", values, read, "VARCHAR")
        return self._but_plain(own, is_plain_name(own), read)

    def ids(self, column: str, type_: str, read: Reader) -> Made:
        """Return a column of ids; those that are plainly right are not read one by one."""
        own = written(column, type_)
        return self._but_plain(own, is_plain_id(own), read)

    def _but_plain(self, own: str, plain: str, read: Reader) -> Made:
        others = self._values(own, "VARCHAR", when=f"NOT ({plain})")
        if not others:
            return Made(own, is_plain=True)
        readings = self._readings(others, read)
        rows = [(value, readings.get(value, value), value not in readings) for value in others]
        table, join = self._table(own, "VARCHAR", "VARCHAR", rows)
        return Made(f"CASE WHEN {table}.v IS NULL THEN {own} ELSE {table}.r END", f"{table}.unread", join)

    def _read(self, column: str, type_: str, values: Mapping[str, str], read: Reader, made: str) -> Made:
        readings = self._readings(values, read)
        unread = f"{column} IS NOT NULL" if len(readings) < len(values) else "FALSE"
        if not readings:
            return Made(f"CAST(NULL AS {made})", unread)
        if len(readings) <= _WORDS:
            known = {_stored(value, type_): _literal(found) for value, found in readings.items()}
            pairs = " ".join(f"WHEN {value} THEN {found}" for value, found in known.items())
            doubt = unread if unread == "FALSE" else f"{column} NOT IN ({', '.join(known)})"
            return Made(f"CAST(CASE {column} {pairs} END AS {made})", doubt)
        table, join = self._table(column, type_, made, [(*pair, False) for pair in readings.items()])
        return Made(f"{table}.r", unread if unread == "FALSE" else f"{unread} AND {table}.v IS NULL", join)

    def _values(self, column: str, type_: str, most: int | None = None, when: str = "TRUE") -> dict[str, str]:
        """Return the different values of a column, each with what it is as a cell."""
        # 0 and -0 are one to the database and two to readers
        sign = f", signbit({column})" if type_ in FLOATS else ""
        found = f"SELECT DISTINCT {column} AS v{sign} FROM {self._cells} WHERE {column} IS NOT NULL AND {when}"
        limit = "" if most is None else f" LIMIT {most}"
        rows = self._database.rows(f"SELECT CAST(v AS VARCHAR), {written('v', type_)} FROM ({found}{limit})")
        return {str(value): str(cell) for value, cell in rows}

    def _table(
        self, column: str, type_: str, made: str, rows: Sequence[tuple[str, int | str | None, bool]]
    ) -> tuple[str, str]:
        """Make a table of values and what is read of them; return its name, and what joins it."""
        self._count += 1
        name = f"{self._prefix}_{self._count}"
        self._database.put(name, [("v", type_), ("r", made), ("unread", "BOOLEAN")], rows)
        return name, f"LEFT JOIN {name} ON {name}.v = {column}"

    def _readings(self, values: Mapping[str, str], read: Reader) -> dict[str, int | str | None]:
        """Return what a reader makes of values, without those that it refuses."""
        found: dict[str, int | str | None] = {}
        both = values.keys() >= _ZEROS  # neither can be told from the other by the database
        for value, written_so in values.items():
            cell = self._cell(written_so)
            if isinstance(cell, Fault) or (both and value in _ZEROS):
                continue
            try:
                found[value] = read(cell) if cell else None
            except ScalarError:
                continue
        return found


def _stored(value: str, type_: str) -> str:
    return text(value) if type_ == "VARCHAR" else f"CAST({text(value)} AS {type_})"


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


def cell_key_sql(column: str) -> str:
    """Return the key of a plain id, as `identity.key_of` makes it of any: small letters, no zeros before a number."""
    own = f"CAST({column} AS VARCHAR)"
    bare = rf"regexp_replace(lower({own}), '(^|[^0-9])0+([0-9])', '\1\2', 'g')"
    changed = rf"regexp_replace({bare}, '^([0-9]+)\.0$', '\1')"
    # most ids have nothing to be left out, which is told by far sooner
    return rf"CASE WHEN regexp_matches({own}, '(^|[^0-9])0[0-9]|^[0-9]+\.0$') THEN {changed} ELSE lower({own}) END"


def is_day_like(value: str) -> bool:
    """Tell whether a text may be a day, a time or a tick in the place of a name."""
    return _DAYLIKE.fullmatch(value) is not None or value.casefold() in {"true", "false"}
