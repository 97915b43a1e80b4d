"""Commands on the ledger: make one, record what was done, look into it, check it, carry it elsewhere, replay it."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path as File
from typing import TYPE_CHECKING

import click

from chamdiem.commands.acts import assess, give_back, lock, mandate, organisation, register, submit, tree, unlock
from chamdiem.commands.base import (
    CommandGroup,
    WordChoice,
    WrongUsage,
    as_option,
    command,
    complain,
    complain_of,
    config_option,
    consent,
    file_of,
    framework_option,
    hear,
    local_time,
    option,
    output_file,
    output_option,
    print_json,
    tell,
    the_office,
)
from chamdiem.commands.printing import print_table, watching
from chamdiem.commands.proof import checkpoint, entry_argument, kept_files, keygen, ledger_argument, prove, seal
from chamdiem.commands.recorded import decided_by, month_of, paper_option, signed_option, tell_added
from chamdiem.engine.texts import Lang, say
from chamdiem.rules.records.fields import LAYERS
from chamdiem.rules.records.meeting import MEETING_KINDS
from chamdiem.rules.records.moments import read_date, read_period
from chamdiem.rules.records.scalars import ScalarError

if TYPE_CHECKING:
    import datetime as dt

    from chamdiem.engine.log.entry_view import EntryDetail
    from chamdiem.engine.office.ledgers import Ahead
    from chamdiem.engine.paper.tables import Report

QUICK = 2000
"""So many entries are read, checked and written in less than a second."""

by_mandate_option = option("--as", "by", required=True, metavar="MANDATE", help="help.as")
reason_option = option("--reason", required=True, metavar="TEXT", help="help.reason")
as_known_option = option(
    "--as-known", type=click.DateTime(["%d/%m/%Y", "%Y-%m-%d"]), metavar="DATE", help="help.as_known"
)


@command("init", "help.ledger_init")
@ledger_argument
def init(lang: Lang, ledger: str) -> None:
    """Make a new ledger."""
    from chamdiem.engine.office.ledgers import make

    tell(say(lang, "ledger.made", name=make(the_office(), ledger)))


@command("add", "help.ledger_add")
@ledger_argument
@click.argument("records", nargs=-1, required=True, metavar="RECORD…")
@framework_option
@config_option
@as_option
def add(lang: Lang, ledger: str, records: tuple[str, ...], framework: str | None, mandate: str | None) -> None:
    """Score records and add them."""
    from chamdiem.engine.office.ledgers import RecordsAdded
    from chamdiem.engine.office.ledgers import add as act

    asked = RecordsAdded(ledger=ledger, records=tuple(map(File, records)), framework=framework, mandate=mandate)
    tell_added(lang, *act(the_office(), asked, hear))
    click.echo(say(lang, "ledger.personal"))


@command("decide", "help.ledger_decide")
@ledger_argument
@entry_argument
@option("--rating", required=True, metavar="TEXT", help="help.rating")
@option("--reason", default="", metavar="TEXT", help="help.decide_reason")
@paper_option
@signed_option
@by_mandate_option
def decide(
    lang: Lang, ledger: str, entry: int, *, rating: str, paper: str | None, signed: dt.date | None, **act: str
) -> None:
    """Record a decision."""
    from chamdiem.engine.ledger.authorities import Act
    from chamdiem.engine.office.ledgers import decide as put

    tell_added(lang, put(the_office(), ledger, entry, rating, decided_by(Act(**act), paper, signed)))


@command("correct", "help.ledger_correct")
@ledger_argument
@entry_argument
@click.argument("record", required=False)
@framework_option
@config_option
@reason_option
@by_mandate_option
def correct(lang: Lang, ledger: str, entry: int, record: str | None, framework: str | None, **act: str) -> None:
    """Correct an entry."""
    from chamdiem.engine.ledger.authorities import Act
    from chamdiem.engine.office.ledgers import Amendment
    from chamdiem.engine.office.ledgers import correct as supersede

    amendment = Amendment(ledger=ledger, entry=entry, record=file_of(record), framework=framework)
    tell_added(lang, supersede(the_office(), amendment, Act(**act), hear))


@command("override", "help.ledger_override")
@ledger_argument
@entry_argument
@click.argument("criterion")
@click.argument("points")
@option("--layer", type=WordChoice(LAYERS), default="self", help="help.of_layer")
@reason_option
@by_mandate_option
def override(lang: Lang, ledger: str, entry: int, criterion: str, points: str, layer: str, **act: str) -> None:
    """Put points beside those computed."""
    from chamdiem.engine.ledger.acting import Award
    from chamdiem.engine.ledger.authorities import Act
    from chamdiem.engine.office.ledgers import override as put

    tell_added(lang, put(the_office(), ledger, entry, Award(layer, criterion, points), Act(**act)))


@command("not-held", "help.ledger_not_held")
@ledger_argument
@click.argument("cell")
@option("--period", metavar="MM/YYYY", required=True, callback=month_of, help="help.not_held_period")
@option("--kind", type=WordChoice(MEETING_KINDS), default="regular", help="help.not_held_kind")
@reason_option
@by_mandate_option
def not_held(lang: Lang, ledger: str, cell: str, period: str, kind: str, **act: str) -> None:
    """Record that a meeting was not held."""
    from chamdiem.engine.ledger.authorities import Act
    from chamdiem.engine.ledger.contents import MeetingRef
    from chamdiem.engine.office.periods import note_not_held

    meeting = MeetingRef(cell=cell, period=period, date=None, kind=kind)
    tell_added(lang, note_not_held(the_office(), ledger, meeting, Act(**act)))


@command("clock", "help.ledger_clock")
@ledger_argument
@reason_option
@option("--as", "by", default="", metavar="MANDATE", help="help.as")
def clock(lang: Lang, ledger: str, **act: str) -> None:
    """Record that times of earlier entries are not in order."""
    from chamdiem.engine.ledger.authorities import Act
    from chamdiem.engine.office.ledgers import note_clock

    tell_added(lang, note_clock(the_office(), ledger, Act(**act)))


@command("log", "help.ledger_log")
@ledger_argument
@as_known_option
@option("--cell", metavar="ID", help="help.cell")
def log(lang: Lang, ledger: str, as_known: dt.datetime | None, cell: str | None) -> None:
    """List the entries."""
    from chamdiem.engine.log.entry_words import EntryWords
    from chamdiem.engine.office.ledgers import log as act

    print_table(EntryWords(lang, local_time).log(act(the_office(), ledger, as_known, cell)))


@command("show", "help.ledger_show")
@ledger_argument
@entry_argument
@as_known_option
@option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="help.format")
def show(lang: Lang, ledger: str, entry: int, as_known: dt.datetime | None, form: str) -> None:
    """Show an entry and how its meeting stands."""
    from chamdiem.engine.office.ledgers import entry_json
    from chamdiem.engine.office.ledgers import show as act

    if form == "json":
        print_json(entry_json(the_office(), ledger, entry, as_known))
    else:
        _print_entry(act(the_office(), ledger, entry, as_known), lang)


def _print_entry(detail: EntryDetail, lang: Lang) -> None:
    """Print an entry, the points of an evaluation, and all that is known of its meeting."""
    from chamdiem.engine.log.entry_words import EntryWords

    words, view = EntryWords(lang, local_time), detail.view
    click.secho(words.head(view), bold=True)
    for line in (words.listed(view), *words.source(view)):
        click.echo(line)
    if (points := words.points(detail)) is not None:
        click.echo()
        print_table(points)
    for titled in (words.answers(detail), words.meeting(detail)):
        if titled is None:
            continue
        click.secho(f"\n{titled.title}", bold=True)
        print_table(titled)


@command("stale", "help.ledger_stale")
@ledger_argument
@option("--cell", metavar="ID", help="help.cell")
@option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="help.format")
def stale(lang: Lang, ledger: str, cell: str | None, form: str) -> bool:
    """List the evaluations that a correction of earlier months left behind."""
    from chamdiem.engine.office.replays import stale as act

    found = act(the_office(), ledger, cell)
    count = len(found.evaluations)
    if form == "json":
        print_json(found.json(lang))
    elif count:
        print_table(found.table(lang))
        click.echo(say(lang, "stale.some", count=count))
    else:
        click.echo(say(lang, "stale.none"))
    return not count


@command("fsck", "help.ledger_fsck")
@ledger_argument
@option("--checkpoint", metavar="FILE", help="help.old_checkpoint")
@option("--key", metavar="FILE", help="help.public_key")
@option("--leaves", metavar="FILE", help="help.leaves")
@option("--jobs", type=click.IntRange(1, 64), metavar="N", help="help.jobs")
def fsck(lang: Lang, ledger: str, jobs: int | None, **files: str | None) -> bool:
    """Check the whole ledger, from inside and against an older checkpoint."""
    from chamdiem.engine.office.ledgers import check
    from chamdiem.rules.records.faults import FaultyInput

    found = check(the_office(watching(lang, QUICK)), ledger, kept_files(**files), processes=jobs)
    tell_added(lang, *found.notes, code="ledger.clock_admitted")
    tell_ahead(lang, found.ahead)
    if not found.faults:
        click.echo(say(lang, "ledger.whole", name=found.name, size=found.size, hash=found.head))
        if found.kept is not None:
            click.echo(say(lang, "audit.same", size=found.kept))
        return True
    complain_of(lang, FaultyInput(found.faults))
    click.echo(say(lang, "ledger.whole_until" if found.sound else "ledger.whole_none", size=found.sound))
    return False


def tell_ahead(lang: Lang, ahead: Ahead | None) -> None:
    """Say that an entry bears a time that is yet to come by this machine's clock."""
    if ahead is not None:
        complain(say(lang, "ledger.time_ahead", number=ahead.number, time=ahead.time, now=ahead.now))


