"""Commands on one meeting: score it, explain it, print its sheet, begin its record."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path as File
from typing import TYPE_CHECKING

import click

from chamdiem.commands.base import (
    WrongUsage,
    command,
    config_option,
    form_of,
    framework_option,
    option,
    output_file,
    output_option,
    record_argument,
    the_office,
    write,
)
from chamdiem.commands.proof import mark_options, read_tie
from chamdiem.engine.texts import Lang, say
from chamdiem.rules.language.fields import LAYERS

if TYPE_CHECKING:
    from chamdiem.commands.proof import Tie
    from chamdiem.engine.paper.settings import FileStamp
    from chamdiem.engine.scoring.evaluation import Evaluation
    from chamdiem.engine.sheets.sheet_view import SheetMark, SheetView


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
def score(
    lang: Lang,
    record: tuple[str, ...],
    framework: str | None,
    form: str,
    version: str,
    faults_file: str | None,
    ledger: str | None,
    *,
    derivation: bool,
    advice: bool,
    keep_going: bool,
) -> None:
    """Score one meeting, or many."""
    if faults_file is not None and not keep_going:
        raise WrongUsage("usage.faults_alone")
    from chamdiem.commands.ledger import keeping
    from chamdiem.commands.show_meetings import Showing, score_many, show_evaluation
    from chamdiem.engine.office.checking import evaluate_file, holds_many

    files = [File(name) for name in record]
    with keeping(ledger, lang) as keep:
        shown = Showing(
            lang=lang,
            as_json=form == "json",
            version=int(version),
            derivation=derivation,
            advice=advice,
            keep_going=keep_going,
            keep=keep,
        )
        if len(files) == 1 and not holds_many(files[0]):
            show_evaluation(evaluate_file(the_office(), files[0], framework), shown)
            return
        whole = score_many(files, framework, shown, faults_file)
        if not whole and not keep_going:
            click.get_current_context().exit(1)  # which keeps nothing
    if not whole:
        click.get_current_context().exit(1)


@command("explain")
@record_argument
@click.argument("criterion", required=False)
@framework_option
@config_option
@option("--layer", type=click.Choice(tuple(LAYERS)), default="self", help="help.layer")
def explain(lang: Lang, record: str, criterion: str | None, framework: str | None, layer: str) -> None:
    """Explain one meeting's points."""
    from chamdiem.commands.show_meeting import print_explanation
    from chamdiem.engine.office.checking import evaluate_file

    evaluation = evaluate_file(the_office(), File(record), framework)
    check_layer(evaluation, layer)
    print_explanation(evaluation, lang, layer, None if criterion is None else _asked(evaluation, criterion))


def check_layer(evaluation: Evaluation, layer: str) -> None:
    """Refuse a layer that was not scored.

    Raises:
        WrongUsage: it names those that were.
    """
    scored = [name for name, item in evaluation.layers.items() if item.scoring]
    if layer not in scored:
        raise WrongUsage("usage.no_layer", name=layer, allowed=", ".join(scored))


def _asked(evaluation: Evaluation, name: str) -> tuple[str, ...]:
    """Return the criterion of an id; or, where it is a group's and no criterion's, the criteria of that group.

    Raises:
        WrongUsage: it is neither; it names those that there are.
    """
    framework = evaluation.framework.framework
    ids = [item.id for item in framework.criteria]
    groups = {group.id: tuple(item.id for item in group.criteria) for group in framework.groups}
    if name in ids:
        return (name,)
    if name not in groups:
        details = {"framework": framework.framework, "name": name, "allowed": ", ".join(ids)}
        raise WrongUsage("usage.no_criterion", **details)
    return groups[name]


