"""Accounts: who may enter, by which password, by which slip, and what an office is told of guesses."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import secrets
from typing import TYPE_CHECKING, Any

import django_otp
from axes.models import AccessAttempt
from axes.utils import reset
from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django_otp.plugins.otp_totp.models import TOTPDevice

from chamdiem.engine.mandates.roles import Role
from chamdiem.engine.paper.tables import fitted
from chamdiem.engine.texts import say
from chamdiem.rules.records.faults import refusal
from chamdiem.rules.records.scalars import shown
from chamdiem.web.house import house
from chamdiem.web.models import Account, Slip

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest

    from chamdiem.engine.mandates.mandates import Mandate
    from chamdiem.engine.paper.tables import Table
    from chamdiem.engine.texts import Lang

GUESSES, WAIT = 5, dt.timedelta(minutes=15)
"""So many wrong passwords may be said of an account from one address, before that waits so long."""
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
        known = house().known.account
        if known is None or known.pk != user_id:
            return Account.objects.filter(pk=user_id, is_open=True).first()
        return known if known.is_open else None


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


def slip_of(code: str) -> Slip | None:
    """Return the slip of a code, if it can still be used."""
    return Slip.objects.filter(
        digest=digest_of(code), used=None, expires__gt=timezone.now(), account__is_open=True
    ).first()


def activate(slip: Slip, password: str) -> bool:
    """Set the password of a slip's account, once; False: somebody else has just used it.

    All sessions, tokens and secret addresses of the account end, and its one-time codes are set up anew: who lost a
    phone comes back by a slip.
    """
    with transaction.atomic():
        now = timezone.now()
        if not Slip.objects.filter(pk=slip.pk, used=None, expires__gt=now).update(used=now):
            return False
        set_password(slip.account, password)
        TOTPDevice.objects.filter(user=slip.account).delete()
        slip.account.sessions.all().delete()
        for kept in (slip.account.tokens, slip.account.calendars):
            kept.filter(revoked=None).update(revoked=now)
    return True


def set_password(account: Account, password: str) -> None:
    """Set a password that was found strong enough."""
    account.set_password(password)
    account.password_set = timezone.now()
    account.save(update_fields=["password", "password_set"])


NEEDS_CODE = frozenset({Role.STANDING_COMMITTEE, Role.AUDITOR, Role.ADMINISTRATOR})
"""Roles whose holders say a one-time code beside the password: what they do reaches many cells."""


def needs_code(mandates: Iterable[Mandate]) -> bool:
    """Tell whether somebody with some mandates has to say a one-time code."""
    return any(mandate.role in NEEDS_CODE for mandate in mandates)


def code_device(account: Account) -> TOTPDevice:
    """Return what makes the one-time codes of an account; not confirmed until one of them was right."""
    device, _ = TOTPDevice.objects.get_or_create(user=account, defaults={"name": account.login, "confirmed": False})
    return device


def is_code(request: HttpRequest, device: TOTPDevice, typed: str) -> bool:
    """Tell whether a one-time code is right, and let its session go on; the first right one confirms the device."""
    if not device.verify_is_allowed()[0] or not device.verify_token(typed):
        return False
    if not device.confirmed:
        device.confirmed = True
        device.save(update_fields=["confirmed"])
    django_otp.login(request, device)
    return True


# --- accounts as they are kept ---

_LOGIN = re.compile(r"[a-z0-9][a-z0-9.-]{1,62}")


def find_account(login: str) -> Account:
    """Return the account of a login; refused where there is none."""
    found = Account.objects.filter(login=login.strip().casefold()).first()
    if found is None:
        raise refusal("account.unknown", shown(login))
    return found


def new_account(login: str, actor: str, made_by: str = "", name: str = "") -> tuple[Account, str]:
    """Make an account and its slip, and return both.

    Raises:
        FaultyInput: the login or the id of who acts is no code, or somebody has it.
    """
    for text in (login, actor):
        if not _LOGIN.fullmatch(text.casefold()):
            raise refusal("account.login", shown(text))
    if Account.objects.filter(Q(login=login.casefold()) | Q(actor=actor)).exists():
        raise refusal("account.taken", shown(login))
    with transaction.atomic():
        account = make_account(login, actor)
        account.name = name
        account.save(update_fields=["name"])
        return account, make_slip(account, made_by)


def set_open(account: Account, *, is_open: bool) -> None:
    """Close an account and end its sessions and tokens, or open it again and forget wrong guesses at its password."""
    account.is_open = is_open
    account.save(update_fields=["is_open"])
    if is_open:
        reset(username=account.login)
    else:
        account.sessions.all().delete()
        for kept in (account.tokens, account.calendars):
            kept.filter(revoked=None).update(revoked=timezone.now())


def accounts_table(lang: Lang) -> Table:
    """Return the accounts as a table: login, who acts, how it stands."""
    header = [say(lang, f"account.{name}") for name in ("login_column", "actor_column", "state_column")]
    rows = [
        [each.login, each.actor, say(lang, f"account.{state_of(each)}")] for each in Account.objects.order_by("login")
    ]
    return fitted("", header, rows)


def state_of(account: Account) -> str:
    """Return how an account stands: closed, waiting for its slip to be used, or open."""
    if not account.is_open:
        return "is_closed"
    return "is_open" if account.password_set else "is_waiting"


def locked_logins() -> set[str]:
    """Return the logins of which too many wrong passwords were said a short while ago."""
    since = timezone.now() - WAIT
    tried = AccessAttempt.objects.filter(attempt_time__gte=since, failures_since_start__gte=GUESSES)
    return {name for name in tried.values_list("username", flat=True) if name}
