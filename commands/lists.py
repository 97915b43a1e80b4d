"""Commands on the meetings of a month: the lists that a committee files, and its overview."""

from __future__ import annotations

from pathlib import Path as File
from typing import TYPE_CHECKING

import click

from chamdiem.commands.base import (
    CommandGroup,
    command,
    config_option,
    form_of,
    option,
    output_option,
    the_office,
    write,
)
from chamdiem.engine.texts import Lang, say

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from chamdiem.engine.lists.meetings import Month
    from chamdiem.engine.paper.tables import ListView
    from chamdiem.engine.reading.register import RegisteredCell


def _points(_context: click.Context, _parameter: click.Parameter, text: str) -> int:
    from chamdiem.rules.language.scalars import ScalarError, read_points

    try:
        return read_points(text)
    except ScalarError as error:
        raise click.BadParameter(text) from error


def _month(_context: click.Context, _parameter: click.Parameter, text: str | None) -> str | None:
    from chamdiem.rules.language.moments import read_period
    from chamdiem.rules.language.scalars import ScalarError

    try:
        return None if text is None else read_period(text)
    except ScalarError as error:
        raise click.BadParameter(text or "") from error


_inputs = click.argument("inputs", nargs=-1, required=True, metavar="INPUT…")
_period = option("--period", metavar="MM/YYYY", callback=_month, help="help.period")


def _register(*, required: bool) -> Callable[[Callable[..., None]], Callable[..., None]]:
    return option("--register", metavar="FILE", required=required, help="help.register")


def _read(inputs: Sequence[str], period: str | None) -> Month:
    from chamdiem.engine.lists.meetings import month_of
    from chamdiem.engine.office.checking import evaluate_right

    return month_of(evaluate_right(the_office(), map(File, inputs)), period)


def _cells(register: str | None) -> Sequence[RegisteredCell] | None:
    from chamdiem.engine.reading.register import read_register

    file = the_office().settings.cells if register is None else File(register)
    return None if file is None else read_register(file)


def _write(lang: Lang, output: str, view: Callable[[], ListView]) -> None:
    """Write a list; the form is looked at before any record is read."""
    from chamdiem.engine.lists.files import FORMS, list_file

    form = form_of(output, FORMS)
    made = view()
    write(lang, output, list_file(made, form), "result.list_written")
    click.echo(say(lang, "result.list_rows", count=len(made.rows)))


@command("summary", "help.list_summary")
@_inputs
@output_option
@_period
@config_option
@_register(required=False)
def summary(lang: Lang, inputs: tuple[str, ...], output: str, period: str | None, register: str | None) -> None:
    """Write the monthly summary list."""
    from chamdiem.engine.lists.summary import summary_list

    _write(lang, output, lambda: summary_list(_read(inputs, period), _cells(register), the_office().settings.paper))


@command("discrepancies", "help.list_discrepancies")
@_inputs
@output_option
@_period
@config_option
def discrepancies(lang: Lang, inputs: tuple[str, ...], output: str, period: str | None) -> None:
    """Write the list of differences between self and upper level."""
    from chamdiem.engine.lists.discrepancies import discrepancy_list

    _write(lang, output, lambda: discrepancy_list(_read(inputs, period), the_office().settings.paper))


@command("missing", "help.list_missing")
@_inputs
@output_option
@_period
@config_option
@_register(required=True)
def missing(lang: Lang, inputs: tuple[str, ...], output: str, period: str | None, register: str) -> None:
    """Write the list of cells that have not reported."""
    from chamdiem.engine.lists.missing import missing_list

    _write(
        lang, output, lambda: missing_list(_read(inputs, period), _cells(register) or (), the_office().settings.paper)
    )


@command("near", "help.list_near")
@_inputs
@output_option
@_period
@config_option
@option("--within", metavar="POINTS", default="2", callback=_points, help="help.within")
def near(lang: Lang, inputs: tuple[str, ...], output: str, period: str | None, within: int) -> None:
    """Write the list of totals near a rating's border."""
    from chamdiem.engine.lists.near import near_list

    _write(lang, output, lambda: near_list(_read(inputs, period), within, the_office().settings.paper))


@command("overview", "help.list_overview")
@_inputs
@output_option
@_period
@config_option
@_register(required=False)
def overview(lang: Lang, inputs: tuple[str, ...], output: str, period: str | None, register: str | None) -> None:
    """Write the overview of a month."""
    from chamdiem.engine.lists.files import OVERVIEW_FORMS, overview_file
    from chamdiem.engine.lists.overview import overview_of

    form = form_of(output, OVERVIEW_FORMS)
    made = overview_file(overview_of(_read(inputs, period), _cells(register), the_office().settings.paper), form)
    write(lang, output, made, "result.list_written")


lists = CommandGroup("list", sections=[("click.commands", (summary, discrepancies, missing, near, overview))])
