"""Whatever is cut off, nothing that was acknowledged is lost: lines, sessions, workers and the whole server."""

from __future__ import annotations

import json
import os
import random
import re
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections import defaultdict
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import psycopg
import pytest

from chamdiem.engine.forms.filled import texts_of
from chamdiem.engine.ledger.bodies import record_of
from chamdiem.engine.ledger.entries import EntryKind
from chamdiem.engine.ledger.fsck import Checker, check_ledger
from chamdiem.engine.ledger.keys import record_key
from chamdiem.engine.ledger.opening import open_ledger
from chamdiem.engine.ledger.states import meeting_state
from chamdiem.engine.office.clock import Clock
from chamdiem.web.place import DataFolder, find_data_folder
from databases import new_database, running
from filling_in import closing, form, pages, sent_fields, whole
from places import ROOT
from serving import PATIENCE, children, free_port, gone, start, workers
from visiting import DOWN, TOKEN, Answer, Cut, Visitor, wait_for

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path


pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")

PASSWORD = "cái ấm đun nước bên cửa sổ"  # noqa: S105 - of made-up people
_MONTHS = 12
MAKE = ROOT / "benchmarks" / "web_commune.py"
REASON = "Thử lại sau khi mất mạng"


# --- what is cut off ---


@dataclass
class Cuts:
    """How many cuts were made, of how many, and of which kinds."""

    wanted: int
    made: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def is_enough(self) -> bool:
        """Whether all were made."""
        return sum(self.made.values()) >= self.wanted

    def note(self, kind: str) -> None:
        """Note that one was made."""
        with self.lock:
            self.made[kind] += 1


@dataclass
class Secretary:
    """Somebody who fills in one meeting after another, and remembers what was acknowledged, and what was handed in.

    `pages`: so many of each they fill in; None: all.
    """

    number: int
    visitor: Visitor
    cuts: Cuts
    dice: random.Random
    pages: int | None = None
    told: dict[str, list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))
    handed_in: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    period: str = ""

    @property
    def address(self) -> str:
        """The address of the meeting."""
        return f"/ky/vd-{self.number:03}/{self.period}/thuong-ky/"

    def work(self) -> None:
        """Fill in meetings until there were cuts enough, and always hand in what was begun."""
        try:
            for place in range(_MONTHS * 10):
                if place and self.cuts.is_enough:
                    return
                self.period = f"{2016 + place // _MONTHS}-{place % _MONTHS + 1:02}"
                self._meeting()
        except BaseException as error:
            self.wrong.append(f"{self.period}: {error!r}")
            raise

    def _meeting(self) -> None:
        self._until(lambda cut: self.visitor.ask(self.address, {TOKEN: self._token()}, cut=cut))
        for name, questions in [*pages().items()][: self.pages]:
            own = {each.id: whole()[each.id] for each in questions}
            if "date" in own:
                own["date"] = f"05/{self.period[5:]}/{self.period[:4]}"
            counted = [each for each, text in own.items() if text.isdigit()]
            for _ in range(self.dice.randint(1, 2)):
                changed = {each: str(self.dice.randint(1000, 9999)) for each in counted[:2]}
                self._autosave(name, changed)
            (self._autosave if self.dice.random() < 0.3 else self._post)(name, own)
        self._hand_in()

    # --- one thing after another ---

    def _until(self, send: Callable[[Cut | None], Answer]) -> Answer:
        """Send until there is an answer: the line may be cut, the session gone, the server killed."""
        while True:
            cut = self.dice.choice(list(Cut)) if not self.cuts.is_enough and self.dice.random() < 0.08 else None
            try:
                found = send(cut)
            except DOWN as error:
                if isinstance(error, ConnectionAbortedError) and cut:
                    self.cuts.note(cut.value)
                wait_for(self.visitor.port)
                continue
            if found.status_code == HTTPStatus.UNAUTHORIZED or found.location.startswith("/vao"):
                self._enter()
                continue
            assert found.status_code in {HTTPStatus.OK, HTTPStatus.FOUND}, (
                found.status_code,
                re.sub(r"<[^>]*>", " ", found.text),
            )
            return found

    def _enter(self) -> None:
        while True:
            try:
                self.visitor.enter(f"bi-thu-{self.number:03}", PASSWORD)
            except DOWN:
                wait_for(self.visitor.port)
            else:
                return

    def _get(self, path: str) -> Answer:
        return self._until(lambda cut: self.visitor.ask(path, cut=cut))

    def _token(self) -> str:
        return self._get("/tai-khoan").token

    def _version(self) -> int:
        return int(json.loads(self._get(f"{self.address}ghi").content)["version"])

    def _acknowledged(self, texts: Mapping[str, str]) -> None:
        self.told[self.period] += texts.items()

    def _autosave(self, page: str, texts: Mapping[str, str]) -> None:
        """Send what a script sends; without an answer it sends the same again, beside what it knows."""
        known = dict(self.told[self.period])
        seen = [[*sent_fields({name: known.get(name, "") for name in texts}).items()]]
        fields = [*sent_fields(texts).items()]

        def send(cut: Cut | None) -> Answer:
            body = {"page": page, "fields": fields, "seen": seen}
            token = json.loads(self._get(f"{self.address}ghi").content)["token"]
            if seen[-1] != fields:
                seen.append(fields)
            body["seen"] = seen[:1] if len(seen) == 1 else seen
            return self.visitor.ask(f"{self.address}ghi", data={"body": body, "token": token}, cut=cut)

        self._until(send)
        self._acknowledged(texts)

    def _post(self, page: str, texts: Mapping[str, str]) -> None:
        """Send a page as a whole, as without a script; without an answer it is sent again as it was."""
        told = {**sent_fields(texts), "version": str(self._version())}
        done = self._until(
            lambda cut: self.visitor.ask(f"{self.address}{page}", told | {TOKEN: self._token()}, cut=cut)
        )
        assert not done.location.endswith("khac-nhau")
        self._acknowledged(texts)

    def _hand_in(self) -> None:
        texts = closing()
        told = {**sent_fields(texts), "version": str(self._version()), "act": "submit", "sure": "1", "reason": REASON}
        if self.dice.random() < 0.5:
            twice = threading.Thread(target=self._tap, args=(told | {TOKEN: self._token()},))
            twice.start()
        else:
            twice = None
        done = self._until(
            lambda cut: self.visitor.ask(f"{self.address}bieu-quyet", told | {TOKEN: self._token()}, cut=cut)
        )
        if twice:
            twice.join()
        assert done.location.endswith("bien-nhan"), (done.location, done.text)
        self._acknowledged(texts)
        self.handed_in.append(self.period)

    def _tap(self, told: Mapping[str, str]) -> None:
        """Send once more from the same device, whatever comes of it."""
        other = Visitor(self.visitor.port, dict(self.visitor.cookies))
        try:
            found = other.ask(f"{self.address}bieu-quyet", told)
        except DOWN:
            return
        if found.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
            self.wrong.append(found.text)


