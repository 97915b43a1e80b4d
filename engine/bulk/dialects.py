"""How the databases write what a rule program needs: whole numbers, division towards less, days, names.

Every number is a whole one. Facts are 64 bits wide; what is made of them on the way to an exact quotient is wider. In a
database that goes on with another number where one is too wide, the numbers that are given must be bounded (`most`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """How one database writes it. `narrow`, `fact` and `wide` are its types of whole numbers: of 32 bits, 64, and more.

    `most`: so large may a given number be at most; None: the database says of any where it becomes too wide. A name
    stands between two `quote`, which stands twice within it, as a backslash does where it `escapes`.

    `step` begins each part of a query; of some databases it says that the parts are not to be put one into the other,
    by which the whole would become too large. `quotient` and `rest` are those of a division that goes towards 0, of {a}
    by {b}. `written` is a day number (1 is the first day of the year 1) as 20251105.
    """

    name: str
    narrow: str = "INTEGER"
    fact: str = "BIGINT"
    step: str = "AS"
    wide: str
    quotient: str
    rest: str
    written: str
    quote: str = '"'
    escapes: bool = False
    most: int | None = None

    def named(self, name: str) -> str:
        """Return the name of a column."""
        text = name.replace("\\", "\\\\") if self.escapes else name
        return self.quote + text.replace(self.quote, self.quote * 2) + self.quote

    def widened(self, number: str) -> str:
        """Return a number, wide enough for what is made of it."""
        return f"CAST({number} AS {self.wide})"

    def times(self, number: str, *others: str | int) -> str:
        """Return a product, wide enough for it: of two numbers that stand in a query a database makes a narrow one."""
        return " * ".join((self.widened(number), *map(str, others)))

    def floored(self, top: str, bottom: str) -> str:
        """Return the quotient of two numbers towards less; the lower one is more than 0."""
        rest = self.rest.format(a=top, b=bottom)
        return f"({self.quotient.format(a=top, b=bottom)} - CASE WHEN {rest} < 0 THEN 1 ELSE 0 END)"

    def has_rest(self, top: str, bottom: str) -> str:
        """Return whether a division leaves something."""
        return f"{self.rest.format(a=top, b=bottom)} <> 0"


_DUCKDB_DATE = "(DATE '0001-01-01' + CAST({day} - 1 AS INTEGER))"
_DUCKDB_DAY = f"(year({_DUCKDB_DATE}) * 10000 + month({_DUCKDB_DATE}) * 100 + day({_DUCKDB_DATE}))"
_POSTGRESQL_DAY = "CAST(to_char(DATE '0001-01-01' + CAST({day} - 1 AS INTEGER), 'YYYYMMDD') AS BIGINT)"
# its calendar goes from 1900 to 2299, in which the days of any 400 years fall as in these
_CLICKHOUSE_DAY = (
    "(CAST(toYYYYMMDD(addDays(toDate32('1900-01-01'), CAST(modulo({day} + 36889, 146097) AS Nullable(Int32))))"
    " AS Nullable(Int64)) + 4000000 * (intDiv({day} + 36889, 146097) - 5))"
)
_SPARK_DATE = "date_add(DATE '0001-01-01', CAST({day} - 1 AS INTEGER))"
_SPARK_DAY = f"CAST(year({_SPARK_DATE}) * 10000 + month({_SPARK_DATE}) * 100 + day({_SPARK_DATE}) AS BIGINT)"

DIALECTS: Mapping[str, Dialect] = {
    each.name: each
    for each in (
        Dialect(name="duckdb", wide="HUGEINT", quotient="({a} // {b})", rest="({a} % {b})", written=_DUCKDB_DAY),
        Dialect(
            name="postgresql",
            step="AS MATERIALIZED",
            wide="NUMERIC",
            quotient="div({a}, {b})",
            rest="mod({a}, {b})",
            written=_POSTGRESQL_DAY,
        ),
        Dialect(
            name="clickhouse",
            narrow="Nullable(Int32)",
            fact="Nullable(Int64)",
            wide="Nullable(Int256)",
            quotient="intDiv({a}, {b})",
            rest="modulo({a}, {b})",
            written=_CLICKHOUSE_DAY,
            escapes=True,
            most=10**12,
        ),
        Dialect(
            name="spark",
            wide="DECIMAL(38, 0)",
            quotient="({a} div {b})",
            rest="({a} % {b})",
            written=_SPARK_DAY,
            quote="`",
        ),
    )
}
