"""Make a province of many cells with years of months in PostgreSQL, and measure pages over it; for `board.py`.

Run as a process of its own; arguments: the data folder, the address of a database, how many cells, how many months.
A few dozen meetings are scored; all others are these again, under other cells and months, which the ledger does not
mind. What is measured is how long this process works, so that others on the machine do not count.
"""

from __future__ import annotations

import json
import os
import random
import sys
import time
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg

from chamdiem.engine.files.json_text import canonical_json
from chamdiem.engine.ledger.authorities import Act, give_mandate, record_change
from chamdiem.engine.ledger.bodies import framework_body, layer_body, layer_data, record_body
from chamdiem.engine.ledger.entries import EntryDraft, EntryKind, EntryStamp, make_entry, meeting_key
from chamdiem.engine.mandates.kinds import Event, NodeKind
from chamdiem.engine.mandates.mandates import Mandate
from chamdiem.engine.mandates.organisation import OrganisationChange
from chamdiem.engine.mandates.roles import Role
from chamdiem.engine.office.office import Office
from chamdiem.engine.reading.documents import read_bytes
from chamdiem.engine.reading.record_reader import parse_record
from chamdiem.rules.records.spans import months_between
from chamdiem.web.deployment import Deployment, put
from chamdiem.web.place import open_data_folder

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from django.test import Client

    from chamdiem.engine.ledger.store import Ledger
    from chamdiem.web.house import House

FRAMEWORK, VARIANTS = "an-phu/2025", 48
BIG, SMALL = 300, 100
"""How many cells stand under the first commune, and under each of the others."""
EXAMPLE = Path(__file__).parent.parent / "examples" / "01-an-phu-day-du.yaml"
COMMUNE, ROOT = "xa-00", "to-chuc"
_COPY = "COPY ledger_entries (sequence, hash, identity, meeting, content) FROM STDIN"


def nodes(cells: int) -> dict[str, str]:
    """Return what each organisation stands under."""
    found = {COMMUNE: ROOT}
    for number in range(cells):
        commune = f"xa-{0 if number < BIG else 1 + (number - BIG) // SMALL:02}"
        found |= {commune: ROOT, f"cb-{number:04}": commune}
    return found


def found(ledger: Ledger, cells: int, day: dt.date, stamp: EntryStamp) -> str:
    """Found the province, and return the hash of the mandate by which all is done in it."""
    act = Act("quan-tri-1")
    with ledger.atomic():
        for node, parent in nodes(cells).items():
            kind = NodeKind.COMMITTEE if parent == ROOT else NodeKind.CELL
            told = OrganisationChange(
                node=node, event=Event.FOUNDED, day=day, title=f"Tổ chức {node}", kind=kind, parent=parent
            )
            record_change(ledger, told, act, stamp)
        for role, node in ((Role.OFFICE, ROOT), (Role.OFFICE, COMMUNE)):
            name = f"{role.value}-{node}"
            given = Mandate(id=name, actor=name, role=role, node=node, first=day)
            entry = give_mandate(ledger, given, act, stamp)
    return entry.hash


def variants(
    rnd: random.Random, today: dt.date
) -> Iterator[tuple[dict[str, Any], dict[str, Any], dict[str, Any], Any, str]]:
    """Yield scored meetings: the bodies of record and evaluation, the upper layer as written and as kept, a rating."""
    office, text = Office(), EXAMPLE.read_text(encoding="utf-8")
    framework = office.catalog.get(FRAMEWORK)
    for number in range(VARIANTS):
        speakers = str(rnd.randint(6, 21))
        own = text.replace("speakers: 12", f"speakers: {speakers}")
        own = own.replace('"4.2": 9', f'"4.2": {rnd.choice(("10", "9", "6", "2"))}')
        record = parse_record(read_bytes(own.encode(), f"{number}.yaml"), today)
        evaluation = office.scorers.evaluate(record, framework)
        body, layer = record_body(evaluation), evaluation.layers["upper"]
        rating = layer.scoring.rating if layer.scoring else None
        yield (
            body,
            {name: layer_body(each) for name, each in evaluation.layers.items() if name in {"self", "cell_vote"}},
            layer_data(record, "upper"),
            layer_body(layer),
            rating.id if rating else framework.framework.ratings[1].id,
        )


