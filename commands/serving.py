"""Commands of the pages: serve them, make accounts, keep backups. The web is imported within them, and nowhere else."""

from __future__ import annotations

import os
from pathlib import Path as File
from typing import TYPE_CHECKING

import click

from chamdiem.commands.base import CommandGroup, WrongUsage, command, option, tell
from chamdiem.commands.printing import print_table, watching
from chamdiem.engine.texts import say

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable

    from chamdiem.engine.texts import Lang
    from chamdiem.web.backups import Backup
    from chamdiem.web.deployment import Deployment
    from chamdiem.web.place import DataFolder

DATA, DEMO = "chamdiem-data", "chamdiem-demo"
_SETTINGS = "DJANGO_SETTINGS_MODULE"
_QUICK = 500
"""So many meetings are made anew before anybody wonders how far it is."""
data_option = option("--data", metavar="FOLDER", default=DATA, help="help.serve_data")


@command("serve")
@data_option
@option("--port", type=click.IntRange(1, 65535), metavar="N", default=8000, help="help.serve_port")
@option("--host", metavar="ADDRESS", default="127.0.0.1", help="help.serve_host")
@option("--name", "names", metavar="HOST", multiple=True, help="help.serve_name")
@option("--behind-tls", is_flag=True, help="help.serve_behind_tls")
@option("--proxy", metavar="ADDRESS", help="help.serve_proxy")
@option("--open-network", is_flag=True, help="help.serve_open_network")
@option("--processes", type=click.IntRange(1, 64), metavar="N", help="help.serve_processes")
@option("--demo", is_flag=True, help="help.serve_demo")
@option("--browser", is_flag=True, help="help.serve_browser")
@option("--database", metavar="ADDRESS", help="help.serve_database")
@option("--organisation", metavar="TEXT", help="help.serve_organisation")
def serve(
    lang: Lang,
    data: str,
    port: int,
    host: str,
    names: tuple[str, ...],
    proxy: str | None,
    processes: int | None,
    database: str | None,
    organisation: str | None,
    *,
    behind_tls: bool,
    open_network: bool,
    demo: bool,
    browser: bool,
) -> None:
    """Serve the pages."""
    from chamdiem.web.deployment import Deployment, ServingMode, mode_of
    from chamdiem.web.place import open_data_folder

    mode = mode_of(host, names, behind_tls=behind_tls, open_network=open_network)
    if mode is None:
        raise WrongUsage("usage.serve_open", name=host)
    if demo and (mode is not ServingMode.THIS_PC or organisation):
        raise WrongUsage("usage.serve_demo")
    if browser and mode is not ServingMode.THIS_PC:
        raise WrongUsage("usage.serve_browser")
    folder = open_data_folder(File(DEMO if demo and data == DATA else data), database)
    deployment = Deployment(
        data=str(folder.path.resolve()),
        mode=mode,
        host=host,
        port=port,
        names=names,
        proxy=proxy,
        is_demo=demo,
        processes=processes or (2 if folder.database else 1),
    )
    serving = _serve_one_pc if browser else _serve
    serving(lang, deployment, organisation)


def _set_up(data: str) -> DataFolder:
    """Return the data folder of an installation that is there already, and set Django up for it."""
    from chamdiem.web.deployment import Deployment, put
    from chamdiem.web.place import find_data_folder

    folder = find_data_folder(File(data))
    put(Deployment(data=str(folder.path.resolve())))
    os.environ[_SETTINGS] = "chamdiem.web.settings"
    from chamdiem.web.installation import set_up

    set_up(folder)
    return folder


# --- accounts ---


@command("list", "help.account_list")
@data_option
def list_accounts(lang: Lang, data: str) -> None:
    """List the accounts: what they may do, and whether they can be entered."""
    _set_up(data)
    from chamdiem.web.accounts import accounts_table

    print_table(accounts_table(lang))


@command("add", "help.account_add")
@click.argument("login")
@data_option
@option("--actor", metavar="ID", help="help.account_actor")
def add_account(lang: Lang, login: str, data: str, actor: str | None) -> None:
    """Make an account and print its slip."""
    _set_up(data)
    from chamdiem.web.accounts import new_account

    made, code = new_account(login, actor or login)
    tell(say(lang, "account.slip", login=made.login, code=code))


@command("slip", "help.account_slip")
@click.argument("login")
@data_option
def slip(lang: Lang, login: str, data: str) -> None:
    """Print a new slip of an account."""
    _set_up(data)
    from chamdiem.web.accounts import find_account, make_slip

    found = find_account(login)
    tell(say(lang, "account.slip", login=found.login, code=make_slip(found, "")))


@command("close", "help.account_close")
@click.argument("login")
@data_option
def close_account(lang: Lang, login: str, data: str) -> None:
    """Close an account and end its sessions."""
    _set_up(data)
    from chamdiem.web.accounts import find_account, set_open

    set_open(find_account(login), is_open=False)
    tell(say(lang, "account.closed", login=login))


@command("open", "help.account_open")
@click.argument("login")
@data_option
def open_account(lang: Lang, login: str, data: str) -> None:
    """Open an account again, and forget wrong guesses at its password."""
    _set_up(data)
    from chamdiem.web.accounts import find_account, set_open

    set_open(find_account(login), is_open=True)
    tell(say(lang, "account.opened", login=login))