@command("sheet")
@record_argument
@output_option
@framework_option
@config_option
@option("--template", metavar="FILE", help="help.template")
@option("--advice", is_flag=True, help="help.sheet_advice")
@option("--ledger", metavar="LEDGER", help="help.in_ledger")
@mark_options
def sheet(
    lang: Lang,
    record: str,
    output: str,
    framework: str | None,
    template: str | None,
    *,
    advice: bool,
    **tied: str | None,
) -> None:
    """Write one meeting's sheet."""
    from chamdiem.engine.own_templates.own_templates import OwnTemplate
    from chamdiem.engine.sheets.sheets import FORMS, MARKED, view_file

    tie = read_tie(**tied)
    with OwnTemplate(File(template)) if template else nullcontext() as own:
        form = form_of(output, own.forms if own else MARKED if tie else FORMS)
        evaluation, mark = _recorded(lang, record, framework, tied["ledger"], tie)
        view, stamp = _viewed(evaluation, mark, advised=advice)
        content = (
            own.sheet_file(view, form, stamp) if own else view_file(view, stamp, form, the_office().settings.paper)
        )
        write(lang, output, content, "result.written")


def _viewed(evaluation: Evaluation, mark: SheetMark | None, *, advised: bool) -> tuple[SheetView, FileStamp]:
    """Return what stands on the sheet, and what its file says of itself. The line of advice is Vietnamese, as it is."""
    from chamdiem.engine.advice.advice_results import advice_line
    from chamdiem.engine.sheets.sheet_view import view_sheet
    from chamdiem.engine.sheets.sheets import stamp_of

    view = view_sheet(evaluation, the_office().settings.paper, mark, advice_line(evaluation) if advised else None)
    return view, stamp_of(view, evaluation)


def _recorded(
    lang: Lang, record: str, framework: str | None, ledger: str | None, tie: Tie | None
) -> tuple[Evaluation, SheetMark | None]:
    """Score a record and keep the evaluation in a ledger if one is named; return it with the mark of its sheet."""
    from chamdiem.commands.ledger import keeping
    from chamdiem.engine.office.checking import evaluate_file

    evaluation = evaluate_file(the_office(), File(record), framework)
    with keeping(ledger, lang) as keep:
        keep(evaluation)
    return evaluation, tie.marks([evaluation])[0] if tie else None


@command("paragraph")
@record_argument
@framework_option
@config_option
def paragraph(lang: Lang, record: str, framework: str | None) -> None:
    """Print the paragraph of self-assessment; it is Vietnamese, as the resolution is."""
    from chamdiem.engine.explanation.explanation import explain
    from chamdiem.engine.explanation.origins import foreign_files
    from chamdiem.engine.office.checking import evaluate_file
    from chamdiem.engine.sheets.paragraph import self_assessment

    evaluation = evaluate_file(the_office(), File(record), framework)
    click.echo(self_assessment(evaluation))
    for warning in explain(evaluation, lang).warnings:
        click.secho(f"! {warning}", fg="yellow", err=True)
    for sentence in foreign_files(evaluation.framework, evaluation.settings, lang):
        click.echo(sentence, err=True)


@command("new-record")
@option("--framework", metavar="ID", required=True, help="help.framework_of_record")
@output_file("-o", "--output", metavar="FILE", help="help.record_output")
def new_record(lang: Lang, framework: str, output: str | None) -> None:
    """Begin a record: blank, with just what the framework needs."""
    from chamdiem.engine.reading.blank import blank_record

    text = blank_record(the_office().catalog.find(framework), lang)
    if output is None:
        click.echo(text, nl=False)
        return
    write(lang, output, text, "result.record_written")


@command("check")
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@framework_option
@config_option
def check(lang: Lang, files: tuple[str, ...], framework: str | None) -> None:
    """Check records and frameworks, each on its own."""
    from chamdiem.commands.base import complain, complain_of
    from chamdiem.commands.show_check import print_checked
    from chamdiem.engine.office.checking import check_file
    from chamdiem.engine.scoring.inference import InferenceError
    from chamdiem.rules.language.faults import FaultyInput

    office = the_office()
    faulty = False
    for file in files:
        try:
            print_checked(file, check_file(office, File(file), framework), lang)
        except FaultyInput as error:
            complain_of(lang, error)
            faulty = True
        except InferenceError as error:
            complain(f"{file}: {say(lang, error.code, **error.details)}")
            faulty = True
    if faulty:
        click.get_current_context().exit(1)
