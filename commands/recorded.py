"""What the commands that record have in common: how days, months and papers are typed, what is told of entries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chamdiem.commands.base import WrongUsage, local_time, option, tell
from chamdiem.engine.texts import Lang, say
from chamdiem.rules.records.moments import read_date, read_period
from chamdiem.rules.records.scalars import ScalarError

if TYPE_CHECKING:
    import datetime as dt

    import click

    from chamdiem.engine.ledger.acting import DecidedBy
    from chamdiem.engine.ledger.authorities import Act
    from chamdiem.engine.log.entry_view import EntryView


def month_of(_context: click.Context, parameter: click.Parameter, value: str) -> str:
    """Return a month that was typed, as ISO writes it."""
    try:
        return read_period(value)
    except ScalarError as error:
        raise WrongUsage("usage.month", value=value, name=parameter.opts[0]) from error


def day_of(_context: click.Context, parameter: click.Parameter, value: str | None) -> dt.date | None:
    """Return a day that was typed."""
    if value is None:
        return None
    try:
        return read_date(value)
    except ScalarError as error:
        raise WrongUsage("usage.day", value=value, name=parameter.opts[0]) from error


paper_option = option("--paper", metavar="NUMBER", help="help.paper")
signed_option = option("--signed", metavar="DATE", callback=day_of, help="help.signed")


def decided_by(act: Act, paper: str | None, signed: dt.date | None) -> DecidedBy:
    """Return who decides, by which paper: both of its parts are typed, or none."""
    from chamdiem.engine.ledger.acting import DecidedBy
    from chamdiem.engine.ledger.contents import DecisionPaper

    if (paper is None) != (signed is None):
        raise WrongUsage("usage.paper")
    return DecidedBy(act, DecisionPaper(number=paper, day=signed) if paper is not None and signed is not None else None)


def tell_added(lang: Lang, *entries: EntryView, code: str = "ledger.added") -> None:
    """Say under which numbers something was recorded."""
    from chamdiem.engine.log.entry_words import EntryWords

    words = EntryWords(lang, local_time)
    for view in entries:
        tell(say(lang, code, number=view.entry.sequence, what=words.what(view)))
