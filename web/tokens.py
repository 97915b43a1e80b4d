"""Tokens by which programs act for an account: made on a page, shown once, kept as digests, ended at any time."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from typing import TYPE_CHECKING

from django.db.models import Case, F, Value, When
from django.utils import timezone

from chamdiem.engine.mandates.roles import DEEDS, Deed
from chamdiem.web.models import ApiToken

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chamdiem.engine.mandates.mandates import Mandate
    from chamdiem.web.models import Account

OFFERED = (
    Deed.SEE, Deed.SEE_STATES, Deed.FILL, Deed.SUBMIT, Deed.ASSESS, Deed.RETURN, Deed.DECIDE, Deed.VERIFY,
)  # fmt: skip
"""What a token can be allowed: all that operations ask for, in the order in which it is offered."""
DAYS = (30, 90, 180, 365)
"""So many days a token can be good for."""
MOST = 20
"""So many tokens an account has at most which are good at the same time."""
LIMIT = 300
"""So many requests a minute one token may send."""
_PREFIX = "chamdiem_"


def deeds_of(mandate: Mandate) -> tuple[Deed, ...]:
    """Return what a token can be allowed by a mandate."""
    return tuple(deed for deed in OFFERED if deed in DEEDS[mandate.role])


def make_token(account: Account, mandate: Mandate, deeds: Iterable[Deed], days: int, label: str) -> str:
    """Make a token by a mandate of its account, and return it: it is kept nowhere.

    Deeds that the mandate does not have are left out.
    """
    secret = _PREFIX + secrets.token_urlsafe(32)
    asked = set(deeds)
    ApiToken.objects.create(
        account=account,
        label=label,
        mark=secret[len(_PREFIX) :][:4],
        digest=_digest(secret),
        node=mandate.node,
        deeds=[deed.value for deed in deeds_of(mandate) if deed in asked],
        expires=timezone.now() + dt.timedelta(days=min(days, DAYS[-1])),
    )
    return secret


def tokens_of(account: Account) -> list[ApiToken]:
    """Return the tokens of an account that are good, the newest first."""
    return list(account.tokens.filter(revoked=None, expires__gt=timezone.now()).order_by("-pk"))


def revoke(account: Account, pk: int | None = None) -> None:
    """End a token of an account, or all of them; what was done by it stays done."""
    found = account.tokens.filter(revoked=None)
    (found if pk is None else found.filter(pk=pk)).update(revoked=timezone.now())


def find_token(secret: str) -> ApiToken | None:
    """Return the token of a secret, with its account; None: there is none, it has ended, or its account is closed."""
    good = ApiToken.objects.filter(revoked=None, expires__gt=timezone.now(), account__is_open=True)
    return good.select_related("account").filter(digest=_digest(secret)).first()


def wait_for(token: ApiToken) -> int:
    """Note one use of a token and return 0, or how many seconds it has to wait: it was used too often."""
    now = timezone.now()
    minute, passed = divmod(int(now.timestamp()), 60)
    if token.minute == minute and token.count >= LIMIT:
        return 60 - passed
    again = Case(When(minute=minute, then=F("count") + 1), default=Value(1))
    ApiToken.objects.filter(pk=token.pk).update(count=again, minute=minute, used=now)
    return 0


def _digest(secret: str) -> str:
    # 256 random bits: nobody guesses one, so that a quick hash is enough
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
