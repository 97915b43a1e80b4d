"""The command that turns the records of a month into everything that is printed and filed."""

from __future__ import annotations

from pathlib import Path as File
from typing import TYPE_CHECKING

import click

from chamdiem.commands.base import (
    as_option,
    command,
    complain_of,
    config_option,
    consent,
    file_of,
    framework_option,
    hear,
    option,
    output_file,
    register_option,
    tell,
    the_office,
)
from chamdiem.commands.failing import heard
from chamdiem.commands.printing import print_oddities, watching
from chamdiem.commands.proof import mark_options, tie_files
from chamdiem.engine.texts import say
from chamdiem.rules.records.faults import FaultyInput

if TYPE_CHECKING:
    from collections.abc import Collection

    from chamdiem.commands.base import Work
    from chamdiem.engine.office.batches import BatchHear, BatchOutcome, BatchScored, BatchStep
    from chamdiem.engine.texts import Lang

FORMS = ("pdf", "docx", "xlsx", "html")
DEFAULT_FORMS = ("pdf", "xlsx")
NAMED = 10
"""So many cells or files are named in one sentence."""
_INDENTED = {"batch.of_month", "batch.silent"}
"""What is said of the meetings below how many they are."""


def _forms(function: Work) -> Work:
    for form in FORMS:
        function = option(f"--{form}", "forms", flag_value=form, multiple=True, help=f"help.batch_{form}")(function)
    return function


@command("batch")
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT…")
@output_file("-o", "--output", required=True, metavar="DIR", folder=True, help="help.batch_output")
@_forms
@option("--jobs", type=click.IntRange(1, 64), metavar="N", help="help.jobs")
@framework_option
@config_option
@register_option
@option("--ledger", metavar="LEDGER", help="help.in_ledger")
@as_option
@option("--keep-going", is_flag=True, help="help.keep_going")
@mark_options
@heard()
def batch(
    lang: Lang,
    inputs: tuple[str, ...],
    output: str,
    forms: tuple[str, ...],
    jobs: int | None,
    framework: str | None,
    register: str | None,
    ledger: str | None,
    mandate: str | None,
    *,
    keep_going: bool,
    **tied: str | None,
) -> bool:
    """Write every sheet and list of some meetings into a folder."""
    from chamdiem.engine.office.batches import BatchRequest, write_batch

    asked = BatchRequest(
        inputs=inputs,
        folder=File(output),
        lang=lang,
        forms=forms or DEFAULT_FORMS,
        processes=jobs,
        framework=framework,
        register=file_of(register or None),
        ledger=ledger,
        mandate=mandate,
        tie=tie_files(ledger, **tied),
        keep_going=keep_going,
    )
    done = write_batch(the_office(watching(lang)), asked, consent(), _hear(lang))
    if done is None:
        click.echo(say(lang, "batch.none_made"), err=True)
        return False
    _tell(lang, done)
    return not done.rejected


def _hear(lang: Lang) -> BatchHear:
    """Return what prints the steps of a batch."""
    from chamdiem.engine.explanation.origins import origins_of
    from chamdiem.engine.office.batches import BatchPlanned, BatchScored
    from chamdiem.engine.office.office import Notice

    def heard_step(step: BatchStep) -> None:
        match step:
            case BatchScored():
                _print_scored(lang, step)
            case BatchPlanned():
                for sentence in origins_of(step.frameworks, step.settings, lang):
                    click.echo(sentence)
            case FaultyInput():
                complain_of(lang, step)
            case Notice(code=code) if code in _INDENTED:
                click.echo(f"  {say(lang, code, **step.details)}")
            case _:
                hear(step)

    return heard_step


def _print_scored(lang: Lang, scored: BatchScored) -> None:
    """Print how many meetings have each rating, best first, as the lists of the month count them."""
    click.echo(say(lang, "batch.scored", meetings=scored.meetings, faulty=scored.faulty))
    for title, count in scored.rated.items():
        click.echo("  " + say(lang, "batch.rated", title=title, count=count))
    if scored.unrated:
        click.echo("  " + say(lang, "batch.unrated", count=scored.unrated))
    print_oddities(scored.oddities, lang)


def _tell(lang: Lang, done: BatchOutcome) -> None:
    """Say what was done to the folder."""
    update = done.update
    sheets = [output for output in update.stale if not output.is_list]
    lists = [output for output in update.stale if output.is_list]
    if sheets:
        cells = dict.fromkeys(output.cell or output.name for output in sheets)
        tell(say(lang, "batch.removed_sheets", count=len(sheets), cells=_named(cells)))
    if lists:
        tell(say(lang, "batch.removed_lists", count=len(lists), names=_named([output.name for output in lists])))
    if update.outdated and not done.partial:
        names = [output.name for output in update.outdated]
        click.echo(say(lang, "batch.outdated", count=len(names), names=_named(names)), err=True)
    counts = {"made": done.made, "current": len(update.current), "stale": len(update.stale)}
    tell(say(lang, "batch.made", folder=update.folder, manifest=done.manifest, **counts))
    others = [output for output in update.kept if done.partial or output not in update.outdated]
    if others:
        tell(say(lang, "batch.others", count=len(others)))


def _named(names: Collection[str]) -> str:
    return ", ".join(names if len(names) <= NAMED else [*list(names)[:NAMED], "…"])
