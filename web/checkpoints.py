"""Checkpoints of the ledger, signed by a key of this installation, to be kept elsewhere and compared later.

Such a key proves nothing against whoever holds the machine. What does is the checkpoint that somebody keeps elsewhere:
with it, entries that were changed later, or cut off, show.
"""

from __future__ import annotations

import io
import secrets
import tempfile
import zipfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path as File
from typing import TYPE_CHECKING

from chamdiem.engine.office.ledgers import check
from chamdiem.engine.office.proofs import CheckpointFiles
from chamdiem.engine.proof.audit import leaves_text
from chamdiem.engine.proof.giving import sign_state, sound_tree
from chamdiem.engine.proof.keys import PrivateKey, read_private, read_public
from chamdiem.rules.records.faults import FaultyInput, refusal
from chamdiem.web.checkpoint_days import noted_on
from chamdiem.web.place import keep_file

if TYPE_CHECKING:
    from chamdiem.engine.office.ledgers import Inspection
    from chamdiem.engine.office.office import Office
    from chamdiem.engine.proof.keys import PublicKey
    from chamdiem.web.house import House
    from chamdiem.web.place import DataFolder

NOTE, LEAVES, KEY = "diem-chot.txt", "la.txt", "khoa-cong-khai.txt"
"""The files of a checkpoint that is kept: what was signed, what the leaves were, and the key that checks it."""
_MOST_OPENED = 64 * 1024 * 1024
_DAY_OF_ZIP = (1980, 1, 1, 0, 0, 0)


def signer(folder: DataFolder) -> PrivateKey:
    """Return the key by which this installation signs; it is made when it is first asked for."""
    file = folder.checkpoint_key
    if not file.exists():
        # somebody else may make it at the same moment; then theirs counts
        with suppress(FaultyInput):
            keep_file(file, f"{PrivateKey.new(f'chamdiem-{secrets.token_hex(4)}').text}\n")
    return read_private(file)


def checkpoint_file(house: House, folder: DataFolder) -> bytes:
    """Return a checkpoint of what the ledger holds now, as an archive with all that comparing it takes.

    What was signed stays in the data folder, the first of each day: not to prove anything, which it cannot there, but
    so that pages can tell how long ago somebody took one.

    Raises:
        FaultyInput: the ledger is not sound: nothing of it is signed.
    """
    key, tree = signer(folder), sound_tree(house.ledger)
    texts = {NOTE: sign_state(tree, key).note, LEAVES: leaves_text(tree), KEY: f"{key.public.text}\n"}
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in texts.items():
            archive.writestr(zipfile.ZipInfo(name, _DAY_OF_ZIP), text, zipfile.ZIP_DEFLATED)
    # somebody else may take one at the same moment; then theirs counts
    with suppress(FaultyInput):
        keep_file(noted_on(folder, house.today), texts[NOTE])
    return content.getvalue()


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """What comparing gave. `is_ours`: the checkpoint was signed by this installation's key; None: none was given."""

    found: Inspection
    is_ours: bool | None = None

    @property
    def after(self) -> int:
        """How many entries came after the checkpoint."""
        return max(0, self.found.size - self.found.kept) if self.found.kept is not None else 0


def compare(office: Office, folder: DataFolder, sent: bytes | None) -> Compared:
    """Check the whole ledger, and compare it with a checkpoint that somebody kept, where one is given.

    Raises:
        FaultyInput: what was given is no checkpoint, or none that its key has signed.
    """
    if sent is None:
        return Compared(found=check(office, folder.ledger, None))
    with tempfile.TemporaryDirectory(prefix="chamdiem-") as place:
        files = _unpacked(File(place), sent, signer(folder).public)
        is_ours = read_public(files.key) == signer(folder).public
        return Compared(found=check(office, folder.ledger, files), is_ours=is_ours)


def _unpacked(place: File, sent: bytes, own: PublicKey) -> CheckpointFiles:
    """Lay down what was sent: our archive, or the signed note alone."""
    note, leaves, key = (place / name for name in (NOTE, LEAVES, KEY))
    if not sent.startswith(b"PK"):
        note.write_bytes(sent)
        key.write_text(f"{own.text}\n", encoding="utf-8")
        return CheckpointFiles(checkpoint=note, key=key)
    try:
        with zipfile.ZipFile(io.BytesIO(sent)) as archive:
            names = {each.filename: each for each in archive.infolist()}
            if sum(each.file_size for each in names.values()) > _MOST_OPENED or not {NOTE, KEY} <= names.keys():
                raise refusal("audit.no_archive", "")
            for file in (note, leaves, key):
                if file.name in names:
                    with archive.open(names[file.name]) as opened:
                        file.write_bytes(opened.read(_MOST_OPENED))
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, ValueError, EOFError) as error:
        raise refusal("audit.no_archive", "") from error
    return CheckpointFiles(checkpoint=note, key=key, leaves=leaves if leaves.exists() else None)
