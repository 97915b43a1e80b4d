"""Rows that were scored, counted by where and when: one table for each framework, from which all else is added up.

The rows are read once and never held: what is held is as large as there are communes, kinds and months.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from chamdiem.engine.bulk.results import fixed_maximum
from chamdiem.engine.bulk_runs.database import name, text
from chamdiem.engine.bulk_runs.reading import kept_fields, program_of
from chamdiem.engine.reading.table_columns import SCORED_LAYERS
from chamdiem.rules.compile.keys import TOTAL, group_subject
from chamdiem.rules.records.text import spelling

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from chamdiem.engine.bulk_runs.database import Database
    from chamdiem.engine.bulk_runs.finished import FinishedRun
    from chamdiem.engine.reading.catalog import LoadedFramework
    from chamdiem.rules.language.criteria import Criterion
    from chamdiem.rules.language.framework import Framework

    Part = tuple[tuple[str | None, ...], "Counts"]

PROVINCE, COMMUNE, KIND, PERIOD = "province", "commune", "kind", "period"
PARTS: Final = (PROVINCE, COMMUNE, KIND, PERIOD)
"""By what rows are counted: the first step of the organisation's path, the upper organisation, kind, month."""
ABOVE = "upper_org"
"""The field of the upper organisation."""
NEWEST = "newest"
"""In the place of a layer: the upper one of the rows that it scored, and the cell's own of all others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What some rows say together; points are hundredths.

    `rated` by the framework's ratings; `unrated` have none by it, of `undecided` it is not certain yet. `incomplete`
    lack something. `totals`: how many are known, and their sum. `groups`: of how many rows all points are known, and
    the sums of these and of the most that they could be. `lost` by criteria: points in all, and of how many rows.
    `near` by ratings: how many totals lie near its border.
    """

    meetings: int
    rated: tuple[int, ...]
    unrated: int
    undecided: int
    incomplete: int
    totals: tuple[int, int]
    groups: tuple[tuple[int, int, int], ...]
    lost: tuple[tuple[int, int], ...]
    near: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)  # without slots, so that what follows from it is worked out once
class CountedRows:
    """The rows that one framework scored, in a table of counts. `within`: how near a border counts as near."""

    database: Database
    framework: LoadedFramework
    table: str
    within: int

    @cached_property
    def _known(self) -> dict[tuple[str, ...], list[Part]]:
        return {}

    def by(self, *parts: str) -> list[Part]:
        """Return the counts by some of PARTS, sorted by these."""
        if parts not in self._known:
            self._known[parts] = self._by(parts)
        return self._known[parts]

    def _by(self, parts: tuple[str, ...]) -> list[Part]:
        own = "".join(f"{name(each)}, " for each in parts)
        sums = ", ".join(f"CAST(sum({name(each)}) AS BIGINT)" for each, _ in measured(self.framework, self.within))
        grouped = f" GROUP BY {own[:-2]} ORDER BY {own[:-2]}" if parts else ""
        return [
            (
                tuple(None if each is None else str(each) for each in row[: len(parts)]),
                _counts(self.framework.framework, [int(str(each)) for each in row[len(parts) :]]),
            )
            for row in self.database.rows(f"SELECT {own}{sums} FROM {self.table}{grouped}")
        ]

    @property
    def any(self) -> bool:
        """Whether there are rows at all."""
        return self.database.number(f"SELECT count(*) FROM {self.table}") > 0

    @property
    def whole(self) -> Counts:
        """The counts of all rows."""
        return self.by()[0][1]


def _counts(framework: Framework, values: Sequence[int]) -> Counts:
    """Return counts from values in the order of `measured`."""
    left = iter(values)

    def some(count: int) -> tuple[int, ...]:
        return tuple(next(left) for _ in range(count))

    meetings, unrated, undecided, incomplete, known, total = some(6)
    ratings, groups = len(framework.ratings), len(tuple(framework.all_groups))
    rated, near = some(ratings), some(ratings)
    return Counts(
        meetings=meetings,
        rated=rated,
        unrated=unrated,
        undecided=undecided,
        incomplete=incomplete,
        totals=(known, total),
        groups=tuple((next(left), next(left), next(left)) for _ in range(groups)),
        lost=tuple((next(left), next(left)) for _ in framework.criteria),
        near=near,
    )


def measured(loaded: LoadedFramework, within: int) -> Iterator[tuple[str, str]]:
    """Yield what is counted of every row, each by the name of its column and the SQL that tells it of one."""
    framework, total = loaded.framework, _points("award", TOTAL)
    awards = [_points("award", each.id) for each in framework.criteria]
    yield "meetings", "1"
    yield "unrated", "(rating IS NULL AND CAST(unrated AS BOOLEAN))::INT"
    yield "undecided", "(rating IS NULL AND NOT CAST(unrated AS BOOLEAN))::INT"
    yield "incomplete", f"({' OR '.join(f'{each} IS NULL' for each in (total, *awards))})::INT"
    yield "totals", f"({total} IS NOT NULL)::INT"
    yield "total", f"COALESCE({total}, 0)"
    for rating in framework.ratings:
        yield f"rated {rating.id}", f"COALESCE(rating = {text(rating.id)}, FALSE)::INT"
    for rating in framework.ratings:
        border = rating.above if rating.at_least is None else rating.at_least
        near = "0" if border is None or framework.points is None else _is_near(total, border, within)
        yield f"near {rating.id}", near
    for group in framework.all_groups:
        subject = group_subject(group.id)
        award, maximum = _points("award", subject), _maximum(loaded, subject)
        known = f"({award} IS NOT NULL AND COALESCE({maximum}, 0) <> 0)"
        yield f"known {group.id}", f"{known}::INT"
        yield f"award {group.id}", f"CASE WHEN {known} THEN {award} ELSE 0 END"
        yield f"maximum {group.id}", f"CASE WHEN {known} THEN {maximum} ELSE 0 END"
    for criterion in framework.criteria:
        lost = _lost(loaded, criterion)
        yield f"lost {criterion.id}", lost
        yield f"losing {criterion.id}", f"({lost} > 0)::INT"


