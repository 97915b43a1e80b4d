"""Ledgers that were written by released versions: whole, and replayed equal by this one."""

from __future__ import annotations

from pathlib import Path

import pytest

from chamdiem.engine.ledger.fsck import Checker, check_ledger
from chamdiem.engine.ledger.opening import create_ledger
from chamdiem.engine.ledger.transfer import import_file
from chamdiem.engine.replay.replaying import Replay
from chamdiem.engine.replay.selection import Selection

LEDGERS = sorted((Path(__file__).resolve().parents[2] / "golden" / "ledgers").glob("*.jsonl"))


def test_there_is_one() -> None:
    """Every released version leaves a ledger here."""
    assert LEDGERS


@pytest.mark.parametrize("file", LEDGERS, ids=[file.stem for file in LEDGERS])
def test_golden_ledger(file: Path, tmp_path: Path) -> None:
    """A ledger of an earlier version is taken in without loss, is right from inside, and comes out equal."""
    with create_ledger(str(tmp_path / "so.ledger")) as ledger:
        for _ in import_file(ledger, file):
            pass
        assert [fault for fault in check_ledger(ledger, Checker()) if fault is not None] == []
        found = list(Replay(Selection()).begin(ledger)(1, ledger.size()))
    assert found
    assert {(verdict.number, verdict.result) for verdict in found} == {(verdict.number, "equal") for verdict in found}
