"""Names of persons: they stand beside the ledger, where they can be erased, and nowhere else."""

from __future__ import annotations

import json
import logging
from pathlib import Path

import pytest

from chamdiem.engine.mandates.roles import Role

pytestmark = pytest.mark.usefixtures("installation")
NAME = "Người Được Đặt Ra"
"""Of nobody: planted wherever the pages ask who somebody is."""


def test_a_planted_name_is_in_no_entry_and_no_log(caplog: pytest.LogCaptureFixture) -> None:
    """Whoever is named in an account fills in, hands in and corrects: the ledger and the log know an id."""
    from chamdiem.web.drafts import save  # noqa: PLC0415 - once Django is set up
    from chamdiem.web.models import Account  # noqa: PLC0415 - as above
    from chamdiem.web.settings import folder  # noqa: PLC0415 - as above
    from drafting import make_cell, whole  # noqa: PLC0415 - as above
    from township import entered, township  # noqa: PLC0415 - as above

    cell = make_cell()
    Account.objects.filter(pk=cell.secretary.pk).update(name=NAME)
    save(cell.draft.pk, 1, whole(), cell.secretary)
    browser = entered(Account.objects.get(pk=cell.secretary.pk))
    with caplog.at_level(logging.DEBUG, logger="chamdiem"):
        votes = {"act": "submit", "sure": "1", "version": str(cell.now().version)}
        browser.post(f"{cell.address}/bieu-quyet", votes)
        assert browser.get(f"{cell.address}/bien-nhan").status_code == 200
        browser.post(f"{cell.address}/dinh-chinh", {"reason": "Ghi nhầm số người phát biểu"})
        admin = entered(township().people[Role.ADMINISTRATOR])
        admin.post("/quan-tri/tai-khoan-moi", {"login": "moi-dat-ra", "name": NAME})
        assert Account.objects.get(login="moi-dat-ra").name == NAME
    # the files themselves, with whatever waits to be written into them
    ledger = Path(folder().ledger)
    kept = b"".join(each.read_bytes() for each in ledger.parent.glob(f"{ledger.name}*"))
    assert cell.secretary.actor.encode() in kept
    assert not any(each.encode() in kept for each in (NAME, json.dumps(NAME)[1:-1]))
    assert NAME not in caplog.text
    for form in ("phieu.html", "so.xlsx"):
        assert NAME.encode() not in browser.get(f"{cell.address}/{form}").content
    admin.post("/quan-tri/tai-khoan/moi-dat-ra", {"act": "erase"})
    assert Account.objects.get(login="moi-dat-ra").name == ""
