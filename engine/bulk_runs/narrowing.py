"""What incomplete records can still become, by trying their completions as the scorer does: exact, and slow.

Only rows are tried that lack some fact, and of which the rules alone know no total, or no rating.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from chamdiem.engine.bulk.query import CONFLICT
from chamdiem.engine.bulk.results import OPEN, PLACES
from chamdiem.engine.bulk_runs.database import name
from chamdiem.rules.analysis.completions import Completions
from chamdiem.rules.compile.keys import proved_keys
from chamdiem.rules.compile.program import Key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chamdiem.engine.bulk.results import Results
    from chamdiem.engine.bulk_runs.database import Database
    from chamdiem.engine.reading.catalog import LoadedFramework


@dataclass(frozen=True, slots=True)
class LayerRows:
    """The rows of a layer, as a view of their facts, and the columns of it that results repeat.

    `proved`: what has the ends of facts that rows do not tell, as SQL, by their `row`; blank: nothing has.
    """

    framework: LoadedFramework
    layer: str
    results: Results
    view: str
    kept: tuple[str, ...]
    proved: str = ""

    def select(self, when: str) -> str:
        """Return the query of the results of those rows of which a test holds."""
        return self.results.sql(f"(SELECT * FROM {self.view} WHERE {when})", self.kept)


def is_tried(loaded: LoadedFramework) -> bool:
    """Tell whether completions of a framework's records are tried: not of facts that are one person's own."""
    shape = loaded.framework.shape
    return not any(Key("field", each) in loaded.program.inputs for each in shape.personal)


def narrow(database: Database, rows: LayerRows) -> str:
    """Return the query of the results of a layer's rows, the open ones told of by what their completions share."""
    results, view = rows.results, rows.view
    lacking = " OR ".join(f"{name(str(key))} IS NULL" for key in sorted(results.program.inputs)) or "FALSE"
    incomplete = f"incomplete_{rows.layer}"
    database.run(f"CREATE OR REPLACE TABLE {incomplete} AS SELECT row FROM {view} WHERE {lacking}")
    if not database.number(f"SELECT count(*) FROM {incomplete}"):
        return rows.select("TRUE")
    still = rows.select(f"row IN (SELECT row FROM {incomplete})")
    own = f"tried_{rows.layer}"
    opened = f"SELECT row FROM ({still}) WHERE {name(OPEN)} AND NOT {name(CONFLICT)}"
    database.run(f"CREATE OR REPLACE TABLE {own} AS SELECT * FROM {view} WHERE row IN ({opened})")
    found = list(_outlooks(database, rows, own))
    outlook = f"outlook_{rows.layer}"
    columns = ["row", name(PLACES), *(name(str(key)) for key in results.certain)]
    database.put(outlook, [(column, "BIGINT") for column in columns], found)
    if not found:
        return rows.select("TRUE")
    tried = replace(results, narrowed=True).sql(
        f"(SELECT * FROM {own} WHERE row IN (SELECT row FROM {outlook}))", rows.kept, outlook
    )
    return f"{rows.select(f'row NOT IN (SELECT row FROM {outlook})')} UNION ALL BY NAME ({tried})"


def _outlooks(database: Database, rows: LayerRows, table: str) -> Iterator[list[object]]:
    """Yield what the completions of each row have in common, where they were tried."""
    loaded, results = rows.framework, rows.results
    keys = [Key("field", each.name) for each in loaded.framework.shape.fields if each.is_fact]
    keys += loaded.scope.questions
    asked = ", ".join(name(str(key)) for key in keys)
    completions, proved = _completions(rows), _proved(database, rows, table)
    everything = (1 << len(loaded.framework.ratings)) - 1
    for row, *values in database.rows(f"SELECT row, {asked} FROM {table}"):
        facts = {key: int(str(value)) for key, value in zip(keys, values, strict=True) if value is not None}
        outlook = completions.outlook({**proved.get(row, {}), **facts})
        if outlook.facts or outlook.ratings is not None:
            places = everything if outlook.ratings is None else sum(1 << place for place in outlook.ratings)
            yield [row, places, *(outlook.facts.get(key) for key in results.certain)]


def _proved(database: Database, rows: LayerRows, table: str) -> dict[object, dict[Key, int]]:
    """Return the ends that are known of facts, by the rows that do not tell these."""
    found: dict[object, dict[Key, int]] = {}
    if rows.proved:
        read = f"SELECT row, fact, least, most FROM {rows.proved} WHERE row IN (SELECT row FROM {table})"
        for row, fact, *ends in database.rows(read):
            found.setdefault(row, {}).update(zip(proved_keys(str(fact)), map(int, map(str, ends)), strict=True))
    return found


@cache
def _made() -> dict[tuple[str, str], Completions]:
    return {}


def _completions(rows: LayerRows) -> Completions:
    """Return the completions of a layer's records; they are long to make, and the same for every part."""
    made, loaded = _made(), rows.framework
    if (loaded.hash, rows.layer) not in made:
        made[loaded.hash, rows.layer] = Completions(loaded.framework, rows.results.program)
    return made[loaded.hash, rows.layer]
