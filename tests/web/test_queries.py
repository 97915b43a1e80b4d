"""How often a page asks the tables: about a millisecond each, on a machine on which others ask as well."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from chamdiem.engine.mandates.roles import Role

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.usefixtures("installation")
MOST = 5
"""Of a page: whose session it is, the draft, its revisions, what is set, and one to spare."""


def asked(browser: Client, address: str) -> list[str]:
    """Return what a page asks the tables, once it was shown before: what a process holds, it holds by then."""
    from django.db import connection  # noqa: PLC0415 - once Django is set up
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415 - as above

    assert browser.get(address).status_code == 200
    with CaptureQueriesContext(connection) as found:
        assert browser.get(address).status_code == 200
    return [each["sql"] for each in found]


@pytest.mark.parametrize("name", ["co-mat", "xem-lai"])
def test_a_page_of_a_draft_asks_the_ledger_once(name: str) -> None:
    """How far it is; nobody has recorded anything of the cell since it was shown before."""
    from chamdiem.web.house import house  # noqa: PLC0415 - once Django is set up
    from township import CELL, DRAFT, entered, township  # noqa: PLC0415 - as above

    browser, address = entered(township().people[Role.SECRETARY], coded=False), f"/ky/{CELL}/{DRAFT}/thuong-ky/{name}"
    assert browser.get(address).status_code == 200
    found: list[str] = []
    connection = house().ledger._backend._connection  # type: ignore[attr-defined] # noqa: SLF001 - to count
    connection.set_trace_callback(found.append)
    try:
        assert browser.get(address).status_code == 200
    finally:
        connection.set_trace_callback(None)
    assert len(found) == 1, "\n".join(found)


@pytest.mark.parametrize("name", ["con-thieu", "xem-lai", "bieu-quyet"])
def test_what_follows_the_form_asks_the_tables_at_most_five_times(name: str) -> None:
    """Like the pages of the form themselves, which are tested with it."""
    from township import CELL, DRAFT, entered, township  # noqa: PLC0415 - once Django is set up

    found = asked(entered(township().people[Role.SECRETARY], coded=False), f"/ky/{CELL}/{DRAFT}/thuong-ky/{name}")
    assert len(found) <= MOST, "\n".join(found)


@pytest.mark.parametrize("role", [Role.SECRETARY, Role.SUPERVISOR, Role.OFFICE, Role.ADMINISTRATOR], ids=str)
def test_the_page_of_tasks_asks_the_tables_as_seldom(role: Role) -> None:
    """However many months are told of, they are asked for together."""
    from township import entered, township  # noqa: PLC0415 - once Django is set up

    found = asked(entered(township().people[role], coded=role is Role.ADMINISTRATOR), "/viec")
    assert len(found) <= MOST, "\n".join(found)


def test_a_board_asks_the_tables_no_more_often_for_many_cells() -> None:
    """Besides what every page asks: deadlines, how far the table of meetings is, whose they are and how far, drafts, what is shown."""
    from township import COMMITTEE, SUBMITTED, entered, township  # noqa: PLC0415 - once Django is set up

    found = asked(entered(township().people[Role.OFFICE], coded=False), f"/theo-doi/{COMMITTEE}/{SUBMITTED}")
    assert len(found) <= MOST + 4, "\n".join(found)
