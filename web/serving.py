"""Serve the pages by waitress."""

from __future__ import annotations

from typing import TYPE_CHECKING

import waitress

if TYPE_CHECKING:
    from chamdiem.web.deployment import Deployment


def run(deployment: Deployment) -> None:
    """Serve until somebody stops it."""
    from chamdiem.web.wsgi import application  # noqa: PLC0415 - importing it sets Django up

    waitress.serve(application, host=deployment.host, port=deployment.port, ident=None, threads=4, _quiet=True)
