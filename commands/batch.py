"""The command that turns the records of a month into everything that is printed and filed."""

from __future__ import annotations

from pathlib import Path as File
from typing import TYPE_CHECKING

import click

from chamdiem.commands.base import (
    command,
    complain_of,
    config_option,
    framework_option,
    option,
    output_file,
    register_option,
    the_office,
)
from chamdiem.commands.printing import print_oddities
from chamdiem.commands.progress import tracked
from chamdiem.commands.proof import mark_options, read_tie
from chamdiem.commands.stopping import heard
from chamdiem.engine.texts import Lang, say
from chamdiem.rules.language.faults import Fault, FaultyInput, Place
from chamdiem.rules.language.moments import month_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from chamdiem.engine.batch.plan import Job
    from chamdiem.engine.office.config import Config
    from chamdiem.engine.reading.meetings import Rejected, Unfilled
    from chamdiem.engine.reading.register import RegisteredCell
    from chamdiem.engine.scoring.evaluation import Evaluation
    from chamdiem.engine.sheets.sheet_view import SheetMark

FORMS = ("pdf", "docx", "xlsx", "html")
DEFAULT_FORMS = ("pdf", "xlsx")


def _forms(function: Callable[..., None]) -> Callable[..., None]:
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
    *,
    keep_going: bool,
    **tied: str | None,
) -> None:
    """Write every sheet and list of some meetings into a folder."""
    from chamdiem.commands.ledger import keeping
    from chamdiem.commands.update_folder import Batch, update_folder
    from chamdiem.engine.explanation.origins import origins_of

    config, folder, tie = the_office().settings, File(output), read_tie(ledger, **tied)
    cells = _cells(register, config)
    evaluations, rejected = _scored(lang, inputs, framework, cells)
    if rejected:
        complain_of(lang, FaultyInput(fault for item in rejected for fault in item.faults))
    if rejected and not keep_going:
        click.echo(say(lang, "batch.none_made"), err=True)
    elif not evaluations and not rejected:
        raise FaultyInput([Fault("batch.nothing", place=Place(", ".join(inputs)))])
    else:
        with keeping(ledger, lang) as keep:
            for evaluation in evaluations:
                keep(evaluation)
        marks = tie.marks(evaluations) if tie else None
        planned = _planned(evaluations, rejected, cells, forms or DEFAULT_FORMS, config, marks)
        loaded = {each.framework.hash: each.framework for each in evaluations}
        for sentence in origins_of(loaded.values(), config.file, lang):
            click.echo(sentence)
        frameworks = {each.id: each.hash for each in loaded.values()}
        del evaluations  # thousands of them are large, and all that is printed of them is planned
        update_folder(
            lang,
            folder,
            Batch(
                inputs=inputs,
                jobs=planned,
                frameworks=frameworks,
                rejected=rejected,
                tie=tie,
                settings=config.file,
            ),
            jobs,
        )
    if rejected:
        click.get_current_context().exit(1)


def _cells(register: str | None, config: Config) -> Sequence[RegisteredCell] | None:
    from chamdiem.engine.reading.register import read_register

    file = File(register) if register else config.cells
    return read_register(file) if file else None


def _scored(
    lang: Lang, inputs: Sequence[str], framework: str | None, cells: Sequence[RegisteredCell] | None
) -> tuple[list[Evaluation], list[Rejected]]:
    """Score everything and say how it went."""
    from chamdiem.engine.office.checking import evaluate_all, how_many
    from chamdiem.engine.reading.meetings import Rejected, Unfilled
    from chamdiem.engine.scoring.evaluation import Evaluation

    files = [File(name) for name in inputs]
    results = list(tracked(evaluate_all(the_office(), files, framework), how_many(files), lang, "batch.reading"))
    evaluations = [result for result in results if isinstance(result, Evaluation)]
    rejected = [result for result in results if isinstance(result, Rejected)]
    click.echo(say(lang, "batch.scored", meetings=len(evaluations), faulty=len(rejected)))
    _print_ratings(lang, evaluations)
    print_oddities((fault for evaluation in evaluations for fault in evaluation.oddities), lang)
    unfilled = [result for result in results if isinstance(result, Unfilled)]
    _print_reporting(lang, evaluations, rejected, unfilled, cells)
    return evaluations, rejected


def _print_reporting(
    lang: Lang,
    evaluations: Sequence[Evaluation],
    rejected: Sequence[Rejected],
    unfilled: Sequence[Unfilled],
    cells: Sequence[RegisteredCell] | None,
) -> None:
    """Print which cells have not reported: those of the register, or without one, those whose rows tell nothing."""
    from chamdiem.engine.batch.plan import months_of
    from chamdiem.engine.lists.reporting import reported, reporting_notes, reporting_of, silent_cells

    if cells is None:
        came = [each.record for each in evaluations]
        came += [item.record for item in rejected if item.record is not None]
        silent = silent_cells([row.record for row in unfilled], came)
        if silent:
            click.echo("  " + say(lang, "batch.silent", count=silent))
        return
    for month in months_of(evaluations, rejected):
        reporting = reporting_of(month, cells)
        for line in (reported(reporting, lang), *reporting_notes(reporting, lang)):
            click.echo("  " + say(lang, "batch.of_month", month=month_text(month.period), line=line))


def _print_ratings(lang: Lang, evaluations: Iterable[Evaluation]) -> None:
    """Print how many meetings have each rating, best first, as the lists of the month count them."""
    from chamdiem.engine.lists.meetings import count_ratings

    rated, unrated = count_ratings(evaluations)
    for title, count in rated.items():
        click.echo("  " + say(lang, "batch.rated", title=title, count=count))
    if unrated:
        click.echo("  " + say(lang, "batch.unrated", count=unrated))


def _planned(
    evaluations: Sequence[Evaluation],
    rejected: Sequence[Rejected],
    cells: Sequence[RegisteredCell] | None,
    forms: Sequence[str],
    config: Config,
    marks: Sequence[SheetMark] | None,
) -> tuple[Job, ...]:
    from chamdiem.engine.batch.plan import plan_lists, plan_sheets

    lists = plan_lists(evaluations, cells, forms, config.paper, rejected)
    return (*plan_sheets(evaluations, forms, config.paper, marks), *lists)
