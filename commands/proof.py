"""Commands of proof: make keys, sign checkpoints, seal sheets, give proofs, and verify all of it without the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path as File
from typing import TYPE_CHECKING

import click

from chamdiem.commands.base import (
    WrongUsage,
    command,
    consent,
    form_of,
    option,
    output_file,
    output_option,
    place_names,
    tell,
    the_office,
    write,
)
from chamdiem.engine.texts import Lang, label, plain, say
from chamdiem.rules.language.fields import LAYERS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from chamdiem.engine.ledger.contents import KeptResult
    from chamdiem.engine.ledger.entries import Entry
    from chamdiem.engine.ledger.store import Ledger
    from chamdiem.engine.proof.checkpoints import Checkpoint
    from chamdiem.engine.proof.keys import PublicKey
    from chamdiem.engine.scoring.evaluation import Evaluation
    from chamdiem.engine.sheets.sheet_view import SheetMark
    from chamdiem.rules.language.faults import Fault

ledger_argument = click.argument("ledger")
PAGES = ("html", "pdf")
public_option = option("--key", metavar="FILE", required=True, help="help.public_key")


@command("keygen", "help.ledger_keygen")
@click.argument("name")
@option("-o", "--output", required=True, metavar="FILE", help="help.output")
def keygen(lang: Lang, name: str, output: str) -> None:
    """Make a pair of keys: the private one in a file of its own, the public one beside it."""
    from chamdiem.engine.files.atomic import refuse_existing, write_private
    from chamdiem.engine.files.outputs import LASTING
    from chamdiem.engine.files.protected import refuse_protected
    from chamdiem.engine.proof.keys import PrivateKey

    public = f"{output}.pub"
    for file in (File(output), File(public)):
        refuse_existing(file)
        refuse_protected(file)
    key = PrivateKey.new(name)
    write_private(File(output), f"{key.text}\n")
    tell(say(lang, "proof.private_written", file=output))
    write(lang, public, f"{key.public.text}\n", "proof.public_written", LASTING)


@command("checkpoint", "help.ledger_checkpoint")
@ledger_argument
@option("--key", metavar="FILE", required=True, help="help.private_key")
@output_option
@output_file("--leaves", metavar="FILE", help="help.leaves_output")
@output_file("--cover", "page", metavar="FILE", help="help.cover")
@option("--since", metavar="FILE", help="help.signed_since")
def checkpoint(lang: Lang, ledger: str, leaves: str | None, page: str | None, since: str | None, **files: str) -> None:
    """Sign what the ledger holds now."""
    from chamdiem.engine.files.outputs import LASTING, check_content
    from chamdiem.engine.ledger.opening import open_ledger
    from chamdiem.engine.proof.audit import leaves_text
    from chamdiem.engine.proof.checkpoints import read_checkpoint
    from chamdiem.engine.proof.giving import sign_state, sound_tree
    from chamdiem.engine.proof.keys import read_private

    form = form_of(page, PAGES) if page else None
    signer = read_private(File(files["key"]))
    older = read_checkpoint(File(since), signer.public) if since else None
    with open_ledger(ledger) as opened:
        tree = sound_tree(opened, older)
    signed = sign_state(tree, signer)
    made = [(files["output"], signed.note.encode(), "proof.checkpoint_written")]
    if leaves is not None:
        made.append((leaves, leaves_text(tree).encode(), "proof.leaves_written"))
    if page is not None and form is not None:
        made.append((page, cover(lang, signed, signer.public, form), "proof.cover_written"))
    for file, content, _ in made:
        check_content(File(file), content, consent(), LASTING)
    for file, content, code in made:
        write(lang, file, content, code, LASTING)


def cover(lang: Lang, signed: Checkpoint, key: PublicKey, form: str) -> bytes:
    """Return the page of a checkpoint, made today."""
    from chamdiem.engine.proof.cover import cover_page

    return cover_page(signed, key, "pdf" if form == "pdf" else "html", the_office().clock.today(), lang)


@command("seal", "help.ledger_seal")
@ledger_argument
@click.argument("entry", type=click.IntRange(min=1))
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
def seal(lang: Lang, ledger: str, entry: int, files: tuple[str, ...]) -> None:
    """Record that files are the sheets of an evaluation."""
    from chamdiem.engine.files.contents import bounded_content_of
    from chamdiem.engine.ledger.opening import open_ledger
    from chamdiem.engine.proof.giving import seal_sheet
    from chamdiem.engine.proof.verifying import MAX_SHEET

    contents = [bounded_content_of(File(file), MAX_SHEET) for file in files]
    with open_ledger(ledger) as opened, opened.atomic():
        made = [seal_sheet(opened, entry, content, the_office().clock.stamp()) for content in contents]
    for file, sealed in zip(files, made, strict=True):
        tell(say(lang, "proof.sealed", file=file, number=sealed.sequence))


@command("prove", "help.ledger_prove")
@ledger_argument
@click.argument("what", required=False, metavar="[ENTRY|SHEET]")
@public_option
@option("--checkpoint", metavar="FILE", required=True, help="help.proved_checkpoint")
@option("--since", metavar="FILE", help="help.since")
@output_file("-o", "--output", metavar="FILE", help="help.proof_output")
def prove(lang: Lang, ledger: str, what: str | None, output: str | None, since: str | None, **files: str) -> None:
    """Give a proof: of an entry, of a sheet, or that the ledger only grew since an older checkpoint."""
    from chamdiem.engine.ledger.opening import open_ledger
    from chamdiem.engine.proof.checkpoints import read_checkpoint
    from chamdiem.engine.proof.giving import prove_entry, prove_growth
    from chamdiem.engine.proof.keys import read_public
    from chamdiem.engine.proof.verifying import SUFFIX

    if (what is None) == (since is None):
        raise WrongUsage("usage.one_of", names=place_names("ENTRY, SHEET, --since", lang))
    target = output or (f"{what}{SUFFIX}" if what is not None and not _is_number(what) else None)
    if target is None:
        raise WrongUsage("usage.missing_argument", name="--output")
    key = read_public(File(files["key"]))
    signed = read_checkpoint(File(files["checkpoint"]), key)
    older = read_checkpoint(File(since), key) if since else None
    with open_ledger(ledger) as opened:
        if older is not None:
            text = prove_growth(opened, older, signed).text
        else:
            text = prove_entry(opened, _entry(opened, what or ""), signed).text
    write(lang, target, text, "proof.written")


def _entry(ledger: Ledger, what: str) -> Entry:
    """Return the entry of a number, or the seal of a file."""
    from chamdiem.engine.files.contents import bounded_content_of
    from chamdiem.engine.proof.giving import sealed
    from chamdiem.engine.proof.verifying import MAX_SHEET

    if _is_number(what):
        return ledger.get(int(what))
    return sealed(ledger, bounded_content_of(File(what), MAX_SHEET), what)


def _is_number(what: str) -> bool:
    """Tell whether the number of an entry was typed; so many digits as no ledger has entries are a file's name."""
    return what.isdecimal() and len(what) <= 18  # noqa: PLR2004 - see above