@dataclass
class Served:
    """The server, which is killed and begun again."""

    folder: DataFolder
    port: int
    processes: int
    process: subprocess.Popen[str]

    @classmethod
    def begin(cls, data: Path, processes: int) -> Served:
        """Serve a data folder."""
        port = free_port()
        return cls(find_data_folder(data), port, processes, start(data, port, "--processes", str(processes)))

    def restart(self, *, whole: bool) -> None:
        """Kill the parent, or all of it at once, and begin again."""
        left = children(self.process)
        for pid in (self.process.pid, *(left if whole else ())):
            os.kill(pid, signal.SIGKILL)
        self.process.communicate(timeout=PATIENCE)
        assert gone(left)
        self.process = start(self.folder.path, self.port, "--processes", str(self.processes))
        assert self.process.poll() is None, self.process.stdout.read() if self.process.stdout else ""

    def kill_worker(self, dice: random.Random) -> None:
        """Kill one of its processes; the parent begins another."""
        found = workers(self.process)
        if found:
            os.kill(dice.choice(found), signal.SIGKILL)

    def rows(self, statement: str) -> list[tuple[Any, ...]]:
        """Return what a statement finds in the tables."""
        if self.folder.database is not None:
            with psycopg.connect(self.folder.database) as postgres:
                found = postgres.execute(statement.encode())
                return found.fetchall() if found.description else []
        tables = sqlite3.connect(self.folder.tables, timeout=PATIENCE)
        try:
            with tables:
                return list(tables.execute(statement))
        finally:
            tables.close()

    def end_sessions(self) -> None:
        """Delete the sessions of everybody."""
        self.rows("DELETE FROM web_session")


