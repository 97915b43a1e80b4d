"""Commands on a ledger by which a cell hands in, those above it answer, and organisations and mandates are kept."""

from __future__ import annotations

from pathlib import Path as File
from typing import TYPE_CHECKING

import click

from chamdiem.commands.base import (
    WordChoice,
    command,
    complain,
    config_option,
    framework_option,
    hear,
    option,
    tell,
    the_office,
)
from chamdiem.commands.printing import print_table
from chamdiem.commands.proof import entry_argument, ledger_argument
from chamdiem.commands.recorded import day_of, month_of, tell_added
from chamdiem.engine.mandates.kinds import Event, NodeKind
from chamdiem.engine.mandates.roles import Role
from chamdiem.engine.texts import TEXTS, say

if TYPE_CHECKING:
    import datetime as dt

    from chamdiem.engine.texts import Lang


by_option = option("--as", "by", required=True, metavar="MANDATE", help="help.as")
first_option = option("--as", "by", metavar="MANDATE", help="help.as")
since_option = option("--from", "since", metavar="DATE", required=True, callback=day_of, help="help.from_day")
node_argument = click.argument("node")


@command("submit", "help.ledger_submit")
@ledger_argument
@click.argument("records", nargs=-1, required=True, metavar="RECORD…")
@framework_option
@config_option
@option("--reason", default="", metavar="TEXT", help="help.incomplete")
@by_option
def submit(lang: Lang, ledger: str, records: tuple[str, ...], framework: str | None, reason: str, by: str) -> None:
    """Hand in what was made of a meeting."""
    from chamdiem.engine.office.ledgers import RecordsAdded
    from chamdiem.engine.office.ledgers import submit as act

    asked = RecordsAdded(ledger=ledger, records=tuple(map(File, records)), framework=framework, mandate=by)
    tell_added(lang, *act(the_office(), asked, reason, hear))


@command("assess", "help.ledger_assess")
@ledger_argument
@entry_argument
@click.argument("record")
@framework_option
@config_option
@by_option
def assess(lang: Lang, ledger: str, entry: int, record: str, framework: str | None, by: str) -> None:
    """Assess what a cell handed in."""
    from chamdiem.engine.ledger.authorities import Act
    from chamdiem.engine.office.ledgers import Amendment
    from chamdiem.engine.office.ledgers import assess as act

    asked = Amendment(ledger=ledger, entry=entry, record=File(record), framework=framework)
    tell_added(lang, act(the_office(), asked, Act(by), hear))


@command("return", "help.ledger_return")
@ledger_argument
@entry_argument
@option("--reason", required=True, metavar="TEXT", help="help.reason")
@by_option
def give_back(lang: Lang, ledger: str, entry: int, **act: str) -> None:
    """Give back what a cell handed in."""
    from chamdiem.engine.ledger.authorities import Act
    from chamdiem.engine.office.ledgers import give_back as put

    tell_added(lang, put(the_office(), ledger, entry, Act(**act)))


period_option = option("--period", metavar="MM/YYYY", required=True, callback=month_of, help="help.not_held_period")


@command("lock", "help.ledger_lock")
@ledger_argument
@node_argument
@period_option
@by_option
def lock(lang: Lang, ledger: str, node: str, period: str, by: str) -> None:
    """Lock a month."""
    from chamdiem.engine.ledger.authorities import Act, LockedMonth
    from chamdiem.engine.office.ledgers import set_lock

    tell_added(lang, set_lock(the_office(), ledger, LockedMonth(node=node, period=period), Act(by)))


@command("unlock", "help.ledger_unlock")
@ledger_argument
@node_argument
@period_option
@option("--reason", required=True, metavar="TEXT", help="help.reason")
@by_option
def unlock(lang: Lang, ledger: str, node: str, period: str, **act: str) -> None:
    """Unlock a month."""
    from chamdiem.engine.ledger.authorities import Act, LockedMonth
    from chamdiem.engine.office.ledgers import set_lock

    month = LockedMonth(node=node, period=period, locked=False)
    tell_added(lang, set_lock(the_office(), ledger, month, Act(**act)))


