"""Commands on one meeting: score it, explain it, print its sheet, begin its record."""

from __future__ import annotations

from pathlib import Path as File
from typing import TYPE_CHECKING

import click

from chamdiem.commands.base import (
    WrongUsage,
    command,
    form_of,
    framework_option,
    option,
    output_option,
    print_json,
    record_argument,
    write,
    write_made,
)
from chamdiem.engine.texts import Lang, say
from chamdiem.rules.fields import LAYERS

if TYPE_CHECKING:
    from chamdiem.engine.scoring import Evaluation


@command("score")
@record_argument
@framework_option
@option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="help.format")
@option("--derivation", is_flag=True, help="help.derivation")
def score(lang: Lang, record: str, framework: str | None, form: str, *, derivation: bool) -> None:
    """Score one meeting."""
    from chamdiem.engine.checking import evaluate_file

    evaluation = evaluate_file(File(record), framework)
    if form == "json":
        from chamdiem.engine.results import evaluation_json

        print_json(evaluation_json(evaluation, lang, derivation=derivation))
    else:
        from chamdiem.commands.show_meeting import print_score

        print_score(evaluation, lang)


@command("explain")
@record_argument
@click.argument("criterion", required=False)
@framework_option
@option("--layer", type=click.Choice(tuple(LAYERS)), default="self", help="help.layer")
def explain(lang: Lang, record: str, criterion: str | None, framework: str | None, layer: str) -> None:
    """Explain one meeting's points."""
    from chamdiem.commands.show_meeting import print_explanation
    from chamdiem.engine.checking import evaluate_file

    evaluation = evaluate_file(File(record), framework)
    _check_asked(evaluation, layer, criterion)
    print_explanation(evaluation, lang, layer, criterion)


def _check_asked(evaluation: Evaluation, layer: str, criterion: str | None) -> None:
    scored = [name for name, item in evaluation.layers.items() if item.scoring]
    if layer not in scored:
        raise WrongUsage("usage.no_layer", name=layer, allowed=", ".join(scored))
    ids = [item.id for item in evaluation.framework.framework.criteria]
    if criterion is not None and criterion not in ids:
        details = {"framework": evaluation.framework.id, "name": criterion, "allowed": ", ".join(ids)}
        raise WrongUsage("usage.no_criterion", **details)


@command("sheet")
@record_argument
@output_option
@framework_option
@option("--template", metavar="FILE", help="help.template")
def sheet(lang: Lang, record: str, output: str, framework: str | None, template: str | None) -> None:
    """Write one meeting's sheet."""
    from chamdiem.engine.checking import evaluate_file
    from chamdiem.engine.own_templates import OwnTemplate
    from chamdiem.engine.sheets import FORMS, sheet_file, sheet_file_by

    if template is None:
        form = form_of(output, FORMS)
        write_made(lang, output, sheet_file(evaluate_file(File(record), framework), form))
        return
    with OwnTemplate(File(template)) as own:
        form = form_of(output, own.forms)
        write_made(lang, output, sheet_file_by(own, evaluate_file(File(record), framework), form))


@command("paragraph")
@record_argument
@framework_option
def paragraph(_lang: Lang, record: str, framework: str | None) -> None:
    """Print the paragraph of self-assessment; it is Vietnamese, as the resolution is."""
    from chamdiem.engine.checking import evaluate_file
    from chamdiem.engine.paragraph import self_assessment

    click.echo(self_assessment(evaluate_file(File(record), framework)))


@command("new-record")
@option("--framework", metavar="ID", required=True, help="help.framework")
@option("-o", "--output", metavar="FILE", help="help.output")
def new_record(lang: Lang, framework: str, output: str | None) -> None:
    """Begin a record: blank, with just what the framework needs."""
    from chamdiem.engine.blank import blank_record
    from chamdiem.engine.catalog import Catalog
    from chamdiem.engine.files import refuse_existing

    text = blank_record(Catalog().find(framework), lang)
    if output is None:
        click.echo(text, nl=False)
        return
    refuse_existing(File(output))
    write(lang, output, text, "result.record_written")


@command("check")
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@framework_option
def check(lang: Lang, files: tuple[str, ...], framework: str | None) -> None:
    """Check records and frameworks, each on its own."""
    from chamdiem.commands.base import complain, complain_of
    from chamdiem.engine.checking import check_file
    from chamdiem.engine.inference import InferenceError
    from chamdiem.rules.faults import FaultyInput

    faulty = False
    for file in files:
        try:
            result = check_file(File(file), framework)
            click.echo(say(lang, "result.right", file=file, what=say(lang, result.code, **result.details)))
        except FaultyInput as error:
            complain_of(lang, error)
            faulty = True
        except InferenceError as error:
            complain(f"{file}: {say(lang, error.code, **error.details)}")
            faulty = True
    if faulty:
        click.get_current_context().exit(1)
