"""Secret addresses by which a phone's calendar fetches deadlines without anybody being in: days, and nothing else.

An address is shown once, kept as a digest, and ended at any time. It tells nothing once its account may not see any
more how far its organisation is.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from typing import TYPE_CHECKING

from django.utils import timezone

from chamdiem.engine.mandates.roles import Deed
from chamdiem.engine.texts import say
from chamdiem.rules.records.moments import month_text
from chamdiem.rules.records.spans import months_between
from chamdiem.web.calendar_file import calendar_file
from chamdiem.web.models import CalendarAddress
from chamdiem.web.node_settings import DEADLINE, deadline_of, setting_of

if TYPE_CHECKING:
    from chamdiem.engine.mandates.organisation import Node
    from chamdiem.engine.texts import Lang
    from chamdiem.web.house import House
    from chamdiem.web.models import Account

MOST = 10
"""So many addresses an account has at most that are good at the same time."""
_AHEAD = 3
"""So many months from this one on are told of, and the one before."""


def deadlines_file(house: House, lang: Lang, node: str) -> bytes:
    """Return the calendar of the days by which the months around this one are to be handed in at an organisation."""
    told, today = setting_of(house, node, DEADLINE), house.today
    before = f"{today.replace(day=1) - dt.timedelta(days=1):%Y-%m}"
    months = months_between(before, f"{today.replace(day=1) + dt.timedelta(days=31 * (_AHEAD - 1)):%Y-%m}")
    days = [
        (f"{month}@chamdiem", deadline_of(month, told), say(lang, "board.due", month=month_text(month)))
        for month in months
    ]
    return calendar_file(say(lang, "board.calendar"), days, house.office.clock.stamp().time)


def nodes_of(house: House, account: Account) -> tuple[Node, ...]:
    """Return the organisations whose deadlines somebody can have: those of their mandates that see how far it is."""
    held = dict.fromkeys(each.node for each in house.mandates(account.actor))
    found = (house.node(name) for name in held if house.may(account.actor, Deed.SEE_STATES, name))
    return tuple(each for each in found if each is not None)


def make_address(account: Account, node: str) -> str:
    """Make an address and return its secret part: it is kept nowhere."""
    secret = secrets.token_urlsafe(32)
    CalendarAddress.objects.create(account=account, node=node, digest=_digest(secret))
    return secret


def addresses_of(account: Account) -> list[CalendarAddress]:
    """Return the addresses of an account that are good, the newest first."""
    return list(account.calendars.filter(revoked=None).order_by("-pk"))


def end_addresses(account: Account, pk: int | None = None) -> None:
    """End an address of an account, or all of them."""
    found = account.calendars.filter(revoked=None)
    (found if pk is None else found.filter(pk=pk)).update(revoked=timezone.now())


def find_calendar(house: House, secret: str) -> bytes | None:
    """Return the calendar behind a secret; None: there is none, or its account may not have it any more."""
    good = CalendarAddress.objects.filter(revoked=None, account__is_open=True).select_related("account")
    found = good.filter(digest=_digest(secret)).first()
    if found is None or not house.may(found.account.actor, Deed.SEE_STATES, found.node):
        return None
    return deadlines_file(house, "en" if found.account.lang == "en" else "vi", found.node)


def _digest(secret: str) -> str:
    # as of tokens: 256 random bits, which nobody guesses
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
