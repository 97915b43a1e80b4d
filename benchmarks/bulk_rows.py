"""Meetings of An Phú by the million, as Parquet files: what DuckDB makes of the numbers of rows, the same each time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb

from chamdiem.engine.reading.catalog import Catalog

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from chamdiem.rules.compile.scope import Question

LOADED = Catalog().get("an-phu/2025")
FILE_ROWS = 500_000
MONTHS = 10
"""A cell meets once in each of so many months, from January 2026 on."""
_YES_NO = (
    "committee_exists", "committee_minutes", "draft_conclusion", "agenda_steps_done", "thematic_this_quarter",
    "minutes_approved",
)  # fmt: skip
_COUNTS = {"praised": 3, "reminded": 3, "criticised": 3, "max_consecutive_excused": 3, "targets_met": 10}
_DAYS_BEFORE = ("committee_meeting_date", "notice_date", "documents_uploaded_on")


class _Columns:
    """The columns, as SQL of `i`, the number of a row; each that may be missing is so with a chance."""

    def __init__(self, missing: float) -> None:
        self._missing, self._drawn = int(missing * 1000), 0

    def drawn(self, most: int, least: int = 0) -> str:
        """Return a whole number from the least to the most, by chance."""
        self._drawn += 1
        return f"CAST({least} + hash(i * 1000 + {self._drawn}) % {most - least + 1} AS BIGINT)"

    def some(self, sql: str) -> str:
        """Return a value that is missing by chance."""
        return f"CASE WHEN {self.drawn(999)} >= {self._missing} THEN {sql} END" if self._missing else sql

    def all(self, layers: tuple[str, ...]) -> Iterator[tuple[str, str]]:
        """Yield the name of each column and its SQL."""
        yield "cell_id", f"'CB-' || (i // {MONTHS} + 1)"
        yield "cell_name", f"'Chi bộ khu phố ' || (i // {MONTHS} + 1)"
        yield "upper_org", f"'Đảng bộ phường số ' || (i // {MONTHS * 300} + 1)"
        yield "organisation", "'an-phu'"
        yield "period", "strftime(month, '%Y-%m')"
        yield "meeting_kind", f"CASE {self.drawn(1)} WHEN 0 THEN 'regular' ELSE 'combined' END"
        yield "date", "day"
        yield "members_total", "members"
        yield "members_official", "members - 1"
        yield from (("members_probationary", "1"), ("members_exempt", "1"), ("members_special_duty", "0"))
        yield from (("present", "members - excused - 1"), ("absent_excused", "excused"), ("absent_unexcused", "0"))
        yield from ((name, self.some(f"{self.drawn(1)} = 1")) for name in _YES_NO)
        yield from ((name, self.some(f"day - CAST({self.drawn(6)} AS INTEGER)")) for name in _DAYS_BEFORE)
        yield "documents_finalised_on", self.some(f"day + CAST({self.drawn(8)} AS INTEGER)")
        yield "start_time", self.some("'18:15'")
        yield "end_time", self.some(f"{self.drawn(21, 19)} || ':30'")
        yield "speakers", self.some(self.drawn(5, 2))
        yield from ((name, self.some(self.drawn(most))) for name, most in _COUNTS.items())
        yield "criticism_minutes", self.some(self.drawn(40))
        yield "targets_set", self.some("10")
        for layer in layers:
            for question in LOADED.scope.questions.values():
                place = f"/{question.place}" if question.place else ""
                yield f"{layer}.answers.{question.criterion.id}{place}", self.some(self._answer(question))

    def _answer(self, question: Question) -> str:
        if question.quantity.words:
            words = " ".join(f"WHEN {place} THEN '{word}'" for place, word in enumerate(question.quantity.words))
            return f"CASE {self.drawn(len(question.quantity.words) - 1)} {words} END"
        if question.quantity.role == "count":
            return self.drawn(2)
        most, step = LOADED.framework.maximum_of(question.scored), LOADED.framework.step_of(question.scored)
        return f"({most} - {step} * {self.drawn(2)}) / 100"


def write_rows(
    folder: Path, rows: int, *, missing: float = 0.0, layers: tuple[str, ...] = ("self",), stated: bool = True
) -> None:
    """Write so many right meetings; of what need not be there, so large a share is missing.

    `stated`: they state what earlier months decide.
    """
    folder.mkdir(parents=True)
    left_out = () if stated else tuple(LOADED.framework.history)
    told = (f'{sql} AS "{name}"' for name, sql in _Columns(missing).all(layers) if name not in left_out)
    columns = ", ".join(told)
    day = "month + CAST(hash(i) % 28 AS INTEGER)"
    given = (
        f"SELECT i, month, {day} AS day, CAST(9 + hash(i * 1000 + 998) % 32 AS BIGINT) AS members,"
        f" CAST(hash(i * 1000 + 999) % 4 AS BIGINT) AS excused"
        f" FROM (SELECT range AS i, make_date(2026, CAST(range % {MONTHS} AS INTEGER) + 1, 1) AS month"
    )
    with duckdb.connect(config={"threads": 1}) as connection:
        connection.execute("SET enable_progress_bar = false")
        for start in range(0, rows, FILE_ROWS):
            table = f"{given} FROM range({start}, {min(start + FILE_ROWS, rows)})))"
            file = folder / f"phan-{start // FILE_ROWS:03}.parquet"
            connection.execute(f"COPY (SELECT {columns} FROM ({table}) TO '{file}' (FORMAT parquet)")
