"""Programs that ask the API, each by a token of somebody of a role."""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, Any

from django.test import Client

from chamdiem.web.house import house
from chamdiem.web.tokens import OFFERED, make_token
from township import township

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chamdiem.engine.mandates.mandates import Mandate
    from chamdiem.engine.mandates.roles import Deed, Role
    from chamdiem.web.models import Account

JSON = "application/json"
BASE = "/api/v1"
_keys = count(1)


@dataclass(frozen=True)
class Program:
    """A program with a token; without one it is nobody."""

    secret: str | None

    def ask(self, method: str, path: str, told: object = None, **headers: str) -> Any:  # noqa: ANN401 - Django's own answer
        """Ask for something; `told` is sent as JSON, bytes as they are."""
        body = told if isinstance(told, bytes) else json.dumps(told).encode() if told is not None else b""
        sent = {"Accept-Language": "en", **{name.replace("_", "-"): text for name, text in headers.items()}}
        if self.secret is not None:
            sent["Authorization"] = f"Bearer {self.secret}"
        kind = sent.pop("Content-Type", JSON if told is not None else "")
        return Client(enforce_csrf_checks=True).generic(method, f"{BASE}{path}", body, kind, headers=sent)

    def get(self, path: str, **headers: str) -> Any:  # noqa: ANN401 - as above
        """Ask for what is there."""
        return self.ask("GET", path, **headers)

    def post(self, path: str, told: object, **headers: str) -> Any:  # noqa: ANN401 - as above
        """Send what is to be done, by a key of its own."""
        return self.ask("POST", path, told, **{"Idempotency_Key": f"khoa-{next(_keys)}", **headers})

    def put(self, path: str, told: object, **headers: str) -> Any:  # noqa: ANN401 - as above
        """Send what is to stand there."""
        return self.ask("PUT", path, told, **headers)


def program(account: Account, mandate: Mandate, deeds: Iterable[Deed] = OFFERED) -> Program:
    """Return a program that acts for an account by one of its mandates."""
    return Program(make_token(account, mandate, deeds, 30, "kiểm thử"))


def program_of(role: Role, deeds: Iterable[Deed] = OFFERED) -> Program:
    """Return a program of somebody of a role in the township."""
    account = township().people[role]
    return program(account, house().mandates(account.actor)[0], deeds)


NOBODY = Program(None)
