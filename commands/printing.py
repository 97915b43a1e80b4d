"""What more than one command prints: tables, a framework's heading and notice, and how far long work has come."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar

import click

from chamdiem.engine.texts import Lang, plain, say
from chamdiem.engine.texts.sentences import say_fault

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from chamdiem.engine.office.office import Watch
    from chamdiem.engine.paper.tables import Table
    from chamdiem.rules.language.framework import Framework
    from chamdiem.rules.records.faults import Fault

Row = Sequence[str]
Item = TypeVar("Item")
LINES = 10
"""How many lines a long piece of work prints when its output is piped."""
EVERY = 1000
"""After how many items a line is printed where nobody knows how many will come."""


def print_table(table: Table, strong: Collection[int] = ()) -> None:
    """Print a table: framed on a terminal, tab-separated when piped; `strong` are the places of rows in bold."""
    if not sys.stdout.isatty():
        from chamdiem.engine.paper.tables import text_of

        for line in (table.header, *table.rows):
            click.echo("\t".join(plain(text_of(value)) for value in line))
        return
    from rich.console import Console
    from rich.table import Table as FramedTable
    from rich.text import Text

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


def print_oddities(oddities: Iterable[Fault], lang: Lang) -> None:
    """Print what people should look at again, each with its place; beside the results, which it does not change."""
    for fault in oddities:
        click.secho(f"! {say_fault(lang, fault)}", fg="yellow", err=True)


def print_notice(framework: Framework) -> None:
    """Print the line that must stand wherever a framework shows."""
    if framework.provenance.notice:
        click.secho(f"\n{framework.provenance.notice}", fg="yellow")


# --- how far long work has come: a bar with counts on a terminal, a line now and then when piped ---


def watching(lang: Lang, short: int = LINES, *, piped: bool = True) -> Watch:
    """Return what shows how far an act of the office has come, see `tracked`. Not `piped`: only on a terminal."""
    if not piped and not sys.stderr.isatty():
        return lambda items, _total, _code, /: iter(items)
    return lambda items, total, code, /: tracked(items, total, lang, code, short)


def tracked(items: Iterable[Item], total: int | None, lang: Lang, code: str, short: int = LINES) -> Iterator[Item]:
    """Yield items while their number is shown on the error stream; `code` names the work. Total None: not known.

    Work of at most `short` items is done before anyone could read how far it has come, and shows nothing.
    """
    if total is not None and total <= short:
        return iter(items)
    what = say(lang, code)
    return _barred(items, total, what) if sys.stderr.isatty() else _lined(items, total, what, lang)


def _barred(items: Iterable[Item], total: int | None, what: str) -> Iterator[Item]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn

    moving = SpinnerColumn("line")  # as long as there is life, though one item may take minutes
    columns = (moving, TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        yield from progress.track(items, total=total, description=what)


def _lined(items: Iterable[Item], total: int | None, what: str, lang: Lang) -> Iterator[Item]:
    """Print a line at each tenth of the work and at its end; each thousandth item where its length is not known."""
    every = EVERY if total is None else -(-total // LINES)
    for done, item in enumerate(items, 1):
        yield item
        if total != 1 and (done % every == 0 or done == total):  # that the one thing is done, what follows it says
            with suppress(OSError):  # work goes on though nobody reads how far it has come
                click.echo(say(lang, "progress.line", what=what, done=done, total=total or "…"), err=True)
