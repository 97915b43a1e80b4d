"""An installation made ready before it serves: its ledger, its tables, the first administrator's slip."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path as File
from typing import TYPE_CHECKING

import django
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from chamdiem.engine.ledger.authorities import give_mandate, record_change
from chamdiem.engine.ledger.opening import create_ledger, open_ledger
from chamdiem.engine.mandates.mandates import Mandate
from chamdiem.engine.mandates.organisation import Event, NodeKind, OrganisationChange
from chamdiem.engine.mandates.roles import Role

if TYPE_CHECKING:
    from chamdiem.web.deployment import Deployment

ROOT = "to-chuc"
ADMINISTRATOR = "quan-tri-1"


@dataclass(frozen=True, slots=True)
class FirstSlip:
    """The slip of the first administrator: the login, and the code that lets whoever has it set a password, once."""

    login: str
    code: str


def prepare(deployment: Deployment, organisation: str) -> FirstSlip | None:
    """Make an installation ready to serve; None: it was there before.

    `organisation`: what the root of a new tree is called. Django must be set up by then.
    """
    del deployment
    django.setup()
    from chamdiem.web import settings  # noqa: PLC0415 - what follows needs Django set up

    folder = settings.folder()
    migrate()
    if folder.database is None and File(folder.ledger).exists():
        return None
    create_ledger(folder.ledger).close()
    return _first(folder.ledger, organisation)


def migrate() -> None:
    """Bring the tables to this release's form; what was there is backed up before anything changes."""
    executor = MigrationExecutor(connection)
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return
    call_command("migrate", interactive=False, verbosity=0)


def _first(ledger: str, organisation: str) -> FirstSlip:
    from chamdiem.web.accounts import make_account, make_slip  # noqa: PLC0415 - as above
    from chamdiem.web.house import house  # noqa: PLC0415

    clock = house().office.clock
    today, stamp = clock.today(), clock.stamp()
    founded = OrganisationChange(node=ROOT, event=Event.FOUNDED, day=today, title=organisation, kind=NodeKind.COMMITTEE)
    mandate = Mandate(id=ADMINISTRATOR, actor=ADMINISTRATOR, role=Role.ADMINISTRATOR, node=ROOT, first=today)
    with open_ledger(ledger) as opened, opened.atomic():
        record_change(opened, founded, None, stamp)
        give_mandate(opened, mandate, None, stamp)
    account = make_account(ADMINISTRATOR, ADMINISTRATOR)
    return FirstSlip(account.login, make_slip(account, ADMINISTRATOR))
