"""Print a report: what it is about, what was found, and its tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from chamdiem.commands.printing import print_table

if TYPE_CHECKING:
    from chamdiem.engine.paper.tables import Report


def print_report(report: Report) -> None:
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
