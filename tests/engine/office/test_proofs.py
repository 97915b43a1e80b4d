"""Proofs asked of the office: what it writes, what it tells, and what it finds true."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from chamdiem.engine.files.outputs import Consent
from chamdiem.engine.office import ledgers, proofs
from chamdiem.engine.office.office import Notice, Office
from chamdiem.engine.office.proofs import CheckpointFiles, Proving, Signing
from chamdiem.rules.records.faults import FaultyInput
from commune import ACT, staffed
from places import EXAMPLES

if TYPE_CHECKING:
    from pathlib import Path

    from chamdiem.engine.reading.items import Remark

FULL = next(EXAMPLES.glob("01-*"))
OFFICE, NOTHING = Office(), Consent()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with a ledger of one meeting and a pair of keys."""
    ledgers.make(OFFICE, str(tmp_path / "so.ledger"))
    ledgers.add(OFFICE, ledgers.RecordsAdded(ledger=str(tmp_path / "so.ledger"), records=(FULL,)))
    proofs.make_keys(OFFICE, "so", tmp_path / "so.key", NOTHING)
    return tmp_path


def signing(folder: Path, **more: Path) -> Signing:
    """Return that the ledger of a folder is to be signed."""
    return Signing(ledger=str(folder / "so.ledger"), key=folder / "so.key", output=folder / "chot.txt", **more)


def test_every_file_is_told_once_it_stands(folder: Path) -> None:
    """A checkpoint, its leaves and its page are written and told in this order."""
    told: list[tuple[str, object]] = []

    def hear(notice: Remark | Notice) -> None:
        assert isinstance(notice, Notice)
        told.append((notice.code, notice.details["file"]))
        assert all(file.exists() for _, file in told)  # type: ignore[attr-defined]

    leaves, cover = folder / "la.txt", folder / "bia.html"
    signed = proofs.sign(OFFICE, signing(folder, leaves=leaves, cover=cover), "vi", NOTHING, hear)
    codes = ("proof.checkpoint_written", "proof.leaves_written", "proof.cover_written")
    assert told == list(zip(codes, (folder / "chot.txt", leaves, cover), strict=True))
    assert signed.size == len(leaves.read_text().splitlines()) == 3


def test_none_is_written_where_one_may_not_be(folder: Path) -> None:
    """Where the list of leaves may not be replaced, no checkpoint is written either."""
    (folder / "la.txt").write_text("của tôi", encoding="utf-8")
    with pytest.raises(FaultyInput) as caught:
        proofs.sign(OFFICE, signing(folder, leaves=folder / "la.txt"), "vi", NOTHING)
    assert [fault.code for fault in caught.value.faults] == ["file.lasting"]
    assert not (folder / "chot.txt").exists()


def test_a_sealed_sheet_is_proved_and_verified(folder: Path) -> None:
    """A seal is recorded under a number; its proof is written, and verified with files alone, by the key that signed."""
    sheet = folder / "phieu.html"
    sheet.write_text("<p>phiếu</p>", encoding="utf-8")
    so = str(folder / "so.ledger")
    assert proofs.seal(OFFICE, so, 3, [sheet]) == [4]
    signed = proofs.sign(OFFICE, signing(folder), "vi", NOTHING)
    files = CheckpointFiles(checkpoint=folder / "chot.txt", key=folder / "so.key.pub")
    proof = folder / "phieu.tlog-proof"
    proofs.prove(OFFICE, Proving(ledger=so, under=files, what=sheet), proof, NOTHING)
    key, found = proofs.verify(OFFICE, sheet, files.key, files.checkpoint, proof)
    assert (key.name, found.checkpoint, found.sheet) == ("so", signed, str(sheet))
    assert found.entry is not None
    assert found.entry.sequence == 4


def test_growth_is_proved(folder: Path) -> None:
    """That a ledger only grew is proved between two of its checkpoints."""
    older = folder / "cu.txt"
    proofs.sign(OFFICE, signing(folder), "vi", NOTHING)
    (folder / "chot.txt").rename(older)
    with OFFICE.ledger(str(folder / "so.ledger")) as opened:
        staffed(opened, OFFICE.clock.stamp())
    ledgers.decide(OFFICE, str(folder / "so.ledger"), 3, "tot", ACT)
    newer = proofs.sign(OFFICE, signing(folder, since=older), "vi", NOTHING)
    files = CheckpointFiles(checkpoint=folder / "chot.txt", key=folder / "so.key.pub")
    proving = Proving(ledger=str(folder / "so.ledger"), under=files, since=older)
    proofs.prove(OFFICE, proving, folder / "lon.txt", NOTHING)
    _, found = proofs.verify(OFFICE, folder / "lon.txt", files.key, older)
    assert found.older is not None
    assert (found.older.size, found.checkpoint.size) == (3, newer.size)
