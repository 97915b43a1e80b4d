"""Deadlines in a phone's calendar: by a secret address, days and nothing else, until it is ended."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from chamdiem.engine.mandates.roles import Role

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.usefixtures("installation")
PAGE = "/tai-khoan/lich-han-nop"


def browser_of(role: Role | None) -> Client:
    """Return the browser of somebody of a role."""
    from township import entered, township  # noqa: PLC0415 - once Django is set up

    return entered(township().people[role])


def nobody() -> Client:
    """Return the browser of a phone's calendar: nobody is in."""
    from django.test import Client as Browser  # noqa: PLC0415 - once Django is set up

    return Browser()


def made(browser: Client, node: str) -> str:
    """Make an address of the deadlines of an organisation."""
    page = browser.post(PAGE, {"node": node}).content.decode()
    found = re.findall(r'<code class="copy">https?://[^/]+(/han-nop/[\w-]+\.ics)</code>', page)
    assert len(found) == 1, page
    assert found[0] not in browser.get(PAGE).content.decode(), "it is shown once"
    return str(found[0])


def test_a_calendar_fetches_deadlines_without_anybody_being_in() -> None:
    """Days and months are in it; no cell, no committee, no points; no session begins, and nothing is kept on the way."""
    from chamdiem.web.models import CalendarAddress, NodeSetting  # noqa: PLC0415 - once Django is set up
    from chamdiem.web.node_settings import DEADLINE  # noqa: PLC0415 - as above
    from township import CELL, township  # noqa: PLC0415 - as above

    address = made(browser_of(Role.SECRETARY), CELL)
    NodeSetting.objects.create(node=CELL, name=DEADLINE, value="7")
    answer = nobody().get(address)
    NodeSetting.objects.filter(node=CELL, name=DEADLINE).delete()
    content = answer.content.decode()
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert (answer["Cache-Control"], answer.cookies.output()) == ("private, no-store", "")
    assert set(re.findall(r"DTSTART;VALUE=DATE:\d{6}(\d\d)", content)) == {"07"}
    assert content.count("BEGIN:VEVENT") == 4
    assert not any(word in content for word in (CELL, "Chi bộ", "Tổ chức", "điểm:"))
    row = CalendarAddress.objects.filter(account=township().people[Role.SECRETARY]).latest("pk")
    assert address[len("/han-nop/") : -len(".ics")] not in str(CalendarAddress.objects.filter(pk=row.pk).values().get())


def test_an_address_that_is_ended_or_nobodys_any_more_tells_nothing() -> None:
    """Ended by its maker, or as long as the account is closed: as one that never was."""
    from township import COMMITTEE, township  # noqa: PLC0415 - once Django is set up

    browser, account = browser_of(Role.OFFICE), township().people[Role.OFFICE]
    address = made(browser, COMMITTEE)
    type(account).objects.filter(pk=account.pk).update(is_open=False)
    assert nobody().get(address).status_code == 404
    type(account).objects.filter(pk=account.pk).update(is_open=True)
    assert nobody().get(address).status_code == 200
    (number,) = re.findall(r'name="end" value="(\d+)"', browser.get(PAGE).content.decode())
    browser_of(Role.SECRETARY).post(PAGE, {"end": number})
    assert nobody().get(address).status_code == 200, "nobody ends what is somebody else's"
    browser.post(PAGE, {"end": number})
    assert nobody().get(address).status_code == 404


def test_nobody_makes_an_address_of_elsewhere() -> None:
    """Only of organisations of the own mandates."""
    from township import OUTSIDE  # noqa: PLC0415 - once Django is set up

    assert browser_of(Role.SECRETARY).post(PAGE, {"node": OUTSIDE}).status_code == 400
    assert "chưa có ủy nhiệm nào có hạn nộp" in browser_of(None).get(PAGE).content.decode()
