"""Commands on one meeting: begin its record, or a workbook of many; score, explain and advise; print its sheet."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path as File
from typing import TYPE_CHECKING

import click

from chamdiem.commands.base import (
    WordChoice,
    WrongUsage,
    as_option,
    command,
    complain_of,
    config_option,
    consent,
    file_of,
    framework_option,
    hear,
    ledger_option,
    option,
    output_file,
    output_option,
    print_json,
    record_argument,
    register_option,
    tell,
    the_office,
)
from chamdiem.commands.failing import heard
from chamdiem.commands.periods import (
    active_option,
    advise_period,
    advised_of_option,
    from_ledger_option,
    inputs_argument,
    source,
)
from chamdiem.commands.proof import mark_options, tie_files
from chamdiem.engine.texts import say
from chamdiem.rules.records.fields import LAYERS

if TYPE_CHECKING:
    from chamdiem.engine.texts import Lang
    from chamdiem.rules.records.spans import MonthSpan


@command("score")
@click.argument("record", nargs=-1, required=True)
@framework_option
@config_option
@option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="help.format")
@option("--schema", "version", type=click.Choice(["1", "2"]), default="2", help="help.schema_version")
@option("--derivation", is_flag=True, help="help.derivation")
@option("--advice", is_flag=True, help="help.with_advice")
@option("--keep-going", is_flag=True, help="help.keep_going")
@output_file("--faults", "faults_file", metavar="FILE", help="help.faults")
@option("--ledger", metavar="LEDGER", help="help.in_ledger")
@as_option
def score(
    lang: Lang,
    record: tuple[str, ...],
    framework: str | None,
    form: str,
    version: str,
    faults_file: str | None,
    ledger: str | None,
    mandate: str | None,
    *,
    derivation: bool,
    advice: bool,
    keep_going: bool,
) -> bool:
    """Score one meeting, or many."""
    if faults_file is not None and not keep_going:
        raise WrongUsage("usage.faults_alone")
    from chamdiem.commands.show_meetings import Showing, show_scored
    from chamdiem.engine.office.meetings import ScoreRequest, scoring

    asked = ScoreRequest(
        files=tuple(map(File, record)),
        lang=lang,
        framework=framework,
        ledger=ledger,
        mandate=mandate,
        faults=file_of(faults_file),
    )
    # what nobody could read is not kept, and that is more than a reader of the output who has seen enough
    with (
        heard() if ledger else nullcontext(),
        scoring(the_office(), asked, consent(), hear) as scored,
    ):
        shown = Showing(
            lang=lang,
            as_json=form == "json",
            version=int(version),
            derivation=derivation,
            advise=scored.advise if advice else None,
            keep_going=keep_going,
        )
        whole = show_scored(scored, shown)
        if not whole and not keep_going:
            click.get_current_context().exit(1)  # which keeps nothing
    return whole


@command("explain")
@record_argument
@click.argument("criterion", required=False)
@framework_option
@config_option
@option("--layer", type=WordChoice(LAYERS), default="self", help="help.layer")
@ledger_option
@option("--row", metavar="ROW", help="help.row")
def explain(
    lang: Lang,
    record: str,
    criterion: str | None,
    framework: str | None,
    layer: str,
    ledger: str | None,
    row: str | None,
) -> None:
    """Explain one meeting's points."""
    from chamdiem.commands.show_meeting import print_explanation
    from chamdiem.engine.office.checking import LayerRequest, evaluate_layer

    asked = LayerRequest(record=File(record), framework=framework, layer=layer, criterion=criterion, ledger=ledger)
    if row is None:
        evaluation, criteria = evaluate_layer(the_office(), asked, hear)
    else:
        from chamdiem.engine.office.bulk import evaluate_row

        evaluation, criteria = evaluate_row(the_office(), asked, row)
    print_explanation(evaluation, lang, layer, criteria)


