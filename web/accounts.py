"""Accounts: who may enter, by which password, by which slip, and what an office is told of guesses."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from typing import TYPE_CHECKING, Any

from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.hashers import make_password
from django.utils import timezone

from chamdiem.web.models import Account, Slip

if TYPE_CHECKING:
    from django.http import HttpRequest

SLIP_DAYS = dt.timedelta(days=7)
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Of codes that people copy from paper: none that is taken for another."""


class AccountBackend(BaseBackend):
    """Knows an account by its login and password; whether there is such an account, nobody learns from the time."""

    def authenticate(
        self,
        request: HttpRequest | None,
        login: str | None = None,
        password: str | None = None,
        **_more: Any,  # noqa: ANN401 - Django's own
    ) -> Account | None:
        """Return the account of a login and password; None: there is none, or it may not enter."""
        del request
        if login is None or password is None:
            return None
        account = Account.objects.filter(login=login.strip().casefold()).first()
        if account is None:
            make_password(password)
            return None
        return account if account.check_password(password) and account.is_open else None

    def get_user(self, user_id: int) -> Account | None:
        """Return the account of a session; None: it may not enter any more."""
        return Account.objects.filter(pk=user_id, is_open=True).first()


def make_account(login: str, actor: str) -> Account:
    """Make an account that nobody can enter by until a slip of it was used."""
    account = Account(login=login.casefold(), actor=actor)
    account.set_unusable_password()
    account.save()
    return account


def make_slip(account: Account, made_by: str) -> str:
    """Make an activation slip and return its code, which is kept nowhere; older slips of the account end."""
    code = "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4))
    now = timezone.now()
    account.slips.filter(used=None, expires__gt=now).update(expires=now)
    Slip.objects.create(account=account, digest=digest_of(code), expires=now + SLIP_DAYS, made_by=made_by)
    return code


def digest_of(code: str) -> str:
    """Return what is kept of a code, however its parts were divided."""
    plain = "".join(letter for letter in code.upper() if letter.isalnum())
    return hashlib.sha256(plain.encode()).hexdigest()
