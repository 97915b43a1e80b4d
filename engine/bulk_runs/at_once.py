"""Some thousands of rows scored at once, in this process, for whoever goes on with their results."""

from __future__ import annotations

from pathlib import Path as File
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from chamdiem.engine.bulk_runs.database import database, text
from chamdiem.engine.bulk_runs.drawing import Drawn, drawn_sources
from chamdiem.engine.bulk_runs.inputs import divided
from chamdiem.engine.bulk_runs.wanted import Wanted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from chamdiem.engine.bulk_runs.drawing import DrawnRow
    from chamdiem.engine.bulk_runs.reading import Reading
    from chamdiem.engine.reading.catalog import LoadedFramework


def scored_at_once(
    reading: Reading, framework: LoadedFramework, rows: Sequence[DrawnRow], layer: str
) -> dict[int, Mapping[str, object]]:
    """Return the results of a layer by the places of the rows; what is no right record, or not answered, has none.

    `framework` scores all of them, and each row names it. A result is by the columns of `Results`, and by those that
    `kept_fields` names.

    Raises:
        FaultyInput: DuckDB is not installed, or every column that nobody knows.
    """
    with TemporaryDirectory(prefix="chamdiem-") as folder, database(folder) as opened:
        from chamdiem.engine.bulk_runs.part import PartScorer  # noqa: PLC0415 - as DuckDB, see `database`
        from chamdiem.engine.bulk_runs.part_rows import read_part  # noqa: PLC0415 - as above

        sources = drawn_sources(opened, Drawn("", (), lambda: iter(rows)), File(folder) / "drawn")
        wanted = Wanted(
            folder=File(folder),
            form="parquet",
            lang="vi",
            with_rules=False,
            completions=True,
            layers=tuple(dict.fromkeys(("self", layer))),
        )
        (part,) = divided(sources, len(rows))
        if not PartScorer(read_part(opened, reading, part, {}), wanted).score().scored:
            return {}
        read = f"read_parquet({text(str(wanted.results_file(framework.id, part.number)))}) WHERE layer = {text(layer)}"
        names = [str(row[0]) for row in opened.rows(f"DESCRIBE SELECT * FROM {read}")]
        found = (dict(zip(names, row, strict=True)) for row in opened.rows(f"SELECT * FROM {read}"))
        return {int(str(row["row"])) - 1: row for row in found}
