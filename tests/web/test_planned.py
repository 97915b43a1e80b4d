"""Meetings to come: a cell tells, the office agrees to what it saw, everybody of them can print it; nothing is official."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from chamdiem.engine.mandates.roles import Role
from hostile import SCRIPTS, SIGNS, what_runs

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.usefixtures("installation")


@pytest.fixture(autouse=True)
def nothing_planned() -> None:
    """See that each test begins with no plan."""
    from chamdiem.web.models import PlannedMeeting  # noqa: PLC0415 - once Django is set up

    PlannedMeeting.objects.all().delete()


def browser_of(role: Role) -> Client:
    """Return the browser of somebody of a role."""
    from township import entered, township  # noqa: PLC0415 - once Django is set up

    return entered(township().people[role])


def day(ahead: int = 7) -> dt.date:
    """Return a day to come."""
    from chamdiem.web.house import house  # noqa: PLC0415 - once Django is set up

    return house().today + dt.timedelta(days=ahead)


def typed(when: dt.date, **more: str) -> dict[str, str]:
    """Return what a cell types of a meeting."""
    told = {"day-d": str(when.day), "day-m": str(when.month), "day-y": str(when.year), "kind": "regular", "act": "tell"}
    return told | {"time": "19h30", "place": "Nhà văn hóa Mẫu"} | more


def month_address(when: dt.date) -> str:
    """Return where the office sees the meetings of a month."""
    from township import COMMITTEE  # noqa: PLC0415 - once Django is set up

    return f"/lich/{COMMITTEE}/{when:%Y-%m}"


def test_a_meeting_is_told_agreed_to_and_printed() -> None:
    """From the cell's form to the office's tick, the notice and the calendars; the ledger has nothing of it."""
    from chamdiem.web.house import house  # noqa: PLC0415 - once Django is set up
    from chamdiem.web.models import PlannedMeeting  # noqa: PLC0415 - as above
    from township import CELL  # noqa: PLC0415 - as above

    secretary, office = browser_of(Role.SECRETARY), browser_of(Role.OFFICE)
    size, when = house().ledger.size(), day()
    assert secretary.post(f"/lich-hop/{CELL}", typed(when)).status_code == 302
    plan = PlannedMeeting.objects.get()
    assert (plan.day, plan.time, plan.approved) == (when, "19:30", None)
    page = office.get(month_address(when)).content.decode()
    mark = f"{plan.pk}/{plan.told.isoformat()}"
    assert f'value="{mark}"' in page
    assert "1 chi bộ chưa đăng ký" in page, "the sibling has told nothing"
    assert office.post(month_address(when), {"plan": mark}).status_code == 302
    plan.refresh_from_db()
    assert plan.approved is not None
    tasks = secretary.get("/viec").content.decode()
    assert f"{when:%d/%m/%Y}" in tasks
    assert "✓ Văn phòng đã đồng ý" in tasks
    for role in (Role.SECRETARY, Role.SUPERVISOR, Role.OFFICE, Role.AUDITOR):
        browser = browser_of(role)
        assert "Nhà văn hóa Mẫu" in browser.get(f"/lich-hop/{CELL}/{plan.pk}").content.decode()
        ics = browser.get(f"/lich-hop/{CELL}/{plan.pk}/lich.ics").content.decode()
        assert f"DTSTART;VALUE=DATE:{when:%Y%m%d}" in ics
    assert f"lich-{plan.pk}@chamdiem" in office.get(f"{month_address(when)}/lich.ics").content.decode()
    assert house().ledger.size() == size


def test_told_once_more_it_waits_again_and_nothing_unseen_is_agreed_to() -> None:
    """What the office saw was changed meanwhile: its tick does nothing, and the new day waits."""
    from chamdiem.web.models import PlannedMeeting  # noqa: PLC0415 - once Django is set up
    from township import CELL  # noqa: PLC0415 - as above

    secretary, office, when = browser_of(Role.SECRETARY), browser_of(Role.OFFICE), day()
    secretary.post(f"/lich-hop/{CELL}", typed(when))
    plan = PlannedMeeting.objects.get()
    seen = f"{plan.pk}/{plan.told.isoformat()}"
    secretary.post(f"/lich-hop/{CELL}", typed(when, time="20:00"))
    office.post(month_address(when), {"plan": seen})
    plan = PlannedMeeting.objects.get()
    assert (plan.time, plan.approved) == ("20:00", None)
    office.post(month_address(when), {"plan": f"{plan.pk}/{plan.told.isoformat()}"})
    assert PlannedMeeting.objects.get().approved is not None
    secretary.post(f"/lich-hop/{CELL}", typed(when, time="20:30"))
    assert PlannedMeeting.objects.get().approved is None
    secretary.post(f"/lich-hop/{CELL}", {"act": "take-back", "number": str(plan.pk)})
    assert office.get(f"/lich-hop/{CELL}/{plan.pk}").status_code == 404
    assert office.post(month_address(when), {}).status_code == 400


def test_other_cells_are_not_there() -> None:
    """Nobody tells, takes back or sees a meeting of a cell that is not theirs, whatever number they try."""
    from chamdiem.web.models import PlannedMeeting  # noqa: PLC0415 - once Django is set up
    from township import CELL, OUTSIDE, SIBLING, UNKNOWN  # noqa: PLC0415 - as above

    secretary, when = browser_of(Role.SECRETARY), day()
    secretary.post(f"/lich-hop/{CELL}", typed(when))
    plan = PlannedMeeting.objects.get()
    for cell in (SIBLING, OUTSIDE, UNKNOWN):
        addresses = (f"/lich-hop/{cell}", f"/lich-hop/{cell}/{plan.pk}", f"/lich-hop/{cell}/{plan.pk}/lich.ics")
        assert [secretary.get(each).status_code for each in addresses] == [404, 404, 404]
        assert secretary.post(f"/lich-hop/{cell}", typed(when)).status_code == 404
    assert browser_of(Role.ADMINISTRATOR).get(f"/lich-hop/{CELL}/{plan.pk}").status_code == 404
    assert browser_of(Role.OFFICE).get(f"/lich-hop/{SIBLING}/{plan.pk}").status_code == 404
    assert browser_of(Role.OFFICE).post(f"/lich-hop/{CELL}", {"act": "take-back", "number": plan.pk}).status_code == 404
    assert PlannedMeeting.objects.get().withdrawn is None


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"day-d": "31", "day-m": "2"}, "day"), ({"day-y": ""}, "day"), ({"day-y": "2020"}, "day"),
        ({"day-y": "9999"}, "day"), ({"kind": ""}, "kind"), ({"kind": "x"}, "kind"), ({"time": "25:00"}, "time"),
        ({"time": "tối"}, "time"), ({"place": "x" * 121}, "place"), ({"place": "a\u202eb"}, "place"),
    ],
)  # fmt: skip
def test_what_is_wrong_stands_beside_its_field(more: dict[str, str], field: str) -> None:
    """One sentence beside the field and at the top, with what was typed kept; nothing is registered."""
    from chamdiem.web.models import PlannedMeeting  # noqa: PLC0415 - once Django is set up
    from township import CELL  # noqa: PLC0415 - as above

    answer = browser_of(Role.SECRETARY).post(f"/lich-hop/{CELL}", typed(day(), **more))
    page = answer.content.decode()
    assert answer.status_code == 400
    assert f'href="#{field}"' in page
    assert f'id="{field}-err"' in page
    assert "Nhà văn hóa Mẫu" in page or field == "place"
    assert PlannedMeeting.objects.count() == 0


def test_nothing_that_is_typed_runs() -> None:
    """Whatever is typed for a place is shown as text, or refused, on every page that shows it."""
    from chamdiem.web.models import PlannedMeeting  # noqa: PLC0415 - once Django is set up
    from township import CELL  # noqa: PLC0415 - as above

    secretary, office, when = browser_of(Role.SECRETARY), browser_of(Role.OFFICE), day()
    for text in (*SCRIPTS, *SIGNS)[::7]:
        answer = secretary.post(f"/lich-hop/{CELL}", typed(when, place=text[:119], time=text[:9] if text > "m" else ""))
        assert answer.status_code in {302, 400}
        assert what_runs(secretary.get(f"/lich-hop/{CELL}").content.decode()) == []
        assert what_runs(office.get(month_address(when)).content.decode()) == []
        for plan in PlannedMeeting.objects.all():
            assert what_runs(office.get(f"/lich-hop/{CELL}/{plan.pk}").content.decode()) == []
