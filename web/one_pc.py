"""Serve one user of one PC, who starts the pages by a double click: a browser opens, and a second start opens it only.

Who serves a data folder holds a file in it, in which the address stands: ports are taken by whoever else uses the
machine, so that it is not always the same one.
"""

from __future__ import annotations

import os
import webbrowser
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from chamdiem.engine.files.systems import held
from chamdiem.rules.records.faults import FaultyInput
from chamdiem.web.serving import listen

if TYPE_CHECKING:
    import socket
    from collections.abc import Iterator
    from pathlib import Path as File

    from chamdiem.web.deployment import Deployment

_LOCK = "serving.lock"
_PORTS = 50
"""So many ports are tried, from the one that was asked for."""


@contextmanager
def alone(folder: File) -> Iterator[int | None]:
    """Be the one who serves a data folder; None: another process does, and `opened_elsewhere` shows its pages."""
    with held(folder / _LOCK) as handle:
        yield handle


def note_address(handle: int, address: str) -> None:
    """Note under which address the pages are served."""
    os.ftruncate(handle, 0)
    os.write(handle, address.encode("ascii"))


def noted_address(folder: File) -> str:
    """Return the address that was noted by whoever serves a data folder."""
    return (folder / _LOCK).read_text(encoding="ascii")


def show(address: str) -> None:
    """Open an address in the user's browser, where there is one."""
    webbrowser.open(address)


def listen_near(deployment: Deployment) -> tuple[Deployment, socket.socket]:
    """Return the socket of the first port that nobody has, and how it is served by that.

    Raises:
        FaultyInput: all of them are taken.
    """
    for port in range(deployment.port, deployment.port + _PORTS):
        near = replace(deployment, port=port)
        try:
            return near, listen(near)
        except FaultyInput:
            if port == deployment.port + _PORTS - 1:
                raise
    raise AssertionError
