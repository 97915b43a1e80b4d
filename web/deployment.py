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
    names: tuple[str, ...] = ()
    proxy: str | None = None
    processes: int = 1
    is_demo: bool = False

    @property
    def hosts(self) -> tuple[str, ...]:
        """Return the hosts by which the pages may be asked for; behind a proxy only those that were named."""
        own = () if self.mode is ServingMode.BEHIND_TLS else (*LOCAL, self.host)
        return tuple(dict.fromkeys((*self.names, *own)))

    @property
    def address(self) -> str:
        """Return the address of the pages, as people type it."""
        if self.mode is ServingMode.BEHIND_TLS:
            return f"https://{self.names[0]}/"
        host = self.names[0] if self.names else "127.0.0.1" if self.host == "0.0.0.0" else self.host  # noqa: S104 - compared
        return f"http://{host}:{self.port}/"


LOCAL = ("127.0.0.1", "localhost", "[::1]")
"""The hosts by which a machine calls itself."""


def mode_of(host: str, names: tuple[str, ...], *, behind_tls: bool, open_network: bool) -> ServingMode | None:
    """Return how safe the way to an address is; None: other machines reach it, and nobody has said how."""
    if behind_tls:
        return ServingMode.BEHIND_TLS if names and not open_network else None
    if open_network:
        return ServingMode.OPEN_NETWORK
    return ServingMode.THIS_PC if host in {*LOCAL, "::1"} and not names else None


def put(deployment: Deployment) -> None:
    """Put it where `current` finds it, in this process and in those that it starts."""
    # glibc keeps memory for each thread apart, some MB of it: one heap for all takes no longer here
    os.environ.setdefault("MALLOC_ARENA_MAX", "1")
    os.environ[VARIABLE] = json.dumps(asdict(deployment))


def current() -> Deployment | None:
    """Return how this process is to serve; None: nobody has said."""
    told = os.environ.get(VARIABLE)
    if told is None:
        return None
    data = json.loads(told)
    return Deployment(**data | {"mode": ServingMode(data["mode"]), "names": tuple(data["names"])})
