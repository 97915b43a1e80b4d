"""Decide all meetings of a month on the page, for `decide.py`. Arguments: the data folder, and the month."""

from __future__ import annotations

import json
import os
import re
import sys
import time

from chamdiem.engine.ledger.authorities import Act, give_mandate
from chamdiem.engine.mandates.mandates import Mandate
from chamdiem.engine.mandates.roles import Role
from chamdiem.web.deployment import Deployment, put

DECIDER = "thuong-vu"


def main(data: str, month: str) -> None:
    """Do it, and print how long it took."""
    put(Deployment(data=data, is_demo=True, names=("testserver",)))  # nobody is asked for a one-time code
    os.environ["DJANGO_SETTINGS_MODULE"] = "chamdiem.web.settings"
    import django  # noqa: PLC0415 - it reads the settings

    django.setup()
    from django.test import Client  # noqa: PLC0415 - Django has to be set up first
    from django.utils import timezone  # noqa: PLC0415

    from chamdiem.web.house import house  # noqa: PLC0415
    from chamdiem.web.installation import ADMINISTRATOR, ROOT  # noqa: PLC0415
    from chamdiem.web.models import Account  # noqa: PLC0415

    held = house()
    given = Mandate(id=DECIDER, actor=DECIDER, role=Role.STANDING_COMMITTEE, node=ROOT, first=held.today)
    give_mandate(held.ledger, given, Act(ADMINISTRATOR), held.office.clock.stamp())
    browser = Client()
    browser.force_login(
        Account.objects.create(login=DECIDER, actor=DECIDER), backend="chamdiem.web.accounts.AccountBackend"
    )
    session = browser.session
    session["confirmed"] = timezone.now().timestamp()
    session.save()
    address = f"/quyet-dinh/{ROOT}/{month}"
    browser.get(f"{address}?trang=het")  # what a process makes once is made
    begun = time.perf_counter()
    page = browser.get(f"{address}?trang=het").content.decode()
    table = time.perf_counter() - begun
    paper = {"so": "31-QĐ/ĐU", "ngay": "09", "thang": "01", "nam": "2026", "act": "decide"}
    sent = {"c": re.findall(r'name="c" value="([^"]+)"', page), **paper}
    size, begun, worked = held.ledger.size(), time.perf_counter(), time.process_time()
    answer = browser.post(f"{address}/chot", sent)
    told = {"table": table, "decide": time.perf_counter() - begun, "processor": time.process_time() - worked}
    if answer.status_code != 302:  # noqa: PLR2004 - it leads on
        sys.exit(f"nothing was decided: {answer.status_code}")
    print(json.dumps(told | {"decided": held.ledger.size() - size}))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
