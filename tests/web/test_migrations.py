"""Migrations: what once stood in a release is never changed, since installations have carried it out."""

from __future__ import annotations

import hashlib

from places import ROOT

FOLDER = ROOT / "web" / "migrations"
FROZEN = FOLDER / "frozen.sha256"


def test_a_migration_is_never_changed_once_it_is_there() -> None:
    """Each has its SHA-256 recorded; a later change of the tables is a migration of its own, with a line of its own."""
    lines = (line.split() for line in FROZEN.read_text(encoding="utf-8").splitlines())
    recorded = {name: digest for digest, name in lines}
    there = {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in FOLDER.glob("0*.py")}
    assert {name: there.get(name) for name in recorded} == recorded, "changed or gone: write a new migration"
    assert there.keys() == recorded.keys(), "a new one: run sha256sum 0*.py > frozen.sha256 in its folder"
