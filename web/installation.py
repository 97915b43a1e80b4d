"""An installation made ready before it serves: its ledger, its tables, the first administrator's slip."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path as File
from typing import TYPE_CHECKING

import django
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.exceptions import InvalidMigrationPlan
from django.db.migrations.executor import MigrationExecutor

from chamdiem.engine.ledger.authorities import give_mandate, record_change
from chamdiem.engine.ledger.opening import create_ledger, open_ledger
from chamdiem.engine.mandates.kinds import Event, NodeKind
from chamdiem.engine.mandates.mandates import Mandate
from chamdiem.engine.mandates.organisation import OrganisationChange
from chamdiem.engine.mandates.roles import Role
from chamdiem.rules.records.faults import FaultyInput, refusal

if TYPE_CHECKING:
    from chamdiem.web.backups import Backup
    from chamdiem.web.demo import DemoLogins
    from chamdiem.web.deployment import Deployment
    from chamdiem.web.place import DataFolder

ROOT = "to-chuc"
ADMINISTRATOR = "quan-tri-1"


@dataclass(frozen=True, slots=True)
class FirstSlip:
    """The slip of the first administrator: the login, and the code that lets whoever has it set a password, once."""

    login: str
    code: str


def prepare(deployment: Deployment, organisation: str) -> FirstSlip | DemoLogins | None:
    """Make an installation ready to serve; None: it was there before. Of a made-up commune the log-ins are told again.

    `organisation`: what the root of a new tree is called. Django must be set up by then.
    """
    django.setup()
    from chamdiem.web import settings  # noqa: PLC0415 - what follows needs Django set up
    from chamdiem.web.assessing import recover_assessments  # noqa: PLC0415
    from chamdiem.web.demo import demo_logins, lay_out_demo  # noqa: PLC0415
    from chamdiem.web.drafts import keep_for  # noqa: PLC0415
    from chamdiem.web.house import house  # noqa: PLC0415
    from chamdiem.web.projections import projected  # noqa: PLC0415
    from chamdiem.web.submitting import recover  # noqa: PLC0415
    from chamdiem.web.taken_frameworks import lay_all_down  # noqa: PLC0415

    folder = settings.folder()
    migrate(folder)
    if _has_ledger(folder):
        lay_all_down()
        recover(house())
        recover_assessments(house())
        keep_for()
        # after a restore or a new release all of them are made anew, which nobody should wait for at a page
        projected(house())
        return demo_logins(folder)
    create_ledger(folder.ledger).close()
    return lay_out_demo(house(), folder) if deployment.is_demo else _first(folder.ledger, organisation)


def _has_ledger(folder: DataFolder) -> bool:
    """Tell whether the ledger is there: one that cannot be opened is not taken for one that is not."""
    if folder.database is None:
        return File(folder.ledger).exists()
    try:
        open_ledger(folder.ledger).close()
    except FaultyInput as error:
        if all(fault.code == "ledger.missing" for fault in error.faults):
            return False
        raise
    return True


def migrate(folder: DataFolder) -> None:
    """Bring the tables to this release's form; what was there is backed up before anything changes.

    Raises:
        FaultyInput: a newer release has changed them.
    """
    from chamdiem.web.backups import write_backup  # noqa: PLC0415 - it needs Django set up
    from chamdiem.web.house import house  # noqa: PLC0415 - the same

    executor = MigrationExecutor(connection)
    if unknown := set(executor.loader.applied_migrations) - set(executor.loader.graph.nodes):
        raise refusal("web.tables_newer", str(folder.path), name=min(name for _, name in unknown))
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return
    if executor.loader.applied_migrations:
        stamp = house().office.clock.now()
        write_backup(folder, folder.backups / f"truoc-nang-cap-{stamp:%Y%m%d-%H%M%S}.zip", stamp.isoformat())
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


def restored(file: File, folder: DataFolder) -> Backup:
    """Fill a new data folder from a backup; Django is set up for that folder from here on."""
    django.setup()
    from chamdiem.web.backups import restore  # noqa: PLC0415 - it needs Django set up

    try:
        made = restore(file, folder)
    except BaseException as error:
        connection.close()
        shutil.rmtree(folder.path)  # which was made for it just now
        if isinstance(error, KeyError | ValueError | TypeError | DatabaseError | InvalidMigrationPlan):
            raise refusal("backup.unreadable", str(file)) from error
        raise
    connection.close()  # whoever only tried takes the folder away, and Windows takes away nothing that is open
    return made


def set_up(folder: DataFolder) -> None:
    """Set Django up for a data folder that is there.

    Raises:
        FaultyInput: its tables are not of this release: serving it brings them to that form.
    """
    django.setup()
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise refusal("web.not_ready", str(folder.path))
