"""The pages of jobs, of what is taken in and of meetings to come in a real browser: they tell by themselves what is done."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest

from browsing import NEEDS, PHONE, chromium, entered
from chamdiem.engine.mandates.roles import Role
from looking import look

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [
    pytest.mark.usefixtures("installation"),
    pytest.mark.skipif(chromium() is None, reason=NEEDS),
]
PATIENCE = 60_000


def test_a_page_tells_by_itself_that_a_job_is_done(chrome: Browser, address: str) -> None:
    """Left open, the page of a job says that it is done, and offers the file; without a script it has a link for that."""
    from chamdiem.web.models import Job  # noqa: PLC0415 - as above
    from township import COMMITTEE, township  # noqa: PLC0415 - once Django is set up
    from working import carry_out_all  # noqa: PLC0415 - as above

    Job.objects.all().delete()
    office = township().people[Role.OFFICE]
    with entered(chrome, address, office, viewport=PHONE) as context:
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.goto(f"{address}/danh-sach/{COMMITTEE}/2025-10")
        page.click("[value='summary/xlsx']")
        page.wait_for_url("**/viec-dang-chay/*")
        assert page.locator("text=Xem lại tiến độ").is_visible()
        carry_out_all()
        page.locator("h1", has_text="✓ Đã xong").wait_for()
        assert page.locator("main .btn.main").get_attribute("href") == f"{page.url.removeprefix(address)}/tep"
        assert page.locator("[data-poll]").count() == 0


def test_the_pages_fit_and_can_be_read_by_all(chrome: Browser, address: str) -> None:
    """What goes on, what has failed, what waits to be agreed to, and forms with faults: light, dark, at 400 %."""
    from django.utils import timezone  # noqa: PLC0415 - once Django is set up

    from chamdiem.web.house import house  # noqa: PLC0415 - as above
    from chamdiem.web.models import Job, PlannedMeeting  # noqa: PLC0415 - as above
    from township import CELL, COMMITTEE, township  # noqa: PLC0415 - as above

    office, today = township().people[Role.OFFICE], house().today
    asked = {"period": "2025-10", "what": "sheets", "form": "zip.docx"}
    told = {"kind": "lists", "node": COMMITTEE, "asked": asked, "account": office, "made": timezone.now()}
    Job.objects.create(**told, state="running", worker="x", begun=timezone.now(), done=187, total=300)
    failed = Job.objects.create(**told, state="failed", ended=timezone.now(), told=["Sheet1, F12: không đọc được."])
    day = today + dt.timedelta(days=3)
    plan: dict[str, Any] = {
        "cell": CELL,
        "kind": "regular",
        "day": day,
        "time": "19:30",
        "place": "Nhà văn hóa",
    }
    PlannedMeeting.objects.update_or_create(
        period=f"{day:%Y-%m}", defaults={"told": timezone.now(), "told_by": office}, **plan
    )
    found = []
    with entered(chrome, address, office, viewport=PHONE, java_script_enabled=True) as context:
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        month = f"{day:%Y-%m}"
        for name in (
            "viec-dang-chay", f"viec-dang-chay/{failed.pk}", f"danh-sach/{COMMITTEE}/2025-10", f"nhap/{COMMITTEE}",
            f"lich/{COMMITTEE}/{month}",
        ):  # fmt: skip
            page.goto(f"{address}/{name}")
            found += look(page, dark=True)
        page.goto(f"{address}/nhap/{COMMITTEE}")
        page.click("main .btn.main")
        found += look(page, dark=True)
    with entered(chrome, address, township().people[Role.SECRETARY], viewport=PHONE) as context:
        page = context.new_page()
        page.goto(f"{address}/lich-hop/{CELL}")
        page.click("main .btn.main")
        assert page.locator("#day-err").is_visible()
        found += look(page, dark=True)
    Job.objects.all().delete()
    PlannedMeeting.objects.all().delete()
    assert found == []