@command("export", "help.ledger_export")
@ledger_argument
@output_option
def export(lang: Lang, ledger: str, output: str) -> None:
    """Write the ledger as JSON Lines."""
    from chamdiem.engine.office.ledgers import export as act

    size = act(the_office(watching(lang, QUICK)), ledger, File(output), consent())
    tell(say(lang, "ledger.exported", file=output, size=size))


@command("compress", "help.ledger_compress")
@ledger_argument
@output_option
def compress(lang: Lang, ledger: str, output: str) -> None:
    """Pack what earlier versions left whole, after an export."""
    from chamdiem.engine.office.ledgers import compress as act

    done = act(the_office(watching(lang, QUICK)), ledger, File(output), consent())
    code = "ledger.compressed" if done.packed else "ledger.compressed_none"
    tell(say(lang, code, name=done.name, packed=done.packed, size=done.size))


@command("import", "help.ledger_import")
@ledger_argument
@click.argument("file")
def import_(lang: Lang, ledger: str, file: str) -> None:
    """Take the entries of a JSON Lines file."""
    from chamdiem.engine.office.ledgers import import_entries

    found = import_entries(the_office(watching(lang, QUICK)), ledger, File(file))
    for setback in found.setbacks:
        complain(say(lang, "ledger.time_told", number=setback.first, last=setback.last, than=setback.than))
    tell_ahead(lang, found.ahead)
    tell(say(lang, "ledger.imported", name=found.name, size=found.size))


