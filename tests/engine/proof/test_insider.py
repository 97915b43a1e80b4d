"""Whoever may write to the file itself: guards dropped, every hash made anew; an older checkpoint tells."""

from __future__ import annotations

import json
import random
import shutil
import sqlite3
from contextlib import closing
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

import pytest

from chamdiem.engine.ledger.entries import (
    START,
    Body,
    EntryDraft,
    EntryKind,
    EntryStamp,
    NotCanonical,
    canonical,
    make_entry,
    read_entry,
)
from chamdiem.engine.ledger.fsck import Checker, check_ledger
from chamdiem.engine.ledger.handing_in import record_scores
from chamdiem.engine.ledger.opening import create_ledger, open_ledger
from chamdiem.engine.ledger.store import row_of
from chamdiem.engine.proof.audit import check_against, leaves_text, read_leaves, tree_of
from chamdiem.engine.proof.giving import sign_state
from chamdiem.engine.texts.sentences import say_fault

if TYPE_CHECKING:
    from pathlib import Path

    from chamdiem.engine.ledger.entries import Entry
    from chamdiem.engine.ledger.store import Ledger
    from chamdiem.engine.proof.keys import PrivateKey
    from chamdiem.engine.scoring.evaluation import Evaluation

Told = list[tuple[EntryKind, Body, str]]
"""What entries say, with the hash by which others name them."""
WAYS = ("edit", "delete", "insert", "swap", "truncate")


def edited(chance: random.Random, body: Body) -> Body:
    """Return a body with one of its texts or numbers changed, however deep it lies."""
    changed: Body = json.loads(json.dumps(body))
    places = list(leaves_of(changed))
    holder, key = chance.choice(places)
    old = holder[key]
    holder[key] = not old if isinstance(old, bool) else old + 1 if isinstance(old, int) else f"{old}1"
    return changed


def leaves_of(data: object) -> list[tuple[Any, Any]]:
    """Return every place of data that holds a text, a number or a truth."""
    pairs = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    found: list[tuple[Any, Any]] = []
    for key, value in pairs:
        found += [(data, key)] if isinstance(value, str | int) else leaves_of(value)
    return found


def tampered(chance: random.Random, told: Told, way: str) -> Told:
    """Return what the entries say after one act of an insider."""
    place, changed = chance.randrange(len(told)), list(told)
    match way:
        case "edit":
            kind, body, name = told[place]
            changed[place] = (kind, edited(chance, body), name)
        case "delete":
            del changed[place]
        case "insert":
            kind, body, _ = chance.choice(told)
            changed.insert(place, (kind, edited(chance, body), "new"))
        case "swap":
            other = chance.choice([n for n in range(len(told)) if n != place])
            changed[place], changed[other] = told[other], told[place]
        case _:
            del changed[place:]
    return changed


def rehashed(told: Told, stamp: EntryStamp) -> list[Entry]:
    """Return entries that say this, whole, well linked and naming each other rightly, as a forger would make them."""
    entries: list[Entry] = []
    names: dict[str, str] = {}
    for kind, body, name in told:
        text = json.dumps(body)
        for old, new in names.items():
            text = text.replace(old, new)
        draft = EntryDraft(kind, json.loads(text), canonical(json.loads(text)))
        entries.append(make_entry(len(entries) + 1, entries[-1].hash if entries else START, draft, stamp))
        names[name] = entries[-1].hash
    return entries


