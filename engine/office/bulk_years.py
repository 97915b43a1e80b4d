"""The act of rating all cells of large tables over several months."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

from chamdiem.engine.bulk_runs.database import database
from chamdiem.engine.bulk_runs.finished import finished_runs
from chamdiem.engine.bulk_years.run_months import RunMonths
from chamdiem.engine.bulk_years.year_table import write_table
from chamdiem.engine.files.atomic import pieces_of
from chamdiem.engine.history.periods import PeriodScorer
from chamdiem.engine.office.checking import read_cells
from chamdiem.engine.office.periods import CellRater, PeriodSource, nothing_of, period_for
from chamdiem.engine.office.requests import form_of
from chamdiem.engine.reading.items import unheard
from chamdiem.rules.records.faults import Fault, FaultyInput
from chamdiem.rules.records.identity import key_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path as File

    from chamdiem.engine.bulk_years.run_months import CellMonths
    from chamdiem.engine.files.outputs import Consent
    from chamdiem.engine.history.periods import PeriodResult
    from chamdiem.engine.office.office import Hear, Office
    from chamdiem.engine.reading.register import RegisteredCell

FORMS = ("parquet", "csv")


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkYearRequest(PeriodSource):
    """From which folders of runs, as its inputs, all cells are to be rated for which months, into which file."""

    output: File


class YearTold(NamedTuple):
    """What came of a table of a year: how many cells have each rating, best first, and how many none, by why."""

    ratings: Mapping[str, int]
    without: Mapping[str, int]


def write_bulk_year(office: Office, asked: BulkYearRequest, consent: Consent, hear: Hear = unheard) -> YearTold:
    """Rate every cell of runs over several months, and write a table of them.

    Cells of the register of which no row is are among them.

    Raises:
        FaultyInput: a folder has no finished run, or none with facts; a meeting stands in several rows; no framework
            has a rule for such months; or there is no cell at all.
    """
    consent = office.consent(consent, asked.files, asked.output)
    form = form_of(asked.output, FORMS)
    runs = finished_runs(asked.inputs, office.catalog)
    register = {key_of(cell.id): cell for cell in read_cells(office, asked.register, hear) or ()}
    told: Counter[tuple[str, str]] = Counter()
    with TemporaryDirectory() as space, database(space) as opened:
        months = RunMonths(opened, runs, asked.span.months)
        framework, period = period_for(office, asked, lambda: months.told)
        scorer, cells = PeriodScorer(framework, period, asked.span), months.of_period(period)
        rater = CellRater(scorer, asked.active, dict(cells.cells(_predecessors(register))))
        results = office.watch(_rated(cells, rater, register, told), _count(cells, register), "bulk.rating_cells")
        file = Path(space) / f"year.{form}"
        write_table(opened, scorer, results, file, form)
        if not told:
            raise FaultyInput([Fault("periods.nothing", details={"span": str(asked.span)})])
        office.write(asked.output, pieces_of(file), consent)
    ratings = [(rating.title, told[rating.id, "rated"]) for rating in scorer.whole.framework.ratings]
    return YearTold(
        {title: count for title, count in ratings if count},
        {status: count for (rating, status), count in sorted(told.items()) if not rating},
    )


def _predecessors(register: Mapping[str, RegisteredCell]) -> frozenset[str]:
    """Return the cells of which others were made, whose months are asked for with these."""
    return frozenset(key_of(name) for cell in register.values() for name in cell.predecessors)


def _count(cells: CellMonths, register: Mapping[str, RegisteredCell]) -> int:
    return cells.count() + len(register.keys() - cells.keys(register))


def _rated(
    cells: CellMonths, rater: CellRater, register: Mapping[str, RegisteredCell], told: Counter[tuple[str, str]]
) -> Iterator[PeriodResult]:
    """Yield what every cell gets, those without a row last, and count them by rating, or by why there is none."""
    left = dict(register)
    for key, gathered in cells.cells():
        yield _counted(rater.rated(gathered, left.pop(key, None)), told)
    for cell in left.values():
        yield _counted(rater.rated(nothing_of(cell, cell.id), cell), told)


def _counted(result: PeriodResult, told: Counter[tuple[str, str]]) -> PeriodResult:
    told[result.rating.id if result.rating else "", result.status] += 1
    return result
