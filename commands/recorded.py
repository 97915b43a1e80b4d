"""What the commands that record have in common: how a month is typed, and how what was recorded is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chamdiem.commands.base import WrongUsage, local_time, tell
from chamdiem.engine.texts import Lang, say
from chamdiem.rules.records.moments import read_period
from chamdiem.rules.records.scalars import ScalarError

if TYPE_CHECKING:
    import click

    from chamdiem.engine.log.entry_view import EntryView


def month_of(_context: click.Context, parameter: click.Parameter, value: str) -> str:
    """Return a month that was typed, as ISO writes it."""
    try:
        return read_period(value)
    except ScalarError as error:
        raise WrongUsage("usage.month", value=value, name=parameter.opts[0]) from error


def tell_added(lang: Lang, *entries: EntryView, code: str = "ledger.added") -> None:
    """Say under which numbers something was recorded."""
    from chamdiem.engine.log.entry_words import EntryWords

    words = EntryWords(lang, local_time)
    for view in entries:
        tell(say(lang, code, number=view.entry.sequence, what=words.what(view)))
