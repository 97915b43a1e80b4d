"""Commands on the meetings of a month: the lists that a committee files, and its overview."""

from __future__ import annotations

from functools import partial
from pathlib import Path as File
from typing import TYPE_CHECKING

import click

from chamdiem.commands.base import (
    Command,
    CommandGroup,
    command,
    config_option,
    consent,
    file_of,
    framework_option,
    hear,
    ledger_option,
    option,
    output_option,
    register_option,
    tell,
    the_office,
)
from chamdiem.commands.periods import year
from chamdiem.engine.texts import say
from chamdiem.rules.records.periods import PERIOD_KINDS, read_period_of
from chamdiem.rules.records.scalars import ScalarError, read_points

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from chamdiem.commands.base import Decorator, Work
    from chamdiem.engine.office.months import ListKind
from chamdiem.engine.texts import Lang


def _read(_context: click.Context, parameter: click.Parameter, text: str | None) -> object:
    try:
        return None if text is None else _READERS[parameter.name or ""](text)
    except ScalarError as error:
        raise click.BadParameter(text or "") from error


_READERS: Mapping[str, Callable[[str], object]] = {
    "period": partial(read_period_of, kinds=PERIOD_KINDS),
    "within": read_points,
}
_inputs = click.argument("inputs", nargs=-1, required=True, metavar="INPUT…")
_period = option("--period", metavar="MM/YYYY", callback=_read, help="help.month")


def _list(kind: ListKind, *options: Decorator) -> Command:
    """Return the command that writes one of the lists of a month."""

    def write(
        lang: Lang,
        inputs: Sequence[str],
        output: str,
        period: str | None,
        framework: str | None,
        ledger: str | None,
        register: str | None = None,
        **near: int,
    ) -> None:
        from chamdiem.engine.office.months import ListRequest, write_list

        files = tuple(map(File, inputs))
        asked = ListRequest(
            kind=kind,
            inputs=files,
            framework=framework,
            period=period,
            ledger=ledger,
            register=file_of(register),
            **near,
        )
        rows = write_list(the_office(), asked, File(output), consent(), hear)
        tell(say(lang, "result.list_written", file=output))
        click.echo(say(lang, "result.list_rows", count=rows))

    function: Work = write
    decorators: tuple[Decorator, ...] = (
        _inputs, output_option, _period, framework_option, config_option, ledger_option, *options
    )  # fmt: skip
    for each in reversed(decorators):
        function = each(function)
    return command(kind, f"help.list_{kind}")(function)


summary = _list("summary", register_option)
discrepancies = _list("discrepancies")
missing = _list("missing", option("--register", metavar="FILE", required=True, help="help.register"))
near = _list("near", option("--within", metavar="POINTS", default="2", callback=_read, help="help.within"))


@command("overview", "help.list_overview")
@_inputs
@output_option
@_period
@framework_option
@config_option
@register_option
@ledger_option
def overview(
    lang: Lang,
    inputs: tuple[str, ...],
    output: str,
    period: str | None,
    framework: str | None,
    register: str | None,
    ledger: str | None,
) -> None:
    """Write the overview of a month."""
    from chamdiem.engine.office.months import MonthRequest, write_overview

    files = tuple(map(File, inputs))
    asked = MonthRequest(inputs=files, framework=framework, period=period, register=file_of(register), ledger=ledger)
    write_overview(the_office(), asked, File(output), consent(), hear)
    tell(say(lang, "result.list_written", file=output))


lists = CommandGroup("list", sections=[("click.commands", (summary, discrepancies, missing, near, overview, year))])
