"""Replay and proof at release size: a whole ledger scored anew by two processes, its checkpoint, a proof, an audit.

`CHAMDIEM_BENCH_TENTH=1` measures a tenth. Half of the entries are records, half are evaluations of two layers each.
"""

from __future__ import annotations

import os
import random
import tempfile
from collections import Counter
from dataclasses import replace
from pathlib import Path
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
from time import perf_counter
from typing import TYPE_CHECKING

import psutil
from meetings import DAY, DUE, example
from tables import Table

from chamdiem.engine.ledger.bodies import evaluation_body, framework_body, record_body
from chamdiem.engine.ledger.entries import EntryKind, EntryStamp
from chamdiem.engine.ledger.opening import create_ledger, open_ledger
from chamdiem.engine.ledger.working import go_through, parts
from chamdiem.engine.proof.audit import check_against, tree_of
from chamdiem.engine.proof.giving import prove_entry, sign_state, sound_tree
from chamdiem.engine.proof.keys import PrivateKey
from chamdiem.engine.reading.catalog import Catalog
from chamdiem.engine.reading.record_reader import parse_record
from chamdiem.engine.replay.replaying import Replay
from chamdiem.engine.replay.rescoring import Rescore
from chamdiem.engine.replay.selection import Selection
from chamdiem.engine.scoring.scorer import ScorerCache

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chamdiem.engine.reading.records import Record

SHARE = 10 if os.environ.get("CHAMDIEM_BENCH_TENTH") else 1
ENTRIES = 36_000 // SHARE
JOBS = 2
WANTED = parts(ENTRIES + 1, [(1, ENTRIES + 1)])
STAMP = EntryStamp("0.1.0", "2026-01-31T08:30:00Z")
KEY = PrivateKey("bench", bytes(32))


def measure() -> Table:
    """Measure all of it in a folder that is removed afterwards."""
    with tempfile.TemporaryDirectory() as name:
        address = str(Path(name) / "so.ledger")
        _fill(address)
        rows = (*_replayed(address), *_proved(address))
    return Table(title=f"A ledger of {ENTRIES + 1:,} entries", header=("measured", "figure", "target"), rows=rows)


def _fill(address: str) -> None:
    """Make a ledger of meetings that all differ, scored by one framework."""
    framework = Catalog().get("an-phu/2025")
    scorer = ScorerCache(Catalog())
    with create_ledger(address) as ledger, ledger.atomic():
        ledger.append(EntryKind.FRAMEWORK, framework_body(framework), STAMP)
        for record in various_records(ENTRIES // 2):
            evaluation = scorer.evaluate(record)
            kept = ledger.append(EntryKind.RECORD, record_body(evaluation), STAMP)
            ledger.append(EntryKind.EVALUATION, evaluation_body(evaluation, kept), STAMP)


def various_records(count: int) -> Iterator[Record]:
    """Yield the first example's record as other cells may have written it."""
    document, draw = example().document, random.Random(7)  # noqa: S311 - drawn to be repeated, not to be secret
    if not isinstance(document.data, dict):
        raise TypeError(document.file)
    for number in range(count):
        present = draw.randint(DUE // 2, DUE - 1)
        told = {
            "cell_id": f"VD-{number}",
            "present": present,
            "absent_excused": DUE - present,
            "speakers": draw.randint(0, present),
            "votes_for": present - 1,
            "votes_total": present - 1,
            "targets_met": draw.randint(0, 10),
        }
        data = document.data | {name: str(value) for name, value in told.items()}
        yield parse_record(replace(document, data=data), DAY)


def _replayed(address: str) -> Iterator[tuple[str, str, str]]:
    """Replay the ledger, and score it by a draft whose lowest points for a group of marks are others."""
    start, before = perf_counter(), spent()
    found = [verdict for part in go_through(address, WANTED, Replay(Selection()), JOBS) for verdict in part]
    took, cpu = perf_counter() - start, spent() - before
    counts = Counter(verdict.result for verdict in found)
    if counts != {"equal": ENTRIES // 2}:
        raise AssertionError(counts)
    yield (
        f"replayed by {JOBS} processes, {counts['equal']:,} evaluations equal",
        f"{took:.1f} s ({cpu:.1f} CPU)",
        "≤ 10 s",
    )
    text = Catalog().get("an-phu/2025").document.text.replace("title: Tốt, at_least: 90", "title: Tốt, at_least: 85")
    task = Rescore(selection=Selection(), layer="self", text=text, name="draft.yaml")
    start = perf_counter()
    moved = sum(item.moved for part in go_through(address, WANTED, task, JOBS) for item in part)
    yield f"scored by a draft, {moved:,} ratings moved", f"{perf_counter() - start:.1f} s", ""


def spent() -> float:
    """Return the time of the processor that this process and those that it began have taken, once they have ended.

    Those that are forked off another one, which stays, count by what that one has of them.
    """
    ended = sum(sum(getrusage(which)[:2]) for which in (RUSAGE_SELF, RUSAGE_CHILDREN))
    return ended + sum(sum(each.cpu_times()[:4]) for each in psutil.Process().children())


def _proved(address: str) -> Iterator[tuple[str, str, str]]:
    """Sign the ledger, prove one entry, and compare the ledger with what was signed."""
    with open_ledger(address) as ledger:
        start = perf_counter()
        kept = sign_state(sound_tree(ledger), KEY)
        yield "every entry checked and a checkpoint signed", f"{perf_counter() - start:.1f} s", ""
        start = perf_counter()
        proof = prove_entry(ledger, ledger.get(ENTRIES // 2), kept)
        took = perf_counter() - start
        if not proof.holds:
            raise AssertionError(proof)
        yield f"one proof given, {len(proof.path)} hashes", f"{took:.1f} s", ""
        start = perf_counter()
        faults = check_against(tree_of(ledger), ledger.name, kept)
        if faults:
            raise AssertionError(faults)
        yield "compared with the checkpoint", f"{perf_counter() - start:.1f} s", ""