@dataclass(frozen=True, slots=True)
class Kept:
    """A checkpoint that someone kept, with its list of leaves if there is one."""

    checkpoint: Checkpoint
    leaves: Sequence[bytes] | None

    def faults(self, ledger: Ledger) -> list[Fault]:
        """Return what in a ledger is no longer as the checkpoint says."""
        from chamdiem.engine.proof.audit import check_against, tree_of

        return check_against(tree_of(ledger), ledger.name, self.checkpoint, self.leaves)


def read_kept(checkpoint: str | None, key: str | None, leaves: str | None) -> Kept | None:
    """Read a checkpoint that was kept; None: none was given.

    Raises:
        WrongUsage: it was given without the key, or the key or the leaves without it.
        FaultyInput: a file is not what it should be.
    """
    from chamdiem.engine.proof.audit import read_leaves
    from chamdiem.engine.proof.checkpoints import read_checkpoint
    from chamdiem.engine.proof.keys import read_public

    if checkpoint is None or key is None:
        if (checkpoint, key, leaves) != (None, None, None):
            raise WrongUsage("usage.together", names="--checkpoint, --key")
        return None
    signed = read_checkpoint(File(checkpoint), read_public(File(key)))
    return Kept(signed, read_leaves(File(leaves), signed) if leaves else None)