@command("organisation", "help.ledger_organisation")
@ledger_argument
@node_argument
@option("--event", type=click.Choice([each.value for each in Event]), required=True, help="help.event")
@since_option
@option("--title", metavar="TEXT", help="help.node_title")
@option("--kind", type=WordChoice({each.value: TEXTS[f"node.{each}"] for each in NodeKind}), help="help.node_kind")
@option("--parent", metavar="NODE", help="help.parent")
@option("--predecessor", "predecessors", multiple=True, metavar="NODE", help="help.predecessor")
@option("--alias", "aliases", multiple=True, metavar="TEXT", help="help.alias")
@first_option
def organisation(
    lang: Lang,
    ledger: str,
    node: str,
    since: dt.date,
    event: str,
    kind: str | None,
    by: str | None,
    **told: str | tuple[str, ...] | None,
) -> None:
    """Record what happened to an organisation."""
    from chamdiem.engine.ledger.authorities import Act
    from chamdiem.engine.mandates.organisation import OrganisationChange
    from chamdiem.engine.office.ledgers import organise

    of_kind = NodeKind(kind) if kind else None
    change = OrganisationChange(node=node, event=Event(event), day=since, kind=of_kind, **told)  # type: ignore[arg-type] # click's own names
    tell_added(lang, organise(the_office(), ledger, change, Act(by) if by else None))


@command("register", "help.ledger_register")
@ledger_argument
@click.argument("file")
@option("--parent", required=True, metavar="NODE", help="help.register_parent")
@since_option
@option("--dry-run", "tried", is_flag=True, help="help.dry_run")
@first_option
def register(lang: Lang, ledger: str, file: str, by: str | None, **told: str) -> None:
    """Take the cells of a register into the tree."""
    from chamdiem.engine.ledger.authorities import Act
    from chamdiem.engine.office.ledgers import RegisterRequest, take_register

    asked = RegisterRequest(ledger=ledger, register=File(file), **told)  # type: ignore[arg-type] # click's own names
    found = take_register(the_office(), asked, Act(by) if by else None, hear)
    tell_added(lang, *found.entries, code="ledger.would_add" if asked.tried else "ledger.added")
    for note in found.notes:
        complain(say(lang, f"register.differs_{note.difference}", unit=note.unit, **note.details))
    if not found.entries:
        tell(say(lang, "register.nothing_new"))


@command("mandate", "help.ledger_mandate")
@ledger_argument
@click.argument("mandate")
@option("--actor", required=True, metavar="ID", help="help.actor")
@option(
    "--role",
    type=WordChoice({each.value: TEXTS[f"held.{each}"] for each in Role}),
    required=True,
    help="help.mandate_role",
)
@option("--node", required=True, metavar="NODE", help="help.mandate_node")
@since_option
@option("--to", "until", metavar="DATE", callback=day_of, help="help.until")
@first_option
def mandate(
    lang: Lang, ledger: str, mandate: str, since: dt.date, until: dt.date | None, by: str | None, **told: str
) -> None:
    """Give a mandate."""
    from chamdiem.engine.ledger.authorities import Act
    from chamdiem.engine.mandates.mandates import Mandate
    from chamdiem.engine.office.ledgers import give_mandate

    role = Role(told.pop("role"))
    given = Mandate(id=mandate, role=role, first=since, last=until, **told)
    tell_added(lang, give_mandate(the_office(), ledger, given, Act(by) if by else None))


@command("tree", "help.ledger_tree")
@ledger_argument
@option("--on", "day", metavar="DATE", callback=day_of, help="help.on_day")
def tree(lang: Lang, ledger: str, day: dt.date | None) -> None:
    """Show the organisations and mandates of a day."""
    from chamdiem.engine.log.authority_words import authority_table
    from chamdiem.engine.office.ledgers import authority_on

    found = authority_on(the_office(), ledger, day)
    table = authority_table(found.authority, found.day, lang)
    if table.rows:
        print_table(table)
    else:
        tell(say(lang, "authority.empty"))