account = CommandGroup(
    "account",
    sections=[("section.accounts", (list_accounts, add_account, slip, close_account, open_account))],
)


# --- backups ---


@command("make", "help.backup_make")
@data_option
@option("-o", "--output", metavar="FILE", help="help.backup_output")
def make_backup(lang: Lang, data: str, output: str | None) -> None:
    """Write a backup."""
    folder = _set_up(data)
    from chamdiem.web.backups import write_backup
    from chamdiem.web.house import house

    now = house().office.clock.now()
    file = File(output) if output else folder.backups / f"sao-luu-{now:%Y%m%d-%H%M%S}.zip"
    made = write_backup(folder, file, now.isoformat())
    tell(say(lang, "backup.made", file=file, entries=made.entries, rows=made.rows))


@command("verify", "help.backup_verify")
@click.argument("file")
def verify_backup(lang: Lang, file: str) -> None:
    """Restore a backup into a fresh place, check it there, and throw that away."""
    import tempfile

    with tempfile.TemporaryDirectory(prefix="chamdiem-") as place:
        made = _restore(File(file), File(place) / "data", None)
    tell(say(lang, "backup.sound", file=file, entries=made.entries, rows=made.rows, made=made.made))


@command("restore", "help.backup_restore")
@click.argument("file")
@option("--data", metavar="FOLDER", required=True, help="help.backup_data")
@option("--database", metavar="ADDRESS", help="help.serve_database")
def restore_backup(lang: Lang, file: str, data: str, database: str | None) -> None:
    """Make a new data folder from a backup."""
    made = _restore(File(file), File(data), database)
    tell(say(lang, "backup.restored", file=file, folder=data, entries=made.entries, rows=made.rows))


def _restore(file: File, place: File, database: str | None) -> Backup:
    from chamdiem.web.deployment import Deployment, put
    from chamdiem.web.place import new_data_folder

    folder = new_data_folder(place, database)
    put(Deployment(data=str(folder.path.resolve())))
    os.environ[_SETTINGS] = "chamdiem.web.settings"
    from chamdiem.web.installation import restored

    return restored(file, folder)


backup = CommandGroup("backup", sections=[("section.backups", (make_backup, verify_backup, restore_backup))])


# --- what pages show in short ---


@command("check", "help.projections_check")
@data_option
def check_projections(lang: Lang, data: str) -> bool:
    """Compare what pages show in short with the ledger."""
    _set_up(data)
    from chamdiem.web.house import house
    from chamdiem.web.projections import checked

    found = checked(house())
    for key in found:
        click.echo(key)
    tell(say(lang, "projections.differ_count", count=len(found)) if found else say(lang, "projections.same"))
    return not found


@command("rebuild", "help.projections_rebuild")
@data_option
def rebuild_projections(lang: Lang, data: str) -> None:
    """Make what pages show in short anew from the ledger."""
    _set_up(data)
    from chamdiem.web.house import house
    from chamdiem.web.projections import rebuild

    tell(say(lang, "projections.rebuilt", count=rebuild(house(), watching(lang, _QUICK))))


projections = CommandGroup("projections", sections=[("section.projections", (check_projections, rebuild_projections))])


# --- serving ---


def _serve(lang: Lang, deployment: Deployment, organisation: str | None) -> None:
    """Make an installation ready, say where it is, and serve."""
    from chamdiem.web.serving import listen

    with listen(deployment) as opened:  # before anything is made: whoever cannot serve makes nothing
        _answer(lang, deployment, opened, organisation)


def _serve_one_pc(lang: Lang, deployment: Deployment, organisation: str | None) -> None:
    """Serve whoever sits here, and open a browser; where that is done already, open a browser only."""
    from chamdiem.web.one_pc import alone, listen_near, note_address, noted_address, show

    folder = File(deployment.data)
    with alone(folder) as handle:
        if handle is None:
            address = noted_address(folder)
            tell(say(lang, "serve.already", address=address))
            show(address)
            return
        near, opened = listen_near(deployment)
        with opened:
            note_address(handle, near.address)
            _answer(lang, near, opened, organisation, show)


def _answer(
    lang: Lang,
    deployment: Deployment,
    opened: socket.socket,
    organisation: str | None,
    show: Callable[[str], None] | None = None,
) -> None:
    from chamdiem.web.deployment import put

    put(deployment)
    os.environ[_SETTINGS] = "chamdiem.web.settings"
    from chamdiem.web.serving import serving

    with serving(deployment, opened) as answer:
        from chamdiem.web.installation import FirstSlip, prepare

        made = prepare(deployment, organisation or say(lang, "serve.organisation"))
        slip_page = f"{deployment.address}kich-hoat"
        tell(say(lang, "serve.address", address=deployment.address))
        if isinstance(made, FirstSlip):
            tell(say(lang, "serve.slip", login=made.login, code=made.code, address=slip_page))
        elif made is not None:
            tell(say(lang, "serve.demo", password=made.password))
            for person in made.people:
                tell(f"  {person.login:<20} {person.title}")
        if show is not None:
            show(slip_page if isinstance(made, FirstSlip) else deployment.address)
        answer()
    tell(say(lang, "serve.stopped"))