def mark_options(function: Callable[..., None]) -> Callable[..., None]:
    """Add the options that, beside --ledger, tie printed sheets to it."""
    for name, code in (("--key", "help.public_key"), ("--checkpoint", "help.mark_checkpoint")):
        function = option(name, metavar="FILE", help=code)(function)
    return function


@dataclass(frozen=True, slots=True)
class Tie:
    """What ties printed sheets to a ledger."""

    ledger: str
    checkpoint: Checkpoint
    key: PublicKey

    def marks(self, evaluations: Sequence[Evaluation]) -> list[SheetMark]:
        """Return what the sheets of some evaluations show.

        Raises:
            FaultyInput: one is not in the ledger, or not in the checkpoint; or the ledger was changed.
        """
        from chamdiem.engine.ledger.opening import open_ledger
        from chamdiem.engine.proof.marking import sheet_marks

        with open_ledger(self.ledger) as opened:
            return sheet_marks(opened, evaluations, self.checkpoint)


def read_tie(ledger: str | None, checkpoint: str | None, key: str | None) -> Tie | None:
    """Read what ties sheets to a ledger; None: no checkpoint is to be shown.

    Raises:
        WrongUsage: only a part of it was given.
        FaultyInput: a file is not what it should be.
    """
    from chamdiem.engine.proof.checkpoints import read_checkpoint
    from chamdiem.engine.proof.keys import read_public

    if checkpoint is None and key is None:
        return None
    if ledger is None or checkpoint is None or key is None:
        raise WrongUsage("usage.together", names="--ledger, --checkpoint, --key")
    public = read_public(File(key))
    return Tie(ledger, read_checkpoint(File(checkpoint), public), public)


@command("verify")
@click.argument("file")
@public_option
@option("--checkpoint", metavar="FILE", help="help.kept_checkpoint")
@option("--proof", metavar="FILE", help="help.proof")
def verify(lang: Lang, file: str, key: str, checkpoint: str | None, proof: str | None) -> None:
    """Check a checkpoint, a proof or a sheet without the ledger."""
    from chamdiem.engine.proof.checkpoints import read_checkpoint
    from chamdiem.engine.proof.keys import read_public
    from chamdiem.engine.proof.verifying import verify as check

    public = read_public(File(key))
    kept = read_checkpoint(File(checkpoint), public) if checkpoint else None
    found = check(File(file), public, kept, File(proof) if proof else None)
    signed = found.checkpoint
    details = {"origin": signed.origin, "size": signed.size, "root": signed.root.hex(), "id": public.id.hex()}
    click.echo(say(lang, "verified.checkpoint", **details))
    if found.older is not None:
        click.echo(say(lang, "verified.grown", old=found.older.size, size=signed.size))
    if found.entry is not None:
        _print_entry(lang, found.entry)
    if found.sheet is not None:
        click.secho(say(lang, "verified.sheet", file=found.sheet), bold=True)
    if kept is None:
        click.echo(say(lang, "verified.not_kept"))


def _print_entry(lang: Lang, entry: Entry) -> None:
    """Print what a proved entry is about. What it says stands in the ledger; a sheet says it itself."""
    from chamdiem.commands.show_ledger import held
    from chamdiem.engine.ledger.contents import Decision, KeptResult, Override, Seal, meeting_of

    kind, told = say(lang, f"kind.{entry.kind}"), entry.content
    click.echo(
        say(lang, "verified.entry", number=entry.sequence, kind=kind, time=entry.time, software=plain(entry.software))
    )
    meeting = meeting_of(told)
    if meeting is not None:
        click.echo(say(lang, "verified.meeting", cell=plain(meeting.cell), day=held(meeting)))
    if isinstance(told, KeptResult):
        _print_totals(lang, told)
    if isinstance(told, Decision | Override | Seal):
        click.echo(say(lang, "verified.evaluation", hash=told.evaluation))
    click.echo(say(lang, "verified.hash", hash=entry.hash))


def _print_totals(lang: Lang, told: KeptResult) -> None:
    from chamdiem.engine.words.formats import points

    for name, layer in told.layers.items():
        if layer.result is not None:
            who, result = label(LAYERS[name], lang), layer.result
            ends = (result.total, result.maximum)
            total, maximum = (say(lang, "replay.none") if end is None else points(end, lang) for end in ends)
            click.echo(say(lang, "verified.total", layer=who, total=total, maximum=maximum))
