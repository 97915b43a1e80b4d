"""Proofs: keys, signed checkpoints, seals of sheets, and what ties printed sheets to a ledger."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path as File
from typing import TYPE_CHECKING

from chamdiem.engine.files.atomic import refuse_existing, write_private
from chamdiem.engine.files.contents import bounded_content_of
from chamdiem.engine.files.outputs import LASTING
from chamdiem.engine.files.protected import refuse_protected
from chamdiem.engine.office.office import Notice
from chamdiem.engine.office.requests import form_of
from chamdiem.engine.proof.audit import check_against, leaves_text, read_leaves, tree_of
from chamdiem.engine.proof.checkpoints import read_checkpoint
from chamdiem.engine.proof.cover import cover_page
from chamdiem.engine.proof.giving import prove_entry, prove_growth, seal_sheet, sealed, sign_state, sound_tree
from chamdiem.engine.proof.keys import PrivateKey, read_private, read_public
from chamdiem.engine.proof.verifying import MAX_SHEET
from chamdiem.engine.proof.verifying import verify as check
from chamdiem.engine.reading.items import unheard

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from chamdiem.engine.files.outputs import Consent
    from chamdiem.engine.ledger.entries import Entry
    from chamdiem.engine.ledger.store import Ledger
    from chamdiem.engine.office.office import FileContent, Hear, Office
    from chamdiem.engine.paper.report_file import Form
    from chamdiem.engine.proof.checkpoints import Checkpoint
    from chamdiem.engine.proof.keys import PublicKey
    from chamdiem.engine.proof.verifying import Verified
    from chamdiem.engine.texts import Lang
    from chamdiem.rules.records.faults import Fault

PAGES: tuple[Form, ...] = ("html", "pdf")
"""The forms of a checkpoint's page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckpointFiles:
    """A checkpoint that somebody kept: its file, the public key's, and that of its leaves if they were kept."""

    checkpoint: File
    key: File
    leaves: File | None = None

    @property
    def files(self) -> tuple[File | None, ...]:
        """All of them, which no act may write over that reads them."""
        return self.checkpoint, self.key, self.leaves


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptCheckpoint:
    """A checkpoint that somebody kept, its signature checked, with the key and its list of leaves if there is one."""

    checkpoint: Checkpoint
    key: PublicKey
    leaves: Sequence[bytes] | None = None

    def faults(self, ledger: Ledger) -> list[Fault]:
        """Return what in a ledger is no longer as the checkpoint says."""
        return check_against(tree_of(ledger), ledger.name, self.checkpoint, self.leaves)


def read_kept(files: CheckpointFiles) -> KeptCheckpoint:
    """Read a checkpoint that was kept."""
    key = read_public(files.key)
    signed = read_checkpoint(files.checkpoint, key)
    leaves = read_leaves(files.leaves, signed) if files.leaves else None
    return KeptCheckpoint(checkpoint=signed, key=key, leaves=leaves)


def make_keys(office: Office, name: str, output: File, consent: Consent, hear: Hear = unheard) -> None:
    """Make a pair of keys, the public one in a file beside the private one's; a private key is only ever new."""
    public = File(f"{output}.pub")
    for file in (output, public):
        refuse_existing(file)
        refuse_protected(file)
    key = PrivateKey.new(name)
    write_private(output, f"{key.text}\n")
    hear(Notice("proof.private_written", {"file": output}, aside=False))
    office.write(public, f"{key.public.text}\n", consent, LASTING)
    hear(Notice("proof.public_written", {"file": public}, aside=False))


@dataclass(frozen=True, slots=True, kw_only=True)
class Signing:
    """What is to be signed by which private key, and where it goes: the checkpoint, its leaves, its page of paper.

    `since` is an older checkpoint that the ledger must continue.
    """

    ledger: str
    key: File
    output: File
    leaves: File | None = None
    cover: File | None = None
    since: File | None = None


def sign(office: Office, signing: Signing, lang: Lang, consent: Consent, hear: Hear = unheard) -> Checkpoint:
    """Sign what a ledger holds now, and write it; where one of the files may not be written, none is."""
    outputs = (signing.output, signing.leaves, signing.cover)
    consent = office.consent(consent, (signing.ledger, signing.key, signing.since), *outputs)
    form = form_of(signing.cover, PAGES) if signing.cover else None
    signer = read_private(signing.key)
    older = read_checkpoint(signing.since, signer.public) if signing.since else None
    with office.ledger(signing.ledger) as opened:
        tree = sound_tree(opened, older)
    signed = sign_state(tree, signer)
    made: dict[File, FileContent] = {signing.output: signed.note}
    codes = {signing.output: "proof.checkpoint_written"}
    if signing.leaves is not None:
        made[signing.leaves], codes[signing.leaves] = leaves_text(tree), "proof.leaves_written"
    if signing.cover is not None and form is not None:
        made[signing.cover] = cover_page(signed, signer.public, form, office.clock.today(), lang)
        codes[signing.cover] = "proof.cover_written"
    # a checkpoint without the leaves that were asked for would pass for whole
    office.write_all(made, consent, LASTING)
    for file, code in codes.items():
        hear(Notice(code, {"file": file}, aside=False))
    return signed


def seal(office: Office, ledger: str, entry: int, files: Iterable[File]) -> list[int]:
    """Record that files are the sheets of an evaluation, all or none, and return the numbers of their seals."""
    contents = [bounded_content_of(file, MAX_SHEET) for file in files]
    with office.ledger(ledger) as opened, opened.atomic():
        return [seal_sheet(opened, entry, content, office.clock.stamp()).sequence for content in contents]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proving:
    """What is to be proved under a checkpoint.

    `what` is the number of an entry, or a sheet by its seal; None: that the ledger only grew since an older checkpoint.
    """

    ledger: str
    under: CheckpointFiles
    what: int | File | None = None
    since: File | None = None


def prove(office: Office, proving: Proving, output: File, consent: Consent) -> None:
    """Write a proof into a file."""
    sheet = proving.what if isinstance(proving.what, File) else None
    consent = office.consent(consent, (proving.ledger, sheet, proving.since, *proving.under.files), output)
    kept = read_kept(proving.under)
    older = read_checkpoint(proving.since, kept.key) if proving.since else None
    with office.ledger(proving.ledger) as opened:
        if older is not None:
            text = prove_growth(opened, older, kept.checkpoint).text
        else:
            text = prove_entry(opened, _entry(opened, proving.what), kept.checkpoint).text
    office.write(output, text, consent)


def _entry(ledger: Ledger, what: int | File | None) -> Entry:
    """Return the entry of a number, or the seal of a file."""
    if isinstance(what, File):
        return sealed(ledger, bounded_content_of(what, MAX_SHEET), str(what))
    return ledger.get(what or 0)


def verify(
    _office: Office, file: File, key: File, kept: File | None = None, proof: File | None = None
) -> tuple[PublicKey, Verified]:
    """Check a checkpoint, a proof or a sheet without any ledger, and return by which key; see `verifying.verify`."""
    public = read_public(key)
    return public, check(file, public, read_checkpoint(kept, public) if kept else None, proof)
