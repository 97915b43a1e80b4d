"""Commands of proof: make keys, sign checkpoints, seal sheets, give proofs, and verify all of it without the ledger."""

from __future__ import annotations

from pathlib import Path as File
from typing import TYPE_CHECKING

import click

from chamdiem.commands.base import (
    WrongUsage,
    command,
    consent,
    file_of,
    hear,
    option,
    output_file,
    output_option,
    place_names,
    tell,
    the_office,
)
from chamdiem.engine.texts import Lang, label, plain, say
from chamdiem.rules.records.fields import LAYERS

if TYPE_CHECKING:
    from chamdiem.commands.base import Work
    from chamdiem.engine.ledger.contents import KeptResult
    from chamdiem.engine.ledger.entries import Entry
    from chamdiem.engine.office.proofs import CheckpointFiles

ledger_argument = click.argument("ledger")
entry_argument = click.argument("entry", type=click.IntRange(min=1))
public_option = option("--key", metavar="FILE", required=True, help="help.public_key")


@command("keygen", "help.ledger_keygen")
@click.argument("name")
@option("-o", "--output", required=True, metavar="FILE", help="help.output")
def keygen(_lang: Lang, name: str, output: str) -> None:
    """Make a pair of keys: the private one in a file of its own, the public one beside it."""
    from chamdiem.engine.office.proofs import make_keys

    make_keys(the_office(), name, File(output), consent(), hear)


@command("checkpoint", "help.ledger_checkpoint")
@ledger_argument
@option("--key", metavar="FILE", required=True, help="help.private_key")
@output_option
@output_file("--leaves", metavar="FILE", help="help.leaves_output")
@output_file("--cover", metavar="FILE", help="help.cover")
@option("--since", metavar="FILE", help="help.signed_since")
def checkpoint(lang: Lang, ledger: str, key: str, output: str, **files: str | None) -> None:
    """Sign what the ledger holds now."""
    from chamdiem.engine.office.proofs import Signing, sign

    others = {name: File(file) for name, file in files.items() if file}
    signing = Signing(ledger=ledger, key=File(key), output=File(output), **others)
    sign(the_office(), signing, lang, consent(), hear)


@command("seal", "help.ledger_seal")
@ledger_argument
@entry_argument
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
def seal(lang: Lang, ledger: str, entry: int, files: tuple[str, ...]) -> None:
    """Record that files are the sheets of an evaluation."""
    from chamdiem.engine.office.proofs import seal as act

    for file, number in zip(files, act(the_office(), ledger, entry, [File(file) for file in files]), strict=True):
        tell(say(lang, "proof.sealed", file=file, number=number))


@command("prove", "help.ledger_prove")
@ledger_argument
@click.argument("what", required=False, metavar="[ENTRY|SHEET]")
@public_option
@option("--checkpoint", metavar="FILE", required=True, help="help.proved_checkpoint")
@option("--since", metavar="FILE", help="help.since")
@output_file("-o", "--output", metavar="FILE", help="help.proof_output")
def prove(lang: Lang, ledger: str, what: str | None, output: str | None, since: str | None, **files: str) -> None:
    """Give a proof: of an entry, of a sheet, or that the ledger only grew since an older checkpoint."""
    from chamdiem.engine.office.proofs import CheckpointFiles, Proving
    from chamdiem.engine.office.proofs import prove as act
    from chamdiem.engine.proof.verifying import SUFFIX

    if (what is None) == (since is None):
        raise WrongUsage("usage.one_of", names=place_names("ENTRY, SHEET, --since", lang))
    subject = int(what) if what and _is_number(what) else File(what) if what else None
    target = output or (f"{what}{SUFFIX}" if isinstance(subject, File) else None)
    if target is None:
        raise WrongUsage("usage.missing_argument", name="--output")
    under = CheckpointFiles(checkpoint=File(files["checkpoint"]), key=File(files["key"]))
    proving = Proving(ledger=ledger, under=under, what=subject, since=file_of(since))
    act(the_office(), proving, File(target), consent())
    tell(say(lang, "proof.written", file=target))


def _is_number(what: str) -> bool:
    """Tell whether the number of an entry was typed; so many digits as no ledger has entries are a file's name."""
    return what.isdecimal() and len(what) <= 18  # noqa: PLR2004 - see above


def kept_files(
    checkpoint: str | None, key: str | None, leaves: str | None = None, names: str | None = None
) -> CheckpointFiles | None:
    """Return the files of a checkpoint that was kept; None: none was given. `names` are what must be said together."""
    from chamdiem.engine.office.proofs import CheckpointFiles as Made

    if checkpoint is None or key is None:
        if (checkpoint, key, leaves) != (None, None, None):
            raise WrongUsage("usage.together", names=names or "--checkpoint, --key")
        return None
    return Made(checkpoint=File(checkpoint), key=File(key), leaves=file_of(leaves))


def mark_options(function: Work) -> Work:
    """Add the options that, beside --ledger, tie printed sheets to it."""
    for name, code in (("--key", "help.public_key"), ("--checkpoint", "help.mark_checkpoint")):
        function = option(name, metavar="FILE", help=code)(function)
    return function


def tie_files(ledger: str | None, checkpoint: str | None, key: str | None) -> CheckpointFiles | None:
    """Return what ties sheets to a ledger; None: no checkpoint is to be shown."""
    names = "--ledger, --checkpoint, --key"
    if ledger is None and (checkpoint, key) != (None, None):
        raise WrongUsage("usage.together", names=names)
    return kept_files(checkpoint, key, names=names)


@command("verify")
@click.argument("file")
@public_option
@option("--checkpoint", metavar="FILE", help="help.kept_checkpoint")
@option("--proof", metavar="FILE", help="help.proof")
def verify(lang: Lang, file: str, key: str, checkpoint: str | None, proof: str | None) -> None:
    """Check a checkpoint, a proof or a sheet without the ledger."""
    from chamdiem.engine.office.proofs import verify as act

    kept = file_of(checkpoint)
    public, found = act(the_office(), File(file), File(key), kept, file_of(proof))
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
    from chamdiem.engine.ledger.contents import Decision, KeptResult, Override, Seal, meeting_of
    from chamdiem.engine.log.entry_words import held

    kind, told = say(lang, f"kind.{entry.kind}"), entry.content
    click.echo(
        say(lang, "verified.entry", number=entry.sequence, kind=kind, time=entry.time, software=plain(entry.software))
    )
    meeting = meeting_of(told)
    if meeting is not None:
        click.echo(say(lang, "verified.meeting", cell=plain(meeting.cell), day=held(meeting, lang)))
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
