"""Statements that are made once find what Django's own find, whatever the values, on either store."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from chamdiem.web.models import Draft

pytestmark = pytest.mark.usefixtures("installation")


def _draft() -> Draft:
    from chamdiem.web.models import Draft  # noqa: PLC0415 - once Django is set up
    from drafting import make_cell  # noqa: PLC0415 - as above

    cell = make_cell()
    Draft.objects.filter(pk=cell.draft.pk).update(texts={"present": "18", "note": "có 'dấu' % {}"})
    return cell.draft


def test_a_draft_is_found_as_django_finds_it() -> None:
    """With every column, of the same types; another month, kind or cell has none."""
    from chamdiem.web.drafts import find_draft  # noqa: PLC0415 - once Django is set up
    from chamdiem.web.held import MeetingAddress  # noqa: PLC0415 - as above
    from chamdiem.web.models import Draft  # noqa: PLC0415 - as above
    from chamdiem.web.statements import columns_of  # noqa: PLC0415 - as above

    own = _draft()
    found, asked = find_draft(MeetingAddress(own.cell, own.period, own.kind)), Draft.objects.get(pk=own.pk)
    assert found == asked
    assert [getattr(found, name) for name in columns_of(Draft)] == [getattr(asked, name) for name in columns_of(Draft)]
    for other in ((own.cell, "1999-01", own.kind), (own.cell, own.period, "x"), ("' OR 1=1 --", own.period, own.kind)):
        assert find_draft(MeetingAddress(*other)) is None


def test_a_session_brings_its_account_and_ends_in_time() -> None:
    """Whose it is, is known with one query; one that has run out, or that is not there, holds nothing."""
    import datetime as dt  # noqa: PLC0415 - for this alone

    from django.db import connection  # noqa: PLC0415 - once Django is set up
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415 - as above
    from django.utils import timezone  # noqa: PLC0415 - as above

    from chamdiem.web.house import house  # noqa: PLC0415 - as above
    from chamdiem.web.models import Session  # noqa: PLC0415 - as above
    from chamdiem.web.sessions import SessionStore  # noqa: PLC0415 - as above

    account = _draft().saved_by
    store = SessionStore()
    store["_auth_user_id"], store["device"] = str(account.pk), "Android"
    store.create()
    with house().answering(), CaptureQueriesContext(connection) as asked:
        assert SessionStore(store.session_key)["device"] == "Android"
        known = house().known.account
        assert known is not None
        assert (known.pk, known.login, known.lang) == (account.pk, account.login, account.lang)
    assert len(asked) == 1
    Session.objects.filter(pk=store.session_key).update(expire_date=timezone.now() - dt.timedelta(seconds=1))
    for key in (store.session_key, "0" * 32, os.urandom(4).hex()):
        with house().answering():
            assert SessionStore(key).get("device") is None
            assert house().known.account is None


def test_every_thread_finds_the_same() -> None:
    """Each has a connection of its own, for which a statement is made once more."""
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415 - for this alone

    from django.db import connection  # noqa: PLC0415 - once Django is set up

    from chamdiem.web.attendance import codes_of  # noqa: PLC0415 - as above
    from chamdiem.web.drafts import find_draft  # noqa: PLC0415 - as above
    from chamdiem.web.held import MeetingAddress  # noqa: PLC0415 - as above
    from chamdiem.web.house import house  # noqa: PLC0415 - as above
    from chamdiem.web.node_settings import ORGANISATION, setting_of  # noqa: PLC0415 - as above
    from chamdiem.web.sessions import SessionStore  # noqa: PLC0415 - as above

    own = _draft()
    store = SessionStore()
    store["_auth_user_id"] = str(own.saved_by_id)
    store.create()

    def found() -> tuple[object, ...]:
        with house().answering():
            session, draft = dict(SessionStore(store.session_key).items()), find_draft(_at(own))
            return (
                session,
                house().known.account,
                draft,
                codes_of(own.cell),
                setting_of(house(), own.cell, ORGANISATION),
            )

    def _at(draft: Draft) -> MeetingAddress:
        return MeetingAddress(draft.cell, draft.period, draft.kind)

    def elsewhere() -> tuple[object, ...]:
        try:
            return found()
        finally:
            house().ledger.close()
            connection.close()

    here = found()
    assert None not in here[:3]
    with ThreadPoolExecutor(1) as one:
        assert one.submit(elsewhere).result() == here


def test_a_query_with_a_value_of_its_own_is_refused() -> None:
    """It would be asked with that value for ever."""
    from chamdiem.web.models import Draft  # noqa: PLC0415 - once Django is set up
    from chamdiem.web.statements import Given, Statement  # noqa: PLC0415 - as above

    wrong = Statement(lambda: Draft.objects.filter(cell=Given("cell"), period="2025-11").values_list("pk"))
    with pytest.raises(TypeError):
        list(wrong.rows(cell="vd-01"))
