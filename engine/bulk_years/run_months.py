"""The months of cells from rows that were scored in bulk, cell by cell, as `building` has them of records."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import chain, groupby
from operator import itemgetter
from pathlib import Path as File
from typing import TYPE_CHECKING, Any

from chamdiem.engine.bulk_runs.batches import batches_of
from chamdiem.engine.bulk_runs.columns import cell_key_sql, is_plain_id
from chamdiem.engine.bulk_runs.database import name, text
from chamdiem.engine.bulk_runs.reading import stated_name
from chamdiem.engine.history.building import Gathered
from chamdiem.engine.history.kept import RecordsTold
from chamdiem.engine.history.timeline import Known
from chamdiem.rules.compile.keys import TOTAL
from chamdiem.rules.compile.program import Key
from chamdiem.rules.records.faults import refusal
from chamdiem.rules.records.fields import LAYERS
from chamdiem.rules.records.identity import cell_key, key_of
from chamdiem.rules.records.moments import month_text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from chamdiem.engine.bulk_runs.database import Database
    from chamdiem.engine.bulk_runs.finished import FinishedRun
    from chamdiem.rules.language.framework import Period

    Row = dict[str, Any]

_BATCH = 10_240
_ORDER = tuple(LAYERS)
_SCORED = {"self": "own", "upper": "upper"}
"""What has the results of a layer, by its name in a query."""
_TYPES = {"row": "BIGINT", "day": "DATE", "possible": "VARCHAR[]", "least": "BIGINT", "most": "BIGINT"}
"""The types of columns that are no texts."""


@dataclass(frozen=True)  # without slots, so that what follows from it is worked out once
class RunMonths:
    """The rows of runs that are of some months."""

    database: Database
    runs: Sequence[FinishedRun]
    months: tuple[str, ...]

    @cached_property
    def told(self) -> RecordsTold:
        """What the rows say of their organisation, and by which frameworks they were scored."""
        organisations: set[str | None] = set()
        frameworks: set[str] = set()
        for run, id_ in self._results():
            field = "organisation" if "organisation" in self._columns(run, id_) else "NULL"
            read = f"SELECT DISTINCT {field} FROM {run.results(id_)} WHERE {self._is_of(run, id_)}"
            found = {None if value is None else str(value) for (value,) in self.database.rows(read)}
            organisations |= found
            frameworks |= {id_} if found else set()
        return RecordsTold(organisations=frozenset(organisations), frameworks=frozenset(frameworks))

    def _results(self) -> Iterator[tuple[FinishedRun, str]]:
        """Yield every framework of which records are of months, with its run."""
        for run in self.runs:
            yield from ((run, id_) for id_, each in run.frameworks.items() if each.framework.shape.period)

    def _columns(self, run: FinishedRun, framework: str) -> frozenset[str]:
        return frozenset(str(row[0]) for row in self.database.rows(f"DESCRIBE SELECT * FROM {run.results(framework)}"))

    def _is_of(self, run: FinishedRun, framework: str) -> str:
        period = run.frameworks[framework].framework.shape.period
        return f"{name(period)} IN ({', '.join(map(text, self.months))})"

    def of_period(self, period: Period) -> CellMonths:
        """Return the months of all cells, as far as a period looks at them.

        Raises:
            FaultyInput: facts do not go with the results, of which ratings that people gave are some; or a meeting
                stands in several rows.
        """
        for run in self.runs:
            if not run.has_rules:
                raise refusal("bulk.no_rules", run.folder)
        fields = tuple(sorted({field for measure in period.measures.values() for field in measure.fields}))
        rows = " UNION ALL ".join(self._rows(run, id_, period, fields) for run, id_ in self._results())
        kinds = ", ".join(map(text, period.records.kinds))
        self.database.run(f"CREATE OR REPLACE TABLE scored AS SELECT * FROM ({rows}) WHERE kind IN ({kinds})")
        plain = is_plain_id("written")
        others = self.database.rows(f"SELECT DISTINCT written FROM scored WHERE NOT ({plain})")
        pairs = [(row[0], key_of(str(row[0]))) for row in others]
        self.database.put("keyed", [("v", "VARCHAR"), ("k", "VARCHAR")], pairs)
        key = f"COALESCE(k, {cell_key_sql('written')}) AS key"
        joined = f"SELECT {key}, scored.* FROM scored LEFT JOIN keyed ON v = written"
        self.database.run(f"CREATE OR REPLACE VIEW months AS {joined}")
        found = CellMonths(self.database, period, fields)
        found.refuse_repeated()
        return found

    def _rows(self, run: FinishedRun, framework: str, period: Period, fields: Sequence[str]) -> str:
        """Return the rows of a framework, each with what its layers say together."""
        shape, layer, there = (
            run.frameworks[framework].framework.shape,
            period.records.layer,
            self._columns(run, framework),
        )

        def own(column: str) -> str:
            return f"own.{name(column)}" if column in there else "NULL"

        asked = {
            "written": f"COALESCE({own(shape.unit)}, {own(shape.unit_name)})",
            "called": own(shape.unit_name),
            "above": own("upper_org"),
            "folder": text(str(run.folder)),
            "row": "own.row",
            "framework": text(framework),
            "period": own(shape.period),
            "kind": own(shape.kind),
            "day": own(shape.day),
            "stated": own(stated_name(layer)),
            "rating": f"{_SCORED[layer]}.rating" if layer in _SCORED else "NULL",
            "possible": f"string_split({_SCORED[layer]}.possible, ',')" if layer in _SCORED else "NULL",
            **{_fact(field): own(str(Key("field", field))) for field in fields},
        }
        newest = [_SCORED[each] for each in ("upper", "self") if _ORDER.index(each) <= _ORDER.index(layer)]
        for end in ("least", "most"):
            asked[end] = f"COALESCE({', '.join(f'{each}.{name(str(Key(end, TOTAL)))}' for each in newest)})"
        types = _TYPES | dict.fromkeys(map(_fact, fields), "BIGINT")
        typed = (f"CAST({sql} AS {types.get(each, 'VARCHAR')}) AS {name(each)}" for each, sql in asked.items())
        read = run.results(framework)
        both = f"{read} AS own LEFT JOIN (SELECT * FROM {read} WHERE layer = 'upper') AS upper ON own.row = upper.row"
        return f"SELECT {', '.join(typed)} FROM {both} WHERE own.layer = 'self' AND own.{self._is_of(run, framework)}"


def _fact(field: str) -> str:
    return f"fact {field}"


@dataclass(frozen=True, slots=True)
class CellMonths:
    """The months of cells, as far as a period looks at them; `fields` are the facts that it asks for."""

    database: Database
    period: Period
    fields: tuple[str, ...]

    def refuse_repeated(self) -> None:
        """See whether each meeting stands in one row.

        Raises:
            FaultyInput: some stand in several.
        """
        several = "string_agg(folder || '#' || row, ', ' ORDER BY folder, row)"
        read = f"SELECT any_value(written), period, {several}, any_value(folder) FROM months GROUP BY key, period, kind"
        found = self.database.rows(f"{read} HAVING count(*) > 1 ORDER BY 1, 2")
        if found:
            cell, month, rows, folder = map(str, found[0])
            details = {"count": str(len(found)), "cell": cell, "month": month_text(month), "rows": rows}
            raise refusal("bulk.month_twice", File(folder), **details)

    def count(self) -> int:
        """Return how many cells there are."""
        return self.database.number("SELECT count(DISTINCT key) FROM months")

    def keys(self, of: Collection[str]) -> frozenset[str]:
        """Return those of some keys that are of cells that there are."""
        self._want(of)
        rows = self.database.rows("SELECT DISTINCT key FROM months WHERE key IN (SELECT key FROM wanted)")
        return frozenset(str(key) for (key,) in rows)

    def _want(self, keys: Collection[str]) -> None:
        self.database.put("wanted", [("key", "VARCHAR")], [(key,) for key in keys])

    def cells(self, only: Collection[str] | None = None) -> Iterator[tuple[str, Gathered]]:
        """Yield the cells by their keys, in order, each with what is known of its months; `only`: of these keys."""
        self._want(only or ())
        when = "" if only is None else "WHERE key IN (SELECT key FROM wanted)"
        select = f"SELECT * FROM months {when} ORDER BY key, period, day, kind, folder, row"
        rows = chain.from_iterable(batch.to_pylist() for batch in batches_of(self.database, select, _BATCH))
        for key, own in groupby(rows, itemgetter("key")):
            yield str(key), self._gathered(list(own))

    def _gathered(self, rows: Sequence[Row]) -> Gathered:
        records: dict[str, tuple[Known, ...]] = {}
        for row in rows:
            records[row["period"]] = (*records.get(row["period"], ()), self._known(row))
        written, last = rows[0]["written"], rows[-1]
        return Gathered(
            cell=cell_key(written, last["called"], None),
            name=written,
            called=last["called"] or "",
            upper_org=last["above"],
            records=records,
        )

    def _known(self, row: Row) -> Known:
        layer = self.period.records.layer
        rating = row["stated"] or row["rating"]
        possible = (rating,) if rating else tuple(filter(None, row["possible"] or ()))
        has_total = row["least"] is not None and (rating or layer != "decided")
        return Known(
            period=row["period"],
            day=row["day"],
            kind=row["kind"] or "",
            framework=row["framework"],
            facts={field: value for field in self.fields if (value := row[_fact(field)]) is not None},
            rating=rating,
            possible=possible,
            total=(row["least"], row["most"]) if has_total else None,
            layer=layer,
            source=f"{row['folder']}#{row['row']}",
        )
