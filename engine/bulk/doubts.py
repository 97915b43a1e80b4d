"""Which rows of a table may hold a record whose fields contradict each other, as a test that a database runs.

A row that is told of may be right all the same, and is to be looked at by whoever reads single records; one that is not
told of breaks no relation that makes a record wrong.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from chamdiem.rules.compile.program import Key
from chamdiem.rules.records.fields import FieldType

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterator

    from chamdiem.engine.bulk.dialects import Dialect
    from chamdiem.rules.records.shape import Limit, RecordShape

PERIOD = "period"
"""The column of the period, as a text: 2025-11."""
_IN_LIMITS = frozenset({"record.attendance_most"})
"""Relations without limits of their own that hold where those of others do."""
_OF_MONTHS = frozenset({"record.date_swapped", "record.outside_period"})


def doubtful(shape: RecordShape, dialect: Dialect, given: Collection[str], today: dt.date) -> str:
    """Return the test of rows whose record may be wrong, or may lie ahead of today.

    `given` are the fields that the table has, each a column of its fact; the period is a text.
    """
    column = {name: dialect.named(str(Key("field", name))) for name in given}
    tests = [*_future(shape, column, today.toordinal())]
    for relation in shape.impossible:
        if relation.limits:
            tests += (test for limit in relation.limits for test in _passed(limit, column))
        elif relation.code in _OF_MONTHS:
            tests += _other_month(shape, dialect, column)
        elif relation.code not in _IN_LIMITS:
            tests.append("TRUE")
    return " OR ".join(f"COALESCE({test}, FALSE)" for test in dict.fromkeys(tests)) or "FALSE"


def _future(shape: RecordShape, column: dict[str, str], today: int) -> Iterator[str]:
    for name, own in column.items():
        if shape.by_name[name].type is FieldType.DATE:
            yield f"{own} > {today}"
    if shape.period in column:  # of a record without a day, its period counts: such are few
        yield f"{column[shape.day]} IS NULL" if shape.day in column else "TRUE"


def _passed(limit: Limit, column: dict[str, str]) -> Iterator[str]:
    """Yield the test that a limit is passed; nothing where the table lacks what would have to be known."""
    lesser = [f"COALESCE({column[name]}, 0)" for name in limit.lesser if name in column]
    known = [name for name in limit.greater if name not in limit.optional]
    if not lesser or not all(name in column for name in known):
        return
    greater = [column[name] for name in known]
    greater += [f"COALESCE({column[name]}, 0)" for name in limit.greater if name in limit.optional and name in column]
    yield f"{' + '.join(lesser)} + {limit.apart} > {' + '.join(greater)} + {limit.slack}"


def _other_month(shape: RecordShape, dialect: Dialect, column: dict[str, str]) -> Iterator[str]:
    """Yield the test that a day is neither of its period nor of the month before or after, or may have been swapped."""
    if shape.day not in column or shape.period not in column:
        return
    written = dialect.written.format(day=column[shape.day])
    period = dialect.named(PERIOD)
    year, month = (f"CAST(substr({period}, {start}, {size}) AS BIGINT)" for start, size in ((1, 4), (6, 2)))
    held = f"({dialect.quotient.format(a=written, b=100)})"
    own = f"({dialect.quotient.format(a=held, b=100)} * 12 + {dialect.rest.format(a=held, b=100)})"
    apart = f"({own} - {year} * 12 - {month})"
    swapped = f"{dialect.rest.format(a=written, b=100)} = {month}"
    yield f"{apart} <> 0 AND ({apart} NOT BETWEEN -1 AND 1 OR {swapped})"
