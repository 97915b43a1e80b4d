"""Commands on several months of a cell, or of all cells: what they get for a quarter, a half-year, a year."""

from __future__ import annotations

from pathlib import Path as File
from typing import TYPE_CHECKING, Any

import click

from chamdiem.commands.base import (
    WrongUsage,
    as_option,
    command,
    config_option,
    consent,
    file_of,
    framework_option,
    hear,
    option,
    output_file,
    output_option,
    print_json,
    register_option,
    tell,
    the_office,
)
from chamdiem.commands.printing import print_table
from chamdiem.commands.recorded import decided_by, paper_option, signed_option, tell_added
from chamdiem.engine.texts import say
from chamdiem.rules.records.scalars import ScalarError
from chamdiem.rules.records.spans import read_span

if TYPE_CHECKING:
    import datetime as dt

    from chamdiem.commands.base import Work
    from chamdiem.engine.history.period_words import PeriodWords
    from chamdiem.engine.history.periods import PeriodResult
    from chamdiem.engine.ledger.acting import DecidedBy
    from chamdiem.engine.office.periods import PeriodRequest
    from chamdiem.engine.texts import Lang
    from chamdiem.rules.records.spans import MonthSpan


def span_of(_context: click.Context, _parameter: click.Parameter, value: str) -> MonthSpan:
    """Read a span that was typed."""
    try:
        return read_span(value)
    except ScalarError as error:
        raise WrongUsage(error.code, text=value) from error


def maybe_span_of(context: click.Context, parameter: click.Parameter, value: str | None) -> MonthSpan | None:
    """Read a span, where one was typed."""
    return None if value is None else span_of(context, parameter, value)


of_option = option("--of", "of", metavar="PERIOD", required=True, callback=span_of, help="help.of")
advised_of_option = option("--of", "of", metavar="PERIOD", callback=maybe_span_of, help="help.advise_of")
active_option = option("--active", metavar="MONTHS", help="help.active")
from_ledger_option = option("--ledger", metavar="LEDGER", help="help.from_ledger")
inputs_argument = click.argument("inputs", nargs=-1, metavar="[INPUT]…")


def source_options(function: Work) -> Work:
    """Add what says of which months, and from what; `source` takes it."""
    for add in (active_option, config_option, register_option, framework_option, from_ledger_option, of_option):
        function = add(function)
    return inputs_argument(function)


def source(
    *,
    of: MonthSpan,
    ledger: str | None,
    framework: str | None,
    register: str | None,
    active: str | None,
    inputs: tuple[str, ...] = (),
) -> dict[str, Any]:
    """Return what a `PeriodSource` is made of: a ledger, or files, and not both."""
    if (ledger is None) == (not inputs):
        raise WrongUsage("usage.period_source")
    files, above = tuple(map(File, inputs)), file_of(register)
    return {
        "span": of, "ledger": ledger, "inputs": files, "framework": framework, "register": above, "active": active,
    }  # fmt: skip


@command("period")
@click.argument("cell")
@source_options
@option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="help.format")
@output_file("-o", "--output", metavar="FILE", help="help.period_output")
@option("--decide", metavar="RATING", help="help.period_decide")
@option("--reason", metavar="TEXT", help="help.period_reason")
@paper_option
@signed_option
@as_option
def period(
    lang: Lang,
    cell: str,
    *,
    form: str,
    output: str | None,
    decide: str | None,
    reason: str | None,
    paper: str | None,
    signed: dt.date | None,
    mandate: str | None,
    **typed: Any,  # noqa: ANN401 - what `source` takes
) -> None:
    """Rate one cell over several months."""
    from chamdiem.engine.ledger.authorities import Act
    from chamdiem.engine.office.periods import PeriodRequest, rate_period, write_period

    asked = PeriodRequest(cell=cell, **source(**typed))
    if decide is not None:
        if asked.ledger is None or mandate is None:
            raise WrongUsage("usage.period_decide")
        _decide(lang, asked, decide, decided_by(Act(mandate, reason or ""), paper, signed))
        return
    if (reason, paper, signed) != (None, None, None):
        raise WrongUsage("usage.period_decide")
    if output is None:
        _print(rate_period(the_office(), asked, hear), lang, form)
        return
    found = write_period(the_office(), asked, File(output), consent(), hear)
    _print(found, lang, form)
    tell(say(lang, "result.written", file=output), err=form == "json")


def advise_period(lang: Lang, asked: PeriodRequest, target: str | None, form: str) -> None:
    """Say what the open months of a cell must bring for a rating, or for each that is better."""
    from chamdiem.engine.history.period_words import PeriodWords
    from chamdiem.engine.office.periods import advise_on_period

    found, target = advise_on_period(the_office(), asked, target, hear)
    words = PeriodWords(found, lang)
    if form == "json":
        print_json({"cell": words.result.cell, "of": str(words.result.span), "reasons": words.reasons_json(target)})
        return
    click.secho(words.heading, bold=True)
    for line in (words.rating, *words.sentences(target=target), *words.notes()):
        click.echo(line)


def _decide(lang: Lang, asked: PeriodRequest, rating: str, by: DecidedBy) -> None:
    """Record what was decided."""
    from chamdiem.engine.office.periods import decide_period

    tell_added(lang, decide_period(the_office(), asked, rating, by, hear))


def _print(result: PeriodResult, lang: Lang, form: str) -> None:
    """Print a result as data, or as people read it."""
    from chamdiem.engine.history.period_words import PeriodWords

    words = PeriodWords(result, lang)
    if form == "json":
        print_json(words.json())
    else:
        print_period(words)


def print_period(words: PeriodWords) -> None:
    """Print the months of a period, the rating and why."""
    from chamdiem.engine.paper.tables import fitted

    click.secho(words.heading, bold=True)
    header = [say(words.lang, f"periods.column_{name}") for name in ("month", "day", "kind", "total", "rating")]
    print_table(fitted("", header, list(words.rows())))
    click.echo()
    for line in words.measures():
        click.echo(line)
    click.secho(words.rating, bold=True)
    for line in words.sentences():
        click.echo(line)
    for line in words.notes():
        click.secho(f"! {line}", fg="yellow")
    loaded = words.result.framework
    click.echo(say(words.lang, "origin.framework", id=loaded.id, hash=loaded.short_hash))


@command("year", "help.list_year")
@source_options
@output_option
def year(lang: Lang, output: str, **typed: Any) -> None:  # noqa: ANN401 - what `source` takes
    """Write the list of all cells over several months."""
    from chamdiem.engine.office.periods import PeriodSource, write_year

    asked = PeriodSource(**source(**typed))
    rows = write_year(the_office(), asked, File(output), consent(), hear)
    tell(say(lang, "result.list_written", file=output))
    click.echo(say(lang, "result.list_rows", count=len(rows)))
