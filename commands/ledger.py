"""Commands on the ledger: make one, record what was done, look into it, check it, carry it elsewhere."""

from __future__ import annotations

from pathlib import Path as File
from typing import TYPE_CHECKING

import click

from chamdiem.commands.base import (
    CommandGroup,
    command,
    complain,
    complain_of,
    config_option,
    framework_option,
    hear,
    option,
    output_file,
    tell,
    the_office,
    write,
)
from chamdiem.commands.proof import checkpoint, keygen, prove, read_kept, seal
from chamdiem.engine.texts import Lang, say
from chamdiem.rules.language.fields import LAYERS

if TYPE_CHECKING:
    import datetime as dt

    from chamdiem.engine.ledger.entries import Entry
    from chamdiem.engine.ledger.fsck import Checker
    from chamdiem.engine.ledger.store import Ledger

QUICK = 2000
"""So many entries are read, checked and written in less than a second."""

ledger_argument = click.argument("ledger")
entry_argument = click.argument("entry", type=click.IntRange(min=1))
role_option = option("--role", required=True, metavar="TEXT", help="help.role")
reason_option = option("--reason", required=True, metavar="TEXT", help="help.reason")
as_known_option = option(
    "--as-known", type=click.DateTime(["%d/%m/%Y", "%Y-%m-%d"]), metavar="DATE", help="help.as_known"
)


@command("init", "help.ledger_init")
@ledger_argument
def init(lang: Lang, ledger: str) -> None:
    """Make a new ledger."""
    from chamdiem.engine.ledger.opening import create_ledger

    with create_ledger(ledger) as made:
        tell(say(lang, "ledger.made", name=made.name))


@command("add", "help.ledger_add")
@ledger_argument
@click.argument("records", nargs=-1, required=True, metavar="RECORD…")
@framework_option
@config_option
def add(lang: Lang, ledger: str, records: tuple[str, ...], framework: str | None) -> None:
    """Score records and add them."""
    from chamdiem.engine.ledger.opening import open_ledger
    from chamdiem.engine.ledger.recording import record_scores
    from chamdiem.engine.office.checking import evaluate_all

    results = evaluate_all(the_office(), [File(record) for record in records], framework, hear)
    with open_ledger(ledger) as opened:
        tell_added(lang, opened, *record_scores(opened, results, the_office().clock.stamp()))
    click.echo(say(lang, "ledger.personal"))


def tell_added(lang: Lang, ledger: Ledger, *entries: Entry) -> None:
    """Say under which numbers something was recorded."""
    from chamdiem.commands.show_ledger import Teller

    teller = Teller(ledger, lang)
    for entry in entries:
        tell(say(lang, "ledger.added", number=entry.sequence, what=teller.what(entry)))


@command("decide", "help.ledger_decide")
@ledger_argument
@entry_argument
@option("--rating", required=True, metavar="TEXT", help="help.rating")
@role_option
def decide(lang: Lang, ledger: str, entry: int, rating: str, role: str) -> None:
    """Record a decision."""
    from chamdiem.engine.ledger.opening import open_ledger
    from chamdiem.engine.ledger.recording import Act
    from chamdiem.engine.ledger.recording import decide as record

    with open_ledger(ledger) as opened:
        tell_added(lang, opened, record(opened, entry, rating, Act(role), the_office().clock.stamp()))


@command("correct", "help.ledger_correct")
@ledger_argument
@entry_argument
@click.argument("record", required=False)
@framework_option
@config_option
@reason_option
@role_option
def correct(lang: Lang, ledger: str, entry: int, record: str | None, framework: str | None, **act: str) -> None:
    """Correct an entry."""
    from chamdiem.engine.ledger.opening import open_ledger
    from chamdiem.engine.ledger.recording import Act
    from chamdiem.engine.ledger.recording import correct as supersede
    from chamdiem.engine.office.checking import evaluate_file

    evaluation = evaluate_file(the_office(), File(record), framework, hear) if record else None
    with open_ledger(ledger) as opened:
        tell_added(lang, opened, supersede(opened, entry, evaluation, Act(**act), the_office().clock.stamp()))


@command("override", "help.ledger_override")
@ledger_argument
@entry_argument
@click.argument("criterion")
@click.argument("points")
@option("--layer", type=click.Choice(tuple(LAYERS)), default="self", help="help.of_layer")
@reason_option
@role_option
def override(lang: Lang, ledger: str, entry: int, criterion: str, points: str, layer: str, **act: str) -> None:
    """Put points beside those computed."""
    from chamdiem.engine.ledger.opening import open_ledger
    from chamdiem.engine.ledger.recording import Act, Award
    from chamdiem.engine.ledger.recording import override as record

    with open_ledger(ledger) as opened:
        tell_added(
            lang, opened, record(opened, entry, Award(layer, criterion, points), Act(**act), the_office().clock.stamp())
        )


@command("clock", "help.ledger_clock")
@ledger_argument
@reason_option
@role_option
def clock(lang: Lang, ledger: str, **act: str) -> None:
    """Record that times of earlier entries are not in order."""
    from chamdiem.engine.ledger.opening import open_ledger
    from chamdiem.engine.ledger.recording import Act, note_clock

    with open_ledger(ledger) as opened:
        tell_added(lang, opened, note_clock(opened, Act(**act), the_office().clock.stamp()))


