"""Print the ledger: the list of its entries, and one of them with how its meeting stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from chamdiem.commands.printing import print_table
from chamdiem.engine.log.entry_words import EntryWords

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chamdiem.engine.log.entry_view import EntryDetail, EntryView
    from chamdiem.engine.texts import Lang


def print_log(entries: Iterable[EntryView], lang: Lang) -> None:
    """Print entries, one row each, and which of them are no longer in force."""
    print_table(EntryWords(lang).log(entries))


def print_entry(detail: EntryDetail, lang: Lang) -> None:
    """Print an entry, the points of an evaluation, and all that is known of its meeting."""
    words, view = EntryWords(lang), detail.view
    click.secho(words.head(view), bold=True)
    for line in (words.listed(view), *words.source(view)):
        click.echo(line)
    if (points := words.points(detail)) is not None:
        click.echo()
        print_table(points)
    if (meeting := words.meeting(detail)) is not None:
        click.secho(f"\n{meeting.title}", bold=True)
        print_table(meeting)