def make_trouble(served: Served, cuts: Cuts, dice: random.Random, people: list[threading.Thread]) -> None:
    """Kill, and end sessions, while people work; each kind comes as often as the others."""
    kinds = ["session", "server", "session", *(["worker", "parent"] if served.processes > 1 else [])]
    place = 0
    while any(each.is_alive() for each in people):
        time.sleep(dice.uniform(0.1, 2))
        if cuts.is_enough:
            continue
        kind = kinds[place % len(kinds)]
        place += 1
        if kind == "session":
            served.end_sessions()
        elif kind == "worker":
            served.kill_worker(dice)
        else:
            served.restart(whole=kind == "server")
        cuts.note(kind)


@dataclass(frozen=True)
class Size:
    """How much is tried: how many cuts, by how many people, against how many processes."""

    cuts: int
    people: int = 3
    processes: int = 2
    pages: int | None = None


PART, RELEASE = Size(cuts=6, people=2, processes=1, pages=3), Size(cuts=200)
_SLOW = pytest.mark.nightly


@pytest.mark.parametrize(
    ("store", "size"),
    [
        pytest.param("sqlite", PART, id="part"),
        pytest.param("sqlite", RELEASE, marks=_SLOW, id="sqlite"),
        pytest.param("postgres", RELEASE, marks=_SLOW, id="postgres"),
    ],
)
def test_nothing_that_was_acknowledged_is_lost(tmp_path: Path, store: str, size: Size) -> None:
    """After cuts of every kind all that was acknowledged is kept, and each meeting that was handed in is one entry."""
    seed = random.randrange(1 << 32)  # noqa: S311 - when something is cut off
    with stored(store) as database:
        need_nothing_lost(tmp_path / "data", database, size, seed)


@contextmanager
def stored(store: str) -> Iterator[str]:
    """Give the address of a database where there is to be one, for as long as it is needed."""
    if store == "sqlite":
        yield ""
        return
    with running() as server, new_database(server) as address:
        yield address


def need_nothing_lost(data: Path, database: str, size: Size, seed: int) -> None:
    """Cut off whatever there is, and see what is left."""
    make = [sys.executable, "-P", str(MAKE), str(data), database, str(size.people), PASSWORD]
    subprocess.run(make, check=True)  # noqa: S603 - our own program
    served, cuts = Served.begin(data, size.processes), Cuts(size.cuts)
    people = [
        Secretary(each, Visitor(served.port), cuts, random.Random(seed + each), size.pages)  # noqa: S311 - as above
        for each in range(size.people)
    ]
    threads = [threading.Thread(target=each.work) for each in people]
    for each in threads:
        each.start()
    make_trouble(served, cuts, random.Random(seed - 1), threads)  # noqa: S311 - as above
    served.restart(whole=True)
    served.process.send_signal(signal.SIGTERM)
    served.process.communicate(timeout=PATIENCE)
    assert [each.wrong for each in people] == [[]] * size.people, seed
    assert sum(cuts.made.values()) >= size.cuts
    need_all(served, people)


def need_all(served: Served, people: list[Secretary]) -> None:
    """See that the tables and the ledger have all that people were told."""
    drafts = {
        (cell, period): told
        for cell, period, *told in served.rows("SELECT cell, period, id, texts, submitting, entry FROM web_draft")
    }
    kept: dict[int, set[tuple[str, str]]] = defaultdict(set)
    for pk, changes in served.rows("SELECT draft_id, changes FROM web_revision"):
        kept[pk] |= set(_data(changes).items())
    with open_ledger(served.folder.ledger) as ledger:
        assert [fault for fault in check_ledger(ledger, Checker()) if fault is not None] == []
        for person in people:
            for period, told in person.told.items():
                pk, texts, submitting, entry = drafts[f"vd-{person.number:03}", period]
                now = {name: text for name, text in _data(texts).items() if name != "reason"}
                assert set(told) - kept[pk] == set(), period
                # nobody else writes there, so what was acknowledged last is what stands there
                assert dict(told).items() <= now.items(), period
                found = meeting_state(ledger, record_key(f"vd-{person.number:03}", period, "regular"))
                numbers = (
                    [each.sequence for each in found.entries if each.kind is EntryKind.SUBMISSION] if found else []
                )
                assert numbers == ([entry] if entry else []), period
                assert (entry is None) == (submitting is None) == (period not in person.handed_in), period
                if found is not None and found.record is not None:
                    record = record_of(found.record, Clock().today(), form().framework.framework.shape)
                    assert texts_of(form(), record).items() >= now.items(), period


def _data(told: Any) -> dict[str, str]:  # noqa: ANN401 - a column of either kind of database
    return dict(json.loads(told)) if isinstance(told, str) else dict(told)