@command("log", "help.ledger_log")
@ledger_argument
@as_known_option
@option("--cell", metavar="ID", help="help.cell")
def log(lang: Lang, ledger: str, as_known: dt.datetime | None, cell: str | None) -> None:
    """List the entries."""
    from chamdiem.commands.show_ledger import print_log
    from chamdiem.engine.ledger.opening import open_ledger
    from chamdiem.engine.ledger.states import known_size
    from chamdiem.engine.office.clock import end_of

    with open_ledger(ledger) as opened:
        size = known_size(opened.entries(), end_of(as_known)) if as_known else None
        print_log(opened, opened.entries(1, size), cell, lang)


@command("show", "help.ledger_show")
@ledger_argument
@entry_argument
@as_known_option
@option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="help.format")
def show(lang: Lang, ledger: str, entry: int, as_known: dt.datetime | None, form: str) -> None:
    """Show an entry and how its meeting stands."""
    from chamdiem.commands.base import print_json
    from chamdiem.commands.show_ledger import entry_json, print_entry
    from chamdiem.engine.ledger.opening import open_ledger
    from chamdiem.engine.office.clock import end_of

    time = end_of(as_known) if as_known else None
    with open_ledger(ledger) as opened:
        if form == "json":
            print_json(entry_json(opened, opened.get(entry), time))
        else:
            print_entry(opened, opened.get(entry), time, lang)


@command("fsck", "help.ledger_fsck")
@ledger_argument
@option("--checkpoint", metavar="FILE", help="help.old_checkpoint")
@option("--key", metavar="FILE", help="help.public_key")
@option("--leaves", metavar="FILE", help="help.leaves")
def fsck(lang: Lang, ledger: str, **files: str | None) -> None:
    """Check the whole ledger, from inside and against an older checkpoint."""
    from chamdiem.commands.progress import tracked
    from chamdiem.engine.ledger.fsck import Checker, check_ledger
    from chamdiem.engine.ledger.opening import open_ledger
    from chamdiem.rules.language.faults import FaultyInput

    kept = read_kept(**files)
    checker = Checker()
    with open_ledger(ledger) as opened:
        steps = tracked(check_ledger(opened, checker), opened.size(), lang, "ledger.checking", QUICK)
        faults = [fault for fault in steps if fault is not None]
        faults += kept.faults(opened) if kept else ()
        admit(lang, opened, checker.notes)
        tell_ahead(lang, checker)
        if not faults:
            click.echo(say(lang, "ledger.whole", name=opened.name, size=checker.size, hash=checker.head))
            if kept is not None:
                click.echo(say(lang, "audit.same", size=kept.checkpoint.size))
            return
    complain_of(lang, FaultyInput(faults))
    click.echo(say(lang, "ledger.whole_until" if checker.sound else "ledger.whole_none", size=checker.sound))
    click.get_current_context().exit(1)


def tell_ahead(lang: Lang, checker: Checker) -> None:
    """Say that an entry bears a time that is yet to come by this machine's clock: one of two clocks is wrong."""
    (number, time), now = checker.latest, the_office().clock.stamp().time
    if time > now:
        complain(say(lang, "ledger.time_ahead", number=number, time=time, now=now))


def admit(lang: Lang, ledger: Ledger, notes: list[Entry]) -> None:
    """Say what clock entries admit: that times before them are not in order stays known for good."""
    from chamdiem.commands.show_ledger import Teller

    teller = Teller(ledger, lang)
    for entry in notes:
        tell(say(lang, "ledger.clock_admitted", number=entry.sequence, what=teller.what(entry)))


@command("export", "help.ledger_export")
@ledger_argument
@output_file("-o", "--output", required=True, metavar="FILE", exports=True, help="help.output")
def export(lang: Lang, ledger: str, output: str) -> None:
    """Write the ledger as JSON Lines."""
    from chamdiem.commands.progress import tracked
    from chamdiem.engine.files.outputs import Manner
    from chamdiem.engine.ledger.opening import open_ledger
    from chamdiem.engine.ledger.transfer import follows, line_of

    with open_ledger(ledger) as opened:
        size = opened.size()
        entries = tracked(opened.entries(1, size), size, lang, "ledger.exporting", QUICK)
        write(lang, output, map(line_of, entries), "ledger.exported", Manner(follows=follows), size=size)


@command("import", "help.ledger_import")
@ledger_argument
@click.argument("file")
def import_(lang: Lang, ledger: str, file: str) -> None:
    """Take the entries of a JSON Lines file."""
    from chamdiem.commands.progress import tracked
    from chamdiem.engine.ledger.fsck import Checker
    from chamdiem.engine.ledger.opening import open_ledger
    from chamdiem.engine.ledger.transfer import count_lines, import_file

    checker = Checker()
    with open_ledger(ledger) as opened:
        steps = import_file(opened, File(file), checker)
        for _ in tracked(steps, count_lines(File(file)), lang, "ledger.importing", QUICK):
            pass
        for setback in checker.setbacks:
            complain(say(lang, "ledger.time_told", number=setback.first, last=setback.last, than=setback.than))
        tell_ahead(lang, checker)
        tell(say(lang, "ledger.imported", name=opened.name, size=opened.size()))


ledger = CommandGroup(
    "ledger",
    sections=[
        ("section.ledger_write", (init, add, decide, correct, override, clock)),
        ("section.ledger_read", (log, show)),
        ("section.ledger_prove", (keygen, checkpoint, seal, prove)),
        ("section.ledger_keep", (fsck, export, import_)),
    ],
)
