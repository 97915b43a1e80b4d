"""The records of a ledger as a table: scored in bulk, each gives what the ledger has of it."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import pytest

from bulk_scored import bulk_scored, office_on
from chamdiem import cli
from chamdiem.engine.files.outputs import Consent
from chamdiem.engine.ledger.contents import KeptResult
from chamdiem.engine.office.bulk_ledgers import LedgerTableRequest, write_ledger_table
from chamdiem.rules.records.faults import FaultyInput

if TYPE_CHECKING:
    from chamdiem.engine.ledger.store import Ledger

OFFICE = office_on(dt.date(2027, 1, 1))


def kept(ledger: Ledger) -> dict[tuple[str, str], tuple[Any, Any]]:
    """Return total and rating of every result that a ledger has, by cell and layer."""
    found = {}
    for entry in ledger.entries(1, ledger.size()):
        content = entry.content
        if isinstance(content, KeptResult):
            for name, layer in content.layers.items():
                if layer.result is not None:
                    found[content.meeting.cell, name] = (layer.result.total, layer.result.rating)
    return found


@pytest.mark.nightly
def test_a_table_of_a_ledger_gives_what_the_ledger_has(filled: Ledger, tmp_path: Path) -> None:
    """Every meeting, by its own framework, in both layers: the same totals and ratings."""
    asked = LedgerTableRequest(ledger=filled.name, output=tmp_path / "bang.csv")
    assert write_ledger_table(OFFICE, asked, Consent()) == 7
    run = bulk_scored(OFFICE, tmp_path / "ket-qua", asked.output)
    assert run.rejected is None
    found: dict[tuple[str, str], list[Any]] = {}
    for framework in run.frameworks:
        read = f'SELECT cell_id, layer, "award total", rating FROM {run.results(framework)}'  # noqa: S608 - our own
        found |= {(cell, layer): told for cell, layer, *told in duckdb.execute(read).fetchall()}
    assert {key: tuple(told) for key, told in found.items()} == kept(filled)


def test_a_framework_is_chosen(filled: Ledger, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Only what was scored by it is in the table; of none at all nothing is written."""
    file = tmp_path / "bang.csv"
    assert cli.run(["bulk", "table", filled.name, "-o", str(file), "--framework", "an-phu/2025"]) == 0
    with file.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert {row["framework"] for row in rows} == {"an-phu/2025"}
    assert {row["cell_id"] for row in rows} <= {cell for cell, _ in kept(filled)}
    assert any(row["upper.answers.3.1"] for row in rows)
    assert f"{len(rows)} hồ sơ" in capsys.readouterr().out
    asked = LedgerTableRequest(ledger=filled.name, output=tmp_path / "khac.csv", framework="nghe-an/khong-co")
    with pytest.raises(FaultyInput, match=r"bulk\.no_records"):
        write_ledger_table(OFFICE, asked, Consent())
    assert not Path(asked.output).exists()
