"""The command that turns the records of a month into everything that is printed and filed."""

from __future__ import annotations

from collections import Counter
from pathlib import Path as File
from typing import TYPE_CHECKING

import click

from chamdiem.commands.base import (
    command,
    complain_of,
    framework_option,
    option,
    output_file,
    register_option,
    settings,
)
from chamdiem.commands.printing import print_oddities
from chamdiem.commands.progress import tracked
from chamdiem.commands.proof import mark_options, read_tie
from chamdiem.commands.stopping import heard
from chamdiem.engine.texts import Lang, say
from chamdiem.rules.faults import Fault, FaultyInput, Place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from chamdiem.engine.batch.plan import Job
    from chamdiem.engine.config import Config
    from chamdiem.engine.paper.sheet_view import SheetMark
    from chamdiem.engine.reading.meetings import Rejected
    from chamdiem.engine.scoring import Evaluation

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

    config, folder, tie = settings(), File(output), read_tie(ledger, **tied)
    evaluations, rejected = _scored(lang, inputs, framework, config)
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
        planned = _planned(evaluations, register, forms or DEFAULT_FORMS, config, marks)
        frameworks = {each.framework.id: each.framework.hash for each in evaluations}
        del evaluations  # thousands of them are large, and all that is printed of them is planned
        update_folder(
            lang, folder, Batch(inputs=inputs, jobs=planned, frameworks=frameworks, rejected=rejected, tie=tie), jobs
        )
    if rejected:
        click.get_current_context().exit(1)


def _scored(
    lang: Lang, inputs: Sequence[str], framework: str | None, config: Config
) -> tuple[list[Evaluation], list[Rejected]]:
    """Score everything and say how it went."""
    from chamdiem.engine.checking import evaluate_all
    from chamdiem.engine.reading.meetings import Rejected
    from chamdiem.engine.scoring import Evaluation

    results = list(tracked(evaluate_all(map(File, inputs), framework, config), None, lang, "batch.reading"))
    evaluations = [result for result in results if isinstance(result, Evaluation)]
    rejected = [result for result in results if isinstance(result, Rejected)]
    unfilled = len(results) - len(evaluations) - len(rejected)
    counts = {"meetings": len(evaluations), "faulty": len(rejected), "unfilled": unfilled}
    click.echo(say(lang, "batch.scored", **counts))
    _print_ratings(lang, evaluations)
    print_oddities((fault for evaluation in evaluations for fault in evaluation.oddities), lang)
    return evaluations, rejected


def _print_ratings(lang: Lang, evaluations: Iterable[Evaluation]) -> None:
    """Print how many meetings have each rating, as the lists of the month count them."""
    from chamdiem.engine.lists.meetings import rating_of

    rated = [rating_of(evaluation) for evaluation in evaluations]
    for title, count in Counter(found[1].title for found in rated if found is not None).most_common():
        click.echo("  " + say(lang, "batch.rated", title=title, count=count))
    if None in rated:
        click.echo("  " + say(lang, "batch.unrated", count=rated.count(None)))


def _planned(
    evaluations: Sequence[Evaluation],
    register: str | None,
    forms: Sequence[str],
    config: Config,
    marks: Sequence[SheetMark] | None,
) -> tuple[Job, ...]:
    from chamdiem.engine.batch.plan import plan_lists, plan_sheets
    from chamdiem.engine.reading.register import read_register

    file = File(register) if register else config.cells
    cells = read_register(file) if file else None
    lists = plan_lists(evaluations, cells, forms, config.paper)
    return (*plan_sheets(evaluations, forms, config.paper, marks), *lists)
