"""Ledgers that released versions wrote: each is read, found whole, and stands as it stood."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from chamdiem.engine.ledger.fsck import Checker, check_ledger
from chamdiem.engine.ledger.opening import create_ledger, open_ledger
from chamdiem.engine.ledger.states import meeting_state
from chamdiem.engine.ledger.transfer import import_file, line_of

LEDGERS = Path(__file__).resolve().parents[2] / "golden" / "ledgers"
VERSIONS = sorted(file.stem for file in LEDGERS.glob("*.jsonl"))
HEADS = {
    "0.1.0": "a6ffcd9383a4931eb8d8c5df78b2f1580c7a6f49bc43521be581fb7c5f7c664d",
    "0.2.0": "2f7916b2ffe16c767fd439cac68f149bf24fb4b19b22c0ed6448bfe9a7aeff8b",
    "0.1.0-do-dang": "d700da26645a65ce2d442ee13e66629da2e1603bab969097b90efae72a6723f1",
}
"""The hash of each one's last entry, which stands for every byte of all of them."""
IN_FORCE = {
    "0.1.0": {"regular/2025-11/VD-01": [14, 15], "regular/2024-03/VD-02": [5, 6], "regular/2025-11/VD-06": [7, 8]},
    "0.2.0": {"regular/2025-11/VD-01": [14, 15], "regular/2024-03/VD-02": [5, 6], "regular/2025-11/VD-06": [7, 8]},
    "0.1.0-do-dang": {"regular/2025-11/TD-01": [2, 3, 26, 27], "regular/2025-11/TD-02": [28, 29]},
}


def test_every_version_is_kept() -> None:
    """Each version has its export and its file, and its last hash stands here."""
    assert VERSIONS == sorted(HEADS) == sorted(file.stem for file in LEDGERS.glob("*.ledger"))


@pytest.mark.parametrize("version", VERSIONS)
def test_file_of_a_version(version: str, tmp_path: Path) -> None:
    """The file that a version left is opened by this one, is whole to the known hash, and exports the same lines."""
    copy = tmp_path / "so.ledger"
    shutil.copy(LEDGERS / f"{version}.ledger", copy)
    checker = Checker()
    with open_ledger(str(copy)) as opened:
        assert [fault for fault in check_ledger(opened, checker) if fault] == []
        assert checker.head == HEADS[version]
        exported = b"".join(map(line_of, opened.entries()))
    assert exported == (LEDGERS / f"{version}.jsonl").read_bytes()


@pytest.mark.parametrize("version", VERSIONS)
def test_export_of_a_version(version: str, name: str) -> None:
    """The export of a version goes into a new ledger of either store, to the same hash; its meetings stand as they did."""
    with create_ledger(name) as made:
        for _ in import_file(made, LEDGERS / f"{version}.jsonl"):
            pass
        head = made.head()
        assert head is not None
        assert head.hash == HEADS[version]
        states = {meeting: meeting_state(made, meeting) for meeting in IN_FORCE[version]}
    standing = {key: [entry.sequence for entry in state.in_force] for key, state in states.items() if state}
    assert standing == IN_FORCE[version]