def write(file: Path, rows: list[tuple[int, str, str, str | None, str]]) -> None:
    """Put rows in the place of those of a ledger's file, with every trigger dropped."""
    with closing(sqlite3.connect(file)) as connection, connection:
        for (trigger,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {trigger}")
        connection.execute("DELETE FROM entries")
        connection.executemany("INSERT INTO entries VALUES (?, ?, ?, ?, ?, NULL, NULL)", rows)


def row(entry: Entry, number: int) -> tuple[int, str, str, str | None, str]:
    """Return a row that holds an entry, whatever place it is put in; a shape that is none gets made-up keys."""
    try:
        made = row_of(entry)
        return (number, made.hash, f"{made.identity}{number}", made.meeting, made.content.decode())
    except (NotCanonical, KeyError, TypeError):
        return (number, entry.hash, entry.hash, None, entry.canonical.decode())


def check_insider(filled: Ledger, key: PrivateKey, folder: Path, count: int) -> None:
    """Tamper with copies of a ledger; each time the old checkpoint must tell, and its list of leaves name where."""
    tree = tree_of(filled)
    kept = sign_state(tree, key)
    listed = folder / "so.leaves"
    listed.write_text(leaves_text(tree), encoding="ascii")
    leaves = read_leaves(listed, kept)
    before = list(filled.entries())
    told = [(entry.kind, entry.body, entry.hash) for entry in before]
    stamp = EntryStamp(before[0].software, before[0].time)
    assert [entry.canonical for entry in rehashed(told, stamp)] == [entry.canonical for entry in before]
    original = folder / "so.ledger"
    chance = random.Random(count)  # noqa: S311 - drawn test data, the same every time
    for trial in range(count):
        way = WAYS[trial % len(WAYS)]
        changed = tampered(chance, told, way)
        after = rehashed(changed, stamp)
        if way == "edit" and trial % 2:  # the clumsy insider changes one row and leaves the others as they were
            first = next(n for n, pair in enumerate(zip(told, changed, strict=True)) if pair[0] != pair[1])
            after = [*before[:first], after[first], *before[first + 1 :]]
        pairs = zip_longest(before, after)
        expected = next(n for n, (old, new) in enumerate(pairs, 1) if old is None or new is None or old != new)
        copy = folder / f"{trial}.ledger"
        shutil.copy(original, copy)
        write(copy, [row(entry, number) for number, entry in enumerate(after, 1)])
        with open_ledger(str(copy)) as opened:
            found = check_against(tree_of(opened), opened.name, kept, leaves)
            assert [fault.details["number"] for fault in found] == [str(expected)], (trial, way)
            assert str(expected) in say_fault("vi", found[0])
            assert check_against(tree_of(opened), opened.name, kept), (trial, way)
            inside = [fault for fault in check_ledger(opened, Checker()) if fault is not None]
            assert inside, "the guards that were dropped are missed"
        copy.unlink()


def test_insider(filled: Ledger, key: PrivateKey, tmp_path: Path) -> None:
    """Edits, deletions, insertions, swaps, cuts and whole rewritings are found, and the first bad entry is named."""
    check_insider(filled, key, tmp_path, 40)


@pytest.mark.nightly
def test_a_thousand_insider_edits(filled: Ledger, key: PrivateKey, tmp_path: Path) -> None:
    """A thousand of them."""
    check_insider(filled, key, tmp_path, 1_000)


def test_rewriting_with_new_guards(
    filled: Ledger, key: PrivateKey, evaluations: list[Evaluation], tmp_path: Path
) -> None:
    """A ledger that was written anew as a whole, guards and all, is right from inside; the checkpoint tells."""
    kept = sign_state(tree_of(filled), key)
    for left_out, code in ((1, "audit.cut"), (0, "audit.changed")):
        with create_ledger(str(tmp_path / f"{code}.ledger")) as forged:
            record_scores(forged, evaluations[left_out:], EntryStamp("0.1.0", "2026-02-01T00:00:00Z"))
            assert [fault for fault in check_ledger(forged, Checker()) if fault is not None] == []
            (fault,) = check_against(tree_of(forged), forged.name, kept)
            assert fault.code == code


def test_later_entries_do_not_matter(filled: Ledger, key: PrivateKey) -> None:
    """A ledger that only grew is what its older checkpoint says."""
    kept = sign_state(type(tree_of(filled))(tree_of(filled).leaves[:9]), key)
    assert check_against(tree_of(filled), filled.name, kept) == []
    assert read_entry(filled.get(9).canonical) == filled.get(9)
