"""Show how far long work has come: a bar with counts and time left on a terminal, a line now and then when piped."""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar

import click

from chamdiem.engine.texts import Lang, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from chamdiem.engine.office.office import Watch

Item = TypeVar("Item")
LINES = 10
"""How many lines a long piece of work prints when its output is piped."""
EVERY = 1000
"""After how many items a line is printed where nobody knows how many will come."""


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
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        yield from progress.track(items, total=total, description=what)


def _lined(items: Iterable[Item], total: int | None, what: str, lang: Lang) -> Iterator[Item]:
    """Print a line at each tenth of the work and at its end; each thousandth item where its length is not known."""
    every = EVERY if total is None else -(-total // LINES)
    for done, item in enumerate(items, 1):
        yield item
        if done % every == 0 or done == total:
            with suppress(OSError):  # work goes on though nobody reads how far it has come
                click.echo(say(lang, "progress.line", what=what, done=done, total=total or "…"), err=True)