def _points(kind: str, subject: str) -> str:
    return f"CAST({name(f'{kind} {subject}')} AS BIGINT)"


def _is_near(total: str, border: Decimal, within: int) -> str:
    return f"COALESCE(abs({total} - {100 * border:f}) <= {within}, FALSE)::INT"


def _maximum(loaded: LoadedFramework, subject: str) -> str:
    """Return the most that some points could have been: the same for all rows of a layer, or as the row has it."""
    fixed = {layer: fixed_maximum(loaded.framework, program_of(loaded, layer), subject) for layer in SCORED_LAYERS}
    ways = " ".join(f"WHEN {text(layer)} THEN {most}" for layer, most in fixed.items() if most is not None)
    told = _points("maximum", subject) if None in fixed.values() else "NULL"
    return f"CASE layer {ways} ELSE {told} END" if ways else told


def _lost(loaded: LoadedFramework, criterion: Criterion) -> str:
    """Return by how much points fall short of the best, as `CriterionScore.lost` says it."""
    award, maximum = _points("award", criterion.id), _maximum(loaded, criterion.id)
    best = "0" if criterion.is_outside else maximum
    short = award if loaded.framework.fewer_is_better else f"{best} - {award}"
    asked = ", ".join(text(layer) for layer in SCORED_LAYERS if criterion.is_asked_of(layer))
    known = f"{award} IS NOT NULL AND {maximum} IS NOT NULL AND layer IN ({asked or 'NULL'})"
    return f"CASE WHEN {known} AND {short} > 0 THEN {short} ELSE 0 END"


# --- from folders to tables ---


def counted(database: Database, runs: Sequence[FinishedRun], layer: str, within: int) -> list[CountedRows]:
    """Return the rows of some runs in tables of counts, one for each framework, by its id.

    `layer`: of which layer results are counted, or NEWEST. `within`: hundredths of a point.
    """
    found: dict[str, LoadedFramework] = {}
    for run in runs:
        found |= run.frameworks
    made = []
    for place, (id_, loaded) in enumerate(sorted(found.items())):
        table = f"counts_{place}"
        sums = ", ".join(f"CAST(sum({sql}) AS BIGINT) AS {name(each)}" for each, sql in measured(loaded, within))
        parts = ", ".join(f"{sql} AS {name(part)}" for part, sql in zip(PARTS, _parts(loaded), strict=True))
        selects = [
            f"SELECT {parts}, {sums} FROM ({_chosen(run.results(id_), layer)}) GROUP BY ALL"
            for run in runs
            if id_ in run.frameworks
        ]
        database.run(f"CREATE OR REPLACE TABLE {table} AS {' UNION ALL BY NAME '.join(selects)}")
        _spell_alike(database, table)
        made.append(CountedRows(database=database, framework=loaded, table=table, within=within))
    return made


def _parts(loaded: LoadedFramework) -> Iterator[str]:
    """Yield what tells each of PARTS of a row; what such records do not say is NULL."""
    shape, kept = loaded.framework.shape, kept_fields(loaded.framework.shape)
    yield "split_part(organisation, '/', 1)" if "organisation" in kept else "NULL::VARCHAR"
    for field in (ABOVE, shape.kind, shape.period or shape.day):
        yield f"CAST({name(field)} AS VARCHAR)" if field in kept else "NULL::VARCHAR"


def _chosen(results: str, layer: str) -> str:
    """Return the query of the rows of a layer; of the newest, a rating that is not certain is left to the cell's own.

    So does the overview of a month.
    """
    if layer != NEWEST:
        return f"SELECT * FROM {results} WHERE layer = {text(layer)}"
    own = f"SELECT row, rating FROM {results} WHERE layer = 'self'"
    upper = f"SELECT row FROM {results} WHERE layer = 'upper'"
    return (
        f"SELECT newest.* REPLACE (COALESCE(newest.rating, own.rating) AS rating) FROM {results} AS newest"
        f" LEFT JOIN ({own}) AS own ON own.row = newest.row WHERE layer = 'upper' OR newest.row NOT IN ({upper})"
    )


def _spell_alike(database: Database, table: str) -> None:
    """Write the name of an organisation everywhere as it is written first: one in two spellings is one."""
    own = name(COMMUNE)
    found: dict[str, str] = {}
    pairs = []
    for (said,) in database.rows(f"SELECT DISTINCT {own} FROM {table} WHERE {own} IS NOT NULL ORDER BY {own}"):
        first = found.setdefault(spelling(str(said)), str(said))
        if first != said:
            pairs.append((said, first))
    database.put("spelled", [("said", "VARCHAR"), ("first", "VARCHAR")], pairs)
    database.run(f"UPDATE {table} SET {own} = spelled.first FROM spelled WHERE {own} = spelled.said")
