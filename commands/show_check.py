"""Print what a check found in a file that is right: what it is, what is still missing in it, what to look at again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from chamdiem.engine.texts import Lang, place_text, say, say_fault
from chamdiem.engine.words.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chamdiem.engine.office.checking import Checked, Unsettled


def print_checked(file: str, checked: Checked, lang: Lang) -> None:
    """Print a line for the file, and below it lines for every meeting that is not settled."""
    code = "result.right_so_far" if any(meeting.missing for meeting in checked.unsettled) else "result.right"
    click.echo(say(lang, code, file=file, what=say(lang, checked.code, **checked.details)))
    for meeting in checked.unsettled:
        if meeting.place.sheet is not None:
            click.echo(f"  {place_text(lang, meeting.place)}:")
        for line in _missing(meeting, lang):
            click.echo(f"  {line}")
        for fault in meeting.oddities:
            click.secho(f"  ! {say_fault(lang, fault, placed=False)}", fg="yellow")


def _missing(meeting: Unsettled, lang: Lang) -> Iterator[str]:
    """Yield what is missing: the facts by their names, then the criteria that nobody has answered."""
    wording = Wording(meeting.framework.framework, lang)
    facts = wording.needs(key for key in meeting.missing if key.kind == "field")
    answers = [key.subject for key in meeting.missing if key.kind == "answer"]
    if facts:
        yield say(lang, "result.missing_facts", count=len(facts), names="; ".join(facts))
    if answers:
        yield say(lang, "result.missing_answers", count=len(answers), names=", ".join(answers))
