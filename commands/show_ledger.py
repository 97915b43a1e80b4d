"""Print the ledger: the list of its entries, and one of them with how its meeting stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from chamdiem.commands.printing import print_table
from chamdiem.engine.ledger.contents import KeptResult, meeting_of
from chamdiem.engine.log.entry_words import EntryWords, scored_layers
from chamdiem.engine.paper.tables import fitted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chamdiem.engine.log.entry_view import EntryDetail, EntryView
    from chamdiem.engine.texts import Lang


def print_log(entries: Iterable[EntryView], lang: Lang) -> None:
    """Print entries, one row each, and which of them are no longer in force."""
    words = EntryWords(lang)
    rows = (words.row(view, words.listed(view)) for view in entries)
    print_table(fitted("", words.header, rows, numbers={0}))


def print_entry(detail: EntryDetail, lang: Lang) -> None:
    """Print an entry, the points of an evaluation, and all that is known of its meeting."""
    words, view = EntryWords(lang), detail.view
    click.secho(words.head(view), bold=True)
    click.echo(words.listed(view))
    for line in words.source(view):
        click.echo(line)
    if isinstance(view.entry.content, KeptResult):
        click.echo()
        numbers = range(2, 3 + len(scored_layers(detail)))
        print_table(fitted("", words.points_header(detail), words.points_rows(detail), numbers=numbers))
    meeting = meeting_of(view.entry.content)
    if detail.meeting and meeting is not None:
        click.secho(f"\n{words.meeting(meeting)}", bold=True)
        rows = (words.row(other, words.what(other)) for other in detail.meeting)
        print_table(fitted("", words.header, rows, numbers={0}))
