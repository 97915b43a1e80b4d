"""Ledgers that were written by released versions: whole, and replayed equal by this one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from chamdiem.engine.ledger.contents import KeptResult, LayerResult
from chamdiem.engine.ledger.fsck import Checker, check_ledger
from chamdiem.engine.ledger.opening import create_ledger
from chamdiem.engine.ledger.transfer import import_file
from chamdiem.engine.replay.replaying import Replay
from chamdiem.engine.replay.selection import Selection

if TYPE_CHECKING:
    from chamdiem.engine.ledger.entries import Entry

LEDGERS = sorted((Path(__file__).resolve().parents[2] / "golden" / "ledgers").glob("*.jsonl"))


def test_there_is_one() -> None:
    """Every released version leaves a ledger here."""
    assert LEDGERS


def parts_of(entry: Entry) -> list[LayerResult]:
    """Return the results of the layers that an evaluation scored."""
    content = entry.content
    assert isinstance(content, KeptResult)
    return [layer.result for layer in content.layers.values() if layer.result]


@pytest.mark.parametrize("file", LEDGERS, ids=[file.stem for file in LEDGERS])
def test_golden_ledger(file: Path, tmp_path: Path) -> None:
    """A ledger of an earlier version is taken in without loss, is right from inside, and comes out equal.

    Of records that were incomplete more may be known now.
    """
    with create_ledger(str(tmp_path / "so.ledger")) as ledger:
        for _ in import_file(ledger, file):
            pass
        assert [fault for fault in check_ledger(ledger, Checker()) if fault is not None] == []
        found = list(Replay(Selection()).begin(ledger)(1, ledger.size()))
        kept = {entry.sequence: entry for entry in ledger.entries()}
    assert found
    assert {verdict.number for verdict in found if verdict.result not in {"equal", "tighter"}} == set()
    open_ones = {verdict.number for verdict in found if verdict.result == "tighter"}
    assert all(any(part.total is None for part in parts_of(kept[number])) for number in open_ones)
