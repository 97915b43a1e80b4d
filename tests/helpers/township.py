"""A committee with people of every role, one of its cells with meetings in every state, and what is outside of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from django.test import Client
from django.utils import timezone
from django_otp import DEVICE_ID_SESSION_KEY

from chamdiem.engine.ledger.authorities import Act, give_mandate, record_change
from chamdiem.engine.mandates.kinds import Event, NodeKind
from chamdiem.engine.mandates.mandates import Mandate
from chamdiem.engine.mandates.organisation import OrganisationChange
from chamdiem.engine.mandates.roles import Role
from chamdiem.web.accounts import code_device, make_account
from chamdiem.web.drafts import begin_draft, save
from chamdiem.web.held import MeetingAddress
from chamdiem.web.house import house
from chamdiem.web.installation import ADMINISTRATOR, ROOT
from chamdiem.web.models import Account, NodeSetting
from chamdiem.web.node_settings import FRAMEWORK, ORGANISATION
from chamdiem.web.submitting import hand_in
from drafting import whole

COMMITTEE, CELL, SIBLING, OUTSIDE, UNKNOWN = "xa-mau", "cb-mau", "cb-ben-canh", "cb-xa-khac", "khong-co"
DRAFT, SUBMITTED = "2025-09", "2025-10"
"""Months of the cell: somebody is filling in, it is handed in."""
OF_CELL = (Role.SECRETARY, Role.DEPUTY, Role.CLERK, Role.SUPERVISOR)

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Township:
    """Its people by their roles; `None` is somebody who is in and holds no mandate."""

    people: Mapping[Role | None, Account]


@cache
def township() -> Township:
    """Found it, once for all tests of a process: the cell's own people stand in the cell, the others above it."""
    found = house()
    ledger, stamp, today = found.ledger, found.office.clock.stamp(), found.today
    nodes = [(COMMITTEE, ROOT), ("xa-khac", ROOT), (CELL, COMMITTEE), (SIBLING, COMMITTEE), (OUTSIDE, "xa-khac")]
    with ledger.atomic():
        for node, parent in nodes:
            kind = NodeKind.COMMITTEE if parent == ROOT else NodeKind.CELL
            founded = OrganisationChange(
                node=node, event=Event.FOUNDED, day=today, title=f"Tổ chức {node}", kind=kind, parent=parent
            )
            record_change(ledger, founded, Act(ADMINISTRATOR), stamp)
        for role in Role:
            name = f"mau-{role.value.replace('_', '-')}"
            node = CELL if role in OF_CELL else COMMITTEE
            given = Mandate(id=name, actor=name, role=role, node=node, first=today)
            give_mandate(ledger, given, Act(ADMINISTRATOR), stamp)
    NodeSetting.objects.create(node=ROOT, name=FRAMEWORK, value="an-phu/2025")
    NodeSetting.objects.create(node=ROOT, name=ORGANISATION, value="an-phu")
    people: dict[Role | None, Account] = {
        role: make_account(f"mau-{role.value}", f"mau-{role.value.replace('_', '-')}") for role in Role
    }
    people[None] = make_account("mau-khong-vai", "mau-khong-vai")
    secretary = people[Role.SECRETARY]
    for month in (DRAFT, SUBMITTED):
        draft = begin_draft(found, secretary, MeetingAddress(CELL, month, "regular"))
        save(draft.pk, draft.version, whole(), secretary)
    draft.refresh_from_db()
    hand_in(found, secretary, draft)
    return Township(people)


def entered(account: Account, *, coded: bool = True, **how: bool) -> Client:
    """Return the browser of somebody who has just entered, and said the one-time code where `coded`."""
    browser = Client(**how)  # type: ignore[arg-type] # whatever a client can be told
    browser.force_login(account, backend="chamdiem.web.accounts.AccountBackend")
    session = browser.session
    session["confirmed"] = timezone.now().timestamp()
    if coded:
        device = code_device(account)
        device.confirmed = True
        device.save()
        session[DEVICE_ID_SESSION_KEY] = device.persistent_id
    session.save()
    return browser
