"""The made-up commune that whoever tries the program out sees within a minute: its months, its people's log-ins."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from chamdiem.engine.demo.commune import COMMITTEE, FRAMEWORK, ORGANISATION
from chamdiem.engine.files.atomic import write_private
from chamdiem.engine.ledger.keys import record_key
from chamdiem.engine.ledger.states import meeting_state
from chamdiem.engine.office.demo import lay_out_commune
from chamdiem.rules.records.meeting import MEETING_KINDS
from chamdiem.rules.records.written import read_word
from chamdiem.web import node_settings
from chamdiem.web.accounts import make_account, set_password
from chamdiem.web.drafts import begin_draft, save
from chamdiem.web.held import MeetingAddress
from chamdiem.web.models import Account, NodeSetting

if TYPE_CHECKING:
    from chamdiem.engine.demo.drafts import DemoDraft
    from chamdiem.engine.demo.laying_out import DemoCommune
    from chamdiem.web.house import House
    from chamdiem.web.place import DataFolder

_FILE = "demo.json"
_CONTACT = "Văn phòng Đảng ủy phường Ví Dụ, máy lẻ 12"
_WORDS = ("cau", "tre", "lua", "sen", "bac", "nui", "suoi", "nang", "gio", "thuyen", "cau-vong", "chuon-chuon")


@dataclass(frozen=True, slots=True)
class DemoLogin:
    """One log-in of the made-up commune: a login, and what they are in words."""

    login: str
    title: str


@dataclass(frozen=True, slots=True)
class DemoLogins:
    """All of them; they share a password, which is made anew for each data folder."""

    people: tuple[DemoLogin, ...]
    password: str


def demo_logins(folder: DataFolder) -> DemoLogins | None:
    """Return the log-ins of a made-up commune that was laid out before; None: none was."""
    file = folder.path / _FILE
    if not file.exists():
        return None
    told = json.loads(file.read_text(encoding="utf-8"))
    return DemoLogins(tuple(DemoLogin(**each) for each in told["people"]), told["password"])


def lay_out_demo(house: House, folder: DataFolder) -> DemoLogins:
    """Lay the made-up commune out in a new installation."""
    commune = lay_out_commune(house.office, house.ledger, house.today)
    password = "-".join((*(secrets.choice(_WORDS) for _ in range(3)), secrets.token_hex(3)))
    with transaction.atomic():
        _settings()
        _accounts(commune, password)
    for draft in commune.open_drafts:
        _draft(house, draft)
    found = DemoLogins(tuple(DemoLogin(each.login, each.title) for each in commune.people), password)
    people = [{"login": each.login, "title": each.title} for each in found.people]
    write_private(folder.path / _FILE, json.dumps({"people": people, "password": password}, ensure_ascii=False))
    return found


def _settings() -> None:
    told = {
        node_settings.FRAMEWORK: FRAMEWORK,
        node_settings.ORGANISATION: ORGANISATION,
        node_settings.CONTACT: _CONTACT,
        node_settings.DEADLINE: "5",
    }
    NodeSetting.objects.bulk_create(NodeSetting(node=COMMITTEE, name=name, value=value) for name, value in told.items())


def _accounts(commune: DemoCommune, password: str) -> None:
    for person in commune.people:
        set_password(make_account(person.login, person.actor), password)


def _draft(house: House, told: DemoDraft) -> None:
    """Begin what a cell is filling in; what it has handed in already is opened by whoever mends it."""
    at = MeetingAddress(told.cell, told.period, read_word(told.texts["meeting_kind"], MEETING_KINDS))
    if meeting_state(house.ledger, record_key(at.cell, at.period, at.kind)) is not None:
        return
    account = Account.objects.filter(actor=f"{told.cell}-1").first()
    if account is not None:
        draft = begin_draft(house, account, at)
        save(draft.pk, draft.version, told.texts, account)
