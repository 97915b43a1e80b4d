"""How the pages are served: where the data lies, under which address, and how safe the way there is.

The serving command puts it into the environment, from where each of its processes reads it.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from enum import StrEnum

VARIABLE = "CHAMDIEM_SERVE"
"""The environment variable that holds it."""


class ServingMode(StrEnum):
    """Who can reach the pages, and how.

    THIS_PC: only this machine. BEHIND_TLS: a named proxy in front of it speaks TLS. OPEN_NETWORK: anybody in the
    network, in the clear, which has to be asked for.
    """

    THIS_PC = "this_pc"
    BEHIND_TLS = "behind_tls"
    OPEN_NETWORK = "open_network"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deployment:
    """How one installation is served. `names`: under which hosts; `proxy`: the address of the proxy that is trusted."""

    data: str
    mode: ServingMode = ServingMode.THIS_PC
    host: str = "127.0.0.1"
    port: int = 8000
    names: tuple[str, ...] = ("127.0.0.1", "localhost")
    proxy: str | None = None
    processes: int = 1
    is_demo: bool = False


def put(deployment: Deployment) -> None:
    """Put it where `current` finds it, in this process and in those that it starts."""
    os.environ[VARIABLE] = json.dumps(asdict(deployment))


def current() -> Deployment | None:
    """Return how this process is to serve; None: nobody has said."""
    told = os.environ.get(VARIABLE)
    if told is None:
        return None
    data = json.loads(told)
    return Deployment(**data | {"mode": ServingMode(data["mode"]), "names": tuple(data["names"])})
