"""What more than one command prints: tables, and a framework's heading and notice."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.table import Table as FramedTable
from rich.text import Text

from chamdiem.engine.paper.tables import text_of
from chamdiem.engine.texts import Lang, plain, say, say_fault
from chamdiem.rules.language.moments import day_text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from chamdiem.engine.paper.tables import Table
    from chamdiem.rules.language.faults import Fault
    from chamdiem.rules.language.framework import Framework

Row = Sequence[str]


def print_table(table: Table, strong: Collection[int] = ()) -> None:
    """Print a table: framed on a terminal, tab-separated when piped; `strong` are the places of rows in bold."""
    if not sys.stdout.isatty():
        for line in (table.header, *table.rows):
            click.echo("\t".join(plain(text_of(value)) for value in line))
        return
    framed = FramedTable(header_style="bold", show_lines=False)
    rows = [["" if value is None else plain(str(value)) for value in row] for row in table.rows]
    for place, name in enumerate(table.header):
        number = place in table.numbers
        framed.add_column(
            Text(name),
            justify="right" if number else "left",
            overflow="fold",
            no_wrap=place == 0,
            width=_narrowest(name, (row[place] for row in rows)) if number else None,
        )
    for place, row in enumerate(rows):
        framed.add_row(*map(Text, row), style="bold" if place in strong else None)
    Console().print(framed)


def _narrowest(heading: str, cells: Iterable[str]) -> int:
    """Return the width of a column of numbers whose heading is broken between its words: what is left is for text."""
    return max(map(len, [*heading.split(), *cells]))


def authority(framework: Framework, lang: Lang) -> str:
    """Return the document that a framework comes from."""
    document = framework.authority
    return say(lang, "result.authority", number=document.number, date=day_text(document.date), issuer=document.issuer)


def print_oddities(oddities: Iterable[Fault], lang: Lang) -> None:
    """Print what people should look at again, each with its place; beside the results, which it does not change."""
    for fault in oddities:
        click.secho(f"! {say_fault(lang, fault)}", fg="yellow", err=True)


def print_notice(framework: Framework) -> None:
    """Print the line that must stand wherever a framework shows."""
    if framework.provenance.notice:
        click.secho(f"\n{framework.provenance.notice}", fg="yellow")