@command("advise")
@record_argument
@inputs_argument
@advised_of_option
@from_ledger_option
@register_option
@active_option
@framework_option
@config_option
@option("--target", metavar="RATING", help="help.target")
@option("--layer", type=WordChoice(LAYERS), default="self", help="help.layer")
@option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="help.format")
def advise(
    lang: Lang,
    record: str,
    framework: str | None,
    target: str | None,
    layer: str,
    form: str,
    *,
    of: MonthSpan | None,
    inputs: tuple[str, ...],
    ledger: str | None,
    register: str | None,
    active: str | None,
) -> None:
    """Say what would raise one meeting's rating, or what the open months of a cell must bring."""
    if of is not None:
        from chamdiem.engine.office.periods import PeriodRequest

        typed = source(of=of, ledger=ledger, inputs=inputs, framework=framework, register=register, active=active)
        advise_period(lang, PeriodRequest(cell=record, **typed), target, form)
        return
    if inputs or register or active:
        raise WrongUsage("usage.advise_period")
    from chamdiem.commands.show_meeting import print_advice
    from chamdiem.engine.advice.advice_results import advice_json
    from chamdiem.engine.explanation.origins import foreign_files
    from chamdiem.engine.office.advising import advise as act
    from chamdiem.engine.office.checking import LayerRequest

    asked = LayerRequest(record=File(record), framework=framework, layer=layer, ledger=ledger)
    found = act(the_office(), asked, target, hear)
    words = found.words(lang)
    if form == "json":
        print_json(advice_json(found.advice, words))
    else:
        print_advice(found.advice, words)
        for sentence in foreign_files(found.evaluation.framework, found.evaluation.settings, lang):
            click.echo(f"\n{sentence}")


@command("sheet")
@click.argument("record", required=False)
@output_option
@framework_option
@config_option
@option("--template", metavar="FILE", help="help.template")
@option("--advice", is_flag=True, help="help.sheet_advice")
@option("--ledger", metavar="LEDGER", help="help.in_ledger")
@as_option
@mark_options
def sheet(
    lang: Lang,
    record: str | None,
    output: str,
    framework: str | None,
    template: str | None,
    *,
    advice: bool,
    ledger: str | None,
    mandate: str | None,
    **tied: str | None,
) -> None:
    """Write one meeting's sheet."""
    from chamdiem.engine.office.sheets import SheetRequest, write_sheet

    asked = SheetRequest(
        record=file_of(record),
        framework=framework,
        template=file_of(template or None),
        advised=advice,
        ledger=ledger,
        mandate=mandate,
        tie=tie_files(ledger, **tied),
    )
    write_sheet(the_office(), asked, File(output), consent(), hear)
    tell(say(lang, "result.written", file=output))


@command("paragraph")
@record_argument
@framework_option
@config_option
@ledger_option
def paragraph(lang: Lang, record: str, framework: str | None, ledger: str | None) -> None:
    """Print the paragraph of self-assessment; it is Vietnamese, as the resolution is."""
    from chamdiem.engine.explanation.explanation import warnings
    from chamdiem.engine.explanation.origins import foreign_files
    from chamdiem.engine.office.sheets import assess

    evaluation, why, text = assess(the_office(), File(record), framework, hear, ledger=ledger)
    click.echo(text)
    for warning in warnings(why, lang):
        click.secho(f"! {warning}", fg="yellow", err=True)
    for sentence in foreign_files(evaluation.framework, evaluation.settings, lang):
        click.echo(sentence, err=True)


@command("new-record")
@option("--framework", metavar="ID", required=True, help="help.framework_of_record")
@output_file("-o", "--output", metavar="FILE", help="help.record_output")
def new_record(lang: Lang, framework: str, output: str | None) -> None:
    """Begin a record: blank, with just what the framework needs."""
    from chamdiem.engine.office.workbooks import begin_record

    begun = begin_record(the_office(), framework, lang, file_of(output), consent())
    if output is None:
        click.echo(begun.text, nl=False)
    else:
        tell(say(lang, "result.record_written", file=output, framework_file=begun.framework_file))


@command("workbook")
@option("--framework", metavar="ID", help="help.framework_of_workbook")
@config_option
@option("--cells", metavar="FILE", help="help.cells")
@output_option
def workbook(lang: Lang, framework: str | None, cells: str | None, output: str) -> None:
    """Make a workbook to fill in: a row for each meeting, and the form of one."""
    from chamdiem.engine.office.workbooks import WorkbookRequest, write_workbook

    asked = WorkbookRequest(framework=framework, cells=file_of(cells or None), lang=lang)
    begun = write_workbook(the_office(), asked, File(output), consent(), hear)
    tell(say(lang, "result.workbook_written", file=output, framework_file=begun.framework_file))


@command("check")
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@framework_option
@config_option
@ledger_option
def check(lang: Lang, files: tuple[str, ...], framework: str | None, ledger: str | None) -> bool:
    """Check records and frameworks, each on its own."""
    from chamdiem.commands.show_meeting import print_checked
    from chamdiem.engine.office.checking import Checked, check_files

    right = True
    checked = check_files(the_office(), map(File, files), framework, hear, ledger=ledger)
    for name, found in zip(files, checked, strict=True):
        if isinstance(found, Checked):
            print_checked(name, found, lang)
        else:
            complain_of(lang, found)
            right = False
    return right
