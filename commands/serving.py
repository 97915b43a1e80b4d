"""Commands of the pages: serve them, make accounts, keep backups. The web is imported within them, and nowhere else."""

from __future__ import annotations

import os
from pathlib import Path as File
from typing import TYPE_CHECKING

import click

from chamdiem.commands.base import WrongUsage, command, option, tell
from chamdiem.engine.texts import say

if TYPE_CHECKING:
    from chamdiem.engine.texts import Lang
    from chamdiem.web.deployment import Deployment

DATA = "chamdiem-data"
_SETTINGS = "DJANGO_SETTINGS_MODULE"
data_option = option("--data", metavar="FOLDER", default=DATA, help="help.serve_data")


@command("serve")
@data_option
@option("--port", type=click.IntRange(1, 65535), default=8000, help="help.serve_port")
@option("--host", metavar="ADDRESS", default="127.0.0.1", help="help.serve_host")
@option("--name", "names", metavar="HOST", multiple=True, help="help.serve_name")
@option("--behind-tls", is_flag=True, help="help.serve_behind_tls")
@option("--proxy", metavar="ADDRESS", help="help.serve_proxy")
@option("--open-network", is_flag=True, help="help.serve_open_network")
@option("--processes", type=click.IntRange(1, 64), help="help.serve_processes")
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
) -> None:
    """Serve the pages."""
    from chamdiem.web.deployment import Deployment, mode_of
    from chamdiem.web.place import open_data_folder

    mode = mode_of(host, names, behind_tls=behind_tls, open_network=open_network)
    if mode is None:
        raise WrongUsage("usage.serve_open", name=host)
    folder = open_data_folder(File(data), database)
    deployment = Deployment(
        data=str(folder.path.resolve()),
        mode=mode,
        host=host,
        port=port,
        names=names,
        proxy=proxy,
        processes=processes or (2 if folder.database else 1),
    )
    _serve(lang, deployment, organisation)


def _serve(lang: Lang, deployment: Deployment, organisation: str | None) -> None:
    """Make an installation ready, say where it is, and serve."""
    from chamdiem.web.deployment import put

    put(deployment)
    os.environ[_SETTINGS] = "chamdiem.web.settings"
    from chamdiem.web.installation import prepare
    from chamdiem.web.serving import listen
    from chamdiem.web.serving import serve as answer

    with listen(deployment) as opened:  # before anything is made: whoever cannot serve makes nothing
        slip = prepare(deployment, organisation or say(lang, "serve.organisation"))
        tell(say(lang, "serve.address", address=deployment.address))
        if slip is not None:
            tell(say(lang, "serve.slip", login=slip.login, code=slip.code, address=f"{deployment.address}kich-hoat"))
        answer(deployment, opened)
    tell(say(lang, "serve.stopped"))
