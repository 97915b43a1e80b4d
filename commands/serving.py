"""Commands of the pages: serve them, make accounts, keep backups. The web is imported within them, and nowhere else."""

from __future__ import annotations

import os
from pathlib import Path as File
from typing import TYPE_CHECKING

import click

from chamdiem.commands.base import command, option, tell
from chamdiem.engine.texts import say

if TYPE_CHECKING:
    from chamdiem.engine.texts import Lang

DATA = "chamdiem-data"
_SETTINGS = "DJANGO_SETTINGS_MODULE"


@command("serve")
@option("--data", metavar="FOLDER", default=DATA, help="help.serve_data")
@option("--port", type=click.IntRange(1, 65535), default=8000, help="help.serve_port")
@option("--database", metavar="ADDRESS", help="help.serve_database")
@option("--organisation", metavar="TEXT", help="help.serve_organisation")
def serve(lang: Lang, data: str, port: int, database: str | None, organisation: str | None) -> None:
    """Serve the pages."""
    from chamdiem.web.deployment import Deployment, put
    from chamdiem.web.place import open_data_folder

    folder = open_data_folder(File(data), database)
    deployment = Deployment(data=str(folder.path.resolve()), port=port)
    put(deployment)
    os.environ[_SETTINGS] = "chamdiem.web.settings"
    from chamdiem.web.installation import prepare

    slip = prepare(deployment, organisation or say(lang, "serve.organisation"))
    address = f"http://{deployment.host}:{deployment.port}/"
    tell(say(lang, "serve.address", address=address))
    if slip is not None:
        tell(say(lang, "serve.slip", login=slip.login, code=slip.code))
    from chamdiem.web.serving import run

    run(deployment)
