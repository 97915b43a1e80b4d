"""Sessions that know whose they are, since when and from which kind of device, so that people can end them.

They live 12 hours at most, and end after 60 minutes in which nobody did anything.
"""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import TYPE_CHECKING, Any, cast

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db import DEFAULT_DB_ALIAS
from django.utils import timezone

from chamdiem.web.house import house
from chamdiem.web.statements import Given, Statement, columns_of

if TYPE_CHECKING:
    from chamdiem.web.models import Account, Session

IDLE = dt.timedelta(minutes=60)
_SEEN_EVERY = dt.timedelta(minutes=1)


class SessionStore(DatabaseStore):
    """Django's sessions in the database, of a model with what people want to know of them."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """Return the model of sessions."""
        from chamdiem.web.models import Session as Model  # noqa: PLC0415 - models are there only once all is set up

        return Model

    def load(self) -> dict[str, Any]:
        """Return what a session holds; whose it is, is asked for next, and comes with it."""
        found = next(_sessions().rows(session=self.session_key or ""), None)
        if found is None or found[1] <= timezone.now():
            self._session_key = None
            return {}
        data, _, *account = found
        if account[0] is not None:
            house().known.account = _account(account)
        return self.decode(data)

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """Return the row of a session."""
        row = cast("Session", super().create_model_instance(data))
        row.account_id = data.get("_auth_user_id")
        row.device = str(data.get("device", ""))[:200]
        begun = data.get("begun")
        row.begun = dt.datetime.fromisoformat(begun) if begun else timezone.now()
        row.seen = timezone.now()
        return row


@cache
def _sessions() -> Statement:
    from chamdiem.web.models import Session  # noqa: PLC0415 - as above

    own = [f"account__{name}" for name in _of_account()]
    rows = Session.objects.filter(session_key=Given("session"))
    return Statement(lambda: rows.values_list("session_data", "expire_date", *own))


def _account(values: list[Any]) -> Account:
    from chamdiem.web.models import Account  # noqa: PLC0415 - as above

    return Account.from_db(DEFAULT_DB_ALIAS, _of_account(), values)


@cache
def _of_account() -> tuple[str, ...]:
    """Return the columns that whoever is asked for has; its times are read where a page shows them."""
    from chamdiem.web.models import Account  # noqa: PLC0415 - as above

    return tuple(name for name in columns_of(Account) if name not in {"last_login", "made", "password_set"})


def is_idle(data: Any) -> bool:  # noqa: ANN401 - a session is a mapping of anything
    """Tell whether nobody did anything in a session for too long; what was done now is noted from time to time."""
    now = timezone.now()
    told = data.get("seen")
    seen = dt.datetime.fromisoformat(told) if told else now
    if told is None or now - seen > _SEEN_EVERY:
        data["seen"] = now.isoformat()
    return now - seen > IDLE