ledger = CommandGroup(
    "ledger",
    sections=[
        ("section.ledger_write", (init, add, decide, correct, override, not_held, clock)),
        ("section.ledger_hand_in", (submit, assess, give_back, lock, unlock)),
        ("section.ledger_authority", (organisation, register, mandate, tree)),
        ("section.ledger_read", (log, show, stale)),
        ("section.ledger_prove", (keygen, checkpoint, seal, prove)),
        ("section.ledger_keep", (fsck, export, import_, compress)),
    ],
)


# --- replaying ---


def _day(_context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """Return a day or a month as ISO writes it."""
    if value is None:
        return None
    for read in (read_date, read_period):
        with suppress(ScalarError):
            return str(read(value))
    raise WrongUsage("usage.day", value=value, name=parameter.opts[0])


@command("replay")
@ledger_argument
@option("--from", "first", metavar="DATE", callback=_day, help="help.replay_from")
@option("--to", "last", metavar="DATE", callback=_day, help="help.replay_to")
@option("--cell", metavar="ID", help="help.cell")
@option("--framework", metavar="ID", help="help.replay_framework")
@option("--as-if", metavar="FRAMEWORK", help="help.as_if")
@option("--layer", type=WordChoice(LAYERS), default="self", help="help.as_if_layer")
@option("--jobs", type=click.IntRange(1, 64), metavar="N", help="help.jobs")
@option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="help.format")
@output_file("-o", "--output", metavar="FILE", help="help.report_output")
def replay(
    lang: Lang, ledger: str, as_if: str | None, layer: str, jobs: int | None, output: str | None, **chosen: str | None
) -> bool:
    """Score what a ledger holds anew, by the frameworks it was scored by or by another one."""
    from chamdiem.engine.ledger.working import PART
    from chamdiem.engine.office.replays import ReplayRequest, ReportRequest, write_report
    from chamdiem.engine.office.replays import replay as act
    from chamdiem.engine.replay.selection import Selection

    form, watch = chosen.pop("form"), watching(lang, PART)
    asked = ReplayRequest(ledger=ledger, selection=Selection(**chosen), as_if=as_if, layer=layer, processes=jobs)
    if output is None:
        found = act(the_office(watch), asked)
    else:
        wanted = ReportRequest(replay=asked, output=File(output), lang=lang)
        found = write_report(the_office(watch), wanted, consent(), hear)
    if form == "json":
        print_json(found.json(lang))
    else:
        _print_report(found.report(lang))
    return found.whole


def _print_report(report: Report) -> None:
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