class Filling:
    """Appends entries in bulk: whatever they are, their hashes follow each other."""

    def __init__(self, ledger: Ledger, copy: psycopg.Copy, mandate: str, framework: str, stamp: EntryStamp) -> None:
        head = ledger.get(ledger.size())
        self.sequence, self.hash, self.copy, self.mandate = head.sequence, head.hash, copy, mandate
        self.framework, self.stamp = framework, stamp

    def append(self, kind: EntryKind, body: dict[str, Any]) -> str:
        """Append one entry and return its hash."""
        draft = EntryDraft(kind, body, canonical_json(body))
        entry = make_entry(self.sequence + 1, self.hash, draft, self.stamp)
        key = meeting_key(body)
        self.copy.write_row((entry.sequence, entry.hash, draft.identity, key, entry.canonical.decode()))
        self.sequence, self.hash = entry.sequence, entry.hash
        return entry.hash

    def meeting(self, told: Any, cell: str, month: str, *, is_decided: bool) -> None:  # noqa: ANN401 - see `variants`
        """Append what happens to a meeting."""
        body, layers, given, upper, rating = told
        meeting = {"cell": cell, "period": month, "date": f"{month}-05", "kind": "regular"}
        data = {**body["data"], "cell_id": cell, "period": month, "date": f"{month}-05"}
        record = self.append(EntryKind.RECORD, {"meeting": meeting, "data": data})
        evaluated = {"meeting": meeting, "framework": self.framework, "record": record, "in_force": True}
        evaluation = self.append(EntryKind.EVALUATION, evaluated | {"layers": layers})
        acted = {"meeting": meeting, "evaluation": evaluation, "mandate": self.mandate}
        last = self.append(EntryKind.SUBMISSION, acted | {"after": evaluation, "incomplete": None})
        assessed = self.append(EntryKind.UPPER, acted | {"after": last, "given": given, "layer": upper})
        if is_decided:
            self.append(EntryKind.DECISION, acted | {"after": assessed, "rating": rating, "upper": assessed})


def fill(house: House, address: str, cells: int, months: int) -> None:
    """Fill the ledger; of the last month every tenth cell has handed in nothing, and every other one is not decided."""
    ledger, today, stamp = house.ledger, house.today, house.office.clock.stamp()
    mandate, rnd = found(ledger, cells, today, stamp), random.Random(1)  # noqa: S311 - no secret
    framework = Office().catalog.get(FRAMEWORK)
    ledger.append(EntryKind.FRAMEWORK, framework_body(framework), stamp)
    scored, last = list(variants(rnd, today)), f"{today:%Y-%m}"
    with psycopg.connect(address) as connection, connection.cursor() as cursor, cursor.copy(_COPY) as copy:
        filling = Filling(ledger, copy, mandate, framework.hash, stamp)
        for month in months_between("2020-01", last)[-months:]:
            for number in range(cells):
                if month != last or number % 10:
                    decided = month != last or bool(number % 2)
                    filling.meeting(rnd.choice(scored), f"cb-{number:04}", month, is_decided=decided)


def timed(work: Any) -> float:  # noqa: ANN401 - anything
    """Return how long something takes this process, in seconds."""
    start = time.process_time()
    work()
    return time.process_time() - start


def measure(data: str, database: str, cells: int, months: int) -> dict[str, float]:
    """Make it all, and return the figures."""
    open_data_folder(Path(data), database or None)
    deployment = Deployment(data=data, names=("testserver",))
    put(deployment)
    os.environ["DJANGO_SETTINGS_MODULE"] = "chamdiem.web.settings"
    from chamdiem.web.installation import prepare  # noqa: PLC0415 - it reads the settings

    prepare(deployment, "Đảng bộ tỉnh Ví Dụ")
    from django.test import Client as Browser  # noqa: PLC0415 - Django has to be set up first

    from chamdiem.web.accounts import make_account  # noqa: PLC0415 - as above
    from chamdiem.web.house import house  # noqa: PLC0415 - as above
    from chamdiem.web.projections import differences, projected, rebuild  # noqa: PLC0415 - as above

    fill(house(), database, cells, months)
    last = f"{house().today:%Y-%m}"
    figures = {"entries": float(house().ledger.size())}
    figures["rebuild"] = timed(lambda: rebuild(house()))
    figures["nothing new"] = timed(lambda: projected(house()))
    if os.environ.get("CHAMDIEM_BENCH_DIFFERENCES"):
        figures["differences"] = timed(lambda: list(differences(house())))
    for node, name in ((COMMUNE, "300"), (ROOT, "all")):
        account = make_account(f"office-{node}", f"office-{node}")
        browser = Browser()
        browser.force_login(account, backend="chamdiem.web.accounts.AccountBackend")
        for page in (f"theo-doi/{node}/{last}", f"xu-huong/{node}?thang={months}"):
            figures |= _figures(browser, page, f"{page.partition('/')[0]} {name}")
    return figures


def _figures(browser: Client, page: str, name: str) -> dict[str, float]:
    """Return how long a page takes that was shown before, by the work of this process and by the clock."""
    answer = browser.get(f"/{page}")
    if answer.status_code != HTTPStatus.OK:
        raise RuntimeError(page, answer.status_code)
    start = time.perf_counter()
    work = timed(lambda: browser.get(f"/{page}"))
    clock = time.perf_counter() - start
    return {name: work, f"{name} by the clock": clock, f"{name} bytes": float(len(answer.content))}


if __name__ == "__main__":
    print(json.dumps(measure(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))))
