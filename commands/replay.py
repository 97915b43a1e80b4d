"""The command that replays a ledger, or scores what it holds by another framework."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path as File
from typing import TYPE_CHECKING

import click

from chamdiem.commands.base import (
    WrongUsage,
    command,
    consent,
    hear,
    option,
    output_file,
    print_json,
    the_office,
)
from chamdiem.commands.printing import print_table, watching
from chamdiem.rules.language.fields import LAYERS

if TYPE_CHECKING:
    from chamdiem.engine.paper.tables import Report
    from chamdiem.engine.texts import Lang


def _day(_context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """Return a day or a month as ISO writes it."""
    from chamdiem.rules.language.moments import read_date, read_period
    from chamdiem.rules.language.scalars import ScalarError

    if value is None:
        return None
    for read in (read_date, read_period):
        with suppress(ScalarError):
            return str(read(value))
    raise WrongUsage("usage.day", value=value, name=parameter.opts[0])


@command("replay")
@click.argument("ledger")
@option("--from", "first", metavar="DATE", callback=_day, help="help.replay_from")
@option("--to", "last", metavar="DATE", callback=_day, help="help.replay_to")
@option("--cell", metavar="ID", help="help.cell")
@option("--framework", metavar="ID", help="help.replay_framework")
@option("--as-if", metavar="FRAMEWORK", help="help.as_if")
@option("--layer", type=click.Choice(tuple(LAYERS)), default="self", help="help.as_if_layer")
@option("--jobs", type=click.IntRange(1, 64), metavar="N", help="help.jobs")
@option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="help.format")
@output_file("-o", "--output", metavar="FILE", help="help.report_output")
def replay(
    lang: Lang, ledger: str, as_if: str | None, layer: str, jobs: int | None, output: str | None, **chosen: str | None
) -> bool:
    """Score what a ledger holds anew, by the frameworks it was scored by or by another one."""
    from chamdiem.engine.office.replays import ReplayRequest, ReportRequest, write_report
    from chamdiem.engine.office.replays import replay as act
    from chamdiem.engine.replay.selection import Selection
    from chamdiem.engine.replay.working import PART

    form, watch = chosen.pop("form"), watching(lang, PART)
    asked = ReplayRequest(ledger=ledger, selection=Selection(**chosen), as_if=as_if, layer=layer, processes=jobs)
    if output is None:
        found = act(the_office(), asked, watch)
    else:
        wanted = ReportRequest(replay=asked, output=File(output), lang=lang)
        found = write_report(the_office(), wanted, consent(), hear, watch)
    if form == "json":
        print_json(found.json(lang))
    else:
        _print(found.report(lang))
    return found.whole


def _print(report: Report) -> None:
    """Print a report; of tables that are too long for people, nothing."""
    click.secho(report.title, bold=True)
    for label, value in report.particulars:
        click.echo(f"{label}: {value}")
    click.echo()
    for finding in report.findings:
        click.echo(finding)
    for table in report.tables:
        if not table.everything and table.rows:
            click.secho(f"\n{table.title}", bold=True)
            print_table(table)
