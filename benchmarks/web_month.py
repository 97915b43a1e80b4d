"""Give an installation of `web_commune.py` an office, and a month of which every cell has handed in; for `jobs.py`.

Arguments: the data folder, and the password of the office. Run as a process of its own.
"""

from __future__ import annotations

import datetime as dt
import os
import random
import re
import sys
from pathlib import Path

from chamdiem.engine.ledger.authorities import Act, give_mandate
from chamdiem.engine.ledger.handing_in import Recorder
from chamdiem.engine.mandates.kinds import NodeKind
from chamdiem.engine.mandates.mandates import Mandate
from chamdiem.engine.mandates.roles import Role
from chamdiem.engine.reading.documents import read_bytes
from chamdiem.engine.reading.record_reader import parse_record
from chamdiem.web.deployment import Deployment, put

EXAMPLE = Path(__file__).resolve().parents[1] / "examples" / "01-an-phu-day-du.yaml"
OFFICE, MONTH = "van-phong", "2025-11"
_VOTED = re.compile(r"  (decided|cell_vote):\n(    [^\n]*\n)+|votes_[a-z]+: \d+\n")


def main(data: str, password: str) -> None:
    """Make it."""
    put(Deployment(data=data))
    os.environ["DJANGO_SETTINGS_MODULE"] = "chamdiem.web.settings"
    import django  # noqa: PLC0415 - it reads the settings

    django.setup()
    from django.contrib.auth.hashers import make_password  # noqa: PLC0415 - Django has to be set up first

    from chamdiem.web.house import house  # noqa: PLC0415
    from chamdiem.web.installation import ADMINISTRATOR, ROOT  # noqa: PLC0415
    from chamdiem.web.models import Account  # noqa: PLC0415

    held, text = house(), _VOTED.sub("", EXAMPLE.read_text(encoding="utf-8"))
    draw = random.Random(7)  # noqa: S311 - drawn to be repeated
    stamp = held.office.clock.stamp()
    given = Mandate(id=OFFICE, actor=OFFICE, role=Role.OFFICE, node=ROOT, first=held.today)
    give_mandate(held.ledger, given, Act(ADMINISTRATOR), stamp)
    recorder = Recorder(held.ledger, OFFICE, stamp)
    cells = [node for node in held.tree.nodes.values() if node.kind is NodeKind.CELL]
    with held.ledger.atomic():
        for cell in cells:
            own = text.replace("cell_id: VD-01", f"cell_id: {cell.id}").replace("Chi bộ khu phố Hoa Mẫu", cell.title)
            own = own.replace("speakers: 12", f"speakers: {draw.randint(4, 21)}")
            record = parse_record(read_bytes(own.encode(), f"{cell.id}.yaml"), dt.date(2025, 12, 1))
            recorder.record(held.office.scorers.evaluate(record))
    Account.objects.create(login=OFFICE, actor=OFFICE, password=make_password(password))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
