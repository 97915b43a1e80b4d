"""Make an installation of many cells, each with a secretary, for `web.py`; run as a process of its own.

Arguments: the data folder, the address of a database or blank, how many cells, and the password of everybody.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from chamdiem.engine.ledger.authorities import Act, give_mandate, record_change
from chamdiem.engine.mandates.kinds import Event, NodeKind
from chamdiem.engine.mandates.mandates import Mandate
from chamdiem.engine.mandates.organisation import OrganisationChange
from chamdiem.engine.mandates.roles import Role
from chamdiem.web.deployment import Deployment, put
from chamdiem.web.place import open_data_folder


def main(data: str, database: str, cells: int, password: str) -> None:
    """Make it."""
    open_data_folder(Path(data), database or None)
    deployment = Deployment(data=data)
    put(deployment)
    os.environ["DJANGO_SETTINGS_MODULE"] = "chamdiem.web.settings"
    from chamdiem.web.installation import ADMINISTRATOR, ROOT, prepare  # noqa: PLC0415 - it reads the settings

    prepare(deployment, "Đảng bộ phường Ví Dụ")
    from django.contrib.auth.hashers import make_password  # noqa: PLC0415 - Django has to be set up first

    from chamdiem.web.house import house  # noqa: PLC0415
    from chamdiem.web.models import Account, NodeSetting  # noqa: PLC0415

    held, act, hashed = house(), Act(ADMINISTRATOR), make_password(password)
    stamp, today = held.office.clock.stamp(), held.today
    with held.ledger.atomic():
        for number in range(cells):
            founded = OrganisationChange(
                node=f"vd-{number:03}",
                event=Event.FOUNDED,
                day=today,
                title=f"Chi bộ {number}",
                kind=NodeKind.CELL,
                parent=ROOT,
            )
            name = f"bi-thu-{number:03}"
            given = Mandate(id=name, actor=name, role=Role.SECRETARY, node=founded.node, first=today)
            record_change(held.ledger, founded, act, stamp)
            give_mandate(held.ledger, given, act, stamp)
    names = (f"bi-thu-{number:03}" for number in range(cells))
    Account.objects.bulk_create(Account(login=name, actor=name, password=hashed) for name in names)
    NodeSetting.objects.create(node=ROOT, name="framework", value="an-phu/2025")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4])
