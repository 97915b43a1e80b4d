"""All cells of large tables rated over several months: each gets what it gets when it is rated alone."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import duckdb
import pytest

from bulk_scored import bulk_scored, office_on
from chamdiem.engine.files.outputs import Consent
from chamdiem.engine.office.bulk_years import BulkYearRequest, write_bulk_year
from chamdiem.engine.office.periods import PeriodSource, rate_cells
from chamdiem.rules.records.faults import FaultyInput
from chamdiem.rules.records.spans import read_span
from many_rows import chance_of, write_csv

if TYPE_CHECKING:
    from pathlib import Path
    from random import Random

    from chamdiem.engine.history.periods import PeriodResult
    from chamdiem.engine.office.bulk_years import YearTold

OFFICE = office_on(dt.date(2027, 1, 15))
PHU_THO = "phu-tho/khoi-co-quan"
POINTS = ("1", "2", "3", "4")


def meetings(chance: Random, cells: int) -> list[dict[str, str]]:
    """Return meetings of cells in most months of 2026, most of which are decided."""
    found = []
    for cell in range(1, cells + 1):
        good = chance.random() < 0.5
        for month in range(1, 13):
            if chance.random() < 0.1:
                continue
            told = {
                "cell_id": f"CB-{cell}", "cell_name": f"Chi bộ số {cell}", "upper_org": f"Đảng bộ số {cell % 2}",
                "period": f"2026-{month:02}", "date": f"2026-{month:02}-{chance.randint(1, 28):02}",
                "meeting_kind": "regular", "members_total": "12", "framework": PHU_THO,
            }  # fmt: skip
            if chance.random() < 0.9:
                told["decided.rating"] = (
                    "tot" if good or chance.random() < 0.6 else chance.choice(["kha", "trung_binh"])
                )
            found.append(told)
    chance.shuffle(found)
    return found


def registered(folder: Path, cells: int) -> Path:
    """Return a list of cells: one more than there are rows of, one that was founded late."""
    file = folder / "danh-sach.csv"
    head = "cell_id,cell_name,upper_org,founded\n"
    lines = [f"CB-{each},Chi bộ số {each},Đảng bộ số {each % 2},\n" for each in range(1, cells)]
    lines += [f"CB-{cells},Chi bộ số {cells},Đảng bộ số {cells % 2},2026-04-10\n", "KHAC,Chi bộ khác,Đảng bộ số 1,\n"]
    file.write_text(head + "".join(lines), "utf-8")
    return file


def rated(folder: Path, output: str, *runs: Path, **more: Any) -> tuple[YearTold, dict[str, dict[str, Any]]]:  # noqa: ANN401 - of a request
    """Rate the cells of runs, and return what is told of them, and the lines of the table by their cells."""
    asked = BulkYearRequest(
        inputs=runs, output=folder / output, **{"span": read_span("2026"), "framework": PHU_THO, **more}
    )
    told = write_bulk_year(OFFICE, asked, Consent())
    cursor = duckdb.execute(f"SELECT * FROM '{folder / output}'")  # noqa: S608 - our own
    names = [each[0] for each in cursor.description or ()]
    lines = (dict(zip(names, values, strict=True)) for values in cursor.fetchall())
    return told, {line["cell_id"]: line for line in lines}


def line_of(result: PeriodResult) -> dict[str, Any]:
    """Return what a line says of what a cell gets."""
    good = result.prospect.number("ky_tot")
    assert good is not None
    return {
        "cell_name": result.called, "upper_org": result.upper_org, "status": result.status,
        "rating": result.rating.id if result.rating else None,
        "possible": ",".join(each.id for each in result.possible) or None,
        "active": len(result.activity.months) if result.activity.months else None, "open": len(result.open),
        "least ky_tot": good[0], "most ky_tot": good[1],
    }  # fmt: skip


def compare(chance: Random, cells: int, folder: Path) -> YearTold:
    """Assert that every cell gets what it gets from the records themselves; return what is told of all."""
    rows = meetings(chance, cells)
    half = len(rows) // 2
    tables = [write_csv(folder / f"{n}.csv", part) for n, part in enumerate((rows[:half], rows[half:]))]
    runs = [bulk_scored(OFFICE, folder / f"kq-{each.stem}", each, with_rules=True).folder for each in tables]
    register = registered(folder, cells)
    told, lines = rated(folder, "nam.parquet", *runs, register=register)
    source = PeriodSource(span=read_span("2026"), inputs=tuple(tables), framework=PHU_THO, register=register)
    expected = {each.cell: each for each in rate_cells(OFFICE, source)}
    assert lines.keys() == expected.keys()
    for cell, result in expected.items():
        own = line_of(result)
        assert {name: lines[cell][name] for name in own} == own, cell
    return told


def test_cells_get_what_each_gets_alone(tmp_path: Path) -> None:
    """A table of all cells says of each what rating it by its records says, those without a row among them."""
    told = compare(chance_of(1), 8, tmp_path)
    assert sum(told.ratings.values()) + sum(told.without.values()) == 9
    assert set(told.without) <= {"open", "unresolved"}
    assert told.without["unresolved"] == 1


@pytest.mark.nightly
@pytest.mark.parametrize("seed", range(2, 6))
def test_cells_get_what_each_gets_alone_at_length(seed: int, tmp_path: Path) -> None:
    """The same of hundreds of cells."""
    compare(chance_of(seed), 300, tmp_path)


def test_a_table_of_a_year_is_csv_too(tmp_path: Path) -> None:
    """As CSV it has the same lines; where nobody says in which months cells were active, that is told."""
    table = write_csv(tmp_path / "bang.csv", meetings(chance_of(2), 2))
    run = bulk_scored(OFFICE, tmp_path / "kq", table, with_rules=True, form="csv")
    told, lines = rated(tmp_path, "nam.csv", run.folder)
    assert {line["status"] for line in lines.values()} <= {"asked", "rated", "open"}
    all_year, active = rated(tmp_path, "ca-nam.parquet", run.folder, active="all")
    assert {line["active"] for line in active.values()} == {12}
    assert sum(all_year.without.values()) <= sum(told.without.values())


def test_a_year_of_which_no_row_is_says_so(tmp_path: Path) -> None:
    """Where no framework is named and no row is there to go by, that is said, and not what some framework leaves out."""
    run = bulk_scored(
        OFFICE, tmp_path / "kq", write_csv(tmp_path / "bang.csv", meetings(chance_of(3), 1)), with_rules=True
    )
    with pytest.raises(FaultyInput) as error:
        rated(tmp_path, "nam.csv", run.folder, framework=None, span=read_span("2024"))
    assert [fault.code for fault in error.value.faults] == ["periods.nothing"]


def test_a_meeting_in_two_folders_is_refused(tmp_path: Path) -> None:
    """A meeting that stands in two runs would count twice: the sentence names it, and no table is written."""
    table = write_csv(tmp_path / "bang.csv", meetings(chance_of(3), 1)[:2])
    runs = [bulk_scored(OFFICE, tmp_path / each, table, with_rules=True).folder for each in ("kq-1", "kq-2")]
    with pytest.raises(FaultyInput) as error:
        rated(tmp_path, "nam.parquet", *runs)
    (fault,) = error.value.faults
    assert fault.code == "bulk.month_twice"
    assert (fault.details["count"], fault.details["cell"]) == ("2", "CB-1")
    assert not (tmp_path / "nam.parquet").exists()


def test_results_without_facts_are_refused(tmp_path: Path) -> None:
    """Ratings that people gave stand among the facts: results without these tell no year."""
    run = bulk_scored(OFFICE, tmp_path / "kq", write_csv(tmp_path / "bang.csv", meetings(chance_of(3), 1)))
    with pytest.raises(FaultyInput) as error:
        rated(tmp_path, "nam.parquet", run.folder)
    assert [fault.code for fault in error.value.faults] == ["bulk.no_rules"]
