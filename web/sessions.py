"""Sessions that know whose they are, since when and from which kind of device, so that people can end them.

They live 12 hours at most, and end after 60 minutes in which nobody did anything.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, cast

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.utils import timezone

from chamdiem.web.house import house

if TYPE_CHECKING:
    from chamdiem.web.models import Session

IDLE = dt.timedelta(minutes=60)
_SEEN_EVERY = dt.timedelta(minutes=1)


class SessionStore(DatabaseStore):
    """Django's sessions in the database, of a model with what people want to know of them."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """Return the model of sessions."""
        from chamdiem.web.models import Session as Model  # noqa: PLC0415 - models are there only once all is set up

        return Model

    def _get_session_from_db(self) -> Session | None:
        """Return the row of a session; whose it is, is asked for next, and came with it."""
        row = cast("Session | None", super()._get_session_from_db())  # type: ignore[misc] # the stubs know nothing of it
        if row is not None:
            house().known.account = row.account
        return row

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """Return the row of a session."""
        row = cast("Session", super().create_model_instance(data))
        row.account_id = data.get("_auth_user_id")
        row.device = str(data.get("device", ""))[:200]
        begun = data.get("begun")
        row.begun = dt.datetime.fromisoformat(begun) if begun else timezone.now()
        row.seen = timezone.now()
        return row


def is_idle(data: Any) -> bool:  # noqa: ANN401 - a session is a mapping of anything
    """Tell whether nobody did anything in a session for too long; what was done now is noted from time to time."""
    now = timezone.now()
    told = data.get("seen")
    seen = dt.datetime.fromisoformat(told) if told else now
    if told is None or now - seen > _SEEN_EVERY:
        data["seen"] = now.isoformat()
    return now - seen > IDLE
